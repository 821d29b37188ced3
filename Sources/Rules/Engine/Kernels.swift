/// The loops over columns, the one place with pointers. A test is a byte a record, 0 or 255; the compiler turns each loop
/// into vector instructions by itself. Kernels are chosen once a chunk, never once a record.
enum Kernels {
  typealias Bytes = UnsafeMutablePointer<UInt8>

  @inline(__always)
  static func byte(_ condition: Bool) -> UInt8 { condition ? 255 : 0 }

  static func fill(_ out: Bytes, _ count: Int, _ value: UInt8) { out.update(repeating: value, count: count) }

  static func and(_ out: Bytes, _ a: Bytes, _ b: Bytes, _ count: Int) {
    for n in 0..<count { out[n] = a[n] & b[n] }
  }
  static func or(_ out: Bytes, _ a: Bytes, _ b: Bytes, _ count: Int) {
    for n in 0..<count { out[n] = a[n] | b[n] }
  }
  static func and(_ out: Bytes, _ a: Bytes, _ count: Int) { for n in 0..<count { out[n] &= a[n] } }
  static func or(_ out: Bytes, _ a: Bytes, _ count: Int) { for n in 0..<count { out[n] |= a[n] } }
  static func copy(_ out: Bytes, _ a: Bytes, _ count: Int) { out.update(from: a, count: count) }
  static func not(_ out: Bytes, _ a: Bytes, _ count: Int) { for n in 0..<count { out[n] = ~a[n] } }

  static func compare<Whole: FixedWidthInteger>(
    _ out: Bytes, _ values: UnsafePointer<Whole>, _ count: Int, _ comparison: Graph.Comparison,
    _ constant: Int
  ) {
    guard let limit = Whole(exactly: constant) else {
      // Out of the column's width: every value is on the same side.
      let isAbove = constant > 0
      switch comparison {
      case .equal: fill(out, count, 0)
      case .notEqual: fill(out, count, 255)
      case .less, .atMost: fill(out, count, byte(isAbove))
      case .more, .atLeast: fill(out, count, byte(!isAbove))
      }
      return
    }
    switch comparison {
    case .equal: for n in 0..<count { out[n] = byte(values[n] == limit) }
    case .notEqual: for n in 0..<count { out[n] = byte(values[n] != limit) }
    case .less: for n in 0..<count { out[n] = byte(values[n] < limit) }
    case .atMost: for n in 0..<count { out[n] = byte(values[n] <= limit) }
    case .more: for n in 0..<count { out[n] = byte(values[n] > limit) }
    case .atLeast: for n in 0..<count { out[n] = byte(values[n] >= limit) }
    }
  }

  static func compare(
    _ out: Bytes, _ a: UnsafePointer<Int64>, _ b: UnsafePointer<Int64>, _ count: Int,
    _ comparison: Graph.Comparison
  ) {
    for n in 0..<count { out[n] = byte(comparison.holds(a[n], b[n])) }
  }

  /// One of a few values: the codes are bytes, whether they came as Int8 columns or as outcomes.
  static func among(_ out: Bytes, _ values: UnsafePointer<UInt8>, _ count: Int, _ codes: [UInt8]) {
    guard let first = codes.first, let last = codes.last else { return fill(out, count, 0) }
    if Int(last) - Int(first) + 1 == codes.count {
      let width = last - first
      for n in 0..<count { out[n] = byte(values[n] &- first <= width) }
      return
    }
    for n in 0..<count { out[n] = byte(values[n] == first) }
    for code in codes.dropFirst() { for n in 0..<count { out[n] |= byte(values[n] == code) } }
  }

  /// `part × denominator` against `whole × numerator`, in a width that holds both products.
  static func share<Narrow: FixedWidthInteger, Other: FixedWidthInteger, Wide: FixedWidthInteger>(
    _ out: Bytes, _ part: UnsafePointer<Narrow>, _ whole: UnsafePointer<Other>, _ count: Int,
    _ comparison: Graph.Comparison,
    _ numerator: Int, _ denominator: Int, as: Wide.Type
  ) {
    let p = Wide(truncatingIfNeeded: denominator)
    let q = Wide(truncatingIfNeeded: numerator)
    func loop(_ holds: (Wide, Wide) -> Bool) {
      for n in 0..<count {
        let isSome = byte(whole[n] > 0)
        out[n] =
          isSome
          & byte(holds(Wide(truncatingIfNeeded: part[n]) &* p, Wide(truncatingIfNeeded: whole[n]) &* q))
      }
    }
    switch comparison {
    case .equal: loop(==)
    case .notEqual: loop(!=)
    case .less: loop(<)
    case .atMost: loop(<=)
    case .more: loop(>)
    case .atLeast: loop(>=)
    }
  }

  static func requirePositive<Whole: FixedWidthInteger>(
    _ mask: Bytes, _ values: UnsafePointer<Whole>, _ count: Int
  ) {
    for n in 0..<count { mask[n] &= byte(values[n] > 0) }
  }

  /// Sets `out` to `value` where the mask holds.
  static func blend(_ out: Bytes, _ mask: Bytes, _ value: UInt8, _ count: Int) {
    for n in 0..<count { out[n] = (mask[n] & value) | (~mask[n] & out[n]) }
  }

  /// Sets `out` to `value` where both masks hold.
  static func blend(_ out: Bytes, _ mask: Bytes, and other: Bytes, _ value: UInt8, _ count: Int) {
    for n in 0..<count where mask[n] & other[n] != 0 { out[n] = value }
  }

  /// Two columns at once: each mask is read once.
  static func blend(
    _ out: Bytes, _ value: UInt8, _ other: Bytes, _ second: UInt8, _ mask: Bytes, _ count: Int
  ) {
    for n in 0..<count {
      let m = mask[n]
      out[n] = (m & value) | (~m & out[n])
      other[n] = (m & second) | (~m & other[n])
    }
  }

  /// Up to eight masks as the bits of one byte a record, four in a walk.
  static func plane(_ out: Bytes, _ masks: ArraySlice<Bytes>, _ count: Int) {
    var bit: UInt8 = 1
    var rest = masks
    while let a = rest.popFirst() {
      let (b, c, d) = (rest.popFirst() ?? a, rest.popFirst() ?? a, rest.popFirst() ?? a)
      let w = bit
      let (x, y, z) = (b == a ? 0 : w &<< 1, c == a ? 0 : w &<< 2, d == a ? 0 : w &<< 3)
      if bit == 1 {
        for n in 0..<count { out[n] = (a[n] & w) | (b[n] & x) | (c[n] & y) | (d[n] & z) }
      } else {
        for n in 0..<count { out[n] |= (a[n] & w) | (b[n] & x) | (c[n] & y) | (d[n] & z) }
      }
      bit = bit &<< 4
    }
  }

  /// How many bytes of 255 in a row, eight at a time.
  static func count(_ mask: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let raw = UnsafeRawPointer(mask)
    var total: UInt64 = 0
    var n = 0
    while n + 8 <= count {
      let word = raw.loadUnaligned(fromByteOffset: n, as: UInt64.self) & 0x0101_0101_0101_0101
      total &+= (word &* 0x0101_0101_0101_0101) &>> 56
      n += 8
    }
    while n < count {
      total &+= UInt64(mask[n] & 1)
      n += 1
    }
    return Int(total)
  }
}
