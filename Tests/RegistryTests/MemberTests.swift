import Basics
import Registry
import Storage
import TestSupport
import Testing

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

@Suite struct `Đảng viên và nơi sinh hoạt` {
  static func huong(_ register: TestRegister, _ world: SmallWorld) async throws -> ID<Member> {
    try await register.system.perform(
      RegisterMember(
        PersonalRecord(
          name: "Đỗ Thị Hường", sex: .female, bornOn: day(1975_03_08), admittedOn: day(2000_02_03),
          officialOn: day(2001_02_03)),
        numbers: [.card: "12345678"], in: world.longMyHamlet, from: day(2000_02_03)),
      by: .operatorOfMachine)
  }

  @Test(
    arguments: Engine.available,
    ["huong", "ĐỖ THỊ HƯỜNG", "Ðỗ Thị Hường", "đỗ thị hường", "do huong", "12345678"])
  func `tìm thấy Hường bằng mọi cách viết`(engine: Engine, text: String) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let member = try await Self.huong(register, world)
      try await register.system.read { session throws in
        var filter = MemberFilter()
        filter.text = text
        let found = try session.members(
          in: world.district, filter, asOf: AsOf(day(2014_04_21)), seen: .whole, limit: 10)
        #expect(found.map(\.member) == [member])
        #expect(
          try session.memberCount(
            in: [world.district], filter, asOf: AsOf(day(2014_04_21)), seen: .whole) == 1)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `người chuyển đi vẫn tính ở nơi cũ cho đến ngày tiếp nhận`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let member = try await Self.huong(register, world)
      let transfer = try await register.system.perform(
        SendTransfer(member, to: world.phongNamAgency, letter: "12-GGT/ĐU", on: day(2014_03_01)),
        by: .operatorOfMachine)
      func counts(_ on: Int) async throws -> [Int] {
        try await register.system.read { session in
          try [world.longMy, world.phongNam].map { try session.memberCount(in: $0, asOf: AsOf(day(on))) }
        }
      }
      #expect(try await counts(2014_03_20) == [1, 0])
      try await register.system.perform(
        ReceiveTransfer(transfer, on: day(2014_04_01)), by: .operatorOfMachine)
      #expect(try await counts(2014_03_31) == [1, 0])
      #expect(try await counts(2014_04_01) == [0, 1])
      await #expect(throws: TransferRefusal.settled) {
        try await register.system.perform(
          ReceiveTransfer(transfer, on: day(2014_04_02)), by: .operatorOfMachine)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `hai người tiếp nhận cùng lúc, chỉ một lần được ghi`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let member = try await Self.huong(register, world)
      let transfer = try await register.system.perform(
        SendTransfer(member, to: world.phongNamAgency, letter: "12-GGT/ĐU", on: day(2014_03_01)),
        by: .operatorOfMachine)
      let outcomes = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 {
          group.addTask {
            do {
              try await register.system.perform(
                ReceiveTransfer(transfer, on: day(2014_04_01)), by: .operatorOfMachine)
              return true
            } catch { return false }
          }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(outcomes == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `sửa sai đổi mọi ngày, còn biết trước khi sửa thì vẫn như cũ`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let member = try await Self.huong(register, world)
      let before = try await register.system.read { try $0.count("SELECT max(sequence) FROM journal_entry") }
      var person = try #require(
        try await register.system.read { try $0.member(member, asOf: AsOf(day(2014_04_21))) }
      ).person
      person.bornOn = day(1976_03_08)
      try await register.system.perform(
        CorrectMember(member, person: person, numbers: [:], reason: "nhầm khi nhập"), by: .operatorOfMachine)
      try await register.system.read { session throws in
        #expect(try session.member(member, asOf: AsOf(day(2005_01_01)))?.person.bornOn == day(1976_03_08))
        #expect(
          try session.member(member, asOf: AsOf(day(2005_01_01), known: before))?.person.bornOn
            == day(1975_03_08))
        #expect(try session.memberStateHistory(member).count == 2)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `ra khỏi Đảng thì không tính từ ngày ấy, ghi nhầm thì không tính ngày nào`(engine: Engine) async throws
  {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let member = try await Self.huong(register, world)
      await #expect(throws: MemberRefusal.needsDecision(.struckOff)) {
        try await register.system.perform(
          EndMembership(member, kind: .struckOff, day: day(2014_01_01), decision: nil), by: .operatorOfMachine
        )
      }
      try await register.system.perform(
        EndMembership(member, kind: .died, day: day(2014_01_01), decision: nil), by: .operatorOfMachine)
      try await register.system.read { session throws in
        #expect(try session.memberCount(in: world.longMy, asOf: AsOf(day(2013_12_31))) == 1)
        #expect(try session.memberCount(in: world.longMy, asOf: AsOf(day(2014_01_01))) == 0)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `số điện thoại không lọt vào nơi ở, nghề nghiệp, chức vụ, tên tổ chức`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let member = try await Self.huong(register, world)
      for person in [
        PersonalRecord(name: "Đỗ Thị Hường", residence: "ấp 2, gọi 0912345678"),
        PersonalRecord(name: "Đỗ Thị Hường", occupation: "buôn bán 083075001234"),
      ] {
        await #expect(throws: FreeTextRefusal.self) {
          try await register.system.perform(
            ChangeMember(member, person: person, from: day(2014_01_01)), by: .operatorOfMachine)
        }
        await #expect(throws: FreeTextRefusal.self) {
          _ = try await register.system.perform(
            RegisterMember(person, in: world.longMyHamlet, from: day(2014_01_01)), by: .operatorOfMachine)
        }
      }
      await #expect(throws: FreeTextRefusal.self) {
        try await register.system.perform(
          Appoint(
            member, at: world.longMyHamlet, title: "Bí thư 0912345678", sector: .party, from: day(2014_01_01),
            decision: nil), by: .operatorOfMachine)
      }
      await #expect(throws: FreeTextRefusal.self) {
        try await register.system.perform(
          RenameOrganisation(
            world.longMyHamlet, title: "Chi bộ 0912345678", day: day(2014_01_01),
            decision: SmallWorld.decision("9-QĐ/ĐU")), by: .operatorOfMachine)
      }
    }
  }
}
