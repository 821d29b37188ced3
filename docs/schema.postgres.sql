-- PostgreSQL 15

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE FUNCTION public.chibo_blank() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.payload IS NULL AND NEW.salt IS NULL
    AND to_jsonb(NEW) - 'payload' - 'salt' = to_jsonb(OLD) - 'payload' - 'salt' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'history cannot be rewritten';
END $$;

CREATE FUNCTION public.chibo_erasable() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM erasure WHERE member_id = OLD.member_id) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'history cannot be rewritten';
END $$;

CREATE FUNCTION public.chibo_erasable_fact() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
DECLARE gone boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'history cannot be rewritten'; END IF;
  IF OLD.withdrawn_by = 9223372036854775807
    AND to_jsonb(NEW) - 'withdrawn_by' = to_jsonb(OLD) - 'withdrawn_by' THEN RETURN NEW; END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %I = $1)', TG_ARGV[0], TG_ARGV[1])
    INTO gone USING (to_jsonb(OLD) ->> TG_ARGV[1])::bigint;
  IF gone THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'history cannot be rewritten';
END $_$;

CREATE FUNCTION public.chibo_fact() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'history cannot be rewritten'; END IF;
  IF OLD.withdrawn_by = 9223372036854775807
    AND to_jsonb(NEW) - 'withdrawn_by' = to_jsonb(OLD) - 'withdrawn_by' THEN RETURN NEW; END IF;
  IF TG_TABLE_NAME IN ('member_state', 'member_number', 'membership_end', 'review_fact')
    AND EXISTS (SELECT 1 FROM erasure WHERE member_id = (to_jsonb(OLD) ->> 'member_id')::bigint)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'history cannot be rewritten';
END $$;

CREATE FUNCTION public.chibo_frozen() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN RAISE EXCEPTION 'history cannot be rewritten'; END $$;

CREATE FUNCTION public.chibo_member_fact() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'history cannot be rewritten'; END IF;
  IF OLD.withdrawn_by = 9223372036854775807
    AND to_jsonb(NEW) - 'withdrawn_by' = to_jsonb(OLD) - 'withdrawn_by' THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM erasure WHERE member_id = OLD.member_id) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'history cannot be rewritten';
END $$;

CREATE FUNCTION public.chibo_subject_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM review_guidance g WHERE g.round_id = OLD.round_id
    AND g.withdrawn_by = 9223372036854775807) THEN RAISE EXCEPTION 'history cannot be rewritten'; END IF;
  RETURN OLD;
END $$;

CREATE TABLE public.account (
    id bigint NOT NULL,
    user_name text NOT NULL,
    person text NOT NULL,
    organisation_id bigint,
    password_hash text NOT NULL,
    is_disabled bigint NOT NULL,
    created_at bigint NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.account_member (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    member_id bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.activation (
    code_hash bytea NOT NULL,
    account_id bigint,
    created_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    used_at bigint
);

CREATE TABLE public.administrative_unit (
    id bigint NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.administrative_unit_state (
    id bigint NOT NULL,
    unit_id bigint NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    name_fold text NOT NULL,
    code text NOT NULL,
    parent_id bigint,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    final bigint NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    CONSTRAINT administrative_unit_state_check CHECK ((effective_from < effective_to))
);

CREATE TABLE public.appointment (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    post text NOT NULL,
    organisation_id bigint NOT NULL,
    title text NOT NULL,
    sector text NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    CONSTRAINT appointment_check CHECK ((effective_from < effective_to))
);

CREATE TABLE public.assignment (
    id bigint NOT NULL,
    assignment_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    resolution_id bigint,
    meeting_id bigint,
    mandate_id bigint,
    member_id bigint,
    follower_id bigint,
    task text NOT NULL,
    product text NOT NULL,
    assigned_on bigint NOT NULL,
    due_on bigint,
    state text NOT NULL,
    closed_on bigint,
    evidence text NOT NULL,
    reason text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.assignment_progress (
    id bigint NOT NULL,
    assignment_id bigint NOT NULL,
    member_id bigint,
    reported_on bigint NOT NULL,
    note text NOT NULL,
    evidence text NOT NULL,
    is_own bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.ballot (
    id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    mode text NOT NULL,
    is_secret bigint NOT NULL,
    majority text NOT NULL,
    base bigint NOT NULL,
    needed bigint NOT NULL,
    eligible bigint NOT NULL,
    follows_id bigint,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.ballot_count (
    id bigint NOT NULL,
    ballot_id bigint NOT NULL,
    entry bigint NOT NULL,
    printed bigint NOT NULL,
    issued bigint NOT NULL,
    returned bigint NOT NULL,
    valid bigint NOT NULL,
    invalid bigint NOT NULL,
    entered_by text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.ballot_key (
    id bigint NOT NULL,
    ballot_id bigint NOT NULL,
    lock text NOT NULL,
    entered_by text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.ballot_line (
    id bigint NOT NULL,
    ballot_id bigint NOT NULL,
    "position" bigint NOT NULL,
    subject_id bigint NOT NULL,
    member_id bigint,
    grades text NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.ballot_state (
    id bigint NOT NULL,
    ballot_id bigint NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    digest text NOT NULL,
    entered_by text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.ballot_tally (
    id bigint NOT NULL,
    ballot_id bigint NOT NULL,
    line_id bigint NOT NULL,
    entry bigint NOT NULL,
    grade text NOT NULL,
    votes bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.ballot_voter (
    ballot_id bigint NOT NULL,
    member_id bigint NOT NULL,
    retry_hash text NOT NULL,
    vote bytea
);

CREATE TABLE public.booked_document (
    id bigint NOT NULL,
    document_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    book text NOT NULL,
    year bigint NOT NULL,
    series text NOT NULL,
    "position" bigint NOT NULL,
    type text NOT NULL,
    number text NOT NULL,
    dated_on bigint NOT NULL,
    booked_on bigint NOT NULL,
    party text NOT NULL,
    subject text NOT NULL,
    handler_id bigint,
    due_on bigint,
    done_on bigint,
    outcome text NOT NULL,
    cancelled text NOT NULL,
    mandate_id bigint,
    assignment_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.briefing_issue (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    as_of bigint NOT NULL,
    structure text NOT NULL,
    known_at bigint NOT NULL,
    number text NOT NULL,
    issued_at bigint NOT NULL,
    issued_by text NOT NULL,
    content text NOT NULL,
    hash text NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.briefing_remark (
    id bigint NOT NULL,
    issue_id bigint NOT NULL,
    answers_id bigint,
    kind text NOT NULL,
    text text NOT NULL,
    person text NOT NULL,
    account_id bigint,
    written_at bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.commitment (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    year bigint NOT NULL,
    content text NOT NULL,
    handed_on bigint NOT NULL,
    is_own bigint NOT NULL,
    confirmed_on bigint,
    reason text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.concern (
    id bigint NOT NULL,
    concern_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    heard_on bigint NOT NULL,
    topic text NOT NULL,
    hamlet text NOT NULL,
    matter text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.concern_erasure (
    concern_id bigint NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.concern_step (
    id bigint NOT NULL,
    concern_id bigint NOT NULL,
    kind text NOT NULL,
    taken_on bigint NOT NULL,
    body_id bigint,
    body text NOT NULL,
    words text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.decision (
    id bigint NOT NULL,
    type text NOT NULL,
    number text NOT NULL,
    issuer text NOT NULL,
    issuer_fold text NOT NULL,
    issued_on bigint NOT NULL,
    subject text NOT NULL,
    note text NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.decision_subject (
    id bigint NOT NULL,
    decision_id bigint NOT NULL,
    subject text NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.erasure (
    member_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.fee_receipt (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    month bigint NOT NULL,
    amount bigint NOT NULL,
    received_on bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.fee_remittance (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    amount bigint NOT NULL,
    remitted_on bigint NOT NULL,
    number text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.fee_share (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    percent bigint NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    CONSTRAINT fee_share_check CHECK ((effective_from < effective_to))
);

CREATE TABLE public.fee_standing (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    fee_class text NOT NULL,
    base_amount bigint NOT NULL,
    region bigint NOT NULL,
    reduction bigint NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    CONSTRAINT fee_standing_check CHECK ((effective_from < effective_to))
);

CREATE TABLE public.grading (
    id bigint NOT NULL,
    year bigint NOT NULL,
    subject_kind text NOT NULL,
    organisation_id bigint,
    member_id bigint,
    scale text NOT NULL,
    grade text NOT NULL,
    graded_on bigint NOT NULL,
    provenance text NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.grading_derivation (
    id bigint NOT NULL,
    grading_id bigint NOT NULL,
    member_id bigint,
    pack text NOT NULL,
    pack_hash text NOT NULL,
    engine text NOT NULL,
    facts_hash text NOT NULL,
    outcome text NOT NULL,
    standing text NOT NULL,
    rule text NOT NULL,
    explanation text NOT NULL,
    reason text NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.guidance_draft (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    base text NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.guidance_draft_version (
    id bigint NOT NULL,
    draft_id bigint NOT NULL,
    number bigint NOT NULL,
    title text NOT NULL,
    is_whole bigint NOT NULL,
    pack_head bigint NOT NULL,
    pack_tail bigint NOT NULL,
    pack_text text NOT NULL,
    source_head bigint NOT NULL,
    source_tail bigint NOT NULL,
    source_text text NOT NULL,
    hash text NOT NULL,
    restores bigint,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.guidance_draft_withdrawal (
    id bigint NOT NULL,
    draft_id bigint NOT NULL,
    reason text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.import_run (
    id bigint NOT NULL,
    kind text NOT NULL,
    organisation_id bigint NOT NULL,
    file_name text NOT NULL,
    file_hash text NOT NULL,
    created bigint NOT NULL,
    changed bigint NOT NULL,
    unchanged bigint NOT NULL,
    left_out bigint NOT NULL,
    undone_by bigint,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.inspection (
    id bigint NOT NULL,
    inspection_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    year bigint NOT NULL,
    kind text NOT NULL,
    member_id bigint,
    target text NOT NULL,
    content text NOT NULL,
    conductor text NOT NULL,
    starts_on bigint,
    due_on bigint NOT NULL,
    state text NOT NULL,
    done_on bigint,
    outcome text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.inspection_programme (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    year bigint NOT NULL,
    document text NOT NULL,
    adopted_on bigint NOT NULL,
    meeting_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.journal_entry (
    sequence bigint NOT NULL,
    recorded_at bigint NOT NULL,
    actor text NOT NULL,
    act text NOT NULL,
    decision_id bigint,
    body text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL
);

CREATE TABLE public.journal_head (
    id bigint NOT NULL,
    sequence bigint NOT NULL,
    hash text NOT NULL,
    recorded_at bigint NOT NULL,
    CONSTRAINT journal_head_id_check CHECK ((id = 1))
);

CREATE TABLE public.journal_record (
    sequence bigint NOT NULL,
    ordinal bigint NOT NULL,
    entity text NOT NULL,
    entity_id bigint NOT NULL,
    operation text NOT NULL,
    payload text,
    salt bytea,
    digest bytea NOT NULL
);

CREATE TABLE public.leadership_scope (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    mass_organisation_id bigint,
    subject_organisation_id bigint,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.liaison_letter (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    from_id bigint NOT NULL,
    to_id bigint,
    to_name text NOT NULL,
    number text NOT NULL,
    issued_on bigint NOT NULL,
    standing text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.liaison_meeting (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    held_on bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.liaison_presence (
    id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    member_id bigint NOT NULL,
    presence text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.liaison_standing (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    standing text NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    CONSTRAINT liaison_standing_check CHECK ((effective_from < effective_to))
);

CREATE TABLE public.liaison_step (
    id bigint NOT NULL,
    letter_id bigint NOT NULL,
    member_id bigint NOT NULL,
    kind text NOT NULL,
    effective_on bigint NOT NULL,
    cell_id bigint,
    cell_name text NOT NULL,
    note text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.local_decision (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    pack text NOT NULL,
    path text NOT NULL,
    value text NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    decision_id bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    CONSTRAINT local_decision_check CHECK ((effective_from < effective_to))
);

CREATE TABLE public.mandate (
    id bigint NOT NULL,
    mandate_id bigint NOT NULL,
    document_id bigint NOT NULL,
    subject text NOT NULL,
    duty text NOT NULL,
    scope_id bigint NOT NULL,
    obliged_kind text NOT NULL,
    founds_kind text NOT NULL,
    in_force_on bigint NOT NULL,
    due_on bigint,
    other_date bigint,
    other_date_source text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.mandated_passage (
    id bigint NOT NULL,
    passage_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    text text NOT NULL,
    audience text NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    decision_id bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    CONSTRAINT mandated_passage_check CHECK ((effective_from < effective_to))
);

CREATE TABLE public.mass_organisation (
    id bigint NOT NULL,
    unit_id bigint NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.meeting (
    id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    kind text NOT NULL,
    held_on bigint NOT NULL,
    starts_at text NOT NULL,
    place text NOT NULL,
    topic text NOT NULL,
    chair_id bigint,
    clerk_id bigint,
    cancelled text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.meeting_attendance (
    id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    member_id bigint NOT NULL,
    standing text NOT NULL,
    presence text NOT NULL,
    reason text NOT NULL,
    left_item_id bigint,
    is_away bigint NOT NULL,
    is_exempt bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.meeting_ballot (
    id bigint NOT NULL,
    ballot_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    item_id bigint NOT NULL,
    kind text NOT NULL,
    question text NOT NULL,
    seats bigint NOT NULL,
    majority text NOT NULL,
    base bigint NOT NULL,
    needed bigint NOT NULL,
    present bigint NOT NULL,
    quorum bigint NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    asked_by text NOT NULL,
    vote_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.meeting_ballot_count (
    id bigint NOT NULL,
    ballot_id bigint NOT NULL,
    entry bigint NOT NULL,
    printed bigint NOT NULL,
    issued bigint NOT NULL,
    returned bigint NOT NULL,
    valid bigint NOT NULL,
    invalid bigint NOT NULL,
    entered_by text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.meeting_ballot_option (
    id bigint NOT NULL,
    ballot_id bigint NOT NULL,
    "position" bigint NOT NULL,
    member_id bigint,
    label text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.meeting_ballot_tally (
    id bigint NOT NULL,
    ballot_id bigint NOT NULL,
    entry bigint NOT NULL,
    "position" bigint NOT NULL,
    votes bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.meeting_ballot_teller (
    id bigint NOT NULL,
    ballot_id bigint NOT NULL,
    member_id bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.meeting_item (
    id bigint NOT NULL,
    item_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    "position" bigint NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    presenter_id bigint,
    papers text NOT NULL,
    discussion text NOT NULL,
    conclusion text NOT NULL,
    outcome text NOT NULL,
    mandate_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.meeting_minutes (
    id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    version bigint NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    issued_on bigint,
    entry bigint,
    approved_at_id bigint,
    approved_on bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.meeting_plan (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    year bigint NOT NULL,
    kind text NOT NULL,
    planned_on bigint NOT NULL,
    topic text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.meeting_score (
    id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    scale text NOT NULL,
    points text NOT NULL,
    total bigint NOT NULL,
    band text NOT NULL,
    scored_on bigint NOT NULL,
    note text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.meeting_vote (
    id bigint NOT NULL,
    vote_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    item_id bigint NOT NULL,
    question text NOT NULL,
    majority text NOT NULL,
    base bigint NOT NULL,
    needed bigint NOT NULL,
    present bigint NOT NULL,
    quorum bigint NOT NULL,
    in_favour bigint NOT NULL,
    against bigint NOT NULL,
    silent bigint NOT NULL,
    is_carried bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.member (
    id bigint NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.member_number (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.member_reading (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    account_id bigint,
    reader text NOT NULL,
    read_at bigint NOT NULL,
    surface text NOT NULL
);

CREATE TABLE public.member_state (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    name text NOT NULL,
    name_fold text NOT NULL,
    name_order bytea NOT NULL,
    sex text NOT NULL,
    born_on bigint,
    admitted_on bigint,
    official_on bigint,
    ethnicity text NOT NULL,
    home_place text NOT NULL,
    residence text NOT NULL,
    is_local bigint,
    occupation text NOT NULL,
    education text NOT NULL,
    theory text NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    CONSTRAINT member_state_check CHECK ((effective_from < effective_to))
);

CREATE TABLE public.membership (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    kind text NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    CONSTRAINT membership_check CHECK ((effective_from < effective_to)),
    CONSTRAINT membership_kind_check CHECK ((kind = ANY (ARRAY['official'::text, 'temporary'::text, 'residence'::text])))
);

CREATE TABLE public.membership_end (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    kind text NOT NULL,
    effective_on bigint NOT NULL,
    destination text NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.month_report (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    month bigint NOT NULL,
    state text NOT NULL,
    figures text NOT NULL,
    remarks text NOT NULL,
    sent_on bigint,
    reason text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.name_opening (
    id bigint NOT NULL,
    member_id bigint,
    organisation_id bigint,
    account_id bigint,
    reader text NOT NULL,
    opened_at bigint NOT NULL,
    guidance text NOT NULL,
    year bigint NOT NULL,
    purpose text NOT NULL
);

CREATE TABLE public.organisation (
    id bigint NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.organisation_closure (
    id bigint NOT NULL,
    ancestor_id bigint NOT NULL,
    descendant_id bigint NOT NULL,
    depth bigint NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.organisation_state (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    name_fold text NOT NULL,
    name_order bytea NOT NULL,
    code text NOT NULL,
    parent_id bigint,
    unit_id bigint,
    neighbourhood text NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    final bigint NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    CONSTRAINT organisation_state_check CHECK ((effective_from < effective_to))
);

CREATE TABLE public.organisation_succession (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    predecessor_id bigint NOT NULL,
    successor_id bigint NOT NULL,
    effective_on bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.post (
    code text NOT NULL,
    title text NOT NULL,
    sector text NOT NULL,
    "position" bigint NOT NULL
);

CREATE TABLE public.prospect (
    id bigint NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.prospect_erasure (
    prospect_id bigint NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.prospect_paper (
    id bigint NOT NULL,
    prospect_id bigint NOT NULL,
    paper text NOT NULL,
    issued_on bigint,
    kept_at text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.prospect_reading (
    id bigint NOT NULL,
    prospect_id bigint NOT NULL,
    account_id bigint,
    reader text NOT NULL,
    read_at bigint NOT NULL,
    surface text NOT NULL
);

CREATE TABLE public.prospect_state (
    id bigint NOT NULL,
    prospect_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    name text NOT NULL,
    name_fold text NOT NULL,
    name_order bytea NOT NULL,
    sex text NOT NULL,
    born_on bigint,
    occupation text NOT NULL,
    union_kind text NOT NULL,
    listed_on bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.prospect_step (
    id bigint NOT NULL,
    prospect_id bigint NOT NULL,
    kind text NOT NULL,
    happened_on bigint NOT NULL,
    base bigint,
    needed bigint,
    in_favour bigint,
    against bigint,
    is_carried bigint,
    number text NOT NULL,
    member_id bigint,
    decision_id bigint,
    reason text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.prospect_tie (
    id bigint NOT NULL,
    prospect_id bigint NOT NULL,
    member_id bigint NOT NULL,
    role text NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    CONSTRAINT prospect_tie_check CHECK ((effective_from < effective_to))
);

CREATE TABLE public.register_setting (
    name text NOT NULL,
    value text NOT NULL
);

CREATE TABLE public.regulation (
    id bigint NOT NULL,
    regulation_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    document_id bigint NOT NULL,
    title text NOT NULL,
    term text NOT NULL,
    frame text NOT NULL,
    file_id bigint,
    file_hash text NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    CONSTRAINT regulation_check CHECK ((effective_from < effective_to))
);

CREATE TABLE public.regulation_basis (
    id bigint NOT NULL,
    regulation_id bigint NOT NULL,
    "position" bigint NOT NULL,
    citation text NOT NULL,
    number text NOT NULL,
    number_fold text NOT NULL,
    issued_on bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.regulation_draft (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    frame text NOT NULL,
    base_id bigint,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.regulation_draft_comment (
    id bigint NOT NULL,
    comment_id bigint NOT NULL,
    draft_id bigint NOT NULL,
    piece_id bigint,
    asked_id bigint,
    author text NOT NULL,
    said_on bigint NOT NULL,
    standing text NOT NULL,
    text text NOT NULL,
    reply text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.regulation_draft_piece (
    id bigint NOT NULL,
    piece_id bigint NOT NULL,
    draft_id bigint NOT NULL,
    mark bigint NOT NULL,
    "position" bigint NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    origin text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.regulation_draft_request (
    id bigint NOT NULL,
    draft_id bigint NOT NULL,
    asked_id bigint,
    account_id bigint,
    asked_on bigint NOT NULL,
    due_before bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.regulation_draft_step (
    id bigint NOT NULL,
    draft_id bigint NOT NULL,
    state text NOT NULL,
    happened_on bigint NOT NULL,
    votes_for bigint,
    votes_base bigint,
    regulation_id bigint,
    text text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.regulation_file (
    id bigint NOT NULL,
    name text NOT NULL,
    hash text NOT NULL,
    size bigint NOT NULL,
    content bytea NOT NULL,
    frozen_by bigint NOT NULL
);

CREATE TABLE public.regulation_note (
    id bigint NOT NULL,
    regulation_id bigint NOT NULL,
    other_id bigint,
    kind text NOT NULL,
    about text NOT NULL,
    standing text NOT NULL,
    text text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.residence_comment (
    id bigint NOT NULL,
    comment_id bigint NOT NULL,
    member_id bigint NOT NULL,
    from_id bigint NOT NULL,
    asked_id bigint,
    asked_name text NOT NULL,
    occasion text NOT NULL,
    state text NOT NULL,
    asked_on bigint NOT NULL,
    due_on bigint NOT NULL,
    happened_on bigint NOT NULL,
    author text NOT NULL,
    content text NOT NULL,
    reply text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.resolution (
    id bigint NOT NULL,
    resolution_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    meeting_id bigint,
    number text NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    adopted_on bigint NOT NULL,
    state text NOT NULL,
    changed_on bigint,
    replaced_by_id bigint,
    reason text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.review_attendance (
    id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    member_id bigint NOT NULL,
    standing text NOT NULL,
    presence text NOT NULL,
    is_away bigint NOT NULL,
    is_exempt bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.review_complaint (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    subject_id bigint NOT NULL,
    member_id bigint,
    organisation_id bigint NOT NULL,
    state text NOT NULL,
    received_on bigint NOT NULL,
    verified_on bigint,
    finding text NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    channel text,
    content text,
    answerer_id bigint,
    due_before bigint,
    outcome text
);

CREATE TABLE public.review_criteria (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    pack text NOT NULL,
    form text NOT NULL,
    field text NOT NULL,
    content text NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint NOT NULL,
    decision_id bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL,
    CONSTRAINT review_criteria_check CHECK ((effective_from < effective_to))
);

CREATE TABLE public.review_deadline (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    stage text NOT NULL,
    kind text NOT NULL,
    due_before bigint NOT NULL,
    reason text NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.review_fact (
    id bigint NOT NULL,
    year bigint NOT NULL,
    entity text NOT NULL,
    organisation_id bigint,
    member_id bigint,
    fact text NOT NULL,
    value text NOT NULL,
    evidence text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.review_form (
    id bigint NOT NULL,
    year bigint NOT NULL,
    quarter bigint NOT NULL,
    pack text NOT NULL,
    form text NOT NULL,
    organisation_id bigint,
    member_id bigint,
    content text NOT NULL,
    sent_on bigint NOT NULL,
    is_for_other bigint NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.review_form_draft (
    account_id bigint NOT NULL,
    subject_id bigint NOT NULL,
    member_id bigint,
    year bigint NOT NULL,
    quarter bigint NOT NULL,
    pack text NOT NULL,
    form text NOT NULL,
    content text NOT NULL,
    revision bigint NOT NULL,
    saved_at bigint NOT NULL
);

CREATE TABLE public.review_grade (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    subject_id bigint NOT NULL,
    member_id bigint,
    organisation_id bigint NOT NULL,
    step text NOT NULL,
    grade text NOT NULL,
    graded_on bigint NOT NULL,
    by_id bigint NOT NULL,
    ballot_id bigint,
    grading_id bigint,
    is_for_other bigint NOT NULL,
    reason text NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.review_guidance (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    pack text NOT NULL,
    pack_hash text NOT NULL,
    reason text NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.review_meeting (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    held_on bigint NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.review_meeting_withdrawal (
    id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    reason text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.review_opinion (
    id bigint NOT NULL,
    request_id bigint NOT NULL,
    round_id bigint NOT NULL,
    subject_id bigint NOT NULL,
    member_id bigint,
    kind text NOT NULL,
    asked_id bigint,
    asked_name text NOT NULL,
    state text NOT NULL,
    asked_on bigint NOT NULL,
    due_before bigint,
    happened_on bigint NOT NULL,
    author text NOT NULL,
    content text NOT NULL,
    reply text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.review_prompt (
    id bigint NOT NULL,
    year bigint NOT NULL,
    organisation_id bigint,
    member_id bigint,
    by_id bigint NOT NULL,
    content text NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.review_reopening (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    asked_by text NOT NULL,
    confirmed_by text NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.review_round (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    scope_id bigint NOT NULL,
    year bigint NOT NULL,
    quarter bigint NOT NULL,
    population_on bigint NOT NULL,
    decision_id bigint NOT NULL,
    subjects bigint NOT NULL,
    population_hash text NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.review_round_document (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    reason text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.review_step (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    subject_id bigint NOT NULL,
    member_id bigint,
    organisation_id bigint NOT NULL,
    stage text NOT NULL,
    done_on bigint NOT NULL,
    is_for_other bigint NOT NULL,
    note text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.review_subject (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    year bigint NOT NULL,
    quarter bigint NOT NULL,
    entity text NOT NULL,
    organisation_id bigint NOT NULL,
    base_id bigint NOT NULL,
    member_id bigint,
    treatment text NOT NULL,
    rule text NOT NULL,
    came_from_id bigint,
    is_unit bigint NOT NULL,
    members bigint NOT NULL,
    is_late bigint NOT NULL,
    frozen_by bigint NOT NULL
);

CREATE TABLE public.review_submission (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    state text NOT NULL,
    happened_on bigint NOT NULL,
    first_sent_on bigint,
    is_on_time bigint,
    note text NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.right_grant (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    role text NOT NULL,
    organisation_id bigint,
    from_moment bigint NOT NULL,
    to_moment bigint NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.roll_out (
    id bigint NOT NULL,
    mandate_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    result_id bigint,
    decision_id bigint NOT NULL,
    fulfilled_on bigint NOT NULL,
    note text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.schema_migration (
    number bigint NOT NULL,
    name text NOT NULL,
    applied_at bigint NOT NULL
);

CREATE TABLE public.sealed_ballot (
    ballot_id bigint NOT NULL,
    nonce bytea NOT NULL,
    content text NOT NULL
);

CREATE TABLE public.sign_in (
    token_hash bytea NOT NULL,
    account_id bigint NOT NULL,
    kind text NOT NULL,
    csrf text NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint NOT NULL,
    ends_at bigint NOT NULL
);

CREATE TABLE public.structure_event (
    id bigint NOT NULL,
    kind text NOT NULL,
    organisation_id bigint NOT NULL,
    effective_on bigint NOT NULL,
    text text NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.survey (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    visited_on bigint NOT NULL,
    title text NOT NULL,
    team text NOT NULL,
    host text NOT NULL,
    published_on bigint,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.survey_answer (
    id bigint NOT NULL,
    part_id bigint NOT NULL,
    answered_on bigint NOT NULL,
    status text NOT NULL,
    text text NOT NULL,
    by_person text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.survey_part (
    id bigint NOT NULL,
    survey_id bigint NOT NULL,
    kind text NOT NULL,
    "position" bigint NOT NULL,
    topic text NOT NULL,
    text text NOT NULL,
    person text NOT NULL,
    post text NOT NULL,
    organisation_id bigint,
    because_id bigint,
    due_on bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.transfer (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    from_id bigint NOT NULL,
    to_id bigint NOT NULL,
    kind text NOT NULL,
    letter text NOT NULL,
    sent_on bigint NOT NULL,
    recorded_by bigint NOT NULL
);

CREATE TABLE public.transfer_step (
    id bigint NOT NULL,
    transfer_id bigint NOT NULL,
    kind text NOT NULL,
    effective_on bigint NOT NULL,
    note text NOT NULL,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

CREATE TABLE public.unit_succession (
    id bigint NOT NULL,
    predecessor_id bigint NOT NULL,
    successor_id bigint NOT NULL,
    effective_on bigint NOT NULL,
    decision_id bigint,
    recorded_by bigint NOT NULL,
    withdrawn_by bigint NOT NULL
);

ALTER TABLE ONLY public.account_member
    ADD CONSTRAINT account_member_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_user_name_key UNIQUE (user_name);

ALTER TABLE ONLY public.activation
    ADD CONSTRAINT activation_pkey PRIMARY KEY (code_hash);

ALTER TABLE ONLY public.administrative_unit
    ADD CONSTRAINT administrative_unit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.administrative_unit_state
    ADD CONSTRAINT administrative_unit_state_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assignment_progress
    ADD CONSTRAINT assignment_progress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ballot_count
    ADD CONSTRAINT ballot_count_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ballot_key
    ADD CONSTRAINT ballot_key_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ballot_line
    ADD CONSTRAINT ballot_line_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT ballot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ballot_state
    ADD CONSTRAINT ballot_state_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ballot_tally
    ADD CONSTRAINT ballot_tally_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ballot_voter
    ADD CONSTRAINT ballot_voter_pkey PRIMARY KEY (ballot_id, member_id);

ALTER TABLE ONLY public.booked_document
    ADD CONSTRAINT booked_document_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.briefing_issue
    ADD CONSTRAINT briefing_issue_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.briefing_remark
    ADD CONSTRAINT briefing_remark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.commitment
    ADD CONSTRAINT commitment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.concern_erasure
    ADD CONSTRAINT concern_erasure_pkey PRIMARY KEY (concern_id);

ALTER TABLE ONLY public.concern
    ADD CONSTRAINT concern_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.concern_step
    ADD CONSTRAINT concern_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.decision_subject
    ADD CONSTRAINT decision_subject_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_type_number_issuer_fold_issued_on_key UNIQUE (type, number, issuer_fold, issued_on);

ALTER TABLE ONLY public.erasure
    ADD CONSTRAINT erasure_pkey PRIMARY KEY (member_id);

ALTER TABLE ONLY public.fee_receipt
    ADD CONSTRAINT fee_receipt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fee_remittance
    ADD CONSTRAINT fee_remittance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fee_share
    ADD CONSTRAINT fee_share_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fee_standing
    ADD CONSTRAINT fee_standing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.grading_derivation
    ADD CONSTRAINT grading_derivation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.grading
    ADD CONSTRAINT grading_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_draft
    ADD CONSTRAINT guidance_draft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_draft_version
    ADD CONSTRAINT guidance_draft_version_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_draft_withdrawal
    ADD CONSTRAINT guidance_draft_withdrawal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT import_run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inspection
    ADD CONSTRAINT inspection_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inspection_programme
    ADD CONSTRAINT inspection_programme_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.journal_entry
    ADD CONSTRAINT journal_entry_hash_key UNIQUE (hash);

ALTER TABLE ONLY public.journal_entry
    ADD CONSTRAINT journal_entry_pkey PRIMARY KEY (sequence);

ALTER TABLE ONLY public.journal_head
    ADD CONSTRAINT journal_head_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.journal_record
    ADD CONSTRAINT journal_record_pkey PRIMARY KEY (sequence, ordinal);

ALTER TABLE ONLY public.leadership_scope
    ADD CONSTRAINT leadership_scope_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.liaison_letter
    ADD CONSTRAINT liaison_letter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.liaison_meeting
    ADD CONSTRAINT liaison_meeting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.liaison_presence
    ADD CONSTRAINT liaison_presence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.liaison_standing
    ADD CONSTRAINT liaison_standing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.liaison_step
    ADD CONSTRAINT liaison_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.local_decision
    ADD CONSTRAINT local_decision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mandate
    ADD CONSTRAINT mandate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mandated_passage
    ADD CONSTRAINT mandated_passage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mass_organisation
    ADD CONSTRAINT mass_organisation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meeting_attendance
    ADD CONSTRAINT meeting_attendance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meeting_ballot_count
    ADD CONSTRAINT meeting_ballot_count_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meeting_ballot_option
    ADD CONSTRAINT meeting_ballot_option_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meeting_ballot
    ADD CONSTRAINT meeting_ballot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meeting_ballot_tally
    ADD CONSTRAINT meeting_ballot_tally_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meeting_ballot_teller
    ADD CONSTRAINT meeting_ballot_teller_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meeting_item
    ADD CONSTRAINT meeting_item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meeting_minutes
    ADD CONSTRAINT meeting_minutes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT meeting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meeting_plan
    ADD CONSTRAINT meeting_plan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meeting_score
    ADD CONSTRAINT meeting_score_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meeting_vote
    ADD CONSTRAINT meeting_vote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.member_number
    ADD CONSTRAINT member_number_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.member_reading
    ADD CONSTRAINT member_reading_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.member_state
    ADD CONSTRAINT member_state_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.membership_end
    ADD CONSTRAINT membership_end_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_one_official EXCLUDE USING gist (member_id WITH =, int8range(effective_from, effective_to) WITH &&) WHERE (((kind = 'official'::text) AND (withdrawn_by = '9223372036854775807'::bigint)));

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.month_report
    ADD CONSTRAINT month_report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.name_opening
    ADD CONSTRAINT name_opening_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organisation_closure
    ADD CONSTRAINT organisation_closure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organisation_state
    ADD CONSTRAINT organisation_state_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organisation_succession
    ADD CONSTRAINT organisation_succession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.prospect_erasure
    ADD CONSTRAINT prospect_erasure_pkey PRIMARY KEY (prospect_id);

ALTER TABLE ONLY public.prospect_paper
    ADD CONSTRAINT prospect_paper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.prospect
    ADD CONSTRAINT prospect_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.prospect_reading
    ADD CONSTRAINT prospect_reading_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.prospect_state
    ADD CONSTRAINT prospect_state_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.prospect_step
    ADD CONSTRAINT prospect_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.prospect_tie
    ADD CONSTRAINT prospect_tie_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.register_setting
    ADD CONSTRAINT register_setting_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.regulation_basis
    ADD CONSTRAINT regulation_basis_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.regulation_draft_comment
    ADD CONSTRAINT regulation_draft_comment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.regulation_draft_piece
    ADD CONSTRAINT regulation_draft_piece_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.regulation_draft
    ADD CONSTRAINT regulation_draft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.regulation_draft_request
    ADD CONSTRAINT regulation_draft_request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.regulation_draft_step
    ADD CONSTRAINT regulation_draft_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.regulation_file
    ADD CONSTRAINT regulation_file_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.regulation_note
    ADD CONSTRAINT regulation_note_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.regulation
    ADD CONSTRAINT regulation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.residence_comment
    ADD CONSTRAINT residence_comment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resolution
    ADD CONSTRAINT resolution_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_attendance
    ADD CONSTRAINT review_attendance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_complaint
    ADD CONSTRAINT review_complaint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_criteria
    ADD CONSTRAINT review_criteria_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_deadline
    ADD CONSTRAINT review_deadline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_fact
    ADD CONSTRAINT review_fact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_form_draft
    ADD CONSTRAINT review_form_draft_pkey PRIMARY KEY (account_id, subject_id, year, quarter, pack, form);

ALTER TABLE ONLY public.review_form
    ADD CONSTRAINT review_form_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_grade
    ADD CONSTRAINT review_grade_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_guidance
    ADD CONSTRAINT review_guidance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_meeting
    ADD CONSTRAINT review_meeting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_meeting_withdrawal
    ADD CONSTRAINT review_meeting_withdrawal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_opinion
    ADD CONSTRAINT review_opinion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_prompt
    ADD CONSTRAINT review_prompt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_reopening
    ADD CONSTRAINT review_reopening_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_round_document
    ADD CONSTRAINT review_round_document_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_round
    ADD CONSTRAINT review_round_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_step
    ADD CONSTRAINT review_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_subject
    ADD CONSTRAINT review_subject_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_submission
    ADD CONSTRAINT review_submission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.right_grant
    ADD CONSTRAINT right_grant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.roll_out
    ADD CONSTRAINT roll_out_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.sealed_ballot
    ADD CONSTRAINT sealed_ballot_pkey PRIMARY KEY (ballot_id, nonce);

ALTER TABLE ONLY public.sign_in
    ADD CONSTRAINT sign_in_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.structure_event
    ADD CONSTRAINT structure_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.survey_answer
    ADD CONSTRAINT survey_answer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.survey_part
    ADD CONSTRAINT survey_part_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.survey
    ADD CONSTRAINT survey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.transfer
    ADD CONSTRAINT transfer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.transfer_step
    ADD CONSTRAINT transfer_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.unit_succession
    ADD CONSTRAINT unit_succession_pkey PRIMARY KEY (id);

CREATE UNIQUE INDEX account_member_account ON public.account_member USING btree (account_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE UNIQUE INDEX account_member_member ON public.account_member USING btree (member_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX administrative_unit_state_code ON public.administrative_unit_state USING btree (code);

CREATE INDEX administrative_unit_state_fold ON public.administrative_unit_state USING btree (name_fold);

CREATE INDEX administrative_unit_state_unit ON public.administrative_unit_state USING btree (unit_id, effective_from);

CREATE INDEX appointment_member ON public.appointment USING btree (member_id);

CREATE INDEX appointment_organisation ON public.appointment USING btree (organisation_id);

CREATE INDEX assignment_mandate ON public.assignment USING btree (mandate_id);

CREATE INDEX assignment_member ON public.assignment USING btree (member_id);

CREATE UNIQUE INDEX assignment_once ON public.assignment USING btree (assignment_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX assignment_organisation ON public.assignment USING btree (organisation_id, state);

CREATE INDEX assignment_progress_assignment ON public.assignment_progress USING btree (assignment_id);

CREATE INDEX assignment_progress_member ON public.assignment_progress USING btree (member_id);

CREATE INDEX assignment_resolution ON public.assignment USING btree (resolution_id);

CREATE UNIQUE INDEX ballot_count_once ON public.ballot_count USING btree (ballot_id, entry) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE UNIQUE INDEX ballot_key_person ON public.ballot_key USING btree (ballot_id, entered_by) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE UNIQUE INDEX ballot_line_position ON public.ballot_line USING btree (ballot_id, "position");

CREATE INDEX ballot_meeting ON public.ballot USING btree (meeting_id);

CREATE UNIQUE INDEX ballot_state_once ON public.ballot_state USING btree (ballot_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE UNIQUE INDEX ballot_tally_once ON public.ballot_tally USING btree (ballot_id, entry, line_id, grade) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE UNIQUE INDEX booked_document_number ON public.booked_document USING btree (organisation_id, book, year, series, "position") WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE UNIQUE INDEX booked_document_once ON public.booked_document USING btree (document_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX briefing_issue_organisation ON public.briefing_issue USING btree (organisation_id, as_of);

CREATE INDEX briefing_remark_issue ON public.briefing_remark USING btree (issue_id);

CREATE UNIQUE INDEX commitment_once ON public.commitment USING btree (member_id, year) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX commitment_organisation ON public.commitment USING btree (organisation_id, year);

CREATE INDEX concern_concern ON public.concern USING btree (concern_id);

CREATE INDEX concern_organisation ON public.concern USING btree (organisation_id, heard_on);

CREATE INDEX concern_step_body ON public.concern_step USING btree (body_id);

CREATE INDEX concern_step_concern ON public.concern_step USING btree (concern_id);

CREATE INDEX decision_issued ON public.decision USING btree (issued_on);

CREATE INDEX decision_subject_decision ON public.decision_subject USING btree (decision_id);

CREATE UNIQUE INDEX fee_receipt_once ON public.fee_receipt USING btree (member_id, month) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX fee_receipt_organisation ON public.fee_receipt USING btree (organisation_id, month);

CREATE INDEX fee_remittance_organisation ON public.fee_remittance USING btree (organisation_id, remitted_on);

CREATE INDEX fee_share_organisation ON public.fee_share USING btree (organisation_id);

CREATE INDEX fee_standing_member ON public.fee_standing USING btree (member_id);

CREATE INDEX grading_derivation_grading ON public.grading_derivation USING btree (grading_id);

CREATE UNIQUE INDEX grading_member_year ON public.grading USING btree (member_id, year) WHERE ((withdrawn_by = '9223372036854775807'::bigint) AND (member_id IS NOT NULL));

CREATE UNIQUE INDEX grading_organisation_year ON public.grading USING btree (organisation_id, year) WHERE ((withdrawn_by = '9223372036854775807'::bigint) AND (organisation_id IS NOT NULL));

CREATE UNIQUE INDEX guidance_draft_version_number ON public.guidance_draft_version USING btree (draft_id, number);

CREATE UNIQUE INDEX guidance_draft_withdrawal_draft ON public.guidance_draft_withdrawal USING btree (draft_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX import_run_organisation ON public.import_run USING btree (organisation_id);

CREATE INDEX inspection_member ON public.inspection USING btree (member_id);

CREATE UNIQUE INDEX inspection_once ON public.inspection USING btree (inspection_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE UNIQUE INDEX inspection_programme_once ON public.inspection_programme USING btree (organisation_id, year) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX inspection_year ON public.inspection USING btree (organisation_id, year);

CREATE INDEX journal_entry_recorded ON public.journal_entry USING btree (recorded_at);

CREATE INDEX journal_record_entity ON public.journal_record USING btree (entity, entity_id);

CREATE INDEX leadership_scope_organisation ON public.leadership_scope USING btree (organisation_id);

CREATE INDEX liaison_letter_from ON public.liaison_letter USING btree (from_id, issued_on);

CREATE INDEX liaison_letter_member ON public.liaison_letter USING btree (member_id);

CREATE INDEX liaison_letter_to ON public.liaison_letter USING btree (to_id);

CREATE INDEX liaison_meeting_organisation ON public.liaison_meeting USING btree (organisation_id, held_on);

CREATE INDEX liaison_presence_meeting ON public.liaison_presence USING btree (meeting_id);

CREATE INDEX liaison_presence_member ON public.liaison_presence USING btree (member_id);

CREATE INDEX liaison_standing_member ON public.liaison_standing USING btree (member_id);

CREATE INDEX liaison_step_member ON public.liaison_step USING btree (member_id);

CREATE UNIQUE INDEX liaison_step_once ON public.liaison_step USING btree (letter_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX local_decision_organisation ON public.local_decision USING btree (organisation_id);

CREATE INDEX mandate_mandate ON public.mandate USING btree (mandate_id);

CREATE UNIQUE INDEX mandated_passage_once ON public.mandated_passage USING btree (passage_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX mandated_passage_organisation ON public.mandated_passage USING btree (organisation_id, effective_from);

CREATE INDEX mass_organisation_unit ON public.mass_organisation USING btree (unit_id);

CREATE INDEX meeting_attendance_member ON public.meeting_attendance USING btree (member_id);

CREATE UNIQUE INDEX meeting_attendance_once ON public.meeting_attendance USING btree (meeting_id, member_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE UNIQUE INDEX meeting_ballot_count_once ON public.meeting_ballot_count USING btree (ballot_id, entry) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX meeting_ballot_meeting ON public.meeting_ballot USING btree (meeting_id);

CREATE UNIQUE INDEX meeting_ballot_once ON public.meeting_ballot USING btree (ballot_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX meeting_ballot_option_member ON public.meeting_ballot_option USING btree (member_id);

CREATE UNIQUE INDEX meeting_ballot_option_once ON public.meeting_ballot_option USING btree (ballot_id, "position") WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE UNIQUE INDEX meeting_ballot_tally_once ON public.meeting_ballot_tally USING btree (ballot_id, entry, "position") WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX meeting_ballot_teller_ballot ON public.meeting_ballot_teller USING btree (ballot_id);

CREATE INDEX meeting_ballot_teller_member ON public.meeting_ballot_teller USING btree (member_id);

CREATE INDEX meeting_item_mandate ON public.meeting_item USING btree (mandate_id);

CREATE INDEX meeting_item_meeting ON public.meeting_item USING btree (meeting_id, "position");

CREATE UNIQUE INDEX meeting_item_once ON public.meeting_item USING btree (item_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE UNIQUE INDEX meeting_minutes_once ON public.meeting_minutes USING btree (meeting_id, version) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE UNIQUE INDEX meeting_once ON public.meeting USING btree (meeting_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX meeting_organisation ON public.meeting USING btree (organisation_id, held_on);

CREATE INDEX meeting_plan_year ON public.meeting_plan USING btree (organisation_id, year);

CREATE UNIQUE INDEX meeting_score_once ON public.meeting_score USING btree (meeting_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX meeting_vote_meeting ON public.meeting_vote USING btree (meeting_id);

CREATE UNIQUE INDEX meeting_vote_once ON public.meeting_vote USING btree (vote_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX member_number_member ON public.member_number USING btree (member_id);

CREATE INDEX member_number_value ON public.member_number USING btree (value);

CREATE INDEX member_reading_member ON public.member_reading USING btree (member_id, read_at);

CREATE INDEX member_state_fold ON public.member_state USING btree (name_fold);

CREATE INDEX member_state_member ON public.member_state USING btree (member_id, effective_from, effective_to, recorded_by, withdrawn_by, name_order);

CREATE INDEX membership_end_member ON public.membership_end USING btree (member_id);

CREATE INDEX membership_member ON public.membership USING btree (member_id, effective_from);

CREATE INDEX membership_organisation ON public.membership USING btree (organisation_id, kind, effective_from, effective_to, recorded_by, withdrawn_by, member_id);

CREATE UNIQUE INDEX month_report_once ON public.month_report USING btree (organisation_id, month) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX name_opening_member ON public.name_opening USING btree (member_id);

CREATE INDEX name_opening_organisation ON public.name_opening USING btree (organisation_id);

CREATE INDEX organisation_closure_down ON public.organisation_closure USING btree (ancestor_id, descendant_id, effective_from, effective_to, recorded_by, withdrawn_by);

CREATE INDEX organisation_closure_up ON public.organisation_closure USING btree (descendant_id);

CREATE INDEX organisation_state_code ON public.organisation_state USING btree (code);

CREATE INDEX organisation_state_fold ON public.organisation_state USING btree (name_fold);

CREATE INDEX organisation_state_organisation ON public.organisation_state USING btree (organisation_id, effective_from);

CREATE INDEX organisation_state_parent ON public.organisation_state USING btree (parent_id);

CREATE INDEX organisation_state_unit ON public.organisation_state USING btree (unit_id);

CREATE INDEX organisation_succession_back ON public.organisation_succession USING btree (successor_id);

CREATE INDEX organisation_succession_forth ON public.organisation_succession USING btree (predecessor_id);

CREATE UNIQUE INDEX prospect_paper_once ON public.prospect_paper USING btree (prospect_id, paper) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX prospect_reading_prospect ON public.prospect_reading USING btree (prospect_id, read_at);

CREATE UNIQUE INDEX prospect_state_once ON public.prospect_state USING btree (prospect_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX prospect_state_organisation ON public.prospect_state USING btree (organisation_id);

CREATE INDEX prospect_step_member ON public.prospect_step USING btree (member_id);

CREATE INDEX prospect_step_prospect ON public.prospect_step USING btree (prospect_id);

CREATE INDEX prospect_tie_member ON public.prospect_tie USING btree (member_id);

CREATE INDEX prospect_tie_prospect ON public.prospect_tie USING btree (prospect_id);

CREATE INDEX regulation_basis_number ON public.regulation_basis USING btree (number_fold);

CREATE INDEX regulation_basis_regulation ON public.regulation_basis USING btree (regulation_id, "position");

CREATE INDEX regulation_draft_comment_draft ON public.regulation_draft_comment USING btree (draft_id);

CREATE UNIQUE INDEX regulation_draft_comment_once ON public.regulation_draft_comment USING btree (comment_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX regulation_draft_organisation ON public.regulation_draft USING btree (organisation_id);

CREATE INDEX regulation_draft_piece_draft ON public.regulation_draft_piece USING btree (draft_id, recorded_by);

CREATE UNIQUE INDEX regulation_draft_piece_once ON public.regulation_draft_piece USING btree (piece_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX regulation_draft_request_account ON public.regulation_draft_request USING btree (account_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX regulation_draft_request_asked ON public.regulation_draft_request USING btree (asked_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX regulation_draft_request_draft ON public.regulation_draft_request USING btree (draft_id);

CREATE UNIQUE INDEX regulation_draft_step_once ON public.regulation_draft_step USING btree (draft_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX regulation_note_regulation ON public.regulation_note USING btree (regulation_id);

CREATE UNIQUE INDEX regulation_once ON public.regulation USING btree (regulation_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX regulation_organisation ON public.regulation USING btree (organisation_id, effective_from);

CREATE INDEX residence_comment_asked ON public.residence_comment USING btree (asked_id, state) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX residence_comment_member ON public.residence_comment USING btree (member_id);

CREATE UNIQUE INDEX residence_comment_once ON public.residence_comment USING btree (comment_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX resolution_meeting ON public.resolution USING btree (meeting_id);

CREATE UNIQUE INDEX resolution_once ON public.resolution USING btree (resolution_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX resolution_organisation ON public.resolution USING btree (organisation_id, adopted_on);

CREATE INDEX review_attendance_member ON public.review_attendance USING btree (member_id);

CREATE UNIQUE INDEX review_attendance_once ON public.review_attendance USING btree (meeting_id, member_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX review_complaint_answerer ON public.review_complaint USING btree (answerer_id);

CREATE INDEX review_complaint_member ON public.review_complaint USING btree (member_id);

CREATE INDEX review_complaint_subject ON public.review_complaint USING btree (subject_id);

CREATE INDEX review_criteria_organisation ON public.review_criteria USING btree (organisation_id);

CREATE UNIQUE INDEX review_deadline_once ON public.review_deadline USING btree (round_id, stage, organisation_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE UNIQUE INDEX review_fact_member ON public.review_fact USING btree (member_id, year, entity, fact) WHERE ((withdrawn_by = '9223372036854775807'::bigint) AND (member_id IS NOT NULL));

CREATE UNIQUE INDEX review_fact_organisation ON public.review_fact USING btree (organisation_id, year, entity, fact) WHERE ((withdrawn_by = '9223372036854775807'::bigint) AND (organisation_id IS NOT NULL));

CREATE INDEX review_form_draft_member ON public.review_form_draft USING btree (member_id);

CREATE UNIQUE INDEX review_form_member ON public.review_form USING btree (member_id, year, quarter, form) WHERE ((withdrawn_by = '9223372036854775807'::bigint) AND (member_id IS NOT NULL));

CREATE UNIQUE INDEX review_form_organisation ON public.review_form USING btree (organisation_id, year, quarter, form) WHERE ((withdrawn_by = '9223372036854775807'::bigint) AND (organisation_id IS NOT NULL));

CREATE INDEX review_grade_member ON public.review_grade USING btree (member_id);

CREATE UNIQUE INDEX review_grade_once ON public.review_grade USING btree (subject_id, step) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE UNIQUE INDEX review_guidance_once ON public.review_guidance USING btree (round_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX review_meeting_organisation ON public.review_meeting USING btree (organisation_id, round_id);

CREATE UNIQUE INDEX review_meeting_withdrawal_once ON public.review_meeting_withdrawal USING btree (meeting_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX review_opinion_asked ON public.review_opinion USING btree (asked_id, state) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX review_opinion_member ON public.review_opinion USING btree (member_id);

CREATE UNIQUE INDEX review_opinion_once ON public.review_opinion USING btree (request_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX review_opinion_subject ON public.review_opinion USING btree (subject_id);

CREATE INDEX review_prompt_member ON public.review_prompt USING btree (member_id, year);

CREATE INDEX review_prompt_organisation ON public.review_prompt USING btree (organisation_id, year);

CREATE UNIQUE INDEX review_reopening_asked ON public.review_reopening USING btree (round_id, organisation_id) WHERE ((withdrawn_by = '9223372036854775807'::bigint) AND (state = 'asked'::text));

CREATE UNIQUE INDEX review_round_document_once ON public.review_round_document USING btree (round_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX review_round_year ON public.review_round USING btree (year, quarter);

CREATE INDEX review_step_member ON public.review_step USING btree (member_id);

CREATE UNIQUE INDEX review_step_once ON public.review_step USING btree (subject_id, stage) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX review_subject_base ON public.review_subject USING btree (base_id, year, quarter);

CREATE UNIQUE INDEX review_subject_member ON public.review_subject USING btree (member_id, year, quarter) WHERE (member_id IS NOT NULL);

CREATE UNIQUE INDEX review_subject_organisation ON public.review_subject USING btree (organisation_id, year, quarter, entity) WHERE (member_id IS NULL);

CREATE INDEX review_subject_place ON public.review_subject USING btree (organisation_id, year, quarter);

CREATE INDEX review_subject_round ON public.review_subject USING btree (round_id);

CREATE INDEX review_subject_unit ON public.review_subject USING btree (organisation_id, year, quarter, round_id, treatment, members) WHERE (is_unit = 1);

CREATE UNIQUE INDEX review_submission_once ON public.review_submission USING btree (organisation_id, round_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX review_submission_state ON public.review_submission USING btree (organisation_id, round_id, state, is_on_time) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX right_grant_account ON public.right_grant USING btree (account_id);

CREATE UNIQUE INDEX roll_out_once ON public.roll_out USING btree (mandate_id, organisation_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX sign_in_account ON public.sign_in USING btree (account_id);

CREATE INDEX structure_event_organisation ON public.structure_event USING btree (organisation_id, effective_on);

CREATE INDEX survey_organisation ON public.survey USING btree (organisation_id, visited_on);

CREATE INDEX survey_part_survey ON public.survey_part USING btree (survey_id, kind, "position");

CREATE INDEX transfer_from ON public.transfer USING btree (from_id);

CREATE INDEX transfer_member ON public.transfer USING btree (member_id);

CREATE UNIQUE INDEX transfer_step_once ON public.transfer_step USING btree (transfer_id) WHERE (withdrawn_by = '9223372036854775807'::bigint);

CREATE INDEX transfer_to ON public.transfer USING btree (to_id);

CREATE TRIGGER account_member_fact BEFORE DELETE OR UPDATE ON public.account_member FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER administrative_unit_state_fact BEFORE DELETE OR UPDATE ON public.administrative_unit_state FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER appointment_fact BEFORE DELETE OR UPDATE ON public.appointment FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER assignment_fact BEFORE DELETE OR UPDATE ON public.assignment FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER assignment_progress_fact BEFORE DELETE OR UPDATE ON public.assignment_progress FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER ballot_count_fact BEFORE DELETE OR UPDATE ON public.ballot_count FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER ballot_frozen BEFORE DELETE OR UPDATE ON public.ballot FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER ballot_key_fact BEFORE DELETE OR UPDATE ON public.ballot_key FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER ballot_line_frozen BEFORE DELETE OR UPDATE ON public.ballot_line FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER ballot_state_fact BEFORE DELETE OR UPDATE ON public.ballot_state FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER ballot_tally_fact BEFORE DELETE OR UPDATE ON public.ballot_tally FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER booked_document_fact BEFORE DELETE OR UPDATE ON public.booked_document FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER briefing_issue_frozen BEFORE DELETE OR UPDATE ON public.briefing_issue FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER briefing_remark_fact BEFORE DELETE OR UPDATE ON public.briefing_remark FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER commitment_fact BEFORE DELETE OR UPDATE ON public.commitment FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER concern_erasure_frozen BEFORE DELETE OR UPDATE ON public.concern_erasure FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER concern_fact BEFORE DELETE OR UPDATE ON public.concern FOR EACH ROW EXECUTE FUNCTION public.chibo_erasable_fact('concern_erasure', 'concern_id');

CREATE TRIGGER concern_step_fact BEFORE DELETE OR UPDATE ON public.concern_step FOR EACH ROW EXECUTE FUNCTION public.chibo_erasable_fact('concern_erasure', 'concern_id');

CREATE TRIGGER decision_frozen BEFORE DELETE OR UPDATE ON public.decision FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER decision_subject_frozen BEFORE DELETE OR UPDATE ON public.decision_subject FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER fee_receipt_fact BEFORE DELETE OR UPDATE ON public.fee_receipt FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER fee_remittance_fact BEFORE DELETE OR UPDATE ON public.fee_remittance FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER fee_share_fact BEFORE DELETE OR UPDATE ON public.fee_share FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER fee_standing_fact BEFORE DELETE OR UPDATE ON public.fee_standing FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER grading_derivation_frozen BEFORE DELETE OR UPDATE ON public.grading_derivation FOR EACH ROW EXECUTE FUNCTION public.chibo_erasable();

CREATE TRIGGER grading_fact BEFORE DELETE OR UPDATE ON public.grading FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER guidance_draft_frozen BEFORE DELETE OR UPDATE ON public.guidance_draft FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER guidance_draft_version_frozen BEFORE DELETE OR UPDATE ON public.guidance_draft_version FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER guidance_draft_withdrawal_fact BEFORE DELETE OR UPDATE ON public.guidance_draft_withdrawal FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER inspection_fact BEFORE DELETE OR UPDATE ON public.inspection FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER inspection_programme_fact BEFORE DELETE OR UPDATE ON public.inspection_programme FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER journal_entry_frozen BEFORE DELETE OR UPDATE ON public.journal_entry FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER journal_record_kept BEFORE DELETE OR UPDATE ON public.journal_record FOR EACH ROW EXECUTE FUNCTION public.chibo_blank();

CREATE TRIGGER leadership_scope_fact BEFORE DELETE OR UPDATE ON public.leadership_scope FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER liaison_letter_fact BEFORE DELETE OR UPDATE ON public.liaison_letter FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER liaison_meeting_fact BEFORE DELETE OR UPDATE ON public.liaison_meeting FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER liaison_presence_fact BEFORE DELETE OR UPDATE ON public.liaison_presence FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER liaison_standing_fact BEFORE DELETE OR UPDATE ON public.liaison_standing FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER liaison_step_fact BEFORE DELETE OR UPDATE ON public.liaison_step FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER local_decision_fact BEFORE DELETE OR UPDATE ON public.local_decision FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER mandate_fact BEFORE DELETE OR UPDATE ON public.mandate FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER mandated_passage_fact BEFORE DELETE OR UPDATE ON public.mandated_passage FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER mass_organisation_fact BEFORE DELETE OR UPDATE ON public.mass_organisation FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER meeting_attendance_fact BEFORE DELETE OR UPDATE ON public.meeting_attendance FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER meeting_ballot_count_fact BEFORE DELETE OR UPDATE ON public.meeting_ballot_count FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER meeting_ballot_fact BEFORE DELETE OR UPDATE ON public.meeting_ballot FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER meeting_ballot_option_fact BEFORE DELETE OR UPDATE ON public.meeting_ballot_option FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER meeting_ballot_tally_fact BEFORE DELETE OR UPDATE ON public.meeting_ballot_tally FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER meeting_ballot_teller_fact BEFORE DELETE OR UPDATE ON public.meeting_ballot_teller FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER meeting_fact BEFORE DELETE OR UPDATE ON public.meeting FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER meeting_item_fact BEFORE DELETE OR UPDATE ON public.meeting_item FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER meeting_minutes_fact BEFORE DELETE OR UPDATE ON public.meeting_minutes FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER meeting_plan_fact BEFORE DELETE OR UPDATE ON public.meeting_plan FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER meeting_score_fact BEFORE DELETE OR UPDATE ON public.meeting_score FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER meeting_vote_fact BEFORE DELETE OR UPDATE ON public.meeting_vote FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER member_number_fact BEFORE DELETE OR UPDATE ON public.member_number FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER member_reading_frozen BEFORE DELETE OR UPDATE ON public.member_reading FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER member_state_fact BEFORE DELETE OR UPDATE ON public.member_state FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER membership_end_fact BEFORE DELETE OR UPDATE ON public.membership_end FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER membership_fact BEFORE DELETE OR UPDATE ON public.membership FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER month_report_fact BEFORE DELETE OR UPDATE ON public.month_report FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER name_opening_frozen BEFORE DELETE OR UPDATE ON public.name_opening FOR EACH ROW EXECUTE FUNCTION public.chibo_erasable();

CREATE TRIGGER organisation_state_fact BEFORE DELETE OR UPDATE ON public.organisation_state FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER organisation_succession_fact BEFORE DELETE OR UPDATE ON public.organisation_succession FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER prospect_erasure_frozen BEFORE DELETE OR UPDATE ON public.prospect_erasure FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER prospect_frozen BEFORE DELETE OR UPDATE ON public.prospect FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER prospect_paper_fact BEFORE DELETE OR UPDATE ON public.prospect_paper FOR EACH ROW EXECUTE FUNCTION public.chibo_erasable_fact('prospect_erasure', 'prospect_id');

CREATE TRIGGER prospect_reading_frozen BEFORE DELETE OR UPDATE ON public.prospect_reading FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER prospect_state_fact BEFORE DELETE OR UPDATE ON public.prospect_state FOR EACH ROW EXECUTE FUNCTION public.chibo_erasable_fact('prospect_erasure', 'prospect_id');

CREATE TRIGGER prospect_step_fact BEFORE DELETE OR UPDATE ON public.prospect_step FOR EACH ROW EXECUTE FUNCTION public.chibo_erasable_fact('prospect_erasure', 'prospect_id');

CREATE TRIGGER prospect_tie_fact BEFORE DELETE OR UPDATE ON public.prospect_tie FOR EACH ROW EXECUTE FUNCTION public.chibo_erasable_fact('prospect_erasure', 'prospect_id');

CREATE TRIGGER regulation_basis_fact BEFORE DELETE OR UPDATE ON public.regulation_basis FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER regulation_draft_comment_fact BEFORE DELETE OR UPDATE ON public.regulation_draft_comment FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER regulation_draft_frozen BEFORE DELETE OR UPDATE ON public.regulation_draft FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER regulation_draft_piece_fact BEFORE DELETE OR UPDATE ON public.regulation_draft_piece FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER regulation_draft_request_fact BEFORE DELETE OR UPDATE ON public.regulation_draft_request FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER regulation_draft_step_fact BEFORE DELETE OR UPDATE ON public.regulation_draft_step FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER regulation_fact BEFORE DELETE OR UPDATE ON public.regulation FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER regulation_file_frozen BEFORE DELETE OR UPDATE ON public.regulation_file FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER regulation_note_fact BEFORE DELETE OR UPDATE ON public.regulation_note FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER residence_comment_fact BEFORE DELETE OR UPDATE ON public.residence_comment FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER resolution_fact BEFORE DELETE OR UPDATE ON public.resolution FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER review_attendance_fact BEFORE DELETE OR UPDATE ON public.review_attendance FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER review_complaint_fact BEFORE DELETE OR UPDATE ON public.review_complaint FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER review_criteria_fact BEFORE DELETE OR UPDATE ON public.review_criteria FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER review_deadline_fact BEFORE DELETE OR UPDATE ON public.review_deadline FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER review_fact_fact BEFORE DELETE OR UPDATE ON public.review_fact FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER review_form_fact BEFORE DELETE OR UPDATE ON public.review_form FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER review_grade_fact BEFORE DELETE OR UPDATE ON public.review_grade FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER review_guidance_fact BEFORE DELETE OR UPDATE ON public.review_guidance FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER review_meeting_frozen BEFORE DELETE OR UPDATE ON public.review_meeting FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER review_meeting_withdrawal_fact BEFORE DELETE OR UPDATE ON public.review_meeting_withdrawal FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER review_opinion_fact BEFORE DELETE OR UPDATE ON public.review_opinion FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER review_prompt_fact BEFORE DELETE OR UPDATE ON public.review_prompt FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER review_reopening_fact BEFORE DELETE OR UPDATE ON public.review_reopening FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER review_round_document_fact BEFORE DELETE OR UPDATE ON public.review_round_document FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER review_round_frozen BEFORE DELETE OR UPDATE ON public.review_round FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER review_step_fact BEFORE DELETE OR UPDATE ON public.review_step FOR EACH ROW EXECUTE FUNCTION public.chibo_member_fact();

CREATE TRIGGER review_subject_frozen BEFORE UPDATE ON public.review_subject FOR EACH ROW EXECUTE FUNCTION public.chibo_frozen();

CREATE TRIGGER review_subject_kept BEFORE DELETE ON public.review_subject FOR EACH ROW EXECUTE FUNCTION public.chibo_subject_kept();

CREATE TRIGGER review_submission_fact BEFORE DELETE OR UPDATE ON public.review_submission FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER roll_out_fact BEFORE DELETE OR UPDATE ON public.roll_out FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER structure_event_fact BEFORE DELETE OR UPDATE ON public.structure_event FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER survey_answer_fact BEFORE DELETE OR UPDATE ON public.survey_answer FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER survey_part_fact BEFORE DELETE OR UPDATE ON public.survey_part FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER transfer_step_fact BEFORE DELETE OR UPDATE ON public.transfer_step FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

CREATE TRIGGER unit_succession_fact BEFORE DELETE OR UPDATE ON public.unit_succession FOR EACH ROW EXECUTE FUNCTION public.chibo_fact();

ALTER TABLE ONLY public.account_member
    ADD CONSTRAINT account_member_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.account_member
    ADD CONSTRAINT account_member_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.administrative_unit_state
    ADD CONSTRAINT administrative_unit_state_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.administrative_unit_state
    ADD CONSTRAINT administrative_unit_state_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.administrative_unit(id);

ALTER TABLE ONLY public.administrative_unit_state
    ADD CONSTRAINT administrative_unit_state_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.administrative_unit(id);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_follower_id_fkey FOREIGN KEY (follower_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.assignment_progress
    ADD CONSTRAINT assignment_progress_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.ballot_count
    ADD CONSTRAINT ballot_count_ballot_id_fkey FOREIGN KEY (ballot_id) REFERENCES public.ballot(id);

ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT ballot_follows_id_fkey FOREIGN KEY (follows_id) REFERENCES public.ballot(id);

ALTER TABLE ONLY public.ballot_key
    ADD CONSTRAINT ballot_key_ballot_id_fkey FOREIGN KEY (ballot_id) REFERENCES public.ballot(id);

ALTER TABLE ONLY public.ballot_line
    ADD CONSTRAINT ballot_line_ballot_id_fkey FOREIGN KEY (ballot_id) REFERENCES public.ballot(id);

ALTER TABLE ONLY public.ballot_line
    ADD CONSTRAINT ballot_line_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.ballot_line
    ADD CONSTRAINT ballot_line_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.review_subject(id);

ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT ballot_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.review_meeting(id);

ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT ballot_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.ballot_state
    ADD CONSTRAINT ballot_state_ballot_id_fkey FOREIGN KEY (ballot_id) REFERENCES public.ballot(id);

ALTER TABLE ONLY public.ballot_tally
    ADD CONSTRAINT ballot_tally_ballot_id_fkey FOREIGN KEY (ballot_id) REFERENCES public.ballot(id);

ALTER TABLE ONLY public.ballot_tally
    ADD CONSTRAINT ballot_tally_line_id_fkey FOREIGN KEY (line_id) REFERENCES public.ballot_line(id);

ALTER TABLE ONLY public.ballot_voter
    ADD CONSTRAINT ballot_voter_ballot_id_fkey FOREIGN KEY (ballot_id) REFERENCES public.ballot(id);

ALTER TABLE ONLY public.ballot_voter
    ADD CONSTRAINT ballot_voter_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.booked_document
    ADD CONSTRAINT booked_document_handler_id_fkey FOREIGN KEY (handler_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.booked_document
    ADD CONSTRAINT booked_document_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.briefing_issue
    ADD CONSTRAINT briefing_issue_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.briefing_remark
    ADD CONSTRAINT briefing_remark_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.briefing_issue(id);

ALTER TABLE ONLY public.commitment
    ADD CONSTRAINT commitment_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.commitment
    ADD CONSTRAINT commitment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.concern
    ADD CONSTRAINT concern_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.concern_step
    ADD CONSTRAINT concern_step_body_id_fkey FOREIGN KEY (body_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.decision_subject
    ADD CONSTRAINT decision_subject_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.erasure
    ADD CONSTRAINT erasure_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.erasure
    ADD CONSTRAINT erasure_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.fee_receipt
    ADD CONSTRAINT fee_receipt_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.fee_receipt
    ADD CONSTRAINT fee_receipt_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.fee_remittance
    ADD CONSTRAINT fee_remittance_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.fee_share
    ADD CONSTRAINT fee_share_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.fee_share
    ADD CONSTRAINT fee_share_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.fee_standing
    ADD CONSTRAINT fee_standing_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.grading
    ADD CONSTRAINT grading_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.grading_derivation
    ADD CONSTRAINT grading_derivation_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.grading
    ADD CONSTRAINT grading_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.grading
    ADD CONSTRAINT grading_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.guidance_draft
    ADD CONSTRAINT guidance_draft_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.guidance_draft_version
    ADD CONSTRAINT guidance_draft_version_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES public.guidance_draft(id);

ALTER TABLE ONLY public.guidance_draft_withdrawal
    ADD CONSTRAINT guidance_draft_withdrawal_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES public.guidance_draft(id);

ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT import_run_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.inspection
    ADD CONSTRAINT inspection_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.inspection
    ADD CONSTRAINT inspection_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.inspection_programme
    ADD CONSTRAINT inspection_programme_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.leadership_scope
    ADD CONSTRAINT leadership_scope_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.leadership_scope
    ADD CONSTRAINT leadership_scope_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.liaison_letter
    ADD CONSTRAINT liaison_letter_from_id_fkey FOREIGN KEY (from_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.liaison_letter
    ADD CONSTRAINT liaison_letter_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.liaison_letter
    ADD CONSTRAINT liaison_letter_to_id_fkey FOREIGN KEY (to_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.liaison_meeting
    ADD CONSTRAINT liaison_meeting_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.liaison_presence
    ADD CONSTRAINT liaison_presence_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.liaison_meeting(id);

ALTER TABLE ONLY public.liaison_presence
    ADD CONSTRAINT liaison_presence_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.liaison_standing
    ADD CONSTRAINT liaison_standing_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.liaison_step
    ADD CONSTRAINT liaison_step_cell_id_fkey FOREIGN KEY (cell_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.liaison_step
    ADD CONSTRAINT liaison_step_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES public.liaison_letter(id);

ALTER TABLE ONLY public.liaison_step
    ADD CONSTRAINT liaison_step_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.local_decision
    ADD CONSTRAINT local_decision_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.local_decision
    ADD CONSTRAINT local_decision_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.mandate
    ADD CONSTRAINT mandate_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.mandate
    ADD CONSTRAINT mandate_scope_id_fkey FOREIGN KEY (scope_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.mandated_passage
    ADD CONSTRAINT mandated_passage_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.mandated_passage
    ADD CONSTRAINT mandated_passage_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.mass_organisation
    ADD CONSTRAINT mass_organisation_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.mass_organisation
    ADD CONSTRAINT mass_organisation_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.administrative_unit(id);

ALTER TABLE ONLY public.meeting_attendance
    ADD CONSTRAINT meeting_attendance_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.meeting_ballot_option
    ADD CONSTRAINT meeting_ballot_option_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.meeting_ballot_teller
    ADD CONSTRAINT meeting_ballot_teller_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT meeting_chair_id_fkey FOREIGN KEY (chair_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT meeting_clerk_id_fkey FOREIGN KEY (clerk_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.meeting_item
    ADD CONSTRAINT meeting_item_presenter_id_fkey FOREIGN KEY (presenter_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT meeting_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.meeting_plan
    ADD CONSTRAINT meeting_plan_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.member_number
    ADD CONSTRAINT member_number_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.member_number
    ADD CONSTRAINT member_number_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.member_state
    ADD CONSTRAINT member_state_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.member_state
    ADD CONSTRAINT member_state_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.membership_end
    ADD CONSTRAINT membership_end_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.membership_end
    ADD CONSTRAINT membership_end_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.membership_end
    ADD CONSTRAINT membership_end_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.month_report
    ADD CONSTRAINT month_report_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.organisation_state
    ADD CONSTRAINT organisation_state_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.organisation_state
    ADD CONSTRAINT organisation_state_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.organisation_state
    ADD CONSTRAINT organisation_state_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.organisation_state
    ADD CONSTRAINT organisation_state_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.administrative_unit(id);

ALTER TABLE ONLY public.organisation_succession
    ADD CONSTRAINT organisation_succession_predecessor_id_fkey FOREIGN KEY (predecessor_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.organisation_succession
    ADD CONSTRAINT organisation_succession_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.prospect_erasure
    ADD CONSTRAINT prospect_erasure_prospect_id_fkey FOREIGN KEY (prospect_id) REFERENCES public.prospect(id);

ALTER TABLE ONLY public.prospect_paper
    ADD CONSTRAINT prospect_paper_prospect_id_fkey FOREIGN KEY (prospect_id) REFERENCES public.prospect(id);

ALTER TABLE ONLY public.prospect_state
    ADD CONSTRAINT prospect_state_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.prospect_state
    ADD CONSTRAINT prospect_state_prospect_id_fkey FOREIGN KEY (prospect_id) REFERENCES public.prospect(id);

ALTER TABLE ONLY public.prospect_step
    ADD CONSTRAINT prospect_step_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.prospect_step
    ADD CONSTRAINT prospect_step_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.prospect_step
    ADD CONSTRAINT prospect_step_prospect_id_fkey FOREIGN KEY (prospect_id) REFERENCES public.prospect(id);

ALTER TABLE ONLY public.prospect_tie
    ADD CONSTRAINT prospect_tie_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.prospect_tie
    ADD CONSTRAINT prospect_tie_prospect_id_fkey FOREIGN KEY (prospect_id) REFERENCES public.prospect(id);

ALTER TABLE ONLY public.regulation
    ADD CONSTRAINT regulation_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.regulation
    ADD CONSTRAINT regulation_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.regulation_draft_comment
    ADD CONSTRAINT regulation_draft_comment_asked_id_fkey FOREIGN KEY (asked_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.regulation_draft_comment
    ADD CONSTRAINT regulation_draft_comment_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES public.regulation_draft(id);

ALTER TABLE ONLY public.regulation_draft
    ADD CONSTRAINT regulation_draft_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.regulation_draft_piece
    ADD CONSTRAINT regulation_draft_piece_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES public.regulation_draft(id);

ALTER TABLE ONLY public.regulation_draft_request
    ADD CONSTRAINT regulation_draft_request_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.regulation_draft_request
    ADD CONSTRAINT regulation_draft_request_asked_id_fkey FOREIGN KEY (asked_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.regulation_draft_request
    ADD CONSTRAINT regulation_draft_request_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES public.regulation_draft(id);

ALTER TABLE ONLY public.regulation_draft_step
    ADD CONSTRAINT regulation_draft_step_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES public.regulation_draft(id);

ALTER TABLE ONLY public.regulation
    ADD CONSTRAINT regulation_file_id_fkey FOREIGN KEY (file_id) REFERENCES public.regulation_file(id);

ALTER TABLE ONLY public.regulation
    ADD CONSTRAINT regulation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.residence_comment
    ADD CONSTRAINT residence_comment_asked_id_fkey FOREIGN KEY (asked_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.residence_comment
    ADD CONSTRAINT residence_comment_from_id_fkey FOREIGN KEY (from_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.residence_comment
    ADD CONSTRAINT residence_comment_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.resolution
    ADD CONSTRAINT resolution_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_attendance
    ADD CONSTRAINT review_attendance_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.review_meeting(id);

ALTER TABLE ONLY public.review_attendance
    ADD CONSTRAINT review_attendance_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.review_complaint
    ADD CONSTRAINT review_complaint_answerer_id_fkey FOREIGN KEY (answerer_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_complaint
    ADD CONSTRAINT review_complaint_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.review_complaint
    ADD CONSTRAINT review_complaint_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.review_complaint
    ADD CONSTRAINT review_complaint_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_complaint
    ADD CONSTRAINT review_complaint_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.review_round(id);

ALTER TABLE ONLY public.review_complaint
    ADD CONSTRAINT review_complaint_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.review_subject(id);

ALTER TABLE ONLY public.review_criteria
    ADD CONSTRAINT review_criteria_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.review_criteria
    ADD CONSTRAINT review_criteria_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_deadline
    ADD CONSTRAINT review_deadline_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.review_deadline
    ADD CONSTRAINT review_deadline_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_deadline
    ADD CONSTRAINT review_deadline_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.review_round(id);

ALTER TABLE ONLY public.review_fact
    ADD CONSTRAINT review_fact_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.review_fact
    ADD CONSTRAINT review_fact_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_form_draft
    ADD CONSTRAINT review_form_draft_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.review_form_draft
    ADD CONSTRAINT review_form_draft_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.review_form
    ADD CONSTRAINT review_form_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.review_form
    ADD CONSTRAINT review_form_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_grade
    ADD CONSTRAINT review_grade_by_id_fkey FOREIGN KEY (by_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_grade
    ADD CONSTRAINT review_grade_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.review_grade
    ADD CONSTRAINT review_grade_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.review_grade
    ADD CONSTRAINT review_grade_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_grade
    ADD CONSTRAINT review_grade_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.review_round(id);

ALTER TABLE ONLY public.review_grade
    ADD CONSTRAINT review_grade_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.review_subject(id);

ALTER TABLE ONLY public.review_guidance
    ADD CONSTRAINT review_guidance_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.review_guidance
    ADD CONSTRAINT review_guidance_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.review_round(id);

ALTER TABLE ONLY public.review_meeting
    ADD CONSTRAINT review_meeting_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_meeting
    ADD CONSTRAINT review_meeting_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.review_round(id);

ALTER TABLE ONLY public.review_meeting_withdrawal
    ADD CONSTRAINT review_meeting_withdrawal_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.review_meeting(id);

ALTER TABLE ONLY public.review_opinion
    ADD CONSTRAINT review_opinion_asked_id_fkey FOREIGN KEY (asked_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_opinion
    ADD CONSTRAINT review_opinion_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.review_opinion
    ADD CONSTRAINT review_opinion_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.review_round(id);

ALTER TABLE ONLY public.review_opinion
    ADD CONSTRAINT review_opinion_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.review_subject(id);

ALTER TABLE ONLY public.review_prompt
    ADD CONSTRAINT review_prompt_by_id_fkey FOREIGN KEY (by_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_prompt
    ADD CONSTRAINT review_prompt_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.review_prompt
    ADD CONSTRAINT review_prompt_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.review_prompt
    ADD CONSTRAINT review_prompt_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_reopening
    ADD CONSTRAINT review_reopening_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.review_reopening
    ADD CONSTRAINT review_reopening_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_reopening
    ADD CONSTRAINT review_reopening_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.review_round(id);

ALTER TABLE ONLY public.review_round
    ADD CONSTRAINT review_round_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.review_round_document
    ADD CONSTRAINT review_round_document_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.review_round_document
    ADD CONSTRAINT review_round_document_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.review_round(id);

ALTER TABLE ONLY public.review_round
    ADD CONSTRAINT review_round_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_round
    ADD CONSTRAINT review_round_scope_id_fkey FOREIGN KEY (scope_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_step
    ADD CONSTRAINT review_step_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.review_step
    ADD CONSTRAINT review_step_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_step
    ADD CONSTRAINT review_step_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.review_round(id);

ALTER TABLE ONLY public.review_step
    ADD CONSTRAINT review_step_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.review_subject(id);

ALTER TABLE ONLY public.review_subject
    ADD CONSTRAINT review_subject_base_id_fkey FOREIGN KEY (base_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_subject
    ADD CONSTRAINT review_subject_came_from_id_fkey FOREIGN KEY (came_from_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_subject
    ADD CONSTRAINT review_subject_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.review_subject
    ADD CONSTRAINT review_subject_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_subject
    ADD CONSTRAINT review_subject_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.review_round(id);

ALTER TABLE ONLY public.review_submission
    ADD CONSTRAINT review_submission_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.review_submission
    ADD CONSTRAINT review_submission_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.review_submission
    ADD CONSTRAINT review_submission_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.review_round(id);

ALTER TABLE ONLY public.right_grant
    ADD CONSTRAINT right_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.right_grant
    ADD CONSTRAINT right_grant_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.roll_out
    ADD CONSTRAINT roll_out_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.roll_out
    ADD CONSTRAINT roll_out_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.roll_out
    ADD CONSTRAINT roll_out_result_id_fkey FOREIGN KEY (result_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.sealed_ballot
    ADD CONSTRAINT sealed_ballot_ballot_id_fkey FOREIGN KEY (ballot_id) REFERENCES public.ballot(id);

ALTER TABLE ONLY public.sign_in
    ADD CONSTRAINT sign_in_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.structure_event
    ADD CONSTRAINT structure_event_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.structure_event
    ADD CONSTRAINT structure_event_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.survey_answer
    ADD CONSTRAINT survey_answer_part_id_fkey FOREIGN KEY (part_id) REFERENCES public.survey_part(id);

ALTER TABLE ONLY public.survey
    ADD CONSTRAINT survey_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.survey_part
    ADD CONSTRAINT survey_part_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.survey_part
    ADD CONSTRAINT survey_part_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES public.survey(id);

ALTER TABLE ONLY public.transfer
    ADD CONSTRAINT transfer_from_id_fkey FOREIGN KEY (from_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.transfer
    ADD CONSTRAINT transfer_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.member(id);

ALTER TABLE ONLY public.transfer_step
    ADD CONSTRAINT transfer_step_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES public.transfer(id);

ALTER TABLE ONLY public.transfer
    ADD CONSTRAINT transfer_to_id_fkey FOREIGN KEY (to_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.unit_succession
    ADD CONSTRAINT unit_succession_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.unit_succession
    ADD CONSTRAINT unit_succession_predecessor_id_fkey FOREIGN KEY (predecessor_id) REFERENCES public.administrative_unit(id);

ALTER TABLE ONLY public.unit_succession
    ADD CONSTRAINT unit_succession_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES public.administrative_unit(id);
