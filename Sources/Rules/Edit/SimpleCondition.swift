/// A condition of one comparison, as a form asks for it: what, how, with what.
public struct SimpleCondition: Hashable, Sendable {
  public enum Sign: String, CaseIterable, Sendable {
    case equal = "==", unequal = "!=", atLeast = ">=", more = ">", atMost = "<=", less = "<"

    public var vietnamese: String {
      switch self {
      case .equal: "là (bằng)"
      case .unequal: "không phải là"
      case .atLeast: "từ … trở lên"
      case .more: "trên"
      case .atMost: "đến … là cùng"
      case .less: "dưới"
      }
    }
  }

  public var left: String
  public var sign: Sign
  public var right: String

  public init(left: String, sign: Sign, right: String) {
    (self.left, self.sign, self.right) = (left, sign, right)
  }

  /// `nil` where the text says more than one comparison of a name.
  public init?(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true).map(String.init)
    guard words.count == 3, Self.isName(words[0]), let sign = Sign(rawValue: words[1]), Self.isTerm(words[2])
    else { return nil }
    self.init(left: words[0], sign: sign, right: words[2])
  }

  /// The comparison as people say it.
  public func sentence(_ left: String, _ right: String) -> String {
    switch sign {
    case .equal: "\(left): \(right)"
    case .unequal: "\(left) không phải \(right)"
    case .atLeast: "\(left) từ \(right) trở lên"
    case .more: "\(left) trên \(right)"
    case .atMost: "\(left) không quá \(right)"
    case .less: "\(left) dưới \(right)"
    }
  }

  public var text: String { "\(left) \(sign.rawValue) \(right)" }

  private static func isName(_ text: String) -> Bool {
    text.utf8.allSatisfy {
      ($0 | 32) >= 97 && ($0 | 32) <= 122 || (48...57).contains($0) || $0 == 46 || $0 == 95
    } && text.utf8.first.map { ($0 | 32) >= 97 } ?? false
  }

  /// A name, a number, a percentage, a fraction, a day.
  private static func isTerm(_ text: String) -> Bool {
    isName(text)
      || text.utf8.allSatisfy {
        (48...57).contains($0) || [46, 47, 45, 32, 37].contains($0)
      } && (text.utf8.first.map { (48...57).contains($0) } ?? false)
  }
}
