/// An exact fraction over 128 bits, in lowest terms.
struct PlainFraction: Equatable {
  let top: Int128
  let bottom: Int128

  init(_ top: Int128, _ bottom: Int128 = 1) {
    var (a, b) = (top.magnitude, bottom.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = Int128(max(a, 1)) * (bottom < 0 ? -1 : 1)
    (self.top, self.bottom) = (top / divisor, bottom / divisor)
  }

  /// `12`, `-3`, `66.67`, `20 %`, `2/3`.
  init?(_ written: String) {
    var text = written.filter { $0 != " " && $0 != "\u{A0}" }
    var divisor: Int128 = 1
    if text.hasSuffix("%") {
      text.removeLast()
      divisor = 100
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first.flatMap(Self.decimal), parts.count <= 2 else { return nil }
    guard parts.count == 2 else {
      self.init(first.top, first.bottom * divisor)
      return
    }
    guard let second = Self.decimal(parts[1]), second.top > 0 else { return nil }
    self.init(first.top * second.bottom, first.bottom * second.top * divisor)
  }

  private static func decimal(_ text: String) -> PlainFraction? {
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? String(text.dropFirst()) : text).split(
      separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let digits = Int128(parts.joined()), text.last != "+" else { return nil }
    let places = parts.count == 2 ? parts[1].count : 0
    return PlainFraction(
      isNegative ? -digits : digits, (0..<places).reduce(Int128(1)) { power, _ in power * 10 })
  }

  static func + (a: Self, b: Self) -> Self { Self(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom) }
  static func - (a: Self, b: Self) -> Self { Self(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom) }
  static func * (a: Self, b: Self) -> Self { Self(a.top * b.top, a.bottom * b.bottom) }
  static func < (a: Self, b: Self) -> Bool { a.top * b.bottom < b.top * a.bottom }

  var floor: Int128 { top >= 0 ? top / bottom : -((-top + bottom - 1) / bottom) }
  var ceiling: Int128 { -PlainFraction(-top, bottom).floor }

  /// As a whole number: halves by the word, everything else to the nearest.
  func rounded(_ word: String) -> Int128 {
    let half = PlainFraction(1, 2)
    switch word {
    case "up": return ceiling
    case "halfUp": return (self + half).floor
    case "halfDown": return (self - half).ceiling
    default: return floor
    }
  }
}
