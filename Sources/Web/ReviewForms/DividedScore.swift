import Markup
import Registry
import Reviews

extension FormPage {
  /// A score by the sub-criteria that were adopted here: one field each, added up by itself.
  func divided(_ field: ReviewForm.Field, _ error: String?) -> HTML {
    let given = answers[rows: ReviewForm.parts(of: field.id)]
    let whole = answers[text: field.id]
    let table = Table(
      field.title, isCaptionSeen: true,
      columns: [.init("Tiêu chí"), .init("Tối đa", .number), .init("Tự chấm", .number)],
      rows: field.criteria.enumerated().map { row, criterion in
        let value = given.indices.contains(row) ? given[row].last ?? "" : ""
        return Table.Row([
          "\(criterion.name)", "\(criterion.points)",
          "<input type=\"text\" class=\"input width-short\" name=\"\(Self.cell(field, row, 2))\" value=\"\(value)\" maxlength=\"9\" inputmode=\"decimal\" aria-label=\"\(criterion.name)\">",
        ])
      })
    return """
      \(error.map { "<p class=\"error\" id=\"\(Self.input(field))\">\($0)</p>" as HTML })\
      \(table)
      <p>\(field.title): <strong data-sum>\(whole.isEmpty ? "—" : whole)</strong></p>
      """
  }
}
