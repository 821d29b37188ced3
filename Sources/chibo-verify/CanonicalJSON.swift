/// A value of the journal's canonical JSON. Texts stay bytes: they are compared, not shown.
enum Value: Equatable {
  case null
  case bool(Bool)
  case int(Int64)
  case text([UInt8])
  case array([Value])
  case object([(key: [UInt8], value: Value)])

  subscript(key: StaticString) -> Value? {
    guard case .object(let members) = self else { return nil }
    return key.withUTF8Buffer { name in members.first { $0.key.elementsEqual(name) }?.value }
  }

  static func == (a: Value, b: Value) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.text(let a), .text(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a.elementsEqual(b) { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}

/// Reads canonical JSON and nothing else: no blanks, keys in rising order of their bytes, whole numbers of 64 bits
/// without leading zeros, and only the escapes `\"`, `\\`, `\n`, `\t` and `\u00xx` for other control characters.
///
///     value  = null | true | false | int | text | "[" [value {"," value}] "]" | "{" [pair {"," pair}] "}"
///     pair   = text ":" value
struct CanonicalJSON {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0

  /// - Returns: nil where the bytes are anything else.
  static func read(_ bytes: [UInt8]) -> Value? {
    bytes.withUnsafeBufferPointer { buffer in
      var reader = CanonicalJSON(bytes: buffer)
      guard let value = reader.value(depth: 0), reader.at == buffer.count else { return nil }
      return value
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    at += 1
    return true
  }

  private mutating func word(_ word: StaticString, _ value: Value) -> Value? {
    guard word.withUTF8Buffer({ bytes[at...].starts(with: $0) }) else { return nil }
    at += word.utf8CodeUnitCount
    return value
  }

  private mutating func value(depth: Int) -> Value? {
    guard depth < 64, let next else { return nil }
    switch next {
    case UInt8(ascii: "n"): return word("null", .null)
    case UInt8(ascii: "t"): return word("true", .bool(true))
    case UInt8(ascii: "f"): return word("false", .bool(false))
    case UInt8(ascii: "\""): return text().map(Value.text)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "{"): return object(depth: depth)
    default: return int().map(Value.int)
    }
  }

  private mutating func array(depth: Int) -> Value? {
    at += 1
    var items: [Value] = []
    if take(UInt8(ascii: "]")) { return .array(items) }
    repeat {
      guard let item = value(depth: depth + 1) else { return nil }
      items.append(item)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) ? .array(items) : nil
  }

  private mutating func object(depth: Int) -> Value? {
    at += 1
    var members: [(key: [UInt8], value: Value)] = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      guard next == UInt8(ascii: "\""), let key = text(), take(UInt8(ascii: ":")),
        let item = value(depth: depth + 1)
      else { return nil }
      if let last = members.last, !last.key.lexicographicallyPrecedes(key) { return nil }
      members.append((key, item))
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) ? .object(members) : nil
  }

  private mutating func int() -> Int64? {
    let isNegative = take(UInt8(ascii: "-"))
    let start = at
    var number: Int64 = 0
    while let byte = next, (48...57).contains(byte) {
      let (tens, tooBig) = number.multipliedReportingOverflow(by: 10)
      let digit = Int64(byte - 48)
      let (sum, overflow) =
        isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      if tooBig || overflow { return nil }
      number = sum
      at += 1
    }
    guard at > start, bytes[start] != 48 || (at == start + 1 && !isNegative) else { return nil }
    return number
  }

  private mutating func text() -> [UInt8]? {
    at += 1
    var text: [UInt8] = []
    while let byte = next {
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return text
      case UInt8(ascii: "\\"):
        guard let byte = escaped() else { return nil }
        text.append(byte)
      case 0..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escaped() -> UInt8? {
    guard let letter = next else { return nil }
    at += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return letter
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "u"):
      guard at + 4 <= bytes.count, bytes[at] == 48, bytes[at + 1] == 48,
        let high = Self.hexDigit(bytes[at + 2]),
        let low = Self.hexDigit(bytes[at + 3])
      else { return nil }
      at += 4
      let byte = high << 4 | low
      return byte < 0x20 && byte != 0x0A && byte != 0x09 ? byte : nil
    default: return nil
    }
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 97...102: byte - 87
    default: nil
    }
  }
}

/// Lower-case hexadecimal digits.
func hex(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  var text: [UInt8] = []
  for byte in bytes {
    for digit in [byte >> 4, byte & 15] { text.append(digit < 10 ? digit + 48 : digit + 87) }
  }
  return text
}
