import Basics
import Foundation
import Schema
import Storage

/// While a secret electronic ballot is open nobody but the voter gets at the account of somebody who has still to vote in it:
/// who could set its password anew, or make another account that member's, could vote in their name.
///
/// Who is counted here is whoever could have a vote: there, official. Whether the rule of the day takes their vote away (on
/// temporary activity elsewhere) is not asked: such a one waits as well.
extension Transaction {
  func refuseWhileVoting(_ members: [ID<Member>]) throws {
    for member in members where try session.isYetToVote(member) { throw AccountRefusal.voteUnderWay }
  }

  func refuseWhileVoting(account: ID<Account>) throws {
    try refuseWhileVoting(try session.membersOwning(account))
  }
}

extension Session {
  fileprivate func membersOwning(_ account: ID<Account>) throws -> [ID<Member>] {
    try all(
      "SELECT member_id FROM account_member WHERE account_id = \(account) AND withdrawn_by = \(Schema.stillBelieved)"
    ) { try $0.id(0) }
  }

  fileprivate func isYetToVote(_ member: ID<Member>) throws -> Bool {
    let ballots = try all(
      """
      SELECT b.id FROM review_attendance a
      JOIN ballot b ON b.meeting_id = a.meeting_id AND b.mode = 'electronic'
      JOIN ballot_state s ON s.ballot_id = b.id AND s.state = 'open' AND s.withdrawn_by = \(Schema.stillBelieved)
      WHERE a.member_id = \(member) AND a.presence = 'present' AND a.standing = 'official'
        AND a.withdrawn_by = \(Schema.stillBelieved)
        AND NOT EXISTS (SELECT 1 FROM ballot_voter v WHERE v.ballot_id = b.id AND v.member_id = a.member_id)
      """
    ) { try $0.int(0) }
    return !ballots.isEmpty
  }
}

extension Session {
  /// Whose account was given a new password by a code, or was linked anew, between two entries of the journal.
  package func accountChanges(after first: Int, before last: Int) throws -> Set<ID<Member>> {
    let acts = [StartReset.name, SetPassword.name, LinkMemberAccount.name, UnlinkMemberAccount.name]
    let bodies = try all(
      "SELECT body FROM journal_entry WHERE act IN \(list: acts) AND sequence > \(first) AND sequence < \(last)"
    ) { try $0.text(0) }
    var found: Set<ID<Member>> = []
    for body in bodies {
      guard let details = try? JSONDecoder().decode(EntryBody.self, from: Data(body.utf8)).details else {
        continue
      }
      if let member = details.member { found.insert(member) }
      guard let account = details.account else { continue }
      for member in try all(
        "SELECT member_id FROM account_member WHERE account_id = \(account)", { try $0.id(0, Member.self) })
      {
        found.insert(member)
      }
    }
    return found
  }
}
