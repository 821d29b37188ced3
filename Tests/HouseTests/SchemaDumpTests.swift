import Foundation
import Storage
import TestSupport
import Testing

/// The schema of both databases as text for review. `make schema` writes it; these tests say when it is stale.
@Suite struct SchemaDumpTests {
  private static var isWriting: Bool { ProcessInfo.processInfo.environment["CHIBO_WRITE_SCHEMA"] == "1" }
  private static func file(_ name: String) -> URL {
    SourceTree.root.appendingPathComponent("docs/schema.\(name).sql")
  }

  @Test func `docs/schema.sqlite.sql là lược đồ đang dùng`() async throws {
    let text = try await TestRegister.with(.sqlite) { register in
      try await register.database.read { session throws in
        try session.all(
          "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type = 'trigger', rowid"
        ) {
          try $0.text(0)
        }
      }
    }
    try compare(text.map { $0 + ";\n" }.joined(separator: "\n"), with: "sqlite")
  }

  @Test(.enabled(if: Engine.available.contains(.postgres)))
  func `docs/schema.postgres.sql là lược đồ đang dùng`() async throws {
    let (text, version) = try await TestRegister.with(.postgres) { register in
      let version = try await register.database.read {
        try $0.first("SELECT split_part(version(), '.', 1)") { try $0.text(0) } ?? ""
      }
      return (try await dump(register.address ?? ""), version)
    }
    let written = (try? String(contentsOf: Self.file("postgres"), encoding: .utf8)) ?? ""
    // Another major version words the same schema differently.
    guard Self.isWriting || written.isEmpty || written.contains("-- \(version)\n") else { return }
    try compare("-- \(version)\n\n" + text, with: "postgres")
  }

  private func compare(_ text: String, with name: String) throws {
    let file = Self.file(name)
    if Self.isWriting { try text.write(to: file, atomically: true, encoding: .utf8) }
    let written = try? String(contentsOf: file, encoding: .utf8)
    #expect(written == text, "docs/schema.\(name).sql đã cũ: chạy make schema")
  }

  /// Without comments, settings and what only one release of pg_dump writes.
  private func dump(_ address: String) async throws -> String {
    let ran = try await OutsideProgram.run(
      "/usr/bin/pg_dump", ["--schema-only", "--no-owner", "--no-privileges", address])
    #expect(ran.status == 0)
    let text = ran.output
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let noise = ["--", "SET ", "SELECT pg_catalog.set_config", "\\restrict", "\\unrestrict"]
      if noise.contains(where: { line.utf8.starts(with: $0.utf8) }) { continue }
      if line.isEmpty, lines.last?.isEmpty ?? true { continue }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }
}
