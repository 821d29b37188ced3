import Basics
import Registry
import Reviews
import Schema
import Storage
import TestSupport
import Testing

@Suite struct `Việc ghi nhầm trong đợt rút lại được` {
  /// What was written and taken back still agrees with the journal.
  private func agrees(_ w: RoundWorld, _ engine: Engine) async throws {
    guard engine == .sqlite else { return }
    try await w.system.read { session throws in
      #expect(
        try RegisterCheck(in: session, tables: try RegisterCheck.tables(in: session)).difference == nil)
    }
  }

  @Test(arguments: Engine.available)
  func `hội nghị lập hai lần cùng ngày bị hỏi lại; hội nghị lập nhầm rút được, có lý do, không vào hồ sơ`(
    engine: Engine
  ) async throws {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let round = try await w.open().round
      let cell = w.world.longMyHamlet
      let hold = HoldMeeting(of: cell, in: round, on: w.system.today)
      let first = try await w.system.perform(hold, by: .operatorOfMachine)
      await #expect(throws: BallotRefusal.sameDay(w.system.today)) {
        _ = try await w.system.perform(hold, by: .operatorOfMachine)
      }
      let second = try await w.system.perform(
        HoldMeeting(of: cell, in: round, on: w.system.today, isAnother: true), by: .operatorOfMachine)
      _ = try await w.system.perform(
        RecordAttendance([member: .present], at: first), by: .operatorOfMachine)
      await #expect(throws: BallotRefusal.noReason) {
        try await w.system.perform(WithdrawMeeting(second, reason: " "), by: .operatorOfMachine)
      }
      try await w.system.perform(WithdrawMeeting(second, reason: "lập hai lần"), by: .operatorOfMachine)
      try await w.system.read { session throws in
        #expect(try session.reviewMeetings(of: cell, in: round).map(\.id) == [first])
        #expect(try session.withdrawal(of: second)?.reason == "lập hai lần")
        #expect(try session.withdrawal(of: first) == nil)
      }
      await #expect(throws: BallotRefusal.meetingWithdrawn) {
        _ = try await w.system.perform(
          RecordAttendance([member: .present], at: second), by: .operatorOfMachine)
      }
      await #expect(throws: BallotRefusal.meetingWithdrawn) {
        try await w.system.perform(WithdrawMeeting(second, reason: "lần nữa"), by: .operatorOfMachine)
      }
      let outsider = try await w.account("noi-khac", .secretary, at: w.world.phongNamHamlet)
      await #expect(throws: RightsRefusal.notFound) {
        try await w.system.perform(WithdrawMeeting(first, reason: "phá"), by: outsider)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `đợt mở nhầm hủy được khi chưa ghi gì, rồi mở lại được; đã có việc thì bị từ chối và nói vướng gì`(
    engine: Engine
  ) async throws {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let first = try await w.open()
      let before = try await w.subject(member)
      await #expect(throws: RoundRefusal.noReason) {
        try await w.system.perform(WithdrawRound(first.round, reason: ""), by: .operatorOfMachine)
      }
      let cell = try await w.account("chi-bo", .secretary, at: w.world.longMyHamlet)
      await #expect(throws: RightsRefusal.self) {
        try await w.system.perform(WithdrawRound(first.round, reason: "mở nhầm"), by: cell)
      }
      try await w.system.perform(WithdrawRound(first.round, reason: "mở nhầm năm"), by: .operatorOfMachine)
      let period = w.period
      try await w.system.read { session throws in
        #expect(try session.reviewRound(first.round) == nil)
        #expect(try session.reviewSubject(of: member, period) == nil)
        #expect(try session.resultYears().contains(period.year) == false)
        #expect(
          try session.roundProgress(of: w.world.district, period, today: w.system.today).isEmpty)
      }
      try await agrees(w, engine)
      let again = try await w.open()
      #expect(again.counts == first.counts && again.alreadyElsewhere == 0)
      #expect(try await w.subject(member).id != before.id)
      try await w.step("selfReview", [try await w.subject(member)])
      await #expect(throws: RoundRefusal.begun(["1 bước đã ghi"])) {
        try await w.system.perform(WithdrawRound(again.round, reason: "mở nhầm"), by: .operatorOfMachine)
      }
      // Nor does anybody take somebody off a standing list behind the program's back.
      await #expect(throws: (any Error).self) {
        try await w.register.database.write { session in
          _ = try session.run("DELETE FROM review_subject WHERE member_id = \(member)")
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `không ai tự nhận mức ngoài thang; thẩm định ghi tên cấp quyết định, không phải chi bộ`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      try await w.open()
      let subject = try await w.subject(member)
      try await w.step("selfReview", [subject])
      func give(_ step: ReviewGrade.Step, _ grade: String) async throws {
        _ = try await w.system.perform(
          GiveGrades(
            step, [subject.id: grade], by: subject.organisation, on: w.system.today, reason: "biên bản số 2",
            guidance: w.guidance, procedures: w.procedures), by: .operatorOfMachine)
      }
      for outside in ["notGraded", "notReviewed", "reviewedTogether"] {
        await #expect(throws: RoundRefusal.self) { try await give(.own, outside) }
      }
      try await w.step("review", [subject])
      for step in [ReviewGrade.Step.own, .proposed, .appraised] { try await give(step, "HTT") }
      try await w.system.read { session throws in
        let grades = try session.reviewGrades(of: subject.id)
        #expect(grades[.proposed]?.by == w.world.longMyHamlet)
        #expect(grades[.appraised]?.by == w.world.longMy)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `văn bản của đợt sửa được, bản cũ còn trong nhật ký; ký tự điều khiển bị từ chối`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      _ = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let round = try await w.open().round
      func citation() async throws -> String {
        try await w.system.read { session throws in
          try session.reviewRound(round).flatMap { try session.decision($0.decision) }?.key.citation ?? ""
        }
      }
      #expect(try await citation().contains("15-KH/HU"))
      for text in ["16-KH\u{0}/HU", "16-KH\u{1B}[31m/HU", "16\u{202E}-KH/HU"] {
        await #expect(throws: DecisionRefusal.controls) {
          try await w.system.perform(
            CorrectRoundDocument(round, decision: w.paper(text), reason: "ghi sai số"), by: .operatorOfMachine
          )
        }
      }
      await #expect(throws: ReviewRefusal.nothingChanged) {
        try await w.system.perform(
          CorrectRoundDocument(round, decision: w.paper(), reason: "ghi sai số"), by: .operatorOfMachine)
      }
      for number in ["16-KH/HU", "17-KH/HU"] {
        try await w.system.perform(
          CorrectRoundDocument(round, decision: w.paper(number), reason: "ghi sai số"), by: .operatorOfMachine
        )
        #expect(try await citation().contains(number))
      }
      try await agrees(w, engine)
    }
  }
}
