/// Nothing here, and what to do about it.
public struct EmptyState: Piece {
  public var title: String
  public var advice: String
  public var action: ButtonLink?

  public init(_ title: String, advice: String, action: ButtonLink? = nil) {
    (self.title, self.advice, self.action) = (title, advice, action)
  }

  public var html: HTML {
    """
    <div class="empty-state">
    <p class="empty-title">\(title)</p>
    <p>\(advice)</p>
    \(action)
    </div>

    """
  }
}
