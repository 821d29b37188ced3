import Basics
import Registry
import Reviews
import TestSupport
import Testing

@Suite struct `Đợt theo quý` {
  private let period = RoundPeriod(year: 2026, quarter: 2)

  private func open(_ w: RoundWorld, _ scope: ID<Organisation>? = nil, quarter: Int = 2) async throws
    -> OpenReviewRound.Outcome
  {
    let guidance = try #require(w.guidances["hd-02-btctw-2026-05-22"])
    return try await w.system.perform(
      OpenReviewRound(
        scope ?? w.world.district, period: RoundPeriod(year: 2026, quarter: quarter),
        populationOn: min(w.system.today, RoundPeriod(year: 2026, quarter: quarter).lastDay),
        decision: w.paper("3-KH/HU", 2026_06_18), guidance: guidance, procedures: w.procedures),
      by: .operatorOfMachine)
  }

  private func appoint(_ w: RoundWorld, _ member: ID<Member>, _ title: String, at place: ID<Organisation>)
    async throws
  {
    try await w.system.perform(
      Appoint(member, at: place, title: title, sector: .party, from: date(2025_07_01), decision: nil),
      by: .operatorOfMachine)
  }

  @Test(arguments: Engine.available)
  func `chỉ người giữ chức vụ vào danh sách; người khác không, cho đến khi sổ ghi chức vụ`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine, today: 2026_06_20) { w in
      let secretary = try await w.member("Trần Bí Thư", in: w.world.longMyHamlet)
      let chairman = try await w.member("Lê Chủ Tịch", in: w.world.longMyAgency, from: 2009_01_01)
      let farmer = try await w.member("Võ Thị Ruộng", in: w.world.longMyHamlet)
      // Nobody holds a post yet: there is nobody to list, and it is said so.
      await #expect(throws: RoundRefusal.nobodyListed) { _ = try await open(w) }
      try await appoint(w, secretary, "Bí thư chi bộ", at: w.world.longMyHamlet)
      try await appoint(w, chairman, "Bí thư Đảng ủy", at: w.world.longMy)
      let outcome = try await open(w)
      #expect(outcome.counts == [.member: [.graded: 2]])
      let guidance = try #require(w.guidances["hd-02-btctw-2026-05-22"])
      let procedure = try w.procedures.procedure(of: guidance)
      let asOf = AsOf(w.system.today)
      try await w.system.read { session throws in
        let round = try #require(try session.reviewRound(outcome.round))
        #expect(try session.reviewSubject(of: farmer, period) == nil)
        #expect(try session.notListed(within: w.world.district, of: round) == 1)
        #expect(try session.notListed(within: w.world.longMyAgency, of: round) == 0)
        // Posts of a cell are managed by the grassroots organisation, its own by the level above.
        let (one, other) = (
          try #require(try session.reviewSubject(of: secretary, period)),
          try #require(try session.reviewSubject(of: chairman, period))
        )
        #expect(try session.decider(of: one, in: round, procedure, asOf: asOf) == w.world.longMy)
        #expect(try session.decider(of: other, in: round, procedure, asOf: asOf) == w.world.district)
        let due = try session.decisionsDue(inBase: w.world.longMy, of: round, procedure, asOf: asOf)
        #expect(due.map(\.decider) == [w.world.longMy, w.world.district])
        #expect(due.map(\.open) == [1, 1])
        let above = try session.decisionsDue(at: w.world.district, of: round, procedure, asOf: asOf)
        #expect(above.map(\.base) == [w.world.longMy] && above.map(\.open) == [1])
      }
      // A post that was not on record: written down, and the list is completed.
      try await appoint(w, farmer, "Phó bí thư chi bộ", at: w.world.longMyHamlet)
      let late = try await w.system.read { session throws in
        try session.lateEntries(
          of: try #require(try session.reviewRound(outcome.round)), guidance: guidance,
          procedures: w.procedures, today: w.system.today)
      }
      #expect(late.map(\.member) == [farmer])
      _ = try await w.system.perform(
        AdmitLateEntries(
          late, to: outcome.round, reason: "sổ ghi thiếu chức vụ", guidance: guidance,
          procedures: w.procedures), by: .operatorOfMachine)
      try await w.system.read { session throws in
        let round = try #require(try session.reviewRound(outcome.round))
        #expect(try session.notListed(within: w.world.district, of: round) == 0)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `không đơn vị nào phải gửi kết quả; quý bốn gộp với cả năm; ngày chốt sai thì nói đúng lỗi`(
    engine: Engine
  )
    async throws
  {
    try await RoundWorld.with(engine, today: 2026_11_20) { w in
      let secretary = try await w.member("Trần Bí Thư", in: w.world.longMyHamlet)
      try await appoint(w, secretary, "Bí thư chi bộ", at: w.world.longMyHamlet)
      await #expect(throws: RoundRefusal.self) { _ = try await open(w, quarter: 4) }
      let round = try await open(w).round
      let guidance = try #require(w.guidances["hd-02-btctw-2026-05-22"])
      await #expect(throws: RoundRefusal.notSentUp) {
        try await w.system.perform(
          SubmitResults(
            of: w.world.longMyHamlet, in: round, on: w.system.today, guidance: guidance,
            procedures: w.procedures), by: .operatorOfMachine)
      }
      let reminders = try await w.system.read { session throws in
        try session.roundReminders(
          within: w.world.district, period, guidances: w.guidances, procedures: w.procedures,
          today: w.system.today)
      }
      #expect(reminders.isEmpty)
      for day in [1800_01_01, 9999_12_31] {
        await #expect(throws: RoundRefusal.populationOutOfPeriod(date(day), w.period)) {
          _ = try await w.system.perform(
            OpenReviewRound(
              w.world.district, scope: w.world.longMy, period: w.period, populationOn: date(day),
              decision: w.paper(), guidance: w.guidance, procedures: w.procedures), by: .operatorOfMachine)
        }
      }
    }
  }
}
