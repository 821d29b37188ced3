import Basics
import Storage
import TestSupport
import Testing

@testable import Registry

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

@Suite struct `Huy hiệu Đảng` {
  @Test(arguments: Engine.available)
  func `đủ năm sau đợt trước và đến đợt này, mức theo quy định của ngày trao`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let rules = try BadgeRules(Content(folder: contentFolder))
      func member(_ name: String, admitted: Int?) async throws {
        _ = try await register.system.perform(
          RegisterMember(
            PersonalRecord(
              name: name, bornOn: day(1940_01_01), admittedOn: admitted.flatMap { Day(number: $0) }),
            in: world.longMyHamlet, from: day(2000_01_01)), by: .operatorOfMachine)
      }
      // 2/9/2026 → 7/11/2026: the day itself counts, the day of the batch before does not.
      try await member("Đúng Ngày", admitted: 1996_11_07)
      try await member("Hôm Sau", admitted: 1996_11_08)
      try await member("Đợt Trước", admitted: 1996_09_02)
      try await member("Hôm Sau Đợt Trước", admitted: 1996_09_03)
      try await member("Ba Lăm Năm", admitted: 1991_10_01)
      try await member("Năm Nhuận", admitted: 1976_02_29)
      try await member("Chưa Ghi", admitted: nil)
      func names(_ batchDay: Int) async throws -> [String] {
        let batch = try #require(rules.batch(on: day(batchDay)))
        let years = try #require(rules.version(on: batch.day)).years
        return try await register.system.read {
          try $0.badgeCandidates(in: world.district, batch: batch, years: years, asOf: AsOf(day(2026_01_01)))
            .map { "\($0.name) \($0.years)" }
        }
      }
      #expect(try await names(2026_11_07) == ["Ba Lăm Năm 35", "Hôm Sau Đợt Trước 30", "Đúng Ngày 30"])
      // Before the rule of July 2026 there is no badge for 35 years.
      #expect(try await names(2026_05_19) == ["Năm Nhuận 50"])
      #expect(try await names(2027_02_03) == ["Hôm Sau 30"])
      let unknown = try await register.system.read {
        try $0.membersWithoutAdmission(in: world.district, asOf: AsOf(day(2026_01_01)))
      }
      #expect(unknown == 1)
      #expect(rules.batch(on: day(2026_11_08)) == nil)
      #expect(
        rules.batches(from: day(2026_11_08), count: 2).map(\.day) == [day(2027_02_03), day(2027_05_19)])
      #expect(rules.batch(on: day(2027_02_03))?.previous == day(2026_11_07))
    }
  }
}
