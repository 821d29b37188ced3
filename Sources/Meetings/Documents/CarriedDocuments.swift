import Basics
import Registry
import Storage

/// Carried documents — văn bản còn phải xử lý của tổ chức đã sáp nhập, chia tách: asked for along the succession like tasks
/// (``carriedAssignments(of:asOf:)``), never copied. The line and its number stay in the book in which they were written.
extension Session {
  /// Where what a document asks for is carried on.
  package func keepers(of line: BookLine, asOf: AsOf) throws -> [ID<Organisation>] {
    if let task = line.task { return try keepers(of: task, asOf: asOf) }
    return try keepers(of: line.document.organisation, held: line.document.handler, asOf: asOf)
  }

  /// What an organisation has taken over: what waited when its predecessors ended, and what became of it since.
  package func inheritedDocuments(of organisation: ID<Organisation>, asOf: AsOf) throws -> [BookLine] {
    try origins(of: organisation, asOf: asOf).flatMap { origin -> [BookLine] in
      let end = try endDay(of: origin)
      return try awaitedDocuments(of: origin).filter { line in
        guard line.doneOn.map({ $0 >= end }) ?? true else { return false }
        return try keepers(of: line, asOf: asOf).contains(organisation)
      }
    }
  }

  /// What still waits for somebody: in the organisation's own books, and in those it has taken over.
  package func carriedDocuments(of organisation: ID<Organisation>, asOf: AsOf) throws -> [BookLine] {
    try openDocuments(of: organisation)
      + inheritedDocuments(of: organisation, asOf: asOf).filter { $0.doneOn == nil }
  }
}
