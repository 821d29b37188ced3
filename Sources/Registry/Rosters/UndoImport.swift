import Basics
import Schema
import Storage

/// Takes back what an import wrote, for everybody nobody has touched since; the others are kept and named.
package struct UndoImport: Act {
  /// Somebody whose record was changed after the import, and by whom.
  package struct Kept: Sendable, Hashable {
    package var member: ID<Member>
    package var name: String
    /// "account:…", "operator"; with the person's name where there is an account.
    package var actor: String
    package var recordedAt: Moment
    package var act: String
  }

  package struct Result: Sendable, Hashable {
    package var withdrawn: Int
    package var restored: Int
    package var kept: [Kept]
  }

  package static let name = "roster.undo"
  package var run: ID<ImportRun>

  package init(_ run: ID<ImportRun>) { self.run = run }

  package func perform(in register: Transaction, by actor: Actor) throws -> Result {
    guard let listing = try register.session.importRun(run), listing.run.kind == .roster else {
      throw RightsRefusal.notFound
    }
    try register.require(.importRosters, of: actor, on: listing.run.organisation)
    guard listing.run.undoneBy == nil else { throw RosterRefusal.alreadyUndone }

    let touched = try register.session.touched(since: listing.entry)
    let kept = try register.session.kept(touched, for: actor, at: register.now)
    let withdrawn = try register.withdraw(MemberState.self, writtenBy: listing.entry, except: touched)
      .union(register.withdraw(MemberNumber.self, writtenBy: listing.entry, except: touched))
      .union(register.withdraw(Membership.self, writtenBy: listing.entry, except: touched))
      .union(register.withdraw(Appointment.self, writtenBy: listing.entry, except: touched))
    let restored = try register.restore(MemberState.self, withdrawnBy: listing.entry, except: touched)
      .union(register.restore(MemberNumber.self, withdrawnBy: listing.entry, except: touched))

    var undone = listing.run
    undone.undoneBy = register.entry
    try register.session.run("UPDATE import_run SET undone_by = \(register.entry) WHERE id = \(run)")
    try register.logUpdate(undone)
    register.note("run", run)
    register.note("withdrawn", .int(withdrawn.count))
    register.note("kept", .int(kept.count))
    return Result(withdrawn: withdrawn.subtracting(restored).count, restored: restored.count, kept: kept)
  }
}

/// A fact about a member that an import writes, and how its rows are read back.
private protocol MemberFact: DatedFact {
  var member: ID<Member> { get }
  static var reading: SQL { get }
  static func read(back row: Row) throws -> Self
}

extension MemberState: MemberFact {
  fileprivate static var reading: SQL { "SELECT \(columnList) FROM member_state s" }
  fileprivate static func read(back row: Row) throws -> MemberState { try read(row) }
}

extension MemberNumber: MemberFact {
  fileprivate static var reading: SQL {
    "SELECT s.id, s.member_id, s.kind, s.value, s.effective_from, s.effective_to, s.decision_id FROM member_number s"
  }
  fileprivate static func read(back row: Row) throws -> MemberNumber {
    MemberNumber(
      id: Int64(try row.int(0)), member: try row.id(1), kind: try row.choice(2), value: try row.text(3),
      period: Period(from: try row.day(4), to: try row.day(5)), decision: try row.ifID(6))
  }
}

extension Membership: MemberFact {
  fileprivate static var reading: SQL {
    "SELECT s.id, s.member_id, s.organisation_id, s.kind, s.effective_from, s.effective_to, s.decision_id FROM membership s"
  }
  fileprivate static func read(back row: Row) throws -> Membership { try read(row) }
}

extension Appointment: MemberFact {
  fileprivate static var reading: SQL {
    """
    SELECT s.id, s.member_id, s.post, s.organisation_id, s.title, s.sector, s.effective_from, s.effective_to, s.decision_id
    FROM appointment s
    """
  }
  fileprivate static func read(back row: Row) throws -> Appointment { try read(row) }
}

extension Transaction {
  fileprivate func withdraw<F: MemberFact>(_: F.Type, writtenBy entry: Int, except touched: [ID<Member>: Int])
    throws -> Set<ID<Member>>
  {
    let facts = try session.all(
      "\(F.reading) WHERE s.recorded_by = \(entry) AND s.withdrawn_by = \(Schema.stillBelieved) ORDER BY s.id"
    ) { try F.read(back: $0) }.filter { touched[$0.member] == nil }
    for fact in facts { try withdraw(fact) }
    return Set(facts.map(\.member))
  }

  /// What the import had replaced is believed again, as new rows.
  fileprivate func restore<F: MemberFact>(
    _: F.Type, withdrawnBy entry: Int, except touched: [ID<Member>: Int]
  ) throws -> Set<ID<Member>> {
    // A row the import itself wrote and replaced again was never believed outside of it.
    let facts = try session.all(
      "\(F.reading) WHERE s.withdrawn_by = \(entry) AND s.recorded_by < \(entry) ORDER BY s.id"
    ) { try F.read(back: $0) }.filter { touched[$0.member] == nil }
    for fact in facts { try insert(fact.copied(row: newRow())) }
    return Set(facts.map(\.member))
  }
}

extension Session {
  /// Whom taking an import back would leave as they are, because somebody has written about them since.
  package func keptByUndo(of listing: ImportRunListing, for actor: Actor, at moment: Moment) throws
    -> [UndoImport.Kept]
  {
    try kept(try touched(since: listing.entry), for: actor, at: moment)
  }

  /// Members of an import about whom a later entry has written anything, with the latest such entry.
  fileprivate func touched(since entry: Int) throws -> [ID<Member>: Int] {
    var touched: [ID<Member>: Int] = [:]
    func note(_ sql: SQL) throws {
      try query(sql) { row in
        let member: ID<Member> = try row.id(0)
        let by = try row.int(1)
        touched[member] = max(touched[member] ?? 0, by)
      }
    }
    let imported: SQL = """
      (SELECT s.member_id FROM member_state s WHERE s.recorded_by = \(entry)
       UNION SELECT n.member_id FROM member_number n WHERE n.recorded_by = \(entry)
       UNION SELECT a.member_id FROM appointment a WHERE a.recorded_by = \(entry))
      """
    for table in [
      "member_state", "member_number", "membership", "appointment", "membership_end", "transfer", "grading",
      "erasure",
    ] as [StaticString] {
      try note(
        "SELECT t.member_id, t.recorded_by FROM \(name: table) t WHERE t.recorded_by > \(entry) AND t.member_id IN \(imported)"
      )
    }
    for table in ["member_state", "member_number", "membership", "appointment"] as [StaticString] {
      try note(
        """
        SELECT t.member_id, t.withdrawn_by FROM \(name: table) t WHERE t.withdrawn_by > \(entry)
          AND t.withdrawn_by <> \(Schema.stillBelieved) AND t.member_id IN \(imported)
        """)
    }
    return touched
  }

  /// Of somebody who has left, the last that is told is that they left; what the new place writes stays there.
  fileprivate func kept(_ touched: [ID<Member>: Int], for actor: Actor, at moment: Moment) throws
    -> [UndoImport.Kept]
  {
    var kept: [UndoImport.Kept] = []
    for (member, latest) in touched.sorted(by: { $0.key < $1.key }) {
      let known: Int
      do { known = try sight(of: actor, onMember: member, at: moment).known } catch RightsRefusal.notFound {
        continue
      }
      let entry = min(latest, known)
      let name = try memberName(member, on: moment.day, for: actor, at: moment) ?? ""
      let found = try first(
        "SELECT e.actor, e.recorded_at, e.act FROM journal_entry e WHERE e.sequence = \(entry)"
      ) {
        (try $0.text(0), try $0.moment(1), try $0.text(2))
      }
      guard let (actor, moment, act) = found else { continue }
      kept.append(
        .init(member: member, name: name, actor: try person(of: actor), recordedAt: moment, act: act))
    }
    return kept
  }

  /// The name of whoever the journal names.
  private func person(of actor: String) throws -> String {
    switch actor {
    case "operator": return Actor.operatorOfMachine.name
    case "sample": return Actor.sample.name
    default:
      guard let id = actor.split(separator: ":").last.flatMap({ ID<Account>(text: $0) }) else { return actor }
      return try first("SELECT person FROM account WHERE id = \(id)") { try $0.text(0) } ?? actor
    }
  }
}
