import Basics
import History
import Storage

/// Sight over a list — phần danh sách được xem: the rows of files that a list of members may show somebody.
///
/// A list of a past day names people who have left since. Of each of them it shows the file as it stood when they left
/// the reader's reach, as their own page does (``MemberSight``): what the new place has mended afterwards is not told,
/// not by a column and not by a condition either.
package struct ListSight: Hashable, Sendable {
  /// Those on the list who have left the reach, and the rows of their files that are seen.
  private var members: [ID<Member>] = []
  private var states: [Int64] = []
  private var numbers: [Int64] = []
  private var appointments: [Int64] = []

  /// Everything: for the operator, and for acts.
  package static let whole = ListSight()

  private static func believed(
    _ alias: StaticString, _ asOf: AsOf, but members: [ID<Member>], _ rows: [Int64]
  )
    -> SQL
  {
    guard !members.isEmpty else { return asOf.believed(alias) }
    return """
      ((\(asOf.believed(alias)) AND \(name: alias).member_id NOT IN \(list: members))
        OR \(name: alias).id IN \(list: rows))
      """
  }

  /// The condition that a row of `member_state`, called `s`, is believed and seen.
  package func believedState(_ asOf: AsOf) -> SQL { Self.believed("s", asOf, but: members, states) }
  /// The same for `member_number`, called `n`.
  func believedNumber(_ asOf: AsOf) -> SQL { Self.believed("n", asOf, but: members, numbers) }
  /// The same for `appointment`, called `a`, on the day.
  package func holdsAppointment(_ asOf: AsOf) -> SQL {
    "a.effective_from <= \(asOf.day) AND a.effective_to > \(asOf.day) AND \(Self.believed("a", asOf, but: members, appointments))"
  }
}

extension Session {
  /// How far somebody sees into the files of those whom a list of the day names.
  package func listSight(of actor: Actor, asOf: AsOf, at moment: Moment) throws -> ListSight {
    guard let account = actor.account else { return .whole }
    let today = try reading(asOf, at: moment)
    // Who is listed today belongs there today.
    guard asOf.day != today else { return .whole }
    let roots = try grants(of: account, at: moment).filter { $0.role.rights.contains(.viewMembers) }
      .map(\.organisation)
    guard !roots.isEmpty else { return .whole }
    return try remembered(.sight(roots, moment.day, today, asOf)) {
      let reach = reachSQL(from: roots, on: moment.day)
      let left = try departed(beyond: reach, by: today, asOf: asOf)
      return try ListSight(of: left, asOf: asOf, in: self)
    }
  }

  /// The day on which the list is read: today, or the day of the last entry that is to be known.
  private func reading(_ asOf: AsOf, at moment: Moment) throws -> Day {
    guard try asOf.known < Journal.head(in: self).sequence else { return moment.day }
    let recorded = try first("SELECT recorded_at FROM journal_entry WHERE sequence = \(asOf.known)") {
      try $0.moment(0)
    }
    return min(moment.day, recorded?.day ?? moment.day)
  }

  /// Those who belonged inside a reach on the day and do not any more, each with the entry by which they left.
  private func departed(beyond reach: SQL, by today: Day, asOf: AsOf) throws -> [ID<Member>: Int] {
    let candidates = try all(
      """
      SELECT DISTINCT m.member_id FROM membership m
      WHERE m.organisation_id IN (\(reach)) AND m.kind <> 'residence' AND \(asOf.holds("m"))
        AND NOT (m.effective_from <= \(today) AND m.effective_to > \(today))
        AND EXISTS (SELECT 1 FROM membership o WHERE o.member_id = m.member_id AND o.kind = 'official'
          AND \(asOf.believed("o")) AND o.organisation_id NOT IN (\(reach)))
        AND NOT EXISTS (SELECT 1 FROM membership n WHERE n.member_id = m.member_id AND n.kind <> 'residence'
          AND n.effective_from <= \(today) AND n.effective_to > \(today) AND \(asOf.believed("n"))
          AND n.organisation_id IN (\(reach)))
      """
    ) { try $0.id(0, Member.self) }
    var left: [ID<Member>: Int] = [:]
    for chunk in candidates.chunks {
      var lives: [ID<Member>: [(membership: Membership, entry: Int, isInside: Bool)]] = [:]
      try query(
        """
        SELECT m.id, m.member_id, m.organisation_id, m.kind, m.effective_from, m.effective_to, m.decision_id,
          m.recorded_by, CASE WHEN m.organisation_id IN (\(reach)) THEN 1 ELSE 0 END
        FROM membership m WHERE m.member_id IN \(list: chunk) AND m.kind <> 'residence' AND \(asOf.believed("m"))
        ORDER BY m.effective_from
        """
      ) {
        let membership = try Membership.read($0)
        lives[membership.member, default: []].append((membership, try $0.int(7), try $0.bool(8)))
      }
      for (member, life) in lives {
        let inside = life.filter(\.isInside)
        let home = Self.home(life.map(\.membership), on: today)
        guard !inside.contains(where: { $0.membership.organisation == home }) else { continue }
        left[member] = inside.map(\.entry).max() ?? 0
      }
    }
    return left
  }
}

extension ListSight {
  fileprivate init(of left: [ID<Member>: Int], asOf: AsOf, in session: any Session) throws {
    members = left.keys.sorted()
    for chunk in members.chunks {
      func seen(_ rows: SQL) throws -> [Int64] {
        try session.all(rows) { row -> Int64? in
          let known = min(asOf.known, left[try row.id(1)] ?? 0)
          return try row.int(2) <= known && row.int(3) > known ? Int64(try row.int(0)) : nil
        }.compactMap { $0 }
      }
      states += try seen(
        """
        SELECT s.id, s.member_id, s.recorded_by, s.withdrawn_by FROM member_state s WHERE s.member_id IN \(list: chunk)
          AND s.effective_from <= \(asOf.day) AND s.effective_to > \(asOf.day)
        """)
      appointments += try seen(
        """
        SELECT a.id, a.member_id, a.recorded_by, a.withdrawn_by FROM appointment a WHERE a.member_id IN \(list: chunk)
          AND a.effective_from <= \(asOf.day) AND a.effective_to > \(asOf.day)
        """)
      numbers += try seen(
        """
        SELECT n.id, n.member_id, n.recorded_by, n.withdrawn_by FROM member_number n WHERE n.member_id IN \(list: chunk)
        """)
    }
  }
}

extension Array {
  /// Lists of one length, so that the database prepares its question once.
  fileprivate var chunks: [[Element]] {
    stride(from: 0, to: count, by: 500).map { Array(self[$0..<Swift.min($0 + 500, count)]) }
  }
}
