import Basics
import Registry
import Storage

/// Adopts a resolution, at a meeting or written down from the book.
package struct AdoptResolution: Act {
  package static let name = "resolution.adopt"
  package var organisation: ID<Organisation>
  package var meeting: ID<Meeting>?
  /// Empty for the next one.
  package var number: String
  package var title: String
  package var text: String
  package var day: Day
  /// The one it takes the place of.
  package var replaces: ID<Resolution>?
  package var rules: MeetingRules

  package init(
    _ title: String, text: String, number: String = "", of organisation: ID<Organisation>,
    at meeting: ID<Meeting>? = nil, on day: Day, replacing replaces: ID<Resolution>? = nil,
    rules: MeetingRules
  ) {
    (self.title, self.text, self.number, self.organisation) = (title, text, number, organisation)
    (self.meeting, self.day, self.replaces, self.rules) = (meeting, day, replaces, rules)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> ID<Resolution> {
    let session = register.session
    if let meeting {
      let held = try register.takeMeeting(meeting, by: actor)
      guard held.organisation == organisation else { throw RightsRefusal.notFound }
      guard held.heldOn <= register.today else { throw MeetingRefusal.inFuture(held.heldOn) }
    } else {
      try register.require(.recordMeetings, of: actor, on: organisation)
      guard day <= register.today else { throw MeetingRefusal.inFuture(day) }
    }
    guard let state = try session.organisation(organisation, asOf: AsOf(day)) else {
      throw MeetingRefusal.beforeFounding
    }
    let (title, text) = (try FreeText.line(title), try FreeText.checked(text))
    guard !title.isEmpty, !text.isEmpty else { throw MeetingRefusal.noText }
    var number = try FreeText.line(number)
    if number.isEmpty { number = try session.nextResolutionNumber(of: state, on: day, rules: rules) }
    let sameYear = try session.resolutions(of: organisation, in: Period(year: day.year))
    guard !sameYear.contains(where: { $0.number.utf8.elementsEqual(number.utf8) }) else {
      throw MeetingRefusal.numberTaken(number)
    }
    let new = Resolution(
      id: register.newID(), resolution: register.newID(), organisation: organisation, meeting: meeting,
      number: number, title: title, text: text, adoptedOn: day, state: .valid, changedOn: nil,
      replacedBy: nil, reason: "")
    try register.insert(new)
    if let replaces {
      try register.end(replaces, of: organisation, as: .replaced, by: new.resolution, reason: "", on: day)
    }
    register.note("organisation", organisation)
    register.note("resolution", new.resolution)
    return new.resolution
  }
}

/// Withdraws a resolution, with the reason: what was assigned by it is told on the next agenda.
package struct WithdrawResolution: Act {
  package static let name = "resolution.withdraw"
  package var resolution: ID<Resolution>
  package var reason: String
  package var day: Day
  package init(_ resolution: ID<Resolution>, reason: String, on day: Day) {
    (self.resolution, self.reason, self.day) = (resolution, reason, day)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    guard let old = try register.session.resolution(resolution) else { throw RightsRefusal.notFound }
    try register.require(.recordMeetings, of: actor, on: old.organisation)
    guard day <= register.today else { throw MeetingRefusal.inFuture(day) }
    let reason = try FreeText.line(reason)
    guard !reason.isEmpty else { throw MeetingRefusal.noReason }
    try register.end(resolution, of: old.organisation, as: .withdrawn, by: nil, reason: reason, on: day)
    register.note("organisation", old.organisation)
    register.note("resolution", resolution)
  }
}

extension Transaction {
  fileprivate func end(
    _ id: ID<Resolution>, of organisation: ID<Organisation>, as state: Resolution.State,
    by other: ID<Resolution>?, reason: String, on day: Day
  ) throws {
    guard let old = try session.resolution(id), old.organisation == organisation else {
      throw RightsRefusal.notFound
    }
    guard old.state == .valid else { throw MeetingRefusal.notValid }
    guard day >= old.adoptedOn else { throw MeetingRefusal.beforeAssigned(old.adoptedOn) }
    var new = old
    (new.id, new.state, new.changedOn) = (newID(), state, day)
    (new.replacedBy, new.reason) = (other, reason)
    try withdraw(old)
    try insert(new)
  }
}
