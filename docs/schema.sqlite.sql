CREATE TABLE schema_migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL);

CREATE TABLE register_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE journal_head (
  id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL, hash TEXT NOT NULL, recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE journal_entry (
  sequence INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL,
  decision_id INTEGER, body TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX journal_entry_recorded ON journal_entry (recorded_at);

CREATE TABLE journal_record (
  sequence INTEGER NOT NULL, ordinal INTEGER NOT NULL, entity TEXT NOT NULL, entity_id INTEGER NOT NULL,
  operation TEXT NOT NULL, payload TEXT, salt BLOB, digest BLOB NOT NULL,
  PRIMARY KEY (sequence, ordinal)
) STRICT;

CREATE INDEX journal_record_entity ON journal_record (entity, entity_id);

CREATE TABLE decision (
  id INTEGER PRIMARY KEY, type TEXT NOT NULL, number TEXT NOT NULL, issuer TEXT NOT NULL,
  issuer_fold TEXT NOT NULL, issued_on INTEGER NOT NULL, subject TEXT NOT NULL, note TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, UNIQUE (type, number, issuer_fold, issued_on)
) STRICT;

CREATE INDEX decision_issued ON decision (issued_on);

CREATE TABLE administrative_unit (id INTEGER PRIMARY KEY, recorded_by INTEGER NOT NULL) STRICT;

CREATE TABLE administrative_unit_state (
  id INTEGER PRIMARY KEY, unit_id INTEGER NOT NULL REFERENCES administrative_unit (id),
  kind TEXT NOT NULL, name TEXT NOT NULL, name_fold TEXT NOT NULL, code TEXT NOT NULL,
  parent_id INTEGER REFERENCES administrative_unit (id),
  effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL, final INTEGER NOT NULL,
  decision_id INTEGER REFERENCES decision (id), recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL,
  CHECK (effective_from < effective_to)
) STRICT;

CREATE INDEX administrative_unit_state_unit ON administrative_unit_state (unit_id, effective_from);

CREATE INDEX administrative_unit_state_fold ON administrative_unit_state (name_fold);

CREATE INDEX administrative_unit_state_code ON administrative_unit_state (code);

CREATE TABLE unit_succession (
  id INTEGER PRIMARY KEY, predecessor_id INTEGER NOT NULL REFERENCES administrative_unit (id),
  successor_id INTEGER NOT NULL REFERENCES administrative_unit (id), effective_on INTEGER NOT NULL,
  decision_id INTEGER REFERENCES decision (id), recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE TABLE organisation (id INTEGER PRIMARY KEY, recorded_by INTEGER NOT NULL) STRICT;

CREATE TABLE organisation_state (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL, name TEXT NOT NULL, name_fold TEXT NOT NULL, name_order BLOB NOT NULL,
  code TEXT NOT NULL, parent_id INTEGER REFERENCES organisation (id),
  unit_id INTEGER REFERENCES administrative_unit (id), neighbourhood TEXT NOT NULL,
  effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL, final INTEGER NOT NULL,
  decision_id INTEGER REFERENCES decision (id), recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL,
  CHECK (effective_from < effective_to)
) STRICT;

CREATE INDEX organisation_state_organisation ON organisation_state (organisation_id, effective_from);

CREATE INDEX organisation_state_parent ON organisation_state (parent_id);

CREATE INDEX organisation_state_unit ON organisation_state (unit_id);

CREATE INDEX organisation_state_fold ON organisation_state (name_fold);

CREATE INDEX organisation_state_code ON organisation_state (code);

CREATE TABLE organisation_closure (
  id INTEGER PRIMARY KEY, ancestor_id INTEGER NOT NULL, descendant_id INTEGER NOT NULL, depth INTEGER NOT NULL,
  effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX organisation_closure_down
  ON organisation_closure (ancestor_id, descendant_id, effective_from, effective_to, recorded_by, withdrawn_by);

CREATE INDEX organisation_closure_up ON organisation_closure (descendant_id);

CREATE TABLE organisation_succession (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL,
  predecessor_id INTEGER NOT NULL REFERENCES organisation (id),
  successor_id INTEGER NOT NULL REFERENCES organisation (id), effective_on INTEGER NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX organisation_succession_back ON organisation_succession (successor_id);

CREATE INDEX organisation_succession_forth ON organisation_succession (predecessor_id);

CREATE TABLE structure_event (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  effective_on INTEGER NOT NULL, text TEXT NOT NULL, decision_id INTEGER REFERENCES decision (id),
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX structure_event_organisation ON structure_event (organisation_id, effective_on);

CREATE TABLE member (id INTEGER PRIMARY KEY, recorded_by INTEGER NOT NULL) STRICT;

CREATE TABLE member_state (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES member (id),
  name TEXT NOT NULL, name_fold TEXT NOT NULL, name_order BLOB NOT NULL, sex TEXT NOT NULL,
  born_on INTEGER, admitted_on INTEGER, official_on INTEGER, ethnicity TEXT NOT NULL, home_place TEXT NOT NULL,
  residence TEXT NOT NULL, is_local INTEGER, occupation TEXT NOT NULL, education TEXT NOT NULL, theory TEXT NOT NULL,
  effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL,
  decision_id INTEGER REFERENCES decision (id), recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL,
  CHECK (effective_from < effective_to)
) STRICT;

CREATE INDEX member_state_member ON member_state
  (member_id, effective_from, effective_to, recorded_by, withdrawn_by, name_order);

CREATE INDEX member_state_fold ON member_state (name_fold);

CREATE TABLE member_number (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES member (id), kind TEXT NOT NULL, value TEXT NOT NULL,
  effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL,
  decision_id INTEGER REFERENCES decision (id), recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX member_number_member ON member_number (member_id);

CREATE INDEX member_number_value ON member_number (value);

CREATE TABLE membership (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES member (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), kind TEXT NOT NULL,
  effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL,
  decision_id INTEGER REFERENCES decision (id), recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL,
  CHECK (kind IN ('official', 'temporary', 'residence')), CHECK (effective_from < effective_to)
) STRICT;

CREATE INDEX membership_organisation ON membership
  (organisation_id, kind, effective_from, effective_to, recorded_by, withdrawn_by, member_id);

CREATE INDEX membership_member ON membership (member_id, effective_from);

CREATE TABLE membership_end (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES member (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), kind TEXT NOT NULL, effective_on INTEGER NOT NULL,
  destination TEXT NOT NULL, decision_id INTEGER REFERENCES decision (id),
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX membership_end_member ON membership_end (member_id);

CREATE TABLE transfer (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES member (id),
  from_id INTEGER NOT NULL REFERENCES organisation (id), to_id INTEGER NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL, letter TEXT NOT NULL, sent_on INTEGER NOT NULL, recorded_by INTEGER NOT NULL
) STRICT;

CREATE INDEX transfer_member ON transfer (member_id);

CREATE INDEX transfer_from ON transfer (from_id);

CREATE INDEX transfer_to ON transfer (to_id);

CREATE TABLE transfer_step (
  id INTEGER PRIMARY KEY, transfer_id INTEGER NOT NULL REFERENCES transfer (id), kind TEXT NOT NULL,
  effective_on INTEGER NOT NULL, note TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX transfer_step_once ON transfer_step (transfer_id) WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE erasure (
  member_id INTEGER PRIMARY KEY REFERENCES member (id), decision_id INTEGER NOT NULL REFERENCES decision (id),
  recorded_by INTEGER NOT NULL
) STRICT;

CREATE TABLE member_reading (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL, account_id INTEGER, reader TEXT NOT NULL, read_at INTEGER NOT NULL,
  surface TEXT NOT NULL
) STRICT;

CREATE INDEX member_reading_member ON member_reading (member_id, read_at);

CREATE TABLE post (
  code TEXT PRIMARY KEY, title TEXT NOT NULL, sector TEXT NOT NULL, position INTEGER NOT NULL
) STRICT;

CREATE TABLE appointment (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES member (id), post TEXT NOT NULL,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), title TEXT NOT NULL, sector TEXT NOT NULL,
  effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL,
  decision_id INTEGER REFERENCES decision (id), recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL,
  CHECK (effective_from < effective_to)
) STRICT;

CREATE INDEX appointment_member ON appointment (member_id);

CREATE INDEX appointment_organisation ON appointment (organisation_id);

CREATE TABLE mass_organisation (
  id INTEGER PRIMARY KEY, unit_id INTEGER NOT NULL REFERENCES administrative_unit (id), kind TEXT NOT NULL,
  name TEXT NOT NULL, effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL,
  decision_id INTEGER REFERENCES decision (id), recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX mass_organisation_unit ON mass_organisation (unit_id);

CREATE TABLE leadership_scope (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id), kind TEXT NOT NULL,
  subject TEXT NOT NULL, mass_organisation_id INTEGER, subject_organisation_id INTEGER,
  effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL,
  decision_id INTEGER REFERENCES decision (id), recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX leadership_scope_organisation ON leadership_scope (organisation_id);

CREATE TABLE account (
  id INTEGER PRIMARY KEY, user_name TEXT NOT NULL UNIQUE, person TEXT NOT NULL,
  organisation_id INTEGER REFERENCES organisation (id), password_hash TEXT NOT NULL, is_disabled INTEGER NOT NULL,
  created_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL
) STRICT;

CREATE TABLE right_grant (
  id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES account (id), role TEXT NOT NULL,
  organisation_id INTEGER REFERENCES organisation (id), from_moment INTEGER NOT NULL, to_moment INTEGER NOT NULL,
  recorded_by INTEGER NOT NULL
) STRICT;

CREATE INDEX right_grant_account ON right_grant (account_id);

CREATE TABLE sign_in (
  token_hash BLOB PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES account (id), kind TEXT NOT NULL,
  csrf TEXT NOT NULL, created_at INTEGER NOT NULL, used_at INTEGER NOT NULL, ends_at INTEGER NOT NULL
) STRICT;

CREATE INDEX sign_in_account ON sign_in (account_id);

CREATE TABLE activation (
  code_hash BLOB PRIMARY KEY, account_id INTEGER, created_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;

CREATE TABLE import_run (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  file_name TEXT NOT NULL, file_hash TEXT NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL,
  unchanged INTEGER NOT NULL, left_out INTEGER NOT NULL, undone_by INTEGER, recorded_by INTEGER NOT NULL
) STRICT;

CREATE INDEX import_run_organisation ON import_run (organisation_id);

CREATE TABLE grading (
  id INTEGER PRIMARY KEY, year INTEGER NOT NULL, subject_kind TEXT NOT NULL,
  organisation_id INTEGER REFERENCES organisation (id), member_id INTEGER REFERENCES member (id),
  scale TEXT NOT NULL, grade TEXT NOT NULL, graded_on INTEGER NOT NULL, provenance TEXT NOT NULL,
  decision_id INTEGER REFERENCES decision (id), recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX grading_organisation_year ON grading (organisation_id, year)
  WHERE withdrawn_by = 9223372036854775807 AND organisation_id IS NOT NULL;

CREATE UNIQUE INDEX grading_member_year ON grading (member_id, year)
  WHERE withdrawn_by = 9223372036854775807 AND member_id IS NOT NULL;

CREATE TABLE mandate (
  id INTEGER PRIMARY KEY, mandate_id INTEGER NOT NULL, document_id INTEGER NOT NULL REFERENCES decision (id),
  subject TEXT NOT NULL, duty TEXT NOT NULL, scope_id INTEGER NOT NULL REFERENCES organisation (id),
  obliged_kind TEXT NOT NULL, founds_kind TEXT NOT NULL, in_force_on INTEGER NOT NULL, due_on INTEGER,
  other_date INTEGER, other_date_source TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX mandate_mandate ON mandate (mandate_id);

CREATE TABLE roll_out (
  id INTEGER PRIMARY KEY, mandate_id INTEGER NOT NULL, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  result_id INTEGER REFERENCES organisation (id), decision_id INTEGER NOT NULL REFERENCES decision (id),
  fulfilled_on INTEGER NOT NULL, note TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX roll_out_once ON roll_out (mandate_id, organisation_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE survey (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id), visited_on INTEGER NOT NULL,
  title TEXT NOT NULL, team TEXT NOT NULL, host TEXT NOT NULL, published_on INTEGER, recorded_by INTEGER NOT NULL
) STRICT;

CREATE INDEX survey_organisation ON survey (organisation_id, visited_on);

CREATE TABLE survey_part (
  id INTEGER PRIMARY KEY, survey_id INTEGER NOT NULL REFERENCES survey (id), kind TEXT NOT NULL, position INTEGER NOT NULL,
  topic TEXT NOT NULL, text TEXT NOT NULL, person TEXT NOT NULL, post TEXT NOT NULL,
  organisation_id INTEGER REFERENCES organisation (id), because_id INTEGER, due_on INTEGER,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX survey_part_survey ON survey_part (survey_id, kind, position);

CREATE TABLE survey_answer (
  id INTEGER PRIMARY KEY, part_id INTEGER NOT NULL REFERENCES survey_part (id), answered_on INTEGER NOT NULL,
  status TEXT NOT NULL, text TEXT NOT NULL, by_person TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE TABLE briefing_issue (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id), as_of INTEGER NOT NULL,
  structure TEXT NOT NULL, known_at INTEGER NOT NULL, number TEXT NOT NULL, issued_at INTEGER NOT NULL,
  issued_by TEXT NOT NULL, content TEXT NOT NULL, hash TEXT NOT NULL, recorded_by INTEGER NOT NULL
) STRICT;

CREATE INDEX briefing_issue_organisation ON briefing_issue (organisation_id, as_of);

CREATE TABLE briefing_remark (
  id INTEGER PRIMARY KEY, issue_id INTEGER NOT NULL REFERENCES briefing_issue (id), answers_id INTEGER,
  kind TEXT NOT NULL, text TEXT NOT NULL, person TEXT NOT NULL, account_id INTEGER,
  written_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX briefing_remark_issue ON briefing_remark (issue_id);

CREATE TABLE decision_subject (
  id INTEGER PRIMARY KEY, decision_id INTEGER NOT NULL REFERENCES decision (id), subject TEXT NOT NULL,
  recorded_by INTEGER NOT NULL
) STRICT;

CREATE INDEX decision_subject_decision ON decision_subject (decision_id);

CREATE TABLE review_fact (
  id INTEGER PRIMARY KEY, year INTEGER NOT NULL, entity TEXT NOT NULL,
  organisation_id INTEGER REFERENCES organisation (id), member_id INTEGER REFERENCES member (id),
  fact TEXT NOT NULL, value TEXT NOT NULL, evidence TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_fact_organisation ON review_fact (organisation_id, year, entity, fact)
  WHERE withdrawn_by = 9223372036854775807 AND organisation_id IS NOT NULL;

CREATE UNIQUE INDEX review_fact_member ON review_fact (member_id, year, entity, fact)
  WHERE withdrawn_by = 9223372036854775807 AND member_id IS NOT NULL;

CREATE TABLE grading_derivation (
  id INTEGER PRIMARY KEY, grading_id INTEGER NOT NULL, member_id INTEGER REFERENCES member (id), pack TEXT NOT NULL, pack_hash TEXT NOT NULL,
  engine TEXT NOT NULL, facts_hash TEXT NOT NULL, outcome TEXT NOT NULL, standing TEXT NOT NULL,
  rule TEXT NOT NULL, explanation TEXT NOT NULL, reason TEXT NOT NULL, recorded_by INTEGER NOT NULL
) STRICT;

CREATE INDEX grading_derivation_grading ON grading_derivation (grading_id);

CREATE TABLE guidance_draft (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id), base TEXT NOT NULL,
  recorded_by INTEGER NOT NULL
) STRICT;

CREATE TABLE guidance_draft_version (
  id INTEGER PRIMARY KEY, draft_id INTEGER NOT NULL REFERENCES guidance_draft (id), number INTEGER NOT NULL,
  title TEXT NOT NULL, is_whole INTEGER NOT NULL, pack_head INTEGER NOT NULL, pack_tail INTEGER NOT NULL,
  pack_text TEXT NOT NULL, source_head INTEGER NOT NULL, source_tail INTEGER NOT NULL, source_text TEXT NOT NULL,
  hash TEXT NOT NULL, restores INTEGER, recorded_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX guidance_draft_version_number ON guidance_draft_version (draft_id, number);

CREATE TABLE guidance_draft_withdrawal (
  id INTEGER PRIMARY KEY, draft_id INTEGER NOT NULL REFERENCES guidance_draft (id), reason TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX guidance_draft_withdrawal_draft ON guidance_draft_withdrawal (draft_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE local_decision (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id), pack TEXT NOT NULL,
  path TEXT NOT NULL, value TEXT NOT NULL, effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL,
  decision_id INTEGER NOT NULL REFERENCES decision (id), recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL,
  CHECK (effective_from < effective_to)
) STRICT;

CREATE INDEX local_decision_organisation ON local_decision (organisation_id);

CREATE TABLE name_opening (
  id INTEGER PRIMARY KEY, member_id INTEGER, organisation_id INTEGER, account_id INTEGER, reader TEXT NOT NULL,
  opened_at INTEGER NOT NULL, guidance TEXT NOT NULL, year INTEGER NOT NULL, purpose TEXT NOT NULL
) STRICT;

CREATE INDEX name_opening_member ON name_opening (member_id);

CREATE INDEX name_opening_organisation ON name_opening (organisation_id);

CREATE TABLE review_round (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  scope_id INTEGER NOT NULL REFERENCES organisation (id), year INTEGER NOT NULL, quarter INTEGER NOT NULL, population_on INTEGER NOT NULL,
  decision_id INTEGER NOT NULL REFERENCES decision (id), subjects INTEGER NOT NULL, population_hash TEXT NOT NULL,
  recorded_by INTEGER NOT NULL
) STRICT;

CREATE INDEX review_round_year ON review_round (year, quarter);

CREATE TABLE review_guidance (
  id INTEGER PRIMARY KEY, round_id INTEGER NOT NULL REFERENCES review_round (id), pack TEXT NOT NULL,
  pack_hash TEXT NOT NULL, reason TEXT NOT NULL, decision_id INTEGER REFERENCES decision (id),
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_guidance_once ON review_guidance (round_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE review_subject (
  id INTEGER PRIMARY KEY, round_id INTEGER NOT NULL REFERENCES review_round (id), year INTEGER NOT NULL,
  quarter INTEGER NOT NULL, entity TEXT NOT NULL, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  base_id INTEGER NOT NULL REFERENCES organisation (id), member_id INTEGER REFERENCES member (id),
  treatment TEXT NOT NULL, rule TEXT NOT NULL, came_from_id INTEGER REFERENCES organisation (id),
  is_unit INTEGER NOT NULL, members INTEGER NOT NULL, is_late INTEGER NOT NULL, frozen_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_subject_member ON review_subject (member_id, year, quarter)
  WHERE member_id IS NOT NULL;

CREATE UNIQUE INDEX review_subject_organisation ON review_subject (organisation_id, year, quarter, entity)
  WHERE member_id IS NULL;

CREATE INDEX review_subject_unit ON review_subject
  (organisation_id, year, quarter, round_id, treatment, members) WHERE is_unit = 1;

CREATE INDEX review_subject_place ON review_subject (organisation_id, year, quarter);

CREATE INDEX review_subject_base ON review_subject (base_id, year, quarter);

CREATE INDEX review_subject_round ON review_subject (round_id);

CREATE TABLE review_deadline (
  id INTEGER PRIMARY KEY, round_id INTEGER NOT NULL REFERENCES review_round (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), stage TEXT NOT NULL, kind TEXT NOT NULL,
  due_before INTEGER NOT NULL, reason TEXT NOT NULL, decision_id INTEGER REFERENCES decision (id),
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_deadline_once ON review_deadline (round_id, stage, organisation_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE review_step (
  id INTEGER PRIMARY KEY, round_id INTEGER NOT NULL REFERENCES review_round (id),
  subject_id INTEGER NOT NULL REFERENCES review_subject (id), member_id INTEGER REFERENCES member (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), stage TEXT NOT NULL, done_on INTEGER NOT NULL,
  is_for_other INTEGER NOT NULL, note TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_step_once ON review_step (subject_id, stage)
  WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX review_step_member ON review_step (member_id);

CREATE TABLE review_submission (
  id INTEGER PRIMARY KEY, round_id INTEGER NOT NULL REFERENCES review_round (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), state TEXT NOT NULL, happened_on INTEGER NOT NULL,
  first_sent_on INTEGER, is_on_time INTEGER, note TEXT NOT NULL, decision_id INTEGER REFERENCES decision (id),
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_submission_once ON review_submission (organisation_id, round_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX review_submission_state ON review_submission (organisation_id, round_id, state, is_on_time)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE review_reopening (
  id INTEGER PRIMARY KEY, round_id INTEGER NOT NULL REFERENCES review_round (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), state TEXT NOT NULL, reason TEXT NOT NULL,
  asked_by TEXT NOT NULL, confirmed_by TEXT NOT NULL, decision_id INTEGER REFERENCES decision (id),
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_reopening_asked ON review_reopening (round_id, organisation_id)
  WHERE withdrawn_by = 9223372036854775807 AND state = 'asked';

CREATE TABLE review_grade (
  id INTEGER PRIMARY KEY, round_id INTEGER NOT NULL REFERENCES review_round (id),
  subject_id INTEGER NOT NULL REFERENCES review_subject (id), member_id INTEGER REFERENCES member (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), step TEXT NOT NULL, grade TEXT NOT NULL,
  graded_on INTEGER NOT NULL, by_id INTEGER NOT NULL REFERENCES organisation (id), ballot_id INTEGER,
  grading_id INTEGER, is_for_other INTEGER NOT NULL, reason TEXT NOT NULL, decision_id INTEGER REFERENCES decision (id),
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_grade_once ON review_grade (subject_id, step)
  WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX review_grade_member ON review_grade (member_id);

CREATE TABLE review_meeting (
  id INTEGER PRIMARY KEY, round_id INTEGER NOT NULL REFERENCES review_round (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), held_on INTEGER NOT NULL, recorded_by INTEGER NOT NULL
) STRICT;

CREATE INDEX review_meeting_organisation ON review_meeting (organisation_id, round_id);

CREATE TABLE review_attendance (
  id INTEGER PRIMARY KEY, meeting_id INTEGER NOT NULL REFERENCES review_meeting (id),
  member_id INTEGER NOT NULL REFERENCES member (id), standing TEXT NOT NULL, presence TEXT NOT NULL,
  is_away INTEGER NOT NULL, is_exempt INTEGER NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_attendance_once ON review_attendance (meeting_id, member_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX review_attendance_member ON review_attendance (member_id);

CREATE TABLE ballot (
  id INTEGER PRIMARY KEY, meeting_id INTEGER NOT NULL REFERENCES review_meeting (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), mode TEXT NOT NULL, is_secret INTEGER NOT NULL,
  majority TEXT NOT NULL, base INTEGER NOT NULL, needed INTEGER NOT NULL, eligible INTEGER NOT NULL,
  follows_id INTEGER REFERENCES ballot (id), recorded_by INTEGER NOT NULL
) STRICT;

CREATE INDEX ballot_meeting ON ballot (meeting_id);

CREATE TABLE ballot_line (
  id INTEGER PRIMARY KEY, ballot_id INTEGER NOT NULL REFERENCES ballot (id), position INTEGER NOT NULL,
  subject_id INTEGER NOT NULL REFERENCES review_subject (id), member_id INTEGER REFERENCES member (id),
  grades TEXT NOT NULL, recorded_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX ballot_line_position ON ballot_line (ballot_id, position);

CREATE TABLE ballot_state (
  id INTEGER PRIMARY KEY, ballot_id INTEGER NOT NULL REFERENCES ballot (id), state TEXT NOT NULL,
  reason TEXT NOT NULL, digest TEXT NOT NULL, entered_by TEXT NOT NULL, recorded_by INTEGER NOT NULL,
  withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX ballot_state_once ON ballot_state (ballot_id) WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE ballot_count (
  id INTEGER PRIMARY KEY, ballot_id INTEGER NOT NULL REFERENCES ballot (id), entry INTEGER NOT NULL,
  printed INTEGER NOT NULL, issued INTEGER NOT NULL, returned INTEGER NOT NULL, valid INTEGER NOT NULL,
  invalid INTEGER NOT NULL, entered_by TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX ballot_count_once ON ballot_count (ballot_id, entry)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE ballot_tally (
  id INTEGER PRIMARY KEY, ballot_id INTEGER NOT NULL REFERENCES ballot (id),
  line_id INTEGER NOT NULL REFERENCES ballot_line (id), entry INTEGER NOT NULL, grade TEXT NOT NULL,
  votes INTEGER NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX ballot_tally_once ON ballot_tally (ballot_id, entry, line_id, grade)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE review_opinion (
  id INTEGER PRIMARY KEY, request_id INTEGER NOT NULL, round_id INTEGER NOT NULL REFERENCES review_round (id),
  subject_id INTEGER NOT NULL REFERENCES review_subject (id), member_id INTEGER REFERENCES member (id),
  kind TEXT NOT NULL, asked_id INTEGER REFERENCES organisation (id), asked_name TEXT NOT NULL,
  state TEXT NOT NULL, asked_on INTEGER NOT NULL, due_before INTEGER, happened_on INTEGER NOT NULL,
  author TEXT NOT NULL, content TEXT NOT NULL, reply TEXT NOT NULL, recorded_by INTEGER NOT NULL,
  withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_opinion_once ON review_opinion (request_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX review_opinion_subject ON review_opinion (subject_id);

CREATE INDEX review_opinion_member ON review_opinion (member_id);

CREATE INDEX review_opinion_asked ON review_opinion (asked_id, state)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE review_complaint (
  id INTEGER PRIMARY KEY, round_id INTEGER NOT NULL REFERENCES review_round (id),
  subject_id INTEGER NOT NULL REFERENCES review_subject (id), member_id INTEGER REFERENCES member (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), state TEXT NOT NULL, received_on INTEGER NOT NULL,
  verified_on INTEGER, finding TEXT NOT NULL, decision_id INTEGER REFERENCES decision (id),
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
, channel TEXT, content TEXT, answerer_id INTEGER REFERENCES organisation (id), due_before INTEGER, outcome TEXT) STRICT;

CREATE INDEX review_complaint_subject ON review_complaint (subject_id);

CREATE INDEX review_complaint_member ON review_complaint (member_id);

CREATE TABLE account_member (
  id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES account (id),
  member_id INTEGER NOT NULL REFERENCES member (id), recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX account_member_account ON account_member (account_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE UNIQUE INDEX account_member_member ON account_member (member_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE ballot_voter (
  ballot_id INTEGER NOT NULL REFERENCES ballot (id), member_id INTEGER NOT NULL REFERENCES member (id),
  retry_hash TEXT NOT NULL, vote BLOB, PRIMARY KEY (ballot_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_ballot (
  ballot_id INTEGER NOT NULL REFERENCES ballot (id), nonce BLOB NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY (ballot_id, nonce)
) STRICT, WITHOUT ROWID;

CREATE TABLE review_form (
  id INTEGER PRIMARY KEY, year INTEGER NOT NULL, quarter INTEGER NOT NULL, pack TEXT NOT NULL, form TEXT NOT NULL,
  organisation_id INTEGER REFERENCES organisation (id), member_id INTEGER REFERENCES member (id),
  content TEXT NOT NULL, sent_on INTEGER NOT NULL, is_for_other INTEGER NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_form_member ON review_form (member_id, year, quarter, form)
  WHERE withdrawn_by = 9223372036854775807 AND member_id IS NOT NULL;

CREATE UNIQUE INDEX review_form_organisation ON review_form (organisation_id, year, quarter, form)
  WHERE withdrawn_by = 9223372036854775807 AND organisation_id IS NOT NULL;

CREATE TABLE review_prompt (
  id INTEGER PRIMARY KEY, year INTEGER NOT NULL, organisation_id INTEGER REFERENCES organisation (id),
  member_id INTEGER REFERENCES member (id), by_id INTEGER NOT NULL REFERENCES organisation (id),
  content TEXT NOT NULL, decision_id INTEGER REFERENCES decision (id),
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX review_prompt_member ON review_prompt (member_id, year);

CREATE INDEX review_prompt_organisation ON review_prompt (organisation_id, year);

CREATE TABLE review_form_draft (
  account_id INTEGER NOT NULL REFERENCES account (id), subject_id INTEGER NOT NULL, member_id INTEGER REFERENCES member (id),
  year INTEGER NOT NULL, quarter INTEGER NOT NULL, pack TEXT NOT NULL, form TEXT NOT NULL, content TEXT NOT NULL,
  revision INTEGER NOT NULL, saved_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, subject_id, year, quarter, pack, form)
) STRICT;

CREATE INDEX review_form_draft_member ON review_form_draft (member_id);

CREATE INDEX review_complaint_answerer ON review_complaint (answerer_id);

CREATE TABLE review_criteria (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id), pack TEXT NOT NULL,
  form TEXT NOT NULL, field TEXT NOT NULL, content TEXT NOT NULL, effective_from INTEGER NOT NULL,
  effective_to INTEGER NOT NULL, decision_id INTEGER NOT NULL REFERENCES decision (id), recorded_by INTEGER NOT NULL,
  withdrawn_by INTEGER NOT NULL,
  CHECK (effective_from < effective_to)
) STRICT;

CREATE INDEX review_criteria_organisation ON review_criteria (organisation_id);

CREATE TABLE regulation_file (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, size INTEGER NOT NULL, content BLOB NOT NULL,
  frozen_by INTEGER NOT NULL
) STRICT;

CREATE TABLE regulation (
  id INTEGER PRIMARY KEY, regulation_id INTEGER NOT NULL, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  document_id INTEGER NOT NULL REFERENCES decision (id), title TEXT NOT NULL, term TEXT NOT NULL, frame TEXT NOT NULL,
  file_id INTEGER REFERENCES regulation_file (id), file_hash TEXT NOT NULL,
  effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL, decision_id INTEGER REFERENCES decision (id),
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL, CHECK (effective_from < effective_to)
) STRICT;

CREATE INDEX regulation_organisation ON regulation (organisation_id, effective_from);

CREATE UNIQUE INDEX regulation_once ON regulation (regulation_id) WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE regulation_basis (
  id INTEGER PRIMARY KEY, regulation_id INTEGER NOT NULL, position INTEGER NOT NULL, citation TEXT NOT NULL,
  number TEXT NOT NULL, number_fold TEXT NOT NULL, issued_on INTEGER,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX regulation_basis_regulation ON regulation_basis (regulation_id, position);

CREATE INDEX regulation_basis_number ON regulation_basis (number_fold);

CREATE TABLE regulation_note (
  id INTEGER PRIMARY KEY, regulation_id INTEGER NOT NULL, other_id INTEGER, kind TEXT NOT NULL, about TEXT NOT NULL,
  standing TEXT NOT NULL, text TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX regulation_note_regulation ON regulation_note (regulation_id);

CREATE TABLE regulation_draft (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id), frame TEXT NOT NULL,
  base_id INTEGER, recorded_by INTEGER NOT NULL
) STRICT;

CREATE INDEX regulation_draft_organisation ON regulation_draft (organisation_id);

CREATE TABLE regulation_draft_piece (
  id INTEGER PRIMARY KEY, piece_id INTEGER NOT NULL, draft_id INTEGER NOT NULL REFERENCES regulation_draft (id),
  mark INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
  origin TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX regulation_draft_piece_once ON regulation_draft_piece (piece_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX regulation_draft_piece_draft ON regulation_draft_piece (draft_id, recorded_by);

CREATE TABLE regulation_draft_step (
  id INTEGER PRIMARY KEY, draft_id INTEGER NOT NULL REFERENCES regulation_draft (id), state TEXT NOT NULL,
  happened_on INTEGER NOT NULL, votes_for INTEGER, votes_base INTEGER, regulation_id INTEGER, text TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX regulation_draft_step_once ON regulation_draft_step (draft_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE regulation_draft_request (
  id INTEGER PRIMARY KEY, draft_id INTEGER NOT NULL REFERENCES regulation_draft (id),
  asked_id INTEGER REFERENCES organisation (id), account_id INTEGER REFERENCES account (id), asked_on INTEGER NOT NULL,
  due_before INTEGER, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX regulation_draft_request_draft ON regulation_draft_request (draft_id);

CREATE INDEX regulation_draft_request_asked ON regulation_draft_request (asked_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX regulation_draft_request_account ON regulation_draft_request (account_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE regulation_draft_comment (
  id INTEGER PRIMARY KEY, comment_id INTEGER NOT NULL, draft_id INTEGER NOT NULL REFERENCES regulation_draft (id),
  piece_id INTEGER, asked_id INTEGER REFERENCES organisation (id), author TEXT NOT NULL, said_on INTEGER NOT NULL,
  standing TEXT NOT NULL, text TEXT NOT NULL, reply TEXT NOT NULL, recorded_by INTEGER NOT NULL,
  withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX regulation_draft_comment_once ON regulation_draft_comment (comment_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX regulation_draft_comment_draft ON regulation_draft_comment (draft_id);

CREATE TABLE ballot_key (
  id INTEGER PRIMARY KEY, ballot_id INTEGER NOT NULL REFERENCES ballot (id), lock TEXT NOT NULL,
  entered_by TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX ballot_key_person ON ballot_key (ballot_id, entered_by)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE meeting_plan (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id), year INTEGER NOT NULL,
  kind TEXT NOT NULL, planned_on INTEGER NOT NULL, topic TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX meeting_plan_year ON meeting_plan (organisation_id, year);

CREATE TABLE meeting (
  id INTEGER PRIMARY KEY, meeting_id INTEGER NOT NULL, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL, held_on INTEGER NOT NULL, starts_at TEXT NOT NULL, place TEXT NOT NULL, topic TEXT NOT NULL,
  chair_id INTEGER REFERENCES member (id), clerk_id INTEGER REFERENCES member (id), cancelled TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX meeting_once ON meeting (meeting_id) WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX meeting_organisation ON meeting (organisation_id, held_on);

CREATE TABLE meeting_item (
  id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL, meeting_id INTEGER NOT NULL, position INTEGER NOT NULL,
  kind TEXT NOT NULL, title TEXT NOT NULL, presenter_id INTEGER REFERENCES member (id), papers TEXT NOT NULL,
  discussion TEXT NOT NULL, conclusion TEXT NOT NULL, outcome TEXT NOT NULL, mandate_id INTEGER,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX meeting_item_once ON meeting_item (item_id) WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX meeting_item_meeting ON meeting_item (meeting_id, position);

CREATE INDEX meeting_item_mandate ON meeting_item (mandate_id);

CREATE TABLE meeting_attendance (
  id INTEGER PRIMARY KEY, meeting_id INTEGER NOT NULL, member_id INTEGER NOT NULL REFERENCES member (id),
  standing TEXT NOT NULL, presence TEXT NOT NULL, reason TEXT NOT NULL, left_item_id INTEGER,
  is_away INTEGER NOT NULL, is_exempt INTEGER NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX meeting_attendance_once ON meeting_attendance (meeting_id, member_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX meeting_attendance_member ON meeting_attendance (member_id);

CREATE TABLE meeting_vote (
  id INTEGER PRIMARY KEY, vote_id INTEGER NOT NULL, meeting_id INTEGER NOT NULL, item_id INTEGER NOT NULL,
  question TEXT NOT NULL, majority TEXT NOT NULL, base INTEGER NOT NULL, needed INTEGER NOT NULL,
  present INTEGER NOT NULL, quorum INTEGER NOT NULL, in_favour INTEGER NOT NULL, against INTEGER NOT NULL,
  silent INTEGER NOT NULL, is_carried INTEGER NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX meeting_vote_once ON meeting_vote (vote_id) WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX meeting_vote_meeting ON meeting_vote (meeting_id);

CREATE TABLE meeting_minutes (
  id INTEGER PRIMARY KEY, meeting_id INTEGER NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL,
  reason TEXT NOT NULL, issued_on INTEGER, entry INTEGER, approved_at_id INTEGER, approved_on INTEGER,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX meeting_minutes_once ON meeting_minutes (meeting_id, version)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE resolution (
  id INTEGER PRIMARY KEY, resolution_id INTEGER NOT NULL, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  meeting_id INTEGER, number TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, adopted_on INTEGER NOT NULL,
  state TEXT NOT NULL, changed_on INTEGER, replaced_by_id INTEGER, reason TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX resolution_once ON resolution (resolution_id) WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX resolution_organisation ON resolution (organisation_id, adopted_on);

CREATE INDEX resolution_meeting ON resolution (meeting_id);

CREATE TABLE assignment (
  id INTEGER PRIMARY KEY, assignment_id INTEGER NOT NULL, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  resolution_id INTEGER, meeting_id INTEGER, mandate_id INTEGER, member_id INTEGER REFERENCES member (id),
  follower_id INTEGER REFERENCES member (id), task TEXT NOT NULL, product TEXT NOT NULL, assigned_on INTEGER NOT NULL,
  due_on INTEGER, state TEXT NOT NULL, closed_on INTEGER, evidence TEXT NOT NULL, reason TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX assignment_once ON assignment (assignment_id) WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX assignment_organisation ON assignment (organisation_id, state);

CREATE INDEX assignment_member ON assignment (member_id);

CREATE INDEX assignment_resolution ON assignment (resolution_id);

CREATE INDEX assignment_mandate ON assignment (mandate_id);

CREATE TABLE assignment_progress (
  id INTEGER PRIMARY KEY, assignment_id INTEGER NOT NULL, member_id INTEGER REFERENCES member (id),
  reported_on INTEGER NOT NULL, note TEXT NOT NULL, evidence TEXT NOT NULL, is_own INTEGER NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX assignment_progress_assignment ON assignment_progress (assignment_id);

CREATE INDEX assignment_progress_member ON assignment_progress (member_id);

CREATE TABLE concern_erasure (concern_id INTEGER PRIMARY KEY, recorded_by INTEGER NOT NULL) STRICT;

CREATE TABLE concern (
  id INTEGER PRIMARY KEY, concern_id INTEGER NOT NULL, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  heard_on INTEGER NOT NULL, topic TEXT NOT NULL, hamlet TEXT NOT NULL, matter TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX concern_concern ON concern (concern_id);

CREATE INDEX concern_organisation ON concern (organisation_id, heard_on);

CREATE TABLE concern_step (
  id INTEGER PRIMARY KEY, concern_id INTEGER NOT NULL, kind TEXT NOT NULL, taken_on INTEGER NOT NULL,
  body_id INTEGER REFERENCES organisation (id), body TEXT NOT NULL, words TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX concern_step_concern ON concern_step (concern_id);

CREATE INDEX concern_step_body ON concern_step (body_id);

CREATE TABLE liaison_standing (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES member (id), standing TEXT NOT NULL,
  effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL, recorded_by INTEGER NOT NULL,
  withdrawn_by INTEGER NOT NULL, CHECK (effective_from < effective_to)
) STRICT;

CREATE INDEX liaison_standing_member ON liaison_standing (member_id);

CREATE TABLE liaison_letter (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES member (id),
  from_id INTEGER NOT NULL REFERENCES organisation (id), to_id INTEGER REFERENCES organisation (id),
  to_name TEXT NOT NULL, number TEXT NOT NULL, issued_on INTEGER NOT NULL, standing TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX liaison_letter_member ON liaison_letter (member_id);

CREATE INDEX liaison_letter_from ON liaison_letter (from_id, issued_on);

CREATE INDEX liaison_letter_to ON liaison_letter (to_id);

CREATE TABLE liaison_step (
  id INTEGER PRIMARY KEY, letter_id INTEGER NOT NULL REFERENCES liaison_letter (id),
  member_id INTEGER NOT NULL REFERENCES member (id), kind TEXT NOT NULL, effective_on INTEGER NOT NULL,
  cell_id INTEGER REFERENCES organisation (id), cell_name TEXT NOT NULL, note TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX liaison_step_once ON liaison_step (letter_id) WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX liaison_step_member ON liaison_step (member_id);

CREATE TABLE liaison_meeting (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id), held_on INTEGER NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX liaison_meeting_organisation ON liaison_meeting (organisation_id, held_on);

CREATE TABLE liaison_presence (
  id INTEGER PRIMARY KEY, meeting_id INTEGER NOT NULL REFERENCES liaison_meeting (id),
  member_id INTEGER NOT NULL REFERENCES member (id), presence TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX liaison_presence_meeting ON liaison_presence (meeting_id);

CREATE INDEX liaison_presence_member ON liaison_presence (member_id);

CREATE TABLE fee_standing (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES member (id), fee_class TEXT NOT NULL,
  base_amount INTEGER NOT NULL, region INTEGER NOT NULL, reduction INTEGER NOT NULL,
  effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL, recorded_by INTEGER NOT NULL,
  withdrawn_by INTEGER NOT NULL, CHECK (effective_from < effective_to)
) STRICT;

CREATE INDEX fee_standing_member ON fee_standing (member_id);

CREATE TABLE fee_receipt (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES member (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), month INTEGER NOT NULL, amount INTEGER NOT NULL,
  received_on INTEGER NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX fee_receipt_once ON fee_receipt (member_id, month) WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX fee_receipt_organisation ON fee_receipt (organisation_id, month);

CREATE TABLE fee_share (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id), percent INTEGER NOT NULL,
  effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL, decision_id INTEGER REFERENCES decision (id),
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL, CHECK (effective_from < effective_to)
) STRICT;

CREATE INDEX fee_share_organisation ON fee_share (organisation_id);

CREATE TABLE fee_remittance (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id), amount INTEGER NOT NULL,
  remitted_on INTEGER NOT NULL, number TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX fee_remittance_organisation ON fee_remittance (organisation_id, remitted_on);

CREATE TABLE booked_document (
  id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  book TEXT NOT NULL, year INTEGER NOT NULL, series TEXT NOT NULL, position INTEGER NOT NULL, type TEXT NOT NULL,
  number TEXT NOT NULL, dated_on INTEGER NOT NULL, booked_on INTEGER NOT NULL, party TEXT NOT NULL,
  subject TEXT NOT NULL, handler_id INTEGER REFERENCES member (id), due_on INTEGER, done_on INTEGER,
  outcome TEXT NOT NULL, cancelled TEXT NOT NULL, mandate_id INTEGER, assignment_id INTEGER,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX booked_document_once ON booked_document (document_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE UNIQUE INDEX booked_document_number ON booked_document (organisation_id, book, year, series, position)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE month_report (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id), month INTEGER NOT NULL,
  state TEXT NOT NULL, figures TEXT NOT NULL, remarks TEXT NOT NULL, sent_on INTEGER, reason TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX month_report_once ON month_report (organisation_id, month)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE review_meeting_withdrawal (
  id INTEGER PRIMARY KEY, meeting_id INTEGER NOT NULL REFERENCES review_meeting (id), reason TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_meeting_withdrawal_once ON review_meeting_withdrawal (meeting_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE review_round_document (
  id INTEGER PRIMARY KEY, round_id INTEGER NOT NULL REFERENCES review_round (id),
  decision_id INTEGER NOT NULL REFERENCES decision (id), reason TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_round_document_once ON review_round_document (round_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE inspection_programme (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisation (id), year INTEGER NOT NULL,
  document TEXT NOT NULL, adopted_on INTEGER NOT NULL, meeting_id INTEGER,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX inspection_programme_once ON inspection_programme (organisation_id, year)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE inspection (
  id INTEGER PRIMARY KEY, inspection_id INTEGER NOT NULL, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  year INTEGER NOT NULL, kind TEXT NOT NULL, member_id INTEGER REFERENCES member (id), target TEXT NOT NULL,
  content TEXT NOT NULL, conductor TEXT NOT NULL, starts_on INTEGER, due_on INTEGER NOT NULL, state TEXT NOT NULL,
  done_on INTEGER, outcome TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX inspection_once ON inspection (inspection_id) WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX inspection_year ON inspection (organisation_id, year);

CREATE INDEX inspection_member ON inspection (member_id);

CREATE TABLE commitment (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES member (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), year INTEGER NOT NULL, content TEXT NOT NULL,
  handed_on INTEGER NOT NULL, is_own INTEGER NOT NULL, confirmed_on INTEGER, reason TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX commitment_once ON commitment (member_id, year) WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX commitment_organisation ON commitment (organisation_id, year);

CREATE TABLE meeting_score (
  id INTEGER PRIMARY KEY, meeting_id INTEGER NOT NULL, scale TEXT NOT NULL, points TEXT NOT NULL,
  total INTEGER NOT NULL, band TEXT NOT NULL, scored_on INTEGER NOT NULL, note TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX meeting_score_once ON meeting_score (meeting_id) WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE meeting_ballot (
  id INTEGER PRIMARY KEY, ballot_id INTEGER NOT NULL, meeting_id INTEGER NOT NULL, item_id INTEGER NOT NULL,
  kind TEXT NOT NULL, question TEXT NOT NULL, seats INTEGER NOT NULL, majority TEXT NOT NULL,
  base INTEGER NOT NULL, needed INTEGER NOT NULL, present INTEGER NOT NULL, quorum INTEGER NOT NULL,
  state TEXT NOT NULL, reason TEXT NOT NULL, asked_by TEXT NOT NULL, vote_id INTEGER,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX meeting_ballot_once ON meeting_ballot (ballot_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX meeting_ballot_meeting ON meeting_ballot (meeting_id);

CREATE TABLE meeting_ballot_option (
  id INTEGER PRIMARY KEY, ballot_id INTEGER NOT NULL, position INTEGER NOT NULL,
  member_id INTEGER REFERENCES member (id), label TEXT NOT NULL,
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX meeting_ballot_option_once ON meeting_ballot_option (ballot_id, position)
  WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX meeting_ballot_option_member ON meeting_ballot_option (member_id);

CREATE TABLE meeting_ballot_teller (
  id INTEGER PRIMARY KEY, ballot_id INTEGER NOT NULL, member_id INTEGER NOT NULL REFERENCES member (id),
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX meeting_ballot_teller_ballot ON meeting_ballot_teller (ballot_id);

CREATE INDEX meeting_ballot_teller_member ON meeting_ballot_teller (member_id);

CREATE TABLE meeting_ballot_count (
  id INTEGER PRIMARY KEY, ballot_id INTEGER NOT NULL, entry INTEGER NOT NULL, printed INTEGER NOT NULL,
  issued INTEGER NOT NULL, returned INTEGER NOT NULL, valid INTEGER NOT NULL, invalid INTEGER NOT NULL,
  entered_by TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX meeting_ballot_count_once ON meeting_ballot_count (ballot_id, entry)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE meeting_ballot_tally (
  id INTEGER PRIMARY KEY, ballot_id INTEGER NOT NULL, entry INTEGER NOT NULL, position INTEGER NOT NULL,
  votes INTEGER NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX meeting_ballot_tally_once ON meeting_ballot_tally (ballot_id, entry, position)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE residence_comment (
  id INTEGER PRIMARY KEY, comment_id INTEGER NOT NULL, member_id INTEGER NOT NULL REFERENCES member (id),
  from_id INTEGER NOT NULL REFERENCES organisation (id), asked_id INTEGER REFERENCES organisation (id),
  asked_name TEXT NOT NULL, occasion TEXT NOT NULL, state TEXT NOT NULL, asked_on INTEGER NOT NULL,
  due_on INTEGER NOT NULL, happened_on INTEGER NOT NULL, author TEXT NOT NULL, content TEXT NOT NULL,
  reply TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX residence_comment_once ON residence_comment (comment_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX residence_comment_member ON residence_comment (member_id);

CREATE INDEX residence_comment_asked ON residence_comment (asked_id, state)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE prospect (id INTEGER PRIMARY KEY, recorded_by INTEGER NOT NULL) STRICT;

CREATE TABLE prospect_state (
  id INTEGER PRIMARY KEY, prospect_id INTEGER NOT NULL REFERENCES prospect (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), name TEXT NOT NULL, name_fold TEXT NOT NULL,
  name_order BLOB NOT NULL, sex TEXT NOT NULL, born_on INTEGER, occupation TEXT NOT NULL, union_kind TEXT NOT NULL,
  listed_on INTEGER NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX prospect_state_once ON prospect_state (prospect_id) WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX prospect_state_organisation ON prospect_state (organisation_id);

CREATE TABLE prospect_tie (
  id INTEGER PRIMARY KEY, prospect_id INTEGER NOT NULL REFERENCES prospect (id),
  member_id INTEGER NOT NULL REFERENCES member (id), role TEXT NOT NULL, effective_from INTEGER NOT NULL,
  effective_to INTEGER NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL,
  CHECK (effective_from < effective_to)
) STRICT;

CREATE INDEX prospect_tie_prospect ON prospect_tie (prospect_id);

CREATE INDEX prospect_tie_member ON prospect_tie (member_id);

CREATE TABLE prospect_paper (
  id INTEGER PRIMARY KEY, prospect_id INTEGER NOT NULL REFERENCES prospect (id), paper TEXT NOT NULL,
  issued_on INTEGER, kept_at TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX prospect_paper_once ON prospect_paper (prospect_id, paper)
  WHERE withdrawn_by = 9223372036854775807;

CREATE TABLE prospect_step (
  id INTEGER PRIMARY KEY, prospect_id INTEGER NOT NULL REFERENCES prospect (id), kind TEXT NOT NULL,
  happened_on INTEGER NOT NULL, base INTEGER, needed INTEGER, in_favour INTEGER, against INTEGER, is_carried INTEGER,
  number TEXT NOT NULL, member_id INTEGER REFERENCES member (id), decision_id INTEGER REFERENCES decision (id),
  reason TEXT NOT NULL, recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL
) STRICT;

CREATE INDEX prospect_step_prospect ON prospect_step (prospect_id);

CREATE INDEX prospect_step_member ON prospect_step (member_id);

CREATE TABLE prospect_erasure (
  prospect_id INTEGER PRIMARY KEY REFERENCES prospect (id), recorded_by INTEGER NOT NULL
) STRICT;

CREATE TABLE prospect_reading (
  id INTEGER PRIMARY KEY, prospect_id INTEGER NOT NULL, account_id INTEGER, reader TEXT NOT NULL, read_at INTEGER NOT NULL,
  surface TEXT NOT NULL
) STRICT;

CREATE INDEX prospect_reading_prospect ON prospect_reading (prospect_id, read_at);

CREATE TABLE mandated_passage (
  id INTEGER PRIMARY KEY, passage_id INTEGER NOT NULL, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  text TEXT NOT NULL, audience TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
  effective_from INTEGER NOT NULL, effective_to INTEGER NOT NULL,
  decision_id INTEGER NOT NULL REFERENCES decision (id),
  recorded_by INTEGER NOT NULL, withdrawn_by INTEGER NOT NULL, CHECK (effective_from < effective_to)
) STRICT;

CREATE UNIQUE INDEX mandated_passage_once ON mandated_passage (passage_id)
  WHERE withdrawn_by = 9223372036854775807;

CREATE INDEX mandated_passage_organisation ON mandated_passage (organisation_id, effective_from);

CREATE TRIGGER membership_one_official BEFORE INSERT ON membership
WHEN NEW.kind = 'official' AND NEW.withdrawn_by = 9223372036854775807 AND EXISTS (
  SELECT 1 FROM membership m WHERE m.member_id = NEW.member_id AND m.kind = 'official'
    AND m.withdrawn_by = 9223372036854775807
    AND m.effective_from < NEW.effective_to AND NEW.effective_from < m.effective_to)
BEGIN SELECT RAISE(ABORT, 'one official membership a day'); END;

CREATE TRIGGER administrative_unit_state_kept BEFORE DELETE ON administrative_unit_state
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER administrative_unit_state_fact BEFORE UPDATE ON administrative_unit_state
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER unit_succession_kept BEFORE DELETE ON unit_succession
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER unit_succession_fact BEFORE UPDATE ON unit_succession
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER organisation_state_kept BEFORE DELETE ON organisation_state
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER organisation_state_fact BEFORE UPDATE ON organisation_state
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER organisation_succession_kept BEFORE DELETE ON organisation_succession
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER organisation_succession_fact BEFORE UPDATE ON organisation_succession
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER structure_event_kept BEFORE DELETE ON structure_event
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER structure_event_fact BEFORE UPDATE ON structure_event
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER member_state_kept BEFORE DELETE ON member_state
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER member_state_fact BEFORE UPDATE ON member_state
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER member_number_kept BEFORE DELETE ON member_number
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER member_number_fact BEFORE UPDATE ON member_number
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER membership_kept BEFORE DELETE ON membership
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER membership_fact BEFORE UPDATE ON membership
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER membership_end_kept BEFORE DELETE ON membership_end
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER transfer_step_kept BEFORE DELETE ON transfer_step
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER transfer_step_fact BEFORE UPDATE ON transfer_step
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER appointment_kept BEFORE DELETE ON appointment
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER appointment_fact BEFORE UPDATE ON appointment
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER mass_organisation_kept BEFORE DELETE ON mass_organisation
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER mass_organisation_fact BEFORE UPDATE ON mass_organisation
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER leadership_scope_kept BEFORE DELETE ON leadership_scope
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER leadership_scope_fact BEFORE UPDATE ON leadership_scope
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER grading_kept BEFORE DELETE ON grading
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER grading_fact BEFORE UPDATE ON grading
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER mandate_kept BEFORE DELETE ON mandate
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER mandate_fact BEFORE UPDATE ON mandate
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER roll_out_kept BEFORE DELETE ON roll_out
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER roll_out_fact BEFORE UPDATE ON roll_out
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER survey_part_kept BEFORE DELETE ON survey_part
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER survey_part_fact BEFORE UPDATE ON survey_part
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER survey_answer_kept BEFORE DELETE ON survey_answer
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER survey_answer_fact BEFORE UPDATE ON survey_answer
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER briefing_remark_kept BEFORE DELETE ON briefing_remark
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER briefing_remark_fact BEFORE UPDATE ON briefing_remark
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER journal_entry_frozen_update BEFORE UPDATE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER journal_entry_frozen_delete BEFORE DELETE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER decision_frozen_update BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER decision_frozen_delete BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER briefing_issue_frozen_update BEFORE UPDATE ON briefing_issue
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER briefing_issue_frozen_delete BEFORE DELETE ON briefing_issue
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER member_reading_frozen_update BEFORE UPDATE ON member_reading
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER member_reading_frozen_delete BEFORE DELETE ON member_reading
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER journal_record_kept BEFORE DELETE ON journal_record
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER journal_record_blank BEFORE UPDATE ON journal_record
WHEN NOT (NEW.payload IS NULL AND NEW.salt IS NULL AND NEW.sequence = OLD.sequence AND NEW.ordinal = OLD.ordinal
  AND NEW.entity = OLD.entity AND NEW.entity_id = OLD.entity_id AND NEW.operation = OLD.operation
  AND NEW.digest = OLD.digest)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER decision_subject_frozen_update BEFORE UPDATE ON decision_subject
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER decision_subject_frozen_delete BEFORE DELETE ON decision_subject
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER membership_end_fact BEFORE UPDATE ON membership_end
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id)
  AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_fact_kept BEFORE DELETE ON review_fact
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER grading_derivation_frozen_delete BEFORE DELETE ON grading_derivation
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_fact_fact BEFORE UPDATE ON review_fact
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id)
  AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER grading_derivation_frozen_update BEFORE UPDATE ON grading_derivation
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

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

CREATE TRIGGER review_round_frozen_update BEFORE UPDATE ON review_round
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_round_frozen_delete BEFORE DELETE ON review_round
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_subject_frozen_update BEFORE UPDATE ON review_subject
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_guidance_kept BEFORE DELETE ON review_guidance
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_guidance_fact BEFORE UPDATE ON review_guidance
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_deadline_kept BEFORE DELETE ON review_deadline
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_deadline_fact BEFORE UPDATE ON review_deadline
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_submission_kept BEFORE DELETE ON review_submission
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_submission_fact BEFORE UPDATE ON review_submission
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_reopening_kept BEFORE DELETE ON review_reopening
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_reopening_fact BEFORE UPDATE ON review_reopening
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_step_kept BEFORE DELETE ON review_step
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_step_fact BEFORE UPDATE ON review_step
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_grade_kept BEFORE DELETE ON review_grade
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_grade_fact BEFORE UPDATE ON review_grade
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_meeting_frozen_update BEFORE UPDATE ON review_meeting
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_meeting_frozen_delete BEFORE DELETE ON review_meeting
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER ballot_frozen_update BEFORE UPDATE ON ballot
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER ballot_frozen_delete BEFORE DELETE ON ballot
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER ballot_line_frozen_update BEFORE UPDATE ON ballot_line
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER ballot_line_frozen_delete BEFORE DELETE ON ballot_line
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER ballot_state_kept BEFORE DELETE ON ballot_state
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER ballot_state_fact BEFORE UPDATE ON ballot_state
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER ballot_count_kept BEFORE DELETE ON ballot_count
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER ballot_count_fact BEFORE UPDATE ON ballot_count
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER ballot_tally_kept BEFORE DELETE ON ballot_tally
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER ballot_tally_fact BEFORE UPDATE ON ballot_tally
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER account_member_kept BEFORE DELETE ON account_member
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER account_member_fact BEFORE UPDATE ON account_member
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_attendance_kept BEFORE DELETE ON review_attendance
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_attendance_fact BEFORE UPDATE ON review_attendance
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_opinion_kept BEFORE DELETE ON review_opinion
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_opinion_fact BEFORE UPDATE ON review_opinion
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_complaint_kept BEFORE DELETE ON review_complaint
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_complaint_fact BEFORE UPDATE ON review_complaint
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_form_kept BEFORE DELETE ON review_form
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_form_fact BEFORE UPDATE ON review_form
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_prompt_kept BEFORE DELETE ON review_prompt
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_prompt_fact BEFORE UPDATE ON review_prompt
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_criteria_kept BEFORE DELETE ON review_criteria
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_criteria_fact BEFORE UPDATE ON review_criteria
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_file_frozen_update BEFORE UPDATE ON regulation_file
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_file_frozen_delete BEFORE DELETE ON regulation_file
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_kept BEFORE DELETE ON regulation
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_fact BEFORE UPDATE ON regulation
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_basis_kept BEFORE DELETE ON regulation_basis
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_basis_fact BEFORE UPDATE ON regulation_basis
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_note_kept BEFORE DELETE ON regulation_note
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_note_fact BEFORE UPDATE ON regulation_note
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_draft_frozen_update BEFORE UPDATE ON regulation_draft
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_draft_frozen_delete BEFORE DELETE ON regulation_draft
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_draft_piece_kept BEFORE DELETE ON regulation_draft_piece
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_draft_piece_fact BEFORE UPDATE ON regulation_draft_piece
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_draft_step_kept BEFORE DELETE ON regulation_draft_step
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_draft_step_fact BEFORE UPDATE ON regulation_draft_step
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_draft_request_kept BEFORE DELETE ON regulation_draft_request
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_draft_request_fact BEFORE UPDATE ON regulation_draft_request
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_draft_comment_kept BEFORE DELETE ON regulation_draft_comment
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER regulation_draft_comment_fact BEFORE UPDATE ON regulation_draft_comment
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER ballot_key_kept BEFORE DELETE ON ballot_key
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER ballot_key_fact BEFORE UPDATE ON ballot_key
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_plan_kept BEFORE DELETE ON meeting_plan
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_plan_fact BEFORE UPDATE ON meeting_plan
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_kept BEFORE DELETE ON meeting
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_fact BEFORE UPDATE ON meeting
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_item_kept BEFORE DELETE ON meeting_item
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_item_fact BEFORE UPDATE ON meeting_item
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_vote_kept BEFORE DELETE ON meeting_vote
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_vote_fact BEFORE UPDATE ON meeting_vote
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_minutes_kept BEFORE DELETE ON meeting_minutes
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_minutes_fact BEFORE UPDATE ON meeting_minutes
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER resolution_kept BEFORE DELETE ON resolution
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER resolution_fact BEFORE UPDATE ON resolution
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_attendance_kept BEFORE DELETE ON meeting_attendance
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_attendance_fact BEFORE UPDATE ON meeting_attendance
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER assignment_kept BEFORE DELETE ON assignment
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER assignment_fact BEFORE UPDATE ON assignment
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER assignment_progress_kept BEFORE DELETE ON assignment_progress
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER assignment_progress_fact BEFORE UPDATE ON assignment_progress
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER concern_erasure_frozen_update BEFORE UPDATE ON concern_erasure
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER concern_erasure_frozen_delete BEFORE DELETE ON concern_erasure
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER concern_kept BEFORE DELETE ON concern
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER concern_fact BEFORE UPDATE ON concern
WHEN NOT EXISTS (SELECT 1 FROM concern_erasure e WHERE e.concern_id = OLD.concern_id)
  AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER concern_step_kept BEFORE DELETE ON concern_step
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER concern_step_fact BEFORE UPDATE ON concern_step
WHEN NOT EXISTS (SELECT 1 FROM concern_erasure e WHERE e.concern_id = OLD.concern_id)
  AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER liaison_meeting_kept BEFORE DELETE ON liaison_meeting
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER liaison_meeting_fact BEFORE UPDATE ON liaison_meeting
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER liaison_standing_kept BEFORE DELETE ON liaison_standing
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER liaison_standing_fact BEFORE UPDATE ON liaison_standing
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER liaison_letter_kept BEFORE DELETE ON liaison_letter
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER liaison_letter_fact BEFORE UPDATE ON liaison_letter
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER liaison_step_kept BEFORE DELETE ON liaison_step
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER liaison_step_fact BEFORE UPDATE ON liaison_step
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER liaison_presence_kept BEFORE DELETE ON liaison_presence
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER liaison_presence_fact BEFORE UPDATE ON liaison_presence
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER fee_standing_kept BEFORE DELETE ON fee_standing
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER fee_standing_fact BEFORE UPDATE ON fee_standing
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER fee_receipt_kept BEFORE DELETE ON fee_receipt
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER fee_receipt_fact BEFORE UPDATE ON fee_receipt
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER fee_share_kept BEFORE DELETE ON fee_share
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER fee_share_fact BEFORE UPDATE ON fee_share
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER fee_remittance_kept BEFORE DELETE ON fee_remittance
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER fee_remittance_fact BEFORE UPDATE ON fee_remittance
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER booked_document_kept BEFORE DELETE ON booked_document
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER booked_document_fact BEFORE UPDATE ON booked_document
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER month_report_kept BEFORE DELETE ON month_report
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER month_report_fact BEFORE UPDATE ON month_report
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_meeting_withdrawal_kept BEFORE DELETE ON review_meeting_withdrawal
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_meeting_withdrawal_fact BEFORE UPDATE ON review_meeting_withdrawal
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_round_document_kept BEFORE DELETE ON review_round_document
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_round_document_fact BEFORE UPDATE ON review_round_document
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER review_subject_frozen_delete BEFORE DELETE ON review_subject
WHEN EXISTS (SELECT 1 FROM review_guidance g WHERE g.round_id = OLD.round_id
  AND g.withdrawn_by = 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER inspection_programme_kept BEFORE DELETE ON inspection_programme
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER inspection_programme_fact BEFORE UPDATE ON inspection_programme
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_score_kept BEFORE DELETE ON meeting_score
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_score_fact BEFORE UPDATE ON meeting_score
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER inspection_kept BEFORE DELETE ON inspection
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER inspection_fact BEFORE UPDATE ON inspection
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER commitment_kept BEFORE DELETE ON commitment
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER commitment_fact BEFORE UPDATE ON commitment
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_ballot_kept BEFORE DELETE ON meeting_ballot
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_ballot_fact BEFORE UPDATE ON meeting_ballot
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_ballot_count_kept BEFORE DELETE ON meeting_ballot_count
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_ballot_count_fact BEFORE UPDATE ON meeting_ballot_count
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_ballot_tally_kept BEFORE DELETE ON meeting_ballot_tally
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_ballot_tally_fact BEFORE UPDATE ON meeting_ballot_tally
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_ballot_option_kept BEFORE DELETE ON meeting_ballot_option
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_ballot_option_fact BEFORE UPDATE ON meeting_ballot_option
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_ballot_teller_kept BEFORE DELETE ON meeting_ballot_teller
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER meeting_ballot_teller_fact BEFORE UPDATE ON meeting_ballot_teller
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER residence_comment_kept BEFORE DELETE ON residence_comment
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER residence_comment_fact BEFORE UPDATE ON residence_comment
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_state_kept BEFORE DELETE ON prospect_state
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_state_fact BEFORE UPDATE ON prospect_state
WHEN NOT EXISTS (SELECT 1 FROM prospect_erasure e WHERE e.prospect_id = OLD.prospect_id)
  AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_tie_kept BEFORE DELETE ON prospect_tie
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_tie_fact BEFORE UPDATE ON prospect_tie
WHEN NOT EXISTS (SELECT 1 FROM prospect_erasure e WHERE e.prospect_id = OLD.prospect_id)
  AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_paper_kept BEFORE DELETE ON prospect_paper
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_paper_fact BEFORE UPDATE ON prospect_paper
WHEN NOT EXISTS (SELECT 1 FROM prospect_erasure e WHERE e.prospect_id = OLD.prospect_id)
  AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_step_kept BEFORE DELETE ON prospect_step
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_step_fact BEFORE UPDATE ON prospect_step
WHEN NOT EXISTS (SELECT 1 FROM prospect_erasure e WHERE e.prospect_id = OLD.prospect_id)
  AND NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_frozen_update BEFORE UPDATE ON prospect
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_frozen_delete BEFORE DELETE ON prospect
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_erasure_frozen_update BEFORE UPDATE ON prospect_erasure
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_erasure_frozen_delete BEFORE DELETE ON prospect_erasure
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_reading_frozen_update BEFORE UPDATE ON prospect_reading
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER prospect_reading_frozen_delete BEFORE DELETE ON prospect_reading
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER mandated_passage_kept BEFORE DELETE ON mandated_passage
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;

CREATE TRIGGER mandated_passage_fact BEFORE UPDATE ON mandated_passage
WHEN NOT (OLD.withdrawn_by = 9223372036854775807 AND NEW.withdrawn_by <> 9223372036854775807)
BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
