/// Features that trees of new documents have in earlier segments already: so a tree counts once, however its documents
/// came in.
final class KnownFeatures: Sendable {
  private let features: Set<UInt64>

  init(_ records: RecordWriter, in index: ReuseIndex) {
    var numbers: [String: Int] = [:]
    for (n, document) in records.documents.enumerated() {
      let tree = records.strings[Int(document.tree)..<Int(document.tree + document.treeLength)]
      numbers[String(decoding: tree, as: UTF8.self)] = Int(records.treeOfDocument[n])
    }
    var features: Set<UInt64> = []
    for segment in index.segments {
      for document in 0..<segment.documentCount {
        guard let tree = numbers[segment.tree(document)] else { continue }
        for article in segment.articles(of: document) {
          for c in Int(segment.articles[article].clauses)..<Int(segment.articles[article].clausesEnd) {
            let clause = segment.clauses[c]
            for order in 1...3 {
              var at = Int(clause.words)
              while at < Int(clause.wordsEnd) - (order - 1) {
                features.insert(Self.key(Feature.of(segment.words + at, order), tree))
                at += 1
              }
            }
          }
        }
      }
    }
    self.features = features
  }

  func contains(_ feature: UInt64, _ tree: Int) -> Bool { features.contains(Self.key(feature, tree)) }

  private static func key(_ feature: UInt64, _ tree: Int) -> UInt64 {
    Feature.mix(feature &+ UInt64(tree) &* 0x9E37_79B9)
  }
}
