/// The first place that is not as it was written, and what that means. Exit code 1.
struct Broken: Error {
  var code: String
  var entry: Int64?
  var table: String?
  var row: Int64?
  /// What was found there.
  var what: String
  var meaning: Meaning

  init(
    _ code: String, entry: Int64? = nil, table: String? = nil, row: Int64? = nil, _ what: String,
    _ meaning: Meaning
  ) {
    (self.code, self.entry, self.table, self.row, self.what, self.meaning) = (
      code, entry, table, row, what, meaning
    )
  }

  enum Meaning: String {
    case entryChanged = "Mục này đã bị sửa sau khi ghi, hoặc tệp dữ liệu bị hỏng ở đây."
    case entryLost = "Đã có mục bị lấy đi, chèn thêm hoặc đổi chỗ trong nhật ký."
    case recordChanged = "Bản ghi thay đổi của mục này đã bị sửa, thêm, bớt hoặc đổi chỗ sau khi ghi."
    case headChanged = "Dấu đầu lịch sử đã bị sửa, hoặc những mục cuối đã bị cắt đi."
    case headUnknown =
      "Lịch sử này không phải là lịch sử đã mang mã ấy: đã bị viết lại, bị cắt ngắn, hoặc là của một sổ khác."
    case rowChanged = "Sổ đã bị sửa thẳng trong cơ sở dữ liệu, không qua việc ghi sổ nào."
    case rowLost = "Dòng này đã bị xóa khỏi sổ, không qua việc ghi sổ nào."
    case rowForeign = "Dòng này đã được chèn thẳng vào cơ sở dữ liệu, không qua việc ghi sổ nào."
    case blankedWithoutErasure =
      "Nội dung lịch sử đã bị xóa trắng mà không có việc xóa dữ liệu nào được ghi sổ cho người ấy."
    case derivedDiffers = "Bảng suy ra từ sổ đã bị sửa: số liệu và quyền theo cây tổ chức không còn đáng tin."
    case fileDamaged = "Tệp dữ liệu bị hỏng. Phục hồi từ bản sao lưu gần nhất bằng chibo restore."
  }

  /// "Mục 12 · bảng membership · dòng 29384".
  var place: String {
    var parts: [String] = []
    if let entry { parts.append("Mục \(entry)") }
    if let table { parts.append("bảng \(table)") }
    if let row { parts.append("dòng \(row)") }
    return parts.isEmpty ? "Toàn bộ dữ liệu" : parts.joined(separator: " · ")
  }
}

/// Nothing could be checked, and a person can do something about it. Exit code 2.
struct Refused: Error {
  var reason: String
  var remedy: String
}

/// The database answered with an error nobody expects. Exit code 70.
struct Fault: Error { var message: String }
