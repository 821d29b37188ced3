import Basics
import Registry
import Storage

/// Enters what one person counted. The first entry waits for another person's, who does not see it; only when both say the same
/// is the ballot counted. Totals that do not add up, or two entries that differ, are refused with every place.
package struct CountMeetingBallot: Act {
  package static let name = "meetingBallot.count"
  package enum Outcome: Sendable, Hashable { case waitsForSecond, counted }
  package var ballot: ID<MeetingBallot>
  package var count: MeetingBallotCount

  package init(_ count: MeetingBallotCount, of ballot: ID<MeetingBallot>) {
    (self.count, self.ballot) = (count, ballot)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Outcome {
    let session = register.session
    guard let story = try session.meetingBallot(ballot),
      let meeting = try session.meeting(story.ballot.meeting)
    else { throw RightsRefusal.notFound }
    guard try session.mayCount(story, of: meeting.organisation, actor, at: register.now) else {
      try register.require(.recordMeetings, of: actor, on: meeting.organisation)
      throw RightsRefusal.notFound
    }
    guard try session.minutes(of: meeting.meeting).last?.state != .issued else { throw MeetingRefusal.issued }
    guard story.ballot.state == .open else { throw MeetingRefusal.ballotClosed(story.ballot.state.title) }
    let findings = count.findings(for: story.ballot, options: story.options.count)
    guard findings.isEmpty else { throw MeetingRefusal.papers(findings) }
    register.note("organisation", meeting.organisation)
    register.note("ballot", ballot)
    let first = try session.meetingBallotCounts(of: ballot).first { $0.row.entry == 1 }
    if let first, first.row.enteredBy != actor.person {
      let differences = count.differences(from: first.count)
      guard differences.isEmpty else { throw MeetingRefusal.countsDiffer(differences) }
      try write(entry: 2, in: register, by: actor)
      try settle(story, in: register)
      return .counted
    }
    if let first {
      try register.withdraw(first.row)
      for tally in try session.meetingBallotTallies(of: ballot) where tally.entry == 1 {
        try register.withdraw(tally)
      }
    }
    try write(entry: 1, in: register, by: actor)
    return .waitsForSecond
  }

  private func write(entry: Int, in register: Transaction, by actor: Registry.Actor) throws {
    try register.insert(
      MeetingBallotCountRow(
        id: register.newID(MeetingBallotCountRow.self).number, ballot: ballot, entry: entry,
        papers: count.papers, enteredBy: actor.person))
    for (place, votes) in count.votes.enumerated() {
      try register.insert(
        MeetingBallotTallyRow(
          id: register.newID(MeetingBallotTallyRow.self).number, ballot: ballot, entry: entry,
          position: place, votes: votes))
    }
  }

  /// Both agree: a question becomes a vote of the meeting, as one by show of cards does.
  private func settle(_ story: MeetingBallotStory, in register: Transaction) throws {
    var ballot = story.ballot
    if ballot.kind == .question, let yes = count.votes.first, let no = count.votes.last {
      let vote = MeetingVote(
        id: register.newID(), vote: register.newID(), meeting: ballot.meeting, item: ballot.item,
        question: ballot.question, majority: ballot.majority, base: ballot.base, needed: ballot.needed,
        present: ballot.present, quorum: ballot.quorum, inFavour: yes, against: no,
        silent: ballot.present - yes - no, isCarried: ballot.base > 0 && yes >= ballot.needed)
      try register.insert(vote)
      ballot.vote = vote.vote
    }
    ballot.id = register.newID()
    ballot.state = .counted
    try register.withdraw(story.ballot)
    try register.insert(ballot)
  }
}

/// Takes a ballot back: before it is counted whoever records does, with the reason; a result only by two persons.
package struct CancelMeetingBallot: Act {
  package static let name = "meetingBallot.cancel"
  package var ballot: ID<MeetingBallot>
  package var reason: String
  package init(_ ballot: ID<MeetingBallot>, reason: String) { (self.ballot, self.reason) = (ballot, reason) }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> MeetingBallot.State {
    let old = try register.takeMeetingBallot(ballot, by: actor)
    var new = old
    new.id = register.newID()
    switch old.state {
    case .open:
      new.reason = try FreeText.line(reason)
      guard !new.reason.isEmpty else { throw MeetingRefusal.noReason }
      new.state = .cancelled
    case .counted:
      new.reason = try FreeText.line(reason)
      guard !new.reason.isEmpty else { throw MeetingRefusal.noReason }
      (new.state, new.askedBy) = (.cancelAsked, actor.person)
    case .cancelAsked:
      guard old.askedBy != actor.person else { throw MeetingRefusal.needsSecondPerson }
      new.state = .cancelled
      if let id = old.vote,
        let vote = try register.session.meetingVotes(of: old.meeting).first(where: { $0.vote == id })
      {
        try register.withdraw(vote)
      }
    case .cancelled: throw MeetingRefusal.ballotClosed(old.state.title)
    }
    try register.withdraw(old)
    try register.insert(new)
    return new.state
  }
}

/// Leaves a result standing that somebody asked to take back.
package struct KeepMeetingBallot: Act {
  package static let name = "meetingBallot.keep"
  package var ballot: ID<MeetingBallot>
  package init(_ ballot: ID<MeetingBallot>) { self.ballot = ballot }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let old = try register.takeMeetingBallot(ballot, by: actor)
    guard old.state == .cancelAsked else { throw MeetingRefusal.ballotClosed(old.state.title) }
    var new = old
    (new.id, new.state, new.reason, new.askedBy) = (register.newID(), .counted, "", "")
    try register.withdraw(old)
    try register.insert(new)
  }
}

extension Transaction {
  fileprivate func takeMeetingBallot(_ id: ID<MeetingBallot>, by actor: Registry.Actor) throws
    -> MeetingBallot
  {
    guard let story = try session.meetingBallot(id) else { throw RightsRefusal.notFound }
    let meeting = try takeMeeting(story.ballot.meeting, by: actor)
    note("organisation", meeting.organisation)
    note("ballot", id)
    return story.ballot
  }

  /// A ballot that is not counted yet holds up what would change who may vote.
  func requireNoOpenBallot(at meeting: ID<Meeting>) throws {
    guard try !session.meetingBallots(of: meeting).contains(where: { $0.ballot.state == .open }) else {
      throw MeetingRefusal.ballotOpen
    }
  }
}
