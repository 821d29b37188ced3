import Basics
import Foundation
import TextReuse

/// A corpus as the engine sees it, and what each article of a cell names.
package struct ReadCorpus: Sendable {
  package var documents: [ReuseDocument]
  /// By document: the organisations each article names as subjects of leadership.
  package var named: [[NamedSubjects.InArticle]]
  /// By document.
  package var findings: [(id: String, finding: Finding)]
}

extension Corpus {
  package func read(_ mode: Mode, masks: Masks, subjects: NamedSubjects) throws -> ReadCorpus {
    switch mode {
    case .docs: return read(entries, masks: masks, subjects: subjects)
    case .raw, .norm: return try readArticles(folder + "/articles.\(mode.rawValue).jsonl", masks, subjects)
    }
  }

  private struct Slot: Sendable {
    var document = ReuseDocument(id: "", tree: "", audience: "")
    var named: [NamedSubjects.InArticle] = []
    var findings: [Finding] = []
  }

  private final class Slots: @unchecked Sendable {
    let base: UnsafeMutablePointer<Slot>
    init(_ base: UnsafeMutablePointer<Slot>) { self.base = base }
  }

  /// Files are read side by side, each fills its own place. Without `subjects` nobody asks whom they name.
  package func read(_ entries: [Entry], masks: Masks, subjects: NamedSubjects?) -> ReadCorpus {
    var slots = [Slot](repeating: Slot(), count: entries.count)
    let chunk = 64
    slots.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let shared = Slots(base)
      DispatchQueue.concurrentPerform(iterations: (entries.count + chunk - 1) / chunk) { part in
        var writer = ReuseWriter(masks)
        for n in part * chunk..<min(entries.count, (part + 1) * chunk) {
          let entry = entries[n]
          let outline = Outline.read(path: folder + "/" + entry.path)
          var slot = Slot()
          slot.document = writer.document(outline, id: entry.id, tree: entry.tree, audience: entry.audience)
          slot.findings = outline.findings
          if entry.superior != nil, let subjects { slot.named = subjects.find(outline) }
          shared.base[n] = slot
        }
      }
    }
    return collect(entries, slots)
  }

  private func readArticles(_ path: String, _ masks: Masks, _ subjects: NamedSubjects) throws -> ReadCorpus {
    guard let data = FileManager.default.contents(atPath: path) else { throw CorpusRefusal.noArticles(path) }
    var places: [String: Int] = [:]
    for (n, entry) in entries.enumerated() { places[entry.id] = n }
    var articles: [[(n: Int, title: String, clauses: [(String, String)])]] = Array(
      repeating: [], count: entries.count)
    for line in data.split(separator: 0x0A) {
      guard let row = JSON(text: String(decoding: line, as: UTF8.self)), case .string(let doc)? = row["doc"],
        case .int(let n)? = row["n"], case .string(let title)? = row["title"],
        case .array(let items)? = row["clauses"],
        let place = places[doc]
      else { throw CorpusRefusal.noArticles(path) }
      let clauses: [(String, String)] = items.compactMap { item in
        guard case .string(let c)? = item["c"], case .string(let text)? = item["text"] else { return nil }
        return (c, text)
      }
      articles[place].append((n, title, clauses))
    }
    var slots: [Slot] = []
    var writer = ReuseWriter(masks)
    for (n, entry) in entries.enumerated() {
      var slot = Slot()
      slot.document = ReuseDocument(id: entry.id, tree: entry.tree, audience: entry.audience)
      let texts = articles[n].flatMap { [$0.title] + $0.clauses.map(\.1) }
      let writings = WritingGuess.decide(texts)
      var at = 0
      for article in articles[n].sorted(by: { $0.n < $1.n }) {
        let title = writer.words(article.title, writings[at], &slot.document.words)
        at += 1
        let first = slot.document.clauses.count
        var found: [(ReuseDocument.Address, String)] = []
        for (c, text) in article.clauses {
          let address = Self.address(c)
          slot.document.clauses.append(.init(address, writer.words(text, writings[at], &slot.document.words)))
          if entry.superior != nil {
            for name in subjects.find(in: text, writings[at]) { found.append((address, name)) }
          }
          at += 1
        }
        slot.document.articles.append(
          .init(article.n, title: title, clauses: first..<slot.document.clauses.count))
        if !found.isEmpty { slot.named.append(.init(article: article.n, subjects: found)) }
      }
      slots.append(slot)
    }
    return collect(entries, slots)
  }

  private func collect(_ entries: [Entry], _ slots: [Slot]) -> ReadCorpus {
    ReadCorpus(
      documents: slots.map(\.document), named: slots.map(\.named),
      findings: zip(entries, slots).flatMap { entry, slot in slot.findings.map { (entry.id, $0) } })
  }

  /// "5.2.a" without the number of the article.
  static func address(_ text: String) -> ReuseDocument.Address {
    let parts = text.unicodeScalars.split(separator: ".").map { String($0) }
    let point = parts.count > 2 ? parts[2].unicodeScalars.first.map { Int($0.value) } ?? 0 : 0
    let clause = (parts.count > 1 ? parts[1] : "").unicodeScalars
    let digits = clause.prefix { ("0"..."9").contains($0) }
    let letter = clause.dropFirst(digits.count).first.flatMap(LetterOrder.rank) ?? 0
    return .init(Int(String(digits)) ?? 0, letter: letter, point: point)
  }
}
