import Basics
import Foundation
import Registry
import Reviews
import Rules
import Schema
import Storage
import TestSupport
import Testing

@Suite struct `Đợt kiểm điểm trong lịch sử` {
  private func decide(_ w: RoundWorld, _ subject: ReviewSubject, _ grade: String, guidance: Guidance? = nil)
    async throws
  {
    _ = try await w.system.perform(
      DecideReviewGrades(
        [subject.id: .init(grade, reason: "tập thể thống nhất")], on: w.system.today,
        decision: w.paper("\(subject.id)", Int(w.system.today.number)), guidance: guidance ?? w.guidance,
        procedures: w.procedures, scales: w.scales), by: .operatorOfMachine)
  }

  private func prepare(_ w: RoundWorld, _ subject: ReviewSubject) async throws {
    try await w.step("selfReview", [subject])
    try await w.step("review", [subject])
    for step in [ReviewGrade.Step.own, .proposed, .appraised] {
      _ = try await w.system.perform(
        GiveGrades(
          step, [subject.id: "HTT"], by: subject.organisation, on: w.system.today, reason: "biên bản số 2",
          guidance: w.guidance,
          procedures: w.procedures), by: .operatorOfMachine)
    }
  }

  @Test
  func `sổ đối chiếu đúng với nhật ký sau một đợt có trả lại, xếp loại lại, phiếu, đơn thư và xóa dữ liệu`()
    async throws
  {
    try await RoundWorld.with(.sqlite) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let other = try await w.member("Trần Văn An", in: w.world.longMyHamlet)
      let round = try await w.open().round
      let subject = try await w.subject(member)
      try await prepare(w, subject)
      try await prepare(w, try await w.subject(other))
      try await decide(w, subject, "HTT")
      try await w.system.perform(
        Regrade(
          subject.id, .init("HT", reason: "bỏ sót một nhiệm vụ"), on: w.system.today,
          decision: w.paper("xếp lại"),
          guidance: w.guidance, procedures: w.procedures, scales: w.scales), by: .operatorOfMachine)
      _ = try await w.system.perform(
        w.complaint(about: subject), by: .operatorOfMachine)
      let meeting = try await w.system.perform(
        HoldMeeting(of: w.world.longMyHamlet, in: round, on: w.system.today), by: .operatorOfMachine)
      _ = try await w.system.perform(
        RecordAttendance([member: .present, other: .excused], at: meeting), by: .operatorOfMachine)
      try await w.system.perform(
        EraseMember(
          member, confirmation: "Lê Thị Hường", reason: "theo yêu cầu", decision: w.paper("1-QĐ/XDL")),
        by: .operatorOfMachine)
      let (difference, rows) = try await w.system.read { session throws in
        let check = try RegisterCheck(in: session, tables: try RegisterCheck.tables(in: session))
        return (check.difference, check.rows)
      }
      #expect(difference == nil && rows > 40)
      // Whoever changes a grade behind the program's back is found.
      try await w.register.database.write { session in
        try session.script("DROP TRIGGER review_grade_fact")
        _ = try session.run(
          "UPDATE review_grade SET grade = 'HTXS' WHERE step = 'proposed' AND member_id = \(other)")
      }
      let found = try await w.system.read { session throws in
        try RegisterCheck(in: session, tables: try RegisterCheck.tables(in: session)).difference
      }
      #expect(found?.contains("review_grade") == true)
    }
  }

  @Test(arguments: Engine.available)
  func `danh sách bị sửa sau lưng chương trình thì mã băm của đợt không còn đúng`(engine: Engine) async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let round = try await w.open().round
      try await w.register.database.write { session in
        try session.script(
          session.dialect == .sqlite
            ? "DROP TRIGGER review_subject_frozen_update"
            : "DROP TRIGGER review_subject_frozen ON review_subject")
        _ = try session.run("UPDATE review_subject SET treatment = 'notReviewed' WHERE member_id = \(member)")
      }
      try await w.system.read { session throws in
        #expect(try session.populationHash(of: round) != session.reviewRound(round)?.populationHash)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `người bổ sung cũng được xếp loại, theo nơi họ đang ở`(engine: Engine) async throws {
    try await RoundWorld.with(engine) { w in
      _ = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let round = try await w.open().round
      w.register.clock.set(date(2026_12_05))
      let late = try await w.member("Võ Thị Muộn", in: w.world.longMyHamlet, from: 2026_12_01)
      let entries = try await w.system.read { session throws in
        try session.lateEntries(
          of: try #require(try session.reviewRound(round)), guidance: w.guidance, procedures: w.procedures,
          today: date(2026_12_05))
      }
      #expect(entries.map(\.why) == [.cameLater])
      _ = try await w.system.perform(
        AdmitLateEntries(
          entries, to: round, reason: "chuyển đến", guidance: w.guidance, procedures: w.procedures),
        by: .operatorOfMachine)
      let subject = try await w.subject(late)
      #expect(subject.isLate)
      try await prepare(w, subject)
      try await decide(w, subject, "HTT")
      try await w.system.read { session throws in
        #expect(try session.grading(of: .member(late), year: 2026)?.grade == "HTT")
      }
    }
  }

  @Test(arguments: Engine.available)
  func `đợt theo quý: chỉ con người, mức là kết quả của quý, không phải của năm`(engine: Engine) async throws
  {
    try await RoundWorld.with(engine, today: 2026_06_20) { w in
      let guidance = try #require(w.guidances["hd-02-btctw-2026-05-22"])
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      try await w.system.perform(
        Appoint(
          member, at: w.world.longMyHamlet, title: "Bí thư chi bộ", sector: .party, from: date(2025_07_01),
          decision: nil), by: .operatorOfMachine)
      let period = RoundPeriod(year: 2026, quarter: 2)
      let open = OpenReviewRound(
        w.world.district, period: period, populationOn: date(2026_06_20),
        decision: w.paper("3-KH/HU", 2026_06_18),
        guidance: guidance, procedures: w.procedures)
      let outcome = try await w.system.perform(open, by: .operatorOfMachine)
      #expect(Set(outcome.counts.keys) == [.member])
      let subject = try #require(
        try await w.system.read { session throws in try session.reviewSubject(of: member, period) })
      let grade = try #require(guidance.grades(for: .member).first)
      try await decide(w, subject, grade, guidance: guidance)
      try await w.system.read { session throws in
        #expect(try session.reviewGrades(of: subject.id)[.decided]?.grade == grade)
        #expect(try session.grading(of: .member(member), year: 2026) == nil)
      }
      // The year's guidance opens no quarter, and the other way round.
      await #expect(throws: ReviewRefusal.noGuidance(2026)) {
        _ = try await w.system.perform(
          OpenReviewRound(
            w.world.district, period: period, populationOn: date(2026_06_20),
            decision: w.paper("4-KH/HU", 2026_06_18),
            guidance: w.guidance, procedures: w.procedures), by: .operatorOfMachine)
      }
    }
  }
}
