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

  /// Throws `AccountRefusal.tooMany` while one has to wait.
  package func admit(userName: String, peer: String, at now: Moment) throws(AccountRefusal) {
    let left = lock.withLock { keys(userName, peer).map { wait($0.key, free: $0.free, now) }.max() ?? 0 }
    if left > 0 { throw .tooMany(seconds: left) }
  }

  package func failed(userName: String, peer: String, at now: Moment) {
    lock.withLock {
      if failures.count > 20_000 {
        failures = failures.filter { $0.value.last.adding(seconds: Self.longest) > now }
      }
      for (key, _) in keys(userName, peer) {
        failures[key, default: Failures()].count += 1
        failures[key]?.last = now
      }
    }
  }

  package func succeeded(userName: String) {
    lock.withLock { failures["user " + UserName.canonical(userName)] = nil }
  }

  /// One address may stand for a whole office, so it gets more free tries than one name.
  private func keys(_ userName: String, _ peer: String) -> [(key: String, free: Int)] {
    [("user " + UserName.canonical(userName), Self.free), ("peer " + peer, Self.free * 8)]
  }

  private func wait(_ key: String, free: Int, _ now: Moment) -> Int {
    guard let entry = failures[key], entry.count >= free else { return 0 }
    let seconds = min(Self.longest, 1 << min(entry.count - free, 9))
    return max(0, Int((entry.last.adding(seconds: seconds).milliseconds - now.milliseconds + 999) / 1000))
  }
}
