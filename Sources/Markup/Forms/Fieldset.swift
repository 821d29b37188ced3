/// Fields that belong together.
public struct Fieldset: Piece {
  public var legend: String
  public var note: String?
  public var body: HTML

  public init(_ legend: String, note: String? = nil, body: HTML) {
    (self.legend, self.note, self.body) = (legend, note, body)
  }

  public var html: HTML {
    """
    <fieldset class="fieldset">
    <legend>\(legend)</legend>
    \(note.map { "<p class=\"hint\">\($0)</p>\n" as HTML })\(body)</fieldset>

    """
  }
}
