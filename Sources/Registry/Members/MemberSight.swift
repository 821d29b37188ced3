import Basics
import Schema
import Storage

/// Sight — phần hồ sơ được xem: how far somebody sees into a member's file.
///
/// Where the member belongs, everything; where they have left, what stood in the file when they left, and no more.
package struct MemberSight: Sendable {
  package var rights: RightSet
  /// The first day that is no longer seen; nil where the member still belongs.
  package var until: Day?
  /// The last entry of the journal that is seen.
  package var known: Int

  package func asOf(_ day: Day) -> AsOf { AsOf(until.map { min(day, $0.previous) } ?? day, known: known) }

  package func sees(_ period: Period, recordedBy entry: Int = 0) -> Bool {
    entry <= known && (until.map { period.from < $0 } ?? true)
  }
}

extension Session {
  package func sight(of actor: Actor, onMember member: ID<Member>, at moment: Moment) throws -> MemberSight {
    let rights = try rights(of: actor, onMember: member, at: moment)
    guard !rights.isEmpty else { throw RightsRefusal.notFound }
    let whole = MemberSight(rights: rights, until: nil, known: AsOf.everything)
    guard actor.account != nil else { return whole }
    let facts = try membershipHistory(of: member).filter {
      $0.withdrawnBy == nil && $0.fact.kind != .residence
    }
    var until = Day.beginningOfTime
    var known = 0
    let home = Self.home(facts.map(\.fact).sorted { $0.period.from < $1.period.from }, on: moment.day)
    for fact in facts {
      guard try self.rights(of: actor, on: fact.fact.organisation, at: moment).contains(.viewMembers) else {
        continue
      }
      if fact.fact.organisation == home || fact.fact.period.contains(moment.day) { return whole }
      until = max(until, fact.fact.period.to)
      known = max(known, fact.recordedBy)
    }
    return MemberSight(rights: rights, until: until, known: known)
  }

  /// What a member was called on a day, as far as somebody sees; nil where they see nothing of the member.
  package func memberName(_ member: ID<Member>, on day: Day, for actor: Actor, at moment: Moment) throws
    -> String?
  {
    try memberNames([member], on: day, for: actor, at: moment)[member]
  }

  /// The same for all whom a page names, in two questions; whom somebody sees nothing of is missing.
  package func memberNames(_ members: [ID<Member>], on day: Day, for actor: Actor, at moment: Moment) throws
    -> [ID<Member>: String]
  {
    guard !members.isEmpty else { return [:] }
    let sights = try nameSights(of: actor, on: members, at: moment)
    guard !sights.isEmpty else { return [:] }
    var names: [ID<Member>: (name: String, holds: Bool)] = [:]
    // The state of the day, or else the last one written of those that are seen.
    try query(
      """
      SELECT member_id, name, effective_from, effective_to, recorded_by, withdrawn_by FROM member_state
      WHERE member_id IN \(list: members) ORDER BY recorded_by DESC, effective_from DESC
      """
    ) { row in
      let member: ID<Member> = try row.id(0)
      guard let sight = sights[member], names[member]?.holds != true else { return }
      let asOf = sight.asOf(day)
      guard try row.int(4) <= asOf.known, try row.int(5) > asOf.known else { return }
      let holds = try row.day(2) <= asOf.day && asOf.day < (try row.day(3))
      if holds || names[member] == nil { names[member] = (try row.text(1), holds) }
    }
    return names.mapValues(\.name)
  }

  /// How far somebody sees into the names of some members: ``sight(of:onMember:at:)``, where they see members at all.
  private func nameSights(of actor: Actor, on members: [ID<Member>], at moment: Moment) throws
    -> [ID<Member>: MemberSight]
  {
    guard let account = actor.account else {
      return Dictionary(members.map { ($0, MemberSight(rights: .all, until: nil, known: AsOf.everything)) }) {
        first, _ in first
      }
    }
    let roots = try grants(of: account, at: moment).filter { $0.role.rights.contains(.viewMembers) }
      .map(\.organisation)
    guard !roots.isEmpty else { return [:] }
    return try remembered(.nameSights(roots, moment.day, members)) {
      let reach = try self.reach(of: actor, with: .viewMembers, at: moment) ?? []
      var places: [ID<Member>: [Membership]] = [:]
      var entries: [Int64: Int] = [:]
      try query(
        """
        SELECT m.id, m.member_id, m.organisation_id, m.kind, m.effective_from, m.effective_to, m.decision_id, m.recorded_by
        FROM membership m WHERE m.member_id IN \(list: members) AND m.kind <> 'residence'
          AND m.withdrawn_by = \(Schema.stillBelieved) ORDER BY m.effective_from
        """
      ) {
        let membership = try Membership.read($0)
        places[membership.member, default: []].append(membership)
        entries[membership.id] = try $0.int(7)
      }
      return places.compactMapValues { memberships in
        let seen = memberships.filter { reach.contains($0.organisation) }
        guard !seen.isEmpty else { return nil }
        let home = Self.home(memberships, on: moment.day)
        if seen.contains(where: { $0.organisation == home || $0.period.contains(moment.day) }) {
          return MemberSight(rights: [.viewMembers], until: nil, known: AsOf.everything)
        }
        return MemberSight(
          rights: [.viewMembers], until: seen.map(\.period.to).max(),
          known: seen.compactMap { entries[$0.id] }.max() ?? 0)
      }
    }
  }
}
