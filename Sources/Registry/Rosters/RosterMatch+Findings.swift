import Basics

/// What matching has to say about a row. Nothing here may tell of anybody outside the unit.
extension Finding {
  private static func of(
    _ code: String, _ severity: Severity, _ row: RosterRow, _ column: RosterColumn, value: String? = nil,
    _ what: String, _ remedy: String
  ) -> Finding {
    Finding(
      code, severity, sheet: row.sheetName, row: row.number, column: column.title,
      value: value ?? row.person.name,
      message: "Dòng \(row.number), cột “\(column.title)”: \(what)", remedy: remedy)
  }

  /// "dòng 12", with the sheet where it is another one.
  private static func place(_ other: RosterRow, from row: RosterRow) -> String {
    other.sheet == row.sheet ? "dòng \(other.number)" : "dòng \(other.number) của trang “\(other.sheetName)”"
  }

  static func exactRepeat(_ row: RosterRow, _ first: RosterRow) -> Finding {
    of(
      "row.repeat", .warning, row, .name, "lặp lại nguyên văn \(place(first, from: row)).",
      "Không cần sửa: dòng lặp chỉ tính một lần.")
  }
  static func near(_ row: RosterRow, _ first: RosterRow) -> Finding {
    of(
      "row.suspect", .error, row, .name, "nghi trùng với \(place(first, from: row)) (\(first.person.name)).",
      "Nếu là một người, bỏ dòng này. Nếu là hai người, ghi đủ số thẻ hoặc số lý lịch của cả hai rồi tải lại."
    )
  }
  static func sharedNumber(_ row: RosterRow, _ other: RosterRow, _ value: String) -> Finding {
    of(
      "number.shared", .error, row, row.card == value ? .cardNumber : .recordNumber, value: value,
      "số “\(value)” cũng ghi cho \(other.person.name) ở \(place(other, from: row)).",
      "Đối chiếu thẻ hoặc lý lịch của hai người, sửa rồi tải lại cả hai dòng.")
  }
  static func namesake(_ row: RosterRow, _ other: RosterRow) -> Finding {
    of(
      "member.namesake", .warning, row, .name,
      "cùng họ tên, ngày sinh với \(place(other, from: row)) nhưng khác số thẻ; được coi là hai người.",
      "Xem lại số thẻ; nếu là một người thì bỏ một dòng.")
  }
  static func registeredNamesake(_ row: RosterRow) -> Finding {
    of(
      "member.namesake", .warning, row, .name,
      "cùng họ tên, ngày sinh với một đảng viên đã có trong đơn vị nhưng khác số thẻ; được coi là người khác.",
      "Xem lại số thẻ; nếu là một người thì sửa số thẻ rồi tải lại dòng này.")
  }
  static func unknownCell(_ row: RosterRow, _ name: String, _ unit: String, _ day: Day) -> Finding {
    of(
      "cell.unknown", .error, row, .cell, value: name,
      "\(unit) không có chi bộ “\(name)” vào ngày \(day.vietnamese).",
      "Sửa tên hoặc ghi mã chi bộ; nếu chi bộ chưa có trong sổ thì thành lập trước rồi tải lại dòng này.")
  }
  static func ambiguousCell(_ row: RosterRow, _ name: String, _ names: [String]) -> Finding {
    of(
      "cell.ambiguous", .error, row, .cell, value: name,
      "“\(name)” có thể là: \(names.prefix(5).joined(separator: "; ")).",
      "Thêm cột “Đảng bộ” hoặc ghi mã chi bộ rồi tải lại dòng này.")
  }
  static func noCell(_ row: RosterRow) -> Finding {
    of(
      "cell.missing", .error, row, .cell, "không biết thuộc chi bộ nào.",
      "Thêm cột “Chi bộ”, hoặc một dòng tên chi bộ phía trên các đảng viên của chi bộ ấy, rồi tải lại.")
  }
  static func elsewhere(_ row: RosterRow) -> Finding {
    of(
      "member.elsewhere", .error, row, .name, "người này đã được ghi trong sổ ở tổ chức đảng khác.",
      "Dùng “Chuyển sinh hoạt” để tiếp nhận; nhập danh sách không chuyển người từ nơi khác về.")
  }
  static func conflict(_ row: RosterRow, _ value: String) -> Finding {
    of(
      "number.conflict", .error, row, .recordNumber, value: value,
      "số thẻ và số lý lịch là của hai người khác nhau đã có trong đơn vị.",
      "Đối chiếu thẻ và lý lịch, sửa rồi tải lại dòng này.")
  }
  static func numberTaken(_ row: RosterRow, _ value: String, by name: String) -> Finding {
    of(
      "number.taken", .error, row, row.card == value ? .cardNumber : .recordNumber, value: value,
      "số “\(value)” đã ghi cho \(name) trong đơn vị.",
      "Đối chiếu thẻ hoặc lý lịch, sửa rồi tải lại dòng này.")
  }
  static func ended(_ row: RosterRow, _ end: MembershipEnd?) -> Finding {
    let why = end.map { "\($0.kind.title) từ ngày \($0.day.vietnamese)" } ?? "không còn sinh hoạt ở đơn vị"
    return of(
      "member.ended", .error, row, .name,
      "theo sổ, người này đã \(why.prefix(1).lowercased() + why.dropFirst()).",
      "Bỏ dòng này khỏi danh sách; nếu sổ ghi nhầm thì sửa ở trang của đảng viên ấy trước.")
  }
  static func otherCell(_ row: RosterRow, registered: String?) -> Finding {
    of(
      "member.otherCell", .warning, row, .cell,
      "theo sổ, người này sinh hoạt ở \(registered ?? "một chi bộ khác của đơn vị").",
      "Nhập danh sách không chuyển chi bộ; dùng “Chuyển sinh hoạt” nếu đã chuyển.")
  }
  static func beforeCell(_ row: RosterRow, _ since: Day, _ cell: RosterCells.Cell) -> Finding {
    of(
      "since.beforeCell", .warning, row, .since, value: since.padded,
      "\(since.vietnamese) trước ngày thành lập \(cell.name); được tính từ \(cell.founded.vietnamese).",
      "Nếu trước đó sinh hoạt ở chi bộ khác, ghi thêm cột “Nơi sinh hoạt trước”.")
  }
  static func unknownPreviousPlace(_ row: RosterRow) -> Finding {
    of(
      "cell.unknownPrevious", .notice, row, .previousPlace, value: row.previousPlace,
      "“\(row.previousPlace)” không phải chi bộ của đơn vị nên không được ghi.",
      "Không cần làm gì nếu đảng viên chuyển từ nơi khác đến.")
  }
}
