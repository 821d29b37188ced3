import Basics
import Registry
import Reviews
import Schema
import Storage
import TestSupport
import Testing

@testable import Reporting

private let office = Registry.Actor.operatorOfMachine

@Suite struct `Điều nhân dân phản ánh` {
  private static func rules() throws -> ConcernRules { try ConcernRules(Content(folder: "Content")) }

  private static func record(
    _ matter: String = "Đường liên ấp ngập khi triều cường", topic: String = "road",
    at hamlet: String = "ấp 2",
    on heard: Int = 2014_01_10, by cell: ID<Organisation>, as actor: Registry.Actor = office,
    in register: TestRegister
  ) async throws -> ID<Concern> {
    try await register.system.perform(
      RecordConcern(matter, topic: topic, at: hamlet, heardOn: day(heard), by: cell, rules: try rules()),
      by: actor)
  }

  private static func step(
    _ kind: ConcernStep.Kind, _ concern: ID<Concern>, on taken: Int, body: ID<Organisation>? = nil,
    named: String = "", words: String = "", as actor: Registry.Actor = office, in register: TestRegister
  ) async throws {
    try await register.system.perform(
      TakeConcernStep(
        kind, of: concern, on: day(taken), body: body, bodyName: named, words: words, rules: try rules()),
      by: actor)
  }

  private static func account(
    _ name: String, _ role: Role?, on organisation: ID<Organisation>, in register: TestRegister
  ) async throws -> Registry.Actor {
    let made = try await register.system.perform(
      CreateAccount(userName: name, person: name, organisation: organisation), by: office)
    if let role {
      _ = try await register.system.perform(GrantRight(role, on: organisation, to: made.account), by: office)
    }
    return Registry.Actor(.account(made.account), name: name)
  }

  @Test(arguments: Engine.available)
  func `một việc đi từ lúc nghe đến khi báo lại cho dân, không bỏ bước được`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let concern = try await Self.record(by: world.longMyHamlet, in: register)
      func story() async throws -> ConcernStory {
        try #require(try await register.system.read { try $0.concern(concern) })
      }
      #expect(try await story().stage == .noted)
      // Sent twice: one matter, and below one step.
      #expect(try await Self.record(by: world.longMyHamlet, in: register) == concern)
      let other = try await Self.record(on: 2014_01_11, by: world.longMyHamlet, in: register)
      #expect(other != concern)
      await #expect(throws: ConcernRefusal.nothingAnswered) {
        try await Self.step(.told, concern, on: 2014_01_20, words: "họp dân", in: register)
      }
      await #expect(throws: ConcernRefusal.noBody) {
        try await Self.step(.passedOn, concern, on: 2014_01_20, in: register)
      }
      await #expect(throws: ConcernRefusal.before(day(2014_01_10))) {
        try await Self.step(.passedOn, concern, on: 2014_01_09, named: "Ủy ban nhân dân xã", in: register)
      }
      try await Self.step(.passedOn, concern, on: 2014_01_20, named: "Ủy ban nhân dân xã", in: register)
      try await Self.step(.passedOn, concern, on: 2014_01_20, named: "Ủy ban nhân dân xã", in: register)
      #expect(try await story().steps.count == 1)
      let rules = try Self.rules()
      let due = day(2014_01_20).adding(days: rules.clocks.answer.days)
      #expect(try await story().isLate(on: due, rules) == false)
      #expect(try await story().isLate(on: due.next, rules))
      // Over without an answer needs a reason.
      await #expect(throws: ConcernRefusal.noReason) {
        try await Self.step(.closed, concern, on: 2014_02_01, words: "xong", in: register)
      }
      try await Self.step(
        .answered, concern, on: 2014_02_10, words: "Quý hai đắp lề, đặt cống.", in: register)
      #expect(try await story().steps.last?.bodyName == "Ủy ban nhân dân xã")
      try await Self.step(.told, concern, on: 2014_02_15, words: "Họp tổ nhân dân", in: register)
      #expect(try await story().stage == .told)
      try await Self.step(.told, concern, on: 2014_02_15, words: "Họp tổ nhân dân", in: register)
      #expect(try await story().steps.count == 3)
      // A step on which a later one rests stays; any other may be taken back, not only the last.
      let steps = try await story().steps
      await #expect(throws: ConcernRefusal.neededLater) {
        try await register.system.perform(
          WithdrawConcernStep(concern, step: steps[1].id, reason: "ghi nhầm việc khác"), by: office)
      }
      try await register.system.perform(
        WithdrawConcernStep(concern, step: steps[0].id, reason: "ghi nhầm nơi chuyển đến"), by: office)
      #expect(try await story().steps.map(\.kind) == [.answered, .told])
      await #expect(throws: ConcernRefusal.twoBodies) {
        try await Self.step(
          .passedOn, concern, on: 2014_02_16, body: world.longMy, named: "Điện lực huyện", in: register)
      }
      try await Self.step(.closed, concern, on: 2014_03_01, in: register)
      await #expect(throws: ConcernRefusal.notOpen) {
        try await Self.step(.answered, concern, on: 2014_03_02, words: "Thêm một ý nữa", in: register)
      }
      try await Self.step(.reopened, concern, on: 2014_04_01, words: "Cống lại nghẹt", in: register)
      #expect(try await story().stage == .noted)
    }
  }

  @Test(
    arguments: [
      ("Bà con tố cáo cán bộ ấp", "denunciation"), ("ba con to cao can bo ap", "denunciation"),
      ("Có hộ khiếu nại về bồi thường", "complaint"), ("Một số người bất mãn", "belief"),
      ("Có hộ theo đạo lạ", "belief"),
    ])
  func `tố cáo, khiếu nại, ai nghĩ gì tin gì: không ghi, chỉ nơi nhận theo luật`(text: String, way: String)
    throws
  {
    let rules = try Self.rules()
    let error = #expect(throws: ConcernRefusal.self) { try rules.checkedMatter(text) }
    guard case .elsewhere(let found, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found.id == way)
    #expect(error?.remedy.contains(found.cite) == true && !found.cite.isEmpty)
  }

  @Test(arguments: [
    "Tờ cáo phó dán che bảng tin ấp", "Đường tổ cao su bị lún", "Cầu Cái Mít sập lan can",
    "Khúc cong giao lộ khuất tầm nhìn",
  ])
  func `chữ gần giống thì vẫn ghi được`(text: String) throws {
    #expect(try Self.rules().checkedMatter(text) == text)
  }

  @Test func `số điện thoại, số giấy tờ, nhà của ai: không ghi`() throws {
    let rules = try Self.rules()
    #expect(throws: FreeTextRefusal.self) { try rules.checkedMatter("Gọi lại số 0912 345 678 để hỏi thêm") }
    #expect(throws: ConcernRefusal.noMatter) { try rules.checkedMatter("đường") }
    #expect(throws: ConcernRefusal.tooFine("số nhà")) { try rules.checkedHamlet("số nhà 12, ấp 2") }
    for place in [
      "ấp 2, 12/3", "Ấp 1 gần quán cà phê", "Ấp 1 - 45 Nguyễn Huệ", "Ấp 1 trước nha ong Tu", "ấp 123",
    ] {
      #expect(throws: ConcernRefusal.self, "\(place)") { try rules.checkedHamlet(place) }
    }
    for text in ["nhà số 15 ấp 1 bị ngập", "thửa 123 tờ bản đồ 5 bị lấn", "to cao can bo xã mình"] {
      #expect(throws: ConcernRefusal.self, "\(text)") { try rules.checkedMatter(text) }
    }
    #expect(throws: ConcernRefusal.tooFine("nhà ông")) { try rules.checkedBody("nhà ông bảy số 12") }
    // Offices and hamlets whose names only look so.
    #expect(try rules.checkedBody("Nhà máy nước Lương Quới") == "Nhà máy nước Lương Quới")
    #expect(try rules.checkedHamlet("ấp Nhà Mát", known: "Ấp Nhà Mát") == "ấp Nhà Mát")
    #expect(try rules.checkedHamlet("ấp Lò Gạch") == "ấp Lò Gạch")
    #expect(throws: ConcernRefusal.tooFine("tổ")) { try rules.checkedHamlet("tổ 5 ấp 2") }
    #expect(try rules.checkedHamlet("ấp Long Hòa") == "ấp Long Hòa")
    #expect(FreeText.bareName("Nhà Nguyễn Văn Tám hay ngập") == "Nguyễn Văn Tám")
    #expect(FreeText.bareName("Đường Nguyễn Đình Chiểu ngập") == nil)
  }

  @Test(arguments: Engine.available)
  func `chi bộ và đảng ủy cơ sở xem; cấp trên chỉ thấy việc chuyển đến; đảng viên ghi cho chi bộ mình`(
    engine: Engine
  ) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let secretary = try await Self.account("bi.thu.ap", .secretary, on: world.longMyHamlet, in: register)
      let commune = try await Self.account("van.phong.xa", .office, on: world.longMy, in: register)
      let district = try await Self.account("van.phong.huyen", .office, on: world.district, in: register)
      let other = try await Self.account("bi.thu.khac", .secretary, on: world.phongNamHamlet, in: register)
      let concern = try await Self.record(by: world.longMyHamlet, as: secretary, in: register)
      func reads(_ actor: Registry.Actor) async throws -> Bool {
        let now = register.system.now
        return try await register.system.read { session throws in
          try session.mayRead(try #require(try session.concern(concern)), actor, at: now)
        }
      }
      let seen = try await [reads(secretary), reads(commune), reads(district), reads(other)]
      #expect(seen == [true, true, false, false])
      await #expect(throws: RightsRefusal.notFound) {
        try await Self.step(.passedOn, concern, on: 2014_02_01, named: "Huyện", as: district, in: register)
      }
      try await Self.step(.passedOn, concern, on: 2014_02_01, body: world.district, as: commune, in: register)
      #expect(try await reads(district))
      // Whoever was asked answers, and does not close.
      try await Self.step(
        .answered, concern, on: 2014_02_03, words: "Đã ghi vào kế hoạch", as: district, in: register)
      let answerer = try await register.system.read { try $0.concern(concern)?.steps.last?.body }
      #expect(answerer == world.district)
      await #expect(throws: ConcernRefusal.alreadyAnswered) {
        try await register.system.perform(
          CorrectConcern(
            concern, matter: "Đường ấp nay đã khác hẳn", topic: "road", at: "ấp 2", heardOn: day(2014_01_10),
            rules: try Self.rules()), by: secretary)
      }
      await #expect(throws: RightsRefusal.notFound) {
        try await Self.step(
          .closed, concern, on: 2014_02_04, words: "Đã xong tất cả rồi", as: district, in: register)
      }

      // A member without any role writes for the own cell and for no other.
      let member = try await register.system.perform(
        RegisterMember(
          PersonalRecord(name: "Lê Thị Tám", bornOn: day(1980_01_01)), in: world.longMyHamlet,
          from: day(2010_01_01)), by: office)
      let own = try await Self.account("le.tam", nil, on: world.longMyHamlet, in: register)
      let account = try #require(own.account)
      try await register.system.perform(LinkMemberAccount(account, to: member), by: office)
      _ = try await Self.record("Đèn đường ấp 2 hỏng cả tháng", by: world.longMyHamlet, as: own, in: register)
      await #expect(throws: RightsRefusal.notFound) {
        try await Self.record("Đèn đường ấp 2 hỏng cả tháng", by: world.phongNamHamlet, as: own, in: register)
      }
      // No row tells who brought it.
      let columns = try await register.system.read { session throws in
        Concern.columns.map { "\($0)" }
      }
      #expect(!columns.contains { $0.contains("member") || $0.contains("account") })
    }
  }

  @Test(arguments: Engine.available)
  func `hết thời hạn thì lời ghi mất khỏi sổ và nhật ký, số liệu và chuỗi còn`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let old = try await Self.record(by: world.longMyHamlet, in: register)
      let fresh = try await Self.record(
        "Điện chập chờn buổi tối", topic: "power", by: world.longMyHamlet, in: register)
      for concern in [old, fresh] {
        try await Self.step(.answered, concern, on: 2014_02_10, words: "Sẽ sửa trong quý", in: register)
      }
      try await Self.step(.closed, old, on: 2014_02_11, words: "Đã làm xong con đường", in: register)
      try await Self.step(.closed, fresh, on: 2014_04_01, words: "Đã thay dây điện mới", in: register)
      let rules = try Self.rules()
      // The register's own guards let nobody blank words that still have time.
      await #expect(throws: (any Error).self) {
        try await register.database.write { session in
          try session.run("UPDATE concern SET matter = '' WHERE concern_id = \(old)")
        }
      }
      let last = day(2014_02_11).adding(days: rules.retention.days)
      register.clock.set(Moment(last, hour: 9))
      #expect(try await register.system.perform(EraseConcerns(rules: rules), by: office) == 0)
      register.clock.set(Moment(last.next, hour: 9))
      #expect(try await register.system.perform(EraseConcerns(rules: rules), by: office) == 1)
      let today = register.system.today
      let (gone, kept, journal) = try await register.system.read { session throws in
        (
          try session.concern(old), try session.concern(fresh),
          try session.count("SELECT count(*) FROM journal_record WHERE payload LIKE '%triều cường%'")
        )
      }
      let difference = try await register.system.read { session throws -> String? in
        guard engine == .sqlite else { return nil }
        return try RegisterCheck(in: session, tables: try RegisterCheck.tables(in: session)).difference
      }
      #expect(gone?.isErased == true && gone?.concern.matter == "" && gone?.concern.hamlet == "")
      #expect(gone?.steps.allSatisfy { $0.words.isEmpty } == true)
      #expect(kept?.concern.matter == "Điện chập chờn buổi tối")
      #expect(journal == 0)
      #expect(difference == nil)
      let counts = try await register.system.read { session throws in
        try ConcernCounts(
          of: world.longMyHamlet, topics: rules.topics.map(\.id), in: Period(year: 2014), isNear: true,
          asOf: AsOf(today),
          session: session)
      }
      #expect(counts.own.total == 2)
      await #expect(throws: ConcernRefusal.erased) {
        try await Self.step(.reopened, old, on: 2015_02_12, words: "Muốn ghi thêm một ý", in: register)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `nhìn từ trên, số nhỏ và số suy ra số nhỏ không nêu; trong cơ sở nêu đủ`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      for n in 0..<3 {
        _ = try await Self.record("Đường ngập lần thứ \(n) trong năm", by: world.longMyHamlet, in: register)
      }
      for n in 0..<9 {
        _ = try await Self.record("Đường lầy lần thứ \(n) trong năm", by: world.phongNamHamlet, in: register)
      }
      let (topics, today) = (try Self.rules().topics.map(\.id), register.system.today)
      func counts(_ id: ID<Organisation>) async throws -> ConcernCounts {
        try await register.system.read {
          try ConcernCounts(
            of: id, topics: topics, in: Period(year: 2014), isNear: true, asOf: AsOf(today), session: $0)
        }
      }
      let road = try #require(topics.firstIndex(of: "road"))
      let above = try await counts(world.district)
      let small = above.units.first { $0.organisation == world.longMy }
      let large = above.units.first { $0.organisation == world.phongNam }
      #expect(small?.counts[road] == nil && small?.total == 3)
      // The sum of the row is known, so that one topic alone must not be what is hidden.
      #expect((small?.counts.count { $0 == nil } ?? 0) > 1)
      // The nine would tell the three: either they or the sum are untold too.
      #expect(large?.counts[road] == nil || above.own.counts[road] == nil)
      #expect(try await counts(world.longMy).own.counts[road] == 3)
      // One click below, for somebody from above, stands no more than on the page above.
      let far = try await register.system.read {
        try ConcernCounts(
          of: world.longMy, topics: topics, in: Period(year: 2014), isNear: false, asOf: AsOf(today),
          session: $0)
      }
      #expect(far.own.counts[road] == nil && far.units.isEmpty)
    }
  }
}
