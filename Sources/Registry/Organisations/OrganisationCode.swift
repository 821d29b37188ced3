import Basics
import Storage

/// Codes are never used twice, over the whole register: also by organisations that an actor may not see.
extension Transaction {
  func owner(ofCode code: String, but organisation: ID<Organisation>? = nil) throws -> (
    organisation: ID<Organisation>, name: String
  )? {
    try session.all(
      """
      SELECT organisation_id, name FROM organisation_state WHERE code = \(code) AND withdrawn_by = \(Int64.max)
      ORDER BY effective_from, organisation_id
      """
    ) { (organisation: try $0.id(0), name: try $0.text(1)) }.first { $0.organisation != organisation }
  }

  /// That a code is taken has to be said; whose it is only where it lies in the actor's reach.
  func codeTaken(_ code: String, by owner: (organisation: ID<Organisation>, name: String), for actor: Actor)
    throws
    -> StructureRefusal
  {
    let isSeen = try session.rights(of: actor, on: owner.organisation, at: now).contains(.viewOrganisations)
    return .codeTaken(code, by: isSeen ? owner.name : nil)
  }
}
