import Basics
import Foundation
import Registry
import Rules
import Storage
import TestSupport
import Testing

@testable import Reviews

@Suite struct `Dự thảo hướng dẫn` {
  private static func guidances() throws -> Guidances {
    try Guidances(
      try Content.locate(
        executable: "", currentFolder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path))
  }

  private static func base() throws -> Guidance { try #require(try guidances()["hd-43-btctw-2025-10-31"]) }

  private func start(_ register: TestRegister, _ world: SmallWorld, by actor: Actor = .operatorOfMachine)
    async throws -> ID<GuidanceDraft>
  {
    try await register.system.perform(
      StartGuidanceDraft(
        on: world.district, from: try Self.base(), title: "Dự thảo sửa Hướng dẫn 43", firstYear: 2027),
      by: actor)
  }

  private func draft(_ register: TestRegister, _ id: ID<GuidanceDraft>, _ version: Int? = nil) async throws
    -> GuidanceDraft
  {
    try #require(
      try await register.system.read { session throws in try session.guidanceDraft(id, version: version) })
  }

  @Test func `mọi hướng dẫn đi kèm đều sao được thành dự thảo chạy được, lời chú còn nguyên`() async throws {
    try await TestRegister.with(.sqlite) { register in
      let world = try await SmallWorld.make(in: register.system)
      for guidance in try Self.guidances().all {
        let id = try await register.system.perform(
          StartGuidanceDraft(on: world.district, from: guidance, title: "Dự thảo: \"mới\"", firstYear: 2027),
          by: .operatorOfMachine)
        let draft = try await draft(register, id)
        let loaded = loadedPack(of: draft)
        #expect(!loaded.hasErrors, "\(guidance.name): \(loaded.findings.first?.message ?? "")")
        let pack = try #require(loaded.pack)
        #expect(pack.status == .draft && pack.amends == guidance.pack.name && pack.issuedOn == nil)
        #expect(pack.title == "Dự thảo: \"mới\"" && draft.title == pack.title && pack.id != guidance.pack.id)
        #expect(pack.rounds.from == 2027 && pack.rounds.to == nil && pack.validTo == nil)
        #expect(pack.articles == guidance.pack.articles)
        let comments = { (text: String) in
          text.split(separator: "\n").filter { $0.contains("#") }.count
        }
        #expect(comments(draft.version.text.pack) == comments(guidance.text.pack))
      }
    }
  }

  @Test(arguments: Engine.available)
  func `mỗi lần ghi là một bản, bản cũ đọc được và lấy lại được`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let id = try await start(register, world)
      let first = try await draft(register, id)
      #expect(first.latest == 1 && first.isOpen)
      var texts = [first.version.text]
      for n in 2...120 {
        var text = texts[texts.count - 1]
        text.pack = text.pack.replacingOccurrences(
          of: n == 2 ? "value: 20 %, name: Tỷ lệ xuất sắc" : "value: \(18 + n) %, name: Tỷ lệ xuất sắc",
          with: "value: \(19 + n) %, name: Tỷ lệ xuất sắc")
        if n % 7 == 0 { text.source += "\n## X\(n) · Điều thử ế\n\nNội dung \(n)\n" }
        let number = try await register.system.perform(
          SaveGuidanceDraft(id, seen: n - 1, text), by: .operatorOfMachine)
        #expect(number == n)
        texts.append(text)
      }
      for n in [1, 2, 49, 50, 51, 52, 100, 101, 102, 120] {
        let kept = try await draft(register, id, n)
        #expect(kept.version.text.isSame(as: texts[n - 1]), "bản \(n)")
        #expect(kept.isOpen == (n == 120))
      }
      let restored = try await register.system.perform(
        RestoreGuidanceDraftVersion(id, seen: 120, version: 3), by: .operatorOfMachine)
      let last = try await draft(register, id)
      #expect(restored == 121 && last.version.text.isSame(as: texts[2]) && last.version.restores == 3)
      // Versions cost what changed, not the whole text.
      let (bytes, versions) = try await register.system.read { session throws in
        (
          try session.first("SELECT SUM(LENGTH(pack_text) + LENGTH(source_text)) FROM guidance_draft_version")
          {
            try $0.int(0)
          } ?? 0, try session.guidanceDraftVersions(of: id)
        )
      }
      #expect(bytes < 4 * texts[0].pack.utf8.count)
      #expect(versions.count == 121 && versions.first?.number == 121)
    }
  }

  @Test(arguments: Engine.available)
  func `hai người cùng sửa: lần ghi từ bản cũ bị từ chối, không gì mất`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let id = try await start(register, world)
      var text = try await draft(register, id).version.text
      text.source += "\n## X1 · Của người thứ nhất\n"
      _ = try await register.system.perform(SaveGuidanceDraft(id, seen: 1, text), by: .operatorOfMachine)
      var other = text
      other.source += "\n## X2 · Của người thứ hai\n"
      await #expect {
        _ = try await register.system.perform(SaveGuidanceDraft(id, seen: 1, other), by: .operatorOfMachine)
      } throws: { error in
        guard case GuidanceDraftRefusal.outdated(1, 2, let person, _) = error else { return false }
        return person == "Người vận hành máy"
      }
      await #expect(throws: GuidanceDraftRefusal.nothingChanged) {
        _ = try await register.system.perform(SaveGuidanceDraft(id, seen: 2, text), by: .operatorOfMachine)
      }
      await #expect(throws: GuidanceDraftRefusal.self) {
        _ = try await register.system.perform(
          RestoreGuidanceDraftVersion(id, seen: 1, version: 1), by: .operatorOfMachine)
      }
      let kept = try await draft(register, id)
      #expect(kept.latest == 2 && kept.version.text.isSame(as: text))
    }
  }

  @Test(arguments: Engine.available)
  func `dự thảo có lỗi vẫn ghi được, chỉ không chạy được; quá dài hay có số của người thì không`(
    engine: Engine
  )
    async throws
  {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let id = try await start(register, world)
      let whole = try await draft(register, id).version.text
      var text = whole
      text.pack = text.pack.replacingOccurrences(of: "then: KHT", with: "then: KHONGCO")
      _ = try await register.system.perform(SaveGuidanceDraft(id, seen: 1, text), by: .operatorOfMachine)
      let broken = loadedPack(of: try await draft(register, id))
      #expect(broken.hasErrors && broken.pack != nil)
      text.pack = "id: [\n"
      _ = try await register.system.perform(SaveGuidanceDraft(id, seen: 2, text), by: .operatorOfMachine)
      let unread = try await draft(register, id)
      #expect(loadedPack(of: unread).pack == nil && unread.title == "Dự thảo sửa Hướng dẫn 43")
      text.pack = whole.pack + "\n# " + String(repeating: "dài ", count: 250_000)
      await #expect(throws: GuidanceDraftRefusal.tooLong) {
        _ = try await register.system.perform(SaveGuidanceDraft(id, seen: 3, text), by: .operatorOfMachine)
      }
      text.pack = whole.pack + "\n# gọi số 0912 345 678\n"
      await #expect(throws: FreeTextRefusal.self) {
        _ = try await register.system.perform(SaveGuidanceDraft(id, seen: 3, text), by: .operatorOfMachine)
      }
      text.pack = whole.pack.replacingOccurrences(of: "\n", with: "\r\n")
      _ = try await register.system.perform(SaveGuidanceDraft(id, seen: 3, text), by: .operatorOfMachine)
      let mended = try await draft(register, id)
      #expect(mended.version.text.pack == whole.pack)
    }
  }

  @Test(arguments: Engine.available)
  func `thôi soạn rồi thì không sửa được; mở lại thì được`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let id = try await start(register, world)
      var text = try await draft(register, id).version.text
      text.source += "\n## X · Y\n"
      await #expect(throws: GuidanceDraftRefusal.noReason) {
        try await register.system.perform(WithdrawGuidanceDraft(id, reason: "  "), by: .operatorOfMachine)
      }
      try await register.system.perform(
        WithdrawGuidanceDraft(id, reason: "đã có hướng dẫn mới"), by: .operatorOfMachine)
      await #expect(throws: GuidanceDraftRefusal.withdrawn) {
        _ = try await register.system.perform(SaveGuidanceDraft(id, seen: 1, text), by: .operatorOfMachine)
      }
      let lists = try await register.system.read { session throws in
        (try session.guidanceDrafts(of: nil), try session.guidanceDrafts(of: [world.longMy]))
      }
      #expect(lists.0.map(\.isWithdrawn) == [true] && lists.1.isEmpty)
      #expect(
        try await register.system.read { session throws in try session.whyWithdrawn(id) }
          == "đã có hướng dẫn mới")
      try await register.system.perform(ReopenGuidanceDraft(id), by: .operatorOfMachine)
      #expect(
        try await register.system.perform(SaveGuidanceDraft(id, seen: 1, text), by: .operatorOfMachine) == 2)
    }
  }

  @Test(arguments: Engine.available)
  func `chỉ ban tổ chức trong phạm vi mới soạn được; nơi khác như không có`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      func actor(_ name: String, _ role: Role, on organisation: ID<Organisation>) async throws -> Actor {
        let made = try await register.system.perform(
          CreateAccount(userName: name, person: name, organisation: organisation), by: .operatorOfMachine)
        _ = try await register.system.perform(
          GrantRight(role, on: organisation, to: made.account), by: .operatorOfMachine)
        return Actor(.account(made.account), name: name)
      }
      let ours = try await actor("ban.to.chuc", .commission, on: world.district)
      let office = try await actor("van.phong", .office, on: world.district)
      let other = try await actor("noi.khac", .commission, on: world.phongNam)
      let id = try await start(register, world, by: ours)
      var text = try await draft(register, id).version.text
      text.source += "\n## X · Y\n"
      let changed = text
      await #expect(throws: RightsRefusal.lacking(.draftGuidances)) {
        _ = try await register.system.perform(SaveGuidanceDraft(id, seen: 1, changed), by: office)
      }
      await #expect(throws: RightsRefusal.notFound) {
        _ = try await register.system.perform(SaveGuidanceDraft(id, seen: 1, changed), by: other)
      }
      await #expect(throws: RightsRefusal.notFound) { _ = try await self.start(register, world, by: other) }
      await #expect(throws: RightsRefusal.notFound) {
        try await register.system.perform(WithdrawGuidanceDraft(id, reason: "x"), by: other)
      }
      #expect(try await register.system.perform(SaveGuidanceDraft(id, seen: 1, changed), by: ours) == 2)
      #expect(Role.inspector.rights.contains(.viewGuidanceDrafts))
      #expect(!Role.secretary.rights.contains(.viewGuidanceDrafts))
    }
  }

  @Test(arguments: Engine.available)
  func `bản đã ghi không sửa, không xóa được trong cơ sở dữ liệu`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      _ = try await start(register, world)
      for statement: SQL in [
        "UPDATE guidance_draft_version SET pack_text = ''", "DELETE FROM guidance_draft_version",
        "DELETE FROM guidance_draft",
      ] {
        await #expect(throws: (any Error).self) {
          try await register.database.write { session throws in try session.run(statement) }
        }
      }
    }
  }

  @Test func `phần khác giữa hai bản ghép lại đúng từng byte`() {
    let texts = [
      "", "a", "ế", "é", "ê\u{301}", "abc", "abab", "aab", "Điều 1\nĐiều 2", "Điều 2\nĐiều 2", "🇻🇳🇻🇳", "🇻🇳",
    ]
    for old in texts {
      for new in texts {
        let delta = TextDelta(from: old, to: new)
        #expect(delta.applied(to: old)?.utf8.elementsEqual(new.utf8) == true, "\(old) → \(new)")
      }
    }
    #expect(TextDelta(head: 9, tail: 0, middle: "").applied(to: "abc") == nil)
    #expect(TextDelta(head: 2, tail: 2, middle: "").applied(to: "abc") == nil)
    #expect(TextDelta(head: -1, tail: 0, middle: "").applied(to: "abc") == nil)
  }

  @Test func `không dòng nào của các hướng dẫn đi kèm bị coi là số của một người`() throws {
    for guidance in try Self.guidances().all {
      try GuidanceText.checkAdded("", guidance.text.pack)
      try GuidanceText.checkAdded("", guidance.text.source)
      #expect(GuidanceText.clean(guidance.text.pack).utf8.elementsEqual(guidance.text.pack.utf8))
      #expect(GuidanceText.clean(guidance.text.source).utf8.elementsEqual(guidance.text.source.utf8))
    }
  }
}
