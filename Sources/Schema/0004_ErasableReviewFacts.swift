import Storage

extension Schema {
  /// Migration 4: what was recorded about a person's year goes with the person's data.
  static let erasableReviewFacts = Migration(
    4, "erasable review facts",
    common: "",
    sqlite: """
      DROP TRIGGER review_fact_fact;
      CREATE TRIGGER review_fact_fact BEFORE UPDATE ON review_fact
      WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id)
        AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

      DROP TRIGGER grading_derivation_frozen_update;
      CREATE TRIGGER grading_derivation_frozen_update BEFORE UPDATE ON grading_derivation
      WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id)
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      """,
    postgres: """
      CREATE OR REPLACE FUNCTION chibo_fact() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'history cannot be rewritten'; END IF;
        IF OLD.withdrawn_by = 9223372036854775807
          AND to_jsonb(NEW) - 'withdrawn_by' = to_jsonb(OLD) - 'withdrawn_by' THEN RETURN NEW; END IF;
        IF TG_TABLE_NAME IN ('member_state', 'member_number', 'membership_end', 'review_fact')
          AND EXISTS (SELECT 1 FROM erasure WHERE member_id = (to_jsonb(OLD) ->> 'member_id')::bigint)
        THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'history cannot be rewritten';
      END $$;

      CREATE FUNCTION chibo_erasable() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM erasure WHERE member_id = OLD.member_id) THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'history cannot be rewritten';
      END $$;
      DROP TRIGGER grading_derivation_frozen ON grading_derivation;
      CREATE TRIGGER grading_derivation_frozen BEFORE UPDATE OR DELETE ON grading_derivation
        FOR EACH ROW EXECUTE FUNCTION chibo_erasable();
      """)
}
