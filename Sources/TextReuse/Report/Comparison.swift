/// Comparison — so sánh hai văn bản: what each article and clause of one document has to do with another.
public struct Comparison: Sendable {
  public enum Label: String, Sendable, CaseIterable {
    /// Stands nowhere else that we know.
    case own
    /// Wording that is spread too widely to say anything.
    case common
    /// A passage of the library that is meant for this kind of document.
    case mandated
    /// A passage of the library that is meant for others.
    case wrongFrame
    /// Like a clause of the other document.
    case alike
    /// The sentence that leads in.
    case leadIn
  }

  public struct Clause: Sendable {
    /// Its place in the document.
    public var place: Int
    public var label: Label
    public var words: Int
    /// The clause of the other document it is like, as a place there.
    public var partner: Int?
    public var probability: Double
    /// Its partner stands before the partner of an earlier clause.
    public var isMoved: Bool
    /// Of the library, where one fits.
    public var passage: Int?
  }

  public enum Verdict: String, Sendable, CaseIterable { case own, quotes, partly, mostly }

  public struct Article: Sendable {
    public var place: Int
    public var number: Int
    public var verdict: Verdict
    public var probability: Double
    /// Words in clauses alike, of the words that are neither mandated nor common nor lead-in.
    public var alikeWords: Int
    public var countableWords: Int
    /// The article of the other document, as a place there.
    public var source: Int?
    public var clauses: [Clause]
  }

  /// From which share of the countable words on a verdict holds, in thousandths; and below which surprise a word says
  /// nothing any more.
  public struct Bounds: Sendable {
    public var quotes: Int
    public var partly: Int
    public var mostly: Int
    public var common: Int
    public init(quotes: Int, partly: Int, mostly: Int, common: Int) {
      (self.quotes, self.partly, self.mostly, self.common) = (quotes, partly, mostly, common)
    }
  }

  public var articles: [Article]

  public var countableWords: Int { articles.reduce(0) { $0 + $1.countableWords } }
  public var alikeWords: Int { articles.reduce(0) { $0 + $1.alikeWords } }
  public func words(_ label: Label) -> Int {
    articles.reduce(0) { $0 + $1.clauses.reduce(0) { $0 + ($1.label == label ? $1.words : 0) } }
  }
}
