import Basics
import Crypto
import History
import Storage

/// Sign-in — phiên đăng nhập, or a token of the API: a random value of which only the hash is kept.
package struct SignIn: Sendable {
  package enum Kind: String, Sendable, SQLConvertible { case browser, token }
  package var account: Account
  /// The token that every form carries.
  package var csrf: String
  package var kind: Kind
}

extension System {
  /// A browser's session ends after so long without use, and after so long at all.
  package static let idleSeconds = 30 * 60
  package static let longestSeconds = 12 * 3600

  /// Checks a password. Wrong name, wrong password and a shut account answer alike, in like time.
  package func signIn(userName: String, password: String) async throws -> (token: String, csrf: String) {
    let account = try await read { try $0.account(named: userName) }
    let hash =
      account.map { $0.passwordHash.isEmpty ? PasswordHash.decoy : $0.passwordHash } ?? PasswordHash.decoy
    let isRight = await PasswordHash.verify(password, hash)
    guard let account, isRight, !account.isDisabled, !account.passwordHash.isEmpty else {
      throw AccountRefusal.signInFailed
    }
    return try await open(.browser, for: account.id)
  }

  /// A bearer token of the API with that user's rights; it lasts a year.
  package func createToken(for account: ID<Account>) async throws -> String {
    try await open(.token, for: account).token
  }

  private func open(_ kind: SignIn.Kind, for account: ID<Account>) async throws -> (
    token: String, csrf: String
  ) {
    let token = hex(chance.bytes(32))
    let csrf = hex(chance.bytes(16))
    let seconds = kind == .browser ? Self.longestSeconds : 365 * 86_400
    try await note { session, now in
      try session.run("DELETE FROM sign_in WHERE ends_at <= \(now)")
      try session.run(
        """
        INSERT INTO sign_in (token_hash, account_id, kind, csrf, created_at, used_at, ends_at)
        VALUES (\(Self.hash(token)), \(account), \(kind), \(csrf), \(now), \(now), \(now.adding(seconds: seconds)))
        """)
    }
    return (token, csrf)
  }

  /// Who a token belongs to; nil when it is unknown, idle too long, or over.
  package func signIn(token: String, kind: SignIn.Kind) async throws -> SignIn? {
    let now = now
    guard let found = try await read({ try $0.signIn(token: token, kind: kind, at: now) }) else { return nil }
    if found.isDue { try? await noteUse(ofToken: token) }
    return found.signIn
  }

  package func noteUse(ofToken token: String) async throws {
    let hash = Self.hash(token)
    try await note { session, now in
      _ = try session.run("UPDATE sign_in SET used_at = \(now) WHERE token_hash = \(hash)")
    }
  }

  package func signOut(token: String) async throws {
    let hash = Self.hash(token)
    try await note { session, _ in _ = try session.run("DELETE FROM sign_in WHERE token_hash = \(hash)") }
  }

  fileprivate static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }
}

extension Session {
  /// Who a token belongs to, and whether its use is to be noted: once a minute is enough to know that it is in use.
  package func signIn(token: String, kind: SignIn.Kind, at now: Moment) throws -> (
    signIn: SignIn, isDue: Bool
  )? {
    let found = try first(
      """
      SELECT a.id, a.user_name, a.person, a.organisation_id, a.is_disabled, a.password_hash, s.csrf, s.used_at, s.ends_at
      FROM sign_in s JOIN account a ON a.id = s.account_id
      WHERE s.token_hash = \(System.hash(token)) AND s.kind = \(kind) AND a.is_disabled = 0
      """
    ) { (try Account.read($0), try $0.text(6), try $0.moment(7), try $0.moment(8)) }
    guard let (account, csrf, used, ends) = found, ends > now else { return nil }
    guard kind == .token || used.adding(seconds: System.idleSeconds) > now else { return nil }
    return (SignIn(account: account, csrf: csrf, kind: kind), used.adding(seconds: 60) < now)
  }
}
