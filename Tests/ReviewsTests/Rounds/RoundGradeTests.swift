import Basics
import Foundation
import Registry
import Reviews
import Rules
import TestSupport
import Testing

@Suite struct `Mức trong đợt kiểm điểm` {
  /// What a good year looks like in the guidance of 2025: 92 points, everything done on time, 30 % exceeded.
  private let goodYear: [(String, String)] = [
    ("group", "outside"), ("common", "28"), ("results", "64"), ("done", "100"), ("late", "0"),
    ("quality", "1"),
    ("exceeded", "30"), ("shortcomingsNamed", "1"), ("remedied", "100"), ("discipline", "none"),
    ("degraded", "0"),
    ("prohibitedActs", "0"), ("exampleBroken", "0"),
  ]

  private func facts(_ w: RoundWorld, _ member: ID<Member>, _ changed: [String: String] = [:]) async throws {
    _ = try await w.system.perform(
      RecordReviewFacts(
        goodYear.map {
          ReviewAnswer(fact: $0.0, value: changed[$0.0] ?? $0.1, evidence: "Biên bản họp chi bộ")
        },
        of: .member(member), as: "member", year: 2026, guidance: w.guidance), by: .operatorOfMachine)
  }

  private func give(
    _ w: RoundWorld, _ step: ReviewGrade.Step, _ grade: String, _ subjects: [ReviewSubject],
    by actor: Registry.Actor = .operatorOfMachine
  )
    async throws
  {
    _ = try await w.system.perform(
      GiveGrades(
        step, Dictionary(uniqueKeysWithValues: subjects.map { ($0.id, grade) }), by: subjects[0].organisation,
        on: w.system.today, reason: "biên bản số 2", guidance: w.guidance, procedures: w.procedures),
      by: actor)
  }

  private func decide(
    _ w: RoundWorld, _ grade: String, _ subjects: [ReviewSubject], reason: String = "tập thể thống nhất",
    number: String = "9-QĐ/ĐU",
    by actor: Registry.Actor = .operatorOfMachine
  ) async throws {
    _ = try await w.system.perform(
      DecideReviewGrades(
        Dictionary(
          uniqueKeysWithValues: subjects.map { ($0.id, DecideReviewGrades.Choice(grade, reason: reason)) }),
        on: w.system.today, decision: w.paper(number, Int(w.system.today.number)), guidance: w.guidance,
        procedures: w.procedures, scales: w.scales), by: actor)
  }

  /// Everything before the decision, for members, cells, collectives and bases alike.
  private func prepare(_ w: RoundWorld, _ subjects: [ReviewSubject], grade: String = "HTT") async throws {
    let members = subjects.filter { $0.entity == .member }
    let collectives = subjects.filter { $0.entity == .collective }
    if !members.isEmpty { try await w.step("selfReview", members) }
    if !collectives.isEmpty { try await w.step("draft", collectives) }
    if !(members + collectives).isEmpty { try await w.step("review", members + collectives) }
    for step in [ReviewGrade.Step.own, .proposed, .appraised] { try await give(w, step, grade, subjects) }
  }

  @Test(arguments: Engine.available)
  func
    `mức đề nghị phải biểu quyết: chưa có phiếu công bố thì ghi lý do; đã có mức quyết định thì không miễn gửi`(
      engine: Engine
    ) async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let round = try await w.open().round
      let subject = try await w.subject(member)
      try await w.step("selfReview", [subject])
      try await w.step("review", [subject])
      try await give(w, .own, "HTT", [subject])
      let silent = GiveGrades(
        .proposed, [subject.id: "HTT"], by: w.world.longMyHamlet, on: w.system.today, guidance: w.guidance,
        procedures: w.procedures)
      await #expect(throws: BallotRefusal.noBallot) {
        _ = try await w.system.perform(silent, by: .operatorOfMachine)
      }
      for step in [ReviewGrade.Step.proposed, .appraised] { try await give(w, step, "HTT", [subject]) }
      let kept = try await w.system.read { session throws in try session.reviewGrades(of: subject.id) }
      #expect(kept[.proposed]?.reason == "biên bản số 2")
      try await decide(w, "HTT", [subject])
      await #expect(throws: RoundRefusal.decidedAlready(count: 1)) {
        try await w.system.perform(
          ExemptUnit(w.world.longMyHamlet, in: round, reason: "giải thể"), by: .operatorOfMachine)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `người từ trần trong kỳ thì không xếp loại, nói rõ vì sao`(engine: Engine) async throws {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let other = try await w.member("Trần Văn An", in: w.world.longMyHamlet)
      try await w.open()
      let subjects = [try await w.subject(member), try await w.subject(other)]
      try await w.step("selfReview", subjects)
      try await w.step("review", subjects)
      let day = w.system.today.previous
      try await w.system.perform(
        EndMembership(member, kind: .died, day: day, decision: nil), by: .operatorOfMachine)
      await #expect(throws: RoundRefusal.diedBefore(day)) { try await give(w, .own, "HTT", subjects) }
      #expect(RoundRefusal.diedBefore(day).reason.contains("đã từ trần"))
      try await give(w, .own, "HTT", [subjects[1]])
    }
  }

  @Test(arguments: Engine.available)
  func `gửi khi còn nợ thì bị từ chối bằng đúng bước đầu của danh sách còn nợ`(engine: Engine) async throws {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let round = try await w.open().round
      let (unit, period, today) = (w.world.longMyHamlet, w.period, w.system.today)
      let (guidances, procedures) = (try Guidances(Content.locate()), w.procedures)
      func owed() async throws -> RoundReminder? {
        try await w.system.read { session throws in
          try session.roundReminders(
            within: unit, period, guidances: guidances, procedures: procedures, today: today
          ).first
        }
      }
      func refused() async throws -> RoundRefusal? {
        do { try await submit(w, unit, round) } catch let refusal as RoundRefusal { return refusal }
        return nil
      }
      // A cell without a committee of its own drafts nothing for one; and steps stand where their turn is.
      let procedure = try procedures.procedure(of: w.guidance)
      let commune = w.world.longMy
      let (cells, communes) = try await w.system.read { session throws in
        let opened = try #require(try session.reviewRound(round))
        return (
          try session.concernedStages(of: unit, isUnit: true, in: opened, procedure),
          try session.concernedStages(of: commune, isUnit: true, in: opened, procedure)
        )
      }
      #expect(!cells.contains("draft") && cells.contains("selfReview") && communes.contains("draft"))
      let order = ["selfReview", "review", "selfGrading", "proposal", "appraisal", "decision", "submission"]
      #expect(cells.filter(order.contains) == order)
      for stage in ["selfReview", "review"] {
        let next = try #require(try await owed())
        #expect(next.stage == stage)
        #expect(try await refused() == .incomplete(count: next.owing, step: next.stageName))
        try await w.step(stage, [try await w.subject(member)])
      }
      let next = try #require(try await owed())
      #expect(try await refused() == .incomplete(count: next.owing, step: next.stageName))
    }
  }

  private func submit(_ w: RoundWorld, _ unit: ID<Organisation>, _ round: ID<Round>) async throws {
    try await w.system.perform(
      SubmitResults(of: unit, in: round, on: w.system.today, guidance: w.guidance, procedures: w.procedures),
      by: .operatorOfMachine)
  }

  @Test(arguments: Engine.available)
  func `P-R01: mức được quyết định giữ quy tắc, bản hướng dẫn, dữ kiện và người quyết định`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      try await facts(w, member, ["results": "45", "exceeded": "0"])
      try await w.open()
      let subject = try await w.subject(member)
      await #expect(throws: RoundRefusal.self) { try await decide(w, "HTT", [subject]) }
      try await prepare(w, [subject])
      await #expect(throws: RoundRefusal.notAGrade("TSVM", w.guidance.outcomes(for: .member).map(\.id))) {
        try await decide(w, "TSVM", [subject])
      }
      await #expect(throws: RoundRefusal.needsReason(count: 1)) {
        try await decide(w, "HT", [subject], reason: "")
      }
      try await decide(w, "HTT", [subject], reason: "")
      await #expect(throws: RoundRefusal.self) { try await decide(w, "HTT", [subject]) }
      try await w.system.read { session throws in
        let grades = try session.reviewGrades(of: subject.id)
        #expect(grades[.own]?.grade == "HTT" && grades[.decided]?.by == w.world.longMy)
        let grading = try #require(grades[.decided]?.grading)
        let derivation = try #require(try session.derivation(of: grading))
        #expect(
          derivation.outcome == "HTT" && derivation.standing == "decided"
            && derivation.packHash == w.guidance.hash)
        #expect(derivation.explanation.contains("Hoàn thành tốt") && !derivation.factsHash.isEmpty)
        #expect(try session.grading(of: .member(member), year: 2026)?.grade == "HTT")
      }
      // What stands in a round is graded through it and nowhere else.
      let grading = try #require(
        try await w.system.read { session throws in try session.grading(of: .member(member), year: 2026)?.id }
      )
      await #expect(throws: RoundRefusal.inRound) {
        try await w.system.perform(
          WithdrawGrading(grading, reason: "ghi sai kết quả"), by: .operatorOfMachine)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `thứ tự: tập thể trước người đứng đầu, đảng viên trước chi bộ, chi bộ trước đảng bộ`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let head = try await w.member("Trần Bí Thư", in: w.world.longMyHamlet)
      try await w.system.perform(
        Appoint(
          head, at: w.world.longMy, title: "Bí thư Đảng ủy", sector: .party, from: date(2025_07_01),
          decision: nil),
        by: .operatorOfMachine)
      try await w.open()
      let all = try await w.system.read { session throws in
        try session.reviewSubjects(inBase: w.world.longMy, w.period)
      }
      try await prepare(w, all)
      let (one, two) = (try await w.subject(member), try await w.subject(head))
      let collective = try await w.subject(w.world.longMy, .collective)
      let cell = try await w.subject(w.world.longMyHamlet, .cell)
      let agency = try await w.subject(w.world.longMyAgency, .cell)
      let base = try await w.subject(w.world.longMy, .base)
      await #expect(
        throws: RoundRefusal.earlierFirst(
          "tập thể lãnh đạo", then: "người đứng đầu", waiting: "Cấp ủy của Đảng bộ xã Long Mỹ",
          of: "Trần Bí Thư")
      ) {
        try await decide(w, "HTT", [two])
      }
      try await decide(w, "HTT", [one])
      await #expect(
        throws: RoundRefusal.earlierFirst(
          "mọi đảng viên của chi bộ", then: "chi bộ", waiting: "Trần Bí Thư", of: "Chi bộ ấp Long Hòa")
      ) {
        try await decide(w, "HTT", [cell])
      }
      try await decide(w, "HTT", [agency])
      await #expect(
        throws: RoundRefusal.earlierFirst(
          "mọi chi bộ", then: "đảng bộ cơ sở", waiting: "Chi bộ ấp Long Hòa", of: "Đảng bộ xã Long Mỹ")
      ) {
        try await decide(w, "HTT", [base])
      }
      try await decide(w, "HTT", [collective])
      // In one decision the order is kept by itself.
      try await decide(w, "HTT", [two, cell, base])
      try await w.system.read { session throws in
        #expect(try session.grading(of: .organisation(w.world.longMy), year: 2026)?.grade == "HTT")
        // The collective has a grade and a derivation of its own, apart from its organisation's grading.
        let own = try #require(try session.reviewGrades(of: collective.id)[.decided])
        #expect(own.grading == nil)
        #expect(try session.derivation(of: ID(own.id.number)) != nil)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `P-Z10: đúng cấp mới quyết định; không ai quyết định cho mình; còn đơn thư thì chưa quyết định`(
    engine: Engine
  )
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      try await w.open()
      let all = try await w.system.read { session throws in
        try session.reviewSubjects(inBase: w.world.longMy, w.period)
      }
      try await prepare(w, all)
      let subject = try await w.subject(member)
      let base = try await w.subject(w.world.longMy, .base)
      let office = try await w.account("van-phong", .office, at: w.world.longMy)
      let secretary = try await w.account("bi-thu", .secretary, at: w.world.longMyHamlet)
      let stranger = try await w.account("xa-khac", .office, at: w.world.phongNam)
      await #expect(throws: RightsRefusal.self) { try await decide(w, "HTT", [subject], by: secretary) }
      await #expect(throws: RoundRefusal.subjectUnknown) {
        try await decide(w, "HTT", [subject], by: stranger)
      }
      let own = try #require(office.account)
      try await w.system.perform(LinkMemberAccount(own, to: member), by: .operatorOfMachine)
      await #expect(throws: RoundRefusal.ownGrade) { try await decide(w, "HTT", [subject], by: office) }
      let complaint = try await w.system.perform(
        w.complaint(about: subject), by: .operatorOfMachine)
      await #expect(throws: RoundRefusal.complaintOpen) { try await decide(w, "HTT", [subject]) }
      try await w.system.perform(
        VerifyComplaint(
          complaint, about: subject.id, finding: "không có cơ sở", on: w.system.today,
          decision: w.paper("4-KL/UBKT", Int(w.system.today.number))),
        by: .operatorOfMachine)
      try await decide(w, "HTT", [subject])
      // The commune does not decide on itself: the district does.
      for other in all where other.entity != .base && other.id != subject.id {
        try await decide(w, "HTT", [other])
      }
      await #expect(throws: RightsRefusal.self) { try await decide(w, "HTT", [base], by: office) }
      let district = try await w.account("ban-to-chuc", .commission, at: w.world.district)
      try await decide(w, "HTT", [base], by: district)
      try await w.system.read { session throws in
        #expect(try session.reviewGrades(of: base.id)[.decided]?.by == w.world.district)
      }
    }
  }

  /// Six people of one group, all of them with an excellent year: 20 % of those rated good allows one.
  @Test(arguments: Engine.available)
  func `P-R06: hai người cùng lúc cho suất xuất sắc cuối cùng: một được, một thấy vì sao`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      var members: [ID<Member>] = []
      for n in 0..<6 {
        let member = try await w.member(
          "Nguyễn Văn \(n)", in: n < 3 ? w.world.longMyHamlet : w.world.longMyAgency, from: 2009_01_01)
        try await facts(w, member)
        members.append(member)
      }
      try await w.open()
      var subjects: [ReviewSubject] = []
      for member in members { subjects.append(try await w.subject(member)) }
      for cell in [w.world.longMyHamlet, w.world.longMyAgency] {
        try await prepare(w, subjects.filter { $0.organisation == cell }, grade: "HTXS")
      }
      func standing() async throws -> QuotaStanding? {
        try await w.system.read { session throws in
          try session.reviewSheet(
            of: w.world.longMy, year: 2026, guidance: w.guidance, today: w.system.today, seen: .whole
          ).quotaStandings().first { $0.quota == "MQ" }
        }
      }
      let before = try #require(try await standing())
      #expect(before.allowed == 1 && before.granted == 0 && before.left == 1 && before.candidates == 6)
      let (commune, district) = (
        try await w.account("van-phong", .office, at: w.world.longMy),
        try await w.account("ban-to-chuc", .commission, at: w.world.district)
      )
      let race = [(subjects[0], commune), (subjects[4], district)]
      let outcomes = await withTaskGroup(of: String.self) { group in
        for (subject, actor) in race {
          group.addTask {
            do {
              try await decide(w, "HTXS", [subject], number: "\(subject.id)", by: actor)
              return "được"
            } catch RoundRefusal.quotaFull(let allowed, let granted, _, _) {
              return "\(allowed) \(granted)"
            } catch {
              return "\(error)"
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.sorted() == ["1 2", "được"])
      let after = try #require(try await standing())
      #expect(after.granted == 1 && after.left == 0)
      #expect(after.allowed == 1 && after.base == 5, "số được là theo quy tắc, không theo số đã dùng")
      #expect(
        after.title
          == "Tỷ lệ đảng viên hoàn thành xuất sắc, nhóm đảng viên: Ngoài hệ thống chính trị (Phụ lục 5)")
      // The refused one left nothing behind, and gets what is left.
      let refused = try await w.system.read { session throws in
        try race.map(\.0).filter { try session.reviewGrades(of: $0.id)[.decided] == nil }
      }
      #expect(refused.count == 1)
      try await decide(w, "HTT", refused)
    }
  }

  @Test(arguments: Engine.available)
  func `P-R08, P-V03: chuẩn y rồi thì khóa; mở lại cần hai người của cấp trên và giữ kết quả đầu`(
    engine: Engine
  ) async throws {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      try await facts(w, member, ["results": "45", "exceeded": "0"])
      let round = try await w.open().round
      let (subject, cell) = (try await w.subject(member), try await w.subject(w.world.longMyHamlet, .cell))
      for step in ["selfReview", "review"] { try await w.step(step, [subject]) }
      for step in [ReviewGrade.Step.own, .proposed] { try await give(w, step, "HTT", [subject, cell]) }
      try await submit(w, w.world.longMyHamlet, round)
      let accept = AcceptResults(of: w.world.longMyHamlet, in: round, decision: w.paper("10-QĐ/ĐU"))
      await #expect(throws: RoundRefusal.incomplete(count: 2, step: "Quyết định")) {
        try await w.system.perform(accept, by: .operatorOfMachine)
      }
      try await give(w, .appraised, "HTT", [subject, cell])
      try await decide(w, "HTT", [subject])
      try await decide(w, "HTT", [cell])
      let secretary = try await w.account("bi-thu", .secretary, at: w.world.longMyHamlet)
      await #expect(throws: RightsRefusal.self) { try await w.system.perform(accept, by: secretary) }
      let (one, two) = (
        try await w.account("van-phong", .office, at: w.world.longMy),
        try await w.account("pho-van-phong", .office, at: w.world.longMy)
      )
      try await w.system.perform(accept, by: one)
      // Locked: facts, grades, steps.
      await #expect(throws: RoundRefusal.locked) { try await facts(w, member, ["results": "20"]) }
      let regrade = Regrade(
        subject.id, DecideReviewGrades.Choice("HT", reason: "bỏ sót một nhiệm vụ"), on: w.system.today,
        decision: w.paper("11-QĐ/ĐU"), guidance: w.guidance, procedures: w.procedures, scales: w.scales)
      await #expect(throws: RoundRefusal.locked) { try await w.system.perform(regrade, by: one) }
      await #expect(throws: RoundRefusal.unitState("đã được chuẩn y")) {
        try await submit(w, w.world.longMyHamlet, round)
      }
      let ask = AskReopening(of: w.world.longMyHamlet, in: round, reason: "phát hiện sai")
      let confirm = ConfirmReopening(of: w.world.longMyHamlet, in: round, decision: w.paper("12-QĐ/ĐU"))
      await #expect(throws: RightsRefusal.self) { try await w.system.perform(ask, by: secretary) }
      await #expect(throws: RoundRefusal.nothingAsked) { try await w.system.perform(confirm, by: two) }
      try await w.system.perform(ask, by: one)
      await #expect(throws: RoundRefusal.needsSecondPerson) { try await w.system.perform(confirm, by: one) }
      try await w.system.perform(confirm, by: two)
      try await w.system.perform(regrade, by: one)
      try await submit(w, w.world.longMyHamlet, round)
      try await w.system.perform(
        AcceptResults(of: w.world.longMyHamlet, in: round, decision: w.paper("13-QĐ/ĐU")), by: one)
      try await w.system.read { session throws in
        let history = try session.reviewGradeHistory(of: subject.id).filter { $0.grade.step == .decided }
        #expect(history.map(\.grade.grade) == ["HTT", "HT"] && history.map(\.isBelieved) == [false, true])
        #expect(try session.grading(of: .member(member), year: 2026)?.grade == "HT")
        #expect(
          try session.reviewSubmissionHistory(of: w.world.longMyHamlet, in: round).map(\.state)
            == [.sent, .accepted, .returned, .sent, .accepted])
        let accepted = try #require(try session.acceptedFacts(of: subject, period: w.period))
        #expect(
          accepted.changes.isEmpty && accepted.facts.contains { $0.fact == "results" && $0.value == "45" })
      }
    }
  }

  @Test(arguments: Engine.available)
  func `năm 2013 theo Hướng dẫn 07: người quyết định mọi mức, mỗi mức một lý do, kể cả không xếp loại`(
    engine: Engine
  )
    async throws
  {
    try await RoundWorld.with(engine, year: 2013, today: 2013_12_16) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyAgency, from: 2009_01_01)
      let ill = try await w.member("Phạm Thị Ốm", in: w.world.longMyAgency, from: 2009_01_01)
      try await w.open()
      let (one, two) = (try await w.subject(member), try await w.subject(ill))
      let cell = try await w.subject(w.world.longMyAgency, .cell)
      try await give(w, .proposed, "DTCT", [one, two])
      try await give(w, .proposed, "TSVM", [cell])
      await #expect(throws: RoundRefusal.needsReason(count: 1)) {
        try await decide(w, "TSVM", [cell], reason: "")
      }
      try await decide(w, "TSVM", [cell])
      try await decide(w, "DTCT", [one])
      try await decide(w, "notGraded", [two], reason: "ốm dài ngày, có giấy viện")
      try await w.system.read { session throws in
        #expect(try session.grading(of: .organisation(w.world.longMyAgency), year: 2013)?.grade == "TSVM")
        #expect(try session.grading(of: .member(ill), year: 2013) == nil)
        #expect(try session.reviewGrades(of: two.id)[.decided]?.grade == "notGraded")
      }
    }
  }

  @Test(arguments: Engine.available)
  func `xóa dữ liệu cá nhân: lý do, ghi chú, nhận xét của người ấy cũng trống, số đếm còn nguyên`(
    engine: Engine
  ) async throws {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let round = try await w.open().round
      let subject = try await w.subject(member)
      _ = try await w.system.perform(
        RecordSteps(
          "selfReview", of: [subject.id], on: w.system.today, isForOther: true, note: "không có điện thoại",
          guidance: w.guidance, procedures: w.procedures), by: .operatorOfMachine)
      try await w.step("review", [subject])
      try await give(w, .own, "HTT", [subject])
      try await w.system.perform(
        EraseMember(
          member, confirmation: "Lê Thị Hường", reason: "theo yêu cầu", decision: w.paper("1-QĐ/XDL")),
        by: .operatorOfMachine)
      try await w.system.read { session throws in
        #expect(try session.reviewSteps(of: subject.id).map(\.note) == ["", ""])
        #expect(try session.populationHash(of: round) == session.reviewRound(round)?.populationHash)
      }
    }
  }
}
