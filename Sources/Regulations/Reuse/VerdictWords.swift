import Registry
import TextReuse

/// What stands in `Content/Regulations/verdicts.yaml`: bounds, and the words for what was found.
package struct VerdictWords: Decodable, Sendable {
  private struct Bounds: Decodable, Sendable {
    var quotes: Int
    var partly: Int
    var mostly: Int
    var common: Int
    var leastTrees: Int?
  }

  private var bounds: Bounds
  private var verdicts: [String: String]
  private var labels: [String: String]

  package static func load(_ content: Content) throws -> VerdictWords {
    try content.yaml("Regulations/verdicts.yaml")
  }

  package var limits: Comparison.Bounds {
    .init(quotes: bounds.quotes, partly: bounds.partly, mostly: bounds.mostly, common: bounds.common)
  }
  /// A register with fewer trees is weighed as if it had so many.
  package var leastTrees: Int { bounds.leastTrees ?? 0 }
  package func word(_ verdict: Comparison.Verdict) -> String {
    verdicts[verdict.rawValue] ?? verdict.rawValue
  }
  package func word(_ verdict: ReuseVerdict) -> String { verdicts[verdict.rawValue] ?? verdict.rawValue }
  package func word(_ label: Comparison.Label) -> String { labels[label.rawValue] ?? label.rawValue }
}
