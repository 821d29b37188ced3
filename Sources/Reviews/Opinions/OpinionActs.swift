import Basics
import Registry
import Storage

/// Asks for opinions about subjects of one's organisation.
package struct AskOpinions: Act {
  package static let name = "opinion.ask"
  package var requests: [OpinionToAsk]
  package var dueBefore: Day?
  package var dates: RoundDates

  package init(_ requests: [OpinionToAsk], before dueBefore: Day?, dates: RoundDates) {
    (self.requests, self.dueBefore, self.dates) = (requests, dueBefore, dates)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> [ID<OpinionRequest>] {
    let session = register.session
    let first = try requests.first.flatMap { try session.reviewSubject($0.subject) }
    guard let first, let round = try session.reviewRound(first.round),
      try session.knows(first, by: actor, at: register.now)
    else { throw RoundRefusal.subjectUnknown }
    if let dueBefore {
      try dates.requireDeadline(dueBefore, of: round.period)
      guard dueBefore > register.today else { throw OpinionRefusal.dueOver(dueBefore) }
    }
    var made: [ID<OpinionRequest>] = []
    for request in requests {
      guard let subject = try session.reviewSubject(request.subject), subject.round == first.round,
        try session.knows(subject, by: actor, at: register.now)
      else { throw RoundRefusal.subjectUnknown }
      try register.require(.recordReviews, of: actor, on: subject.organisation)
      guard subject.treatment.isReviewed else { throw RoundRefusal.notForThem(subject.entity.title) }
      var name = try FreeText.line(request.askedName)
      if let asked = request.asked {
        guard try session.mayBeAsked(asked, about: subject, in: round, asOf: register.asOf) else {
          throw OpinionRefusal.notOffered
        }
        name = try session.organisationNear(asked, asOf: register.asOf)?.name ?? name
      }
      guard !name.isEmpty else { throw OpinionRefusal.nobodyToAsk }
      let held = try session.opinions(about: subject.id, for: .operatorOfMachine, at: register.now)
      let isAsked = held.contains {
        $0.state != .cancelled && $0.kind == request.kind && $0.asked == request.asked
          && $0.askedName.utf8.elementsEqual(name.utf8)
      }
      guard !isAsked else { throw OpinionRefusal.alreadyAsked }
      let id: ID<OpinionRequest> = register.newID()
      try register.insert(
        ReviewOpinion(
          id: register.newID(), request: id, round: subject.round, subject: subject.id,
          member: subject.member,
          kind: request.kind, asked: request.asked, askedName: name, state: .asked, askedOn: register.today,
          dueBefore: dueBefore, day: register.today, author: "", content: [:], reply: ""))
      made.append(id)
    }
    register.note("round", first.round)
    register.note("count", .int(made.count))
    return made
  }
}

extension Transaction {
  /// The opinion with the right of whoever writes it: the organisation asked, or the subject's own where it came on paper.
  func writable(_ request: ID<OpinionRequest>, by actor: Actor) throws -> ReviewOpinion {
    guard let opinion = try session.opinion(request), let subject = try session.reviewSubject(opinion.subject)
    else {
      throw RightsRefusal.notFound
    }
    let own = try session.ownMember(of: actor)
    // Nobody writes the opinion about themselves, whichever post they hold.
    guard own == nil || own != subject.member else { throw RightsRefusal.notFound }
    try require(.recordReviews, of: actor, on: opinion.asked ?? subject.organisation)
    if opinion.state == .draft, opinion.asked != nil {
      guard try session.isDrafter(of: opinion, actor, at: now) else { throw OpinionRefusal.othersDraft }
    }
    return opinion
  }

  func move(_ opinion: ReviewOpinion, _ edit: (inout ReviewOpinion) -> Void) throws {
    var new = opinion
    (new.id, new.day) = (newID(), today)
    edit(&new)
    try withdraw(opinion)
    try insert(new)
    note("round", opinion.round)
    note("opinion", opinion.request)
  }
}

/// Writes the draft of an opinion, under the headings of its kind and no others. Nobody sees it but who writes it.
package struct DraftOpinion: Act {
  package static let name = "opinion.draft"
  package var request: ID<OpinionRequest>
  package var content: [String: String]
  package var author: String
  package var rules: OpinionRules

  package init(_ request: ID<OpinionRequest>, content: [String: String], author: String, rules: OpinionRules)
  {
    (self.request, self.content, self.author, self.rules) = (request, content, author, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let opinion = try register.writable(request, by: actor)
    guard opinion.state == .asked || opinion.state == .draft else {
      throw OpinionRefusal.wrongState(opinion.state.title)
    }
    // What is not finished is kept as well; it is asked for when the draft is shared.
    let content = try rules.checked(content, opinion.kind, isWhole: false)
    let author = try FreeText.line(author)
    try register.move(opinion) { ($0.state, $0.content, $0.author) = (.draft, content, author) }
  }
}

/// Shares a draft: from now on whoever it is about can read it, and nothing of it changes any more.
package struct ShareOpinion: Act {
  package static let name = "opinion.share"
  package var request: ID<OpinionRequest>
  package var rules: OpinionRules
  package init(_ request: ID<OpinionRequest>, rules: OpinionRules) {
    (self.request, self.rules) = (request, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let opinion = try register.writable(request, by: actor)
    guard opinion.state == .draft else { throw OpinionRefusal.wrongState(opinion.state.title) }
    _ = try rules.checked(opinion.content, opinion.kind)
    guard !opinion.author.isEmpty else { throw OpinionRefusal.emptyHeading("Người ký") }
    try register.move(opinion) { $0.state = .shared }
  }
}

/// Records that whoever an opinion is about has read it, with the answer they may give: by themselves; of those without an
/// account of their own by their cell's secretary, when they read and signed it on paper, and it is marked as that.
package struct ReadOpinion: Act {
  package static let name = "opinion.read"
  package var request: ID<OpinionRequest>
  package var reply: String
  package var isOnPaper: Bool

  package init(_ request: ID<OpinionRequest>, reply: String, isOnPaper: Bool = false) {
    (self.request, self.reply, self.isOnPaper) = (request, reply, isOnPaper)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let session = register.session
    guard let opinion = try session.opinion(request), let subject = try session.reviewSubject(opinion.subject)
    else {
      throw RightsRefusal.notFound
    }
    let own = try session.ownMember(of: actor)
    if own == nil || own != subject.member {
      try register.require(.recordReviews, of: actor, on: subject.organisation)
      guard isOnPaper || subject.member == nil else { throw OpinionRefusal.onlyTheRated }
      // Whoever can answer by themselves is not answered for.
      if let member = subject.member, try session.hasAccount(member) { throw OpinionRefusal.readsThemselves }
      if subject.member != nil { register.note(ReviewOpinion.onPaper, .bool(true)) }
    }
    guard opinion.state == .shared else { throw OpinionRefusal.wrongState(opinion.state.title) }
    let reply = try FreeText.checked(reply)
    try register.move(opinion) { ($0.state, $0.reply) = (.read, reply) }
  }
}

/// Enters an opinion into the dossier: after it was read, or, where it could not be, after its time and with a reason.
package struct EnterOpinion: Act {
  package static let name = "opinion.enter"
  package var request: ID<OpinionRequest>
  package var reason: String
  package var rules: OpinionRules

  package init(_ request: ID<OpinionRequest>, reason: String = "", rules: OpinionRules) {
    (self.request, self.reason, self.rules) = (request, reason, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard let opinion = try register.session.opinion(request),
      let subject = try register.session.reviewSubject(opinion.subject)
    else { throw RightsRefusal.notFound }
    try register.require(.recordReviews, of: actor, on: subject.organisation)
    guard opinion.state == .shared || opinion.state == .read else {
      throw OpinionRefusal.wrongState(opinion.state.title)
    }
    if opinion.state == .shared, rules.mustBeRead(opinion.kind), subject.member != nil {
      let reason = try FreeText.checked(reason)
      guard opinion.day.adding(days: rules.replyDays) <= register.today, !reason.isEmpty else {
        throw OpinionRefusal.notRead
      }
      register.note("reason", .string(reason))
    }
    try register.move(opinion) { $0.state = .entered }
  }
}

/// Stops asking, with a reason: somebody exempt, a request sent to the wrong place.
package struct CancelOpinion: Act {
  package static let name = "opinion.cancel"
  package var request: ID<OpinionRequest>
  package var reason: String
  package init(_ request: ID<OpinionRequest>, reason: String) {
    (self.request, self.reason) = (request, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard let opinion = try register.session.opinion(request),
      let subject = try register.session.reviewSubject(opinion.subject)
    else { throw RightsRefusal.notFound }
    try register.require(.recordReviews, of: actor, on: subject.organisation)
    guard opinion.state == .asked || opinion.state == .draft else {
      throw OpinionRefusal.wrongState(opinion.state.title)
    }
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw OpinionRefusal.noReason }
    register.note("reason", .string(reason))
    try register.move(opinion) { ($0.state, $0.content) = (.cancelled, [:]) }
  }
}
