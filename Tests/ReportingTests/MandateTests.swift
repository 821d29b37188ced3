import Basics
import Registry
import Reporting
import TestSupport
import Testing

@Suite struct `Văn bản giao nhiệm vụ` {
  private func paper(_ number: String, _ on: Int) -> DecisionEntry {
    DecisionEntry(DocumentKey(type: "Quyết định", number: number, issuer: "Đảng ủy", date: day(on)))
  }

  /// A second mandate, which nobody has fulfilled yet.
  private func issue(_ world: DistrictWorld) async throws -> ID<Mandate> {
    try await world.system.perform(
      IssueMandate(
        DecisionEntry(
          DocumentKey(type: "Công văn", number: "5-CV/HU", issuer: "Huyện ủy", date: day(2012_05_01))),
        subject: "xây dựng quy chế", duty: "ban hành quy chế làm việc", scope: world.district,
        obliged: .communeCommittees,
        inForceOn: day(2012_05_01), dueOn: day(2012_09_30)), by: .operatorOfMachine)
  }

  private func progress(_ world: DistrictWorld, _ mandate: ID<Mandate>, on number: Int) async throws
    -> MandateProgress
  {
    try await world.system.read { session throws in
      try session.progress(of: #require(try session.mandate(mandate)), asOf: AsOf(day(number)))
    }
  }

  @Test(arguments: Engine.available)
  func `tiến độ từng ngày, đầu tiên và cuối cùng, ai còn thiếu`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      #expect(try await progress(world, world.mandate, on: 2007_10_09).obliged == 0)
      let before = try await progress(world, world.mandate, on: 2008_03_24)
      #expect(before.obliged == 4 && before.fulfilled == 0 && before.first == nil)
      let half = try await progress(world, world.mandate, on: 2008_03_28)
      #expect(half.fulfilled == 2)
      #expect(
        half.units(.missing).map(\.unit.name) == ["Đảng bộ thị trấn Giồng Trôm", "Đảng bộ xã Phong Mỹ"])
      let whole = try await progress(world, world.mandate, on: 2014_04_21)
      #expect(whole.fulfilled == 4)
      #expect([whole.first, whole.last] == [day(2008_03_25), day(2008_04_08)])
    }
  }

  @Test(arguments: Engine.available)
  func `đơn vị nhận sáp nhập giữ cả phần đã làm và phần còn nợ`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2014_04_21)) { register in
      let world = try await DistrictWorld.make(in: register)
      let mandate = try await issue(world)
      // One reported, the other did not; then they merge.
      _ = try await world.system.perform(
        RecordRollOut(
          mandate, by: world.phongNam.base, on: day(2012_07_01), decision: paper("9-QĐ/ĐU", 2012_07_01)),
        by: .operatorOfMachine)
      try await world.mergePhongMy(on: 2013_06_01, decided: 2013_05_01)
      let after = try await progress(world, mandate, on: 2013_06_01)
      #expect(after.obliged == 3 && after.fulfilled == 0)
      let merged = try #require(after.units(.partial).first)
      #expect(merged.unit.organisation == world.phongNam.base)
      #expect(merged.owing == [world.phongMy.base])
      #expect(merged.rollOuts.map(\.organisation) == [world.phongNam.base])
      #expect(after.overdue.count == 3)
      // Founding agency cells: both had, so the merged unit has.
      let founding = try await progress(world, world.mandate, on: 2013_06_01)
      #expect(founding.obliged == 3 && founding.fulfilled == 3)
      #expect([founding.first, founding.last] == [day(2008_03_25), day(2008_04_08)])
      let briefing = try await world.briefing()
      let key = "rollOut.\(mandate).partial"
      #expect(briefing.figure(key)?.count == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `quyết định riêng sau sáp nhập trả hết phần nợ`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      let mandate = try await issue(world)
      try await world.mergePhongMy(on: 2013_06_01, decided: 2013_05_01)
      #expect(try await progress(world, mandate, on: 2013_12_31).units(.missing).count == 3)
      _ = try await world.system.perform(
        RecordRollOut(
          mandate, by: world.phongNam.base, on: day(2014_01_05), decision: paper("9-QĐ/ĐU", 2014_01_05)),
        by: .operatorOfMachine)
      #expect(
        try await progress(world, mandate, on: 2014_01_05).units(.fulfilled).map(\.unit.organisation) == [
          world.phongNam.base
        ])
    }
  }

  @Test(arguments: Engine.available)
  func `chỉ đơn vị thuộc diện mới ghi được triển khai, và chỉ một lần`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      let system = world.system
      func record(_ organisation: ID<Organisation>, _ on: Int) async throws {
        _ = try await system.perform(
          RecordRollOut(world.mandate, by: organisation, on: day(on), decision: paper("7-QĐ/ĐU", on)),
          by: .operatorOfMachine)
      }
      await #expect(throws: MandateRefusal.notObliged("Chi bộ Văn phòng Huyện ủy", day(2009_01_01))) {
        try await record(world.office, 2009_01_01)
      }
      await #expect(throws: MandateRefusal.alreadyFulfilled("Đảng bộ xã Long Mỹ")) {
        try await record(world.longMy.base, 2009_01_01)
      }
      await #expect(throws: MandateRefusal.beforeForce(day(2007_01_01), day(2007_10_10))) {
        try await record(world.longMy.base, 2007_01_01)
      }
      let first = try #require(
        try await system.read { session throws in
          try session.rollOuts(of: world.mandate, asOf: AsOf(day(2014_04_21))).first {
            $0.organisation == world.longMy.base
          }
        })
      await #expect(throws: MandateRefusal.noReason) {
        try await system.perform(WithdrawRollOut(first.id, reason: " "), by: .operatorOfMachine)
      }
      try await system.perform(WithdrawRollOut(first.id, reason: "ghi nhầm ngày"), by: .operatorOfMachine)
      #expect(try await progress(world, world.mandate, on: 2014_04_21).fulfilled == 3)
      try await record(world.longMy.base, 2008_03_26)
      #expect(try await progress(world, world.mandate, on: 2014_04_21).first == day(2008_03_26))
    }
  }

  @Test(arguments: Engine.available)
  func `văn bản còn đếm được sau khi phạm vi của nó kết thúc`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      let paper = paper("1-NQ", 2014_04_01)
      for part in try await world.system.read({ session throws in
        try session.children(of: world.district, asOf: AsOf(day(2014_04_21)))
      }) {
        try await world.system.perform(
          MoveOrganisation(part.organisation, to: world.province, day: day(2025_07_01), decision: paper),
          by: .operatorOfMachine)
      }
      try await world.system.perform(
        EndOrganisation(world.district, day: day(2025_07_01), decision: paper), by: .operatorOfMachine)
      let progress = try await progress(world, world.mandate, on: 2025_07_02)
      #expect(progress.obliged == 4 && progress.fulfilled == 4)
      #expect(
        try await world.briefing(of: world.longMy.base, on: 2025_07_02).summary.rollOut.units?.count == 1)
    }
  }
}
