import Storage

extension Schema {
  /// Migration 23: what the place of residence is asked to say about a member outside of a review: before an appointment, a plan
  /// of posts, official recognition. A comment asked for in a review stays an opinion of its round.
  static let residenceComments = Migration(
    23, "residence comments",
    common: """
      CREATE TABLE residence_comment (
        id {int} PRIMARY KEY, comment_id {int} NOT NULL, member_id {int} NOT NULL REFERENCES member (id),
        from_id {int} NOT NULL REFERENCES organisation (id), asked_id {int} REFERENCES organisation (id),
        asked_name TEXT NOT NULL, occasion TEXT NOT NULL, state TEXT NOT NULL, asked_on {int} NOT NULL,
        due_on {int} NOT NULL, happened_on {int} NOT NULL, author TEXT NOT NULL, content TEXT NOT NULL,
        reply TEXT NOT NULL, recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX residence_comment_once ON residence_comment (comment_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE INDEX residence_comment_member ON residence_comment (member_id);
      CREATE INDEX residence_comment_asked ON residence_comment (asked_id, state)
        WHERE withdrawn_by = 9223372036854775807;
      """,
    sqlite: Guards.sqliteFact("residence_comment", tellsOfMembers: true),
    postgres: Guards.postgresFact("residence_comment", tellsOfMembers: true))
}
