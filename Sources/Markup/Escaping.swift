/// Escapes `< > & " '`.
///
/// On bytes, never on `Character`: a quote followed by U+0301, U+200D or U+FE0F is one `Character` that equals no
/// quote, and a browser still reads it as the end of the attribute.
@usableFromInline
enum Escaping {
  @inlinable
  static func append(_ text: some StringProtocol, to bytes: inout [UInt8]) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { append($0, to: &bytes) }
    if done == nil { Array(text.utf8).withUnsafeBufferPointer { append($0, to: &bytes) } }
  }

  /// Copies the stretches between the five characters whole; most texts are one stretch.
  @usableFromInline
  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var start = 0
    for index in text.indices {
      guard let entity = entity(for: text[index]) else { continue }
      bytes += text[start..<index]
      entity.withUTF8Buffer { bytes += $0 }
      start = index + 1
    }
    bytes += text[start...]
  }

  @inline(__always)
  private static func entity(for byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
