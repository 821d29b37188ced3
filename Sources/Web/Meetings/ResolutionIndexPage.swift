import Basics
import Markup
import Meetings
import Registry

extension Visit {
  /// The resolutions of a year: which stand, which were withdrawn or replaced, what was assigned by them.
  func resolutionIndex(_ trouble: FormTrouble) async throws -> Answer {
    let organisation = try await meetingOrganisation()
    let id = organisation.organisation
    let asked = query.number("nam") ?? form.number("nam")
    let year = asked.flatMap { (1930...2200).contains($0) ? $0 : nil } ?? today.year
    let (system, actor) = (system, actor)
    let now = system.now
    let (rights, lines) = try await system.read { session throws in
      (
        try session.rights(of: actor, on: id, at: now),
        try session.resolutions(of: id, in: Period(year: year)).map {
          ResolutionLine(resolution: $0, tasks: try session.assignments(from: $0.resolution))
        }
      )
    }
    let path = "/to-chuc/\(id)/nghi-quyet"
    return try await page(
      "Nghị quyết \(year)",
      breadcrumbs: [
        Link(organisation.name, "/to-chuc/\(id)"),
        Link("Sinh hoạt \(year)", "/to-chuc/\(id)/sinh-hoat?nam=\(year)"),
      ], styles: ["/styles/meetings.css"],
      body: """
        \(PageHeading("Nghị quyết năm \(year)", kind: organisation.name, lede: "Nghị quyết ghi ở trang của kỳ đã thông qua nó."))
        \(trouble.summary)
        \(SectionLinks("Các năm", (year - 2...year + 1).filter { $0 <= today.year }.map { Link("\($0)", "\(path)?nam=\($0)", isCurrent: $0 == year) }))
        \(Table(
          "Nghị quyết",
          columns: [.init("Số"), .init("Ngày", .day), .init("Về việc"), .init("Việc giao", .number), .init("Hiệu lực"), .init("In")],
          rows: lines.map { resolutionRow($0, path, rights.contains(.recordMeetings), trouble) },
          empty: EmptyState("Năm \(year) chưa có nghị quyết", advice: "Mở trang của kỳ sinh hoạt rồi ghi nghị quyết đã thông qua.", action: ButtonLink("Các kỳ năm \(year)", "/to-chuc/\(id)/sinh-hoat?nam=\(year)"))))
        """)
  }

  struct ResolutionLine: Sendable {
    var resolution: Resolution
    var tasks: [Assignment]
  }

  private func resolutionRow(_ line: ResolutionLine, _ path: String, _ writes: Bool, _ trouble: FormTrouble)
    -> Table.Row
  {
    let resolution = line.resolution
    let open = line.tasks.count { $0.state == .open }
    let own = "\(path)/\(resolution.resolution)"
    let field = "ly-do-rut-\(resolution.resolution)"
    let withdraw: HTML =
      writes && resolution.state == .valid
      ? """
      <details class="more"\(when: form.has(field), " open")><summary>Rút</summary>\(Form(action: "\(own)/rut", csrf: csrf, body: """
          \(HiddenField("nam", "\(resolution.adoptedOn.year)"))
          \(TextField(field, label: "Vì sao rút", value: form[field], width: .full, isRequired: true, maximumLength: 300))
          \(Actions("\(Submit("Rút nghị quyết", kind: .destructive))"))
          """))</details>
      """ : ""
    let changed = resolution.changedOn.map { " từ \($0.vietnamese)" } ?? ""
    let meeting = resolution.meeting.map { "/to-chuc/\(resolution.organisation)/sinh-hoat/\($0)" }
    return Table.Row(
      [
        "\(resolution.number)", "<a\(href: meeting)>\(resolution.adoptedOn.vietnamese)</a>",
        "\(resolution.title)",
        line.tasks.isEmpty ? "" : "\(line.tasks.count)\(when: open > 0, " (\(open) đang mở)")",
        "\(Badge(resolution.state.title, resolution.state == .valid ? .neutral : .attention))\(changed)\(when: !resolution.reason.isEmpty, ": \(resolution.reason)")\(withdraw)",
        "<a\(href: "\(own)?dang=docx")>Word</a> · <a\(href: "\(own)?dang=pdf")>PDF</a>",
      ], tone: resolution.state == .valid ? .neutral : .undecided)
  }

  private func requireResolution() async throws -> Resolution {
    let organisation = try organisation
    let id: ID<Resolution> = try found(id("nghi-quyet"))
    let system = system
    return try found(
      try await system.read { session throws in
        try session.resolution(id).flatMap { $0.organisation == organisation ? $0 : nil }
      })
  }

  func printResolution() async throws -> Answer {
    let resolution = try await requireResolution()
    let system = system
    var print = try await system.read { session throws in try session.resolutionPrint(resolution) }
    (print.layout, print.mark) = (try rules.layout(on: today)?.profile ?? .party, opening.mark)
    return try printed(print.document, named: "Nghị quyết \(resolution.adoptedOn.description)")
  }

  func withdrawResolution() async throws -> Answer {
    let resolution = try await requireResolution()
    return try await attempt {
      try await perform(
        WithdrawResolution(
          resolution.resolution, reason: form["ly-do-rut-\(resolution.resolution)"], on: today))
      return .redirect(
        "/to-chuc/\(resolution.organisation)/nghi-quyet?nam=\(resolution.adoptedOn.year)", done: .saved)
    } else: {
      try await resolutionIndex($0)
    }
  }
}
