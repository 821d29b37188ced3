import Dispatch
import Foundation

/// The threads on which questions are asked: as many at a time as there are connections, the others wait in order.
///
/// A thread that has answered takes the next question at once, so under load nothing is handed from thread to thread.
final class Readers: @unchecked Sendable {
  private let queue = DispatchQueue(label: "chibo.sqlite.read", attributes: .concurrent)
  private let lock = NSLock()
  private var free: Int
  private var waiting: [@Sendable () -> Void] = []
  /// Where the first of those waiting stands; what lies before it has been taken.
  private var first = 0

  init(count: Int) { free = count }

  func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      start { continuation.resume(with: Result(catching: work)) }
    }
  }

  private func start(_ job: @escaping @Sendable () -> Void) {
    let isNow = lock.withLock {
      if free > 0 {
        free -= 1
        return true
      }
      waiting.append(job)
      return false
    }
    guard isNow else { return }
    queue.async {
      job()
      while let next = self.next() { next() }
    }
  }

  /// The longest waiting question; without one the thread is given back.
  private func next() -> (@Sendable () -> Void)? {
    lock.withLock {
      guard first < waiting.count else {
        (waiting, first) = ([], 0)
        free += 1
        return nil
      }
      defer { first += 1 }
      if first > 1_000 {
        waiting.removeFirst(first)
        first = 0
      }
      return waiting[first]
    }
  }
}
