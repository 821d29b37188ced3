import Dispatch
import Foundation

/// The threads on which questions are asked: as many at a time as there are connections, the others wait in order.
///
/// A thread that has answered takes the next question at once, so under load nothing is handed from thread to thread.
///
/// On Linux all queues that take several things at once share as many threads as there are cores, Swift's own tasks among them. So
/// the questions of work that may wait (asked by tasks below the usual priority) are asked on threads of their own: however long
/// they take, those on which pages are answered stay free.
final class Readers: @unchecked Sendable {
  private let shared: DispatchQueue?
  private let lock = NSLock()
  private var free: Int
  private var waiting: [@Sendable () -> Void] = []
  /// Where the first of those waiting stands; what lies before it has been taken.
  private var first = 0

  init(count: Int, apart: Bool = false) {
    free = count
    shared = apart ? nil : DispatchQueue(label: "chibo.sqlite.read", attributes: .concurrent)
  }

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
    // A queue that takes one thing at a time is given a thread of its own.
    (shared ?? DispatchQueue(label: "chibo.sqlite.read.apart")).async {
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
