/// The text of a draft as it is kept: what is filled from the register stands in braces with its name, and a reference
/// to an article names the article, not its number.
///
///     stored = { text | "{" name "|" value "}" | "{#" mark "}" }
///
/// A frame writes "{name}" alone. People see and type "‹value›" and the number of the article. "‹…›" with a name that is no
/// place stays as it was typed.
package enum DraftText {
  package enum Part: Hashable, Sendable {
    case text(String)
    case fact(name: String, value: String)
    /// An article by its mark.
    case article(Int)
  }

  package static func parts(_ stored: String) -> [Part] {
    var parts: [Part] = []
    var rest = stored.unicodeScalars[...]
    func add(_ text: Substring.UnicodeScalarView) {
      if !text.isEmpty { parts.append(.text(String(text))) }
    }
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { break }
      add(rest[..<open])
      let inner = rest[rest.index(after: open)..<close]
      if inner.first == "#", let mark = Int(String(inner.dropFirst())) {
        parts.append(.article(mark))
      } else {
        let pieces = inner.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        parts.append(
          .fact(name: String(pieces.first ?? inner), value: pieces.count > 1 ? String(pieces[1]) : ""))
      }
      rest = rest[rest.index(after: close)...]
    }
    add(rest)
    return parts
  }

  package static func stored(_ parts: [Part]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): plain(text)
      case .fact(let name, let value): "{\(name)|\(plain(value))}"
      case .article(let mark): "{#\(mark)}"
      }
    }.joined()
  }

  /// Braces mean something here; typed ones become brackets.
  private static func plain(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) else {
      return text
    }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0 == "{" ? "(" : $0 == "}" ? ")" : $0 }))
  }

  /// With the values of today; what the register does not tell stays empty.
  package static func filled(_ stored: String, _ facts: DraftFacts) -> String {
    self.stored(
      parts(stored).map { part in
        guard case .fact(let name, _) = part else { return part }
        return .fact(name: name, value: facts[name] ?? "")
      })
  }

  /// As it is printed and read by the engines.
  package static func read(_ stored: String, numbers: [Int: Int]) -> String {
    parts(stored).map { part in
      switch part {
      case .text(let text): text
      case .fact(_, let value): value.isEmpty ? "……" : value
      case .article(let mark): numbers[mark].map(String.init) ?? "……"
      }
    }.joined()
  }

  /// As it stands in the field of a form.
  package static func typed(_ stored: String, numbers: [Int: Int]) -> String {
    parts(stored).map { part in
      switch part {
      case .text(let text): text
      case .fact(let name, let value): "‹\(value.isEmpty ? name + notKnown : value)›"
      case .article(let mark): numbers[mark].map(String.init) ?? "[điều đã bỏ \(mark)]"
      }
    }.joined()
  }

  static let notKnown = ": chưa có trong sổ"

  /// What was typed, in its stored form.
  ///
  /// - Parameters:
  ///   - seen: the text whose filled places stood in the field.
  ///   - marks: the articles by the numbers that stood on the page.
  package static func stored(
    typed: String, seen: String, facts: DraftFacts, marks: [Int: Int], rules: FitRules
  ) -> String {
    var known: [String: Part] = [:]
    for name in DraftFacts.Name.allCases {
      let value = facts[name.rawValue] ?? ""
      if !value.isEmpty { known[value] = .fact(name: name.rawValue, value: value) }
      known[name.rawValue] = .fact(name: name.rawValue, value: value)
      known[name.rawValue + notKnown] = .fact(name: name.rawValue, value: value)
    }
    for part in parts(seen) {
      if case .fact(_, let value) = part, !value.isEmpty { known[value] = part }
    }
    var result: [Part] = []
    let typed = pieces(typed)
    var overwritten = overwritten(typed.filter(\.isFilled).map(\.text), seen)
    for piece in typed {
      if piece.isFilled {
        if let place = known[piece.text] {
          result.append(place)
        } else if overwritten > 0 {
          // Typed over what was filled in: one's own words.
          overwritten -= 1
          result.append(.text(piece.text))
        } else {
          // A name that is not known keeps its marks, so that somebody sees it.
          result.append(.text("‹\(piece.text)›"))
        }
      } else {
        result += references(piece.text, marks: marks, rules: rules)
      }
    }
    return stored(result)
  }

  /// How many filled places of the field are gone.
  private static func overwritten(_ typed: [String], _ seen: String) -> Int {
    var left = parts(seen).compactMap { part -> String? in
      guard case .fact(let name, let value) = part else { return nil }
      return value.isEmpty ? name + notKnown : value
    }
    for text in typed {
      if let place = left.firstIndex(of: text) { left.remove(at: place) }
    }
    return left.count
  }

  /// What stands in ‹ › and what stands around it.
  private static func pieces(_ typed: String) -> [(text: String, isFilled: Bool)] {
    var pieces: [(String, Bool)] = []
    var rest = typed.unicodeScalars[...]
    while let open = rest.firstIndex(of: "‹") {
      guard let close = rest[open...].firstIndex(of: "›") else { break }
      pieces.append((String(rest[..<open]), false))
      pieces.append((String(rest[rest.index(after: open)..<close]), true))
      rest = rest[rest.index(after: close)...]
    }
    pieces.append((String(rest), false))
    return pieces.filter { !$0.0.isEmpty }
  }

  private static func references(_ text: String, marks: [Int: Int], rules: FitRules) -> [Part] {
    var result: [Part] = []
    let bytes = Array(text.utf8)
    var at = 0
    for reference in rules.ownReferences(in: text) {
      guard let mark = marks[reference.number], reference.range.lowerBound >= at else { continue }
      result.append(.text(String(decoding: bytes[at..<reference.range.lowerBound], as: UTF8.self)))
      result.append(.article(mark))
      at = reference.range.upperBound
    }
    result.append(.text(String(decoding: bytes[at...], as: UTF8.self)))
    return result.flatMap { part -> [Part] in
      guard case .text(let text) = part else { return [part] }
      return gone(text)
    }
  }

  /// "[điều đã bỏ 7]" as it stood in the field.
  private static func gone(_ text: String) -> [Part] {
    let opening = "[điều đã bỏ "
    var result: [Part] = []
    var rest = text[...]
    while let open = rest.firstRange(of: opening), let close = rest[open.upperBound...].firstIndex(of: "]"),
      let mark = Int(rest[open.upperBound..<close])
    {
      result.append(.text(String(rest[..<open.lowerBound])))
      result.append(.article(mark))
      rest = rest[rest.index(after: close)...]
    }
    result.append(.text(String(rest)))
    return result
  }

  /// Names in ‹ › that are no places: kept as typed, told of, and in the way of adoption.
  package static func unknown(_ stored: String) -> [String] {
    parts(stored).flatMap { part -> [String] in
      guard case .text(let text) = part else { return [] }
      return pieces(text).filter(\.isFilled).map(\.text)
    }
  }

  /// Places the register does not tell, by name.
  package static func unfilled(_ stored: String) -> [String] {
    parts(stored).compactMap { part in
      guard case .fact(let name, let value) = part, value.isEmpty else { return nil }
      return name
    }
  }
}
