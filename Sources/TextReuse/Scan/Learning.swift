/// What the coefficients are learnt from: the features of every decision, with the places they are about. Only the
/// training script reads it.
extension AgainstSource {
  public func observations(_ sources: [String: String], every: Int, _ write: @escaping (String) -> Void) {
    let aligner = Aligner(coefficients)
    for group in groups(sources) {
      let sourceId = segment.id(group.source)
      aligner.load(segment.articles(of: group.source).map { segment.view($0) })
      for document in group.documents where document % max(1, every) == 0 {
        let id = segment.id(document)
        for article in segment.articles(of: document) {
          aligner.observe = { write(Observed.line(id, sourceId, $0)) }
          _ = aligner.bestMatch(segment.view(article))
        }
      }
    }
  }
}

extension AgainstAll {
  public func observations(every: Int, _ write: @escaping (String) -> Void) {
    let worker = Worker(index, coefficients, close: close)
    for (n, segment) in index.segments.enumerated() {
      for document in stride(from: 0, to: segment.documentCount, by: max(1, every)) {
        let id = segment.id(document)
        let articles = segment.articles(of: document)
        let base = index.articleBases[n]
        for article in articles {
          let own = base + articles.lowerBound..<base + articles.upperBound
          for (source, observation) in worker.observations(of: segment.view(article), outside: own) {
            write(Observed.line(id, source, observation))
          }
        }
      }
    }
  }
}

enum Observed {
  static func line(_ document: String, _ source: String, _ observation: Aligner.Observation) -> String {
    func list(_ values: [Double]) -> String { "[" + values.map { "\($0)" }.joined(separator: ",") + "]" }
    let clauses = observation.clauses.map { clause in
      let own = observation.asked.clauses[clause.own].place.text(in: observation.asked.number)
      let other = observation.source.clauses[clause.source].place.text(in: observation.source.number)
      return "[\"\(own)\",\"\(other)\",\(list(clause.features))]"
    }
    return
      "{\"doc\":\"\(document)\",\"n\":\(observation.asked.number),\"src\":\"\(source)\",\"m\":\(observation.source.number),"
      + "\"x\":\(list(observation.features)),\"c\":[\(clauses.joined(separator: ","))]}"
  }
}
