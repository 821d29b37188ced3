import Basics
import Registry
import Storage

/// Regulation draft — dự thảo quy chế làm việc: articles in their order that an organisation writes, sends for comments,
/// adopts and issues.
package struct RegulationDraft: Sendable {
  package var id: ID<RegulationDraft>
  package var organisation: ID<Organisation>
  /// The frame it was begun from; empty where it was another text.
  package var frame: String
  /// The regulation it was begun from.
  package var base: ID<WorkingRegulation>?
  /// The first is the heading with the documents it stands on.
  package var pieces: [RegulationDraftPiece]
  package var step: RegulationDraftStep
  /// The last entry of the journal that changed a piece.
  package var latest: Int

  /// Numbers of articles by their marks: they follow the order.
  package var numbers: [Int: Int] { Self.numbers(pieces) }

  static func numbers(_ pieces: [RegulationDraftPiece]) -> [Int: Int] {
    let articles = pieces.filter { $0.kind == .article }
    return Dictionary(
      articles.enumerated().map { ($1.mark, $0 + 1) }, uniquingKeysWith: { first, _ in first })
  }

  package func piece(_ id: ID<RegulationDraftPiece>) -> RegulationDraftPiece? {
    pieces.first { $0.piece == id }
  }
  package var head: RegulationDraftPiece? { pieces.first { $0.kind == .head } }
  package var path: String { "/quy-che/du-thao/\(id)" }
  package var title: String { head.map { DraftText.read($0.title, numbers: [:]) } ?? "Dự thảo quy chế" }

  /// "Điều 5", "Chương II", "Phần đầu".
  package func name(of piece: RegulationDraftPiece) -> String {
    switch piece.kind {
    case .head: return "Phần đầu"
    case .article: return "Điều \(numbers[piece.mark] ?? 0)"
    case .chapter:
      let chapters = pieces.filter { $0.kind == .chapter }
      return "Chương \(Roman.of((chapters.firstIndex { $0.piece == piece.piece } ?? 0) + 1))"
    }
  }
}

/// A part of a draft: its heading, a chapter's title, an article.
package struct RegulationDraftPiece: Fact, Hashable {
  package enum Kind: String, Sendable, SQLConvertible { case head, chapter, article }
  package var id: Int64
  /// The same over all its versions.
  package var piece: ID<RegulationDraftPiece>
  package var draft: ID<RegulationDraft>
  /// What references call it by; never given twice in a draft.
  package var mark: Int
  package var position: Int
  package var kind: Kind
  /// Both as ``DraftText`` keeps them.
  package var title: String
  package var text: String
  /// The article of the frame it came from.
  package var origin: String

  package static let table: StaticString = "regulation_draft_piece"
  package static let columns: [StaticString] = [
    "id", "piece_id", "draft_id", "mark", "position", "kind", "title", "text", "origin",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), piece.sqlValue, draft.sqlValue, mark.sqlValue, position.sqlValue, kind.sqlValue, .text(title),
      .text(text), .text(origin),
    ]
  }
  static let columnList: SQL = """
    p.id, p.piece_id, p.draft_id, p.mark, p.position, p.kind, p.title, p.text, p.origin
    """
  static let columnCount = 9
  static func read(_ row: Row) throws -> Self {
    Self(
      id: Int64(try row.int(0)), piece: try row.id(1), draft: try row.id(2), mark: try row.int(3),
      position: try row.int(4), kind: try row.choice(5), title: try row.text(6), text: try row.text(7),
      origin: try row.text(8))
  }

  /// Byte for byte, also where two ways of writing a letter differ.
  package func saysTheSame(as other: Self) -> Bool {
    title.utf8.elementsEqual(other.title.utf8) && text.utf8.elementsEqual(other.text.utf8)
  }
  package var isEmpty: Bool {
    kind == .article && text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
  }
  package static let longestText = 12_000
  package static let longestTitle = 300
}

/// How far a draft has come; the one that is believed is where it stands.
package struct RegulationDraftStep: Fact, Hashable {
  package enum State: String, Sendable, CaseIterable, SQLConvertible {
    case writing, commenting, returned, adopted, issued, withdrawn
    package var title: String {
      switch self {
      case .writing: "đang soạn"
      case .commenting: "đang lấy ý kiến"
      case .returned: "trả lại để sửa"
      case .adopted: "đã thông qua"
      case .issued: "đã ban hành"
      case .withdrawn: "thôi soạn"
      }
    }
    package var isOpen: Bool { self == .writing || self == .commenting || self == .returned }
  }
  package var id: Int64
  package var draft: ID<RegulationDraft>
  package var state: State
  package var day: Day
  package var votesFor: Int?
  package var votesBase: Int?
  package var regulation: ID<WorkingRegulation>?
  /// Why: of a return, a withdrawal.
  package var text: String

  package init(
    id: Int64, draft: ID<RegulationDraft>, _ state: State, on day: Day, votes: (for: Int, base: Int)? = nil,
    regulation: ID<WorkingRegulation>? = nil, text: String = ""
  ) {
    (self.id, self.draft, self.state, self.day) = (id, draft, state, day)
    (votesFor, votesBase, self.regulation, self.text) = (votes?.for, votes?.base, regulation, text)
  }

  package static let table: StaticString = "regulation_draft_step"
  package static let columns: [StaticString] = [
    "id", "draft_id", "state", "happened_on", "votes_for", "votes_base", "regulation_id", "text",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), draft.sqlValue, state.sqlValue, day.sqlValue, votesFor?.sqlValue ?? .null,
      votesBase?.sqlValue ?? .null, regulation?.sqlValue ?? .null, .text(text),
    ]
  }
  static let columnList: SQL = """
    s.id, s.draft_id, s.state, s.happened_on, s.votes_for, s.votes_base, s.regulation_id, s.text
    """
  static func read(_ row: Row) throws -> Self {
    var step = Self(
      id: Int64(try row.int(0)), draft: try row.id(1), try row.choice(2), on: try row.day(3),
      regulation: try row.ifID(6), text: try row.text(7))
    (step.votesFor, step.votesBase) = (try row.ifInt(4), try row.ifInt(5))
    return step
  }
}

/// The draft as such: never changed.
struct RegulationDraftRow: Record {
  var id: ID<RegulationDraft>
  var organisation: ID<Organisation>
  var frame: String
  var base: ID<WorkingRegulation>?
  static let table: StaticString = "regulation_draft"
  static let columns: [StaticString] = ["id", "organisation_id", "frame", "base_id"]
  var row: Int64 { id.number }
  var values: [SQLValue] { [id.sqlValue, organisation.sqlValue, .text(frame), base?.sqlValue ?? .null] }
}

package enum Roman {
  package static func of(_ number: Int) -> String {
    let signs = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    var (rest, text) = (max(0, min(number, 200)), "")
    for (value, sign) in signs {
      while rest >= value { (rest, text) = (rest - value, text + sign) }
    }
    return text
  }
}
