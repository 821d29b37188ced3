import Basics
import Foundation
import Registry
import TestSupport
import Testing

@testable import Web

/// Every route against everybody: what ``Access`` declares is what happens.
@Suite struct `Quyền của từng địa chỉ` {
  /// The address with real identities of Long Mỹ where it names them; `isWhole` says whether it names nothing else.
  private static func fill(_ route: Route, _ world: SiteWorld) -> (path: String, isWhole: Bool) {
    var isWhole = true
    let parts = route.path.split(separator: "/").map { part -> String in
      switch part {
      case ":to-chuc": return "\(world.world.longMy)"
      case ":dang-vien": return "\(world.huong)"
      default:
        guard part.hasPrefix(":") else { return String(part) }
        isWhole = false
        return "0000000000001"
      }
    }
    return ("/" + parts.joined(separator: "/"), isWhole)
  }

  private static func ask(_ client: TestClient, _ route: Route, _ path: String) async throws
    -> TestClient.Page
  {
    route.method == .get ? try await client.get(path) : try await client.post(path)
  }

  private static let ofLongMy = [
    "Long Mỹ", "Long Hòa", "Nguyễn Thị Hường", "Trần Văn Bình", "Lê Minh Đức", "83012345",
  ]

  @Test func `người chưa đăng nhập được đưa về trang đăng nhập`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let head = try await world.head()
      for route in world.site.routes where route.access != .everyone {
        let answer = try await Self.ask(world.anonymous(), route, Self.fill(route, world).path)
        if route.isAPI {
          #expect(answer.status == 401, "\(route.method) \(route.path)")
        } else {
          #expect(
            answer.status == 303 && answer.location?.hasPrefix("/dang-nhap") == true,
            "\(route.method) \(route.path)")
        }
        for text in Self.ofLongMy { #expect(!answer.has(text), "\(route.path)") }
      }
      #expect(try await world.head() == head)
    }
  }

  @Test(arguments: Engine.available)
  func `người của xã khác thấy như không có gì, và không ghi được gì`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let outsider = try await world.outsider()
      let nobody = try await world.withoutRights()
      let head = try await world.head()
      for route in world.site.routes
      where route.access != .everyone && !["/dang-xuat", "/dang-vien/xuat"].contains(route.path) {
        let path = Self.fill(route, world).path
        let theirs = try await Self.ask(outsider, route, path)
        let none = try await Self.ask(nobody, route, path)
        switch route.access {
        case .organisation, .member:
          #expect(theirs.status == 404, "\(route.method) \(route.path)")
          #expect(none.status == 404, "\(route.method) \(route.path)")
        case .somewhere:
          #expect(none.status == 403, "\(route.method) \(route.path)")
        case .inside, .signedIn, .everyone: break
        }
        #expect(theirs.status < 500 && none.status < 500, "\(route.method) \(route.path)")
        for text in Self.ofLongMy {
          #expect(!theirs.has(text) && !none.has(text), "\(route.method) \(route.path): \(text)")
        }
      }
      #expect(try await world.head() == head)
    }
  }

  @Test func `trong phạm vi thì quyền quyết định: kiểm tra xem được mà không ghi được, văn phòng ghi được`()
    async throws
  {
    try await SiteWorld.with(.sqlite) { world in
      let people = [
        (try await world.inspector(), Role.inspector.rights), (try await world.officer(), Role.office.rights),
      ]
      let head = try await world.head()
      // An export needs nothing typed, and the journal keeps it.
      let exports: Set<String> = [
        "/dang-vien/xuat", "/to-chuc/:to-chuc/dang-vien/xuat", "/to-chuc/:to-chuc/noi-cu-tru/so",
        "/to-chuc/:to-chuc/huy-hieu/tai", "/to-chuc/:to-chuc/phat-trien/danh-sach",
      ]
      for route in world.site.routes where route.path != "/dang-xuat" && !exports.contains(route.path) {
        guard let right = route.access.right else { continue }
        let (path, isWhole) = Self.fill(route, world)
        for (client, rights) in people {
          let answer = try await Self.ask(client, route, path)
          #expect(answer.status < 500, "\(route.method) \(route.path) \(answer.text.prefix(600))")
          switch route.access {
          case .organisation, .member, .somewhere:
            if !rights.contains(right) {
              #expect(answer.status == 403, "\(route.method) \(route.path)")
            } else if isWhole {
              // A form that names a thing and was sent empty finds nothing.
              #expect(
                answer.status != 403 && (answer.status != 404 || route.method == .post),
                "\(route.method) \(route.path)")
            }
          case .inside, .everyone, .signedIn: break
          }
        }
      }
      // Every form was sent empty, so nothing may have been written.
      #expect(try await world.head() == head)
    }
  }

  @Test(arguments: Engine.available)
  func `mở trang không đổi gì trong sổ`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let founder = try await world.founder()
      let head = try await world.head()
      for route in world.site.routes where route.method == .get {
        let answer = try await founder.get(Self.fill(route, world).path)
        #expect(answer.status < 500, "\(route.path)")
      }
      #expect(try await world.head() == head)
    }
  }

  @Test func `biểu mẫu thiếu hoặc sai mã của phiên, hay đến từ trang khác, không được nhận`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let founder = try await world.founder()
      let token = founder.csrf
      let head = try await world.head()
      for route in world.site.routes where route.method == .post && route.access != .everyone {
        let path = Self.fill(route, world).path
        for wrong in [nil, "", String(token.reversed())] as [String?] {
          #expect(try await founder.post(path, [], csrf: .some(wrong)).status == 403, "\(route.path)")
        }
        let foreign = try await founder.post(
          path, [], csrf: .some(token), headers: [.origin: "https://example.org"])
        #expect(foreign.status == 403, "\(route.path)")
        let crossSite = try await founder.post(
          path, [], csrf: .some(token), headers: [.secFetchSite: "cross-site"])
        #expect(crossSite.status == 403, "\(route.path)")
        let plain = try await founder.post(
          path, [("a", "b")], csrf: .some(token), headers: [.contentType: "text/plain"])
        #expect(plain.status == 415, "\(route.path)")
      }
      #expect(try await world.head() == head)
    }
  }

  @Test func `mọi câu trả lời mang đủ đầu mục bảo vệ`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let officer = try await world.officer()
      for path in [
        "/", "/to-chuc", "/khong-co", "/dang-vien/\(world.stranger)", "/dang-nhap", "/styles/base.css",
      ] {
        let answer = try await officer.get(path)
        #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true, "\(path)")
        #expect(answer.headers[.xContentTypeOptions] == "nosniff", "\(path)")
        #expect(answer.headers[.referrerPolicy] == "same-origin", "\(path)")
      }
    }
  }
}
