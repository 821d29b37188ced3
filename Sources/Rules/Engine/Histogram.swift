/// How many parts of every record have each value of a column of bytes.
struct Histogram {
  struct Key: Hashable {
    /// The decision whose outcomes are counted; -1: a column of the graph is.
    var decision = -1
    var column = -1
    /// Within what is counted.
    var entity: Int
  }

  /// A column of facts with more values than this is counted by its conditions instead.
  static let fewValues = 32

  /// Values in their order; the last place counts what is open or missing.
  let width: Int
  let counts: [Int32]

  init(_ bytes: UnsafePointer<UInt8>, known: [UInt8]?, _ values: Int, _ starts: [Int32]) {
    width = values + 1
    let owners = max(starts.count - 1, 0)
    var counts = [Int32](repeating: 0, count: owners * width)
    counts.withUnsafeMutableBufferPointer { counts in
      guard let out = counts.baseAddress else { return }
      starts.withUnsafeBufferPointer { starts in
        if let known {
          known.withUnsafeBufferPointer { Self.count(out, starts, bytes, $0, values) }
        } else if values < 8 {
          Self.countFew(out, starts, bytes, values)
        } else {
          Self.count(out, starts, bytes, nil, values)
        }
      }
    }
    self.counts = counts
  }

  /// Eight counters in one word: no step waits for a counter it has just written.
  private static func countFew(
    _ out: UnsafeMutablePointer<Int32>, _ starts: UnsafeBufferPointer<Int32>, _ bytes: UnsafePointer<UInt8>,
    _ values: Int
  ) {
    let ones = (0..<256).map { UInt64(1) << UInt64(8 * min($0, values)) }
    ones.withUnsafeBufferPointer { ones in
      for owner in 0..<max(starts.count - 1, 0) {
        let counts = out + owner * (values + 1)
        var row = Int(starts[owner])
        let end = Int(starts[owner + 1])
        while row < end {
          let next = min(row + 255, end)
          var sums: UInt64 = 0
          while row < next {
            sums &+= ones[Int(bytes[row])]
            row += 1
          }
          for value in 0...values {
            counts[value] &+= Int32(truncatingIfNeeded: sums &>> UInt64(8 * value) & 255)
          }
        }
      }
    }
  }

  private static func count(
    _ out: UnsafeMutablePointer<Int32>, _ starts: UnsafeBufferPointer<Int32>, _ bytes: UnsafePointer<UInt8>,
    _ known: UnsafeBufferPointer<UInt8>?, _ values: Int
  ) {
    for owner in 0..<max(starts.count - 1, 0) {
      let counts = out + owner * (values + 1)
      for row in Int(starts[owner])..<Int(starts[owner + 1]) {
        let byte = bytes[row] | ~(known?[row] ?? 255)
        counts[min(Int(byte), values)] &+= 1
      }
    }
  }

  func count(_ owner: Int, _ value: Int) -> Int { Int(counts[owner * width + value]) }
  func open(_ owner: Int) -> Int { Int(counts[owner * width + width - 1]) }

  /// For every record, how many parts have one of these values.
  func counts(_ values: [Int]) -> [Int64] {
    var sums = [Int64](repeating: 0, count: counts.count / width)
    for value in values where value < width {
      var at = value
      for owner in sums.indices {
        sums[owner] &+= Int64(counts[at])
        at += width
      }
    }
    return sums
  }
}
