import Basics
import Registry
import Storage
import TestSupport
import Testing

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }
private let password = "một câu dài dễ nhớ của tôi"

@Suite struct `Tài khoản và quyền` {
  /// A founder, and an account with one role on Long Mỹ.
  static func people(_ register: TestRegister, _ world: SmallWorld, _ role: Role = .office) async throws -> (
    founder: Actor, officer: Actor
  ) {
    let code = try #require(try await register.system.founderCode())
    let hash = try #require(await PasswordHash.make(password, salt: Array(0..<16)))
    let founder = try await register.system.perform(
      ClaimRegister(code: code, userName: "founder", person: "Người lập sổ", hash: hash),
      by: .operatorOfMachine)
    let actor = Actor(.account(founder), name: "Người lập sổ")
    let made = try await register.system.perform(
      CreateAccount(userName: "longmy", person: "Văn phòng Long Mỹ", organisation: world.longMy), by: actor)
    _ = try await register.system.perform(GrantRight(role, on: world.longMy, to: made.account), by: actor)
    return (actor, Actor(.account(made.account), name: "Văn phòng Long Mỹ"))
  }

  @Test(arguments: Engine.available)
  func `tài khoản đầu tiên lập bằng mã một lần`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      _ = try await SmallWorld.make(in: register.system)
      let old = try #require(try await register.system.founderCode())
      let code = try #require(try await register.system.founderCode())
      let claim = { ClaimRegister(code: $0, userName: "founder", person: "A", hash: "x") }
      await #expect(throws: AccountRefusal.wrongCode) {
        try await register.system.perform(claim(old), by: .operatorOfMachine)
      }
      _ = try await register.system.perform(claim(code), by: .operatorOfMachine)
      await #expect(throws: AccountRefusal.founded) {
        try await register.system.perform(claim(code), by: .operatorOfMachine)
      }
      #expect(try await register.system.founderCode() == nil)
    }
  }

  @Test(arguments: Engine.available)
  func `ngoài phạm vi thì như không có`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (_, officer) = try await Self.people(register, world)
      let now = register.clock.now
      try await register.system.read { session throws in
        #expect(try session.rights(of: officer, on: world.longMyAgency, at: now).contains(.editMembers))
        #expect(try session.rights(of: officer, on: world.phongNam, at: now).isEmpty)
        #expect(try session.rights(of: officer, on: world.district, at: now).isEmpty)
        #expect(
          try session.reach(of: officer, with: .viewMembers, at: now) == [
            world.longMy, world.longMyAgency, world.longMyHamlet,
          ])
      }
      await #expect(throws: RightsRefusal.notFound) {
        try await register.system.perform(
          RegisterMember(
            PersonalRecord(name: "Nguyễn Văn A"), in: world.phongNamHamlet, from: day(2010_01_01)),
          by: officer)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `không tự cấp quyền, không cấp quá quyền mình có`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (_, officer) = try await Self.people(register, world)
      let own = try #require(officer.account)
      await #expect(throws: AccountRefusal.ownRights) {
        try await register.system.perform(GrantRight(.reader, on: world.longMy, to: own), by: officer)
      }
      let made = try await register.system.perform(
        CreateAccount(userName: "bi-thu", person: "Bí thư", organisation: world.longMyHamlet), by: officer)
      await #expect(throws: AccountRefusal.moreThanHeld(.commission)) {
        try await register.system.perform(
          GrantRight(.commission, on: world.longMy, to: made.account), by: officer)
      }
      await #expect(throws: RightsRefusal.notFound) {
        try await register.system.perform(
          GrantRight(.reader, on: world.phongNam, to: made.account), by: officer)
      }
      _ = try await register.system.perform(
        GrantRight(.secretary, on: world.longMyHamlet, to: made.account), by: officer)
    }
  }

  @Test(arguments: Engine.available)
  func `mã đã dùng thì nói là đã dùng; của ai chỉ nói trong phạm vi`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (_, officer) = try await Self.people(register, world)
      for (code, owner) in [("GT.PN.1", nil), ("GT.LM.CQ", "Chi bộ cơ quan xã Long Mỹ")]
        as [(String, String?)]
      {
        await #expect(throws: StructureRefusal.codeTaken(code, by: owner)) {
          _ = try await register.system.perform(
            FoundOrganisation(
              kind: .residentialCell, title: "Chi bộ ấp Mới", code: code, parent: world.longMy, place: .none,
              day: day(2014_01_01), decision: SmallWorld.decision("8-QĐ/ĐU", on: day(2014_01_01))),
            by: officer)
        }
        await #expect(throws: StructureRefusal.codeTaken(code, by: owner)) {
          try await register.system.perform(
            CorrectOrganisation(
              world.longMyHamlet, title: "Chi bộ ấp Long Hòa", code: code, neighbourhood: "", reason: "nhầm"),
            by: officer)
        }
      }
      #expect(!StructureRefusal.codeTaken("GT.PN.1", by: nil).reason.contains("Phong"))
    }
  }

  @Test(arguments: Engine.available)
  func `một văn bản chỉ ghi một lần; trích yếu thì ai đọc lời của phạm vi mình`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (_, officer) = try await Self.people(register, world)
      func rename(_ cell: ID<Organisation>, _ title: String, _ subject: String) async throws {
        var decision = SmallWorld.decision("44-QĐ/HU", on: day(2014_04_01), issuer: "Huyện ủy Giồng Trôm")
        decision.subject = subject
        try await register.system.perform(
          RenameOrganisation(cell, title: title, day: day(2014_04_10), decision: decision),
          by: .operatorOfMachine)
      }
      try await rename(world.phongNamHamlet, "Chi bộ ấp Phong Mới", "về việc riêng của Phong Nẫm")
      let now = register.clock.now
      func subjects(_ reader: Actor) async throws -> [String] {
        try await register.system.read {
          try $0.searchDecisions("44-QĐ", for: reader, at: now, limit: 5).map(\.decision.subject)
        }
      }
      #expect(try await subjects(officer).isEmpty)
      try await rename(world.longMyHamlet, "Chi bộ ấp Long Mới", "")
      #expect(try await subjects(officer) == [""])
      try await rename(world.longMyHamlet, "Chi bộ ấp Long Mới Hơn", "về việc đổi tên chi bộ ấp")
      #expect(try await subjects(officer) == ["về việc đổi tên chi bộ ấp"])
      #expect(try await subjects(.operatorOfMachine) == ["về việc riêng của Phong Nẫm"])
      let rows = try await register.system.read {
        try $0.count("SELECT count(*) FROM decision WHERE number = '44-QĐ/HU'")
      }
      #expect(rows == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `quyền hết hạn và tài khoản bị khóa mất hiệu lực ngay`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (founder, officer) = try await Self.people(register, world)
      let account = try #require(officer.account)
      _ = try await register.system.perform(DisableAccount(account), by: founder)
      try await register.system.read { session throws in
        #expect(try session.rights(of: officer, on: world.longMy, at: register.clock.now).isEmpty)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `sáp nhập rồi, nơi nhận đọc được lịch sử của nơi nhập từ đúng ngày`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (_, officer) = try await Self.people(register, world)
      _ = try await register.system.perform(
        MergeOrganisations(
          [world.phongNam], result: .into(world.longMy), day: day(2014_06_01),
          decision: SmallWorld.decision("9-QĐ/HU", on: day(2014_04_01))),
        by: .operatorOfMachine)
      try await register.system.read { session throws in
        #expect(
          try session.rights(
            of: officer, on: world.phongNam, at: Moment(day(2014_05_31), hour: 23, minute: 59)
          ).isEmpty)
        #expect(try !session.rights(of: officer, on: world.phongNam, at: Moment(day(2014_06_01))).isEmpty)
        #expect(
          try !session.rights(of: officer, on: world.phongNamHamlet, at: Moment(day(2014_06_01))).isEmpty)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `huyện giải thể chia cho nhiều nơi: không nơi nào đọc được cả huyện`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (_, officer) = try await Self.people(register, world)
      let by = SmallWorld.decision("9-QĐ/TU", on: day(2014_04_01))
      for commune in [world.longMy, world.phongNam] {
        try await register.system.perform(
          MoveOrganisation(commune, to: world.province, day: day(2014_06_01), decision: by),
          by: .operatorOfMachine)
      }
      try await register.system.perform(
        EndOrganisation(
          world.district, successors: [world.longMy, world.phongNam], day: day(2014_06_01), decision: by),
        by: .operatorOfMachine)
      let later = Moment(day(2014_07_01))
      try await register.system.read { session throws in
        for outside in [world.district, world.phongNam, world.phongNamHamlet] {
          #expect(try session.rights(of: officer, on: outside, at: later).isEmpty)
        }
        #expect(
          try session.reach(of: officer, with: .viewMembers, at: later)
            == [world.longMy, world.longMyAgency, world.longMyHamlet])
      }
    }
  }

  @Test(arguments: Engine.available)
  func `cấp dưới không mở được tài khoản cấp trên, kể cả khi đang khóa`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (founder, officer) = try await Self.people(register, world)
      let made = try await register.system.perform(
        CreateAccount(userName: "cap-tren", person: "Cấp trên", organisation: world.longMy), by: founder)
      _ = try await register.system.perform(
        GrantRight(.commission, on: world.district, to: made.account), by: founder)
      for _ in 0..<2 {
        await #expect(throws: AccountRefusal.notManaged) {
          try await register.system.perform(StartReset(made.account), by: officer)
        }
        await #expect(throws: AccountRefusal.notManaged) {
          try await register.system.perform(DisableAccount(made.account, isDisabled: false), by: officer)
        }
        _ = try await register.system.perform(DisableAccount(made.account), by: founder)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `quản trị tài khoản không cấp được vai trò rộng hơn, không đặt lại được mật khẩu của người có quyền`(
    engine: Engine
  ) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (founder, officer) = try await Self.people(register, world)
      let puppet = try await register.system.perform(
        CreateAccount(userName: "quan-tri", person: "Quản trị", organisation: world.longMy), by: officer)
      _ = try await register.system.perform(
        GrantRight(.administrator, on: world.longMy, to: puppet.account), by: officer)
      let administrator = Actor(.account(puppet.account), name: "Quản trị")
      let second = try await register.system.perform(
        CreateAccount(userName: "thu-hai", person: "Thứ hai", organisation: world.longMy), by: administrator)
      for role in [Role.commission, .office, .reader] {
        await #expect(throws: AccountRefusal.moreThanHeld(role)) {
          try await register.system.perform(
            GrantRight(role, on: world.longMy, to: second.account), by: administrator)
        }
      }
      await #expect(throws: AccountRefusal.notManaged) {
        try await register.system.perform(StartReset(try #require(officer.account)), by: administrator)
      }
      _ = try await register.system.perform(StartReset(second.account), by: founder)
    }
  }

  @Test func `mật khẩu: 15 ký tự, tính cả chữ có dấu, không cắt, không đoán được`() async throws {
    #expect(throws: AccountRefusal.passwordShort(14)) {
      try PasswordRule.check("abcdefghijklm1", userName: "a")
    }
    #expect(throws: AccountRefusal.passwordGuessable) {
      try PasswordRule.check("chibo2026chibo2026", userName: "a")
    }
    #expect(throws: AccountRefusal.passwordGuessable) {
      try PasswordRule.check("abcdefghijklmnopq", userName: "a")
    }
    #expect(throws: AccountRefusal.passwordGuessable) {
      try PasswordRule.check("aaaaaaaaaaaaaaaaaaaa", userName: "a")
    }
    try PasswordRule.check(password, userName: "a")
    let long = String(repeating: "ưởng dài ", count: 8)
    let hash = try #require(await PasswordHash.make(long + "a", salt: Array(0..<16)))
    #expect(await PasswordHash.verify(long + "a", hash))
    #expect(await !PasswordHash.verify(long + "b", hash))
    #expect(await !PasswordHash.verify(password, PasswordHash.decoy))
  }

  @Test(arguments: Engine.available)
  func `đăng nhập, hết phiên, đổi mật khẩu làm mất phiên cũ`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (founder, _) = try await Self.people(register, world)
      await #expect(throws: AccountRefusal.signInFailed) {
        try await register.system.signIn(userName: "founder", password: "sai mật khẩu rồi nhé")
      }
      await #expect(throws: AccountRefusal.signInFailed) {
        try await register.system.signIn(userName: "khong-co", password: password)
      }
      let (token, _) = try await register.system.signIn(userName: "Founder", password: password)
      #expect(try await register.system.signIn(token: token, kind: .browser)?.account.id == founder.account)
      #expect(try await register.system.signIn(token: token, kind: .token) == nil)
      register.clock.set(register.clock.now.adding(seconds: 31 * 60))
      #expect(try await register.system.signIn(token: token, kind: .browser) == nil)
      let again = try await register.system.signIn(userName: "founder", password: password)
      try await register.system.perform(ChangePassword(hash: "khác"), by: founder)
      #expect(try await register.system.signIn(token: again.token, kind: .browser) == nil)
    }
  }

  @Test func `thử sai nhiều lần phải đợi lâu dần, tên có hay không đều như nhau`() throws {
    let throttle = SignInThrottle()
    var now = Moment(day(2026_11_23))
    for _ in 0..<5 { try throttle.admit(userName: "huong", peer: "127.0.0.1", at: now) }
    #expect(throws: AccountRefusal.tooMany(seconds: 1)) {
      try throttle.admit(userName: "Hường", peer: "127.0.0.1", at: now)
    }
    // Somebody else's guessing does not keep the owner out.
    try throttle.admit(userName: "huong", peer: "127.0.0.2", at: now)
    throttle.succeeded(userName: "huong", peer: "127.0.0.2")
    for _ in 0..<30 {
      now = now.adding(seconds: 301)
      try throttle.admit(userName: "huong", peer: "127.0.0.1", at: now)
    }
    #expect(throws: AccountRefusal.tooMany(seconds: 300)) {
      try throttle.admit(userName: "huong", peer: "127.0.0.1", at: now)
    }
    try throttle.admit(userName: "huong", peer: "127.0.0.1", at: now.adding(seconds: 301))
  }
}
