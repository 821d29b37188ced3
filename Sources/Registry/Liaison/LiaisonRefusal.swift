import Basics

/// Why something may not be done with a member's contact to the place of residence.
package enum LiaisonRefusal: Refusal, Equatable {
  case future, sameClass, noLetter, noDestination, noReason, nobody
  case notAWorkplace(String)
  case notIntroduced(String)
  case alreadyIntroduced(String, Day)
  case settled
  case beforeIssue(Day)
  case notAResidence(String)
  case outside
  case inside
  case numberTaken(String)
  case emptyMeeting

  package var reason: String {
    switch self {
    case .future: "Ngày ghi ở sau hôm nay."
    case .sameClass: "Người này đã ở đúng diện ấy vào ngày đã chọn."
    case .noLetter: "Chưa ghi số giấy giới thiệu."
    case .noDestination: "Chưa chọn nơi cư trú."
    case .noReason: "Chưa ghi lý do."
    case .nobody: "Chưa chọn đảng viên nào."
    case .notAWorkplace(let name):
      "\(name) là nơi cư trú; đảng viên sinh hoạt ở đây không giới thiệu về nơi cư trú nữa."
    case .notIntroduced(let name): "\(name) thuộc diện miễn giới thiệu về nơi cư trú."
    case .alreadyIntroduced(let name, let day):
      "\(name) đang có giấy giới thiệu ngày \(day.vietnamese) còn hiệu lực."
    case .settled: "Giấy này đã được xử lý xong."
    case .beforeIssue(let day): "Ngày này trước ngày giới thiệu (\(day.vietnamese))."
    case .notAResidence(let name): "\(name) không phải là chi bộ nơi cư trú."
    case .outside: "Nơi cư trú này ở ngoài sổ, không tiếp nhận trên trang được."
    case .inside: "Nơi cư trú này có trong sổ và tự ghi tiếp nhận."
    case .numberTaken(let number): "Số giấy “\(number)” đã dùng cho người khác trong cùng ngày."
    case .emptyMeeting: "Chưa ghi ai được mời họp."
    }
  }
  package var remedy: String {
    switch self {
    case .future: "Ghi khi việc đã xảy ra, với ngày thực tế."
    case .sameClass: "Không cần ghi lại; chọn diện khác hoặc ngày khác."
    case .noLetter: "Ghi số và ký hiệu trên giấy, ví dụ “12-GGT/ĐU”."
    case .noDestination: "Chọn trong danh sách, ghi mã, hoặc ghi tên nơi ở ngoài sổ."
    case .noReason: "Ghi ngắn gọn, ví dụ “chuyển chỗ ở”."
    case .nobody: "Đánh dấu những người cùng giới thiệu về một nơi."
    case .notAWorkplace: "Chỉ giới thiệu đảng viên của chi bộ cơ quan, đơn vị, trường học…"
    case .notIntroduced: "Đổi diện của người này trước, nếu diện ấy không còn đúng."
    case .alreadyIntroduced: "Kết thúc giấy ấy trước, nếu người này đã đổi nơi ở."
    case .settled: "Xem sổ theo dõi của người này."
    case .beforeIssue: "Sửa lại ngày."
    case .notAResidence: "Chọn chi bộ ấp, khu phố nơi người này ở."
    case .outside: "Nơi giới thiệu ghi theo nửa giấy gửi trả."
    case .inside: "Chờ nơi ấy ghi, hoặc nhắc họ."
    case .numberTaken: "Ghi số khác."
    case .emptyMeeting: "Ghi khi đã có đảng viên đăng ký ở chi bộ."
    }
  }
}
