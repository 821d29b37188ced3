import Markup

/// The little of Markdown that the manual is written in:
///
///     page   = { "#"… title | paragraph | list | table | "```" code "```" }
///     list   = { ( "-" | number "." ) text, further lines indented }
///     table  = "|" head "|" NEWLINE "|---|" NEWLINE { "|" row "|" NEWLINE }
///     text   = { word | "`" code "`" | "**" strong "**" | "[" text "](" link ")" }
///
/// Anything else is text. Everything is escaped; a link that is not safe stays text.
struct ManualText: Sendable {
  enum Block: Hashable, Sendable {
    case heading(Int, String)
    case paragraph(String)
    case list(isNumbered: Bool, [String])
    case table([String], [[String]])
    case code(String)
  }

  private(set) var blocks: [Block] = []
  var title: String {
    for case .heading(1, let text) in blocks { return text }
    return "Hướng dẫn"
  }

  init(_ text: String) {
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(Array.init(utf8:))[...]
    while let line = lines.first {
      if line.allSatisfy({ $0 == 32 || $0 == 9 }) {
        lines.removeFirst()
      } else if line.starts(with: "```".utf8) {
        blocks.append(Self.code(&lines))
      } else if let heading = Self.heading(line) {
        lines.removeFirst()
        blocks.append(heading)
      } else if line.first == UInt8(ascii: "|") {
        blocks.append(Self.table(&lines))
      } else if let item = Self.item(line) {
        blocks.append(Self.list(&lines, isNumbered: item.isNumbered))
      } else {
        blocks.append(Self.paragraph(&lines))
      }
    }
  }

  private typealias Lines = ArraySlice<[UInt8]>

  private static func text(_ bytes: some Sequence<UInt8>) -> String {
    var bytes = Array(bytes)[...]
    while let first = bytes.first, first == 32 || first == 9 { bytes.removeFirst() }
    while let last = bytes.last, last == 32 || last == 9 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func heading(_ line: [UInt8]) -> Block? {
    let level = line.prefix { $0 == UInt8(ascii: "#") }.count
    guard (1...4).contains(level), line.dropFirst(level).first == 32 else { return nil }
    return .heading(level, text(line.dropFirst(level)))
  }

  private static func item(_ line: [UInt8]) -> (isNumbered: Bool, text: String)? {
    if line.starts(with: "- ".utf8) { return (false, text(line.dropFirst(2))) }
    let digits = line.prefix { (48...57).contains($0) }.count
    guard (1...3).contains(digits), line.dropFirst(digits).starts(with: ". ".utf8) else { return nil }
    return (true, text(line.dropFirst(digits + 2)))
  }

  private static func code(_ lines: inout Lines) -> Block {
    lines.removeFirst()
    var code: [[UInt8]] = []
    while let line = lines.popFirst(), !line.starts(with: "```".utf8) { code.append(line) }
    return .code(code.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n"))
  }

  private static func list(_ lines: inout Lines, isNumbered: Bool) -> Block {
    var items: [String] = []
    while let line = lines.first {
      if let next = item(line), next.isNumbered == isNumbered {
        items.append(next.text)
      } else if line.first == 32, !items.isEmpty, !text(line).isEmpty {
        items[items.count - 1] += " " + text(line)
      } else {
        break
      }
      lines.removeFirst()
    }
    return .list(isNumbered: isNumbered, items)
  }

  private static func table(_ lines: inout Lines) -> Block {
    var rows: [[String]] = []
    while let line = lines.first, line.first == UInt8(ascii: "|") {
      lines.removeFirst()
      var fields = line.dropFirst()
      while fields.last == 32 { fields.removeLast() }
      if fields.last == UInt8(ascii: "|") { fields.removeLast() }
      rows.append(
        fields.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false).map { text($0) })
    }
    let head = rows.first ?? []
    let isRule: ([String]) -> Bool = { $0.allSatisfy { $0.utf8.allSatisfy { [45, 58].contains($0) } } }
    return .table(head, rows.dropFirst().filter { !isRule($0) })
  }

  private static func paragraph(_ lines: inout Lines) -> Block {
    var parts: [String] = []
    while let line = lines.first, !text(line).isEmpty, heading(line) == nil,
      item(line) == nil || parts.isEmpty,
      !line.starts(with: "```".utf8), line.first != UInt8(ascii: "|")
    {
      parts.append(text(line))
      lines.removeFirst()
    }
    return .paragraph(parts.joined(separator: " "))
  }
}

extension [UInt8] {
  fileprivate init(utf8 line: Substring) { self = Array(line.utf8) }
}
