import Storage

extension Schema {
  /// Migration 8: meetings of a round, ballots and how they were counted; opinions asked for and given; complaints; which
  /// account is a member's own.
  ///
  /// `ballot_voter` and `sealed_ballot` are no part of the history and have neither time nor order nor anything in common
  /// but the ballot: who has voted stands in the one, how it was voted in the other. How a vote lies there before the ballot
  /// is closed: migration 14.
  static let ballots = Migration(
    8, "ballots",
    common: """
      CREATE TABLE review_meeting (
        id {int} PRIMARY KEY, round_id {int} NOT NULL REFERENCES review_round (id),
        organisation_id {int} NOT NULL REFERENCES organisation (id), held_on {int} NOT NULL, recorded_by {int} NOT NULL
      ) {strict};
      CREATE INDEX review_meeting_organisation ON review_meeting (organisation_id, round_id);
      CREATE TABLE review_attendance (
        id {int} PRIMARY KEY, meeting_id {int} NOT NULL REFERENCES review_meeting (id),
        member_id {int} NOT NULL REFERENCES member (id), standing TEXT NOT NULL, presence TEXT NOT NULL,
        is_away {int} NOT NULL, is_exempt {int} NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX review_attendance_once ON review_attendance (meeting_id, member_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX review_attendance_member ON review_attendance (member_id);
      CREATE TABLE ballot (
        id {int} PRIMARY KEY, meeting_id {int} NOT NULL REFERENCES review_meeting (id),
        organisation_id {int} NOT NULL REFERENCES organisation (id), mode TEXT NOT NULL, is_secret {int} NOT NULL,
        majority TEXT NOT NULL, base {int} NOT NULL, needed {int} NOT NULL, eligible {int} NOT NULL,
        follows_id {int} REFERENCES ballot (id), recorded_by {int} NOT NULL
      ) {strict};
      CREATE INDEX ballot_meeting ON ballot (meeting_id);
      CREATE TABLE ballot_line (
        id {int} PRIMARY KEY, ballot_id {int} NOT NULL REFERENCES ballot (id), position {int} NOT NULL,
        subject_id {int} NOT NULL REFERENCES review_subject (id), member_id {int} REFERENCES member (id),
        grades TEXT NOT NULL, recorded_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX ballot_line_position ON ballot_line (ballot_id, position);
      CREATE TABLE ballot_state (
        id {int} PRIMARY KEY, ballot_id {int} NOT NULL REFERENCES ballot (id), state TEXT NOT NULL,
        reason TEXT NOT NULL, digest TEXT NOT NULL, entered_by TEXT NOT NULL, recorded_by {int} NOT NULL,
        withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX ballot_state_once ON ballot_state (ballot_id) WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE ballot_count (
        id {int} PRIMARY KEY, ballot_id {int} NOT NULL REFERENCES ballot (id), entry {int} NOT NULL,
        printed {int} NOT NULL, issued {int} NOT NULL, returned {int} NOT NULL, valid {int} NOT NULL,
        invalid {int} NOT NULL, entered_by TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX ballot_count_once ON ballot_count (ballot_id, entry)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE ballot_tally (
        id {int} PRIMARY KEY, ballot_id {int} NOT NULL REFERENCES ballot (id),
        line_id {int} NOT NULL REFERENCES ballot_line (id), entry {int} NOT NULL, grade TEXT NOT NULL,
        votes {int} NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX ballot_tally_once ON ballot_tally (ballot_id, entry, line_id, grade)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE review_opinion (
        id {int} PRIMARY KEY, request_id {int} NOT NULL, round_id {int} NOT NULL REFERENCES review_round (id),
        subject_id {int} NOT NULL REFERENCES review_subject (id), member_id {int} REFERENCES member (id),
        kind TEXT NOT NULL, asked_id {int} REFERENCES organisation (id), asked_name TEXT NOT NULL,
        state TEXT NOT NULL, asked_on {int} NOT NULL, due_before {int}, happened_on {int} NOT NULL,
        author TEXT NOT NULL, content TEXT NOT NULL, reply TEXT NOT NULL, recorded_by {int} NOT NULL,
        withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX review_opinion_once ON review_opinion (request_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX review_opinion_subject ON review_opinion (subject_id);
      CREATE INDEX review_opinion_member ON review_opinion (member_id);
      CREATE INDEX review_opinion_asked ON review_opinion (asked_id, state)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE review_complaint (
        id {int} PRIMARY KEY, round_id {int} NOT NULL REFERENCES review_round (id),
        subject_id {int} NOT NULL REFERENCES review_subject (id), member_id {int} REFERENCES member (id),
        organisation_id {int} NOT NULL REFERENCES organisation (id), state TEXT NOT NULL, received_on {int} NOT NULL,
        verified_on {int}, finding TEXT NOT NULL, decision_id {int} REFERENCES decision (id),
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX review_complaint_subject ON review_complaint (subject_id);
      CREATE INDEX review_complaint_member ON review_complaint (member_id);
      CREATE TABLE account_member (
        id {int} PRIMARY KEY, account_id {int} NOT NULL REFERENCES account (id),
        member_id {int} NOT NULL REFERENCES member (id), recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX account_member_account ON account_member (account_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE UNIQUE INDEX account_member_member ON account_member (member_id)
        WHERE withdrawn_by = 9223372036854775807;
      """,
    sqlite: """
      CREATE TABLE ballot_voter (
        ballot_id INTEGER NOT NULL REFERENCES ballot (id), member_id INTEGER NOT NULL REFERENCES member (id),
        retry_hash TEXT NOT NULL, PRIMARY KEY (ballot_id, member_id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE sealed_ballot (
        ballot_id INTEGER NOT NULL REFERENCES ballot (id), nonce BLOB NOT NULL, content TEXT NOT NULL,
        PRIMARY KEY (ballot_id, nonce)
      ) STRICT, WITHOUT ROWID;
      """ + ballotFrozen.map(Guards.sqliteFrozen).joined()
        + ballotFacts.map { Guards.sqliteFact($0, tellsOfMembers: false) }.joined()
        + ballotMemberFacts.map { Guards.sqliteFact($0, tellsOfMembers: true) }.joined(),
    postgres: """
      CREATE TABLE ballot_voter (
        ballot_id BIGINT NOT NULL REFERENCES ballot (id), member_id BIGINT NOT NULL REFERENCES member (id),
        retry_hash TEXT NOT NULL, PRIMARY KEY (ballot_id, member_id)
      );
      CREATE TABLE sealed_ballot (
        ballot_id BIGINT NOT NULL REFERENCES ballot (id), nonce BYTEA NOT NULL, content TEXT NOT NULL,
        PRIMARY KEY (ballot_id, nonce)
      );
      """ + ballotFrozen.map(Guards.postgresFrozen).joined()
        + ballotFacts.map { Guards.postgresFact($0, tellsOfMembers: false) }.joined()
        + ballotMemberFacts.map { Guards.postgresFact($0, tellsOfMembers: true) }.joined()
  )

  private static let ballotFrozen = ["review_meeting", "ballot", "ballot_line"]
  private static let ballotFacts = ["ballot_state", "ballot_count", "ballot_tally", "account_member"]
  private static let ballotMemberFacts = ["review_attendance", "review_opinion", "review_complaint"]
}
