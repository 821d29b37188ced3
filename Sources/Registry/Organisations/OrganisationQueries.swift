import Basics
import Storage

/// Questions about organisations, each as of a day.
extension Session {
  package func organisation(_ id: ID<Organisation>, asOf: AsOf) throws -> OrganisationState? {
    try first(
      """
      SELECT \(OrganisationState.columnList) FROM organisation_state s
      WHERE s.organisation_id = \(id) AND \(asOf.holds("s"))
      """
    ) { try OrganisationState.read($0) }
  }

  /// Every state over time, the earliest first.
  package func organisationStates(_ id: ID<Organisation>, known: Int = AsOf.everything) throws
    -> [OrganisationState]
  {
    try remembered(.states(id, known: known)) {
      try all(
        """
        SELECT \(OrganisationState.columnList) FROM organisation_state s WHERE s.organisation_id = \(id)
          AND s.recorded_by <= \(known) AND s.withdrawn_by > \(known) ORDER BY s.effective_from
        """
      ) { try OrganisationState.read($0) }
    }
  }

  /// The state of the day; where the organisation does not exist then, its nearest earlier or else first state.
  package func organisationNear(_ id: ID<Organisation>, asOf: AsOf) throws -> OrganisationState? {
    let states = try organisationStates(id, known: asOf.known)
    return states.last { $0.period.from <= asOf.day } ?? states.first
  }

  /// Organisations directly below.
  package func children(of id: ID<Organisation>?, asOf: AsOf) throws -> [OrganisationState] {
    try remembered(.children(id, asOf)) {
      let parent: SQL = if let id { "s.parent_id = \(id)" } else { "s.parent_id IS NULL" }
      return try all(
        """
        SELECT \(OrganisationState.columnList) FROM organisation_state s WHERE \(parent) AND \(asOf.holds("s"))
        ORDER BY s.name_order, s.organisation_id
        """
      ) { try OrganisationState.read($0) }
    }
  }

  /// The organisation itself and everything below it on the day.
  package func subtree(of id: ID<Organisation>, kinds: [Organisation.Kind]? = nil, asOf: AsOf) throws
    -> [OrganisationState]
  {
    var sql: SQL = """
      SELECT \(OrganisationState.columnList) FROM organisation_closure c
      JOIN organisation_state s ON s.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(id) AND \(asOf.holds("c")) AND \(asOf.holds("s"))
      """
    if let kinds { sql += " AND s.kind IN \(list: kinds)" }
    return try all(sql + " ORDER BY s.name_order, s.organisation_id") { try OrganisationState.read($0) }
  }

  /// From the top of the tree down to the organisation's direct superior.
  package func superiors(of id: ID<Organisation>, asOf: AsOf) throws -> [OrganisationState] {
    try remembered(.superiors(id, asOf)) {
      try all(
        """
        SELECT \(OrganisationState.columnList) FROM organisation_closure c
        JOIN organisation_state s ON s.organisation_id = c.ancestor_id
        WHERE c.descendant_id = \(id) AND c.depth > 0 AND \(asOf.holds("c")) AND \(asOf.holds("s")) ORDER BY c.depth DESC
        """
      ) { try OrganisationState.read($0) }
    }
  }

  package func predecessors(of id: ID<Organisation>, known: Int = AsOf.everything) throws -> [(
    id: ID<Organisation>, day: Day
  )] {
    try all(
      """
      SELECT predecessor_id, effective_on FROM organisation_succession
      WHERE successor_id = \(id) AND recorded_by <= \(known) AND withdrawn_by > \(known)
      ORDER BY effective_on, predecessor_id
      """
    ) { (try $0.id(0), try $0.day(1)) }
  }

  package func successors(of id: ID<Organisation>, known: Int = AsOf.everything) throws -> [(
    id: ID<Organisation>, day: Day
  )] {
    try all(
      """
      SELECT successor_id, effective_on FROM organisation_succession
      WHERE predecessor_id = \(id) AND recorded_by <= \(known) AND withdrawn_by > \(known)
      ORDER BY effective_on, successor_id
      """
    ) { (try $0.id(0), try $0.day(1)) }
  }

  package func structureEvents(of id: ID<Organisation>, known: Int = AsOf.everything) throws
    -> [StructureEvent]
  {
    try remembered(.events(id, known: known)) {
      try all(
        """
        SELECT id, kind, organisation_id, effective_on, text, decision_id FROM structure_event
        WHERE organisation_id = \(id) AND recorded_by <= \(known) AND withdrawn_by > \(known)
        ORDER BY effective_on, id
        """
      ) {
        StructureEvent(
          id: try $0.id(0), kind: try $0.choice(1), organisation: try $0.id(2), day: try $0.day(3),
          text: try $0.text(4),
          decision: try $0.ifID(5))
      }
    }
  }

  /// Organisations of the day that a code or a name (with or without marks) can mean.
  ///
  /// A code, then the full name of the organisation or of the unit it leads ("huyen giong trom"), then a part of it.
  package func organisations(named text: String, asOf: AsOf) throws -> [OrganisationState] {
    let code = VietnameseText.clean(text)
    guard !code.isEmpty else { return [] }
    let byCode = try all(
      """
      SELECT \(OrganisationState.columnList) FROM organisation_state s
      LEFT JOIN administrative_unit_state u ON u.unit_id = s.unit_id AND \(asOf.holds("u"))
      WHERE \(asOf.holds("s")) AND (s.code = \(code) OR (u.code = \(code) AND \(leadsItsUnit)))
      """
    ) { try OrganisationState.read($0) }
    if !byCode.isEmpty { return byCode }
    let fold = VietnameseText.fold(text)
    guard !fold.isEmpty else { return [] }
    let candidates = try all(
      """
      SELECT \(OrganisationState.columnList), u.kind, u.name, CASE WHEN \(leadsItsUnit) THEN 1 ELSE 0 END
      FROM organisation_state s
      LEFT JOIN administrative_unit_state u ON u.unit_id = s.unit_id AND \(asOf.holds("u"))
      WHERE \(asOf.holds("s")) AND (s.name_fold LIKE \("%\(fold)%") OR (\(leadsItsUnit) AND \("%\(fold)%") LIKE '%' || u.name_fold || '%'))
      ORDER BY s.name_order, s.organisation_id
      """
    ) { row -> (state: OrganisationState, names: [String]) in
      let state = try OrganisationState.read(row)
      var names = [VietnameseText.fold(state.name)]
      if try row.bool(14), let kind = try row.ifText(12).flatMap(AdministrativeUnit.Kind.init),
        let name = try row.ifText(13)
      {
        names += [VietnameseText.fold("\(kind.title) \(name)"), VietnameseText.fold(name)]
      }
      return (state, names)
    }
    let exact = candidates.filter { $0.names.contains(fold) }
    if !exact.isEmpty { return exact.map(\.state) }
    return candidates.filter { $0.names.contains { $0.utf8.count >= fold.utf8.count && contains($0, fold) } }
      .map(\.state)
  }

}

/// Organisations that lead the administrative unit they stand in: a name of the unit means them.
private let leadsItsUnit: SQL =
  "s.kind IN ('province', 'district', 'baseCommittee') AND s.unit_id IS NOT NULL"

extension Session {
  private func contains(_ text: String, _ part: String) -> Bool {
    let (text, part) = (Array(text.utf8), Array(part.utf8))
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0..<($0 + part.count)].elementsEqual(part) }
  }
}
