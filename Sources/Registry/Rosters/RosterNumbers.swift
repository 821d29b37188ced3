import Basics
import Formats

/// Card and record numbers: brought into one form, compared with the shapes the rules know.
struct RosterNumbers {
  let rules: RosterRules
  let day: Day

  /// Blanks, dots and hyphens go; letters become capitals. Zeros that Excel dropped from a number come back.
  func value(_ kind: MemberNumber.Kind, _ field: Workbook.Field?) -> (value: String, isPadded: Bool) {
    let value = Self.compact(FieldText(field).text)
    guard case .number = field?.value, value.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return (value, false)
    }
    let shapes = holding(kind == .card ? rules.cardNumbers : rules.recordNumbers).filter {
      $0.letters.contains(0)
    }
    // A card number has lost one zero at most: its first two digits stand for the province.
    let lost = kind == .card ? 1 : 5
    guard !shapes.contains(where: { $0.digits == value.utf8.count }),
      let shape = shapes.first(where: { (1...lost).contains($0.digits - value.utf8.count) })
    else { return (value, false) }
    return (String(repeating: "0", count: shape.digits - value.utf8.count) + value, true)
  }

  func isCard(_ value: String) -> Bool { fits(value, rules.cardNumbers) }
  func isRecord(_ value: String) -> Bool { fits(value, rules.recordNumbers) }

  /// "8 chữ số hoặc 12 chữ số", for messages.
  func cardShapes() -> String { Self.words(holding(rules.cardNumbers)) }
  func recordShapes() -> String { Self.words(holding(rules.recordNumbers)) }

  static func compact(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where ![" ", ".", "-", "/", "'", "’"].contains(scalar) {
      result.append(scalar)
    }
    return String(result).uppercased()
  }

  private func holding(_ shapes: [RosterRules.NumberShape]) -> [RosterRules.NumberShape] {
    shapes.filter { ($0.from ?? .beginningOfTime) <= day && day < ($0.until ?? .endOfTime) }
  }

  private func fits(_ value: String, _ shapes: [RosterRules.NumberShape]) -> Bool {
    let digits = value.unicodeScalars.prefix { (48...57).contains($0.value) }.count
    let rest = value.unicodeScalars.dropFirst(digits)
    guard rest.allSatisfy({ $0.properties.isAlphabetic }) else { return false }
    return holding(shapes).contains { $0.digits == digits && $0.letters.contains(rest.count) }
  }

  private static func words(_ shapes: [RosterRules.NumberShape]) -> String {
    shapes.map { $0.letters == [0] ? "\($0.digits) chữ số" : "\($0.digits) chữ số và chữ viết tắt" }.joined(
      separator: " hoặc ")
  }
}
