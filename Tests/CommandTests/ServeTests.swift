import Foundation
import Schema
import Storage
import Testing

@Suite struct `Lệnh serve` {
  @Test func `cổng đang dùng thì nói rõ`() async throws {
    try await Chibo.withFolder { folder in
      let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(listener) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let bound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
        }
      }
      #expect(bound)
      listen(listener, 1)
      let port = UInt16(bigEndian: address.sin_port)
      let served = try await Chibo.run("chibo", "serve", "--data", folder, "--port", String(port))
      #expect(served.status == 2)
      #expect(served.errors.contains("Cổng \(port)"))
    }
  }

  @Test(arguments: [
    (["--port", "99999"], Int32(64), "65535"), (["--port", "-1"], 64, "--port"),
    (["--port", "99999999999999999999"], 64, "--port"),
    (["--host", "a b"], 64, "a b"), (["--host", ""], 64, "--host"),
    (["--host", "khong.co.may.nay.invalid"], 2, "invalid"),
    (["--host", "999.1.1.1"], 2, "999.1.1.1"), (["--trusted-proxy", "x"], 64, "10.0.0.0/8"),
    (["--connections-per-peer", "0"], 64, "connections"),
  ])
  func `cổng, địa chỉ sai thì nói rõ, không bao giờ là lỗi của chương trình`(
    arguments: [String], status: Int32, says: String
  ) async throws {
    try await Chibo.withFolder { folder in
      let answer = try await Chibo.run("chibo", ["serve", "--data", folder] + arguments)
      #expect(answer.status == status, "\(arguments) \(answer.errors)")
      #expect(answer.errors.contains(says), "\(answer.errors)")
    }
  }

  @Test func `sao lưu vào nơi không có, phục hồi từ thư mục: bị từ chối`() async throws {
    try await Chibo.withFolder { folder in
      let database = try SQLiteDatabase(folder: folder, creating: true)
      try await Schema.migrator.migrate(database)
      await database.close()
      #expect(try await Chibo.run("chibo", "restore", "/tmp", "--data", folder).status == 2)
      for out in ["\(folder)/khong/co", String(repeating: "a", count: 5_000), "/proc/x"] {
        let answer = try await Chibo.run("chibo", "backup", "--out", out, "--data", folder)
        #expect(answer.status == 2, "\(out.prefix(40)) \(answer.errors)")
      }
    }
  }
}
