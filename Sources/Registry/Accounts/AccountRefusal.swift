import Basics

package enum AccountRefusal: Refusal, Equatable {
  case userNameTaken(String)
  case userNameForm
  case noPerson
  case passwordShort(Int)
  case passwordLong
  case passwordGuessable
  case passwordsDiffer
  case wrongCode
  case signInFailed
  case tooMany(seconds: Int)
  case ownRights
  case moreThanHeld(Role)
  case notManaged
  case founded
  case endsBeforeBegin
  case voteUnderWay
  case linkedTo(String)
  case namedOtherwise(account: String, member: String)

  package var reason: String {
    switch self {
    case .userNameTaken(let name): "Tên đăng nhập “\(name)” đã có người dùng."
    case .userNameForm: "Tên đăng nhập gồm 3 đến 40 chữ cái không dấu, chữ số, dấu chấm hoặc gạch nối."
    case .noPerson: "Chưa ghi họ tên người dùng tài khoản."
    case .passwordShort(let count): "Mật khẩu mới có \(count) ký tự; cần ít nhất \(PasswordRule.shortest)."
    case .passwordLong: "Mật khẩu dài quá \(PasswordRule.longest) ký tự."
    case .passwordGuessable: "Mật khẩu này dễ đoán."
    case .passwordsDiffer: "Hai lần gõ mật khẩu không giống nhau."
    case .wrongCode: "Mã không đúng, đã dùng rồi hoặc đã hết hạn."
    case .signInFailed: "Tên đăng nhập hoặc mật khẩu không đúng."
    case .tooMany(let seconds): "Đã thử sai nhiều lần; đợi \(seconds) giây rồi thử lại."
    case .ownRights: "Không ai tự cấp quyền hay thu quyền của chính mình."
    case .moreThanHeld(let role): "Vai trò “\(role.title)” rộng hơn quyền của người cấp."
    case .notManaged: "Tài khoản này do cấp khác quản lý."
    case .founded: "Sổ này đã có tài khoản đầu tiên."
    case .endsBeforeBegin: "Ngày kết thúc không sau ngày bắt đầu."
    case .voteUnderWay:
      "Người của tài khoản này đang có phiếu kín điện tử chưa bỏ; đổi mật khẩu hay gắn lại tài khoản lúc này thì người khác bỏ thay được."
    case .linkedTo(let owner): "Tài khoản này đang là của \(owner)."
    case .namedOtherwise(let account, let member):
      "Tài khoản đứng tên \(account), không phải \(member)."
    }
  }

  package var remedy: String {
    switch self {
    case .userNameTaken: "Chọn tên khác, ví dụ thêm tên đơn vị."
    case .userNameForm: "Ví dụ: huong.longmy"
    case .noPerson: "Ghi họ và tên như trong danh sách cán bộ."
    case .passwordShort: "Dùng một câu ngắn dễ nhớ, có dấu và dấu cách đều được."
    case .passwordLong: "Dùng một câu ngắn hơn."
    case .passwordGuessable: "Dùng một câu riêng của mình; tránh tên đơn vị, dãy số, chữ lặp lại."
    case .passwordsDiffer: "Gõ lại cả hai ô."
    case .wrongCode: "Xin mã mới từ người quản trị tài khoản; mỗi mã dùng một lần."
    case .signInFailed: "Kiểm tra phím Caps Lock và bộ gõ tiếng Việt; nếu quên, xin mã đặt lại mật khẩu."
    case .tooMany: "Tài khoản không bị khóa; chỉ cần đợi."
    case .ownRights: "Nhờ người quản trị cấp trên."
    case .moreThanHeld: "Chọn vai trò hẹp hơn, hoặc nhờ cấp trên cấp."
    case .notManaged: "Nhờ người quản trị của cấp ấy."
    case .founded: "Đăng nhập bằng tài khoản ấy; nếu quên mật khẩu, chạy chibo account reset trên máy chủ."
    case .endsBeforeBegin: "Sửa lại ngày."
    case .voteUnderWay:
      "Chờ cuộc bỏ phiếu kết thúc, hoặc người điều hành hội nghị hủy cuộc ấy rồi bỏ phiếu giấy; sau đó đổi được."
    case .linkedTo(let owner):
      "Chọn tài khoản khác. Nếu đúng là đã nối nhầm cho \(owner) thì đánh dấu ô xác nhận; \(owner) sẽ không còn trang “Của tôi”."
    case .namedOtherwise: "Xem lại tên đăng nhập; đúng là của người này thì đánh dấu ô xác nhận."
    }
  }
}
