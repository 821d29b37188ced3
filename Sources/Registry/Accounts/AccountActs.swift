import Basics
import Crypto
import Storage

/// Makes an account; its owner sets the password with a code that is shown once.
package struct CreateAccount: Act {
  package static let name = "account.create"
  package var userName: String
  package var person: String
  package var organisation: ID<Organisation>

  package init(userName: String, person: String, organisation: ID<Organisation>) {
    (self.userName, self.person, self.organisation) = (userName, person, organisation)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> (
    account: ID<Account>, code: String
  ) {
    try register.require(.manageAccounts, of: actor, on: organisation)
    let account = try register.addAccount(
      userName: userName, person: person, organisation: organisation, hash: "")
    return (account, try register.activation(for: account, hours: 72))
  }
}

/// The first account of a register, made with the code printed at first start. It may found the top of the tree, and
/// holds the commission's rights on every top that already stands.
package struct ClaimRegister: Act {
  package static let name = "account.claim"
  package var code: String
  package var userName: String
  package var person: String
  package var hash: String

  package init(code: String, userName: String, person: String, hash: String) {
    (self.code, self.userName, self.person, self.hash) = (code, userName, person, hash)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Account> {
    guard try !register.session.hasAccounts() else { throw AccountRefusal.founded }
    guard try register.useActivation(code) == .founder else { throw AccountRefusal.wrongCode }
    let account = try register.addAccount(userName: userName, person: person, organisation: nil, hash: hash)
    try register.write(RegisterSetting(name: "founder", value: account.description))
    for top in try register.session.children(of: nil, asOf: register.asOf) {
      try register.grant(
        .commission, on: top.organisation, to: account, from: register.now, until: RightGrant.endless)
    }
    return account
  }
}

/// Gives an account a role on an organisation and all below it.
package struct GrantRight: Act {
  package static let name = "right.grant"
  package var account: ID<Account>
  package var role: Role
  package var organisation: ID<Organisation>
  package var from: Moment?
  package var until: Moment

  /// - Parameter from: nil for at once.
  package init(
    _ role: Role, on organisation: ID<Organisation>, to account: ID<Account>, from: Moment? = nil,
    until: Moment = RightGrant.endless
  ) {
    (self.account, self.role, self.organisation) = (account, role, organisation)
    (self.from, self.until) = (from, until)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<RightGrant> {
    guard let target = try register.session.account(account) else { throw RightsRefusal.notFound }
    try register.require(.manageAccounts, of: actor, on: organisation)
    guard actor.account != account else { throw AccountRefusal.ownRights }
    guard try register.session.manages(actor, target, at: register.now) else {
      throw AccountRefusal.notManaged
    }
    // Nobody hands out more than they hold, not through a second account either.
    let held = try register.session.rights(of: actor, on: organisation, at: register.now)
    // What nobody holds from the beginning, the founder hands to somebody else: two persons for what cannot be undone.
    let isFounder = try actor.account.map { try register.session.isFounder($0) } ?? true
    let handed = isFounder ? role.rights.subtracting([.erasePersons]) : role.rights
    guard handed.isSubset(of: held) else { throw AccountRefusal.moreThanHeld(role) }
    let same = try register.session.allGrants(of: account).first {
      $0.role == role && $0.organisation == organisation && $0.holds(at: register.now) && $0.to == until
    }
    if let same, from == nil { return same.id }
    let begin = max(from ?? register.now, register.now)
    guard begin < until else { throw AccountRefusal.endsBeforeBegin }
    return try register.grant(role, on: organisation, to: account, from: begin, until: until)
  }
}

/// Ends a right at once.
package struct RevokeRight: Act {
  package static let name = "right.revoke"
  package var grant: ID<RightGrant>
  package var account: ID<Account>
  package init(_ grant: ID<RightGrant>, of account: ID<Account>) {
    (self.grant, self.account) = (grant, account)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard actor.account != account else { throw AccountRefusal.ownRights }
    guard var held = try register.session.allGrants(of: account).first(where: { $0.id == grant }) else {
      throw RightsRefusal.notFound
    }
    try register.require(.manageAccounts, of: actor, on: held.organisation)
    guard held.to > register.now else { return }
    held.to = max(register.now, held.from)
    try register.session.run("UPDATE right_grant SET to_moment = \(held.to) WHERE id = \(grant)")
    try register.logUpdate(held)
    register.note("account", account)
  }
}

/// Shuts an account out (its sessions and tokens end at once), or lets it in again.
package struct DisableAccount: Act {
  package static let name = "account.disable"
  package var account: ID<Account>
  package var isDisabled: Bool
  package init(_ account: ID<Account>, isDisabled: Bool = true) {
    (self.account, self.isDisabled) = (account, isDisabled)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    var target = try register.managed(account, by: actor)
    target.isDisabled = isDisabled
    try register.session.run("UPDATE account SET is_disabled = \(isDisabled) WHERE id = \(account)")
    try register.session.run("DELETE FROM sign_in WHERE account_id = \(account)")
    try register.session.run("DELETE FROM activation WHERE account_id = \(account) AND used_at IS NULL")
    try register.logUpdate(target)
    register.note("account", account)
  }
}

/// Starts a reset: a code, shown once, with which the owner sets a new password.
package struct StartReset: Act {
  package static let name = "account.reset"
  package var account: ID<Account>
  package init(_ account: ID<Account>) { self.account = account }

  package func perform(in register: Transaction, by actor: Actor) throws -> String {
    let target = try register.managed(account, by: actor)
    guard try register.session.outranks(actor, target, at: register.now) else {
      throw AccountRefusal.notManaged
    }
    try register.refuseWhileVoting(account: account)
    register.note("account", account)
    return try register.activation(for: account, hours: 24)
  }
}

/// Sets a password with a code; every open session of the account ends.
package struct SetPassword: Act {
  package static let name = "account.password"
  package var code: String
  package var hash: String
  package init(code: String, hash: String) { (self.code, self.hash) = (code, hash) }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Account> {
    guard case .account(let account) = try register.useActivation(code) else {
      throw AccountRefusal.wrongCode
    }
    if let owner = try register.session.account(account) {
      // A code may have been handed out before the ballot was opened. Who sets their first password takes nobody's place.
      if !owner.passwordHash.isEmpty { try register.refuseWhileVoting(account: account) }
      register.sign(as: owner.actor)
    }
    try register.setPassword(hash, of: account)
    return account
  }
}

/// Changes one's own password, after the old one was checked; other sessions end.
package struct ChangePassword: Act {
  package static let name = "account.changePassword"
  package var hash: String
  package init(hash: String) { self.hash = hash }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard let account = actor.account else { throw RightsRefusal.notFound }
    try register.setPassword(hash, of: account)
  }
}

extension Transaction {
  enum Activation: Equatable { case founder, account(ID<Account>) }

  fileprivate func addAccount(
    userName: String, person: String, organisation: ID<Organisation>?, hash: String
  ) throws -> ID<Account> {
    let userName = UserName.canonical(userName)
    let plain = userName.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || [45, 46, 95].contains($0)
    }
    guard plain, (3...40).contains(userName.utf8.count) else { throw AccountRefusal.userNameForm }
    guard try session.account(named: userName) == nil else { throw AccountRefusal.userNameTaken(userName) }
    let person = VietnameseText.clean(person)
    guard !person.isEmpty, person.utf8.count <= 600 else { throw AccountRefusal.noPerson }
    let account = Account(
      id: newID(), userName: userName, person: person, organisation: organisation, isDisabled: false,
      passwordHash: hash)
    try session.run(
      """
      INSERT INTO account (id, user_name, person, organisation_id, password_hash, is_disabled,
        created_at, recorded_by)
      VALUES (\(account.id), \(userName), \(person), \(organisation), \(hash), 0, \(now), \(entry))
      """)
    try logInsert(account)
    if !hash.isEmpty { try logUpdate(PasswordSeal(account: account.id, hash: hash)) }
    note("account", account.id)
    return account.id
  }

  @discardableResult
  func grant(
    _ role: Role, on organisation: ID<Organisation>, to account: ID<Account>, from: Moment, until: Moment
  ) throws -> ID<RightGrant> {
    let grant = RightGrant(
      id: newID(), account: account, role: role, organisation: organisation, from: from, to: until)
    try add(grant)
    note("account", account)
    note("organisation", organisation)
    return grant.id
  }

  fileprivate func managed(_ account: ID<Account>, by actor: Actor) throws -> Account {
    guard let target = try session.account(account) else { throw RightsRefusal.notFound }
    guard try session.manages(actor, target, at: now) else {
      let seen =
        try target.organisation.map { try !session.rights(of: actor, on: $0, at: now).isEmpty } ?? false
      throw seen ? AccountRefusal.notManaged as any Error : RightsRefusal.notFound
    }
    return target
  }

  fileprivate func setPassword(_ hash: String, of account: ID<Account>) throws {
    try session.run("UPDATE account SET password_hash = \(hash) WHERE id = \(account)")
    try logUpdate(PasswordSeal(account: account, hash: hash))
    // Tokens of the API too: whoever knew the old password may have made some.
    try session.run("DELETE FROM sign_in WHERE account_id = \(account)")
    note("account", account)
  }

  /// A code of 100 bits, written in groups; only its hash is kept, and older codes of the account are void.
  fileprivate func activation(for account: ID<Account>, hours: Int) throws -> String {
    try ActivationCode.issue(
      for: account, bytes: secret(bytes: 16), from: now, hours: hours, in: session)
  }

  fileprivate func useActivation(_ code: String) throws -> Activation {
    let hash = ActivationCode.hash(code)
    let found: (account: ID<Account>?, ends: Moment)? = try session.first(
      "SELECT account_id, ends_at FROM activation WHERE code_hash = \(hash) AND used_at IS NULL"
    ) { (try $0.ifID(0), try $0.moment(1)) }
    guard let found, found.ends > now else { throw AccountRefusal.wrongCode }
    try session.run("UPDATE activation SET used_at = \(now) WHERE code_hash = \(hash)")
    return found.account.map(Activation.account) ?? .founder
  }
}

/// Activation code — mã khởi tạo, mã đặt lại mật khẩu: used once, and soon.
package enum ActivationCode {
  private static let letters = Array("23456789abcdefghjkmnpqrstuvwxyz".utf8)

  static func issue(
    for account: ID<Account>?, bytes: [UInt8], from now: Moment, hours: Int, in session: any Session
  ) throws -> String {
    let code = written(bytes)
    if let account {
      try session.run("DELETE FROM activation WHERE account_id = \(account) AND used_at IS NULL")
    } else {
      try session.run("DELETE FROM activation WHERE account_id IS NULL AND used_at IS NULL")
    }
    try session.run(
      """
      INSERT INTO activation (code_hash, account_id, created_at, ends_at)
      VALUES (\(hash(code)), \(account), \(now), \(now.adding(seconds: hours * 3600)))
      """)
    return code
  }

  /// As a person writes it down and types it again: of 31 letters 20 make 99 bits out of 128.
  static func written(_ bytes: [UInt8]) -> String {
    var number = bytes
    var text: [UInt8] = []
    for place in 0..<20 {
      if place > 0, place % 5 == 0 { text.append(UInt8(ascii: "-")) }
      var rest = 0
      for index in number.indices {
        let value = rest << 8 | Int(number[index])
        number[index] = UInt8(value / 31)
        rest = value % 31
      }
      text.append(letters[rest])
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func hash(_ code: String) -> [UInt8] {
    Array(SHA256.hash(data: plain(code)))
  }

  /// Without what only helps the eye.
  static func plain(_ code: String) -> [UInt8] {
    code.utf8.filter { $0 != 45 && $0 != 32 }.map { (65...90).contains($0) ? $0 + 32 : $0 }
  }
}

extension System {
  /// The code with which the first account of a register is made; nil once there is one. A new start voids the old code.
  package func founderCode() async throws -> String? {
    let bytes = chance.bytes(16)
    return try await note { session, now in
      guard try !session.hasAccounts() else { return nil }
      return try ActivationCode.issue(for: nil, bytes: bytes, from: now, hours: 7 * 24, in: session)
    }
  }
}
