import Storage

/// Copies every row from one database of this schema to another, whichever engines they are. One of the two must be
/// SQLite: it knows the tables and their order.
public enum TableCopy {
  /// Tables in the order they were created, with their columns; references point backwards only.
  static func tables(in session: any Session) throws -> [(name: String, columns: [String])] {
    try session.all(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    ) {
      try $0.text(0)
    }
    .filter { $0 != "schema_migration" }
    .map { name in
      (name, try session.all("SELECT name FROM pragma_table_info(\(name)) ORDER BY cid") { try $0.text(0) })
    }
  }

  /// Rows of every table, for showing that a copy is whole.
  public static func counts(in session: any Session, tables: [String]) throws -> [(table: String, rows: Int)]
  {
    try tables.map { ($0, try session.count(SQL(trusted: "SELECT count(*) FROM \($0)"))) }
  }

  public static func tableNames(in session: any Session) throws -> [String] {
    try tables(in: session).map(\.name)
  }

  /// - Returns: rows copied, by table. All or nothing.
  public static func copy(from source: any Database, to target: any Database) async throws -> [(
    table: String, rows: Int
  )] {
    let sqlite = source.dialect == .sqlite ? source : target
    let tables = try await sqlite.read { try Self.tables(in: $0) }
    var copied: [(String, Int)] = []
    // Bounded pieces, so that a province fits into little memory; the target is new, and useless until complete.
    try await target.write { session in
      _ = try session.run("DELETE FROM journal_head")
    }
    for table in tables {
      let list = table.columns.joined(separator: ", ")
      var rows = 0
      while true {
        let from = rows
        let page = try await source.read { session in
          try session.all(
            SQL(trusted: "SELECT \(list) FROM \(table.name) ORDER BY 1, 2 LIMIT 5000 OFFSET \(from)")
          ) { row in
            table.columns.indices.map { row.raw($0) }
          }
        }
        guard !page.isEmpty else { break }
        try await target.write { session in
          for values in page {
            var sql = SQL(trusted: "INSERT INTO \(table.name) (\(list)) VALUES (")
            for (n, value) in values.enumerated() {
              if n > 0 { sql += ", " }
              sql += "\(value)"
            }
            sql += ")"
            _ = try session.run(sql)
          }
        }
        rows += page.count
      }
      copied.append((table.name, rows))
    }
    return copied
  }
}
