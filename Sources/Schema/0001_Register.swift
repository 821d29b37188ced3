import Storage

extension Schema {
  /// Migration 1: history, decisions, the register dated on two axes, rights, imports, mandates, gradings,
  /// surveys, briefings.
  ///
  /// A *fact* carries `effective_from` … `effective_to` (days, the second exclusive) and `recorded_by` …
  /// `withdrawn_by` (journal entries). Days are numbers `yyyymmdd`.
  static let register2014 = Migration(
    1, "register",
    common: """
      CREATE TABLE register_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) {strict};

      CREATE TABLE journal_head (
        id {int} PRIMARY KEY CHECK (id = 1), sequence {int} NOT NULL, hash TEXT NOT NULL, recorded_at {int} NOT NULL
      ) {strict};
      INSERT INTO journal_head (id, sequence, hash, recorded_at)
        VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0);
      CREATE TABLE journal_entry (
        sequence {int} PRIMARY KEY, recorded_at {int} NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL,
        decision_id {int}, body TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
      ) {strict};
      CREATE INDEX journal_entry_recorded ON journal_entry (recorded_at);
      CREATE TABLE journal_record (
        sequence {int} NOT NULL, ordinal {int} NOT NULL, entity TEXT NOT NULL, entity_id {int} NOT NULL,
        operation TEXT NOT NULL, payload TEXT, salt {blob}, digest {blob} NOT NULL,
        PRIMARY KEY (sequence, ordinal)
      ) {strict};
      CREATE INDEX journal_record_entity ON journal_record (entity, entity_id);

      CREATE TABLE decision (
        id {int} PRIMARY KEY, type TEXT NOT NULL, number TEXT NOT NULL, issuer TEXT NOT NULL,
        issuer_fold TEXT NOT NULL, issued_on {int} NOT NULL, subject TEXT NOT NULL, note TEXT NOT NULL,
        recorded_by {int} NOT NULL, UNIQUE (type, number, issuer_fold, issued_on)
      ) {strict};
      CREATE INDEX decision_issued ON decision (issued_on);

      CREATE TABLE administrative_unit (id {int} PRIMARY KEY, recorded_by {int} NOT NULL) {strict};
      CREATE TABLE administrative_unit_state (
        id {int} PRIMARY KEY, unit_id {int} NOT NULL REFERENCES administrative_unit (id),
        kind TEXT NOT NULL, name TEXT NOT NULL, name_fold TEXT NOT NULL, code TEXT NOT NULL,
        parent_id {int} REFERENCES administrative_unit (id),
        effective_from {int} NOT NULL, effective_to {int} NOT NULL, final {int} NOT NULL,
        decision_id {int} REFERENCES decision (id), recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL,
        CHECK (effective_from < effective_to)
      ) {strict};
      CREATE INDEX administrative_unit_state_unit ON administrative_unit_state (unit_id, effective_from);
      CREATE INDEX administrative_unit_state_fold ON administrative_unit_state (name_fold);
      CREATE INDEX administrative_unit_state_code ON administrative_unit_state (code);
      CREATE TABLE unit_succession (
        id {int} PRIMARY KEY, predecessor_id {int} NOT NULL REFERENCES administrative_unit (id),
        successor_id {int} NOT NULL REFERENCES administrative_unit (id), effective_on {int} NOT NULL,
        decision_id {int} REFERENCES decision (id), recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};

      CREATE TABLE organisation (id {int} PRIMARY KEY, recorded_by {int} NOT NULL) {strict};
      CREATE TABLE organisation_state (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id),
        kind TEXT NOT NULL, name TEXT NOT NULL, name_fold TEXT NOT NULL, name_order {blob} NOT NULL,
        code TEXT NOT NULL, parent_id {int} REFERENCES organisation (id),
        unit_id {int} REFERENCES administrative_unit (id), neighbourhood TEXT NOT NULL,
        effective_from {int} NOT NULL, effective_to {int} NOT NULL, final {int} NOT NULL,
        decision_id {int} REFERENCES decision (id), recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL,
        CHECK (effective_from < effective_to)
      ) {strict};
      CREATE INDEX organisation_state_organisation ON organisation_state (organisation_id, effective_from);
      CREATE INDEX organisation_state_parent ON organisation_state (parent_id);
      CREATE INDEX organisation_state_unit ON organisation_state (unit_id);
      CREATE INDEX organisation_state_fold ON organisation_state (name_fold);
      CREATE INDEX organisation_state_code ON organisation_state (code);
      CREATE TABLE organisation_closure (
        id {int} PRIMARY KEY, ancestor_id {int} NOT NULL, descendant_id {int} NOT NULL, depth {int} NOT NULL,
        effective_from {int} NOT NULL, effective_to {int} NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX organisation_closure_down
        ON organisation_closure (ancestor_id, descendant_id, effective_from, effective_to, recorded_by, withdrawn_by);
      CREATE INDEX organisation_closure_up ON organisation_closure (descendant_id);
      CREATE TABLE organisation_succession (
        id {int} PRIMARY KEY, event_id {int} NOT NULL,
        predecessor_id {int} NOT NULL REFERENCES organisation (id),
        successor_id {int} NOT NULL REFERENCES organisation (id), effective_on {int} NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX organisation_succession_back ON organisation_succession (successor_id);
      CREATE INDEX organisation_succession_forth ON organisation_succession (predecessor_id);
      CREATE TABLE structure_event (
        id {int} PRIMARY KEY, kind TEXT NOT NULL, organisation_id {int} NOT NULL REFERENCES organisation (id),
        effective_on {int} NOT NULL, text TEXT NOT NULL, decision_id {int} REFERENCES decision (id),
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX structure_event_organisation ON structure_event (organisation_id, effective_on);

      CREATE TABLE member (id {int} PRIMARY KEY, recorded_by {int} NOT NULL) {strict};
      CREATE TABLE member_state (
        id {int} PRIMARY KEY, member_id {int} NOT NULL REFERENCES member (id),
        name TEXT NOT NULL, name_fold TEXT NOT NULL, name_order {blob} NOT NULL, sex TEXT NOT NULL,
        born_on {int}, admitted_on {int}, official_on {int}, ethnicity TEXT NOT NULL, home_place TEXT NOT NULL,
        residence TEXT NOT NULL, is_local {int}, occupation TEXT NOT NULL, education TEXT NOT NULL, theory TEXT NOT NULL,
        effective_from {int} NOT NULL, effective_to {int} NOT NULL,
        decision_id {int} REFERENCES decision (id), recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL,
        CHECK (effective_from < effective_to)
      ) {strict};
      CREATE INDEX member_state_member ON member_state
        (member_id, effective_from, effective_to, recorded_by, withdrawn_by, name_order);
      CREATE INDEX member_state_fold ON member_state (name_fold);
      CREATE TABLE member_number (
        id {int} PRIMARY KEY, member_id {int} NOT NULL REFERENCES member (id), kind TEXT NOT NULL, value TEXT NOT NULL,
        effective_from {int} NOT NULL, effective_to {int} NOT NULL,
        decision_id {int} REFERENCES decision (id), recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX member_number_member ON member_number (member_id);
      CREATE INDEX member_number_value ON member_number (value);
      CREATE TABLE membership (
        id {int} PRIMARY KEY, member_id {int} NOT NULL REFERENCES member (id),
        organisation_id {int} NOT NULL REFERENCES organisation (id), kind TEXT NOT NULL,
        effective_from {int} NOT NULL, effective_to {int} NOT NULL,
        decision_id {int} REFERENCES decision (id), recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL,
        CHECK (kind IN ('official', 'temporary', 'residence')), CHECK (effective_from < effective_to)
      ) {strict};
      CREATE INDEX membership_organisation ON membership
        (organisation_id, kind, effective_from, effective_to, recorded_by, withdrawn_by, member_id);
      CREATE INDEX membership_member ON membership (member_id, effective_from);
      CREATE TABLE membership_end (
        id {int} PRIMARY KEY, member_id {int} NOT NULL REFERENCES member (id),
        organisation_id {int} NOT NULL REFERENCES organisation (id), kind TEXT NOT NULL, effective_on {int} NOT NULL,
        destination TEXT NOT NULL, decision_id {int} REFERENCES decision (id),
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX membership_end_member ON membership_end (member_id);
      CREATE TABLE transfer (
        id {int} PRIMARY KEY, member_id {int} NOT NULL REFERENCES member (id),
        from_id {int} NOT NULL REFERENCES organisation (id), to_id {int} NOT NULL REFERENCES organisation (id),
        kind TEXT NOT NULL, letter TEXT NOT NULL, sent_on {int} NOT NULL, recorded_by {int} NOT NULL
      ) {strict};
      CREATE INDEX transfer_member ON transfer (member_id);
      CREATE INDEX transfer_from ON transfer (from_id);
      CREATE INDEX transfer_to ON transfer (to_id);
      CREATE TABLE transfer_step (
        id {int} PRIMARY KEY, transfer_id {int} NOT NULL REFERENCES transfer (id), kind TEXT NOT NULL,
        effective_on {int} NOT NULL, note TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX transfer_step_once ON transfer_step (transfer_id) WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE erasure (
        member_id {int} PRIMARY KEY REFERENCES member (id), decision_id {int} NOT NULL REFERENCES decision (id),
        recorded_by {int} NOT NULL
      ) {strict};
      CREATE TABLE member_reading (
        id {int} PRIMARY KEY, member_id {int} NOT NULL, account_id {int}, reader TEXT NOT NULL, read_at {int} NOT NULL,
        surface TEXT NOT NULL
      ) {strict};
      CREATE INDEX member_reading_member ON member_reading (member_id, read_at);

      CREATE TABLE post (
        code TEXT PRIMARY KEY, title TEXT NOT NULL, sector TEXT NOT NULL, position {int} NOT NULL
      ) {strict};
      CREATE TABLE appointment (
        id {int} PRIMARY KEY, member_id {int} NOT NULL REFERENCES member (id), post TEXT NOT NULL,
        organisation_id {int} NOT NULL REFERENCES organisation (id), title TEXT NOT NULL, sector TEXT NOT NULL,
        effective_from {int} NOT NULL, effective_to {int} NOT NULL,
        decision_id {int} REFERENCES decision (id), recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL,
        CHECK (effective_from < effective_to)
      ) {strict};
      CREATE INDEX appointment_member ON appointment (member_id);
      CREATE INDEX appointment_organisation ON appointment (organisation_id);
      CREATE TABLE mass_organisation (
        id {int} PRIMARY KEY, unit_id {int} NOT NULL REFERENCES administrative_unit (id), kind TEXT NOT NULL,
        name TEXT NOT NULL, effective_from {int} NOT NULL, effective_to {int} NOT NULL,
        decision_id {int} REFERENCES decision (id), recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX mass_organisation_unit ON mass_organisation (unit_id);
      CREATE TABLE leadership_scope (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id), kind TEXT NOT NULL,
        subject TEXT NOT NULL, mass_organisation_id {int}, subject_organisation_id {int},
        effective_from {int} NOT NULL, effective_to {int} NOT NULL,
        decision_id {int} REFERENCES decision (id), recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX leadership_scope_organisation ON leadership_scope (organisation_id);

      CREATE TABLE account (
        id {int} PRIMARY KEY, user_name TEXT NOT NULL UNIQUE, person TEXT NOT NULL,
        organisation_id {int} REFERENCES organisation (id), password_hash TEXT NOT NULL, is_disabled {int} NOT NULL,
        created_at {int} NOT NULL, recorded_by {int} NOT NULL
      ) {strict};
      CREATE TABLE right_grant (
        id {int} PRIMARY KEY, account_id {int} NOT NULL REFERENCES account (id), role TEXT NOT NULL,
        organisation_id {int} REFERENCES organisation (id), from_moment {int} NOT NULL, to_moment {int} NOT NULL,
        recorded_by {int} NOT NULL
      ) {strict};
      CREATE INDEX right_grant_account ON right_grant (account_id);
      CREATE TABLE sign_in (
        token_hash {blob} PRIMARY KEY, account_id {int} NOT NULL REFERENCES account (id), kind TEXT NOT NULL,
        csrf TEXT NOT NULL, created_at {int} NOT NULL, used_at {int} NOT NULL, ends_at {int} NOT NULL
      ) {strict};
      CREATE INDEX sign_in_account ON sign_in (account_id);
      CREATE TABLE activation (
        code_hash {blob} PRIMARY KEY, account_id {int}, created_at {int} NOT NULL, ends_at {int} NOT NULL,
        used_at {int}
      ) {strict};

      CREATE TABLE import_run (
        id {int} PRIMARY KEY, kind TEXT NOT NULL, organisation_id {int} NOT NULL REFERENCES organisation (id),
        file_name TEXT NOT NULL, file_hash TEXT NOT NULL, created {int} NOT NULL, changed {int} NOT NULL,
        unchanged {int} NOT NULL, left_out {int} NOT NULL, undone_by {int}, recorded_by {int} NOT NULL
      ) {strict};
      CREATE INDEX import_run_organisation ON import_run (organisation_id);

      CREATE TABLE grading (
        id {int} PRIMARY KEY, year {int} NOT NULL, subject_kind TEXT NOT NULL,
        organisation_id {int} REFERENCES organisation (id), member_id {int} REFERENCES member (id),
        scale TEXT NOT NULL, grade TEXT NOT NULL, graded_on {int} NOT NULL, provenance TEXT NOT NULL,
        decision_id {int} REFERENCES decision (id), recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX grading_organisation_year ON grading (organisation_id, year)
        WHERE withdrawn_by = 9223372036854775807 AND organisation_id IS NOT NULL;
      CREATE UNIQUE INDEX grading_member_year ON grading (member_id, year)
        WHERE withdrawn_by = 9223372036854775807 AND member_id IS NOT NULL;

      CREATE TABLE mandate (
        id {int} PRIMARY KEY, mandate_id {int} NOT NULL, document_id {int} NOT NULL REFERENCES decision (id),
        subject TEXT NOT NULL, duty TEXT NOT NULL, scope_id {int} NOT NULL REFERENCES organisation (id),
        obliged_kind TEXT NOT NULL, founds_kind TEXT NOT NULL, in_force_on {int} NOT NULL, due_on {int},
        other_date {int}, other_date_source TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX mandate_mandate ON mandate (mandate_id);
      CREATE TABLE roll_out (
        id {int} PRIMARY KEY, mandate_id {int} NOT NULL, organisation_id {int} NOT NULL REFERENCES organisation (id),
        result_id {int} REFERENCES organisation (id), decision_id {int} NOT NULL REFERENCES decision (id),
        fulfilled_on {int} NOT NULL, note TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX roll_out_once ON roll_out (mandate_id, organisation_id)
        WHERE withdrawn_by = 9223372036854775807;

      CREATE TABLE survey (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id), visited_on {int} NOT NULL,
        title TEXT NOT NULL, team TEXT NOT NULL, host TEXT NOT NULL, published_on {int}, recorded_by {int} NOT NULL
      ) {strict};
      CREATE INDEX survey_organisation ON survey (organisation_id, visited_on);
      CREATE TABLE survey_part (
        id {int} PRIMARY KEY, survey_id {int} NOT NULL REFERENCES survey (id), kind TEXT NOT NULL, position {int} NOT NULL,
        topic TEXT NOT NULL, text TEXT NOT NULL, person TEXT NOT NULL, post TEXT NOT NULL,
        organisation_id {int} REFERENCES organisation (id), because_id {int}, due_on {int},
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX survey_part_survey ON survey_part (survey_id, kind, position);
      CREATE TABLE survey_answer (
        id {int} PRIMARY KEY, part_id {int} NOT NULL REFERENCES survey_part (id), answered_on {int} NOT NULL,
        status TEXT NOT NULL, text TEXT NOT NULL, by_person TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};

      CREATE TABLE briefing_issue (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id), as_of {int} NOT NULL,
        structure TEXT NOT NULL, known_at {int} NOT NULL, number TEXT NOT NULL, issued_at {int} NOT NULL,
        issued_by TEXT NOT NULL, content TEXT NOT NULL, hash TEXT NOT NULL, recorded_by {int} NOT NULL
      ) {strict};
      CREATE INDEX briefing_issue_organisation ON briefing_issue (organisation_id, as_of);
      CREATE TABLE briefing_remark (
        id {int} PRIMARY KEY, issue_id {int} NOT NULL REFERENCES briefing_issue (id), answers_id {int},
        kind TEXT NOT NULL, text TEXT NOT NULL, person TEXT NOT NULL, account_id {int},
        written_at {int} NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX briefing_remark_issue ON briefing_remark (issue_id);
      """,
    sqlite: """
      CREATE TRIGGER membership_one_official BEFORE INSERT ON membership
      WHEN NEW.kind = 'official' AND NEW.withdrawn_by = 9223372036854775807 AND EXISTS (
        SELECT 1 FROM membership m WHERE m.member_id = NEW.member_id AND m.kind = 'official'
          AND m.withdrawn_by = 9223372036854775807
          AND m.effective_from < NEW.effective_to AND NEW.effective_from < m.effective_to)
      BEGIN SELECT RAISE(ABORT, 'one official membership a day'); END;
      """ + factTables.map(sqliteFactTriggers).joined() + frozenTables.map(sqliteFrozenTriggers).joined()
        + """

        CREATE TRIGGER journal_record_kept BEFORE DELETE ON journal_record
        BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
        CREATE TRIGGER journal_record_blank BEFORE UPDATE ON journal_record
        WHEN NOT (NEW.payload IS NULL AND NEW.salt IS NULL AND NEW.sequence = OLD.sequence AND NEW.ordinal = OLD.ordinal
          AND NEW.entity = OLD.entity AND NEW.entity_id = OLD.entity_id AND NEW.operation = OLD.operation
          AND NEW.digest = OLD.digest)
        BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
        """,
    postgres: """
      CREATE EXTENSION IF NOT EXISTS btree_gist;
      ALTER TABLE membership ADD CONSTRAINT membership_one_official
        EXCLUDE USING gist (member_id WITH =, int8range(effective_from, effective_to) WITH &&)
        WHERE (kind = 'official' AND withdrawn_by = 9223372036854775807);
      CREATE FUNCTION chibo_fact() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'history cannot be rewritten'; END IF;
        IF OLD.withdrawn_by = 9223372036854775807
          AND to_jsonb(NEW) - 'withdrawn_by' = to_jsonb(OLD) - 'withdrawn_by' THEN RETURN NEW; END IF;
        IF TG_TABLE_NAME IN ('member_state', 'member_number')
          AND EXISTS (SELECT 1 FROM erasure WHERE member_id = (to_jsonb(OLD) ->> 'member_id')::bigint)
        THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'history cannot be rewritten';
      END $$;
      CREATE FUNCTION chibo_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'history cannot be rewritten'; END $$;
      CREATE FUNCTION chibo_blank() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND NEW.payload IS NULL AND NEW.salt IS NULL
          AND to_jsonb(NEW) - 'payload' - 'salt' = to_jsonb(OLD) - 'payload' - 'salt' THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'history cannot be rewritten';
      END $$;
      CREATE TRIGGER journal_record_kept BEFORE UPDATE OR DELETE ON journal_record
        FOR EACH ROW EXECUTE FUNCTION chibo_blank();
      """
        + factTables.map {
          "\nCREATE TRIGGER \($0)_fact BEFORE UPDATE OR DELETE ON \($0) FOR EACH ROW EXECUTE FUNCTION chibo_fact();"
        }.joined()
        + frozenTables.map {
          "\nCREATE TRIGGER \($0)_frozen BEFORE UPDATE OR DELETE ON \($0) FOR EACH ROW EXECUTE FUNCTION chibo_frozen();"
        }.joined()
  )

  /// SQLite cannot compare whole rows in a trigger, so everything but `withdrawn_by` is kept by refusing an UPDATE
  /// that does not withdraw; rows of an erased member are the one exception.
  private static func sqliteFactTriggers(_ table: String) -> String {
    let erasable =
      ["member_state", "member_number"].contains(table)
      ? "NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND " : ""
    return """

      CREATE TRIGGER \(table)_kept BEFORE DELETE ON \(table)
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER \(table)_fact BEFORE UPDATE ON \(table)
      WHEN \(erasable)NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      """
  }

  private static func sqliteFrozenTriggers(_ table: String) -> String {
    """

    CREATE TRIGGER \(table)_frozen_update BEFORE UPDATE ON \(table)
    BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
    CREATE TRIGGER \(table)_frozen_delete BEFORE DELETE ON \(table)
    BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
    """
  }
}
