import Basics

/// Organisation column — cột của danh sách tổ chức đảng.
package enum OrganisationColumn: HeadedColumn {
  case ordinal, name, kind, superior, code
  case unitKind, unitName, unitCode, neighbourhood, foundedOn
  case decisionType, decisionNumber, decisionIssuer, decisionDate
  case note, fault

  package var title: String { Self.texts[self]?.first ?? "" }
  package var otherHeadings: [String] { Self.texts[self].map { Array($0.dropFirst()) } ?? [] }
  package static let keys: [Set<OrganisationColumn>] = [[.name]]

  package static func column(under upper: String, lower: String, raw: String) -> OrganisationColumn? {
    if upper.contains("quyet dinh") || upper.contains("van ban") {
      switch lower {
      case "loai", "loai van ban": return .decisionType
      case "so", "so ky hieu", "so va ky hieu": return .decisionNumber
      case "ngay", "ngay ban hanh", "ngay ky": return .decisionDate
      case "co quan ban hanh", "noi ban hanh", "cua": return .decisionIssuer
      default: return nil
      }
    }
    if upper.contains("don vi hanh chinh") || upper.contains("dia ban") {
      switch lower {
      case "loai", "cap": return .unitKind
      case "ten": return .unitName
      case "ma", "ma so": return .unitCode
      default: return nil
      }
    }
    return nil
  }

  /// The first heading of each line is the usual one.
  private static let texts: [OrganisationColumn: [String]] = [
    .ordinal: ["STT", "TT", "Số TT", "Số thứ tự"],
    .name: [
      "Tên tổ chức đảng", "Tổ chức đảng", "Tên tổ chức", "Tên đầy đủ", "Tên chi bộ, đảng bộ",
      "Tên đảng bộ, chi bộ",
    ],
    .kind: ["Loại tổ chức đảng", "Loại hình", "Loại tổ chức", "Loại", "Loại hình tổ chức đảng"],
    .superior: [
      "Cấp trên trực tiếp", "Tổ chức đảng cấp trên", "Trực thuộc", "Cấp trên",
      "Tổ chức đảng cấp trên trực tiếp", "Đảng bộ cấp trên",
      "Thuộc đảng bộ",
    ],
    .code: ["Mã tổ chức đảng", "Mã", "Mã tổ chức", "Mã số"],
    .unitKind: ["Loại đơn vị hành chính", "Cấp hành chính", "Loại ĐVHC"],
    .unitName: ["Đơn vị hành chính", "Tên đơn vị hành chính", "Địa bàn", "Tên ĐVHC"],
    .unitCode: ["Mã đơn vị hành chính", "Mã ĐVHC", "Mã hành chính", "Mã địa bàn"],
    .neighbourhood: [
      "Ấp, khu phố", "Ấp", "Khu phố", "Ấp (khu phố)", "Thôn", "Khóm", "Tổ dân phố", "Thôn, ấp, khu phố",
      "Ấp/khu phố",
    ],
    .foundedOn: ["Ngày thành lập", "Thành lập ngày", "Hiệu lực từ", "Ngày có hiệu lực", "Thành lập từ ngày"],
    .decisionType: ["Loại văn bản", "Loại quyết định"],
    .decisionNumber: [
      "Số quyết định", "Số, ký hiệu", "Số quyết định thành lập", "Quyết định thành lập", "Số văn bản",
      "Số, ký hiệu văn bản", "Quyết định số",
    ],
    .decisionIssuer: ["Cơ quan ban hành", "Nơi ban hành", "Cấp ra quyết định", "Cơ quan ra quyết định"],
    .decisionDate: ["Ngày quyết định", "Ngày ban hành", "Ngày ký", "Ngày văn bản", "Ngày ra quyết định"],
    .note: ["Ghi chú", "GC"],
    .fault: ["Lỗi"],
  ]
}
