import Storage

extension Schema {
  /// Migration 18: membership fees. What somebody owes by class and base (no reasons), what was paid for which month, what went up.
  static let fees = Migration(
    18, "fees",
    common: """
      CREATE TABLE fee_standing (
        id {int} PRIMARY KEY, member_id {int} NOT NULL REFERENCES member (id), fee_class TEXT NOT NULL,
        base_amount {int} NOT NULL, region {int} NOT NULL, reduction {int} NOT NULL,
        effective_from {int} NOT NULL, effective_to {int} NOT NULL, recorded_by {int} NOT NULL,
        withdrawn_by {int} NOT NULL, CHECK (effective_from < effective_to)
      ) {strict};
      CREATE INDEX fee_standing_member ON fee_standing (member_id);
      CREATE TABLE fee_receipt (
        id {int} PRIMARY KEY, member_id {int} NOT NULL REFERENCES member (id),
        organisation_id {int} NOT NULL REFERENCES organisation (id), month {int} NOT NULL, amount {int} NOT NULL,
        received_on {int} NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX fee_receipt_once ON fee_receipt (member_id, month) WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX fee_receipt_organisation ON fee_receipt (organisation_id, month);
      CREATE TABLE fee_share (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id), percent {int} NOT NULL,
        effective_from {int} NOT NULL, effective_to {int} NOT NULL, decision_id {int} REFERENCES decision (id),
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL, CHECK (effective_from < effective_to)
      ) {strict};
      CREATE INDEX fee_share_organisation ON fee_share (organisation_id);
      CREATE TABLE fee_remittance (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id), amount {int} NOT NULL,
        remitted_on {int} NOT NULL, number TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX fee_remittance_organisation ON fee_remittance (organisation_id, remitted_on);
      """,
    sqlite: ["fee_standing", "fee_receipt"].map { Guards.sqliteFact($0, tellsOfMembers: true) }.joined()
      + ["fee_share", "fee_remittance"].map { Guards.sqliteFact($0, tellsOfMembers: false) }.joined(),
    postgres: ["fee_standing", "fee_receipt"].map { Guards.postgresFact($0, tellsOfMembers: true) }.joined()
      + ["fee_share", "fee_remittance"].map { Guards.postgresFact($0, tellsOfMembers: false) }.joined())
}
