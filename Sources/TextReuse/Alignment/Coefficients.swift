import Foundation

/// The few numbers that were learnt, on the public corpus only; `docs/decisions/0010` tells how and how to learn anew.
public struct Coefficients: Sendable {
  /// Of a pair of clauses, see ``ClauseEvidence/features``.
  public var clause: [Double]
  /// Of a clause once its article is known, see ``ArticleEvidence``.
  public var clauseInArticle: [Double]
  /// Of an article against one of its superior's.
  public var article: [Double]
  /// Of an article against one of anybody's.
  public var anywhere: [Double]

  public init(clause: [Double], clauseInArticle: [Double], article: [Double], anywhere: [Double]) {
    (self.clause, self.clauseInArticle) = (clause, clauseInArticle)
    (self.article, self.anywhere) = (article, anywhere)
  }

  /// One number for every feature.
  public var isComplete: Bool {
    clause.count == ClauseEvidence.count && clauseInArticle.count == 7
      && article.count == ArticleEvidence.count
      && anywhere.count == ArticleEvidence.count
  }

  @inline(__always) static func logit(_ coefficients: [Double], _ features: [Double]) -> Double {
    var sum = 0.0
    for n in 0..<min(coefficients.count, features.count) { sum += coefficients[n] * features[n] }
    return sum
  }

  @inline(__always) static func probability(_ logit: Double) -> Double {
    1 / (1 + exp(-max(-40, min(40, logit))))
  }
}
