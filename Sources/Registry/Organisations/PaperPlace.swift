import Basics
import Storage

extension Session {
  /// Where a paper is dated: the name of the unit an organisation leads, its own or the nearest above.
  package func paperPlace(of state: OrganisationState, asOf: AsOf) throws -> String? {
    let chain = try superiors(of: state.organisation, asOf: asOf) + [state]
    guard let unit = chain.last(where: { $0.unit != nil })?.unit else { return nil }
    return try self.unit(unit, asOf: asOf)?.name
  }
}
