import Storage

extension Schema {
  /// Migration 13: drafts of working regulations: their articles one by one, how far they have come, whom they were sent to,
  /// what was said to them. An article that is changed is withdrawn and added anew, so that every version stays.
  static let regulationDrafts = Migration(
    13, "regulation drafts",
    common: """
      CREATE TABLE regulation_draft (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id), frame TEXT NOT NULL,
        base_id {int}, recorded_by {int} NOT NULL
      ) {strict};
      CREATE INDEX regulation_draft_organisation ON regulation_draft (organisation_id);
      CREATE TABLE regulation_draft_piece (
        id {int} PRIMARY KEY, piece_id {int} NOT NULL, draft_id {int} NOT NULL REFERENCES regulation_draft (id),
        mark {int} NOT NULL, position {int} NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
        origin TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX regulation_draft_piece_once ON regulation_draft_piece (piece_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX regulation_draft_piece_draft ON regulation_draft_piece (draft_id, recorded_by);
      CREATE TABLE regulation_draft_step (
        id {int} PRIMARY KEY, draft_id {int} NOT NULL REFERENCES regulation_draft (id), state TEXT NOT NULL,
        happened_on {int} NOT NULL, votes_for {int}, votes_base {int}, regulation_id {int}, text TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX regulation_draft_step_once ON regulation_draft_step (draft_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE regulation_draft_request (
        id {int} PRIMARY KEY, draft_id {int} NOT NULL REFERENCES regulation_draft (id),
        asked_id {int} REFERENCES organisation (id), account_id {int} REFERENCES account (id), asked_on {int} NOT NULL,
        due_before {int}, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX regulation_draft_request_draft ON regulation_draft_request (draft_id);
      CREATE INDEX regulation_draft_request_asked ON regulation_draft_request (asked_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX regulation_draft_request_account ON regulation_draft_request (account_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE regulation_draft_comment (
        id {int} PRIMARY KEY, comment_id {int} NOT NULL, draft_id {int} NOT NULL REFERENCES regulation_draft (id),
        piece_id {int}, asked_id {int} REFERENCES organisation (id), author TEXT NOT NULL, said_on {int} NOT NULL,
        standing TEXT NOT NULL, text TEXT NOT NULL, reply TEXT NOT NULL, recorded_by {int} NOT NULL,
        withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX regulation_draft_comment_once ON regulation_draft_comment (comment_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX regulation_draft_comment_draft ON regulation_draft_comment (draft_id);
      """,
    sqlite: Guards.sqliteFrozen("regulation_draft")
      + draftFacts.map { Guards.sqliteFact($0, tellsOfMembers: false) }.joined(),
    postgres: Guards.postgresFrozen("regulation_draft")
      + draftFacts.map { Guards.postgresFact($0, tellsOfMembers: false) }.joined())

  private static let draftFacts = [
    "regulation_draft_piece", "regulation_draft_step", "regulation_draft_request", "regulation_draft_comment",
  ]
}
