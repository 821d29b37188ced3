import Basics
import Foundation
import Logging
import Registry
import TestSupport
import Testing

@testable import Web

@Suite(.serialized) struct `Việc tính lâu` {
  private static let one = ID<Account>(1)
  private static let two = ID<Account>(2)
  private static let three = ID<Account>(3)

  /// Keeps a thread until it is let go, or for so long that only something astray explains it.
  private final class Hold: @unchecked Sendable {
    private let lock = NSLock()
    private var isOver = false
    private var begun = 0
    private var lots = 0
    func end() { lock.withLock { isOver = true } }
    func lot() -> Int {
      lock.withLock {
        lots += 1
        return lots
      }
    }
    var count: Int { lock.withLock { begun } }

    /// - Parameter burning: computes without a pause: a thread that sleeps is not missed by the others.
    /// - Returns: whether it was let go in time.
    func keep(burning: Bool = false) -> Bool {
      lock.withLock { begun += 1 }
      let start = ContinuousClock.now
      while start.duration(to: .now) < .seconds(60) {
        if lock.withLock({ isOver }) { return true }
        if !burning { usleep(2_000) }
      }
      return false
    }

    /// Waits until so many are busy.
    func isHeld(by wanted: Int) async throws -> Bool {
      for _ in 0..<3_000 {
        if count == wanted { return true }
        try await Task.sleep(for: .milliseconds(10))
      }
      return false
    }
  }

  private func site(_ world: SiteWorld, _ limits: HeavyWork.Limits) -> Site {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return Site(system: world.system, content: world.site.content, logger: logger, heavy: limits)
  }

  @Test(arguments: Engine.available)
  func `trang nhẹ được trả lời trong lúc mọi chỗ tính lâu đều bận, kể cả bận đọc sổ`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let site = site(world, HeavyWork.Limits(atOnce: 4, patience: 120))
      let client = TestClient(site, cookie: try await world.officer().cookie)
      let (hold, system) = (Hold(), world.system)
      async let busy = withThrowingTaskGroup(of: Bool.self) { group in
        for person in 1...12 {
          group.addTask {
            try await site.heavyWork(of: ID<Account>(Int64(person))) {
              // The register is read on two threads at most, and there are two for what only computes.
              hold.lot() % 2 == 0
                ? hold.keep(burning: true) : try await system.read { _ in hold.keep(burning: true) }
            }
          }
        }
        return try await group.reduce(true) { $0 && $1 }
      }
      // As many as are let in; the others wait.
      #expect(try await hold.isHeld(by: 4))
      for path in ["/", "/huong-dan", "/to-chuc/\(world.world.longMy)", "/huong-dan-xep-loai"] {
        #expect(try await client.get(path).status == 200, "\(path)")
      }
      hold.end()
      #expect(try await busy, "nothing waited for the end of what it was held up by")
    }
  }

  @Test func `mỗi người một việc, cả máy vài việc; ai đến sau đợi theo thứ tự`() async throws {
    let heavy = HeavyWork(HeavyWork.Limits(atOnce: 2, patience: 120))
    let (first, second) = (Hold(), Hold())
    async let a = heavy(of: Self.one) { first.keep() }
    #expect(try await first.isHeld(by: 1))
    // The same person again: not yet, though there is room.
    async let again = heavy(of: Self.one) { second.keep() }
    async let b = heavy(of: Self.two) { first.keep() }
    #expect(try await first.isHeld(by: 2))
    #expect(second.count == 0)
    first.end()
    #expect(try await second.isHeld(by: 1))
    second.end()
    #expect(try await [a, b, again] == [true, true, true])
  }

  @Test func `đợi quá lâu hoặc đông quá thì được bảo quay lại sau, không bị treo`() async throws {
    let heavy = HeavyWork(
      HeavyWork.Limits(atOnce: 1, waiting: 2, waitingOfOne: 1, patience: 0.2, retryAfter: 7))
    let hold = Hold()
    async let busy = heavy(of: Self.one) { hold.keep() }
    #expect(try await hold.isHeld(by: 1))
    await #expect(throws: HeavyWorkRefusal.busy(seconds: 7)) { try await heavy(of: Self.two) { true } }
    let patient = HeavyWork(
      HeavyWork.Limits(atOnce: 1, waiting: 2, waitingOfOne: 1, patience: 120, retryAfter: 7))
    let held = Hold()
    async let first = patient(of: Self.one) { held.keep() }
    #expect(try await held.isHeld(by: 1))
    async let next = patient(of: Self.one) { true }
    async let other = patient(of: Self.two) { true }
    // Both stand in the queue before the ones that find it full.
    try await Task.sleep(for: .milliseconds(300))
    await #expect(throws: HeavyWorkRefusal.ownWaiting(seconds: 7)) {
      try await patient(of: Self.one) { true }
    }
    await #expect(throws: HeavyWorkRefusal.busy(seconds: 7)) { try await patient(of: Self.three) { true } }
    hold.end()
    held.end()
    #expect(try await [busy, first, next, other] == [true, true, true, true])
    // A place that was given back is there again.
    #expect(try await patient(of: Self.three) { true })
  }

  @Test(arguments: Engine.available)
  func `trang tính lâu nói lịch sự rằng chưa đến lượt, và khi nào nên thử lại`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      world.register.clock.set(Day(number: 2026_12_20) ?? .endOfTime)
      let person = try await world.account("nguoi.tinh", "Lê Người Tính", .office, on: world.world.longMy)
      let site = site(
        world, HeavyWork.Limits(atOnce: 1, waiting: 2, waitingOfOne: 1, patience: 0.2, retryAfter: 60))
      let client = TestClient(site, cookie: try await world.signedIn("nguoi.tinh").cookie)
      let path =
        "/huong-dan-xep-loai/hd-43-btctw-2025-10-31/tac-dong?nam=2026&don-vi=\(world.world.longMy)"
      let hold = Hold()
      async let busy = site.heavyWork(of: Self.three) { hold.keep() }
      #expect(try await hold.isHeld(by: 1))
      let late = try await client.get(path)
      #expect(late.status == 503)
      #expect(late.headers[.retryAfter] == "60")
      #expect(late.has("chưa đến lượt") && late.has("Thử lại sau ít phút"))
      #expect(try await client.get("/huong-dan-xep-loai").status == 200)
      hold.end()
      _ = try await busy
      #expect(try await client.get(path).status == 200)

      let own = Hold()
      async let mine = site.heavyWork(of: person) { own.keep() }
      #expect(try await own.isHeld(by: 1))
      async let second = client.get(path)
      try await Task.sleep(for: .milliseconds(50))
      let third = try await TestClient(site, cookie: client.cookie).get(path)
      #expect(third.status == 429 || third.status == 503)
      #expect(third.headers[.retryAfter] == "60")
      own.end()
      #expect(try await mine)
      _ = try await second
    }
  }

  @Test func `hai người hỏi một điều thì tính một lần; hỏng thì lần sau tính lại`() async throws {
    let shared = SharedWork<String, Int>(most: 2)
    let hold = Hold()
    async let a = shared("x") { hold.keep() ? 1 : 0 }
    #expect(try await hold.isHeld(by: 1))
    async let b = shared("x") { hold.keep() ? 2 : 0 }
    hold.end()
    #expect(try await [a, b] == [1, 1])
    #expect(hold.count == 1)
    await #expect(throws: HeavyWorkRefusal.self) {
      try await shared("y") { throw HeavyWorkRefusal.busy(seconds: 1) }
    }
    #expect(try await shared("y") { 5 } == 5)
    // Only the last ones are kept.
    #expect(try await shared("z") { 6 } == 6)
    #expect(try await shared("x") { 7 } == 7)
  }
}
