/// Field register — danh mục trường dữ liệu: for every column of the database how sensitive it is, what it is for, on
/// what basis it is kept, and for how long. A column that does not stand here fails the tests.
public enum FieldRegister {
  /// How closely a column is guarded; each class includes what the one before asks for.
  public enum DataClass: String, Sendable, CaseIterable, Comparable {
    /// Printed in public documents: names of places, of organisations, of guidances.
    case `public`
    /// The Party's own working data, telling nothing about a person.
    case `internal`
    /// Basic personal data.
    case personal
    /// That somebody is a member shows political views; ethnicity, grades and the like.
    case sensitive
    /// Opens doors: hashes of passwords and of sign-ins.
    case secret

    public static func < (a: DataClass, b: DataClass) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
  }

  /// Why the data may be kept.
  public enum Basis: String, Sendable {
    case charter = "Quy định 294-QĐ/TW ngày 26/5/2025 về thi hành Điều lệ Đảng"
    case memberFile = "Quy định 294-QĐ/TW ngày 26/5/2025, mục 6.2: hồ sơ đảng viên là tài liệu mật của Đảng"
    case personalData =
      "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15; Nghị định 356/2025/NĐ-CP ngày 31/12/2025 (quan điểm chính trị, dân tộc là dữ liệu nhạy cảm)"
    case review = "Quy định về kiểm điểm, đánh giá, xếp loại chất lượng hằng năm của năm được xếp loại"
    case work = "Nhiệm vụ công tác xây dựng Đảng của cấp ủy"
    case security = "Luật số 91/2025/QH15, Điều 3: bảo đảm an toàn dữ liệu bằng biện pháp kỹ thuật và tổ chức"
  }

  public enum Retention: String, Sendable {
    case permanent = "Vĩnh viễn, là lịch sử của tổ chức"
    case untilErasure = "Theo hồ sơ đảng viên; nội dung xóa được theo quyết định, dấu vết còn lại"
    case asDecided = "Theo thời hạn lưu trữ của văn bản"
    case asNeeded = "Cho đến khi hết dùng"
  }

  public struct Field: Sendable {
    public var table: String
    public var column: String
    public var dataClass: DataClass
    public var purpose: String
    public var basis: Basis
    public var retention: Retention
  }

  public static let fields: [Field] = entries.flatMap { entry in
    entry.columns.flatMap { dataClass, names in
      names.split(separator: " ").map {
        Field(
          table: entry.table, column: String($0), dataClass: dataClass, purpose: entry.purpose,
          basis: entry.basis,
          retention: entry.retention)
      }
    }
  }.sorted { ($0.table, $0.column) < ($1.table, $1.column) }

  struct Entry {
    var table: String
    var purpose: String
    var basis: Basis
    var retention: Retention
    var columns: [DataClass: String]

    init(
      _ table: String, _ purpose: String, _ basis: Basis, _ retention: Retention,
      _ columns: [DataClass: String]
    ) {
      (self.table, self.purpose, self.basis, self.retention, self.columns) =
        (table, purpose, basis, retention, columns)
    }
  }

  /// The times of a fact and the document it stands on.
  static let dated = " effective_from effective_to decision_id recorded_by withdrawn_by"
  /// When a fact was believed.
  static let believed = " recorded_by withdrawn_by"
}
