import Basics
import Registry
import Storage

/// Saves one piece: the article of somebody else is not touched by it, so two people may write at once.
package struct SaveRegulationDraftPiece: Act {
  package static let name = "regulationDraft.save"
  package var draft: ID<RegulationDraft>
  package var piece: ID<RegulationDraftPiece>
  /// The row that stood in the form.
  package var seen: Int64
  /// The entry of the journal whose numbering stood on the page.
  package var numbering: Int
  /// As typed.
  package var title: String
  package var text: String
  package var rules: DraftRules
  package var fitRules: FitRules

  package init(
    _ piece: ID<RegulationDraftPiece>, of draft: ID<RegulationDraft>, seen: Int64, numbering: Int,
    title: String,
    text: String, rules: DraftRules, fitRules: FitRules
  ) {
    (self.piece, self.draft, self.seen, self.numbering) = (piece, draft, seen, numbering)
    (self.title, self.text, self.rules, self.fitRules) = (title, text, rules, fitRules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> Int64 {
    let held = try register.openDraft(draft, by: actor)
    guard let now = held.piece(piece) else { throw RegulationDraftRefusal.gone }
    guard let before = try register.session.regulationDraftPiece(row: seen, of: draft),
      before.piece.piece == piece
    else { throw RegulationDraftRefusal.gone }
    let facts = try register.session.draftFacts(of: held.organisation, on: register.today, rules: rules)
    let marks = try marks(held, register)
    func stored(_ typed: String, _ seen: String) -> String {
      DraftText.stored(typed: typed, seen: seen, facts: facts, marks: marks, rules: fitRules)
    }
    var changed = now
    changed.title = try register.checkedTitle(stored(VietnameseText.clean(title), before.piece.title))
    changed.text =
      now.kind == .chapter
      ? "" : try register.checkedText(stored(VietnameseText.cleanParagraphs(text), before.piece.text))
    if changed.saysTheSame(as: now) { throw RegulationDraftRefusal.nothingChanged }
    // Where only the order changed meanwhile, nothing that was typed is at odds.
    if seen != now.id, !before.piece.saysTheSame(as: now) {
      let latest = try register.session.regulationDraftPiece(row: now.id, of: draft)
      throw RegulationDraftRefusal.outdated(
        by: try register.session.personName(ofActor: latest?.actor ?? ""), at: latest?.at ?? register.now)
    }
    try register.withdraw(now)
    changed.id = register.newID(RegulationDraftPiece.self).number
    try register.insert(changed)
    register.note("organisation", held.organisation)
    register.note("draft", draft)
    return changed.id
  }

  private func marks(_ held: RegulationDraft, _ register: Transaction) throws -> [Int: Int] {
    var numbers = held.numbers
    if numbering > 0, numbering < held.latest {
      numbers = RegulationDraft.numbers(
        try register.session.regulationDraftPieces(of: draft, known: numbering))
    }
    return Dictionary(numbers.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// Changes the order of a draft, or what it consists of.
package struct ArrangeRegulationDraft: Act {
  package enum Work: Sendable {
    case add(RegulationDraftPiece.Kind, title: String, after: ID<RegulationDraftPiece>)
    case move(ID<RegulationDraftPiece>, isUp: Bool)
    case remove(ID<RegulationDraftPiece>)
  }
  package static let name = "regulationDraft.arrange"
  package var draft: ID<RegulationDraft>
  package var work: Work

  package init(_ draft: ID<RegulationDraft>, _ work: Work) { (self.draft, self.work) = (draft, work) }

  /// The piece that was added or moved.
  package func perform(in register: Transaction, by actor: Actor) throws -> ID<RegulationDraftPiece> {
    let held = try register.openDraft(draft, by: actor)
    register.note("organisation", held.organisation)
    register.note("draft", draft)
    var order = held.pieces
    switch work {
    case .add(let kind, let title, let after):
      guard kind != .head, let place = order.firstIndex(where: { $0.piece == after }) else {
        throw RegulationDraftRefusal.gone
      }
      guard order.count < Transaction.mostDraftPieces else {
        throw RegulationDraftRefusal.tooMany(Transaction.mostDraftPieces)
      }
      let new = RegulationDraftPiece(
        id: register.newID(RegulationDraftPiece.self).number, piece: register.newID(), draft: draft,
        mark: try register.session.nextMark(of: draft), position: 0, kind: kind,
        title: try register.checkedTitle(DraftText.stored([.text(title)])), text: "", origin: "")
      order.insert(new, at: place + 1)
      try register.write(order, after: held.pieces)
      return new.piece
    case .move(let piece, let isUp):
      guard let moved = Self.moved(order, piece, isUp: isUp) else {
        throw RegulationDraftRefusal.nothingChanged
      }
      try register.write(moved, after: held.pieces)
      return piece
    case .remove(let piece):
      guard let found = held.piece(piece), found.kind != .head else { throw RegulationDraftRefusal.gone }
      try register.withdraw(found)
      return piece
    }
  }

  /// A chapter takes its articles along; an article passes one piece. The heading stays first.
  static func moved(_ pieces: [RegulationDraftPiece], _ piece: ID<RegulationDraftPiece>, isUp: Bool)
    -> [RegulationDraftPiece]?
  {
    guard let place = pieces.firstIndex(where: { $0.piece == piece }), pieces[place].kind != .head else {
      return nil
    }
    func end(_ start: Int) -> Int {
      guard pieces[start].kind == .chapter else { return start + 1 }
      return pieces[(start + 1)...].firstIndex { $0.kind == .chapter } ?? pieces.count
    }
    let block = place..<end(place)
    var order = pieces
    if pieces[place].kind == .article {
      let other = isUp ? place - 1 : place + 1
      guard pieces.indices.contains(other), pieces[other].kind != .head else { return nil }
      order.swapAt(place, other)
      return order
    }
    let head = pieces.first?.kind == .head ? 1 : 0
    if isUp {
      guard block.lowerBound > head else { return nil }
      let before = pieces[head..<block.lowerBound].lastIndex { $0.kind == .chapter } ?? head
      order.replaceSubrange(
        before..<block.upperBound, with: Array(pieces[block]) + Array(pieces[before..<block.lowerBound]))
    } else {
      guard block.upperBound < pieces.count else { return nil }
      let next = block.upperBound..<end(block.upperBound)
      order.replaceSubrange(
        block.lowerBound..<next.upperBound, with: Array(pieces[next]) + Array(pieces[block]))
    }
    return order
  }
}

/// Fills the places anew where the register says otherwise by now.
package struct RefreshRegulationDraft: Act {
  package static let name = "regulationDraft.refresh"
  package var draft: ID<RegulationDraft>
  package var rules: DraftRules

  package init(_ draft: ID<RegulationDraft>, rules: DraftRules) { (self.draft, self.rules) = (draft, rules) }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let held = try register.openDraft(draft, by: actor)
    let facts = try register.session.draftFacts(of: held.organisation, on: register.today, rules: rules)
    var changed = false
    for piece in held.pieces {
      var new = piece
      new.title = DraftText.refreshed(piece.title, facts)
      new.text = DraftText.refreshed(piece.text, facts)
      guard !new.saysTheSame(as: piece) else { continue }
      changed = true
      try register.withdraw(piece)
      new.id = register.newID(RegulationDraftPiece.self).number
      try register.insert(new)
    }
    guard changed else { throw RegulationDraftRefusal.nothingChanged }
    register.note("organisation", held.organisation)
    register.note("draft", draft)
  }
}

/// Takes an earlier text of a piece up again, or a piece that was removed.
package struct RestoreRegulationDraftPiece: Act {
  package static let name = "regulationDraft.restore"
  package var draft: ID<RegulationDraft>
  package var earlier: Int64

  package init(_ row: Int64, of draft: ID<RegulationDraft>) { (earlier, self.draft) = (row, draft) }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<RegulationDraftPiece> {
    let held = try register.openDraft(draft, by: actor)
    guard let old = try register.session.regulationDraftPiece(row: earlier, of: draft)?.piece else {
      throw RegulationDraftRefusal.gone
    }
    var new = old
    new.id = register.newID(RegulationDraftPiece.self).number
    if let now = held.piece(old.piece) {
      guard !now.saysTheSame(as: old) else { throw RegulationDraftRefusal.nothingChanged }
      new.position = now.position
      try register.withdraw(now)
    }
    try register.insert(new)
    register.note("organisation", held.organisation)
    register.note("draft", draft)
    return new.piece
  }
}

extension DraftText {
  /// Only where the register tells something else; what it does not tell any more stays and is told of.
  static func refreshed(_ stored: String, _ facts: DraftFacts) -> String {
    self.stored(
      parts(stored).map { part in
        guard case .fact(let name, _) = part, let value = facts[name] else { return part }
        return .fact(name: name, value: value)
      })
  }
}

extension Transaction {
  /// The draft, if the actor may write it and it is still being written.
  func openDraft(_ id: ID<RegulationDraft>, by actor: Actor) throws -> RegulationDraft {
    let draft = try draft(id, by: actor)
    guard draft.step.state.isOpen else { throw RegulationDraftRefusal.closed(draft.step.state) }
    return draft
  }

  func draft(_ id: ID<RegulationDraft>, by actor: Actor) throws -> RegulationDraft {
    guard let draft = try session.regulationDraft(id) else { throw RightsRefusal.notFound }
    guard try session.standsFor(draft.organisation, actor, at: now) else { throw RightsRefusal.notFound }
    try require(.recordRegulations, of: actor, on: draft.organisation)
    return draft
  }

  /// Writes down an order: only pieces whose place no longer fits get a new row.
  fileprivate func write(_ order: [RegulationDraftPiece], after old: [RegulationDraftPiece]) throws {
    let known = Dictionary(old.map { ($0.piece, $0) }, uniquingKeysWith: { first, _ in first })
    var last = 0
    for (n, piece) in order.enumerated() {
      let next = order[(n + 1)...].first { known[$0.piece].map { $0.position > last } ?? false }?.position
      var place = known[piece.piece] != nil ? piece.position : 0
      if place <= last || (next.map { place >= $0 && known[piece.piece] == nil } ?? false) {
        place = next.map { last + max(1, ($0 - last) / 2) } ?? last + Self.draftGap
      }
      last = place
      guard place != piece.position || known[piece.piece] == nil else { continue }
      if let held = known[piece.piece] { try withdraw(held) }
      var moved = piece
      moved.id = newID(RegulationDraftPiece.self).number
      moved.position = place
      try insert(moved)
    }
  }
}
