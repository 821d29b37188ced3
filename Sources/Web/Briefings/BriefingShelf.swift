import Foundation
import Registry
import Reporting

/// Scales, bands of age and layouts, read from the content folder once and kept.
final class BriefingShelf: @unchecked Sendable {
  private let lock = NSLock()
  private var kept: BriefingRules?

  func rules(_ content: Content) throws -> BriefingRules {
    try lock.withLock {
      if let kept { return kept }
      let rules = try BriefingRules(content)
      kept = rules
      return rules
    }
  }
}

extension Visit {
  var rules: BriefingRules { get throws { try site.shelf.rules(site.content) } }
}
