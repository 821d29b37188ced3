import Basics
import Storage

extension Day {
  /// "Xã Long Mỹ, ngày 03 tháng 3 năm 2026", as the head of a paper has it.
  package func inWords(at place: String?) -> String { (place.map { "\($0), " } ?? "") + inWords }
}

extension Session {
  /// Where a paper is dated: the name of the unit an organisation leads, its own or the nearest above.
  package func paperPlace(of state: OrganisationState, asOf: AsOf) throws -> String? {
    let chain = try superiors(of: state.organisation, asOf: asOf) + [state]
    guard let unit = chain.last(where: { $0.unit != nil })?.unit else { return nil }
    return try self.unit(unit, asOf: asOf)?.name
  }
}
