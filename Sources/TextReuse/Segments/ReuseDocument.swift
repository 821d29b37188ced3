/// A document as the engine sees it: articles, their clauses, and the masked words of each.
public struct ReuseDocument: Sendable {
  public struct Address: Sendable, Hashable {
    /// 0 is the lead-in sentence of the article. The lowest eleven bits are its number, the others the place of the letter
    /// behind it ("1a").
    public var clause: UInt16
    /// 0 if the clause has no points here; else the letter's code point.
    public var point: UInt16

    public init(_ clause: Int, letter: Int = 0, point: Int = 0) {
      self.clause = UInt16(clamping: min(max(0, clause), 0x7FF) | max(0, letter) << 11)
      self.point = UInt16(clamping: point)
    }

    public var number: Int { Int(clause & 0x7FF) }
    /// Place of the letter behind the number; 0 for none.
    public var letter: Int { Int(clause >> 11) }

    /// "1", "1a".
    public var clauseText: String { "\(number)" + (LetterOrder.letter(letter).map { String($0) } ?? "") }

    public func text(in article: Int) -> String { text(in: "\(article)") }

    public func text(in article: String) -> String {
      guard point != 0, let letter = Unicode.Scalar(UInt32(point)) else { return "\(article).\(clauseText)" }
      return "\(article).\(clauseText).\(letter)"
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
