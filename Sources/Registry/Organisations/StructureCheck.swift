import Basics
import Schema
import Storage

/// The last check of every act that touched the tree: on no day does an organisation stand without a superior unless it
/// was founded as the top of a register, and no member belongs to an organisation on a day on which it is not there.
struct StructureCheck {
  let session: any Session

  func check(_ touched: Set<ID<Organisation>>) throws {
    let organisations = touched.sorted()
    for start in stride(from: 0, to: organisations.count, by: 200) {
      try check(Array(organisations[start..<min(start + 200, organisations.count)]))
    }
  }

  private func check(_ organisations: [ID<Organisation>]) throws {
    // The states of one organisation follow one another without a gap, so its life is from the first to the last.
    let stray: (String, Day)? = try session.first(
      """
      SELECT s.name, s.effective_from FROM organisation_state s
      WHERE s.withdrawn_by = \(Schema.stillBelieved) AND s.parent_id IS NOT NULL
        AND (s.organisation_id IN \(list: organisations) OR s.parent_id IN \(list: organisations))
        AND NOT (
          EXISTS (SELECT 1 FROM organisation_state p WHERE p.organisation_id = s.parent_id
            AND p.withdrawn_by = \(Schema.stillBelieved) AND p.effective_from <= s.effective_from)
          AND EXISTS (SELECT 1 FROM organisation_state p WHERE p.organisation_id = s.parent_id
            AND p.withdrawn_by = \(Schema.stillBelieved) AND p.effective_to >= s.effective_to))
      ORDER BY s.effective_from, s.organisation_id
      """
    ) { (try $0.text(0), try $0.day(1)) }
    if let stray { throw LineageRefusal.withoutSuperior(stray.0, stray.1) }
    let root: (String, Day)? = try session.first(
      """
      SELECT s.name, s.effective_from FROM organisation_state s
      WHERE s.withdrawn_by = \(Schema.stillBelieved) AND s.parent_id IS NULL
        AND s.organisation_id IN \(list: organisations)
        AND EXISTS (SELECT 1 FROM organisation_state e WHERE e.organisation_id = s.organisation_id
          AND e.withdrawn_by = \(Schema.stillBelieved) AND e.parent_id IS NOT NULL
          AND e.effective_from < s.effective_from)
      ORDER BY s.effective_from, s.organisation_id
      """
    ) { (try $0.text(0), try $0.day(1)) }
    if let root { throw LineageRefusal.withoutSuperior(root.0, root.1) }
    let lost: (ID<Organisation>, Day)? = try session.first(
      """
      SELECT m.organisation_id, m.effective_from FROM membership m
      WHERE m.withdrawn_by = \(Schema.stillBelieved) AND m.organisation_id IN \(list: organisations)
        AND m.kind = 'official'
        AND NOT EXISTS (SELECT 1 FROM organisation_state p WHERE p.organisation_id = m.organisation_id
            AND p.withdrawn_by = \(Schema.stillBelieved) AND p.effective_to >= m.effective_to)
      ORDER BY m.effective_from, m.organisation_id
      """
    ) { (try $0.id(0), try $0.day(1)) }
    if let lost, let last = try session.organisationStates(lost.0).last {
      throw LineageRefusal.endsWithoutHeir(last.name, last.period.to)
    }
  }
}
