import Basics
import History
import Registry
import Storage
import TestSupport
import Testing

@Suite struct `Lịch sử lặp lại được` {
  @Test func `cùng hạt giống, cùng việc: cùng mã đầu lịch sử, trên cả hai cơ sở dữ liệu`() async throws {
    var heads: [String] = []
    for engine in Engine.available + Engine.available {
      heads.append(
        try await TestRegister.with(engine) { register in
          _ = try await LivedWorld.make(in: register.system)
          return try await register.journalHead()
        })
    }
    #expect(heads.count >= 2)
    #expect(Set(heads).count == 1)
  }

  @Test func `hạt giống khác, mã khác`() async throws {
    var heads: Set<String> = []
    for seed: UInt64 in [1, 2] {
      let register = try await TestRegister(.sqlite, seed: seed)
      _ = try await SmallWorld.make(in: register.system)
      heads.insert(try await register.journalHead())
      await register.close()
    }
    #expect(heads.count == 2)
  }

  @Test(arguments: Engine.available)
  func `giờ ghi không bao giờ lùi, dù đồng hồ máy bị chỉnh lùi`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      _ = try await SmallWorld.make(in: register.system)
      register.clock.set(day(2012_01_01))
      _ = try await register.system.perform(
        FoundOrganisation(
          kind: .province, title: "Đảng bộ tỉnh Vĩnh Long", code: "VL", parent: nil, place: .none,
          day: day(1990_01_01),
          decision: nil), by: .operatorOfMachine)
      #expect(try await Verifier.check(register).status == 0)
      let head = try await register.database.read { try Journal.head(in: $0) }
      #expect(head.recordedAt.day == day(2014_04_21))
    }
  }

  @Test func `việc bị từ chối không để lại mục nào`() async throws {
    try await TestRegister.with(.sqlite) { register in
      let world = try await SmallWorld.make(in: register.system)
      let before = try await register.journalHead()
      await #expect(throws: StructureRefusal.cycle) {
        try await register.system.perform(
          MoveOrganisation(
            world.district, to: world.longMy, day: day(2013_01_01), decision: SmallWorld.decision("2-QĐ/HU")),
          by: .operatorOfMachine)
      }
      #expect(try await register.journalHead() == before)
      #expect(try await Verifier.check(register).status == 0)
    }
  }
}
