import Basics

/// Why something may not be done with the book of documents.
package enum DocumentRefusal: Refusal, Equatable {
  case noSubject, noParty, noType, noOutcome, noReason, notHere
  case future(Day)
  case datedLater(Day)
  /// The number before bears a later day.
  case beforeLast(Day)
  /// A first number where there are numbers already.
  case notFirst
  case twice(Int)
  case cancelled
  case dueEarlier(Day)
  case tooFar(Day)
  case alreadyAssigned
  case assignedDone

  package var reason: String {
    switch self {
    case .noSubject: "Chưa ghi trích yếu."
    case .noParty: "Chưa ghi nơi gửi hoặc nơi nhận."
    case .noType: "Chưa chọn loại văn bản."
    case .noOutcome: "Chưa ghi đã giải quyết thế nào."
    case .noReason: "Chưa ghi lý do."
    case .notHere: "Người xử lý không sinh hoạt, không giữ chức vụ ở đây vào ngày ấy."
    case .future(let day): "Ngày \(day.vietnamese) chưa đến."
    case .datedLater(let day): "Văn bản đến ngày \(day.vietnamese) mà lại ký sau ngày ấy."
    case .beforeLast(let day): "Số liền trước đã mang ngày \(day.vietnamese), số sau không mang ngày sớm hơn."
    case .notFirst: "Dãy số của năm này đã có số, không đặt lại số đầu."
    case .twice(let position): "Văn bản này đã vào sổ, số đến \(position)."
    case .cancelled: "Số này đã hủy."
    case .dueEarlier(let day): "Hạn sớm hơn ngày vào sổ \(day.vietnamese)."
    case .tooFar(let day): "Ngày \(day.vietnamese) xa quá, có lẽ gõ nhầm năm."
    case .alreadyAssigned: "Văn bản này đã giao việc."
    case .assignedDone: "Văn bản này đã thành việc giao; kết quả lấy theo việc ấy."
    }
  }

  package var remedy: String {
    switch self {
    case .noSubject: "Ghi văn bản nói về việc gì."
    case .noParty: "Ghi cơ quan, tổ chức gửi hoặc nhận."
    case .noType: "Chọn một loại trong danh sách."
    case .noOutcome: "Ghi ngắn gọn, kèm số văn bản trả lời nếu có."
    case .noReason: "Ghi rõ vì sao, ít nhất vài chữ."
    case .notHere: "Chọn người trong danh sách."
    case .future, .datedLater, .dueEarlier, .tooFar: "Sửa ngày."
    case .beforeLast: "Ghi ngày ấy hoặc sau đó. Sổ không chèn số."
    case .notFirst: "Để trống số đầu; sổ cho số tiếp theo."
    case .twice: "Mở dòng ấy mà xem; nếu là văn bản khác thì ghi rõ số, ký hiệu."
    case .cancelled: "Vào sổ lại dưới số mới."
    case .alreadyAssigned: "Mở việc đã giao mà sửa."
    case .assignedDone: "Mở việc giao và ghi kết quả ở đó."
    }
  }
}
