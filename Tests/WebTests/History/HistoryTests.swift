import Basics
import Foundation
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Nhật ký trên trang` {
  @Test(arguments: Engine.available)
  func `mỗi người thấy việc của phạm vi mình; người lập sổ thấy tất cả`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer().get("/nhat-ky")
      #expect(
        officer.has("Ghi thêm đảng viên") && officer.has("Nguyễn Thị Hường")
          && officer.has("Thành lập tổ chức"))
      #expect(!officer.has("Phong") && !officer.has(SiteWorld.strangerName))
      let founder = try await world.founder().get("/nhat-ky")
      #expect(founder.has("Lập tài khoản đầu tiên") && founder.has(SiteWorld.strangerName))
      #expect(founder.has(String(try await world.head())))
      #expect(try await world.withoutRights().get("/nhat-ky").status == 403)
    }
  }

  @Test(arguments: Engine.available)
  func `lọc theo ngày và theo việc`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let members = try await officer.get("/nhat-ky?viec=member.register")
      #expect(members.count(of: "<th scope=\"row\">") == 3)
      #expect(try await officer.get("/nhat-ky?den=20%2F4%2F2014").count(of: "<th scope=\"row\">") == 0)
      #expect(
        try await officer.get("/nhat-ky?tu=21%2F4%2F2014&viec=member.register").count(
          of: "<th scope=\"row\">") == 3)
      #expect(try await officer.get("/nhat-ky?tu=31%2F2%2F2014&viec=%3Cb%3E&trang=0").status == 200)
    }
  }

  @Test func `mọi việc ghi sổ đều có tên bằng tiếng Việt`() throws {
    let sources = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    let files = FileManager.default.enumerator(
      at: sources.resolvingSymlinksInPath(), includingPropertiesForKeys: nil)
    var names: [String] = []
    for case let file as URL in try #require(files) where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for line in text.split(separator: "\n") where line.contains("static let name = \"") {
        let parts = line.split(separator: "\"")
        if parts.count > 1, parts[1].contains(".") { names.append(String(parts[1])) }
      }
    }
    #expect(names.count > 20)
    for name in names { #expect(ActSentence.titles[name] != nil, "\(name)") }
  }
}
