import Storage

extension Schema {
  /// Migration 14: the two locks of an electronic ballot, and the vote of each voter as it lies locked until the ballot is
  /// closed.
  ///
  /// While a ballot is open `ballot_voter.vote` holds what only both key parts together open; they are kept nowhere. Closing
  /// opens all votes in one transaction, writes them shuffled into `sealed_ballot` and leaves `ballot_voter` with who has
  /// voted, and nothing else.
  static let ballotKeys = Migration(
    14, "ballot keys",
    common: """
      CREATE TABLE ballot_key (
        id {int} PRIMARY KEY, ballot_id {int} NOT NULL REFERENCES ballot (id), lock TEXT NOT NULL,
        entered_by TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX ballot_key_person ON ballot_key (ballot_id, entered_by)
        WHERE withdrawn_by = 9223372036854775807;
      ALTER TABLE ballot_voter ADD COLUMN vote {blob};
      """,
    sqlite: Guards.sqliteFact("ballot_key", tellsOfMembers: false),
    postgres: Guards.postgresFact("ballot_key", tellsOfMembers: false))
}
