import Storage

extension Schema {
  /// Migration 22: secret ballots on paper at the meetings of a cell: what was asked, whom or what one could choose, who counted,
  /// and what two persons read off the papers. Nobody's vote is here, and nobody's name beside a number of votes.
  static let meetingBallots = Migration(
    22, "meeting ballots",
    common: """
      CREATE TABLE meeting_ballot (
        id {int} PRIMARY KEY, ballot_id {int} NOT NULL, meeting_id {int} NOT NULL, item_id {int} NOT NULL,
        kind TEXT NOT NULL, question TEXT NOT NULL, seats {int} NOT NULL, majority TEXT NOT NULL,
        base {int} NOT NULL, needed {int} NOT NULL, present {int} NOT NULL, quorum {int} NOT NULL,
        state TEXT NOT NULL, reason TEXT NOT NULL, asked_by TEXT NOT NULL, vote_id {int},
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX meeting_ballot_once ON meeting_ballot (ballot_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX meeting_ballot_meeting ON meeting_ballot (meeting_id);
      CREATE TABLE meeting_ballot_option (
        id {int} PRIMARY KEY, ballot_id {int} NOT NULL, position {int} NOT NULL,
        member_id {int} REFERENCES member (id), label TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX meeting_ballot_option_once ON meeting_ballot_option (ballot_id, position)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX meeting_ballot_option_member ON meeting_ballot_option (member_id);
      CREATE TABLE meeting_ballot_teller (
        id {int} PRIMARY KEY, ballot_id {int} NOT NULL, member_id {int} NOT NULL REFERENCES member (id),
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX meeting_ballot_teller_ballot ON meeting_ballot_teller (ballot_id);
      CREATE INDEX meeting_ballot_teller_member ON meeting_ballot_teller (member_id);
      CREATE TABLE meeting_ballot_count (
        id {int} PRIMARY KEY, ballot_id {int} NOT NULL, entry {int} NOT NULL, printed {int} NOT NULL,
        issued {int} NOT NULL, returned {int} NOT NULL, valid {int} NOT NULL, invalid {int} NOT NULL,
        entered_by TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX meeting_ballot_count_once ON meeting_ballot_count (ballot_id, entry)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE meeting_ballot_tally (
        id {int} PRIMARY KEY, ballot_id {int} NOT NULL, entry {int} NOT NULL, position {int} NOT NULL,
        votes {int} NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX meeting_ballot_tally_once ON meeting_ballot_tally (ballot_id, entry, position)
        WHERE withdrawn_by = 9223372036854775807;
      """,
    sqlite: meetingBallotFacts.map { Guards.sqliteFact($0, tellsOfMembers: false) }.joined()
      + meetingBallotMemberFacts.map { Guards.sqliteFact($0, tellsOfMembers: true) }.joined(),
    postgres: meetingBallotFacts.map { Guards.postgresFact($0, tellsOfMembers: false) }.joined()
      + meetingBallotMemberFacts.map { Guards.postgresFact($0, tellsOfMembers: true) }.joined())

  private static let meetingBallotFacts = ["meeting_ballot", "meeting_ballot_count", "meeting_ballot_tally"]
  private static let meetingBallotMemberFacts = ["meeting_ballot_option", "meeting_ballot_teller"]
}
