import Basics
import Foundation
import HTTPTypes
import Registry
import Reporting
import TestSupport
import Testing

@testable import Web

@Suite struct `Giao diện dữ liệu` {
  private static func object(_ page: TestClient.Page) -> [String: Any] {
    `Báo cáo trên trang`.object(page.bytes)
  }

  private static func paths(_ world: ReportingWorld) -> [String] {
    let (w, huong) = (world.world, world.site.huong)
    return [
      "/me", "/organisations", "/organisations?q=long%20my", "/organisations/\(w.longMy)",
      "/organisations/\(w.longMy)/members?asOf=2014-04-21",
      "/organisations/\(w.longMy)/briefing?asOf=2014-04-21&structure=now", "/members/\(huong)",
      "/records/members?asOf=2014-04-21&organisation=\(w.longMy)",
      "/records/roll-out?asOf=2014-04-21&organisation=\(w.longMy)&mandate=\(world.mandate)",
      "/gradings?organisation=\(w.longMy)&year=2013", "/mandates", "/mandates/\(world.mandate)", "/surveys",
      "/surveys/\(world.survey)", "/history/head", "/guidances", "/guidances/hd-27-btctw-2014-09-25",
      "/guidance-drafts",
    ].map { "/api/v1\($0)" }
  }

  @Test(arguments: Engine.available)
  func `mã truy cập và phiên đăng nhập của cùng một người trả lời như nhau, với mọi vai trò`(engine: Engine)
    async throws
  {
    try await ReportingWorld.with(engine) { world in
      for user in ["huyen", "xem", "van.phong", "nguoi.ngoai", "kiem.tra", "khong.quyen"] {
        let session = try await world.site.signedIn(user)
        let bearer = world.site.anonymous()
        let token = try await world.token(of: user)
        for path in Self.paths(world) {
          let a = try await session.get(path)
          let b = try await bearer.get(path, headers: [.authorization: "Bearer \(token)"])
          #expect(a.status == b.status, "\(user) \(path)")
          #expect(a.bytes == b.bytes, "\(user) \(path)")
          #expect(a.status < 500, "\(user) \(path)")
          if a.status != 200 {
            let error = Self.object(a)["error"] as? [String: String]
            #expect(
              error?["reason"]?.isEmpty == false && error?["remedy"]?.isEmpty == false, "\(user) \(path)")
          }
        }
      }
      let statuses = try await world.commission()
      for path in Self.paths(world) { #expect(try await statuses.get(path).status == 200, "\(path)") }
      #expect(try await world.site.anonymous().get("/api/v1/me").status == 401)
      let wrong = try await world.site.anonymous().get("/api/v1/me", headers: [.authorization: "Bearer 0123"])
      #expect(wrong.status == 401)
    }
  }

  @Test func `bản mô tả và các địa chỉ khớp nhau hai chiều, mở được không cần đăng nhập`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      let answer = try await world.site.anonymous().get("/api/v1/openapi.json")
      #expect(answer.status == 200)
      let document = Self.object(answer)
      #expect(document["openapi"] as? String == "3.1.0")
      let paths = try #require(document["paths"] as? [String: [String: Any]])
      let routes = world.site.site.routes.filter(\.isAPI)
      let written = Set(
        routes.map { route in
          "\(route.method.rawValue.lowercased()) "
            + route.path.split(separator: "/").map { $0.hasPrefix(":") ? "/{\($0.dropFirst())}" : "/\($0)" }
            .joined()
        })
      #expect(Set(paths.flatMap { path, methods in methods.keys.map { "\($0) \(path)" } }) == written)
      let schemas = try #require((document["components"] as? [String: Any])?["schemas"] as? [String: Any])
      for endpoint in Site.endpoints {
        #expect(schemas[endpoint.schema] != nil, "\(endpoint.schema)")
        let get = try #require(paths[endpoint.openPath]?["get"] as? [String: Any])
        #expect(get["x-right"] as? String == endpoint.access.right?.name)
        let parameters = try #require(get["parameters"] as? [[String: Any]])
        #expect(parameters.count == endpoint.parameters.count + endpoint.pathParameters.count)
        #expect((get["responses"] as? [String: Any])?["200"] != nil)
      }
      // Every reference leads somewhere.
      let text = answer.text
      for part in text.components(separatedBy: "#/components/schemas/").dropFirst() {
        let name = part.prefix { $0 != "\"" }
        #expect(schemas[String(name)] != nil, "\(name)")
      }
    }
  }

  @Test func `tham số lạ, sai kiểu, quá giới hạn, lặp lại hay thiếu đều bị từ chối, nêu tên tham số`()
    async throws
  {
    try await ReportingWorld.with(.sqlite) { world in
      let client = try await world.commission()
      let district = world.world.district
      for (path, name) in [
        ("/organisations?limit=0", "limit"), ("/organisations?limit=501", "limit"),
        ("/organisations?limit=x", "limit"),
        ("/organisations?limit=99999999999999999999", "limit"), ("/organisations?offset=-1", "offset"),
        ("/organisations?asOf=2014-02-31", "asOf"),
        ("/organisations?asOf=", "asOf"), ("/organisations?knownAt=x", "knownAt"),
        ("/organisations?la=1", "la"),
        ("/organisations?limit=1&limit=2", "limit"),
        ("/organisations/\(district)/briefing?structure=later", "structure"),
        ("/me?x=1", "x"), ("/records/members?asOf=2014-04-21", "organisation"),
        ("/records/members?organisation=\(district)", "asOf"),
        ("/records/members?organisation=xx&asOf=2014-04-21", "organisation"),
        ("/records/members?organisation=\(district)&asOf=2014-04-21&ages=40-30", "ages"),
        ("/records/members?organisation=\(district)&asOf=2014-04-21&sex=x", "sex"),
        ("/records/members?organisation=\(district)&asOf=2014-04-21&known=-1", "known"),
        ("/records/organisations?organisation=\(district)&asOf=2014-04-21&kinds=a,b", "kinds"),
        ("/records/roll-out?organisation=\(district)&asOf=2014-04-21", "mandate"),
        ("/gradings?year=2013", "organisation"), ("/gradings?organisation=\(district)&year=13", "year"),
      ] {
        let answer = try await client.get("/api/v1\(path)")
        #expect(answer.status == 400, "\(path)")
        let reason = (Self.object(answer)["error"] as? [String: String])?["reason"] ?? ""
        #expect(reason.contains(name), "\(path): \(reason)")
      }
      #expect(
        try await client.get("/api/v1/records/khong-co?organisation=\(district)&asOf=2014-04-21").status
          == 400)
    }
  }

  @Test(arguments: Engine.available)
  func `đi hết các trang bằng next thì gặp mỗi mục một lần, đủ count`(engine: Engine) async throws {
    try await ReportingWorld.with(engine) { world in
      let client = try await world.commission()
      let district = world.world.district
      for start in [
        "/api/v1/organisations?limit=2", "/api/v1/organisations/\(district)/members?limit=1&asOf=2014-04-21",
        "/api/v1/records/members?limit=3&asOf=2014-04-21&organisation=\(district)",
        "/api/v1/records/organisations?limit=2&asOf=2014-04-21&kinds=agencyCell,residentialCell&organisation=\(district)",
        "/api/v1/gradings?limit=1&organisation=\(district)", "/api/v1/mandates?limit=1",
      ] {
        var (seen, path, count, pages): ([String], String?, Int, Int) = ([], start, -1, 0)
        while let next = path, pages < 50 {
          let answer = Self.object(try await client.get(next))
          count = answer["count"] as? Int ?? -2
          seen += (answer["items"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
          path = answer["next"] as? String
          pages += 1
        }
        #expect(
          count > 1 && seen.count == count && Set(seen).count == count, "\(start) \(seen.count) \(count)")
        #expect(pages > 1, "\(start)")
      }
    }
  }

  @Test func `xem một đảng viên qua giao diện dữ liệu được ghi lại; hỏi theo ngày và theo điều đã biết`()
    async throws
  {
    try await ReportingWorld.with(.sqlite) { world in
      let client = try await world.commission()
      let huong = world.site.huong
      let count = {
        try await world.system.read { session throws in try session.memberReadingCount(of: huong) }
      }
      let before = try await count()
      let answer = Self.object(try await client.get("/api/v1/members/\(huong)?asOf=2014-04-21"))
      #expect(answer["name"] as? String == "Nguyễn Thị Hường")
      #expect(try await count() == before + 1)
      #expect(try await client.get("/api/v1/members/\(world.site.stranger)").status == 200)
      #expect(try await world.reader().get("/api/v1/members/\(huong)").status == 403)
      let cell = world.world.longMyAgency
      #expect(
        Self.object(try await client.get("/api/v1/organisations/\(cell)?asOf=2008-03-24"))["exists"] as? Bool
          == false)
      let absent = try await client.get("/api/v1/organisations/\(cell)/briefing?asOf=2008-03-24")
      #expect(absent.status == 409)
      let then = Self.object(try await client.get("/api/v1/organisations?knownAt=2000-01-01"))
      #expect(then["count"] as? Int == 0)
    }
  }
}
