/// A file to send; its form must say `takesFiles`.
public struct FileField: Piece {
  public var field: Field
  /// Endings and types as in the `accept` attribute, for example `.xlsx`.
  public var accept: String?
  public var takesSeveral: Bool

  public init(
    _ name: String, label: String, accept: String? = nil, takesSeveral: Bool = false, hint: String? = nil,
    error: String? = nil, isRequired: Bool = false
  ) {
    field = Field(name, label: label, hint: hint, error: error, isRequired: isRequired)
    (self.accept, self.takesSeveral) = (accept, takesSeveral)
  }

  public var html: HTML {
    field.framed(
      "<input type=\"file\"\(field.attributes)\(attribute: "accept", accept)\(when: takesSeveral, " multiple")>"
    )
  }
}
