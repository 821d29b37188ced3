import Basics
import Storage

/// Lists of members over everything a person's right extends to.
extension Session {
  /// The topmost organisations of the day on which, with all below, an actor holds a right; none stands below another.
  package func topOrganisations(of actor: Actor, with right: Right, asOf: AsOf, at moment: Moment) throws
    -> [OrganisationState]
  {
    guard let reach = try reach(of: actor, with: right, at: moment) else {
      return try children(of: nil, asOf: asOf)
    }
    guard !reach.isEmpty else { return [] }
    return try all(
      """
      SELECT \(OrganisationState.columnList) FROM organisation_state s WHERE \(asOf.holds("s"))
        AND s.organisation_id IN \(list: reach.sorted()) ORDER BY s.name_order, s.organisation_id
      """
    ) { try OrganisationState.read($0) }.filter { $0.parent.map { !reach.contains($0) } ?? true }
  }

  package func memberCount(
    in organisations: [ID<Organisation>], _ filter: MemberFilter, asOf: AsOf, seen sight: ListSight
  ) throws -> Int {
    // How many there are is no part of anybody's file.
    let isFiltered = filter != MemberFilter()
    return try remembered(.members(organisations, filter, asOf, isFiltered ? sight : .whole)) {
      guard !isFiltered else {
        return try count("SELECT count(*) \(membersFrom(organisations, filter, asOf, seen: sight))")
      }
      return try count(
        """
        SELECT count(*) FROM organisation_closure c JOIN membership m ON m.organisation_id = c.descendant_id
        WHERE c.ancestor_id IN \(list: organisations) AND \(asOf.holds("c")) AND m.kind = 'official' AND \(asOf.holds("m"))
        """)
    }
  }

  /// By given name in Vietnamese order.
  ///
  /// Who stands on the page is found from the indexes and, for a page of a screen, remembered by identity; the persons
  /// themselves are read every time.
  package func members(
    in organisations: [ID<Organisation>], _ filter: MemberFilter, asOf: AsOf, seen sight: ListSight,
    offset: Int = 0, limit: Int
  ) throws -> [MemberListing] {
    let page: SQL = """
      SELECT s.id AS state_id, m.id AS membership_id, o.id AS cell_id
      \(membersFrom(organisations, filter, asOf, seen: sight))
      ORDER BY s.name_order, s.member_id, m.id LIMIT \(limit) OFFSET \(offset)
      """
    let columns: SQL = "\(MemberState.columnList), m.organisation_id, o.name, m.effective_from"
    guard limit <= MemberPlace.most else {
      return try all(
        """
        SELECT \(columns) FROM (\(page)) found
        JOIN member_state s ON s.id = found.state_id JOIN membership m ON m.id = found.membership_id
        JOIN organisation_state o ON o.id = found.cell_id
        ORDER BY s.name_order, s.member_id, m.id
        """
      ) { try Self.listing($0) }
    }
    let places = try remembered(.page(organisations, filter, asOf, sight, offset: offset, limit: limit)) {
      try all(page) { MemberPlace(state: try $0.int(0), membership: try $0.int(1), cell: try $0.int(2)) }
    }
    guard !places.isEmpty else { return [] }
    // Three keys a row, and no search: both engines call the columns of VALUES so.
    let rows = places.map { "(\($0.state), \($0.membership), \($0.cell))" as SQL }
    return try all(
      """
      SELECT \(columns) FROM (VALUES \(rows)) found CROSS JOIN member_state s CROSS JOIN membership m
      CROSS JOIN organisation_state o
      WHERE s.id = found.column1 AND m.id = found.column2 AND o.id = found.column3
      ORDER BY s.name_order, s.member_id, m.id
      """
    ) { try Self.listing($0) }
  }

  /// The cell of the day with exactly this code, wherever it stands: for a letter to somebody else's cell.
  package func cell(code: String, asOf: AsOf) throws -> OrganisationState? {
    let found = try organisations(code: code, asOf: asOf).filter(\.kind.isCell)
    return found.count == 1 ? found.first : nil
  }

  /// The organisation of the day with exactly this code, wherever it stands.
  package func organisation(code: String, asOf: AsOf) throws -> OrganisationState? {
    let found = try organisations(code: code, asOf: asOf)
    return found.count == 1 ? found.first : nil
  }

  private func organisations(code: String, asOf: AsOf) throws -> [OrganisationState] {
    let code = VietnameseText.clean(code)
    guard !code.isEmpty else { return [] }
    return try all(
      "SELECT \(OrganisationState.columnList) FROM organisation_state s WHERE s.code = \(code) AND \(asOf.holds("s"))"
    ) { try OrganisationState.read($0) }
  }
}

/// The rows that make one line of a member list.
private struct MemberPlace: Sendable {
  var state: Int
  var membership: Int
  var cell: Int
  /// A longer list is asked for once, for an export.
  static let most = 200
}
