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
      bodyName: try rules.checkedBody(bodyName), words: try rules.checkedWords(words))
    // Sent twice (a second click, a page sent again), it stands already.
    if let last = story.steps.last, last.isSame(as: step) {
      register.note("organisation", story.concern.organisation)
      register.note("concern", concern)
      return
    }
    switch kind {
    case .passedOn:
      guard story.isOpen else { throw ConcernRefusal.notOpen }
      guard body != nil || !step.bodyName.isEmpty else { throw ConcernRefusal.noBody }
      guard body == nil || step.bodyName.isEmpty else { throw ConcernRefusal.twoBodies }
      if let body {
        // Only what the register knows on that day, and not the cell itself.
        guard try session.organisation(body, asOf: AsOf(day)) != nil, body != story.concern.organisation
        else { throw ConcernRefusal.noBody }
        step.bodyName = ""
      }
    case .answered:
      guard story.isOpen else { throw ConcernRefusal.notOpen }
      guard !step.words.isEmpty else { throw ConcernRefusal.noWords }
      let asked = story.steps.filter { $0.kind == .passedOn }
      if let writer = try answering(story, actor, in: register) {
        // Whoever was asked answers in their own name and no other.
        (step.body, step.bodyName) = (writer, "")
      } else if step.body == nil, step.bodyName.isEmpty {
        (step.body, step.bodyName) = (asked.last?.body, asked.last?.bodyName ?? "")
      } else if let body, !asked.contains(where: { $0.body == body }) {
        throw ConcernRefusal.notAsked
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

  /// The organisation in whose name somebody outside the grassroots organisation answers: the one asked that is nearest to
  /// where they work. Nil for whoever keeps the cell's papers and writes down what others have answered.
  private func answering(_ story: ConcernStory, _ actor: Actor, in register: Transaction) throws
    -> ID<Organisation>?
  {
    let session = register.session
    let near = try session.concernRights(of: actor, on: story, at: register.now)
    guard !near.contains(.recordConcerns) else { return nil }
    let asked = try story.steps.filter { $0.kind == .passedOn }.compactMap(\.body).filter {
      try session.rights(of: actor, on: $0, at: register.now).contains(.recordConcerns)
    }
    let own = try asked.last {
      try session.ownRights(of: actor, on: $0, at: register.now).contains(.recordConcerns)
    }
    return own ?? asked.last
  }

  /// The cell takes every step; an organisation it was passed on to passes it further or answers.
  private func requireWriter(of story: ConcernStory, _ actor: Actor, in register: Transaction) throws {
    let session = register.session
    let near = try session.concernRights(of: actor, on: story, at: register.now)
    if near.contains(.recordConcerns) { return }
    if kind == .answered || kind == .passedOn {
      for body in story.steps.filter({ $0.kind == .passedOn }).compactMap(\.body)
      where try session.rights(of: actor, on: body, at: register.now).contains(.recordConcerns) {
        return
      }
    }
    try session.requireConcern(.recordConcerns, of: actor, on: story, at: register.now)
  }
}

/// Takes back a step that was written down by mistake, if those that remain still follow from each other.
package struct WithdrawConcernStep: Act {
  package static let name = "concern.withdrawStep"
  package var concern: ID<Concern>
  /// The row; nil for the last one.
  package var step: Int64?
  package var reason: String

  package init(_ concern: ID<Concern>, step: Int64? = nil, reason: String) {
    (self.concern, self.step, self.reason) = (concern, step, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard let story = try register.session.concern(concern) else { throw RightsRefusal.notFound }
    try register.session.requireConcern(.recordConcerns, of: actor, on: story, at: register.now)
    guard !story.isErased else { throw ConcernRefusal.erased }
    guard let wrong = step.map({ id in story.steps.first { $0.id == id } }) ?? story.steps.last else {
      throw ConcernRefusal.noWords
    }
    var rest = story
    rest.steps.removeAll { $0.id == wrong.id }
    guard rest.follows else { throw ConcernRefusal.neededLater }
    let reason = try FreeText.checked(reason)
    guard FreeText.tells(reason) else { throw ConcernRefusal.noReason }
    try register.withdraw(wrong)
    register.note("organisation", story.concern.organisation)
    register.note("concern", concern)
    register.note("reason", .string(reason))
  }
}
