import Foundation
import Registry

/// Something read from the content folder once, and kept.
final class Shelf<Kept: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private let read: @Sendable (Content) throws -> Kept
  private var kept: Kept?

  init(_ read: @escaping @Sendable (Content) throws -> Kept) { self.read = read }

  func callAsFunction(_ content: Content) throws -> Kept {
    try lock.withLock {
      if let kept { return kept }
      let value = try read(content)
      kept = value
      return value
    }
  }
}
