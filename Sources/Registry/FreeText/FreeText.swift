import Basics

/// Free text — lời ghi tự do: reasons, remarks, findings, notes. It tells of matters, never of citizens: numbers that
/// lead to a person are refused wherever such text is written.
package enum FreeText {
  /// The text in its stored form, or the refusal that names what must go.
  package static func checked(_ text: String) throws(FreeTextRefusal) -> String {
    let clean = VietnameseText.cleanParagraphs(text)
    guard clean.utf8.count <= longest else { throw .tooLong }
    try check(clean)
    return clean
  }

  private static func check(_ clean: String) throws(FreeTextRefusal) {
    if let number = telling(clean) ?? card(clean) { throw .number(number) }
    if let address = mail(clean) { throw .mail(address) }
  }

  /// The same for a line: a title, a post, a place.
  package static func line(_ text: String) throws(FreeTextRefusal) -> String {
    let clean = VietnameseText.clean(text)
    try check(clean)
    return clean
  }

  static let longest = 20_000
  private static let fewestLetters = 10

  /// Whether a purpose or a reason says something to whoever reads it later: a letter or a word says nothing. The number
  /// of a paper says as much as letters do.
  package static func tells(_ text: String) -> Bool {
    let said = text.unicodeScalars.count {
      $0.properties.isAlphabetic || $0.properties.generalCategory == .decimalNumber
    }
    return said >= fewestLetters && text.unicodeScalars.contains(where: \.properties.isAlphabetic)
  }

  /// A run of digits that reads as an identity number (9 or 12), a telephone number (10 or 11 with 0 or 84 before), or
  /// a card: blanks, dots and hyphens inside it do not hide it. Dates, sums with their grouping and document numbers
  /// are shorter or broken by other signs.
  static func telling(_ text: String) -> String? {
    var digits: [UInt8] = []
    var groups: [Int] = []
    var gap = 0
    func verdict() -> String? {
      let startsLikePhone = digits.first == 48 || digits.starts(with: [56, 52])
      let isTelling =
        isSeveral(digits, groups) || isInside(digits, groups) || digits.count == 9 || digits.count == 12
        || (digits.count == 10 && startsLikePhone)
        || (digits.count == 11 && digits.starts(with: [56, 52]))
      return isTelling && !isSum(digits, groups) && !isDays(digits, groups)
        ? String(decoding: digits, as: UTF8.self) : nil
    }
    for scalar in text.unicodeScalars {
      if let digit = digit(scalar) {
        if gap > 0 || digits.isEmpty { groups.append(0) }
        groups[groups.count - 1] += 1
        digits.append(digit)
        gap = 0
      } else if !digits.isEmpty, gap < 2, separators.contains(scalar.value) {
        gap += 1
      } else {
        if let number = verdict() { return number }
        (digits, groups, gap) = ([], [], 0)
      }
    }
    return verdict()
  }

  /// A telephone or card with other numbers before or behind it: "ấp 2 (0912 345 678)".
  private static func isInside(_ digits: [UInt8], _ groups: [Int]) -> Bool {
    var start = 0
    for first in groups.indices {
      var end = start
      for last in groups.indices[first...] {
        end += groups[last]
        guard end - start <= 12 else { break }
        let part = Array(digits[start..<end])
        let isTelephone =
          part.count == 10 && part[0] == 48 && [50, 51, 53, 55, 56, 57].contains(part[1])
          || part.count == 11 && part.starts(with: [56, 52])
        if isTelephone || part.count == 12 && part[0] == 48, !isDays(part, Array(groups[first...last])) {
          return true
        }
      }
      start += groups[first]
    }
    return false
  }

  /// Several such numbers written one after the other, so that together they look like none: two telephones, a card and
  /// a telephone. A long run without any sign in it that begins like a mobile telephone hides one in any case.
  private static func isSeveral(_ digits: [UInt8], _ groups: [Int]) -> Bool {
    guard digits.count > 12 else { return false }
    let isOneRun = groups.count == 1
    if isOneRun, digits[0] == 48, [51, 53, 55, 56, 57].contains(digits[1]) { return true }
    // Reachable: how far from the start whole numbers reach.
    var reached: Set<Int> = [0]
    for start in digits.indices where reached.contains(start) {
      let rest = digits[start...]
      let startsLikePhone = rest.first == 48
      if startsLikePhone { reached.formUnion([start + 10, start + 12]) }
      if rest.starts(with: [56, 52]) { reached.insert(start + 11) }
      if isOneRun { reached.formUnion([start + 9, start + 12]) }
    }
    return reached.contains(digits.count)
  }

  /// Signs people put between the digits of one number.
  private static let separators: Set<UInt32> = [
    0x20, 0x28, 0x29, 0x2D, 0x2E, 0x5F, 0xA0, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
  ]

  /// Digits of any script read as digits: full-width and Arabic ones hide nothing.
  private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
    guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue,
      (0...9).contains(value)
    else {
      return nil
    }
    return 48 + UInt8(value)
  }

  /// A day (21-04-2014) or a row of years (2011 2012 2013).
  private static func isDays(_ digits: [UInt8], _ groups: [Int]) -> Bool {
    if groups.count >= 3, groups[0] <= 2, groups[1] <= 2, groups[2] == 4 { return true }
    guard groups.count >= 2, groups.allSatisfy({ $0 == 4 }) else { return false }
    return stride(from: 0, to: digits.count, by: 4).allSatisfy {
      [[49, 57], [50, 48]].contains(Array(digits[$0..<($0 + 2)]))
    }
  }

  /// Sums of money grouped by thousands end in zeros: 120.000.000 names nobody.
  private static func isSum(_ digits: [UInt8], _ groups: [Int]) -> Bool {
    digits.first != 48 && groups.count >= 3 && groups.dropFirst().allSatisfy { $0 == 3 }
      && digits.suffix(3).allSatisfy { $0 == 48 }
  }
}

package enum FreeTextRefusal: Refusal, Equatable {
  case number(String)
  case mail(String)
  case tooLong

  package var reason: String {
    switch self {
    case .number(let number):
      "Lời ghi có số “\(number)”, giống số định danh hoặc số điện thoại của một người."
    case .mail(let address): "Lời ghi có địa chỉ thư điện tử “\(address)”."
    case .tooLong: "Lời ghi quá dài."
    }
  }
  package var remedy: String {
    switch self {
    case .number: "Bỏ số ấy đi; ở đây chỉ ghi sự việc. Nếu là số tiền, ghi kèm chữ (ví dụ 12,5 triệu đồng)."
    case .mail: "Bỏ địa chỉ ấy đi; ở đây chỉ ghi sự việc."
    case .tooLong: "Rút gọn còn dưới năm nghìn chữ, hoặc tách thành nhiều ý."
    }
  }
}
