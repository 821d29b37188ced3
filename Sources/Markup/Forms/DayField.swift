/// A day, typed as documents write it: ngày/tháng/năm. The browser's own date field would follow the browser's language.
public struct DayField: Piece {
  public var field: Field
  public var value: String
  public var autocomplete: String?
  /// The default hint shows an example; nil hides it (in a filter bar, say).
  public static let hint = "Ngày/tháng/năm, ví dụ 21/4/2014"
  /// Day and month with one digit or two, a year of four.
  public static let pattern = #"\s*(0?[1-9]|[12]\d|3[01])[\/.\-](0?[1-9]|1[0-2])[\/.\-]\d{4}\s*"#

  public init(
    _ name: String, label: String, value: String? = nil, hint: String? = Self.hint, error: String? = nil,
    isRequired: Bool = false, autocomplete: String? = "off"
  ) {
    field = Field(name, label: label, hint: hint, error: error, isRequired: isRequired)
    (self.value, self.autocomplete) = (value ?? "", autocomplete)
  }

  public var html: HTML { field.framed(control) }

  var control: HTML {
    """
    <input type="text" class="width-day"\(field.attributes) value="\(value)" inputmode="numeric" maxlength="12" \
    pattern="\(Self.pattern)" placeholder="ngày/tháng/năm" title="\(Self.hint)"\
    \(attribute: "autocomplete", autocomplete)>
    """
  }
}
