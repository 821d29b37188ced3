/// A form with its token against forged requests.
public struct Form: Piece {
  public enum Method: String, Sendable { case get, post }

  public var action: String
  public var method: Method
  public var csrf: String?
  /// Files travel as multipart.
  public var takesFiles = false
  /// A name under which the browser keeps what was typed until the form is sent. Only for forms without personal data.
  public var draft: String?
  public var label: String?
  public var body: HTML

  /// A form that writes needs the session's token.
  public init(
    action: String, csrf: String, takesFiles: Bool = false, draft: String? = nil, label: String? = nil,
    body: HTML
  ) {
    (self.action, method, self.csrf, self.takesFiles) = (action, .post, csrf, takesFiles)
    (self.draft, self.label, self.body) = (draft, label, body)
  }

  /// A form that only asks.
  public init(asking action: String, label: String? = nil, body: HTML) {
    (self.action, method, self.label, self.body) = (action, .get, label, body)
  }

  /// The name of the field that carries the token.
  public static let csrfField = "_csrf"

  public var html: HTML {
    """
    <form class="form" method="\(method.rawValue)"\(attribute: "action", safeAction)\
    \(when: takesFiles, " enctype=\"multipart/form-data\"")\(attribute: "data-draft", draft)\
    \(attribute: "aria-label", label)\(when: method == .post, " novalidate")>
    \(csrf.map { HiddenField(Self.csrfField, $0) })\(body)
    </form>

    """
  }

  /// An unsafe action must not send the token away: the form then posts to the page it stands on.
  private var safeAction: String? {
    Link.isSafe(action) && action.utf8.first == UInt8(ascii: "/") ? action : nil
  }
}
