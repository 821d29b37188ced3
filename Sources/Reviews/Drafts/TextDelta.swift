import Basics

/// Text delta — phần khác giữa hai bản: what a version of a text says that the one before did not. A version of a long
/// guidance differs from the last one in a word; only that is written down, in the register and in its history.
struct TextDelta: Hashable, Sendable {
  /// Bytes kept from the beginning and from the end of the earlier text.
  var head: Int
  var tail: Int
  var middle: String

  static func whole(_ text: String) -> TextDelta { TextDelta(head: 0, tail: 0, middle: text) }

  init(head: Int, tail: Int, middle: String) { (self.head, self.tail, self.middle) = (head, tail, middle) }

  /// The shortest stretch that differs; it begins and ends between letters.
  init(from old: String, to new: String) {
    let (a, b) = (Array(old.utf8), Array(new.utf8))
    let most = min(a.count, b.count)
    var head = 0
    while head < most, a[head] == b[head] { head += 1 }
    while head > 0, Self.isInside(a, head) || Self.isInside(b, head) { head -= 1 }
    var tail = 0
    while tail < most - head, a[a.count - 1 - tail] == b[b.count - 1 - tail] { tail += 1 }
    while tail > 0, Self.isInside(a, a.count - tail) || Self.isInside(b, b.count - tail) { tail -= 1 }
    self.init(
      head: head, tail: tail, middle: String(decoding: b[head..<(b.count - tail)], as: UTF8.self))
  }

  /// `nil` where it does not belong to this text.
  func applied(to old: String) -> String? {
    let bytes = Array(old.utf8)
    guard head >= 0, tail >= 0, head <= bytes.count, tail <= bytes.count - head else { return nil }
    return String(
      decoding: bytes[..<head] + Array(middle.utf8) + bytes[(bytes.count - tail)...], as: UTF8.self)
  }

  private static func isInside(_ bytes: [UInt8], _ at: Int) -> Bool {
    at < bytes.count && bytes[at] & 0xC0 == 0x80
  }
}
