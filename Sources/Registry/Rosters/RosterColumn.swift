import Basics

/// Roster column — cột của danh sách đảng viên.
package enum RosterColumn: String, HeadedColumn, Decodable {
  case ordinal, name, familyName, givenName, otherName
  case sex, male, female
  case bornOn, birthDay, birthMonth, birthYear
  case ethnicity, religion, homePlace, residence, isLocal, isNotLocal
  case occupation, post, partyPost, statePost, massPost
  case admittedOn, officialOn, cardNumber, recordNumber, education, theory
  case cell, cellCode, committee, since, previousPlace
  case note, fault

  package var title: String { Self.texts[self]?.first ?? rawValue }
  package var otherHeadings: [String] { Self.texts[self].map { Array($0.dropFirst()) } ?? [] }

  package static let keys: [Set<RosterColumn>] = [[.name], [.familyName, .givenName]]

  /// Columns that are read but hold nothing the register keeps.
  package static let ignored: Set<RosterColumn> = [.ordinal, .otherName, .religion, .note, .fault]

  package static func column(under upper: String, lower: String, raw: String) -> RosterColumn? {
    if upper.contains("sinh") {
      switch lower {
      case "nam":
        return VietnameseText.clean(raw).lowercased().unicodeScalars.contains("ă") ? .birthYear : .male
      case "nu": return .female
      case "ngay": return .birthDay
      case "thang": return .birthMonth
      default: return nil
      }
    }
    if upper.contains("dang"), upper.contains("ngay") || upper.contains("vao") || upper.contains("ket nap") {
      switch lower {
      case "du bi", "ket nap", "vao dang", "ngay vao", "ngay ket nap": return .admittedOn
      case "chinh thuc", "ngay chinh thuc": return .officialOn
      default: return nil
      }
    }
    if upper.contains("chuc vu") || upper.contains("chuc danh") {
      switch lower {
      case "dang": return .partyPost
      case "chinh quyen": return .statePost
      case "doan the", "mat tran doan the", "mttq doan the", "mttq": return .massPost
      default: return nil
      }
    }
    if upper.contains("gioi tinh") || upper == "phai" {
      return lower == "nam" ? .male : lower == "nu" ? .female : nil
    }
    return nil
  }

  /// The first heading of each line is the usual one.
  private static let texts: [RosterColumn: [String]] = [
    .ordinal: ["STT", "TT", "Số TT", "Số thứ tự"],
    .name: [
      "Họ và tên", "Họ tên", "Họ tên đảng viên", "Họ và tên đảng viên", "Họ, chữ đệm và tên",
      "Họ và tên khai sinh",
      "Họ tên khai sinh", "Tên đảng viên", "Họ, tên",
    ],
    .familyName: ["Họ và tên đệm", "Họ đệm", "Họ và chữ đệm", "Họ", "Họ lót", "Họ và tên lót"],
    .givenName: ["Tên"],
    .otherName: [
      "Tên thường gọi", "Tên gọi khác", "Bí danh", "Họ và tên đang dùng", "Họ tên đang dùng", "Tên đang dùng",
    ],
    .sex: ["Giới tính", "Phái", "Nam/Nữ", "Nam, nữ", "Giới"],
    .male: ["Nam", "Năm sinh Nam", "Phái nam"],
    .female: ["Nữ", "Năm sinh Nữ", "Phái nữ", "Là nữ", "Đảng viên nữ"],
    .bornOn: [
      "Ngày sinh", "Ngày, tháng, năm sinh", "Năm sinh", "Sinh ngày", "NTN sinh", "Ngày tháng năm sinh",
      "Sinh năm",
    ],
    .birthDay: ["Ngày trong ngày sinh"],
    .birthMonth: ["Tháng sinh", "Tháng trong ngày sinh"],
    .birthYear: ["Năm trong ngày sinh"],
    .ethnicity: ["Dân tộc"],
    .religion: ["Tôn giáo"],
    .homePlace: ["Quê quán", "Nguyên quán", "Quê", "Sinh quán"],
    .residence: [
      "Nơi ở", "Nơi ở hiện nay", "Chỗ ở hiện nay", "Chỗ ở", "Nơi cư trú", "Nơi thường trú", "Thường trú",
      "Địa chỉ",
      "Địa chỉ thường trú", "Hộ khẩu thường trú", "Nơi ở hiện tại", "Trú quán",
    ],
    .isLocal: ["Người địa phương", "Là người địa phương", "Người tại địa phương", "Địa phương"],
    .isNotLocal: [
      "Không phải người địa phương", "Không là người địa phương", "Người nơi khác", "Người địa phương khác",
      "Ngoài địa phương",
    ],
    .occupation: [
      "Nghề nghiệp", "Nghề nghiệp hiện nay", "Nghề nghiệp, nơi làm việc", "Đơn vị công tác", "Nơi công tác",
      "Công việc",
    ],
    .post: [
      "Chức vụ", "Chức vụ hiện nay", "Chức danh", "Chức vụ, chức danh",
      "Chức vụ (Đảng, chính quyền, đoàn thể)",
      "Chức vụ công tác", "Chức vụ Đảng, chính quyền, đoàn thể",
    ],
    .partyPost: ["Chức vụ Đảng", "Chức vụ trong Đảng", "Chức vụ về Đảng", "Cấp ủy"],
    .statePost: ["Chức vụ chính quyền", "Chức vụ Nhà nước", "Chức vụ HĐND, UBND", "Chính quyền"],
    .massPost: ["Chức vụ đoàn thể", "Chức vụ Mặt trận, đoàn thể", "Đoàn thể", "Chức vụ MTTQ, đoàn thể"],
    .admittedOn: [
      "Ngày vào Đảng", "Ngày kết nạp", "Ngày kết nạp Đảng", "Ngày vào Đảng (dự bị)", "Ngày vào Đảng dự bị",
      "Ngày dự bị",
      "Vào Đảng", "Ngày, tháng, năm vào Đảng", "Ngày vào ĐCSVN", "Ngày kết nạp vào Đảng", "Dự bị",
      "Ngày vào Đảng kết nạp",
      "Ngày vào",
    ],
    .officialOn: [
      "Ngày chính thức", "Ngày công nhận chính thức", "Ngày vào Đảng chính thức", "Chính thức",
      "Ngày công nhận ĐVCT",
      "Ngày công nhận đảng viên chính thức", "Ngày chuyển chính thức", "Ngày chuyển đảng chính thức",
    ],
    .cardNumber: [
      "Số thẻ đảng viên", "Số thẻ", "Số thẻ đảng", "Số thẻ ĐV", "Thẻ đảng viên", "Số TĐV",
      "Số định danh cá nhân",
    ],
    .recordNumber: [
      "Số lý lịch", "Số lý lịch đảng viên", "Số LL", "Số LLĐV", "Số lí lịch", "Số hồ sơ", "Số lý lịch ĐV",
    ],
    .education: [
      "Trình độ học vấn", "Học vấn", "Trình độ chuyên môn", "Chuyên môn", "Trình độ", "Trình độ văn hóa",
      "Văn hóa",
      "Chuyên môn, nghiệp vụ", "Trình độ chuyên môn, nghiệp vụ",
    ],
    .theory: [
      "Lý luận chính trị", "Trình độ lý luận chính trị", "LLCT", "Lý luận", "Trình độ LLCT",
      "Trình độ lý luận", "Chính trị",
      "Trình độ chính trị",
    ],
    .cell: [
      "Chi bộ", "Tên chi bộ", "Chi bộ sinh hoạt", "Nơi sinh hoạt", "Nơi sinh hoạt Đảng",
      "Chi bộ đang sinh hoạt",
      "Sinh hoạt tại chi bộ", "Đang sinh hoạt tại",
    ],
    .cellCode: ["Mã chi bộ", "Mã tổ chức đảng", "Mã CB"],
    .committee: [
      "Đảng bộ", "Đảng ủy", "Đảng bộ cơ sở", "Tổ chức cơ sở đảng", "TCCSĐ", "Tên đảng bộ", "Xã, thị trấn",
      "Xã",
      "Đảng bộ xã", "Đảng bộ, chi bộ cơ sở", "Xã/thị trấn", "Xã, phường, thị trấn",
    ],
    .since: [
      "Ngày về chi bộ", "Ngày chuyển đến", "Ngày về sinh hoạt", "Sinh hoạt từ ngày", "Ngày đến chi bộ",
      "Từ ngày",
      "Ngày chuyển sinh hoạt đến", "Ngày về",
    ],
    .previousPlace: [
      "Nơi sinh hoạt trước", "Chi bộ trước", "Nơi sinh hoạt trước đây", "Nơi chuyển đi", "Chuyển đến từ",
    ],
    .note: ["Ghi chú", "GC", "Chú thích", "Ghi chú khác"],
    .fault: ["Lỗi"],
  ]
}
