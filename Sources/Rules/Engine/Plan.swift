/// Which nodes of the graph a sweep over one entity needs, in the order in which they are computed.
struct Plan: Sendable {
  let truths: [Int]
  let terms: [Int]
  let columns: [Int]

  init(_ graph: Graph, truths wanted: some Sequence<Int>, terms wantedTerms: some Sequence<Int> = []) {
    var truths: Set<Int> = []
    var terms: Set<Int> = []
    var columns: Set<Int> = []
    var openTruths = Array(wanted)
    var openTerms: [Int] = Array(wantedTerms)
    while let node = openTruths.popLast() {
      guard truths.insert(node).inserted else { continue }
      switch graph.truths[node] {
      case .constant: break
      case .choice(let column, _), .known(let column): columns.insert(column)
      case .compare(let term, _, _):
        if case .column(let column) = graph.terms[term] {
          columns.insert(column)
        } else {
          openTerms.append(term)
        }
      case .compareTerms(let a, _, let b): openTerms += [a, b]
      case .share(let part, let whole, _, _, _):
        for term in [part, whole] {
          if case .column(let column) = graph.terms[term] { columns.insert(column) }
          openTerms.append(term)
        }
      case .compareShares(let a, let b, _, let c, let d): openTerms += [a, b, c, d]
      case .not(let inner): openTruths.append(inner)
      case .all(let parts), .any(let parts): openTruths += parts
      }
    }
    while let term = openTerms.popLast() {
      guard terms.insert(term).inserted else { continue }
      switch graph.terms[term] {
      case .constant: break
      case .column(let column): columns.insert(column)
      case .sum(let a, let b), .difference(let a, let b), .product(let a, let b), .smaller(let a, let b),
        .larger(let a, let b),
        .months(let a, let b), .days(let a, let b):
        openTerms += [a, b]
      }
    }
    (self.truths, self.terms, self.columns) = (truths.sorted(), terms.sorted(), columns.sorted())
  }
}
