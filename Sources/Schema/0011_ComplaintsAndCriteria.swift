import Storage

extension Schema {
  /// Migration 11: of a complaint by which way it came, who answers it by when, what it led to, and what a member wrote
  /// about their own result; the sub-criteria a unit has adopted for a criterion of a form.
  ///
  /// The columns stay empty in complaints that were recorded before.
  static let complaintsAndCriteria = Migration(
    11, "complaints and criteria",
    common: """
      ALTER TABLE review_complaint ADD COLUMN channel TEXT;
      ALTER TABLE review_complaint ADD COLUMN content TEXT;
      ALTER TABLE review_complaint ADD COLUMN answerer_id {int} REFERENCES organisation (id);
      ALTER TABLE review_complaint ADD COLUMN due_before {int};
      ALTER TABLE review_complaint ADD COLUMN outcome TEXT;
      CREATE INDEX review_complaint_answerer ON review_complaint (answerer_id);
      CREATE TABLE review_criteria (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id), pack TEXT NOT NULL,
        form TEXT NOT NULL, field TEXT NOT NULL, content TEXT NOT NULL, effective_from {int} NOT NULL,
        effective_to {int} NOT NULL, decision_id {int} NOT NULL REFERENCES decision (id), recorded_by {int} NOT NULL,
        withdrawn_by {int} NOT NULL,
        CHECK (effective_from < effective_to)
      ) {strict};
      CREATE INDEX review_criteria_organisation ON review_criteria (organisation_id);
      """,
    sqlite: Guards.sqliteFact("review_criteria", tellsOfMembers: false),
    postgres: Guards.postgresFact("review_criteria", tellsOfMembers: false))
}
