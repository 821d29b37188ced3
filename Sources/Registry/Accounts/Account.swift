import Basics
import Storage

/// Account — tài khoản: somebody who signs in.
package struct Account: Record, Hashable {
  package var id: ID<Account>
  package var userName: String
  /// The person's name, shown and journaled.
  package var person: String
  /// Where the account was made: who manages accounts there manages this one. Nil for the founder of the register.
  package var organisation: ID<Organisation>?
  package var isDisabled: Bool
  var passwordHash: String

  package static let table: StaticString = "account"
  /// What the journal keeps; the password's hash is not among it.
  package static let columns: [StaticString] = [
    "id", "user_name", "person", "organisation_id", "is_disabled",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, .text(userName), .text(person), organisation?.sqlValue ?? .null, isDisabled.sqlValue,
    ]
  }

  package var actor: Actor { Actor(.account(id), name: person) }

  static let select: SQL =
    "SELECT a.id, a.user_name, a.person, a.organisation_id, a.is_disabled, a.password_hash FROM account a"
  static func read(_ row: Row) throws -> Account {
    Account(
      id: try row.id(0), userName: try row.text(1), person: try row.text(2), organisation: try row.ifID(3),
      isDisabled: try row.bool(4), passwordHash: try row.text(5))
  }
}

extension RightGrant: Record {
  package static let table: StaticString = "right_grant"
  package static let columns: [StaticString] = [
    "id", "account_id", "role", "organisation_id", "from_moment", "to_moment",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [id.sqlValue, account.sqlValue, role.sqlValue, organisation.sqlValue, from.sqlValue, to.sqlValue]
  }
}

extension Session {
  package func account(_ id: ID<Account>) throws -> Account? {
    try first("\(Account.select) WHERE a.id = \(id)") { try Account.read($0) }
  }

  /// - Parameter userName: compared without regard to case or marks.
  package func account(named userName: String) throws -> Account? {
    try first("\(Account.select) WHERE a.user_name = \(UserName.canonical(userName))") {
      try Account.read($0)
    }
  }

  package func hasAccounts() throws -> Bool { try exists("SELECT 1 FROM account") }

  package func accounts() throws -> [Account] {
    try all("\(Account.select) ORDER BY a.user_name") { try Account.read($0) }
  }

  /// Every grant an account ever got, the latest first.
  package func allGrants(of account: ID<Account>) throws -> [RightGrant] {
    try all(
      """
      SELECT id, account_id, role, organisation_id, from_moment, to_moment FROM right_grant
      WHERE account_id = \(account) ORDER BY from_moment DESC, id DESC
      """
    ) {
      RightGrant(
        id: try $0.id(0), account: try $0.id(1), role: try $0.choice(2), organisation: try $0.id(3),
        from: try $0.moment(4), to: try $0.moment(5))
    }
  }

  /// Whether the actor manages this account: where it was made, and wherever it holds a right today.
  package func manages(_ actor: Actor, _ account: Account, at moment: Moment) throws -> Bool {
    guard let own = actor.account else { return true }
    guard let home = account.organisation else { return false }
    guard own != account.id else { return false }
    // What the account held or will hold counts too while it is shut: whoever could not touch it open cannot touch it closed.
    let held = try allGrants(of: account.id).filter { $0.to > moment }
    let places = [home] + held.map(\.organisation)
    return try places.allSatisfy { try rights(of: actor, on: $0, at: moment).contains(.manageAccounts) }
  }

  /// Whether the actor holds everything the account holds, wherever it holds it: a code to set its password is as good
  /// as its rights.
  package func outranks(_ actor: Actor, _ account: Account, at moment: Moment) throws -> Bool {
    guard actor.account != nil else { return true }
    return try allGrants(of: account.id).filter { $0.to > moment }.allSatisfy { grant in
      grant.role.rights.isSubset(of: try rights(of: actor, on: grant.organisation, at: moment))
    }
  }

  /// The founder may set up the top of the register.
  package func isFounder(_ account: ID<Account>) throws -> Bool {
    try exists("SELECT 1 FROM register_setting WHERE name = 'founder' AND value = \(account.description)")
  }
}

/// User names are plain: letters a–z, digits, dot and hyphen.
package enum UserName {
  package static func canonical(_ text: String) -> String {
    let folded = VietnameseText.clean(text).unicodeScalars.map { scalar -> String in
      "._-".unicodeScalars.contains(scalar) ? String(scalar) : VietnameseText.fold(String(scalar))
    }
    return folded.joined()
  }
}
