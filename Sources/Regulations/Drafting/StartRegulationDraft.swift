import Basics
import Registry
import Storage
import TextReuse

/// Begins a draft from a frame, from a regulation of the organisation, or from a text that was handed in.
package struct StartRegulationDraft: Act {
  package enum Beginning: Sendable {
    case frame(RegulationFrame)
    case text(Outline, of: ID<WorkingRegulation>?, title: String)
  }
  package static let name = "regulationDraft.start"
  package var organisation: ID<Organisation>
  package var beginning: Beginning
  package var rules: DraftRules
  package var fitRules: FitRules

  package init(
    on organisation: ID<Organisation>, from beginning: Beginning, rules: DraftRules, fitRules: FitRules
  ) {
    (self.organisation, self.beginning, self.rules, self.fitRules) = (
      organisation, beginning, rules, fitRules
    )
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<RegulationDraft> {
    try register.requireDrafting(organisation, by: actor)
    guard try register.session.organisation(organisation, asOf: register.asOf) != nil else {
      throw RegulationRefusal.notThere(register.today)
    }
    let facts = try register.session.draftFacts(of: organisation, on: register.today, rules: rules)
    var row = RegulationDraftRow(id: register.newID(), organisation: organisation, frame: "", base: nil)
    var pieces: [(kind: RegulationDraftPiece.Kind, title: String, text: String, origin: String)]
    switch beginning {
    case .frame(let frame):
      row.frame = frame.id
      pieces = DraftBeginning.pieces(of: frame, facts)
    case .text(let outline, let base, let title):
      row.base = base
      pieces = DraftBeginning.pieces(of: outline, title: title, facts)
    }
    // A form sent twice makes one draft.
    let twin = try register.session.regulationDrafts(of: organisation).contains {
      $0.step.state.isOpen && $0.frame == row.frame && $0.base == row.base && $0.latest >= register.entry - 1
    }
    guard !twin else { throw RegulationDraftRefusal.sameDraft }
    guard pieces.count <= Transaction.mostDraftPieces else {
      throw RegulationDraftRefusal.tooMany(Transaction.mostDraftPieces)
    }
    try register.add(row)
    let articles = pieces.enumerated().filter { $0.element.kind == .article }.map { $0.offset + 1 }
    let marks = Dictionary(
      articles.enumerated().map { ($0 + 1, $1) }, uniquingKeysWith: { first, _ in first })
    for (n, piece) in pieces.enumerated() {
      try register.insert(
        RegulationDraftPiece(
          id: register.newID(RegulationDraftPiece.self).number, piece: register.newID(), draft: row.id,
          mark: n + 1,
          position: (n + 1) * Transaction.draftGap, kind: piece.kind,
          title: try register.checkedTitle(piece.title),
          text: try register.checkedText(bound(piece.text, marks, facts)), origin: piece.origin))
    }
    try register.insert(
      RegulationDraftStep(
        id: register.newID(RegulationDraftStep.self).number, draft: row.id, .writing, on: register.today))
    register.note("organisation", organisation)
    register.note("draft", row.id)
    return row.id
  }

  /// "Điều 5" becomes a reference that follows its article.
  private func bound(_ text: String, _ marks: [Int: Int], _ facts: DraftFacts) -> String {
    DraftText.parts(text).map { part in
      guard case .text(let text) = part else { return DraftText.stored([part]) }
      return DraftText.stored(typed: text, seen: "", facts: facts, marks: marks, rules: fitRules)
    }.joined()
  }
}

/// The pieces a draft begins with.
enum DraftBeginning {
  typealias Piece = (kind: RegulationDraftPiece.Kind, title: String, text: String, origin: String)

  static func pieces(of frame: RegulationFrame, _ facts: DraftFacts) -> [Piece] {
    var pieces: [Piece] = [
      (
        .head, DraftText.filled(frame.heading ?? "Quy chế làm việc của {tổ chức}", facts),
        // A document that the register does not know of is no basis.
        (frame.bases ?? []).map { DraftText.filled($0, facts) }.filter { DraftText.unfilled($0).isEmpty }
          .joined(separator: "\n"), ""
      )
    ]
    for article in frame.articles {
      if let chapter = article.chapter { pieces.append((.chapter, DraftText.filled(chapter, facts), "", "")) }
      let clauses = article.text.map { DraftText.filled($0, facts) }
      let isNumbered = clauses.count > 1
      pieces.append(
        (
          .article, DraftText.filled(article.title, facts),
          clauses.enumerated().map { isNumbered ? "\($0 + 1). \($1)" : $1 }.joined(separator: "\n"),
          article.id
        ))
    }
    return pieces
  }

  static func pieces(of outline: Outline, title: String, _ facts: DraftFacts) -> [Piece] {
    let bases = outline.citations.map { outline.text.sound($0) }
    var pieces: [Piece] = [
      (.head, facts.marking(title), facts.marking(bases.joined(separator: "\n")), "")
    ]
    for (place, article) in outline.articles.enumerated() {
      for heading in outline.headings where heading.article == place && heading.kind != .section {
        pieces.append((.chapter, facts.marking(outline.text.sound(heading.title)), "", ""))
      }
      let clauses = article.clauses.map { outline.clauses[$0] }
      let isNumbered = clauses.contains { $0.address.clause > 0 }
      let lines = clauses.map { clause -> String in
        let text = outline.text(of: clause)
        if clause.address.point > 0, let letter = Unicode.Scalar(UInt32(clause.address.point)) {
          return "\(letter)) \(text)"
        }
        return isNumbered && clause.address.clause > 0 ? "\(clause.address.clauseText). \(text)" : text
      }
      pieces.append(
        (.article, facts.marking(outline.title(article)), facts.marking(lines.joined(separator: "\n")), ""))
    }
    return pieces
  }
}

extension Transaction {
  static var mostDraftPieces: Int { 300 }
  static var draftGap: Int { 1024 }

  /// Whoever stands for the organisation itself and may write its regulations; to all others its drafts do not exist.
  func requireDrafting(_ organisation: ID<Organisation>, by actor: Actor) throws {
    try require(.recordRegulations, of: actor, on: organisation)
    guard try session.standsFor(organisation, actor, at: now) else { throw RightsRefusal.notFound }
  }

  func checkedTitle(_ title: String) throws -> String {
    let title = try FreeText.line(title)
    guard !title.isEmpty else { throw RegulationDraftRefusal.untitled }
    guard title.unicodeScalars.count <= RegulationDraftPiece.longestTitle else {
      throw RegulationDraftRefusal.tooLong(RegulationDraftPiece.longestTitle)
    }
    return title
  }

  func checkedText(_ text: String) throws -> String {
    let text = VietnameseText.cleanParagraphs(text)
    guard text.unicodeScalars.count <= RegulationDraftPiece.longestText, text.utf8.count <= 38_000 else {
      throw RegulationDraftRefusal.tooLong(RegulationDraftPiece.longestText)
    }
    // Numbers of documents stand one below the other; each line is looked at by itself.
    for line in text.split(separator: "\n") { _ = try FreeText.line(String(line)) }
    return text
  }
}
