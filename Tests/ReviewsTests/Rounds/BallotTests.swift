import Basics
import Foundation
import Meetings
import Registry
import Reviews
import Rules
import Storage
import TestSupport
import Testing

@Suite struct `Hội nghị và bỏ phiếu` {
  private func rules() throws -> BallotRules {
    try BallotRules(
      Content.locate(
        executable: "", currentFolder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path))
  }

  /// A cell of so many official members, all there, with accounts of their own when asked.
  private struct Cell {
    var members: [ID<Member>] = []
    var voters: [Registry.Actor] = []
    var subjects: [ReviewSubject] = []
    var round: ID<Round>
    var meeting: ID<ReviewMeeting>
  }

  private func cell(_ w: RoundWorld, official: Int, probationary: Int = 0, accounts: Bool = false)
    async throws -> Cell
  {
    var members: [ID<Member>] = []
    for n in 0..<official { members.append(try await w.member("Nguyễn Văn \(n)", in: w.world.longMyHamlet)) }
    for n in 0..<probationary {
      _ = try await w.member(
        "Trần Dự Bị \(n)", in: w.world.longMyHamlet, from: 2026_01_05, admitted: 2026_01_05, official: nil)
    }
    let round = try await w.open().round
    var voters: [Registry.Actor] = []
    if accounts {
      for (n, member) in members.enumerated() {
        let made = try await w.system.perform(
          CreateAccount(
            userName: "dang-vien-\(n)", person: "Đảng viên \(n)", organisation: w.world.longMyHamlet),
          by: .operatorOfMachine)
        try await w.system.perform(LinkMemberAccount(made.account, to: member), by: .operatorOfMachine)
        voters.append(Registry.Actor(.account(made.account), name: "Đảng viên \(n)"))
      }
    }
    let meeting = try await w.system.perform(
      HoldMeeting(of: w.world.longMyHamlet, in: round, on: w.system.today), by: .operatorOfMachine)
    if official > 0 {
      _ = try await w.system.perform(
        RecordAttendance(Dictionary(uniqueKeysWithValues: members.map { ($0, .present) }), at: meeting),
        by: .operatorOfMachine)
    }
    var subjects: [ReviewSubject] = []
    for member in members { subjects.append(try await w.subject(member)) }
    return Cell(members: members, voters: voters, subjects: subjects, round: round, meeting: meeting)
  }

  private func lines(_ w: RoundWorld, _ ballot: ID<Ballot>) async throws -> [BallotLine] {
    try await w.system.read { session throws in try session.ballotLines(of: ballot) }
  }

  private func result(_ w: RoundWorld, _ ballot: ID<Ballot>) async throws -> BallotResult? {
    let rules = try rules()
    return try await w.system.read { session throws in
      try session.ballotResult(
        of: try #require(try session.ballot(ballot)), guidance: w.guidance, rules: rules)
    }
  }

  private func open(
    _ w: RoundWorld, _ cell: Cell, _ mode: Ballot.Mode, on subjects: [ReviewSubject]? = nil,
    follows: ID<Ballot>? = nil
  )
    async throws -> ID<Ballot>
  {
    try await w.system.perform(
      OpenBallot(
        at: cell.meeting, on: (subjects ?? cell.subjects).map(\.id), mode: mode, follows: follows,
        guidance: w.guidance, rules: try rules()), by: .operatorOfMachine)
  }

  /// The parts of two persons, taken after an electronic ballot was opened.
  private func keys(_ w: RoundWorld, _ ballot: ID<Ballot>) async throws -> [String] {
    let second = try await w.account("giu-khoa-\(ballot)".lowercased(), .secretary, at: w.world.longMyHamlet)
    return [
      try await w.system.perform(TakeBallotKey(of: ballot), by: .operatorOfMachine),
      try await w.system.perform(TakeBallotKey(of: ballot), by: second),
    ]
  }

  /// 20 official and 2 probationary members, 3 of the official away on business: base 20 (not 17), 11 votes needed.
  @Test(arguments: Engine.available)
  func `P-V02, P-V17: số tính là người được triệu tập, không phải người có mặt; dự bị không bỏ phiếu`(
    engine: Engine
  )
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let cell = try await cell(w, official: 20, probationary: 2)
      let rules = try rules()
      func base() async throws -> VotingBase {
        try await w.system.read { session throws in
          try session.votingBase(of: try #require(try session.reviewMeeting(cell.meeting)), rules)
        }
      }
      _ = try await w.system.perform(
        RecordAttendance(
          Dictionary(uniqueKeysWithValues: cell.members.suffix(3).map { ($0, .excused) }), at: cell.meeting),
        by: .operatorOfMachine)
      let seventeen = try await base()
      #expect(seventeen.base == 20 && seventeen.present == 17 && seventeen.excused == 3)
      let majority = try #require(rules.majorities(of: w.guidance).first)
      #expect(majority.needed(of: try #require(seventeen.denominator(majority, valid: nil))) == 11)
      #expect(seventeen.quorumNeeded == 14 && seventeen.hasQuorum)
      _ = try await w.system.perform(
        RecordAttendance(
          Dictionary(uniqueKeysWithValues: cell.members.prefix(7).map { ($0, .absent) }), at: cell.meeting),
        by: .operatorOfMachine)
      #expect(try await !base().hasQuorum, "mất số cần có thì thấy ngay")
      // Somebody admitted after the meeting was opened is not convened.
      let late = try await w.member("Võ Thị Sau", in: w.world.longMyHamlet)
      await #expect(throws: BallotRefusal.notConvened) {
        _ = try await w.system.perform(
          RecordAttendance([late: .present], at: cell.meeting), by: .operatorOfMachine)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `người sinh hoạt tạm thời nơi khác và người được miễn mà vắng thì trừ ra`(engine: Engine) async throws
  {
    try await RoundWorld.with(engine) { w in
      let away = try await w.member("Lê Đi Xa", in: w.world.longMyHamlet)
      let exempt = try await w.member("Lý Được Miễn", in: w.world.longMyHamlet)
      let suspended = try await w.member("Hồ Đình Chỉ", in: w.world.longMyHamlet)
      for n in 0..<4 { _ = try await w.member("Nguyễn Văn \(n)", in: w.world.longMyHamlet) }
      let letter = try await w.system.perform(
        SendTransfer(away, to: w.world.phongNamHamlet, kind: .temporary, letter: "3", on: date(2026_10_01)),
        by: .operatorOfMachine)
      _ = try await w.system.perform(ReceiveTransfer(letter, on: date(2026_10_02)), by: .operatorOfMachine)
      for (member, fact) in [(exempt, "exempt"), (suspended, "suspended")] {
        _ = try await w.system.perform(
          RecordReviewFacts(
            [ReviewAnswer(fact: fact, value: "1", evidence: "")], of: .member(member), as: "member",
            year: 2026,
            guidance: w.guidance), by: .operatorOfMachine)
      }
      let round = try await w.open().round
      let meeting = try await w.system.perform(
        HoldMeeting(of: w.world.longMyHamlet, in: round, on: w.system.today), by: .operatorOfMachine)
      let rules = try rules()
      func base() async throws -> VotingBase {
        try await w.system.read { session throws in
          try session.votingBase(of: try #require(try session.reviewMeeting(meeting)), rules)
        }
      }
      let absent = try await base()
      #expect(absent.convened == 6 && absent.away == 1 && absent.exemptAbsent == 1 && absent.base == 4)
      // The exempt one comes and votes: counted.
      _ = try await w.system.perform(
        RecordAttendance([exempt: .present], at: meeting), by: .operatorOfMachine)
      #expect(try await base().base == 5)
      await #expect(throws: BallotRefusal.notConvened) {
        _ = try await w.system.perform(
          RecordAttendance([suspended: .present], at: meeting), by: .operatorOfMachine)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `P-V14: số phiếu phải khớp, hai người nhập phải giống nhau, khác thì không gì được nhận`(
    engine: Engine
  )
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let cell = try await cell(w, official: 5)
      let ballot = try await open(w, cell, .paper)
      let lines = try await lines(w, ballot)
      func count(_ change: (inout BallotCount) -> Void = { _ in }) -> BallotCount {
        var votes: [ID<BallotLine>: [String: Int]] = [:]
        for line in lines { votes[line.id] = ["HTT": 4, "HT": 1] }
        var count = BallotCount(
          printed: 6, unused: 1, issued: 5, returned: 5, missing: 0, valid: 5, invalid: 0, votes: votes)
        change(&count)
        return count
      }
      let (one, two) = (
        try await w.account("thu-ky", .secretary, at: w.world.longMyHamlet),
        try await w.account("kiem-phieu", .secretary, at: w.world.longMyHamlet)
      )
      func enter(_ count: BallotCount, _ actor: Registry.Actor) async throws -> CountBallotPapers.Outcome {
        try await w.system.perform(CountBallotPapers(count, of: ballot), by: actor)
      }
      let wrong: [(String, BallotCount)] = [
        ("ballot.printed", count { $0.unused = 2 }), ("ballot.issued", count { $0.missing = 1 }),
        ("ballot.returned", count { $0.invalid = 1 }),
        ("ballot.votes", count { $0.votes[lines[0].id] = ["HTXS": 3, "HTT": 3] }),
        ("ballot.range", count { $0.valid = -1 }),
        ("ballot.grade", count { $0.votes[lines[0].id] = ["TSVM": 1] }),
        ("ballot.eligible", count { ($0.printed, $0.issued, $0.returned, $0.valid) = (7, 6, 6, 6) }),
      ]
      for (code, count) in wrong {
        do {
          _ = try await enter(count, one)
          Issue.record("\(code) được nhận")
        } catch BallotRefusal.unbalanced(let findings) {
          #expect(findings.map(\.code).contains(code), "\(code): \(findings.map(\.message))")
        }
      }
      #expect(try await enter(count { $0.votes[lines[0].id] = ["HTT": 5] }, one) == .waitsForSecond)
      #expect(try await result(w, ballot) == nil, "một người nhập thì chưa có kết quả")
      do {
        _ = try await enter(count(), two)
        Issue.record("hai lần khác nhau mà được nhận")
      } catch BallotRefusal.differs(let findings) {
        #expect(
          findings.map(\.message) == [
            "Dòng 1, ô thứ 2: hai lần không khớp.", "Dòng 1, ô thứ 3: hai lần không khớp.",
          ])
      }
      #expect(try await result(w, ballot) == nil)
      // The first person enters again what is right; nobody is the second person of themselves.
      #expect(try await enter(count(), one) == .waitsForSecond)
      #expect(try await enter(count(), one) == .waitsForSecond)
      #expect(try await enter(count(), two) == .counted)
      let counted = try #require(try await result(w, ballot))
      #expect(counted.needed == 3 && counted.base == 5)
      #expect(counted.lines.map(\.carried) == ["HTT", "HTT", "HTT", "HTT", "HTT"])
      await #expect(throws: BallotRefusal.wrongState("đã kiểm phiếu")) { _ = try await enter(count(), two) }
      try await w.system.perform(PublishBallot(ballot), by: one)
      for act in [PublishBallot(ballot)] {
        await #expect(throws: BallotRefusal.wrongState("đã công bố")) {
          try await w.system.perform(act, by: one)
        }
      }
      await #expect(throws: BallotRefusal.wrongState("đã công bố")) {
        try await w.system.perform(CancelBallot(ballot, reason: "làm lại"), by: one)
      }
      // The proposal rests on the ballot, and says the same.
      try await w.step("selfReview", cell.subjects)
      try await w.step("review", cell.subjects)
      func propose(_ step: ReviewGrade.Step, _ grade: String, ballot: ID<Ballot>?) async throws {
        _ = try await w.system.perform(
          GiveGrades(
            step, [cell.subjects[0].id: grade], by: w.world.longMyHamlet, on: w.system.today, ballot: ballot,
            guidance: w.guidance, procedures: w.procedures, rules: try rules()), by: one)
      }
      try await propose(.own, "HTXS", ballot: nil)
      await #expect(throws: BallotRefusal.noSuchResult) {
        try await propose(.proposed, "HTXS", ballot: ballot)
      }
      try await propose(.proposed, "HTT", ballot: ballot)
    }
  }

  @Test(arguments: Engine.available)
  func `P-V11: không mức nào quá nửa thì vòng hai giữa các mức nhiều phiếu nhất, bằng nhau thì cùng vào`(
    engine: Engine
  )
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let cell = try await cell(w, official: 9)
      let (one, two) = (
        try await w.account("thu-ky", .secretary, at: w.world.longMyHamlet),
        try await w.account("kiem-phieu", .secretary, at: w.world.longMyHamlet)
      )
      func hold(_ votes: [[String: Int]], on subjects: [ReviewSubject], follows: ID<Ballot>? = nil)
        async throws -> ID<Ballot>
      {
        let ballot = try await open(w, cell, .paper, on: subjects, follows: follows)
        let lines = try await lines(w, ballot)
        let count = BallotCount(
          printed: 9, unused: 0, issued: 9, returned: 9, missing: 0, valid: 9, invalid: 0,
          votes: Dictionary(uniqueKeysWithValues: zip(lines.map(\.id), votes)))
        for actor in [one, two] {
          _ = try await w.system.perform(CountBallotPapers(count, of: ballot), by: actor)
        }
        return ballot
      }
      let subjects = Array(cell.subjects.prefix(3))
      let first = try await hold(
        [["HTXS": 4, "HTT": 3, "HT": 2], ["HTXS": 3, "HTT": 3, "HT": 3], ["HTT": 5, "HT": 4]], on: subjects)
      // Nothing follows a ballot that has not been published.
      await #expect(throws: BallotRefusal.notOpenForSecond) {
        _ = try await open(w, cell, .paper, on: [subjects[0]], follows: first)
      }
      try await w.system.perform(PublishBallot(first), by: one)
      let result = try #require(try await result(w, first))
      #expect(result.needed == 5)
      #expect(result.lines.map(\.carried) == [nil, nil, "HTT"])
      #expect(result.lines.map(\.secondRound) == [["HTXS", "HTT"], ["HTXS", "HTT", "HT"], []])
      await #expect(throws: BallotRefusal.notOpenForSecond) {
        _ = try await open(w, cell, .paper, on: [subjects[2]], follows: first)
      }
      let second = try await hold([["HTXS": 5, "HTT": 4]], on: [subjects[0]], follows: first)
      #expect(try await lines(w, second).map(\.grades) == [["HTXS", "HTT"]])
      #expect(try await self.result(w, second)?.lines.map(\.carried) == ["HTXS"])
      let rules = try rules()
      let minutes = try #require(
        try await w.system.read { session throws in
          try session.meetingMinutes(cell.meeting, guidance: w.guidance, rules: rules)
        })
      #expect(minutes.votes.count == 2 && minutes.votes[1].secondOf == first)
      #expect(minutes.base.base == 9 && minutes.organisationName == "Chi bộ ấp Long Hòa")
    }
  }

  @Test(arguments: Engine.available)
  func `mỗi đối tượng một cuộc bỏ phiếu: mở lại chỉ khi đã hủy, ở vòng hai, hoặc cấp trên trả lại kết quả`(
    engine: Engine
  ) async throws {
    try await RoundWorld.with(engine) { w in
      var cell = try await cell(w, official: 9)
      let (one, two) = (
        try await w.account("thu-ky", .secretary, at: w.world.longMyHamlet),
        try await w.account("kiem-phieu", .secretary, at: w.world.longMyHamlet)
      )
      func count(_ ballot: ID<Ballot>, _ votes: [[String: Int]]) async throws {
        let lines = try await lines(w, ballot)
        let count = BallotCount(
          printed: 9, unused: 0, issued: 9, returned: 9, missing: 0, valid: 9, invalid: 0,
          votes: Dictionary(uniqueKeysWithValues: zip(lines.map(\.id), votes)))
        for actor in [one, two] {
          _ = try await w.system.perform(CountBallotPapers(count, of: ballot), by: actor)
        }
      }
      let (mine, other) = (cell.subjects[0], cell.subjects[1])
      let first = try await open(w, cell, .paper, on: [mine, other])
      let refused = BallotRefusal.votedAlready(["Nguyễn Văn 0"])
      // Posted twice; open, counted, published: a result that does not suit is not voted again.
      await #expect(throws: refused) { _ = try await open(w, cell, .paper, on: [mine, cell.subjects[2]]) }
      _ = try await w.system.perform(CancelBallot(first, reason: "in nhầm tên"), by: one)
      let again = try await open(w, cell, .paper, on: [mine, other])
      try await count(again, [["HTT": 6, "HT": 3], ["HTXS": 4, "HTT": 4, "HT": 1]])
      await #expect(throws: refused) { _ = try await open(w, cell, .paper, on: [mine]) }
      try await w.system.perform(PublishBallot(again), by: one)
      await #expect(throws: refused) { _ = try await open(w, cell, .paper, on: [mine]) }
      // The second round is one too.
      let second = try await open(w, cell, .paper, on: [other], follows: again)
      await #expect(throws: BallotRefusal.votedAlready(["Nguyễn Văn 1"])) {
        _ = try await open(w, cell, .paper, on: [other], follows: again)
      }
      #expect(second != again)
      // Nor at another meeting, unless the superior has given the results back.
      cell.meeting = try await w.system.perform(
        HoldMeeting(of: w.world.longMyHamlet, in: cell.round, on: w.system.today, isAnother: true),
        by: .operatorOfMachine)
      _ = try await w.system.perform(
        RecordAttendance(
          Dictionary(uniqueKeysWithValues: cell.members.map { ($0, .present) }), at: cell.meeting),
        by: .operatorOfMachine)
      await #expect(throws: refused) { _ = try await open(w, cell, .paper, on: [mine]) }
      await #expect(throws: BallotRefusal.votedAlready(["Nguyễn Văn 1"])) {
        _ = try await open(w, cell, .paper, on: [other])
      }
      _ = try await open(w, cell, .paper, on: [cell.subjects[2]])
    }
  }

  @Test(arguments: Engine.available)
  func `phiếu điện tử chỉ mở khi mọi người có mặt được biểu quyết đều có tài khoản riêng`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let cell = try await cell(w, official: 12, accounts: true)
      let account = try #require(cell.voters[0].account)
      try await w.system.perform(UnlinkMemberAccount(cell.members[0]), by: .operatorOfMachine)
      await #expect(throws: BallotRefusal.withoutAccount(count: 1)) {
        _ = try await open(w, cell, .electronic, on: [cell.subjects[0]])
      }
      try await w.system.perform(LinkMemberAccount(account, to: cell.members[0]), by: .operatorOfMachine)
      _ = try await open(w, cell, .electronic, on: [cell.subjects[0]])
    }
  }

  @Test func `P-V10: quá nửa là quá nửa, từ 1 đến 60 người`() throws {
    let majority = try rules().usualMajority
    for base in 1...60 {
      let needed = try #require(majority.needed(of: base))
      #expect(needed * 2 > base && (needed - 1) * 2 <= base, "\(base)")
    }
    #expect([2, 3, 20, 21].map { majority.needed(of: $0) } == [2, 2, 11, 11])
  }

  @Test
  func
    `P-V09: dòng nhiều dấu không hợp lệ, không dấu là trắng, phiếu không dòng nào được tính thì không hợp lệ`()
  {
    let options = ["HTXS", "HTT", "HT", "KHT"]
    var classes = 0
    for bits in 0..<16 {
      let marks = Set(options.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
      let told = BallotRules.classify(marks, options: options)
      switch marks.count {
      case 0: #expect(told == .blank)
      case 1: #expect(told == .vote(marks.first ?? ""))
      default: #expect(told == .invalid)
      }
      for other in [Set<String>(), ["HTT"], ["TSVM"]] {
        let paper = [told, BallotRules.classify(other, options: options)]
        #expect(BallotRules.isValid(paper) == (marks.count == 1 || other == ["HTT"]))
        classes += 1
      }
    }
    #expect(classes == 48)
    #expect(BallotRules.classify(["TSVM"], options: options) == .invalid)
  }

  @Test(arguments: Engine.available)
  func `P-V08: ít người thì không bỏ phiếu kín điện tử, có lối bỏ phiếu giấy`(engine: Engine) async throws {
    for size in [3, 4, 9] {
      try await RoundWorld.with(engine) { w in
        let cell = try await cell(w, official: size)
        await #expect(throws: BallotRefusal.tooFewForElectronic(eligible: size, minimum: 10)) {
          _ = try await open(w, cell, .electronic, on: [cell.subjects[0]])
        }
        #expect(
          BallotRefusal.tooFewForElectronic(eligible: size, minimum: 10).remedy.contains("Bỏ phiếu giấy"))
      }
    }
  }

  @Test(arguments: Engine.available)
  func `P-V01, P-V05, P-V06, P-V12, P-V16: phiếu kín điện tử`(engine: Engine) async throws {
    try await RoundWorld.with(engine) { w in
      let cell = try await cell(w, official: 12, accounts: true)
      let ballot = try await open(w, cell, .electronic, on: [cell.subjects[0]])
      let line = try #require(try await lines(w, ballot).first)
      let rules = try rules()
      let system = w.system
      // Before two persons hold the key nobody votes: the vote could not be locked.
      await #expect(throws: BallotRefusal.noKeys) {
        try await system.cast([line.id: "HTT"], in: ballot, rules: rules, retryKey: "k", by: cell.voters[1])
      }
      let parts = try await keys(w, ballot)
      // Nobody votes for somebody else, the secretary and the operator least of all.
      let secretary = try await w.account("bi-thu", .secretary, at: w.world.longMyHamlet)
      for actor in [secretary, .operatorOfMachine] {
        await #expect(throws: BallotRefusal.onlyOneself) {
          try await system.cast([line.id: "HTT"], in: ballot, rules: rules, retryKey: "k", by: actor)
        }
      }
      await #expect(throws: BallotRefusal.isElectronic) {
        _ = try await system.perform(
          CountBallotPapers(
            BallotCount(
              printed: 0, unused: 0, issued: 0, returned: 0, missing: 0, valid: 0, invalid: 0, votes: [:]),
            of: ballot), by: secretary)
      }
      // Twice, many times at once, and again with the same key after a lost answer.
      let first = cell.voters[0]
      let casts = await withTaskGroup(of: Bool?.self) { group in
        for n in 0..<20 {
          group.addTask {
            try? await system.cast(
              [line.id: "HTXS"], in: ballot, rules: rules, retryKey: "lần \(n)", by: first)
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(casts.count { $0 == true } == 1 && casts.count { $0 == nil } == 19)
      #expect(
        try await system.cast([line.id: "HTT"], in: ballot, rules: rules, retryKey: "mất", by: cell.voters[1])
      )
      #expect(
        try await !system.cast(
          [line.id: "HTT"], in: ballot, rules: rules, retryKey: "mất", by: cell.voters[1]))
      // The same key with other marks is no second try of the same vote.
      await #expect(throws: BallotRefusal.alreadyVoted) {
        try await system.cast([line.id: "HT"], in: ballot, rules: rules, retryKey: "mất", by: cell.voters[1])
      }
      await #expect(throws: BallotRefusal.notAChoice) {
        try await system.cast([line.id: "TSVM"], in: ballot, rules: rules, retryKey: "x", by: cell.voters[2])
      }
      for voter in cell.voters[2..<11] {
        try await system.cast([line.id: "HTT"], in: ballot, rules: rules, retryKey: "k", by: voter)
      }
      try await system.read { session throws in
        let open = try #require(try session.ballot(ballot))
        #expect(try session.turnout(of: open) == (11, 12))
        #expect(
          try session.ballotResult(of: open, guidance: w.guidance, rules: rules) == nil,
          "chưa đóng thì không ai biết")
        // While it is open there is no vote anybody could read; all of them are of one length.
        #expect(try session.count("SELECT count(*) FROM sealed_ballot WHERE ballot_id = \(ballot)") == 0)
        let locked = try session.all("SELECT vote FROM ballot_voter WHERE ballot_id = \(ballot)") {
          try $0.blob(0)
        }
        #expect(Set(locked.map(\.count)).count == 1 && Set(locked).count == 11)
        let (count, _) = try session.recount(open)
        #expect(count.returned == 0)
      }
      await #expect(throws: BallotRefusal.wrongParts(right: 1, of: 2)) {
        try await system.perform(
          CloseBallot(ballot, parts: [parts[1], parts[1]], rules: rules), by: secretary)
      }
      await #expect(throws: BallotRefusal.wrongParts(right: 0, of: 2)) {
        try await system.perform(CloseBallot(ballot, parts: ["", "x"], rules: rules), by: secretary)
      }
      await #expect(throws: BallotRefusal.keysFixed) {
        _ = try await system.perform(TakeBallotKey(of: ballot), by: .operatorOfMachine)
      }
      // In either order, and written as people write.
      try await system.perform(
        CloseBallot(
          ballot, parts: [parts[1].uppercased(), parts[0].replacing("-", with: " ")], rules: rules),
        by: secretary)
      try await system.read { session throws in
        // Nothing joins the two tables but the ballot; in no table of the history is there a trace of a vote.
        let nonces = try session.all("SELECT nonce FROM sealed_ballot WHERE ballot_id = \(ballot)") {
          try $0.blob(0)
        }
        #expect(nonces.count == 11)
        let stored = try session.all(
          "SELECT nonce FROM sealed_ballot WHERE ballot_id = \(ballot) ORDER BY \(sqlite: "nonce", postgres: "ctid")"
        ) { try $0.blob(0) }
        #expect(stored == nonces.sorted { $0.lexicographicallyPrecedes($1) })
        let voters = try session.all(
          "SELECT member_id FROM ballot_voter WHERE ballot_id = \(ballot) ORDER BY \(sqlite: "member_id", postgres: "ctid")"
        ) { try $0.int(0) }
        #expect(voters == voters.sorted() && voters.count == 11)
        #expect(
          try session.count(
            "SELECT count(*) FROM ballot_voter WHERE ballot_id = \(ballot) AND (retry_hash <> '' OR vote IS NOT NULL)"
          )
            == 0)
        #expect(
          try session.count(
            "SELECT count(*) FROM journal_record WHERE entity IN ('ballot_voter', 'sealed_ballot')") == 0)
        #expect(try session.count("SELECT count(*) FROM journal_entry WHERE act = 'ballot.cast'") == 0)
      }
      await #expect(throws: BallotRefusal.countedAlready) {
        try await system.cast([line.id: "HTT"], in: ballot, rules: rules, retryKey: "mất", by: cell.voters[1])
      }
      await #expect(throws: BallotRefusal.wrongState("đã kiểm phiếu")) {
        try await system.cast([line.id: "HTT"], in: ballot, rules: rules, retryKey: "k", by: cell.voters[11])
      }
      let counted = try #require(try await result(w, ballot))
      #expect(counted.needed == 7 && counted.lines.first?.carried == "HTT" && !counted.isUnanimous)
      try await system.read { session throws in
        let (count, digest) = try session.recount(try #require(try session.ballot(ballot)))
        #expect(digest == counted.digest && count.votes[line.id] == ["HTXS": 1, "HTT": 10])
      }
      try await system.perform(PublishBallot(ballot), by: secretary)
      // A cancelled ballot's votes are gone.
      let other = try await open(w, cell, .electronic, on: [cell.subjects[1]])
      _ = try await keys(w, other)
      let otherLine = try #require(try await lines(w, other).first)
      for voter in cell.voters {
        try await system.cast([otherLine.id: "HT"], in: other, rules: rules, retryKey: "k", by: voter)
      }
      _ = try await system.perform(CancelBallot(other, reason: "in nhầm tên"), by: secretary)
      try await system.read { session throws in
        #expect(try session.count("SELECT count(*) FROM sealed_ballot WHERE ballot_id = \(other)") == 0)
        #expect(try session.count("SELECT count(*) FROM ballot_voter WHERE ballot_id = \(other)") == 0)
      }
      #expect(try await result(w, other) == nil)
      // Everybody the same: whoever publishes must know what that tells.
      let same = try await open(w, cell, .electronic, on: [cell.subjects[1]])
      let sameParts = try await keys(w, same)
      let sameLine = try #require(try await lines(w, same).first)
      for voter in cell.voters {
        try await system.cast([sameLine.id: "HTT"], in: same, rules: rules, retryKey: "k", by: voter)
      }
      try await system.perform(CloseBallot(same, parts: sameParts, rules: rules), by: secretary)
      // Counted and not published: one person alone does not make a result disappear.
      #expect(
        try await system.perform(CancelBallot(same, reason: "kết quả không vừa ý"), by: secretary)
          == .waitsForSecond)
      await #expect(throws: BallotRefusal.wrongState("đã kiểm phiếu, có đề nghị hủy")) {
        try await system.perform(PublishBallot(same, knowsUnanimous: true), by: secretary)
      }
      await #expect(throws: BallotRefusal.needsSecondPerson) {
        try await system.perform(AnswerBallotCancelling(same, cancels: true), by: secretary)
      }
      #expect(try await result(w, same) != nil)
      try await system.perform(AnswerBallotCancelling(same, cancels: false), by: .operatorOfMachine)
      await #expect(throws: BallotRefusal.unanimous) {
        try await system.perform(PublishBallot(same), by: secretary)
      }
      try await system.perform(PublishBallot(same, knowsUnanimous: true), by: secretary)
    }
  }

  @Test(arguments: Engine.available)
  func `P-V04: đóng khi phiếu đang đến: mỗi phiếu hoặc được tính, hoặc bị từ chối và được báo`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let cell = try await cell(w, official: 16, accounts: true)
      let ballot = try await open(w, cell, .electronic, on: [cell.subjects[0]])
      let line = try #require(try await lines(w, ballot).first)
      let rules = try rules()
      let system = w.system
      let parts = try await keys(w, ballot)
      // So many that closing may come before the last.
      for voter in cell.voters.prefix(5) {
        try await system.cast([line.id: "HTT"], in: ballot, rules: rules, retryKey: "k", by: voter)
      }
      let accepted = await withTaskGroup(of: Bool.self) { group in
        for voter in cell.voters.dropFirst(5) {
          group.addTask {
            (try? await system.cast([line.id: "HTT"], in: ballot, rules: rules, retryKey: "k", by: voter))
              == true
          }
        }
        group.addTask {
          try? await system.perform(CloseBallot(ballot, parts: parts, rules: rules), by: .operatorOfMachine)
          return false
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      let counted = try #require(try await result(w, ballot))
      #expect(counted.count.returned == accepted + 5)
    }
  }
}
