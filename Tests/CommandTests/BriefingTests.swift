import Basics
import Foundation
import Registry
import TestSupport
import Testing

@Suite struct `Báo cáo và nhập danh sách từ dòng lệnh` {
  /// The small world in a folder of its own, closed, so that the command opens it alone.
  private static func withWorld(_ body: (String) async throws -> Void) async throws {
    let register = try await TestRegister(.sqlite)
    let folder = try #require(register.folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let world = try await SmallWorld.make(in: register.system)
    let person = PersonalRecord(name: "Nguyễn Thị Hường", sex: .female, bornOn: Day(number: 1975_03_02))
    _ = try await register.system.perform(
      RegisterMember(person, in: world.longMyAgency, from: SmallWorld.founded), by: .operatorOfMachine)
    let twins = SmallWorld.decision("9-QĐ/TU", on: Day(number: 2010_01_01) ?? .endOfTime)
    _ = try await register.system.perform(
      MergeOrganisations(
        [world.phongNam], result: .into(world.longMy), day: Day(number: 2010_02_01) ?? .endOfTime,
        decision: twins),
      by: .operatorOfMachine)
    await register.database.close()
    try await body(folder)
  }

  private static func briefing(_ folder: String, _ unit: String, _ more: [String] = []) async throws
    -> Chibo.Outcome
  {
    try await Chibo.run(
      "chibo", ["briefing", "--data", folder, "--unit", unit, "--as-of", "2009-01-01"] + more)
  }

  @Test func `đơn vị theo mã, tên có dấu hay không dấu; nhiều khả năng thì nêu các mã`() async throws {
    try await Self.withWorld { folder in
      for unit in ["GT", "833", "huyen giong trom", "Huyện Giồng Trôm", "Đảng bộ huyện Giồng Trôm"] {
        let done = try await Self.briefing(folder, unit)
        #expect(done.status == 0, "\(unit): \(done.errors)")
        #expect(done.output.contains("Đảng bộ huyện Giồng Trôm"), "\(unit)")
      }
      let several = try await Self.briefing(folder, "chi bo")
      #expect(several.status == 2 && several.output.isEmpty)
      for code in ["GT.LM.CQ", "GT.LM.1", "GT.PN.CQ", "GT.PN.1"] {
        #expect(several.errors.contains(code), "\(code)")
      }
      let unknown = try await Self.briefing(folder, "khong co noi nay")
      #expect(unknown.status == 2 && unknown.errors.contains("→"))
      #expect(try await Self.briefing(folder, "").status == 2)
      #expect(try await Self.briefing(folder, "%_' OR 1=1 --").status == 2)
      for long in [String(repeating: "a", count: 60_000), String(repeating: "đ", count: 30_000)] {
        let answer = try await Self.briefing(folder, long)
        #expect(answer.status == 2 && answer.errors.utf8.count < 1_000)
      }
    }
  }

  @Test func `đơn vị chỉ có vào ngày khác thì nêu thời gian, tiền thân, kế thừa`() async throws {
    try await Self.withWorld { folder in
      let ended = try await Chibo.run(
        "chibo", ["briefing", "--data", folder, "--unit", "xa phong nam", "--as-of", "2012-01-01"])
      #expect(ended.status == 2)
      #expect(ended.errors.contains("31/1/2010") && ended.errors.contains("Kế thừa: Đảng bộ xã Long Mỹ"))
      let early = try await Chibo.run(
        "chibo", ["briefing", "--data", folder, "--unit", "GT.LM.CQ", "--as-of", "2008-03-24"])
      #expect(early.status == 2 && early.errors.contains("25/3/2008"))
    }
  }

  @Test func `năm dạng tệp, JSON theo hợp đồng, ngày sai là cách gọi sai`() async throws {
    try await Self.withWorld { folder in
      let json = try await Self.briefing(folder, "GT", ["--format", "json"])
      let value = try #require(
        try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
      let figures = try #require(value["figures"] as? [String: Any])
      for (key, count) in [
        ("units", 2), ("communes", 2), ("towns", 0), ("members", 1), ("agencyCells", 2),
        ("agencyCellMembers", 1),
      ] {
        #expect((figures[key] as? [String: Any])?["value"] as? Int == count, "\(key)")
      }
      for (format, magic) in [
        ("docx", "PK"), ("xlsx", "PK"), ("pdf", "%PDF"), ("html", "<!do"), ("text", ""),
      ] {
        let file = "\(folder)/bao-cao.\(format)"
        let done = try await Self.briefing(
          folder, "GT", ["--format", format, "--out", file, "--base-url", "http://127.0.0.1:8080"])
        #expect(done.status == 0 && done.output.isEmpty, "\(format) \(done.errors)")
        let bytes = try #require(FileManager.default.contents(atPath: file))
        #expect(bytes.starts(with: magic.utf8), "\(format)")
      }
      #expect(try await Self.briefing(folder, "GT", ["--out", "\(folder)/khong/co.txt"]).status == 2)
      #expect(try await Self.briefing(folder, "GT", ["--base-url", "javascript:x"]).status == 64)
      #expect(
        try await Chibo.run("chibo", ["briefing", "--data", folder, "--unit", "GT", "--as-of", "2014-02-31"])
          .status == 64)
    }
  }

  @Test func `nhập danh sách: tệp hỏng, thử không ghi, nhận dòng sạch, lần hai không đổi gì`() async throws {
    try await Self.withWorld { folder in
      let sample = Chibo.folder.resolvingSymlinksInPath().path
      var root = URL(fileURLWithPath: sample)
      while root.path != "/",
        !FileManager.default.fileExists(atPath: root.appendingPathComponent("Content/Scales").path)
      {
        root.deleteLastPathComponent()
      }
      let source = root.appendingPathComponent("Content/Manual/mau-danh-sach-dang-vien.xlsx").path
      let file = "\(folder)/danh-sach.xlsx"
      try FileManager.default.copyItem(atPath: source, toPath: file)
      func run(_ more: [String], _ path: String) async throws -> Chibo.Outcome {
        try await Chibo.run(
          "chibo", ["import-roster", path, "--data", folder, "--unit", "GT.LM", "--format", "json"] + more)
      }
      let dry = try await run(["--dry-run", "--as-of", "2014-04-21"], file)
      let plan = try #require(
        try JSONSerialization.jsonObject(with: Data(dry.output.utf8)) as? [String: Any], "\(dry.errors)")
      for key in ["rows", "clean", "wouldCreate", "wouldChange", "findings"] {
        #expect(plan[key] != nil, "\(key)")
      }
      #expect(plan["written"] is NSNull)
      let errors = (plan["findings"] as? [[String: Any]] ?? []).contains {
        $0["severity"] as? String == "error"
      }
      #expect(dry.status == (errors ? 1 : 0))
      let real = try await run(["--as-of", "2014-04-21"], file)
      #expect(real.status == (errors ? 1 : 0))
      let clean = try await run(["--accept-clean", "--as-of", "2014-04-21"], file)
      let again = try await run(["--accept-clean", "--as-of", "2014-04-21"], file)
      let second = try #require(
        try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any])
      #expect(second["wouldCreate"] as? Int == 0 && second["written"] is NSNull)
      #expect([0, 1].contains(clean.status))
      #expect(try await run([], "\(folder)/khong-co.xlsx").status == 2)
      try Data("không phải Excel".utf8).write(to: URL(fileURLWithPath: "\(folder)/hong.xlsx"))
      #expect(try await run([], "\(folder)/hong.xlsx").status == 2)
      let lists = try await Chibo.run(
        "chibo", ["import-organisations", "\(folder)/hong.xlsx", "--data", folder, "--format", "json"])
      #expect(lists.status == 2)
    }
  }
}
