import Foundation
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
}
