import Basics
import Registry
import Reviews
import Rules
import TestSupport
import Testing

@Suite struct `Chi ủy là tập thể được kiểm điểm` {
  private func lead(_ w: RoundWorld, _ cell: ID<Organisation>, _ count: Int) async throws -> [ID<Member>] {
    var found: [ID<Member>] = []
    for n in 0..<count {
      let member = try await w.member("Nguyễn Văn \(cell) \(n)", in: cell, from: 2010_01_01)
      _ = try await w.system.perform(
        Appoint(
          member, at: cell, title: n == 0 ? "Bí thư chi bộ" : "Chi ủy viên", sector: .party,
          from: date(2025_07_01), decision: nil), by: .operatorOfMachine)
      found.append(member)
    }
    return found
  }

  private func collective(_ w: RoundWorld, _ place: ID<Organisation>) async throws -> ReviewSubject? {
    let period = w.period
    return try await w.system.read { session throws in
      try session.reviewSubject(of: place, as: .collective, period)
    }
  }

  @Test(arguments: Engine.available)
  func `số người đã ghi ở bảng dữ kiện đi trước chức vụ trong sổ; chưa ghi thì nói là cần xác nhận`(
    engine: Engine
  )
    async throws
  {
    try await RoundWorld.with(engine) { w in
      _ = try await lead(w, w.world.longMyHamlet, 3)
      _ = try await lead(w, w.world.longMyAgency, 2)
      let year = w.period.year
      func toConfirm(_ place: ID<Organisation>) async throws -> Int? {
        let today = w.system.today
        return try await w.system.read {
          try $0.leadersToConfirm(at: place, year: year, day: today)?.posts
        }
      }
      #expect(try await toConfirm(w.world.longMyHamlet) == 3)
      #expect(try await toConfirm(w.world.longMyAgency) == 2)
      // People say the opposite of what the posts let think.
      for (place, count) in [(w.world.longMyHamlet, "2"), (w.world.longMyAgency, "4")] {
        _ = try await w.system.perform(
          RecordReviewFacts(
            [ReviewAnswer(fact: "leaders", value: count, evidence: "Quyết định chuẩn y")],
            of: .organisation(place), as: "collective", year: year, guidance: w.guidance),
          by: .operatorOfMachine)
        #expect(try await toConfirm(place) == nil)
      }
      _ = try await w.open()
      #expect(try await collective(w, w.world.longMyHamlet) == nil)
      let found = try #require(try await collective(w, w.world.longMyAgency))
      #expect(found.treatment == .graded)
      let today = w.system.today
      try await w.system.read { session throws in
        #expect(try session.leadersToConfirm(found, year: year, day: today) == nil)
        let own = try #require(try session.reviewSubject(of: w.world.longMy, as: .collective, w.period))
        #expect(try session.leadersToConfirm(own, year: year, day: today) == nil, "chỉ hỏi tập thể bên dưới")
      }
    }
  }

  @Test(arguments: Engine.available)
  func
    `chi ủy từ ba người có tên trong danh sách, ít hơn thì kiểm điểm chung với chi bộ; đảng ủy cơ sở quyết định`(
      engine: Engine
    ) async throws
  {
    try await RoundWorld.with(engine) { w in
      let committee = try await lead(w, w.world.longMyHamlet, 3)
      _ = try await lead(w, w.world.longMyAgency, 2)
      let round = try await w.open().round
      let found = try #require(try await collective(w, w.world.longMyHamlet))
      #expect(found.base == w.world.longMy && found.treatment == .graded)
      #expect(try await collective(w, w.world.longMyAgency) == nil)
      // Too few posts are no proof: the round says so, of this committee and not of the one that is listed.
      let (guidance, day) = (w.guidance, w.system.today)
      for (place, posts) in [(w.world.longMyAgency, 2), (w.world.longMyHamlet, nil), (w.world.longMy, nil)] {
        let left = try await w.system.read { session -> Int? in
          let unit = try #require(try session.organisation(place, asOf: AsOf(day)))
          let opened = try #require(try session.reviewRound(round))
          return try session.committeeLeftOut(at: unit, of: opened, guidance: guidance, day: day)?.posts
        }
        #expect(left == posts)
      }
      #expect(try await collective(w, w.world.longMy) != nil, "đảng ủy cơ sở vẫn ở đó")
      let procedure = try w.procedures.procedure(of: w.guidance)
      let (today, own) = (w.system.today, try #require(try await collective(w, w.world.longMy)))
      try await w.system.read { session throws in
        let opened = try #require(try session.reviewRound(round))
        #expect(
          try session.decider(of: found, in: opened, procedure, asOf: AsOf(today)) == w.world.longMy)
        #expect(
          try session.decider(of: own, in: opened, procedure, asOf: AsOf(today)) == w.world.district)
        #expect(try session.populationHash(of: round) == opened.populationHash)
      }
      // The secretary waits for the committee they lead; a member of it does not, nor for the commune's committee.
      let subjects = [try await w.subject(committee[0]), try await w.subject(committee[1]), found]
      for (stage, whom) in [
        ("selfReview", Array(subjects.prefix(2))), ("draft", [found]), ("review", subjects),
      ] { try await w.step(stage, whom) }
      for step in [ReviewGrade.Step.own, .proposed, .appraised] {
        _ = try await w.system.perform(
          GiveGrades(
            step, Dictionary(uniqueKeysWithValues: subjects.map { ($0.id, "HTT") }),
            by: w.world.longMyHamlet, on: today, reason: "biên bản số 2", guidance: w.guidance,
            procedures: w.procedures),
          by: .operatorOfMachine)
      }
      func decide(_ subject: ReviewSubject) async throws {
        _ = try await w.system.perform(
          DecideReviewGrades(
            [subject.id: .init("HTT", reason: "tập thể thống nhất")], on: today,
            decision: w.paper("\(subject.id)"), guidance: w.guidance, procedures: w.procedures,
            scales: w.scales), by: .operatorOfMachine)
      }
      try await decide(subjects[1])
      let waits = await #expect(throws: RoundRefusal.self) { try await decide(subjects[0]) }
      guard case .earlierFirst("tập thể lãnh đạo", then: "người đứng đầu", let waiting, _)? = waits else {
        Issue.record("\(String(describing: waits))")
        return
      }
      #expect(waiting == "Chi ủy của Chi bộ ấp Long Hòa")
      try await decide(found)
      try await decide(subjects[0])
    }
  }
}
