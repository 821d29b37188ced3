import Basics
import Registry
import Schema
import Storage

/// Questions about working regulations.
extension Session {
  /// Every version an organisation has had, the earliest first.
  package func regulations(of organisation: ID<Organisation>, known: Int = AsOf.everything) throws
    -> [WorkingRegulation]
  {
    try all(
      """
      SELECT \(WorkingRegulation.columnList) FROM regulation r WHERE r.organisation_id = \(organisation)
        AND r.recorded_by <= \(known) AND r.withdrawn_by > \(known) ORDER BY r.effective_from, r.id
      """
    ) { try WorkingRegulation.read($0) }
  }

  package func regulation(_ id: ID<WorkingRegulation>, known: Int = AsOf.everything) throws
    -> WorkingRegulation?
  {
    try first(
      """
      SELECT \(WorkingRegulation.columnList) FROM regulation r WHERE r.regulation_id = \(id)
        AND r.recorded_by <= \(known) AND r.withdrawn_by > \(known)
      """
    ) { try WorkingRegulation.read($0) }
  }

  /// The version in force on a day.
  package func regulation(of organisation: ID<Organisation>, asOf: AsOf) throws -> WorkingRegulation? {
    try first(
      """
      SELECT \(WorkingRegulation.columnList) FROM regulation r WHERE r.organisation_id = \(organisation)
        AND \(asOf.holds("r"))
      """
    ) { try WorkingRegulation.read($0) }
  }

  /// Every version in force on a day, of organisations anywhere, by organisation.
  package func regulationsInForce(asOf: AsOf) throws -> [WorkingRegulation] {
    try all(
      "SELECT \(WorkingRegulation.columnList) FROM regulation r WHERE \(asOf.holds("r")) ORDER BY r.id"
    ) { try WorkingRegulation.read($0) }
  }

  package func bases(of regulations: [ID<WorkingRegulation>]) throws -> [RegulationBasis] {
    guard !regulations.isEmpty else { return [] }
    return try all(
      """
      SELECT id, regulation_id, position, citation, number, issued_on FROM regulation_basis
      WHERE regulation_id IN \(list: regulations) AND withdrawn_by = \(Schema.stillBelieved)
      ORDER BY regulation_id, position
      """
    ) {
      RegulationBasis(
        id: Int64(try $0.int(0)), regulation: try $0.id(1), position: try $0.int(2), citation: try $0.text(3),
        number: try $0.text(4), issuedOn: try $0.ifDay(5))
    }
  }

  package func regulationPaper(_ id: ID<RegulationPaper>) throws -> RegulationPaper? {
    try first("SELECT name, hash, content FROM regulation_file WHERE id = \(id)") {
      RegulationPaper(name: try $0.text(0), hash: try $0.text(1), bytes: try $0.blob(2))
    }
  }

  /// What was said to a regulation's findings and likenesses, with who said it and when.
  package func regulationNotes(on regulation: ID<WorkingRegulation>) throws -> [(
    note: RegulationNote, actor: String, at: Moment
  )] {
    try all(
      """
      SELECT n.id, n.regulation_id, n.other_id, n.kind, n.about, n.standing, n.text, j.actor, j.recorded_at
      FROM regulation_note n JOIN journal_entry j ON j.sequence = n.recorded_by
      WHERE n.regulation_id = \(regulation) AND n.withdrawn_by = \(Schema.stillBelieved) ORDER BY n.id
      """
    ) {
      (
        RegulationNote(
          id: Int64(try $0.int(0)), regulation: try $0.id(1), other: try $0.ifID(2), kind: try $0.choice(3),
          about: try $0.text(4), standing: RegulationNote.Standing(rawValue: try $0.text(5)),
          text: try $0.text(6)), try $0.text(7), try $0.moment(8)
      )
    }
  }

  /// When a regulation was first written down.
  package func recordedAt(_ regulation: ID<WorkingRegulation>) throws -> Moment? {
    try first(
      """
      SELECT min(j.recorded_at) FROM regulation r JOIN journal_entry j ON j.sequence = r.recorded_by
      WHERE r.regulation_id = \(regulation)
      """
    ) { try $0.ifMoment(0) } ?? nil
  }
}

/// What those who do not stand for the owning organisation may see of its regulation's findings.
package struct FindingSight: Sendable, Hashable {
  /// Keys of the findings that were answered.
  package var answered: Set<String>
  /// The owner looks first until this day; nil where everything is to be seen.
  package var looksUntil: Day?

  package static let everything = FindingSight(answered: [], looksUntil: nil)

  package func shows(_ finding: FitFinding) -> Bool { looksUntil == nil || answered.contains(finding.key) }

  /// With nothing left to answer there is nothing left to look at first; a text without a finding is looked at all the same.
  package func settled(_ findings: [FitFinding]) -> FindingSight {
    !findings.isEmpty && findings.allSatisfy { shows($0) } ? .everything : self
  }
}

extension Session {
  /// Whether somebody stands for an organisation itself, and not only above it: holds a role on it, or on what it became.
  package func standsFor(_ organisation: ID<Organisation>, _ actor: Actor, at moment: Moment) throws -> Bool {
    guard let account = actor.account else { return true }
    let own = Set(
      try grants(of: account, at: moment).filter { $0.role.rights.contains(.recordRegulations) }.map(
        \.organisation))
    guard !own.isEmpty else { return false }
    var (here, seen) = ([organisation], Set([organisation]))
    while let next = here.popLast() {
      if own.contains(next) { return true }
      for heir in try successors(of: next) where heir.day <= moment.day && seen.insert(heir.id).inserted {
        here.append(heir.id)
      }
    }
    return false
  }

  /// What the superiors may see of what was found on a regulation: all of it once its owner says that it has looked, or has
  /// had the time to; before that what it has answered.
  package func findingSight(on regulation: ID<WorkingRegulation>, rules: RegulationRules, at moment: Moment)
    throws -> FindingSight
  {
    let looksUntil = (try recordedAt(regulation)?.day ?? moment.day).adding(days: rules.replyDays)
    if looksUntil <= moment.day { return .everything }
    let notes = try regulationNotes(on: regulation).map(\.note)
    if notes.contains(where: { $0.kind == .looked }) { return .everything }
    return FindingSight(
      answered: Set(notes.filter { $0.kind == .answer }.map(\.about)), looksUntil: looksUntil)
  }
}

extension Session {
  /// The regulation of the nearest organisation above that had one when this one took effect.
  package func superiorRegulation(of regulation: WorkingRegulation) throws -> (
    regulation: WorkingRegulation, organisation: OrganisationState, number: String
  )? {
    try superiorRegulation(of: regulation.organisation, on: regulation.period.from)
  }

  /// The same on a day, for a text that is not issued yet.
  package func superiorRegulation(of organisation: ID<Organisation>, on day: Day) throws -> (
    regulation: WorkingRegulation, organisation: OrganisationState, number: String
  )? {
    let asOf = AsOf(day)
    for above in try superiors(of: organisation, asOf: asOf).reversed() {
      guard let held = try self.regulation(of: above.organisation, asOf: asOf) else { continue }
      return (held, above, try decision(held.document)?.key.number ?? "")
    }
    return nil
  }
}
