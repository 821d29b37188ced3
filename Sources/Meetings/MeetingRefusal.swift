import Basics

/// Why something may not be done with a meeting, a resolution or an assignment.
package enum MeetingRefusal: Refusal, Equatable {
  case notInYear(Day, Int)
  case noSuchKind
  case beforeFounding
  case nobodyConvened
  case notConvened
  case inFuture(Day)
  case cancelled
  case issued
  case notIssued
  case notAttended
  case noAgenda
  case itemInUse(String)
  case noTitle
  case noHour
  case noReason
  case noQuorum(present: Int, needed: Int)
  case unbalanced(told: Int, present: Int)
  case noQuestion
  case noSuchMajority(String)
  case notLater
  case alreadyApproved
  case noText
  case numberTaken(String)
  case notValid
  case notHere
  case noTask
  case dueBeforeAssigned(Day)
  case closed
  case beforeAssigned(Day)
  case noNote
  /// A day so far ahead that it must be a slip of the pen.
  case tooFar(Day)
  /// Of a secret ballot.
  case ballotOpen
  case byBallot
  case fewTellers(Int)
  case tellerNotThere
  case tellerStands
  case fewOptions
  case sameOption
  case notThere
  case noSeats
  case ballotClosed(String)
  case papers([Finding])
  case countsDiffer([Finding])
  case needsSecondPerson
  /// Somebody else has written the same item meanwhile: its name, and what stands there now.
  case writtenMeanwhile(String, String)

  package var reason: String {
    switch self {
    case .notInYear(let day, let year): "Ngày \(day.vietnamese) không thuộc năm \(year)."
    case .noSuchKind: "Tổ chức này không có loại sinh hoạt ấy."
    case .beforeFounding: "Ngày ấy tổ chức chưa thành lập hoặc đã kết thúc hoạt động."
    case .nobodyConvened: "Không có đảng viên chính thức nào để triệu tập."
    case .notConvened: "Có người không thuộc danh sách triệu tập của kỳ này."
    case .inFuture(let day): "Ngày \(day.vietnamese) chưa đến."
    case .cancelled: "Kỳ này đã hoãn."
    case .issued: "Biên bản của kỳ này đã chốt."
    case .notIssued: "Biên bản của kỳ này chưa chốt."
    case .notAttended: "Chưa ghi người dự."
    case .noAgenda: "Chưa có nội dung nào."
    case .itemInUse(let title): "Mục “\(title)” đã có thảo luận, biểu quyết hoặc người về trước."
    case .noTitle: "Có mục chưa ghi tên."
    case .noHour: "Giờ họp ghi chưa đúng."
    case .noReason: "Chưa ghi lý do."
    case .noQuorum(let present, let needed):
      "Có mặt \(present), cần ít nhất \(needed) người mới đủ để quyết định."
    case .unbalanced(let told, let present):
      "Tán thành, không tán thành và không có ý kiến cộng lại là \(told), mà người có quyền biểu quyết đang có mặt là \(present)."
    case .noQuestion: "Chưa ghi vấn đề biểu quyết."
    case .noSuchMajority(let id): "Không có quy định số phiếu “\(id)”."
    case .notLater: "Kỳ thông qua biên bản phải là kỳ sau, đã có người dự."
    case .alreadyApproved: "Bản này đã được thông qua."
    case .noText: "Nghị quyết chưa có tên hoặc nội dung."
    case .numberTaken(let number): "Số \(number) đã dùng cho một nghị quyết khác trong năm."
    case .notValid: "Nghị quyết này không còn hiệu lực."
    case .notHere: "Có đảng viên không sinh hoạt ở đây vào ngày ấy."
    case .noTask: "Chưa ghi nhiệm vụ."
    case .dueBeforeAssigned(let day): "Hạn sớm hơn ngày giao \(day.vietnamese)."
    case .closed: "Việc này đã kết thúc."
    case .beforeAssigned(let day): "Ngày ghi sớm hơn ngày giao \(day.vietnamese)."
    case .noNote: "Chưa ghi đã làm đến đâu."
    case .tooFar(let day): "Ngày \(day.vietnamese) xa quá, có lẽ gõ nhầm năm."
    case .ballotOpen: "Đang có cuộc bỏ phiếu kín chưa kiểm xong."
    case .byBallot: "Kết quả này do bỏ phiếu kín."
    case .fewTellers(let least): "Tổ kiểm phiếu cần ít nhất \(least) người."
    case .tellerNotThere: "Có người kiểm phiếu không phải đảng viên chính thức có mặt."
    case .tellerStands: "Người có tên trên phiếu không kiểm phiếu ấy."
    case .fewOptions: "Phiếu chưa đủ phương án, người để chọn."
    case .sameOption: "Có phương án hoặc người ghi hai lần trên phiếu."
    case .notThere: "Có người trên phiếu không phải đảng viên chính thức ở đây vào ngày họp."
    case .noSeats: "Số người cần bầu phải từ 1 đến số người trên phiếu."
    case .ballotClosed(let state): "Cuộc bỏ phiếu kín \(state) nên không làm được việc này."
    case .papers(let findings): "Số phiếu chưa khớp: \(findings.map(\.message).joined(separator: " "))"
    case .countsDiffer(let findings):
      "Hai người đếm khác nhau: \(findings.map(\.message).joined(separator: " "))"
    case .needsSecondPerson: "Hủy kết quả đã kiểm cần hai người: người đề nghị không tự xác nhận."
    case .writtenMeanwhile(let title, let text): "Mục “\(title)” vừa được ghi ở nơi khác: “\(text)”."
    }
  }

  package var remedy: String {
    switch self {
    case .notInYear: "Sửa ngày, hoặc mở kế hoạch của năm ấy."
    case .noSuchKind: "Chọn một loại trong danh sách."
    case .beforeFounding: "Chọn ngày khác."
    case .nobodyConvened, .notConvened: "Kiểm tra danh sách đảng viên của ngày họp."
    case .inFuture: "Ghi vào đúng ngày hoặc sau đó."
    case .cancelled: "Chuẩn bị một kỳ khác."
    case .issued: "Muốn sửa thì đính chính biên bản kèm lý do; bản cũ vẫn giữ."
    case .notIssued: "Chốt biên bản trước."
    case .notAttended: "Ghi người dự trước."
    case .noAgenda: "Ghi nội dung trước."
    case .itemInUse: "Giữ mục ấy; đổi được thứ tự và tên."
    case .noTitle: "Ghi tên mục, hoặc để trống cả dòng."
    case .noHour: "Ghi theo dạng 19:00."
    case .noReason: "Ghi ngắn gọn vì sao."
    case .noQuorum: "Hoãn kỳ này kèm lý do, hoặc ghi thêm người có mặt."
    case .unbalanced: "Đếm lại; nếu có người đã về thì ghi “về trước” ở phần người dự."
    case .noQuestion: "Ghi đúng câu đã hỏi hội nghị."
    case .noSuchMajority: "Chọn một quy định trong danh sách."
    case .notLater: "Chọn kỳ họp sau kỳ này."
    case .alreadyApproved: "Không cần làm gì thêm."
    case .noText: "Ghi tên và nội dung nghị quyết."
    case .numberTaken: "Dùng số tiếp theo."
    case .notValid: "Chọn một nghị quyết còn hiệu lực."
    case .notHere: "Chọn người trong danh sách đảng viên của ngày ấy."
    case .noTask: "Ghi rõ việc phải làm."
    case .dueBeforeAssigned, .beforeAssigned: "Sửa ngày."
    case .closed: "Mở lại kèm lý do nếu ghi nhầm."
    case .noNote: "Ghi ngắn gọn đã làm được gì."
    case .tooFar: "Sửa ngày."
    case .ballotOpen: "Hai người kiểm phiếu ghi số xong, hoặc hủy cuộc ấy kèm lý do."
    case .byBallot: "Ghi nhầm thì hủy cuộc bỏ phiếu kèm lý do ở trang của cuộc ấy."
    case .fewTellers, .tellerNotThere: "Chọn những người có mặt, không có tên trên phiếu."
    case .tellerStands: "Chọn người khác kiểm phiếu."
    case .fewOptions: "Ghi ít nhất hai phương án; bầu cử thì chọn ít nhất một người."
    case .sameOption: "Bỏ bớt một dòng."
    case .notThere: "Chọn trong danh sách đảng viên chính thức của ngày họp."
    case .noSeats: "Sửa số người cần bầu."
    case .ballotClosed: "Bỏ phiếu lại thì mở cuộc khác."
    case .papers: "Đếm lại rồi ghi lại."
    case .countsDiffer: "Hai người cùng xem lại biên bản kiểm phiếu; ai ghi sai thì ghi lại."
    case .needsSecondPerson: "Nhờ người thứ hai có quyền ghi ở đây đăng nhập rồi xác nhận."
    case .writtenMeanwhile: "Gộp hai phần lại trong ô của mục ấy rồi ghi lần nữa; chữ đã gõ vẫn còn."
    }
  }
}
