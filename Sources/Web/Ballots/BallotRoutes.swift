import Basics
import Markup
import Meetings
import Registry
import Reviews
import Rules

/// Review meetings and their ballots: who was convened and came, papers printed, counted by two, results, minutes; and the
/// member's own secret vote.
extension Site {
  var ballotRoutes: [Route] {
    let round = "/to-chuc/:to-chuc/dot-kiem-diem"
    let meeting = "\(round)/hoi-nghi/:hoi-nghi"
    let ballot = "\(meeting)/phieu/:phieu"
    return [
      .get("\(round)/hoi-nghi", .organisation(.viewReviews)) { try await $0.meetingIndex(FormTrouble()) },
      .post("\(round)/hoi-nghi", .organisation(.recordReviews)) { try await $0.holdMeeting() },
      .get("\(round)/phieu-trang", .organisation(.recordReviews)) { try await $0.printBlankBallots() },
      .get(meeting, .organisation(.viewReviews)) { try await $0.meetingShow(FormTrouble()) },
      .post("\(meeting)/diem-danh", .organisation(.recordReviews)) { try await $0.recordAttendance() },
      .post("\(meeting)/phieu", .organisation(.recordReviews)) { try await $0.openBallot() },
      .post("\(meeting)/rut", .organisation(.recordReviews)) { try await $0.withdrawReviewMeeting() },
      .get("\(meeting)/bien-ban", .organisation(.recordReviews)) { try await $0.printMinutes() },
      .get(ballot, .organisation(.viewReviews)) { try await $0.ballotShow(FormTrouble()) },
      .post(ballot, .organisation(.recordReviews)) { try await $0.moveBallot() },
      .get("\(ballot)/in", .organisation(.recordReviews)) { try await $0.printBallot() },
      .get("/cua-toi/phieu/:phieu", .signedIn) { try await $0.ownBallot(FormTrouble()) },
      .post("/cua-toi/phieu/:phieu", .signedIn) { try await $0.castOwnBallot() },
    ]
  }
}

extension Visit {
  var ballotRules: BallotRules { get throws { try site.ballotRules(site.content) } }

  /// The meeting of the address, if it is one of the organisation of the address.
  func requireMeeting() async throws -> MeetingPlace {
    let (organisation, system, actor, today) = (try organisation, system, actor, today)
    let id: ID<ReviewMeeting> = try found(id("hoi-nghi"))
    let held = try found(
      try await system.read { session throws in
        try session.reviewMeeting(id).flatMap { $0.organisation == organisation ? $0 : nil }
      })
    let round = try found(try await roundPlace { $0.id == held.round })
    let (rules, now) = (try ballotRules, system.now)
    return try await system.read { session throws in
      let attendance = try session.reviewAttendance(of: id)
      let rights = try session.rights(of: actor, on: organisation, at: now)
      let ballots = try session.ballots(of: id).map { ballot in
        MeetingPlace.Vote(
          ballot: ballot, state: try session.ballotState(of: ballot.id)?.state ?? .open,
          lines: try session.ballotLines(of: ballot.id), keys: try session.ballotKeys(of: ballot.id).count,
          voted: try session.turnout(of: ballot).voted,
          result: try session.ballotResult(of: ballot, guidance: round.guidance, rules: rules))
      }
      let subjects = try session.reviewSubjects(at: organisation, round.period).filter {
        $0.round == round.round.id
      }
      let people = Set(attendance.map(\.member) + subjects.compactMap(\.member)).sorted()
      return MeetingPlace(
        round: round, meeting: held, rights: rights, attendance: attendance,
        base: VotingBase(attendance, on: held.heldOn, rules), votes: ballots, subjects: subjects,
        names: rights.contains(.viewMembers)
          ? try session.memberNames(people, on: today, for: actor, at: now) : [:],
        withdrawal: try session.withdrawal(of: id))
    }
  }
}

/// A review meeting with what every page about it needs.
struct MeetingPlace: Sendable {
  struct Vote: Sendable {
    var ballot: Ballot
    var state: BallotState.State
    var lines: [BallotLine]
    /// How many persons hold a part of the key of an electronic ballot.
    var keys: Int
    var voted: Int
    var result: BallotResult?
  }
  var round: RoundPlace
  var meeting: ReviewMeeting
  var rights: RightSet
  var attendance: [ReviewAttendance]
  var base: VotingBase
  var votes: [Vote]
  var subjects: [ReviewSubject]
  var names: [ID<Member>: String]
  /// Set once the meeting was taken back.
  var withdrawal: MeetingWithdrawal?

  var path: String { "\(round.path)/hoi-nghi/\(meeting.id)" }
  var title: String { "Hội nghị ngày \(meeting.heldOn.vietnamese)" }
  var writes: Bool { rights.contains(.recordReviews) }
  var isOpen: Bool { votes.contains { $0.state == .open } }
  /// Somebody has written down who came.
  var isAttended: Bool { attendance.contains { $0.presence != .absent } }

  func name(_ member: ID<Member>) -> String { names[member] ?? "đảng viên ngoài phạm vi được xem" }

  func name(of id: ID<ReviewSubject>) -> String {
    guard let subject = subjects.first(where: { $0.id == id }) else { return "" }
    if let member = subject.member { return name(member) }
    return subject.entity == .collective ? round.organisation.collectiveTitle : round.organisation.name
  }

  /// The majorities that may be asked for, and the one a ballot was opened under.
  func majorities(_ rules: BallotRules) -> [Majority] { rules.majorities(of: round.guidance) }
  func majority(of ballot: Ballot, _ rules: BallotRules) -> Majority? {
    (majorities(rules) + [rules.usualMajority]).first { $0.id.utf8.elementsEqual(ballot.majority.utf8) }
  }

  var trail: [Link] {
    [
      Link("Kiểm điểm", "/dot-kiem-diem"), Link(round.organisation.name, round.address),
      Link("Hội nghị", "\(round.path)/hoi-nghi?\(round.asked)"),
    ]
  }
}
