import Basics
import Registry

/// Why something may not be done in a round.
package enum RoundRefusal: Refusal, Equatable {
  case noProcedure(String)
  case notABase
  case populationOutOfPeriod(Day, RoundPeriod)
  /// The organisation was not founded yet, or had ended, on the day the list is closed.
  case notThere(Day)
  case nobody
  case noDeadlineFor(String)
  case dueTooLate(stage: String, bound: Day)
  case dueTooEarly(stage: String, other: String)
  case notEarlier(Day)
  case notLater(Day)
  case noReason
  case guidanceChanged
  case subjectUnknown
  case notForThem(String)
  case stepMissing(String, after: String)
  case alreadyDone(String)
  case notDone(String)
  case dayInFuture(Day)
  case beforeRound(Day)
  case unitClosed(String)
  case unitState(String)
  case incomplete(count: Int, step: String)
  case needsSecondPerson
  case nothingAsked
  case notLate
  /// What goes before what; who is not decided yet, and for whom that was asked.
  case earlierFirst(String, then: String, waiting: String, of: String)
  case quotaFull(allowed: Int, granted: Int, quota: String, rule: String)
  /// Somebody grades themselves otherwise in the form they have sent.
  case notAsInForm(String, grade: String)
  /// Whose complaint is not answered, or answered so that they must be graded again and are not yet.
  case complaintUnsettled(String)
  case notAGrade(String, [String])
  case otherDecider(String)
  case locked
  case inRound
  case complaintOpen
  case ownGrade
  case needsReason(count: Int)
  case dayOutOfReach(Day, from: Day, through: Day)
  case notItsYear(Day, guidance: String)
  case complaintWaiting
  case decidedAlready(count: Int)
  case diedBefore(Day)
  case noSuchQuarter(RoundPeriod, cite: String)
  /// Only people with a post are graded, and none is on record.
  case nobodyListed
  case notSentUp
  case ownFacts
  /// A round that is begun is not taken back: what stands in the way, in words.
  case begun([String])

  package var reason: String {
    switch self {
    case .noProcedure(let guidance): "“\(guidance)” chưa có trình tự thực hiện để mở đợt kiểm điểm."
    case .notABase:
      "Đợt kiểm điểm mở cho một tổ chức cơ sở đảng hoặc cấp trên của nó, không mở cho riêng một chi bộ trực thuộc."
    case .populationOutOfPeriod(let day, let period):
      "Ngày chốt danh sách \(day.vietnamese) không nằm trong \(period.vietnamese) hoặc sau hôm nay."
    case .notThere(let day): "Ngày \(day.vietnamese) tổ chức này chưa thành lập hoặc đã kết thúc hoạt động."
    case .nobody: "Không có tổ chức, đảng viên nào trong phạm vi chưa thuộc một đợt của kỳ này."
    case .noDeadlineFor(let stage): "Bước “\(stage)” không có trong trình tự của hướng dẫn."
    case .dueTooLate(let stage, let bound):
      "Hạn của bước “\(stage)” phải xong trước ngày \(bound.vietnamese)."
    case .dueTooEarly(let stage, let other):
      "Bước “\(stage)” có hạn trước bước “\(other)” mà nó phải theo sau."
    case .notEarlier(let day): "Hạn riêng của đơn vị phải sớm hơn hạn chung: trước ngày \(day.vietnamese)."
    case .notLater(let day): "Gia hạn phải muộn hơn hạn đang có: trước ngày \(day.vietnamese)."
    case .noReason: "Chưa ghi rõ lý do."
    case .guidanceChanged: "Đợt này mở theo một bản khác của bộ quy tắc."
    case .subjectUnknown: "Không có trong danh sách của đợt kiểm điểm này."
    case .notForThem(let stage): "Bước “\(stage)” không dành cho đối tượng này."
    case .stepMissing(let stage, let before): "Chưa xong bước “\(before)” nên chưa ghi được bước “\(stage)”."
    case .alreadyDone(let stage): "Bước “\(stage)” đã ghi rồi."
    case .notDone(let stage): "Bước “\(stage)” chưa ghi."
    case .dayInFuture(let day): "Ngày \(day.vietnamese) sau hôm nay."
    case .beforeRound(let day): "Ngày \(day.vietnamese) trước kỳ được kiểm điểm."
    case .unitClosed(let state): "Kết quả của đơn vị này \(state), không sửa được nữa."
    case .unitState(let state): "Việc này không hợp với trạng thái hiện nay: \(state)."
    case .incomplete(let count, let step): "Còn \(count) đối tượng chưa xong bước “\(step)”."
    case .needsSecondPerson: "Mở lại cần hai người: người đề nghị không tự xác nhận được."
    case .nothingAsked: "Chưa có ai đề nghị mở lại kết quả của đơn vị này."
    case .notLate: "Đối tượng này không phải trường hợp bổ sung sau khi chốt danh sách."
    case .earlierFirst(let first, let then, let waiting, let whose):
      "Phải quyết định \(first) trước rồi mới đến \(then). Đang chọn: \(whose). Chưa quyết định: \(waiting)."
    case .quotaFull(let allowed, let granted, let quota, let rule):
      "\(quota): được tối đa \(allowed), quyết định này làm thành \(granted). \(rule)"
    case .notAsInForm(let name, let grade):
      "\(name) tự xếp “\(grade)” trong bản kiểm điểm đã gửi; mức tự xếp theo bản ấy."
    case .complaintUnsettled(let name): "Chưa chuẩn y được: \(name)."
    case .notAGrade(let grade, _): "“\(grade)” không phải mức của bộ quy tắc này."
    case .otherDecider(let level): "Mức này do \(level) quyết định."
    case .inRound: "Đối tượng này thuộc một đợt kiểm điểm của năm ấy."
    case .complaintOpen: "Có đơn thư chưa xác minh xong nên chưa quyết định được."
    case .ownGrade: "Không ai quyết định kết quả của chính mình."
    case .needsReason(let count):
      "\(count) đối tượng có mức quyết định khác mức tính được, hoặc quy tắc để người quyết định, nên cần lý do; một hai chữ chưa đủ."
    case .locked: "Kết quả đã được cấp trên chuẩn y nên đã khóa."
    case .dayOutOfReach(let day, let first, let last):
      "Ngày \(day.vietnamese) không hợp lý: phải từ \(first.vietnamese) đến \(last.vietnamese)."
    case .notItsYear(let day, let guidance):
      "Ngày \(day.vietnamese) không thuộc những năm dùng \(guidance), hoặc còn quá xa."
    case .complaintWaiting: "Về kết quả này đã có một đơn chưa trả lời."
    case .decidedAlready(let count):
      "Đơn vị đã có \(count) mức được quyết định nên không miễn gửi kết quả được nữa."
    case .diedBefore(let day):
      "Người này đã từ trần (sổ ghi từ ngày \(day.vietnamese)), trong kỳ kiểm điểm, nên không xếp loại."
    case .noSuchQuarter(let period, let cite): "Không mở đợt riêng cho \(period.vietnamese): \(cite)."
    case .nobodyListed:
      "Chỉ xếp loại người lãnh đạo, quản lý, mà sổ chưa ghi ai trong phạm vi này giữ chức vụ vào ngày chốt."
    case .ownFacts: "Không ai tự ghi dữ kiện về chính mình."
    case .notSentUp: "Đợt này không có bước gửi kết quả lên cấp trên."
    case .begun(let found): "Đợt đã có việc ghi vào sổ: \(found.joined(separator: ", "))."
    }
  }

  package var remedy: String {
    switch self {
    case .noProcedure: "Bổ sung trình tự trong Content/Reviews/procedures.yaml."
    case .notABase: "Chọn đảng bộ cơ sở, chi bộ cơ sở hoặc cấp ủy cấp trên."
    case .populationOutOfPeriod: "Chọn một ngày trong kỳ, không sau hôm nay."
    case .notThere: "Chọn ngày chốt khác, hoặc mở đợt ở tổ chức có vào ngày ấy."
    case .nobody: "Kiểm tra phạm vi và kỳ; xem các đợt đã mở."
    case .noDeadlineFor: "Chọn một bước trong danh sách."
    case .dueTooLate: "Chọn một ngày sớm hơn."
    case .dueTooEarly: "Sửa lại để các bước nối tiếp nhau."
    case .notEarlier: "Chọn ngày sớm hơn, hoặc đề nghị cấp trên gia hạn."
    case .notLater: "Chọn ngày muộn hơn."
    case .noReason: "Ghi vài chữ để người đọc sau hiểu vì sao."
    case .guidanceChanged: "Đợt đang mở giữ bản cũ; cài lại bản ấy, hoặc xem khác biệt rồi chuyển."
    case .subjectUnknown: "Mở lại danh sách của đợt; người đến sau khi chốt nằm ở phần bổ sung."
    case .notForThem: "Chọn đúng đối tượng của bước."
    case .stepMissing: "Ghi bước trước rồi quay lại."
    case .alreadyDone: "Không cần ghi lại; nếu ghi sai thì rút bước ấy trước."
    case .notDone: "Ghi bước ấy trước."
    case .dayInFuture, .beforeRound: "Ghi đúng ngày đã làm."
    case .unitClosed: "Đề nghị cấp trên trả lại hoặc mở lại kèm lý do."
    case .unitState: "Xem tiến độ của đơn vị rồi chọn việc tiếp theo."
    case .incomplete: "Xem danh sách còn nợ, làm xong rồi gửi."
    case .needsSecondPerson: "Đề nghị một người khác của cấp trên xác nhận."
    case .nothingAsked: "Đề nghị mở lại trước, kèm lý do."
    case .notLate: "Mở lại danh sách bổ sung."
    case .earlierFirst: "Bỏ chọn dòng chưa đến lượt, hoặc chọn mức cả cho những nơi, những người đứng trước."
    case .notAsInForm: "Muốn đổi thì sửa bản kiểm điểm rồi gửi lại; mức tự xếp đổi theo."
    case .complaintUnsettled:
      "Mở từng đối tượng trong bảng: trả lời đơn, hoặc xếp loại lại theo kết quả đã trả lời, rồi chuẩn y."
    case .quotaFull:
      "Chọn lại người giữ mức này, hoặc xếp thêm các trường hợp hoàn thành tốt trước rồi tính lại."
    case .notAGrade(_, let grades): "Chọn một trong: \(grades.joined(separator: ", "))."
    case .otherDecider: "Chuyển cho đúng cấp; nếu được ủy quyền thì ghi quyết định ủy quyền."
    case .inRound: "Ghi mức trong đợt kiểm điểm, theo đúng các bước."
    case .complaintOpen: "Ghi kết quả xác minh trước."
    case .ownGrade: "Để người khác có thẩm quyền quyết định."
    case .needsReason: "Ghi lý do ở từng dòng, hoặc một lý do chung cho các dòng ấy."
    case .dayOutOfReach, .notItsYear: "Xem lại ngày, tháng, năm đã gõ."
    case .complaintWaiting: "Trả lời đơn ấy trước; đơn đến thêm thì lưu cùng hồ sơ và trả lời một lần."
    case .decidedAlready: "Để đơn vị gửi kết quả; ghi sai mức thì xếp loại lại."
    case .diedBefore:
      "Không cần ghi mức; ở phần bổ sung danh sách người này nằm trong số đã ra khỏi danh sách."
    case .noSuchQuarter: "Chọn quý khác, hoặc mở đợt của cả năm."
    case .nobodyListed: "Ghi chức vụ vào sổ trước (trang tổ chức, mục Chức vụ), rồi mở đợt."
    case .ownFacts: "Bỏ mình ra; người khác của cấp ủy hoặc cấp quyết định ghi."
    case .notSentUp: "Cấp có thẩm quyền quyết định mức ngay trong đợt."
    case .begun:
      "Văn bản sai thì sửa văn bản; sai đối tượng thì bổ sung danh sách; ghi nhầm bước, hội nghị nào thì rút ở trang của nó. Đợt đã có việc ghi thì giữ lại, không hủy."
    case .locked: "Cấp trên mở lại, có hai người và lý do, thì mới sửa được."
    }
  }
}
