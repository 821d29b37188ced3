import Basics
import Foundation
import HTTPTypes
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Cửa vào của trang` {
  @Test func `địa chỉ viết sai, có NUL hay dấu xuống dòng thì 400 hoặc 404, không phải lỗi của chương trình`()
    async throws
  {
    try await SiteWorld.with(.sqlite) { world in
      let officer = try await world.officer()
      for client in [officer, world.anonymous()] {
        for (path, status) in [
          ("/%00", 404), ("/to-chuc/%00", 404), ("/styles/base.css%00", 404),
          ("/styles/%00/../base.css", 404),
          ("/dang-vien/a%0d%0aX", 404), ("/%", 400), ("/%zz", 400), ("/%+1", 400), ("/to-chuc/%c3%28", 400),
          ("/%ff", 400), ("/styles/..%2f..%2fPackage.swift", 400), ("/khong-co", 404),
        ] {
          #expect(try await client.get(path).status == status, "\(path)")
        }
      }
    }
  }

  @Test func `địa chỉ có thật mà gửi sai cách thì 405 và nói cách đúng`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let officer = try await world.officer()
      for (method, path, allowed) in [
        (HTTPRequest.Method.post, "/to-chuc", "GET, HEAD"), (.put, "/dang-nhap", "GET, HEAD, POST"),
        (.get, "/dang-xuat", "POST"), (.delete, "/dang-vien/\(world.huong)", "GET, HEAD"),
        (.post, "/api/v1/me", "GET, HEAD"), (.post, "/styles/base.css", "GET, HEAD"),
        (.options, "/", "GET, HEAD"),
      ] {
        let answer = try await officer.send(method, path, headers: [:], body: [])
        #expect(answer.status == 405, "\(method) \(path)")
        #expect(answer.headers[.allow] == allowed, "\(method) \(path)")
      }
      for path in ["/khong-co", "/styles/../../Package.swift", "/styles"] {
        let answer = try await officer.send(.post, path, headers: [:], body: [])
        #expect(answer.status == 404 || answer.status == 400, "\(path) \(answer.status)")
      }
    }
  }

  @Test func `thử mật khẩu quá nhiều thì 429 và nói đợi bao lâu`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let client = world.anonymous()
      _ = try await client.get("/dang-nhap")
      func guess() async throws -> TestClient.Page {
        try await client.post("/dang-nhap", [("ten", "van.phong"), ("mat-khau", "đoán bừa một câu")])
      }
      for _ in 0..<5 { #expect(try await guess().status == 422) }
      let stopped = try await guess()
      #expect(stopped.status == 429 && stopped.has("đợi") && stopped.has("van.phong"))
      #expect(stopped.headers[.retryAfter] == "1")
    }
  }

  @Test func `biểu mẫu đăng nhập không rõ từ đâu đến thì không nhận`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let fields = [("ten", "van.phong"), ("mat-khau", "đoán bừa một câu")]
      for path in ["/dang-nhap", "/khoi-tao", "/dat-mat-khau"] {
        let stranger = world.anonymous()
        for token in [nil, "", "0123456789abcdef0123456789abcdef"] as [String?] {
          #expect(try await stranger.post(path, fields, csrf: .some(token)).status == 403, "\(path)")
        }
        // A token without its cookie, and a cookie without its token.
        _ = try await stranger.get("/dang-nhap")
        #expect(stranger.cookie?.hasPrefix("chibo-door=") == true && stranger.csrf.utf8.count == 32)
        #expect(try await stranger.post(path, fields, csrf: .some("")).status == 403, "\(path)")
        let cookie = stranger.cookie
        stranger.cookie = nil
        #expect(try await stranger.post(path, fields).status == 403, "\(path)")
        stranger.cookie = cookie
        #expect(try await stranger.post(path, fields).status != 403, "\(path)")
      }
      // A browser that says where the form stands needs no more.
      for header: HTTPFields in [[.origin: "http://localhost"], [.secFetchSite: "same-origin"]] {
        let browser = world.anonymous()
        #expect(try await browser.post("/dang-nhap", fields, csrf: .some(nil), headers: header).status == 422)
      }
      for header: HTTPFields in [
        [.origin: "https://example.org"], [.secFetchSite: "cross-site"], [.origin: "null"],
      ] {
        let browser = world.anonymous()
        _ = try await browser.get("/dang-nhap")
        #expect(try await browser.post("/dang-nhap", fields, headers: header).status == 403)
      }
    }
  }

  @Test func `trình duyệt hỏi biểu tượng thì có`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let icon = try await world.anonymous().get("/favicon.ico")
      #expect(icon.status == 200 && icon.headers[.contentType] == "image/vnd.microsoft.icon")
      #expect(icon.bytes.starts(with: [0, 0, 1, 0]))
    }
  }

  @Test func `chỉ máy chủ trung gian được tin mới nói thay cho người khác`() throws {
    let proxies = try #require(TrustedProxies(["10.0.0.0/8", "fd00::5"]))
    func visitor(_ peer: String, _ forwarded: String...) -> String {
      proxies.visitor(peer: peer, forwarded: forwarded)
    }
    #expect(visitor("203.0.113.7", "198.51.100.1") == "203.0.113.7")
    #expect(visitor("10.1.2.3", "198.51.100.1") == "198.51.100.1")
    #expect(visitor("::ffff:10.1.2.3", "1.2.3.4, 198.51.100.1 , 10.9.9.9") == "198.51.100.1")
    #expect(visitor("fd00:0::5", "2001:DB8::1") == visitor("10.0.0.1", "2001:db8:0::1"))
    #expect(visitor("10.1.2.3") == "10.1.2.3")
    #expect(visitor("10.1.2.3", "nói bừa, 198.51.100.1, xyz") == "10.1.2.3")
    #expect(TrustedProxies.none.visitor(peer: "10.1.2.3", forwarded: ["1.1.1.1"]) == "10.1.2.3")
    #expect(Address("2001:db8:1:2::7")?.household == Address("2001:db8:1:2:ffff::9")?.household)
    #expect(Address("2001:db8:1:3::7")?.household != Address("2001:db8:1:2::7")?.household)
    #expect(Address("::ffff:198.51.100.1")?.household == "198.51.100.1")
    for wrong in [
      "", "x", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "10.0.0.0/8/8", "fd00::/129", "10.0.0.0/",
    ] {
      #expect(TrustedProxies([wrong]) == nil, "\(wrong)")
    }
  }
}
