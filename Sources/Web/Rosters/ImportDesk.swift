import Basics
import Foundation
import Formats
import Registry

/// Where workbooks lie between the check and the decision: on the server, not in the visitor's hands; for a short time,
/// and not many of them. Whoever uploaded a workbook, and nobody else, finds it again.
final class ImportDesk: @unchecked Sendable {
  static let seconds = 30 * 60
  static let perPerson = 3
  /// Of all workbooks on the desk together.
  static let rows = 60_000
  /// One workbook of a site: several districts, but not a country in one go.
  static let limits = WorkbookLimits(rows: 30_000, fields: 600_000)

  private let lock = NSLock()
  private var staged: [StagedImport] = []
  /// One workbook is read at a time, away from the threads that answer pages.
  private let queue = DispatchQueue(label: "chibo.import")

  func put(_ new: StagedImport, at now: Moment) {
    lock.withLock {
      sweep(now)
      let own = staged.filter { $0.owner == new.owner }
      if own.count >= Self.perPerson, let oldest = own.first { staged.removeAll { $0.id == oldest.id } }
      staged.append(new)
      while staged.count > 1, staged.reduce(0, { $0 + $1.rowCount }) > Self.rows { staged.removeFirst() }
    }
  }

  func take(_ id: String, of owner: ID<Account>?, at now: Moment) -> StagedImport? {
    lock.withLock {
      sweep(now)
      return staged.first { $0.id == id && $0.owner == owner }
    }
  }

  func remove(_ id: String) { lock.withLock { staged.removeAll { $0.id == id } } }

  private func sweep(_ now: Moment) { staged.removeAll { $0.stagedAt.adding(seconds: Self.seconds) < now } }

  func read<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body() }) }
    }
  }
}
