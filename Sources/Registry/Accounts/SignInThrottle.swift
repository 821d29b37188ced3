import Basics
import Foundation

/// Slows down whoever guesses passwords, by user name (known or not) and by the address they come from.
///
/// The delay grows and passes by itself: no stranger can lock somebody out for good. Kept in memory; a restart
/// forgets it.
package final class SignInThrottle: @unchecked Sendable {
  private struct Failures {
    var count = 0
    var last = Moment(milliseconds: 0)
  }
  private let lock = NSLock()
  private var failures: [String: Failures] = [:]
  private static let free = 5
  private static let longest = 300

  package init() {}

  /// Counts a try before it is made, so that many at once are counted too; throws `AccountRefusal.tooMany` while one has
  /// to wait. A try that succeeds is taken back by ``succeeded(userName:peer:)``.
  package func admit(userName: String, peer: String, at now: Moment) throws(AccountRefusal) {
    let left = lock.withLock { () -> Int in
      let keys = keys(userName, peer)
      let left = keys.map { wait($0.key, free: $0.free, now) }.max() ?? 0
      guard left == 0 else { return left }
      if failures.count > 20_000 {
        failures = failures.filter { $0.value.last.adding(seconds: Self.longest) > now }
      }
      for (key, _) in keys {
        failures[key, default: Failures()].count += 1
        failures[key]?.last = now
      }
      return 0
    }
    if left > 0 { throw .tooMany(seconds: left) }
  }

  package func succeeded(userName: String, peer: String) {
    lock.withLock {
      for (key, _) in keys(userName, peer) {
        guard let count = failures[key]?.count else { continue }
        if key.utf8.starts(with: "pair".utf8) || count <= 1 {
          failures[key] = nil
        } else {
          failures[key]?.count = count - 1
        }
      }
    }
  }

  /// A try that guessed nothing, because the form was not complete, does not count.
  package func tookNothing(userName: String, peer: String) {
    lock.withLock {
      for (key, _) in keys(userName, peer) {
        guard let count = failures[key]?.count else { continue }
        failures[key]?.count = max(0, count - 1)
      }
    }
  }

  /// A name from one address gets few free tries; a name from everywhere, and an address that may stand for a whole
  /// office, more: a stranger slows down themselves first.
  private func keys(_ userName: String, _ peer: String) -> [(key: String, free: Int)] {
    let name = UserName.canonical(userName)
    return [
      ("pair \(name) \(peer)", Self.free), ("user \(name)", Self.free * 8), ("peer \(peer)", Self.free * 8),
    ]
  }

  private func wait(_ key: String, free: Int, _ now: Moment) -> Int {
    guard let entry = failures[key], entry.count >= free else { return 0 }
    let seconds = min(Self.longest, 1 << min(entry.count - free, 9))
    return max(0, Int((entry.last.adding(seconds: seconds).milliseconds - now.milliseconds + 999) / 1000))
  }
}
