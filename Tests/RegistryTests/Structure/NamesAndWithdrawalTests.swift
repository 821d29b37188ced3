import Basics
import Registry
import TestSupport
import Testing

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

private func foundCell(
  _ title: String, under parent: ID<Organisation>, in register: TestRegister
) async throws -> ID<Organisation> {
  try await register.system.perform(
    FoundOrganisation(
      kind: .residentialCell, title: title, parent: parent, day: day(2014_01_01),
      decision: SmallWorld.decision("12-QĐ/ĐU", on: day(2013_12_20))),
    by: .operatorOfMachine)
}

@Suite struct `Tên tổ chức và tổ chức ghi nhầm` {
  @Test(arguments: Engine.available)
  func `hai tổ chức trực thuộc một cấp không cùng một tên`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      for title in ["Chi bộ ấp Long Hòa", "CHI BỘ ẤP LONG HOÀ", "chi bo ap long hoa"] {
        await #expect(throws: NameRefusal.taken("Chi bộ ấp Long Hòa", below: "Đảng bộ xã Long Mỹ")) {
          _ = try await foundCell(title, under: world.longMy, in: register)
        }
      }
      await #expect(throws: NameRefusal.self) {
        try await register.system.perform(
          RenameOrganisation(
            world.longMyAgency, title: "Chi bộ ấp Long Hòa", day: day(2014_02_01),
            decision: SmallWorld.decision("13-QĐ/ĐU", on: day(2014_01_20))),
          by: .operatorOfMachine)
      }
      _ = try await foundCell("Chi bộ ấp Long Hóa", under: world.longMy, in: register)
      _ = try await foundCell("Chi bộ ấp Long Hòa", under: world.phongNam, in: register)
    }
  }

  @Test(arguments: Engine.available)
  func `tổ chức ghi nhầm rút được khi chưa có gì`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let cell = try await foundCell("Chi bộ ấp Long Hòa 2", under: world.longMy, in: register)
      func withdraw(_ organisation: ID<Organisation>, _ reason: String = "ghi hai lần") async throws {
        try await register.system.perform(
          WithdrawOrganisation(organisation, reason: reason), by: .operatorOfMachine)
      }
      await #expect(throws: WithdrawalRefusal.noReason) { try await withdraw(cell, " ") }
      await #expect(throws: WithdrawalRefusal.inUse("Đảng bộ xã Long Mỹ", "có tổ chức trực thuộc")) {
        try await withdraw(world.longMy)
      }
      try await withdraw(cell)
      try await register.system.read { session throws in
        #expect(try session.organisationStates(cell).isEmpty)
        #expect(
          try !session.subtree(of: world.longMy, asOf: AsOf(day(2014_04_21))).map(\.organisation).contains(
            cell))
      }
      // The name and its code are free again.
      _ = try await foundCell("Chi bộ ấp Long Hòa 2", under: world.longMy, in: register)
      _ = try await register.system.perform(
        RegisterMember(PersonalRecord(name: "Lê Thị Năm"), in: world.longMyHamlet, from: day(2010_01_01)),
        by: .operatorOfMachine)
      await #expect(throws: WithdrawalRefusal.self) { try await withdraw(world.longMyHamlet) }
    }
  }
}
