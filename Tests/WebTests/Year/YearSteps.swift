import Basics
import Foundation

@testable import Web

/// The sentences of the manual's years and what they do. A new sentence is a new line here, in the group it belongs to.
enum YearSteps {
  static var all: [YearStep] {
    seeing + meetings + resolutions + fees + concerns + liaison + development + documents + reviews
  }

  // MARK: What is seen

  private static var seeing: [YearStep] {
    [
      YearStep("{ai} không thấy ở {tên}: “{lời}”") { walk, place, v in
        let told = try await words(of: v[1], for: v[0], walk, place)
        guard !told.contains(TestClient.Page.tidy(v[2])) else { throw YearFailure("\(v[1]) có “\(v[2])”") }
      },
      YearStep("{ai} thấy ở {tên}: “{lời}”[ và “{lời}”]") { walk, place, v in
        let told = try await words(of: v[1], for: v[0], walk, place)
        for words in [v[2], v[3]] where !words.isEmpty {
          guard told.contains(TestClient.Page.tidy(words)) else {
            throw YearFailure("\(v[1]) không có “\(words)”: \(told.prefix(3_000))")
          }
        }
      },
    ]
  }

  /// What somebody reads on a page or a printed paper, by the name the story gives it.
  static func words(of page: String, for who: String, _ walk: YearWalk, _ place: YearPlace) async throws
    -> String
  {
    let client = try await walk.client(who, place)
    let printed: [String: String] = [
      "giấy mời": "\(place.meeting)/giay-moi?dang=docx",
      "biên bản in ra": "\(place.meeting)/bien-ban?dang=docx",
      "tờ lịch tháng in ra": "\(place.path)/lich/in?dang=docx",
      "sổ biên bản in ra": "\(place.path)/sinh-hoat/so?loai=minutes&nam=2026&dang=docx",
      "sổ nghị quyết in ra": "\(place.path)/sinh-hoat/so?loai=resolutions&nam=2026&dang=docx",
      "danh sách thu đảng phí in ra": "\(place.path)/dang-phi/in?dang=docx",
    ]
    if let path = printed[page] { return try await walk.paper(path, client) }
    let pages: [String: String] = [
      "trang nhà": "/", "trang Của tôi": "/cua-toi", "trang kỳ họp": place.meeting,
      "trang Sinh hoạt": "\(place.path)/sinh-hoat?nam=2026", "trang Việc giao": "\(place.path)/viec-giao",
      "việc giao cần xem": "\(place.path)/viec-giao?loc=can-xem", "lịch tháng": "\(place.path)/lich",
      "trang Nghị quyết": "\(place.path)/nghi-quyet?nam=2026", "trang Đảng phí": "\(place.path)/dang-phi",
      "trang Đảng phí của xã": "\(walk.basePath)/dang-phi",
      "trang Phản ánh": "\(place.path)/phan-anh", "trang Nơi cư trú": "\(place.path)/noi-cu-tru",
      "trang Phát triển đảng viên": "\(place.path)/phat-trien", "trang Quy chế": "\(place.path)/quy-che",
      "trang Ý kiến được hỏi": "\(place.path)/y-kien-duoc-hoi", "trang điều ấy": place.concern,
      "đường đi của văn bản": "\(place.mandate)/duong-di", "trang văn bản": place.mandate,
      "trang Huy hiệu đợt 2/9": "\(place.path)/huy-hieu?dot=2026-09-02",
      "trang Đảng viên": "\(place.path)/dang-vien",
    ]
    guard let path = pages[page] else { throw YearFailure("không biết “\(page)” là trang nào") }
    return try await walk.open(path, client).words
  }
}
