import Basics
import Registry
import Rules
import TestSupport
import Testing

@testable import Reviews

@Suite struct `Quyết định của cấp có thẩm quyền` {
  private func sheet(_ register: TestRegister, _ world: WhatIfWorld, _ base: ID<Organisation>) async throws
    -> ReviewSheet
  {
    let guidance = try world.current
    return try await register.system.read { session throws in
      try session.reviewSheet(
        of: base, year: 2026, guidance: guidance, today: WhatIfWorld.today, seen: .whole)
    }
  }

  private func top(_ sheet: ReviewSheet) throws -> (allowed: Int, cut: Explanation.Cut) {
    let n = try #require(sheet.guidance.pack.quotas.firstIndex { $0.id == "MQ" })
    let ledger = try #require(sheet.verdicts.ledgers[n].max { $0.ranked.count < $1.ranked.count })
    return (ledger.allowed, sheet.examination().cut(n, ledger, nil))
  }

  @Test(arguments: Engine.available)
  func `ghi ở huyện thì áp dụng cho các đảng bộ bên dưới, nơi gần hơn quyết định khác thì theo nơi ấy`(
    engine: Engine
  )
    async throws
  {
    try await TestRegister.with(engine, on: WhatIfWorld.today) { register in
      let world = try await WhatIfWorld.make(in: register, membersPerCell: 14)
      let guidance = try world.current
      let (usual, plain) = try top(try await sheet(register, world, world.world.longMy))
      #expect(plain.certainty == .d && plain.zone == "U8")
      #expect(usual > 1)
      let district = try await register.system.perform(
        RecordLocalDecision(
          "MQ.percent", "1 %", at: world.world.district, guidance: guidance,
          from: WhatIfWorld.day(2026_11_21),
          decision: WhatIfWorld.paper("8-QĐ/HU")), by: .operatorOfMachine)
      let (fewer, cut) = try top(try await sheet(register, world, world.world.longMy))
      #expect(fewer == 0)
      #expect(cut.certainty == .l && cut.zone == nil && cut.cite?.contains("8-QĐ/HU") == true)
      _ = try await register.system.perform(
        RecordLocalDecision(
          "MQ.percent", "20 %", at: world.world.longMy, guidance: guidance, from: WhatIfWorld.day(2026_11_21),
          decision: WhatIfWorld.paper()), by: .operatorOfMachine)
      #expect(try top(try await sheet(register, world, world.world.longMy)).allowed == usual)
      let other = try await sheet(register, world, world.world.phongNam)
      #expect(try top(other).cut.percent == "1 %")
      #expect(other.packName.contains("MQ.percent = 1 %"))
      // A snapshot over both runs each with its own.
      let snapshot = try await SnapshotShelf().snapshot(
        of: world.world.district, year: 2026, for: .operatorOfMachine, in: register.system)
      let whatIf = try snapshot.whatIf(guidance, guidance, asked: guidance.pack, keepsDecided: true)
      let members = try #require(whatIf.decisions.first { $0.entity == "member" })
      for base in [world.world.longMy, world.world.phongNam] {
        let own = try await sheet(register, world, base)
        let n = try #require(own.guidance.pack.decisions.firstIndex { $0.id == "memberGrade" })
        let result = try #require(own.verdicts.decisions[n])
        let counts = members.counts(\.after, in: snapshot.records.range("member", in: base))
        for (place, outcome) in members.outcomes.enumerated() {
          let there = (0..<result.outcomes.count).count {
            result.domain.id(result.outcomes[$0]) == outcome.id
          }
          #expect(counts[place] == there, "\(outcome.id)")
        }
      }
      #expect(whatIf.decisions.allSatisfy { $0.moves.isEmpty })
      _ = try await register.system.perform(
        WithdrawLocalDecision(district, reason: "ghi nhầm văn bản"), by: .operatorOfMachine)
      #expect(try top(try await sheet(register, world, world.world.phongNam)).cut.zone == "U8")
    }
  }

  @Test(arguments: Engine.available)
  func `chỉ nhận điều hướng dẫn để ngỏ, giá trị hướng dẫn cho phép, và mỗi lúc một quyết định`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine, on: WhatIfWorld.today) { register in
      let world = try await WhatIfWorld.make(in: register, membersPerCell: 1)
      let guidance = try world.current
      let from = WhatIfWorld.day(2026_11_21)
      func record(_ path: String, _ value: String, _ actor: Actor = .operatorOfMachine) async throws {
        _ = try await register.system.perform(
          RecordLocalDecision(
            path, value, at: world.world.longMy, guidance: guidance, from: from, decision: WhatIfWorld.paper()
          ),
          by: actor)
      }
      await #expect(throws: LocalDecisionRefusal.notLocal("topQuota")) {
        try await record("topQuota", "90 %")
      }
      await #expect(throws: LocalDecisionRefusal.notAChoice("Làm tròn", "nearest")) {
        try await record("MQ.rounding", "nearest")
      }
      await #expect(throws: LocalDecisionRefusal.notAChoice("Nhóm tương đồng", "neighbourhood")) {
        try await record("MQ.scope", "neighbourhood")
      }
      await #expect(throws: RightsRefusal.notFound) {
        try await record("MQ.rounding", "up", Actor(.account(ID(4_242)), name: "người lạ"))
      }
      let early = RecordLocalDecision(
        "MQ.rounding", "up", at: world.world.longMy, guidance: guidance, from: WhatIfWorld.day(2025_08_29),
        decision: WhatIfWorld.paper())
      await #expect(throws: LocalDecisionEntryRefusal.beforeGuidance(guidance.pack.validFrom)) {
        _ = try await register.system.perform(early, by: .operatorOfMachine)
      }
      try await record("MQ.rounding", "up")
      await #expect(throws: LocalDecisionEntryRefusal.self) { try await record("MQ.rounding", "halfUp") }
      try await record("U1.then", "undecided")
      let settings = try await register.system.read { session throws in
        try session.localDecisions(at: world.world.longMy)
      }
      #expect(Set(settings.map(\.decision.path)) == ["MQ.rounding", "U1.then"])
      let applied = try await sheet(register, world, world.world.longMy).guidance.pack
      let rule = applied.decisions.flatMap(\.rules).first { $0.source.document?.contains("12-QĐ/ĐU") == true }
      #expect(rule?.source.certainty == .l && rule?.source.decides == true)
    }
  }
}

@Suite struct `Mức hướng dẫn cho phép` {
  private func guidance() throws -> Guidance {
    try #require(try Guidances(try WhatIfWorld.content()).guidance(of: 2026))
  }

  private func decision(_ path: String, _ value: String) -> LocalDecision {
    LocalDecision(
      document: "Quyết định 12-QĐ/ĐU", issuedOn: WhatIfWorld.day(2026_11_20), issuer: "Đảng ủy",
      values: [path: value])
  }

  @Test(arguments: ["30 %", "25.01 %", "99 %", "1/2", "-1 %"])
  func `tỷ lệ riêng vượt mức của hướng dẫn thì không nhận`(_ value: String) throws {
    let pack = try guidance().pack
    for quota in ["MQ", "TQ", "CQ"] {
      #expect(throws: LocalDecisionRefusal.self) { try pack.applying(decision("\(quota).percent", value)) }
    }
  }

  @Test func `nói rõ mức được phép và cách nào để có mức cao hơn`() throws {
    let pack = try guidance().pack
    do {
      _ = try pack.applying(decision("CQ.percent", "30 %"))
      Issue.record("phải từ chối")
    } catch {
      #expect(error.reason.contains("25 %") && error.reason.contains("20 %"))
      #expect(error.remedy.contains("sửa hướng dẫn"))
    }
    #expect(throws: LocalDecisionRefusal.self) { try pack.applying(decision("foundedMonths", "-3")) }
    #expect(throws: LocalDecisionRefusal.self) { try pack.applying(decision("foundedMonths", "9999")) }
    _ = try pack.applying(decision("foundedMonths", "12"))
    #expect(throws: LocalDecisionRefusal.self) { try pack.applying(decision("CQ.percent", "15")) }
  }

  @Test func `tỷ lệ riêng thấp hơn áp dụng mọi nơi; cao hơn mức thường thì chỉ nơi hướng dẫn cho mức cao`()
    throws
  {
    let pack = try guidance().pack
    func percents(_ value: String) throws -> [String] {
      let quota = try #require(
        try pack.applying(decision("CQ.percent", value)).quotas.first { $0.id == "CQ" })
      return quota.percents.map(\.value.text)
    }
    #expect(try percents("15 %") == ["15 %"])
    #expect(try percents("22 %") == ["22 %", "topQuota"])
  }
}

@Suite struct `Chi ủy là một tập thể được xếp loại` {
  @Test(arguments: Engine.available)
  func `chi ủy trực thuộc có trong bảng khi hướng dẫn xếp loại nó, với loại sổ đã biết; số người thì hỏi`(
    engine: Engine
  )
    async throws
  {
    try await TestRegister.with(engine, on: WhatIfWorld.today) { register in
      let world = try await WhatIfWorld.make(in: register, membersPerCell: 4)
      let guidance = try world.current
      for (n, title) in ["Bí thư chi bộ", "Phó Bí thư chi bộ", "Chi ủy viên"].enumerated() {
        _ = try await register.system.perform(
          Appoint(
            world.members[n].id, at: world.world.longMyHamlet, title: title, sector: .party,
            from: WhatIfWorld.day(2020_01_01), decision: nil), by: .operatorOfMachine)
      }
      _ = try await register.system.perform(
        Appoint(
          world.members[4].id, at: world.world.longMyAgency, title: "Bí thư chi bộ", sector: .party,
          from: WhatIfWorld.day(2020_01_01), decision: nil), by: .operatorOfMachine)
      func sheet(_ guidance: Guidance, _ year: Int) async throws -> ReviewSheet {
        try await register.system.read { session throws in
          try session.reviewSheet(
            of: world.world.longMy, year: year, guidance: guidance, today: WhatIfWorld.today, seen: .whole)
        }
      }
      let now = try await sheet(guidance, 2026)
      #expect(
        Set(now.collectives.map(\.organisation)) == [
          world.world.longMy, world.world.longMyHamlet, world.world.longMyAgency,
        ])
      func explain(_ organisation: ID<Organisation>) -> Explanation? {
        now.explain(.init("collective", .organisation(organisation)), now.examination())
      }
      // The posts that are recorded may be not all: nobody is told to be too few by them.
      #expect(explain(world.world.longMyHamlet)?.standing == .undetermined)
      let small = try #require(explain(world.world.longMyAgency))
      #expect(small.standing == .undetermined && small.missing.contains { $0.fact == "leaders" })
      #expect(
        now.postHolders[world.world.longMyHamlet] == 3 && now.postHolders[world.world.longMyAgency] == 1)
      _ = try await register.system.perform(
        RecordReviewFacts(
          [ReviewAnswer(fact: "leaders", value: "1", evidence: "Sổ đảng viên")],
          of: .organisation(world.world.longMyAgency),
          as: "collective", year: 2026, guidance: guidance), by: .operatorOfMachine)
      let asked = try await sheet(guidance, 2026)
      let key = ReviewSheet.SubjectKey("collective", .organisation(world.world.longMyAgency))
      #expect(asked.explain(key, asked.examination())?.outcome == "reviewedTogether")
      _ = try await register.system.perform(
        RecordReviewFacts(
          [ReviewAnswer(fact: "common", value: "28", evidence: "")],
          of: .organisation(world.world.longMyHamlet),
          as: "collective", year: 2026, guidance: guidance), by: .operatorOfMachine)
      let older = try #require(world.guidances.guidance(of: 2020))
      #expect(try await sheet(older, 2020).collectives.map(\.organisation) == [world.world.longMy])
      await #expect(throws: ReviewRefusal.notInSheet) {
        _ = try await register.system.perform(
          RecordReviewFacts(
            [ReviewAnswer(fact: "disciplined", value: "0", evidence: "")],
            of: .organisation(world.world.longMyHamlet), as: "collective", year: 2020, guidance: older),
          by: .operatorOfMachine)
      }
    }
  }
}
