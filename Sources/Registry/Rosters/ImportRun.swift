import Basics
import Schema
import Storage

/// Import run — lần nhập danh sách: one workbook that was written into the register, whole.
package struct ImportRun: Record, Hashable {
  package enum Kind: String, Sendable, SQLConvertible { case roster, organisations }

  package var id: ID<ImportRun>
  package var kind: Kind
  package var organisation: ID<Organisation>
  package var fileName: String
  package var fileHash: String
  package var created: Int
  package var changed: Int
  package var unchanged: Int
  package var leftOut: Int
  /// The entry of the journal that took it back.
  package var undoneBy: Int?

  package static let table: StaticString = "import_run"
  package static let columns: [StaticString] = [
    "id", "kind", "organisation_id", "file_name", "file_hash", "created", "changed", "unchanged", "left_out",
    "undone_by",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, kind.sqlValue, organisation.sqlValue, .text(fileName), .text(fileHash), created.sqlValue,
      changed.sqlValue, unchanged.sqlValue, leftOut.sqlValue, undoneBy?.sqlValue ?? .null,
    ]
  }
}

/// A run with the time and the person of its entry in the journal.
package struct ImportRunListing: Sendable, Hashable {
  package var run: ImportRun
  package var entry: Int
  package var recordedAt: Moment
  /// As the journal writes the actor: "operator", "account:…".
  package var actor: String
  package var organisationName: String
}

extension Session {
  /// Runs at these organisations (nil means all), the latest first.
  package func importRuns(at organisations: Set<ID<Organisation>>?, limit: Int = 200) throws
    -> [ImportRunListing]
  {
    var sql: SQL = "\(listingOfRuns)"
    if let organisations { sql += " WHERE r.organisation_id IN \(list: organisations.sorted())" }
    return try all(sql + " ORDER BY r.recorded_by DESC, r.id DESC LIMIT \(limit)") { try Self.listing($0) }
  }

  package func importRun(_ id: ID<ImportRun>) throws -> ImportRunListing? {
    try first("\(listingOfRuns) WHERE r.id = \(id)") { try Self.listing($0) }
  }

  private var listingOfRuns: SQL {
    """
    SELECT r.id, r.kind, r.organisation_id, r.file_name, r.file_hash, r.created, r.changed, r.unchanged, r.left_out,
      r.undone_by, r.recorded_by, e.recorded_at, e.actor,
      (SELECT s.name FROM organisation_state s WHERE s.organisation_id = r.organisation_id
        AND s.withdrawn_by = \(Schema.stillBelieved) ORDER BY s.effective_from DESC LIMIT 1)
    FROM import_run r LEFT JOIN journal_entry e ON e.sequence = r.recorded_by
    """
  }

  private static func listing(_ row: Row) throws -> ImportRunListing {
    ImportRunListing(
      run: ImportRun(
        id: try row.id(0), kind: try row.choice(1), organisation: try row.id(2), fileName: try row.text(3),
        fileHash: try row.text(4), created: try row.int(5), changed: try row.int(6),
        unchanged: try row.int(7),
        leftOut: try row.int(8), undoneBy: try row.ifInt(9)),
      entry: try row.int(10), recordedAt: try row.ifMoment(11) ?? Moment(milliseconds: 0),
      actor: try row.ifText(12) ?? "",
      organisationName: try row.ifText(13) ?? "")
  }
}
