/// One byte a record: outcomes, reasons, planes of the trace. Written by one run, then never again.
public final class ByteColumn: @unchecked Sendable {
  public let count: Int
  let bytes: UnsafeMutablePointer<UInt8>

  init(_ count: Int, repeating value: UInt8 = 0) {
    self.count = count
    bytes = .allocate(capacity: max(count, 1))
    bytes.initialize(repeating: value, count: max(count, 1))
  }

  /// For a column of which every byte is about to be written.
  init(unset count: Int) {
    self.count = count
    bytes = .allocate(capacity: max(count, 1))
  }

  convenience init(_ other: ByteColumn) {
    self.init(unset: other.count)
    bytes.update(from: other.bytes, count: count)
  }

  deinit { bytes.deallocate() }

  /// A row outside the column is open, like one nothing is known of.
  public subscript(_ row: Int) -> UInt8 { row >= 0 && row < count ? bytes[row] : OutcomeDomain.undetermined }

  public var array: [UInt8] { Array(UnsafeBufferPointer(start: bytes, count: count)) }

  /// The greatest byte; 0 where there is none.
  var highest: UInt8 {
    var highest: UInt8 = 0
    for n in 0..<count { highest = max(highest, bytes[n]) }
    return highest
  }

  /// How often every byte occurs; four tables, so that equal bytes in a row need not wait for one another.
  public var histogram: [Int] {
    var counts = [Int32](repeating: 0, count: 1_024)
    counts.withUnsafeMutableBufferPointer { counts in
      var n = 0
      while n + 4 <= count {
        counts[Int(bytes[n])] &+= 1
        counts[256 + Int(bytes[n + 1])] &+= 1
        counts[512 + Int(bytes[n + 2])] &+= 1
        counts[768 + Int(bytes[n + 3])] &+= 1
        n += 4
      }
      while n < count {
        counts[Int(bytes[n])] &+= 1
        n += 1
      }
    }
    return (0..<256).map {
      Int(counts[$0]) + Int(counts[256 + $0]) + Int(counts[512 + $0]) + Int(counts[768 + $0])
    }
  }

  /// The rows in which another column of the same length has another byte; eight at a time where nothing differs.
  func rows(differingFrom other: ByteColumn) -> [Int32] {
    let (a, b) = (UnsafeRawPointer(bytes), UnsafeRawPointer(other.bytes))
    let all = min(count, other.count)
    var rows: [Int32] = []
    rows.reserveCapacity(all / 8)
    var n = 0
    while n + 8 <= all {
      if a.loadUnaligned(fromByteOffset: n, as: UInt64.self)
        != b.loadUnaligned(fromByteOffset: n, as: UInt64.self)
      {
        for k in n..<n + 8 where bytes[k] != other.bytes[k] { rows.append(Int32(k)) }
      }
      n += 8
    }
    while n < all {
      if bytes[n] != other.bytes[n] { rows.append(Int32(n)) }
      n += 1
    }
    return rows
  }
}
