import Basics
import Foundation
import Registry
import Storage
import TestSupport
import Testing

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

@Suite struct `Khi máy trục trặc` {
  @Test func `đĩa đầy: nói rõ, không ghi dở, có chỗ lại thì ghi tiếp`() async throws {
    try await TestRegister.with(.sqlite) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      func limit(_ pages: Int) async throws {
        try await register.database.write {
          try $0.query(SQL(trusted: "PRAGMA max_page_count = \(pages)")) { _ in }
        }
      }
      func counts() async throws -> [Int] {
        try await system.read { session in
          [
            try session.count("SELECT count(*) FROM member"),
            try session.count("SELECT count(*) FROM membership"),
            try session.count("SELECT sequence FROM journal_head"),
            try session.count("SELECT max(sequence) FROM journal_entry"),
          ]
        }
      }
      try await limit(try await system.read { try $0.count("PRAGMA page_count") } + 2)
      var refused = false
      var written = 0
      for n in 0..<400 where !refused {
        do {
          _ = try await system.perform(
            RegisterMember(
              PersonalRecord(name: "Nguyễn Văn \(n)", residence: String(repeating: "ấp ", count: 200)),
              in: world.longMyHamlet, from: day(2010_01_01)),
            by: .operatorOfMachine)
          written += 1
        } catch {
          refused = true
          #expect(StorageTrouble.refusal(error)?.reason.contains("Đĩa đã đầy") == true, "\(error)")
        }
      }
      #expect(refused)
      let after = try await counts()
      #expect(after[0] == written && after[1] == written && after[2] == after[3])
      try await limit(100_000)
      _ = try await system.perform(
        RegisterMember(PersonalRecord(name: "Lê Thị Hường"), in: world.longMyHamlet, from: day(2010_01_01)),
        by: .operatorOfMachine)
      #expect(try await counts()[0] == written + 1)
    }
  }

  @Test func `chương trình khác giữ khóa ghi: đợi, rồi nói rõ`() async throws {
    try await TestRegister.with(.sqlite) { register in
      let world = try await SmallWorld.make(in: register.system)
      let other = try SQLiteDatabase(folder: try #require(register.folder), creating: false)
      let held = AsyncStream<Void>.makeStream()
      let release = DispatchSemaphore(value: 0)
      let blocker = Task {
        try await other.write { session in
          _ = try session.run("UPDATE journal_head SET recorded_at = recorded_at")
          held.continuation.yield()
          // Until the one who waits has lost patience, on a thread of the database's own.
          _ = release.wait(timeout: .now() + 120)
        }
      }
      for await _ in held.stream { break }
      await #expect(throws: (any Error).self) {
        do {
          _ = try await register.system.perform(
            RegisterMember(
              PersonalRecord(name: "Lê Thị Hường"), in: world.longMyHamlet, from: day(2010_01_01)),
            by: .operatorOfMachine)
        } catch {
          #expect(
            StorageTrouble.refusal(error)?.reason.contains("đang được một chương trình khác ghi") == true,
            "\(error)")
          throw error
        }
      }
      release.signal()
      try await blocker.value
      await other.close()
      #expect(
        try await register.system.read { try $0.memberCount(in: world.longMy, asOf: AsOf(day(2014_01_01))) }
          == 0)
    }
  }
}
