import Storage

extension Schema {
  /// Migration 6: what the competent level fixes where a guidance leaves it open; who has opened a name behind a what-if, and
  /// for what purpose.
  static let whatIf = Migration(
    6, "local decisions and opened names",
    common: """
      CREATE TABLE local_decision (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id), pack TEXT NOT NULL,
        path TEXT NOT NULL, value TEXT NOT NULL, effective_from {int} NOT NULL, effective_to {int} NOT NULL,
        decision_id {int} NOT NULL REFERENCES decision (id), recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL,
        CHECK (effective_from < effective_to)
      ) {strict};
      CREATE INDEX local_decision_organisation ON local_decision (organisation_id);
      CREATE TABLE name_opening (
        id {int} PRIMARY KEY, member_id {int}, organisation_id {int}, account_id {int}, reader TEXT NOT NULL,
        opened_at {int} NOT NULL, guidance TEXT NOT NULL, year {int} NOT NULL, purpose TEXT NOT NULL
      ) {strict};
      CREATE INDEX name_opening_member ON name_opening (member_id);
      CREATE INDEX name_opening_organisation ON name_opening (organisation_id);
      """,
    sqlite: """
      CREATE TRIGGER local_decision_kept BEFORE DELETE ON local_decision
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER local_decision_fact BEFORE UPDATE ON local_decision
      WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER name_opening_frozen_update BEFORE UPDATE ON name_opening
      WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id)
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER name_opening_frozen_delete BEFORE DELETE ON name_opening
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      """,
    postgres: """
      CREATE TRIGGER local_decision_fact BEFORE UPDATE OR DELETE ON local_decision
        FOR EACH ROW EXECUTE FUNCTION chibo_fact();
      CREATE TRIGGER name_opening_frozen BEFORE UPDATE OR DELETE ON name_opening
        FOR EACH ROW EXECUTE FUNCTION chibo_erasable();
      """)
}
