/// A share of two columns of one narrow width, whose products fit a machine word that vectorises well.
final class NarrowShare {
  private let part: Column
  private let whole: Column
  private let width: Width

  private enum Width { case two, four }

  init?(_ graph: Graph, _ node: Int, _ columns: [BoundColumn?]) {
    guard case .share(let part, let whole, _, let numerator, let denominator) = graph.truths[node],
      case .column(let p) = graph.terms[part], case .column(let w) = graph.terms[whole],
      case .facts(let parts)? = columns[p], case .facts(let wholes)? = columns[w]
    else { return nil }
    func magnitude(_ column: Column, _ factor: Int) -> Int? {
      let (low, isUnder) = column.low.multipliedReportingOverflow(by: factor)
      let (high, isOver) = column.high.multipliedReportingOverflow(by: factor)
      return isUnder || isOver || low == .min || high == .min ? nil : max(abs(low), abs(high))
    }
    guard let x = magnitude(parts, denominator), let y = magnitude(wholes, numerator), numerator >= 0 else {
      return nil
    }
    switch (parts.storage, wholes.storage) {
    case (.one, .one), (.two, .two):
      if max(x, y) <= 32_767, denominator <= 32_767, numerator <= 32_767 {
        width = .two
      } else if max(x, y) <= 2_147_483_647, denominator <= 2_147_483_647, numerator <= 2_147_483_647 {
        width = .four
      } else {
        return nil
      }
    default: return nil
    }
    (self.part, self.whole) = (parts, wholes)
  }

  var isWithoutGaps: Bool { part.known == nil && whole.known == nil }

  func compute(
    _ out: Kernels.Bytes, _ from: Int, _ count: Int, _ comparison: Graph.Comparison, _ numerator: Int,
    _ denominator: Int
  ) {
    switch (part.storage, whole.storage) {
    case (.one(let parts), .one(let wholes)):
      compute(out, parts, wholes, from, count, comparison, numerator, denominator)
    case (.two(let parts), .two(let wholes)):
      compute(out, parts, wholes, from, count, comparison, numerator, denominator)
    default: Kernels.fill(out, count, 0)
    }
  }

  private func compute<Narrow: FixedWidthInteger>(
    _ out: Kernels.Bytes, _ parts: [Narrow], _ wholes: [Narrow], _ from: Int, _ count: Int,
    _ comparison: Graph.Comparison, _ numerator: Int, _ denominator: Int
  ) {
    parts.withUnsafeBufferPointer { parts in
      wholes.withUnsafeBufferPointer { wholes in
        guard let p = parts.baseAddress, let w = wholes.baseAddress else { return }
        switch width {
        case .two:
          Kernels.share(out, p + from, w + from, count, comparison, numerator, denominator, as: Int16.self)
        case .four:
          Kernels.share(out, p + from, w + from, count, comparison, numerator, denominator, as: Int32.self)
        }
      }
    }
  }

  /// Leaves set only where the whole is positive.
  func requireWhole(_ mask: Kernels.Bytes, _ from: Int, _ count: Int) {
    switch whole.storage {
    case .one(let values):
      values.withUnsafeBufferPointer {
        if let base = $0.baseAddress { Kernels.requirePositive(mask, base + from, count) }
      }
    case .two(let values):
      values.withUnsafeBufferPointer {
        if let base = $0.baseAddress { Kernels.requirePositive(mask, base + from, count) }
      }
    default: break
    }
  }
}
