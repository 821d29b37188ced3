import Basics
import Formats
import Markup
import Meetings
import Registry

/// Lists for handbooks and national databases, so that nothing is typed twice: meetings, tasks, sums of fees, as workbooks and as
/// text. What a list tells is what the pages tell to the same person; taking one out is written down.
extension Site {
  var listRoutes: [Route] {
    [
      .get("/to-chuc/:to-chuc/xuat", .organisation(.viewOrganisations)) {
        try await $0.listIndex(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/xuat", .organisation(.viewOrganisations)) { try await $0.downloadList() }
        .heavy,
    ]
  }
}

/// One list: its columns and rows, as text.
struct OfficeList: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case meetings = "sinh-hoat"
    case tasks = "viec-giao"
    case fees = "dang-phi"

    var title: String {
      switch self {
      case .meetings: "Các kỳ sinh hoạt, cuộc họp trong năm"
      case .tasks: "Việc giao trong năm"
      case .fees: "Tổng số đảng phí từng tháng"
      }
    }
    var right: Right {
      switch self {
      case .meetings, .tasks: .viewMeetings
      case .fees: .viewFees
      }
    }
    /// Names persons: taken out only with the right to, and with a reason from many rows on.
    var namesPersons: Bool { self == .tasks }
  }
  var kind: Kind
  var year: Int
  var headings: [String]
  var rows: [[String]] = []

  static let most = 20_000

  /// - Parameter places: the organisation and what lies below it, in the order of the tree.
  init(
    _ kind: Kind, of places: [OrganisationState], _ year: Int, for actor: Registry.Actor, rules: ListRules,
    at now: Moment, in session: Asked
  ) throws {
    (self.kind, self.year) = (kind, year)
    let period = Period(year: year)
    switch kind {
    case .meetings:
      headings = [
        "Tổ chức", "Ngày", "Loại", "Tên", "Nơi họp", "Triệu tập", "Có mặt", "Vắng có lý do",
        "Vắng không lý do",
        "Biên bản", "Số nghị quyết",
      ]
      for place in places {
        for meeting in try session.meetings(of: place.organisation, in: period) where rows.count < Self.most {
          let people = try session.attendance(of: meeting.meeting)
          let minutes = try session.minutes(of: meeting.meeting).last
          let told = people.isEmpty ? "" : "\(people.count)"
          let resolved = try session.resolutions(of: meeting.meeting).count
          rows.append([
            place.name, meeting.heldOn.padded, meeting.kind.title, meeting.title, meeting.place, told,
            Self.count(people, .present), Self.count(people, .excused), Self.count(people, .absent),
            Self.paper(meeting, minutes), "\(resolved)",
          ])
        }
      }
    case .tasks:
      headings = [
        "Tổ chức", "Việc", "Người làm", "Ngày giao", "Hạn", "Sản phẩm", "Kết quả", "Ngày kết thúc",
        "Minh chứng",
      ]
      for place in places {
        let asOf = AsOf(now.day)
        let tasks = try session.carriedAssignments(of: place.organisation, asOf: asOf).filter {
          $0.assignedOn < period.to && ($0.closedOn ?? now.day) >= period.from
        }
        let sees = try session.rights(of: actor, on: place.organisation, at: now).contains(.viewMembers)
        let people = Set(tasks.compactMap(\.member)).sorted()
        let names = sees ? try session.memberNames(people, on: now.day, for: actor, at: now) : [:]
        for task in tasks where rows.count < Self.most {
          let person = task.member.map { names[$0] ?? "" } ?? "chưa giao cho ai"
          let (due, closed) = (task.dueOn?.padded ?? "", task.closedOn?.padded ?? "")
          rows.append([
            place.name, task.task, person, task.assignedOn.padded, due, task.product, task.result, closed,
            task.evidence,
          ])
        }
      }
    case .fees:
      headings = ["Tổ chức", "Tháng", "Số người đóng ở đây", "Đã đóng", "Đã thu (đồng)"]
      for number in 1...12 {
        guard let month = CalendarMonth(number: year * 100 + number), month.first <= now.day else { continue }
        let there = AsOf(min(month.last, now.day))
        let units = try places.filter(\.kind.isCell).compactMap { place -> FeePicture.Unit? in
          guard try session.organisation(place.organisation, asOf: there) != nil else { return nil }
          return FeePicture.Unit(
            state: place, totals: try session.feeTotals(of: place, in: month, rules: rules.fees))
        }
        // As on the page: from above, what few have paid, and what it could be found from.
        let small = FeePicture.hidden(units, \.collected) { $0.isSmall(rules.fees).month }
        for unit in units {
          let place = unit.state.organisation
          let isOwn = try session.ownRights(of: actor, on: place, at: now).contains(.viewFees)
          let hides = !isOwn && small.contains(place)
          let paid = hides ? "*" : "\(unit.totals.paid)"
          let collected = hides ? "*" : "\(unit.totals.collected)"
          rows.append([unit.state.name, month.address, "\(unit.totals.payers)", paid, collected])
        }
      }
    }
  }

  private static func paper(_ meeting: Meeting, _ minutes: MinutesVersion?) -> String {
    if meeting.isCancelled { return "hoãn" }
    if minutes?.approvedOn != nil { return "đã thông qua" }
    return minutes?.state == .issued ? "đã chốt" : ""
  }

  private static func count(_ people: [Attendance], _ presence: Presence) -> String {
    people.isEmpty ? "" : "\(people.count { $0.presence == presence })"
  }

  func workbook(of name: String, on day: Day, mark: String?) throws -> [UInt8] {
    let sheet = SheetContent(
      "Danh sách",
      titles: [mark, "\(kind.title) \(year)".uppercased(), name, "Ngày \(day.vietnamese)"].compactMap { $0 },
      columns: headings.map { SheetContent.Column($0, width: 20) },
      rows: rows.map { SheetContent.Row($0.map { .text($0) }) }, pageHeader: mark, isLandscape: true)
    return try WorkbookFile(title: kind.title, author: "ChiBo", sheets: [sheet]).bytes()
  }

  func text(mark: String?) -> [UInt8] { CSV.write([headings] + rows) }
}

struct ListRules: Sendable {
  var fees: FeeRules
}

extension Visit {
  private func listOrganisation() async throws -> (state: OrganisationState, rights: RightSet) {
    let (system, actor, id, today) = (system, actor, try organisation, today)
    let now = system.now
    return try found(
      try await system.read { session throws -> (OrganisationState, RightSet)? in
        guard let state = try session.organisation(id, asOf: AsOf(today)) else { return nil }
        return (state, try session.rights(of: actor, on: id, at: now))
      })
  }

  func listIndex(_ trouble: FormTrouble) async throws -> Answer {
    let (state, rights) = try await listOrganisation()
    let path = "/to-chuc/\(state.organisation)"
    let kinds = OfficeList.Kind.allCases.filter { mayTake($0, rights, of: state) }
    let years = (max(2008, today.year - 9)...max(2008, today.year)).reversed().map {
      Choice("\($0)", "\($0)")
    }
    let chosen = form.has("nam") ? form["nam"] : "\(today.year)"
    let own: [(title: String, end: String, right: Right)] = [
      ("Danh sách đảng viên", "dang-vien", .viewMembers),
      ("Sổ giới thiệu nơi cư trú", "noi-cu-tru#xuat", .exportMembers),
      ("Theo dõi phát triển đảng viên, danh sách cử đi học", "phat-trien#xuat", .exportMembers),
      ("Huy hiệu Đảng", "huy-hieu", .viewMembers),
    ]
    let links = own.filter { rights.contains($0.right) }
    let taking: HTML =
      kinds.isEmpty
      ? EmptyState(
        "Không có danh sách nào xuất được",
        advice: "Quyền của tài khoản này ở đây không gồm các danh sách ấy."
      ).html : listForm(path, kinds, Array(years), chosen, trouble)
    let elsewhere: HTML =
      links.isEmpty
      ? ""
      : Section(
        "Danh sách ở trang khác", id: "khac",
        body:
          "<ul class=\"plain-list\">\(each: links, { "<li><a\(href: "\(path)/\($0.end)")>\($0.title)</a></li>" })</ul>"
      ).html
    return try await page(
      "Xuất danh sách", breadcrumbs: [Link(state.name, path)],
      body: """
        \(PageHeading("Xuất danh sách", kind: state.name, lede: "Để nhập vào cơ sở dữ liệu khác, không gõ lại. Gồm tổ chức này và các tổ chức bên dưới; chỉ những gì trang cho xem."))
        \(trouble.summary)
        \(taking)
        \(elsewhere)
        """)
  }

  private func listForm(
    _ path: String, _ kinds: [OfficeList.Kind], _ years: [Choice], _ chosen: String, _ trouble: FormTrouble
  ) -> HTML {
    let selected = form.has("loai") ? form["loai"] : kinds.first?.rawValue ?? ""
    let hint =
      "Cần khi danh sách có tên người và dài hơn \(ExportMembers.rowsWithoutReason) dòng; nhật ký ghi lại."
    return Form(
      action: "\(path)/xuat", csrf: csrf, label: "Xuất danh sách",
      body: """
        \(RadioGroup("loai", label: "Danh sách", choices: kinds.map { Choice($0.rawValue, $0.title) }, selected: selected, error: trouble.on("loai")))
        \(Select("nam", label: "Năm", choices: years, selected: chosen, placeholder: nil))
        \(TextField("ly-do", label: "Lý do xuất", value: form["ly-do"], width: .full, hint: hint, error: trouble.on("ly-do"), maximumLength: 300))
        \(Actions("\(Submit("Excel", kind: .secondary, name: "dang", value: "xlsx"))\(Submit("CSV", kind: .secondary, name: "dang", value: "csv"))"))
        """
    ).html
  }

  private func mayTake(_ kind: OfficeList.Kind, _ rights: RightSet, of state: OrganisationState) -> Bool {
    // Further above, what single cells collect is the base committees' business.
    guard kind != .fees || state.kind.isWithinGrassroots else { return false }
    return rights.contains(kind.right) && (!kind.namesPersons || rights.contains(.exportMembers))
  }

  func downloadList() async throws -> Answer {
    let (state, rights) = try await listOrganisation()
    let (system, actor, today, rules) = (system, actor, today, ListRules(fees: try feeRules))
    let now = system.now
    return try await attempt {
      guard let kind = OfficeList.Kind(rawValue: form["loai"]), mayTake(kind, rights, of: state) else {
        throw FormTroubles(trouble: FormTrouble("loai", "Chọn một danh sách."))
      }
      let year = form.number("nam").flatMap { (2008...today.year).contains($0) ? $0 : nil } ?? today.year
      let list = try await system.read { session throws in
        let below = try session.subtree(of: state.organisation, asOf: AsOf(today))
        return try OfficeList(kind, of: below, year, for: actor, rules: rules, at: now, in: session)
      }
      if kind.namesPersons {
        try await perform(
          ExportList(from: state.organisation, rows: list.rows.count, day: today, reason: form["ly-do"]))
      }
      let name = "\(kind.title) \(year), \(state.name)"
      if form["dang"] == "csv" {
        return .file(list.text(mark: opening.mark), name: "\(name).csv", type: "text/csv; charset=utf-8")
      }
      return .file(
        try list.workbook(of: state.name, on: today, mark: opening.mark), name: "\(name).xlsx",
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    } else: {
      try await listIndex($0)
    }
  }
}
