import Basics
import Registry
import Schema
import Storage

/// Standing — tình trạng quy chế: where one organisation of a subtree stands with its regulation on a day.
package struct RegulationStanding: Sendable {
  package enum Matter: String, Sendable, CaseIterable {
    /// Has none in force.
    case none
    /// Cites a document that no longer holds.
    case repealedBasis
    /// Was merged after its regulation was issued.
    case mergedSince
    /// Owes one by a day.
    case due
    package var title: String {
      switch self {
      case .none: "Chưa có quy chế"
      case .repealedBasis: "Căn cứ đã hết hiệu lực"
      case .mergedSince: "Đã sáp nhập, hợp nhất sau khi ban hành"
      case .due: "Đến hạn xây dựng"
      }
    }
  }

  package struct Due: Sendable {
    package var duty: RegulationRules.Duty
    package var event: Day
    /// The last day is the one before.
    package var before: Day
  }

  package var organisation: ID<Organisation>
  package var name: String
  package var kind: Organisation.Kind
  package var parentName: String
  package var regulation: WorkingRegulation?
  package var documentNumber: String
  package var merged: Day?
  package var repealed: [String]
  package var due: Due?

  package var matters: [Matter] {
    var matters: [Matter] = []
    if regulation == nil { matters.append(.none) }
    if !repealed.isEmpty { matters.append(.repealedBasis) }
    if merged != nil { matters.append(.mergedSince) }
    if due != nil { matters.append(.due) }
    return matters
  }
}

extension Session {
  /// How everybody below an organisation that must have a regulation stands on a day, in the order of names; three
  /// questions, however many there are.
  package func regulationStandings(below root: ID<Organisation>, rules: RegulationRules, asOf: AsOf) throws
    -> [RegulationStanding]
  {
    let repealed = rules.repealed(on: asOf.day)
    let mergers = try mergers(below: root, asOf: asOf)
    let outdated = try outdated(repealed, below: root, asOf: asOf)
    let superiors = try firstDays(below: root, asOf: asOf)
    return try all(
      """
      SELECT s.organisation_id, s.name, s.kind, p.name, p.organisation_id, d.number,
        (SELECT min(f.effective_from) FROM organisation_state f WHERE f.organisation_id = s.organisation_id
          AND f.withdrawn_by = \(Schema.stillBelieved)), r.id, \(WorkingRegulation.columnList)
      FROM organisation_closure c JOIN organisation_state s ON s.organisation_id = c.descendant_id AND \(asOf.holds("s"))
      LEFT JOIN organisation_state p ON p.organisation_id = s.parent_id AND \(asOf.holds("p"))
      LEFT JOIN regulation r ON r.organisation_id = s.organisation_id AND \(asOf.holds("r"))
      LEFT JOIN decision d ON d.id = r.document_id
      WHERE c.ancestor_id = \(root) AND \(asOf.holds("c")) AND s.kind IN \(list: rules.owes)
      ORDER BY p.name_order, s.name_order, s.organisation_id
      """
    ) { row in
      let regulation = row.isNull(7) ? nil : try WorkingRegulation.read(row, at: 8)
      let organisation: ID<Organisation> = try row.id(0)
      let merged = mergers[organisation]
      let since = regulation?.period.from
      let events: [RegulationRules.Duty.Event: Day?] = [
        .founded: try row.ifDay(6), .merged: merged,
        .superior: try row.ifID(4, Organisation.self).flatMap { superiors[$0] },
      ]
      return RegulationStanding(
        organisation: organisation, name: try row.text(1), kind: try row.choice(2),
        parentName: try row.ifText(3) ?? "", regulation: regulation, documentNumber: try row.ifText(5) ?? "",
        merged: merged.flatMap { day in since.map { day > $0 ? day : nil } ?? nil },
        repealed: regulation.flatMap { outdated[$0.regulation] } ?? [],
        due: Self.due(events, since: since, rules.duties, on: asOf.day))
    }
  }

  /// The earliest day by which one is owed because of something that happened after the regulation was issued.
  private static func due(
    _ events: [RegulationRules.Duty.Event: Day?], since: Day?, _ duties: [RegulationRules.Duty], on day: Day
  ) -> RegulationStanding.Due? {
    duties.compactMap { duty -> RegulationStanding.Due? in
      guard let event = events[duty.event] ?? nil, event <= day, since.map({ $0 < event }) ?? true else {
        return nil
      }
      if let start = duty.since.flatMap({ Day(iso: $0) }), event < start { return nil }
      return .init(duty: duty, event: event, before: event.adding(days: duty.days))
    }.max { $0.event < $1.event }
  }

  /// When each of them last took in others.
  private func mergers(below root: ID<Organisation>, asOf: AsOf) throws -> [ID<Organisation>: Day] {
    var days: [ID<Organisation>: Day] = [:]
    try query(
      """
      SELECT p.successor_id, max(p.effective_on) FROM organisation_closure c
      JOIN organisation_succession p ON p.successor_id = c.descendant_id
      WHERE c.ancestor_id = \(root) AND \(asOf.holds("c")) AND p.effective_on <= \(asOf.day)
        AND \(asOf.believed("p")) GROUP BY p.successor_id
      """
    ) { days[try $0.id(0)] = try $0.day(1) }
    return days
  }

  /// Citations of documents that no longer hold, by regulation.
  private func outdated(_ repealed: Set<String>, below root: ID<Organisation>, asOf: AsOf) throws
    -> [ID<WorkingRegulation>: [String]]
  {
    guard !repealed.isEmpty else { return [:] }
    var found: [ID<WorkingRegulation>: [String]] = [:]
    try query(
      """
      SELECT b.regulation_id, b.number FROM organisation_closure c
      JOIN regulation r ON r.organisation_id = c.descendant_id AND \(asOf.holds("r"))
      JOIN regulation_basis b ON b.regulation_id = r.regulation_id AND b.withdrawn_by = \(Schema.stillBelieved)
      WHERE c.ancestor_id = \(root) AND \(asOf.holds("c")) AND b.number_fold IN \(list: repealed.sorted())
      ORDER BY b.regulation_id, b.position
      """
    ) { found[try $0.id(0), default: []].append(try $0.text(1)) }
    return found
  }

  /// Since when each organisation's own regulation holds: those below follow it.
  private func firstDays(below root: ID<Organisation>, asOf: AsOf) throws -> [ID<Organisation>: Day] {
    var days: [ID<Organisation>: Day] = [:]
    try query(
      """
      SELECT r.organisation_id, r.effective_from FROM organisation_closure c
      JOIN regulation r ON r.organisation_id = c.descendant_id AND \(asOf.holds("r"))
      WHERE c.ancestor_id = \(root) AND \(asOf.holds("c"))
      """
    ) { days[try $0.id(0)] = try $0.day(1) }
    return days
  }
}
