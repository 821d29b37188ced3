/// Terms and what they are here.
public struct DescriptionList: Piece {
  public var items: [(term: String, value: HTML)]

  public init(_ items: [(term: String, value: HTML)]) { self.items = items }

  public var html: HTML {
    """
    <dl class="description">
    \(each: items, { "<div><dt>\($0.term)</dt><dd>\($0.value.isEmpty ? nothing : $0.value)</dd></div>\n" })</dl>

    """
  }

  private var nothing: HTML { "<span class=\"nothing\">chưa ghi</span>" }
}
