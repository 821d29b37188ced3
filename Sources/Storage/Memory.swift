import Foundation

/// Answers that stay true as long as the history stands where it stood.
///
/// The register changes only by acts, and each of them moves the head of the history. So an answer that follows from
/// the register alone, kept together with the head under which it was found, needs no other rule to know when it is
/// out of date: with another head everything is forgotten. A process that writes beside this one is noticed likewise,
/// because the head is read from the database in the same transaction as the question is asked.
public final class Memory: @unchecked Sendable {
  private let lock = NSLock()
  private var head = ""
  private var answers: [AnyHashable: any Sendable] = [:]
  private static let most = 20_000

  init() {}

  fileprivate func answer<Answer>(_ question: AnyHashable, at head: String) -> Answer? {
    // First whether there is an answer, then what it is: it may be that there is nothing.
    let kept = lock.withLock { head == self.head ? answers[question] : nil }
    guard let kept else { return nil }
    return kept as? Answer
  }

  fileprivate func keep(_ answer: some Sendable, to question: AnyHashable, at head: String) {
    lock.withLock {
      if head != self.head || answers.count >= Self.most { answers = [:] }
      self.head = head
      answers[question] = answer
    }
  }
}

/// The memory as one reading transaction sees it: the head is looked up once.
public final class Recollection {
  private let memory: Memory
  private var head: String?
  private var own: [AnyHashable: any Sendable] = [:]

  init(_ memory: Memory) { self.memory = memory }

  /// Asks once in this transaction, which sees one picture of the database from its beginning to its end. For what is
  /// not to outlive the request: roles, whom they belong to.
  public func once<Answer: Sendable>(_ question: some Hashable, _ ask: () throws -> Answer) throws -> Answer {
    let question = AnyHashable(question)
    if let kept = own[question], let answer = kept as? Answer { return answer }
    let answer = try ask()
    own[question] = answer
    return answer
  }

  public func answer<Answer: Sendable>(
    _ question: some Hashable, at head: () throws -> String, _ ask: () throws -> Answer
  ) throws -> Answer {
    let known = try self.head ?? head()
    self.head = known
    let question = AnyHashable(question)
    if let answer: Answer = memory.answer(question, at: known) { return answer }
    let answer = try ask()
    memory.keep(answer, to: question, at: known)
    return answer
  }
}
