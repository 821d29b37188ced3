import Basics
import Formats
import Foundation
import Registry
import Reporting
import TestSupport
import Testing

@Suite struct `Bản in của báo cáo` {
  private func world<T: Sendable>(hostile: Bool = false, _ body: (DistrictWorld) async throws -> T)
    async throws -> T
  {
    try await TestRegister.with(.sqlite) { register in
      try await body(try await DistrictWorld.make(in: register, hostileName: hostile))
    }
  }

  @Test func `bản chữ thẳng cột, không quá 96 cột, nói cách tính ở cuối`() async throws {
    try await world { world in
      let text = try await world.briefing().text()
      if let folder = ProcessInfo.processInfo.environment["CHIBO_TEST_OUTPUT"] {
        try text.write(toFile: folder + "/briefing.txt", atomically: true, encoding: .utf8)
      }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { $0.unicodeScalars.count <= 96 })
      #expect(lines.first?.contains("DỮ LIỆU MÔ PHỎNG") == true)
      #expect(text.contains("  Đảng viên .................. 46 đảng viên\n"))
      #expect(text.contains("25/03/2008 ● Đảng bộ xã Long Mỹ\n"))
      #expect(text.contains("CÁCH TÍNH\n"))
      let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Goldens"
      ).path
      let golden = folder + "/briefing.txt"
      if ProcessInfo.processInfo.environment["CHIBO_RECORD_GOLDENS"] != nil {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try text.write(toFile: golden, atomically: true, encoding: .utf8)
      }
      #expect(text == (try String(contentsOfFile: golden, encoding: .utf8)))
    }
  }

  @Test func `tên mang mã độc vẫn chỉ là chữ`() async throws {
    try await world(hostile: true) { world in
      let briefing = try await world.briefing(of: world.longMy.base)
      let page = String(
        decoding: try briefing.page(base: "https://chibo.example", content: DistrictWorld.content()),
        as: UTF8.self)
      #expect(page.contains("&lt;script&gt;alert(1)"))
      #expect(!page.contains("<script"))
      // As bytes: a quote followed by U+0301 must be escaped too.
      let bytes = Array(page.utf8)
      let attack = Array("a\"\u{301}".utf8)
      #expect(!bytes.indices.contains { bytes[$0...].starts(with: attack) })
      #expect(page.contains("href=\"https://chibo.example/so-lieu/members?asOf=2014-04-21&amp;organisation="))
      #expect(page.contains("DỮ LIỆU MÔ PHỎNG"))
      #expect(!page.contains("src=") && !page.contains("<link"))
      let words = try briefing.docx(rules: world.rules)
      #expect(words.starts(with: Array("PK".utf8)))
      #expect(try briefing.json().contains("<script>alert(1)"))
    }
  }

  @Test func `PDF và DOCX mở được, mang dấu ở mỗi trang`() async throws {
    try await world { world in
      let issue = try await world.system.perform(
        IssueBriefing(of: world.district, asOf: day(2014_04_21), number: "35-BC/HU", rules: world.rules),
        by: .operatorOfMachine)
      let briefing = try #require(issue.briefing)
      let folder =
        ProcessInfo.processInfo.environment["CHIBO_TEST_OUTPUT"] ?? NSTemporaryDirectory()
        + "chibo-print-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
      }
      try write("briefing.pdf", briefing.pdf(base: "https://chibo.example", issue: issue, rules: world.rules))
      try write(
        "briefing.docx", briefing.docx(base: "https://chibo.example", issue: issue, rules: world.rules))
      try write("briefing.xlsx", briefing.xlsx(base: "https://chibo.example", issue: issue))
      try write(
        "briefing.html",
        briefing.page(base: "https://chibo.example", issue: issue, content: DistrictWorld.content()))

      let pages = try await run("/usr/bin/pdftotext", ["-layout", folder + "/briefing.pdf", "-"])
        .split(separator: "\u{0C}").map(String.init).filter {
          !$0.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty
        }
      #expect(pages.count >= 2)
      #expect(pages.allSatisfy { $0.contains("DỮ LIỆU MÔ PHỎNG") })
      let all = pages.joined()
      for words in [
        "HUYỆN ỦY GIỒNG TRÔM", "ĐẢNG BỘ TỈNH BẾN TRE", "Số 35-BC/HU", "T/M BAN THƯỜNG VỤ",
        issue.hash.prefix(8).description,
      ] {
        #expect(all.contains(words), "\(words)")
      }
      let document = try await run("/usr/bin/unzip", ["-p", folder + "/briefing.docx", "word/document.xml"])
      #expect(document.contains("Đảng viên chi bộ cơ quan"))
      let headers = try await run("/usr/bin/unzip", ["-p", folder + "/briefing.docx", "word/header*.xml"])
      #expect(headers.contains("DỮ LIỆU MÔ PHỎNG"))
      if ProcessInfo.processInfo.environment["CHIBO_TEST_OUTPUT"] == nil {
        try FileManager.default.removeItem(atPath: folder)
      }
    }
  }

  @Test func `sổ tính có đủ trang, số là số, mỗi trang mang dấu`() async throws {
    try await world { world in
      let briefing = try await world.briefing()
      let book = briefing.workbook(base: "https://chibo.example")
      #expect(
        book.sheets.map(\.name) == [
          "Tóm tắt", "Đơn vị", "Chi bộ cơ quan", "Xếp loại", "Triển khai", "Định nghĩa",
        ])
      #expect(
        book.sheets.allSatisfy {
          $0.pageHeader == "DỮ LIỆU MÔ PHỎNG" && $0.titles.first == "DỮ LIỆU MÔ PHỎNG"
        })
      let members = try #require(book.sheets.first?.rows.first { $0.cells.first == .text("Đảng viên") })
      #expect(members.cells.dropFirst().first == .integer(46))
      guard case .link("Mở bản ghi", let target) = members.cells.last else {
        Issue.record("không có liên kết")
        return
      }
      #expect(
        RecordsQuery(path: String(target.dropFirst("https://chibo.example".count)))
          == briefing.summary.members.records)
      #expect(try book.bytes().starts(with: Array("PK".utf8)))
    }
  }

  private func run(_ tool: String, _ arguments: [String]) async throws -> String {
    try await OutsideProgram.run(tool, arguments).output
  }
}
