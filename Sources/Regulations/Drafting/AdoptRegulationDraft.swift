import Basics
import Formats
import Registry
import Schema
import Storage

/// The meeting adopts a draft: from now on it is not changed any more.
package struct AdoptRegulationDraft: Act {
  package static let name = "regulationDraft.adopt"
  package var draft: ID<RegulationDraft>
  /// The last change that was before the eyes of whoever writes it down.
  package var seen: Int
  package var day: Day
  package var votesFor: Int
  package var votesBase: Int
  /// Why another number was counted than the register has.
  package var explanation: String
  package var rules: DraftRules

  package init(
    _ draft: ID<RegulationDraft>, seen: Int, on day: Day, votes: Int, of base: Int, explanation: String = "",
    rules: DraftRules
  ) {
    (self.draft, self.seen, self.day, self.rules) = (draft, seen, day, rules)
    self.explanation = explanation
    (votesFor, votesBase) = (votes, base)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let held = try register.openDraft(draft, by: actor)
    guard held.latest == seen else { throw RegulationDraftRefusal.changedSince }
    guard day <= register.today else { throw RegulationDraftRefusal.future(day) }
    guard votesFor > 0, votesBase > 0 else { throw RegulationDraftRefusal.noVotes }
    guard votesFor <= votesBase else { throw RegulationDraftRefusal.tooManyVotes(votesFor, votesBase) }
    // A meeting of something that was not there yet adopted nothing.
    let organisation = try register.state(held.organisation, on: day)
    if let begun = try register.session.regulationDraftSteps(of: draft).first?.step.day, day < begun {
      throw RegulationDraftRefusal.beforeDraft(begun)
    }
    let explanation = try FreeText.line(explanation)
    if let known = try register.session.voters(of: organisation, on: day), known != votesBase {
      guard !explanation.isEmpty else {
        throw RegulationDraftRefusal.otherBase(given: votesBase, known: known)
      }
    }
    guard rules.adoption.carries(votesFor, of: votesBase) else {
      throw RegulationDraftRefusal.notCarried(votes: votesFor, base: votesBase, words: rules.adoption.words)
    }
    let open = try register.session.draftComments(of: draft).count { $0.standing == .open }
    guard open == 0 else { throw RegulationDraftRefusal.openComments(open) }
    let empty = held.pieces.filter(\.isEmpty).map { held.name(of: $0) }
    var unfilled: [String] = []
    for piece in held.pieces {
      for name in DraftText.unfilled(piece.title) + DraftText.unfilled(piece.text)
      where !unfilled.contains(name) {
        unfilled.append(name)
      }
      for name in DraftText.unknown(piece.title) + DraftText.unknown(piece.text)
      where !unfilled.contains("‹\(name)›") {
        unfilled.append("‹\(name)›")
      }
    }
    let hasArticles = held.pieces.contains { $0.kind == .article }
    guard empty.isEmpty, unfilled.isEmpty, hasArticles else {
      throw RegulationDraftRefusal.unfinished(
        empty: hasArticles ? empty : ["chưa có điều nào"], unfilled: unfilled)
    }
    try register.step(held, .adopted, on: day, votes: (votesFor, votesBase), text: explanation)
    register.note("organisation", held.organisation)
    register.note("draft", draft)
  }
}

/// Issues an adopted draft with its number and day: it becomes a version in the register, with its paper.
package struct IssueRegulationDraft: Act {
  package static let name = "regulationDraft.issue"
  package var draft: ID<RegulationDraft>
  package var document: DecisionEntry
  package var day: Day
  /// Who signs, as printed.
  package var signer: String
  package var layout: LayoutProfile
  package var mark: String?

  package init(
    _ draft: ID<RegulationDraft>, as document: DecisionEntry, from day: Day, signer: String,
    layout: LayoutProfile, mark: String?
  ) {
    (self.draft, self.document, self.day) = (draft, document, day)
    (self.signer, self.layout, self.mark) = (signer, layout, mark)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<WorkingRegulation> {
    let held = try register.draft(draft, by: actor)
    guard held.step.state == .adopted else { throw RegulationDraftRefusal.notAdopted }
    guard document.key.date >= held.step.day else {
      throw RegulationDraftRefusal.beforeAdoption(held.step.day)
    }
    let own = try register.state(held.organisation, on: document.key.date)
    guard RegulationIssuer.isOwn(document.key.issuer, of: own.name) else {
      throw RegulationDraftRefusal.otherIssuer(document.key.issuer, own: own.name)
    }
    if let other = try register.session.day(ofNumber: document.key, from: held.organisation, term: held.term)
    {
      throw RegulationDraftRefusal.numberUsed(document.key.number, other)
    }
    let print = try register.session.regulationPrint(
      held, number: document.key.number, on: document.key.date, signer: VietnameseText.clean(signer),
      layout: layout, mark: mark)
    let bases = held.head.map { DraftText.read($0.text, numbers: held.numbers) } ?? ""
    let regulation = try RecordRegulation(
      of: held.organisation, document: document, title: held.title, from: day, term: held.term,
      frame: held.frame,
      paper: RegulationPaper(name: "Quy chế làm việc.docx", bytes: try print.document.docx()),
      bases: bases.split(separator: "\n").map(String.init)
    ).perform(in: register, by: actor)
    try register.step(held, .issued, on: document.key.date, regulation: regulation)
    register.note("draft", draft)
    return regulation
  }
}

/// Gives a draft back to be mended, puts it aside, or takes it up again.
package struct MoveRegulationDraft: Act {
  package enum Move: Sendable { case giveBack, putAside, takeUp }
  package static let name = "regulationDraft.move"
  package var draft: ID<RegulationDraft>
  package var move: Move
  package var reason: String

  package init(_ draft: ID<RegulationDraft>, _ move: Move, reason: String = "") {
    (self.draft, self.move, self.reason) = (draft, move, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let held = try register.draft(draft, by: actor)
    let reason = try FreeText.line(reason)
    let state = held.step.state
    switch move {
    case .giveBack:
      guard state == .adopted || state == .commenting else { throw RegulationDraftRefusal.closed(state) }
      guard !reason.isEmpty else { throw RegulationDraftRefusal.noReason }
      try register.step(held, .returned, text: reason)
    case .putAside:
      guard state.isOpen || state == .adopted else { throw RegulationDraftRefusal.closed(state) }
      guard !reason.isEmpty else { throw RegulationDraftRefusal.noReason }
      try register.step(held, .withdrawn, text: reason)
    case .takeUp:
      guard state == .withdrawn else { throw RegulationDraftRefusal.nothingChanged }
      try register.step(held, .writing)
    }
    register.note("organisation", held.organisation)
    register.note("draft", draft)
  }
}

extension RegulationDraft {
  /// The term of office that a place of the text names.
  package var term: String {
    for piece in pieces {
      for case .fact(DraftFacts.Name.term.rawValue, let value) in DraftText.parts(piece.title)
        + DraftText.parts(piece.text)
      {
        return value
      }
    }
    // Typed by hand: "nhiệm kỳ 2025 - 2030".
    for piece in pieces {
      if let term = RegulationHead.term(in: DraftText.read(piece.title + " " + piece.text, numbers: [:])) {
        return term
      }
    }
    return ""
  }
}

/// Whether a paper is issued by the organisation whose regulation it is: "Đảng ủy xã Long Mỹ" for "Đảng bộ xã Long Mỹ".
enum RegulationIssuer {
  static func isOwn(_ issuer: String, of name: String) -> Bool {
    let (issuer, name) = (VietnameseText.fold(issuer), VietnameseText.fold(name))
    if issuer.utf8.elementsEqual(name.utf8) { return true }
    // What is left after the word for the kind of body: the place or the office.
    let rest = name.split(separator: " ").dropFirst(2).joined(separator: " ")
    return !rest.isEmpty && " \(issuer)".utf8.suffix(rest.utf8.count + 1).elementsEqual(" \(rest)".utf8)
  }
}

extension Session {
  /// The draft from which a regulation was issued.
  func draftIssued(as regulation: ID<WorkingRegulation>) throws -> ID<RegulationDraft>? {
    try first(
      """
      SELECT draft_id FROM regulation_draft_step
      WHERE regulation_id = \(regulation) AND state = 'issued' AND withdrawn_by = \(Schema.stillBelieved)
      """
    ) { try $0.id(0) }
  }

  /// When the organisation gave the same number to another regulation of the same term, or to another paper of that kind in the
  /// same year.
  fileprivate func day(ofNumber key: DocumentKey, from organisation: ID<Organisation>, term: String) throws
    -> Day?
  {
    let number = CitedDocument.fold(key.number)
    guard !number.isEmpty else { return nil }
    for other in try regulations(of: organisation)
    where other.term.isEmpty || term.isEmpty || other.term == term {
      guard let paper = try decision(other.document), paper.key != key,
        CitedDocument.fold(paper.key.number).utf8.elementsEqual(number.utf8)
      else { continue }
      return paper.key.date
    }
    return try first(
      """
      SELECT issued_on FROM decision WHERE number = \(key.number) AND issuer = \(key.issuer) AND type = \(key.type)
      AND issued_on <> \(key.date) AND issued_on >= \(Day(year: key.date.year, month: 1, day: 1) ?? key.date)
      AND issued_on < \(Day(year: key.date.year + 1, month: 1, day: 1) ?? key.date) ORDER BY issued_on DESC
      """
    ) { try $0.day(0) }
  }

  /// How many of a cell may vote on a day, as far as the register knows; nil where it does not.
  package func voters(of organisation: OrganisationState, on day: Day) throws -> Int? {
    guard organisation.kind.isCell else { return nil }
    var filter = MemberFilter()
    filter.status = .official
    let count = try memberCount(in: [organisation.organisation], filter, asOf: AsOf(day), seen: .whole)
    return count > 0 ? count : nil
  }
}
