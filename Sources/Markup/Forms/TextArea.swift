/// Several lines of text.
public struct TextArea: Piece {
  public var field: Field
  public var value: String
  public var rows: Int
  public var maximumLength: Int?

  public init(
    _ name: String, label: String, value: String? = nil, rows: Int = 6, hint: String? = nil,
    error: String? = nil,
    isRequired: Bool = false, maximumLength: Int? = nil
  ) {
    field = Field(name, label: label, hint: hint, error: error, isRequired: isRequired)
    (self.value, self.rows, self.maximumLength) = (value ?? "", rows, maximumLength)
  }

  /// The line break after the tag is dropped by browsers; without it the first one of the text would be.
  public var html: HTML {
    field.framed(
      """
      <textarea rows="\(rows)"\(field.attributes)\(attribute: "maxlength", maximumLength.map(String.init)) \
      autocomplete="off">
      \(value)</textarea>
      """)
  }
}
