import Basics
import Registry

/// Opinion rules — các loại ý kiến nhận xét, from `Content/Reviews/opinions.yaml`.
package struct OpinionRules: Sendable {
  package struct Heading: Sendable, Hashable, Decodable {
    package var id: String
    package var name: String
  }
  package struct Kind: Sendable, Decodable {
    package var name: String
    /// Whoever it is about reads it, and may answer, before it enters the dossier.
    package var mustBeRead: Bool
    package var headings: [Heading]
    package var cite: String
    package var certainty: String
    /// The guidance the words are of; nil where they hold under every one.
    package var guidance: String?
  }

  private let kinds: [String: Kind]
  private let refused: [String]
  /// After so many days it may enter unread.
  package let replyDays: Int

  package init(_ content: Content) throws {
    let path = "Reviews/opinions.yaml"
    let file = try content.yaml(path, as: OpinionFile.self)
    for kind in ReviewOpinion.Kind.allCases where file.kinds[kind.rawValue]?.headings.isEmpty ?? true {
      throw ContentRefusal.unreadable(path, "thiếu loại \(kind.rawValue) hoặc mục của nó")
    }
    (kinds, refused, replyDays) = (file.kinds, file.refused, file.replyDays.value)
  }

  /// Where the headings come from, with the doubt about it; nothing under another guidance than the one they are of.
  package func source(of kind: ReviewOpinion.Kind, under guidance: String) -> String? {
    guard let known = kinds[kind.rawValue], known.guidance.map({ $0 == guidance }) ?? true else { return nil }
    return known.cite + (BallotRules.doubt(known.certainty).map { " (\($0))" } ?? "")
  }
  package func name(of kind: ReviewOpinion.Kind) -> String { kinds[kind.rawValue]?.name ?? kind.rawValue }
  package func headings(of kind: ReviewOpinion.Kind) -> [Heading] { kinds[kind.rawValue]?.headings ?? [] }
  package func mustBeRead(_ kind: ReviewOpinion.Kind) -> Bool { kinds[kind.rawValue]?.mustBeRead ?? true }

  /// The texts in their stored form, under the headings there are and no others; every heading says something.
  func checked(_ content: [String: String], _ kind: ReviewOpinion.Kind, isWhole: Bool = true) throws
    -> [String:
    String]
  {
    let known = headings(of: kind)
    guard Set(content.keys).isSubset(of: known.map(\.id)) else { throw OpinionRefusal.otherHeading }
    var clean: [String: String] = [:]
    for heading in known {
      let text = try FreeText.checked(content[heading.id] ?? "")
      guard !text.isEmpty || !isWhole else { throw OpinionRefusal.emptyHeading(heading.name) }
      if let word = othersWord(text) { throw OpinionRefusal.aboutOthers(word) }
      clean[heading.id] = text
    }
    return clean
  }

  /// A word that speaks of family or of somebody else, as it stands among whole words.
  func othersWord(_ text: String) -> String? {
    let words =
      " " + VietnameseText.clean(text).lowercased().split { !$0.isLetter }.joined(separator: " ") + " "
    return refused.first { words.utf8.firstRange(of: " \($0) ".utf8) != nil }
  }
}

private struct OpinionFile: Decodable {
  struct Days: Decodable { var value: Int }
  var kinds: [String: OpinionRules.Kind]
  var replyDays: Days
  var refused: [String]
}

package enum OpinionRefusal: Refusal, Equatable {
  case otherHeading
  case emptyHeading(String)
  case aboutOthers(String)
  case wrongState(String)
  case alreadyAsked
  case nobodyToAsk
  case notRead
  case onlyTheRated
  case dueOver(Day)
  /// They have an account of their own.
  case readsThemselves
  case aboutOneself
  case othersDraft
  case noReason
  case notOffered

  package var reason: String {
    switch self {
    case .otherHeading: "Ý kiến chỉ ghi theo các mục đã định."
    case .emptyHeading(let name): "Mục “\(name)” chưa có nội dung."
    case .aboutOthers(let word):
      "Ý kiến nhắc đến “\(word)”: ở đây chỉ nhận xét chính đảng viên, không nói về người khác."
    case .wrongState(let state): "Ý kiến này \(state) nên không làm được việc này."
    case .alreadyAsked: "Đã hỏi ý kiến này rồi."
    case .nobodyToAsk: "Chưa ghi hỏi ai."
    case .notRead: "Người được nhận xét chưa đọc; đọc và được trả lời rồi mới đưa vào hồ sơ."
    case .onlyTheRated: "Chỉ người được nhận xét, hoặc người ghi thay khi họ đọc bản in, ghi được việc này."
    case .dueOver(let day): "Hạn trả lời trước ngày \(day.vietnamese) đã qua hoặc là hôm nay."
    case .readsThemselves:
      "Người được nhận xét có tài khoản riêng nên tự đọc, tự trả lời; không ai ghi thay."
    case .othersDraft: "Nơi được hỏi đang soạn ý kiến này; bản nháp chỉ người soạn và chi bộ ấy mở được."
    case .aboutOneself: "Không ai ghi nhận xét về chính mình."
    case .noReason: "Chưa ghi lý do."
    case .notOffered: "Không hỏi được nơi này qua sổ: không phải chi bộ trong danh sách."
    }
  }
  package var remedy: String {
    switch self {
    case .otherHeading: "Mở lại phiếu và ghi theo từng mục."
    case .emptyHeading: "Ghi ít nhất một câu; không có gì để nói thì ghi “không có ý kiến khác”."
    case .aboutOthers: "Viết lại, bỏ phần nói về người khác."
    case .wrongState: "Xem ý kiến đang ở bước nào rồi chọn việc tiếp theo."
    case .alreadyAsked: "Chờ trả lời, hoặc thôi hỏi kèm lý do rồi hỏi lại."
    case .nobodyToAsk: "Chọn tổ chức, hoặc ghi tên cơ quan, đoàn thể."
    case .notRead: "Đưa cho người ấy đọc; quá thời hạn mà không đọc được thì ghi lý do."
    case .onlyTheRated: "Đăng nhập bằng tài khoản của mình, hoặc nhờ bí thư ghi sau khi đọc bản in."
    case .dueOver: "Chọn một ngày sau hôm nay, đủ để nơi được hỏi viết."
    case .readsThemselves:
      "Nhắc người ấy mở trang Của tôi. Quá thời hạn mà không đọc được thì đưa vào hồ sơ kèm lý do."
    case .othersDraft: "Chờ nơi ấy gửi, hoặc nhắc họ."
    case .aboutOneself: "Nhờ người khác của chi bộ ghi từ bản giấy."
    case .noReason: "Ghi ngắn gọn vì sao."
    case .notOffered: "Chọn một chi bộ trong danh sách; nơi khác thì ghi tên ở ô “Hoặc nơi khác” và gửi thư."
    }
  }
}
