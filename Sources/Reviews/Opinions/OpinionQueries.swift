import Basics
import Registry
import Storage

/// One opinion as somebody sees it, with what they may do to it.
package struct SeenOpinion: Sendable {
  package var opinion: ReviewOpinion
  package var subject: ReviewSubject
  /// Whom it is about.
  package var name: String
  /// The unit whose subject it is.
  package var organisationName: String
  package var period: RoundPeriod
  /// Of the round, by its name.
  package var guidance: String
  /// It is about oneself.
  package var isRated: Bool
  /// One writes it: for the organisation that was asked, or where that is not in the register, for the unit.
  package var writes: Bool
  /// One keeps the dossier of the unit whose subject it is.
  package var keeps: Bool
  /// The answer was copied from the signed paper by the unit.
  package var isReplyOnPaper = false
  /// Whoever it is about answers by themselves.
  package var ratedHasAccount = false
}

/// An opinion about oneself.
package struct OwnOpinion: Sendable {
  package var opinion: ReviewOpinion
  package var period: RoundPeriod
  package var isReplyOnPaper = false
}

/// Opinions are looked at through these questions only: they know who may see a draft. A draft is nobody's but its
/// author's: whoever it is about, and their own organisation, see that it was asked for.
extension Session {
  /// The opinions about a subject as an actor may see them. Empty for those whom it does not concern.
  package func opinions(about subject: ID<ReviewSubject>, for actor: Actor, at moment: Moment) throws
    -> [ReviewOpinion]
  {
    guard let subject = try reviewSubject(subject) else { return [] }
    return try seen(
      try opinions(where: "o.subject_id = \(subject.id)"), at: subject.organisation, for: actor, at: moment)
  }

  /// The opinions about all subjects of one organisation in a round, as an actor may see them.
  package func opinions(
    at organisation: ID<Organisation>, in round: ID<Round>, for actor: Actor, at moment: Moment
  ) throws -> [ReviewOpinion] {
    try seen(
      try opinions(
        where: """
          o.round_id = \(round) AND o.subject_id IN (SELECT u.id FROM review_subject u
            WHERE u.organisation_id = \(organisation) AND u.round_id = \(round))
          """), at: organisation, for: actor, at: moment)
  }

  /// A draft belongs to who wrote it and to those with a post at the organisation asked; a right that comes from above does not
  /// open it.
  func isDrafter(of opinion: ReviewOpinion, _ actor: Actor, at moment: Moment) throws -> Bool {
    guard let account = actor.account else { return true }
    if try grants(of: account, at: moment).contains(where: { $0.organisation == opinion.asked }) {
      return true
    }
    return try exists(
      """
      SELECT 1 FROM review_opinion o JOIN journal_entry e ON e.sequence = o.recorded_by
      WHERE o.id = \(opinion.id) AND e.actor = \(actor.written)
      """)
  }

  private func seen(
    _ opinions: [ReviewOpinion], at organisation: ID<Organisation>, for actor: Actor, at moment: Moment
  ) throws -> [ReviewOpinion] {
    let own = try ownMember(of: actor)
    let isUnit = try rights(of: actor, on: organisation, at: moment).contains(.viewReviews)
    var writes: [ID<Organisation>: Bool] = [:]
    return try opinions.compactMap { opinion in
      // What a comment says about oneself is shown when it is shared, whatever else one may be.
      if own != nil, own == opinion.member { return opinion.state.isShown ? opinion : opinion.unsaid }
      if let asked = opinion.asked {
        let mayWrite =
          try writes[asked] ?? rights(of: actor, on: asked, at: moment).contains(.recordReviews)
        writes[asked] = mayWrite
        if mayWrite {
          return try opinion.state != .draft || isDrafter(of: opinion, actor, at: moment)
            ? opinion : opinion.unsaid
        }
      }
      guard isUnit else { return nil }
      let isWrittenHere = opinion.asked == nil
      return opinion.state.isShown || isWrittenHere ? opinion : opinion.unsaid
    }
  }

  /// One opinion with what an actor may do to it; `nil` for those whom it does not concern.
  package func opinion(_ request: ID<OpinionRequest>, for actor: Actor, at moment: Moment) throws
    -> SeenOpinion?
  {
    guard let opinion = try opinion(request), let subject = try reviewSubject(opinion.subject),
      let round = try reviewRound(opinion.round),
      let seen = try seen([opinion], at: subject.organisation, for: actor, at: moment).first
    else { return nil }
    let own = try ownMember(of: actor)
    let isRated = own != nil && own == subject.member
    let here = try rights(of: actor, on: subject.organisation, at: moment)
    let there = try rights(of: actor, on: opinion.asked ?? subject.organisation, at: moment)
    let day = moment.day
    return SeenOpinion(
      opinion: seen, subject: subject, name: try paperNames(of: [subject.id], on: day)[subject.id] ?? "",
      organisationName: try organisationNear(subject.organisation, asOf: AsOf(day))?.name ?? "",
      period: round.period, guidance: round.pack, isRated: isRated,
      writes: !isRated && there.contains(.recordReviews),
      keeps: here.contains(.recordReviews), isReplyOnPaper: try isReplyOnPaper(request),
      ratedHasAccount: try subject.member.map { try hasAccount($0) } ?? false)
  }

  /// What an organisation has been asked for and has not answered yet, the most urgent first. Nobody sees there what is
  /// being written about themselves.
  package func opinionsAsked(of organisation: ID<Organisation>, for actor: Actor, at moment: Moment) throws
    -> [SeenOpinion]
  {
    guard try rights(of: actor, on: organisation, at: moment).contains(.recordReviews) else { return [] }
    return try opinions(where: "o.asked_id = \(organisation) AND o.state IN ('asked', 'draft')")
      .sorted { ($0.dueBefore ?? .endOfTime, $0.request) < ($1.dueBefore ?? .endOfTime, $1.request) }
      .compactMap { try opinion($0.request, for: actor, at: moment) }
  }

  /// What was asked about a member themselves; for nobody else.
  package func ownOpinions(of member: ID<Member>, for actor: Actor, at moment: Moment) throws -> [OwnOpinion]
  {
    guard try ownMember(of: actor) == member else { return [] }
    return try opinions(where: "o.member_id = \(member) AND o.state <> 'cancelled'").reversed().compactMap {
      opinion in
      guard let round = try reviewRound(opinion.round) else { return nil }
      return OwnOpinion(
        opinion: opinion.state.isShown ? opinion : opinion.unsaid, period: round.period,
        isReplyOnPaper: try isReplyOnPaper(opinion.request))
    }
  }

  /// Whether what somebody answered to an opinion was entered for them from the paper they signed.
  func isReplyOnPaper(_ request: ID<OpinionRequest>) throws -> Bool {
    let bodies = try all(
      """
      SELECT e.body FROM review_opinion o JOIN journal_entry e ON e.sequence = o.recorded_by
      WHERE o.request_id = \(request) AND o.state = 'read' AND e.act = \(ReadOpinion.name) ORDER BY o.recorded_by
      """
    ) { try $0.text(0) }
    guard case .object(let entry)? = bodies.last.flatMap({ JSON(text: $0) }),
      case .object(let details)? = entry["details"]
    else { return false }
    return details[ReviewOpinion.onPaper] == .bool(true)
  }

  /// Whether somebody has an account of their own that works.
  package func hasAccount(_ member: ID<Member>) throws -> Bool {
    try account(of: member).flatMap { try account($0) }.map { !$0.isDisabled } ?? false
  }
}
