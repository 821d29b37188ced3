import Basics
import Meetings
import Registry
import Rules

/// What `Content/Regulations/drafting.yaml` says: places that the law fills, which documents fill which places; and when a
/// regulation is adopted, as meetings decide.
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
  /// Adopted with the majority of every meeting (`Content/Meetings/voting.yaml`).
  package struct Adoption: Sendable {
    package let majority: Majority

    package func carries(_ votes: Int, of base: Int) -> Bool {
      majority.needed(of: base).map { votes >= $0 } ?? false
    }

    package var words: String {
      "cần \(majority.shareWords) số được tính tán thành\(majority.source.cite.map { " (\($0))" } ?? "")"
    }
    /// Said where the rule was not read in the document itself.
    package var doubt: String? {
      VotingRules.doubt(majority.source.certainty.rawValue.uppercased(), cite: majority.source.cite ?? "")
    }
  }
  private struct File: Decodable {
    var given: [Given]
    var documents: [Document]
    /// Beginnings of posts' titles, the highest first.
    var posts: [String]
  }

  package let given: [Given]
  let documents: [Document]
  private let posts: [String]
  package let adoption: Adoption
  package let register: RegulationRules

  package init(_ content: Content) throws {
    let path = "Regulations/drafting.yaml"
    let file = try content.yaml(path, as: File.self)
    (given, documents, posts) = (file.given, file.documents, file.posts)
    adoption = Adoption(majority: try VotingRules(content).majority)
    register = try RegulationRules(content)
    let days = given.flatMap { [$0.from, $0.to] }.compactMap { $0 }
    guard (given.map(\.name) + documents.map(\.name)).allSatisfy({ DraftFacts.Name(rawValue: $0) != nil }),
      given.flatMap(\.kinds).allSatisfy({ Organisation.Kind(rawValue: $0) != nil }),
      days.allSatisfy({ Day(iso: $0) != nil })
    else { throw ContentRefusal.unreadable(path, "tên chỗ điền, loại tổ chức hoặc ngày không đúng") }
  }

  /// Titles of posts as documents list them: secretary, deputy, members; the others behind, by name.
  func ordered(_ titles: [String]) -> [String] {
    func place(_ title: String) -> Int {
      let fold = VietnameseText.fold(title)
      return posts.firstIndex { fold.utf8.starts(with: VietnameseText.fold($0).utf8) } ?? posts.count
    }
    return titles.sorted { a, b in
      let (x, y) = (place(a), place(b))
      return x == y ? VietnameseText.order(a).lexicographicallyPrecedes(VietnameseText.order(b)) : x < y
    }
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
