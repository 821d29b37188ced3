import Storage

extension Schema {
  /// Migration 17: contact of members with the place where they live: class, letters of introduction and what became of them,
  /// meetings of the cell of residence. That somebody is registered there is a membership of kind `residence`.
  static let liaison = Migration(
    17, "liaison",
    common: """
      CREATE TABLE liaison_standing (
        id {int} PRIMARY KEY, member_id {int} NOT NULL REFERENCES member (id), standing TEXT NOT NULL,
        effective_from {int} NOT NULL, effective_to {int} NOT NULL, recorded_by {int} NOT NULL,
        withdrawn_by {int} NOT NULL, CHECK (effective_from < effective_to)
      ) {strict};
      CREATE INDEX liaison_standing_member ON liaison_standing (member_id);
      CREATE TABLE liaison_letter (
        id {int} PRIMARY KEY, member_id {int} NOT NULL REFERENCES member (id),
        from_id {int} NOT NULL REFERENCES organisation (id), to_id {int} REFERENCES organisation (id),
        to_name TEXT NOT NULL, number TEXT NOT NULL, issued_on {int} NOT NULL, standing TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX liaison_letter_member ON liaison_letter (member_id);
      CREATE INDEX liaison_letter_from ON liaison_letter (from_id, issued_on);
      CREATE INDEX liaison_letter_to ON liaison_letter (to_id);
      CREATE TABLE liaison_step (
        id {int} PRIMARY KEY, letter_id {int} NOT NULL REFERENCES liaison_letter (id),
        member_id {int} NOT NULL REFERENCES member (id), kind TEXT NOT NULL, effective_on {int} NOT NULL,
        cell_id {int} REFERENCES organisation (id), cell_name TEXT NOT NULL, note TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX liaison_step_once ON liaison_step (letter_id) WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX liaison_step_member ON liaison_step (member_id);
      CREATE TABLE liaison_meeting (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id), held_on {int} NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX liaison_meeting_organisation ON liaison_meeting (organisation_id, held_on);
      CREATE TABLE liaison_presence (
        id {int} PRIMARY KEY, meeting_id {int} NOT NULL REFERENCES liaison_meeting (id),
        member_id {int} NOT NULL REFERENCES member (id), presence TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE INDEX liaison_presence_meeting ON liaison_presence (meeting_id);
      CREATE INDEX liaison_presence_member ON liaison_presence (member_id);
      """,
    sqlite: Guards.sqliteFact("liaison_meeting", tellsOfMembers: false)
      + liaisonMemberFacts.map { Guards.sqliteFact($0, tellsOfMembers: true) }.joined(),
    postgres: Guards.postgresFact("liaison_meeting", tellsOfMembers: false)
      + liaisonMemberFacts.map { Guards.postgresFact($0, tellsOfMembers: true) }.joined())

  private static let liaisonMemberFacts = [
    "liaison_standing", "liaison_letter", "liaison_step", "liaison_presence",
  ]
}
