import Basics
import Formats
import Markup
import Registry

/// The month of an organisation, on the screen, on paper and for a calendar program.
extension Site {
  var calendarRoutes: [Route] {
    [
      .get("/to-chuc/:to-chuc/lich", .organisation(.viewOrganisations)) { try await $0.month() },
      .get("/to-chuc/:to-chuc/lich/in", .organisation(.viewOrganisations)) { try await $0.printMonth() },
      .get("/to-chuc/:to-chuc/lich/ics", .organisation(.viewOrganisations)) { try await $0.monthFile() },
    ]
  }
}

extension Visit {
  private func monthPicture() async throws -> MonthPicture {
    let (system, actor, id) = (system, actor, try organisation)
    let now = system.now
    let month = CalendarMonth(query["thang"]) ?? CalendarMonth(of: today)
    let rules = MonthRules(
      liaison: try liaisonRules, concerns: try concernRules, badges: try badgeRules, guidances: try guidances,
      procedures: try roundProcedures, months: try monthReportRules)
    return try await system.read { try MonthPicture(id, month, for: actor, rules: rules, at: now, in: $0) }
  }

  /// Said where an address asks for what is no month.
  private var wrongMonth: String? {
    let asked = query["thang"]
    return asked.isEmpty || CalendarMonth(asked) != nil
      ? nil : "“\(asked)” không phải một tháng; đang xem tháng này."
  }

  fileprivate func month() async throws -> Answer {
    let picture = try await monthPicture()
    let month = picture.month
    let entries = Dictionary(grouping: picture.entries, by: \.day)
    let grid = MonthGrid(
      "Lịch \(month.vietnamese)",
      month.days.map { day in
        MonthGrid.Cell(
          day.day, weekday: day.weekday, isToday: day == today, entries: (entries[day] ?? []).map(Self.entry))
      })
    let months = [
      Link("Tháng trước", "\(picture.path)?thang=\(month.previous.address)"),
      Link("Tháng này", picture.path, isCurrent: month == CalendarMonth(of: today)),
      Link("Tháng sau", "\(picture.path)?thang=\(month.next.address)"),
    ]
    let print = "\(picture.path)/in?thang=\(month.address)"
    return try await page(
      "Lịch \(month.vietnamese) · \(picture.state.name)",
      breadcrumbs: [Link("Tổ chức", "/to-chuc")]
        + (picture.superiors + [picture.state]).map { Link($0.name, "/to-chuc/\($0.organisation)") },
      styles: ["/styles/calendar.css"],
      body: """
        \(PageHeading("Lịch \(month.vietnamese)", kind: picture.state.name, lede: "Kỳ sinh hoạt, hạn của việc giao, của đợt kiểm điểm, của văn bản cấp trên.", actions: "\(ButtonLink("Bản in (Word)", "\(print)&dang=docx"))\(ButtonLink("Bản in (PDF)", "\(print)&dang=pdf"))\(ButtonLink("Tệp lịch (ICS)", "\(picture.path)/ics?thang=\(month.address)"))"))
        \(wrongMonth.map { Notice(.warning, $0).html } ?? "")
        \(SectionLinks("Tháng", months))
        \(picture.entries.isEmpty ? EmptyState("Tháng này chưa có gì", advice: "Kế hoạch năm, kỳ sinh hoạt và việc giao có hạn trong tháng sẽ hiện ở đây.").html : "")
        \(grid)
        """)
  }

  private static func entry(_ entry: MonthEntry) -> HTML {
    let mark: HTML =
      entry.kind == .due
      ? "\(Badge(entry.isLate ? "quá hạn" : "hạn", entry.isLate ? .attention : .undecided)) " : ""
    return "\(mark)\(entry.path.map { "<a\(href: $0)>\(entry.text)</a>" as HTML } ?? "\(entry.text)")"
  }

  fileprivate func printMonth() async throws -> Answer {
    let picture = try await monthPicture()
    let print = MonthPrint(picture: picture, today: today, mark: opening.mark)
    return try printed(
      print.document(try rules.layout(on: today)?.profile ?? .party),
      named: "Lịch tháng \(picture.month.address), \(picture.state.name)")
  }

  fileprivate func monthFile() async throws -> Answer {
    let picture = try await monthPicture()
    let entries = picture.entries.map { entry in
      CalendarFile.Entry(
        uid: "\(picture.state.organisation)-\(entry.key)@chibo", day: entry.day,
        title: entry.kind == .due ? "Hạn: \(entry.text)" : entry.title, place: picture.state.name,
        startsAt: entry.startsAt, location: entry.location)
    }
    return .file(
      Array(CalendarFile(entries, at: system.now).text.utf8), name: "lich-\(picture.month.address).ics",
      type: "text/calendar; charset=utf-8")
  }
}

/// The month on one sheet, day by day.
struct MonthPrint {
  var picture: MonthPicture
  var today: Day
  var mark: String?

  func document(_ layout: LayoutProfile) -> PrintedDocument {
    let days = Dictionary(grouping: picture.entries, by: \.day)
    let rows = days.keys.sorted().map { day in
      PrintedTable.Row([
        PrintedText(day.padded), PrintedText(MonthGrid.weekday(day.weekday)),
        PrintedText(
          (days[day] ?? []).map { $0.kind == .due ? "Hạn: \($0.text)" : $0.text }.joined(separator: "; ")),
        "",
      ])
    }
    let table: PrintedDocument.Block =
      rows.isEmpty
      ? .paragraph(.init("Tháng này chưa có gì."))
      : .table(
        PrintedTable(
          columns: [.init(weight: 1.4), .init(weight: 1.3), .init(weight: 5), .init(weight: 1.6)],
          header: [["Ngày", "Thứ", "Việc", "Ghi chú"]], rows: rows))
    return PrintedDocument(
      title: "Lịch \(picture.month.vietnamese)", layout: layout, mark: mark,
      blocks: [
        .letterhead(
          .init(
            superior: picture.superiors.last.map { [$0.name.uppercased()] } ?? [],
            issuer: [picture.state.name.uppercased()], placeAndDate: today.inWords(at: picture.place))),
        .title(["LỊCH CÔNG TÁC"], subject: [picture.month.vietnamese]), table,
      ])
  }
}
