import Basics
import Registry
import Storage

extension Session {
  package func bookedDocument(_ id: ID<BookedDocument>) throws -> BookLine? {
    try bookLines("b.document_id = \(id)").first
  }

  /// A book of a year, in the order of its numbers.
  package func bookedDocuments(
    of organisation: ID<Organisation>, _ book: BookedDocument.Book, year: Int
  ) throws -> [BookLine] {
    try bookLines("b.organisation_id = \(organisation) AND b.book = \(book) AND b.year = \(year)")
  }

  /// What still waits for somebody, of all years.
  package func openDocuments(of organisation: ID<Organisation>) throws -> [BookLine] {
    try awaitedDocuments(of: organisation).filter { $0.doneOn == nil }
  }

  /// What waits or waited for somebody, of all years; not what is only to be known.
  func awaitedDocuments(of organisation: ID<Organisation>) throws -> [BookLine] {
    try bookLines(
      """
      b.organisation_id = \(organisation) AND b.cancelled = ''
        AND (b.due_on IS NOT NULL OR b.handler_id IS NOT NULL OR b.assignment_id IS NOT NULL)
      """)
  }

  /// Years in which an organisation has booked documents, the latest first.
  package func documentYears(of organisation: ID<Organisation>) throws -> [Int] {
    try all(
      """
      SELECT DISTINCT b.year FROM booked_document b
      WHERE b.organisation_id = \(organisation) AND \(Self.believed("b", AsOf.everything)) ORDER BY b.year DESC
      """
    ) { try $0.int(0) }
  }

  /// The last number given in a row of numbers, and its day.
  func lastBooked(
    of organisation: ID<Organisation>, _ book: BookedDocument.Book, year: Int, series: String
  ) throws -> (position: Int, day: Day)? {
    try first(
      """
      SELECT b.position, b.booked_on FROM booked_document b WHERE b.organisation_id = \(organisation)
        AND b.book = \(book) AND b.year = \(year) AND b.series = \(series)
        AND \(Self.believed("b", AsOf.everything)) ORDER BY b.position DESC LIMIT 1
      """
    ) { (try $0.int(0), try $0.day(1)) }
  }

  private func bookLines(_ condition: SQL) throws -> [BookLine] {
    let documents = try all(
      """
      SELECT \(BookedDocument.list) FROM booked_document b
      WHERE \(condition) AND \(Self.believed("b", AsOf.everything))
      ORDER BY b.year, b.series, b.position, b.document_id
      """
    ) { try BookedDocument.read($0) }
    return try documents.map { document in
      BookLine(document: document, task: try document.assignment.flatMap { try assignment($0) })
    }
  }
}
