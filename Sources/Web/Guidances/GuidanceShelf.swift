import Foundation
import Registry
import Reviews
import Rules

/// The guidances of the content folder, read once and kept.
final class GuidanceShelf: @unchecked Sendable {
  private let lock = NSLock()
  private var kept: Guidances?

  func guidances(_ content: Content) throws -> Guidances {
    try lock.withLock {
      if let kept { return kept }
      let guidances = try Guidances(content)
      kept = guidances
      return guidances
    }
  }
}

extension Visit {
  var guidances: Guidances { get throws { try site.guidanceShelf.guidances(site.content) } }

  /// The guidance the address names.
  var guidance: Guidance { get throws { try found(try guidances[parameters.get("bo") ?? ""]) } }
}
