import Storage

extension Schema {
  /// Migration 15: an organisation's year of meetings: the plan, meetings with agenda, attendance and votes, their minutes by
  /// version; resolutions, and what was assigned to whom.
  ///
  /// `meeting_minutes.entry` is the last entry of the journal that a version of the minutes knows: a version is read again
  /// as the register stood then, and never drifts.
  static let meetings = Migration(
    15, "meetings",
    common: """
      CREATE TABLE meeting_plan (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id), year {int} NOT NULL,
        kind TEXT NOT NULL, planned_on {int} NOT NULL, topic TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX meeting_plan_year ON meeting_plan (organisation_id, year);
      CREATE TABLE meeting (
        id {int} PRIMARY KEY, meeting_id {int} NOT NULL, organisation_id {int} NOT NULL REFERENCES organisation (id),
        kind TEXT NOT NULL, held_on {int} NOT NULL, starts_at TEXT NOT NULL, place TEXT NOT NULL, topic TEXT NOT NULL,
        chair_id {int} REFERENCES member (id), clerk_id {int} REFERENCES member (id), cancelled TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX meeting_once ON meeting (meeting_id) WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX meeting_organisation ON meeting (organisation_id, held_on);
      CREATE TABLE meeting_item (
        id {int} PRIMARY KEY, item_id {int} NOT NULL, meeting_id {int} NOT NULL, position {int} NOT NULL,
        kind TEXT NOT NULL, title TEXT NOT NULL, presenter_id {int} REFERENCES member (id), papers TEXT NOT NULL,
        discussion TEXT NOT NULL, conclusion TEXT NOT NULL, outcome TEXT NOT NULL, mandate_id {int},
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX meeting_item_once ON meeting_item (item_id) WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX meeting_item_meeting ON meeting_item (meeting_id, position);
      CREATE INDEX meeting_item_mandate ON meeting_item (mandate_id);
      CREATE TABLE meeting_attendance (
        id {int} PRIMARY KEY, meeting_id {int} NOT NULL, member_id {int} NOT NULL REFERENCES member (id),
        standing TEXT NOT NULL, presence TEXT NOT NULL, reason TEXT NOT NULL, left_item_id {int},
        is_away {int} NOT NULL, is_exempt {int} NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX meeting_attendance_once ON meeting_attendance (meeting_id, member_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX meeting_attendance_member ON meeting_attendance (member_id);
      CREATE TABLE meeting_vote (
        id {int} PRIMARY KEY, vote_id {int} NOT NULL, meeting_id {int} NOT NULL, item_id {int} NOT NULL,
        question TEXT NOT NULL, majority TEXT NOT NULL, base {int} NOT NULL, needed {int} NOT NULL,
        present {int} NOT NULL, quorum {int} NOT NULL, in_favour {int} NOT NULL, against {int} NOT NULL,
        silent {int} NOT NULL, is_carried {int} NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX meeting_vote_once ON meeting_vote (vote_id) WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX meeting_vote_meeting ON meeting_vote (meeting_id);
      CREATE TABLE meeting_minutes (
        id {int} PRIMARY KEY, meeting_id {int} NOT NULL, version {int} NOT NULL, state TEXT NOT NULL,
        reason TEXT NOT NULL, issued_on {int}, entry {int}, approved_at_id {int}, approved_on {int},
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX meeting_minutes_once ON meeting_minutes (meeting_id, version)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE resolution (
        id {int} PRIMARY KEY, resolution_id {int} NOT NULL, organisation_id {int} NOT NULL REFERENCES organisation (id),
        meeting_id {int}, number TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, adopted_on {int} NOT NULL,
        state TEXT NOT NULL, changed_on {int}, replaced_by_id {int}, reason TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX resolution_once ON resolution (resolution_id) WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX resolution_organisation ON resolution (organisation_id, adopted_on);
      CREATE INDEX resolution_meeting ON resolution (meeting_id);
      CREATE TABLE assignment (
        id {int} PRIMARY KEY, assignment_id {int} NOT NULL, organisation_id {int} NOT NULL REFERENCES organisation (id),
        resolution_id {int}, meeting_id {int}, mandate_id {int}, member_id {int} REFERENCES member (id),
        follower_id {int} REFERENCES member (id), task TEXT NOT NULL, product TEXT NOT NULL, assigned_on {int} NOT NULL,
        due_on {int}, state TEXT NOT NULL, closed_on {int}, evidence TEXT NOT NULL, reason TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX assignment_once ON assignment (assignment_id) WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX assignment_organisation ON assignment (organisation_id, state);
      CREATE INDEX assignment_member ON assignment (member_id);
      CREATE INDEX assignment_resolution ON assignment (resolution_id);
      CREATE INDEX assignment_mandate ON assignment (mandate_id);
      CREATE TABLE assignment_progress (
        id {int} PRIMARY KEY, assignment_id {int} NOT NULL, member_id {int} REFERENCES member (id),
        reported_on {int} NOT NULL, note TEXT NOT NULL, evidence TEXT NOT NULL, is_own {int} NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX assignment_progress_assignment ON assignment_progress (assignment_id);
      CREATE INDEX assignment_progress_member ON assignment_progress (member_id);
      """,
    sqlite: meetingFacts.map { Guards.sqliteFact($0, tellsOfMembers: false) }.joined()
      + meetingMemberFacts.map { Guards.sqliteFact($0, tellsOfMembers: true) }.joined(),
    postgres: meetingFacts.map { Guards.postgresFact($0, tellsOfMembers: false) }.joined()
      + meetingMemberFacts.map { Guards.postgresFact($0, tellsOfMembers: true) }.joined())

  private static let meetingFacts = [
    "meeting_plan", "meeting", "meeting_item", "meeting_vote", "meeting_minutes", "resolution",
  ]
  private static let meetingMemberFacts = ["meeting_attendance", "assignment", "assignment_progress"]
}
