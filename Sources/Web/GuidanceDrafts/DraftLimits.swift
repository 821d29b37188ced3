import Markup
import Rules

/// How long what is typed into a draft may be, by what is asked: a name is no essay. What stood there before stays as it is.
enum DraftLimits {
  static func most(_ kind: PieceShape.Kind?) -> Int {
    switch kind {
    case .number, .day: 60
    case .choice, .name: 200
    case .long: 3_000
    case .expression, .conditions: 2_000
    case .words: 3_000
    default: 600
    }
  }

  /// A line of what is edited as it is written.
  private static let longestLine = 4_000

  /// The fields in which something too long was typed.
  static func trouble(_ typed: [String: String], at place: PackPath, in value: PackValue) -> FormTrouble {
    var trouble = FormTrouble()
    for (name, text) in typed.sorted(by: { $0.key < $1.key }) {
      let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard parts.count > 1, text.utf8.count > 60 else { continue }
      let path = PackPath(parts[1]).map { PackPath(place.steps + $0.steps) }
      if parts[0] == "t" {
        let length = text.split(separator: "\n").map(\.unicodeScalars.count).max() ?? 0
        if length > longestLine {
          trouble.add(
            name, "Có dòng dài \(length) chữ; mỗi dòng nhiều nhất \(longestLine) chữ. Rút gọn rồi ghi lại.")
        }
        continue
      }
      let most = most(kind(parts, path))
      let length = text.unicodeScalars.count
      let stands = path.flatMap { value[$0] }
      guard length > most, stands?.word != text, stands?.words?.joined(separator: "\n") != text else {
        continue
      }
      trouble.add(name, "Dài \(length) chữ; ô này nhiều nhất \(most) chữ. Rút gọn rồi ghi lại.")
    }
    return trouble
  }

  private static func kind(_ parts: [String], _ path: PackPath?) -> PieceShape.Kind? {
    if parts[0] == "b" || parts[0] == "nb" { return .expression }
    guard let path else { return nil }
    if case .key("if") = path.last { return .expression }
    return PieceShape.kind(at: path)
  }
}
