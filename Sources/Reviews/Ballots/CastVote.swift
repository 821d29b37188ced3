import Basics
import Meetings
import Registry
import Schema
import Storage

/// Casting a secret electronic ballot.
///
/// It is no act of the journal: the history knows that a ballot was opened and closed, and what its sealed votes hash to,
/// never who voted when. The vote is written beside who cast it, locked with the keys of two persons (``BallotKey``) that are
/// kept nowhere; only closing, with both, tells the votes, all at once and shuffled, and takes them away from the names.
extension System {
  /// - Parameter retryKey: made by whoever asks, the same when they ask again after a lost answer.
  /// - Returns: whether this call cast the ballot; false when the same key had cast the same marks before.
  @discardableResult
  package func cast(
    _ marks: [ID<BallotLine>: String], in ballot: ID<Ballot>, rules: BallotRules, retryKey: String,
    by actor: Registry.Actor
  ) async throws -> Bool {
    try await note { session, _ in
      try session.cast(marks, in: ballot, rules: rules, retryKey: retryKey, by: actor)
    }
  }
}

extension Session {
  fileprivate func cast(
    _ marks: [ID<BallotLine>: String], in id: ID<Ballot>, rules: BallotRules, retryKey: String,
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
    let state = try ballotState(of: id)
    let lines = try ballotLines(of: id)
    // Made of the key and the marks together: the same key with other marks is no second try of the same vote. Nobody can
    // find the marks from it without the key, which only the voter's own page holds; closing blanks it all the same.
    let retryHash = Fingerprint.sha256("\(id)\n\(retryKey)\n\(try Self.written(marks, lines))")
    if let known = try first(
      "SELECT retry_hash FROM ballot_voter WHERE ballot_id = \(id) AND member_id = \(voter)",
      { try $0.text(0) })
    {
      guard state?.state == .open else { throw BallotRefusal.countedAlready }
      guard known == retryHash else { throw BallotRefusal.alreadyVoted }
      return false
    }
    guard state?.state == .open else { throw BallotRefusal.wrongState(state?.state.title ?? "") }
    let locks = try ballotKeys(of: id).map(\.lock)
    guard locks.count == BallotKey.persons else { throw BallotRefusal.noKeys }
    let vote = try Sealing.seal(
      Self.padded(try Self.written(marks, lines), lines), for: locks, about: Self.place(id, voter))
    try run(
      """
      INSERT INTO ballot_voter (ballot_id, member_id, retry_hash, vote) VALUES (\(id), \(voter), \(retryHash), \(vote))
      """)
    return true
  }

  /// What a locked vote belongs to: it cannot be carried over to another voter or another ballot.
  private static func place(_ ballot: ID<Ballot>, _ voter: ID<Member>) -> String { "\(ballot)\n\(voter)" }

  /// All votes of a ballot are of one length: a longer word for a grade would tell through the lock.
  private static func padded(_ text: String, _ lines: [BallotLine]) -> String {
    let most = lines.reduce(0) { sum, line in
      sum + "\(line.position) \n".utf8.count + max(1, line.grades.map(\.utf8.count).max() ?? 0)
    }
    return text + String(repeating: " ", count: max(0, most - text.utf8.count))
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

  /// The votes as they lie locked beside their voters, opened with both parts.
  fileprivate func openVotes(of ballot: ID<Ballot>, parts: [String]) throws -> [String] {
    let keys = try ballotKeys(of: ballot)
    guard keys.count == BallotKey.persons else { throw BallotRefusal.noKeys }
    let offered = try parts.map { (words: $0, lock: try Sealing.lock(of: $0)) }
    let ordered = keys.compactMap { key in offered.first { $0.lock == key.lock }?.words }
    guard ordered.count == keys.count else {
      throw BallotRefusal.wrongParts(right: ordered.count, of: keys.count)
    }
    return try all(
      "SELECT member_id, vote FROM ballot_voter WHERE ballot_id = \(ballot) ORDER BY member_id",
      { (voter: try $0.id(0, Member.self), vote: try $0.blob(1)) }
    ).map { one in
      guard let text = Sealing.open(one.vote, with: ordered, about: Self.place(ballot, one.voter)) else {
        throw BallotRefusal.voteBroken
      }
      return text.split(separator: "\n").filter { $0.contains { $0 != " " } }.map { $0 + "\n" }.joined()
    }
  }

  /// Puts the opened votes down in an order of chance and leaves of the voters who they are.
  fileprivate func separateVotes(_ contents: [String], of ballot: ID<Ballot>, nonces: [[UInt8]]) throws {
    let voters = try all(
      "SELECT member_id FROM ballot_voter WHERE ballot_id = \(ballot) ORDER BY member_id"
    ) { try $0.id(0, Member.self) }
    try destroyVotes(of: ballot)
    for voter in voters {
      try run("INSERT INTO ballot_voter (ballot_id, member_id, retry_hash) VALUES (\(ballot), \(voter), '')")
    }
    let shuffled = zip(nonces, contents).sorted { $0.0.lexicographicallyPrecedes($1.0) }
    for (nonce, content) in shuffled {
      try run(
        "INSERT INTO sealed_ballot (ballot_id, nonce, content) VALUES (\(ballot), \(nonce), \(content))")
    }
  }

  fileprivate func sealedBallots(of ballot: ID<Ballot>) throws -> [(nonce: [UInt8], content: String)] {
    try all("SELECT nonce, content FROM sealed_ballot WHERE ballot_id = \(ballot) ORDER BY nonce") {
      (try $0.blob(0), try $0.text(1))
    }
  }

  func destroyVotes(of ballot: ID<Ballot>) throws {
    if dialect == .sqlite {
      // What is taken away is also overwritten in the file.
      try query("PRAGMA secure_delete = ON") { _ in }
    }
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

/// Closes an electronic ballot with the parts of both key persons: what is under way is counted, what comes later is
/// refused; the votes are opened, separated from their voters and counted, and what they hash to goes into the history.
package struct CloseBallot: Act {
  package static let name = "ballot.close"
  package var ballot: ID<Ballot>
  /// In any order.
  package var parts: [String]
  package var rules: BallotRules
  package init(_ ballot: ID<Ballot>, parts: [String], rules: BallotRules) {
    (self.ballot, self.parts, self.rules) = (ballot, parts, rules)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let ballot = try register.takeBallot(ballot, right: .recordReviews, by: actor)
    guard ballot.mode == .electronic else { throw BallotRefusal.notElectronic }
    let state = try register.session.ballotState(of: ballot.id)
    guard state?.state == .open else { throw BallotRefusal.wrongState(state?.state.title ?? "") }
    let cast = try register.session.turnout(of: ballot).voted
    guard cast >= rules.electronicLeastCast else {
      throw BallotRefusal.tooFewCast(cast: cast, minimum: rules.electronicLeastCast)
    }
    let contents = try register.session.openVotes(of: ballot.id, parts: parts)
    try register.session.separateVotes(
      contents, of: ballot.id, nonces: contents.map { _ in register.secret(bytes: 16) })
    let (count, digest) = try register.session.recount(ballot)
    let lines = try register.session.ballotLines(of: ballot.id)
    try register.write(count, of: ballot.id, entry: 0, lines: lines, by: "")
    try register.move(ballot.id, to: .counted, digest: digest, by: actor)
    register.note("ballot", ballot.id)
    register.note("digest", .string(digest))
  }
}
