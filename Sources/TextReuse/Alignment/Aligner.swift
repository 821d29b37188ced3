import Foundation

/// Compares articles: clause by clause, then the article as a whole, then its clauses again in the light of the whole.
/// One aligner belongs to one thread.
final class Aligner {
  let coefficients: Coefficients
  private let matcher: ClauseMatcher
  private var wholes: [ClauseEvidence.Whole] = []
  private var best: [ClauseMatcher.Best] = []
  private var source: [ArticleView] = []
  /// For learning: called with what the decisions rest on.
  var observe: ((Observation) -> Void)?

  struct Observation {
    var asked: ArticleView
    var source: ArticleView
    var features: [Double]
    var clauses: [(own: Int, source: Int, features: [Double])]
  }

  init(_ coefficients: Coefficients) {
    self.coefficients = coefficients
    matcher = ClauseMatcher(coefficients)
  }

  func load(_ source: [ArticleView]) {
    self.source = source
    matcher.load(source)
  }

  /// Lays an article beside the loaded source.
  func read(_ asked: ArticleView) { matcher.match(asked, &wholes, &best) }

  /// The article of the loaded source that this one is most likely made from.
  func bestMatch(_ asked: ArticleView) -> ArticleMatch? {
    read(asked)
    var candidates: [(source: Int, evidence: ArticleEvidence, logit: Double)] = []
    for n in source.indices {
      let evidence = self.evidence(asked, n)
      candidates.append((n, evidence, 0))
    }
    guard !candidates.isEmpty else { return nil }
    let shares = candidates.map(\.evidence.share).sorted(by: >)
    for n in candidates.indices {
      let share = candidates[n].evidence.share
      let rival = share == shares[0] ? (shares.count > 1 ? shares[1] : 0) : shares[0]
      candidates[n].evidence.features[5] = share - rival
      candidates[n].logit = Coefficients.logit(coefficients.article, candidates[n].evidence.features)
    }
    guard let top = candidates.max(by: { ($0.logit, -$0.source) < ($1.logit, -$1.source) }) else {
      return nil
    }
    return match(asked, top.source, top.evidence, top.logit)
  }

  /// The article read last against one of the loaded source. `rough` is how it was found, as a share of what could be.
  func match(_ asked: ArticleView, against n: Int, rough: Double) -> ArticleMatch? {
    guard source.indices.contains(n) else { return nil }
    var evidence = evidence(asked, n)
    evidence.features[5] = rough
    return match(asked, n, evidence, Coefficients.logit(coefficients.anywhere, evidence.features))
  }

  private func evidence(_ asked: ArticleView, _ n: Int) -> ArticleEvidence {
    var line: [ClauseMatcher.Best] = []
    line.reserveCapacity(wholes.count)
    for clause in wholes.indices { line.append(best[clause * source.count + n]) }
    return ArticleEvidence(asked, source[n], wholes: wholes, best: line, sourceClauses: matcher.sourceClauses)
  }

  private func match(_ asked: ArticleView, _ n: Int, _ evidence: ArticleEvidence, _ logit: Double)
    -> ArticleMatch
  {
    var clauses: [ArticleMatch.Clause] = []
    var observed: [(own: Int, source: Int, features: [Double])] = []
    let line = wholes.indices.map { best[$0 * source.count + n] }
    let words = zip(asked.range, wholes).reduce(0.0) {
      $0 + (asked.clauses[$1.0].isCountable ? Double($1.1.words) : 0)
    }
    for (own, c) in asked.range.enumerated() where asked.clauses[c].isCountable {
      let here = line[own]
      let length = Double(wholes[own].words)
      let others =
        words > length
        ? (evidence.share * words - Coefficients.probability(here.logit) * length) / (words - length)
        : evidence.share
      let features = [
        1, here.logit, max(-8, min(8, logit)), others, own > 0 ? max(-6, min(6, line[own - 1].logit)) : 0,
        own + 1 < line.count ? max(-6, min(6, line[own + 1].logit)) : 0, log(1 + length),
      ]
      if observe != nil, here.source >= 0 {
        let counterpart = matcher.sourceClauses[here.source]
        observed.append(
          (c, counterpart.clause, features + here.evidence.features(wholes[own], other: counterpart.words)))
      }
      guard here.source >= 0 else { continue }
      let probability = Coefficients.probability(Coefficients.logit(coefficients.clauseInArticle, features))
      if probability >= 0.5 {
        clauses.append(
          .init(
            own: c - asked.range.lowerBound,
            source: matcher.sourceClauses[here.source].clause - source[n].range.lowerBound,
            probability: probability,
            alone: Coefficients.probability(here.logit)))
      }
    }
    observe?(Observation(asked: asked, source: source[n], features: evidence.features, clauses: observed))
    return ArticleMatch(
      source: n, probability: Coefficients.probability(logit), share: evidence.share, clauses: clauses)
  }
}
