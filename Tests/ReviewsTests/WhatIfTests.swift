import Basics
import Registry
import Rules
import TestSupport
import Testing

@testable import Reviews

@Suite struct `Thử hướng dẫn trên ảnh chụp của sổ` {
  @Test(arguments: Engine.available)
  func `ảnh chụp của cả huyện cho từng người và từng tổ chức đúng mức trong bảng của từng đảng bộ`(
    engine: Engine
  )
    async throws
  {
    try await TestRegister.with(engine, on: WhatIfWorld.today) { register in
      let world = try await WhatIfWorld.make(in: register, membersPerCell: 20)
      let guidance = try world.current
      let shelf = SnapshotShelf()
      let snapshot = try await shelf.snapshot(
        of: world.world.district, year: 2026, for: .operatorOfMachine, in: register.system)
      let whatIf = try snapshot.whatIf(guidance, guidance, asked: guidance.pack, keepsDecided: true)
      var outcomes: Set<String> = []
      for base in [world.world.longMy, world.world.phongNam] {
        let sheet = try await register.system.read { session throws in
          try session.reviewSheet(
            of: base, year: 2026, guidance: guidance, today: WhatIfWorld.today, seen: .whole)
        }
        for effect in whatIf.decisions {
          let n = try #require(sheet.guidance.pack.decisions.firstIndex { $0.id == effect.id })
          let result = try #require(sheet.verdicts.decisions[n])
          let rows = try #require(snapshot.records.rows[effect.entity])
          for row in snapshot.records.range(effect.entity, in: base) {
            let own = try #require(sheet.row(.init(effect.entity, rows.subjects[row])))
            let there = result.domain.id(result.outcomes[own])
            #expect(effect.outcomes[Int(effect.before[row])].id == there, "\(effect.id) \(row)")
            outcomes.insert(there)
          }
        }
      }
      #expect(whatIf.decisions.map(\.id).contains("memberGrade") && whatIf.decisions.count == 4)
      #expect(
        outcomes.isSuperset(of: ["HTT", "HTXS", "notReviewed", "undetermined", "undecided"]), "\(outcomes)")
    }
  }

  @Test(arguments: Engine.available)
  func
    `hướng dẫn hiện hành so với chính nó không làm ai đổi mức; dự thảo đổi đúng những người bị ngưỡng chạm tới`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: WhatIfWorld.today) { register in
      let world = try await WhatIfWorld.make(in: register, membersPerCell: 14)
      let (guidance, draft) = (try world.current, try world.draft())
      let snapshot = try await SnapshotShelf().snapshot(
        of: world.world.district, year: 2026, for: .operatorOfMachine, in: register.system)
      let same = try snapshot.whatIf(guidance, guidance, asked: guidance.pack)
      #expect(same.changes.isEmpty && same.decisions.allSatisfy { $0.moves.isEmpty && $0.flows.isEmpty })
      for effect in same.decisions {
        for (from, row) in effect.transitions.enumerated() {
          for (to, count) in row.enumerated() where from != to { #expect(count == 0) }
        }
      }
      let whatIf = try snapshot.whatIf(guidance, draft, asked: guidance.pack)
      let members = try #require(whatIf.decisions.first { $0.entity == "member" })
      #expect(members.total == 56 && !members.moves.isEmpty)
      #expect(members.transitions.joined().reduce(0, +) == 56)
      #expect(members.flows.map(\.count).reduce(0, +) == members.moves.count)
      #expect(members.flows.contains { $0.flipped.contains { $0.contains("vượt mức") } }, "\(members.flows)")
      #expect(members.undeterminedAfter >= 2)
      #expect(whatIf.missingFacts(members).first?.count == 2)
      let one = try #require(whatIf.attribution().first)
      #expect(whatIf.changes.count == 1 && one.total["memberGrade"] == members.moved)
      #expect(one.alone?["memberGrade"] == members.moved && one.without?["memberGrade"] == 0)
      let sweep = try whatIf.sweep(
        "exceededForTop", from: Ratio(1, over: 5) ?? Ratio(0), to: Ratio(1, over: 2) ?? Ratio(0),
        step: Ratio(1, over: 20) ?? Ratio(0))
      #expect(sweep.steps.count == 7)
      #expect(
        whatIf.smallestDifference("memberGrade")?.facts.contains { $0.name.contains("vượt mức") } == true)
    }
  }

  @Test(arguments: Engine.available)
  func `vào được tỷ lệ là có suất mới, không phải thôi là ứng viên`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: WhatIfWorld.today) { register in
      let world = try await WhatIfWorld.make(in: register, membersPerCell: 14)
      let guidance = try world.current
      let snapshot = try await SnapshotShelf().snapshot(
        of: world.world.district, year: 2026, for: .operatorOfMachine, in: register.system)
      func places(_ old: Guidance, _ new: Guidance) throws -> QuotaPlaces {
        let whatIf = try snapshot.whatIf(old, new, asked: guidance.pack)
        return try #require(whatIf.decisions.first { $0.entity == "member" }).places
      }
      // Nobody has so much: all who were cut are no candidates any more, and nobody has come in.
      let harder = try places(guidance, try world.draft(exceeded: "60 %"))
      #expect(harder.ceased > 0 && harder.entered == 0 && harder.lost == 0 && harder.began == 0)
      let easier = try places(try world.draft(exceeded: "60 %"), guidance)
      #expect(easier.began == harder.ceased && easier.lost == 0 && easier.entered == 0)
      var tight = guidance
      tight.pack = try guidance.pack.applying(
        LocalDecision(
          document: "thử", issuedOn: WhatIfWorld.today, issuer: "thử", values: ["MQ.percent": "1 %"]))
      let wider = try places(tight, guidance)
      #expect(wider.entered > 0 && wider.ceased == 0)
      #expect(try places(guidance, tight).lost > 0)
    }
  }

  @Test(arguments: Engine.available)
  func `một chi bộ cho thấy chi bộ ấy thôi, với kết quả như khi tính cả đảng bộ`(engine: Engine) async throws
  {
    try await TestRegister.with(engine, on: WhatIfWorld.today) { register in
      let world = try await WhatIfWorld.make(in: register)
      let (guidance, draft) = (try world.current, try world.draft())
      let shelf = SnapshotShelf()
      func effect(_ root: ID<Organisation>) async throws -> (WhatIf.DecisionEffect, RegisterSnapshot) {
        let snapshot = try await shelf.snapshot(
          of: root, year: 2026, for: .operatorOfMachine, in: register.system)
        let whatIf = try snapshot.whatIf(guidance, draft, asked: guidance.pack)
        return (try #require(whatIf.decisions.first { $0.entity == "member" }), snapshot)
      }
      let (cell, small) = try await effect(world.world.longMyHamlet)
      let (base, large) = try await effect(world.world.longMy)
      #expect(cell.total == 7 && base.total == 14)
      let rows = large.records.range("member", in: world.world.longMyHamlet)
      #expect(cell.counts(\.after, in: 0..<14) == base.counts(\.after, in: rows))
      #expect(small.isGrassroots && small.isPart && large.isGrassroots && !large.isPart)
      // Nobody can be found again in another view by the pseudonym.
      let words = Set(rows.map { large.pseudonym("member", Int32($0)) })
      #expect(words.count == 7)
      #expect(words.isDisjoint(with: rows.map { small.pseudonym("member", Int32($0)) }))
    }
  }

  @Test(arguments: Engine.available)
  func `ảnh chụp được giữ đến khi sổ đổi`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: WhatIfWorld.today) { register in
      let world = try await WhatIfWorld.make(in: register, membersPerCell: 2)
      let guidance = try world.current
      let shelf = SnapshotShelf()
      func open() async throws -> Int {
        let snapshot = try await shelf.snapshot(
          of: world.world.district, year: 2026, for: .operatorOfMachine, in: register.system)
        let whatIf = try snapshot.whatIf(guidance, guidance, asked: guidance.pack)
        return whatIf.decisions.first { $0.entity == "member" }?.undeterminedAfter ?? 0
      }
      let before = try await open()
      #expect(before == 2)
      let blank = world.members[1]
      _ = try await register.system.perform(
        RecordReviewFacts(
          [ReviewAnswer(fact: "exempt", value: "1", evidence: "")], of: .member(blank.id), as: "member",
          year: 2026, guidance: guidance), by: .operatorOfMachine)
      #expect(try await open() == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `mở tên cần quyền thấy mức ấy và mục đích, và để lại dấu`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: WhatIfWorld.today) { register in
      let world = try await WhatIfWorld.make(in: register, membersPerCell: 2)
      let guidance = try world.current
      let snapshot = try await SnapshotShelf().snapshot(
        of: world.world.longMy, year: 2026, for: .operatorOfMachine, in: register.system)
      let word = snapshot.pseudonym("member", 0)
      func open(_ word: String, _ purpose: String, _ actor: Actor = .operatorOfMachine) async throws
        -> OpenedName
      {
        try await register.system.openName(
          word, of: "member", in: snapshot, purpose: purpose, guidance: guidance.name, by: actor)
      }
      await #expect(throws: WhatIfRefusal.needsPurpose) { _ = try await open(word, "  ") }
      await #expect(throws: FreeTextRefusal.self) { _ = try await open(word, "gọi số 0912345678") }
      await #expect(throws: RightsRefusal.notFound) { _ = try await open("AAAAA-AAAAA", "kiểm tra dữ kiện") }
      await #expect(throws: RightsRefusal.notFound) {
        _ = try await open(word, "kiểm tra dữ kiện", Actor(.account(ID(4_242)), name: "người lạ"))
      }
      guard case .member(let member)? = snapshot.subject("member", called: word) else {
        Issue.record("không phải đảng viên")
        return
      }
      let none = try await register.system.read { session throws in
        try session.nameOpenings(of: member, limit: 9)
      }
      #expect(none.isEmpty)
      let opened = try await open(word, "kiểm tra dữ kiện trước khi góp ý dự thảo")
      #expect(world.members.contains { $0.id == member && $0.name == opened.name })
      try await register.system.read { session throws in
        let kept = try session.nameOpenings(of: member, limit: 9)
        #expect(kept.map(\.purpose) == ["kiểm tra dữ kiện trước khi góp ý dự thảo"])
        #expect(try session.memberReadings(of: member, limit: 9).map(\.surface) == [.whatIf])
      }
    }
  }

  @Test func `số dưới năm bị che, và không ai tính ngược ra được từ tổng`() {
    let shown = SmallGroups([[3, 20, 30], [40, 12, 9], [50, 60, 70]]).table
    #expect(shown[0][0] == nil && shown[2] == [50, 60, 70] || shown[0][0] == nil)
    for row in shown { #expect(row.count { $0 == nil } != 1) }
    for column in 0..<3 { #expect(shown.count { $0[column] == nil } != 1) }
    #expect(SmallGroups([[0, 20], [30, 0]]).table == [[0, 20], [30, 0]])
    #expect(!SmallGroups(whole: [[1]]).isHiding)
  }
}
