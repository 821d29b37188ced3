import Basics
import Storage

extension Session {
  /// What an actor may do with an organisation by a role held within its own grassroots organisation: on the cell, on what is
  /// between, or on the base committee; not by one held further above. For what is the cell's own business.
  package func nearRights(of actor: Actor, on organisation: ID<Organisation>, at moment: Moment) throws
    -> RightSet
  {
    guard let account = actor.account else { return RightSet.all }
    let above = try placesAbove(organisation, on: moment.day)
    return try grants(of: account, at: moment).filter { above.contains($0.organisation) }.reduce(into: []) {
      let kind = try organisationNear($1.organisation, asOf: AsOf(moment.day))?.kind
      if kind?.isWithinGrassroots ?? false { $0.formUnion($1.role.rights) }
    }
  }

  /// What an actor may do by a role held on this very organisation, or on the one that carries it on as a whole.
  package func ownRights(of actor: Actor, on organisation: ID<Organisation>, at moment: Moment) throws
    -> RightSet
  {
    guard let account = actor.account else { return RightSet.all }
    let heir = try wholeHeir(of: organisation, on: moment.day)
    return try grants(of: account, at: moment).filter { [organisation, heir].contains($0.organisation) }
      .reduce(into: []) { $0.formUnion($1.role.rights) }
  }

  /// The same as a demand: whoever has no part in the grassroots organisation does not learn that the thing is there.
  package func requireNear(
    _ right: Right, of actor: Actor, on organisation: ID<Organisation>, at moment: Moment
  ) throws {
    let rights = try nearRights(of: actor, on: organisation, at: moment)
    guard !rights.isEmpty else { throw RightsRefusal.notFound }
    guard rights.contains(right) else { throw RightsRefusal.lacking(right) }
  }
}

extension Organisation.Kind {
  /// A grassroots organisation, or what stands below one.
  package var isWithinGrassroots: Bool { isCell || isGrassroots || self == .section }
}
