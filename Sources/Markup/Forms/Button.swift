/// The look of what can be pressed. One `primary` a page.
public enum ButtonKind: String, Sendable { case primary, secondary, destructive, quiet }

/// Sends the form it stands in.
public struct Submit: Piece {
  public var title: String
  public var kind: ButtonKind
  public var name: String?
  public var value: String?
  /// A question put before sending, where scripts run. The server asks again where it matters.
  public var confirm: String?

  public init(
    _ title: String, kind: ButtonKind = .primary, name: String? = nil, value: String? = nil,
    confirm: String? = nil
  ) {
    (self.title, self.kind, self.name, self.value, self.confirm) = (title, kind, name, value, confirm)
  }

  public var html: HTML {
    """
    <button type="submit" class="button button-\(kind.rawValue)"\(attribute: "name", name)\(attribute: "value", value)\
    \(attribute: "data-confirm", confirm)>\(title)</button>
    """
  }
}

/// A link that looks like a button: it leads to where something is done.
public struct ButtonLink: Piece {
  public var title: String
  public var path: String
  public var kind: ButtonKind

  public init(_ title: String, _ path: String, kind: ButtonKind = .secondary) {
    (self.title, self.path, self.kind) = (title, path, kind)
  }

  public var html: HTML { "<a class=\"button button-\(kind.rawValue)\"\(href: path)>\(title)</a>" }
}

/// Works only with scripts, and is shown only then: printing, copying the address of the page, opening all that is folded.
public struct ScriptButton: Piece {
  public enum Work: String, Sendable { case print, copyLink = "copy-link", openAll = "open-all" }

  public var title: String
  public var work: Work

  public init(_ title: String, _ work: Work) { (self.title, self.work) = (title, work) }

  public var html: HTML {
    "<button type=\"button\" class=\"button button-quiet\" data-do=\"\(work.rawValue)\" hidden>\(title)</button>"
  }
}

/// Buttons side by side, the main one first.
public struct Actions: Piece {
  public var body: HTML

  public init(_ body: HTML) { self.body = body }

  public var html: HTML { "<div class=\"actions\">\(body)</div>\n" }
}
