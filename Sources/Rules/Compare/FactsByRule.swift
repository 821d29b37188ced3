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

  /// The facts of an entity that the rules of what lies within it read, as `base.outstanding` in a quota of members.
  public func factsReadFromBelow(_ entity: String) -> Set<String> {
    var found: Set<String> = []
    for column in graph.columns {
      if case .above(_, let inner) = column.source, case .fact(let n) = inner,
        layout.facts[n].entity == entity
      {
        found.insert(layout.facts[n].id)
      }
    }
    return found
  }
}
