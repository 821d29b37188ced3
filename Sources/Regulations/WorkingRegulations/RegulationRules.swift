import Basics
import Registry

/// What `Content/Regulations/register.yaml` says: who must have a regulation by when, how long the owner looks first,
/// which documents hold from when to when, which kinds of document a level may issue.
package struct RegulationRules: Sendable {
  package struct Duty: Decodable, Sendable {
    package enum Event: String, Decodable, Sendable { case founded, merged, superior }
    package var id: String
    package var event: Event
    package var days: Int
    package var title: String
    package var since: String?
    package var basis: String
    package var certainty: String
  }

  package struct KnownDocument: Decodable, Sendable {
    package var number: String
    package var title: String
    /// Days `yyyy-mm-dd`; `to` is exclusive.
    package var from: String?
    package var to: String?
    package var replacedBy: String?
    /// How texts call it without its symbol.
    package var called: [String]?
    package var source: String
    package var certainty: String

    package var fromDay: Day? { from.flatMap { Day(iso: $0) } }
    package var toDay: Day? { to.flatMap { Day(iso: $0) } }
  }

  package struct Issuing: Decodable, Sendable {
    package var kinds: [String]
    package var types: [String]
    package var allowed: Bool
    package var from: String?
    package var to: String?
    package var source: String
    package var certainty: String

    package func holds(on day: Day) -> Bool {
      if let from = from.flatMap({ Day(iso: $0) }), day < from { return false }
      if let to = to.flatMap({ Day(iso: $0) }), day >= to { return false }
      return true
    }
  }

  private struct File: Decodable {
    struct Reply: Decodable {
      var days: Int
      var certainty: String
      var source: String
    }
    var owes: [String]
    var duties: [Duty]
    var reply: Reply
    var documents: [KnownDocument]
    var issuing: [Issuing]
  }

  /// Kinds of organisation that must have a regulation.
  package let owes: [Organisation.Kind]
  package let duties: [Duty]
  package let replyDays: Int
  package let documents: [KnownDocument]
  package let issuing: [Issuing]

  package init(_ content: Content) throws {
    let path = "Regulations/register.yaml"
    let file = try content.yaml(path, as: File.self)
    owes = file.owes.compactMap { Organisation.Kind(rawValue: $0) }
    (duties, replyDays, documents, issuing) = (file.duties, file.reply.days, file.documents, file.issuing)
    let days =
      documents.flatMap { [$0.from, $0.to] } + issuing.flatMap { [$0.from, $0.to] } + duties.map(\.since)
    guard owes.count == file.owes.count, replyDays >= 0, duties.allSatisfy({ $0.days > 0 }),
      days.compactMap({ $0 }).allSatisfy({ Day(iso: $0) != nil })
    else { throw ContentRefusal.unreadable(path, "loại tổ chức, thời hạn hoặc ngày không đúng") }
  }

  /// What is known of a cited document; where a number was used more than once, the one of the day it names, else the
  /// latest that had begun by then.
  package func document(_ number: String, issued: Day?, citedOn day: Day) -> KnownDocument? {
    let fold = CitedDocument.fold(number)
    let named = documents.filter { CitedDocument.fold($0.number) == fold }
    if let issued, let exact = named.first(where: { $0.fromDay == issued }) { return exact }
    return named.filter { ($0.fromDay ?? .beginningOfTime) <= day }.max {
      ($0.fromDay ?? .beginningOfTime) < ($1.fromDay ?? .beginningOfTime)
    }
  }

  /// Kinds of document the rules name.
  package var types: [String] {
    issuing.flatMap(\.types).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Numbers of documents that no longer hold on a day.
  package func repealed(on day: Day) -> Set<String> {
    let gone = documents.filter { ($0.toDay ?? .endOfTime) <= day }.map { CitedDocument.fold($0.number) }
    let alive = documents.filter { ($0.toDay ?? .endOfTime) > day && ($0.fromDay ?? .beginningOfTime) <= day }
      .map { CitedDocument.fold($0.number) }
    return Set(gone).subtracting(alive)
  }
}
