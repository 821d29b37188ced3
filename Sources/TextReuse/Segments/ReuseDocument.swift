/// A document as the engine sees it: articles, their clauses, and the masked words of each.
public struct ReuseDocument: Sendable {
  public struct Address: Sendable, Hashable {
    /// 0 is the lead-in sentence of the article.
    public var clause: UInt16
    /// 0 if the clause has no points here; else the letter's code point.
    public var point: UInt16

    public init(_ clause: Int, point: Int = 0) {
      (self.clause, self.point) = (UInt16(clamping: clause), UInt16(clamping: point))
    }

    public func text(in article: Int) -> String {
      guard point != 0, let letter = Unicode.Scalar(UInt32(point)) else { return "\(article).\(clause)" }
      return "\(article).\(clause).\(letter)"
    }
  }

  public struct Clause: Sendable {
    public var address: Address
    public var words: Range<Int>
    public init(_ address: Address, _ words: Range<Int>) { (self.address, self.words) = (address, words) }
  }

  public struct Article: Sendable {
    public var number: Int
    public var title: Range<Int>
    public var clauses: Range<Int>
    public init(_ number: Int, title: Range<Int>, clauses: Range<Int>) {
      (self.number, self.title, self.clauses) = (number, title, clauses)
    }
  }

  public var id: String
  /// What spreads inside one tree (a body and all below it) counts once.
  public var tree: String
  /// For whom library passages must be meant to be legitimate here.
  public var audience: String
  public var articles: [Article] = []
  public var clauses: [Clause] = []
  public var words: [UInt32] = []

  public init(id: String, tree: String, audience: String) {
    (self.id, self.tree, self.audience) = (id, tree, audience)
  }
}
