import Basics
import Storage

/// Writes the clean rows of a roster, all of them or none, as one entry of the journal.
///
/// The roster is compared with the register once more inside the transaction: what is written is what was shown, or
/// nothing. A roster that says nothing new is refused, so that a second time changes nothing at all.
package struct ImportRoster: Act {
  package struct Result: Sendable, Hashable {
    package var run: ID<ImportRun>
    package var created: Int
    package var changed: Int
    package var unchanged: Int
    package var leftOut: Int
  }

  package static let name = "roster.import"
  package var plan: RosterPlan
  /// "Nhận dòng sạch": rows with errors stay out instead of keeping everything out.
  package var acceptsClean: Bool

  package init(_ plan: RosterPlan, acceptsClean: Bool = false) {
    (self.plan, self.acceptsClean) = (plan, acceptsClean)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> Result {
    let now = try RosterPlan(
      plan.file, into: plan.unit, plan.options, rules: plan.rules, by: actor, in: register.session,
      at: register.now)
    if let blocked = now.blocked { throw RosterRefusal.otherUnit(blocked.message) }
    if !acceptsClean, now.hasErrors { throw RosterRefusal.hasErrors(now.errors) }
    guard now.hasSomethingToWrite else { throw RosterRefusal.nothingToWrite }
    guard now.rows.map(\.outcome) == plan.rows.map(\.outcome) else { throw RosterRefusal.registerChanged }

    let writer = RosterWriter(register, day: plan.options.day)
    for planned in now.rows where planned.isClean { try writer.write(planned) }
    let run = ImportRun(
      id: register.newID(), kind: .roster, organisation: plan.unit, fileName: plan.file.name,
      fileHash: plan.file.hash,
      created: now.wouldCreate, changed: now.wouldChange, unchanged: now.unchanged, leftOut: now.leftOut,
      undoneBy: nil)
    try register.add(run)
    register.note("run", run.id)
    register.note("organisation", plan.unit)
    register.note("fileHash", .string(run.fileHash))
    register.note("rows", .int(now.rowCount))
    register.note("created", .int(run.created))
    register.note("changed", .int(run.changed))
    return Result(
      run: run.id, created: run.created, changed: run.changed, unchanged: run.unchanged, leftOut: run.leftOut)
  }
}
