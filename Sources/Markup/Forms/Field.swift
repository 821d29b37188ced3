/// What every control has in common: label, hint, error, and the attributes that tie them together for those who
/// listen to the page instead of seeing it.
public struct Field: Sendable {
  public var name: String
  public var label: String
  public var hint: String?
  public var error: String?
  public var isRequired: Bool
  /// Tells fields of one name apart where a page has the same form several times.
  public var scope = ""

  public init(
    _ name: String, label: String, hint: String? = nil, error: String? = nil, isRequired: Bool = false
  ) {
    (self.name, self.label, self.hint, self.error, self.isRequired) = (name, label, hint, error, isRequired)
  }

  public var id: String { Self.id(of: scope.isEmpty ? name : "\(name)-\(scope)") }

  public static func id(of name: String) -> String { "f-\(name)" }

  /// Label, hint and error around a control.
  func framed(_ control: HTML, kind: HTML = "") -> HTML {
    """
    <div class="field\(kind)\(when: error != nil, " has-error")">
    <label for="\(id)">\(label)\(requiredMark)</label>
    \(notes)\(control)
    </div>

    """
  }

  /// The same for a group of controls, which a legend names.
  func framedGroup(_ controls: HTML) -> HTML {
    """
    <fieldset class="field field-group\(when: error != nil, " has-error")"\(described)>
    <legend>\(label)\(requiredMark)</legend>
    \(notes)\(controls)</fieldset>

    """
  }

  /// `name`, `id` and the states, for the control itself.
  var attributes: HTML {
    " id=\"\(id)\" name=\"\(name)\"\(described)\(when: error != nil, " aria-invalid=\"true\"")\(when: isRequired, " required")"
  }

  var described: HTML {
    let ids = [hint.map { _ in "\(id)-hint" }, error.map { _ in "\(id)-error" }].compactMap { $0 }
    return ids.isEmpty ? "" : " aria-describedby=\"\(ids.joined(separator: " "))\""
  }

  var notes: HTML {
    """
    \(hint.map { "<p class=\"hint\" id=\"\(id)-hint\">\($0)</p>\n" as HTML })\
    \(error.map { "<p class=\"error\" id=\"\(id)-error\"><span class=\"unseen\">Lỗi: </span>\($0)</p>\n" as HTML })
    """
  }

  private var requiredMark: HTML {
    isRequired ? " <span class=\"required\">(bắt buộc)</span>" : ""
  }
}

/// A control that stands on a field.
public protocol FieldControl { var field: Field { get set } }

extension FieldControl {
  /// The same with an id of its own, where a page has several forms with a field of this name.
  public func scoped(_ scope: String) -> Self {
    var copy = self
    copy.field.scope = scope
    return copy
  }
}

extension TextField: FieldControl {}
extension TextArea: FieldControl {}
extension Select: FieldControl {}
extension DayField: FieldControl {}
extension CheckboxGroup: FieldControl {}
