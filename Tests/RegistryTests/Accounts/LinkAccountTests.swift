import Basics
import Registry
import TestSupport
import Testing

@Suite struct `Nối tài khoản với đảng viên` {
  private func member(_ name: String, _ world: SmallWorld, _ system: System) async throws -> ID<Member> {
    try await system.perform(
      RegisterMember(
        PersonalRecord(name: name, bornOn: Day(number: 1975_02_03), admittedOn: Day(number: 2001_05_19)),
        in: world.longMyHamlet, from: Day(number: 2009_01_01) ?? .endOfTime), by: .operatorOfMachine)
  }

  @Test(arguments: Engine.available)
  func `tài khoản của người khác, tên không khớp thì hỏi lại; đã xác nhận thì chuyển; gỡ được`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      let binh = try await member("Nguyễn Văn Bình", world, system)
      let son = try await member("Lê Văn Sơn", world, system)
      let account = try await system.perform(
        CreateAccount(userName: "dv.binh", person: "Nguyễn Văn Bình", organisation: world.longMyHamlet),
        by: .operatorOfMachine
      ).account
      func link(_ member: ID<Member>, _ confirmed: Set<LinkMemberAccount.Doubt>) async throws {
        try await system.perform(
          LinkMemberAccount(account, to: member, confirmed: confirmed), by: .operatorOfMachine)
      }
      func owner() async throws -> ID<Member>? {
        try await system.read { session throws in try session.membersOwning([account])[account] }
      }
      try await link(binh, [])
      #expect(try await owner() == binh)
      await #expect(throws: AccountRefusal.linkedTo("Nguyễn Văn Bình")) { try await link(son, []) }
      await #expect(
        throws: AccountRefusal.namedOtherwise(account: "Nguyễn Văn Bình", member: "Lê Văn Sơn")
      ) { try await link(son, [.isAnothers]) }
      #expect(try await owner() == binh)
      try await link(son, [.isAnothers, .isNamedOtherwise])
      #expect(try await owner() == son)
      try await system.perform(UnlinkMemberAccount(son), by: .operatorOfMachine)
      #expect(try await owner() == nil)
      await #expect(throws: RightsRefusal.notFound) {
        try await system.perform(UnlinkMemberAccount(son), by: .operatorOfMachine)
      }
    }
  }
}
