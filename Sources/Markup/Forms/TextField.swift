/// One line of text.
public struct TextField: Piece {
  public enum Kind: String, Sendable { case text, email, tel, search, password, number }
  /// How wide the field looks tells how much is expected.
  public enum Width: String, Sendable { case short, medium, full }

  public var field: Field
  public var value: String
  public var kind: Kind
  public var width: Width
  public var autocomplete: String?
  public var maximumLength: Int?
  public var suggestions: [String]

  public init(
    _ name: String, label: String, value: String? = nil, kind: Kind = .text, width: Width = .medium,
    hint: String? = nil, error: String? = nil, isRequired: Bool = false, autocomplete: String? = "off",
    maximumLength: Int? = nil, suggestions: [String] = []
  ) {
    field = Field(name, label: label, hint: hint, error: error, isRequired: isRequired)
    (self.value, self.kind, self.width) = (value ?? "", kind, width)
    (self.autocomplete, self.maximumLength, self.suggestions) = (autocomplete, maximumLength, suggestions)
  }

  public var html: HTML {
    field.framed(
      """
      <input type="\(inputType)" class="width-\(width.rawValue)"\(field.attributes)\
      \(when: kind != .password, " value=\"\(value)\"")\(attribute: "inputmode", kind == .number ? "numeric" : nil)\
      \(attribute: "autocomplete", autocomplete)\(attribute: "maxlength", maximumLength.map(String.init))\
      \(attribute: "list", suggestions.isEmpty ? nil : "\(field.id)-list")>\(list)
      """)
  }

  /// Numbers are typed as text: a browser's number field follows the browser's locale and its wheel changes values.
  private var inputType: String { kind == .number ? "text" : kind.rawValue }

  private var list: HTML {
    guard !suggestions.isEmpty else { return "" }
    return "<datalist id=\"\(field.id)-list\">\(each: suggestions, { "<option value=\"\($0)\">" })</datalist>"
  }
}
