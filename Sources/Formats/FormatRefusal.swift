import Basics

/// A file that cannot be read (or a value that cannot be written): what it is, and what the person can do about it.
public struct FormatRefusal: Refusal, Hashable {
  /// Stable, for tests and logs: "zip.tooLarge".
  public var code: String
  public var reason: String
  public var remedy: String

  public init(_ code: String, _ reason: String, remedy: String) {
    (self.code, self.reason, self.remedy) = (code, reason, remedy)
  }
}

extension FormatRefusal: CustomStringConvertible {
  public var description: String { "\(code): \(reason) \(remedy)" }
}
