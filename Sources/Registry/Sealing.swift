import Crypto
import Foundation

/// Sealing — niêm phong: what is written so that only several persons together can read it.
///
/// Each person holds a *part* (20 letters, shown once, kept nowhere); the register holds what was derived from it and locks.
/// A text is locked for one part after the other, so that all of them open it and none less.
package enum Sealing {
  /// A part as its person writes it down, and the lock that goes with it.
  package struct Part: Sendable, Hashable {
    package var words: String
    package var lock: [UInt8]
  }

  /// - Parameter chance: 16 bytes nobody can guess.
  package static func part(from chance: [UInt8]) throws -> Part {
    let words = ActivationCode.written(chance)
    return Part(words: words, lock: try lock(of: words))
  }

  /// The lock that a part opens.
  package static func lock(of words: String) throws -> [UInt8] {
    Array(try key(words).publicKey.rawRepresentation)
  }

  /// - Parameter about: what the text belongs to; it opens for nothing else.
  package static func seal(_ text: String, for locks: [[UInt8]], about: String) throws -> [UInt8] {
    try locks.reduce(Array(text.utf8)) { content, lock in
      var sender = try HPKE.Sender(
        recipientKey: try Curve25519.KeyAgreement.PublicKey(rawRepresentation: lock), ciphersuite: suite,
        info: Data(purpose.utf8))
      let sealed = try sender.seal(content, authenticating: Array(about.utf8))
      return Array(sender.encapsulatedKey) + Array(sealed)
    }
  }

  /// - Parameter parts: in the order of the locks it was sealed for.
  /// - Returns: nil where they do not open it.
  package static func open(_ sealed: [UInt8], with parts: [String], about: String) -> String? {
    var content = sealed
    for words in parts.reversed() {
      guard content.count > lockLength,
        let key = try? key(words),
        var recipient = try? HPKE.Recipient(
          privateKey: key, ciphersuite: suite, info: Data(purpose.utf8),
          encapsulatedKey: Data(content.prefix(lockLength))),
        let opened = try? recipient.open(
          Array(content.dropFirst(lockLength)), authenticating: Array(about.utf8))
      else { return nil }
      content = Array(opened)
    }
    return String(bytes: content, encoding: .utf8)
  }

  private static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
  private static let purpose = "chibo/sealing/1"
  private static let lockLength = 32

  private static func key(_ words: String) throws -> Curve25519.KeyAgreement.PrivateKey {
    let derived = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: ActivationCode.plain(words)), info: Data(purpose.utf8),
      outputByteCount: 32)
    return try Curve25519.KeyAgreement.PrivateKey(
      rawRepresentation: derived.withUnsafeBytes { Array($0) })
  }
}
