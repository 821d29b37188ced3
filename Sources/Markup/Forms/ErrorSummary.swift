/// Stands above a form that was sent back: what is wrong, each with a link to its field.
public struct ErrorSummary: Piece {
  public struct Item: Sendable {
    public var field: String?
    public var message: String

    /// `field` is the name of a control; nil for what concerns the whole form.
    public init(_ field: String?, _ message: String) { (self.field, self.message) = (field, message) }
  }

  public var items: [Item]

  public init(_ items: [Item]) { self.items = items }

  public var html: HTML {
    guard !items.isEmpty else { return "" }
    return """
      <div class="notice notice-refusal error-summary" role="alert" tabindex="-1" autofocus \
      aria-labelledby="error-summary-title">
      <h2 class="notice-title" id="error-summary-title">Chưa lưu được: còn \(items.count) chỗ cần sửa</h2>
      <ul>\(each: items, line)</ul>
      </div>

      """
  }

  private func line(_ item: Item) -> HTML {
    guard let field = item.field else { return "<li>\(item.message)</li>" }
    return "<li><a href=\"#\(Field.id(of: field))\">\(item.message)</a></li>"
  }
}
