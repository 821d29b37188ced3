/// Unit words — tên đơn vị: the words a pack may write behind `unit`, as people say them. A word that is not known stands as written.
public enum UnitWord {
  /// All that has a word, for those who choose one.
  public static let all = [
    "day", "month", "quarter", "year", "point", "vote", "person", "unit", "organisation",
  ]
  static let counted = Set(all).subtracting(["point"])

  public static func vietnamese(_ unit: String) -> String {
    switch unit {
    case "day": "ngày"
    case "month": "tháng"
    case "quarter": "quý"
    case "year": "năm"
    case "point": "điểm"
    case "vote": "phiếu"
    case "person": "người"
    case "unit": "đơn vị"
    case "organisation": "tổ chức"
    default: unit
    }
  }
}

extension Parameter.Value {
  /// As it was written: `20 %`, `2/3`, `12`.
  public var text: String { Self.text(value, isPercent: isPercent, isFraction: isFraction) }

  static func text(_ value: Ratio, isPercent: Bool, isFraction: Bool) -> String {
    if isPercent { return value.percentText }
    return isFraction ? value.fractionText : value.description
  }
}

extension Parameter {
  /// Whether its unit is something there are no halves of: persons, votes, completed months.
  public var countsThings: Bool { unit.map { UnitWord.counted.contains($0) } ?? false }

  /// A value with the unit behind it: `6 tháng`.
  public func text(_ value: Value) -> String {
    value.text + (value.isPercent ? "" : unit.map { " " + UnitWord.vietnamese($0) } ?? "")
  }

  /// Reads a value typed for this parameter: `80` means 80 % where it is a percentage, `1/2` half of it.
  public func read(_ text: String) -> Ratio? {
    Ratio(typed: text, isPercent: values.last?.isPercent ?? false)
  }
}

extension Ratio {
  /// Reads what a person types: a comma or a point before the decimals; a bare number is so many percent where percents are
  /// asked for. What is read stands for the same on every screen and in every command.
  public init?(typed text: String, isPercent: Bool) {
    let plain = text.replacing(",", with: ".").replacing("\u{A0}", with: " ")
    let isBare = isPercent && !plain.utf8.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "/") }
    self.init(isBare ? plain + " %" : plain)
  }

  /// `2/3`, `3/4`; a whole number as it is.
  var fractionText: String { denominator == 1 ? String(numerator) : "\(numerator)/\(denominator)" }
}

extension Band.Piece {
  /// `từ 70 đến dưới 90`.
  var text: String {
    "\(includesLow ? "từ" : "trên") \(low) \(includesHigh ? "đến" : "đến dưới") \(high)"
  }
}

extension Fact {
  /// What kind of answer it takes and what a blank says: `số nguyên từ 0 đến 4, quý; để trống là 0`.
  var formText: String {
    var form: String
    switch kind {
    case .boolean: form = "có hoặc không"
    case .choice(let values): form = "chọn: " + values.map(\.name).joined(separator: ", ")
    case .day: form = "ngày"
    case .number(let places, let isPercent):
      form = isPercent ? "phần trăm" : places == 0 ? "số nguyên" : "số"
      if places > 0 { form += " có \(places) chữ số lẻ" }
      if let range { form += " từ \(text(range.lowerBound)) đến \(text(range.upperBound))" }
      if let unit { form += ", \(UnitWord.vietnamese(unit))" }
    }
    return form + (missing.map { "; để trống là \(text($0))" } ?? "; để trống là chưa biết")
  }
}
