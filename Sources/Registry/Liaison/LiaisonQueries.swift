import Basics
import Schema
import Storage

/// A member of a workplace, as the list of whom it has introduced shows one.
package struct LiaisonSent: Sendable, Hashable {
  /// How far the introduction is.
  package enum Progress: Sendable, Hashable {
    /// Exempt from being introduced.
    case exempt
    case owed
    case waiting(isLate: Bool)
    case registered
    /// Came back, or ended: a new letter is due.
    case again
  }
  package var member: ID<Member>
  package var name: String
  package var cell: ID<Organisation>
  package var cellName: String
  /// Where they live, as their file says.
  package var residence: String
  package var standing: LiaisonClass
  /// The latest letter up to the day.
  package var letter: LiaisonLetter?
  package var progress: Progress
}

/// A member registered with a cell of residence, or on the way there: only what that cell needs.
package struct LiaisonResident: Sendable, Hashable {
  package var member: ID<Member>
  package var name: String
  package var cell: ID<Organisation>
  package var cellName: String
  /// Where they belong.
  package var workplace: String
  package var since: Day
  package var letter: ID<LiaisonLetter>?
  /// Whether they take part in meetings of the residence and are commented on every year.
  package var takesPart: Bool
}

/// A letter on its way to a place of residence.
package struct LiaisonArrival: Sendable, Hashable {
  package var letter: LiaisonLetter
  package var name: String
  package var workplace: String
}

extension Session {
  /// The members of an organisation's workplaces on a day, by given name, and how far each is introduced.
  package func liaisonSent(by organisation: ID<Organisation>, rules: LiaisonRules, asOf: AsOf) throws
    -> [LiaisonSent]
  {
    let kinds = rules.workplaces.map(\.rawValue).sorted()
    var letters: [ID<Member>: LiaisonLetter] = [:]
    let below: SQL = """
      SELECT m.member_id FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c"))
      """
    for letter in try liaisonLetters(where: "l.member_id IN (\(below)) AND l.issued_on <= \(asOf.day)") {
      letters[letter.member] = letter
    }
    return try all(
      """
      SELECT m.member_id, s.name, m.organisation_id, o.name, s.residence, k.standing
      FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
      JOIN member_state s ON s.member_id = m.member_id AND \(asOf.holds("s"))
      JOIN organisation_state o ON o.organisation_id = m.organisation_id AND \(asOf.holds("o"))
      LEFT JOIN liaison_standing k ON k.member_id = m.member_id AND \(asOf.holds("k"))
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND o.kind IN \(list: kinds)
      ORDER BY s.name_order, m.member_id
      """
    ) { row in
      let member: ID<Member> = try row.id(0)
      let standing = try row.ifText(5).flatMap(LiaisonClass.init) ?? .full
      let letter = letters[member]
      return LiaisonSent(
        member: member, name: try row.text(1), cell: try row.id(2), cellName: try row.text(3),
        residence: try row.text(4), standing: standing, letter: letter,
        progress: LiaisonSent.progress(standing, letter, rules: rules, on: asOf.day))
    }
  }

  /// Members of other cells who are registered for contact below an organisation, by given name.
  package func liaisonResidents(of organisation: ID<Organisation>, asOf: AsOf) throws -> [LiaisonResident] {
    try all(
      """
      SELECT m.member_id, s.name, m.organisation_id, o.name, wo.name, m.effective_from,
        (SELECT max(t.letter_id) FROM liaison_step t WHERE t.member_id = m.member_id AND t.kind = 'received'
          AND \(asOf.believed("t"))), k.standing
      FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'residence' AND \(asOf.holds("m"))
      JOIN member_state s ON s.member_id = m.member_id AND \(asOf.holds("s"))
      JOIN organisation_state o ON o.organisation_id = m.organisation_id AND \(asOf.holds("o"))
      JOIN membership w ON w.member_id = m.member_id AND w.kind = 'official' AND \(asOf.holds("w"))
      JOIN organisation_state wo ON wo.organisation_id = w.organisation_id AND \(asOf.holds("wo"))
      LEFT JOIN liaison_standing k ON k.member_id = m.member_id AND \(asOf.holds("k"))
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND w.organisation_id <> m.organisation_id
      ORDER BY s.name_order, m.member_id
      """
    ) { row in
      LiaisonResident(
        member: try row.id(0), name: try row.text(1), cell: try row.id(2), cellName: try row.text(3),
        workplace: try row.text(4), since: try row.day(5), letter: try row.ifID(6),
        takesPart: try row.ifText(7) == nil)
    }
  }

  /// Letters that wait to be taken in below an organisation, or at what has become part of it.
  package func liaisonArrivals(at organisation: ID<Organisation>, asOf: AsOf) throws -> [LiaisonArrival] {
    let waiting = try liaisonLetters(
      where: """
        s.id IS NULL AND l.issued_on <= \(asOf.day) AND l.to_id IN (
          WITH RECURSIVE place(id) AS (
            SELECT c.descendant_id FROM organisation_closure c
            WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c"))
            UNION SELECT p.predecessor_id FROM organisation_succession p JOIN place ON p.successor_id = place.id
            WHERE p.withdrawn_by = \(Schema.stillBelieved) AND p.effective_on <= \(asOf.day))
          SELECT id FROM place)
        """)
    return try waiting.compactMap { letter in
      guard try official(letter.member, asOf: asOf) != nil else { return nil }
      return LiaisonArrival(
        letter: letter, name: try member(letter.member, asOf: asOf)?.person.name ?? "",
        workplace: try organisationNear(letter.from, asOf: AsOf(letter.issuedOn))?.name ?? "")
    }
  }

  /// What somebody may do with a letter: by the member, by the place it went to, by the cell that took the member in.
  package func liaisonRights(of actor: Actor, on letter: LiaisonLetter, at moment: Moment) throws -> RightSet
  {
    var rights = try self.rights(of: actor, onMember: letter.member, at: moment)
    rights.formUnion(try residenceRights(of: actor, on: letter, at: moment))
    return rights
  }

  /// Only those from the side of the residence.
  package func residenceRights(of actor: Actor, on letter: LiaisonLetter, at moment: Moment) throws
    -> RightSet
  {
    var rights = try letter.to.map { try self.rights(of: actor, on: $0, at: moment) } ?? []
    if case .received(_, let cell?, _) = letter.state {
      rights.formUnion(try self.rights(of: actor, on: cell, at: moment))
    }
    return rights
  }
}

extension LiaisonSent {
  static func progress(
    _ standing: LiaisonClass, _ letter: LiaisonLetter?, rules: LiaisonRules, on day: Day
  ) -> Progress {
    if standing == .notIntroduced { return .exempt }
    guard let letter else { return .owed }
    switch letter.state {
    case .waiting: return .waiting(isLate: day > rules.presentBy(letter))
    case .received(let from, _, _): return from <= day ? .registered : .waiting(isLate: false)
    case .returned(let on, _), .ended(let on, _): return on <= day ? .again : .registered
    }
  }
}

/// How many of an organisation's members are introduced, for views from above. Who is neither registered nor on the way is not
/// divided into those who are owed a letter and those who are exempt: small numbers would tell who is.
package struct LiaisonCount: Sendable, Hashable {
  package var members = 0
  package var registered = 0
  package var waiting = 0
  package var residents = 0
  package var rest: Int { members - registered - waiting }
}

extension Session {
  package func liaisonCount(of organisation: ID<Organisation>, rules: LiaisonRules, asOf: AsOf) throws
    -> LiaisonCount
  {
    let kinds = rules.workplaces.map(\.rawValue).sorted()
    func standing(_ condition: SQL) -> SQL {
      """
      EXISTS (SELECT 1 FROM liaison_letter l LEFT JOIN liaison_step t ON t.letter_id = l.id AND \(asOf.believed("t"))
        WHERE l.member_id = m.member_id AND l.issued_on <= \(asOf.day) AND \(asOf.believed("l")) AND \(condition))
      """
    }
    var count = LiaisonCount()
    let received: SQL = "t.kind = 'received' AND t.effective_on <= \(asOf.day)"
    let waits: SQL = "(t.id IS NULL OR t.effective_on > \(asOf.day))"
    try query(
      """
      SELECT count(*), coalesce(sum(CASE WHEN \(standing(received)) THEN 1 ELSE 0 END), 0),
        coalesce(sum(CASE WHEN \(standing(waits)) AND NOT \(standing(received)) THEN 1 ELSE 0 END), 0)
      FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
      JOIN organisation_state o ON o.organisation_id = m.organisation_id AND \(asOf.holds("o"))
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND o.kind IN \(list: kinds)
      """
    ) { row in
      (count.members, count.registered, count.waiting) = (try row.int(0), try row.int(1), try row.int(2))
    }
    count.residents = try self.count(
      """
      SELECT count(*) FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'residence' AND \(asOf.holds("m"))
      JOIN membership w ON w.member_id = m.member_id AND w.kind = 'official' AND \(asOf.holds("w"))
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND w.organisation_id <> m.organisation_id
      """)
    return count
  }
}
