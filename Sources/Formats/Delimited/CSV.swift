/// Tables as text (RFC 4180): fields parted by commas, quoted where need be, lines ended by CR LF.
public enum CSV {
  /// - Parameters:
  ///   - byteOrderMark: Excel takes the file for UTF-8 only with it.
  ///   - neutralisesFormulas: puts an apostrophe before texts that a spreadsheet would take for a formula
  ///     (beginning with `= + - @`, tab or CR; full-width and small forms too, which a spreadsheet may read as the plain
  ///     ones), except plain numbers such as -12.5.
  public static func write(
    _ rows: [[String]], separator: UInt8 = UInt8(ascii: ","), byteOrderMark: Bool = true,
    neutralisesFormulas: Bool = true
  ) -> [UInt8] {
    var out: [UInt8] = byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    for row in rows {
      for (n, field) in row.enumerated() {
        if n > 0 { out.append(separator) }
        append(field, to: &out, separator, neutralisesFormulas)
      }
      out += [13, 10]
    }
    return out
  }

  /// One field as ``write(_:separator:byteOrderMark:neutralisesFormulas:)`` writes it, for tables too long to be held as rows.
  public static func cell(_ field: String) -> [UInt8] {
    var out: [UInt8] = []
    append(field, to: &out, UInt8(ascii: ","), true)
    return out
  }

  private static func append(_ field: String, to out: inout [UInt8], _ separator: UInt8, _ neutral: Bool) {
    var bytes = field.utf8.filter { $0 != 0 }
    if neutral, let start = field.unicodeScalars.first(where: { !isBlank($0) }), isFormulaSign(start),
      !isNumber(bytes)
    {
      bytes.insert(UInt8(ascii: "'"), at: 0)
    }
    let isPlain =
      !bytes.contains { $0 == separator || $0 == 0x22 || $0 == 13 || $0 == 10 }
      && bytes.first != 0x20 && bytes.last != 0x20
    if isPlain {
      out += bytes
      return
    }
    out.append(0x22)
    for byte in bytes {
      if byte == 0x22 { out.append(0x22) }
      out.append(byte)
    }
    out.append(0x22)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0 || (scalar.properties.isWhitespace && ![0x09, 0x0A, 0x0D].contains(scalar.value))
      || scalar.properties.isDefaultIgnorableCodePoint
  }

  private static func isFormulaSign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0A, 0x0D: true
    // ＝ ＋ － ＠, their small forms, and the minus sign.
    case 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20, 0xFE66, 0xFE62, 0xFE63, 0xFE6B, 0x2212: true
    default: false
    }
  }

  /// An optional sign, digits, and at most one point or comma between digits.
  private static func isNumber(_ bytes: [UInt8]) -> Bool {
    let digits =
      bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...]
    let parts = digits.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
    }
    return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (48...57).contains($0) } }
  }

  /// Reads UTF-8 or (with its mark) UTF-16. The separator is found in the first line: the one of `, ; tab` seen most
  /// often, because Vietnamese Excel writes semicolons.
  public static func read(
    _ bytes: [UInt8], separator: UInt8? = nil, rows limit: Int = 200_000, fields fieldLimit: Int = 5_000_000
  ) throws(FormatRefusal) -> [[String]] {
    let bytes = try decoded(bytes)
    let separator = separator ?? guessedSeparator(bytes)
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var fields = 0
    var inQuotes = false
    var wasQuoted = false
    var at = 0

    func endField() throws(FormatRefusal) {
      fields += 1
      guard fields <= fieldLimit else { throw .csvTooLarge("\(fieldLimit) ô") }
      row.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    func endRow() throws(FormatRefusal) {
      // A blank line is no row.
      if row.isEmpty, field.isEmpty, !wasQuoted { return }
      try endField()
      guard rows.count < limit else { throw .csvTooLarge("\(limit) dòng") }
      rows.append(row)
      row = []
    }

    while at < bytes.count {
      let byte = bytes[at]
      if inQuotes {
        if byte != 0x22 {
          field.append(byte)
        } else if at + 1 < bytes.count, bytes[at + 1] == 0x22 {
          field.append(0x22)
          at += 1
        } else {
          inQuotes = false
        }
      } else if byte == 0x22, field.isEmpty, !wasQuoted {
        (inQuotes, wasQuoted) = (true, true)
      } else if byte == separator {
        try endField()
      } else if byte == 10 || byte == 13 {
        if byte == 13, at + 1 < bytes.count, bytes[at + 1] == 10 { at += 1 }
        try endRow()
      } else {
        field.append(byte)
      }
      at += 1
    }
    if inQuotes { throw .csvOpenQuote }
    try endRow()
    return rows
  }

  private static func decoded(_ bytes: [UInt8]) throws(FormatRefusal) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return try valid(Array(bytes.dropFirst(3))) }
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return try valid(bytes) }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for at in stride(from: 2, to: bytes.count - 1, by: 2) {
      units.append(
        isLittle
          ? UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8 : UInt16(bytes[at]) << 8 | UInt16(bytes[at + 1]))
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func valid(_ bytes: [UInt8]) throws(FormatRefusal) -> [UInt8] {
    guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else { throw .csvNotUnicode }
    return bytes
  }

  private static func guessedSeparator(_ bytes: [UInt8]) -> UInt8 {
    let line = bytes.prefix(while: { $0 != 10 && $0 != 13 })
    let counts = [UInt8(ascii: ","), UInt8(ascii: ";"), 9].map { mark in (mark, line.count { $0 == mark }) }
    return counts.max { $0.1 < $1.1 }.flatMap { $0.1 > 0 ? $0.0 : nil } ?? UInt8(ascii: ",")
  }
}

extension FormatRefusal {
  /// Of a table with more rows or fields than were allowed.
  public var isTooLarge: Bool { code == "csv.tooLarge" }

  static func csvTooLarge(_ limit: String) -> Self {
    Self("csv.tooLarge", "Tệp CSV có quá \(limit).", remedy: "Chia tệp thành nhiều phần rồi tải từng phần.")
  }
  static let csvOpenQuote = Self(
    "csv.openQuote", "Tệp CSV có dấu ngoặc kép mở mà không đóng.",
    remedy: "Kiểm tra dấu ngoặc kép trong tệp, hoặc lưu lại từ Excel dưới dạng .xlsx.")
  static let csvNotUnicode = Self(
    "csv.notUnicode", "Tệp CSV không phải là chữ Unicode (UTF-8).",
    remedy: "Trong Excel chọn Lưu thành › CSV UTF-8, hoặc lưu dưới dạng .xlsx, rồi tải lại.")
}
