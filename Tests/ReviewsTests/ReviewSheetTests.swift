import Basics
import Foundation
import Registry
import Reviews
import Rules
import TestSupport
import Testing

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

@Suite struct `Xếp loại theo hướng dẫn` {
  private func content() throws -> Content {
    try Content.locate(
      executable: "", currentFolder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path)
  }

  private func paper(_ number: String = "9-QĐ/ĐU") -> DecisionEntry {
    DecisionEntry(
      DocumentKey(type: "Quyết định", number: number, issuer: "Đảng ủy xã Long Mỹ", date: day(2026_12_20)))
  }

  /// What a good year of a person outside the political system looks like in the guidance of 2025.
  private let goodYear: [(String, String)] = [
    ("group", "outside"), ("common", "28"), ("results", "64"), ("done", "100"), ("late", "0"),
    ("quality", "1"), ("exceeded", "30"),
    ("shortcomingsNamed", "1"), ("remedied", "100"), ("discipline", "none"), ("degraded", "0"),
    ("prohibitedActs", "0"), ("exampleBroken", "0"),
  ]

  private func answers(_ changed: [String: String] = [:]) -> [ReviewAnswer] {
    goodYear.map {
      ReviewAnswer(fact: $0.0, value: changed[$0.0] ?? $0.1, evidence: "Biên bản họp chi bộ tháng 12")
    }
  }

  private func member(_ name: String, in cell: ID<Organisation>, _ register: TestRegister) async throws -> ID<
    Member
  > {
    try await register.system.perform(
      RegisterMember(
        PersonalRecord(
          name: name, sex: .female, bornOn: day(1975_02_03), admittedOn: day(2001_05_19),
          officialOn: day(2002_05_19)), in: cell,
        from: day(2001_05_19)), by: .operatorOfMachine)
  }

  @Test func `mỗi năm từ 2008 có đúng một hướng dẫn, và mọi bộ quy tắc đi kèm đều đọc được`() throws {
    let guidances = try Guidances(try content())
    #expect(guidances.all.count >= 8)
    for year in 2008...2026 {
      let covering = guidances.all.filter { $0.pack.rounds.period == .year && $0.pack.rounds.covers(year) }
      #expect(covering.count == 1, "\(year): \(covering.map(\.name))")
      #expect(guidances.guidance(of: year)?.program(year) != nil, "\(year)")
    }
    #expect(guidances.guidance(of: 2007) == nil)
  }

  @Test(arguments: Engine.available)
  func `ghi dữ kiện, thấy mức và lý do, quyết định, và căn cứ được giữ lại`(engine: Engine) async throws {
    let (guidances, scales) = (try Guidances(try content()), try GradeScales(try content()))
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      register.clock.set(day(2026_12_20))
      let member = try await member("Lê Thị Hường", in: world.longMyHamlet, register)
      let guidance = try #require(guidances.guidance(of: 2026))
      let key = ReviewSheet.SubjectKey("member", .member(member))
      func explanation() async throws -> Explanation? {
        try await register.system.read { session throws in
          let sheet = try session.reviewSheet(
            of: world.longMy, year: 2026, guidance: guidance, today: day(2026_12_20), seen: .whole)
          return sheet.explain(key, sheet.examination())
        }
      }
      #expect(try await explanation()?.standing == .undetermined)
      _ = try await register.system.perform(
        RecordReviewFacts(
          answers(["results": "41", "exceeded": "0"]), of: .member(member), as: "member", year: 2026,
          guidance: guidance), by: .operatorOfMachine)
      let told = try #require(try await explanation())
      #expect(told.outcome == "HT")
      #expect(told.conditions.allSatisfy { $0.mark == .holds })
      _ = try await register.system.perform(
        RecordReviewFacts(
          answers(["results": "42", "exceeded": "0"]), of: .member(member), as: "member", year: 2026,
          guidance: guidance), by: .operatorOfMachine)
      let good = try #require(try await explanation())
      #expect(good.outcome == "HTT" && good.standing == .decided)
      #expect(good.conditions.flatMap(\.values).contains { $0.evidence != nil })
      // The document that was named as proof stands beside the value, in what is kept too.
      #expect(
        good.conditions.flatMap(\.values).contains { $0.proof == "theo Biên bản họp chi bộ tháng 12" })
      #expect(good.text.contains("theo Biên bản họp chi bộ tháng 12"))
      // All that is wrong is told at once, each with its question.
      await #expect {
        _ = try await register.system.perform(
          RecordReviewFacts(
            answers(["results": "90", "common": "ba mươi"]), of: .member(member), as: "member", year: 2026,
            guidance: guidance), by: .operatorOfMachine)
      } throws: {
        guard case ReviewRefusal.notValues(let wrong) = $0 else { return false }
        return Set(wrong.map(\.fact)) == ["results", "common"]
      }
      // Another grade than the computed one needs the reason of those who decide.
      let other = DecideGrade(
        "HT", for: key, in: world.longMy, year: 2026, on: day(2026_12_20), decision: paper(), reason: "",
        guidance: guidance, scales: scales)
      await #expect(throws: ReviewRefusal.needsReason) {
        _ = try await register.system.perform(other, by: .operatorOfMachine)
      }
      let grading = try await register.system.perform(
        DecideGrade(
          "HTT", for: key, in: world.longMy, year: 2026, on: day(2026_12_20), decision: paper(), reason: "",
          guidance: guidance, scales: scales),
        by: .operatorOfMachine)
      try await register.system.read { session throws in
        let kept = try #require(try session.derivation(of: grading))
        #expect(kept.pack == guidance.pack.name && kept.packHash == guidance.hash)
        #expect(
          kept.outcome == "HTT" && kept.standing == "decided" && kept.explanation.contains("Hoàn thành tốt"))
        #expect(try session.grading(of: .member(member), year: 2026)?.grade == "HTT")
      }
      #expect(try await explanation()?.standing == .given)
      await #expect(throws: ReviewRefusal.alreadyGraded(2026)) {
        _ = try await register.system.perform(
          RecordReviewFacts(answers(), of: .member(member), as: "member", year: 2026, guidance: guidance),
          by: .operatorOfMachine)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `xóa dữ liệu cá nhân thì dữ kiện và lời giải thích của người ấy cũng trống, mức xếp loại còn`(
    engine: Engine
  )
    async throws
  {
    let (guidances, scales) = (try Guidances(try content()), try GradeScales(try content()))
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      register.clock.set(day(2026_12_20))
      let member = try await member("Lê Thị Hường", in: world.longMyHamlet, register)
      let guidance = try #require(guidances.guidance(of: 2026))
      let key = ReviewSheet.SubjectKey("member", .member(member))
      _ = try await register.system.perform(
        RecordReviewFacts(
          answers(["results": "42", "exceeded": "0"]), of: .member(member), as: "member", year: 2026,
          guidance: guidance), by: .operatorOfMachine)
      let grading = try await register.system.perform(
        DecideGrade(
          "HTT", for: key, in: world.longMy, year: 2026, on: day(2026_12_20), decision: paper(), reason: "",
          guidance: guidance, scales: scales), by: .operatorOfMachine)
      _ = try await register.system.perform(
        EraseMember(
          member, confirmation: "Lê Thị Hường", reason: "theo yêu cầu", decision: paper("1-QĐ/XDL")),
        by: .operatorOfMachine)
      try await register.system.read { session throws in
        #expect(try session.derivation(of: grading)?.explanation == "")
        #expect(
          try session.reviewFacts(of: .member(member), entity: "member", year: 2026).allSatisfy {
            $0.value == ""
          })
        #expect(try session.grading(of: .member(member), year: 2026)?.grade == "HTT")
      }
    }
  }

  /// Six equal people of one group: 20 % of those rated good allows one.
  @Test(arguments: Engine.available)
  func
    `quyết định quá tỷ lệ thì biết trước khi ghi, sổ tỷ lệ nói ai do người quyết định, mức tính được vẫn còn`(
      engine: Engine
    ) async throws
  {
    let (guidances, scales) = (try Guidances(try content()), try GradeScales(try content()))
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      register.clock.set(day(2026_12_20))
      let guidance = try #require(guidances.guidance(of: 2026))
      _ = try await register.system.perform(
        RecordReviewFacts(
          [ReviewAnswer(fact: "outstanding", value: "0", evidence: "")], of: .organisation(world.longMy),
          as: "base", year: 2026, guidance: guidance), by: .operatorOfMachine)
      var keys: [ReviewSheet.SubjectKey] = []
      for n in 0..<6 {
        let one = try await member("Lê Thị Hường \(n)", in: world.longMyHamlet, register)
        _ = try await register.system.perform(
          RecordReviewFacts(answers(), of: .member(one), as: "member", year: 2026, guidance: guidance),
          by: .operatorOfMachine)
        keys.append(.init("member", .member(one)))
      }
      func sheet() async throws -> ReviewSheet {
        try await register.system.read { session throws in
          try session.reviewSheet(
            of: world.longMy, year: 2026, guidance: guidance, today: day(2026_12_20), seen: .whole)
        }
      }
      func cut(_ sheet: ReviewSheet) throws -> Explanation.Cut {
        let n = try #require(sheet.guidance.pack.quotas.firstIndex { $0.id == "MQ" })
        let ledger = try #require(sheet.verdicts.ledgers[n].first { !$0.ranked.isEmpty })
        return sheet.examination().cut(n, ledger, nil)
      }
      func decide(_ key: ReviewSheet.SubjectKey, _ reason: String) async throws {
        _ = try await register.system.perform(
          DecideGrade(
            "HTXS", for: key, in: world.longMy, year: 2026, on: day(2026_12_20), decision: paper(),
            reason: reason, guidance: guidance, scales: scales), by: .operatorOfMachine)
      }
      let open = try await sheet()
      let tied = try #require(open.explain(keys[0], open.examination()))
      #expect(tied.standing == .undecided && tied.question != nil)
      #expect(tied.because == nil, "who is still to be chosen is not outside already")
      #expect(try cut(open).given == 0 && cut(open).allowed == 1)
      #expect(open.exceedableQuotas(for: keys[0]).isEmpty)
      await #expect(throws: ReviewRefusal.reasonTellsNothing) { try await decide(keys[0], "x") }
      try await decide(keys[0], "chi bộ bỏ phiếu chọn")

      let one = try await sheet()
      #expect(try cut(one).given == 1 && !cut(one).isExceeded)
      let beyond = try #require(one.exceedableQuotas(for: keys[1]).first)
      #expect(beyond.granted == 2 && beyond.allowed == 1)
      #expect(one.quotaExceeded(by: "HTT", for: keys[1]) == nil)
      try await decide(keys[1], "đảng ủy xét thành tích")

      let two = try await sheet()
      let full = try cut(two)
      #expect(full.isExceeded && full.given == 2 && full.allowed == 1)
      // 20 % of five is the one that is allowed; of the four who are left it would be none.
      #expect(full.base == 5)
      #expect(full.candidates.count { $0.isGiven } == 2)
      let plain = two.withoutDecisions()
      #expect(two.explain(keys[0], two.examination())?.standing == .given)
      #expect(plain.explain(keys[0], plain.examination())?.standing == .undecided)
    }
  }

  @Test(arguments: Engine.available)
  func `phần nhiệm vụ chậm hay vượt mức không nhiều hơn phần đã hoàn thành`(engine: Engine) async throws {
    let guidances = try Guidances(try content())
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      register.clock.set(day(2026_12_20))
      let member = try await member("Trần Văn An", in: world.longMyHamlet, register)
      let guidance = try #require(guidances.guidance(of: 2026))
      func record(_ changed: [String: String]) async throws {
        _ = try await register.system.perform(
          RecordReviewFacts(
            answers(changed), of: .member(member), as: "member", year: 2026, guidance: guidance),
          by: .operatorOfMachine)
      }
      await #expect {
        try await record(["done": "60", "late": "80", "exceeded": "100"])
      } throws: {
        guard case ReviewRefusal.notValues(let wrong) = $0 else { return false }
        return Set(wrong.map(\.fact)) == ["late", "exceeded"]
      }
      try await record(["done": "60", "late": "60", "exceeded": "20"])
    }
  }

  @Test(arguments: Engine.available)
  func `khắc phục hạn chế không có, vi phạm không ai bị kỷ luật thì bị trả lại`(engine: Engine) async throws {
    let guidances = try Guidances(try content())
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      register.clock.set(day(2026_12_20))
      let member = try await member("Trần Văn An", in: world.longMyHamlet, register)
      let guidance = try #require(guidances.guidance(of: 2026))
      func wrong(_ changed: [String: String]) async throws -> Set<String> {
        do {
          _ = try await register.system.perform(
            RecordReviewFacts(
              changed.map {
                ReviewAnswer(fact: $0.key, value: $0.value, evidence: "Biên bản họp chi bộ tháng 12")
              },
              of: .member(member), as: "member", year: 2026, guidance: guidance),
            by: .operatorOfMachine)
          return []
        } catch let refusal as ReviewRefusal {
          guard case .notValues(let wrong) = refusal else { throw refusal }
          return Set(wrong.map(\.fact))
        }
      }
      let both = [
        "shortcomingsNamed": "0", "remedied": "50", "discipline": "none", "violatedOn": "2026-05-01",
      ]
      #expect(try await wrong(both) == ["remedied", "violatedOn"])
      #expect(try await wrong(["shortcomingsNamed": "1", "remedied": "50"]) == [])
      // What is recorded already counts: only the new word is told.
      #expect(try await wrong(["shortcomingsNamed": "0"]) == ["shortcomingsNamed"])
      #expect(try await wrong(["shortcomingsNamed": "0", "remedied": "0"]) == [])
    }
  }

  @Test(arguments: Engine.available)
  func `giá trị sai bị trả lại kèm khoảng đúng, và không gì được ghi`(engine: Engine) async throws {
    let guidances = try Guidances(try content())
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let member = try await member("Trần Văn An", in: world.longMyHamlet, register)
      let guidance = try #require(guidances.guidance(of: 2026))
      for (fact, value) in [
        ("common", "31"), ("common", "nhiều"), ("group", "khác"), ("done", "-1"),
        ("admittedOn", "31/02/1975"),
      ] {
        await #expect(throws: ReviewRefusal.self, "\(fact) = \(value)") {
          _ = try await register.system.perform(
            RecordReviewFacts(
              [
                ReviewAnswer(fact: "quality", value: "1", evidence: ""),
                ReviewAnswer(fact: fact, value: value, evidence: ""),
              ], of: .member(member), as: "member",
              year: 2026, guidance: guidance), by: .operatorOfMachine)
        }
      }
      let facts = try await register.system.read { session throws in
        try session.reviewFacts(of: .member(member), entity: "member", year: 2026)
      }
      #expect(facts.isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `người ngoài phạm vi không ghi được gì về tổ chức khác`(engine: Engine) async throws {
    let guidances = try Guidances(try content())
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let guidance = try #require(guidances.guidance(of: 2026))
      let stranger = Actor(.account(ID(4_242)), name: "người lạ")
      await #expect(throws: RightsRefusal.self) {
        _ = try await register.system.perform(
          RecordReviewFacts(
            [ReviewAnswer(fact: "quality", value: "1", evidence: "")],
            of: .organisation(world.phongNamHamlet), as: "cell", year: 2026, guidance: guidance),
          by: stranger)
      }
    }
  }
}
