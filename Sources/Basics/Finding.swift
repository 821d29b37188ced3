/// Finding — something in the user's data, file or pack that needs a look. Collected, never thrown.
public struct Finding: Hashable, Codable, Sendable {
  public enum Severity: String, Codable, Sendable, Comparable {
    case notice, warning, error
    private var weight: Int { self == .notice ? 0 : self == .warning ? 1 : 2 }
    public static func < (a: Severity, b: Severity) -> Bool { a.weight < b.weight }
  }

  public var code: String
  public var severity: Severity
  public var sheet: String?
  /// 1 is the first row of the sheet, as the program that shows it counts.
  public var row: Int?
  /// The heading of the column, or its letter where it has none.
  public var column: String?
  public var value: String?
  /// What, where, why — in Vietnamese.
  public var message: String
  /// The next step for the person who reads it.
  public var remedy: String

  public init(
    _ code: String, _ severity: Severity, sheet: String? = nil, row: Int? = nil, column: String? = nil,
    value: String? = nil, message: String, remedy: String
  ) {
    (self.code, self.severity, self.sheet, self.row, self.column, self.value) =
      (code, severity, sheet, row, column, value)
    (self.message, self.remedy) = (message, remedy)
  }
}

/// Refusal — the domain says no: the reason, and what would make it possible.
public protocol Refusal: Error, Sendable {
  var reason: String { get }
  var remedy: String { get }
}
