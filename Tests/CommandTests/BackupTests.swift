import Basics
import Foundation
import Registry
import Schema
import Storage
import TestSupport
import Testing

@Suite struct `Sao lưu và phục hồi` {
  @Test(arguments: Engine.available)
  func `sao lưu từ cơ sở nào cũng phục hồi được vào thư mục mới, lịch sử nguyên vẹn`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine) { register in
      _ = try await SmallWorld.make(in: register.system)
      try await Chibo.withFolder { folder in
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = folder + "/sao-luu.chibo"
        let place = register.address.map { ["--database", $0] } ?? ["--data", register.folder ?? ""]
        let saved = try await Chibo.run("chibo", ["backup", "--out", file] + place)
        #expect(saved.status == 0, "\(saved.errors)")
        #expect(saved.output.contains("liền mạch"))
        let again = try await Chibo.run("chibo", ["backup", "--out", file] + place)
        #expect(again.status == 2)
        let restored = try await Chibo.run("chibo", "restore", file, "--data", folder + "/moi")
        #expect(restored.status == 0, "\(restored.errors)")
        let verified = try await Chibo.run("chibo-verify", "--data", folder + "/moi")
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
        let occupied = try await Chibo.run("chibo", "restore", file, "--data", folder + "/moi")
        #expect(occupied.status == 2)
        #expect(occupied.errors.contains("không trống"))
      }
    }
  }

  @Test func `tệp hỏng bị phát hiện trước khi ghi gì`() async throws {
    try await TestRegister.with(.sqlite) { register in
      _ = try await SmallWorld.make(in: register.system)
      try await Chibo.withFolder { folder in
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = folder + "/sao-luu.chibo"
        _ = try await Chibo.run("chibo", "backup", "--out", file, "--data", register.folder ?? "")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        // A letter inside an entry of the journal.
        let place = try #require(bytes.range(of: Data(#""act":"organisation.found""#.utf8)))
        bytes[place.upperBound - 2] = UInt8(ascii: "0")
        try bytes.write(to: URL(fileURLWithPath: file))
        let restored = try await Chibo.run("chibo", "restore", file, "--data", folder + "/moi")
        #expect(restored.status == 2)
        #expect(!FileManager.default.fileExists(atPath: folder + "/moi"))
        let text = folder + "/thu.txt"
        try Data("không phải sổ".utf8).write(to: URL(fileURLWithPath: text))
        #expect(try await Chibo.run("chibo", "restore", text, "--data", folder + "/moi2").status == 2)
      }
    }
  }

  @Test func `tệp mà một dòng của sổ không như nhật ký ghi thì không phục hồi, cũng không sao lưu`()
    async throws
  {
    try await TestRegister.with(.sqlite) { register in
      let world = try await SmallWorld.make(in: register.system)
      _ = try await register.system.perform(
        RegisterMember(
          PersonalRecord(name: "Lê Thị Hường"), in: world.longMyHamlet,
          from: Day(number: 2012_01_01) ?? .endOfTime), by: .operatorOfMachine)
      try await Chibo.withFolder { folder in
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = folder + "/sao-luu.chibo"
        let saved = try await Chibo.run("chibo", "backup", "--out", file, "--data", register.folder ?? "")
        #expect(saved.status == 0 && saved.output.contains("Sổ và nhật ký: khớp"))
        let copy = try SQLiteDatabase(file: file)
        try await copy.write { session in
          try session.script("DROP TRIGGER member_state_fact")
          _ = try session.run("UPDATE member_state SET name = 'Lê Thị Hương'")
        }
        await copy.close()
        let restored = try await Chibo.run("chibo", "restore", file, "--data", folder + "/moi")
        #expect(restored.status == 2)
        #expect(
          restored.errors.contains("KHÁC NHAU — bảng member_state") && restored.errors.contains("cột name"))
        #expect(!FileManager.default.fileExists(atPath: folder + "/moi"))
      }
    }
  }

  @Test func `dữ liệu của bản mới hơn, thư mục không có, cách dùng sai: nói rõ và thoát đúng mã`()
    async throws
  {
    try await Chibo.withFolder { folder in
      let missing = try await Chibo.run("chibo", "backup", "--out", folder + "-x", "--data", folder)
      #expect(missing.status == 2)
      #expect(missing.errors.contains("Không có dữ liệu ChiBo"))
      let usage = try await Chibo.run("chibo", "backup")
      #expect(usage.status == 64)
      let database = try SQLiteDatabase(folder: folder, creating: true)
      try await Schema.migrator.migrate(database)
      try await database.write { session in
        _ = try session.run("INSERT INTO schema_migration (number, name, applied_at) VALUES (999, 'sau', 0)")
      }
      await database.close()
      let newer = try await Chibo.run("chibo", "backup", "--out", folder + "/y", "--data", folder)
      #expect(newer.status == 2)
      #expect(newer.errors.contains("mới hơn"))
    }
  }
}
