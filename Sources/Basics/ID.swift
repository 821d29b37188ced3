/// The identity of one record, made by the program (never by the database): 63 bits, the upper ones its time.
///
/// Written in addresses and JSON as 13 letters of Crockford's alphabet, because a number of this size
/// would lose digits in a browser.
public struct ID<Subject>: Hashable, Comparable, Sendable {
  public let number: Int64

  public init(_ number: Int64) { self.number = number }

  public init?(text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 13 else { return nil }
    var value: UInt64 = 0
    for byte in bytes {
      guard let digit = crockford.firstIndex(of: byte) else { return nil }
      let (high, overflow) = value.multipliedReportingOverflow(by: 32)
      if overflow { return nil }
      value = high | UInt64(digit)
    }
    guard let number = Int64(exactly: value), number > 0 else { return nil }
    self.number = number
  }

  public static func < (a: ID, b: ID) -> Bool { a.number < b.number }
}

private let crockford = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

extension ID: CustomStringConvertible {
  public var description: String {
    // Thirteen bytes fit into the string itself: nothing is allocated.
    String(unsafeUninitializedCapacity: 13) { text in
      var value = UInt64(bitPattern: number)
      for place in stride(from: 12, through: 0, by: -1) {
        text[place] = crockford[Int(value & 31)]
        value >>= 5
      }
      return 13
    }
  }
}

extension ID: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = ID(text: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no identity"))
    }
    self = id
  }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Makes identities: time in the upper bits, so that neighbours in time are neighbours on disk; the rest is random
/// (or, in a sample, drawn from its seed).
public struct IDMaker: Sendable {
  private var random: any RandomNumberGenerator & Sendable
  private var last: Int64 = 0

  public init(_ random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
    self.random = random
  }

  public mutating func make<Subject>(at moment: Moment) -> ID<Subject> {
    // 42 bits of milliseconds since 2000, 21 bits of chance.
    let time = max(0, moment.milliseconds - 946_684_800_000) & 0x3FF_FFFF_FFFF
    let chance = Int64(random.next() & 0x1F_FFFF)
    var number = time << 21 | chance
    if number <= last { number = last + 1 + (chance & 0xFF) }
    last = number
    return ID(number)
  }
}

/// A small, well-known generator (SplitMix64) for worlds that must come out the same from the same seed.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64
  public init(seed: UInt64) { state = seed }
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
