import Basics
import Registry
import Schema
import Storage

/// One change of a draft: who, when, and what a piece said before and after.
package struct RegulationDraftChange: Sendable {
  package var entry: Int
  package var act: String
  package var actor: String
  package var at: Moment
  /// Nil where the piece was added.
  package var before: RegulationDraftPiece?
  /// Nil where the piece was removed.
  package var after: RegulationDraftPiece?
}

extension Session {
  /// Every change of a draft's pieces, the last first; if wanted, those of one person on one piece in a row are one.
  package func regulationDraftChanges(of draft: ID<RegulationDraft>, joined: Bool = true) throws
    -> [RegulationDraftChange]
  {
    let rows = try all(
      """
      SELECT \(RegulationDraftPiece.columnList), p.recorded_by, p.withdrawn_by FROM regulation_draft_piece p
      WHERE p.draft_id = \(draft) ORDER BY p.recorded_by, p.position, p.id
      """
    ) { (try RegulationDraftPiece.read($0), try $0.int(9), try $0.int(10)) }
    var entries: Set<Int> = []
    for (_, from, to) in rows {
      entries.insert(from)
      if to != Int(Schema.stillBelieved) { entries.insert(to) }
    }
    guard let first = entries.min() else { return [] }
    var told: [Int: (act: String, actor: String, at: Moment)] = [:]
    for part in stride(from: 0, to: entries.count, by: 500) {
      try query(
        """
        SELECT sequence, act, actor, recorded_at FROM journal_entry
        WHERE sequence IN \(list: Array(entries.sorted().dropFirst(part).prefix(500)))
        """
      ) { told[try $0.int(0)] = (try $0.text(1), try $0.text(2), try $0.moment(3)) }
    }
    var changes: [RegulationDraftChange] = []
    func add(_ entry: Int, _ before: RegulationDraftPiece?, _ after: RegulationDraftPiece?) {
      guard let one = told[entry] else { return }
      changes.append(
        .init(entry: entry, act: one.act, actor: one.actor, at: one.at, before: before, after: after))
    }
    let byPiece = Dictionary(grouping: rows, by: { $0.0.piece })
    for versions in byPiece.values {
      var last: (piece: RegulationDraftPiece, to: Int)?
      for (piece, from, to) in versions.sorted(by: { $0.1 < $1.1 }) {
        if let held = last, held.to == from {
          // A new place alone is no new text.
          if !held.piece.saysTheSame(as: piece) { add(from, held.piece, piece) }
        } else {
          if let held = last { add(held.to, held.piece, nil) }
          if from != first { add(from, nil, piece) }
        }
        last = (piece, to)
      }
      if let held = last, held.to != Int(Schema.stillBelieved) { add(held.to, held.piece, nil) }
    }
    let ordered = changes.sorted { ($0.entry, $0.after?.position ?? 0) < ($1.entry, $1.after?.position ?? 0) }
    return (joined ? Self.joined(ordered) : ordered).reversed()
  }

  /// What a form saved by itself every few moments is one change for whoever looks back.
  private static func joined(_ changes: [RegulationDraftChange]) -> [RegulationDraftChange] {
    var result: [RegulationDraftChange] = []
    for change in changes {
      if let last = result.last, let piece = last.after, piece.piece == change.before?.piece,
        change.after != nil, last.actor == change.actor, last.act == change.act,
        change.at <= last.at.adding(seconds: 15 * 60)
      {
        result[result.count - 1] = RegulationDraftChange(
          entry: change.entry, act: change.act, actor: change.actor, at: change.at, before: last.before,
          after: change.after)
      } else {
        result.append(change)
      }
    }
    return result
  }
}

/// Two texts as stretches that both have, that only the old one has, that only the new one has.
package enum WordDelta {
  package enum Piece: Hashable, Sendable { case same(String), removed(String), added(String) }
  /// Longer middles are told as a whole.
  private static let most = 1_500

  package static func of(_ old: String, _ new: String) -> [Piece] {
    let (a, b) = (words(old), words(new))
    var head = 0
    while head < min(a.count, b.count), a[head].utf8.elementsEqual(b[head].utf8) { head += 1 }
    var tail = 0
    while tail < min(a.count, b.count) - head,
      a[a.count - 1 - tail].utf8.elementsEqual(b[b.count - 1 - tail].utf8)
    { tail += 1 }
    let (x, y) = (Array(a[head..<(a.count - tail)]), Array(b[head..<(b.count - tail)]))
    var pieces: [Piece] = []
    func add(_ piece: Piece) {
      switch (pieces.last, piece) {
      case (.same(let one), .same(let two)): pieces[pieces.count - 1] = .same(one + two)
      case (.removed(let one), .removed(let two)): pieces[pieces.count - 1] = .removed(one + two)
      case (.added(let one), .added(let two)): pieces[pieces.count - 1] = .added(one + two)
      default: pieces.append(piece)
      }
    }
    for word in a[..<head] { add(.same(word)) }
    if x.count > most || y.count > most {
      if !x.isEmpty { add(.removed(x.joined())) }
      if !y.isEmpty { add(.added(y.joined())) }
    } else {
      for piece in middle(x, y) { add(piece) }
    }
    for word in a[(a.count - tail)...] { add(.same(word)) }
    return pieces
  }

  /// The longest common row of words.
  private static func middle(_ a: [String], _ b: [String]) -> [Piece] {
    let width = b.count + 1
    var longest = [UInt16](repeating: 0, count: (a.count + 1) * width)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        longest[i * width + j] =
          a[i].utf8.elementsEqual(b[j].utf8)
          ? longest[(i + 1) * width + j + 1] + 1
          : max(longest[(i + 1) * width + j], longest[i * width + j + 1])
      }
    }
    var pieces: [Piece] = []
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if i < a.count, j < b.count, a[i].utf8.elementsEqual(b[j].utf8) {
        pieces.append(.same(a[i]))
        (i, j) = (i + 1, j + 1)
      } else if i < a.count,
        j == b.count || longest[(i + 1) * width + j] >= longest[i * width + j + 1]
      {
        pieces.append(.removed(a[i]))
        i += 1
      } else {
        pieces.append(.added(b[j]))
        j += 1
      }
    }
    return pieces
  }

  /// Words with the blanks behind them.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var wasBlank = false
    for scalar in text.unicodeScalars {
      let isBlank = scalar.properties.isWhitespace
      if wasBlank, !isBlank {
        words.append(String(word))
        word = .init()
      }
      word.append(scalar)
      wasBlank = isBlank
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }
}
