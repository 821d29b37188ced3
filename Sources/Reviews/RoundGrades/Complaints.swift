import Basics
import Registry
import Schema
import Storage

/// Complaint — đơn thư: that somebody complained about a result, or that there are signs which must be looked into; until
/// it is verified nothing is decided. Of a paper only that it came, when, and what was found: never who wrote it or what it
/// says. A member who asks about their own result says so in their own words, and only who answers reads them.
package struct ReviewComplaint: Registry.Fact, Hashable {
  package enum State: String, Sendable, SQLConvertible { case received, verified }
  /// By which way it came.
  package enum Channel: String, Sendable, CaseIterable, SQLConvertible {
    case own, paper
    package var title: String {
      switch self {
      case .own: "Chính đảng viên gửi"
      case .paper: "Đơn thư, dấu hiệu bằng giấy"
      }
    }
  }
  /// What the verification led to.
  package enum Outcome: String, Sendable, CaseIterable, SQLConvertible {
    case stands, regrade
    package var title: String {
      switch self {
      case .stands: "Giữ nguyên kết quả"
      case .regrade: "Phải xếp loại lại"
      }
    }
  }

  package var id: ID<ReviewComplaint>
  package var round: ID<Round>
  package var subject: ID<ReviewSubject>
  package var member: ID<Member>?
  package var organisation: ID<Organisation>
  package var state: State
  package var receivedOn: Day
  package var verifiedOn: Day?
  package var finding: String
  package var decision: ID<RegisterDecision>?
  package var channel: Channel?
  /// What the member wrote about their own result.
  package var content: String?
  /// Who answers: the level that decides on the subject.
  package var answerer: ID<Organisation>?
  package var dueBefore: Day?
  package var outcome: Outcome?

  package static let table: StaticString = "review_complaint"
  package static let columns: [StaticString] = [
    "id", "round_id", "subject_id", "member_id", "organisation_id", "state", "received_on", "verified_on",
    "finding", "decision_id", "channel", "content", "answerer_id", "due_before", "outcome",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, round.sqlValue, subject.sqlValue, member?.sqlValue ?? .null, organisation.sqlValue,
      state.sqlValue, receivedOn.sqlValue, verifiedOn?.sqlValue ?? .null, .text(finding),
      decision?.sqlValue ?? .null, channel?.sqlValue ?? .null, content.map { .text($0) } ?? .null,
      answerer?.sqlValue ?? .null, dueBefore?.sqlValue ?? .null, outcome?.sqlValue ?? .null,
    ]
  }
  static let columnList: SQL = """
    k.id, k.round_id, k.subject_id, k.member_id, k.organisation_id, k.state, k.received_on, k.verified_on, k.finding,
    k.decision_id, k.channel, k.content, k.answerer_id, k.due_before, k.outcome
    """
  static func read(_ row: Row) throws -> Self {
    Self(
      id: try row.id(0), round: try row.id(1), subject: try row.id(2), member: try row.ifID(3),
      organisation: try row.id(4), state: try row.choice(5), receivedOn: try row.day(6),
      verifiedOn: try row.ifDay(7), finding: try row.text(8), decision: try row.ifID(9),
      channel: try row.ifText(10).flatMap(Channel.init), content: try row.ifText(11),
      answerer: try row.ifID(12), dueBefore: try row.ifDay(13),
      outcome: try row.ifText(14).flatMap(Outcome.init))
  }

  package func isOverdue(_ today: Day) -> Bool {
    state == .received && dueBefore.map { $0 <= today } ?? false
  }
}

/// Until when a complaint is answered, from `Content/Reviews/complaints.yaml`.
package struct ComplaintRules: Sendable {
  package let answerDays: Int

  package init(_ content: Content) throws {
    struct File: Decodable {
      struct Days: Decodable { var value: Int }
      var answerDays: Days
    }
    let path = "Reviews/complaints.yaml"
    answerDays = try content.yaml(path, as: File.self).answerDays.value
    guard (1...3_660).contains(answerDays) else { throw ContentRefusal.unreadable(path, "số ngày trả lời") }
  }

  /// The day before which a complaint that came on a day is answered, where nothing else was said.
  package func dueBefore(_ received: Day) -> Day { received.adding(days: answerDays + 1) }
}

extension Session {
  /// Whether somebody is of the organisation that answers complaints: holds the right to there and not from farther above.
  /// Where nobody does, those of the nearest organisation above for whom it is so. Others may look at the round, and learn
  /// that a complaint came and by when it is answered; its words are not theirs.
  package func readsComplaints(
    of answerer: ID<Organisation>, _ actor: Registry.Actor, asOf: AsOf, at moment: Moment
  ) throws -> Bool {
    guard let account = actor.account else { return true }
    let roles = Role.allCases.filter { $0.rights.contains(.manageRounds) }.map(\.rawValue)
    let line = [answerer] + (try superiors(of: answerer, asOf: asOf).map(\.organisation).reversed())
    for place in line {
      let holders = try all(
        """
        SELECT g.account_id FROM right_grant g JOIN account a ON a.id = g.account_id AND a.is_disabled = 0
        WHERE g.organisation_id = \(place) AND g.role IN \(list: roles) AND g.from_moment <= \(moment)
          AND g.to_moment > \(moment)
        """
      ) { try $0.id(0, Account.self) }
      if !holders.isEmpty { return holders.contains(account) }
    }
    return false
  }

  package func reviewComplaints(about subject: ID<ReviewSubject>) throws -> [ReviewComplaint] {
    try all(
      """
      SELECT \(ReviewComplaint.columnList) FROM review_complaint k
      WHERE k.subject_id = \(subject) AND k.withdrawn_by = \(Schema.stillBelieved) ORDER BY k.received_on, k.id
      """
    ) { try ReviewComplaint.read($0) }
  }

  /// What an organisation has to answer in a round, the most urgent first; then what it has answered.
  package func reviewComplaints(answeredBy organisation: ID<Organisation>, in round: ID<Round>) throws
    -> [ReviewComplaint]
  {
    try all(
      """
      SELECT \(ReviewComplaint.columnList) FROM review_complaint k JOIN review_subject u ON u.id = k.subject_id
      WHERE k.round_id = \(round) AND coalesce(k.answerer_id, u.base_id) = \(organisation)
        AND k.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { try ReviewComplaint.read($0) }.sorted {
      ($0.state == .received ? 0 : 1, $0.dueBefore ?? .endOfTime, $0.id) < (
        $1.state == .received ? 0 : 1, $1.dueBefore ?? .endOfTime, $1.id
      )
    }
  }

  /// How many complaints an organisation has not answered yet in a round, and how many of them are overdue.
  package func openComplaints(answeredBy organisation: ID<Organisation>, in round: ID<Round>, today: Day)
    throws -> (open: Int, overdue: Int)
  {
    let mine = try reviewComplaints(answeredBy: organisation, in: round).filter { $0.state == .received }
    return (mine.count, mine.count { $0.isOverdue(today) })
  }

  func hasOpenComplaint(_ subject: ID<ReviewSubject>) throws -> Bool {
    try exists(
      """
      SELECT 1 FROM review_complaint WHERE subject_id = \(subject) AND state = 'received'
        AND withdrawn_by = \(Schema.stillBelieved)
      """)
  }
}
