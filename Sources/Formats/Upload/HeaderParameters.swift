/// The value of a header such as `form-data; name="a"; filename*=UTF-8''%C3%A1.xlsx` (RFC 2183, 5987, 6266).
struct HeaderParameters {
  private(set) var value = ""
  private var parameters: [String: String] = [:]

  init?(_ header: some Sequence<UInt8>) {
    let bytes = Array(header)
    guard bytes.count <= 8192, String(validating: bytes, as: UTF8.self) != nil else { return nil }
    var at = 0
    value = Self.token(bytes, &at)
    guard !value.isEmpty else { return nil }
    while true {
      Self.skipBlanks(bytes, &at)
      if at == bytes.count { return }
      guard bytes[at] == UInt8(ascii: ";") else { return nil }
      at += 1
      Self.skipBlanks(bytes, &at)
      if at == bytes.count { return }
      let name = Self.token(bytes, &at)
      Self.skipBlanks(bytes, &at)
      guard !name.isEmpty, at < bytes.count, bytes[at] == UInt8(ascii: "=") else { return nil }
      at += 1
      Self.skipBlanks(bytes, &at)
      guard let text = Self.text(bytes, &at), parameters.count < 20, parameters[name] == nil else {
        return nil
      }
      parameters[name] = text
    }
  }

  /// The extended form (`name*`) wins over the plain one.
  subscript(name: String) -> String? { parameters[name + "*"].flatMap(Self.extended) ?? parameters[name] }

  private static func skipBlanks(_ bytes: [UInt8], _ at: inout Int) {
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
  }

  private static func token(_ bytes: [UInt8], _ at: inout Int) -> String {
    let start = at
    while at < bytes.count, bytes[at] > 0x20, bytes[at] < 0x7F,
      !"\"(),:;<=>?@[\\]{}".utf8.contains(bytes[at]) || bytes[at] == UInt8(ascii: "/")
    {
      at += 1
    }
    return String(decoding: bytes[start..<at].map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
  }

  /// A quoted string or everything up to the next semicolon. Browsers write %22 for a quote and do not double
  /// backslashes in file names, so a backslash stands for itself unless a quote or backslash follows.
  private static func text(_ bytes: [UInt8], _ at: inout Int) -> String? {
    var result: [UInt8] = []
    guard at < bytes.count, bytes[at] == 0x22 else {
      while at < bytes.count, bytes[at] != UInt8(ascii: ";") {
        result.append(bytes[at])
        at += 1
      }
      while result.last == 0x20 || result.last == 0x09 { result.removeLast() }
      return String(decoding: result, as: UTF8.self)
    }
    at += 1
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == 0x22 { return String(decoding: result, as: UTF8.self) }
      if byte == 0x5C, at < bytes.count, bytes[at] == 0x22 || bytes[at] == 0x5C {
        result.append(bytes[at])
        at += 1
      } else {
        result.append(byte)
      }
    }
    return nil
  }

  /// `UTF-8'vi'%C3%A1`; other character sets are not read.
  private static func extended(_ text: String) -> String? {
    let parts = text.utf8.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].map({ $0 | 0x20 }).elementsEqual("utf-8".utf8.map { $0 | 0x20 }) else {
      return nil
    }
    var result: [UInt8] = []
    var rest = parts[2][...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        result.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
        return nil
      }
      result.append(high << 4 | low)
    }
    return String(validating: result, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}
