import Basics
import Foundation
import History
import Schema
import Storage

/// Where identities and salts come from: chance, or a seed.
final class Chance: @unchecked Sendable {
  private let lock = NSLock()
  private var random: any RandomNumberGenerator & Sendable
  private var maker: IDMaker

  init(_ random: any RandomNumberGenerator & Sendable) {
    self.random = random
    maker = IDMaker(random)
  }

  func id(at moment: Moment) -> Int64 {
    lock.withLock {
      let id: ID<Never> = maker.make(at: moment)
      return id.number
    }
  }

  func bytes(_ count: Int) -> [UInt8] {
    lock.withLock {
      var bytes: [UInt8] = []
      while bytes.count < count {
        withUnsafeBytes(of: random.next()) { bytes += $0 }
      }
      return Array(bytes.prefix(count))
    }
  }
}

/// The register while an act writes it: facts are added and withdrawn, and each change goes into the act's entry of
/// the journal.
package final class Transaction {
  package let session: any Session
  package let now: Moment
  private let chance: Chance
  private let draft: JournalDraft
  private var details: [String: JSON] = [:]
  private var decision: ID<Decision>?
  /// Who proved to be the actor in the act itself, by a code.
  private var signer: Actor?
  /// Organisations whose place in the tree this act changed.
  private var touched: Set<ID<Organisation>> = []

  init(_ session: any Session, now: Moment, chance: Chance) throws {
    self.session = session
    self.chance = chance
    draft = try JournalDraft(in: session, at: now)
    self.now = draft.recordedAt
  }

  package var today: Day { now.day }
  /// The entry of the journal this act is writing.
  package var entry: Int { draft.sequence }
  /// Today, with everything believed until now (this act's own changes included).
  package var asOf: AsOf { AsOf(today) }

  package func newID<Subject>(_: Subject.Type = Subject.self) -> ID<Subject> { ID(chance.id(at: now)) }
  func newRow() -> Int64 { chance.id(at: now) }
  package func secret(bytes count: Int) -> [UInt8] { chance.bytes(count) }

  // MARK: Facts

  package func insert(_ fact: some Fact) throws {
    try write(
      fact, suffix: ", recorded_by, withdrawn_by", values: [.int(Int64(entry)), .int(Schema.stillBelieved)])
  }

  /// Adds a row of a thing that is not dated (a decision, a member as such).
  package func add(_ record: some Record) throws {
    try write(record, suffix: ", recorded_by", values: [.int(Int64(entry))])
  }

  /// From now on the register no longer believes this fact; it stays readable as it was known.
  package func withdraw(_ fact: some Fact) throws {
    let table = type(of: fact).table
    let changed = try session.run(
      "UPDATE \(name: table) SET withdrawn_by = \(entry) WHERE id = \(fact.row) AND withdrawn_by = \(Schema.stillBelieved)"
    )
    guard changed == 1 else {
      throw StorageError(.serialization, "\(table) \(fact.row) was withdrawn meanwhile")
    }
    try log(fact, .withdraw)
  }

  /// Changes dated facts from one day to another: what lies outside stays as it was, what lies inside is edited, or
  /// ends where `edit` answers nil.
  package func change<F: DatedFact>(_ facts: [F], in span: Period, _ edit: (F) throws -> F?) throws {
    for fact in facts where fact.period.overlaps(span) {
      let inside = Period(from: max(fact.period.from, span.from), to: min(fact.period.to, span.to))
      let edited = try edit(fact)
      if let edited, edited.values == fact.values { continue }
      try withdraw(fact)
      for rest in [
        Period(from: fact.period.from, to: inside.from), Period(from: inside.to, to: fact.period.to),
      ]
      where !rest.isEmpty {
        var copy = fact.copied(row: newRow())
        copy.period = rest
        try insert(copy)
      }
      if var edited {
        edited = edited.copied(row: newRow())
        edited.period = inside
        try insert(edited)
      }
    }
  }

  // MARK: The entry

  /// Words of the act for the journal: nothing personal, identities and numbers only.
  package func note(_ key: String, _ value: JSON) { details[key] = value }
  package func note<S>(_ key: String, _ id: ID<S>) { details[key] = .string(id.description) }
  /// The act is somebody's who was not known before it: the entry is theirs, and not of whoever carried it in.
  func sign(as actor: Actor) { signer = actor }
  package func cite(_ decision: ID<Decision>?) { if let decision { self.decision = decision } }

  func close(by actor: Actor, act: String) throws {
    if !touched.isEmpty { try StructureCheck(session: session).check(touched) }
    let actor = signer ?? actor
    if actor.kind == .sample { details["sample"] = true }
    try draft.close(
      actor: actor.written, act: act, decision: decision?.number, details: .object(details), in: session)
  }

  /// Writes a row into the entry that the caller has added itself, because not all of it belongs into the journal.
  func logInsert(_ record: some Record) throws { try log(record, .insert) }

  /// Writes a change of something that is neither fact nor frozen (an account's state) into the entry.
  package func logUpdate(_ record: some Record) throws { try log(record, .update) }

  private func write(_ record: some Record, suffix: StaticString, values: [SQLValue]) throws {
    let type = type(of: record)
    try TextLimit.check(record)
    var sql: SQL = "INSERT INTO \(name: type.table) ("
    for (n, column) in type.columns.enumerated() {
      if n > 0 { sql += ", " }
      sql += "\(name: column)"
    }
    sql += "\(name: suffix)) VALUES ("
    for (n, value) in (record.values + values).enumerated() {
      if n > 0 { sql += ", " }
      sql += "\(value)"
    }
    sql += ")"
    try session.run(sql)
    try log(record, .insert)
  }

  private func log(_ record: some Record, _ operation: JournalRecord.Operation) throws {
    let type = type(of: record)
    if let state = record as? OrganisationState { touched.insert(state.organisation) }
    var columns: [String: JSON] = [:]
    if operation != .withdraw {
      for (column, value) in zip(type.columns, record.values) {
        columns["\(column)"] =
          switch value {
          case .null: .null
          case .int(let number): .int(Int(number))
          case .text(let text): .string(text)
          case .blob(let bytes): .string(hex(bytes))
          }
      }
    }
    try draft.add(
      JournalRecord(
        table: "\(type.table)", id: record.row, operation: operation, payload: JSON.object(columns).text()),
      salt: chance.bytes(16), in: session)
  }
}
