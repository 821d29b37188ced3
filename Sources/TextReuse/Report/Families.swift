/// Families — điều cùng gốc: one article and everybody who has the like of it. Stars, never chains: that A is like B and
/// B like C does not make A like C.
public struct Family: Sendable, Hashable {
  public struct Member: Sendable, Hashable {
    public var document: String
    public var article: Int
    public init(document: String, article: Int) { (self.document, self.article) = (document, article) }
  }

  public var head: Member
  /// In the order given to ``families(_:order:)``.
  public var others: [Member]

  /// - Parameters:
  ///   - order: what comes first heads a family of equals: the earliest dated. Documents it does not know come last.
  ///   - bounds: where given, what is alike almost whole is of one family though the collection is too small to tell by.
  public static func families(_ rows: [AgainstAll.Row], order: [String], bounds: Comparison.Bounds? = nil)
    -> [Family]
  {
    var links: [Member: Set<Member>] = [:]
    for row in rows {
      let own = Member(document: row.document, article: row.article)
      for partner in row.partners where bounds.map({ partner.match.isLike($0) }) ?? partner.match.isFlagged {
        let other = Member(document: partner.document, article: partner.article)
        links[own, default: []].insert(other)
        links[other, default: []].insert(own)
      }
    }
    var ranks: [String: Int] = [:]
    for (n, id) in order.enumerated() where ranks[id] == nil { ranks[id] = n }
    func precedes(_ a: Member, _ b: Member) -> Bool {
      let (x, y) = (ranks[a.document] ?? order.count, ranks[b.document] ?? order.count)
      if x != y { return x < y }
      return a.document == b.document ? a.article < b.article : a.document < b.document
    }
    // The article with most likenesses first; everybody stands in one family.
    let heads = links.keys.sorted { a, b in
      let (x, y) = (links[a]?.count ?? 0, links[b]?.count ?? 0)
      return x == y ? precedes(a, b) : x > y
    }
    var taken: Set<Member> = []
    var families: [Family] = []
    for head in heads where !taken.contains(head) {
      let members = [head] + (links[head] ?? []).filter { !taken.contains($0) }
      guard members.count > 1 else { continue }
      taken.formUnion(members)
      let sorted = members.sorted(by: precedes)
      families.append(Family(head: sorted[0], others: Array(sorted.dropFirst())))
    }
    return families.sorted {
      $0.others.count == $1.others.count ? precedes($0.head, $1.head) : $0.others.count > $1.others.count
    }
  }
}
