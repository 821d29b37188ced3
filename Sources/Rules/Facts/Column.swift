/// The values of one fact for every record of an entity, as narrow as they allow: comparing them is bound by memory.
public struct Column: Sendable {
  public enum Storage: Sendable {
    case one([Int8]), two([Int16]), four([Int32]), eight([Int64])
  }

  public private(set) var storage: Storage
  /// 255 where the value is known, 0 where it is missing; `nil`: all are known.
  public private(set) var known: [UInt8]?
  public let low: Int
  public let high: Int

  /// - Parameter missing: stands where a value is missing; such places are unknown unless `defaulted`.
  public init(_ values: [Int?], default missing: Int? = nil) {
    var (low, high) = (Int.max, Int.min)
    var hasGaps = false
    for value in values {
      guard let value = value ?? missing else {
        hasGaps = true
        continue
      }
      low = min(low, value)
      high = max(high, value)
    }
    if low > high { (low, high) = (0, 0) }
    let filler = low
    (self.low, self.high) = (low, high)
    known = hasGaps ? values.map { $0 == nil && missing == nil ? 0 : 255 } : nil
    func cast<Whole: FixedWidthInteger>(_ type: Whole.Type) -> [Whole] {
      values.map { Whole(truncatingIfNeeded: $0 ?? missing ?? filler) }
    }
    storage = Self.width(
      low, high, cast8: { .one(cast(Int8.self)) }, { .two(cast(Int16.self)) }, { .four(cast(Int32.self)) },
      { .eight(cast(Int64.self)) })
  }

  /// From whole numbers; what stands at a place that is not known does not matter.
  public init<Given: FixedWidthInteger & Sendable>(whole values: [Given], known: [UInt8]? = nil) {
    var (low, high) = (Given.max, Given.min)
    if let known {
      for n in values.indices where known[n] != 0 {
        (low, high) = (min(low, values[n]), max(high, values[n]))
      }
    } else {
      for value in values { (low, high) = (min(low, value), max(high, value)) }
    }
    if low > high { (low, high) = (0, 0) }
    (self.low, self.high, self.known) = (Int(low), Int(high), known)
    let filler = low
    func cast<Whole: FixedWidthInteger>(_ type: Whole.Type) -> [Whole] {
      guard let known else { return values.map { Whole(truncatingIfNeeded: $0) } }
      return values.indices.map { Whole(truncatingIfNeeded: known[$0] == 0 ? filler : values[$0]) }
    }
    storage = Self.width(
      Int(low), Int(high), cast8: { .one(cast(Int8.self)) }, { .two(cast(Int16.self)) },
      { .four(cast(Int32.self)) }, { .eight(cast(Int64.self)) })
  }

  /// From values that are kept in a byte each already.
  init(bytes: [Int8], known: [UInt8]?, low: Int, high: Int) {
    (storage, self.known) = (.one(bytes), known)
    (self.low, self.high) = low > high ? (0, 0) : (low, high)
  }

  /// All missing: a fact that did not exist.
  public init(missing count: Int) {
    (storage, known, low, high) = (
      .one([Int8](repeating: 0, count: count)), [UInt8](repeating: 0, count: count), 0, 0
    )
  }

  public init(repeating value: Int, count: Int) { self.init([Int?](repeating: value, count: count)) }

  private static func width(
    _ low: Int, _ high: Int, cast8: () -> Storage, _ two: () -> Storage, _ four: () -> Storage,
    _ eight: () -> Storage
  ) -> Storage {
    if low >= -128, high <= 127 { return cast8() }
    if low >= -32_768, high <= 32_767 { return two() }
    if low >= -2_147_483_648, high <= 2_147_483_647 { return four() }
    return eight()
  }

  public var count: Int {
    switch storage {
    case .one(let values): values.count
    case .two(let values): values.count
    case .four(let values): values.count
    case .eight(let values): values.count
    }
  }

  /// The value of one record, `nil` where it is missing.
  public subscript(_ row: Int) -> Int? {
    if let known, known[row] == 0 { return nil }
    return raw(row)
  }

  func raw(_ row: Int) -> Int {
    switch storage {
    case .one(let values): Int(values[row])
    case .two(let values): Int(values[row])
    case .four(let values): Int(values[row])
    case .eight(let values): Int(values[row])
    }
  }

  /// The values in the widest form.
  var wide: [Int64] {
    switch storage {
    case .one(let values): values.map(Int64.init)
    case .two(let values): values.map(Int64.init)
    case .four(let values): values.map(Int64.init)
    case .eight(let values): values
    }
  }

  /// The values as bytes, where they are kept in one each.
  func withBytes<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result? {
    guard case .one(let values) = storage else { return nil }
    return values.withUnsafeBytes { raw in
      raw.baseAddress.map { body($0.assumingMemoryBound(to: UInt8.self)) }
    }
  }

  /// The same values in another order.
  func reordered(_ order: [Int32]) -> Column {
    func pick<Whole>(_ values: [Whole]) -> [Whole] {
      values.withUnsafeBufferPointer { values in order.map { values[Int($0)] } }
    }
    var copy = self
    switch storage {
    case .one(let values): copy.storage = .one(pick(values))
    case .two(let values): copy.storage = .two(pick(values))
    case .four(let values): copy.storage = .four(pick(values))
    case .eight(let values): copy.storage = .eight(pick(values))
    }
    copy.known = known.map(pick)
    return copy
  }
}
