/// A few choices, all in sight, one of them.
public struct RadioGroup: Piece {
  public var field: Field
  public var choices: [Choice]
  public var selected: String?

  public init(
    _ name: String, label: String, choices: [Choice], selected: String? = nil, hint: String? = nil,
    error: String? = nil, isRequired: Bool = false
  ) {
    field = Field(name, label: label, hint: hint, error: error, isRequired: isRequired)
    (self.choices, self.selected) = (choices, selected)
  }

  public var html: HTML {
    field.framedGroup(
      "\(each: choices.enumerated(), { tick(.radio, field, $1, at: $0, isOn: $1.value == selected) })")
  }
}

/// Several choices, any number of them; the fields repeat the name.
public struct CheckboxGroup: Piece {
  public var field: Field
  public var choices: [Choice]
  public var selected: Set<String>

  public init(
    _ name: String, label: String, choices: [Choice], selected: Set<String> = [], hint: String? = nil,
    error: String? = nil
  ) {
    field = Field(name, label: label, hint: hint, error: error)
    (self.choices, self.selected) = (choices, selected)
  }

  public var html: HTML {
    field.framedGroup(
      "\(each: choices.enumerated(), { tick(.checkbox, field, $1, at: $0, isOn: selected.contains($1.value)) })"
    )
  }
}

/// One yes-or-no answer.
public struct Checkbox: Piece {
  public var field: Field
  public var value: String
  public var isOn: Bool

  public init(
    _ name: String, label: String, value: String = "1", isOn: Bool = false, hint: String? = nil,
    error: String? = nil, isRequired: Bool = false
  ) {
    field = Field(name, label: label, hint: hint, error: error, isRequired: isRequired)
    (self.value, self.isOn) = (value, isOn)
  }

  public var html: HTML {
    """
    <div class="field\(when: field.error != nil, " has-error")">
    \(field.error.map { "<p class=\"error\" id=\"\(field.id)-error\"><span class=\"unseen\">Lỗi: </span>\($0)</p>\n" as HTML })\
    <div class="tick"><input type="checkbox"\(field.attributes) value="\(value)"\(when: isOn, " checked")> \
    <label for="\(field.id)">\(field.label)</label></div>
    \(field.hint.map { "<p class=\"hint\" id=\"\(field.id)-hint\">\($0)</p>\n" as HTML })\
    </div>

    """
  }
}

private enum TickKind: String { case radio, checkbox }

/// The first control bears the field's own id, so that the error summary leads to it.
private func tick(_ kind: TickKind, _ field: Field, _ choice: Choice, at index: Int, isOn: Bool) -> HTML {
  let id = index == 0 ? field.id : "\(field.id)-\(index + 1)"
  let hintID = choice.hint.map { _ in "\(id)-note" }
  return """
    <div class="tick"><input type="\(kind.rawValue)" id="\(id)" name="\(field.name)" value="\(choice.value)"\
    \(attribute: "aria-describedby", hintID)\(when: isOn, " checked")\(when: choice.isDisabled, " disabled")\
    \(when: field.error != nil, " aria-invalid=\"true\"")\(when: field.isRequired && kind == .radio, " required")> \
    <label for="\(id)">\(choice.title)</label>\
    \(choice.hint.map { "<p class=\"hint\" id=\"\(id)-note\">\($0)</p>" as HTML })</div>

    """
}
