import Basics
import Registry
import Storage

/// Erases the words of matters whose time is over: matter, hamlet, answers, in the rows and in the journal's records of them. Cell,
/// topic and days stay for the figures; the journal's digests stay (`docs/history-format.md`).
package struct EraseConcerns: Act {
  package static let name = "concern.erase"
  package var rules: ConcernRules

  package init(rules: ConcernRules) { self.rules = rules }

  /// - Returns: how many.
  package func perform(in register: Transaction, by actor: Actor) throws -> Int {
    guard actor.account == nil else { throw RightsRefusal.lacking(.recordConcerns) }
    let over = try register.session.overConcerns(on: register.today, rules)
    try register.eraseConcerns(over)
    register.note("concerns", .int(over.count))
    return over.count
  }
}

extension Session {
  fileprivate func overConcerns(on day: Day, _ rules: ConcernRules) throws -> [ID<Concern>] {
    try concernsClosed(before: day.adding(days: -rules.retention.days)).filter { $0.isOver(on: day, rules) }
      .map(\.concern.concern)
  }

  package func hasOverConcerns(on day: Day, _ rules: ConcernRules) throws -> Bool {
    try !overConcerns(on: day, rules).isEmpty
  }
}

struct ConcernErasure: Record {
  var concern: ID<Concern>
  static let table: StaticString = "concern_erasure"
  static let columns: [StaticString] = ["concern_id"]
  var row: Int64 { concern.number }
  var values: [SQLValue] { [concern.sqlValue] }
}

extension Transaction {
  /// Rows first, then the journal's records of them; the guards of the database let pass only what an erasure names.
  func eraseConcerns(_ concerns: [ID<Concern>]) throws {
    guard !concerns.isEmpty else { return }
    if session.dialect == .sqlite { try session.query("PRAGMA secure_delete = ON") { _ in } }
    for concern in concerns { try add(ConcernErasure(concern: concern)) }
    for part in stride(from: 0, to: concerns.count, by: 500).map({
      concerns[$0..<min($0 + 500, concerns.count)]
    }) {
      let list = Array(part)
      try session.run("UPDATE concern SET hamlet = '', matter = '' WHERE concern_id IN \(list: list)")
      try session.run("UPDATE concern_step SET body = '', words = '' WHERE concern_id IN \(list: list)")
      for table: StaticString in ["concern", "concern_step"] {
        let rows = try session.all(
          "SELECT id FROM \(name: table) WHERE concern_id IN \(list: list)"
        ) { Int64(try $0.int(0)) }
        guard !rows.isEmpty else { continue }
        try session.run(
          """
          UPDATE journal_record SET payload = NULL, salt = NULL
          WHERE entity = \("\(table)") AND entity_id IN \(list: rows)
          """)
      }
    }
  }
}
