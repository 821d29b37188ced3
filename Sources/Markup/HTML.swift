/// A piece of HTML. What is written in a literal is trusted; whatever is interpolated is escaped.
///
///     let row: HTML = "<td>\(member.name)</td>"               // escaped
///     let list: HTML = "<ul>\(each: names, { "<li>\($0)</li>" })</ul>"
///     let mark: HTML = "<p>\(when: isDraft, "<em>dự thảo</em>")</p>"
///     let link: HTML = "<a\(href: path)>\(title)</a>"          // the attribute vanishes if the link is unsafe
///
/// Values belong in text or between double quotes, never in a tag name, a script or a style.
public struct HTML: Sendable, Hashable {
  public private(set) var bytes: [UInt8]

  @inlinable
  public init() { self.init(trusted: []) }

  /// For bytes that are HTML already. Every call is a place to look at in a security review.
  public init(trusted bytes: [UInt8]) { self.bytes = bytes }

  /// A text, escaped.
  public init(text: String) {
    bytes = []
    Escaping.append(text, to: &bytes)
  }

  public var isEmpty: Bool { bytes.isEmpty }

  public var string: String { String(decoding: bytes, as: UTF8.self) }

  public mutating func append(_ other: HTML) { bytes += other.bytes }

  public static func joined(_ pieces: some Sequence<HTML>, separator: HTML = "") -> HTML {
    var bytes: [UInt8] = []
    var isFirst = true
    for piece in pieces {
      if !isFirst { bytes += separator.bytes }
      bytes += piece.bytes
      isFirst = false
    }
    return HTML(trusted: bytes)
  }
}

/// Something that can be shown: a control, a chart, a page.
public protocol Piece: Sendable {
  var html: HTML { get }
}

extension HTML: Piece {
  public var html: HTML { self }
}

extension HTML: ExpressibleByStringInterpolation {
  public init(stringLiteral literal: String) { bytes = Array(literal.utf8) }

  public init(stringInterpolation interpolation: StringInterpolation) { bytes = interpolation.bytes }

  public struct StringInterpolation: StringInterpolationProtocol {
    @usableFromInline var bytes: [UInt8] = []

    @inlinable
    public init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + 24 * interpolationCount)
    }

    @inlinable
    public mutating func appendLiteral(_ literal: String) { bytes += literal.utf8 }

    @inlinable
    public mutating func appendInterpolation(_ text: String) { Escaping.append(text, to: &bytes) }

    @inlinable
    public mutating func appendInterpolation(_ text: String?) {
      if let text { Escaping.append(text, to: &bytes) }
    }

    @inlinable
    public mutating func appendInterpolation(_ text: Substring) { Escaping.append(text, to: &bytes) }

    @inlinable
    public mutating func appendInterpolation(_ number: some BinaryInteger) { bytes += String(number).utf8 }

    @inlinable
    public mutating func appendInterpolation(_ html: HTML) { bytes += html.bytes }

    @inlinable
    public mutating func appendInterpolation(_ html: HTML?) {
      if let html { bytes += html.bytes }
    }

    @inlinable
    public mutating func appendInterpolation(_ piece: some Piece) { bytes += piece.html.bytes }

    @inlinable
    public mutating func appendInterpolation<P: Piece>(_ piece: P?) {
      if let piece { bytes += piece.html.bytes }
    }

    @inlinable
    public mutating func appendInterpolation(_ pieces: [some Piece]) {
      for piece in pieces { bytes += piece.html.bytes }
    }

    @inlinable
    public mutating func appendInterpolation<S: Sequence>(each items: S, _ html: (S.Element) -> HTML) {
      for item in items { bytes += html(item).bytes }
    }

    /// The branch that is not taken is not built.
    @inlinable
    public mutating func appendInterpolation(
      when condition: Bool, _ html: @autoclosure () -> HTML, else other: @autoclosure () -> HTML = HTML()
    ) {
      bytes += condition ? html().bytes : other().bytes
    }

    /// A number for people: 4543 → 4.543.
    @inlinable
    public mutating func appendInterpolation(number: Int) { bytes += Number.grouped(number).utf8 }

    /// ` name="value"`, or nothing.
    public mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
      guard let value else { return }
      bytes.append(UInt8(ascii: " "))
      name.withUTF8Buffer { bytes += $0 }
      bytes.append(UInt8(ascii: "="))
      bytes.append(UInt8(ascii: "\""))
      Escaping.append(value, to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }

    /// ` href="…"`, or nothing when `Link.isSafe` says no.
    public mutating func appendInterpolation(href link: String?) {
      guard let link, Link.isSafe(link) else { return }
      appendInterpolation(attribute: "href", link)
    }
  }
}
