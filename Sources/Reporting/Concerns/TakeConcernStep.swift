import Basics
import Registry

/// Writes down what became of a matter: where it was passed on, what was answered, that it was told back to the people, that it is
/// over. An organisation it was passed on to may write its answer itself.
package struct TakeConcernStep: Act {
  package static let name = "concern.step"
  package var concern: ID<Concern>
  package var kind: ConcernStep.Kind
  package var day: Day
  package var body: ID<Organisation>?
  package var bodyName: String
  package var words: String
  package var rules: ConcernRules

  package init(
    _ kind: ConcernStep.Kind, of concern: ID<Concern>, on day: Day, body: ID<Organisation>? = nil,
    bodyName: String = "", words: String = "", rules: ConcernRules
  ) {
    (self.kind, self.concern, self.day, self.body) = (kind, concern, day, body)
    (self.bodyName, self.words, self.rules) = (bodyName, words, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let session = register.session
    guard let story = try session.concern(concern) else { throw RightsRefusal.notFound }
    try requireWriter(of: story, actor, in: register)
    guard !story.isErased else { throw ConcernRefusal.erased }
    guard day <= register.today else { throw ConcernRefusal.future }
    guard day >= story.lastDay else { throw ConcernRefusal.before(story.lastDay) }
    var step = ConcernStep(
      id: register.newID(ConcernStep.self).number, concern: concern, kind: kind, takenOn: day, body: body,
      bodyName: try FreeText.line(bodyName), words: try rules.checkedWords(words))
    switch kind {
    case .passedOn:
      guard story.isOpen else { throw ConcernRefusal.notOpen }
      guard body != nil || !step.bodyName.isEmpty else { throw ConcernRefusal.noBody }
      if let body {
        // Only what the register knows on that day, and not the cell itself.
        guard try session.organisation(body, asOf: AsOf(day)) != nil, body != story.concern.organisation
        else { throw ConcernRefusal.noBody }
        step.bodyName = ""
      }
    case .answered:
      guard story.isOpen else { throw ConcernRefusal.notOpen }
      guard !step.words.isEmpty else { throw ConcernRefusal.noWords }
      let asked = story.steps.last { $0.kind == .passedOn }
      if step.body == nil, step.bodyName.isEmpty {
        (step.body, step.bodyName) = (asked?.body, asked?.bodyName ?? "")
      }
    case .told:
      guard story.isOpen else { throw ConcernRefusal.notOpen }
      guard story.steps.contains(where: { $0.kind == .answered }) else {
        throw ConcernRefusal.nothingAnswered
      }
      guard story.stage != .told else { throw ConcernRefusal.already(story.stage.title) }
      (step.body, step.bodyName) = (nil, "")
    case .closed:
      guard story.isOpen else { throw ConcernRefusal.notOpen }
      // Over without having told the people: why.
      guard story.stage == .told || FreeText.tells(step.words) else { throw ConcernRefusal.noReason }
      (step.body, step.bodyName) = (nil, "")
    case .reopened:
      guard !story.isOpen else { throw ConcernRefusal.notClosed }
      guard FreeText.tells(step.words) else { throw ConcernRefusal.noReason }
      (step.body, step.bodyName) = (nil, "")
    }
    try register.insert(step)
    register.note("organisation", story.concern.organisation)
    register.note("concern", concern)
    register.note("step", .string(kind.rawValue))
  }

  /// The cell takes every step; an organisation it was passed on to passes it further or answers.
  private func requireWriter(of story: ConcernStory, _ actor: Actor, in register: Transaction) throws {
    let session = register.session
    let near = try session.nearRights(of: actor, on: story.concern.organisation, at: register.now)
    if near.contains(.recordConcerns) { return }
    if kind == .answered || kind == .passedOn {
      for body in story.steps.filter({ $0.kind == .passedOn }).compactMap(\.body)
      where try session.rights(of: actor, on: body, at: register.now).contains(.recordConcerns) {
        return
      }
    }
    try session.requireNear(
      .recordConcerns, of: actor, on: story.concern.organisation, at: register.now)
  }
}

/// Takes back the last step that was written down by mistake.
package struct WithdrawConcernStep: Act {
  package static let name = "concern.withdrawStep"
  package var concern: ID<Concern>
  package var reason: String

  package init(_ concern: ID<Concern>, reason: String) { (self.concern, self.reason) = (concern, reason) }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard let story = try register.session.concern(concern) else { throw RightsRefusal.notFound }
    try register.session.requireNear(
      .recordConcerns, of: actor, on: story.concern.organisation, at: register.now)
    guard !story.isErased else { throw ConcernRefusal.erased }
    guard let last = story.steps.last else { throw ConcernRefusal.noWords }
    let reason = try FreeText.checked(reason)
    guard FreeText.tells(reason) else { throw ConcernRefusal.noReason }
    try register.withdraw(last)
    register.note("organisation", story.concern.organisation)
    register.note("concern", concern)
    register.note("reason", .string(reason))
  }
}
