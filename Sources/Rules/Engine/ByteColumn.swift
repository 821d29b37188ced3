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

  /// How often every byte occurs.
  public var histogram: [Int] {
    var counts = [Int](repeating: 0, count: 256)
    for n in 0..<count { counts[Int(bytes[n])] += 1 }
    return counts
  }
}
