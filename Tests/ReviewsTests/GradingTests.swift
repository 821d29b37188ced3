import Basics
import Foundation
import Registry
import Reviews
import TestSupport
import Testing

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

@Suite struct `Ghi kết quả xếp loại` {
  private func scales() throws -> GradeScales {
    try GradeScales(
      Content.locate(
        executable: "", currentFolder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path))
  }

  private func paper(_ number: String = "3-QĐ/HU", _ on: Int = 2014_01_20) -> DecisionEntry {
    DecisionEntry(
      DocumentKey(type: "Quyết định", number: number, issuer: "Huyện ủy Giồng Trôm", date: day(on)))
  }

  @Test func `mỗi năm từ 2008 có đúng một thang cho tổ chức và một cho đảng viên`() throws {
    let scales = try scales()
    for year in 2008...2026 {
      for subjects in [GradeScale.Subjects.organisations, .members] {
        #expect(scales.all.count { $0.subjects == subjects && $0.covers(year) } == 1, "\(year) \(subjects)")
      }
    }
    #expect(scales.scale(of: 2007, .organisations) == nil)
    #expect(scales.scale(of: 2013, .organisations)?.grades.map(\.code) == ["TSVM", "HTT", "HT", "YK"])
    #expect(scales.scale(of: 2013, .organisations)?.documents.map(\.number) == ["07-HD/BTCTW"])
    #expect(scales.scale(of: 2018, .organisations)?.grades.map(\.code) == ["HTXS", "HTT", "HT", "KHT"])
    #expect(scales.scale(of: 2017, .collectives) == nil)
    #expect(scales.all.allSatisfy { $0.documents.allSatisfy { $0.date > day(2000_01_01) } })
  }

  @Test(arguments: Engine.available)
  func `đếm theo năm có cả số không, chỉ từ ngày xếp loại`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let scales = try scales()
      _ = try await register.system.perform(
        RecordGradings(
          [
            .init(.organisation(world.longMyAgency), "TSVM"),
            .init(.organisation(world.phongNamAgency), "HTT"),
          ], year: 2013,
          on: day(2014_01_20), decision: paper(), provenance: .reported, scales: scales),
        by: .operatorOfMachine)
      try await register.system.read { session throws in
        let selection = GradingSelection(within: world.district, kinds: [.agencyCell])
        #expect(try session.gradeCounts(selection, scales: scales, asOf: AsOf(day(2014_01_19))).isEmpty)
        let counts = try session.gradeCounts(selection, scales: scales, asOf: AsOf(day(2014_01_20)))
        #expect(counts.map(\.counts) == [["TSVM": 1, "HTT": 1, "HT": 0, "YK": 0]])
        #expect(
          try session.gradings(of: .organisation(world.longMyAgency), asOf: AsOf(day(2014_04_21))).map(
            \.grade) == ["TSVM"])
        let list = try session.gradings(selection, asOf: AsOf(day(2014_04_21)), limit: 10)
        #expect(list.map(\.organisationName) == ["Chi bộ cơ quan xã Long Mỹ", "Chi bộ cơ quan xã Phong Nẫm"])
        #expect(list.first?.decision?.key.number == "3-QĐ/HU")
      }
    }
  }

  @Test(arguments: Engine.available)
  func `danh sách có một dòng sai thì không dòng nào được ghi`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let scales = try scales()
      await #expect(
        throws: GradingRefusal.notInScale("HTXS", year: 2013, grades: ["TSVM", "HTT", "HT", "YK"])
      ) {
        try await register.system.perform(
          RecordGradings(
            [
              .init(.organisation(world.longMyAgency), "TSVM"),
              .init(.organisation(world.phongNamAgency), "HTXS"),
            ], year: 2013,
            on: day(2014_01_20), decision: paper(), scales: scales), by: .operatorOfMachine)
      }
      #expect(
        try await register.system.read { session throws in
          try session.gradingCount(GradingSelection(within: world.district), asOf: AsOf(day(2014_04_21)))
        } == 0)
    }
  }

  @Test(arguments: Engine.available)
  func `ghi trùng, ghi trước khi thành lập, ghi ngày chưa đến đều bị từ chối; rút rồi ghi lại được`(
    engine: Engine
  ) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (scales, system) = (try scales(), register.system)
      func record(_ grade: String, _ year: Int, _ on: Int) async throws -> ID<Grading> {
        try await system.perform(
          RecordGrading(
            .organisation(world.longMyAgency), year: year, grade: grade, on: day(on), decision: paper(),
            scales: scales),
          by: .operatorOfMachine)
      }
      let wrong = try await record("HTT", 2013, 2014_01_20)
      await #expect(throws: GradingRefusal.alreadyGraded("Chi bộ cơ quan xã Long Mỹ", 2013)) {
        _ = try await record("TSVM", 2013, 2014_01_20)
      }
      await #expect(throws: GradingRefusal.noScale(2007)) { _ = try await record("TSVM", 2007, 2008_01_20) }
      await #expect(throws: GradingRefusal.future(day(2014_04_22))) {
        _ = try await record("TSVM", 2012, 2014_04_22)
      }
      await #expect(throws: GradingRefusal.beforeYear(day(2011_12_31), 2012)) {
        _ = try await record("TSVM", 2012, 2011_12_31)
      }
      await #expect(throws: GradingRefusal.notThere("Chi bộ cơ quan xã Long Mỹ", day(2008_02_01))) {
        _ = try await record("TSVM", 2008, 2008_02_01)
      }
      try await system.perform(WithdrawGrading(wrong, reason: "ghi nhầm mức"), by: .operatorOfMachine)
      _ = try await record("TSVM", 2013, 2014_01_20)
      #expect(
        try await system.read { session throws in
          try session.gradings(of: .organisation(world.longMyAgency), asOf: AsOf(day(2014_04_21))).map(
            \.grade)
        } == ["TSVM"])
    }
  }

  @Test(arguments: Engine.available)
  func `đảng viên xếp theo thang của đảng viên`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let scales = try scales()
      let member = try await register.system.perform(
        RegisterMember(PersonalRecord(name: "Đỗ Thị Hường"), in: world.longMyHamlet, from: day(2010_01_01)),
        by: .operatorOfMachine)
      await #expect(throws: GradingRefusal.self) {
        try await register.system.perform(
          RecordGrading(
            .member(member), year: 2013, grade: "TSVM", on: day(2014_01_20), decision: paper(), scales: scales
          ), by: .operatorOfMachine)
      }
      _ = try await register.system.perform(
        RecordGrading(
          .member(member), year: 2013, grade: "DTCXS", on: day(2014_01_20), decision: paper(), scales: scales),
        by: .operatorOfMachine)
      #expect(
        try await register.system.read { session throws in
          try session.gradings(of: .member(member), asOf: AsOf(day(2014_04_21))).map(\.scale)
        } == ["hd07-2011-members"])
    }
  }
}
