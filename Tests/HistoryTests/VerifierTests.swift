import Basics
import Foundation
import Registry
import Storage
import TestSupport
import Testing

@Suite struct `Chương trình kiểm tra độc lập` {
  @Test(arguments: Engine.available)
  func `sổ chưa ghi gì là nguyên vẹn`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let answer = try await Verifier.check(register)
      #expect(answer.status == 0)
      #expect(answer.json["entries"] as? Int == 0)
      #expect(answer.json["head"] as? String == String(repeating: "0", count: 64))
    }
  }

  @Test(arguments: Engine.available)
  func `sổ ghi qua các việc là nguyên vẹn, mọi mục, bản ghi và dòng đều được đếm`(engine: Engine) async throws
  {
    try await TestRegister.with(engine) { register in
      _ = try await LivedWorld.make(in: register.system)
      let answer = try await Verifier.check(register)
      #expect(answer.status == 0, "\(answer.text)")
      let counts = try await register.database.read { session throws in
        [
          try session.count("SELECT count(*) FROM journal_entry"),
          try session.count("SELECT count(*) FROM journal_record"),
          try session.count(
            "SELECT count(*) FROM journal_record WHERE operation = 'insert' OR entity = 'register_setting'"),
        ]
      }
      #expect(answer.json["entries"] as? Int == counts[0])
      #expect(answer.json["records"] as? Int == counts[1])
      #expect(answer.json["rows"] as? Int == counts[2])
      #expect(answer.json["head"] as? String == (try await register.journalHead()))
    }
  }

  @Test(arguments: Engine.available)
  func `mã đã in trước đây được tìm thấy, mã lạ thì không`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      _ = try await SmallWorld.make(in: register.system)
      let printed = try await register.journalHead()
      let entries = try await Verifier.check(register).json["entries"] as? Int
      _ = try await register.system.perform(
        FoundOrganisation(
          kind: .province, title: "Đảng bộ tỉnh Vĩnh Long", code: "VL", parent: nil, place: .none,
          day: day(1990_01_01),
          decision: nil), by: .operatorOfMachine)
      #expect(try await Verifier.check(register, ["--head", printed]).json["foundHead"] as? Int == entries)
      let parts = stride(from: 0, to: 12, by: 4).map { String(Array(printed)[$0..<$0 + 4]).uppercased() }
      #expect(
        try await Verifier.check(register, ["--head", "\(parts[0]) \(parts[1])-\(parts[2])"]).status == 0)
      let strange = try await Verifier.check(register, ["--head", String(repeating: "a", count: 64)])
      #expect(strange.status == 1)
      #expect(strange.code == "head.unknown")
    }
  }

  @Test func `trả lời bằng tiếng Việt cho người đọc`() async throws {
    try await TestRegister.with(.sqlite) { register in
      _ = try await SmallWorld.make(in: register.system)
      let whole = try await Verifier.run(["--data", register.folder ?? ""])
      #expect(whole.text.utf8.starts(with: "Nguyên vẹn: ".utf8))
      try await register.tamper("UPDATE organisation_state SET name = 'Chi bộ khác' WHERE code = 'GT.LM.CQ'")
      let broken = try await Verifier.run(["--data", register.folder ?? ""])
      #expect(broken.status == 1)
      #expect(broken.text.contains("bảng organisation_state · dòng"))
      #expect(broken.text.contains("Nghĩa là: Sổ đã bị sửa thẳng trong cơ sở dữ liệu"))
    }
  }

  @Test func `không có dữ liệu, địa chỉ sai, cách dùng sai đều được nói rõ`() async throws {
    let folder = NSTemporaryDirectory() + "chibo-\(UUID().uuidString)"
    #expect(try await Verifier.run(["--data", folder]).status == 2)
    #expect(try await Verifier.run(["--database", "mysql://x"]).status == 2)
    #expect(try await Verifier.run(["--database", "postgres://nobody@/x?host=/none"]).status == 2)
    #expect(try await Verifier.run([]).status == 64)
    #expect(try await Verifier.run(["--data"]).status == 64)
    #expect(try await Verifier.run(["--data", "a", "--database", "postgres://b"]).status == 64)
    #expect(try await Verifier.run(["--data", "a", "--head", "xyz"]).status == 64)
    #expect(try await Verifier.run(["--data", "a", "--format", "xml"]).status == 64)
    #expect(try await Verifier.run(["--help"]).status == 0)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("not a database, only some text that is long enough to be looked at".utf8)
      .write(to: URL(fileURLWithPath: folder + "/chibo.sqlite"))
    let answer = try await Verifier.run(["--data", folder])
    #expect(answer.status == 2)
    #expect(answer.text.contains("không phải cơ sở dữ liệu của ChiBo"))
  }

  @Test func `đọc được khi không được ghi vào thư mục`() async throws {
    let register = try await TestRegister(.sqlite)
    _ = try await SmallWorld.make(in: register.system)
    let copy = NSTemporaryDirectory() + "chibo-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    try await (register.database as? SQLiteDatabase)?.copy(to: copy + "/chibo.sqlite")
    await register.close()
    #expect(chmod(copy, 0o500) == 0)
    #expect(try await Verifier.run(["--data", copy]).status == 0)
    #expect(chmod(copy, 0o700) == 0)
  }

  @Test func `tệp bị hỏng vài trang được phát hiện`() async throws {
    let register = try await TestRegister(.sqlite)
    _ = try await LivedWorld.make(in: register.system)
    let copy = NSTemporaryDirectory() + "chibo-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    let file = copy + "/chibo.sqlite"
    try await (register.database as? SQLiteDatabase)?.copy(to: file)
    await register.close()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    for page in stride(from: 8192, to: bytes.count - 4096, by: 4096 * 3) {
      for offset in 0..<64 { bytes[page + offset] = 0xFF }
    }
    try bytes.write(to: URL(fileURLWithPath: file))
    let answer = try await Verifier.run(["--data", copy, "--format", "json"])
    #expect(answer.status == 1)
    #expect(answer.code == "file.damaged")
  }
}
