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
  private var overviews: [String: OverviewKept] = [:]
  private static let overviewsKept = 2_000
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

  func overview(_ key: String) -> OverviewKept? { lock.withLock { overviews[key] } }

  func keep(_ overview: OverviewKept, _ key: String) {
    lock.withLock {
      if overviews.count >= Self.overviewsKept { overviews.removeAll() }
      overviews[key] = overview
    }
  }

  func work<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body() }) }
    }
  }
}
