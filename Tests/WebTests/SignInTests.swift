import TestSupport
import Testing

@Suite struct SignInTests {
  @Test(arguments: Engine.available)
  func `chưa đăng nhập thì về trang đăng nhập, đăng nhập rồi thì thấy phạm vi của mình`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let stranger = try await world.anonymous().get("/to-chuc")
      #expect(stranger.status == 303)
      #expect(stranger.location == "/dang-nhap?den=%2Fto%2Dchuc")
      let officer = try await world.officer()
      let tree = try await officer.get("/to-chuc")
      #expect(tree.status == 200)
      #expect(tree.has("Đảng bộ xã Long Mỹ"))
      #expect(!tree.has("Phong Nẫm"))
    }
  }

  @Test func `biểu mẫu không có hoặc sai mã của phiên thì không nhận`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let officer = try await world.officer()
      for token in [nil, "", "0123456789abcdef0123456789abcdef"] as [String?] {
        let answer = try await officer.post("/dang-xuat", [], csrf: .some(token))
        #expect(answer.status == 403)
      }
      #expect(try await officer.get("/").status == 200)
    }
  }
}
