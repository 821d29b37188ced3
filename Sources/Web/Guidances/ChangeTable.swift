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

/// What differs between two sentences: the words between their common beginning and their common end.
struct WordDifference {
  let before: HTML
  let after: HTML

  init(_ old: String, _ new: String) {
    let (a, b) = (Self.words(old), Self.words(new))
    guard !a.isEmpty, !b.isEmpty, a != b else {
      (before, after) = ("\(old)", "\(new)")
      return
    }
    let head = zip(a, b).prefix { $0 == $1 }.count
    let most = min(a.count, b.count) - head
    let tail = min(zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count, most)
    // Where next to nothing is common, marking all of it tells nothing.
    guard head + tail > 0 else {
      (before, after) = ("\(old)", "\(new)")
      return
    }
    (before, after) = (Self.marked(a, head, tail), Self.marked(b, head, tail))
  }

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  private static func marked(_ words: [String], _ head: Int, _ tail: Int) -> HTML {
    let middle = words[head..<(words.count - tail)].joined(separator: " ")
    let start = words[..<head].joined(separator: " ")
    let end = words[(words.count - tail)...].joined(separator: " ")
    let mark: HTML = middle.isEmpty ? "" : "<mark>\(middle)</mark>"
    let parts: [HTML] = [
      start.isEmpty ? "" : "\(start) ", mark, middle.isEmpty || end.isEmpty ? "" : " ", "\(end)",
    ]
    return HTML.joined(parts)
  }
}
