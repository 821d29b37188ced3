import Basics

package enum RegulationDraftRefusal: Refusal, Equatable {
  case nothingToBegin, closed(RegulationDraftStep.State), untitled, tooLong(Int), tooMany(Int), nothingChanged
  case outdated(by: String, at: Moment)
  case gone, noReason, nobodyAsked, asked(String), future(Day), noVotes, tooManyVotes(Int, Int)
  case notCarried(votes: Int, base: Int, words: String)
  case otherBase(given: Int, known: Int)
  case otherIssuer(String, own: String)
  case unfinished(empty: [String], unfilled: [String])
  case noComment, pastDeadline(Day)
  case ownDraftsOnly
  case beforeDraft(Day), numberUsed(String, Day)
  case notAdopted, beforeAdoption(Day), changedSince, openComments(Int), sameDraft

  package var reason: String {
    switch self {
    case .nothingToBegin: "Chưa chọn bắt đầu dự thảo từ đâu."
    case .closed(let state): "Dự thảo này \(state.title), nên không sửa được nữa."
    case .untitled: "Chưa ghi tên."
    case .tooLong(let most): "Điều này dài quá \(most) chữ."
    case .tooMany(let most): "Dự thảo đã có quá \(most) điều, chương."
    case .nothingChanged: "Không có gì khác với bản đang có."
    case .outdated(let person, let moment):
      "\(person) đã ghi chỗ này lúc \(moment.vietnamese), sau khi trang này mở ra."
    case .gone: "Điều, chương này không còn trong dự thảo."
    case .noReason: "Chưa ghi lý do."
    case .nobodyAsked: "Chưa chọn nơi nào để hỏi ý kiến."
    case .asked(let name): "\(name) đang được hỏi ý kiến rồi."
    case .future(let day): "Ngày \(day.vietnamese) chưa đến."
    case .noVotes: "Chưa ghi số người tán thành và số đảng viên chính thức được tính."
    case .tooManyVotes(let votes, let base): "Số tán thành (\(votes)) nhiều hơn số được tính (\(base))."
    case .otherBase(let given, let known):
      "Số được tính ghi là \(given), còn sổ ngày ấy có \(known) đảng viên chính thức."
    case .otherIssuer(let issuer, let own):
      "Cơ quan ban hành ghi là “\(issuer)”, còn quy chế này là của \(own)."
    case .notCarried(let votes, let base, let words): "\(votes) trong \(base) chưa đủ để thông qua: \(words)."
    case .unfinished(let empty, let unfilled):
      "Dự thảo chưa xong."
        + (empty.isEmpty ? "" : " Chưa có nội dung: \(empty.joined(separator: ", ")).")
        + (unfilled.isEmpty ? "" : " Chỗ sổ chưa có: \(unfilled.joined(separator: ", ")).")
    case .noComment: "Chưa ghi ý kiến."
    case .pastDeadline(let day): "Hạn góp ý (trước ngày \(day.vietnamese)) đã qua."
    case .ownDraftsOnly:
      "Dự thảo quy chế là việc riêng của nơi soạn; nơi khác chỉ xem dự thảo được gửi đến để góp ý."
    case .notAdopted: "Dự thảo chưa được thông qua."
    case .beforeAdoption(let day): "Quy chế không thể ban hành trước ngày thông qua (\(day.vietnamese))."
    case .beforeDraft(let day):
      "Dự thảo này bắt đầu ngày \(day.vietnamese), nên không thể được thông qua trước ngày ấy."
    case .numberUsed(let number, let day):
      "Số \(number) đã dùng cho một văn bản khác, ngày \(day.vietnamese)."
    case .changedSince: "Dự thảo đã đổi sau khi trang này mở ra."
    case .openComments(let count): "Còn \(count) ý kiến chưa trả lời."
    case .sameDraft: "Ở đây đang có một dự thảo chưa xong bắt đầu từ chính bản này."
    }
  }

  package var remedy: String {
    switch self {
    case .nothingToBegin: "Chọn mẫu khung, quy chế đang dùng, hoặc một tệp."
    case .closed: "Trả lại để sửa, hoặc mở lại dự thảo trước."
    case .untitled: "Ghi tên của điều, chương hoặc quy chế."
    case .tooLong: "Tách thành nhiều điều."
    case .tooMany: "Gộp các điều ngắn lại."
    case .nothingChanged: "Sửa một ô rồi ghi, hoặc quay lại."
    case .outdated: "Hai bản hiện cạnh nhau. Sửa trong ô cho đúng rồi ghi lần nữa."
    case .gone: "Chép phần cần giữ sang điều khác, hoặc lấy lại ở trang các bản đã ghi."
    case .noReason: "Ghi ngắn gọn vì sao."
    case .nobodyAsked: "Chọn ít nhất một tổ chức hoặc một người."
    case .asked: "Không cần gửi lần nữa; muốn đổi hạn thì ghi hạn khác."
    case .noComment: "Ghi ý kiến rồi gửi."
    case .pastDeadline: "Chọn một ngày sau hôm nay, hoặc bỏ trống nếu không hẹn ngày."
    case .future: "Ghi khi việc đã làm xong."
    case .noVotes: "Ghi theo biên bản hội nghị."
    case .tooManyVotes: "Kiểm tra lại với biên bản."
    case .otherBase: "Sửa số, hoặc ghi vì sao khác (ví dụ: trừ 3 đồng chí sinh hoạt tạm thời nơi khác)."
    case .otherIssuer: "Ghi tên của chính tổ chức ban hành."
    case .notCarried: "Kiểm tra biên bản; nếu đúng thì dự thảo chưa được thông qua, trả lại để sửa."
    case .unfinished: "Viết hoặc bỏ điều còn trống; ghi vào sổ, hoặc gõ thẳng chữ thay cho chỗ điền."
    case .ownDraftsOnly:
      "Đề nghị nơi soạn gửi dự thảo để góp ý; bản đã ban hành xem ở trang Quy chế làm việc."
    case .notAdopted: "Ghi việc hội nghị thông qua trước."
    case .beforeAdoption: "Sửa ngày ban hành."
    case .beforeDraft:
      "Sửa ngày theo biên bản; nếu hội nghị đã thông qua một văn bản khác từ trước thì nộp văn bản ấy ở trang Quy chế làm việc."
    case .numberUsed: "Lấy số kế tiếp trong sổ văn bản đi."
    case .changedSince: "Xem lại rồi gửi lần nữa."
    case .openComments: "Trả lời từng ý kiến: tiếp thu hay giữ nguyên, vì sao."
    case .sameDraft: "Mở dự thảo ấy, hoặc thôi soạn nó trước."
    }
  }
}
