import Basics
import Registry
@testable import Reviews
import Rules
import TestSupport
import Testing

@Suite struct `Đơn thư và xếp loại lại` {
  private func decided(_ w: RoundWorld, _ subject: ReviewSubject) async throws {
    try await w.step("selfReview", [subject])
    try await w.step("review", [subject])
    for step in [ReviewGrade.Step.own, .proposed, .appraised] {
      _ = try await w.system.perform(
        GiveGrades(
          step, [subject.id: "HTT"], by: subject.organisation, on: w.system.today, reason: "biên bản số 2",
          guidance: w.guidance,
          procedures: w.procedures), by: .operatorOfMachine)
    }
    _ = try await w.system.perform(
      DecideReviewGrades(
        [subject.id: .init("HTT", reason: "tập thể thống nhất")], on: w.system.today,
        decision: w.paper("8-QĐ/ĐU"), guidance: w.guidance, procedures: w.procedures, scales: w.scales),
      by: .operatorOfMachine)
    try await w.step("notice", [subject])
  }

  @Test(arguments: Engine.available)
  func `đảng viên hỏi về kết quả của mình, không hỏi thay ai, không tự trả lời; cấp quyết định trả lời`(
    engine: Engine
  ) async throws {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let other = try await w.member("Trần Văn An", in: w.world.longMyHamlet)
      try await w.open()
      let (subject, another) = (try await w.subject(member), try await w.subject(other))
      // An officer of the commune who is a member of the cell: rights there, and a result of their own.
      let office = try await w.account("van-phong", .office, at: w.world.longMy)
      try await w.system.perform(
        LinkMemberAccount(try #require(office.account), to: member), by: .operatorOfMachine)
      await #expect(throws: RoundRefusal.notDone("Quyết định")) {
        try await w.system.perform(w.complaint(about: subject, content: "sót việc"), by: office)
      }
      try await decided(w, subject)
      let complaint = try await w.system.perform(
        w.complaint(about: subject, content: "sót việc"), by: office)
      await #expect(throws: RoundRefusal.complaintWaiting) {
        try await w.system.perform(w.complaint(about: subject, content: "lần nữa"), by: office)
      }
      let verify = VerifyComplaint(
        complaint, about: subject.id, outcome: .regrade, finding: "đúng là sót", on: w.system.today,
        decision: w.paper("4-KL/ĐU"))
      await #expect(throws: RoundRefusal.ownGrade) { try await w.system.perform(verify, by: office) }
      let secretary = try await w.account("bi-thu", .secretary, at: w.world.longMyHamlet)
      await #expect(throws: RightsRefusal.self) { try await w.system.perform(verify, by: secretary) }
      // A paper the cell has received: that it came, and not a word of it.
      let paper = try await w.system.perform(
        w.complaint(about: another, content: "lời không được giữ"), by: secretary)
      let stranger = try await w.account("xa-khac", .office, at: w.world.phongNam)
      // The same words for a subject of another commune and for none at all.
      var nobody = subject
      nobody.id = ID(12_345)
      for one in [subject, nobody] {
        await #expect(throws: RoundRefusal.subjectUnknown) {
          try await w.system.perform(w.complaint(about: one), by: stranger)
        }
        await #expect(throws: RoundRefusal.subjectUnknown) {
          _ = try await w.system.perform(
            DecideReviewGrades(
              [one.id: .init("HT", reason: "x")], on: w.system.today, decision: w.paper("3-QĐ/ĐU"),
              guidance: w.guidance, procedures: w.procedures, scales: w.scales), by: stranger)
        }
        await #expect(throws: RoundRefusal.subjectUnknown) {
          _ = try await w.system.perform(
            GiveGrades(
              .own, [one.id: "HT"], by: w.world.phongNam, on: w.system.today, guidance: w.guidance,
              procedures: w.procedures), by: stranger)
        }
        await #expect(throws: RoundRefusal.subjectUnknown) { try await w.step("review", [one], by: stranger) }
      }
      // One paper at a time; and no answer is due in another century.
      await #expect(throws: RoundRefusal.complaintWaiting) {
        try await w.system.perform(w.complaint(about: another), by: secretary)
      }
      var late = w.complaint(about: try await w.subject(w.world.longMyHamlet, .cell))
      for day in [date(2062_01_01), w.system.today, date(2020_01_01)] {
        late.dueBefore = day
        await #expect(throws: RoundRefusal.self) { try await w.system.perform(late, by: secretary) }
      }
      // Who owes the answer is on the list of what is owed, by number and day only.
      let (period, guidances, procedures) = (w.period, try Guidances(Content.locate()), w.procedures)
      let (district, today) = (w.world.district, w.system.today)
      let owed = try await w.system.read { session throws in
        try session.roundReminders(
          within: district, period, guidances: guidances, procedures: procedures, today: today
        ).filter { $0.stage == "complaint" }
      }
      #expect(owed.map(\.organisation) == [w.world.longMy] && owed.map(\.owing) == [2])
      #expect(owed.first?.dueBefore == w.complaints.dueBefore(today))
      // The words are read where they are answered, not everywhere above; nobody answers what they may not read.
      let commission = try await w.account("ban-to-chuc", .commission, at: w.world.district)
      let (now, asOf) = (w.system.now, AsOf(w.system.today))
      let readers = try await w.system.read { session throws in
        try [office, secretary, commission].map {
          try session.readsComplaints(of: w.world.longMy, $0, asOf: asOf, at: now)
        }
      }
      #expect(readers == [true, false, false])
      #expect(
        try await w.system.read { session throws in
          try session.readsComplaints(of: w.world.phongNamHamlet, stranger, asOf: asOf, at: now)
        }, "không ai ở chi bộ ấy giữ quyền thì cấp trên gần nhất")
      await #expect(throws: RightsRefusal.lacking(.manageRounds)) {
        try await w.system.perform(verify, by: commission)
      }
      let chief = try await w.account("pho-van-phong", .office, at: w.world.longMy)
      // What a member asked is answered, not made unasked.
      await #expect(throws: RoundRefusal.complaintOpen) {
        try await w.system.perform(WithdrawComplaint(complaint, about: subject.id, reason: "nhầm"), by: chief)
      }
      try await w.system.perform(WithdrawComplaint(paper, about: another.id, reason: "ghi nhầm"), by: chief)
      try await w.system.perform(verify, by: chief)
      try await w.system.read { session throws in
        let known = try #require(try session.reviewComplaints(about: subject.id).first)
        #expect(known.channel == .own && known.content == "sót việc" && known.outcome == .regrade)
        #expect(known.answerer == w.world.longMy && known.dueBefore == w.complaints.dueBefore(w.system.today))
        #expect(try session.reviewComplaints(about: another.id).isEmpty)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `còn đơn chưa trả lời, hay trả lời phải xếp loại lại mà chưa làm, thì chưa chuẩn y`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      let round = try await w.open().round
      let (subject, cell) = (try await w.subject(member), try await w.subject(w.world.longMyHamlet, .cell))
      for step in ["selfReview", "review"] { try await w.step(step, [subject]) }
      for step in [ReviewGrade.Step.own, .proposed, .appraised] {
        _ = try await w.system.perform(
          GiveGrades(
            step, [subject.id: "HTT", cell.id: "HTT"], by: subject.organisation, on: w.system.today,
            reason: "biên bản số 2", guidance: w.guidance, procedures: w.procedures), by: .operatorOfMachine)
      }
      try await w.system.perform(
        SubmitResults(
          of: w.world.longMyHamlet, in: round, on: w.system.today, guidance: w.guidance,
          procedures: w.procedures), by: .operatorOfMachine)
      _ = try await w.system.perform(
        DecideReviewGrades(
          [
            subject.id: .init("HTT", reason: "tập thể thống nhất"),
            cell.id: .init("HTT", reason: "tập thể thống nhất"),
          ], on: w.system.today, decision: w.paper("8-QĐ/ĐU"), guidance: w.guidance, procedures: w.procedures,
          scales: w.scales), by: .operatorOfMachine)
      let accept = AcceptResults(of: w.world.longMyHamlet, in: round, decision: w.paper("10-QĐ/ĐU"))
      func verify(_ complaint: ID<ReviewComplaint>, _ outcome: ReviewComplaint.Outcome, _ number: String)
        async throws
      {
        try await w.system.perform(
          VerifyComplaint(
            complaint, about: subject.id, outcome: outcome, finding: "đã xem", on: w.system.today,
            decision: w.paper(number)), by: .operatorOfMachine)
      }
      func units() async throws -> [SentUnit] {
        try await w.system.read { session throws in
          try session.sentUnits(
            to: w.world.longMy, in: try #require(try session.reviewRound(round)), asOf: AsOf(w.system.today))
        }
      }
      let first = try await w.system.perform(w.complaint(about: subject), by: .operatorOfMachine)
      await #expect(throws: RoundRefusal.complaintUnsettled("Lê Thị Hường (đơn chưa trả lời)")) {
        try await w.system.perform(accept, by: .operatorOfMachine)
      }
      #expect(try await units().map(\.complaints) == [1])
      try await verify(first, .regrade, "4-KL/ĐU")
      await #expect(throws: RoundRefusal.complaintUnsettled("Lê Thị Hường (phải xếp loại lại, chưa làm)")) {
        try await w.system.perform(accept, by: .operatorOfMachine)
      }
      try await w.system.perform(
        Regrade(
          subject.id, .init("HT", reason: "bỏ sót một nhiệm vụ"), on: w.system.today,
          decision: w.paper("11-QĐ/ĐU"), guidance: w.guidance, procedures: w.procedures, scales: w.scales),
        by: .operatorOfMachine)
      let ready = try #require(try await units().first)
      #expect(ready.organisation == w.world.longMyHamlet && ready.isReady && ready.unappraised == 0)
      try await w.system.perform(accept, by: .operatorOfMachine)
      #expect(try await units().isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `xếp loại lại thì kết quả mới phải báo lại, kết quả đầu và văn bản đầu vẫn đọc được`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      try await w.open()
      let subject = try await w.subject(member)
      try await decided(w, subject)
      try await w.system.perform(
        Regrade(
          subject.id, .init("HT", reason: "bỏ sót một nhiệm vụ"), on: w.system.today,
          decision: w.paper("11-QĐ/ĐU"), guidance: w.guidance, procedures: w.procedures, scales: w.scales),
        by: .operatorOfMachine)
      try await w.system.read { session throws in
        #expect(try !session.reviewSteps(of: subject.id).contains { $0.stage == "notice" })
        let result = try #require(
          try session.decidedResult(of: subject, named: "Lê Thị Hường", asOf: AsOf(w.system.today)))
        #expect(result.grade.grade == "HT" && result.decision?.key.number == "11-QĐ/ĐU")
        #expect(result.first?.grade == "HTT" && result.firstDecision?.key.number == "8-QĐ/ĐU")
      }
      try await w.step("notice", [subject])
    }
  }

  @Test(arguments: Engine.available)
  func `xóa dữ liệu cá nhân thì lời của đơn cũng trống; sổ vẫn khớp với nhật ký`(engine: Engine) async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
      try await w.open()
      let subject = try await w.subject(member)
      try await decided(w, subject)
      let account = try await w.account("huong", .reader, at: w.world.longMyHamlet)
      try await w.system.perform(
        LinkMemberAccount(try #require(account.account), to: member), by: .operatorOfMachine)
      _ = try await w.system.perform(w.complaint(about: subject, content: "sót việc"), by: account)
      try await w.system.perform(
        EraseMember(
          member, confirmation: "Lê Thị Hường", reason: "theo yêu cầu", decision: w.paper("1-QĐ/XDL")),
        by: .operatorOfMachine)
      try await w.system.read { session throws in
        let known = try #require(try session.reviewComplaints(about: subject.id).first)
        #expect(known.content == nil && known.receivedOn == w.system.today)
      }
    }
  }

  @Test(arguments: [2013, 2020, 2024, 2026])
  func `quyết định xếp loại lại in theo mẫu của hướng dẫn, hoặc thể thức chung nơi không có mẫu`(year: Int)
    async throws
  {
    try await RoundWorld.with(.sqlite, year: year, today: year * 10_000 + 1216) { w in
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyHamlet, from: 2009_01_01)
      try await w.open()
      let subject = try await w.subject(member)
      let papers = try SubjectPapers(Content.locate(executable: "", currentFolder: #filePath))
      let form = papers.regrading(of: w.guidance)
      #expect(form.code == (year == 2026 ? "Mẫu 03-HD KĐ.ĐG 2025" : ""))
      let issuer = try #require(
        try await w.system.read { session throws in
          try session.organisation(w.world.longMy, asOf: AsOf(w.system.today))
        })
      func grade(_ code: String, _ reason: String) -> ReviewGrade {
        ReviewGrade(
          id: ID(1), round: subject.round, subject: subject.id, member: member,
          organisation: subject.organisation, step: .decided, grade: code, day: w.system.today,
          by: issuer.organisation, ballot: nil, grading: nil, isForOther: false, reason: reason, decision: nil
        )
      }
      let scale = w.guidance.grades(for: .member)
      let (best, worst) = (try #require(scale.first), try #require(scale.last))
      let print = SubjectPaperPrint(
        form,
        DecidedResult(
          subject: subject, subjectName: "đồng chí Lê Thị Hường", period: w.period, issuer: issuer,
          superior: nil, grade: grade(worst, "bỏ sót"), decision: nil, first: grade(best, ""),
          firstDecision: nil), w.guidance, isDecision: true, layout: .party, mark: nil)
      let text = print.document.plainText(width: 4_000)
      #expect(text.contains("QUYẾT ĐỊNH") && text.contains("Lê Thị Hường") && text.contains("bỏ sót"))
      #expect(
        text.contains(w.guidance.pack.gradeName(best)) && text.contains(w.guidance.pack.gradeName(worst)))
      #expect(!text.contains("{"), "mọi chỗ trống đã được điền")
      #expect(text.contains("Mẫu 03") == (year == 2026))
    }
  }
}
