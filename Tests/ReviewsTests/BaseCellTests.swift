import Basics
import Foundation
import Registry
import Rules
import TestSupport
import Testing

@testable import Reviews

@Suite struct `Chi bộ cơ sở trong xếp loại` {
  private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

  private func content() throws -> Content {
    try Content.locate(
      executable: "", currentFolder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path)
  }

  /// An excellent year of a cell, but for what is changed.
  private func facts(_ changed: [String: String] = [:]) -> [ReviewAnswer] {
    [
      ("common", "28"), ("results", "64"), ("done", "100"), ("late", "0"), ("quality", "1"),
      ("exceeded", "30"),
      ("shortcomingsNamed", "0"), ("disciplined", "0"), ("disciplinedLeaders", "0"), ("wrongdoing", "0"),
      ("dutyDiscipline", "none"), ("memberDegraded", "0"),
    ].map { ReviewAnswer(fact: $0.0, value: changed[$0.0] ?? $0.1, evidence: "Báo cáo tổng kết") }
  }

  private struct World {
    var register: TestRegister
    var district: ID<Organisation>
    var cell: ID<Organisation>
    var guidance: Guidance
    var scales: GradeScales
    var key: ReviewSheet.SubjectKey { .init("cell", .organisation(cell)) }

    func record(_ answers: [ReviewAnswer], as entity: String) async throws {
      _ = try await register.system.perform(
        RecordReviewFacts(answers, of: .organisation(cell), as: entity, year: 2026, guidance: guidance),
        by: .operatorOfMachine)
    }

    func sheet() async throws -> ReviewSheet {
      try await register.system.read { session throws in
        try session.reviewSheet(
          of: cell, year: 2026, guidance: guidance, today: register.system.today, seen: .whole)
      }
    }

    func decide(_ grade: String, as entity: String) async throws {
      _ = try await register.system.perform(
        DecideGrade(
          grade, for: .init(entity, .organisation(cell)), in: cell, year: 2026, on: register.system.today,
          decision: SmallWorld.decision("9-QĐ/HU", on: register.system.today, issuer: "Huyện ủy"),
          reason: "trong tỷ lệ của nhóm do cấp trên tính", guidance: guidance, scales: scales),
        by: .operatorOfMachine)
    }
  }

  private func with(_ engine: Engine, _ body: @escaping @Sendable (World) async throws -> Void) async throws {
    let guidances = try Guidances(try content())
    let guidance = try #require(guidances.guidance(of: 2026))
    let scales = try GradeScales(try content())
    try await TestRegister.with(engine) { register in
      let small = try await SmallWorld.make(in: register.system)
      register.clock.set(Day(number: 2026_12_20) ?? .endOfTime)
      let cell = try await register.system.perform(
        FoundOrganisation(
          kind: .baseCell, title: "Chi bộ Bảo hiểm xã hội huyện", code: "GT.BH", parent: small.district,
          place: .none, day: Day(number: 1995_01_01) ?? .endOfTime, decision: nil), by: .operatorOfMachine)
      try await body(
        World(
          register: register, district: small.district, cell: cell, guidance: guidance, scales: scales))
    }
  }

  @Test(arguments: Engine.available)
  func `có một bảng, theo quy tắc của chi bộ; lời khuyên chỉ nêu điều nó làm được`(engine: Engine)
    async throws
  {
    try await with(engine) { world in
      try await world.record(self.facts(["exceeded": "10"]), as: "cell")
      let sheet = try await world.sheet()
      let good = try #require(sheet.explain(world.key, sheet.examination()))
      #expect(good.outcome == "HTT" && good.rule == "C14")
      let next = try #require(good.next.first { $0.grade == "HTXS" })
      #expect(next.rule == "C13" && next.isAsked)
      #expect(next.unmet.contains { $0.text.contains("vượt mức") }, "\(next.unmet.map(\.text))")
      #expect(!good.next.flatMap(\.unmet).contains { $0.text.contains("Loại chi bộ") }, "\(good.next)")

      try await world.record([.init(fact: "exceeded", value: "30", evidence: "")], as: "cell")
      let full = try await world.sheet()
      let asked = try #require(full.explain(world.key, full.examination()))
      #expect(asked.rule == "C13" && asked.standing == .undecided)
      #expect(full.graded(.init("base", .organisation(world.cell))) == world.key)
    }
  }

  @Test(arguments: Engine.available)
  func `không có bảng của đảng bộ cơ sở: không hỏi, không quyết định; chỉ hỏi điều cả nhóm cần`(
    engine: Engine
  )
    async throws
  {
    try await with(engine) { world in
      await #expect(throws: ReviewRefusal.notInSheet) {
        try await world.record([.init(fact: "common", value: "20", evidence: "")], as: "base")
      }
      #expect(try await world.sheet().factsOfTheWhole.map(\.id) == ["outstanding"])
      try await world.record([.init(fact: "outstanding", value: "1", evidence: "Quyết định 5")], as: "base")
      try await world.record(self.facts(), as: "cell")
      await #expect(throws: ReviewRefusal.notInSheet) { try await world.decide("HTXS", as: "base") }
      // Its group is counted by the level above: one alone is never a fifth of the others here.
      #expect(try await world.sheet().exceedableQuotas(for: world.key).isEmpty)
      try await world.decide("HTXS", as: "cell")
      #expect(try await world.sheet().quotaStandings().allSatisfy { $0.quota != "CQ" })
      let sheet = try await world.sheet()
      #expect(sheet.decided[.organisation(world.cell)]?.grade == "HTXS")
      #expect(sheet.explain(world.key, sheet.examination())?.standing == .given)
    }
  }

  @Test(arguments: Engine.available)
  func `trong bản thử hướng dẫn chi bộ cơ sở được đếm một lần, là chi bộ`(engine: Engine) async throws {
    try await with(engine) { world in
      try await world.record(self.facts(), as: "cell")
      let snapshot = try await SnapshotShelf().snapshot(
        of: world.district, year: 2026, for: .operatorOfMachine, in: world.register.system)
      let whatIf = try snapshot.whatIf(world.guidance, world.guidance, asked: world.guidance.pack)
      let bases = try #require(whatIf.decisions.first { $0.entity == "base" })
      let cells = try #require(whatIf.decisions.first { $0.entity == "cell" })
      // Two communes, and with the base cell five cells.
      #expect(bases.total == 2 && cells.total == 5, "\(bases.total) \(cells.total)")
      #expect(bases.lacking.count == 2)
      let percent = try #require(Ratio("20 %"))
      let sweep = try whatIf.sweep("topQuota", from: percent, to: percent, step: percent)
      let counts = try #require(sweep.steps.first?.counts[bases.id])
      #expect(counts.reduce(0) { $0 + $1.count } == 2, "\(counts)")
    }
  }
}
