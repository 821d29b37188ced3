import Basics
import Schema
import Storage

/// Member account — tài khoản của chính đảng viên: which account belongs to a member as the person they are. What a member
/// alone may do (vote, answer a comment about themselves) asks for it.
package struct MemberAccount: Fact, Hashable {
  package var id: ID<MemberAccount>
  package var account: ID<Account>
  package var member: ID<Member>

  package static let table: StaticString = "account_member"
  package static let columns: [StaticString] = ["id", "account_id", "member_id"]
  package var row: Int64 { id.number }
  package var values: [SQLValue] { [id.sqlValue, account.sqlValue, member.sqlValue] }
}

extension Session {
  /// The member whose own account an actor uses; `nil` for everybody else.
  package func ownMember(of actor: Actor) throws -> ID<Member>? {
    guard let account = actor.account else { return nil }
    return try first(
      """
      SELECT l.member_id FROM account_member l JOIN account a ON a.id = l.account_id
      WHERE l.account_id = \(account) AND a.is_disabled = 0 AND l.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { try $0.id(0) }
  }

  /// Whose own some accounts are, by account.
  package func membersOwning(_ accounts: [ID<Account>]) throws -> [ID<Account>: ID<Member>] {
    var found: [ID<Account>: ID<Member>] = [:]
    for start in stride(from: 0, to: accounts.count, by: 500) {
      let some = Array(accounts[start..<min(start + 500, accounts.count)])
      try query(
        """
        SELECT account_id, member_id FROM account_member
        WHERE account_id IN \(list: some) AND withdrawn_by = \(Schema.stillBelieved)
        """
      ) { found[try $0.id(0)] = try $0.id(1) }
    }
    return found
  }

  /// The account that is a member's own.
  package func account(of member: ID<Member>) throws -> ID<Account>? {
    try first(
      "SELECT account_id FROM account_member WHERE member_id = \(member) AND withdrawn_by = \(Schema.stillBelieved)"
    ) { try $0.id(0) }
  }
}

/// Writes down that an account is a member's own; the member's earlier one, if any, is theirs no more.
package struct LinkMemberAccount: Act {
  package static let name = "account.linkMember"
  package var account: ID<Account>
  package var member: ID<Member>
  /// What people have looked at and want all the same.
  package var confirmed: Set<Doubt>

  /// What makes it likely that the wrong account was chosen.
  package enum Doubt: Sendable, Hashable, CaseIterable {
    /// The account is another member's own.
    case isAnothers
    /// The account is under another name than the member's.
    case isNamedOtherwise
  }

  package init(
    _ account: ID<Account>, to member: ID<Member>, confirmed: Set<Doubt> = Set(Doubt.allCases)
  ) {
    (self.account, self.member, self.confirmed) = (account, member, confirmed)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.requireMember(.manageAccounts, of: actor, member)
    let session = register.session
    // Whoever may not manage an account does not open a file to it either.
    guard let target = try session.account(account), try session.manages(actor, target, at: register.now)
    else {
      throw RightsRefusal.notFound
    }
    // Nobody makes themselves somebody: who links an account does not link their own.
    guard actor.account != account else { throw RightsRefusal.lacking(.manageAccounts) }
    let old = try session.all(
      """
      SELECT id, account_id, member_id FROM account_member
      WHERE (account_id = \(account) OR member_id = \(member)) AND withdrawn_by = \(Schema.stillBelieved)
      """
    ) { MemberAccount(id: try $0.id(0), account: try $0.id(1), member: try $0.id(2)) }
    guard !old.contains(where: { $0.account == account && $0.member == member }) else { return }
    if !confirmed.contains(.isAnothers),
      let owner = old.first(where: { $0.account == account })?.member
    {
      let name = try session.memberNames([owner], on: register.today, for: actor, at: register.now)[owner]
      throw AccountRefusal.linkedTo(name ?? "một đảng viên ngoài phạm vi bạn xem được")
    }
    if !confirmed.contains(.isNamedOtherwise),
      let name = try session.member(member, asOf: register.asOf)?.person.name,
      VietnameseText.fold(name) != VietnameseText.fold(target.person)
    {
      throw AccountRefusal.namedOtherwise(account: target.person, member: name)
    }
    try register.refuseWhileVoting([member] + old.map(\.member))
    for link in old { try register.withdraw(link) }
    try register.insert(MemberAccount(id: register.newID(), account: account, member: member))
    register.note("account", account)
    register.note("member", member)
  }
}

/// Writes down that a member has no account of their own any more: it was linked by mistake, or belongs to nobody now.
package struct UnlinkMemberAccount: Act {
  package static let name = "account.unlinkMember"
  package var member: ID<Member>

  package init(_ member: ID<Member>) { self.member = member }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.requireMember(.manageAccounts, of: actor, member)
    let session = register.session
    let link = try session.first(
      """
      SELECT id, account_id, member_id FROM account_member
      WHERE member_id = \(member) AND withdrawn_by = \(Schema.stillBelieved)
      """
    ) { MemberAccount(id: try $0.id(0), account: try $0.id(1), member: try $0.id(2)) }
    guard let link, let target = try session.account(link.account),
      try session.manages(actor, target, at: register.now)
    else { throw RightsRefusal.notFound }
    guard actor.account != link.account else { throw RightsRefusal.lacking(.manageAccounts) }
    try register.refuseWhileVoting([member])
    try register.withdraw(link)
    register.note("account", link.account)
    register.note("member", member)
  }
}
