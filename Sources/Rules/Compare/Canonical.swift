/// The canonical text of a condition: equal for equal meaning, whatever the order it was written in.
struct Canonical {
  let program: Program

  init(_ program: Program) { self.program = program }

  /// As ``text(_:)``, but a condition that reads parameters is told by their names, so that a change of value is not told twice.
  func named(_ node: Int, _ condition: Condition) -> String {
    let parameters = program.display.parameters[condition.value.place, default: []]
    return parameters.isEmpty ? text(node) : "\(condition.value.text)"
  }

  func text(_ node: Int) -> String {
    switch program.graph.truths[node] {
    case .constant(let value): "\(value)"
    case .choice(let column, let codes): "\(self.column(column)) ∈ \(codes.map { word($0, column) }.sorted())"
    case .compare(let term, let comparison, let constant): "\(self.term(term)) \(comparison) \(constant)"
    case .compareTerms(let a, let comparison, let b): "\(term(a)) \(comparison) \(term(b))"
    case .share(let p, let w, let comparison, let n, let d): "\(term(p))/\(term(w)) \(comparison) \(n)/\(d)"
    case .compareShares(let p, let w, let comparison, let q, let v):
      "\(term(p))/\(term(w)) \(comparison) \(term(q))/\(term(v))"
    case .known(let column): "known \(self.column(column))"
    case .not(let inner): "not(\(text(inner)))"
    case .all(let parts): "all\(parts.map { text($0) }.sorted())"
    case .any(let parts): "any\(parts.map { text($0) }.sorted())"
    }
  }

  func term(_ term: Int) -> String {
    switch program.graph.terms[term] {
    case .column(let column): self.column(column)
    case .constant(let value): "\(value)"
    case .sum(let a, let b): "(\([self.term(a), self.term(b)].sorted().joined(separator: "+")))"
    case .product(let a, let b): "(\([self.term(a), self.term(b)].sorted().joined(separator: "*")))"
    case .difference(let a, let b): "(\(self.term(a))-\(self.term(b)))"
    case .smaller(let a, let b): "min\([self.term(a), self.term(b)].sorted())"
    case .larger(let a, let b): "max\([self.term(a), self.term(b)].sorted())"
    case .months(let a, let b): "months(\(self.term(a)),\(self.term(b)))"
    case .days(let a, let b): "days(\(self.term(a)),\(self.term(b)))"
    }
  }

  /// A count: of what, under which condition, and what it is worth.
  func aggregate(_ n: Int) -> String {
    let aggregate = program.aggregates[n]
    let declared = program.pack.aggregates[n]
    let condition = aggregate.condition.map { text($0) } ?? ""
    let points = declared.points.map { "\($0.grade)=\($0.points)" }.sorted().joined(separator: " ")
    let value = aggregate.value.map { term($0) } ?? ""
    return
      "\(declared.kind.rawValue) \(declared.part) \(condition) \(declared.base ?? "") \(points) \(value) \(declared.scale) \(declared.rounding?.rawValue ?? "")"
  }

  func column(_ column: Int) -> String { source(program.graph.columns[column].source) }

  private func source(_ source: Graph.Source) -> String {
    switch source {
    case .fact(let n): program.layout.facts[n].entity + "." + program.layout.facts[n].id
    case .outcome(let n): program.pack.decisions[n].id
    case .aggregate(let n): program.pack.aggregates[n].id
    case .aggregateBase(let n): program.pack.aggregates[n].id + ".base"
    case .above(let entity, let inner): program.layout.entities[entity].id + "^" + self.source(inner)
    }
  }

  private func word(_ code: UInt8, _ column: Int) -> String {
    var source = program.graph.columns[column].source
    while case .above(_, let inner) = source { source = inner }
    switch source {
    case .fact(let n):
      if case .choice(let values) = program.layout.facts[n].kind, values.indices.contains(Int(code)) {
        return values[Int(code)].id
      }
      return "\(code)"
    case .outcome(let n): return program.decisions[n].domain.id(code)
    default: return "\(code)"
    }
  }
}
