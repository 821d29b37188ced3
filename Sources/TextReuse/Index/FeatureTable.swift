/// The features of a segment: by the leading bits of its number a feature's neighbourhood is found, then its key.
struct FeatureTable {
  /// As it is built.
  struct Content {
    var bits = 0
    /// Where each neighbourhood begins; one more than there are.
    var directory: [UInt32] = []
    var keys: [UInt32] = []
    var spreads: [UInt16] = []
    /// Where each feature's articles end in `postings`.
    var ends: [UInt32] = []
    var postings: [UInt8] = []

    init(_ parts: [FeatureSorter.Part]) {
      let count = parts.reduce(0) { $0 + $1.hashes.count }
      while bits < 24, count >> bits > 8 { bits += 1 }
      keys.reserveCapacity(count)
      spreads.reserveCapacity(count)
      directory.reserveCapacity(1 << bits + 1)
      for part in parts {
        let base = UInt32(postings.count)
        for (n, hash) in part.hashes.enumerated() {
          let place = FeatureTable.place(hash, bits)
          while directory.count <= place { directory.append(UInt32(keys.count)) }
          keys.append(FeatureTable.key(hash, bits))
          spreads.append(part.spreads[n])
          if !part.ends.isEmpty { ends.append(base + part.ends[n]) }
        }
        postings += part.postings
      }
      while directory.count <= 1 << bits { directory.append(UInt32(keys.count)) }
    }
  }

  var bits: Int
  var count: Int
  var directory: UnsafePointer<UInt32>
  var keys: UnsafePointer<UInt32>
  var spreads: UnsafePointer<UInt16>
  var ends: UnsafePointer<UInt32>?
  var postings: UnsafePointer<UInt8>?

  @inline(__always) static func place(_ hash: UInt64, _ bits: Int) -> Int {
    bits == 0 ? 0 : Int(hash >> UInt64(64 - bits))
  }
  @inline(__always) static func key(_ hash: UInt64, _ bits: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: (hash << UInt64(bits)) >> 32)
  }

  /// The place of a feature; -1 if no document has it.
  @inline(__always) func find(_ hash: UInt64) -> Int {
    let place = Self.place(hash, bits)
    let key = Self.key(hash, bits)
    var at = Int(directory[place])
    let end = Int(directory[place + 1])
    while at < end {
      let here = keys[at]
      if here >= key { return here == key ? at : -1 }
      at += 1
    }
    return -1
  }

  @inline(__always) func spread(_ hash: UInt64) -> Int {
    let at = find(hash)
    return at < 0 ? 0 : Int(spreads[at])
  }
}
