import Basics
import Registry
import Reviews
import TestSupport
import Testing

@Suite struct `Thử hướng dẫn trên đợt đang mở` {
  @Test(arguments: Engine.available)
  func `số tập thể được thử là số tập thể trong danh sách của đợt`(engine: Engine) async throws {
    try await RoundWorld.with(engine) { w in
      _ = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let shelf = SnapshotShelf()
      func collectives() async throws -> Int {
        try await shelf.snapshot(of: w.world.longMy, year: 2026, for: .operatorOfMachine, in: w.system)
          .count("collective")
      }
      let before = try await collectives()
      try await w.open()
      let period = w.period
      let listed = try await w.system.read { session throws in
        try session.reviewSubjects(inBase: w.world.longMy, period).filter { $0.entity == .collective }.count
      }
      #expect(listed > 0 && before > listed)
      #expect(try await collectives() == listed)
    }
  }
}
