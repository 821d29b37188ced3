import Basics
import Foundation
import Registry
import Reviews
import Rules
import TestSupport
import Testing

@Suite struct `Mở đợt kiểm điểm` {
  @Test(arguments: Engine.available)
  func `P-R09: danh sách theo quy tắc, mỗi người đúng một lần, ở nơi sinh hoạt chính thức`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let moved = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let fresh = try await w.member(
        "Trần Văn Mới", in: w.world.longMyHamlet, from: 2026_09_02, admitted: 2026_09_02, official: nil)
      let dead = try await w.member("Phạm Văn Cũ", in: w.world.phongNamHamlet)
      let exempt = try await w.member("Ngô Thị Miễn", in: w.world.longMyAgency, from: 2009_01_01)
      let letter = try await w.system.perform(
        SendTransfer(
          moved, to: w.world.phongNamHamlet, letter: "7", on: date(2026_07_01)), by: .operatorOfMachine)
      _ = try await w.system.perform(ReceiveTransfer(letter, on: date(2026_07_10)), by: .operatorOfMachine)
      try await w.system.perform(
        EndMembership(dead, kind: .died, day: date(2026_03_01), decision: nil), by: .operatorOfMachine)
      _ = try await w.system.perform(
        RecordReviewFacts(
          [ReviewAnswer(fact: "exempt", value: "1", evidence: "Nghị quyết chi bộ")], of: .member(exempt),
          as: "member", year: 2026, guidance: w.guidance), by: .operatorOfMachine)
      let outcome = try await w.open()
      #expect(outcome.counts[.member]?[.graded] == 1)
      #expect(outcome.counts[.member]?[.notReviewed] == 2)
      #expect(outcome.counts[.cell]?[.graded] == 4)
      #expect(outcome.counts[.base]?[.graded] == 2)
      #expect(outcome.counts[.collective]?[.graded] == 2)
      let one = try await w.subject(moved)
      #expect(one.organisation == w.world.phongNamHamlet && one.base == w.world.phongNam)
      #expect(one.treatment == .graded && one.rule.isEmpty)
      #expect(try await w.subject(fresh).treatment == .notReviewed)
      #expect(try await w.subject(fresh).rule == "M3")
      #expect(try await w.subject(exempt).rule == "M1")
      let period = w.period
      try await w.system.read { session throws in
        #expect(try session.reviewSubject(of: dead, period) == nil)
        let round = try #require(try session.reviewRound(outcome.round))
        #expect(try session.populationHash(of: round.id) == round.populationHash)
        #expect(round.subjects == 3 + 4 + 2 + 2)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `danh sách đóng băng trong chính cơ sở dữ liệu, người đến sau nằm riêng`(engine: Engine) async throws {
    try await RoundWorld.with(engine, today: 2026_12_31) { w in
      let first = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let round = try await w.open().round
      await #expect(throws: (any Error).self) {
        try await w.register.database.write { session in
          _ = try session.run("UPDATE review_subject SET treatment = 'notReviewed' WHERE is_unit = 0")
        }
      }
      await #expect(throws: (any Error).self) {
        try await w.register.database.write { session in _ = try session.run("DELETE FROM review_subject") }
      }
      // Written down on 5 January, with effect from 28 December.
      w.register.clock.set(date(2027_01_05))
      let late = try await w.member("Võ Thị Muộn", in: w.world.longMyAgency, from: 2026_12_28)
      try await w.system.perform(
        EndMembership(first, kind: .died, day: date(2027_01_02), decision: nil), by: .operatorOfMachine)
      let (guidance, procedures, district, period) = (w.guidance, w.procedures, w.world.district, w.period)
      let entries = try await w.system.read { session throws in
        let round = try #require(try session.reviewRound(round))
        let entries = try session.lateEntries(
          of: round, guidance: guidance, procedures: procedures, today: date(2027_01_05))
        #expect(entries.map(\.member) == [late] && entries.map(\.why) == [.knownLater])
        let left = try session.leftEntries(of: round, within: district, today: date(2027_01_05))
        #expect(left.map(\.subject.member) == [first] && left.map(\.why) == [.ended(.died)])
        #expect(try session.populationHash(of: round.id) == round.populationHash)
        return entries
      }
      await #expect(throws: RoundRefusal.noReason) {
        _ = try await w.system.perform(
          AdmitLateEntries(entries, to: round, reason: " ", guidance: guidance, procedures: procedures),
          by: .operatorOfMachine)
      }
      _ = try await w.system.perform(
        AdmitLateEntries(
          entries, to: round, reason: "tiếp nhận ngày 28/12", guidance: guidance, procedures: procedures),
        by: .operatorOfMachine)
      try await w.system.read { session throws in
        let counts = try session.reviewCounts(within: district, period, asOf: AsOf(date(2027_01_05)))
        #expect(
          counts.filter { $0.entity == .member }.map { [$0.isLate ? 1 : 0, $0.count] } == [[0, 1], [1, 1]])
        let round = try #require(try session.reviewRound(round))
        #expect(try session.populationHash(of: round.id) == round.populationHash)
        #expect(
          try session.lateEntries(
            of: round, guidance: guidance, procedures: procedures, today: date(2027_01_05)
          ).isEmpty)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `đợt của một xã mở trước thì đợt của huyện chỉ lấy phần còn lại`(engine: Engine) async throws {
    try await RoundWorld.with(engine) { w in
      _ = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      _ = try await w.member("Trần Văn An", in: w.world.phongNamHamlet)
      let first = try await w.open(w.world.longMy)
      #expect(first.alreadyElsewhere == 0 && first.counts[.member]?[.graded] == 1)
      let second = try await w.open()
      #expect(second.counts[.member]?[.graded] == 1 && second.alreadyElsewhere == 1 + 2 + 1 + 1)
      await #expect(throws: RoundRefusal.nobody) { try await w.open() }
    }
  }

  @Test(arguments: Engine.available)
  func `hạn theo hướng dẫn là cận trên không kể ngày ấy; hạn trong kế hoạch không được muộn hơn`(
    engine: Engine
  )
    async throws
  {
    try await RoundWorld.with(engine) { w in
      _ = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      await #expect(throws: RoundRefusal.self) { try await w.open(deadlines: ["decision": date(2027_01_01)]) }
      await #expect(throws: RoundRefusal.noDeadlineFor("khác")) {
        try await w.open(deadlines: ["khác": date(2026_12_01)])
      }
      await #expect(throws: RoundRefusal.self) {
        // The appraisal follows the self-grading and cannot be due before it.
        try await w.open(deadlines: ["selfGrading": date(2026_12_20), "appraisal": date(2026_12_10)])
      }
      // However many steps without a day lie between two: the appraisal between the proposal and the decision.
      let proposal = "Chi bộ, cấp ủy thông qua mức đề nghị"
      for later in ["decision", RoundProcedure.submission] {
        let refusal = await #expect(throws: RoundRefusal.self) {
          try await w.open(deadlines: ["proposal": date(2026_12_20), later: date(2026_12_05)])
        }
        guard case .dueTooEarly(_, proposal)? = refusal else {
          Issue.record("\(later): \(String(describing: refusal))")
          continue
        }
      }
      let round = try await w.open(deadlines: ["review": date(2026_12_19), "submission": date(2026_12_25)])
        .round
      let deadlines = try await w.system.read { session throws in try session.reviewDeadlines(of: round) }
      let due = Dictionary(deadlines.map { ($0.stage, $0.dueBefore) }, uniquingKeysWith: { a, _ in a })
      #expect(due["decision"] == date(2026_12_31))
      #expect(due["decisionSpecial"] == date(2027_01_15))
      #expect(due["submission"] == date(2026_12_25))
      // The last day of the meeting is Friday 18/12: three working days before is Tuesday 15/12.
      #expect(due["draft"] == date(2026_12_16))
    }
  }

  @Test(arguments: Engine.available)
  func `đơn vị đặt hạn riêng sớm hơn; gia hạn chỉ do cấp trên, có lý do`(engine: Engine) async throws {
    try await RoundWorld.with(engine) { w in
      _ = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let round = try await w.open(deadlines: ["submission": date(2026_12_25)]).round
      let office = try await w.account("van-phong", .office, at: w.world.longMy)
      let secretary = try await w.account("bi-thu", .secretary, at: w.world.longMyHamlet)
      func due(_ organisation: ID<Organisation>) async throws -> Day? {
        try await w.system.read { session throws in
          try session.reviewDeadline(
            of: "submission", for: organisation, in: round, asOf: AsOf(date(2026_11_23)))?.dueBefore
        }
      }
      await #expect(throws: RoundRefusal.notEarlier(date(2026_12_25))) {
        try await w.system.perform(
          SetOwnDeadline(
            "submission", before: date(2026_12_28), for: w.world.longMy, in: round,
            procedure: try w.procedures.procedure(of: w.guidance), dates: w.procedures.dates),
          by: office)
      }
      try await w.system.perform(
        SetOwnDeadline(
          "submission", before: date(2026_12_20), for: w.world.longMy, in: round,
          procedure: try w.procedures.procedure(of: w.guidance), dates: w.procedures.dates),
        by: office)
      #expect(try await due(w.world.longMyHamlet) == date(2026_12_20))
      #expect(try await due(w.world.phongNamHamlet) == date(2026_12_25))
      let later = ExtendDeadline(
        "submission", before: date(2027_01_05), for: w.world.longMyHamlet, in: round, reason: "bí thư ốm",
        decision: w.paper("16-CV/HU"), dates: w.procedures.dates)
      for actor in [office, secretary] {
        await #expect(throws: RightsRefusal.self) { try await w.system.perform(later, by: actor) }
      }
      let commission = try await w.account("ban-to-chuc", .commission, at: w.world.district)
      try await w.system.perform(later, by: commission)
      #expect(try await due(w.world.longMyHamlet) == date(2027_01_05))
      #expect(try await due(w.world.longMyAgency) == date(2026_12_20))
      // Typed wrongly: another day takes its place, earlier or later, within what was given.
      func own(_ day: Int) async throws {
        try await w.system.perform(
          SetOwnDeadline(
            "submission", before: date(day), for: w.world.longMy, in: round,
            procedure: try w.procedures.procedure(of: w.guidance), dates: w.procedures.dates),
          by: office)
      }
      // A step the guidance sets no day for can have one of the unit's own, not after the sending.
      func review(_ day: Int, _ stage: String = "review") async throws {
        try await w.system.perform(
          SetOwnDeadline(
            stage, before: date(day), for: w.world.longMyHamlet, in: round,
            procedure: try w.procedures.procedure(of: w.guidance), dates: w.procedures.dates), by: secretary)
      }
      try await review(2026_12_10)
      try await w.system.read { session throws in
        #expect(
          try session.reviewDeadline(
            of: "review", for: w.world.longMyHamlet, in: round, asOf: AsOf(date(2026_11_23)))?.dueBefore
            == date(2026_12_10))
      }
      await #expect(throws: RoundRefusal.self) { try await review(2027_02_01) }
      await #expect(throws: RoundRefusal.noDeadlineFor("lạ")) { try await review(2026_12_10, "lạ") }
      try await own(2026_12_22)
      #expect(try await due(w.world.longMyAgency) == date(2026_12_22))
      await #expect(throws: RoundRefusal.notEarlier(date(2026_12_25))) { try await own(2026_12_25) }
      func extend(_ day: Int) async throws {
        var again = later
        again.dueBefore = date(day)
        try await w.system.perform(again, by: commission)
      }
      let far = RoundRefusal.dayOutOfReach(
        date(2062_01_05), from: date(2026_01_02), through: date(2026_12_31).adding(days: 540))
      await #expect(throws: far) { try await extend(2062_01_05) }
      try await extend(2026_12_30)
      #expect(try await due(w.world.longMyHamlet) == date(2026_12_30))
      await #expect(throws: RoundRefusal.notLater(date(2026_12_22))) { try await extend(2026_12_21) }
      // Of opening as well: neither before the period nor in another century.
      for day in [2025_12_31, 2062_12_25] {
        await #expect(throws: RoundRefusal.self) {
          _ = try await w.open(deadlines: ["submission": date(day)])
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `P-R07: không bước nào được bỏ qua, ghi hai lần, hay ghi sau khi đã chuẩn y`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let other = try await w.member("Trần Văn An", in: w.world.longMyHamlet)
      try await w.open()
      let subjects = [try await w.subject(member), try await w.subject(other)]
      await #expect(throws: RoundRefusal.self) { try await w.step("review", subjects) }
      try await w.step("selfReview", subjects)
      await #expect(throws: RoundRefusal.self) { try await w.step("selfReview", subjects) }
      try await w.step("review", subjects)
      // What stands on a step keeps it.
      await #expect(throws: RoundRefusal.self) {
        try await w.system.perform(
          WithdrawStep(
            "selfReview", of: subjects[0].id, reason: "ghi nhầm", guidance: w.guidance,
            procedures: w.procedures),
          by: .operatorOfMachine)
      }
      try await w.system.perform(
        WithdrawStep(
          "review", of: subjects[0].id, reason: "ghi nhầm người", guidance: w.guidance,
          procedures: w.procedures),
        by: .operatorOfMachine)
      try await w.step("review", [subjects[0]])
      // A step of members is none of the cell's.
      let cell = try await w.subject(w.world.longMyHamlet, .cell)
      await #expect(throws: RoundRefusal.self) { try await w.step("selfReview", [cell]) }
      let stranger = try await w.account("nguoi-la", .secretary, at: w.world.phongNamHamlet)
      await #expect(throws: RoundRefusal.subjectUnknown) {
        try await w.step("selfReview", [subjects[0]], by: stranger)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `P-R04: đợt đang mở giữ bản hướng dẫn của nó cho đến khi được chuyển, có văn bản và lý do`(
    engine: Engine
  )
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let round = try await w.open().round
      let subject = try await w.subject(member)
      var newer = w.guidance
      newer.hash = "another"
      let edited = newer
      let step = RecordSteps(
        "selfReview", of: [subject.id], on: date(2026_11_23), guidance: edited, procedures: w.procedures)
      await #expect(throws: RoundRefusal.guidanceChanged) {
        _ = try await w.system.perform(step, by: .operatorOfMachine)
      }
      await #expect(throws: RoundRefusal.noReason) {
        try await w.system.perform(
          MoveRound(round, to: edited, reason: "", decision: w.paper("2")), by: .operatorOfMachine)
      }
      try await w.system.perform(
        MoveRound(round, to: edited, reason: "bản sửa lỗi câu chữ", decision: w.paper("17-CV/HU")),
        by: .operatorOfMachine)
      _ = try await w.system.perform(step, by: .operatorOfMachine)
    }
  }

  @Test(arguments: Engine.available)
  func
    `đảng viên tự ghi bản kiểm điểm và mức tự nhận của mình, không ghi của người khác, không ghi mức đề nghị`(
      engine: Engine
    ) async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let other = try await w.member("Trần Văn An", in: w.world.longMyHamlet)
      try await w.open()
      let made = try await w.system.perform(
        CreateAccount(userName: "huong", person: "Lê Thị Hường", organisation: w.world.longMyHamlet),
        by: .operatorOfMachine)
      let own = Registry.Actor(.account(made.account), name: "Lê Thị Hường")
      let (mine, theirs) = (try await w.subject(member), try await w.subject(other))
      await #expect(throws: RoundRefusal.subjectUnknown) { try await w.step("selfReview", [mine], by: own) }
      try await w.system.perform(LinkMemberAccount(made.account, to: member), by: .operatorOfMachine)
      await #expect(throws: RoundRefusal.subjectUnknown) { try await w.step("selfReview", [theirs], by: own) }
      try await w.step("selfReview", [mine], by: own)
      // The meeting is not theirs to record.
      await #expect(throws: RightsRefusal.self) { try await w.step("review", [mine], by: own) }
      try await w.step("review", [mine])
      func give(_ step: ReviewGrade.Step) async throws {
        _ = try await w.system.perform(
          GiveGrades(
            step, [mine.id: "HTT"], by: w.world.longMyHamlet, on: w.system.today, guidance: w.guidance,
            procedures: w.procedures), by: own)
      }
      try await give(.own)
      await #expect(throws: RightsRefusal.self) { try await give(.proposed) }
    }
  }

  @Test(arguments: Engine.available)
  func `mở được theo mọi bộ quy tắc của từng năm, kể cả năm 2013`(engine: Engine) async throws {
    for year in [2009, 2013, 2015, 2018, 2020, 2024, 2026] {
      try await RoundWorld.with(engine, year: year, today: year * 10_000 + 1201) { w in
        let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
        let outcome = try await w.open()
        #expect(outcome.counts[.member]?.values.reduce(0, +) == 1, "\(year)")
        #expect(outcome.counts[.cell]?.values.reduce(0, +) == 4, "\(year)")
        #expect(try await w.subject(member).treatment.isReviewed, "\(year)")
        #expect(
          outcome.counts[.collective] == nil
            || w.guidance.pack.entities.contains { $0.id == "collective" }, "\(year)")
      }
    }
  }
}
