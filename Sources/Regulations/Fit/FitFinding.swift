import Basics
import TextReuse

/// Fit finding — điểm cần xem: a place where a regulation does not seem to fit the organisation: the sentence, what the
/// register or the rule says, what to do. It finds; people decide.
package struct FitFinding: Sendable, Hashable {
  package enum Matter: String, Sendable, CaseIterable, Hashable {
    case subjects, relation, powers, bodies, rhythm, term, symbol, place, basis, reference, type, district,
      posts
    package var title: String {
      switch self {
      case .subjects: "Đối tượng lãnh đạo"
      case .relation: "Quan hệ công tác"
      case .powers: "Thẩm quyền"
      case .bodies: "Tổ chức không có ở chi bộ"
      case .rhythm: "Nhịp sinh hoạt"
      case .term: "Nhiệm kỳ"
      case .symbol: "Ký hiệu"
      case .place: "Địa danh của nơi khác"
      case .basis: "Căn cứ"
      case .reference: "Dẫn chiếu"
      case .type: "Thể loại văn bản"
      case .district: "Cấp không còn"
      case .posts: "Chức vụ"
      }
    }
  }

  package var matter: Matter
  /// Tells it from every other of the regulation, and stays the same while the text does.
  package var key: String
  package var severity: Finding.Severity
  package var title: String
  /// In the order of the text.
  package var article: Int?
  /// As the paper has it.
  package var printed: String?
  package var address: ReuseDocument.Address?
  /// The sentence, parted where the words stand that the finding is about; empty where it is about the whole.
  package var before = ""
  package var marked = ""
  package var after = ""
  package var says: String
  package var remedy: String
  package var source: String
  package var certainty: String
  /// The body that is named, for lists and figures.
  package var subject = ""

  package var sentence: String { before + marked + after }

  /// "Điều 5, khoản 2, điểm a".
  package var place: String {
    guard let article else { return "Toàn văn" }
    let number = printed ?? "\(article)"
    guard let address else { return "Điều \(number)" }
    return RegulationComparison.address(.init(address: address, range: 0..<0), in: number)
  }
}
