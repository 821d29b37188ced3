import Basics
import Markup
import Meetings
import Registry

/// Which tasks a list shows.
enum AssignmentFilter: String, CaseIterable, Sendable {
  case open = ""
  case trouble = "can-xem"
  case done = "da-xong"
  case all = "tat-ca"

  var title: String {
    switch self {
    case .open: "Đang mở"
    case .trouble: "Cần xem"
    case .done: "Đã kết thúc"
    case .all: "Tất cả"
    }
  }

  func takes(_ state: AssignmentState) -> Bool {
    switch self {
    case .open: state.assignment.state == .open
    case .trouble: state.flags.contains { $0.isTrouble }
    case .done: state.assignment.state != .open
    case .all: true
    }
  }
}

extension Visit {
  private static let pageSize = 50

  func assignmentIndex(_ trouble: FormTrouble) async throws -> Answer {
    let organisation = try await meetingOrganisation()
    let id = organisation.organisation
    let (system, actor, today, rules) = (system, actor, today, try meetingRules)
    let now = system.now
    let filter = AssignmentFilter(rawValue: query["loc"]) ?? .open
    let (whose, words) = (query.id("nguoi", Member.self), VietnameseText.fold(query["tim"]))
    let (rights, people, names, states) = try await system.read { session throws in
      let rights = try session.rights(of: actor, on: id, at: now)
      let all = try session.carriedAssignments(of: id, asOf: AsOf(today))
      let (people, names) = try AssignmentPeople.read(
        organisation, and: all, rights, for: actor, today: today, now: now, in: session)
      return (rights, people, names, try session.states(of: all, on: today, rules: rules))
    }
    let taken = states.filter { state in
      filter.takes(state) && (whose == nil || state.assignment.member == whose)
        && (words.isEmpty
          || VietnameseText.fold(state.assignment.task).utf8.firstRange(of: words.utf8) != nil)
    }
    let number = max(
      1, min(query.number("trang") ?? 1, max(1, (taken.count + Self.pageSize - 1) / Self.pageSize)))
    let shown = Array(taken.dropFirst((number - 1) * Self.pageSize).prefix(Self.pageSize))
    let path = "/to-chuc/\(id)/viec-giao"
    func address(_ filter: AssignmentFilter) -> String {
      "\(path)?loc=\(filter.rawValue)" + (whose.map { "&nguoi=\($0)" } ?? "")
    }
    return try await page(
      "Việc giao", breadcrumbs: [Link(organisation.name, "/to-chuc/\(id)")],
      styles: ["/styles/rounds.css", "/styles/meetings.css"],
      body: """
        \(PageHeading("Việc giao", kind: organisation.name, lede: "Ai làm gì, đến khi nào, xong thì có gì; việc còn mở tự có ở kỳ sinh hoạt sau.", actions: "\(when: rights.contains(.recordMeetings), ButtonLink("Nhắc việc", "\(path)/nhac").html)\(ButtonLink("Sinh hoạt", "/to-chuc/\(id)/sinh-hoat"))"))
        \(trouble.summary)
        \(figures(states, path))
        \(SectionLinks("Lọc", AssignmentFilter.allCases.map { Link($0.title, address($0), isCurrent: $0 == filter) }))
        <div class="filters">\(Form(asking: path, label: "Tìm việc", body: """
          \(HiddenField("loc", filter.rawValue))
          \(Select("nguoi", label: "Người làm", choices: people.map { Choice("\($0.0)", $0.1) }, selected: whose.map { "\($0)" } ?? "", placeholder: "tất cả"))\
          \(TextField("tim", label: "Có chữ", value: query["tim"], kind: .search, maximumLength: 80))
          \(Submit("Tìm", kind: .secondary))
          """))</div>
        \(Section("\(filter.title): \(taken.count)", id: "viec", body: """
          \(AssignmentTable(states: shown, name: { $0.map { names[$0] ?? "đảng viên ngoài phạm vi được xem" } }, base: path, empty: EmptyState("Không có việc nào", advice: filter == .open ? "Giao việc ở trang một kỳ sinh hoạt, hoặc ở dưới." : "Chọn cách lọc khác ở trên.")))
          \(Pagination(page: number, pageSize: Self.pageSize, count: taken.count, noun: "việc", path: "\(address(filter))&tim=\(query["tim"].addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"))
          """))
        \(when: rights.contains(.recordMeetings), giving(people, path, trouble))
        """)
  }

  private func figures(_ states: [AssignmentState], _ path: String) -> HTML {
    let open = states.filter { $0.assignment.state == .open }
    let late = open.filter(\.isOverdue).count
    let unowned = open.filter { $0.assignment.member == nil }.count
    return Figures([
      Figure("\(open.count)", "Đang mở", definition: "Chưa ghi kết quả.", records: path),
      Figure("\(late)", "Quá hạn", definition: "Đang mở và đã qua ngày hạn.", records: "\(path)?loc=can-xem"),
      Figure(
        "\(unowned)", "Chưa giao cho ai", definition: "Đang mở và chưa có người làm.",
        records: "\(path)?loc=can-xem"),
    ]).html
  }

  private func giving(_ people: [(ID<Member>, String)], _ path: String, _ trouble: FormTrouble) -> HTML {
    """
    <details class="more"\(when: form.has("viec"), " open")><summary>Giao một việc ngoài kỳ sinh hoạt</summary>
    \(Form(action: path, csrf: csrf, label: "Giao việc", body: """
      \(DayField("ngay-giao", label: "Ngày giao", value: form.has("ngay-giao") ? form["ngay-giao"] : today.vietnamese, error: trouble.on("ngay-giao"), isRequired: true))
      \(AssignmentFields(visit: self, trouble: trouble, people: people.map { Choice("\($0.0)", $0.1) }))
      \(Actions("\(Submit("Giao việc"))"))
      """))
    </details>
    """
  }

  func assign() async throws -> Answer {
    let organisation = try await meetingOrganisation()
    return try await attempt {
      let day = try day(in: "ngay-giao", "ngày giao")
      let id = try await perform(try assignment(of: organisation.organisation, on: day))
      return .redirect("/to-chuc/\(organisation.organisation)/viec-giao/\(id)", done: .assigned)
    } else: {
      try await assignmentIndex($0)
    }
  }
}
