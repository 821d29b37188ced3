import Basics
import Registry
import Storage
import TestSupport
import Testing

@testable import Regulations

func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

/// Working regulations in the register: versions, what they stand on, who owes one.
@Suite struct `Sổ quy chế` {
  static func paper(_ number: String, _ on: Int, issuer: String = "Chi bộ cơ quan xã Long Mỹ")
    -> DecisionEntry
  {
    DecisionEntry(DocumentKey(type: "Quy chế", number: number, issuer: issuer, date: day(on)))
  }

  @Test(arguments: Engine.available)
  func `bản sau thay bản trước từ ngày của nó; rút bản ghi nhầm thì bản trước lại có hiệu lực`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let bytes = Array("Điều 1. Phạm vi\n1. Chi bộ họp mỗi tháng.".utf8)
      let first = try await register.system.perform(
        RecordRegulation(
          of: world.longMyAgency, document: Self.paper("01-QC/CB", 2008_06_01), title: "Quy chế làm việc",
          from: day(2008_06_01), paper: RegulationPaper(name: "quy-che.txt", bytes: bytes),
          bases: ["Căn cứ Quy định số 45-QĐ/TW ngày 01/11/2011", "Căn cứ tình hình thực tế"]),
        by: .operatorOfMachine)
      let second = try await register.system.perform(
        RecordRegulation(
          of: world.longMyAgency, document: Self.paper("02-QC/CB", 2012_06_01),
          title: "Quy chế làm việc (mới)",
          from: day(2012_06_01)), by: .operatorOfMachine)
      // Written down afterwards, it stands between the two.
      let between = try await register.system.perform(
        RecordRegulation(
          of: world.longMyAgency, document: Self.paper("03-QC/CB", 2010_01_01), title: "Quy chế bổ sung",
          from: day(2010_01_01)), by: .operatorOfMachine)
      let held = try await register.system.read { session throws in
        try [2009_01_01, 2011_01_01, 2013_01_01, 2008_01_01].map {
          try session.regulation(of: world.longMyAgency, asOf: AsOf(day($0)))?.regulation
        }
      }
      #expect(held == [first, between, second, nil])
      let (bases, paper) = try await register.system.read { session throws in
        let regulation = try session.regulation(first)
        return (
          try session.bases(of: [first]), try regulation?.file.flatMap { try session.regulationPaper($0) }
        )
      }
      #expect(bases.map(\.number) == ["45-QĐ/TW", ""])
      #expect(bases.first?.issuedOn == day(2011_11_01))
      #expect(paper?.bytes == bytes)
      try await register.system.perform(
        WithdrawRegulation(between, reason: "ghi nhầm"), by: .operatorOfMachine)
      let after = try await register.system.read { session throws in
        try session.regulation(of: world.longMyAgency, asOf: AsOf(day(2011_01_01)))?.regulation
      }
      #expect(after == first)
    }
  }

  @Test func `ai chưa có, ai có căn cứ hết hiệu lực, ai sáp nhập sau khi ban hành, ai đến hạn`() async throws
  {
    try await TestRegister.with(.sqlite) { register in
      let world = try await SmallWorld.make(in: register.system)
      let rules = try RegulationRules(TestContent.content)
      _ = try await register.system.perform(
        RecordRegulation(
          of: world.longMyAgency, document: Self.paper("01-QC/CB", 2008_06_01), title: "Quy chế",
          from: day(2008_06_01), bases: ["Căn cứ Hướng dẫn 20-HD/BTCTW ngày 10/10/2008"]),
        by: .operatorOfMachine)
      func standings(_ on: Int) async throws -> [ID<Organisation>: RegulationStanding] {
        let list = try await register.system.read {
          try $0.regulationStandings(below: world.district, rules: rules, asOf: AsOf(day(on)))
        }
        return Dictionary(uniqueKeysWithValues: list.map { ($0.organisation, $0) })
      }
      let early = try await standings(2010_01_01)
      #expect(early[world.longMyAgency]?.matters == [])
      #expect(early[world.phongNamAgency]?.matters == [.none, .due])
      #expect(early[world.phongNamAgency]?.due?.before == SmallWorld.founded.adding(days: 90))
      let later = try await standings(2014_04_21)
      #expect(later[world.longMyAgency]?.repealed == ["20-HD/BTCTW"])
      _ = try await register.system.perform(
        MergeOrganisations(
          [world.phongNamAgency], result: .into(world.longMyAgency), day: day(2014_05_01),
          decision: SmallWorld.decision("9-QĐ/HU", on: day(2014_04_20), issuer: "Huyện ủy Giồng Trôm")),
        by: .operatorOfMachine)
      let merged = try await standings(2014_06_01)
      #expect(merged[world.longMyAgency]?.merged == day(2014_05_01))
      #expect(merged[world.longMyAgency]?.due?.duty.event == .merged)
      #expect(try await standings(2014_04_30)[world.longMyAgency]?.merged == nil)
    }
  }

  @Test func `không ghi được khi tổ chức chưa có, trước ngày ban hành, hay hai lần một văn bản`() async throws
  {
    try await TestRegister.with(.sqlite) { register in
      let world = try await SmallWorld.make(in: register.system)
      func record(_ number: String, _ on: Int, from: Int) async throws {
        _ = try await register.system.perform(
          RecordRegulation(
            of: world.longMyAgency, document: Self.paper(number, on), title: "Quy chế", from: day(from)),
          by: .operatorOfMachine)
      }
      await #expect(throws: RegulationRefusal.notThere(day(2007_01_01))) {
        try await record("01-QC/CB", 2007_01_01, from: 2007_01_01)
      }
      await #expect(throws: RegulationRefusal.beforeItsPaper(day(2009_01_01))) {
        try await record("01-QC/CB", 2009_01_01, from: 2008_12_01)
      }
      try await record("01-QC/CB", 2009_01_01, from: 2009_01_01)
      await #expect(throws: RegulationRefusal.sameDay(day(2009_01_01))) {
        try await record("02-QC/CB", 2009_01_01, from: 2009_01_01)
      }
      await #expect(throws: RegulationRefusal.known(Self.paper("01-QC/CB", 2009_01_01).key)) {
        try await record("01-QC/CB", 2009_01_01, from: 2010_01_01)
      }
    }
  }

  @Test(arguments: [
    ("Căn cứ Quy định số 45-QĐ/TW, ngày 01/11/2011 của Ban Chấp hành Trung ương", "45-QĐ/TW", 2011_11_01),
    ("- Căn cứ Quy chế làm việc số 01-QC/ĐU ngày 12 tháng 8 năm 2010 của Đảng ủy xã", "01-QC/ĐU", 2010_08_12),
    ("Căn cứ Nghị quyết 12/2011/NQ-HĐND.", "12/2011/NQ-HĐND", 0), ("Căn cứ Điều lệ Đảng", "", 0),
  ])
  func `số và ngày của văn bản làm căn cứ`(text: String, number: String, on: Int) {
    let cited = CitedDocument(text)
    #expect((cited?.number ?? "") == number)
    #expect(cited?.day == Day(number: on))
  }
}
