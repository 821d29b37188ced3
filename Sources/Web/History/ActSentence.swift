/// What an act is called in the journal's list.
enum ActSentence {
  static func title(of act: String) -> String { titles[act] ?? act }

  static let titles: [String: String] = [
    "organisation.found": "Thành lập tổ chức", "organisation.rename": "Đổi tên tổ chức",
    "organisation.correct": "Đính chính tổ chức",
    "organisation.move": "Chuyển tổ chức về cấp trên khác",
    "organisation.merge": "Sáp nhập, hợp nhất tổ chức",
    "organisation.end": "Kết thúc hoạt động của tổ chức", "organisation.withdraw": "Rút tổ chức ghi nhầm",
    "unit.reorganise": "Sắp xếp đơn vị hành chính",
    "organisations.import": "Nhập danh sách tổ chức", "massOrganisation.note": "Ghi đoàn thể",
    "leadership.note": "Ghi đối tượng lãnh đạo",
    "leadership.end": "Thôi ghi đối tượng lãnh đạo", "member.register": "Ghi thêm đảng viên",
    "member.correct": "Đính chính lý lịch",
    "member.change": "Ghi thay đổi của đảng viên", "member.export": "Xuất danh sách đảng viên",
    "member.erase": "Xóa dữ liệu cá nhân theo luật",
    "membership.end": "Ghi đảng viên ra khỏi danh sách", "transfer.send": "Giới thiệu chuyển sinh hoạt",
    "transfer.receive": "Tiếp nhận sinh hoạt", "transfer.return": "Trả lại giấy giới thiệu",
    "appointment.appoint": "Ghi chức vụ",
    "appointment.end": "Ghi thôi giữ chức vụ", "roster.import": "Nhập danh sách đảng viên",
    "roster.undo": "Lấy lại lần nhập danh sách",
    "grading.record": "Ghi kết quả xếp loại", "grading.recordAll": "Ghi kết quả xếp loại nhiều tổ chức",
    "grading.withdraw": "Rút kết quả xếp loại", "review.recordFacts": "Ghi dữ kiện xếp loại",
    "review.decideGrade": "Quyết định mức xếp loại",
    "mandate.issue": "Ban hành văn bản giao nhiệm vụ", "mandate.recordRollOut": "Ghi việc triển khai",
    "mandate.withdrawRollOut": "Rút việc triển khai đã ghi", "survey.record": "Lập cuộc khảo sát",
    "survey.addPart": "Ghi thêm vào cuộc khảo sát",
    "survey.answer": "Trả lời ý kiến khảo sát", "briefing.issue": "Phát hành báo cáo",
    "briefing.remark": "Góp ý, hỏi về báo cáo",
    "account.create": "Lập tài khoản", "account.claim": "Lập tài khoản đầu tiên",
    "account.disable": "Khóa hoặc mở tài khoản",
    "account.reset": "Cấp mã đặt lại mật khẩu", "account.password": "Đặt mật khẩu bằng mã",
    "account.changePassword": "Đổi mật khẩu",
    "right.grant": "Cấp quyền", "right.revoke": "Thu quyền",
    "register.openRealData": "Mở sổ cho dữ liệu thật",
    "register.markAsSample": "Đánh dấu sổ mẫu",
  ]
}
