import Basics
import Registry
import Storage
import TestSupport
import Testing

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

@Suite struct `Tổ chức qua thời gian` {
  @Test(arguments: Engine.available)
  func `chi bộ chỉ có từ ngày thành lập`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let counts = try await register.system.read { session throws in
        try [day(2008_03_24), day(2008_03_25)].map {
          try session.subtree(of: world.district, kinds: [.agencyCell], asOf: AsOf($0)).count
        }
      }
      #expect(counts == [0, 2])
    }
  }

  @Test(arguments: Engine.available)
  func `sáp nhập có hiệu lực đúng ngày, tổng số không đổi`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      for (n, cell) in [world.longMyHamlet, world.phongNamHamlet, world.phongNamHamlet].enumerated() {
        _ = try await system.perform(
          RegisterMember(PersonalRecord(name: "Nguyễn Văn \(n)"), in: cell, from: day(2010_01_01)),
          by: .operatorOfMachine)
      }
      _ = try await system.perform(
        MergeOrganisations(
          [world.phongNam], result: .into(world.longMy), day: day(2014_06_01),
          decision: SmallWorld.decision("9-QĐ/HU", on: day(2014_04_01))),
        by: .operatorOfMachine)
      try await system.read { session throws in
        #expect(try session.memberCount(in: world.longMy, asOf: AsOf(day(2014_05_31))) == 1)
        #expect(try session.memberCount(in: world.longMy, asOf: AsOf(day(2014_06_01))) == 3)
        #expect(try session.memberCount(in: world.district, asOf: AsOf(day(2014_05_31))) == 3)
        #expect(try session.memberCount(in: world.district, asOf: AsOf(day(2014_06_01))) == 3)
        #expect(try session.organisation(world.phongNam, asOf: AsOf(day(2014_06_01))) == nil)
        #expect(try session.predecessors(of: world.longMy).map(\.id) == [world.phongNam])
        #expect(
          try session.organisation(world.phongNamHamlet, asOf: AsOf(day(2014_06_01)))?.parent == world.longMy)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `đổi tên không đổi tên cũ của ngày trước`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      try await register.system.perform(
        RenameOrganisation(
          world.longMyHamlet, title: "Chi bộ ấp Long Hòa A", day: day(2012_01_01),
          decision: SmallWorld.decision("1-QĐ/ĐU")),
        by: .operatorOfMachine)
      try await register.system.read { session throws in
        #expect(
          try session.organisation(world.longMyHamlet, asOf: AsOf(day(2011_12_31)))?.name
            == "Chi bộ ấp Long Hòa")
        #expect(
          try session.organisation(world.longMyHamlet, asOf: AsOf(day(2012_01_01)))?.name
            == "Chi bộ ấp Long Hòa A")
      }
    }
  }

  @Test(arguments: Engine.available)
  func `tổ chức không thể nằm dưới chính nó`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      await #expect(throws: StructureRefusal.cycle) {
        try await register.system.perform(
          MoveOrganisation(
            world.district, to: world.longMy, day: day(2013_01_01), decision: SmallWorld.decision("2-QĐ/HU")),
          by: .operatorOfMachine)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `tìm tổ chức theo mã, tên có dấu và không dấu`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let asOf = AsOf(day(2014_04_21))
      try await register.system.read { session throws in
        #expect(
          try session.organisations(named: "huyen giong trom", asOf: asOf).map(\.organisation) == [
            world.district
          ])
        #expect(try session.organisations(named: "29026", asOf: asOf).map(\.organisation) == [world.longMy])
        #expect(
          try session.organisations(named: "GT.LM.CQ", asOf: asOf).map(\.organisation) == [world.longMyAgency]
        )
        #expect(
          try session.organisations(named: "Xã LONG MỸ", asOf: asOf).map(\.organisation) == [world.longMy])
        #expect(try session.organisations(named: "chi bo co quan", asOf: asOf).count == 2)
        #expect(try session.organisations(named: "không có", asOf: asOf).isEmpty)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `một người không có hai nơi sinh hoạt chính thức trong một ngày, kể cả khi hai người ghi cùng lúc`(
    engine: Engine
  ) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let member = try await register.system.perform(
        RegisterMember(PersonalRecord(name: "Lê Thị Hường"), in: world.longMyHamlet, from: day(2010_01_01)),
        by: .operatorOfMachine)
      await #expect(throws: StorageError.self) {
        try await register.database.write { session in
          try session.run(
            """
            INSERT INTO membership (id, member_id, organisation_id, kind, effective_from, effective_to, recorded_by, withdrawn_by)
            VALUES (7, \(member), \(world.phongNamHamlet), 'official', 20140101, 20140102, 1, \(Int64.max))
            """)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `sự thật đã ghi không sửa, không xóa được ngay trong cơ sở dữ liệu`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      _ = try await SmallWorld.make(in: register.system)
      for command: SQL in [
        "UPDATE organisation_state SET name = 'x'", "DELETE FROM organisation_state",
        "DELETE FROM journal_entry",
        "UPDATE journal_entry SET body = 'x'", "UPDATE journal_record SET payload = 'x'",
        "DELETE FROM journal_record",
      ] {
        await #expect(throws: StorageError.self) {
          try await register.database.write { _ = try $0.run(command) }
        }
      }
    }
  }
}
