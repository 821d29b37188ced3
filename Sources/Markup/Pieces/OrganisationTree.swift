/// Organisations under organisations. Branches open and close without scripts.
public struct OrganisationTree: Piece {
  public struct Node: Sendable {
    public var name: String
    public var path: String
    /// A count or a state, at the end of the line: "204 đảng viên".
    public var note: HTML
    public var children: [Node]
    public var isOpen: Bool
    public var isCurrent: Bool
    /// It has ended by the day in view; how, is for the note to say.
    public var isEnded: Bool

    public init(
      _ name: String, _ path: String, note: HTML = "", children: [Node] = [], isOpen: Bool = false,
      isCurrent: Bool = false, isEnded: Bool = false
    ) {
      (self.name, self.path, self.note, self.children) = (name, path, note, children)
      (self.isOpen, self.isCurrent, self.isEnded) = (isOpen, isCurrent, isEnded)
    }
  }

  public var label: String
  public var roots: [Node]

  public init(_ label: String, _ roots: [Node]) { (self.label, self.roots) = (label, roots) }

  public var html: HTML {
    "<nav class=\"tree\" aria-label=\"\(label)\">\n\(Self.list(roots))</nav>\n"
  }

  private static func list(_ nodes: [Node]) -> HTML {
    "<ul>\n\(each: nodes, { "<li>\(item($0))</li>\n" })</ul>\n"
  }

  /// The name is a link, so it cannot stand inside the summary: one target must not hold another.
  private static func item(_ node: Node) -> HTML {
    """
    <div class="tree-line\(when: node.children.isEmpty, " is-leaf")"><a class="tree-name\
    \(when: node.isEnded, " is-ended")"\(href: node.path)\(when: node.isCurrent, " aria-current=\"page\"")>\
    \(node.name)</a>\(when: !node.note.isEmpty, " <span class=\"tree-note\">\(node.note)</span>")</div>\
    \(when: !node.children.isEmpty, branch(node))
    """
  }

  private static func branch(_ node: Node) -> HTML {
    """
    <details\(when: node.isOpen, " open")><summary><span class="unseen">Cấp dưới của \(node.name)</span></summary>
    \(list(node.children))</details>
    """
  }
}
