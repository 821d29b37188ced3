import Basics
import Foundation
import Registry
import Reviews
import Rules
import TestSupport
import Testing

@Suite struct `Tiến độ đợt kiểm điểm` {
  private func ready(_ w: RoundWorld, _ members: [ID<Member>], cell: ID<Organisation>) async throws {
    var subjects: [ReviewSubject] = []
    for member in members { subjects.append(try await w.subject(member)) }
    if !subjects.isEmpty {
      try await w.step("selfReview", subjects)
      try await w.step("review", subjects)
    }
    let grade = subjects + [try await w.subject(cell, .cell)]
    for step in [ReviewGrade.Step.own, .proposed] {
      _ = try await w.system.perform(
        GiveGrades(
          step, Dictionary(uniqueKeysWithValues: grade.map { ($0.id, "HTT") }), by: cell,
          on: w.register.system.today, reason: "biên bản số 2", guidance: w.guidance, procedures: w.procedures
        ),
        by: .operatorOfMachine)
    }
  }

  private func submit(_ w: RoundWorld, _ cell: ID<Organisation>, _ round: ID<Round>) async throws {
    try await w.system.perform(
      SubmitResults(
        of: cell, in: round, on: w.register.system.today, guidance: w.guidance, procedures: w.procedures),
      by: .operatorOfMachine)
  }

  private func line(_ w: RoundWorld, _ above: ID<Organisation>, _ organisation: ID<Organisation>) async throws
    -> RoundProgress?
  {
    let (period, today) = (w.period, w.register.system.today)
    return try await w.system.read { session throws in
      try session.roundProgress(of: above, period, today: today).first { $0.organisation == organisation }?
        .progress
    }
  }

  @Test(arguments: Engine.available)
  func `kịch bản 21: gửi, trả lại, gửi lại, vẫn đúng hạn; miễn, quá hạn, không chia cho không`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let round = try await w.open(deadlines: ["submission": date(2026_12_10)]).round
      let whole = try #require(try await line(w, w.world.province, w.world.district))
      // Two communes and their two cells each.
      #expect(whole.expected == 6 && whole.received == 0 && whole.missing == 6 && whole.members == 1)
      #expect(whole.share?.part == 0 && whole.share?.whole == 6)
      #expect(RoundProgress().share == nil)
      await #expect(throws: RoundRefusal.self) { try await submit(w, w.world.longMyHamlet, round) }
      try await ready(w, [member], cell: w.world.longMyHamlet)
      try await submit(w, w.world.longMyHamlet, round)
      await #expect(throws: RoundRefusal.self) { try await submit(w, w.world.longMyHamlet, round) }
      // What has left the cell's hands cannot be changed there.
      let subject = try await w.subject(member)
      await #expect(throws: RoundRefusal.self) {
        try await w.system.perform(
          WithdrawStep(
            "review", of: subject.id, reason: "sửa", guidance: w.guidance, procedures: w.procedures),
          by: .operatorOfMachine)
      }
      await #expect(throws: RoundRefusal.noReason) {
        try await w.system.perform(
          ReturnResults(of: w.world.longMyHamlet, in: round, remarks: ""), by: .operatorOfMachine)
      }
      try await w.system.perform(
        ReturnResults(of: w.world.longMyHamlet, in: round, remarks: "bổ sung biên bản"),
        by: .operatorOfMachine)
      #expect(try await line(w, w.world.district, w.world.longMy)?.returned == 1)
      w.register.clock.set(date(2026_12_12))
      try await submit(w, w.world.longMyHamlet, round)
      let commune = try #require(try await line(w, w.world.district, w.world.longMy))
      #expect(commune.received == 1 && commune.onTime == 1 && commune.late == 0 && commune.overdue == 2)
      try await w.system.perform(
        ExemptUnit(w.world.longMyAgency, in: round, reason: "mới thành lập"), by: .operatorOfMachine)
      let after = try #require(try await line(w, w.world.district, w.world.longMy))
      #expect(after.exempt == 1 && after.expected == 2 && after.overdue == 1)
      try await submit(w, w.world.phongNamHamlet, round, afterReady: true)
      #expect(try await line(w, w.world.phongNam, w.world.phongNamHamlet)?.late == 1)
      try await w.system.perform(
        ExtendDeadline(
          "submission", before: date(2026_12_20), for: w.world.phongNam, in: round, reason: "lũ",
          decision: w.paper("18-CV/HU"), dates: w.procedures.dates), by: .operatorOfMachine)
      let extended = try #require(try await line(w, w.world.district, w.world.phongNam))
      #expect(extended.overdue == 0 && extended.missing == 2)
      let (period, district) = (w.period, w.world.district)
      try await w.system.read { session throws in
        let lines = try session.roundProgress(of: district, period, today: date(2026_12_12))
        let top = try session.roundProgress(
          of: try #require(try session.organisation(district, asOf: AsOf(date(2026_12_12)))?.parent), period,
          today: date(2026_12_12))
        #expect(lines.map(\.progress).reduce(RoundProgress(), +) == top.first?.progress)
        let owing = try session.unitProgress(
          within: district, period, onlyOwing: true, today: date(2026_12_12), limit: 100)
        #expect(owing.count == top.first?.progress.missing)
        let history = try session.reviewSubmissionHistory(of: w.world.longMyHamlet, in: round)
        #expect(history.map(\.state) == [.sent, .returned, .sent])
      }
    }
  }

  private func submit(
    _ w: RoundWorld, _ cell: ID<Organisation>, _ round: ID<Round>, afterReady: Bool
  ) async throws {
    if afterReady { try await ready(w, [], cell: cell) }
    try await submit(w, cell, round)
  }

  @Test(arguments: Engine.available)
  func `kịch bản 22: đơn vị đã kết thúc thì không chờ nữa, đơn vị mới chờ đúng một lần`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      try await w.open()
      #expect(try await line(w, w.world.province, w.world.district)?.expected == 6)
      w.register.clock.set(date(2026_12_05))
      try await w.system.perform(
        EndOrganisation(
          w.world.phongNamAgency, day: date(2026_12_01), decision: w.paper("20-QĐ/ĐU", 2026_11_28)),
        by: .operatorOfMachine)
      #expect(try await line(w, w.world.province, w.world.district)?.expected == 5)
      w.register.clock.set(date(2026_11_24))
      #expect(try await line(w, w.world.province, w.world.district)?.expected == 6)
    }
  }

  @Test(arguments: Engine.available)
  func `P-R10: chỉ nhắc nơi còn nợ, không nêu tên ai, xong thì thôi`(engine: Engine) async throws {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let gone = try await w.member("Phạm Văn Cũ", in: w.world.longMyHamlet)
      let round = try await w.open(deadlines: [
        "selfReview": date(2026_11_30), "submission": date(2026_12_10),
      ]).round
      w.register.clock.set(date(2026_12_01))
      try await w.system.perform(
        EndMembership(gone, kind: .died, day: date(2026_11_28), decision: nil), by: .operatorOfMachine)
      func reminders() async throws -> [RoundReminder] {
        try await w.system.read { session throws in
          try session.roundReminders(
            within: w.world.longMyHamlet, w.period, guidances: w.guidances, procedures: w.procedures,
            today: date(2026_12_01))
        }
      }
      let first = try await reminders()
      let own = try #require(first.first { $0.stage == "selfReview" })
      #expect(own.owing == 1 && own.isOverdue && own.organisationName == "Chi bộ ấp Long Hòa")
      #expect(!first.contains { $0.stage == "review" }, "chưa đến lượt thì chưa nhắc")
      #expect(!"\(first)".contains("Hường"))
      try await w.step("selfReview", [try await w.subject(member)])
      #expect(try await !reminders().contains { $0.stage == "selfReview" })
      #expect(try await reminders().contains { $0.stage == "review" && $0.owing == 1 })
      try await w.step("review", [try await w.subject(member)])
      for step in [ReviewGrade.Step.own, .proposed] {
        _ = try await w.system.perform(
          GiveGrades(
            step,
            [
              try await w.subject(member).id: "HTT",
              try await w.subject(w.world.longMyHamlet, .cell).id: "HTT",
            ], by: w.world.longMyHamlet, on: date(2026_12_01), reason: "biên bản số 2", guidance: w.guidance,
            procedures: w.procedures),
          by: .operatorOfMachine)
      }
      try await submit(w, w.world.longMyHamlet, round)
      #expect(try await reminders().isEmpty)
      try await w.system.read { session throws in
        let round = try #require(try session.reviewRound(round))
        let plan = RoundPlan(try w.procedures.procedure(of: w.guidance), w.period, w.procedures.calendar)
        let calendar = try session.roundCalendar(
          of: w.world.longMyHamlet, in: round, plan: plan, today: date(2026_12_01))
        #expect(calendar.map(\.lastDay) == calendar.map(\.lastDay).sorted())
        #expect(calendar.first { $0.uid.contains("submission") }?.lastDay == date(2026_12_09))
        #expect(Set(calendar.map(\.uid)).count == calendar.count)
      }
    }
  }

  @Test func `ngày làm việc không kể thứ bảy, chủ nhật và ngày nghỉ`() throws {
    let content = try Content.locate(
      executable: "", currentFolder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path)
    let calendar = try WorkCalendar(content)
    #expect(!calendar.isWorking(date(2027_01_01)) && !calendar.isWorking(date(2026_12_05)))
    #expect(calendar.isWorking(date(2026_12_07)))
    // Thursday 31/12; Friday is New Year.
    #expect(calendar.day(1, workingDaysFrom: date(2026_12_31)) == date(2027_01_04))
    #expect(calendar.day(-1, workingDaysFrom: date(2027_01_04)) == date(2026_12_31))
    #expect(calendar.workingDays(after: date(2026_12_30), through: date(2027_01_05)) == 3)
    #expect(calendar.workingDays(after: date(2026_12_30), through: date(2026_12_30)) == 0)
  }
}
