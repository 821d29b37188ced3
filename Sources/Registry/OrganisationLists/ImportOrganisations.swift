import Basics
import Storage

/// Founds the organisations of a list, superiors first, all of them or none; those the register has stay as they are.
package struct ImportOrganisations: Act {
  package struct Result: Sendable, Hashable {
    package var run: ID<ImportRun>
    package var created: Int
    package var unchanged: Int
    package var leftOut: Int
  }

  package static let name = "organisations.import"
  package var plan: OrganisationPlan
  package var acceptsClean: Bool

  package init(_ plan: OrganisationPlan, acceptsClean: Bool = false) {
    (self.plan, self.acceptsClean) = (plan, acceptsClean)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> Result {
    let now = try OrganisationPlan(
      plan.list, below: plan.top, from: plan.from, by: actor, in: register.session, at: register.now)
    if !acceptsClean, now.hasErrors { throw OrganisationListRefusal.hasErrors(now.errors) }
    guard now.wouldCreate > 0 else { throw OrganisationListRefusal.nothingToWrite }
    guard now.outcomes == plan.outcomes else { throw OrganisationListRefusal.registerChanged }

    var founded: [Int: ID<Organisation>] = [:]
    for index in now.order {
      guard case .create(let kind, let superior, let day) = now.outcomes[index] else { continue }
      let parent: ID<Organisation>? =
        switch superior {
        case .registered(let id): id
        case .row(let above): founded[above]
        }
      guard let parent else { continue }
      founded[index] = try found(
        now.rows[index], kind, below: parent, on: day, in: register, by: actor)
    }
    let run = ImportRun(
      id: register.newID(), kind: .organisations, organisation: plan.top, fileName: plan.list.name,
      fileHash: plan.list.hash,
      created: founded.count, changed: 0, unchanged: now.unchanged, leftOut: now.rowCount - now.clean,
      undoneBy: nil)
    try register.add(run)
    register.note("run", run.id)
    register.note("organisation", plan.top)
    register.note("fileHash", .string(run.fileHash))
    register.note("created", .int(run.created))
    return Result(run: run.id, created: run.created, unchanged: run.unchanged, leftOut: run.leftOut)
  }

  private func found(
    _ row: OrganisationList.Row, _ kind: Organisation.Kind, below parent: ID<Organisation>, on day: Day,
    in register: Transaction, by actor: Actor
  ) throws -> ID<Organisation> {
    var decision: ID<Decision>?
    if row.hasDecision, let date = row.decisionDate {
      decision = try register.decision(
        DecisionEntry(
          DocumentKey(
            type: row.decisionType, number: row.decisionNumber, issuer: row.decisionIssuer, date: date),
          subject: "Thành lập \(row.name)"))
    }
    let place = try place(of: row, kind, below: parent, on: day, in: register.session)
    return try register.found(
      FoundOrganisation(
        kind: kind, title: row.name, code: row.code, parent: parent, place: place,
        neighbourhood: row.neighbourhood, day: day,
        decision: nil),
      decision: decision, by: actor)
  }

  /// The unit the row names, or the one a committee's name tells ("Đảng bộ xã Long Mỹ"); cells stand where their
  /// committee does.
  private func place(
    of row: OrganisationList.Row, _ kind: Organisation.Kind, below parent: ID<Organisation>, on day: Day,
    in session: any Session
  ) throws -> FoundOrganisation.Place {
    let above = try session.organisation(parent, asOf: AsOf(day))
    var told: (kind: AdministrativeUnit.Kind, name: String)?
    if let unitKind = UnitWords.kind(row.unitKind), !row.unitName.isEmpty {
      told = (unitKind, UnitWords.unit(row.unitName)?.name ?? row.unitName)
    } else if !row.unitName.isEmpty {
      told = UnitWords.unit(row.unitName)
    } else if !kind.isCell {
      told = UnitWords.unit(row.name)
    }
    guard let told else {
      guard !kind.isCell, let unit = above?.unit else { return .none }
      return .unit(unit)
    }
    let same = try session.units(kind: told.kind, name: told.name, asOf: AsOf(day))
      .filter { row.unitCode.isEmpty || $0.code.isEmpty || $0.code == row.unitCode }
      // Two communes of one name lie in different districts.
      .filter {
        $0.unit == above?.unit || $0.parent == above?.unit
          || (!row.unitCode.isEmpty && $0.code == row.unitCode)
      }
    if let unit = same.first { return .unit(unit.unit) }
    return .new(UnitEntry(kind: told.kind, name: told.name, code: row.unitCode, parent: above?.unit))
  }
}
