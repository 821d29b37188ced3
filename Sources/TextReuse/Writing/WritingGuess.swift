import Basics

/// Decides the writing of runs whose font does not tell: cheaply for the many in Unicode, by whole words for the rest.
public enum WritingGuess {
  /// What the letters of a stretch show without reading words.
  struct Signs {
    /// Letters only Unicode Vietnamese has, or combining marks.
    var sound = 0
    /// Letters and signs from U+00A1 to U+00FF, which legacy writing is made of.
    var high = 0
    /// Of these, signs that VNI never uses and TCVN3 always does (¸ µ ¶ § ® …).
    var signs = 0
  }

  static func signs(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Signs {
    var signs = Signs()
    guard let base = bytes.baseAddress else { return signs }
    var at = range.lowerBound
    while at < range.upperBound {
      if base[at] < 0x80 {
        at += 1
        continue
      }
      let (value, length) = utf8Step(base, at, range.upperBound)
      at += length
      switch value {
      case 0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x300...0x36F,
        0x1EA0...0x1EF9:
        signs.sound += 1
      case 0xA1...0xBF:
        signs.high += 1
        signs.signs += 1
      case 0xC0...0xFF: signs.high += 1
      default: break
      }
    }
    return signs
  }

  /// The writing of every range; `nil` writings in `known` are decided, the others taken over.
  public static func decide(
    _ bytes: UnsafeBufferPointer<UInt8>, _ ranges: [(range: Range<Int>, known: Writing?)]
  ) -> [Writing] {
    var result = [Writing](repeating: .unicode, count: ranges.count)
    var doubtful: [(Int, Signs)] = []
    var sample = ""
    for (n, item) in ranges.enumerated() {
      if let known = item.known {
        result[n] = known
        continue
      }
      let signs = signs(bytes, item.range)
      guard signs.sound == 0, signs.high > 0 else { continue }
      doubtful.append((n, signs))
      if sample.utf8.count < 6000 { sample += text(bytes, item.range) + " " }
    }
    guard !doubtful.isEmpty else { return result }
    let whole = Writing(LegacyVietnamese.detect(sample, fontName: nil))
    for (n, signs) in doubtful {
      // A run that contradicts the rest is looked at by itself: two writings in one file.
      let fits = whole == .unicode || (whole == .vni ? signs.signs == 0 : signs.signs > 0 || signs.high < 6)
      result[n] = fits ? whole : Writing(LegacyVietnamese.detect(text(bytes, ranges[n].range), fontName: nil))
    }
    return result
  }

  public static func decide(_ texts: [String]) -> [Writing] {
    var bytes: [UInt8] = []
    var ranges: [(range: Range<Int>, known: Writing?)] = []
    for text in texts {
      let start = bytes.count
      bytes += text.utf8
      ranges.append((start..<bytes.count, nil))
    }
    return bytes.withUnsafeBufferPointer { decide($0, ranges) }
  }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range].prefix(4000)), as: UTF8.self)
  }
}
