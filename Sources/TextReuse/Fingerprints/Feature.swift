import Foundation

/// Features — dấu vân: single words, pairs and triples of neighbouring words inside one clause, as 64-bit numbers that
/// depend on the words alone: no dictionary, no order of reading.
enum Feature {
  @inline(__always) static func mix(_ value: UInt64) -> UInt64 {
    var z = value &* 0x9E37_79B9_7F4A_7C15
    z ^= z >> 32
    z = z &* 0xD6E8_FEB8_6659_FD93
    return z ^ z >> 29
  }

  @inline(__always) static func one(_ a: UInt32) -> UInt64 { mix(UInt64(a) &+ 0xA5A5_0000_0000) }
  @inline(__always) static func two(_ a: UInt32, _ b: UInt32) -> UInt64 { mix(UInt64(a) << 32 | UInt64(b)) }
  @inline(__always) static func three(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> UInt64 {
    mix(mix(UInt64(a) << 32 | UInt64(b)) ^ UInt64(c) &* 0xC2B2_AE3D_27D4_EB4F)
  }

  /// The feature of `order` words that begins at a place.
  @inline(__always) static func of(_ words: UnsafePointer<UInt32>, _ order: Int) -> UInt64 {
    order == 1 ? one(words[0]) : order == 2 ? two(words[0], words[1]) : three(words[0], words[1], words[2])
  }
}

/// How much a shared feature says: surprise in 1/32 nats, from the number of trees that have it. Whole numbers, so that
/// sums do not depend on their order.
struct Surprise: Sendable {
  static let unit = 32.0
  private let table: [UInt8]
  let trees: Int

  init(trees: Int) {
    self.trees = max(1, trees)
    let total = Double(self.trees + 1)
    table = (0...self.trees).map { count in
      let value = Foundation.log(total / (Double(max(1, count)) - 0.5))
      return UInt8(max(0, min(255, (value * Self.unit).rounded())))
    }
  }

  @inline(__always) func weight(_ spread: Int) -> UInt8 { table[min(max(0, spread), table.count - 1)] }
}
