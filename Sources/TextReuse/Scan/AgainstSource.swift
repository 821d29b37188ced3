import Foundation

/// Each document against the one it is said to follow: for every article the article it was most likely made from.
public struct AgainstSource: Sendable {
  public struct Row: Sendable {
    public var document: String
    public var article: Int
    public var sourceDocument: String
    public var sourceArticle: Int
    public var match: ArticleMatch
    /// Addresses of the clauses found alike, own and source.
    public var clauses: [(own: ReuseDocument.Address, source: ReuseDocument.Address)]
  }

  public let segment: Segment
  public let coefficients: Coefficients

  public init(_ segment: Segment, _ coefficients: Coefficients) {
    (self.segment, self.coefficients) = (segment, coefficients)
  }

  /// - Parameter sources: document → the document it follows.
  public func rows(_ sources: [String: String]) -> [Row] {
    let groups = self.groups(sources)
    var results = [[Row]](repeating: [], count: groups.count)
    results.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let slots = Slots(base)
      DispatchQueue.concurrentPerform(iterations: groups.count) { n in
        slots.base[n] = rows(of: groups[n], Aligner(coefficients))
      }
    }
    return results.flatMap { $0 }
  }

  private final class Slots: @unchecked Sendable {
    let base: UnsafeMutablePointer<[Row]>
    init(_ base: UnsafeMutablePointer<[Row]>) { self.base = base }
  }

  struct Group: Sendable {
    var source: Int
    var documents: [Int]
  }

  func groups(_ sources: [String: String]) -> [Group] {
    let numbers = segment.numbers
    var bySource: [Int: [Int]] = [:]
    for (document, source) in sources {
      guard let document = numbers[document], let source = numbers[source], document != source else {
        continue
      }
      bySource[source, default: []].append(document)
    }
    return bySource.sorted { $0.key < $1.key }.map { Group(source: $0.key, documents: $0.value.sorted()) }
  }

  func rows(of group: Group, _ aligner: Aligner) -> [Row] {
    let sources = segment.articles(of: group.source).map { segment.view($0) }
    aligner.load(sources)
    var rows: [Row] = []
    let sourceId = segment.id(group.source)
    for document in group.documents {
      let id = segment.id(document)
      for article in segment.articles(of: document) {
        let view = segment.view(article)
        guard let match = aligner.bestMatch(view) else { continue }
        let source = sources[match.source]
        rows.append(
          Row(
            document: id, article: view.number, sourceDocument: sourceId, sourceArticle: source.number,
            match: match,
            clauses: segment.addresses(match, view, source)))
      }
    }
    return rows
  }
}

extension Segment {
  /// Document ids and their numbers.
  public var numbers: [String: Int] {
    var numbers: [String: Int] = [:]
    for n in 0..<header.documents { numbers[id(n)] = n }
    return numbers
  }

  public var documentCount: Int { header.documents }

  func addresses(_ match: ArticleMatch, _ own: ArticleView, _ source: ArticleView)
    -> [(own: ReuseDocument.Address, source: ReuseDocument.Address)]
  {
    match.clauses.map {
      (
        own.clauses[own.range.lowerBound + $0.own].place,
        source.clauses[source.range.lowerBound + $0.source].place
      )
    }
  }
}
