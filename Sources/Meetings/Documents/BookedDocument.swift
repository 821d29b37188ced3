import Basics
import Registry
import Storage

/// Booked document — văn bản trong sổ: one line of an organisation's book of incoming or outgoing documents, under a number that is
/// given once.
package struct BookedDocument: Registry.Fact, Hashable {
  package enum Book: String, Sendable, CaseIterable, SQLConvertible {
    case incoming, outgoing
    package var title: String {
      switch self {
      case .incoming: "Văn bản đến"
      case .outgoing: "Văn bản đi"
      }
    }
  }

  /// The row; a changed line gets another under the same ``document``.
  package var id: ID<Row>
  package var document: ID<BookedDocument>
  package var organisation: ID<Organisation>
  package var book: Book
  package var year: Int
  /// The row of numbers within the book; empty where there is one.
  package var series: String
  package var position: Int
  package var type: String
  /// Of the document itself: "12-CV/ĐU".
  package var number: String
  package var datedOn: Day
  /// The day it came, or was sent.
  package var bookedOn: Day
  /// Who sent it, or to whom it goes.
  package var party: String
  package var subject: String
  package var handler: ID<Member>?
  package var dueOn: Day?
  package var doneOn: Day?
  package var outcome: String
  /// Why the line counts no more; its number stays.
  package var cancelled: String
  /// The document from above it is, where the register knows it.
  package var mandate: Int64?
  /// The task it was turned into.
  package var assignment: ID<Assignment>?

  package enum Row {}
  package var isCancelled: Bool { !cancelled.isEmpty }
  /// "Công văn số 12-CV/ĐU ngày 3/3/2026".
  package var citation: String {
    let numbered = number.isEmpty ? "" : " số \(number)"
    return "\(type.isEmpty ? "Văn bản" : type)\(numbered) ngày \(datedOn.vietnamese)"
  }

  package static let table: StaticString = "booked_document"
  package static let columns: [StaticString] = [
    "id", "document_id", "organisation_id", "book", "year", "series", "position", "type", "number",
    "dated_on",
    "booked_on", "party", "subject", "handler_id", "due_on", "done_on", "outcome", "cancelled", "mandate_id",
    "assignment_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    let first: [SQLValue] = [
      id.sqlValue, document.sqlValue, organisation.sqlValue, book.sqlValue, .int(Int64(year)), .text(series),
      .int(Int64(position)), .text(type), .text(number), datedOn.sqlValue, bookedOn.sqlValue, .text(party),
    ]
    let rest: [SQLValue] = [
      .text(subject), handler?.sqlValue ?? .null, dueOn?.sqlValue ?? .null, doneOn?.sqlValue ?? .null,
      .text(outcome), .text(cancelled), mandate.map { .int($0) } ?? .null, assignment?.sqlValue ?? .null,
    ]
    return first + rest
  }

  static let list: SQL = """
    b.id, b.document_id, b.organisation_id, b.book, b.year, b.series, b.position, b.type, b.number, b.dated_on,
    b.booked_on, b.party, b.subject, b.handler_id, b.due_on, b.done_on, b.outcome, b.cancelled, b.mandate_id,
    b.assignment_id
    """
  static func read(_ row: Storage.Row) throws -> Self {
    Self(
      id: try row.id(0), document: try row.id(1), organisation: try row.id(2), book: try row.choice(3),
      year: try row.int(4), series: try row.text(5), position: try row.int(6), type: try row.text(7),
      number: try row.text(8), datedOn: try row.day(9), bookedOn: try row.day(10), party: try row.text(11),
      subject: try row.text(12), handler: try row.ifID(13), dueOn: try row.ifDay(14),
      doneOn: try row.ifDay(15),
      outcome: try row.text(16), cancelled: try row.text(17), mandate: try row.ifInt(18).map(Int64.init),
      assignment: try row.ifID(19))
  }
}

/// How a line of the book stands on a day.
package enum DocumentStanding: Sendable, Hashable {
  case cancelled
  case done(Day)
  case overdue(days: Int)
  case dueSoon
  case open
  /// Nobody has to do anything about it.
  case filed

  package var title: String {
    switch self {
    case .cancelled: "đã hủy, giữ số"
    case .done: "đã xong"
    case .overdue(let days): "quá hạn \(days) ngày"
    case .dueSoon: "sắp đến hạn"
    case .open: "đang xử lý"
    case .filed: "để biết"
    }
  }
  package var isOpen: Bool {
    switch self {
    case .overdue, .dueSoon, .open: true
    case .cancelled, .done, .filed: false
    }
  }
  package var isOverdue: Bool { if case .overdue = self { true } else { false } }
}

/// A line with the task it was turned into: what became of the task is what became of the document.
package struct BookLine: Sendable, Hashable {
  package var document: BookedDocument
  package var task: Assignment?

  package var doneOn: Day? { document.doneOn ?? (task.flatMap { $0.state == .open ? nil : $0.closedOn }) }
  package var dueOn: Day? { document.dueOn ?? task?.dueOn }

  package func standing(on day: Day, soon: Int) -> DocumentStanding {
    if document.isCancelled { return .cancelled }
    if let doneOn { return .done(doneOn) }
    if let due = dueOn {
      let left = due.daysSince1970 - day.daysSince1970
      return left < 0 ? .overdue(days: -left) : left <= soon ? .dueSoon : .open
    }
    return document.handler != nil || task != nil ? .open : .filed
  }
}
