import Basics
import Crypto
import Formats
import History

/// Roster file — tệp danh sách: a workbook of which at least one sheet is a roster.
package struct RosterFile: Sendable {
  package var name: String
  /// SHA-256 of the bytes as they came.
  package var hash: String
  package var sheets: [RosterSheet]
  /// What is to be said of sheets and columns; rows have their own findings.
  package var findings: [Finding]

  /// - Throws: `FormatRefusal` where it is no workbook, ``RosterRefusal/noHeader`` where no sheet is a roster.
  package init(_ bytes: [UInt8], name: String, limits: WorkbookLimits = WorkbookLimits()) throws {
    let workbook = try Workbook.read(bytes, limits: limits)
    self.name = VietnameseText.clean(name)
    hash = hex(SHA256.hash(data: bytes))
    sheets = workbook.sheets.enumerated().map { RosterSheet($1, index: $0) }
    findings = sheets.flatMap(\.findings)
    guard sheets.contains(where: \.isRoster) else { throw RosterRefusal.noHeader(hidden: !findings.isEmpty) }
  }

  func rows(_ rules: RosterRules, day: Day) -> [RosterRow] {
    sheets.filter(\.isRoster).flatMap { RosterReader($0, rules, day: day).rows() }
  }

  /// Required columns that a sheet lacks altogether: said once, not for every row.
  func missingColumns(_ rules: RosterRules) -> [Finding] {
    sheets.filter(\.isRoster).flatMap { sheet -> [Finding] in
      guard let header = sheet.headers.first else { return [] }
      let known = header.known
      return rules.required.filter { column in
        switch column {
        case .name, .cell: false
        case .bornOn: known.isDisjoint(with: [.bornOn, .birthDay, .male, .female])
        default: !known.contains(column)
        }
      }.map { .missingColumn(sheet.name, header.rows.lowerBound, $0.title) }
    }
  }
}

/// What the person who imports says besides the file.
package struct RosterOptions: Sendable, Hashable {
  /// The day the roster speaks of: its cells are those of this day, and nothing in it is later.
  package var day: Day
  /// From when the members belong to their cells, where the roster has no column for it.
  package var from: Day?

  package init(day: Day, from: Day? = nil) { (self.day, self.from) = (day, from) }
}

package enum RosterRefusal: Refusal, Equatable {
  case noHeader(hidden: Bool)
  case otherUnit(String)
  case hasErrors(Int)
  case nothingToWrite
  case registerChanged
  case alreadyUndone
  case notThere(String, Day)

  package var reason: String {
    switch self {
    case .noHeader(let hidden):
      "Không tìm thấy bảng danh sách đảng viên: không có dòng đề mục nào có cột “Họ và tên” cùng ít nhất một cột khác\(hidden ? " (trang ẩn không được đọc)" : "")."
    case .otherUnit(let reason): reason
    case .hasErrors(let count): "Danh sách còn \(count) lỗi nên chưa ghi gì vào sổ."
    case .nothingToWrite: "Danh sách không có gì mới: mọi dòng đã có trong sổ."
    case .registerChanged: "Sổ đã thay đổi sau khi kiểm tra danh sách; chưa ghi gì."
    case .alreadyUndone: "Lần nhập này đã được hoàn tác."
    case .notThere(let name, let day): "\(name) không tồn tại vào ngày \(day.vietnamese)."
    }
  }

  package var remedy: String {
    switch self {
    case .noHeader:
      "Đặt đề mục theo sách hướng dẫn, mục Nhập danh sách, hoặc dùng tệp mẫu mau-danh-sach-dang-vien.xlsx."
    case .otherUnit: "Chọn đúng đơn vị của danh sách rồi tải lại."
    case .hasErrors: "Sửa các dòng có lỗi rồi tải lại, hoặc chọn “Nhận dòng sạch” để ghi các dòng còn lại."
    case .nothingToWrite: "Không cần làm gì."
    case .registerChanged: "Tải lại tệp để xem kết quả kiểm tra mới rồi xác nhận."
    case .alreadyUndone: "Cần nhập lại thì tải lại tệp."
    case .notThere: "Chọn ngày của danh sách (--as-of) là một ngày đơn vị ấy đang hoạt động."
    }
  }
}

extension Finding {
  static func missingColumn(_ sheet: String, _ row: Int, _ title: String) -> Finding {
    Finding(
      "column.missing", .warning, sheet: sheet, row: row, column: title,
      message: "Trang “\(sheet)” không có cột “\(title)”, nên không đối chiếu được theo cột này.",
      remedy: "Thêm cột “\(title)” nếu có số liệu.")
  }
}
