/// A number as files write it: a sign, digits, a point, an exponent. `Double` alone would also take "nan" and "0x1p3".
enum DecimalText {
  static func isNumber(_ text: String) -> Bool { double(text) != nil }

  static func double(_ text: String) -> Double? {
    guard text.utf8.count <= 400,
      text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }),
      let value = Double(text), value.isFinite
    else { return nil }
    return value
  }
}
