import Basics
import Foundation
import Registry
import Regulations

/// Papers between upload and recording, kept for their uploader alone, and outlines that were read before.
final class RegulationDesk: @unchecked Sendable {
  struct Staged: Sendable {
    var id: String
    var owner: ID<Account>
    var organisation: ID<Organisation>
    var stagedAt: Moment
    var paper: RegulationPaper
    var outline: Outline
  }

  private static let seconds = 60 * 60
  private static let perPerson = 4
  private static let outlinesKept = 400

  private let lock = NSLock()
  private var staged: [Staged] = []
  private var outlines: [String: Outline] = [:]
  private var order: [String] = []
  private let overviews = Recent<OverviewKept>(most: 2_000)
  private let findings = Recent<[FitFinding]>(most: 1_000)
  private let comparisons = Recent<RegulationComparison>(most: 60)
  /// One paper is read at a time, away from the threads that answer pages.
  private let queue = DispatchQueue(label: "chibo.regulations")

  func put(_ new: Staged, at now: Moment) {
    lock.withLock {
      staged.removeAll { $0.stagedAt.adding(seconds: Self.seconds) < now }
      let own = staged.filter { $0.owner == new.owner }
      if own.count >= Self.perPerson, let oldest = own.first { staged.removeAll { $0.id == oldest.id } }
      staged.append(new)
    }
  }

  func take(_ id: String, of owner: ID<Account>?, at now: Moment) -> Staged? {
    lock.withLock {
      staged.removeAll { $0.stagedAt.adding(seconds: Self.seconds) < now }
      return staged.first { $0.id == id && $0.owner == owner }
    }
  }

  func remove(_ id: String) { lock.withLock { staged.removeAll { $0.id == id } } }

  func outline(_ hash: String) -> Outline? { lock.withLock { outlines[hash] } }

  func keep(_ outline: Outline, _ hash: String) {
    lock.withLock {
      if outlines.updateValue(outline, forKey: hash) == nil { order.append(hash) }
      while order.count > Self.outlinesKept { outlines[order.removeFirst()] = nil }
    }
  }

  func overview(_ key: String) -> OverviewKept? { overviews[key] }
  func keep(_ overview: OverviewKept, _ key: String) { overviews.keep(overview, key) }

  /// What does not fit: worked out once for a paper and what the register says of its organisation.
  func findings(_ outline: Outline, _ facts: FitFacts, hash: String, rules: FitRules) async throws
    -> [FitFinding]
  {
    let key = "\(hash)|\(facts.key)"
    if let kept = findings[key] { return kept }
    let found = try await work { FitCheck.findings(outline, facts, rules: rules) }
    findings.keep(found, key)
    return found
  }

  /// Two papers side by side: worked out once.
  func comparison(_ key: String, _ body: @escaping @Sendable () throws -> RegulationComparison) async throws
    -> RegulationComparison
  {
    if let kept = comparisons[key] { return kept }
    let made = try await work(body)
    comparisons.keep(made, key)
    return made
  }

  func work<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body() }) }
    }
  }
}

/// What was worked out lately, by what it rests on; the oldest goes first.
final class Recent<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private let most: Int
  private var values: [String: Value] = [:]
  private var order: [String] = []

  init(most: Int) { self.most = most }

  subscript(key: String) -> Value? { lock.withLock { values[key] } }

  func keep(_ value: Value, _ key: String) {
    lock.withLock {
      if values.updateValue(value, forKey: key) == nil { order.append(key) }
      while order.count > most { values[order.removeFirst()] = nil }
    }
  }
}
