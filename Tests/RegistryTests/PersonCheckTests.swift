import Basics
import Foundation
import Registry
import TestSupport
import Testing

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }
private func rules() throws -> RosterRules {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try RosterRules(Content(folder: root.path + "/Content"))
}

@Suite struct `Ghi một người phải qua cùng những kiểm tra như danh sách` {
  private let person = PersonalRecord(
    name: "Đỗ Thị Hường", sex: .female, bornOn: day(1975_03_08), admittedOn: day(2000_02_03),
    officialOn: day(2001_02_03))

  private func register(
    _ person: PersonalRecord, card: String = "", from: Day = day(2000_02_03), isConfirmed: Bool = false,
    _ world: SmallWorld, _ register: TestRegister
  ) async throws -> ID<Member> {
    try await register.system.perform(
      RegisterMember(
        person, numbers: [.card: card], in: world.longMyHamlet, from: from, rules: try rules(),
        isConfirmed: isConfirmed), by: .operatorOfMachine)
  }

  @Test(arguments: Engine.available)
  func `điều không thể đúng thì không ghi`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      var cases: [(PersonalRecord, String, Day, RosterColumn)] = []
      func wrong(
        _ column: RosterColumn, card: String = "", from: Day = day(2000_02_03),
        _ edit: (inout PersonalRecord) -> Void
      ) {
        var copy = person
        edit(&copy)
        cases.append((copy, card, from, column))
      }
      wrong(.bornOn) { $0.bornOn = nil }
      wrong(.admittedOn) {
        $0.admittedOn = nil; $0.officialOn = nil
      }
      wrong(.admittedOn) { $0.admittedOn = day(1990_01_01) }
      wrong(.officialOn) { $0.officialOn = day(2014_04_22) }
      wrong(.since, from: day(2014_04_22)) { _ in }
      wrong(.cardNumber, card: "12AB") { _ in }
      for (person, card, from, column) in cases {
        do {
          _ = try await self.register(person, card: card, from: from, isConfirmed: true, world, register)
          Issue.record("ghi được điều sai ở \(column.title)")
        } catch let refusal as PersonRefusal {
          #expect(refusal.column == column)
          #expect(!refusal.canBeConfirmed && !refusal.remedy.contains("tải lại"))
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `tên lạ thì hỏi lại, đã xem thì ghi`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      for name in ["Hường", "Đỗ Thị Hường 2", "Đỗ <b> Hường"] {
        var odd = person
        odd.name = name
        do {
          _ = try await self.register(odd, world, register)
          Issue.record("ghi được tên lạ \(name)")
        } catch let refusal as PersonRefusal {
          #expect(refusal.canBeConfirmed && refusal.column == .name)
        }
      }
      var odd = person
      odd.name = "Hường"
      _ = try await self.register(odd, isConfirmed: true, world, register)
    }
  }

  @Test(arguments: Engine.available)
  func `một người không ghi hai lần, người trùng tên trùng ngày sinh thì hỏi`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      _ = try await self.register(person, card: "12.345.678", world, register)
      var again = person
      again.name = "ĐỖ THỊ HƯỜNG"
      await #expect(
        throws: PersonRefusal.registered("Đỗ Thị Hường", day(1975_03_08), at: "Chi bộ ấp Long Hòa")
      ) { _ = try await self.register(again, isConfirmed: true, world, register) }
      await #expect(throws: MemberRefusal.numberTaken(.card, "12345678")) {
        var other = person
        other.bornOn = day(1976_01_01)
        _ = try await self.register(other, card: "12345678", world, register)
      }
      var namesake = person
      namesake.admittedOn = day(1999_02_03)
      await #expect(
        throws: PersonRefusal.namesake(
          "Đỗ Thị Hường", day(1975_03_08), at: "Chi bộ ấp Long Hòa", hasLeft: false)
      ) { _ = try await self.register(namesake, world, register) }
      _ = try await self.register(namesake, isConfirmed: true, world, register)
    }
  }

  @Test(arguments: Engine.available)
  func `đính chính và ghi thay đổi không đưa vào điều sai`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let member = try await self.register(person, world, register)
      var future = person
      future.officialOn = day(2015_01_01)
      var moved = person
      moved.residence = "Ấp Long Thới"
      let (rules, official, residence) = (try rules(), future, moved)
      await #expect(throws: PersonRefusal.self) {
        try await register.system.perform(
          ChangeMember(member, person: official, from: day(2014_04_21), rules: rules), by: .operatorOfMachine)
      }
      await #expect(throws: PersonRefusal.self) {
        try await register.system.perform(
          CorrectMember(
            member, person: official, numbers: [.card: "1"], reason: "đối chiếu lý lịch", rules: rules),
          by: .operatorOfMachine)
      }
      await #expect(throws: MemberRefusal.beforeBirth(day(1975_03_08))) {
        try await register.system.perform(
          ChangeMember(member, person: residence, from: day(1970_01_01), rules: rules), by: .operatorOfMachine
        )
      }
      try await register.system.perform(
        ChangeMember(member, person: residence, from: day(2014_04_01), rules: rules), by: .operatorOfMachine)
    }
  }

  @Test(arguments: Engine.available)
  func `ra khỏi danh sách: không ghi trước ngày, không ghi hai lần`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let member = try await self.register(person, world, register)
      func end(_ kind: MembershipEnd.Kind, _ day: Day) async throws {
        try await register.system.perform(
          EndMembership(member, kind: kind, day: day, decision: nil), by: .operatorOfMachine)
      }
      await #expect(throws: MemberRefusal.endInFuture(day(2014_04_22))) {
        try await end(.died, day(2014_04_22))
      }
      try await end(.died, day(2014_04_01))
      for again in [day(2014_03_01), day(2014_04_10)] {
        await #expect(throws: MemberRefusal.alreadyEnded(.died, day(2014_04_01))) {
          try await end(.movedAway, again)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `một chức vụ không ghi hai lần cho một người`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let member = try await self.register(person, world, register)
      func appoint(_ title: String) async throws {
        try await register.system.perform(
          Appoint(
            member, at: world.longMyHamlet, title: title, sector: .party, from: day(2010_01_01), decision: nil
          ),
          by: .operatorOfMachine)
      }
      try await appoint("Bí thư chi bộ")
      await #expect(throws: AppointmentRefusal.self) { try await appoint("Bí Thư  Chi bộ") }
      try await appoint("Chi ủy viên")
    }
  }
}
