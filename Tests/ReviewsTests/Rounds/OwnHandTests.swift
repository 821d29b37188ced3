import Basics
import Registry
import Rules
import TestSupport
import Testing

@testable import Reviews

@Suite struct `Lời của chính mình` {
  private struct Means {
    var forms: ReviewForms
    var form: ReviewForm
    var opinions: OpinionRules
  }

  private func means(_ w: RoundWorld) throws -> Means {
    let content = try Content.locate()
    let forms = try ReviewForms(content, w.guidances)
    return Means(
      forms: forms, form: try #require(forms.form("form2C", of: w.guidance.name)),
      opinions: try OpinionRules(content))
  }

  private func answers(_ words: String, _ grade: String) -> FormAnswers {
    var answers = FormAnswers()
    for field in ["ethics", "tasks", "shortcomings", "direction"] { answers[text: field] = words }
    answers[text: "ownGrade"] = grade
    return answers
  }

  private func own(_ w: RoundWorld, _ member: ID<Member>, _ name: String) async throws -> Registry.Actor {
    let made = try await w.system.perform(
      CreateAccount(userName: name, person: name, organisation: w.world.longMyHamlet),
      by: .operatorOfMachine)
    try await w.system.perform(LinkMemberAccount(made.account, to: member), by: .operatorOfMachine)
    return Registry.Actor(.account(made.account), name: name)
  }

  @Test(arguments: Engine.available)
  func
    `bản kiểm điểm đảng viên tự gửi không ai viết đè; mức tự xếp theo bản ấy, đổi khi chính người ấy gửi lại`(
      engine: Engine
    ) async throws
  {
    try await RoundWorld.with(engine) { w in
      let means = try means(w)
      let sender = try await w.member("Phan Thị Huệ", in: w.world.longMyHamlet)
      let silent = try await w.member("Trần Văn An", in: w.world.longMyHamlet)
      try await w.open()
      let secretary = try await w.account("bi-thu", .secretary, at: w.world.longMyHamlet)
      let me = try await own(w, sender, "hue")
      let (mine, other) = (try await w.subject(sender), try await w.subject(silent))
      func send(_ words: String, _ grade: String, of member: ID<Member>, by actor: Registry.Actor)
        async throws
      {
        _ = try await w.system.perform(
          SendForm(
            answers(words, grade), in: means.form, w.guidance, of: .member(member), year: 2026,
            procedures: w.procedures), by: actor)
      }
      func give(_ grade: String, _ subject: ReviewSubject, knowing forms: ReviewForms?) async throws {
        _ = try await w.system.perform(
          GiveGrades(
            .own, [subject.id: grade], by: w.world.longMyHamlet, on: w.system.today, guidance: w.guidance,
            procedures: w.procedures, forms: forms), by: secretary)
      }
      func kept(_ subject: ReviewSubject) async throws -> ReviewGrade? {
        try await w.system.read { session throws in try session.reviewGrades(of: subject.id)[.own] }
      }
      // For somebody who has sent nothing it is entered, marked, and theirs to replace.
      try await send("Bí thư nhập", "HTT", of: sender, by: secretary)
      try await send("Chính tôi viết", "HTT", of: sender, by: me)
      await #expect(throws: FormRefusal.sentByMember(on: w.system.today)) {
        try await send("Bí thư viết đè", "KHT", of: sender, by: secretary)
      }
      try await w.system.read { session throws in
        let forms = try session.filledForms(of: .member(sender), year: 2026)
        #expect(forms.map(\.isForOther) == [false])
        #expect(forms.first?.answers[text: "ethics"] == "Chính tôi viết")
      }
      try await w.step("selfReview", [other], by: secretary)
      try await w.step("review", [mine, other], by: secretary)
      // Her grade is the one in her form; whoever does not know the form enters none.
      await #expect(throws: FormRefusal.sentByMember(on: w.system.today)) {
        try await give("HTT", mine, knowing: nil)
      }
      await #expect(throws: RoundRefusal.self) { try await give("KHT", mine, knowing: means.forms) }
      #expect(try await kept(mine) == nil)
      try await give("HTT", mine, knowing: means.forms)
      try await give("HT", other, knowing: means.forms)
      #expect(try await kept(mine)?.isForOther == true)
      #expect(try await kept(other)?.isForOther == true, "không cần ai đánh dấu nhập hộ")
      // Sent again by herself with another grade, that is her grade.
      try await send("Xem lại sau hội nghị", "HT", of: sender, by: me)
      let changed = try #require(try await kept(mine))
      #expect(changed.grade == "HT" && !changed.isForOther)
      let standing = try #require(
        try await w.system.read { session throws in
          try session.ownStanding(
            of: silent, year: 2026, guidances: w.guidances, procedures: w.procedures, today: w.system.today)
        })
      #expect(standing.grade?.isForOther == true && standing.formDue != nil)
    }
  }

  @Test(arguments: Engine.available)
  func `người có tài khoản tự trả lời nhận xét; chép từ bản giấy thì ghi rõ là chép`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let means = try means(w)
      let online = try await w.member("Nguyễn Văn Dũng", in: w.world.longMyHamlet)
      let paper = try await w.member("Trần Thị Bình", in: w.world.longMyHamlet)
      try await w.open()
      let secretary = try await w.account("bi-thu", .secretary, at: w.world.longMyHamlet)
      let me = try await own(w, online, "dung")
      func shared(_ member: ID<Member>) async throws -> ID<OpinionRequest> {
        let subject = try await w.subject(member)
        let request = try #require(
          try await w.system.perform(
            AskOpinions(
              [OpinionToAsk(.massOrganisation, about: subject.id, asked: nil, askedName: "Hội Nông dân")],
              before: nil,
              dates: w.procedures.dates), by: secretary
          ).first)
        let words = Dictionary(
          uniqueKeysWithValues: means.opinions.headings(of: .massOrganisation).map { ($0.id, "Tốt.") })
        try await w.system.perform(
          RecordPaperOpinion(request, content: words, author: "Chủ tịch Hội", rules: means.opinions),
          by: secretary)
        return request
      }
      let (one, two) = (try await shared(online), try await shared(paper))
      await #expect(throws: OpinionRefusal.readsThemselves) {
        try await w.system.perform(
          ReadOpinion(one, reply: "Trả lời giả danh", isOnPaper: true), by: secretary)
      }
      try await w.system.perform(ReadOpinion(one, reply: "Tôi đồng ý."), by: me)
      try await w.system.perform(ReadOpinion(two, reply: "Chép từ giấy.", isOnPaper: true), by: secretary)
      let now = w.system.now
      let marks = try await w.system.read { session throws in
        try [one, two].map { try session.opinion($0, for: secretary, at: now)?.isReplyOnPaper }
      }
      #expect(marks == [false, true])
    }
  }
}
