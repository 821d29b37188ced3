import Foundation

/// Every article against every article of every other document; or the articles of one new document.
public struct AgainstAll: Sendable {
  public struct Partner: Sendable {
    public var document: String
    public var article: Int
    public var match: ArticleMatch
    public var clauses: [(own: ReuseDocument.Address, source: ReuseDocument.Address)]
  }

  public struct Row: Sendable {
    public var document: String
    public var article: Int
    /// Best first.
    public var partners: [Partner]
  }

  public let index: ReuseIndex
  public let coefficients: Coefficients
  /// How many articles are looked at closely for each.
  public var close = 5

  public init(_ index: ReuseIndex, _ coefficients: Coefficients) {
    (self.index, self.coefficients) = (index, coefficients)
  }

  /// All documents, in the order they stand in the index.
  public func rows() -> [Row] {
    let chunk = 16
    let parts = index.segments.enumerated().flatMap { n, segment in
      stride(from: 0, to: segment.documentCount, by: chunk).map {
        (segment: n, documents: $0..<min(segment.documentCount, $0 + chunk))
      }
    }
    var results = [[Row]](repeating: [], count: parts.count)
    results.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let slots = Slots(base)
      // A worker keeps its memory over many parts.
      let workers = 2
      DispatchQueue.concurrentPerform(iterations: workers) { n in
        let worker = Worker(index, coefficients, close: close)
        for part in stride(from: n, to: parts.count, by: workers) {
          slots.base[part] = parts[part].documents.flatMap { worker.rows(of: $0, in: parts[part].segment) }
        }
      }
    }
    return results.flatMap { $0 }
  }

  /// One document that need not be in the index; if it is, it is not compared with itself.
  public func rows(of document: ReuseDocument, library: Library) -> [Row] {
    Worker(index, coefficients, close: close).rows(of: document, library)
  }

  private final class Slots: @unchecked Sendable {
    let base: UnsafeMutablePointer<[Row]>
    init(_ base: UnsafeMutablePointer<[Row]>) { self.base = base }
  }

  final class Worker {
    let index: ReuseIndex
    private let candidates: Candidates
    private let aligner: Aligner
    private let close: Int

    init(_ index: ReuseIndex, _ coefficients: Coefficients, close: Int) {
      (self.index, self.close) = (index, close)
      candidates = Candidates(index)
      aligner = Aligner(coefficients)
    }

    func rows(of document: Int, in n: Int) -> [Row] {
      let segment = index.segments[n]
      let articles = segment.articles(of: document)
      let base = index.articleBases[n]
      let own = base + articles.lowerBound..<base + articles.upperBound
      let id = segment.id(document)
      // With one segment its own weights hold; with several they are weighed over all.
      let asked = index.segments.count > 1 ? AskedDocument(document, of: segment, in: index) : nil
      return articles.enumerated().compactMap { place, article in
        let view = asked?.view(place) ?? segment.view(article)
        let partners = partners(of: view, outside: own)
        return partners.isEmpty ? nil : Row(document: id, article: view.number, partners: partners)
      }
    }

    func rows(of document: ReuseDocument, _ library: Library) -> [Row] {
      let asked = AskedDocument(document, in: index, library: library)
      var own = 0..<0
      for (n, segment) in index.segments.enumerated() {
        if let number = segment.number(of: document.id) {
          let articles = segment.articles(of: number)
          own = index.articleBases[n] + articles.lowerBound..<index.articleBases[n] + articles.upperBound
        }
      }
      return asked.articles.indices.compactMap { n in
        let view = asked.view(n)
        let partners = partners(of: view, outside: own)
        return partners.isEmpty ? nil : Row(document: document.id, article: view.number, partners: partners)
      }
    }

    private func load(_ found: [Candidates.Found]) -> [(segment: Segment, article: Int)] {
      let places = found.compactMap { index.segment(ofArticle: $0.article) }
      aligner.load(places.map { $0.segment.view($0.article) })
      return places
    }

    /// For learning: what each close look rested on.
    func observations(of view: ArticleView, outside own: Range<Int>) -> [(String, Aligner.Observation)] {
      var result: [(String, Aligner.Observation)] = []
      let found = candidates.find(view, outside: own, most: close)
      guard !found.isEmpty else { return [] }
      let places = load(found)
      aligner.read(view)
      for (n, place) in places.enumerated() {
        let id = place.segment.id(Int(place.segment.articles[place.article].document))
        aligner.observe = { result.append((id, $0)) }
        _ = aligner.match(view, against: n, rough: found[n].rough)
      }
      aligner.observe = nil
      return result
    }

    private func partners(of view: ArticleView, outside own: Range<Int>) -> [Partner] {
      let found = candidates.find(view, outside: own, most: close)
      guard !found.isEmpty else { return [] }
      var partners: [Partner] = []
      let places = load(found)
      aligner.read(view)
      for (n, place) in places.enumerated() {
        guard let match = aligner.match(view, against: n, rough: found[n].rough) else { continue }
        let source = place.segment.view(place.article)
        partners.append(
          Partner(
            document: place.segment.id(Int(place.segment.articles[place.article].document)),
            article: source.number,
            match: match, clauses: place.segment.addresses(match, view, source)))
      }
      return partners.sorted {
        $0.match.probability == $1.match.probability
          ? ($0.document, $0.article) < ($1.document, $1.article)
          : $0.match.probability > $1.match.probability
      }
    }
  }
}
