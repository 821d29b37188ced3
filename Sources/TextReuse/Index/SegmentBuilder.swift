/// Puts documents together into one segment: records, words, and for every feature how many trees have it.
public final class SegmentBuilder {
  public let library: Library
  /// What was indexed before: a tree that has a feature there already is not counted again.
  private let earlier: ReuseIndex?
  private var documents: [ReuseDocument] = []

  public init(library: Library, after earlier: ReuseIndex? = nil) {
    (self.library, self.earlier) = (library, earlier)
  }

  public var count: Int { documents.count }
  public func add(_ document: ReuseDocument) { documents.append(document) }

  /// The order of adding does not matter: documents stand in the order of their trees and ids. An id counts once.
  public func build() throws -> Segment {
    documents.sort { a, b in
      a.tree == b.tree
        ? a.id.utf8.lexicographicallyPrecedes(b.id.utf8) : a.tree.utf8.lexicographicallyPrecedes(b.tree.utf8)
    }
    var seen: Set<String> = []
    let known = earlier?.ids ?? []
    documents.removeAll { !seen.insert($0.id).inserted || known.contains($0.id) }

    var layout = SegmentLayout()
    layout.documents = documents.count
    for document in documents {
      layout.articles += document.articles.count
      layout.clauses += document.clauses.count
      layout.words += document.words.count
      layout.strings += document.id.utf8.count + document.tree.utf8.count + document.audience.utf8.count
    }
    let records = RecordWriter(layout: layout, library: library)
    for document in documents { records.add(document) }
    documents = []
    let counted = earlier.map { KnownFeatures(records, in: $0) }
    let tables = FeatureSorter(records, counted).tables()
    return try Segment.lay(records, tables)
  }
}

/// How many of everything a segment has.
struct SegmentLayout {
  var documents = 0
  var articles = 0
  var clauses = 0
  var words = 0
  var strings = 0
}
