import Crypto

/// Pseudonym — tên thay: a word that stands for a person or an organisation where nobody needs to know which.
///
/// It is made with a key that lives in memory only. The same thing has the same word while the process runs, and another one in
/// every context, so that two pages cannot be laid side by side to find out where somebody belongs.
package struct PseudonymKey: Sendable {
  private let key: SymmetricKey

  package init(_ bytes: [UInt8]) { key = SymmetricKey(data: bytes) }

  /// Ten letters and digits that are not mistaken for one another.
  package func word(for subject: String, in context: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Array("\(context)\n\(subject)".utf8), using: key)
    var bits: UInt64 = 0
    for byte in code.prefix(8) { bits = bits << 8 | UInt64(byte) }
    var word: [UInt8] = []
    for place in 0..<10 {
      if place == 5 { word.append(UInt8(ascii: "-")) }
      word.append(Self.letters[Int(bits & 31)])
      bits >>= 5
    }
    return String(decoding: word, as: UTF8.self)
  }

  private static let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)
}
