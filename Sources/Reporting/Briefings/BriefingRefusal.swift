import Basics

/// Why a briefing cannot be had as asked.
package enum BriefingRefusal: Refusal, Equatable {
  /// The organisation does not exist on the day; those it came from and became, with their periods.
  case notThere(name: String, day: Day, predecessors: [String], successors: [String])
  case notYet(Day)
  case noNumber
  case numberTaken(String)
  case noText
  case notIssued
  case unreadable(String)

  package var reason: String {
    switch self {
    case .notThere(let name, let day, let predecessors, let successors):
      [
        "\(name) không tồn tại vào ngày \(day.vietnamese).",
        predecessors.isEmpty ? nil : "Tiền thân: \(predecessors.joined(separator: "; ")).",
        successors.isEmpty ? nil : "Kế thừa: \(successors.joined(separator: "; ")).",
      ].compactMap { $0 }.joined(separator: " ")
    case .notYet(let day):
      "Ngày số liệu \(day.vietnamese) chưa đến; báo cáo chỉ phát hành cho ngày đã qua hoặc hôm nay."
    case .noNumber: "Chưa ghi số báo cáo."
    case .numberTaken(let number): "Số \(number) đã dùng cho một báo cáo khác trong năm này."
    case .noText: "Chưa ghi nội dung."
    case .notIssued: "Không tìm thấy báo cáo đã phát hành."
    case .unreadable(let number):
      "Nội dung đã lưu của báo cáo \(number) không còn khớp dấu băm hoặc không đọc được."
    }
  }

  package var remedy: String {
    switch self {
    case .notThere(_, _, let predecessors, let successors):
      predecessors.isEmpty && successors.isEmpty
        ? "Chọn ngày khác." : "Chọn một trong các tổ chức ấy, hoặc chọn ngày khác."
    case .notYet: "Xem trước thì được; phát hành khi đến ngày."
    case .noNumber, .numberTaken: "Ghi số theo sổ văn bản đi, ví dụ 35-BC/HU."
    case .noText: "Ghi ý kiến, câu hỏi hoặc câu trả lời."
    case .notIssued: "Kiểm tra lại số báo cáo."
    case .unreadable: "Chạy chibo-verify để tìm chỗ bị sửa, rồi phục hồi từ bản sao lưu."
    }
  }
}
