import Basics
import Meetings
import Registry
import TestSupport
import Testing

@Suite struct `Phát triển đảng viên` {
  /// A prospect in the cell of nine official members, with what it takes to go on.
  struct Path {
    var cell: CellWorld
    var rules: DevelopmentRules
    var roster: RosterRules

    init(_ register: TestRegister) async throws {
      cell = try await CellWorld.make(register)
      let content = try MeetingContent.found()
      (rules, roster) = (try DevelopmentRules(content), try RosterRules(content))
    }

    func list(_ name: String = "Lê Thị Hồng Đào", born: Int = 1988_05_02, on number: Int = 2012_03_01)
      async throws
      -> ID<Prospect>
    {
      try await cell.perform(
        ListProspect(
          ProspectRecord(
            name: name, sex: .female, bornOn: day(born), occupation: "giáo viên mầm non", union: .youth),
          in: cell.cell, on: day(number)))
    }

    func paper(_ id: String, _ prospect: ID<Prospect>, on number: Int?) async throws {
      try await cell.perform(
        RecordProspectPaper(
          id, of: prospect, issuedOn: number.map { day($0) }, keptAt: "tủ hồ sơ chi bộ", rules: rules))
    }

    @discardableResult
    func vote(
      _ prospect: ID<Prospect>, _ kind: ProspectStep.Kind = .cellVote, inFavour: Int, against: Int = 0,
      base: Int? = nil, on number: Int
    ) async throws -> ProspectStep.Vote {
      try await cell.perform(
        RecordAdmissionVote(
          kind, on: prospect, day: day(number), number: "05-NQ/CB",
          count: .told(inFavour: inFavour, against: against, base: base, exemptAbsent: 0), rules: rules,
          voting: cell.rules.voting))
    }

    func decide(_ prospect: ID<Prospect>) async throws {
      try await cell.perform(
        DecideAdmission(
          prospect, decision: SmallWorld.decision("31-QĐ/HU", on: day(2013_02_20), issuer: "Huyện ủy"),
          receivedOn: day(2013_03_01)))
    }

    func admit(_ prospect: ID<Prospect>, on number: Int = 2013_03_20) async throws -> ID<Member> {
      try await cell.perform(AdmitProspect(prospect, on: day(number), rules: roster))
    }

    func file(_ prospect: ID<Prospect>, on number: Int = 2014_04_21) async throws -> ProspectFile {
      try #require(try await cell.system.read { try $0.prospectFile(prospect, on: day(number)) })
    }

    func stage(_ prospect: ID<Prospect>, on number: Int = 2014_04_21) async throws -> ProspectStage {
      try await file(prospect, on: number).stage(rules)
    }
  }

  @Test(arguments: Engine.available)
  func `từ quần chúng ưu tú đến chính thức: mỗi bước ghi một lần, hồ sơ đảng viên tự có`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine) { register in
      let path = try await Path(register)
      let dao = try await path.list()
      #expect(try await path.stage(dao) == .listed)
      try await path.paper("application", dao, on: 2012_11_05)
      #expect(try await path.stage(dao) == .applicant)
      // Five of nine are no two thirds: written down, and nothing follows.
      #expect(try await path.vote(dao, inFavour: 5, against: 4, on: 2012_12_10).isCarried == false)
      #expect(try await path.stage(dao) == .applicant)
      #expect(try await path.file(dao).remarks(path.rules).contains { $0.kind == .voteFailed })
      let vote = try await path.vote(dao, inFavour: 6, against: 1, on: 2013_01_10)
      #expect((vote.base, vote.needed, vote.isCarried) == (9, 6, true))
      #expect(try await path.stage(dao) == .proposed)
      await #expect(throws: DevelopmentRefusal.notDecided) { try await path.admit(dao) }
      try await path.decide(dao)
      await #expect(throws: DevelopmentRefusal.beforeDecision(day(2013_03_01))) {
        try await path.admit(dao, on: 2013_02_27)
      }
      let before = try await register.system.read {
        try $0.memberCount(in: path.cell.cell, asOf: AsOf(day(2013_03_20)))
      }
      let member = try await path.admit(dao)
      let (count, state) = try await register.system.read { session in
        (
          try session.memberCount(in: path.cell.cell, asOf: AsOf(day(2013_03_20))),
          try session.member(member, asOf: AsOf(day(2013_06_01)))
        )
      }
      #expect(count == before + 1)
      #expect(state?.person.name == "Lê Thị Hồng Đào")
      #expect(state?.person.admittedOn == day(2013_03_20))
      #expect(state?.person.status(on: day(2014_04_21)) == .probationary)
      #expect(try await path.stage(dao) == .probation)
      #expect(try await path.file(dao, on: 2014_01_05).clocks(path.rules).map(\.due) == [day(2014_03_20)])

      await #expect(throws: DevelopmentRefusal.probationRuns(day(2014_03_20))) {
        try await path.vote(dao, .cellRecognition, inFavour: 9, on: 2014_03_19)
      }
      try await path.vote(dao, .cellRecognition, inFavour: 9, on: 2014_04_02)
      try await path.cell.perform(
        RecogniseMember(
          dao, decision: SmallWorld.decision("44-QĐ/HU", on: day(2014_04_15), issuer: "Huyện ủy"),
          rules: path.rules, roster: path.roster))
      let official = try await register.system.read {
        try $0.member(member, asOf: AsOf(day(2014_04_21)))?.person
      }
      // Late or not: official since the day on which the twelve months were over.
      #expect(official?.officialOn == day(2014_03_20))
      #expect(try await path.stage(dao) == .recognised)
      #expect(try await path.file(dao).clocks(path.rules).isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `biểu quyết đã ghi ở kỳ sinh hoạt được lấy lại, mức quá nửa thì không`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let path = try await Path(register)
      let dao = try await path.list()
      let meeting = try await path.cell.prepare(day(2013_01_10))
      try await path.cell.attend(meeting)
      let item = try #require(try await path.cell.items(meeting).first { $0.kind == .discussion })
      func take(_ majority: String?) async throws -> MeetingVote {
        try await path.cell.perform(
          TakeVote(
            "Đề nghị kết nạp", on: item.item, at: meeting, inFavour: 7, against: 2, majority: majority,
            rules: path.cell.rules.voting))
      }
      let (plain, right) = (try await take(nil), try await take("twoThirds"))
      func record(_ vote: MeetingVote, on number: Int = 2013_01_10) async throws -> ProspectStep.Vote {
        try await path.cell.perform(
          RecordAdmissionVote(
            .cellVote, on: dao, day: day(number), number: "01-NQ/CB", count: .taken(vote.vote, at: meeting),
            rules: path.rules, voting: path.cell.rules.voting))
      }
      await #expect(throws: DevelopmentRefusal.notVotedThere) { try await record(plain) }
      await #expect(throws: DevelopmentRefusal.notVotedThere) { try await record(right, on: 2013_01_11) }
      let vote = try await record(right)
      #expect((vote.base, vote.needed, vote.inFavour, vote.isCarried) == (9, 6, 7, true))
      let offered = try await register.system.read {
        try $0.admissionVotes(of: path.cell.cell, rules: path.rules).map(\.vote.vote)
      }
      #expect(offered == [right.vote])
    }
  }

  @Test(arguments: Engine.available)
  func
    `giấy chứng nhận hết hạn, thiếu người giúp đỡ, người giới thiệu: nêu ra, điều chưa chắc không kết luận`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine) { register in
      let path = try await Path(register)
      let dao = try await path.list()
      try await path.paper("certificate", dao, on: 2009_06_15)
      var file = try await path.file(dao)
      let course = try #require(file.clocks(path.rules).first { $0.kind == .course })
      #expect(course.due == day(2014_06_15))
      // The text of 2011 was not seen: the clock is told, and makes nobody late.
      #expect(!course.source.isConfirmed)
      #expect(file.remarks(path.rules).map(\.kind) == [.noHelper])
      #expect(!file.missing(path.rules).contains { $0.id == "certificate" })
      #expect(file.missing(path.rules).contains { $0.id == "union" })

      let helper = path.cell.members[0]
      try await path.cell.perform(TieProspect(dao, to: helper, as: .helper, from: day(2012_04_01)))
      await #expect(throws: DevelopmentRefusal.notOfficial("Trần Thị Dự Bị")) {
        try await path.cell.perform(
          TieProspect(dao, to: path.cell.probationary, as: .helper, from: day(2012_04_01)))
      }
      try await path.paper("application", dao, on: 2012_11_05)
      file = try await path.file(dao)
      // Of the youth union: one member introduces, and nobody does yet.
      #expect(file.remarks(path.rules).map(\.kind) == [.introducers])
      try await path.cell.perform(TieProspect(dao, to: helper, as: .introducer, from: day(2012_05_01)))
      #expect(try await path.file(dao).remarks(path.rules).isEmpty)
      let helped = try await register.system.read {
        try $0.prospectFiles(helpedBy: helper, on: day(2014_04_21)).map(\.prospect)
      }
      #expect(helped == [dao])
      // Too young on the day of the vote.
      let an = try await path.list("Nguyễn Văn An", born: 1996_08_01, on: 2013_12_01)
      #expect(try await path.file(an).remarks(path.rules).contains { $0.kind == .young })
    }
  }

  @Test(arguments: Engine.available)
  func `hạn ra quyết định đổi theo quy định của ngày chi bộ có nghị quyết`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2026_03_02)) { register in
      let path = try await Path(register)
      let dao = try await path.list(on: 2019_03_01)
      try await path.vote(dao, inFavour: 9, on: 2019_05_06)
      let old = try #require(try await path.file(dao, on: 2019_06_01).clocks(path.rules).first)
      #expect((old.kind, old.source.isConfirmed) == (.decision, true))
      #expect(path.rules.calendar.workingDays(after: day(2019_05_06), through: old.due) == 60)
      try await path.vote(dao, inFavour: 9, on: 2026_01_12)
      let new = try #require(try await path.file(dao, on: 2026_03_02).clocks(path.rules).first)
      #expect(path.rules.calendar.workingDays(after: day(2026_01_12), through: new.due) == 45)
    }
  }

  @Test(arguments: Engine.available)
  func `hủy quyết định kết nạp: người ấy ra khỏi danh sách đảng viên từ ngày hủy`(engine: Engine) async throws
  {
    try await TestRegister.with(engine) { register in
      let path = try await Path(register)
      let dao = try await path.list()
      try await path.decide(dao)
      let member = try await path.admit(dao)
      try await path.cell.perform(
        CancelAdmission(
          dao, decision: SmallWorld.decision("50-QĐ/HU", on: day(2013_09_02), issuer: "Huyện ủy"),
          on: day(2013_09_10)))
      #expect(try await path.stage(dao) == .cancelled)
      let (ends, there, gone) = try await register.system.read { session in
        (
          try session.membershipEnds(of: member), try session.official(member, asOf: AsOf(day(2013_09_09))),
          try session.official(member, asOf: AsOf(day(2013_09_10)))
        )
      }
      #expect(ends.map(\.kind) == [.struckOff])
      #expect(there != nil && gone == nil)
    }
  }

  @Test(arguments: Engine.available)
  func `đảng viên dự bị nhập từ danh sách được theo dõi tiếp, không ghi hai lần`(engine: Engine) async throws
  {
    try await TestRegister.with(engine) { register in
      let path = try await Path(register)
      func without() async throws -> [ID<Member>] {
        try await register.system.read {
          try $0.probationersWithoutFile(in: path.cell.world.longMy, asOf: AsOf(day(2014_04_21))).map(
            \.member)
        }
      }
      #expect(try await without() == [path.cell.probationary])
      let followed = try await path.cell.perform(FollowProbation(path.cell.probationary))
      #expect(try await without() == [])
      #expect(try await path.stage(followed) == .probation)
      let clock = try #require(try await path.file(followed).clocks(path.rules).first)
      #expect(clock.kind == .consideration)
      await #expect(throws: DevelopmentRefusal.alreadyFollowed) {
        try await path.cell.perform(FollowProbation(path.cell.probationary))
      }
    }
  }

  @Test(arguments: Engine.available)
  func `người ngoài phạm vi không thấy, không ghi được; chi bộ sáp nhập thì hồ sơ đi theo`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine) { register in
      let path = try await Path(register)
      let dao = try await path.list()
      let made = try await register.system.perform(
        CreateAccount(userName: "nguoi.khac", person: "Người khác", organisation: path.cell.world.phongNam),
        by: .operatorOfMachine)
      _ = try await register.system.perform(
        GrantRight(.office, on: path.cell.world.phongNam, to: made.account), by: .operatorOfMachine)
      let other = Registry.Actor(.account(made.account), name: "Người khác")
      await #expect(throws: RightsRefusal.notFound) {
        try await register.system.perform(
          StopProspect(dao, reason: "moved", on: day(2014_04_01), rules: path.rules), by: other)
      }
      func found(by actor: Registry.Actor) async throws -> [String] {
        let now = register.system.now
        return try await register.system.read {
          try $0.searchProspects("hong dao", for: actor, at: now, limit: 5).map(\.person.name)
        }
      }
      #expect(try await found(by: other) == [])
      #expect(try await found(by: path.cell.secretary) == ["Lê Thị Hồng Đào"])
      _ = try await register.system.perform(
        MergeOrganisations(
          [path.cell.cell], result: .into(path.cell.world.phongNamHamlet), day: day(2014_02_01),
          decision: SmallWorld.decision("20-QĐ/HU", on: day(2014_01_25))), by: .operatorOfMachine)
      let after = try await register.system.read {
        try $0.prospectFiles(in: path.cell.world.phongNamHamlet, on: day(2014_04_21)).map(\.prospect)
      }
      #expect(after == [dao])
      #expect(try await found(by: other) == ["Lê Thị Hồng Đào"])
    }
  }

  @Test(arguments: Engine.available)
  func `đảng viên dự bị chuyển sinh hoạt thì nơi mới theo dõi tiếp`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let path = try await Path(register)
      let dao = try await path.list()
      try await path.decide(dao)
      let member = try await path.admit(dao)
      let there = path.cell.world.phongNamHamlet
      let transfer = try await register.system.perform(
        SendTransfer(member, to: there, letter: "12-GGT/ĐU", on: day(2014_03_01)), by: .operatorOfMachine)
      try await register.system.perform(
        ReceiveTransfer(transfer, on: day(2014_03_10)), by: .operatorOfMachine)
      func files(_ cell: ID<Organisation>, on number: Int) async throws -> [ID<Prospect>] {
        try await register.system.read { try $0.prospectFiles(in: cell, on: day(number)).map(\.prospect) }
      }
      #expect(try await files(path.cell.cell, on: 2014_03_09) == [dao])
      #expect(try await files(path.cell.cell, on: 2014_04_21) == [])
      #expect(try await files(there, on: 2014_04_21) == [dao])
      #expect(try await path.file(dao).place == there)
      // The old cell's secretary may write about them no more.
      await #expect(throws: RightsRefusal.notFound) {
        try await path.vote(dao, .cellRecognition, inFavour: 9, on: 2014_04_02)
      }
    }
  }
}
