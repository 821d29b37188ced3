import Basics
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Tài khoản của đảng viên không giữ việc gì` {
  @Test(arguments: Engine.available)
  func `lập không cần vai trò; vai trò lạ bị từ chối, nói rõ thiếu gì`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let client = try await world.officer()
      let fields = [
        ("ho-ten", "Nguyễn Thị Hường"), ("ten", "huong.nt"), ("to-chuc", "\(world.world.longMyHamlet)"),
      ]
      let wrong = try await client.post("/tai-khoan", fields + [("vai-tro", "vua")])
      #expect(
        (400..<500).contains(wrong.status) && wrong.status != 404 && wrong.has("vai trò"), "\(wrong.status)")
      let made = try await client.post("/tai-khoan", fields + [("vai-tro", "")])
      #expect(made.status == 200, "\(made.status)")
      let rights = try await world.system.read { session throws in
        try session.count(
          "SELECT count(*) FROM right_grant g JOIN account a ON a.id = g.account_id WHERE a.user_name = 'huong.nt'"
        )
      }
      #expect(rights == 0)
    }
  }
}
