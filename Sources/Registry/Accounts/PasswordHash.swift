import Basics
import CArgon2
import Foundation

/// Password hash — Argon2id with the parameters OWASP recommends (19 MiB, two passes).
package enum PasswordHash {
  /// Hashing takes 19 MiB and some 35 ms of a processor: two at once are enough, and never on the threads that serve
  /// requests.
  private static let queue: OperationQueue = {
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 2
    return queue
  }()

  package static func make(_ password: String, salt: [UInt8]) async -> String? {
    await run {
      let bytes = exact(password)
      var encoded = [CChar](repeating: 0, count: 160)
      let status = argon2id_hash_encoded(
        2, 19_456, 1, bytes, bytes.count, salt, salt.count, 32, &encoded, encoded.count)
      guard status == 0 else { return nil }
      return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  package static func verify(_ password: String, _ hash: String) async -> Bool {
    await run {
      let bytes = exact(password)
      return argon2id_verify(hash, bytes, bytes.count) == 0
    }
  }

  /// A hash nobody knows the password of: checking against it takes as long as against a real one, so that a wrong
  /// user name is not told by time.
  package static let decoy =
    "$argon2id$v=19$m=19456,t=2,p=1$Y2hpYm8tZGVjb3ktc2FsdA$2tXmbJq0tYw3nW0m0n0a0b2o2mW2c8Yk0e4m7o0cH3Q"

  /// All of the password counts, in one normal form; nothing is cut off.
  private static func exact(_ password: String) -> [UInt8] {
    Array(password.precomposedStringWithCanonicalMapping.utf8)
  }

  private static func run<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
    await withCheckedContinuation { continuation in
      queue.addOperation { continuation.resume(returning: body()) }
    }
  }
}

/// What a password must be: long enough to need no other rule (NIST SP 800-63B-4: 15 where it stands alone).
package enum PasswordRule {
  package static let shortest = 15
  package static let longest = 256

  package static func check(_ password: String, userName: String) throws(AccountRefusal) {
    let scalars = Array(password.precomposedStringWithCanonicalMapping.unicodeScalars)
    guard scalars.count >= shortest else { throw .passwordShort(scalars.count) }
    guard scalars.count <= longest else { throw .passwordLong }
    guard !scalars.contains(where: { $0.value == 0 }) else { throw .passwordGuessable }
    let plain = VietnameseText.fold(password).utf8.filter { $0 != 32 }
    guard Set(scalars).count >= 6, !isRepetition(plain) else { throw .passwordGuessable }
    // What is left without the words everybody tries first must still be long.
    var rest = String(decoding: plain, as: UTF8.self)
    for word in [
      "chibo", "dangbo", "danguy", "matkhau", "password", "admin", "qwerty", "vietnam", "123456", "654321",
      userName,
    ]
    where !word.isEmpty {
      rest = rest.replacingOccurrences(of: word, with: "")
    }
    guard Set(rest.utf8).count >= 5 else { throw .passwordGuessable }
  }

  private static func isRepetition(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 1 else { return true }
    let steps = zip(bytes, bytes.dropFirst()).map { Int($1) - Int($0) }
    if Set(steps).count == 1 { return true }
    return (1...6).contains { width in
      bytes.count > width && bytes.indices.allSatisfy { bytes[$0] == bytes[$0 % width] }
    }
  }
}
