import Basics
import Registry
import Reviews
import Rules
import TestSupport
import Testing

@Suite struct `Bản kiểm điểm thành dữ kiện xếp loại` {
  private func answers(_ common: String, _ results: String) -> FormAnswers {
    FormAnswers([
      "ethics": .text("Tốt."), "tasks": .text("Xong."), "shortcomings": .text("Không."),
      "direction": .text("Giữ."), "common": .text(common), "results": .text(results),
      "ownGrade": .text("HTT"),
    ])
  }

  private func facts(_ w: RoundWorld, _ member: ID<Member>) async throws -> [String: ReviewFact] {
    try await w.system.read { session throws in
      Dictionary(
        try session.reviewFacts(of: .member(member), entity: "member", year: 2026).map { ($0.fact, $0) },
        uniquingKeysWith: { a, _ in a })
    }
  }

  @Test(arguments: Engine.available)
  func `điểm và nhóm vào dữ kiện kèm bản kiểm điểm; gửi lại thì thay; dữ kiện người khác ghi thì giữ`(
    engine: Engine
  ) async throws {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      try await w.open()
      let (forms, _) = try `Mẫu kiểm điểm`.forms()
      let form = try #require(forms.form("form2C", of: w.guidance.name))
      func send(_ common: String, _ results: String) async throws {
        _ = try await w.system.perform(
          SendForm(
            answers(common, results), in: form, w.guidance, of: .member(member), year: 2026,
            procedures: w.procedures), by: .operatorOfMachine)
      }
      try await send("27,5", "60")
      var known = try await facts(w, member)
      #expect(known["common"]?.value == "27,5" && known["results"]?.value == "60")
      #expect(known["group"]?.value == "outside")
      #expect(known["common"]?.evidence.hasPrefix("Mẫu 2C-HD KĐ.ĐG 2025") == true)
      // The appraisal says otherwise, with its own proof: a form sent again does not write over it.
      _ = try await w.system.perform(
        RecordReviewFacts(
          [ReviewAnswer(fact: "common", value: "25", evidence: "Biên bản thẩm định số 4")],
          of: .member(member), as: "member", year: 2026, guidance: w.guidance), by: .operatorOfMachine)
      try await send("30", "")
      known = try await facts(w, member)
      #expect(known["common"]?.value == "25" && known["results"] == nil)
      #expect(known["group"]?.value == "outside")
      // What a form tells counts in the sheet as any other fact.
      let sheet = try await w.system.read { session throws in
        try session.unitFacts(
          at: w.world.longMyHamlet,
          of: try #require(
            try session.reviewRounds(touching: w.world.longMyHamlet, asOf: AsOf(w.system.today)).first),
          guidance: w.guidance)
      }
      let line = try #require(sheet.lines.first { $0.subject.member == member })
      #expect(
        !line.unanswered.contains { $0.id == "common" } && line.unanswered.contains { $0.id == "results" })
    }
  }

  @Test(arguments: Engine.available)
  func `gửi lại sau hội nghị thì biết bản nào hội nghị đã xem; mức tự nhận cao hơn điểm thì nhắc, không chặn`(
    engine: Engine
  ) async throws {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      try await w.open()
      let (forms, _) = try `Mẫu kiểm điểm`.forms()
      let form = try #require(forms.form("form2C", of: w.guidance.name))
      func send(_ common: String) async throws {
        _ = try await w.system.perform(
          SendForm(
            answers(common, "60"), in: form, w.guidance, of: .member(member), year: 2026,
            procedures: w.procedures), by: .operatorOfMachine)
      }
      func versions() async throws -> [FormVersion] {
        let (subject, period) = (try await w.subject(member).id, w.period)
        return try await w.system.read { session throws in
          try session.formVersions(of: .member(member), form.id, period, subject: subject)
        }
      }
      try await send("25")
      try await send("27")
      #expect(try await versions().map(\.isAfterReview) == [false, false])
      try await w.step("review", [try await w.subject(member)])
      #expect(try await versions().map(\.isAfterReview) == [false, false])
      try await send("30")
      let all = try await versions()
      #expect(all.map(\.isAfterReview) == [false, false, true])
      #expect(all.map(\.isBelieved) == [false, false, true])
      #expect(all.map { $0.form.answers[text: "common"] } == ["25", "27", "30"])
      // 10 + 20 points and the grade of 70: said, and sent all the same.
      let pack = w.guidance.pack
      #expect(form.doubt(answers("10", "20"), in: pack)?.code == "form.gradeAbovePoints")
      #expect(form.doubt(answers("25", "50"), in: pack) == nil)
      #expect(form.doubt(answers("30", "65"), in: pack) == nil, "tự nhận thấp hơn điểm thì không nhắc")
      #expect(form.doubt(answers("10", ""), in: pack) == nil)
      #expect(form.findings(answers("10", "20"), in: pack).isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `bí thư ghi một dữ kiện cho cả chi bộ; không cho mình, không cho nơi khác, không sau khi đã gửi`(
    engine: Engine
  ) async throws {
    try await RoundWorld.with(engine) { w in
      let cell = w.world.longMyHamlet
      let one = try await w.member("Lê Thị Hường", in: cell)
      let two = try await w.member("Trần Văn An", in: cell)
      let other = try await w.member("Võ Nơi Khác", in: w.world.phongNamHamlet)
      let round = try await w.open().round
      let secretary = try await w.account("bi-thu", .secretary, at: cell)
      func record(_ members: [ID<Member>], _ value: String = "none", by actor: Registry.Actor) async throws {
        var values: [ID<ReviewSubject>: String] = [:]
        for member in members { values[try await w.subject(member).id] = value }
        _ = try await w.system.perform(
          RecordUnitFacts(
            "discipline", values, as: .member, at: cell, in: round, evidence: "Sổ chi bộ năm 2026",
            guidance: w.guidance, procedures: w.procedures), by: actor)
      }
      let before = try await w.system.read { session throws in
        try session.unitFacts(
          at: cell, of: try #require(try session.reviewRound(round)), guidance: w.guidance)
      }
      #expect(before.owing.filter { $0.subject.entity == .member }.count == 2)
      #expect(!before.missing.isEmpty)
      try await record([one, two], by: secretary)
      #expect(try await facts(w, one)["discipline"]?.evidence == "Sổ chi bộ năm 2026")
      #expect(try await facts(w, two)["discipline"]?.value == "none")
      await #expect(throws: ReviewRefusal.nothingChanged) { try await record([one, two], by: secretary) }
      await #expect(throws: RoundRefusal.subjectUnknown) { try await record([other], by: secretary) }
      await #expect(throws: ReviewRefusal.self) { try await record([one], "lạ", by: secretary) }
      let account = try #require(secretary.account)
      try await w.system.perform(LinkMemberAccount(account, to: two), by: .operatorOfMachine)
      await #expect(throws: RoundRefusal.ownFacts) { try await record([two], "warning", by: secretary) }
      #expect(try await facts(w, two)["discipline"]?.value == "none")
    }
  }

  @Test(arguments: Engine.available)
  func `không có kỷ luật thì không còn hỏi về vi phạm; có thì hỏi lại`(engine: Engine) async throws {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      try await w.open()
      func line() async throws -> UnitFacts.Line {
        let facts = try await w.system.read { session throws in
          try session.unitFacts(
            at: w.world.longMyHamlet,
            of: try #require(
              try session.reviewRounds(touching: w.world.longMyHamlet, asOf: AsOf(w.system.today)).first),
            guidance: w.guidance)
        }
        return try #require(facts.lines.first { $0.subject.member == member })
      }
      func record(_ discipline: String) async throws {
        _ = try await w.system.perform(
          RecordReviewFacts(
            [ReviewAnswer(fact: "discipline", value: discipline, evidence: "Sổ kỷ luật năm 2026")],
            of: .member(member), as: "member", year: 2026, guidance: w.guidance), by: .operatorOfMachine)
      }
      let discipline = try #require(
        w.guidance.pack.facts.first { $0.entity == "member" && $0.id == "discipline" })
      guard case .choice(let choices) = discipline.kind else { throw RoundRefusal.noReason }
      let some = try #require(choices.map(\.id).first { $0 != "none" })
      let details = Set(
        w.guidance.pack.companions.filter {
          $0.fact.entity == "member" && $0.needed.id == "discipline" && $0.fact.missing == nil
        }.map(\.fact.id))
      #expect(!details.isEmpty)
      let before = try await line()
      #expect(details.isSubset(of: before.unanswered.map(\.id)))
      try await record("none")
      let without = try await line()
      #expect(details.isDisjoint(with: without.unanswered.map(\.id)))
      #expect(details.isSubset(of: without.needless))
      try await record(some)
      let with = try await line()
      #expect(details.isSubset(of: with.unanswered.map(\.id)))
    }
  }
}
