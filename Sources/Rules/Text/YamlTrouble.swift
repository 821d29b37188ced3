/// YAML trouble — lỗi viết YAML: what the parser says in English, in plain Vietnamese, with what to do about it.
struct YamlTrouble {
  let message: String
  let remedy: String

  /// - Parameter problem: the parser's own words; what is not known is told without them.
  init(_ problem: String, isTab: Bool) {
    let problem = isTab ? "tab character" : problem
    for (words, message, remedy) in Self.known where problem.contains(words) {
      (self.message, self.remedy) = (message, remedy)
      return
    }
    message = "YAML không đúng ở chỗ này."
    remedy = "Kiểm tra thụt dòng, dấu hai chấm, dấu ngoặc và dấu nháy."
  }

  /// The first that fits counts, so the narrower stand first.
  private static let known: [(words: String, message: String, remedy: String)] = [
    (
      "',' or ']'", "Danh sách trong ngoặc vuông chưa đóng, hoặc thiếu dấu phẩy.",
      "Thêm `,` giữa các mục hoặc `]` ở cuối."
    ),
    ("',' or '}'", "Ngoặc nhọn chưa đóng, hoặc thiếu dấu phẩy.", "Thêm `,` giữa các mục hoặc `}` ở cuối."),
    ("expected ':'", "Thiếu dấu hai chấm sau khóa.", "Viết `khóa: giá trị`, có dấu cách sau dấu hai chấm."),
    (
      "mapping values are not allowed", "Dấu hai chấm ở chỗ không được có.",
      "Đặt giá trị có dấu hai chấm trong nháy kép; kiểm tra thụt dòng của dòng này và dòng trên."
    ),
    (
      "block sequence entries are not allowed", "Dấu gạch đầu dòng ở chỗ không được có.",
      "Xuống dòng sau dấu hai chấm rồi mới viết các mục `- …`."
    ),
    (
      "'-' indicator", "Danh sách có dòng không bắt đầu bằng dấu gạch.",
      "Thụt dòng này cho thẳng với các mục `- …` ở trên."
    ),
    (
      "expected key", "Chỗ này cần một khóa.", "Thụt dòng cho thẳng với các khóa cùng cấp; bỏ dấu ngoặc thừa."
    ),
    (
      "expected node content", "Sau dấu này thiếu giá trị.",
      "Viết một giá trị; chữ bắt đầu bằng dấu đặc biệt thì để trong nháy kép."
    ),
    ("tab character", "Thụt dòng bằng dấu tab.", "Thụt dòng bằng dấu cách."),
    (
      "cannot start any token", "Giá trị bắt đầu bằng một dấu mà YAML dành riêng.",
      "Đặt giá trị trong nháy kép."
    ),
    ("unexpected end of stream", "Nháy mở mà chưa đóng.", "Thêm dấu nháy ở cuối giá trị."),
    (
      "unknown escape character", "Dấu gạch chéo ngược trong nháy kép không đúng.",
      "Viết `\\\\` thay cho `\\`, hoặc dùng nháy đơn."
    ),
    ("escape", "Ký tự viết bằng mã không đúng.", "Viết thẳng ký tự ấy."),
    (
      "unexpected ':'", "Dấu hai chấm trong ngoặc không đúng chỗ.",
      "Đặt giá trị có dấu hai chấm trong nháy kép."
    ),
    ("document", "Tệp có nhiều hơn một tài liệu YAML.", "Bỏ các dòng `---` và `...`."),
    ("directive", "Có chỉ thị YAML bắt đầu bằng `%`.", "Bỏ dòng ấy, hoặc đặt giá trị trong nháy kép."),
    ("indentation indicator", "Số sau dấu `|` hoặc `>` không đúng.", "Bỏ số ấy."),
    ("tag", "Có thẻ YAML (!).", "Bỏ thẻ, hoặc đặt giá trị trong nháy kép."),
    ("alphabetic or numeric", "Có neo hoặc bí danh YAML (& hoặc *).", "Đặt giá trị trong nháy kép."),
    ("control characters", "Có ký tự điều khiển.", "Xóa ký tự ấy; nó thường không hiện trên màn hình."),
    ("Unicode", "Có ký tự không đọc được.", "Xóa ký tự ấy hoặc lưu lại tệp bằng UTF-8."),
  ]
}
