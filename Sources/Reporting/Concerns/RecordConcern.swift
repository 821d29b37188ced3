import Basics
import Registry

/// Writes a matter down in a cell: by whoever keeps the cell's papers, or by a member of the cell, also one who only lives there.
package struct RecordConcern: Act {
  package static let name = "concern.record"
  package var organisation: ID<Organisation>
  package var heardOn: Day
  package var topic: String
  package var hamlet: String
  package var matter: String
  package var rules: ConcernRules

  package init(
    _ matter: String, topic: String, at hamlet: String, heardOn: Day, by organisation: ID<Organisation>,
    rules: ConcernRules
  ) {
    (self.matter, self.topic, self.hamlet, self.heardOn) = (matter, topic, hamlet, heardOn)
    (self.organisation, self.rules) = (organisation, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Concern> {
    let session = register.session
    if try !session.belongs(actor, to: organisation, on: register.today) {
      try session.requireNear(.recordConcerns, of: actor, on: organisation, at: register.now)
    }
    guard let state = try session.organisation(organisation, asOf: AsOf(register.today)), state.kind.isCell
    else { throw ConcernRefusal.notCell }
    let concern = Concern(
      id: register.newID(Concern.self).number, concern: register.newID(), organisation: organisation,
      heardOn: heardOn, topic: topic, hamlet: hamlet, matter: matter)
    let checked = try rules.checked(concern, in: state, on: register.today)
    // Sent twice, or brought by two who heard it the same day: one matter.
    if let same = try session.concerns(of: organisation).first(where: {
      $0.isOpen && !$0.isErased && $0.concern.isSame(as: checked)
    }) {
      register.note("organisation", organisation)
      register.note("concern", same.concern.concern)
      return same.concern.concern
    }
    try register.insert(checked)
    register.note("organisation", organisation)
    register.note("concern", checked.concern)
    return checked.concern
  }
}

/// Mends the words of a matter.
package struct CorrectConcern: Act {
  package static let name = "concern.correct"
  package var concern: ID<Concern>
  package var heardOn: Day
  package var topic: String
  package var hamlet: String
  package var matter: String
  package var rules: ConcernRules

  package init(
    _ concern: ID<Concern>, matter: String, topic: String, at hamlet: String, heardOn: Day,
    rules: ConcernRules
  ) {
    (self.concern, self.matter, self.topic) = (concern, matter, topic)
    (self.hamlet, self.heardOn, self.rules) = (hamlet, heardOn, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let session = register.session
    let story = try register.openConcern(concern, by: actor)
    // What was answered is what was asked.
    guard !story.steps.contains(where: { $0.kind == .answered }) else {
      throw ConcernRefusal.alreadyAnswered
    }
    var changed = story.concern
    changed.id = register.newID(Concern.self).number
    (changed.heardOn, changed.topic) = (heardOn, topic)
    (changed.hamlet, changed.matter) = (hamlet, matter)
    let state = try session.organisationNear(changed.organisation, asOf: AsOf(register.today))
    let checked = try rules.checked(changed, in: state, on: register.today)
    if let first = story.steps.first, first.takenOn < checked.heardOn {
      throw ConcernRefusal.before(first.takenOn)
    }
    try register.withdraw(story.concern)
    try register.insert(checked)
    register.note("organisation", checked.organisation)
    register.note("concern", concern)
  }
}

/// Takes a matter out that was written down by mistake; its words are erased at once.
package struct WithdrawConcern: Act {
  package static let name = "concern.withdraw"
  package var concern: ID<Concern>
  package var reason: String

  package init(_ concern: ID<Concern>, reason: String) { (self.concern, self.reason) = (concern, reason) }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let story = try register.openConcern(concern, by: actor)
    let reason = try FreeText.checked(reason)
    guard FreeText.tells(reason) else { throw ConcernRefusal.noReason }
    try register.withdraw(story.concern)
    for step in story.steps { try register.withdraw(step) }
    try register.eraseConcerns([concern])
    register.note("organisation", story.concern.organisation)
    register.note("concern", concern)
    register.note("reason", .string(reason))
  }
}

extension ConcernRules {
  fileprivate func checked(_ concern: Concern, in cell: OrganisationState?, on today: Day) throws -> Concern {
    guard topics.contains(where: { $0.id.utf8.elementsEqual(concern.topic.utf8) }) else {
      throw ConcernRefusal.noTopic
    }
    guard concern.heardOn <= today else { throw ConcernRefusal.future }
    guard concern.heardOn >= today.adding(days: -reach.heardDays) else { throw ConcernRefusal.tooLongAgo }
    var checked = concern
    checked.hamlet = try checkedHamlet(concern.hamlet, known: cell?.neighbourhood ?? "")
    checked.matter = try checkedMatter(concern.matter)
    return checked
  }
}

extension Transaction {
  /// A matter that may be written to: of a cell the actor writes for, not closed, its words not erased.
  func openConcern(_ id: ID<Concern>, by actor: Actor) throws -> ConcernStory {
    guard let story = try session.concern(id) else { throw RightsRefusal.notFound }
    try session.requireConcern(.recordConcerns, of: actor, on: story, at: now)
    guard !story.isErased else { throw ConcernRefusal.erased }
    guard story.isOpen else { throw ConcernRefusal.notOpen }
    return story
  }
}
