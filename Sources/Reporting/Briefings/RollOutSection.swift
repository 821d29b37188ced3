import Basics
import Registry

/// How a mandate was rolled out: who, when first, when last, who is missing.
extension BriefingMaker {
  struct RollOutSection {
    var section: Briefing.Section
    var isPrimary: Bool
    var summary: Briefing.Summary.RollOut
  }

  private func key(_ progress: MandateProgress) -> String {
    progress.mandate.mandate == primary ? "rollOut" : "rollOut.\(progress.mandate.mandate)"
  }

  private func query(_ progress: MandateProgress, _ state: MandateProgress.State? = nil, on day: Day? = nil)
    -> RecordsQuery
  {
    records(.rollOut) {
      $0.mandate = progress.mandate.mandate
      $0.state = state
      $0.decidedOn = day
    }
  }

  func fulfilledFigure(_ progress: MandateProgress) -> BriefingFigure {
    figure(
      "\(key(progress)).units", "Đơn vị đã triển khai", progress.fulfilled, "đơn vị",
      "Trong số đơn vị phải thực hiện: đơn vị đã có quyết định triển khai đến ngày số liệu, của mình hoặc của mọi đơn vị tiền thân sáp nhập vào.",
      query(progress, .fulfilled))
  }

  func rollOutSection(_ progress: MandateProgress) throws -> RollOutSection {
    let mandate = progress.mandate
    let key = key(progress)
    let document = try session.decision(mandate.document)
    let obliged = figure(
      "\(key).obliged", "Đơn vị phải thực hiện", progress.obliged, "đơn vị",
      "\(mandate.obliged.title) tồn tại vào ngày số liệu trong phạm vi văn bản; đơn vị lập hoặc sáp nhập sau tính theo ngày có hiệu lực.",
      query(progress))
    let units = fulfilledFigure(progress)
    let partial = figure(
      "\(key).partial", "Triển khai một phần", progress.units(.partial).count, "đơn vị",
      "Đơn vị sáp nhập từ nhiều đơn vị, trong đó có đơn vị đã và có đơn vị chưa triển khai.",
      query(progress, .partial))
    let missing = figure(
      "\(key).missing", "Chưa triển khai", progress.units(.missing).count, "đơn vị",
      "Đơn vị phải thực hiện mà chưa có quyết định nào đến ngày số liệu.", query(progress, .missing))
    func dayFigure(_ name: String, _ label: String, _ day: Day?, _ what: String) -> BriefingFigure {
      BriefingFigure(
        key: "\(key).\(name)", label: label, value: .day(day), unit: "ngày",
        definition:
          "Ngày của quyết định triển khai \(what) trong các đơn vị trên, tính đến ngày số liệu. Danh sách mở ra gồm các đơn vị có quyết định ngày ấy.",
        asOf: asOf.day, records: query(progress, day == nil ? .fulfilled : nil, on: day))
    }
    let first = dayFigure("first", "Quyết định đầu tiên", progress.first, "sớm nhất")
    let last = dayFigure("last", "Quyết định cuối cùng", progress.last, "muộn nhất")
    let decisions = try session.decisions(progress.rollOuts.map(\.decision))

    var blocks: [Briefing.Block] = [
      .paragraph("\(document?.key.citation ?? mandate.subject) về \(mandate.subject): \(mandate.duty).")
    ]
    if let document, let other = mandate.otherDate {
      blocks.append(
        .paragraph(
          "Về ngày ban hành: trong sổ ghi \(document.key.date.vietnamese); ngày khác \(other.day.vietnamese), \(other.source). Giữ cả hai, chưa kết luận."
        ))
    }
    if let due = mandate.dueOn {
      blocks.append(
        .paragraph(
          "Hạn thực hiện: \(due.vietnamese)\(progress.overdue.isEmpty ? "." : "; \(progress.overdue.count) đơn vị quá hạn.")"
        ))
    }
    blocks.append(
      .figures([obliged, units] + (partial.count > 0 ? [partial] : []) + [missing, first, last]))
    let names = Dictionary(
      progress.units.map { ($0.unit.organisation, $0.unit.name) }, uniquingKeysWith: { a, _ in a })
    let events = try progress.rollOuts.map {
      Briefing.Timeline.Event(
        day: $0.day,
        name: try names[$0.organisation] ?? session.organisationNear(
          $0.organisation, asOf: AsOf($0.day, known: asOf.known))?.name ?? "")
    }
    blocks.append(
      .timeline(
        Briefing.Timeline(
          id: "\(key)-timeline", title: "Các quyết định theo ngày", events: events,
          missing: progress.units(.missing).map(\.unit.name))))
    blocks.append(.table(unitTable(progress, decisions)))
    return RollOutSection(
      section: Briefing.Section(
        id: key, title: "Triển khai \(document.map { "\($0.key.type) \($0.key.number)" } ?? mandate.subject)",
        blocks: blocks),
      isPrimary: mandate.mandate == primary,
      summary: Briefing.Summary.RollOut(units: units, first: first, last: last))
  }

  private func unitTable(_ progress: MandateProgress, _ decisions: [ID<Decision>: Decision]) -> Briefing.Table
  {
    let members = Dictionary(grouping: composition, by: \.cell).mapValues(\.count)
    let cellsByParent = Dictionary(grouping: tree.ordered.filter { $0.kind == .agencyCell }, by: \.parent)
    let founds = progress.mandate.founds == .agencyCell
    let rows = progress.units.map { unit -> Briefing.Table.Row in
      let cells = cellsByParent[unit.unit.organisation] ?? []
      let count = figure(
        "\(key(progress)).unit.\(unit.unit.organisation).members",
        "Đảng viên chi bộ cơ quan, \(unit.unit.name)",
        cells.reduce(0) { $0 + (members[$1.organisation] ?? 0) }, "đảng viên",
        "Đảng viên sinh hoạt chính thức ở chi bộ cơ quan thuộc \(unit.unit.name) vào ngày số liệu.",
        RecordsQuery(.members, of: unit.unit.organisation, asOf: asOf).with {
          $0.filter.organisationKinds = [.agencyCell]
        })
      let papers = unit.rollOuts.map { decisions[$0.decision]?.key.number ?? "" }.joined(separator: "; ")
      let days = unit.rollOuts.map(\.day.vietnamese).joined(separator: "; ")
      return .init(
        [
          .text(unit.unit.name), .text(unit.state == .missing ? unit.state.title : papers),
          .text(unit.state == .partial ? "\(days) (một phần)" : days),
        ] + (founds ? [.text(cells.map(\.name).joined(separator: "; ")), .figure(count)] : []))
    }
    return Briefing.Table(
      id: "\(key(progress))-units", title: "Quyết định của từng đơn vị",
      columns: [.init("Đơn vị"), .init("Quyết định"), .init("Ngày", .day)]
        + (founds ? [.init("Chi bộ cơ quan"), .init("Đảng viên", .number)] : []),
      rows: rows)
  }
}
