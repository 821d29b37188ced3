import Foundation

/// Shared work — việc tính chung: what several people ask at the same time, or one asks again on the next page, is worked out once.
///
/// The question names everything the answer follows from, the head of the history among it, so an answer never outlives its truth.
final class SharedWork<Question: Hashable & Sendable, Answer: Sendable>: @unchecked Sendable {
  private struct Kept {
    var number: Int
    var question: Question
    var task: Task<Answer, any Error>
  }

  private let most: Int
  private let lock = NSLock()
  private var kept: [Kept] = []
  private var count = 0

  /// - Parameter most: how many answers are kept; the one asked for longest ago goes first.
  init(most: Int) { self.most = most }

  /// The answer that is there or on its way; else it is worked out, on the threads of heavy work.
  func callAsFunction(
    _ question: Question, _ work: @escaping @Sendable () async throws -> Answer
  ) async throws -> Answer {
    let (number, task) = lock.withLock { () -> (Int, Task<Answer, any Error>) in
      if let place = kept.firstIndex(where: { $0.question == question }) {
        let one = kept.remove(at: place)
        kept.append(one)
        return (one.number, one.task)
      }
      count += 1
      let task = Task(executorPreference: HeavyThreads.all, priority: .utility) { try await work() }
      kept.append(Kept(number: count, question: question, task: task))
      if kept.count > most { kept.removeFirst() }
      return (count, task)
    }
    do { return try await task.value } catch {
      // What failed may go well the next time.
      lock.withLock { kept.removeAll { $0.number == number } }
      throw error
    }
  }
}
