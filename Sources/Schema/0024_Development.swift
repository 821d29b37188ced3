import Storage

extension Schema {
  /// Migration 24: developing the Party: prospects and what is kept of them while they are considered: who helps and who
  /// introduces, which papers are there, votes and decisions; who has looked at them; whose data were erased.
  ///
  /// A prospect is nobody's member: their data go by a rule of their own, so the tables have their own erasure and guards.
  static let development = Migration(
    24, "development",
    common: """
      CREATE TABLE prospect (id {int} PRIMARY KEY, recorded_by {int} NOT NULL) {strict};
      CREATE TABLE prospect_state (
        id {int} PRIMARY KEY, prospect_id {int} NOT NULL REFERENCES prospect (id),
        organisation_id {int} NOT NULL REFERENCES organisation (id), name TEXT NOT NULL, name_fold TEXT NOT NULL,
        name_order {blob} NOT NULL, sex TEXT NOT NULL, born_on {int}, occupation TEXT NOT NULL, union_kind TEXT NOT NULL,
        listed_on {int} NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX prospect_state_once ON prospect_state (prospect_id) WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX prospect_state_organisation ON prospect_state (organisation_id);
      CREATE TABLE prospect_tie (
        id {int} PRIMARY KEY, prospect_id {int} NOT NULL REFERENCES prospect (id),
        member_id {int} NOT NULL REFERENCES member (id), role TEXT NOT NULL, effective_from {int} NOT NULL,
        effective_to {int} NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL,
        CHECK (effective_from < effective_to)
      ) {strict};
      CREATE INDEX prospect_tie_prospect ON prospect_tie (prospect_id);
      CREATE INDEX prospect_tie_member ON prospect_tie (member_id);
      CREATE TABLE prospect_paper (
        id {int} PRIMARY KEY, prospect_id {int} NOT NULL REFERENCES prospect (id), paper TEXT NOT NULL,
        issued_on {int}, kept_at TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX prospect_paper_once ON prospect_paper (prospect_id, paper)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE prospect_step (
        id {int} PRIMARY KEY, prospect_id {int} NOT NULL REFERENCES prospect (id), kind TEXT NOT NULL,
        happened_on {int} NOT NULL, base {int}, needed {int}, in_favour {int}, against {int}, is_carried {int},
        number TEXT NOT NULL, member_id {int} REFERENCES member (id), decision_id {int} REFERENCES decision (id),
        reason TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX prospect_step_prospect ON prospect_step (prospect_id);
      CREATE INDEX prospect_step_member ON prospect_step (member_id);
      CREATE TABLE prospect_erasure (
        prospect_id {int} PRIMARY KEY REFERENCES prospect (id), recorded_by {int} NOT NULL
      ) {strict};
      CREATE TABLE prospect_reading (
        id {int} PRIMARY KEY, prospect_id {int} NOT NULL, account_id {int}, reader TEXT NOT NULL, read_at {int} NOT NULL,
        surface TEXT NOT NULL
      ) {strict};
      CREATE INDEX prospect_reading_prospect ON prospect_reading (prospect_id, read_at);
      """,
    sqlite: prospectFacts.map { Guards.sqliteFact($0, erasedBy: "prospect_erasure", "prospect_id") }.joined()
      + prospectFrozen.map { Guards.sqliteFrozen($0) }.joined(),
    postgres: prospectFacts.map { Guards.postgresFact($0, erasedBy: "prospect_erasure", "prospect_id") }
      .joined() + prospectFrozen.map { Guards.postgresFrozen($0) }.joined())

  private static let prospectFacts = ["prospect_state", "prospect_tie", "prospect_paper", "prospect_step"]
  private static let prospectFrozen = ["prospect", "prospect_erasure", "prospect_reading"]
}
