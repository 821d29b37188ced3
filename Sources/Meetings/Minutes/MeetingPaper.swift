import Basics
import Registry
import Storage

/// Meeting paper — một kỳ sinh hoạt trên giấy: everything that was recorded of a meeting, put together from the register.
/// Nothing of it is typed; why somebody was absent is not among it.
package struct MeetingPaper: Sendable {
  package var meeting: Meeting
  package var organisation: OrganisationState
  package var superior: String?
  package var place: String?
  package var items: [MeetingItem]
  package var attendance: [Attendance]
  package var base: VotingBase
  package var votes: [MeetingVote]
  package var ballots: [MeetingBallotStory]
  package var resolutions: [Resolution]
  /// What was assigned there.
  package var assignments: [Assignment]
  /// What had been assigned before and is looked at there.
  package var followUps: [AssignmentState]
  /// Minutes of earlier meetings that were approved there, or wait for it.
  package var approvals: [Approval]
  package var versions: [MinutesVersion]
  /// The version that is shown; nil for what stands now and is not closed.
  package var version: MinutesVersion?
  package var names: [ID<Member>: String]

  package struct Approval: Sendable, Hashable {
    package var meeting: ID<Meeting>
    package var title: String
    package var heldOn: Day
    package var isApproved: Bool
  }

  package var isAttended: Bool { attendance.contains { $0.presence == .present } }
  package func name(_ member: ID<Member>?) -> String? { member.map { names[$0] ?? "…" } }
  package func votes(on item: ID<MeetingItem>) -> [MeetingVote] { votes.filter { $0.item == item } }
  /// The secret ballot a vote comes from.
  package func ballot(of vote: MeetingVote) -> MeetingBallotStory? {
    ballots.first { $0.ballot.vote == vote.vote }
  }
  /// What stands on the paper at a place.
  package func option(_ place: Int, of story: MeetingBallotStory) -> String {
    guard let option = story.options.first(where: { $0.position == place }) else { return "" }
    return name(option.member) ?? option.label
  }

  /// Whether nobody's number sufficed any more when an item came up.
  package func base(during item: ID<MeetingItem>, rules: VotingRules) -> VotingBase {
    VotingBase(attendance.during(item, of: items), on: meeting.heldOn, rules)
  }
}

extension Session {
  /// - Parameter version: the closed version to be read again as it was; nil for what stands now.
  package func meetingPaper(_ id: ID<Meeting>, rules: MeetingRules, version: Int? = nil) throws
    -> MeetingPaper?
  {
    let versions = try minutes(of: id)
    let asked = version.flatMap { number in versions.first { $0.version == number && $0.state == .issued } }
    if version != nil, asked == nil { return nil }
    let known = asked?.entry ?? AsOf.everything
    guard let meeting = try meeting(id, known: known) else { return nil }
    let asOf = AsOf(meeting.heldOn, known: known)
    guard let organisation = try organisationNear(meeting.organisation, asOf: asOf) else { return nil }
    let (items, attendance) = (
      try meetingItems(of: id, known: known), try attendance(of: id, known: known).withoutReasons
    )
    let assignments = try assignments(at: id, known: known)
    let followUps = try followUps(of: meeting, rules: rules, known: known)
    var people = Set(attendance.map(\.member) + items.compactMap(\.presenter))
    people.formUnion([meeting.chair, meeting.clerk].compactMap { $0 })
    let ballots = try meetingBallots(of: id, known: known)
    people.formUnion(ballots.flatMap { $0.tellers + $0.options.compactMap(\.member) })
    for one in assignments + followUps.map(\.assignment) {
      people.formUnion([one.member, one.follower].compactMap { $0 })
    }
    return MeetingPaper(
      meeting: meeting, organisation: organisation,
      superior: try superiors(of: meeting.organisation, asOf: asOf).last?.name,
      place: try paperPlace(of: organisation, asOf: asOf), items: items, attendance: attendance,
      base: VotingBase(attendance, on: meeting.heldOn, rules.voting),
      votes: try meetingVotes(of: id, known: known), ballots: ballots,
      resolutions: try resolutions(of: id, known: known), assignments: assignments, followUps: followUps,
      approvals: try approvals(at: meeting, known: known), versions: versions, version: asked,
      names: try printedNames(of: people.sorted(), on: meeting.heldOn, known: known))
  }

  private func approvals(at meeting: Meeting, known: Int) throws -> [MeetingPaper.Approval] {
    let done: [ID<Meeting>] = try all(
      """
      SELECT DISTINCT n.meeting_id FROM meeting_minutes n WHERE n.approved_at_id = \(meeting.meeting)
        AND \(Self.believed("n", known)) ORDER BY n.meeting_id
      """
    ) { try $0.id(0) }
    let approved = try done.compactMap { try self.meeting($0, known: known) }.map {
      MeetingPaper.Approval(meeting: $0.meeting, title: $0.title, heldOn: $0.heldOn, isApproved: true)
    }
    // A closed version tells what was approved; before, what waits.
    guard known == AsOf.everything else { return approved }
    return try approved
      + minutesToApprove(at: meeting).map {
        MeetingPaper.Approval(
          meeting: $0.meeting.meeting, title: $0.meeting.title, heldOn: $0.meeting.heldOn, isApproved: false)
      }
  }
}
