import Basics

/// Why something may not be done on the way into the Party.
package enum DevelopmentRefusal: Refusal, Equatable {
  case future, erased, isMember, themselves, placeOnly, ended
  case alreadyListed(String, String)
  case notOfficial(String)
  case alreadyTied(String)
  case notDecided
  case beforeDecision(Day)
  case beforeStep(String, Day)
  case notProbationary
  case probationRuns(Day)
  case noReason
  case noNumber
  case noBase
  case unbalanced(Int)
  case notVotedThere
  case keptUntil(Day)
  case stillConsidered
  case notTheLast
  case alreadyFollowed

  package var reason: String {
    switch self {
    case .future: "Ngày ghi ở sau hôm nay."
    case .erased: "Dữ liệu của người này đã được xóa; không ghi thêm được nữa."
    case .isMember: "Người này đã là đảng viên; lý lịch nằm trong hồ sơ đảng viên."
    case .themselves: "Không ai tự giúp đỡ hoặc tự giới thiệu mình."
    case .placeOnly: "Nơi để giấy tờ ghi dài quá."
    case .ended: "Việc xem xét người này đã kết thúc."
    case .alreadyListed(let name, let cell): "\(name) đã có trong danh sách của \(cell)."
    case .notOfficial(let name): "\(name) chưa là đảng viên chính thức vào ngày ấy."
    case .alreadyTied(let name): "\(name) đã được ghi việc này."
    case .notDecided: "Chưa ghi quyết định kết nạp của cấp có thẩm quyền."
    case .beforeDecision(let day): "Ngày này trước ngày chi bộ nhận quyết định (\(day.vietnamese))."
    case .beforeStep(let what, let day): "Ngày này trước “\(what)”, ngày \(day.vietnamese)."
    case .notProbationary: "Người này không ở thời kỳ dự bị."
    case .probationRuns(let day): "Thời kỳ dự bị đến hết ngày \(day.previous.vietnamese)."
    case .noReason: "Chưa chọn lý do."
    case .noNumber: "Chưa ghi số nghị quyết."
    case .noBase: "Chưa biết có bao nhiêu người được tính."
    case .unbalanced(let base): "Số phiếu không khớp: chỉ có \(base) người được tính."
    case .notVotedThere: "Lần biểu quyết ấy không phải của chi bộ này, hoặc không cần hai phần ba."
    case .keptUntil(let day): "Theo quy ước của sổ, tên được giữ đến hết ngày \(day.previous.vietnamese)."
    case .stillConsidered: "Người này còn đang được xem xét."
    case .notTheLast: "Chỉ rút được bước ghi sau cùng, chưa thành đảng viên."
    case .alreadyFollowed: "Người này đã có hồ sơ theo dõi."
    }
  }
  package var remedy: String {
    switch self {
    case .future: "Ghi khi việc đã xảy ra, với ngày thực tế."
    case .erased: "Nếu xem xét lại người ấy thì thêm mới vào danh sách."
    case .isMember: "Sửa ở trang đảng viên, mục Đính chính."
    case .themselves: "Chọn một đảng viên chính thức khác."
    case .placeOnly: "Ghi vài chữ, ví dụ “tủ hồ sơ Văn phòng Đảng ủy”; nội dung giấy tờ không ghi vào sổ."
    case .ended: "Rút việc thôi xét trước, hoặc thêm mới vào danh sách."
    case .alreadyListed: "Mở trang của người ấy; một người chỉ ghi một lần."
    case .notOfficial: "Chọn đảng viên chính thức, hoặc sửa ngày."
    case .alreadyTied: "Không cần ghi lại."
    case .notDecided: "Ghi quyết định trước, rồi ghi lễ kết nạp."
    case .beforeDecision, .beforeStep: "Sửa lại ngày."
    case .notProbationary: "Xem trang đảng viên của người này."
    case .probationRuns: "Chi bộ xét sau khi hết thời kỳ dự bị."
    case .noReason: "Chọn một trong các lý do."
    case .noNumber: "Ghi số và ký hiệu, ví dụ “05-NQ/CB”."
    case .noBase: "Ghi tổng số người được tính khi biểu quyết."
    case .unbalanced: "Đếm lại; người không có ý kiến không ghi vào hai ô này."
    case .notVotedThere: "Chọn lần biểu quyết của chi bộ với mức “ít nhất hai phần ba”, hoặc ghi số phiếu."
    case .keptUntil: "Xóa sớm hơn khi chính người ấy yêu cầu: đánh dấu vào ô bên dưới."
    case .stillConsidered: "Ghi thôi xét trước, kèm lý do."
    case .notTheLast: "Bước đã thành đảng viên thì sửa ở hồ sơ đảng viên."
    case .alreadyFollowed: "Mở hồ sơ ấy."
    }
  }
}
