import ArgumentParser
import Basics
import Foundation
import Logging
import Registry
import Web

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Chạy trang ChiBo và /api/v1.")
  @OptionGroup var place: DataOptions
  @Option(help: "Địa chỉ lắng nghe.") var host = "127.0.0.1"
  @Option(help: "Cổng.") var port = 8080
  @Flag(help: "Trình duyệt đến qua HTTPS (máy chủ trung gian giữ chứng thư).") var behindHttps = false

  func run() async throws {
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    let database = try await place.open(creating: true)
    let system = System(database)
    let site = Site(system: system, content: try Content.locate(), isBehindTLS: behindHttps)
    let (host, isLocal) = (host, behindHttps)
    try await Server(site: site, host: host, port: port).run { port in
      print("ChiBo: http\(isLocal ? "s" : "")://\(host):\(port)/")
      if let code = try? await system.founderCode() { print("Mã khởi tạo: \(code)") }
      fflush(nil)
    }
    await database.close()
  }
}
