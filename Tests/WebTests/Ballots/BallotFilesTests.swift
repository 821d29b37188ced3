import Basics
import Foundation
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

/// What somebody learns who copies the files of the register: before, while and after votes are cast.
@Suite struct `Phiếu kín trước người chép được tệp` {
  /// Every file of the register as it lies on the disk: the data and the write-ahead log.
  private static func bytes(_ folder: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for file in FileManager.default.enumerator(atPath: folder)?.allObjects ?? [] {
      let path = "\(folder)/\(file)"
      var isFolder: ObjCBool = false
      FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if !isFolder.boolValue { found["\(file)"] = try Data(contentsOf: URL(fileURLWithPath: path)) }
    }
    return found
  }

  /// What the write-ahead log of an open ballot showed once: the row of who voted and the row of what was voted, commit by
  /// commit. Now a vote stands in no file before the ballot is closed, and afterwards in one commit with all others.
  @Test func `P-V05: tệp và nhật ký ghi trước chép ở từng lá phiếu không cho biết lá phiếu chọn gì`()
    async throws
  {
    try await SiteWorld.with(.sqlite) { world in
      let w = try await BallotWorld.open(world, more: 12, accounts: true)
      let meeting = try await w.meeting()
      let opened = try await w.ballot(meeting, "electronic", only: ["Hường"])
      let ballot = try #require(opened.location?.components(separatedBy: "?").first)
      let own = "/cua-toi/phieu/\(ballot.components(separatedBy: "/phieu/").last ?? "")"
      let parts = try await w.keys(ballot)
      let folder = try #require(world.register.folder)
      func holds(_ text: String) throws -> Bool {
        try Self.bytes(folder).values.contains { $0.range(of: Data(text.utf8)) != nil }
      }
      // As one vote is written: no other row of the register begins a line so.
      let written = ["1 HTXS\n", "1 HTT\n", "1 KHT\n", "1 HT\n"]
      for n in 0..<8 {
        let voter = try await world.signedIn("dv\(n)")
        let key = try #require(try await voter.get(own).hidden("khoa"))
        let mark = n == 3 ? "KHT" : "HTT"
        #expect(try await voter.post(own, [("khoa", key), ("dong-1", mark)]).status == 303)
        for vote in written { #expect(try !holds(vote), "lá \(n)") }
      }
      // The locked votes lie there, and go with closing, from the log too.
      let id = try #require(ID<Ballot>(text: own.components(separatedBy: "/").last ?? ""))
      let locked = try await world.system.read { session throws in
        try session.all("SELECT vote FROM ballot_voter WHERE ballot_id = \(id)") { try $0.blob(0) }
      }
      #expect(locked.count == 8)
      for vote in locked {
        #expect(try Self.bytes(folder).values.contains { $0.range(of: Data(vote)) != nil })
      }
      #expect(try await w.clerk.post(ballot, [("viec", "dong")] + parts).status == 303)
      for vote in locked {
        #expect(try !Self.bytes(folder).values.contains { $0.range(of: Data(vote)) != nil })
      }
      #expect(try holds("1 KHT\n"), "phép tìm này thấy lá phiếu đã mở")
      // The order of the opened votes is chance: it is not that of members, nor that of casting.
      let counted = try await w.clerk.get(ballot)
      #expect(counted.has("13 người được bỏ phiếu, 8 người đã bỏ"))
    }
  }

  @Test(arguments: Engine.available)
  func `đang bỏ phiếu kín thì không đặt lại được mật khẩu, không gắn lại được tài khoản của người chưa bỏ`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let w = try await BallotWorld.open(world, more: 12, accounts: true)
      let system = world.system
      func account(_ n: Int) async throws -> ID<Account> {
        try #require(
          try await system.read { session throws in
            try session.first("SELECT id FROM account WHERE user_name = \("dv\(n)")") {
              try $0.id(0, Account.self)
            }
          })
      }
      let stranger = try await world.account("ke.muon", "Người khác", nil, on: world.world.longMyHamlet)
      // Handed out before the ballot was opened.
      let code = try await system.perform(StartReset(try await account(4)), by: .operatorOfMachine)
      let meeting = try await w.meeting()
      let opened = try await w.ballot(meeting, "electronic", only: ["Hường"])
      let ballot = try #require(opened.location?.components(separatedBy: "?").first)
      let own = "/cua-toi/phieu/\(ballot.components(separatedBy: "/phieu/").last ?? "")"
      _ = try await w.keys(ballot)
      let victim = try await account(2)
      await #expect(throws: AccountRefusal.voteUnderWay) {
        _ = try await system.perform(StartReset(victim), by: .operatorOfMachine)
      }
      await #expect(throws: AccountRefusal.voteUnderWay) {
        try await system.perform(LinkMemberAccount(stranger, to: w.members[2]), by: .operatorOfMachine)
      }
      await #expect(throws: AccountRefusal.voteUnderWay) {
        _ = try await system.perform(
          SetPassword(code: code, hash: await SiteWorld.hash), by: .operatorOfMachine)
      }
      // The account of a voter made somebody else's takes the vote away just so.
      let spare = try await w.world.system.perform(
        RegisterMember(
          PersonalRecord(
            name: "Trần Văn Ngoài", sex: .male, bornOn: Day(number: 1980_01_01),
            admittedOn: Day(number: 2005_05_19), officialOn: Day(number: 2006_05_19)),
          in: world.world.longMyHamlet, from: Day(number: 2012_01_01) ?? .endOfTime), by: .operatorOfMachine)
      await #expect(throws: AccountRefusal.voteUnderWay) {
        try await system.perform(LinkMemberAccount(victim, to: spare), by: .operatorOfMachine)
      }
      // Who has voted can be helped, and the ballot's page says so to those who run it.
      let voter = try await world.signedIn("dv2")
      let key = try #require(try await voter.get(own).hidden("khoa"))
      #expect(try await voter.post(own, [("khoa", key), ("dong-1", "HTT")]).status == 303)
      #expect(try await !w.clerk.get(ballot).has("Tài khoản đổi trong lúc bỏ phiếu"))
      _ = try await system.perform(StartReset(victim), by: .operatorOfMachine)
      let shown = try await w.clerk.get(ballot)
      #expect(shown.has("Tài khoản đổi trong lúc bỏ phiếu: Nguyễn Văn Cường."))
      // Cancelled, everything is possible again.
      #expect(try await w.clerk.post(ballot, [("viec", "huy"), ("ly-do", "bỏ phiếu giấy")]).status == 303)
      try await system.perform(LinkMemberAccount(stranger, to: w.members[5]), by: .operatorOfMachine)
    }
  }
}
