import ArgumentParser
import Basics
import Foundation
import Logging
import Registry
import Reporting
import Web

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Chạy trang ChiBo và /api/v1.")
  @OptionGroup var place: DataOptions
  @Option(help: "Địa chỉ lắng nghe.") var host = "127.0.0.1"
  @Option(help: "Cổng.") var port = 8080
  @Flag(help: "Trình duyệt đến qua HTTPS (máy chủ trung gian giữ chứng thư).") var behindHttps = false
  @Option(
    help: ArgumentHelp(
      "Máy chủ trung gian mà lời kể X-Forwarded-For được tin: 10.0.0.5 hoặc 10.0.0.0/8; dùng nhiều lần được.",
      valueName: "địa chỉ"))
  var trustedProxy: [String] = []
  @Option(help: ArgumentHelp("Số kết nối nhiều nhất của một địa chỉ cùng lúc.", valueName: "số"))
  var connectionsPerPeer = 256

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port nhận số từ 0 đến 65535, không phải \(port)")
    }
    guard !host.isEmpty, host.utf8.count <= 255, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw ValidationError("--host nhận một địa chỉ như 127.0.0.1, không phải “\(host)”")
    }
    guard TrustedProxies(trustedProxy) != nil else {
      throw ValidationError("--trusted-proxy nhận địa chỉ như 10.0.0.5, fd00::5 hoặc mạng như 10.0.0.0/8")
    }
    guard connectionsPerPeer > 0 else { throw ValidationError("--connections-per-peer nhận số lớn hơn 0") }
  }

  func run() async throws {
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    let database = try await place.open(creating: true)
    let system = System(database)
    let site = Site(
      system: system, content: try Content.locate(), isBehindTLS: behindHttps,
      proxies: TrustedProxies(trustedProxy) ?? .none)
    let (host, isLocal) = (host, behindHttps)
    let housekeeping = Task { await Housekeeping(system: system, content: site.content).run() }
    defer { housekeeping.cancel() }
    try await Server(
      site: site, host: host, port: port, limits: ConnectionLimits(perPeer: connectionsPerPeer)
    ).run { port in
      print("ChiBo: http\(isLocal ? "s" : "")://\(host):\(port)/")
      if let code = try? await system.founderCode() { print("Mã khởi tạo: \(code)") }
      fflush(nil)
    }
    await database.close()
  }
}
