import Basics

/// Why something may not be done with a meeting or a ballot.
package enum BallotRefusal: Refusal, Equatable {
  case nobodyConvened
  case notConvened
  case noQuorum(present: Int, needed: Int)
  case noLines
  case notTheirs
  case noMajority(String)
  case tooFewForElectronic(eligible: Int, minimum: Int)
  case tooFewCast(cast: Int, minimum: Int)
  /// While votes are being cast nobody comes to have one.
  case ballotOpen
  case wrongState(String)
  case notElectronic
  case isElectronic
  /// The totals do not add up; nothing was written.
  case unbalanced([Finding])
  /// The second count differs from the first; nothing was accepted.
  case differs([Finding])
  case unanimous
  case onlyOneself
  case noVote
  case alreadyVoted
  case notAChoice
  case noReason
  case notOpenForSecond
  case noSuchResult
  /// Two others hold the key.
  case keysTaken
  case keysFixed
  case noKeys
  case wrongParts(right: Int, of: Int)
  case voteBroken
  /// One has voted, and the ballot is closed: what was sent now is not compared any more.
  case countedAlready
  case needsSecondPerson
  /// The guidance has it voted on, and no published ballot says so.
  case noBallot
  /// The organisation has a meeting of that day already.
  case sameDay(Day)
  case meetingWithdrawn
  case hasBallot
  /// Who stands in a ballot already that is not cancelled.
  case votedAlready([String])
  /// So many of those present have no account to vote with.
  case withoutAccount(count: Int)

  package var reason: String {
    switch self {
    case .nobodyConvened: "Không có đảng viên chính thức nào để triệu tập."
    case .notConvened: "Người này không có trong danh sách triệu tập."
    case .noQuorum(let present, let needed):
      "Có mặt \(present), cần ít nhất \(needed) người mới đủ để quyết định."
    case .noLines: "Phiếu chưa có dòng nào."
    case .notTheirs: "Có đối tượng không thuộc hội nghị này, hoặc mức không có trong thang."
    case .noMajority(let id): "Hướng dẫn không có quy định số phiếu “\(id)”."
    case .tooFewForElectronic(let eligible, let minimum):
      "Chỉ có \(eligible) người bỏ phiếu; từ \(minimum) người trở lên mới bỏ phiếu kín điện tử, vì ít hơn thì đoán được ai bỏ gì."
    case .tooFewCast(let cast, let minimum):
      "Mới có \(cast) phiếu điện tử; dưới \(minimum) phiếu thì kết quả làm lộ ai bỏ gì."
    case .ballotOpen: "Đang có cuộc bỏ phiếu mở nên chưa ghi thêm người có mặt được."
    case .wrongState(let state): "Cuộc bỏ phiếu \(state) nên không làm được việc này."
    case .notElectronic: "Cuộc bỏ phiếu này bằng giấy; không ai nhập phiếu thay người khác."
    case .isElectronic: "Phiếu điện tử do máy đếm, không nhập tay."
    case .unbalanced(let findings): "Số phiếu chưa khớp: \(findings.map(\.message).joined(separator: " "))"
    case .differs(let findings): "Hai lần nhập khác nhau: \(findings.map(\.message).joined(separator: " "))"
    case .unanimous: "Mọi phiếu giống nhau nên công bố kết quả là công bố từng lá phiếu."
    case .onlyOneself: "Phiếu kín do chính đảng viên bỏ bằng tài khoản của mình; không ai bỏ thay."
    case .noVote:
      "Không có quyền bỏ phiếu ở cuộc này: không có mặt, chưa chính thức hoặc không được triệu tập."
    case .alreadyVoted:
      "Bạn đã bỏ phiếu ở cuộc này; lần gửi này khác lá phiếu đã ghi nên không được tính. Mỗi người một phiếu."
    case .notAChoice: "Phiếu có lựa chọn không in trên phiếu."
    case .noReason: "Chưa ghi lý do."
    case .notOpenForSecond: "Chưa đến lượt bỏ phiếu vòng này: vòng trước đã đủ phiếu hoặc chưa công bố."
    case .noSuchResult: "Mức đề nghị khác kết quả bỏ phiếu."
    case .keysTaken: "Hai người khác đã nhận hai phần khóa của cuộc bỏ phiếu này."
    case .keysFixed: "Đã có người bỏ phiếu nên hai phần khóa không đổi được nữa."
    case .noKeys: "Chưa đủ hai người nhận phần khóa nên chưa bỏ phiếu được."
    case .wrongParts(let right, let all): "Mới đúng \(right) trong \(all) phần khóa; phiếu chưa mở được."
    case .voteBroken:
      "Có lá phiếu không mở được bằng hai phần khóa đúng: dữ liệu đã bị thay đổi bên ngoài sổ."
    case .countedAlready: "Cuộc bỏ phiếu đã kết thúc; lá phiếu bạn bỏ trước đó đã được tính."
    case .noBallot:
      "Hướng dẫn quy định mức đề nghị phải biểu quyết, mà sổ chưa có cuộc bỏ phiếu nào đã công bố."
    case .sameDay(let day): "Đơn vị đã lập một hội nghị ngày \(day.vietnamese)."
    case .meetingWithdrawn: "Hội nghị này lập nhầm và đã rút."
    case .votedAlready(let names):
      "Đã có cuộc bỏ phiếu về \(names.count > 3 ? "\(names.prefix(3).joined(separator: ", ")) và \(names.count - 3) đối tượng khác" : names.joined(separator: ", ")); mỗi đối tượng chỉ bỏ phiếu một lần."
    case .withoutAccount(let count):
      "\(count) người có mặt chưa có tài khoản riêng nối với hồ sơ đảng viên, nên không bỏ phiếu điện tử được."
    case .hasBallot: "Hội nghị này đã có cuộc bỏ phiếu nên không rút được."
    case .needsSecondPerson: "Hủy kết quả đã kiểm cần hai người: người đề nghị không tự xác nhận."
    }
  }

  package var remedy: String {
    switch self {
    case .nobodyConvened, .notConvened: "Kiểm tra danh sách đảng viên của ngày họp."
    case .noQuorum: "Hoãn họp, hoặc ghi thêm người có mặt."
    case .noLines, .notTheirs: "Chọn lại các dòng của phiếu."
    case .noMajority: "Chọn một quy định trong danh sách."
    case .tooFewForElectronic: "Bỏ phiếu giấy: in phiếu, phát, thu, rồi hai người nhập số phiếu."
    case .tooFewCast: "Chờ thêm người bỏ phiếu; không đủ thì hủy cuộc này kèm lý do rồi bỏ phiếu giấy."
    case .ballotOpen: "Kiểm phiếu xong, hoặc hủy cuộc bỏ phiếu kèm lý do, rồi ghi."
    case .wrongState:
      "Xem trạng thái của cuộc bỏ phiếu; muốn làm lại thì hủy cuộc này kèm lý do rồi mở cuộc khác."
    case .notElectronic: "Ghi biên bản kiểm phiếu sau khi đếm."
    case .isElectronic: "Kết thúc bỏ phiếu để máy đếm."
    case .unbalanced: "Đếm lại rồi nhập lại."
    case .differs: "Hai người cùng xem lại biên bản kiểm phiếu; ai nhập sai thì nhập lại."
    case .unanimous: "Xác nhận đã biết điều này rồi công bố."
    case .onlyOneself: "Đăng nhập bằng tài khoản của chính mình, hoặc bỏ phiếu giấy."
    case .noVote: "Nếu ghi nhầm người dự, sửa trước khi mở bỏ phiếu."
    case .alreadyVoted:
      "Không đổi được lá phiếu đã bỏ. Ngờ có người bỏ thay thì báo ngay người điều hành hội nghị."
    case .countedAlready: "Không cần làm gì thêm."
    case .notAChoice: "Mở lại trang phiếu và chọn trong các mức in trên đó."
    case .noReason: "Ghi ngắn gọn vì sao."
    case .notOpenForSecond: "Công bố vòng trước; chỉ những dòng chưa đủ phiếu mới bỏ lại."
    case .noSuchResult: "Ghi đúng kết quả, hoặc ghi lý do vì sao khác."
    case .keysTaken: "Cần đổi người giữ khóa thì hủy cuộc này kèm lý do rồi mở cuộc khác."
    case .keysFixed: "Mất phần khóa thì hủy cuộc này kèm lý do rồi bỏ phiếu lại."
    case .noKeys: "Chờ hai người của tổ kiểm phiếu nhận phần khóa ở trang bỏ phiếu, rồi bỏ."
    case .wrongParts:
      "Mỗi người gõ lại phần của mình. Mất một phần thì không ai mở được phiếu: hủy cuộc này kèm lý do rồi bỏ phiếu lại."
    case .voteBroken: "Hủy cuộc này kèm lý do, bỏ phiếu giấy, và báo người vận hành máy chủ."
    case .noBallot:
      "Bỏ phiếu ở hội nghị trong sổ; đã bỏ phiếu giấy ngoài sổ thì ghi số, ngày biên bản vào ô lý do."
    case .sameDay: "Mở hội nghị ấy; nếu trong ngày họp thêm một lần nữa thì đánh dấu vào ô ở dưới rồi lập."
    case .meetingWithdrawn: "Mở hội nghị khác của đơn vị."
    case .votedAlready:
      "Mở cuộc bỏ phiếu ấy ở mục Bỏ phiếu, biểu quyết. Chưa đủ phiếu thì bỏ vòng hai từ trang của nó; bỏ phiếu sai thì hủy có lý do (đã kiểm phiếu thì hai người), rồi mới mở lại. Kết quả bị cấp trên trả lại thì bỏ phiếu lại ở hội nghị mới."
    case .withoutAccount:
      "Bỏ phiếu giấy; hoặc người quản trị tài khoản cấp và nối tài khoản cho đủ mọi người có mặt rồi mở."
    case .hasBallot: "Bỏ phiếu nhầm thì hủy cuộc bỏ phiếu kèm lý do trước."
    case .needsSecondPerson:
      "Nhờ người thứ hai có quyền ghi ở đây đăng nhập bằng tài khoản của mình rồi xác nhận."
    }
  }
}
