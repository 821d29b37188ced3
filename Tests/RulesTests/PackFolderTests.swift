import Foundation
import Rules
import Testing

/// What lies beside `pack.yaml`, or should.
struct PackFolderTests {
  private func with(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "chibo-pack-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.copyItem(
      atPath: Corpus.path("Content/RulePacks/hd-02-btctw-2026-05-22"), toPath: folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(PackLoader.load(at: folder).findings.isEmpty)
    try body(folder)
  }

  private func findings(_ folder: String) -> [String] {
    PackLoader.load(at: folder).findings.map { finding in
      let name = finding.path.split(separator: "/").last ?? ""
      #expect(!finding.message.isEmpty && !finding.remedy.isEmpty)
      return "\(finding.severity.rawValue) \(finding.code.rawValue) \(name)"
    }
  }

  @Test func `thiếu điều khoản hoặc trường hợp thử thì được báo, bộ quy tắc vẫn chạy`() throws {
    try with { folder in
      try FileManager.default.removeItem(atPath: folder + "/source.md")
      #expect(findings(folder) == ["warning companion-file source.md"])
      try FileManager.default.removeItem(atPath: folder + "/cases")
      #expect(findings(folder) == ["warning companion-file source.md", "warning companion-file cases"])
      #expect(!PackLoader.load(at: folder).hasErrors)
    }
  }

  @Test(arguments: ["/dev/zero", "/không-có-ở-đây", "/"])
  func `điều khoản là liên kết tới chỗ không đọc được thì là lỗi`(_ target: String) throws {
    try with { folder in
      try FileManager.default.removeItem(atPath: folder + "/source.md")
      try FileManager.default.createSymbolicLink(atPath: folder + "/source.md", withDestinationPath: target)
      #expect(findings(folder) == ["warning companion-file source.md", "error unreadable source.md"])
    }
  }

  @Test func `liên kết tới tệp đọc được thì đọc, và được nhắc`() throws {
    try with { folder in
      try FileManager.default.moveItem(atPath: folder + "/source.md", toPath: folder + "/khac.md")
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/source.md", withDestinationPath: folder + "/khac.md")
      #expect(findings(folder) == ["warning companion-file source.md"])
      #expect(!(PackLoader.load(at: folder).pack?.articles.isEmpty ?? true))
    }
  }

  @Test func `ống dẫn, thiết bị và thư mục không làm chương trình chờ mãi`() throws {
    try with { folder in
      try FileManager.default.removeItem(atPath: folder + "/source.md")
      #expect(mkfifo(folder + "/source.md", 0o600) == 0)
      #expect(findings(folder) == ["error unreadable source.md"])
      try FileManager.default.removeItem(atPath: folder + "/pack.yaml")
      #expect(mkfifo(folder + "/pack.yaml", 0o600) == 0)
      #expect(findings(folder) == ["error unreadable pack.yaml"])
      try FileManager.default.removeItem(atPath: folder + "/pack.yaml")
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/pack.yaml", withDestinationPath: "/dev/zero")
      #expect(findings(folder) == ["error unreadable pack.yaml"])
    }
  }

  @Test func `tệp không phải UTF-8 hoặc quá lớn được gọi tên`() throws {
    try with { folder in
      try Data([0x23, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: folder + "/source.md"))
      #expect(findings(folder) == ["error unreadable source.md"])
      try Data(repeating: 0x20, count: 3_000_000).write(to: URL(fileURLWithPath: folder + "/source.md"))
      #expect(findings(folder) == ["error oversize source.md"])
    }
  }
}
