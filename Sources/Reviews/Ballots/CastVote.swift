import Basics
import Meetings
import Registry
import Schema
import Storage

/// Casting a secret electronic ballot.
///
/// It is no act of the journal: the history knows that a ballot was opened and closed, and what its sealed votes hash to,
/// never who voted when. Two tables are written, one with who has voted, one with how it was voted; neither has a time or
/// an order, they share nothing but the ballot, and both are written anew in the order of their keys (one of them chance)
/// with every vote, so that the place of a row in the file tells nothing either.
extension System {
  /// - Parameter retryKey: made by whoever asks, the same when they ask again after a lost answer.
  /// - Returns: whether this call cast the ballot; false when the same key had cast it before.
  @discardableResult
  package func cast(
    _ marks: [ID<BallotLine>: String], in ballot: ID<Ballot>, rules: BallotRules, retryKey: String,
    by actor: Registry.Actor
  ) async throws -> Bool {
    let nonce = secret(bytes: 16)
    return try await note { session, _ in
      try session.cast(
        marks, in: ballot, rules: rules, retryHash: Fingerprint.sha256(retryKey), nonce, by: actor)
    }
  }
}

extension Session {
  fileprivate func cast(
    _ marks: [ID<BallotLine>: String], in id: ID<Ballot>, rules: BallotRules, retryHash: String,
    _ nonce: [UInt8],
    by actor: Registry.Actor
  ) throws -> Bool {
    guard let ballot = try ballot(id), let meeting = try reviewMeeting(ballot.meeting) else {
      throw RightsRefusal.notFound
    }
    guard let voter = try ownMember(of: actor) else { throw BallotRefusal.onlyOneself }
    guard ballot.mode == .electronic else { throw BallotRefusal.notElectronic }
    try lockBallot(id)
    guard let person = try reviewAttendance(of: meeting.id).first(where: { $0.member == voter }) else {
      throw RightsRefusal.notFound
    }
    guard person.presence == .present, VotingBase.votes(person, rules.base(on: meeting.heldOn)) else {
      throw BallotRefusal.noVote
    }
    var voters = try voters(of: id)
    if let known = voters.first(where: { $0.member == voter }) {
      guard known.retryHash == retryHash else { throw BallotRefusal.alreadyVoted }
      return false
    }
    let state = try ballotState(of: id)
    guard state?.state == .open else { throw BallotRefusal.wrongState(state?.state.title ?? "") }
    let lines = try ballotLines(of: id)
    let content = try Self.written(marks, lines)
    voters.append((voter, retryHash))
    var sealed = try sealedBallots(of: id)
    sealed.append((nonce, content))
    try destroyVotes(of: id)
    voters.sort { $0.member < $1.member }
    sealed.sort { $0.nonce.lexicographicallyPrecedes($1.nonce) }
    var sql: SQL = "INSERT INTO ballot_voter (ballot_id, member_id, retry_hash) VALUES "
    for (n, one) in voters.enumerated() {
      sql +=
        n == 0 ? "(\(id), \(one.member), \(one.retryHash))" : ", (\(id), \(one.member), \(one.retryHash))"
    }
    try run(sql)
    sql = "INSERT INTO sealed_ballot (ballot_id, nonce, content) VALUES "
    for (n, one) in sealed.enumerated() {
      sql += n == 0 ? "(\(id), \(one.nonce), \(one.content))" : ", (\(id), \(one.nonce), \(one.content))"
    }
    try run(sql)
    return true
  }

  /// One vote in the one form there is: `1 HTT` for each line in its order, `1 -` where nothing is marked.
  private static func written(_ marks: [ID<BallotLine>: String], _ lines: [BallotLine]) throws(BallotRefusal)
    -> String
  {
    guard Set(marks.keys).isSubset(of: lines.map(\.id)) else { throw .notAChoice }
    var text = ""
    for line in lines {
      let mark = marks[line.id] ?? ""
      guard mark.isEmpty || line.grades.contains(where: { $0.utf8.elementsEqual(mark.utf8) }) else {
        throw .notAChoice
      }
      text += "\(line.position) \(mark.isEmpty ? "-" : mark)\n"
    }
    return text
  }

  private func voters(of ballot: ID<Ballot>) throws -> [(member: ID<Member>, retryHash: String)] {
    try all("SELECT member_id, retry_hash FROM ballot_voter WHERE ballot_id = \(ballot) ORDER BY member_id") {
      (try $0.id(0), try $0.text(1))
    }
  }

  fileprivate func sealedBallots(of ballot: ID<Ballot>) throws -> [(nonce: [UInt8], content: String)] {
    try all("SELECT nonce, content FROM sealed_ballot WHERE ballot_id = \(ballot) ORDER BY nonce") {
      (try $0.blob(0), try $0.text(1))
    }
  }

  func destroyVotes(of ballot: ID<Ballot>) throws {
    try run("DELETE FROM ballot_voter WHERE ballot_id = \(ballot)")
    try run("DELETE FROM sealed_ballot WHERE ballot_id = \(ballot)")
  }

  /// How many of how many have voted. Nothing else is known before a ballot is closed.
  package func turnout(of ballot: Ballot) throws -> (voted: Int, eligible: Int) {
    (try count("SELECT count(*) FROM ballot_voter WHERE ballot_id = \(ballot.id)"), ballot.eligible)
  }

  /// Who has voted, by name: the order tells nothing of when.
  package func haveVoted(in ballot: Ballot, on day: Day) throws -> [ID<Member>] {
    let asOf = AsOf(day)
    return try all(
      """
      SELECT v.member_id FROM ballot_voter v
      LEFT JOIN member_state s ON s.member_id = v.member_id AND \(asOf.holds("s"))
      WHERE v.ballot_id = \(ballot.id) ORDER BY s.name_order, v.member_id
      """
    ) { try $0.id(0) }
  }

  /// Counts the sealed votes once more, with what they hash to: equal to what was published, or somebody changed them.
  package func recount(_ ballot: Ballot) throws -> (count: BallotCount, digest: String) {
    let contents = try sealedBallots(of: ballot.id).map(\.content)
    let lines = try ballotLines(of: ballot.id)
    let byPosition = Dictionary(lines.map { ($0.position, $0.id) }, uniquingKeysWith: { a, _ in a })
    var votes: [ID<BallotLine>: [String: Int]] = [:]
    var valid = 0
    for content in contents {
      var isMarked = false
      for row in content.split(separator: "\n") {
        let parts = row.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, let position = Int(parts[0]), let line = byPosition[position], parts[1] != "-"
        else {
          continue
        }
        votes[line, default: [:]][parts[1], default: 0] += 1
        isMarked = true
      }
      if isMarked { valid += 1 }
    }
    let count = BallotCount(
      printed: contents.count, unused: 0, issued: contents.count, returned: contents.count, missing: 0,
      valid: valid,
      invalid: contents.count - valid, votes: votes)
    return (count, BallotDigest.of(sealed: contents, ballot: ballot.id))
  }
}

/// Closes an electronic ballot: what is under way is counted, what comes later is refused; the votes are counted and what
/// they hash to goes into the history.
package struct CloseBallot: Act {
  package static let name = "ballot.close"
  package var ballot: ID<Ballot>
  package var rules: BallotRules
  package init(_ ballot: ID<Ballot>, rules: BallotRules) { (self.ballot, self.rules) = (ballot, rules) }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let ballot = try register.takeBallot(ballot, right: .recordReviews, by: actor)
    guard ballot.mode == .electronic else { throw BallotRefusal.notElectronic }
    let state = try register.session.ballotState(of: ballot.id)
    guard state?.state == .open else { throw BallotRefusal.wrongState(state?.state.title ?? "") }
    let (count, digest) = try register.session.recount(ballot)
    guard count.returned >= rules.electronicLeastCast else {
      throw BallotRefusal.tooFewCast(cast: count.returned, minimum: rules.electronicLeastCast)
    }
    let lines = try register.session.ballotLines(of: ballot.id)
    try register.write(count, of: ballot.id, entry: 0, lines: lines, by: "")
    try register.move(ballot.id, to: .counted, digest: digest, by: actor)
    register.note("ballot", ballot.id)
    register.note("digest", .string(digest))
  }
}
