import Crypto

/// The register itself: every row is what the journal says was written, and nothing else stands there.
struct Register {
  let store: any Store
  let tables: [Table]
  /// Tables whose rows the journal keeps: they name the entry that wrote them.
  let kept: [Table]

  /// Computed from other tables by the program; compared with what they should be, not with records.
  static let derived = ["organisation_closure"]
  /// Columns no record tells of: the hash of a password and when its account was made.
  static let unkept: [String: Set<String>] = ["account": ["password_hash", "created_at"]]
  /// Tables that tell what was erased, each with the column that names it there and in the rows that go with it.
  static let erasures = [
    ("erasure", "member_id"), ("concern_erasure", "concern_id"), ("prospect_erasure", "prospect_id"),
  ]
  /// No later entry has withdrawn the row.
  static let stillBelieved = Int64.max

  init(_ store: any Store) throws {
    self.store = store
    tables = try store.tables()
    guard
      Set(["journal_entry", "journal_record", "journal_head", Settings.table]).isSubset(
        of: Set(tables.map(\.name)))
    else {
      throw Refused(
        reason: "\(store.place) không có nhật ký của ChiBo.",
        remedy: "Sửa lại đường dẫn hoặc địa chỉ cơ sở dữ liệu.")
    }
    kept = tables.filter {
      $0.key != nil && $0.position("recorded_by") != nil && !Self.derived.contains($0.name)
    }
  }

  func check(_ outcome: inout Outcome) throws {
    let erased = try erasedThings()
    for table in kept { try check(table, erased: erased, &outcome) }
    try Settings(store: store).check(&outcome)
    outcome.tables = kept.count + 1
  }

  /// Walks the rows and the lives of a table side by side, both in the order of their identities.
  private func check(_ table: Table, erased: Erased, _ outcome: inout Outcome) throws {
    let key = table.key ?? ""
    let columns = table.columns.map(quoted).joined(separator: ", ")
    let rows = try store.rows("SELECT \(columns) FROM \(quoted(table.name)) ORDER BY \(quoted(key))")
    let records = RecordStream(
      try store.rows(
        """
        SELECT sequence, ordinal, entity, entity_id, operation, payload, salt, digest FROM journal_record
        WHERE entity = \(literal(table.name)) ORDER BY entity_id, sequence, ordinal
        """))
    var life = try Life(next: records)
    while let fields = try rows.next() {
      let row = RegisterRow(table: table, fields: fields)
      while let lost = life, lost.id < row.id { throw Self.lost(lost, table) }
      guard let told = life, told.id == row.id else {
        throw row.broken(
          "row.unwritten", entry: row["recorded_by"].int, "Dòng này không có trong bản ghi thay đổi nào.",
          .rowForeign)
      }
      try row.check(told, erased: erased)
      outcome.rows += 1
      life = try Life(next: records)
    }
    if let life { throw Self.lost(life, table) }
  }

  private static func lost(_ life: Life, _ table: Table) -> Broken {
    Broken(
      "row.missing", entry: life.recordedBy, table: table.name, row: life.id,
      "Mục \(life.recordedBy) đã ghi dòng này, nhưng trong sổ không còn.", .rowLost)
  }

  /// By column: which values of it name something erased.
  typealias Erased = [String: Set<Int64>]

  private func erasedThings() throws -> Erased {
    var erased: Erased = [:]
    for (name, column) in Self.erasures {
      guard tables.contains(where: { $0.name == name && $0.position(column) != nil }) else { continue }
      let rows = try store.rows("SELECT \(quoted(column)) FROM \(quoted(name))")
      while let row = try rows.next() {
        if let id = row.first?.int { erased[column, default: []].insert(id) }
      }
    }
    return erased
  }
}

/// One row of the register beside what the journal tells about it.
struct RegisterRow {
  var table: Table
  var fields: [Field]

  subscript(column: String) -> Field {
    guard let position = table.position(column), fields.indices.contains(position) else { return .foreign }
    return fields[position]
  }

  var id: Int64 { table.key.flatMap { self[$0].int } ?? 0 }

  func check(_ life: Life, erased: Register.Erased) throws {
    guard self["recorded_by"].int == life.recordedBy else {
      throw broken(
        "row.recordedBy", entry: life.recordedBy,
        "Dòng này do mục \(life.recordedBy) ghi, nhưng cột recorded_by nói khác.",
        .rowChanged)
    }
    if table.position("withdrawn_by") != nil {
      guard self["withdrawn_by"].int == life.withdrawnBy ?? Register.stillBelieved else {
        throw broken(
          "row.withdrawnBy", entry: life.withdrawnBy ?? life.recordedBy,
          life.withdrawnBy.map { "Mục \($0) đã rút dòng này, nhưng cột withdrawn_by nói khác." }
            ?? "Chưa mục nào rút dòng này, nhưng cột withdrawn_by nói khác.", .rowChanged)
      }
    }
    guard let columns = life.columns, life.erasedIn == nil else { return try checkErasure(life, erased) }
    let unkept = Register.unkept[table.name] ?? []
    var told: Set<String> = ["recorded_by", "withdrawn_by"]
    for (key, value) in columns {
      let name = String(decoding: key, as: UTF8.self)
      told.insert(name)
      if unkept.contains(name) { continue }
      if table.name == "account", name == Self.seal {
        guard self["password_hash"].text.map(Self.sealed) == value else {
          throw broken(
            "row.changed", entry: life.recordedBy, "Mật khẩu của tài khoản không phải mật khẩu đã ghi.",
            .rowChanged)
        }
        continue
      }
      guard self[name].holds(value) else {
        throw broken(
          "row.changed", entry: life.recordedBy, "Cột \(name) không còn là giá trị đã ghi.", .rowChanged)
      }
    }
    for name in table.columns where !told.contains(name) && !unkept.contains(name) && !self[name].isNull {
      throw broken(
        "row.changed", entry: life.recordedBy, "Cột \(name) có giá trị mà nhật ký không ghi.", .rowChanged)
    }
  }

  /// Content may be gone only of a person or a matter whose erasure is itself an entry of the journal.
  private func checkErasure(_ life: Life, _ erased: Register.Erased) throws {
    let isErased = Register.erasures.contains { name, column in
      let thing = table.name == "member" && column == "member_id" ? id : self[column].int
      return thing.map { erased[column]?.contains($0) ?? false } ?? false
    }
    guard isErased, !Register.erasures.contains(where: { $0.0 == table.name }) else {
      throw broken(
        "erasure.unwritten", entry: life.erasedIn ?? life.recordedBy,
        "Bản ghi thay đổi của dòng này bị xóa trắng.",
        .blankedWithoutErasure)
    }
  }

  /// No column of the register: the digest of the password's hash, which itself no record tells.
  private static let seal = "password_digest"

  private static func sealed(_ hash: [UInt8]) -> Value {
    let digits = Array("0123456789abcdef".utf8)
    let digest = SHA256.hash(data: Array("chibo/password/1\n".utf8) + hash)
    return .text(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  func broken(_ code: String, entry: Int64?, _ what: String, _ meaning: Broken.Meaning) -> Broken {
    Broken(code, entry: entry, table: table.name, row: id, what, meaning)
  }
}
