/// One of several answers.
public struct Choice: Sendable {
  public var value: String
  public var title: String
  public var hint: String?
  public var isDisabled: Bool

  public init(_ value: String, _ title: String, hint: String? = nil, isDisabled: Bool = false) {
    (self.value, self.title, self.hint, self.isDisabled) = (value, title, hint, isDisabled)
  }
}
