/// The pages about one thing: of a unit, of a member.
public struct SectionLinks: Piece {
  public var label: String
  public var links: [Link]

  public init(_ label: String, _ links: [Link]) { (self.label, self.links) = (label, links) }

  public var html: HTML {
    "<nav class=\"section-links\" aria-label=\"\(label)\"><ul>\(each: links, { "<li>\($0)</li>" })</ul></nav>\n"
  }
}
