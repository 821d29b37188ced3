import Basics
import Registry

/// What `Content/Regulations/drafting.yaml` says: places that the law fills, which documents fill which places, when a
/// regulation is adopted.
package struct DraftRules: Sendable {
  package struct Given: Decodable, Sendable {
    package var name: String
    package var kinds: [String]
    package var from: String?
    package var to: String?
    package var value: String
    package var basis: String
    package var certainty: String
  }
  struct Document: Decodable, Sendable {
    var name: String
    var title: String
  }
  /// Adopted with more than a share of those who may vote.
  package struct Adoption: Decodable, Sendable {
    package var over: Int
    package var of: Int
    package var base: String
    package var cite: String
    package var certainty: String
    package var words: String

    package func carries(_ votes: Int, of base: Int) -> Bool {
      votes.multipliedReportingOverflow(by: of).partialValue
        > base.multipliedReportingOverflow(by: over).partialValue
    }
  }
  private struct File: Decodable {
    var given: [Given]
    var documents: [Document]
    var adoption: Adoption
  }

  package let given: [Given]
  let documents: [Document]
  package let adoption: Adoption
  package let register: RegulationRules

  package init(_ content: Content) throws {
    let path = "Regulations/drafting.yaml"
    let file = try content.yaml(path, as: File.self)
    (given, documents, adoption) = (file.given, file.documents, file.adoption)
    register = try RegulationRules(content)
    let days = given.flatMap { [$0.from, $0.to] }.compactMap { $0 }
    guard (given.map(\.name) + documents.map(\.name)).allSatisfy({ DraftFacts.Name(rawValue: $0) != nil }),
      given.flatMap(\.kinds).allSatisfy({ Organisation.Kind(rawValue: $0) != nil }),
      days.allSatisfy({ Day(iso: $0) != nil }), adoption.over > 0, adoption.of >= adoption.over
    else { throw ContentRefusal.unreadable(path, "tên chỗ điền, loại tổ chức, ngày hoặc tỷ lệ không đúng") }
  }

  func given(_ name: DraftFacts.Name, for kind: Organisation.Kind, on day: Day) -> String? {
    given.first { one in
      one.name == name.rawValue && one.kinds.contains(kind.rawValue)
        && (one.from.flatMap { Day(iso: $0) }).map { day >= $0 } ?? true
        && (one.to.flatMap { Day(iso: $0) }).map { day < $0 } ?? true
    }?.value
  }

  /// "Quy định số 213-QĐ/TW ngày 02/01/2020": the one that holds on the day.
  func document(_ name: DraftFacts.Name, on day: Day) -> String? {
    guard let title = documents.first(where: { $0.name == name.rawValue })?.title else { return nil }
    let known = register.documents.first {
      $0.title == title && ($0.fromDay ?? .beginningOfTime) <= day && ($0.toDay ?? .endOfTime) > day
    }
    return known.map { "số \($0.number)\($0.fromDay.map { " ngày \($0.padded)" } ?? "")" }
  }
}
