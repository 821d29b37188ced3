import Crypto
import History

/// Fingerprint — dấu băm SHA-256 of a frozen text, in hexadecimal.
package enum Fingerprint {
  package static func sha256(_ text: String) -> String { hex(SHA256.hash(data: Array(text.utf8))) }
  package static func sha256(_ bytes: [UInt8]) -> String { hex(SHA256.hash(data: bytes)) }
}
