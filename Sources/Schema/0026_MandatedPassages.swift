import Storage

extension Schema {
  /// Migration 26: passages that a committee lays down for the regulations of the organisations below it. A passage that was
  /// withdrawn stays as such, with the reason.
  static let mandatedPassages = Migration(
    26, "mandated passages",
    common: """
      CREATE TABLE mandated_passage (
        id {int} PRIMARY KEY, passage_id {int} NOT NULL, organisation_id {int} NOT NULL REFERENCES organisation (id),
        text TEXT NOT NULL, audience TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
        effective_from {int} NOT NULL, effective_to {int} NOT NULL,
        decision_id {int} NOT NULL REFERENCES decision (id),
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL, CHECK (effective_from < effective_to)
      ) {strict};
      CREATE UNIQUE INDEX mandated_passage_once ON mandated_passage (passage_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX mandated_passage_organisation ON mandated_passage (organisation_id, effective_from);
      """,
    sqlite: Guards.sqliteFact("mandated_passage", tellsOfMembers: false),
    postgres: Guards.postgresFact("mandated_passage", tellsOfMembers: false))
}
