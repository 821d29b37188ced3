import Basics

package enum GuidanceDraftRefusal: Refusal, Equatable {
  case noTitle, longTitle, sameTitle, withdrawn, noReason, nothingChanged, tooLong, tooManyVersions
  case noYear(Int)
  case noVersion(Int)
  case notCopied(String)
  case outdated(seen: Int, latest: Int, by: String, at: Moment)

  package var reason: String {
    switch self {
    case .noTitle: "Dự thảo chưa có tên."
    case .longTitle: "Tên dự thảo dài quá \(GuidanceText.longestTitle) chữ."
    case .sameTitle: "Ở đây đã có một dự thảo cùng tên, từ cùng hướng dẫn, đang soạn."
    case .withdrawn: "Dự thảo này đã thôi soạn."
    case .noReason: "Chưa ghi lý do thôi soạn."
    case .nothingChanged: "Không có gì khác với bản đang có."
    case .tooLong: "Dự thảo dài quá mức ghi được (1 MB quy tắc, 400 kB nội dung điều khoản)."
    case .tooManyVersions: "Dự thảo này đã có quá nhiều bản."
    case .noYear(let year): "Năm \(year) không dùng được."
    case .noVersion(let number): "Không có bản \(number)."
    case .notCopied(let name): "Hướng dẫn \(name) viết theo cách không sao được thành dự thảo."
    case .outdated(let seen, let latest, let person, let moment):
      "\(person) đã ghi bản \(latest) lúc \(moment.vietnamese), sau bản \(seen) mà trang này sửa từ đó."
    }
  }

  package var remedy: String {
    switch self {
    case .noTitle: "Ghi tên để phân biệt với dự thảo khác, ví dụ “Dự thảo sửa Hướng dẫn 43”."
    case .longTitle: "Rút gọn tên."
    case .sameTitle: "Mở dự thảo ấy, hoặc đặt tên khác."
    case .withdrawn: "Mở lại dự thảo trước khi sửa."
    case .noReason: "Ghi ngắn gọn vì sao thôi soạn."
    case .nothingChanged: "Sửa một ô rồi ghi, hoặc quay lại."
    case .tooLong: "Rút gọn phần vừa thêm."
    case .tooManyVersions: "Lập dự thảo mới từ hướng dẫn đang dùng rồi chép phần cần giữ sang."
    case .noYear: "Ghi năm bằng bốn chữ số."
    case .noVersion: "Chọn một bản trong danh sách các bản."
    case .notCopied: "Chọn hướng dẫn khác làm gốc."
    case .outdated:
      "Chữ đã gõ còn trong ô. So với giá trị mới ghi bên cạnh, rồi bấm Ghi lần nữa để ghi lên bản mới nhất."
    }
  }
}
