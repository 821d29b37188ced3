import Basics
import Schema
import Storage

/// Reach — phạm vi: the organisations a person's rights extend to.
///
/// A right on an organisation extends to all below it today, and to what it and they came from (predecessors of a
/// merger, with what stood below those on their last day). Roles are read anew for every question; the walk through
/// the tree is found from the register itself and kept while neither history nor day moves (``Remembered``). So a
/// merger or the end of a role takes effect at its moment.
private struct OwnGrants: Hashable {
  var account: ID<Account>
  var moment: Moment
}

extension Session {
  package func grants(of account: ID<Account>, at moment: Moment) throws -> [RightGrant] {
    guard let recollection else { return try askedGrants(of: account, at: moment) }
    return try recollection.once(OwnGrants(account: account, moment: moment)) {
      try askedGrants(of: account, at: moment)
    }
  }

  private func askedGrants(of account: ID<Account>, at moment: Moment) throws -> [RightGrant] {
    try all(
      """
      SELECT g.id, g.account_id, g.role, g.organisation_id, g.from_moment, g.to_moment
      FROM right_grant g JOIN account a ON a.id = g.account_id
      WHERE g.account_id = \(account) AND a.is_disabled = 0 AND g.from_moment <= \(moment) AND g.to_moment > \(moment)
      ORDER BY g.id
      """
    ) {
      RightGrant(
        id: try $0.id(0), account: try $0.id(1), role: try $0.choice(2), organisation: try $0.id(3),
        from: try $0.moment(4), to: try $0.moment(5))
    }
  }

  /// What an actor may do with one organisation; empty when it lies outside every subtree of theirs.
  package func rights(of actor: Actor, on organisation: ID<Organisation>, at moment: Moment) throws
    -> RightSet
  {
    guard let account = actor.account else { return RightSet.all }
    let grants = try grants(of: account, at: moment)
    guard !grants.isEmpty else { return [] }
    let above = try placesAbove(organisation, on: moment.day)
    return grants.filter { above.contains($0.organisation) }.reduce(into: []) { $0.formUnion($1.role.rights) }
  }

  /// The organisation, its superiors and successors, and theirs: where a right on them reaches it.
  func placesAbove(_ organisation: ID<Organisation>, on day: Day) throws -> Set<ID<Organisation>> {
    try remembered(.above(organisation, day)) {
      Set(
        try all(
          """
          WITH RECURSIVE above(id) AS (
            SELECT s.organisation_id FROM organisation_state s
            WHERE s.organisation_id = \(organisation) AND s.withdrawn_by = \(Schema.stillBelieved)
            UNION
            \(stepsUp(on: day))
          ) SELECT id FROM above
          """
        ) { try $0.id(0) })
    }
  }

  /// Every organisation an actor may look at with a right; nil means all there are.
  package func reach(of actor: Actor, with right: Right, at moment: Moment) throws -> Set<ID<Organisation>>? {
    guard let account = actor.account else { return nil }
    let roots = try grants(of: account, at: moment).filter { $0.role.rights.contains(right) }.map(
      \.organisation)
    guard !roots.isEmpty else { return [] }
    return try remembered(.reach(roots, moment.day)) {
      Set(try all(reachSQL(from: roots, on: moment.day)) { try $0.id(0) })
    }
  }

  /// SQL of one column: some organisations and everything their rights extend to.
  func reachSQL(from roots: [ID<Organisation>], on day: Day) -> SQL {
    """
    WITH RECURSIVE reach(id) AS (
      SELECT o.id FROM organisation o WHERE o.id IN \(list: roots)
      UNION
      SELECT e.lower_id FROM reach r JOIN \(reachEdges(on: day)) e ON e.upper_id = r.id
    ) SELECT id FROM reach
    """
  }

  /// The same steps backwards, from `above` to whatever they start from. Written so that each is found by an index: a
  /// page asks whether one organisation lies in somebody's reach, and must not look at the whole country for it.
  private func stepsUp(on day: Day) -> SQL {
    """
    SELECT CASE WHEN w.way = 0 THEN s.parent_id ELSE p.successor_id END
    FROM above a CROSS JOIN (SELECT 0 AS way UNION ALL SELECT 1) w
    LEFT JOIN organisation_state s ON w.way = 0 AND s.organisation_id = a.id AND \(isPart(on: day))
    LEFT JOIN organisation_succession p ON w.way = 1 AND p.predecessor_id = a.id
      AND \(isWholeHeir(on: day))
    WHERE s.id IS NOT NULL OR p.id IS NOT NULL
    """
  }

  /// Steps from an organisation to what lies below it or before it: its parts of today, the parts it had when they
  /// ended, parts that begin later, and its predecessors.
  private func reachEdges(on day: Day) -> SQL {
    """
    (SELECT s.parent_id AS upper_id, s.organisation_id AS lower_id FROM organisation_state s
     WHERE \(isPart(on: day))
     UNION ALL
     SELECT p.successor_id, p.predecessor_id FROM organisation_succession p
     WHERE \(isWholeHeir(on: day)))
    """
  }

  /// A succession `p` by which one organisation took over all of another. Where several divided it among them (a
  /// dissolved district and its communes), none of them inherits the whole: its history stays with its superiors.
  func isWholeHeir(on day: Day) -> SQL {
    """
    p.withdrawn_by = \(Schema.stillBelieved) AND p.effective_on <= \(day) AND NOT EXISTS (
      SELECT 1 FROM organisation_succession q WHERE q.predecessor_id = p.predecessor_id
        AND q.successor_id <> p.successor_id AND q.withdrawn_by = \(Schema.stillBelieved))
    """
  }

  /// A state `s` that puts its organisation below its superior, seen from a day.
  private func isPart(on day: Day) -> SQL {
    """
    s.parent_id IS NOT NULL AND s.withdrawn_by = \(Schema.stillBelieved)
      AND ((s.effective_from <= \(day) AND (s.effective_to > \(day) OR s.final = 1))
        OR (s.effective_from > \(day) AND NOT EXISTS (
          SELECT 1 FROM organisation_state t WHERE t.organisation_id = s.organisation_id
            AND t.withdrawn_by = \(Schema.stillBelieved) AND t.effective_from < s.effective_from)))
    """
  }
}

extension Session {
  /// Passes if the actor holds the right on the organisation; outside their subtree the thing does not exist.
  package func require(_ right: Right, of actor: Actor, on organisation: ID<Organisation>, at moment: Moment)
    throws
  {
    let rights = try rights(of: actor, on: organisation, at: moment)
    guard !rights.isEmpty else { throw RightsRefusal.notFound }
    guard rights.contains(right) else { throw RightsRefusal.lacking(right) }
  }
}

extension Transaction {
  package func require(_ right: Right, of actor: Actor, on organisation: ID<Organisation>) throws {
    try session.require(right, of: actor, on: organisation, at: now)
  }

  /// For acts at the top of the tree, which no subtree contains: the operator, or the first account on an empty register.
  package func requireOperator(_ actor: Actor) throws {
    guard let account = actor.account else { return }
    let owns = try session.exists(
      "SELECT 1 FROM register_setting WHERE name = 'founder' AND value = \(account.description)")
    guard owns else { throw RightsRefusal.lacking(.changeStructure) }
  }
}
