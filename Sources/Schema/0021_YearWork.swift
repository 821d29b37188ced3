import Storage

extension Schema {
  /// Migration 21: a year of a cell: its programme of inspection and supervision, what members pledged in writing, how it scored
  /// its own meetings.
  static let yearWork = Migration(
    21, "year work",
    common: """
      CREATE TABLE inspection_programme (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id), year {int} NOT NULL,
        document TEXT NOT NULL, adopted_on {int} NOT NULL, meeting_id {int},
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX inspection_programme_once ON inspection_programme (organisation_id, year)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE inspection (
        id {int} PRIMARY KEY, inspection_id {int} NOT NULL, organisation_id {int} NOT NULL REFERENCES organisation (id),
        year {int} NOT NULL, kind TEXT NOT NULL, member_id {int} REFERENCES member (id), target TEXT NOT NULL,
        content TEXT NOT NULL, conductor TEXT NOT NULL, starts_on {int}, due_on {int} NOT NULL, state TEXT NOT NULL,
        done_on {int}, outcome TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX inspection_once ON inspection (inspection_id) WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX inspection_year ON inspection (organisation_id, year);
      CREATE INDEX inspection_member ON inspection (member_id);
      CREATE TABLE commitment (
        id {int} PRIMARY KEY, member_id {int} NOT NULL REFERENCES member (id),
        organisation_id {int} NOT NULL REFERENCES organisation (id), year {int} NOT NULL, content TEXT NOT NULL,
        handed_on {int} NOT NULL, is_own {int} NOT NULL, confirmed_on {int}, reason TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX commitment_once ON commitment (member_id, year) WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX commitment_organisation ON commitment (organisation_id, year);
      CREATE TABLE meeting_score (
        id {int} PRIMARY KEY, meeting_id {int} NOT NULL, scale TEXT NOT NULL, points TEXT NOT NULL,
        total {int} NOT NULL, band TEXT NOT NULL, scored_on {int} NOT NULL, note TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX meeting_score_once ON meeting_score (meeting_id) WHERE withdrawn_by = 9223372036854775807;
      """,
    sqlite: ["inspection_programme", "meeting_score"].map { Guards.sqliteFact($0, tellsOfMembers: false) }
      .joined() + ["inspection", "commitment"].map { Guards.sqliteFact($0, tellsOfMembers: true) }.joined(),
    postgres: ["inspection_programme", "meeting_score"].map { Guards.postgresFact($0, tellsOfMembers: false) }
      .joined() + ["inspection", "commitment"].map { Guards.postgresFact($0, tellsOfMembers: true) }.joined())
}
