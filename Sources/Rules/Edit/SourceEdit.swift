/// Source edit — sửa nội dung điều khoản: `source.md` section by section. What stands before the first heading and all other
/// sections keep their bytes.
public struct SourceSections: Sendable {
  public struct Section: Hashable, Sendable {
    public var id: String
    public var title: String
    /// What stands under the heading, without the blank lines around it.
    public var text: String
    var range: Range<Int>
    var body: Range<Int>
  }

  public let source: String
  public let sections: [Section]
  private let bytes: [UInt8]

  public init(_ source: String) {
    self.source = source
    let bytes = Array(source.utf8)
    self.bytes = bytes
    var starts: [(line: Range<Int>, heading: String)] = []
    var at = 0
    while at < bytes.count {
      let end = bytes[at...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = bytes[at..<end]
      if line.starts(with: "## ".utf8) {
        starts.append((at..<end, String(decoding: line.dropFirst(3), as: UTF8.self)))
      }
      at = end + 1
    }
    sections = starts.enumerated().map { n, start in
      let end = n + 1 < starts.count ? starts[n + 1].line.lowerBound : bytes.count
      let (id, title) = Self.parts(start.heading)
      let body = Self.trimmed(min(start.line.upperBound, end)..<end, bytes)
      return Section(
        id: id, title: title, text: String(decoding: bytes[body], as: UTF8.self),
        range: start.line.lowerBound..<end, body: body)
    }
  }

  public subscript(id: String) -> Section? { sections.first { $0.id.utf8.elementsEqual(id.utf8) } }

  /// The source with one section written anew; the same text gives the same bytes. `nil` where there is no such section.
  public func setting(_ id: String, title: String, text: String) -> String? {
    guard let section = self[id] else { return nil }
    let (title, text) = (Self.line(title), Self.body(text))
    var out = bytes
    if !section.text.utf8.elementsEqual(text.utf8) {
      let isEmpty = section.body.isEmpty
      out.replaceSubrange(section.body, with: Array((isEmpty ? "\n\n" + text + "\n" : text).utf8))
    }
    if !section.title.utf8.elementsEqual(title.utf8) {
      let line = section.range.lowerBound..<headingEnd(section)
      out.replaceSubrange(line, with: Array("## \(section.id) · \(title)".utf8))
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// A new section behind the others; `nil` where its mark is taken or cannot be one.
  public func adding(_ id: String, title: String, text: String) -> String? {
    guard self[id] == nil, !id.isEmpty, id.utf8.count <= 40, id.utf8.allSatisfy(Self.isMarkLetter) else {
      return nil
    }
    let gap = source.isEmpty ? "" : source.utf8.last == UInt8(ascii: "\n") ? "\n" : "\n\n"
    return source + gap + "## \(id) · \(Self.line(title))\n\n\(Self.body(text))\n"
  }

  public func removing(_ id: String) -> String? {
    guard let section = self[id] else { return nil }
    var out = bytes
    out.removeSubrange(section.range)
    return String(decoding: out, as: UTF8.self)
  }

  private func headingEnd(_ section: Section) -> Int {
    bytes[section.range].firstIndex(of: UInt8(ascii: "\n")) ?? section.range.upperBound
  }

  private static func isMarkLetter(_ byte: UInt8) -> Bool {
    (byte | 32) >= 97 && (byte | 32) <= 122 || (48...57).contains(byte) || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  private static func parts(_ heading: String) -> (id: String, title: String) {
    let parts = heading.split(separator: "·", maxSplits: 1, omittingEmptySubsequences: false)
    return (
      trimmed(parts.first.map(String.init) ?? ""), parts.count > 1 ? trimmed(String(parts[1])) : ""
    )
  }

  private static func trimmed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return String(decoding: bytes[trimmed(0..<bytes.count, bytes)], as: UTF8.self)
  }

  private static func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") }
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, isBlank(bytes[low]) { low += 1 }
    while high > low, isBlank(bytes[high - 1]) { high -= 1 }
    return low < high ? low..<high : range.lowerBound..<range.lowerBound
  }

  private static func line(_ text: String) -> String {
    trimmed(String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" ? " " : $0 })))
  }

  /// A line of the body that would begin a section is moved in by a blank: it stays text.
  private static func body(_ text: String) -> String {
    trimmed(
      text.split(separator: "\n", omittingEmptySubsequences: false).map {
        $0.utf8.starts(with: "## ".utf8) ? " " + $0 : String($0)
      }.joined(separator: "\n"))
  }
}
