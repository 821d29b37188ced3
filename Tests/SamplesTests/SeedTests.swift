import Basics
import Registry
import TestSupport
import Testing

@testable import Samples

@Suite struct SeedTests {
  @Test func `cùng hạt giống, cùng lịch sử, trên cả hai hệ cơ sở dữ liệu`() async throws {
    let first = try await MadeSample.small.made().summary
    for engine in Engine.available {
      let again = try await MadeSample.make(.small, on: engine)
      #expect(again.summary.head == first.head, "\(engine)")
      #expect(again.summary.entries == first.entries)
      await again.register.close()
    }
  }

  @Test func `sổ đã có gì thì không nhận dữ liệu mẫu`() async throws {
    try await TestRegister.with(.sqlite) { register in
      _ = try await SmallWorld.make(in: register.system)
      await #expect(throws: SampleRefusal.notEmpty) {
        try await GiongTromSample.create(
          in: register.database, folder: "/nonexistent", content: try Content.locate())
      }
    }
  }
}
