import Foundation

/// Segment — một phần chỉ mục: documents that were indexed together. It lies in memory exactly as in the file, which is
/// mapped, never read as a whole. Nothing in it changes after it was made.
public final class Segment: @unchecked Sendable {
  let header: SegmentHeader
  let base: UnsafeRawPointer
  let length: Int
  private let release: () -> Void

  let documents: UnsafePointer<DocumentRecord>
  let articles: UnsafePointer<ArticleRecord>
  let clauses: UnsafePointer<ClauseRecord>
  /// Number of the tree of each document, inside this segment.
  let treeOfDocument: UnsafePointer<UInt32>
  let words: UnsafePointer<UInt32>
  let weights: (UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>)
  let strings: UnsafePointer<UInt8>
  let tables: (FeatureTable, FeatureTable, FeatureTable)

  /// `nil` where the bytes are no whole segment.
  init?(_ base: UnsafeRawPointer, available: Int, release: @escaping () -> Void) {
    guard available >= SegmentHeader.fields * 8 else { return nil }
    let numbers = (0..<SegmentHeader.fields).map {
      UInt64(littleEndian: base.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
    }
    guard let header = SegmentHeader(numbers, available: available) else { return nil }
    let layout = header.layout
    func at<T>(_ section: SegmentHeader.Section, _: T.Type) -> UnsafePointer<T> {
      (base + layout.offsets[section.rawValue]).assumingMemoryBound(to: T.self)
    }
    (self.header, self.base, self.release, length) = (header, base, release, layout.length)
    documents = at(.documents, DocumentRecord.self)
    articles = at(.articles, ArticleRecord.self)
    clauses = at(.clauses, ClauseRecord.self)
    treeOfDocument = at(.trees, UInt32.self)
    strings = at(.strings, UInt8.self)
    words = at(.words, UInt32.self)
    weights = (at(.weightOne, UInt8.self), at(.weightTwo, UInt8.self), at(.weightThree, UInt8.self))
    tables = (
      FeatureTable(
        bits: header.bits[0], count: header.counts[0], directory: at(.directoryOne, UInt32.self),
        keys: at(.keysOne, UInt32.self), spreads: at(.spreadsOne, UInt16.self), ends: nil, postings: nil),
      FeatureTable(
        bits: header.bits[1], count: header.counts[1], directory: at(.directoryTwo, UInt32.self),
        keys: at(.keysTwo, UInt32.self), spreads: at(.spreadsTwo, UInt16.self), ends: nil, postings: nil),
      FeatureTable(
        bits: header.bits[2], count: header.counts[2], directory: at(.directoryThree, UInt32.self),
        keys: at(.keysThree, UInt32.self), spreads: at(.spreadsThree, UInt16.self),
        ends: at(.endsThree, UInt32.self),
        postings: at(.postingsThree, UInt8.self))
    )
    guard isSound else { return nil }
  }

  deinit { release() }

  /// Every record points inside its section; after this nothing can lead out of the mapped bytes.
  private var isSound: Bool {
    var article: UInt32 = 0
    for n in 0..<header.documents {
      let record = documents[n]
      guard record.articles == article, record.articles <= record.articlesEnd,
        Int(record.articlesEnd) <= header.articles, Int(treeOfDocument[n]) < max(1, header.trees),
        Int(record.id) + Int(record.idLength) <= header.strings,
        Int(record.tree) + Int(record.treeLength) <= header.strings,
        Int(record.audience) + Int(record.audienceLength) <= header.strings
      else { return false }
      article = record.articlesEnd
    }
    // Titles and clauses stand in the order of the text.
    var (clause, word): (UInt32, UInt32) = (0, 0)
    for n in 0..<Int(article) {
      let record = articles[n]
      guard record.clauses == clause, record.clauses <= record.clausesEnd,
        Int(record.clausesEnd) <= header.clauses,
        Int(record.document) < header.documents, record.title <= record.titleEnd,
        record.title >= word || record.title == record.titleEnd, Int(record.titleEnd) <= header.words
      else { return false }
      word = max(word, record.titleEnd)
      while clause < record.clausesEnd {
        guard clauses[Int(clause)].words >= word, clauses[Int(clause)].words <= clauses[Int(clause)].wordsEnd
        else {
          return false
        }
        word = clauses[Int(clause)].wordsEnd
        clause += 1
      }
    }
    guard Int(article) == header.articles, Int(word) <= header.words else { return false }
    for (n, table) in [tables.0, tables.1, tables.2].enumerated() {
      let places = 1 << header.bits[n]
      guard Int(table.directory[places]) == table.count else { return false }
      var last: UInt32 = 0
      for place in 0...places {
        guard table.directory[place] >= last, Int(table.directory[place]) <= table.count else { return false }
        last = table.directory[place]
      }
    }
    return true
  }

  /// Lays freshly built records out as a file has them.
  static func lay(_ records: RecordWriter, _ tables: FeatureSorter.Tables) throws -> Segment {
    var header = SegmentHeader()
    header.documents = records.documents.count
    header.articles = records.articles.count
    header.clauses = records.clauses.count
    header.words = records.words.count
    header.strings = records.strings.count
    header.trees = tables.trees
    header.bits = [tables.one.bits, tables.two.bits, tables.three.bits]
    header.counts = [tables.one.keys.count, tables.two.keys.count, tables.three.keys.count]
    header.postings = tables.three.postings.count
    let layout = header.layout
    let memory = UnsafeMutableRawPointer.allocate(byteCount: layout.length, alignment: 64)
    for (n, number) in header.numbers.enumerated() {
      memory.storeBytes(of: number.littleEndian, toByteOffset: n * 8, as: UInt64.self)
    }
    func put<T>(_ section: SegmentHeader.Section, _ values: [T]) {
      values.withUnsafeBytes { bytes in
        if let source = bytes.baseAddress, bytes.count > 0 {
          (memory + layout.offsets[section.rawValue]).copyMemory(from: source, byteCount: bytes.count)
        }
      }
    }
    put(.documents, records.documents)
    put(.articles, records.articles)
    put(.clauses, records.clauses)
    put(.trees, records.treeOfDocument)
    put(.strings, records.strings)
    put(.words, records.words)
    put(.weightOne, tables.weights[0])
    put(.weightTwo, tables.weights[1])
    put(.weightThree, tables.weights[2])
    put(.directoryOne, tables.one.directory)
    put(.keysOne, tables.one.keys)
    put(.spreadsOne, tables.one.spreads)
    put(.directoryTwo, tables.two.directory)
    put(.keysTwo, tables.two.keys)
    put(.spreadsTwo, tables.two.spreads)
    put(.directoryThree, tables.three.directory)
    put(.keysThree, tables.three.keys)
    put(.spreadsThree, tables.three.spreads)
    put(.endsThree, tables.three.ends)
    put(.postingsThree, tables.three.postings)
    guard
      let segment = Segment(
        UnsafeRawPointer(memory), available: layout.length, release: { memory.deallocate() })
    else { throw SegmentFault() }
    return segment
  }
}

/// A segment we laid out ourselves is not sound: a fault of ours.
struct SegmentFault: Error {}
