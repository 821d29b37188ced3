import Storage

extension Schema {
  /// Migration 3: the facts a guidance asks for, with the document that proves each; what a grading was derived from, as it
  /// stood when people decided.
  static let reviewFacts = Migration(
    3, "review facts",
    common: """
      CREATE TABLE review_fact (
        id {int} PRIMARY KEY, year {int} NOT NULL, entity TEXT NOT NULL,
        organisation_id {int} REFERENCES organisation (id), member_id {int} REFERENCES member (id),
        fact TEXT NOT NULL, value TEXT NOT NULL, evidence TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX review_fact_organisation ON review_fact (organisation_id, year, entity, fact)
        WHERE withdrawn_by = 9223372036854775807 AND organisation_id IS NOT NULL;
      CREATE UNIQUE INDEX review_fact_member ON review_fact (member_id, year, entity, fact)
        WHERE withdrawn_by = 9223372036854775807 AND member_id IS NOT NULL;
      CREATE TABLE grading_derivation (
        id {int} PRIMARY KEY, grading_id {int} NOT NULL, member_id {int} REFERENCES member (id), pack TEXT NOT NULL, pack_hash TEXT NOT NULL,
        engine TEXT NOT NULL, facts_hash TEXT NOT NULL, outcome TEXT NOT NULL, standing TEXT NOT NULL,
        rule TEXT NOT NULL, explanation TEXT NOT NULL, reason TEXT NOT NULL, recorded_by {int} NOT NULL
      ) {strict};
      CREATE INDEX grading_derivation_grading ON grading_derivation (grading_id);
      """,
    sqlite: """
      CREATE TRIGGER review_fact_kept BEFORE DELETE ON review_fact
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER review_fact_fact BEFORE UPDATE ON review_fact
      WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER grading_derivation_frozen_update BEFORE UPDATE ON grading_derivation
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER grading_derivation_frozen_delete BEFORE DELETE ON grading_derivation
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      """,
    postgres: """
      CREATE TRIGGER review_fact_fact BEFORE UPDATE OR DELETE ON review_fact
        FOR EACH ROW EXECUTE FUNCTION chibo_fact();
      CREATE TRIGGER grading_derivation_frozen BEFORE UPDATE OR DELETE ON grading_derivation
        FOR EACH ROW EXECUTE FUNCTION chibo_frozen();
      """)
}
