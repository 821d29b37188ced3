/// What people said under a page: comments, questions from above, replies.
public struct Remarks: Piece {
  public struct Remark: Sendable {
    public var by: String
    public var at: String
    public var text: String
    public var state: Badge?
    public var replies: [Remark]

    public init(by: String, at: String, _ text: String, state: Badge? = nil, replies: [Remark] = []) {
      (self.by, self.at, self.text, self.state, self.replies) = (by, at, text, state, replies)
    }
  }

  public var remarks: [Remark]

  public init(_ remarks: [Remark]) { self.remarks = remarks }

  public var html: HTML { "<ol class=\"remarks\">\n\(each: remarks, Self.item)</ol>\n" }

  private static func item(_ remark: Remark) -> HTML {
    """
    <li><p class="remark-head"><strong>\(remark.by)</strong> <span class="remark-at">\(remark.at)</span> \
    \(remark.state)</p>
    <p>\(remark.text)</p>
    \(when: !remark.replies.isEmpty, "<ol>\n\(each: remark.replies, item)</ol>\n")</li>

    """
  }
}
