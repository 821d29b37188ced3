import Basics
import Registry

/// Why a matter may not be written down, or a step not taken.
package enum ConcernRefusal: Refusal, Equatable {
  case noMatter, noHamlet, noTopic, future, notCell, noBody, noWords, notOpen, notClosed, nothingAnswered
  case twoBodies, neededLater, erased, noReason, notAsked, alreadyAnswered, tooLongAgo
  case longHamlet(Int)
  case tooFine(String)
  case before(Day)
  case elsewhere(ConcernRules.Elsewhere, String)
  case already(String)

  package var reason: String {
    switch self {
    case .noMatter: "Chưa ghi rõ việc gì."
    case .noHamlet: "Chưa ghi ấp, khu phố."
    case .noTopic: "Chưa chọn lĩnh vực."
    case .future: "Ngày ấy chưa đến."
    case .notCell: "Điều nhân dân phản ánh ghi ở chi bộ."
    case .noBody: "Chưa ghi nơi giải quyết."
    case .twoBodies: "Ghi cả tổ chức trong sổ lẫn cơ quan ngoài sổ."
    case .neededLater: "Có bước sau dựa vào bước ấy."
    case .noWords: "Chưa ghi nội dung."
    case .notOpen: "Việc này đã kết thúc."
    case .notClosed: "Việc này chưa kết thúc."
    case .nothingAnswered: "Chưa có trả lời nào để báo lại."
    case .erased: "Nội dung việc này đã xóa theo quy định."
    case .noReason: "Chưa ghi lý do."
    case .notAsked: "Việc này chưa chuyển đến tổ chức ấy."
    case .alreadyAnswered: "Việc này đã có trả lời."
    case .tooLongAgo: "Ngày nghe xa quá, có lẽ gõ nhầm năm."
    case .longHamlet(let most): "Tên ấp, khu phố dài quá \(most) chữ."
    case .tooFine(let word): "Nơi có việc ghi nhỏ hơn ấp, khu phố (“\(word)”)."
    case .before(let day): "Ngày ghi sớm hơn việc trước đó, ngày \(day.vietnamese)."
    case .elsewhere(let way, let word): "Lời ghi có chữ “\(word)”; \(way.name) không ghi vào đây."
    case .already(let stage): "Việc này \(stage)."
    }
  }

  package var remedy: String {
    switch self {
    case .twoBodies: "Chọn một nơi; chuyển hai nơi thì ghi hai bước."
    case .neededLater: "Rút bước sau trước."
    case .noMatter: "Ghi rõ việc cần giải quyết, từ mười chữ cái trở lên."
    case .noHamlet: "Ghi tên ấp, khu phố, ví dụ “ấp 3”."
    case .noTopic: "Chọn một lĩnh vực trong danh sách."
    case .notAsked: "Ghi bước chuyển đi trước, hoặc chọn nơi đã được chuyển đến."
    case .alreadyAnswered:
      "Câu trả lời là cho lời ghi cũ; việc khác thì ghi mới, ghi nhầm trả lời thì rút bước ấy trước."
    case .future, .before, .tooLongAgo: "Sửa ngày."
    case .notCell: "Mở trang của chi bộ nơi nghe được việc ấy."
    case .noBody: "Chọn một tổ chức trong sổ, hoặc ghi tên cơ quan ngoài sổ."
    case .noWords: "Ghi ngắn gọn."
    case .notOpen: "Mở lại kèm lý do nếu việc chưa xong."
    case .notClosed: "Chỉ mở lại việc đã kết thúc."
    case .nothingAnswered: "Ghi trả lời trước."
    case .erased: "Số liệu theo lĩnh vực vẫn còn; không ghi thêm được."
    case .noReason: "Ghi rõ vì sao, ít nhất vài chữ."
    case .longHamlet: "Chỉ ghi tên ấp, khu phố."
    case .tooFine: "Chỉ ghi đến ấp, khu phố; không ghi nhà ai. Nếu đó là chữ trong tên ấp thì gõ đủ dấu."
    case .elsewhere(let way, _): "\(way.advice) (\(way.cite).)"
    case .already: "Không cần ghi lần nữa."
    }
  }
}
