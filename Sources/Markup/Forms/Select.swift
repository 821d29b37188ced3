/// A list to choose one from; for more than about six choices, else `RadioGroup`.
public struct Select: Piece {
  public struct Group: Sendable {
    public var title: String?
    public var choices: [Choice]

    public init(_ title: String?, _ choices: [Choice]) { (self.title, self.choices) = (title, choices) }
  }

  public var field: Field
  public var groups: [Group]
  public var selected: String?
  /// The line that stands for "nothing chosen yet"; nil when something must always be chosen.
  public var placeholder: String?

  public init(
    _ name: String, label: String, choices: [Choice], selected: String? = nil,
    placeholder: String? = "— chọn —",
    hint: String? = nil, error: String? = nil, isRequired: Bool = false
  ) {
    self.init(
      name, label: label, groups: [Group(nil, choices)], selected: selected, placeholder: placeholder,
      hint: hint,
      error: error, isRequired: isRequired)
  }

  public init(
    _ name: String, label: String, groups: [Group], selected: String? = nil,
    placeholder: String? = "— chọn —",
    hint: String? = nil, error: String? = nil, isRequired: Bool = false
  ) {
    field = Field(name, label: label, hint: hint, error: error, isRequired: isRequired)
    (self.groups, self.selected, self.placeholder) = (groups, selected, placeholder)
  }

  public var html: HTML {
    field.framed(
      """
      <select\(field.attributes)>\(placeholder.map { "<option value=\"\">\($0)</option>" as HTML })\
      \(each: groups, options)</select>
      """)
  }

  private func options(_ group: Group) -> HTML {
    let options: HTML = "\(each: group.choices, option)"
    guard let title = group.title else { return options }
    return "<optgroup label=\"\(title)\">\(options)</optgroup>"
  }

  private func option(_ choice: Choice) -> HTML {
    """
    <option value="\(choice.value)"\(when: choice.value == selected, " selected")\
    \(when: choice.isDisabled, " disabled")>\(choice.title)</option>
    """
  }
}
