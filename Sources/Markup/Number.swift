/// Numbers as Vietnamese documents write them: 4.543 and 44,1%.
public enum Number {
  public static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude).utf8)
    var bytes: [UInt8] = number < 0 ? Array("−".utf8) : []
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { bytes.append(UInt8(ascii: ".")) }
      bytes.append(digit)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A share in per cent to one decimal; nil when there is no whole to share.
  public static func percent(_ part: Int, of whole: Int) -> String? {
    guard whole > 0 else { return nil }
    let permille = (part * 2000 + whole) / (whole * 2)
    let tenth = permille % 10
    return "\(grouped(permille / 10))\(tenth == 0 ? "" : ",\(tenth)")%"
  }

  /// A coordinate: one decimal at most, so that the same data always gives the same bytes.
  static func coordinate(_ value: Double) -> String {
    let tenths = Int(value * 10 + (value < 0 ? -0.5 : 0.5))
    let sign = tenths < 0 ? "-" : ""
    let rest = tenths.magnitude % 10
    return "\(sign)\(tenths.magnitude / 10)\(rest == 0 ? "" : ".\(rest)")"
  }
}
