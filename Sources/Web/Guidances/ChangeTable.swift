import Markup
import Rules

/// Points two guidances differ in, before and after, with the words marked that are others.
struct ChangeTable: Piece {
  var caption: String
  var before: String
  var after: String
  var changes: [Meaning.Change]
  var empty: EmptyState?

  var html: HTML {
    let table = Table(
      caption, columns: [.init("Điểm"), .init(before), .init(after), .init("Căn cứ")],
      rows: changes.map { change in
        let words = WordDifference(change.before, change.after)
        return Table.Row([
          "\(change.title)", change.before.isEmpty ? "không có" : words.before,
          change.after.isEmpty ? "bỏ" : words.after, "\(change.cite ?? "")",
        ])
      }, empty: empty)
    return "<div class=\"change-table\">\(table)</div>"
  }
}

/// What differs between two sentences, word by word.
struct WordDifference {
  let before: HTML
  let after: HTML
  /// Sentences are short; of a wall nothing is marked.
  private static let mostWords = 600

  init(_ old: String, _ new: String) {
    let (a, b) = (Self.words(old), Self.words(new))
    guard !a.isEmpty, !b.isEmpty, a != b, a.count <= Self.mostWords, b.count <= Self.mostWords else {
      (before, after) = ("\(old)", "\(new)")
      return
    }
    var (gone, come) = (Set<Int>(), Set<Int>())
    for change in b.difference(from: a) {
      switch change {
      case .remove(let n, _, _): gone.insert(n)
      case .insert(let n, _, _): come.insert(n)
      }
    }
    // Where next to nothing is common, marking all of it tells nothing.
    guard gone.count < a.count else {
      (before, after) = ("\(old)", "\(new)")
      return
    }
    (before, after) = (Self.marked(a, gone), Self.marked(b, come))
  }

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  private static func marked(_ words: [String], _ places: Set<Int>) -> HTML {
    var parts: [HTML] = []
    var run: [String] = []
    func flush(_ isMarked: Bool) {
      guard !run.isEmpty else { return }
      let text = run.joined(separator: " ")
      parts.append(isMarked ? "<mark>\(text)</mark>" : "\(text)")
      run = []
    }
    for (n, word) in words.enumerated() {
      if n > 0, places.contains(n) != places.contains(n - 1) { flush(places.contains(n - 1)) }
      run.append(word)
    }
    flush(places.contains(words.count - 1))
    return HTML.joined(parts, separator: " ")
  }
}
