import Storage

extension Schema {
  /// Migration 16: matters people have raised where they live, and what became of them. Nothing here names a citizen, and
  /// nothing says which member brought the matter. The words go when their time is over; `concern_erasure` tells so.
  static let concerns = Migration(
    16, "concerns",
    common: """
      CREATE TABLE concern_erasure (concern_id {int} PRIMARY KEY, recorded_by {int} NOT NULL) {strict};
      CREATE TABLE concern (
        id {int} PRIMARY KEY, concern_id {int} NOT NULL, organisation_id {int} NOT NULL REFERENCES organisation (id),
        heard_on {int} NOT NULL, topic TEXT NOT NULL, hamlet TEXT NOT NULL, matter TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX concern_concern ON concern (concern_id);
      CREATE INDEX concern_organisation ON concern (organisation_id, heard_on);
      CREATE TABLE concern_step (
        id {int} PRIMARY KEY, concern_id {int} NOT NULL, kind TEXT NOT NULL, taken_on {int} NOT NULL,
        body_id {int} REFERENCES organisation (id), body TEXT NOT NULL, words TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX concern_step_concern ON concern_step (concern_id);
      CREATE INDEX concern_step_body ON concern_step (body_id);
      """,
    sqlite: Guards.sqliteFrozen("concern_erasure")
      + ["concern", "concern_step"].map { Guards.sqliteFact($0, erasedBy: "concern_erasure", "concern_id") }
      .joined(),
    postgres: Guards.postgresErasableFact + Guards.postgresFrozen("concern_erasure")
      + ["concern", "concern_step"].map { Guards.postgresFact($0, erasedBy: "concern_erasure", "concern_id") }
      .joined())
}
