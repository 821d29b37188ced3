import Markup

/// What has just been done, told once on the next page.
enum Done: String, CaseIterable, Sendable {
  case saved = "da-ghi"
  case founded = "da-thanh-lap"
  case renamed = "da-doi-ten"
  case moved = "da-chuyen"
  case merged = "da-sap-nhap"
  case ended = "da-ket-thuc"
  case withdrawn = "da-rut"
  case memberAdded = "da-them"
  case corrected = "da-sua"
  case removed = "da-ra-khoi"
  case erased = "da-xoa-du-lieu"
  case transferSent = "da-gioi-thieu"
  case transferReceived = "da-tiep-nhan"
  case transferReturned = "da-tra-lai"
  case imported = "da-nhap"
  case undone = "da-hoan-tac"
  case granted = "da-cap-quyen"
  case revoked = "da-thu-quyen"
  case disabled = "da-khoa"
  case enabled = "da-mo"
  case passwordSet = "da-dat-mat-khau"
  case issued = "da-phat-hanh"
  case remarked = "da-gop-y"
  case answered = "da-tra-loi"

  case draftStarted = "da-lap-du-thao"
  case draftSaved = "da-ghi-du-thao"
  case draftRestored = "da-lay-lai-ban"
  case draftWithdrawn = "da-thoi-soan"
  case draftReopened = "da-mo-du-thao"

  static let field = "xong"

  var notice: Notice {
    let title =
      switch self {
      case .saved: "Đã ghi vào sổ."
      case .founded: "Đã ghi việc thành lập."
      case .renamed: "Đã đổi tên; tên cũ vẫn thấy ở các ngày trước."
      case .moved: "Đã chuyển về cấp trên mới."
      case .merged: "Đã ghi việc sáp nhập."
      case .ended: "Đã ghi việc kết thúc hoạt động."
      case .withdrawn: "Đã rút tổ chức ghi nhầm; nhật ký còn giữ việc đã ghi."
      case .memberAdded: "Đã thêm đảng viên."
      case .corrected: "Đã sửa; giá trị cũ còn trong phần lịch sử."
      case .removed: "Đã ghi; người này không còn tính ở đây từ ngày ấy."
      case .erased: "Đã xóa dữ liệu cá nhân; số đếm của các ngày trước giữ nguyên."
      case .transferSent: "Đã ghi giấy giới thiệu; đảng viên vẫn tính ở đây đến ngày nơi nhận tiếp nhận."
      case .transferReceived: "Đã tiếp nhận."
      case .transferReturned: "Đã trả lại giấy giới thiệu."
      case .imported: "Đã nhập danh sách."
      case .undone: "Đã hoàn tác lần nhập."
      case .granted: "Đã cấp quyền, có hiệu lực ngay."
      case .revoked: "Đã thu quyền, có hiệu lực ngay."
      case .disabled: "Đã khóa tài khoản; mọi phiên đăng nhập đã chấm dứt."
      case .enabled: "Đã mở lại tài khoản."
      case .passwordSet: "Đã đặt mật khẩu. Mời đăng nhập."
      case .issued: "Đã phát hành báo cáo."
      case .remarked: "Đã gửi ý kiến."
      case .answered: "Đã ghi câu trả lời."
      case .draftStarted: "Đã lập dự thảo; nó đang giống hệt hướng dẫn gốc."
      case .draftSaved: "Đã ghi thành bản mới."
      case .draftRestored: "Đã lấy lại bản cũ, thành bản mới nhất."
      case .draftWithdrawn: "Đã thôi soạn; dự thảo vẫn đọc được."
      case .draftReopened: "Đã mở lại dự thảo."
      }
    return Notice(.done, title)
  }
}
