import Basics
import Schema
import Storage

/// Lineage — tổ chức và tổ chức kế thừa: an organisation while it lasts, then what it merged into, and so on.
///
/// Whoever is put into an organisation or under it goes along to its successor on the day on which it merges, exactly
/// as those do that were there already when the merger was written down.
struct Lineage {
  typealias Stretch = (organisation: ID<Organisation>, period: Period)
  private var stretches: [Stretch] = []
  /// What is missing after the last stretch; nil where it has no end.
  private var end: LineageRefusal?

  init(of organisation: ID<Organisation>, in session: any Session) throws {
    var (place, start) = (organisation, Day.beginningOfTime)
    for _ in 0..<64 {
      let states = try session.organisationStates(place)
      guard let first = states.first, let last = states.last else { throw RightsRefusal.notFound }
      let period = Period(from: max(start, first.period.from), to: last.period.to)
      // An heir may be gone already when it inherits: then its own heir stands at once.
      if !period.isEmpty { stretches.append((place, period)) }
      guard !period.isOpen else { return }
      let heirs = Set(try session.successors(of: place).map(\.id))
      guard let heir = heirs.first, heirs.count == 1 else {
        let day = max(start, period.to)
        end = heirs.isEmpty ? .endsWithoutHeir(last.name, day) : .divided(last.name, day)
        return
      }
      (place, start) = (heir, max(start, period.to))
    }
    throw StructureRefusal.cycle
  }

  /// Who stands for the organisation over a period, without a gap; a refusal where nobody would.
  func over(_ span: Period) throws -> [Stretch] {
    if let end, span.to > (stretches.last?.period.to ?? .beginningOfTime) { throw end }
    return stretches.compactMap { stretch in
      stretch.period.clipped(to: span).map { (stretch.organisation, $0) }
    }
  }
}

extension Transaction {
  /// Lets an organisation follow its superiors into what they become, on the days on which they become it.
  func followSuperiors(_ organisation: ID<Organisation>) throws {
    // Each turn settles one stretch; a stretch settled stays settled.
    while let (state, stretch) = try strayStretch(of: organisation) {
      let above = try self.state(stretch.organisation, on: stretch.period.from)
      guard !above.kind.isCell else {
        throw StructureRefusal.kindBelow(child: state.name, parent: above.name)
      }
      guard above.organisation != organisation else { throw StructureRefusal.cycle }
      let decision = try state.parent.flatMap {
        try session.structureEvents(of: $0).last { $0.day <= stretch.period.from }?.decision
      }
      try change([state], in: stretch.period) {
        var edited = $0
        edited.parent = above.organisation
        if edited.kind.isCell { edited.unit = above.unit }
        edited.decision = decision ?? edited.decision
        return edited
      }
      if stretch.period.from > state.period.from {
        try insert(
          StructureEvent(
            id: newID(), kind: .move, organisation: organisation, day: stretch.period.from,
            text: "Chuyển về \(above.name)", decision: decision))
      }
    }
  }

  private func strayStretch(of organisation: ID<Organisation>) throws
    -> (OrganisationState, Lineage.Stretch)?
  {
    for state in try session.organisationStates(organisation) {
      guard let parent = state.parent else { continue }
      let stretches = try Lineage(of: parent, in: session).over(state.period)
      if let stray = stretches.first(where: { $0.organisation != parent }) { return (state, stray) }
    }
    return nil
  }

  /// Everything that ever lies under an organisation follows it into what it becomes.
  func bringAlongParts(of organisation: ID<Organisation>) throws {
    let parts = try session.all(
      """
      SELECT DISTINCT organisation_id FROM organisation_state
      WHERE parent_id = \(organisation) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY organisation_id
      """
    ) { row -> ID<Organisation> in try row.id(0) }
    for part in parts {
      try followSuperiors(part)
      try OrganisationClosure(register: self).rebuild(from: part)
    }
  }

  /// Every member of an organisation follows it into what it becomes.
  func bringAlongMembers(of organisation: ID<Organisation>) throws {
    let lineage = try Lineage(of: organisation, in: session)
    for membership in try session.memberships(at: organisation) {
      let stretches = try lineage.over(membership.period)
      guard stretches.contains(where: { $0.organisation != organisation }) else { continue }
      try withdraw(membership)
      for stretch in stretches {
        var copy = membership.copied(row: newRow())
        (copy.organisation, copy.period) = (stretch.organisation, stretch.period)
        try insertMembership(copy)
      }
    }
  }

  /// An organisation that is to end must not have another end written down: two ends of one organisation
  /// would send its parts two ways.
  func requireNoOtherEnd(_ organisation: ID<Organisation>, on day: Day) throws {
    guard let last = try session.organisationStates(organisation).last, !last.period.isOpen,
      last.period.to >= day
    else { return }
    throw LineageRefusal.endsAnyway(last.name, last.period.to)
  }
}

/// Why something cannot be put into or under an organisation that will not be there.
package enum LineageRefusal: Refusal, Equatable {
  case endsWithoutHeir(String, Day)
  case divided(String, Day)
  case endsAnyway(String, Day)
  case withoutSuperior(String, Day)

  package var reason: String {
    switch self {
    case .endsWithoutHeir(let name, let day):
      "\(name) kết thúc hoạt động từ ngày \(day.vietnamese) và không có tổ chức kế thừa."
    case .divided(let name, let day):
      "\(name) kết thúc từ ngày \(day.vietnamese) và có nhiều tổ chức kế thừa; không rõ theo về tổ chức nào."
    case .endsAnyway(let name, let day):
      "Đã ghi \(name) kết thúc hoạt động từ ngày \(day.vietnamese)."
    case .withoutSuperior(let name, let day):
      "Việc này để \(name) không có cấp trên từ ngày \(day.vietnamese)."
    }
  }

  package var remedy: String {
    switch self {
    case .endsWithoutHeir: "Chọn một tổ chức còn hoạt động sau ngày ấy."
    case .divided: "Chọn thẳng một trong các tổ chức kế thừa, từ ngày ấy trở đi."
    case .endsAnyway(_, let day):
      "Ghi việc này cho tổ chức kế thừa, từ ngày \(day.vietnamese) trở đi."
    case .withoutSuperior: "Chọn một cấp trên còn hoạt động sau ngày ấy."
    }
  }
}
