import Basics
import Foundation
import Registry
import Reviews
import TestSupport
import Testing

@Suite struct `Hệ quả đề xuất từ kết quả` {
  @Test(arguments: Engine.available)
  func `hai năm liền mức thấp nhất thì giúp đỡ trước; năm năm liền xuất sắc; năm trống thì đứt`(
    engine: Engine
  ) async throws {
    try await RoundWorld.with(engine) { w in
      let rules = try ConsequenceRules(
        Content.locate(
          executable: "", currentFolder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path))
      let weak = try await w.member("Lê Thị Yếu", in: w.world.longMyHamlet)
      let best = try await w.member("Trần Văn Giỏi", in: w.world.longMyHamlet)
      let broken = try await w.member("Võ Thị Nghỉ", in: w.world.longMyHamlet)
      func grade(_ member: ID<Member>, _ grade: String, _ years: [Int]) async throws {
        for year in years {
          _ = try await w.system.perform(
            RecordGrading(
              .member(member), year: year, grade: grade, on: date(min(year * 10_000 + 1230, 2026_11_20)),
              decision: DecisionEntry(
                DocumentKey(
                  type: "Quyết định", number: "\(year)", issuer: "Đảng ủy xã Long Mỹ",
                  date: date(min(year * 10_000 + 1230, 2026_11_20)))), scales: w.scales),
            by: .operatorOfMachine)
        }
      }
      try await grade(weak, "KHT", [2025, 2026])
      try await grade(best, "HTXS", [2022, 2023, 2024, 2025, 2026])
      try await grade(broken, "HTXS", [2022, 2023, 2025, 2026])
      try await w.open()
      let found = try await w.system.read { session throws in
        try session.consequences(
          inBase: w.world.longMy, w.period, rules: rules, scales: w.scales, today: date(2026_12_31))
      }
      func ids(_ member: ID<Member>) -> [String] {
        found.filter { $0.subject.member == member }.map(\.rule.id).sorted()
      }
      #expect(ids(weak) == ["help", "screening"])
      #expect(ids(best) == ["fiveYears", "yearCommendation"])
      #expect(ids(broken) == ["yearCommendation"])
      let help = try #require(found.first { $0.rule.id == "help" })
      #expect(help.grades.map(\.year) == [2025, 2026] && help.rule.effect.contains("giúp đỡ trước"))
      #expect(found.allSatisfy { !$0.rule.cite.isEmpty && !$0.rule.certainty.isEmpty })
    }
  }
}
