import Markup
import Registry

/// Takes a list with names out of the register: a form, since the journal keeps it, with a reason where it is long.
struct ExportForm: Piece {
  var visit: Visit
  var path: String
  var rows: Int
  /// Value and title of each kind of file.
  var kinds: [(value: String, title: String)]
  var trouble: FormTrouble

  var html: HTML {
    Form(
      action: path, csrf: visit.csrf, label: "Xuất danh sách",
      body: """
        \(when: rows > ExportMembers.rowsWithoutReason, TextField("ly-do", label: "Lý do xuất", value: visit.form["ly-do"], width: .full, error: trouble.on("ly-do"), isRequired: true, maximumLength: 300).html)
        \(Actions("\(kinds.map { Submit($0.title, kind: .secondary, name: "dang", value: $0.value) })"))
        """
    ).html
  }
}
