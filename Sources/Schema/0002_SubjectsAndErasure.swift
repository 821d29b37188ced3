import Storage

extension Schema {
  /// Migration 2: what others have written about a document that stands in the register already; rows that an erasure
  /// of a person's data may blank.
  static let subjectsAndErasure = Migration(
    2, "subjects and erasure",
    common: """
      CREATE TABLE decision_subject (
        id {int} PRIMARY KEY, decision_id {int} NOT NULL REFERENCES decision (id), subject TEXT NOT NULL,
        recorded_by {int} NOT NULL
      ) {strict};
      CREATE INDEX decision_subject_decision ON decision_subject (decision_id);
      """,
    sqlite: """
      CREATE TRIGGER decision_subject_frozen_update BEFORE UPDATE ON decision_subject
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER decision_subject_frozen_delete BEFORE DELETE ON decision_subject
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

      DROP TRIGGER membership_end_fact;
      CREATE TRIGGER membership_end_fact BEFORE UPDATE ON membership_end
      WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id)
        AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      """,
    postgres: """
      CREATE TRIGGER decision_subject_frozen BEFORE UPDATE OR DELETE ON decision_subject
        FOR EACH ROW EXECUTE FUNCTION chibo_frozen();

      CREATE OR REPLACE FUNCTION chibo_fact() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'history cannot be rewritten'; END IF;
        IF OLD.withdrawn_by = 9223372036854775807
          AND to_jsonb(NEW) - 'withdrawn_by' = to_jsonb(OLD) - 'withdrawn_by' THEN RETURN NEW; END IF;
        IF TG_TABLE_NAME IN ('member_state', 'member_number', 'membership_end')
          AND EXISTS (SELECT 1 FROM erasure WHERE member_id = (to_jsonb(OLD) ->> 'member_id')::bigint)
        THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'history cannot be rewritten';
      END $$;
      """)
}
