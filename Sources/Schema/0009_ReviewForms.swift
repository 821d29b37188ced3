import Storage

extension Schema {
  /// Migration 9: review forms as they were sent, what a superior has asked to be reviewed, and papers not sent yet.
  ///
  /// `review_form_draft` is no part of the history: nobody but its writer sees it, and it goes when the form is sent.
  static let reviewForms = Migration(
    9, "review forms",
    common: """
      CREATE TABLE review_form (
        id {int} PRIMARY KEY, year {int} NOT NULL, quarter {int} NOT NULL, pack TEXT NOT NULL, form TEXT NOT NULL,
        organisation_id {int} REFERENCES organisation (id), member_id {int} REFERENCES member (id),
        content TEXT NOT NULL, sent_on {int} NOT NULL, is_for_other {int} NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX review_form_member ON review_form (member_id, year, quarter, form)
        WHERE withdrawn_by = 9223372036854775807 AND member_id IS NOT NULL;
      CREATE UNIQUE INDEX review_form_organisation ON review_form (organisation_id, year, quarter, form)
        WHERE withdrawn_by = 9223372036854775807 AND organisation_id IS NOT NULL;
      CREATE TABLE review_prompt (
        id {int} PRIMARY KEY, year {int} NOT NULL, organisation_id {int} REFERENCES organisation (id),
        member_id {int} REFERENCES member (id), by_id {int} NOT NULL REFERENCES organisation (id),
        content TEXT NOT NULL, decision_id {int} REFERENCES decision (id),
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX review_prompt_member ON review_prompt (member_id, year);
      CREATE INDEX review_prompt_organisation ON review_prompt (organisation_id, year);
      CREATE TABLE review_form_draft (
        account_id {int} NOT NULL REFERENCES account (id), subject_id {int} NOT NULL, member_id {int} REFERENCES member (id),
        year {int} NOT NULL, quarter {int} NOT NULL, pack TEXT NOT NULL, form TEXT NOT NULL, content TEXT NOT NULL,
        revision {int} NOT NULL, saved_at {int} NOT NULL,
        PRIMARY KEY (account_id, subject_id, year, quarter, pack, form)
      ) {strict};
      CREATE INDEX review_form_draft_member ON review_form_draft (member_id);
      """,
    sqlite: ["review_form", "review_prompt"].map { Guards.sqliteFact($0, tellsOfMembers: true) }.joined(),
    postgres: ["review_form", "review_prompt"].map { Guards.postgresFact($0, tellsOfMembers: true) }.joined())
}
