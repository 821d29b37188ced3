import Storage

extension Schema {
  /// Migration 19: an organisation's book of incoming and outgoing documents, and the monthly reports of cells to the committee
  /// above them.
  ///
  /// A number of the book is given once: the row that bears it may be cancelled with a reason, and stays. A report that was sent
  /// keeps its figures as they were then.
  static let books = Migration(
    19, "books",
    common: """
      CREATE TABLE booked_document (
        id {int} PRIMARY KEY, document_id {int} NOT NULL, organisation_id {int} NOT NULL REFERENCES organisation (id),
        book TEXT NOT NULL, year {int} NOT NULL, series TEXT NOT NULL, position {int} NOT NULL, type TEXT NOT NULL,
        number TEXT NOT NULL, dated_on {int} NOT NULL, booked_on {int} NOT NULL, party TEXT NOT NULL,
        subject TEXT NOT NULL, handler_id {int} REFERENCES member (id), due_on {int}, done_on {int},
        outcome TEXT NOT NULL, cancelled TEXT NOT NULL, mandate_id {int}, assignment_id {int},
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX booked_document_once ON booked_document (document_id)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE UNIQUE INDEX booked_document_number ON booked_document (organisation_id, book, year, series, position)
        WHERE withdrawn_by = 9223372036854775807;
      CREATE TABLE month_report (
        id {int} PRIMARY KEY, organisation_id {int} NOT NULL REFERENCES organisation (id), month {int} NOT NULL,
        state TEXT NOT NULL, figures TEXT NOT NULL, remarks TEXT NOT NULL, sent_on {int}, reason TEXT NOT NULL,
        recorded_by {int} NOT NULL, withdrawn_by {int} NOT NULL
      ) {strict};
      CREATE UNIQUE INDEX month_report_once ON month_report (organisation_id, month)
        WHERE withdrawn_by = 9223372036854775807;
      """,
    sqlite: ["booked_document", "month_report"].map { Guards.sqliteFact($0, tellsOfMembers: false) }.joined(),
    postgres: ["booked_document", "month_report"].map { Guards.postgresFact($0, tellsOfMembers: false) }
      .joined())
}
