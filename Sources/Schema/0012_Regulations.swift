import Storage

extension Schema {
  /// Migration 12: working regulations of organisations by version, what they stand on, and what was said to findings.
  ///
  /// `regulation_file` holds the papers as they were sent. They are too long for the journal's records: the row of the
  /// regulation, which the journal keeps, names the hash of its paper.
  static let regulations = Migration(
    12, "regulations",
    common: """
      CREATE TABLE regulation_file (
        id {int} PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, size {int} NOT NULL, content {blob} NOT NULL,
        frozen_by {int} NOT NULL
      ) {strict};
      CREATE TABLE regulation (
        id {int} PRIMARY KEY, regulation_id {int} NOT NULL, organisation_id {int} NOT NULL REFERENCES organisation (id),
        document_id {int} NOT NULL REFERENCES decision (id), title TEXT NOT NULL, term TEXT NOT NULL, frame TEXT NOT NULL,
        file_id {int} REFERENCES regulation_file (id), file_hash TEXT NOT NULL,
        effective_from {int} NOT NULL, effective_to {int} NOT NULL, decision_id {int} REFERENCES decision (id),
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL, CHECK (effective_from < effective_to)
      ) {strict};
      CREATE INDEX regulation_organisation ON regulation (organisation_id, effective_from);
      CREATE UNIQUE INDEX regulation_once ON regulation (regulation_id) WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE regulation_basis (
        id {int} PRIMARY KEY, regulation_id {int} NOT NULL, position {int} NOT NULL, citation TEXT NOT NULL,
        number TEXT NOT NULL, number_fold TEXT NOT NULL, issued_on {int},
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX regulation_basis_regulation ON regulation_basis (regulation_id, position);
      CREATE INDEX regulation_basis_number ON regulation_basis (number_fold);
      CREATE TABLE regulation_note (
        id {int} PRIMARY KEY, regulation_id {int} NOT NULL, other_id {int}, kind TEXT NOT NULL, about TEXT NOT NULL,
        standing TEXT NOT NULL, text TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX regulation_note_regulation ON regulation_note (regulation_id);
      """,
    sqlite: Guards.sqliteFrozen("regulation_file")
      + facts.map { Guards.sqliteFact($0, tellsOfMembers: false) }.joined(),
    postgres: Guards.postgresFrozen("regulation_file")
      + facts.map { Guards.postgresFact($0, tellsOfMembers: false) }.joined())

  private static let facts = ["regulation", "regulation_basis", "regulation_note"]
}
