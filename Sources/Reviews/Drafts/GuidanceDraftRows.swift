import Basics
import Registry
import Storage

/// The draft as such: never changed.
struct GuidanceDraftRow: Record {
  var id: ID<GuidanceDraft>
  var organisation: ID<Organisation>
  var base: String

  static let table: StaticString = "guidance_draft"
  static let columns: [StaticString] = ["id", "organisation_id", "base"]
  var row: Int64 { id.number }
  var values: [SQLValue] { [id.sqlValue, organisation.sqlValue, .text(base)] }
}

/// One version: what it says otherwise than the version before, or all of it.
struct GuidanceDraftVersionRow: Record {
  var id: ID<GuidanceDraftVersion>
  var draft: ID<GuidanceDraft>
  var number: Int
  var title: String
  /// Whether the two texts stand here from beginning to end.
  var isWhole: Bool
  var pack: TextDelta
  var source: TextDelta
  var hash: String
  var restores: Int?

  static let table: StaticString = "guidance_draft_version"
  static let columns: [StaticString] = [
    "id", "draft_id", "number", "title", "is_whole", "pack_head", "pack_tail", "pack_text", "source_head",
    "source_tail", "source_text", "hash", "restores",
  ]
  var row: Int64 { id.number }
  var values: [SQLValue] {
    [
      id.sqlValue, draft.sqlValue, number.sqlValue, .text(title), isWhole.sqlValue, pack.head.sqlValue,
      pack.tail.sqlValue, .text(pack.middle), source.head.sqlValue, source.tail.sqlValue,
      .text(source.middle), .text(hash), restores?.sqlValue ?? .null,
    ]
  }

  static let columnList: SQL = """
    v.id, v.draft_id, v.number, v.title, v.is_whole, v.pack_head, v.pack_tail, v.pack_text, v.source_head,
    v.source_tail, v.source_text, v.hash, v.restores
    """
  static let columnCount = 13

  static func read(_ row: Row) throws -> GuidanceDraftVersionRow {
    GuidanceDraftVersionRow(
      id: try row.id(0), draft: try row.id(1), number: try row.int(2), title: try row.text(3),
      isWhole: try row.bool(4),
      pack: TextDelta(head: try row.int(5), tail: try row.int(6), middle: try row.text(7)),
      source: TextDelta(head: try row.int(8), tail: try row.int(9), middle: try row.text(10)),
      hash: try row.text(11), restores: try row.ifInt(12))
  }
}

/// Nobody works on the draft any more; taken back by withdrawing this fact.
struct GuidanceDraftWithdrawal: Fact {
  var id: ID<GuidanceDraftWithdrawal>
  var draft: ID<GuidanceDraft>
  var reason: String

  static let table: StaticString = "guidance_draft_withdrawal"
  static let columns: [StaticString] = ["id", "draft_id", "reason"]
  var row: Int64 { id.number }
  var values: [SQLValue] { [id.sqlValue, draft.sqlValue, .text(reason)] }
}
