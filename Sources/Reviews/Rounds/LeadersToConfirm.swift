import Basics
import Registry
import Storage

/// Leaders to confirm — số người của tập thể cần xác nhận: a round lists the committee of a section or cell by the posts on record as
/// long as nobody has said how many lead it, and the review sheet asks. Until then both say that it is to be confirmed.
///
/// - Basis: Hướng dẫn 43-HD/BTCTW, mục 1.1 và điểm 7.4
package struct LeadersToConfirm: Sendable {
  /// As far as the register knows; there may be more.
  package var posts: Int
}

extension Session {
  /// What is to be confirmed about a committee; `nil` where people have answered, or nothing is asked of it.
  package func leadersToConfirm(_ subject: ReviewSubject, year: Int, day: Day) throws -> LeadersToConfirm? {
    guard subject.entity == .collective, subject.organisation != subject.base else { return nil }
    return try leadersToConfirm(at: subject.organisation, year: year, day: day)
  }

  /// The committee of a unit below the grassroots organisation that a round does not list, though posts in it are on record and nobody
  /// has said how many lead it: too few posts are no proof that it is small.
  package func committeeLeftOut(
    at unit: OrganisationState, of round: Round, guidance: Guidance, day: Day
  ) throws -> LeadersToConfirm? {
    guard round.period.quarter == 0, !unit.kind.isGrassroots, let kind = CollectiveKind(unit.kind),
      ReviewRecords.kinds(of: [guidance.pack]).contains(kind.rawValue),
      guidance.pack.entities.contains(where: { $0.id == "collective" }),
      try reviewSubject(of: unit.organisation, as: .collective, round.period) == nil,
      let found = try leadersToConfirm(at: unit.organisation, year: round.period.year, day: day),
      found.posts > 0
    else { return nil }
    return found
  }

  package func leadersToConfirm(at organisation: ID<Organisation>, year: Int, day: Day) throws
    -> LeadersToConfirm?
  {
    let answered = try reviewFacts(of: .organisation(organisation), entity: "collective", year: year)
      .contains { $0.fact == RegisterFact.leaders }
    guard !answered else { return nil }
    let asOf = AsOf(day)
    let posts = try count(
      """
      SELECT count(DISTINCT a.member_id) FROM appointment a
      WHERE a.organisation_id = \(organisation) AND a.sector = 'party' AND \(asOf.holds("a"))
      """)
    return LeadersToConfirm(posts: posts)
  }
}
