import Basics
import Foundation
import Logging
import NIOCore
import Registry
import TestSupport
import Testing

@testable import Web

/// What only a real socket shows.
@Suite(.serialized) struct `Kết nối thật` {
  /// Serves on a free port while the body runs; `faults` are lines of the log at level error.
  private func serving(
    _ limits: ConnectionLimits = ConnectionLimits(), proxies: TrustedProxies = .none,
    _ body: @escaping @Sendable (UInt16, SiteWorld) async throws -> Void
  ) async throws -> [String] {
    let log = Faults()
    try await SiteWorld.with(.sqlite) { world in
      let logger = Logger(label: "test") { _ in FaultLog(faults: log) }
      let site = Site(
        system: world.system, content: Content(folder: SiteWorld.contentFolder), proxies: proxies,
        logger: logger)
      let server = Server(site: site, host: "127.0.0.1", port: 0, limits: limits)
      let (ports, opened) = AsyncStream.makeStream(of: Int.self)
      let running = Task { try await server.run { opened.yield($0) } }
      for await port in ports {
        try await body(UInt16(port), world)
        break
      }
      running.cancel()
      _ = try? await running.value
    }
    return log.lines
  }

  @Test func `khúc sai, dữ liệu đứt giữa chừng: 400, và không ghi là lỗi của chương trình`() async throws {
    let faults = try await serving { port, _ in
      let form =
        "POST /dang-nhap HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      let chunks = try await Socket.ask(
        port, form + "Transfer-Encoding: chunked\r\n\r\nzz\r\nten=a\r\n0\r\n\r\n")
      #expect(chunks.hasPrefix("HTTP/1.1 400"), "\(chunks.prefix(80))")
      let short = try await Socket.ask(port, form + "Content-Length: 500\r\n\r\nten=a", closing: true)
      #expect(short.hasPrefix("HTTP/1.1 400") || short.isEmpty, "\(short.prefix(80))")
      let cut = try await Socket.ask(
        port, form + "Transfer-Encoding: chunked\r\n\r\n5\r\nten=a", closing: true)
      #expect(cut.hasPrefix("HTTP/1.1 400") || cut.isEmpty, "\(cut.prefix(80))")
      let garbage = try await Socket.ask(port, "\u{1}\u{2}\r\n\r\n")
      #expect(garbage.hasPrefix("HTTP/1.1 400") || garbage.isEmpty)
    }
    #expect(faults.isEmpty, "\(faults)")
  }

  @Test func `biểu mẫu nhỏ giọt hết giờ thì 408; đầu mục nhỏ giọt thì đóng`() async throws {
    var limits = ConnectionLimits()
    limits.bodyGrace = .milliseconds(700)
    limits.idle = .milliseconds(900)
    let faults = try await serving(limits) { port, _ in
      let form = "POST /dang-nhap HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nContent-Length: 500\r\n\r\n"
      var began = ContinuousClock.now
      let slow = try await Socket.ask(port, form, drip: "a", every: 100, times: 100)
      #expect(slow.hasPrefix("HTTP/1.1 408"), "\(slow.prefix(80))")
      #expect(began.duration(to: .now) < .seconds(4))
      began = .now
      let head = try await Socket.ask(port, "GET / HTTP/1.1\r\nX: ", drip: "a", every: 100, times: 100)
      #expect(head.isEmpty)
      #expect(began.duration(to: .now) < .seconds(4))
      // A body that comes at a decent pace has all the time its size needs.
      let pieces = String(repeating: "a", count: 1_000)
      let long =
        "POST /dang-nhap HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nContent-Length: 12000\r\nConnection: close\r\n\r\n"
      let steady = try await Socket.ask(port, long, drip: pieces, every: 100, times: 12)
      #expect(steady.hasPrefix("HTTP/1.1 "), "\(steady.prefix(80))")
      #expect(!steady.hasPrefix("HTTP/1.1 408"))
    }
    #expect(faults.isEmpty, "\(faults)")
  }

  @Test func `mỗi địa chỉ chỉ giữ được chừng ấy kết nối; đóng bớt thì lại vào được`() async throws {
    var limits = ConnectionLimits(perPeer: 3)
    limits.perProxy = 3
    _ = try await serving(limits) { port, _ in
      let question = "GET /dang-nhap HTTP/1.1\r\nHost: x\r\n\r\n"
      var held: [Socket] = []
      for _ in 0..<3 {
        let socket = try Socket(port)
        try socket.send(question)
        #expect(await socket.receive(until: "</html>").hasPrefix("HTTP/1.1 200"))
        held.append(socket)
      }
      let refused = try Socket(port)
      try? refused.send(question)
      #expect(await refused.receive(until: "</html>").isEmpty)
      refused.close()
      held.removeLast().close()
      var answer = ""
      for _ in 0..<50 where answer.isEmpty {
        try await Task.sleep(for: .milliseconds(20))
        answer = try await Socket.ask(port, "GET /dang-nhap HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      }
      #expect(answer.hasPrefix("HTTP/1.1 200"))
      held.forEach { $0.close() }
    }
  }

  @Test func `lời kể của người lạ không đổi được địa chỉ mà sự chậm dần tính theo`() async throws {
    for (proxies, isStopped) in [
      (TrustedProxies.none, true), (TrustedProxies(["127.0.0.1"]) ?? .none, false),
    ] {
      _ = try await serving(proxies: proxies) { port, _ in
        var last = ""
        for n in 0..<7 {
          let body = "ten=van.phong&mat-khau=doan"
          last = try await Socket.ask(
            port,
            "POST /dang-nhap HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nX-Forwarded-For: 198.51.100.\(n)\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n"
              + "Connection: close\r\n\r\n" + body)
        }
        #expect(last.hasPrefix(isStopped ? "HTTP/1.1 429" : "HTTP/1.1 422"), "\(last.prefix(60))")
      }
    }
  }
}

private final class Faults: @unchecked Sendable {
  private let lock = NSLock()
  private var kept: [String] = []
  func add(_ line: String) { lock.withLock { kept.append(line) } }
  var lines: [String] { lock.withLock { kept } }
}

private struct FaultLog: LogHandler {
  let faults: Faults
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .error
  init(faults: Faults) { self.faults = faults }
  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }
  func log(
    level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String,
    function: String, line: UInt
  ) { if level >= .error { faults.add("\(message)") } }
}

/// A plain socket of the machine, used on a thread of its own.
private final class Socket: @unchecked Sendable {
  private let handle: Int32

  init(_ port: UInt16) throws {
    handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let isOpen = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isOpen else { throw POSIXError(.ECONNREFUSED) }
  }

  func send(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard Foundation.send(handle, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
      throw POSIXError(.EPIPE)
    }
  }

  /// Everything until the other side closes, or until a text has come.
  func receive(until mark: String?) -> String {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(handle, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      all += buffer.prefix(count)
      if let mark, Data(all).range(of: Data(mark.utf8)) != nil { break }
    }
    return String(decoding: all, as: UTF8.self)
  }

  /// The same, on a thread that nobody else needs.
  func receive(until mark: String) async -> String {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: self.receive(until: .some(mark))) }
    }
  }

  func close() { Foundation.close(handle) }

  /// - Parameters:
  ///   - closing: whether the sending side is shut once the text has gone.
  ///   - drip: what follows piece by piece, every so many milliseconds.
  static func ask(
    _ port: UInt16, _ text: String, closing: Bool = false, drip: String = "", every pause: UInt32 = 0,
    times: Int = 0
  ) async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            let socket = try Socket(port)
            defer { socket.close() }
            try socket.send(text)
            let reader = DispatchQueue(label: "read")
            let answer = Answer()
            let done = DispatchSemaphore(value: 0)
            reader.async {
              answer.text = socket.receive(until: nil)
              done.signal()
            }
            var isOver = false
            for _ in 0..<times where !isOver {
              isOver = done.wait(timeout: .now() + .milliseconds(Int(pause))) == .success
              if !isOver {
                isOver = (try? socket.send(drip)) == nil && done.wait(timeout: .now() + 5) == .success
              }
            }
            if closing { shutdown(socket.handle, Int32(SHUT_WR)) }
            if !isOver { _ = done.wait(timeout: .now() + 5) }
            if closing || answer.text.isEmpty { shutdown(socket.handle, Int32(SHUT_RDWR)) }
            reader.sync {}
            return answer.text
          })
      }
    }
  }

  private final class Answer: @unchecked Sendable { var text = "" }
}
