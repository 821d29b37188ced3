import Basics
import Registry
import Storage

extension Session {
  /// The cells of the same grassroots organisation: where most who are asked live or work.
  package func opinionNeighbours(of organisation: ID<Organisation>, asOf: AsOf) throws -> [OrganisationState]
  {
    let here = try organisationNear(organisation, asOf: asOf)
    let above = try superiors(of: organisation, asOf: asOf)
    let isBase = here?.kind == .baseCommittee
    let base = isBase ? organisation : (above.last { $0.kind == .baseCommittee } ?? above.last)?.organisation
    guard let base else { return [] }
    return try subtree(of: base, kinds: [.residentialCell, .agencyCell, .subordinateCell], asOf: asOf)
      .filter { $0.organisation != organisation }
  }

  /// Whether an organisation can be asked about a subject on its own page: the register says so, or it is a neighbour. Any
  /// other would learn from a stranger's question that a member is reviewed.
  func mayBeAsked(
    _ organisation: ID<Organisation>, about subject: ReviewSubject, in round: Round, asOf: AsOf
  ) throws -> Bool {
    if subject.cameFrom == organisation { return true }
    if try opinionNeighbours(of: subject.organisation, asOf: asOf).contains(where: {
      $0.organisation == organisation
    }) {
      return true
    }
    guard let member = subject.member else { return false }
    let then = AsOf(round.populationOn)
    return try exists(
      """
      SELECT 1 FROM membership m WHERE m.member_id = \(member) AND m.organisation_id = \(organisation)
        AND m.kind IN ('residence', 'temporary') AND \(then.holds("m"))
      """)
  }
}
