import Basics
import History
import Registry
import Rules
import TestSupport
import Testing

@testable import Reviews

@Suite struct `Thử trên đợt đang mở` {
  /// The grade of every member of a grassroots organisation as its sheet computes it.
  private func grades(_ register: TestRegister, _ world: WhatIfWorld, _ base: ID<Organisation>) async throws
    -> [String: Int]
  {
    let guidance = try world.current
    let sheet = try await register.system.read { session throws in
      try session.reviewSheet(
        of: base, year: 2026, guidance: guidance, today: WhatIfWorld.today, seen: .whole)
    }
    let n = try #require(sheet.guidance.pack.decisions.firstIndex { $0.id == "memberGrade" })
    let result = try #require(sheet.verdicts.decisions[n])
    return (0..<result.outcomes.count).reduce(into: [:]) {
      $0[result.domain.id(result.outcomes[$1]), default: 0] += 1
    }
  }

  private func trial(
    _ register: TestRegister, _ world: WhatIfWorld, _ base: ID<Organisation>, _ value: String
  )
    async throws -> [String: Int]
  {
    let guidance = try world.current
    let snapshot = try await SnapshotShelf().snapshot(
      of: base, year: 2026, for: .operatorOfMachine, in: register.system)
    let whatIf = try snapshot.whatIf(
      guidance, guidance, asked: guidance.pack, keepsDecided: true,
      trial: LocalDecision(
        document: "thử", issuedOn: WhatIfWorld.today, issuer: "thử", values: ["MQ.percent": value]))
    let members = try #require(whatIf.decisions.first { $0.entity == "member" })
    return zip(members.outcomes, members.counts(\.after, in: 0..<members.after.count)).reduce(into: [:]) {
      if $1.1 > 0 { $0[$1.0.id] = $1.1 }
    }
  }

  @Test(
    "P-R05: hai mươi người cùng thử không ghi gì; kết quả bằng lần chạy thật về sau",
    arguments: Engine.available)
  func equalsTheLaterRun(engine: Engine) async throws {
    try await TestRegister.with(engine, on: WhatIfWorld.today) { register in
      let world = try await WhatIfWorld.make(in: register, membersPerCell: 14)
      let base = world.world.phongNam
      let before = try await register.system.read { try $0.historyHead().hash }
      let now = try await grades(register, world, base)
      let tried = try await withThrowingTaskGroup(of: [String: Int].self) { group in
        for _ in 0..<20 { group.addTask { try await trial(register, world, base, "5 %") } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(tried.count == 20 && Set(tried).count == 1)
      #expect(try await register.system.read { try $0.historyHead().hash } == before)
      #expect(try await grades(register, world, base) == now)
      _ = try await register.system.perform(
        RecordLocalDecision(
          "MQ.percent", "5 %", at: base, guidance: try world.current, from: WhatIfWorld.day(2026_11_21),
          decision: WhatIfWorld.paper("8-QĐ/ĐU")), by: .operatorOfMachine)
      let later = try await grades(register, world, base)
      #expect(later == tried.first)
      #expect(later != now, "một chỗ ít đi phải đổi được mức của ai đó")
      // What is decided already can be tried otherwise: the guidance's own share gives what it gave.
      #expect(try await trial(register, world, base, "20 %") == now)
    }
  }
}
