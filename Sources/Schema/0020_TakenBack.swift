import Storage

extension Schema {
  /// Migration 20: slips in a review are taken back in the open: a review meeting that was never held, the document of a round,
  /// a round in which nothing has been recorded.
  ///
  /// A round that is taken back keeps its row and its entries of the journal; it has no guidance any more. Its list, which is no
  /// part of the journal, goes, so that those on it can stand on another: rows of a round that has a guidance stay as they were.
  static let takenBack = Migration(
    20, "taken back",
    common: """
      CREATE TABLE review_meeting_withdrawal (
        id {int} PRIMARY KEY, meeting_id {int} NOT NULL REFERENCES review_meeting (id), reason TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX review_meeting_withdrawal_once ON review_meeting_withdrawal (meeting_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE review_round_document (
        id {int} PRIMARY KEY, round_id {int} NOT NULL REFERENCES review_round (id),
        decision_id {int} NOT NULL REFERENCES decision (id), reason TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX review_round_document_once ON review_round_document (round_id)
        WHERE withdrawn_by = 9223372036854775807;
      """,
    sqlite: takenBackFacts.map { Guards.sqliteFact($0, tellsOfMembers: false) }.joined()
      + """

      DROP TRIGGER review_subject_frozen_delete;
      CREATE TRIGGER review_subject_frozen_delete BEFORE DELETE ON review_subject
      WHEN EXISTS (SELECT 1 FROM review_guidance g WHERE g.round_id = OLD.round_id
        AND g.withdrawn_by = \(Guards.stillBelieved))
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      """,
    postgres: takenBackFacts.map { Guards.postgresFact($0, tellsOfMembers: false) }.joined()
      + """

      DROP TRIGGER review_subject_frozen ON review_subject;
      CREATE TRIGGER review_subject_frozen BEFORE UPDATE ON review_subject
        FOR EACH ROW EXECUTE FUNCTION chibo_frozen();
      CREATE FUNCTION chibo_subject_kept() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM review_guidance g WHERE g.round_id = OLD.round_id
          AND g.withdrawn_by = \(Guards.stillBelieved)) THEN RAISE EXCEPTION 'history cannot be rewritten'; END IF;
        RETURN OLD;
      END $$;
      CREATE TRIGGER review_subject_kept BEFORE DELETE ON review_subject
        FOR EACH ROW EXECUTE FUNCTION chibo_subject_kept();
      """)

  private static let takenBackFacts = ["review_meeting_withdrawal", "review_round_document"]
}
