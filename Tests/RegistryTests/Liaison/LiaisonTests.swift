import Basics
import Storage
import TestSupport
import Testing

@testable import Registry

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }
private let actor = Registry.Actor.operatorOfMachine

@Suite struct `Giữ mối liên hệ nơi cư trú` {
  private static func rules() throws -> LiaisonRules { try LiaisonRules(Content(folder: contentFolder)) }

  private static func person(_ name: String, _ cell: ID<Organisation>, in register: TestRegister) async throws
    -> ID<Member>
  {
    try await register.system.perform(
      RegisterMember(PersonalRecord(name: name, bornOn: day(1975_03_08)), in: cell, from: day(2008_04_01)),
      by: actor)
  }

  private static func send(
    _ member: ID<Member>, to place: ID<Organisation>?, named: String = "", number: String = "12-GGT/ĐU",
    on number2: Int = 2014_01_10, in register: TestRegister
  ) async throws -> ID<LiaisonLetter> {
    try await register.system.perform(
      SendLiaisonLetters(
        [member], to: place, toName: named, number: number, on: day(number2), rules: try rules()), by: actor)[
        0]
  }

  private static func count(_ place: ID<Organisation>, _ register: TestRegister) async throws -> Int {
    try await register.system.read { try $0.memberCount(in: place, asOf: AsOf(day(2014_03_01))) }
  }

  @Test(arguments: Engine.available)
  func `giới thiệu, tiếp nhận, thôi: hai nơi đều thấy, không bao giờ cộng vào nhau`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let binh = try await Self.person("Trần Văn Bình", world.longMyAgency, in: register)
      let before = try await [
        Self.count(world.longMy, register), Self.count(world.phongNam, register),
      ]
      let letter = try await Self.send(binh, to: world.phongNam, in: register)
      func sent() async throws -> LiaisonSent.Progress? {
        try await register.system.read {
          try $0.liaisonSent(by: world.longMy, rules: Self.rules(), asOf: AsOf(day(2014_03_01))).first?
            .progress
        }
      }
      // Sixty days on the way: late.
      #expect(try await sent() == .waiting(isLate: true))
      let arrivals = try await register.system.read {
        try $0.liaisonArrivals(at: world.phongNam, asOf: AsOf(day(2014_03_01))).map(\.name)
      }
      #expect(arrivals == ["Trần Văn Bình"])
      await #expect(throws: LiaisonRefusal.notAResidence("Chi bộ cơ quan xã Phong Nẫm")) {
        try await register.system.perform(
          ReceiveLiaisonLetter(letter, in: world.phongNamAgency, on: day(2014_02_01), rules: Self.rules()),
          by: actor)
      }
      await #expect(throws: LiaisonRefusal.beforeIssue(day(2014_01_10))) {
        try await register.system.perform(
          ReceiveLiaisonLetter(letter, in: world.phongNamHamlet, on: day(2014_01_09), rules: Self.rules()),
          by: actor)
      }
      try await register.system.perform(
        ReceiveLiaisonLetter(letter, in: world.phongNamHamlet, on: day(2014_02_01), rules: Self.rules()),
        by: actor)
      #expect(try await sent() == .registered)
      let residents = try await register.system.read {
        try $0.liaisonResidents(of: world.phongNam, asOf: AsOf(day(2014_03_01)))
      }
      #expect(residents.map(\.name) == ["Trần Văn Bình"])
      #expect(residents.map(\.workplace) == ["Chi bộ cơ quan xã Long Mỹ"])
      #expect(residents.map(\.takesPart) == [true])
      let after = try await [Self.count(world.longMy, register), Self.count(world.phongNam, register)]
      #expect(after == before)

      try await register.system.perform(
        EndLiaison(letter, on: day(2014_03_01), reason: "đổi nơi ở"), by: actor)
      #expect(try await sent() == .again)
      let gone = try await register.system.read {
        try $0.liaisonResidents(of: world.phongNam, asOf: AsOf(day(2014_03_01)))
      }
      #expect(gone.isEmpty)
      // The day before, they were registered there.
      let then = try await register.system.read {
        try $0.liaisonResidents(of: world.phongNam, asOf: AsOf(day(2014_02_28)))
      }
      #expect(then.count == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `diện miễn: không ghi lý do, không trong danh sách mời, miễn giới thiệu thì không có giấy`(
    engine: Engine
  )
    async throws
  {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let binh = try await Self.person("Trần Văn Bình", world.longMyAgency, in: register)
      let duc = try await Self.person("Lê Minh Đức", world.longMyAgency, in: register)
      try await register.system.perform(ClassifyLiaison(binh, as: .exempt, from: day(2014_01_01)), by: actor)
      try await register.system.perform(
        ClassifyLiaison(duc, as: .notIntroduced, from: day(2014_01_01)), by: actor)
      await #expect(throws: LiaisonRefusal.notIntroduced("Lê Minh Đức")) {
        try await Self.send(duc, to: world.phongNam, in: register)
      }
      let letter = try await Self.send(binh, to: world.phongNamHamlet, in: register)
      try await register.system.perform(
        ReceiveLiaisonLetter(letter, in: world.phongNamHamlet, on: day(2014_02_01), rules: Self.rules()),
        by: actor)
      let residents = try await register.system.read {
        try $0.liaisonResidents(of: world.phongNamHamlet, asOf: AsOf(day(2014_03_01)))
      }
      #expect(residents.map(\.takesPart) == [false])
      await #expect(throws: LiaisonRefusal.emptyMeeting) {
        try await register.system.perform(
          RecordLiaisonMeeting(at: world.phongNamHamlet, on: day(2014_03_01), presence: [binh: .present]),
          by: actor)
      }
      let sent = try await register.system.read {
        try $0.liaisonSent(by: world.longMyAgency, rules: Self.rules(), asOf: AsOf(day(2014_03_01)))
      }
      #expect(
        Dictionary(uniqueKeysWithValues: sent.map { ($0.member, $0.progress) }) == [
          binh: .registered, duc: .exempt,
        ])
      // From above nothing tells how many are exempt and how many are owed a letter.
      let count = try await register.system.read {
        try $0.liaisonCount(of: world.longMy, rules: Self.rules(), asOf: AsOf(day(2014_03_01)))
      }
      #expect((count.members, count.registered, count.waiting, count.rest) == (2, 1, 0, 1))
    }
  }

  @Test(arguments: Engine.available)
  func `sáp nhập: giấy đang chờ và người đã đăng ký theo về nơi mới`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let binh = try await Self.person("Trần Văn Bình", world.longMyAgency, in: register)
      let duc = try await Self.person("Lê Minh Đức", world.longMyAgency, in: register)
      let registered = try await Self.send(binh, to: world.phongNamHamlet, in: register)
      try await register.system.perform(
        ReceiveLiaisonLetter(registered, in: world.phongNamHamlet, on: day(2014_01_20), rules: Self.rules()),
        by: actor)
      let waiting = try await Self.send(duc, to: world.phongNamHamlet, number: "13-GGT/ĐU", in: register)
      _ = try await register.system.perform(
        MergeOrganisations(
          [world.phongNamHamlet], result: .into(world.longMyHamlet), day: day(2014_02_01),
          decision: SmallWorld.decision("20-QĐ/HU", on: day(2014_01_25))), by: actor)
      let asOf = AsOf(day(2014_03_01))
      let (residents, arrivals) = try await register.system.read { session in
        (
          try session.liaisonResidents(of: world.longMyHamlet, asOf: asOf).map(\.member),
          try session.liaisonArrivals(at: world.longMyHamlet, asOf: asOf).map(\.letter.id)
        )
      }
      #expect(residents == [binh])
      #expect(arrivals == [waiting])
      try await register.system.perform(
        ReceiveLiaisonLetter(waiting, in: world.longMyHamlet, on: day(2014_02_10), rules: Self.rules()),
        by: actor)
      let all = try await register.system.read { try $0.liaisonResidents(of: world.longMy, asOf: asOf).count }
      #expect(all == 2)
      // On the last day of the old place they were there, and nowhere else.
      let old = try await register.system.read {
        try $0.liaisonResidents(of: world.phongNamHamlet, asOf: AsOf(day(2014_01_31))).map(\.member)
      }
      #expect(old == [binh])
    }
  }

  @Test(arguments: Engine.available)
  func `ai không được ghi thì bị từ chối`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let binh = try await Self.person("Trần Văn Bình", world.longMyAgency, in: register)
      let huong = try await Self.person("Nguyễn Thị Hường", world.longMyHamlet, in: register)
      await #expect(throws: LiaisonRefusal.notAWorkplace("Chi bộ ấp Long Hòa")) {
        try await Self.send(huong, to: world.phongNam, in: register)
      }
      await #expect(throws: LiaisonRefusal.noLetter) {
        try await register.system.perform(
          SendLiaisonLetters(
            [binh, huong], to: world.phongNam, number: "GGT", on: day(2014_01_10), rules: Self.rules()),
          by: actor)
      }
      let letter = try await Self.send(binh, to: nil, named: "Đảng ủy phường An Hội", in: register)
      await #expect(throws: LiaisonRefusal.alreadyIntroduced("Trần Văn Bình", day(2014_01_10))) {
        try await Self.send(binh, to: world.phongNam, in: register)
      }
      await #expect(throws: LiaisonRefusal.outside) {
        try await register.system.perform(
          ReceiveLiaisonLetter(letter, in: world.phongNamHamlet, on: day(2014_02_01), rules: Self.rules()),
          by: actor)
      }
      try await register.system.perform(
        RecordLiaisonReceipt(letter, cellName: "Chi bộ khu phố 2", on: day(2014_02_01)), by: actor)
      let state = try await register.system.read { try $0.liaisonLetter(letter)?.state }
      #expect(state == .received(day(2014_02_01), cell: nil, cellName: "Chi bộ khu phố 2"))
      await #expect(throws: LiaisonRefusal.settled) {
        try await register.system.perform(
          ReturnLiaisonLetter(letter, on: day(2014_02_02), reason: "sai"), by: actor)
      }
    }
  }

  @Test func `giấy đánh số tiếp từ số đầu`() {
    #expect(LiaisonNumber.onwards(from: "09-GGT/ĐU", count: 3) == ["09-GGT/ĐU", "10-GGT/ĐU", "11-GGT/ĐU"])
    #expect(LiaisonNumber.onwards(from: "GGT/ĐU", count: 1) == ["GGT/ĐU"])
    #expect(LiaisonNumber.onwards(from: "GGT/ĐU", count: 2) == nil)
    #expect(LiaisonNumber.onwards(from: "99999999999999999999-GGT", count: 2) == nil)
  }
}
