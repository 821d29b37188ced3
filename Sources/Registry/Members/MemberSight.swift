import Basics
import Storage

/// Sight — phần hồ sơ được xem: how far somebody sees into a member's file.
///
/// Where the member belongs, everything; where they have left, what stood in the file when they left, and no more.
package struct MemberSight: Sendable {
  package var rights: Set<Right>
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
    let sight: MemberSight
    do { sight = try self.sight(of: actor, onMember: member, at: moment) } catch RightsRefusal.notFound {
      return nil
    }
    let asOf = sight.asOf(day)
    let states = try memberStateHistory(member).filter {
      $0.recordedBy <= asOf.known && ($0.withdrawnBy ?? Int.max) > asOf.known
    }.map(\.fact)
    return (states.first { $0.period.contains(asOf.day) } ?? states.first)?.person.name
  }
}
