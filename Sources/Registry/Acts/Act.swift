import Basics
import Storage

/// Act — việc ghi sổ: the only code that writes the register.
///
/// Right → rules → rows → journal entry, all in one transaction; a refusal leaves no trace but itself.
package protocol Act: Sendable {
  associatedtype Outcome: Sendable
  /// "organisation.found": the word that journal, rights table and manual use.
  static var name: String { get }
  func perform(in register: Transaction, by actor: Actor) throws -> Outcome
}

/// Actor — who does it: the operator of the machine, an account, or the seeded clock of a sample.
package struct Actor: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case operatorOfMachine, account(ID<Account>), sample }
  package var kind: Kind
  /// The person as written into the journal.
  package var name: String

  package init(_ kind: Kind, name: String) { (self.kind, self.name) = (kind, name) }

  package static let operatorOfMachine = Actor(.operatorOfMachine, name: "Người vận hành máy")
  package static let sample = Actor(.sample, name: "Dữ liệu mô phỏng")

  package var account: ID<Account>? { if case .account(let id) = kind { id } else { nil } }

  /// As the journal keeps it.
  package var written: String {
    switch kind {
    case .operatorOfMachine: "operator"
    case .sample: "sample"
    case .account(let id): "account:\(id)"
    }
  }
}

/// System — a register that is open: its database, its clock, its source of identities.
package struct System: Sendable {
  package let database: any Database
  let chance: Chance
  private let clock: @Sendable () -> Moment

  package init(
    _ database: any Database, clock: @escaping @Sendable () -> Moment = { .now },
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.database = database
    self.clock = clock
    chance = Chance(random)
  }

  package var now: Moment { clock() }
  package var today: Day { now.day }

  /// Performs an act; all of it is written, or nothing.
  package func perform<A: Act>(_ act: A, by actor: Actor, at moment: Moment? = nil) async throws -> A.Outcome
  {
    let now = moment ?? clock()
    return try await database.write { session in
      let register = try Transaction(session, now: now, chance: chance)
      let outcome = try act.perform(in: register, by: actor)
      try register.close(by: actor, act: A.name)
      return outcome
    }
  }

  /// Performs several acts of one actor in one transaction, each with its own journal entry.
  package func perform<A: Act>(all acts: [A], by actor: Actor, at moment: Moment? = nil) async throws -> [A
    .Outcome]
  {
    let now = moment ?? clock()
    return try await database.write { session in
      try acts.map { act in
        let register = try Transaction(session, now: now, chance: chance)
        let outcome = try act.perform(in: register, by: actor)
        try register.close(by: actor, act: A.name)
        return outcome
      }
    }
  }

  /// Bytes nobody can guess: salts, tokens.
  package func secret(bytes count: Int) -> [UInt8] { chance.bytes(count) }

  /// Asks questions of one consistent picture.
  package func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
    try await database.read(body)
  }

  /// Writes what is no fact of the register: sign-ins, readings, activation codes.
  package func note<T: Sendable>(_ body: @escaping @Sendable (any Session, Moment) throws -> T) async throws
    -> T
  {
    let now = clock()
    return try await database.write { try body($0, now) }
  }
}
