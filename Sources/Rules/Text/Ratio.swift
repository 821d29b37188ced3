/// An exact number: whole, decimal, percent or fraction, always in lowest terms. Nothing is ever rounded here; what does
/// not fit is `nil`, and the caller says so.
public struct Ratio: Hashable, Sendable {
  public let numerator: Int
  /// Always positive.
  public let denominator: Int

  public init(_ whole: Int) { (numerator, denominator) = (whole, 1) }

  public init?(_ numerator: Int, over denominator: Int) {
    guard denominator != 0, denominator != .min, numerator != .min else { return nil }
    if denominator == 1 {
      (self.numerator, self.denominator) = (numerator, 1)
      return
    }
    let divisor = Self.greatestDivisor(numerator.magnitude, denominator.magnitude)
    let sign = denominator < 0 ? -1 : 1
    self.numerator = numerator / Int(divisor) * sign
    self.denominator = denominator / Int(divisor) * sign
  }

  /// More digits than these, with those behind the point, do not fit exact arithmetic.
  static let mostDigits = 15

  static let remedy = "Viết như 12, 66.67, 20 % hoặc 2/3; nhiều nhất \(mostDigits) chữ số."

  /// Why a text is no number.
  static func trouble(_ text: String?) -> String {
    guard let text, !text.isEmpty else { return "Chỗ này cần một số." }
    let isLong = text.utf8.split { $0 < 48 || $0 > 57 }.contains { $0.count > mostDigits }
    let shown = text.count > 40 ? text.prefix(40) + "…" : text[...]
    return isLong ? "Số `\(shown)` dài quá \(mostDigits) chữ số." : "`\(shown)` không phải một số."
  }

  /// Reads `12`, `-3`, `66.67`, `2/3` and each of them with `%` behind.
  public init?(_ text: some StringProtocol) {
    var bytes = Array(text.utf8).filter { $0 != 0x20 }
    var hundredth = 1
    if bytes.last == UInt8(ascii: "%") {
      bytes.removeLast()
      hundredth = 100
    }
    let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 1 || parts.count == 2, let top = Self.decimal(parts[0]) else { return nil }
    var bottom = (Int(1), Int(1))
    if parts.count == 2 {
      guard let below = Self.decimal(parts[1]), below.0 > 0 else { return nil }
      bottom = below
    }
    guard let up = Self.product(top.0, bottom.1), let down = Self.product(top.1, bottom.0),
      let all = Self.product(down, hundredth)
    else { return nil }
    self.init(up, over: all)
  }

  public func times(_ other: Ratio) -> Ratio? {
    if other == Ratio(1) { return self }
    guard let up = Self.product(numerator, other.numerator),
      let down = Self.product(denominator, other.denominator)
    else { return nil }
    return Ratio(up, over: down)
  }

  /// Digits with at most one point: the value times a power of ten, and that power.
  private static func decimal(_ bytes: some Collection<UInt8>) -> (Int, Int)? {
    var (value, scale, isAfterPoint, digits) = (0, 1, false, 0)
    var rest = bytes[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    for byte in rest {
      if byte == UInt8(ascii: "."), !isAfterPoint {
        isAfterPoint = true
        continue
      }
      guard (48...57).contains(byte), digits < mostDigits else { return nil }
      value = value * 10 + Int(byte - 48)
      digits += 1
      if isAfterPoint { scale *= 10 }
    }
    return digits == 0 ? nil : (isNegative ? -value : value, scale)
  }

  private static func product(_ a: Int, _ b: Int) -> Int? {
    let (value, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow || value == .min ? nil : value
  }

  private static func greatestDivisor(_ a: UInt, _ b: UInt) -> UInt {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }
}

extension Ratio: Comparable {
  public static func < (a: Ratio, b: Ratio) -> Bool {
    Int128(a.numerator) * Int128(b.denominator) < Int128(b.numerator) * Int128(a.denominator)
  }
}

extension Ratio: CustomStringConvertible {
  /// `12`, `89,9` where the decimal is short, else `2/3`.
  public var description: String {
    if denominator == 1 { return String(numerator) }
    return decimalText ?? "\(numerator)/\(denominator)"
  }

  /// `90 %`, `66,67 %`, `200/3 %`.
  public var percentText: String {
    (times(Ratio(100)).map { $0.description } ?? "\(numerator)/\(denominator) ×100") + " %"
  }

  private var decimalText: String? {
    var (scale, digits) = (1, 0)
    while digits < 6, scale % denominator != 0 { (scale, digits) = (scale * 10, digits + 1) }
    guard scale % denominator == 0 else { return nil }
    let (scaled, overflow) = numerator.multipliedReportingOverflow(by: scale / denominator)
    if overflow { return nil }
    let text = String(scaled.magnitude)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
    return (scaled < 0 ? "-" : "") + padded.dropLast(digits) + "," + padded.suffix(digits)
  }
}
