import Basics
import Registry
import Storage

/// Sends a draft to organisations and people for comments; from now on they may read it.
package struct AskAboutRegulationDraft: Act {
  package static let name = "regulationDraft.ask"
  package var draft: ID<RegulationDraft>
  package var organisations: [ID<Organisation>]
  package var accounts: [ID<Account>]
  package var before: Day?

  package init(
    _ draft: ID<RegulationDraft>, organisations: [ID<Organisation>], accounts: [ID<Account>], before: Day?
  ) {
    (self.draft, self.organisations, self.accounts, self.before) = (draft, organisations, accounts, before)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let held = try register.openDraft(draft, by: actor)
    guard !organisations.isEmpty || !accounts.isEmpty else { throw RegulationDraftRefusal.nobodyAsked }
    if let before, before <= register.today { throw RegulationDraftRefusal.pastDeadline(before) }
    let known = try register.session.draftRequests(of: draft)
    // Asked already: only the day may be another one.
    func ask(_ organisation: ID<Organisation>?, _ account: ID<Account>?, named name: String) throws {
      if let held = known.first(where: { $0.organisation == organisation && $0.account == account }) {
        guard held.before != before else { throw RegulationDraftRefusal.asked(name) }
        try register.withdraw(held)
        try register.insert(
          RegulationDraftRequest(
            id: register.newID(), draft: draft, organisation: organisation, account: account,
            askedOn: held.askedOn, before: before))
        return
      }
      try register.insert(
        RegulationDraftRequest(
          id: register.newID(), draft: draft, organisation: organisation, account: account,
          askedOn: register.today, before: before))
    }
    for id in Set(organisations).sorted() {
      guard id != held.organisation, let state = try register.session.organisation(id, asOf: register.asOf)
      else {
        throw RightsRefusal.notFound
      }
      try ask(id, nil, named: state.name)
    }
    let readers = try register.session.ownReaders(of: held.organisation, at: register.now)
    for id in Set(accounts).sorted() {
      guard let reader = readers.first(where: { $0.account == id }) else { throw RightsRefusal.notFound }
      try ask(nil, id, named: reader.name)
    }
    if held.step.state != .commenting { try register.step(held, .commenting) }
    register.note("organisation", held.organisation)
    register.note("draft", draft)
  }
}

/// Somebody is no longer asked, and reads the draft no more; what they said stays.
package struct UnaskAboutRegulationDraft: Act {
  package static let name = "regulationDraft.unask"
  package var draft: ID<RegulationDraft>
  package var request: ID<RegulationDraftRequest>

  package init(_ request: ID<RegulationDraftRequest>, of draft: ID<RegulationDraft>) {
    (self.request, self.draft) = (request, draft)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let held = try register.openDraft(draft, by: actor)
    guard let found = try register.session.draftRequests(of: draft).first(where: { $0.id == request }) else {
      throw RightsRefusal.notFound
    }
    try register.withdraw(found)
    register.note("organisation", held.organisation)
    register.note("draft", draft)
  }
}

/// What somebody who was asked, or the organisation's own people, say about an article.
package struct CommentOnRegulationDraft: Act {
  package static let name = "regulationDraft.comment"
  package var draft: ID<RegulationDraft>
  package var piece: ID<RegulationDraftPiece>?
  package var text: String

  package init(_ draft: ID<RegulationDraft>, on piece: ID<RegulationDraftPiece>?, text: String) {
    (self.draft, self.piece, self.text) = (draft, piece, text)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard let held = try register.session.regulationDraft(draft) else { throw RightsRefusal.notFound }
    let sight = try register.session.draftSight(held, of: actor, at: register.now)
    guard sight.mayRead else { throw RightsRefusal.notFound }
    guard held.step.state.isOpen else { throw RegulationDraftRefusal.closed(held.step.state) }
    if let piece, held.piece(piece) == nil { throw RegulationDraftRefusal.gone }
    let text = try FreeText.checked(text)
    guard !text.isEmpty else { throw RegulationDraftRefusal.noComment }
    let known = try register.session.draftComments(of: draft)
    guard !known.contains(where: { $0.author == actor.written && $0.piece == piece && $0.text == text })
    else {
      throw RegulationDraftRefusal.nothingChanged
    }
    try register.insert(
      RegulationDraftComment(
        id: register.newID(RegulationDraftComment.self).number, comment: register.newID(), draft: draft,
        piece: piece, organisation: sight.isOwner ? nil : sight.requests.first?.organisation,
        author: actor.written, day: register.today, standing: .open, text: text, reply: ""))
    register.note("organisation", held.organisation)
    register.note("draft", draft)
  }
}

/// The organisation says what it does about a comment.
package struct AnswerDraftComment: Act {
  package static let name = "regulationDraft.answer"
  package var draft: ID<RegulationDraft>
  package var comment: ID<RegulationDraftComment>
  package var standing: RegulationDraftComment.Standing
  package var reply: String

  package init(
    _ comment: ID<RegulationDraftComment>, of draft: ID<RegulationDraft>,
    standing: RegulationDraftComment.Standing, reply: String
  ) {
    (self.comment, self.draft, self.standing, self.reply) = (comment, draft, standing, reply)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let held = try register.draft(draft, by: actor)
    guard held.step.state.isOpen || held.step.state == .adopted else {
      throw RegulationDraftRefusal.closed(held.step.state)
    }
    guard let found = try register.session.draftComments(of: draft).first(where: { $0.comment == comment })
    else {
      throw RegulationDraftRefusal.gone
    }
    let reply = try FreeText.checked(reply)
    // What is not taken up is explained.
    guard standing != .open, standing == .taken || !reply.isEmpty else {
      throw RegulationDraftRefusal.noReason
    }
    if found.standing == standing, found.reply == reply { throw RegulationDraftRefusal.nothingChanged }
    try register.withdraw(found)
    var answered = found
    answered.id = register.newID(RegulationDraftComment.self).number
    (answered.standing, answered.reply) = (standing, reply)
    try register.insert(answered)
    register.note("organisation", held.organisation)
    register.note("draft", draft)
  }
}

extension Transaction {
  /// The draft stands elsewhere from now on.
  func step(
    _ draft: RegulationDraft, _ state: RegulationDraftStep.State, on day: Day? = nil,
    votes: (for: Int, base: Int)? = nil, regulation: ID<WorkingRegulation>? = nil, text: String = ""
  ) throws {
    try withdraw(draft.step)
    try insert(
      RegulationDraftStep(
        id: newID(RegulationDraftStep.self).number, draft: draft.id, state, on: day ?? today, votes: votes,
        regulation: regulation, text: text))
  }
}
