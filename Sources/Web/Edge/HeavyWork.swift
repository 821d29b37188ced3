import Basics
import Foundation
import Registry

/// Heavy work — việc tính lâu: what may keep a core busy for a second or more (trying a guidance on a province, a report of a year's
/// results, a large export) runs a little at a time, on threads of its own, so that the pages of everybody else are answered meanwhile.
///
/// So many run at once, one of each person; the next ones wait in order for a short while, then are asked to come back. A
/// route is made heavy by ``Route/heavy``; its whole handler runs here, what it asks of the database included.
final class HeavyWork: @unchecked Sendable {
  struct Limits: Sendable {
    var atOnce = 2
    var waiting = 24
    var waitingOfOne = 3
    var patience = 10.0
    var retryAfter = 60
  }

  private struct Waiting {
    var ticket: Int
    var person: ID<Account>?
    var go: CheckedContinuation<Void, any Error>
  }

  private enum Place {
    case running, waiting
    case refused(HeavyWorkRefusal)
  }

  let limits: Limits
  private let timer = DispatchQueue(label: "chibo.heavy.patience")
  private let lock = NSLock()
  private var running: [ID<Account>?] = []
  private var queue: [Waiting] = []
  private var tickets = 0

  init(_ limits: Limits = Limits()) { self.limits = limits }

  /// Runs a piece of work when it is its turn.
  ///
  /// - Throws: ``HeavyWorkRefusal`` where too many are waiting, or it was not its turn for too long.
  func callAsFunction<T: Sendable>(
    of person: ID<Account>?, _ work: @escaping @Sendable () async throws -> T
  ) async throws -> T {
    try await turn(of: person)
    // Below the priority of pages: see how SQLite's readers tell the two apart.
    let task = Task(executorPreference: HeavyThreads.all, priority: .utility) {
      defer { self.leave(person) }
      return try await work()
    }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  private func turn(of person: ID<Account>?) async throws {
    let ticket = lock.withLock {
      tickets += 1
      return tickets
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        switch enter(Waiting(ticket: ticket, person: person, go: continuation)) {
        case .running: continuation.resume()
        case .refused(let refusal): continuation.resume(throwing: refusal)
        case .waiting:
          timer.asyncAfter(deadline: .now() + limits.patience) {
            self.giveUp(ticket, HeavyWorkRefusal.busy(seconds: self.limits.retryAfter))
          }
        }
      }
    } onCancel: {
      giveUp(ticket, CancellationError())
    }
  }

  private func enter(_ one: Waiting) -> Place {
    lock.withLock {
      if mayRun(one.person) {
        running.append(one.person)
        return .running
      }
      guard queue.count { $0.person == one.person } < limits.waitingOfOne else {
        return .refused(.ownWaiting(seconds: limits.retryAfter))
      }
      guard queue.count < limits.waiting else { return .refused(.busy(seconds: limits.retryAfter)) }
      queue.append(one)
      return .waiting
    }
  }

  private func mayRun(_ person: ID<Account>?) -> Bool {
    running.count < limits.atOnce && !running.contains(person)
  }

  private func leave(_ person: ID<Account>?) {
    let next = lock.withLock { () -> Waiting? in
      if let place = running.firstIndex(of: person) { running.remove(at: place) }
      guard let place = queue.firstIndex(where: { mayRun($0.person) }) else { return nil }
      running.append(queue[place].person)
      return queue.remove(at: place)
    }
    next?.go.resume()
  }

  private func giveUp(_ ticket: Int, _ reason: any Error) {
    let left = lock.withLock {
      queue.firstIndex { $0.ticket == ticket }.map { queue.remove(at: $0) }
    }
    left?.go.resume(throwing: reason)
  }
}

/// The threads of heavy work. On Linux all queues that take several things at once share as many threads as there are cores, Swift's
/// own tasks among them; a queue that takes one thing at a time is given a thread of its own. So every step gets such a queue.
final class HeavyThreads: TaskExecutor {
  static let all = HeavyThreads()

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    DispatchQueue(label: "chibo.heavy").async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// Not now: nothing is wrong with what was asked.
enum HeavyWorkRefusal: Refusal, Equatable {
  case busy(seconds: Int)
  case ownWaiting(seconds: Int)

  var seconds: Int {
    switch self {
    case .busy(let seconds), .ownWaiting(let seconds): seconds
    }
  }
  var reason: String {
    switch self {
    case .busy: "Đang tính những trang khác, chưa đến lượt trang này."
    case .ownWaiting: "Đang tính các trang bạn đã mở trước đó."
    }
  }
  var remedy: String {
    switch self {
    case .busy: "Thử lại sau ít phút. Các trang khác vẫn dùng được."
    case .ownWaiting: "Đợi các trang ấy hiện ra, rồi thử lại sau ít phút."
    }
  }
}
