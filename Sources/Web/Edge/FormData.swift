import Basics
import Formats

/// What a form or an address sends: names and values, as they came; never trusted, bounded in number and size.
struct FormData: Sendable {
  struct File: Sendable {
    var name: String
    var bytes: [UInt8]
  }

  private(set) var values: [String: [String]] = [:]
  private(set) var files: [String: File] = [:]

  static let mostFields = 5_000

  init() {}

  /// Reads `a=1&b=2`; broken escapes and bytes that are no UTF-8 become replacement characters.
  init(urlEncoded bytes: some Collection<UInt8>) {
    var count = 0
    for pair in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
      count += 1
      guard count <= Self.mostFields else { return }
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = parts.first else { continue }
      values[Self.decoded(name), default: []].append(parts.count > 1 ? Self.decoded(parts[1]) : "")
    }
  }

  mutating func add(_ name: String, _ value: String) { values[name, default: []].append(value) }
  mutating func add(_ name: String, _ file: File) { files[name] = file }

  /// The first value under a name, cleaned: one normal form, no control characters, no outer blanks.
  subscript(name: String) -> String { VietnameseText.clean(values[name]?.first ?? "") }

  /// A value in which line breaks mean something.
  func paragraphs(_ name: String) -> String { VietnameseText.cleanParagraphs(values[name]?.first ?? "") }

  /// A value exactly as typed: passwords.
  func exact(_ name: String) -> String { values[name]?.first ?? "" }

  func all(_ name: String) -> [String] { (values[name] ?? []).map { VietnameseText.clean($0) } }
  func has(_ name: String) -> Bool { values[name] != nil }

  /// A day as people write it (21/4/2014) or as programs do (2014-04-21).
  func day(_ name: String) -> Day? { DayText.read(self[name]) }

  func id<S>(_ name: String, _: S.Type = S.self) -> ID<S>? { ID(text: self[name]) }

  func number(_ name: String) -> Int? {
    let text = self[name]
    guard !text.isEmpty, text.utf8.count <= 9, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(text)
  }

  private static func decoded(_ bytes: some Collection<UInt8>) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var iterator = Array(bytes)[...]
    while let byte = iterator.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): out.append(32)
      case UInt8(ascii: "%"):
        if iterator.count >= 2, let high = hexDigit(iterator[iterator.startIndex]),
          let low = hexDigit(iterator[iterator.startIndex + 1])
        {
          out.append(high << 4 | low)
          iterator.removeFirst(2)
        } else {
          out.append(byte)
        }
      default: out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}

/// A day typed by a person.
enum DayText {
  /// Reads 21/4/2014, 21-04-2014, 21.4.2014 and 2014-04-21.
  static func read(_ text: String) -> Day? {
    if let day = Day(iso: text) { return day }
    let parts = text.utf8.split(whereSeparator: { [47, 45, 46].contains($0) }).map { digits($0) }
    guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2] else { return nil }
    return Day(year: year, month: month, day: day)
  }

  private static func digits(_ bytes: Substring.UTF8View) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 4, bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return bytes.reduce(0) { $0 * 10 + Int($1 - 48) }
  }
}
