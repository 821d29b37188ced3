extension Program {
  /// For each rule of a decision the facts of the record itself that it reads, as places in the layout.
  public func factsByRule(_ decision: String) -> [Set<Int>] {
    guard let number = decisionIndex(decision) else { return [] }
    return decisions[number].rules.map { rule in
      var facts: Set<Int> = []
      for column in graph.columns(of: rule.truth) {
        if case .fact(let n) = graph.columns[column].source { facts.insert(n) }
      }
      return facts
    }
  }
}
