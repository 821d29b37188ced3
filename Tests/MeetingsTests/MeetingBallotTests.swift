import Basics
import Meetings
import Registry
import TestSupport
import Testing

/// Secret ballots on paper at the meetings of a cell.
@Suite struct `Bỏ phiếu kín ở kỳ sinh hoạt` {
  private static func deputy(_ w: CellWorld, _ name: String = "pho.bi.thu") async throws -> Registry.Actor {
    let made = try await w.system.perform(
      CreateAccount(userName: name, person: name, organisation: w.cell), by: .operatorOfMachine)
    _ = try await w.system.perform(
      GrantRight(.secretary, on: w.cell, to: made.account), by: .operatorOfMachine)
    return Registry.Actor(.account(made.account), name: name)
  }

  /// Nine papers given out and returned.
  private static func papers(
    _ valid: Int = 9, printed: Int = 10, issued: Int = 9, returned: Int = 9, missing: Int = 0
  ) -> PaperCount {
    PaperCount(
      printed: printed, unused: printed - issued, issued: issued, returned: returned, missing: missing,
      valid: valid, invalid: returned - valid)
  }

  private static func held(_ w: CellWorld) async throws -> (ID<Meeting>, ID<MeetingItem>) {
    let meeting = try await w.prepare(day(2026_03_03))
    try await w.attend(meeting)
    return (meeting, try await w.items(meeting)[6].item)
  }

  private static func open(
    _ w: CellWorld, _ kind: MeetingBallot.Kind = .question, _ question: String = "Đề nghị kết nạp một người",
    at place: (ID<Meeting>, ID<MeetingItem>), choices: [String] = [], candidates: [ID<Member>] = [],
    seats: Int = 1, tellers: [ID<Member>]? = nil, majority: String? = nil
  ) async throws -> ID<MeetingBallot> {
    try await w.perform(
      OpenMeetingBallot(
        kind, question, on: place.1, at: place.0, choices: choices, candidates: candidates, seats: seats,
        tellers: tellers ?? Array(w.members.suffix(2)), majority: majority, rules: w.rules.voting))
  }

  private static func count(
    _ votes: [Int], _ papers: PaperCount = papers(), of ballot: ID<MeetingBallot>, by actor: Registry.Actor,
    _ w: CellWorld
  ) async throws -> CountMeetingBallot.Outcome {
    try await w.system.perform(
      CountMeetingBallot(MeetingBallotCount(papers: papers, votes: votes), of: ballot), by: actor)
  }

  private static func story(_ ballot: ID<MeetingBallot>, _ w: CellWorld) async throws -> MeetingBallotStory {
    try #require(try await w.system.read { try $0.meetingBallot(ballot) })
  }

  @Test(arguments: Engine.available)
  func `hai người đếm riêng, khớp mới thành kết quả; kết quả vào biên bản và dùng cho kết nạp`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine, on: day(2026_03_10)) { register in
      let w = try await CellWorld.make(register)
      let second = try await Self.deputy(w)
      let place = try await Self.held(w)
      let ballot = try await Self.open(w, at: place, majority: "twoThirds")
      #expect(
        try await Self.count([7, 1], Self.papers(8), of: ballot, by: w.secretary, w) == .waitsForSecond)
      var story = try await Self.story(ballot, w)
      // One entry is no result, and the second does not see it.
      #expect(story.result == nil && story.entries == 1)
      let seen = try await w.system.read { session throws in
        (
          try session.ownCount(of: ballot, by: second),
          try session.ownCount(of: ballot, by: w.secretary)?.votes
        )
      }
      #expect(seen.0 == nil && seen.1 == [7, 1])
      // The same person again only mends the first entry.
      #expect(
        try await Self.count([6, 2], Self.papers(8), of: ballot, by: w.secretary, w) == .waitsForSecond)
      let refusal = await #expect(throws: MeetingRefusal.self) {
        _ = try await Self.count([7, 1], Self.papers(8), of: ballot, by: second, w)
      }
      #expect(refusal?.reason.contains("Dòng 1: hai lần không khớp.") == true)
      // What the first has entered is not told.
      #expect(refusal?.reason.contains("6") == false)
      await #expect(throws: MeetingRefusal.ballotOpen) { try await w.perform(IssueMinutes(of: place.0)) }
      #expect(try await Self.count([6, 2], Self.papers(8), of: ballot, by: second, w) == .counted)
      story = try await Self.story(ballot, w)
      // Two thirds of nine.
      #expect(story.ballot.needed == 6 && story.result?.chosen == [0])
      let vote = try #require(try await w.paper(place.0).votes.first)
      #expect(vote.vote == story.ballot.vote && vote.isCarried && vote.inFavour == 6 && vote.against == 2)
      let minutes = try await w.minutes(place.0)
      #expect(minutes.contains("Bỏ phiếu kín: Đề nghị kết nạp một người"))
      #expect(minutes.contains("Phát 9 phiếu, thu 9, hợp lệ 8, không hợp lệ 1."))
      #expect(minutes.contains("hai người ngoài tổ kiểm phiếu nhập riêng theo biên bản kiểm phiếu"))
      #expect(!minutes.contains("không có ý kiến"))
      await #expect(throws: MeetingRefusal.byBallot) {
        try await w.perform(WithdrawVote(vote.vote, at: place.0))
      }
      _ = try await w.perform(IssueMinutes(of: place.0))
      await #expect(throws: MeetingRefusal.issued) {
        _ = try await w.perform(CancelMeetingBallot(ballot, reason: "đếm nhầm"))
      }
    }
  }

  @Test(arguments: Engine.available)
  func
    `người ngoài tổ kiểm phiếu nhập thì biên bản nói lấy từ giấy; tài khoản đổi chủ sau đó không đổi điều ấy`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_03_10)) { register in
      let w = try await CellWorld.make(register)
      let second = try await Self.deputy(w)
      let account = try #require(second.account)
      try await w.system.perform(LinkMemberAccount(account, to: w.members[8]), by: .operatorOfMachine)
      let place = try await Self.held(w)
      let ballot = try await Self.open(w, at: place)
      _ = try await Self.count([9, 0], of: ballot, by: w.secretary, w)
      _ = try await Self.count([9, 0], of: ballot, by: second, w)
      #expect(try await Self.story(ballot, w).fromPaper == 1)
      #expect(try await w.minutes(place.0).contains("một lần do người ngoài tổ kiểm phiếu nhập"))
      try await w.system.perform(LinkMemberAccount(account, to: w.members[0]), by: .operatorOfMachine)
      #expect(try await Self.story(ballot, w).fromPaper == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `số không khớp thì không nhận, nêu rõ lệch bao nhiêu`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2026_03_10)) { register in
      let w = try await CellWorld.make(register)
      let place = try await Self.held(w)
      let ballot = try await Self.open(w, at: place)
      func refusal(_ votes: [Int], _ papers: PaperCount) async -> String {
        let refusal = await #expect(throws: MeetingRefusal.self) {
          _ = try await Self.count(votes, papers, of: ballot, by: w.secretary, w)
        }
        return refusal?.reason ?? ""
      }
      #expect(await refusal([7, 1], Self.papers()).contains("lệch 1"))
      #expect(
        await refusal([5, 4], Self.papers(9, printed: 12, issued: 11, returned: 9, missing: 2))
          .contains("chỉ có 9 người"))
      var lost = Self.papers(8, returned: 8)
      #expect(await refusal([4, 4], lost).contains("Phát 9, thu 8 và không thu được 0: lệch 1"))
      lost.missing = 1
      #expect(try await Self.count([4, 4], lost, of: ballot, by: w.secretary, w) == .waitsForSecond)
      #expect(await refusal([-1, 10], Self.papers()).contains("không được âm"))
      #expect(await refusal([Int.max, Int.max], Self.papers()).contains("quá lớn"))
      #expect(await refusal([9], Self.papers()).contains("Số dòng"))
    }
  }

  @Test(arguments: Engine.available)
  func `bầu người: quá nửa số triệu tập, bằng phiếu ở chỗ cuối thì hội nghị quyết định`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine, on: day(2026_03_10)) { register in
      let w = try await CellWorld.make(register)
      let second = try await Self.deputy(w)
      let place = try await Self.held(w)
      await #expect(throws: MeetingRefusal.tellerStands) {
        _ = try await Self.open(
          w, .election, "Chi ủy", at: place, candidates: [w.members[8]], tellers: Array(w.members.suffix(2)))
      }
      await #expect(throws: MeetingRefusal.fewTellers(2)) {
        _ = try await Self.open(
          w, .election, "Chi ủy", at: place, candidates: [w.members[0]], tellers: [w.members[8]])
      }
      await #expect(throws: MeetingRefusal.notThere) {
        _ = try await Self.open(w, .election, "Chi ủy", at: place, candidates: [w.probationary])
      }
      func elected(_ votes: [Int], seats: Int) async throws -> MeetingBallotStory {
        let ballot = try await Self.open(
          w, .election, "Chi ủy viên", at: place, candidates: Array(w.members.prefix(3)), seats: seats)
        _ = try await Self.count(votes, of: ballot, by: w.secretary, w)
        _ = try await Self.count(votes, of: ballot, by: second, w)
        return try await Self.story(ballot, w)
      }
      let clear = try await elected([8, 4, 6], seats: 2)
      // Five of nine are needed: four is not more than half.
      #expect(clear.ballot.needed == 5 && clear.result?.chosen == [0, 2] && clear.result?.tied == [])
      let tied = try await elected([8, 5, 5], seats: 2)
      #expect(tied.result?.chosen == [0] && tied.result?.tied == [1, 2])
      let too = await #expect(throws: MeetingRefusal.self) { _ = try await elected([9, 9, 1], seats: 2) }
      #expect(too?.reason.contains("nhiều hơn 9 phiếu hợp lệ × 2") == true)
      let minutes = try await w.minutes(place.0)
      let name = try await w.paper(place.0).name(w.members[0]) ?? "?"
      #expect(minutes.contains("trúng cử \(name)"))
      // An election is no vote by cards.
      #expect(try await w.paper(place.0).votes.isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `chọn hình thức kỷ luật: một phương án đủ phiếu, hoặc không phương án nào; hủy kết quả cần hai người`(
    engine: Engine
  ) async throws {
    try await TestRegister.with(engine, on: day(2026_03_10)) { register in
      let w = try await CellWorld.make(register)
      let second = try await Self.deputy(w)
      let place = try await Self.held(w)
      await #expect(throws: MeetingRefusal.sameOption) {
        _ = try await Self.open(
          w, .choice, "Hình thức kỷ luật", at: place, choices: ["Khiển trách", "khiển  trách"])
      }
      let ballot = try await Self.open(
        w, .choice, "Hình thức kỷ luật", at: place, choices: ["Khiển trách", "Cảnh cáo", "Không kỷ luật"])
      for actor in [w.secretary, second] { _ = try await Self.count([4, 4, 1], of: ballot, by: actor, w) }
      #expect(try await Self.story(ballot, w).result?.chosen == [])
      #expect(try await w.minutes(place.0).contains("không phương án nào đủ số phiếu"))
      #expect(try await w.perform(CancelMeetingBallot(ballot, reason: "phát nhầm phiếu")) == .cancelAsked)
      await #expect(throws: MeetingRefusal.needsSecondPerson) {
        _ = try await w.perform(CancelMeetingBallot(ballot, reason: ""))
      }
      try await w.system.perform(KeepMeetingBallot(ballot), by: second)
      #expect(try await w.perform(CancelMeetingBallot(ballot, reason: "phát nhầm phiếu")) == .cancelAsked)
      #expect(try await w.system.perform(CancelMeetingBallot(ballot, reason: ""), by: second) == .cancelled)
      #expect(try await Self.story(ballot, w).result == nil)
      #expect(try await w.minutes(place.0).contains("đã hủy: phát nhầm phiếu"))
    }
  }

  @Test(arguments: Engine.available)
  func `người kiểm phiếu ghi bằng tài khoản của mình; người không kiểm thì không`(engine: Engine) async throws
  {
    try await TestRegister.with(engine, on: day(2026_03_10)) { register in
      let w = try await CellWorld.make(register)
      let place = try await Self.held(w)
      func own(_ member: ID<Member>, _ name: String) async throws -> Registry.Actor {
        let made = try await w.system.perform(
          CreateAccount(userName: name, person: name, organisation: w.cell), by: .operatorOfMachine)
        try await w.system.perform(LinkMemberAccount(made.account, to: member), by: .operatorOfMachine)
        return Registry.Actor(.account(made.account), name: name)
      }
      let (teller, other) = (try await own(w.members[8], "kiem"), try await own(w.members[0], "khong.kiem"))
      let ballot = try await Self.open(w, at: place)
      await #expect(throws: RightsRefusal.notFound) {
        _ = try await Self.count([9, 0], of: ballot, by: other, w)
      }
      #expect(try await Self.count([9, 0], of: ballot, by: teller, w) == .waitsForSecond)
      #expect(try await w.system.read { try $0.ballotsToCount(by: w.members[8]).count } == 1)
      #expect(try await Self.count([9, 0], of: ballot, by: w.secretary, w) == .counted)
      #expect(try await Self.story(ballot, w).result?.isUnanimous == true)
      await #expect(throws: MeetingRefusal.ballotClosed("đã kiểm phiếu")) {
        _ = try await Self.count([9, 0], of: ballot, by: teller, w)
      }
    }
  }
}
