import Storage

extension Schema {
  /// Migration 5: drafts of guidances with every version they were saved in; a version holds what it says otherwise than
  /// the one before, or all of its text.
  static let guidanceDrafts = Migration(
    5, "guidance drafts",
    common: """
      CREATE TABLE guidance_draft (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id), base TEXT NOT NULL,
        recorded_by {int} NOT NULL
      ) {strict};
      CREATE TABLE guidance_draft_version (
        id {int} PRIMARY KEY, draft_id {int} NOT NULL REFERENCES guidance_draft (id), number {int} NOT NULL,
        title TEXT NOT NULL, is_whole {int} NOT NULL, pack_head {int} NOT NULL, pack_tail {int} NOT NULL,
        pack_text TEXT NOT NULL, source_head {int} NOT NULL, source_tail {int} NOT NULL, source_text TEXT NOT NULL,
        hash TEXT NOT NULL, restores {int}, recorded_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX guidance_draft_version_number ON guidance_draft_version (draft_id, number);
      CREATE TABLE guidance_draft_withdrawal (
        id {int} PRIMARY KEY, draft_id {int} NOT NULL REFERENCES guidance_draft (id), reason TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX guidance_draft_withdrawal_draft ON guidance_draft_withdrawal (draft_id)
        WHERE withdrawn_by = 9223372036854775807;
      """,
    sqlite: """
      CREATE TRIGGER guidance_draft_frozen_update BEFORE UPDATE ON guidance_draft
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER guidance_draft_frozen_delete BEFORE DELETE ON guidance_draft
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER guidance_draft_version_frozen_update BEFORE UPDATE ON guidance_draft_version
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER guidance_draft_version_frozen_delete BEFORE DELETE ON guidance_draft_version
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER guidance_draft_withdrawal_kept BEFORE DELETE ON guidance_draft_withdrawal
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER guidance_draft_withdrawal_fact BEFORE UPDATE ON guidance_draft_withdrawal
      WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      """,
    postgres: """
      CREATE TRIGGER guidance_draft_frozen BEFORE UPDATE OR DELETE ON guidance_draft
        FOR EACH ROW EXECUTE FUNCTION chibo_frozen();
      CREATE TRIGGER guidance_draft_version_frozen BEFORE UPDATE OR DELETE ON guidance_draft_version
        FOR EACH ROW EXECUTE FUNCTION chibo_frozen();
      CREATE TRIGGER guidance_draft_withdrawal_fact BEFORE UPDATE OR DELETE ON guidance_draft_withdrawal
        FOR EACH ROW EXECUTE FUNCTION chibo_fact();
      """)
}
