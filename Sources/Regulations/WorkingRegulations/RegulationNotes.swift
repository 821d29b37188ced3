import Basics
import Registry
import Storage

/// What the owning organisation says to a finding: it will be mended, stays, or was misread. The latest answer holds.
package struct AnswerFinding: Act {
  package static let name = "regulation.answer"
  package var regulation: ID<WorkingRegulation>
  package var finding: String
  package var standing: RegulationNote.Standing
  package var text: String

  package init(
    _ regulation: ID<WorkingRegulation>, finding: String, standing: RegulationNote.Standing, text: String
  ) {
    (self.regulation, self.finding, self.standing, self.text) = (regulation, finding, standing, text)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let held = try register.regulation(regulation)
    try register.require(.recordRegulations, of: actor, on: held.organisation)
    guard try register.session.standsFor(held.organisation, actor, at: register.now) else {
      throw RegulationRefusal.notOwner
    }
    let text = try register.checkedNote(text)
    if standing != .mend, text.isEmpty { throw RegulationRefusal.noReason }
    guard !finding.isEmpty, finding.utf8.count <= 240 else { throw RegulationRefusal.unknownFinding }
    let old = try register.session.regulationNotes(on: regulation).map(\.note).filter {
      $0.kind == .answer && $0.about == finding
    }
    if old.contains(where: { $0.standing == standing && $0.text == text }) {
      throw RegulationRefusal.nothingChanged
    }
    for note in old { try register.withdraw(note) }
    try register.insert(
      RegulationNote(
        id: register.newID(RegulationNote.self).number, regulation: regulation, other: nil, kind: .answer,
        about: finding, standing: standing, text: text))
    register.note("organisation", held.organisation)
    register.note("regulation", regulation)
  }
}

/// The owning organisation has looked at everything that was found: from now on its superiors may see all of it.
package struct FinishLooking: Act {
  package static let name = "regulation.looked"
  package var regulation: ID<WorkingRegulation>
  package init(_ regulation: ID<WorkingRegulation>) { self.regulation = regulation }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let held = try register.regulation(regulation)
    try register.require(.recordRegulations, of: actor, on: held.organisation)
    guard try register.session.standsFor(held.organisation, actor, at: register.now) else {
      throw RegulationRefusal.notOwner
    }
    let isKnown = try register.session.regulationNotes(on: regulation).contains { $0.note.kind == .looked }
    guard !isKnown else { throw RegulationRefusal.nothingChanged }
    try register.insert(
      RegulationNote(
        id: register.newID(RegulationNote.self).number, regulation: regulation, other: nil, kind: .looked,
        about: "", standing: nil, text: ""))
    register.note("organisation", held.organisation)
    register.note("regulation", regulation)
  }
}

/// Sets a likeness aside, or brings it back: a person has looked and says why it does not count.
package struct SetPassageAside: Act {
  package static let name = "regulation.setAside"
  package var regulation: ID<WorkingRegulation>
  package var other: ID<WorkingRegulation>
  /// The clause's address in the regulation: "5.2.a".
  package var passage: String
  /// Nil brings the likeness back.
  package var reason: String?
  /// Why it is brought back: asked of whoever does not stand for the organisation that had set it aside.
  package var why: String

  package init(
    _ passage: String, of regulation: ID<WorkingRegulation>, with other: ID<WorkingRegulation>,
    reason: String?, because why: String = ""
  ) {
    self.why = why
    (self.passage, self.regulation, self.other, self.reason) = (passage, regulation, other, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let held = try register.regulation(regulation)
    try register.require(.recordRegulations, of: actor, on: held.organisation)
    guard !passage.isEmpty, passage.utf8.count <= 40, try register.session.regulation(other) != nil else {
      throw RegulationRefusal.unknownPassage
    }
    let old = try register.session.regulationNotes(on: regulation).map(\.note).filter {
      $0.kind == .aside && $0.about == passage && $0.other == other
    }
    for note in old { try register.withdraw(note) }
    if let reason {
      let reason = try register.checkedNote(reason)
      guard !reason.isEmpty else { throw RegulationRefusal.noReason }
      // Whoever reads the figure later wants to know why.
      guard FreeText.tells(reason) else { throw RegulationRefusal.saysNothing }
      try register.insert(
        RegulationNote(
          id: register.newID(RegulationNote.self).number, regulation: regulation, other: other, kind: .aside,
          about: passage, standing: nil, text: reason))
    } else {
      guard !old.isEmpty else { throw RegulationRefusal.nothingChanged }
      let why = try register.checkedNote(why)
      if try !register.session.standsFor(held.organisation, actor, at: register.now) {
        guard !why.isEmpty else { throw RegulationRefusal.noReason }
        guard FreeText.tells(why) else { throw RegulationRefusal.saysNothing }
      }
      if !why.isEmpty { register.note("reason", .string(why)) }
    }
    register.note("organisation", held.organisation)
    register.note("regulation", regulation)
  }
}

extension Transaction {
  fileprivate func checkedNote(_ text: String) throws -> String {
    let text = try FreeText.checked(text)
    guard text.unicodeScalars.count <= RegulationNote.longestText else {
      throw RegulationRefusal.tooLong(RegulationNote.longestText)
    }
    return text
  }
}
