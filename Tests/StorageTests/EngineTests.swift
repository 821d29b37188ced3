import Basics
import Foundation
import Storage
import TestSupport
import Testing

/// A table of one test's own in the register's database.
private let notes = "CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT, bytes \(blobWord), day BIGINT)"
private let blobWord = "{blob}"

extension TestRegister {
  fileprivate func makeNotes() async throws {
    try await database.write { session in
      let word = session.dialect == .sqlite ? "BLOB" : "BYTEA"
      try session.script(notes.split(separator: blobWord).joined(separator: word))
    }
  }

  fileprivate func noteCount() async throws -> Int {
    try await database.read { try $0.count("SELECT count(*) FROM note") }
  }
}

@Suite struct `Hai cơ sở dữ liệu, một cách làm` {
  @Test(arguments: Engine.available)
  func `giá trị đọc ra đúng như ghi vào`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      try await register.makeNotes()
      let texts = ["", "Hường", "a'b\"c\\d", "dòng\nmới\ttab", "😀", String(repeating: "ệ", count: 10_000)]
      let bytes: [[UInt8]] = [[], [0], [0, 255, 10, 92], Array(repeating: 7, count: 100_000)]
      try await register.database.write { session in
        for (n, text) in texts.enumerated() {
          try session.run("INSERT INTO note (id, text) VALUES (\(n), \(text))")
        }
        for (n, blob) in bytes.enumerated() {
          try session.run("INSERT INTO note (id, bytes, day) VALUES (\(100 + n), \(blob), \(Int64.min))")
        }
      }
      let found = try await register.database.read { session throws in
        (
          try session.all("SELECT text FROM note WHERE id < 100 ORDER BY id") { try $0.text(0) },
          try session.all("SELECT bytes, day FROM note WHERE id >= 100 ORDER BY id") {
            (try $0.blob(0), try $0.int(1))
          }
        )
      }
      #expect(found.0 == texts)
      #expect(found.1.map(\.0) == bytes)
      #expect(found.1.allSatisfy { $0.1 == Int.min })
    }
  }

  @Test(arguments: Engine.available)
  func `lượt đọc không ghi được`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      try await register.makeNotes()
      await #expect(throws: StorageError.self) {
        try await register.database.read { try $0.run("INSERT INTO note (id) VALUES (1)") }
      }
      await #expect(throws: StorageError.self) {
        try await register.database.read { try $0.script("DROP TABLE note") }
      }
      #expect(try await register.noteCount() == 0)
    }
  }

  @Test(arguments: Engine.available)
  func `lượt ghi dở dang không để lại gì`(engine: Engine) async throws {
    struct Stop: Error {}
    try await TestRegister.with(engine) { register in
      try await register.makeNotes()
      await #expect(throws: Stop.self) {
        try await register.database.write { session in
          try session.run("INSERT INTO note (id) VALUES (1)")
          throw Stop()
        }
      }
      #expect(try await register.noteCount() == 0)
    }
  }

  @Test(arguments: Engine.available)
  func `năm mươi người cùng ghi: ai cũng ghi được, không mất lượt nào`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      try await register.makeNotes()
      try await register.database.write { _ = try $0.run("INSERT INTO note (id, day) VALUES (0, 0)") }
      let database = register.database
      try await withThrowingTaskGroup(of: Void.self) { group in
        for n in 1...50 {
          group.addTask {
            try await database.write { session in
              try session.run("INSERT INTO note (id) VALUES (\(n))")
              try session.run("UPDATE note SET day = day + 1 WHERE id = 0")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await register.noteCount() == 51)
      #expect(try await database.read { try $0.count("SELECT day FROM note WHERE id = 0") } == 50)
    }
  }

  @Test(arguments: Engine.available)
  func `lượt đọc thấy một hình ảnh nhất quán trong khi người khác ghi`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      try await register.makeNotes()
      let database = register.database
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for n in 1...30 {
            try await database.write { _ = try $0.run("INSERT INTO note (id) VALUES (\(n))") }
          }
        }
        for _ in 1...8 {
          group.addTask {
            let counts = try await database.read { session throws in
              let first = try session.count("SELECT count(*) FROM note")
              usleep(3000)
              return (first, try session.count("SELECT count(*) FROM note"))
            }
            #expect(counts.0 == counts.1)
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test(arguments: Engine.available)
  func `loại lỗi giống nhau ở cả hai`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      try await register.makeNotes()
      func kind(_ commands: [SQL]) async -> StorageError.Kind? {
        do {
          try await register.database.write { session in for command in commands { try session.run(command) }
          }
          return nil
        } catch { return (error as? StorageError)?.kind }
      }
      #expect(
        await kind(["INSERT INTO note (id) VALUES (1)", "INSERT INTO note (id) VALUES (1)"]) == .unique)
      #expect(
        await kind([
          "INSERT INTO member_number (id, member_id, kind, value, effective_from, effective_to, recorded_by, withdrawn_by) VALUES (1, 5, 'card', '', 1, 2, 1, 2)"
        ])
          == .foreignKey)
      #expect(await kind(["INSERT INTO member (id, recorded_by) VALUES (1, NULL)"]) == .constraint)
      #expect(await kind(["SELEKT"]) == .other)
    }
  }

  @Test(arguments: Engine.available)
  func `câu trả lời “không có” cũng được nhớ, và không lẫn với chưa hỏi`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let asked = try await register.database.read { session throws in
        guard let recollection = session.recollection else { return -1 }
        var asked = 0
        func ask(_ question: String, _ answer: String?) throws -> String? {
          try recollection.answer(question, at: { "đầu sổ" }) {
            asked += 1
            return answer
          }
        }
        #expect(try ask("một", "có") == "có")
        #expect(try ask("hai", nil) == nil)
        #expect(try ask("hai", "không hỏi nữa") == nil)
        #expect(try ask("một", nil) == "có")
        let once = try (0..<2).map { _ in
          try recollection.once("riêng") { () -> Int? in
            asked += 10
            return nil
          }
        }
        #expect(once == [nil, nil])
        return asked
      }
      #expect(asked == 12)
    }
  }
}
