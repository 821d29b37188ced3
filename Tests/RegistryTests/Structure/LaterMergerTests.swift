import Basics
import Registry
import TestSupport
import Testing

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }
private let mergerDay = day(2027_01_01)

/// Long Mỹ and Phong Nẫm merge into a new commune on a day that is still to come.
private func merged(_ register: TestRegister) async throws -> (SmallWorld, ID<Organisation>) {
  let world = try await SmallWorld.make(in: register.system)
  let result = try await register.system.perform(
    MergeOrganisations(
      [world.longMy, world.phongNam],
      result: .new(
        FoundOrganisation(
          kind: .baseCommittee, title: "Đảng bộ xã Mỹ Phong", parent: world.district, day: mergerDay,
          decision: nil)),
      day: mergerDay, decision: SmallWorld.decision("88-QĐ/HU", on: day(2026_10_01))),
    by: .operatorOfMachine)
  return (world, result)
}

private func foundCell(
  _ title: String, under parent: ID<Organisation>, from day: Day, in register: TestRegister
) async throws -> ID<Organisation> {
  try await register.system.perform(
    FoundOrganisation(
      kind: .residentialCell, title: title, parent: parent, day: day,
      decision: SmallWorld.decision("12-QĐ/ĐU", on: min(day, Day(number: 2026_10_14) ?? day))),
    by: .operatorOfMachine)
}

@Suite struct `Đặt dưới tổ chức đã ghi sẽ sáp nhập` {
  @Test(arguments: Engine.available)
  func `chi bộ lập sau vẫn theo về tổ chức kế thừa đúng ngày`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2026_10_15)) { register in
      let (world, result) = try await merged(register)
      let cell = try await foundCell(
        "Chi bộ ấp Long Thới", under: world.longMy, from: day(2026_11_01), in: register)
      _ = try await register.system.perform(
        RegisterMember(PersonalRecord(name: "Nguyễn Văn Tư"), in: cell, from: day(2026_11_02)),
        by: .operatorOfMachine)
      try await register.system.read { session throws in
        #expect(try session.organisation(cell, asOf: AsOf(day(2026_12_31)))?.parent == world.longMy)
        #expect(try session.organisation(cell, asOf: AsOf(mergerDay))?.parent == result)
        #expect(try session.memberCount(in: world.district, asOf: AsOf(mergerDay)) == 1)
        #expect(try session.memberCount(in: result, asOf: AsOf(mergerDay)) == 1)
        let events = try session.structureEvents(of: cell)
        #expect(events.contains { $0.kind == .move && $0.day == mergerDay && $0.decision != nil })
      }
    }
  }

  @Test(arguments: Engine.available)
  func `hai chi bộ hợp nhất trước ngày ấy, chi bộ mới và đảng viên đi cùng`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2026_10_15)) { register in
      let (world, result) = try await merged(register)
      _ = try await register.system.perform(
        RegisterMember(PersonalRecord(name: "Lê Thị Năm"), in: world.longMyHamlet, from: day(2026_01_02)),
        by: .operatorOfMachine)
      let cell = try await register.system.perform(
        MergeOrganisations(
          [world.longMyAgency, world.longMyHamlet],
          result: .new(
            FoundOrganisation(
              kind: .residentialCell, title: "Chi bộ Long Mỹ 1", parent: world.longMy,
              day: day(2026_12_01), decision: nil)),
          day: day(2026_12_01), decision: SmallWorld.decision("9-QĐ/ĐU", on: day(2026_10_14))),
        by: .operatorOfMachine)
      try await register.system.read { session throws in
        #expect(try session.organisation(cell, asOf: AsOf(mergerDay))?.parent == result)
        #expect(try session.memberCount(in: world.province, asOf: AsOf(mergerDay)) == 1)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `chuyển vào thì đi theo, chuyển ra trước ngày ấy thì không bị kéo theo`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2026_10_15)) { register in
      let (world, result) = try await merged(register)
      let other = try await register.system.perform(
        FoundOrganisation(
          kind: .baseCommittee, title: "Đảng bộ xã Bình Thành", parent: world.district, day: day(2000_01_01),
          decision: nil), by: .operatorOfMachine)
      let incoming = try await foundCell(
        "Chi bộ ấp Bình Tiên", under: other, from: day(2001_01_01), in: register)
      for (cell, target) in [(incoming, world.longMy), (world.longMyHamlet, other)] {
        try await register.system.perform(
          MoveOrganisation(
            cell, to: target, day: day(2026_11_01),
            decision: SmallWorld.decision("3-QĐ/HU", on: day(2026_10_14))),
          by: .operatorOfMachine)
      }
      try await register.system.read { session throws in
        #expect(try session.organisation(incoming, asOf: AsOf(day(2026_11_01)))?.parent == world.longMy)
        #expect(try session.organisation(incoming, asOf: AsOf(mergerDay))?.parent == result)
        #expect(try session.organisation(world.longMyHamlet, asOf: AsOf(mergerDay))?.parent == other)
        #expect(try session.structureEvents(of: world.longMyHamlet).allSatisfy { $0.day != mergerDay })
      }
    }
  }

  @Test(arguments: Engine.available)
  func `ghi bổ sung chi bộ cũ và sáp nhập ghi lùi ngày đều giữ đủ cấp trên`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2027_06_01)) { register in
      let (world, result) = try await merged(register)
      let backdated = try await foundCell(
        "Chi bộ ấp Long Phú", under: world.phongNam, from: day(2024_02_01), in: register)
      // A merger written down late, for a day before its parts came to it.
      let young = try await foundCell(
        "Chi bộ ấp Long Vĩnh", under: result, from: day(2027_05_01), in: register)
      let last = try await register.system.perform(
        MergeOrganisations(
          [result],
          result: .new(
            FoundOrganisation(
              kind: .baseCommittee, title: "Đảng bộ xã Mỹ Phong Mới", parent: world.district,
              day: day(2027_03_01), decision: nil)),
          day: day(2027_03_01), decision: SmallWorld.decision("5-QĐ/HU", on: day(2027_02_01))),
        by: .operatorOfMachine)
      try await register.system.read { session throws in
        #expect(try session.organisation(backdated, asOf: AsOf(mergerDay))?.parent == result)
        #expect(try session.organisation(backdated, asOf: AsOf(day(2027_03_01)))?.parent == last)
        #expect(try session.organisation(young, asOf: AsOf(day(2027_05_01)))?.parent == last)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `kết thúc không có kế thừa: không đặt gì dưới nó quá ngày ấy`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2026_10_15)) { register in
      let world = try await SmallWorld.make(in: register.system)
      let empty = try await register.system.perform(
        FoundOrganisation(
          kind: .baseCommittee, title: "Đảng bộ xã Tân Lợi", parent: world.district, day: day(2000_01_01),
          decision: nil), by: .operatorOfMachine)
      try await register.system.perform(
        EndOrganisation(empty, day: mergerDay, decision: SmallWorld.decision("4-QĐ/HU", on: day(2026_10_01))),
        by: .operatorOfMachine)
      await #expect(throws: LineageRefusal.endsWithoutHeir("Đảng bộ xã Tân Lợi", mergerDay)) {
        _ = try await foundCell("Chi bộ ấp Tân Lợi", under: empty, from: day(2026_11_01), in: register)
      }
      await #expect(throws: LineageRefusal.endsAnyway("Đảng bộ xã Tân Lợi", mergerDay)) {
        _ = try await register.system.perform(
          MergeOrganisations(
            [empty], result: .into(world.longMy), day: day(2026_11_01),
            decision: SmallWorld.decision("6-QĐ/HU", on: day(2026_10_01))),
          by: .operatorOfMachine)
      }
    }
  }
}
