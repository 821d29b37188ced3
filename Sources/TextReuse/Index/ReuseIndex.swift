import Foundation

/// Index — chỉ mục: segments in one file, mapped into memory. Adding documents appends a segment; nothing written before
/// is touched, so a torn append loses only itself.
///
///     file    = head segment …
///     head    = "CBREUSEX" length:8 library:JSON, filled up to a multiple of eight
public final class ReuseIndex: @unchecked Sendable {
  public let segments: [Segment]
  public let passages: [Library.Passage]
  /// How many trees there are in all.
  public let trees: Int
  /// First article of each segment in the numbering over all segments; one more than there are.
  let articleBases: [Int]
  let surprise: Surprise
  /// Bytes that are sound; what stands behind them in the file is a torn append.
  let soundLength: Int

  init(_ segments: [Segment], passages: [Library.Passage], soundLength: Int = 0, leastTrees: Int = 0) {
    (self.segments, self.passages, self.soundLength) = (segments, passages, soundLength)
    if segments.count == 1 {
      trees = max(leastTrees, segments[0].header.trees)
    } else {
      var names: Set<String> = []
      for segment in segments { for n in 0..<segment.documentCount { names.insert(segment.tree(n)) } }
      trees = max(leastTrees, names.count)
    }
    var bases = [0]
    for segment in segments { bases.append((bases.last ?? 0) + segment.header.articles) }
    articleBases = bases
    surprise = Surprise(trees: trees)
  }

  public convenience init(_ segment: Segment) { self.init([segment], passages: []) }

  /// The index with one more segment, built ``SegmentBuilder/init(library:after:)`` it.
  ///
  /// - Parameter leastTrees: as if there were so many: in a collection of a few trees it says nothing that a phrase stands
  ///   in all of them, for they may all have followed one model.
  public convenience init(_ earlier: ReuseIndex?, adding segment: Segment, leastTrees: Int = 0) {
    self.init(
      (earlier?.segments ?? []) + [segment], passages: earlier?.passages ?? [], leastTrees: leastTrees)
  }

  public var documentCount: Int { segments.reduce(0) { $0 + $1.documentCount } }

  public var ids: Set<String> {
    var ids: Set<String> = []
    for segment in segments { for n in 0..<segment.documentCount { ids.insert(segment.id(n)) } }
    return ids
  }

  public func contains(_ id: String) -> Bool {
    segments.contains { segment in segment.number(of: id) != nil }
  }

  /// How many trees have a feature; segments count only trees no earlier segment counted.
  @inline(__always) func spread(_ feature: UInt64, _ order: Int) -> Int {
    var sum = 0
    for segment in segments {
      let table = order == 1 ? segment.tables.0 : order == 2 ? segment.tables.1 : segment.tables.2
      sum += table.spread(feature)
    }
    return sum
  }

  func segment(ofArticle article: Int) -> (segment: Segment, article: Int)? {
    for (n, segment) in segments.enumerated() where article < articleBases[n + 1] {
      return (segment, article - articleBases[n])
    }
    return nil
  }
}

extension Segment {
  /// Documents stand in the order of tree and id, so an id alone must be looked for.
  func number(of id: String) -> Int? {
    let bytes = Array(id.utf8)
    for n in 0..<header.documents where Int(documents[n].idLength) == bytes.count {
      let start = strings + Int(documents[n].id)
      if bytes.indices.allSatisfy({ start[$0] == bytes[$0] }) { return n }
    }
    return nil
  }
}
