import Basics
import Foundation
import Markup
import Registry

/// The way into the Party as a calm list: by stage, with what is missing and the next day.
struct DevelopmentIndexPage: Piece {
  var visit: Visit
  var picture: DevelopmentPicture
  var rules: DevelopmentRules
  var trouble: FormTrouble

  private var writes: Bool { picture.rights.contains(.recordDevelopment) }
  private var showsCell: Bool { !picture.state.kind.isCell }

  var html: HTML {
    let regime = rules.regime(on: visit.today)
    return """
      \(PageHeading("Phát triển đảng viên", kind: picture.state.name, lede: "\(regime.map { "Theo \($0.document). " })Sổ ghi giấy tờ nào đã có, ngày nào, để ở đâu; không ghi nội dung lý lịch, thẩm tra, ý kiến.", actions: actions))
      \(trouble.summary)
      \(picture.isGrassroots ? people : units)
      """
  }

  private var actions: HTML {
    var links: [ButtonLink] = []
    if writes, picture.isGrassroots {
      links.append(ButtonLink("Thêm người", "\(picture.path)/moi", kind: .primary))
    }
    if picture.rights.contains(.viewBriefings) {
      links.append(ButtonLink("Thống kê", "\(picture.path)/thong-ke"))
    }
    return "\(links)"
  }

  // MARK: A cell, a base organisation

  private var people: HTML {
    let words = VietnameseText.fold(visit.query["tim"])
    let found = picture.files.filter {
      words.isEmpty || VietnameseText.fold($0.person.name).utf8.firstRange(of: words.utf8) != nil
    }
    let groups = Dictionary(grouping: found.filter { !$0.isErased }) { $0.stage(rules) }
    let open = ProspectStage.allCases.filter(\.isOpen)
    let ended = ProspectStage.allCases.filter { !$0.isOpen }.flatMap { groups[$0] ?? [] }
    let probationers = picture.probationers.filter {
      words.isEmpty || VietnameseText.fold($0.name).utf8.firstRange(of: words.utf8) != nil
    }
    let isEmpty = open.allSatisfy { groups[$0, default: []].isEmpty } && probationers.isEmpty
    return """
      \(when: picture.files.count + picture.probationers.count > 12 || !words.isEmpty, filter)
      \(when: isEmpty, empty(isFiltered: !words.isEmpty))
      \(each: open, { stage($0, groups[$0] ?? [], $0 == .probation ? probationers : []) })
      \(when: !ended.isEmpty, Section("Đã kết thúc: \(ended.count)", id: "da-ket-thuc", body: endedTable(ended)).html)
      \(when: canExport, export)
      """
  }

  private var filter: HTML {
    let clear = ButtonLink("Bỏ lọc", picture.path, kind: .quiet)
    let isFiltered = !visit.query["tim"].isEmpty
    return Form(
      asking: picture.path, label: "Tìm",
      body: """
        \(TextField("tim", label: "Tên", value: visit.query["tim"], kind: .search, maximumLength: 120))
        \(Actions("\(Submit("Tìm", kind: .secondary))\(when: isFiltered, clear.html)"))
        """
    ).html
  }

  private func empty(isFiltered: Bool) -> HTML {
    if isFiltered {
      return EmptyState("Không có ai khớp", advice: "Gõ ít chữ hơn, hoặc bỏ lọc.").html
    }
    return EmptyState(
      "Chưa theo dõi ai",
      advice:
        "Khi chi bộ chọn quần chúng ưu tú để giúp đỡ thì thêm vào đây; từ đó thấy được ai đến bước nào, còn thiếu giấy tờ gì, hạn nào sắp đến.",
      action: writes ? ButtonLink("Thêm người", "\(picture.path)/moi") : nil
    ).html
  }

  private func stage(_ stage: ProspectStage, _ files: [ProspectFile], _ others: [Probationer]) -> HTML {
    guard !files.isEmpty || !others.isEmpty else { return "" }
    var columns: [Table.Column] = [.init("Họ và tên")]
    if showsCell { columns.append(.init("Chi bộ")) }
    columns += [.init("Hạn gần nhất"), .init("Còn thiếu"), .init("Giúp đỡ")]
    return Section(
      "\(stage.title): \(files.count + others.count)", id: stage.rawValue,
      body: Table(
        stage.title, columns: columns, rows: files.map(row) + others.map(follow)
      ).html
    ).html
  }

  private func row(_ file: ProspectFile) -> Table.Row {
    let clock = file.clocks(rules).first
    let missing = file.missing(rules)
    let helpers = file.ties(.helper).map(\.name)
    var cells: [HTML] = ["<a\(href: "/phat-trien/\(file.prospect)")>\(file.person.name)</a>"]
    if showsCell { cells.append("\(file.cellName)") }
    cells += [
      clock.map { ClockPiece(clock: $0, today: visit.today, rules: rules).html } ?? "",
      missing.isEmpty
        ? "<span class=\"nothing\">đủ giấy tờ</span>"
        : "\(number: missing.count) giấy tờ: \(missing.prefix(2).map(\.name).joined(separator: "; "))\(when: missing.count > 2, "…")",
      helpers.isEmpty ? "\(Badge("chưa phân công", .undecided))" : "\(helpers.joined(separator: ", "))",
    ]
    let isLate = clock.map { $0.isOver(on: visit.today) && $0.source.isConfirmed } ?? false
    return Table.Row(cells, tone: isLate ? .attention : .neutral)
  }

  private func follow(_ one: Probationer) -> Table.Row {
    let name: HTML =
      picture.rights.contains(.viewMembers)
      ? "<a\(href: "/dang-vien/\(one.member)")>\(one.name)</a>" : "\(one.name)"
    var cells: [HTML] = [name]
    if showsCell { cells.append("\(one.cellName)") }
    let end = rules.regime(on: one.admittedOn).map { one.admittedOn.adding(months: $0.probation.months) }
    let form = Form(
      action: "\(picture.path)/theo-doi", csrf: visit.csrf, label: "Theo dõi \(one.name)",
      body: "\(HiddenField("dang-vien", "\(one.member)"))\(Submit("Mở theo dõi", kind: .quiet))")
    cells += [
      "\(end.map { "\($0.vietnamese): hết thời kỳ dự bị" })",
      writes ? form.html : "<span class=\"nothing\">chưa theo dõi</span>", "",
    ]
    return Table.Row(cells)
  }

  private func endedTable(_ files: [ProspectFile]) -> HTML {
    Table(
      "Đã kết thúc",
      columns: [.init("Họ và tên"), .init("Kết quả"), .init("Ngày", .day), .init("Giữ đến", .day)],
      rows: files.map { file in
        let step = file.step(.stopped, .cancelled, .recognised)
        let day = step?.day ?? file.admitted?.officialOn ?? file.admitted?.leftOn
        return Table.Row([
          "<a\(href: "/phat-trien/\(file.prospect)")>\(file.person.name)</a>", "\(file.stage(rules).title)",
          "\(day?.vietnamese)", "\(file.keptUntil(rules)?.previous.vietnamese)",
        ])
      }
    ).html
  }

  private var canExport: Bool { picture.rights.contains(.exportMembers) && !picture.files.isEmpty }

  private var export: HTML {
    Section(
      "Danh sách", id: "danh-sach",
      note: "Ai đang được xem xét, đến bước nào, còn thiếu gì. Nhật ký ghi ai đã xuất, bao nhiêu người.",
      body: """
        \(ExportForm(visit: visit, path: "\(picture.path)/danh-sach", rows: DevelopmentList.rows(of: picture, rules).count, kinds: Self.files, trouble: trouble))
        \(each: CourseList.Course.allCases, courses)
        """
    ).html
  }

  private static let files: [(value: String, title: String)] = [
    ("docx", "Word"), ("pdf", "PDF"), ("xlsx", "Excel"),
  ]

  /// Who is to be sent to a course, by what is not there yet.
  private func courses(_ course: CourseList.Course) -> HTML {
    let list = CourseList(course, picture: picture, rules: rules, day: visit.today, mark: nil)
    guard !list.rows.isEmpty else { return "" }
    return """
      <h3>\(course.title): \(list.rows.count) người</h3>
      \(ExportForm(visit: visit, path: "\(picture.path)/cu-di-hoc?lop=\(course.rawValue)", rows: list.rows.count, kinds: Self.files, trouble: FormTrouble()))
      """
  }

  // MARK: Above the grassroots

  private var units: HTML {
    Section(
      "Theo đơn vị", note: "Ai đang được xem xét chỉ nêu tên ở chi bộ và đảng bộ cơ sở.",
      body: Table(
        "Theo đơn vị", columns: [.init("Đơn vị"), .init("Loại")],
        rows: picture.units.map {
          Table.Row([
            "<a\(href: "/to-chuc/\($0.organisation)/phat-trien")>\($0.name)</a>", "\($0.kind.title)",
          ])
        }, empty: EmptyState("Chưa có tổ chức trực thuộc", advice: "Thành lập ở trang Tổ chức.")
      ).html
    ).html
  }
}

/// A clock in a line: its last day, and what it is about.
struct ClockPiece: Piece {
  var clock: ProspectClock
  var today: Day
  var rules: DevelopmentRules

  var html: HTML {
    let days = clock.kind == .course ? rules.soonCourse.days : rules.soon.days
    let isSoon = !clock.isOver(on: today) && clock.due <= today.adding(days: days)
    // What no text confirms is told, and not counted as late.
    let badge: Badge? =
      clock.isOver(on: today)
      ? clock.source.isConfirmed ? Badge("quá hạn", .attention) : Badge("cần xem", .undecided)
      : isSoon ? Badge("sắp đến", .undecided) : nil
    return "\(clock.due.vietnamese): \(clock.kind.short) \(badge)"
  }
}
