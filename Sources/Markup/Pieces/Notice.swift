/// The site says something: what happened, why, and what to do now.
public struct Notice: Piece {
  public enum Kind: String, Sendable {
    case info, done, warning, refusal

    var word: String {
      switch self {
      case .info: "Thông tin"
      case .done: "Đã xong"
      case .warning: "Cần quyết định"
      case .refusal: "Không thực hiện được"
      }
    }
  }

  public var kind: Kind
  public var title: String
  public var reason: String?
  public var remedy: String?
  public var action: Link?

  public init(
    _ kind: Kind, _ title: String, reason: String? = nil, remedy: String? = nil, action: Link? = nil
  ) {
    (self.kind, self.title, self.reason, self.remedy, self.action) = (kind, title, reason, remedy, action)
  }

  public var html: HTML {
    """
    <div class="notice notice-\(kind.rawValue)" role="\(kind == .refusal ? "alert" : "status")">
    <p class="notice-kind">\(kind.word)</p>
    <p class="notice-title">\(title)</p>
    \(reason.map { "<p>\($0)</p>\n" as HTML })\
    \(remedy.map { "<p class=\"remedy\"><strong>Cách xử lý:</strong> \($0)</p>\n" as HTML })\
    \(action.map { "<p>\($0)</p>\n" as HTML })</div>

    """
  }
}
