import Basics
import Foundation
import TextReuse

/// Corpus — bộ văn bản: a folder of regulations with a list that says who stands under whom.
package struct Corpus: Sendable {
  package struct Entry: Decodable, Sendable {
    package var id: String
    package var path: String
    package var kind: String
    package var superior: String?
    package var has_orgs: [String]?

    package var tree: String { superior ?? id }
    package var audience: String { kind == "committee" ? "committee" : "cell" }
  }

  private struct List: Decodable { var docs: [Entry] }
  private struct Passages: Decodable {
    struct Passage: Decodable {
      var id: String
      var text: String
      var `for`: String
    }
    var passages: [Passage]
  }

  package let folder: String
  package let entries: [Entry]

  package init(folder: String) throws {
    guard let data = FileManager.default.contents(atPath: folder + "/corpus.json") else {
      throw CorpusRefusal.noList(folder)
    }
    guard let list = try? JSONDecoder().decode(List.self, from: data) else {
      throw CorpusRefusal.brokenList(folder)
    }
    // A list may not lead out of its folder.
    for entry in list.docs {
      let parts = entry.path.split(separator: "/", omittingEmptySubsequences: false)
      guard !entry.path.utf8.starts(with: "/".utf8), !parts.contains("..") else {
        throw CorpusRefusal.outside(entry.path)
      }
    }
    (self.folder, entries) = (folder, list.docs)
  }

  /// The library that comes with the corpus, if any.
  package func library(_ masks: Masks) -> Library {
    guard let data = FileManager.default.contents(atPath: folder + "/mandated.json"),
      let file = try? JSONDecoder().decode(Passages.self, from: data)
    else { return .none }
    return Library(
      file.passages.map { .init(id: $0.id, text: $0.text, audience: $0.for, source: "mandated.json") },
      masks: masks)
  }

  package enum Mode: String, CaseIterable, Sendable { case docs, raw, norm }
}

package enum CorpusRefusal: Refusal {
  case noList(String)
  case brokenList(String)
  case noArticles(String)
  case outside(String)

  package var reason: String {
    switch self {
    case .noList(let folder): "Thư mục \(folder) không có corpus.json."
    case .brokenList(let folder): "Không đọc được \(folder)/corpus.json."
    case .noArticles(let path): "Không đọc được \(path)."
    case .outside(let path): "corpus.json trỏ ra ngoài thư mục bộ văn bản: \(path)."
    }
  }
  package var remedy: String {
    switch self {
    case .noList, .brokenList: "Trỏ tới thư mục bộ văn bản có corpus.json hợp lệ và thư mục docs."
    case .outside: "Chép tệp vào thư mục bộ văn bản rồi ghi lại đường dẫn."
    case .noArticles: "Chạy lại với --mode docs, hoặc tạo lại bộ văn bản kèm các tệp articles."
    }
  }
}
