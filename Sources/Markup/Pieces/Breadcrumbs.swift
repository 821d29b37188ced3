/// Where this page stands in the tree.
public struct Breadcrumbs: Piece {
  public var links: [Link]

  public init(_ links: [Link]) { self.links = links }

  public var html: HTML {
    guard !links.isEmpty else { return "" }
    return """
      <nav class="breadcrumbs" aria-label="Vị trí"><ol>\(each: links, { "<li>\($0)</li>" })</ol></nav>

      """
  }
}
