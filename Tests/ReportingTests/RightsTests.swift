import Basics
import Registry
import Reporting
import Reviews
import TestSupport
import Testing

@Suite struct `Quyền trong báo cáo, xếp loại, khảo sát` {
  /// An account with a role on one commune.
  private func officer(_ role: Role, on organisation: ID<Organisation>, _ world: DistrictWorld) async throws
    -> Actor
  {
    let account = try await world.system.perform(
      CreateAccount(userName: "nguoi.\(role.rawValue)", person: "Phạm Văn Phòng", organisation: organisation),
      by: .operatorOfMachine
    ).account
    _ = try await world.system.perform(
      GrantRight(role, on: organisation, to: account), by: .operatorOfMachine)
    return Actor(.account(account), name: "Phạm Văn Phòng")
  }

  private func decision(_ number: String) -> DecisionEntry {
    DecisionEntry(DocumentKey(type: "Quyết định", number: number, issuer: "Đảng ủy", date: day(2014_01_20)))
  }

  @Test(arguments: Engine.available)
  func `người của xã bên không mở được bản ghi nào, như thể không có`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      let office = try await officer(.office, on: world.longMy.base, world)
      let now = world.system.now
      let (own, sibling) = (
        try await world.briefing(of: world.longMy.base), try await world.briefing(of: world.phongNam.base)
      )
      let members = own.summary.members.records
      let count = try await world.system.read { session throws in
        try session.records(members, for: office, at: now).count
      }
      #expect(count == own.summary.members.count)
      for figure in sibling.figures + (try await world.briefing()).figures
      where !own.figures.map(\.records).contains(figure.records) {
        let records = figure.records
        guard records.organisation != world.longMy.base else { continue }
        await #expect(throws: RightsRefusal.notFound, "\(figure.key)") {
          try await world.system.read { session throws in
            _ = try session.records(records, for: office, at: now)
          }
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `người chỉ xem số liệu không mở được danh sách đảng viên`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      let reader = try await officer(.reader, on: world.longMy.base, world)
      let now = world.system.now
      let own = try await world.briefing(of: world.longMy.base)
      let (members, cells) = (own.summary.members.records, own.summary.agencyCells.records)
      await #expect(throws: RightsRefusal.lacking(.viewMembers)) {
        try await world.system.read { session throws in _ = try session.records(members, for: reader, at: now)
        }
      }
      #expect(
        try await world.system.read { session throws in try session.records(cells, for: reader, at: now).count
        } == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `mỗi việc ghi cần quyền của nó trong phạm vi`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      let system = world.system
      let office = try await officer(.office, on: world.longMy.base, world)
      await #expect(throws: RightsRefusal.notFound) {
        _ = try await system.perform(
          RecordGradings(
            [
              .init(.organisation(world.longMy.agency), "TSVM"),
              .init(.organisation(world.phongNam.agency), "TSVM"),
            ], year: 2011,
            on: day(2014_01_20), decision: decision("1-QĐ"), scales: world.rules.scales), by: office)
      }
      _ = try await system.perform(
        RecordGrading(
          .organisation(world.longMy.agency), year: 2011, grade: "TSVM", on: day(2014_01_20),
          decision: decision("1-QĐ"),
          scales: world.rules.scales), by: office)
      await #expect(throws: RightsRefusal.notFound) {
        _ = try await system.perform(
          IssueBriefing(of: world.district, asOf: day(2014_04_21), number: "1-BC", rules: world.rules),
          by: office)
      }
      let issue = try await system.perform(
        IssueBriefing(of: world.longMy.base, asOf: day(2014_04_21), number: "1-BC/ĐU", rules: world.rules),
        by: office)
      let reader = try await officer(.reader, on: world.longMy.base, world)
      await #expect(throws: RightsRefusal.lacking(.remarkOnBriefings)) {
        _ = try await system.perform(RemarkOnBriefing(on: issue.id, .comment, text: "rõ"), by: reader)
      }
      // The level above receives it and may ask.
      let commission = try await officer(.commission, on: world.district, world)
      _ = try await system.perform(RemarkOnBriefing(on: issue.id, .question, text: "vì sao?"), by: commission)
      await #expect(throws: RightsRefusal.lacking(.manageSurveys)) {
        _ = try await system.perform(
          RecordSurvey(of: world.longMy.base, visitedOn: day(2014_04_21), title: "a", team: "b", host: "c"),
          by: office)
      }
      await #expect(throws: RightsRefusal.lacking(.changeStructure)) {
        _ = try await system.perform(
          OpenRealData(permission: decision("2-CV"), machine: "máy"), by: Actor(.account(ID(7)), name: "lạ"))
      }
    }
  }
}
