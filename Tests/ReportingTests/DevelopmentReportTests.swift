import Basics
import Foundation
import Registry
import Reporting
import TestSupport
import Testing

@Suite struct `Thống kê phát triển đảng viên` {
  private static func list(_ count: Int, in cell: ID<Organisation>, _ register: TestRegister) async throws {
    for n in 0..<count {
      _ = try await register.system.perform(
        ListProspect(
          ProspectRecord(name: "Lê Thị Số \(n) của \(cell)", bornOn: day(1990_01_02)), in: cell,
          on: day(2013_05_06)), by: .operatorOfMachine)
    }
  }

  private static func report(_ place: ID<Organisation>, isOwn: Bool = false, _ register: TestRegister)
    async throws
    -> DevelopmentReport
  {
    let rules = try DevelopmentRules(Content.locate())
    return try #require(
      try await register.system.read {
        try DevelopmentReport(
          of: place, year: 2014, today: day(2014_04_21), isOwn: isOwn, rules: rules, in: $0)
      })
  }

  @Test(arguments: Engine.available)
  func `số ít người không nêu, và không trang nào cho tính ra`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      try await Self.list(2, in: world.longMyAgency, register)
      try await Self.list(9, in: world.longMyHamlet, register)
      try await Self.list(6, in: world.phongNamAgency, register)
      try await Self.list(8, in: world.phongNamHamlet, register)
      let (district, longMy, phongNam) = try await (
        Self.report(world.district, register), Self.report(world.longMy, register),
        Self.report(world.phongNam, register)
      )
      let agency = longMy.lines.first { $0.state.organisation == world.longMyAgency }
      #expect(agency?[.listed] == nil)
      // Whoever knows the sum and all parts but one knows that one.
      for report in [district, longMy, phongNam] {
        let hidden = report.lines.count { $0[.listed] == nil }
        #expect(hidden != 1 || report.total[.listed] == nil, "\(report.state.name)")
      }
      // What is told is right, and the same from above and from below.
      for line in district.lines {
        let below = line.state.organisation == world.longMy ? longMy : phongNam
        #expect(line[.listed] == below.total[.listed])
        if let told = line[.listed] { #expect(told == (line.state.organisation == world.longMy ? 11 : 14)) }
      }
      // The cell itself sees its own.
      let own = try await Self.report(world.longMyAgency, isOwn: true, register)
      let foreign = try await Self.report(world.longMyAgency, register)
      #expect((own.total[.listed], foreign.total[.listed]) == (2, nil))
    }
  }

  @Test(arguments: Engine.available)
  func `kết nạp và chính thức đếm theo hồ sơ đảng viên, ở chi bộ của ngày ấy`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      for n in 0..<6 {
        _ = try await register.system.perform(
          RegisterMember(
            PersonalRecord(
              name: "Nguyễn Văn Mới \(n)", bornOn: day(1985_01_01), admittedOn: day(2014_02_03)),
            in: world.longMyHamlet, from: day(2014_02_03)), by: .operatorOfMachine)
      }
      let report = try await Self.report(world.longMyHamlet, isOwn: true, register)
      #expect(report.total[.admitted] == 6)
      #expect(report.total[.probation] == 6)
      #expect(report.total[.recognised] == 0)
      let last = try #require(
        try await register.system.read { session in
          try DevelopmentReport(
            of: world.longMyHamlet, year: 2013, today: day(2014_04_21), isOwn: true,
            rules: try DevelopmentRules(Content.locate()), in: session)
        })
      #expect(last.total[.admitted] == 0 && last.total[.probation] == 0)
    }
  }
}
