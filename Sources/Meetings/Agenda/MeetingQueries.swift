import Basics
import Registry
import Storage

extension Session {
  /// - Parameter known: entries of the journal up to this one; everything by default.
  package func meeting(_ id: ID<Meeting>, known: Int = AsOf.everything) throws -> Meeting? {
    try first(
      "SELECT \(Meeting.list) FROM meeting t WHERE t.meeting_id = \(id) AND \(Self.believed("t", known))"
    ) { try Meeting.read($0) }
  }

  static func believed(_ alias: StaticString, _ known: Int) -> SQL {
    AsOf(.endOfTime, known: known).believed(alias)
  }

  /// The meetings of an organisation from one day to another (not included), the earliest first.
  package func meetings(
    of organisation: ID<Organisation>, in period: Period, known: Int = AsOf.everything
  ) throws -> [Meeting] {
    try all(
      """
      SELECT \(Meeting.list) FROM meeting t WHERE t.organisation_id = \(organisation) AND t.held_on >= \(period.from)
        AND t.held_on < \(period.to) AND \(Self.believed("t", known)) ORDER BY t.held_on, t.starts_at, t.meeting_id
      """
    ) { try Meeting.read($0) }
  }

  /// On which days organisations below one meet, and how many of them.
  package func meetingDays(below organisation: ID<Organisation>, in period: Period, asOf: AsOf) throws -> [(
    day: Day, count: Int
  )] {
    try all(
      """
      SELECT t.held_on, count(*) FROM organisation_closure c JOIN meeting t ON t.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(organisation) AND c.depth > 0 AND \(asOf.holds("c")) AND t.cancelled = ''
        AND t.held_on >= \(period.from) AND t.held_on < \(period.to) AND \(Self.believed("t", AsOf.everything))
      GROUP BY t.held_on ORDER BY t.held_on
      """
    ) { (day: try $0.day(0), count: try $0.int(1)) }
  }

  /// The last meeting before a day that was not put off; of one kind, or of any.
  package func meetingBefore(
    _ day: Day, of organisation: ID<Organisation>, kind: Meeting.Kind? = nil, known: Int = AsOf.everything
  ) throws -> Meeting? {
    let same: SQL = kind.map { "AND t.kind = \($0)" } ?? ""
    return try first(
      """
      SELECT \(Meeting.list) FROM meeting t WHERE t.organisation_id = \(organisation) AND t.held_on < \(day)
        AND t.cancelled = '' AND \(Self.believed("t", known)) \(same)
      ORDER BY t.held_on DESC, t.meeting_id DESC LIMIT 1
      """
    ) { try Meeting.read($0) }
  }

  /// The next meeting from a day on that was not put off.
  package func meetingAfter(_ day: Day, of organisation: ID<Organisation>) throws -> Meeting? {
    try first(
      """
      SELECT \(Meeting.list) FROM meeting t WHERE t.organisation_id = \(organisation) AND t.held_on >= \(day)
        AND t.cancelled = '' AND \(Self.believed("t", AsOf.everything)) ORDER BY t.held_on, t.meeting_id LIMIT 1
      """
    ) { try Meeting.read($0) }
  }

  /// Years in which an organisation has met or means to, the latest first.
  package func meetingYears(of organisation: ID<Organisation>) throws -> [Int] {
    try all(
      """
      SELECT y.year FROM (
        SELECT t.held_on / 10000 AS year FROM meeting t
        WHERE t.organisation_id = \(organisation) AND \(Self.believed("t", AsOf.everything))
        UNION
        SELECT p.year FROM meeting_plan p
        WHERE p.organisation_id = \(organisation) AND \(Self.believed("p", AsOf.everything))) y
      ORDER BY y.year DESC
      """
    ) { try $0.int(0) }
  }

  /// The agenda, in order.
  package func meetingItems(of meeting: ID<Meeting>, known: Int = AsOf.everything) throws -> [MeetingItem] {
    try all(
      """
      SELECT \(MeetingItem.list) FROM meeting_item i WHERE i.meeting_id = \(meeting) AND \(Self.believed("i", known))
      ORDER BY i.position, i.item_id
      """
    ) { try MeetingItem.read($0) }
  }

  /// One state of an item, also one that is no longer believed.
  package func meetingItem(row: ID<MeetingItem.Row>) throws -> MeetingItem? {
    try first("SELECT \(MeetingItem.list) FROM meeting_item i WHERE i.id = \(row)") {
      try MeetingItem.read($0)
    }
  }

  /// What members were called on a day: for a paper of the organisation they belong to. The register's last word where they
  /// are members no more.
  package func printedNames(of members: [ID<Member>], on day: Day, known: Int = AsOf.everything) throws
    -> [ID<Member>: String]
  {
    guard !members.isEmpty else { return [:] }
    var names: [ID<Member>: (name: String, holds: Bool)] = [:]
    try query(
      """
      SELECT s.member_id, s.name, s.effective_from, s.effective_to FROM member_state s
      WHERE s.member_id IN \(list: Array(Set(members)).sorted()) AND \(Self.believed("s", known))
      ORDER BY s.effective_from DESC
      """
    ) { row in
      let member: ID<Member> = try row.id(0)
      guard names[member]?.holds != true else { return }
      let holds = try row.day(2) <= day && day < (try row.day(3))
      if holds || names[member] == nil { names[member] = (try row.text(1), holds) }
    }
    return names.mapValues(\.name)
  }
}
