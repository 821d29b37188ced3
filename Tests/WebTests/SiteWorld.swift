import Basics
import Foundation
import Logging
import Registry
import Storage
import TestSupport

@testable import Web

/// The small world with its site, and people who have signed in to it: the founder, an officer of Long Mỹ, an
/// outsider of Phong Nẫm, an inspector of Long Mỹ, somebody without any right.
final class SiteWorld: Sendable {
  let register: TestRegister
  let site: Site
  let world: SmallWorld
  /// Three members of Long Mỹ, one of Phong Nẫm.
  let huong: ID<Member>
  let binh: ID<Member>
  let duc: ID<Member>
  let stranger: ID<Member>

  var system: System { register.system }

  static let strangerName = "Trần Văn Lạ Kỳ"
  static let password = "mua xuân ở Giồng Trôm"

  /// Opens a register with the world in it, runs the body, closes it.
  static func with(_ engine: Engine, _ body: (SiteWorld) async throws -> Void) async throws {
    try await TestRegister.with(engine) { try await body(SiteWorld($0)) }
  }

  private init(_ register: TestRegister) async throws {
    let system = register.system
    self.register = register
    let world = try await SmallWorld.make(in: system)
    self.world = world
    site = Site(system: system, content: Content(folder: Self.contentFolder), logger: Self.quiet)
    let day = Day(year: 2010, month: 1, day: 5) ?? .endOfTime
    func person(_ name: String, _ sex: Member.Sex, born: Int, local: Bool?) -> PersonalRecord {
      PersonalRecord(
        name: name, sex: sex, bornOn: Day(number: born), admittedOn: Day(number: 1999_05_19),
        officialOn: Day(number: 2000_05_19),
        residence: "ấp Long Hòa", isLocal: local)
    }
    func enter(_ person: PersonalRecord, _ number: String, _ cell: ID<Organisation>) async throws -> ID<
      Member
    > {
      try await system.perform(
        RegisterMember(person, numbers: [.card: number], in: cell, from: day), by: .operatorOfMachine)
    }
    huong = try await enter(
      person("Nguyễn Thị Hường", .female, born: 1975_03_02, local: true), "83012345", world.longMyHamlet)
    binh = try await enter(
      person("Trần Văn Bình", .male, born: 1960_07_20, local: false), "83012346", world.longMyAgency)
    duc = try await enter(
      person("Lê Minh Đức", .male, born: 1985_11_11, local: nil), "83012347", world.longMyAgency)
    stranger = try await enter(
      person(Self.strangerName, .male, born: 1970_01_30, local: true), "83099999", world.phongNamHamlet)
    let code = try await system.founderCode() ?? ""
    _ = try await system.perform(
      ClaimRegister(code: code, userName: "sang.lap", person: "Người Sáng Lập", hash: await Self.hash),
      by: .operatorOfMachine)
    _ = try await account("van.phong", "Phan Thị Văn Phòng", .office, on: world.longMy)
    _ = try await account("nguoi.ngoai", "Võ Văn Ngoài", .office, on: world.phongNam)
    _ = try await account("kiem.tra", "Đặng Kiểm Tra", .inspector, on: world.longMy)
    _ = try await account("khong.quyen", "Bùi Không Quyền", nil, on: world.longMy)
  }

  /// Makes an account with a role on an organisation.
  @discardableResult
  func account(_ userName: String, _ person: String, _ role: Role?, on organisation: ID<Organisation>)
    async throws -> ID<Account>
  {
    let made = try await system.perform(
      CreateAccount(userName: userName, person: person, organisation: organisation), by: .operatorOfMachine)
    _ = try await system.perform(SetPassword(code: made.code, hash: await Self.hash), by: .operatorOfMachine)
    if let role {
      _ = try await system.perform(
        GrantRight(role, on: organisation, to: made.account), by: .operatorOfMachine)
    }
    return made.account
  }

  func anonymous() -> TestClient { TestClient(site) }
  func founder() async throws -> TestClient { try await signedIn("sang.lap") }
  func officer() async throws -> TestClient { try await signedIn("van.phong") }
  func outsider() async throws -> TestClient { try await signedIn("nguoi.ngoai") }
  func inspector() async throws -> TestClient { try await signedIn("kiem.tra") }
  func withoutRights() async throws -> TestClient { try await signedIn("khong.quyen") }

  func signedIn(_ userName: String) async throws -> TestClient {
    let client = anonymous()
    _ = try await client.get("/dang-nhap")
    let answer = try await client.post("/dang-nhap", [("ten", userName), ("mat-khau", Self.password)])
    guard answer.status == 303, client.cookie != nil else {
      throw CannotSignIn(userName: userName, status: answer.status)
    }
    _ = try await client.get("/")
    return client
  }

  /// Sequence and hash of the journal's head: what a question must leave as it was.
  func head() async throws -> String {
    try await system.read { session in
      try session.first("SELECT hash FROM journal_head") { try $0.text(0) } ?? ""
    }
  }

  struct CannotSignIn: Error {
    var userName: String
    var status: Int
  }

  private static let quiet: Logger = {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
  }()

  /// Made once: a password's hash is slow on purpose.
  static let hashing = Task {
    await PasswordHash.make(password, salt: Array(repeating: 7, count: 16)) ?? ""
  }
  static var hash: String { get async { await hashing.value } }

  static let contentFolder =
    ProcessInfo.processInfo.environment["CHIBO_CONTENT"]
    ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
    .appendingPathComponent("Content").path
}
