import Basics
import Storage

/// Founds an organisation by a decision; with it, where it is the first of its place, the administrative unit.
package struct FoundOrganisation: Act {
  /// The place the organisation stands in.
  package enum Place: Sendable, Hashable {
    case none
    case unit(ID<AdministrativeUnit>)
    case new(UnitEntry)
  }

  package static let name = "organisation.found"
  package var kind: Organisation.Kind
  package var title: String
  package var code: String
  package var parent: ID<Organisation>?
  package var place: Place
  package var neighbourhood: String
  package var day: Day
  package var decision: DecisionEntry?

  /// - Parameters:
  ///   - title: the full name, as in the decision.
  ///   - code: empty to have one made from the superior's.
  ///   - parent: nil for the top of the register, which only its founder sets up.
  ///   - decision: nil only for organisations older than the register's papers.
  package init(
    kind: Organisation.Kind, title: String, code: String = "", parent: ID<Organisation>?,
    place: Place = .none,
    neighbourhood: String = "", day: Day, decision: DecisionEntry?
  ) {
    (self.kind, self.title, self.code, self.parent, self.place) = (kind, title, code, parent, place)
    (self.neighbourhood, self.day, self.decision) = (neighbourhood, day, decision)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Organisation> {
    if let parent {
      try register.require(.changeStructure, of: actor, on: parent)
    } else {
      try register.requireOperator(actor)
    }
    try register.requireFreeName(VietnameseText.clean(title), below: parent, from: day)
    let decision = try decision.map(register.decision)
    let organisation = try register.found(self, decision: decision, by: actor)
    // Whoever sets up the top of a register works on it from then on.
    if parent == nil, let account = actor.account {
      try register.grant(
        .commission, on: organisation, to: account, from: register.now, until: RightGrant.endless)
    }
    return organisation
  }
}

extension Transaction {
  /// The rows of a founding, without the question of rights.
  func found(_ act: FoundOrganisation, decision: ID<Decision>?, by actor: Actor) throws -> ID<Organisation> {
    let title = try FreeText.line(act.title)
    guard !title.isEmpty else { throw StructureRefusal.noName }
    var parentState: OrganisationState?
    if let parent = act.parent {
      parentState = try session.organisation(parent, asOf: AsOf(act.day))
      guard let parentState else {
        let name = try session.organisationNear(parent, asOf: asOf)?.name ?? "Tổ chức cấp trên"
        throw StructureRefusal.notThere(name, act.day)
      }
      guard !parentState.kind.isCell else {
        throw StructureRefusal.kindBelow(child: act.kind.title, parent: parentState.name)
      }
    }
    let unit: ID<AdministrativeUnit>? =
      switch act.place {
      case .none: act.kind.isCell ? parentState?.unit : nil
      case .unit(let unit): unit
      case .new(var entry):
        try {
          entry.parent = entry.parent ?? parentState?.unit
          return try addUnit(entry, from: act.day, decision: decision)
        }()
      }
    let organisation: ID<Organisation> = newID()
    let code = try freeCode(VietnameseText.clean(act.code), below: parentState, for: actor)
    try add(OrganisationIdentity(id: organisation))
    try insert(
      OrganisationState(
        id: newRow(), organisation: organisation, kind: act.kind, name: title, code: code, parent: act.parent,
        unit: unit,
        neighbourhood: try FreeText.line(act.neighbourhood), period: Period(from: act.day), isFinal: false,
        decision: decision))
    try insert(
      StructureEvent(
        id: newID(), kind: .found, organisation: organisation, day: act.day, text: "Thành lập \(title)",
        decision: decision))
    try followSuperiors(organisation)
    try OrganisationClosure(register: self).rebuild(from: organisation)
    note("organisation", organisation)
    return organisation
  }

  /// The code as given, if nobody else ever had it; or the superior's code with the next free number.
  private func freeCode(_ code: String, below parent: OrganisationState?, for actor: Actor) throws -> String {
    if !code.isEmpty {
      if let other = try owner(ofCode: code) { throw try codeTaken(code, by: other, for: actor) }
      return code
    }
    let stem = parent.map { $0.code + "." } ?? "T"
    var number =
      1
      + (try parent.map { parent in
        try session.count(
          "SELECT count(DISTINCT organisation_id) FROM organisation_state WHERE parent_id = \(parent.organisation)"
        )
      } ?? 0)
    while true {
      let candidate = stem + (number < 10 ? "0\(number)" : String(number))
      if try owner(ofCode: candidate) == nil { return candidate }
      number += 1
    }
  }
}
