import Registry
import TextReuse

/// Subjects of leadership a regulation names — đối tượng lãnh đạo được nêu: mass organisations and the Front, by the
/// names in `Content/Regulations/subjects.yaml`; sentences that deny having one do not name it.
package struct NamedSubjects: Sendable {
  package struct InArticle: Sendable {
    package var article: Int
    package var subjects: [(address: ReuseDocument.Address, name: String)]
  }

  private struct File: Decodable {
    struct Organisation: Decodable { var names: [String] }
    struct Denials: Decodable {
      var within: Int
      var phrases: [String]
    }
    var organisations: [Organisation]
    var denials: Denials
  }

  private struct Phrase: Sendable {
    var words: [UInt32]
    var organisation: Int
  }

  /// What a finding calls each organisation.
  package let names: [String]
  /// Every way each of them is written.
  let spellings: [[String]]
  private var phrases: [UInt32: [Phrase]] = [:]
  private var denials: [[UInt32]] = []
  private let within: Int

  package static func load(_ content: Content) throws -> NamedSubjects {
    NamedSubjects(try content.yaml("Regulations/subjects.yaml", as: File.self))
  }

  private init(_ file: File) {
    names = file.organisations.map { $0.names.first ?? "" }
    spellings = file.organisations.map(\.names)
    within = file.denials.within
    for (n, organisation) in file.organisations.enumerated() {
      for name in organisation.names {
        let words = Syllables(name).words
        if let first = words.first {
          phrases[first, default: []].append(Phrase(words: words, organisation: n))
        }
      }
    }
    denials = file.denials.phrases.map { Syllables($0).words }
  }

  package func find(_ outline: Outline) -> [InArticle] {
    var syllables = Syllables()
    var result: [InArticle] = []
    for article in outline.articles {
      var found: [(ReuseDocument.Address, String)] = []
      for clause in outline.clauses[article.clauses] {
        syllables.removeAll()
        outline.text.syllables(clause.looked, into: &syllables)
        for name in find(syllables) { found.append((clause.address, name)) }
      }
      if !found.isEmpty { result.append(InArticle(article: article.number, subjects: found)) }
    }
    return result
  }

  package func find(in text: String, _ writing: Writing) -> [String] {
    find(Syllables(text, writing: writing))
  }

  /// Each organisation once, in the order of the list.
  private func find(_ syllables: Syllables) -> [String] {
    let words = syllables.words
    var found: Set<Int> = []
    for at in words.indices {
      guard let candidates = phrases[words[at]] else { continue }
      for phrase in candidates where stands(phrase.words, at, words) && !isDenied(at, words) {
        // "công đoàn, thanh niên" does not name the Đoàn Thanh niên.
        let isWhole = (1..<max(1, phrase.words.count)).allSatisfy { !syllables.isParted(at + $0) }
        if isWhole { found.insert(phrase.organisation) }
      }
    }
    return found.sorted().map { names[$0] }
  }

  private func stands(_ phrase: [UInt32], _ at: Int, _ words: [UInt32]) -> Bool {
    guard at >= 0, at + phrase.count <= words.count else { return false }
    for n in phrase.indices where words[at + n] != phrase[n] { return false }
    return true
  }

  private func isDenied(_ at: Int, _ words: [UInt32]) -> Bool {
    for denial in denials {
      for gap in 0...within where stands(denial, at - gap - denial.count, words) { return true }
    }
    return false
  }
}
