import Basics
import Registry
import Storage

/// A secret ballot with its options, its tellers, and how far it is counted.
package struct MeetingBallotStory: Sendable, Hashable {
  package var ballot: MeetingBallot
  package var options: [MeetingBallotOption]
  package var tellers: [ID<Member>]
  /// How many have entered what they counted: what they entered is told only when two agree.
  package var entries: Int
  /// How many of them were typed by somebody who is no teller, from the paper the tellers signed.
  package var fromPaper: Int
  package var result: MeetingBallotResult?

  /// How the numbers came into the book.
  package var entrySentence: String {
    switch fromPaper {
    case 0: "Số phiếu do hai người kiểm phiếu ghi vào sổ riêng, khớp nhau."
    case 1:
      "Số phiếu do hai người ghi vào sổ riêng, khớp nhau; một lần do người ngoài tổ kiểm phiếu nhập theo biên bản kiểm phiếu."
    default:
      "Số phiếu do hai người ngoài tổ kiểm phiếu nhập riêng theo biên bản kiểm phiếu, khớp nhau."
    }
  }
}

extension Session {
  package func meetingBallot(_ id: ID<MeetingBallot>, known: Int = AsOf.everything) throws
    -> MeetingBallotStory?
  {
    try ballotStories("b.ballot_id = \(id)", known).first
  }

  package func meetingBallots(of meeting: ID<Meeting>, known: Int = AsOf.everything) throws
    -> [MeetingBallotStory]
  {
    try ballotStories("b.meeting_id = \(meeting)", known)
  }

  private func ballotStories(_ condition: SQL, _ known: Int) throws -> [MeetingBallotStory] {
    let ballots = try all(
      """
      SELECT \(MeetingBallot.list) FROM meeting_ballot b WHERE \(condition) AND \(Self.believed("b", known))
      ORDER BY b.ballot_id
      """
    ) { try MeetingBallot.read($0) }
    return try ballots.map { ballot in
      let counts = try meetingBallotCounts(of: ballot.ballot, known: known)
      let result =
        ballot.state.hasResult
        ? counts.first { $0.row.entry == 2 }.map { MeetingBallotResult($0.count, of: ballot) } : nil
      let tellers = try meetingBallotTellers(of: ballot.ballot, known: known)
      return MeetingBallotStory(
        ballot: ballot, options: try meetingBallotOptions(of: ballot.ballot, known: known),
        tellers: tellers, entries: counts.count,
        fromPaper: try entriesFromPaper(of: ballot.ballot, tellers: Set(tellers), known: known),
        result: result)
    }
  }

  /// Whose own an account was when it entered its count decides, not whose it is today.
  private func entriesFromPaper(of ballot: ID<MeetingBallot>, tellers: Set<ID<Member>>, known: Int) throws
    -> Int
  {
    let entries = try all(
      """
      SELECT c.entered_by, c.recorded_by FROM meeting_ballot_count c
      WHERE c.ballot_id = \(ballot) AND \(Self.believed("c", known))
      """
    ) { (try $0.text(0), try $0.int(1)) }
    return try entries.count { person, entry in
      guard let account = ID<Account>(text: person) else { return true }
      let owner: ID<Member>? = try first(
        """
        SELECT l.member_id FROM account_member l
        WHERE l.account_id = \(account) AND \(Self.believed("l", entry))
        """
      ) { try $0.id(0) }
      return owner.map { !tellers.contains($0) } ?? true
    }
  }

  private func meetingBallotOptions(of ballot: ID<MeetingBallot>, known: Int) throws -> [MeetingBallotOption]
  {
    try all(
      """
      SELECT o.id, o.ballot_id, o.position, o.member_id, o.label FROM meeting_ballot_option o
      WHERE o.ballot_id = \(ballot) AND \(Self.believed("o", known)) ORDER BY o.position
      """
    ) {
      MeetingBallotOption(
        id: Int64(try $0.int(0)), ballot: try $0.id(1), position: try $0.int(2), member: try $0.ifID(3),
        label: try $0.text(4))
    }
  }

  private func meetingBallotTellers(of ballot: ID<MeetingBallot>, known: Int) throws -> [ID<Member>] {
    try all(
      """
      SELECT l.member_id FROM meeting_ballot_teller l WHERE l.ballot_id = \(ballot) AND \(Self.believed("l", known))
      ORDER BY l.member_id
      """
    ) { try $0.id(0) }
  }

  /// What was entered, by entry: for acts and for whoever entered it, nobody else before both agree.
  func meetingBallotCounts(of ballot: ID<MeetingBallot>, known: Int = AsOf.everything) throws -> [(
    row: MeetingBallotCountRow, count: MeetingBallotCount
  )] {
    let tallies = try meetingBallotTallies(of: ballot, known: known)
    return try all(
      """
      SELECT c.id, c.ballot_id, c.entry, c.printed, c.issued, c.returned, c.valid, c.invalid, c.entered_by
      FROM meeting_ballot_count c WHERE c.ballot_id = \(ballot) AND \(Self.believed("c", known)) ORDER BY c.entry
      """
    ) { row in
      let (printed, issued, returned) = (try row.int(3), try row.int(4), try row.int(5))
      let papers = PaperCount(
        printed: printed, unused: printed - issued, issued: issued, returned: returned,
        missing: issued - returned, valid: try row.int(6), invalid: try row.int(7))
      let found = MeetingBallotCountRow(
        id: Int64(try row.int(0)), ballot: try row.id(1), entry: try row.int(2), papers: papers,
        enteredBy: try row.text(8))
      let votes = tallies.filter { $0.entry == found.entry }.sorted { $0.position < $1.position }
      return (found, MeetingBallotCount(papers: papers, votes: votes.map(\.votes)))
    }
  }

  func meetingBallotTallies(of ballot: ID<MeetingBallot>, known: Int = AsOf.everything) throws
    -> [MeetingBallotTallyRow]
  {
    try all(
      """
      SELECT t.id, t.ballot_id, t.entry, t.position, t.votes FROM meeting_ballot_tally t
      WHERE t.ballot_id = \(ballot) AND \(Self.believed("t", known)) ORDER BY t.entry, t.position
      """
    ) {
      MeetingBallotTallyRow(
        id: Int64(try $0.int(0)), ballot: try $0.id(1), entry: try $0.int(2), position: try $0.int(3),
        votes: try $0.int(4))
    }
  }

  /// What somebody has entered themselves, to be mended; nobody sees another's numbers.
  package func ownCount(of ballot: ID<MeetingBallot>, by actor: Registry.Actor) throws -> MeetingBallotCount?
  {
    try meetingBallotCounts(of: ballot).first { $0.row.enteredBy == actor.person }?.count
  }

  /// Whether somebody may enter a count: a teller by their own account, or whoever records the meetings.
  package func mayCount(
    _ story: MeetingBallotStory, of organisation: ID<Organisation>, _ actor: Registry.Actor, at now: Moment
  ) throws -> Bool {
    if let own = try ownMember(of: actor), story.tellers.contains(own) { return true }
    return try rights(of: actor, on: organisation, at: now).contains(.recordMeetings)
  }
}

extension Session {
  /// Open ballots a member counts.
  package func ballotsToCount(by member: ID<Member>) throws -> [MeetingBallotStory] {
    try ballotStories(
      """
      b.state = 'open' AND b.ballot_id IN (SELECT l.ballot_id FROM meeting_ballot_teller l
        WHERE l.member_id = \(member) AND \(Self.believed("l", AsOf.everything)))
      """, AsOf.everything)
  }
}
