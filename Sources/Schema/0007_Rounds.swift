import Storage

extension Schema {
  /// Migration 7: the annual review round: whom it concerns, by when each unit is to be ready, what has been done, sent,
  /// returned and accepted, and the grade of each subject from proposal to approval.
  ///
  /// `review_subject` is frozen and no part of the journal's records: a province has half a million of them. The entry
  /// that froze them keeps their number and the hash of them all (`review_round.population_hash`).
  static let rounds = Migration(
    7, "rounds",
    common: """
      CREATE TABLE review_round (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id),
        scope_id {int} NOT NULL REFERENCES organisation (id), year {int} NOT NULL, quarter {int} NOT NULL, population_on {int} NOT NULL,
        decision_id {int} NOT NULL REFERENCES decision (id), subjects {int} NOT NULL, population_hash TEXT NOT NULL,
        recorded_by {int} NOT NULL
      ) {strict};
      CREATE INDEX review_round_year ON review_round (year, quarter);
      CREATE TABLE review_guidance (
        id {int} PRIMARY KEY, round_id {int} NOT NULL REFERENCES review_round (id), pack TEXT NOT NULL,
        pack_hash TEXT NOT NULL, reason TEXT NOT NULL, decision_id {int} REFERENCES decision (id),
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX review_guidance_once ON review_guidance (round_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE review_subject (
        id {int} PRIMARY KEY, round_id {int} NOT NULL REFERENCES review_round (id), year {int} NOT NULL,
        quarter {int} NOT NULL, entity TEXT NOT NULL, organisation_id {int} NOT NULL REFERENCES organisation (id),
        base_id {int} NOT NULL REFERENCES organisation (id), member_id {int} REFERENCES member (id),
        treatment TEXT NOT NULL, rule TEXT NOT NULL, came_from_id {int} REFERENCES organisation (id),
        is_unit {int} NOT NULL, members {int} NOT NULL, is_late {int} NOT NULL, frozen_by {int} NOT NULL
      ) {strict};
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
        id {int} PRIMARY KEY, round_id {int} NOT NULL REFERENCES review_round (id),
        organisation_id {int} NOT NULL REFERENCES organisation (id), stage TEXT NOT NULL, kind TEXT NOT NULL,
        due_before {int} NOT NULL, reason TEXT NOT NULL, decision_id {int} REFERENCES decision (id),
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX review_deadline_once ON review_deadline (round_id, stage, organisation_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE review_step (
        id {int} PRIMARY KEY, round_id {int} NOT NULL REFERENCES review_round (id),
        subject_id {int} NOT NULL REFERENCES review_subject (id), member_id {int} REFERENCES member (id),
        organisation_id {int} NOT NULL REFERENCES organisation (id), stage TEXT NOT NULL, done_on {int} NOT NULL,
        is_for_other {int} NOT NULL, note TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX review_step_once ON review_step (subject_id, stage)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX review_step_member ON review_step (member_id);
      CREATE TABLE review_submission (
        id {int} PRIMARY KEY, round_id {int} NOT NULL REFERENCES review_round (id),
        organisation_id {int} NOT NULL REFERENCES organisation (id), state TEXT NOT NULL, happened_on {int} NOT NULL,
        first_sent_on {int}, is_on_time {int}, note TEXT NOT NULL, decision_id {int} REFERENCES decision (id),
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX review_submission_once ON review_submission (organisation_id, round_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX review_submission_state ON review_submission (organisation_id, round_id, state, is_on_time)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE review_reopening (
        id {int} PRIMARY KEY, round_id {int} NOT NULL REFERENCES review_round (id),
        organisation_id {int} NOT NULL REFERENCES organisation (id), state TEXT NOT NULL, reason TEXT NOT NULL,
        asked_by TEXT NOT NULL, confirmed_by TEXT NOT NULL, decision_id {int} REFERENCES decision (id),
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX review_reopening_asked ON review_reopening (round_id, organisation_id)
        WHERE withdrawn_by = 9223372036854775807 AND state = 'asked';
      CREATE TABLE review_grade (
        id {int} PRIMARY KEY, round_id {int} NOT NULL REFERENCES review_round (id),
        subject_id {int} NOT NULL REFERENCES review_subject (id), member_id {int} REFERENCES member (id),
        organisation_id {int} NOT NULL REFERENCES organisation (id), step TEXT NOT NULL, grade TEXT NOT NULL,
        graded_on {int} NOT NULL, by_id {int} NOT NULL REFERENCES organisation (id), ballot_id {int},
        grading_id {int}, is_for_other {int} NOT NULL, reason TEXT NOT NULL, decision_id {int} REFERENCES decision (id),
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX review_grade_once ON review_grade (subject_id, step)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX review_grade_member ON review_grade (member_id);
      """,
    sqlite: Guards.sqliteFrozen("review_round") + Guards.sqliteFrozen("review_subject")
      + roundFacts.map { Guards.sqliteFact($0, tellsOfMembers: false) }.joined()
      + roundMemberFacts.map { Guards.sqliteFact($0, tellsOfMembers: true) }.joined(),
    postgres: Guards.postgresMemberFact + Guards.postgresFrozen("review_round")
      + Guards.postgresFrozen("review_subject")
      + roundFacts.map { Guards.postgresFact($0, tellsOfMembers: false) }.joined()
      + roundMemberFacts.map { Guards.postgresFact($0, tellsOfMembers: true) }.joined()
  )

  private static let roundFacts = [
    "review_guidance", "review_deadline", "review_submission", "review_reopening",
  ]
  private static let roundMemberFacts = ["review_step", "review_grade"]
}
