import Basics
import Formats
import Markup
import Registry
import Reviews

extension Visit {
  private static let mostUnits = 500

  private func reminders(_ place: RoundPlace) async throws -> [RoundReminder] {
    let (system, today, guidances, procedures) = (system, today, try guidances, try roundProcedures)
    let id = place.organisation.organisation
    return try await system.read {
      try $0.roundReminders(
        within: id, place.period, guidances: guidances, procedures: procedures, today: place.seenOn,
        limit: Self.mostUnits)
    }
  }

  /// Who still owes what, the overdue first; whoever owes nothing is not on it.
  func roundReminders() async throws -> Answer {
    let place = try await requireRound()
    let owed = try await reminders(place)
    // One line a unit, its steps in their order; those with something overdue first.
    let units = Dictionary(grouping: owed, by: \.organisation).values.sorted {
      let (a, b) = ($0.contains(where: \.isOverdue) ? 0 : 1, $1.contains(where: \.isOverdue) ? 0 : 1)
      let (one, other) = ($0.first?.organisationName ?? "", $1.first?.organisationName ?? "")
      return (a, VietnameseText.fold(one)) < (b, VietnameseText.fold(other))
    }
    let manages = try await rights(on: place.organisation.organisation).contains(.manageRounds)
    let isCut = Set(owed.map(\.organisation)).count >= Self.mostUnits
    return try await page(
      "Còn nợ việc gì", breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      body: """
        \(PageHeading("Còn nợ việc gì", kind: place.organisation.name, lede: "\(place.title). Chỉ những bước đã đến lượt; đơn vị xong rồi không có ở đây.", actions: manages && !owed.isEmpty ? "\(ButtonLink("Thư nhắc (Word)", "\(place.path)/nhac-viec/thu?\(place.asked)"))" : ""))
        \(Table(
          "Việc còn nợ", columns: [.init("Đơn vị"), .init("Còn nợ")],
          rows: units.compactMap { lines in
            guard let unit = lines.first else { return nil }
            return Table.Row([
              "<a\(href: "/to-chuc/\(unit.organisation)/dot-kiem-diem?\(place.asked)")>\(unit.organisationName)</a>",
              "<ul class=\"plain-list\">\(each: lines, Self.owed)</ul>",
            ], tone: lines.contains(where: \.isOverdue) ? .attention : .neutral)
          },
          empty: EmptyState("Không ai còn nợ việc gì", advice: "Mọi bước đến lượt đã ghi xong.")))
        \(when: isCut, "<p class=\"hint\">Chỉ xét \(Self.mostUnits) đơn vị đầu theo tên; mở từng cấp bên dưới để xem các đơn vị khác.</p>")
        """)
  }

  private static func owed(_ line: RoundReminder) -> HTML {
    let count = line.stage == RoundProcedure.submission ? "" : ": \(Number.grouped(line.owing))"
    let due = line.dueBefore.map { ", trước ngày \($0.vietnamese)" } ?? ""
    return
      "<li>\(line.stageName)\(count)\(due)\(when: line.isOverdue, " \(Badge("quá hạn", .attention))")</li>"
  }

  /// One letter a unit, each on a page of its own: which steps, how many, by when; no person is named.
  func reminderLetters() async throws -> Answer {
    let place = try await requireRound()
    let owed = try await reminders(place)
    var blocks: [PrintedDocument.Block] = []
    for (unit, lines) in Dictionary(grouping: owed, by: \.organisation).sorted(by: {
      ($0.value.first?.organisationName ?? "", $0.key) < ($1.value.first?.organisationName ?? "", $1.key)
    }) {
      _ = unit
      if !blocks.isEmpty { blocks.append(.pageBreak) }
      blocks += [
        .letterhead(
          .init(
            superior: place.superiors.last.map { [$0.name.uppercased()] } ?? [],
            issuer: [place.organisation.name.uppercased()], number: "Số      -CV/…",
            placeAndDate: today.inWords)),
        .title(["CÔNG VĂN"], subject: ["nhắc việc trong đợt kiểm điểm, xếp loại \(place.period.vietnamese)"]),
        .paragraph(
          .init(
            PrintedText("Kính gửi: \(lines.first?.organisationName ?? "")", bold: true), alignment: .center)),
        .paragraph(
          .init(
            PrintedText(
              "Theo trình tự của \(place.guidance.pack.title), đến ngày \(today.vietnamese) đơn vị còn các việc sau:"
            ))),
        .table(
          PrintedTable(
            columns: [
              .init(weight: 4), .init(weight: 1, alignment: .center), .init(weight: 1.4, alignment: .center),
            ],
            header: [["Việc", "Còn", "Xong trước ngày"]],
            rows: lines.map { line in
              .init([
                PrintedText(line.stageName), PrintedText("\(line.owing)"),
                PrintedText((line.dueBefore?.vietnamese ?? "") + (line.isOverdue ? " (quá hạn)" : "")),
              ])
            })),
        .paragraph(
          .init(
            "Đề nghị đơn vị hoàn thành và gửi kết quả đúng hạn; nếu có vướng mắc thì báo cáo để được hướng dẫn."
          )),
        .signatures(
          .init(
            recipients: ["Như trên", "Lưu"], signers: [.init(authority: "T/M CẤP ỦY", office: "", name: "")])),
      ]
    }
    if blocks.isEmpty { blocks.append(.paragraph(.init("Không đơn vị nào còn nợ việc."))) }
    let document = PrintedDocument(
      title: "Thư nhắc \(place.period.vietnamese)", layout: try rules.layout(on: today)?.profile ?? .party,
      mark: opening.mark, blocks: blocks)
    return .file(
      try document.docx(), name: "Thư nhắc kiểm điểm \(place.period.vietnamese).docx",
      type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
  }

  /// The days of the round for a calendar program.
  func roundCalendar() async throws -> Answer {
    let place = try await requireRound()
    let (system, today) = (system, today)
    let plan = RoundPlan(place.procedure, place.period, try roundProcedures.calendar)
    let id = place.organisation.organisation
    let entries = try await system.read {
      try $0.roundCalendar(of: id, in: place.round, plan: plan, today: today)
    }
    return .file(
      Array(CalendarFile(entries.map(CalendarFile.Entry.init), at: system.now).text.utf8),
      name: "kiem-diem-\(place.period.year).ics",
      type: "text/calendar; charset=utf-8")
  }
}
