import Foundation

/// What speaks for one clause having been made from another.
struct ClauseEvidence {
  /// Shared surprise of single words, pairs, triples.
  var one: Int32 = 0
  var two: Int32 = 0
  var three: Int32 = 0
  /// How many words and pairs are shared.
  var words: Int32 = 0
  var pairs: Int32 = 0

  @inline(__always) var rough: Int32 { one &+ 2 &* two &+ 2 &* three }

  static let count = 11

  /// What the asked clause has in all.
  struct Whole {
    var one: Int32 = 0
    var two: Int32 = 0
    var three: Int32 = 0
    var words: Int32 = 0
  }

  @inline(__always) func logit(_ whole: Whole, other: Int, _ c: UnsafePointer<Double>) -> Double {
    let length = Double(max(1, whole.words))
    let evidence = Double(two &+ three) / Surprise.unit
    // A quarter of a nat a word is lent to the whole: of wording that says next to nothing no share means much.
    let lent = length * Surprise.unit / 4
    var sum = c[0]
    sum += c[1] * Double(one) / (Double(whole.one) + lent)
    sum += c[2] * Double(two) / (Double(whole.two) + lent)
    sum += c[3] * Double(three) / (Double(whole.three) + lent)
    sum += c[4] * Double(words) / length
    sum += c[5] * Double(pairs) / max(1, length - 1)
    sum += c[6] * min(1, Double(words) / Double(max(1, other)))
    sum += c[7] * log(1 + evidence)
    sum += c[8] * log(length)
    sum += c[9] * evidence / length
    sum += c[10] * min(2, Double(other) / length)
    return sum
  }

  func features(_ whole: Whole, other: Int) -> [Double] {
    (0..<Self.count).map { n in
      var unit = [Double](repeating: 0, count: Self.count)
      unit[n] = 1
      return unit.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { logit(whole, other: other, $0) } ?? 0
      }
    }
  }
}
