import Basics
import History
import Registry
import Schema
import Storage

/// Ballot key — khóa của cuộc bỏ phiếu: the lock of one of the two persons who open an electronic ballot together.
///
/// Every vote is locked with both before it is written. Their parts are shown once and kept nowhere, so whoever holds the
/// files (of today, of a backup, the write-ahead log) holds votes nobody can read beside the names of those who cast them.
/// Basis: two persons count papers too; nobody opens the box alone.
package struct BallotKey: Registry.Fact, Hashable {
  package var id: ID<BallotKey>
  package var ballot: ID<Ballot>
  package var lock: [UInt8]
  package var enteredBy: String

  package static let table: StaticString = "ballot_key"
  package static let columns: [StaticString] = ["id", "ballot_id", "lock", "entered_by"]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [id.sqlValue, ballot.sqlValue, .text(hex(lock)), .text(enteredBy)]
  }
  /// So many persons open a ballot.
  package static let persons = 2
}

/// Where one's own part of a ballot's key stands.
package enum KeyStanding: Sendable, Hashable {
  /// Nobody, or one other person, has a part: one's own can be taken.
  case free(taken: Int)
  /// One has a part; as long as nobody has voted it can be taken anew.
  case own(isComplete: Bool)
  /// Two others have it.
  case closed
}

extension Session {
  /// In the order of taking: the same in which votes are locked.
  package func ballotKeys(of ballot: ID<Ballot>) throws -> [BallotKey] {
    try all(
      """
      SELECT id, ballot_id, lock, entered_by FROM ballot_key
      WHERE ballot_id = \(ballot) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY id
      """
    ) { row in
      let text = Array(try row.text(2).utf8)
      let lock = stride(from: 0, to: text.count - 1, by: 2).compactMap {
        UInt8(String(decoding: text[$0...$0 + 1], as: UTF8.self), radix: 16)
      }
      return BallotKey(id: try row.id(0), ballot: try row.id(1), lock: lock, enteredBy: try row.text(3))
    }
  }

  package func keyStanding(of ballot: ID<Ballot>, for actor: Registry.Actor) throws -> KeyStanding {
    let keys = try ballotKeys(of: ballot)
    let isComplete = keys.count == BallotKey.persons
    if keys.contains(where: { $0.enteredBy == actor.person }) { return .own(isComplete: isComplete) }
    return isComplete ? .closed : .free(taken: keys.count)
  }
}

/// Takes one's own part of the key of an electronic ballot. Two different persons take one each before anybody votes; as
/// long as nobody has, somebody who lost theirs takes it anew.
package struct TakeBallotKey: Act {
  package static let name = "ballot.key"
  package var ballot: ID<Ballot>
  package init(of ballot: ID<Ballot>) { self.ballot = ballot }

  /// - Returns: the part as it is to be written down. It is nowhere else.
  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> String {
    let ballot = try register.takeBallot(ballot, right: .recordReviews, by: actor)
    guard ballot.mode == .electronic else { throw BallotRefusal.notElectronic }
    let state = try register.session.ballotState(of: ballot.id)
    guard state?.state == .open else { throw BallotRefusal.wrongState(state?.state.title ?? "") }
    guard try register.session.turnout(of: ballot).voted == 0 else { throw BallotRefusal.keysFixed }
    let keys = try register.session.ballotKeys(of: ballot.id)
    if let own = keys.first(where: { $0.enteredBy == actor.person }) {
      try register.withdraw(own)
    } else if keys.count >= BallotKey.persons {
      throw BallotRefusal.keysTaken
    }
    let part = try Sealing.part(from: register.secret(bytes: 16))
    try register.insert(
      BallotKey(id: register.newID(), ballot: ballot.id, lock: part.lock, enteredBy: actor.person))
    register.note("ballot", ballot.id)
    return part.words
  }
}
