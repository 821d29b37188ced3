import Foundation

/// Sorts all features of a segment and counts, for each, the trees that have it. Works in parts of the number range, so
/// that memory stays small, each part by radix; parts run side by side and are put together in their order.
final class FeatureSorter {
  struct Entry {
    var hash: UInt64
    var position: UInt32
    var article: UInt32
  }

  /// What one part yields, in the order of the hashes.
  struct Part {
    var hashes: [UInt64] = []
    var spreads: [UInt16] = []
    /// End of each feature's articles in `postings`; only for triples.
    var ends: [UInt32] = []
    var postings: [UInt8] = []
  }

  static let parts = 8

  private let records: RecordWriter
  private let treeOfArticle: [UInt32]
  private let known: KnownFeatures?

  init(_ records: RecordWriter, _ known: KnownFeatures?) {
    (self.records, self.known) = (records, known)
    treeOfArticle = records.articles.map { records.treeOfDocument[Int($0.document)] }
  }

  struct Tables {
    var one: FeatureTable.Content
    var two: FeatureTable.Content
    var three: FeatureTable.Content
    var weights: [[UInt8]]
    var trees: Int
  }

  func tables() -> Tables {
    var contents: [FeatureTable.Content] = []
    let surprise = Surprise(trees: records.trees)
    var weights: [[UInt8]] = []
    for order in 1...3 {
      var line = [UInt8](repeating: 0, count: records.words.count)
      let parts = line.withUnsafeMutableBufferPointer { self.parts(order, surprise, Shared($0)) }
      contents.append(FeatureTable.Content(parts))
      weights.append(line)
    }
    return Tables(
      one: contents[0], two: contents[1], three: contents[2], weights: weights, trees: records.trees)
  }

  /// Parts write disjoint places of one array.
  private struct Shared: @unchecked Sendable {
    let weights: UnsafeMutableBufferPointer<UInt8>
    init(_ weights: UnsafeMutableBufferPointer<UInt8>) { self.weights = weights }
  }

  private final class Results: @unchecked Sendable {
    let slots: UnsafeMutablePointer<Part>
    init(_ slots: UnsafeMutablePointer<Part>) { self.slots = slots }
  }

  private func parts(_ order: Int, _ surprise: Surprise, _ shared: Shared) -> [Part] {
    var parts = [Part](repeating: Part(), count: Self.parts)
    let job = Job(
      records: records, treeOfArticle: treeOfArticle, order: order, surprise: surprise, known: known)
    parts.withUnsafeMutableBufferPointer { slots in
      guard let base = slots.baseAddress else { return }
      let results = Results(base)
      DispatchQueue.concurrentPerform(iterations: Self.parts) { n in
        results.slots[n] = job.run(part: n, shared.weights)
      }
    }
    return parts
  }

  /// What all parts read; nothing of it changes while they run.
  private struct Job: @unchecked Sendable {
    let records: RecordWriter
    let treeOfArticle: [UInt32]
    let order: Int
    let surprise: Surprise
    let known: KnownFeatures?

    func run(part: Int, _ weights: UnsafeMutableBufferPointer<UInt8>) -> Part {
      let (count, buckets) = counts(part)
      guard count > 0 else { return Part() }
      let entries = UnsafeMutablePointer<Entry>.allocate(capacity: count)
      let spare = UnsafeMutablePointer<Entry>.allocate(capacity: buckets.max() ?? 1)
      defer {
        entries.deallocate()
        spare.deallocate()
      }
      scatter(part, buckets, entries)
      var result = Part()
      var stamps = [UInt32](repeating: 0, count: max(1, records.trees))
      var stamp: UInt32 = 0
      var start = 0
      for size in buckets {
        guard size > 0 else { continue }
        Radix.sort(entries + start, spare, size)
        group(entries + start, size, &stamps, &stamp, weights, &result)
        start += size
      }
      return result
    }

    @inline(__always) private func each(_ body: (UInt64, Int, UInt32) -> Void, part: Int) {
      let shift = UInt64(64 - FeatureSorter.parts.trailingZeroBitCount)
      records.words.withUnsafeBufferPointer { words in
        guard let base = words.baseAddress else { return }
        for (n, article) in records.articles.enumerated() {
          for c in Int(article.clauses)..<Int(article.clausesEnd) {
            let clause = records.clauses[c]
            let end = Int(clause.wordsEnd) - (order - 1)
            var at = Int(clause.words)
            while at < end {
              let hash = Feature.of(base + at, order)
              if Int(hash >> shift) == part { body(hash, at, UInt32(n)) }
              at += 1
            }
          }
        }
      }
    }

    private static let bucketBits = 7

    @inline(__always) private func bucket(_ hash: UInt64) -> Int {
      Int(hash >> UInt64(64 - FeatureSorter.parts.trailingZeroBitCount - Self.bucketBits))
        & (1 << Self.bucketBits - 1)
    }

    private func counts(_ part: Int) -> (Int, [Int]) {
      var buckets = [Int](repeating: 0, count: 1 << Self.bucketBits)
      var count = 0
      each(
        { hash, _, _ in
          buckets[bucket(hash)] += 1
          count += 1
        }, part: part)
      return (count, buckets)
    }

    private func scatter(_ part: Int, _ buckets: [Int], _ entries: UnsafeMutablePointer<Entry>) {
      var places: [Int] = []
      var sum = 0
      for size in buckets {
        places.append(sum)
        sum += size
      }
      each(
        { hash, position, article in
          let bucket = bucket(hash)
          entries[places[bucket]] = Entry(hash: hash, position: UInt32(position), article: article)
          places[bucket] += 1
        }, part: part)
    }

    private func group(
      _ entries: UnsafeMutablePointer<Entry>, _ count: Int, _ stamps: inout [UInt32], _ stamp: inout UInt32,
      _ weights: UnsafeMutableBufferPointer<UInt8>, _ result: inout Part
    ) {
      var at = 0
      while at < count {
        let hash = entries[at].hash
        var end = at
        var spread = 0
        var last = UInt32.max
        var previous: UInt32 = 0
        stamp &+= 1
        while end < count, entries[end].hash == hash {
          let article = entries[end].article
          if article != last {
            let tree = Int(treeOfArticle[Int(article)])
            if stamps[tree] != stamp {
              stamps[tree] = stamp
              if known?.contains(hash, tree) != true { spread += 1 }
            }
            if order == 3 {
              Varint.append(last == UInt32.max ? article : article - previous, to: &result.postings)
              previous = article
            }
            last = article
          }
          end += 1
        }
        let weight = surprise.weight(spread)
        for n in at..<end { weights[Int(entries[n].position)] = weight }
        result.hashes.append(hash)
        result.spreads.append(UInt16(clamping: spread))
        if order == 3 { result.ends.append(UInt32(result.postings.count)) }
        at = end
      }
    }
  }
}

/// Sorts entries by their hash, lowest digit first; equal hashes keep their order.
enum Radix {
  static func sort(
    _ entries: UnsafeMutablePointer<FeatureSorter.Entry>, _ spare: UnsafeMutablePointer<FeatureSorter.Entry>,
    _ count: Int
  ) {
    if count < 64 {
      insertion(entries, count)
      return
    }
    // The top bits are equal in one bucket; what lies below 2^10 decides only between equal halves of a collision.
    var (from, to) = (entries, spare)
    for shift in [UInt64(10), 21, 32, 43] {
      withUnsafeTemporaryAllocation(of: Int.self, capacity: 2048) { counts in
        counts.initialize(repeating: 0)
        for n in 0..<count { counts[Int(from[n].hash >> shift & 2047)] += 1 }
        var sum = 0
        for digit in 0..<2048 {
          let size = counts[digit]
          counts[digit] = sum
          sum += size
        }
        for n in 0..<count {
          let digit = Int(from[n].hash >> shift & 2047)
          to[counts[digit]] = from[n]
          counts[digit] += 1
        }
      }
      swap(&from, &to)
    }
    // Hashes that differ only in the lowest ten bits may stand mixed.
    insertion(entries, count)
  }

  private static func insertion(_ entries: UnsafeMutablePointer<FeatureSorter.Entry>, _ count: Int) {
    var n = 1
    while n < count {
      let entry = entries[n]
      if entries[n - 1].hash > entry.hash {
        var at = n
        while at > 0, entries[at - 1].hash > entry.hash {
          entries[at] = entries[at - 1]
          at -= 1
        }
        entries[at] = entry
      }
      n += 1
    }
  }
}

/// Whole numbers of seven bits a byte.
enum Varint {
  @inline(__always) static func append(_ value: UInt32, to bytes: inout [UInt8]) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  @inline(__always) static func read(_ bytes: UnsafePointer<UInt8>, _ at: inout Int, _ end: Int) -> UInt32 {
    var value: UInt32 = 0
    var shift: UInt32 = 0
    while at < end {
      let byte = bytes[at]
      at += 1
      value |= UInt32(byte & 0x7F) << (shift & 31)
      if byte < 0x80 { break }
      shift += 7
    }
    return value
  }
}
