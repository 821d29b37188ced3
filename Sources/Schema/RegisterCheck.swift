import Basics
import Storage

/// Register check — đối chiếu sổ với nhật ký: every row of the register beside what the journal's records tell about it.
/// The rules are those of `docs/history-format.md`; `chibo-verify` applies them with none of this code.
public struct RegisterCheck: Sendable {
  /// A table that belongs to the history.
  public struct Table: Sendable {
    var name: String
    var key: String
    /// Without the key's place: in the database's own order.
    var columns: [String]
  }

  public private(set) var rows = 0
  /// The first row that is not what the journal says, in words.
  public private(set) var difference: String?

  /// Columns no record tells of.
  private static let unkept: [String: Set<String>] = ["account": ["password_hash", "created_at"]]
  private static let entries: Set<String> = ["recorded_by", "withdrawn_by"]
  static let settings = "register_setting"
  /// Tables that tell what was erased, each with the column that names it there and in the rows that go with it.
  static let erasures: [(table: StaticString, column: StaticString)] = [
    ("erasure", "member_id"), ("concern_erasure", "concern_id"), ("prospect_erasure", "prospect_id"),
  ]
  /// By column: which values of it name something erased.
  private typealias Erased = [String: Set<Int64>]

  /// The tables of a register in SQLite; the same names stand in PostgreSQL.
  public static func tables(in session: any Session) throws -> [Table] {
    try TableCopy.tables(in: session).compactMap { name, columns in
      let keys = try session.all(
        "SELECT name FROM pragma_table_info(\(name)) WHERE pk > 0 AND upper(type) = 'INTEGER'"
      ) { try $0.text(0) }
      guard keys.count == 1, columns.contains("recorded_by"), name != "organisation_closure" else {
        return nil
      }
      return Table(name: name, key: keys[0], columns: columns)
    }
  }

  public init(in session: any Session, tables: [Table]) throws {
    let known = tables.map(\.name) + [Self.settings]
    let strange = try session.first("SELECT entity FROM journal_record WHERE entity NOT IN \(list: known)") {
      try $0.text(0)
    }
    if let strange { note(strange, nil, "nhật ký kể một bảng mà sổ không có") }
    var erased: Erased = [:]
    for (table, column) in Self.erasures where tables.contains(where: { $0.name == "\(table)" }) {
      let rows = try session.all("SELECT \(name: column) FROM \(name: table)") { Int64(try $0.int(0)) }
      erased["\(column)"] = Set(rows)
    }
    for table in tables where difference == nil { try check(table, erased, in: session) }
    if difference == nil { try checkSettings(in: session) }
    if difference == nil, let organisation = try ClosureCheck.difference(in: session) {
      note("organisation_closure", organisation, "các cấp trên suy ra không đúng với sổ")
    }
  }

  private mutating func note(_ table: String, _ row: Int64?, _ what: String) {
    if difference == nil { difference = "bảng \(table)\(row.map { ", dòng \($0)" } ?? ""): \(what)" }
  }

  /// Each row once, with all its records in the order in which they were written.
  private mutating func check(_ table: Table, _ erased: Erased, in session: any Session) throws {
    let columns = table.columns.map { ", t.\($0)" }.joined()
    var life: Life?
    var check = self
    func close() throws {
      guard let told = life else { return }
      check.rows += 1
      if let what = try told.difference(in: table, erased) { check.note(table.name, told.id, what) }
      life = nil
    }
    try session.query(
      SQL(trusted: "SELECT r.entity_id, r.sequence, r.operation, r.payload, t.\(table.key)\(columns)")
        + SQL(trusted: " FROM journal_record r LEFT JOIN \(table.name) t ON t.\(table.key) = r.entity_id")
        + " WHERE r.entity = \(table.name) ORDER BY r.entity_id, r.sequence, r.ordinal"
    ) { row in
      guard check.difference == nil else { return }
      let id = Int64(try row.int(0))
      if life?.id != id {
        try close()
        life = Life(
          id: id, isThere: !row.isNull(4),
          row: table.columns.indices.map { row.raw(5 + $0) })
      }
      life?.add(entry: Int64(try row.int(1)), try row.text(2), payload: try row.ifText(3))
    }
    try close()
    self = check
    let foreign = try session.first(
      SQL(
        trusted: "SELECT t.\(table.key) FROM \(table.name) t WHERE NOT EXISTS (SELECT 1 FROM journal_record r"
      )
        + SQL(trusted: " WHERE r.entity_id = t.\(table.key) AND r.entity = ") + "\(table.name)) LIMIT 1"
    ) { Int64(try $0.int(0)) }
    if let foreign { note(table.name, foreign, "không mục nào của nhật ký ghi dòng này") }
  }

  private mutating func checkSettings(in session: any Session) throws {
    var told: [String: String] = [:]
    try session.query(
      "SELECT payload FROM journal_record WHERE entity = \(Self.settings) ORDER BY sequence, ordinal"
    ) {
      let setting = try $0.ifText(0).flatMap(JSON.init(text:))
      if case .string(let name)? = setting?["name"], case .string(let value)? = setting?["value"] {
        told[name] = value
      }
    }
    let stored = try session.all("SELECT name, value FROM register_setting") {
      (try $0.text(0), try $0.text(1))
    }
    if told != Dictionary(stored, uniquingKeysWith: { $1 }) {
      note(Self.settings, nil, "thiết lập không như nhật ký ghi")
    }
  }

  /// One row and what its records tell.
  private struct Life {
    var id: Int64
    var isThere: Bool
    var row: [SQLValue]
    private var recordedBy: Int64?
    private var withdrawnBy: Int64?
    private var payloads: [String] = []
    private var isErased = false
    private var isDisordered = false

    init(id: Int64, isThere: Bool, row: [SQLValue]) { (self.id, self.isThere, self.row) = (id, isThere, row) }

    mutating func add(entry: Int64, _ operation: String, payload: String?) {
      if payload == nil { isErased = true }
      let isFirst = recordedBy == nil
      switch operation {
      case "insert" where isFirst: recordedBy = entry
      case "withdraw" where !isFirst && withdrawnBy == nil && (payload ?? "{}") == "{}":
        withdrawnBy = entry
        return
      case "update" where !isFirst && withdrawnBy == nil: break
      default: isDisordered = true
      }
      if let payload { payloads.append(payload) }
    }

    func difference(in table: Table, _ erased: Erased) throws -> String? {
      func value(_ column: String) -> SQLValue? {
        table.columns.firstIndex(of: column).flatMap { row.indices.contains($0) ? row[$0] : nil }
      }
      guard !isDisordered else { return "các bản ghi của dòng này không thành một chuỗi việc" }
      guard isThere else { return "nhật ký đã ghi dòng này mà sổ không còn" }
      guard value("recorded_by") == recordedBy.map(SQLValue.int) else {
        return "cột recorded_by nói khác nhật ký"
      }
      if let written = value("withdrawn_by"), written != .int(withdrawnBy ?? Schema.stillBelieved) {
        return "cột withdrawn_by nói khác nhật ký"
      }
      guard !isErased else {
        if isErasure(of: erased, in: table, value) { return nil }
        return "nội dung trong nhật ký bị xóa trắng mà không có việc xóa dữ liệu"
      }
      let skipped = RegisterCheck.entries.union(RegisterCheck.unkept[table.name] ?? [])
      var columns: [String: JSON] = [:]
      for (column, value) in zip(table.columns, row) where !skipped.contains(column) {
        columns[column] = Self.json(value)
      }
      // As the program writes it: every column of the row, in the one form there is.
      if payloads.count == 1, payloads[0].utf8.elementsEqual(JSON.object(columns).text().utf8) { return nil }
      var told: [String: JSON] = [:]
      for payload in payloads {
        guard case .object(let part)? = JSON(text: payload) else { return "nội dung bản ghi không đọc được" }
        told.merge(part) { $1 }
      }
      for (column, value) in columns where !Self.isSame(told[column] ?? .null, value) {
        return "cột \(column) không còn là giá trị đã ghi"
      }
      return nil
    }

    /// The row belongs to something erased, and is not itself what tells of an erasure.
    private func isErasure(of erased: Erased, in table: Table, _ value: (String) -> SQLValue?) -> Bool {
      guard !RegisterCheck.erasures.contains(where: { "\($0.table)" == table.name }) else { return false }
      return erased.contains { column, things in
        let thing: SQLValue? =
          table.name == "member" && column == "member_id" ? .int(id) : value(column)
        guard case .int(let number)? = thing else { return false }
        return things.contains(number)
      }
    }

    private static func json(_ value: SQLValue) -> JSON {
      switch value {
      case .null: .null
      case .int(let number): .int(Int(number))
      case .text(let text): .string(text)
      case .blob(let bytes): .string(Self.hex(bytes))
      }
    }

    /// Byte by byte: two spellings of one letter are two values.
    private static func isSame(_ a: JSON, _ b: JSON) -> Bool {
      if case .string(let a) = a, case .string(let b) = b { return a.utf8.elementsEqual(b.utf8) }
      return a == b
    }

    private static func hex(_ bytes: [UInt8]) -> String {
      let digits = Array("0123456789abcdef".utf8)
      return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
  }
}
