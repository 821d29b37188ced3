import Basics
import Schema
import Storage

/// Heirs — nơi kế thừa: who carries on what an organisation that has ended left open.
///
/// Nothing is copied or written anew when organisations merge or are divided: open tasks, concerns and fee books are asked for
/// along the succession, so a merger taken back takes this back too.
extension Session {
  /// Where the affairs of an organisation are carried on, on a day: by itself while it is there, else by what it became, over any
  /// number of steps. Several where it was divided; none where it ended without an heir.
  package func heirs(of organisation: ID<Organisation>, asOf: AsOf) throws -> [ID<Organisation>] {
    var (found, seen): (Set<ID<Organisation>>, Set<ID<Organisation>>) = ([], [])
    var open = [organisation]
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      if try self.organisation(id, asOf: asOf) != nil {
        found.insert(id)
      } else {
        open += try successors(of: id, known: asOf.known).filter { $0.day <= asOf.day }.map(\.id)
      }
    }
    return found.sorted()
  }

  /// What has ended and became part of an organisation by a day, in whole or in part, over any number of steps.
  package func origins(of organisation: ID<Organisation>, asOf: AsOf) throws -> [ID<Organisation>] {
    try all(
      """
      WITH RECURSIVE origin(id) AS (
        SELECT p.predecessor_id FROM organisation_succession p
        WHERE p.successor_id = \(organisation) AND p.effective_on <= \(asOf.day) AND \(asOf.believed("p"))
        UNION
        SELECT p.predecessor_id FROM origin JOIN organisation_succession p ON p.successor_id = origin.id
        WHERE p.effective_on <= \(asOf.day) AND \(asOf.believed("p"))
      )
      SELECT id FROM origin WHERE id <> \(organisation) AND NOT EXISTS (SELECT 1 FROM organisation_state s
        WHERE s.organisation_id = origin.id AND \(asOf.holds("s"))) ORDER BY id
      """
    ) { try $0.id(0) }
  }

  /// Of the origins, those that one organisation took over as a whole: their books are its own.
  package func wholeOrigins(of organisation: ID<Organisation>, on day: Day) throws -> [ID<Organisation>] {
    try all(
      """
      WITH RECURSIVE origin(id) AS (
        SELECT p.predecessor_id FROM organisation_succession p
        WHERE p.successor_id = \(organisation) AND \(isWholeHeir(on: day))
        UNION
        SELECT p.predecessor_id FROM origin JOIN organisation_succession p ON p.successor_id = origin.id
        WHERE \(isWholeHeir(on: day))
      )
      SELECT id FROM origin WHERE id <> \(organisation) ORDER BY id
      """
    ) { try $0.id(0) }
  }

  /// The one organisation that carries on an ended one as a whole; nil while it is there, and where it was divided.
  package func wholeHeir(of organisation: ID<Organisation>, on day: Day) throws -> ID<Organisation>? {
    let heirs = try heirs(of: organisation, asOf: AsOf(day))
    guard let heir = heirs.first, heirs.count == 1, heir != organisation,
      try wholeOrigins(of: heir, on: day).contains(organisation)
    else { return nil }
    return heir
  }

  /// The first day on which an organisation was there no more.
  package func endDay(of organisation: ID<Organisation>) throws -> Day {
    try organisationStates(organisation).last?.period.to ?? .endOfTime
  }

  /// SQL of one column: everything below an organisation on a day, what became wholly part of it, and what ended below without
  /// such an heir. Every organisation stands below one superior at most, so sums of parts add up to the whole.
  func carriedSQL(below organisation: ID<Organisation>, asOf: AsOf) -> SQL {
    let day = asOf.day
    return """
      WITH RECURSIVE carried(id) AS (
        SELECT c.descendant_id FROM organisation_closure c
        WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c"))
        UNION
        SELECT e.lower_id FROM carried r JOIN (
          SELECT p.successor_id AS upper_id, p.predecessor_id AS lower_id FROM organisation_succession p
          WHERE \(isWholeHeir(on: day))
          UNION ALL
          SELECT s.parent_id, s.organisation_id FROM organisation_state s
          WHERE s.final = 1 AND s.effective_to <= \(day) AND s.withdrawn_by = \(Schema.stillBelieved)
            AND NOT EXISTS (SELECT 1 FROM organisation_succession p
              WHERE p.predecessor_id = s.organisation_id AND \(isWholeHeir(on: day)))
        ) e ON e.upper_id = r.id
      ) SELECT id FROM carried
      """
  }
}
