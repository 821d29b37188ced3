import Basics
import Registry
import Rules

extension ReviewSheet {
  /// What a subject is called; empty where it is none of the sheet.
  package func name(_ key: SubjectKey) -> String {
    switch key.subject {
    case .member(let id): return members.first { $0.member == id }?.person.name ?? ""
    case .organisation(let id):
      if key.entity == "collective", let body = collectives.first(where: { $0.organisation == id }) {
        return CollectiveKind(body.kind)?.title(of: body.name) ?? body.name
      }
      return id == base.organisation ? base.name : cells.first { $0.organisation == id }?.name ?? ""
    }
  }

  /// The explanation with the name of its subject and, beside every value, the document recorded as its proof.
  func proved(_ explanation: Explanation, _ key: SubjectKey) -> Explanation {
    var copy = explanation
    // A person's name stands in the register alone, not in every text that is kept about the person.
    if case .organisation = key.subject, !name(key).isEmpty { copy.recordName = name(key) }
    func lines(_ lines: [Explanation.Line]) -> [Explanation.Line] {
      lines.map { line in
        var line = line
        for n in line.values.indices { line.values[n].proof = proof(line.values[n].facts, key) }
        return line
      }
    }
    copy.conditions = lines(copy.conditions)
    for n in copy.earlier.indices { copy.earlier[n].unmet = lines(copy.earlier[n].unmet) }
    for n in copy.next.indices { copy.next[n].unmet = lines(copy.next[n].unmet) }
    return copy
  }

  private func proof(_ names: [Explanation.FactName], _ key: SubjectKey) -> String? {
    var told: [String] = []
    for name in names {
      guard let owner = owner(of: name.entity, key),
        let fact = facts[owner]?.first(where: { $0.fact == name.fact })
      else { continue }
      let one = fact.evidence.isEmpty ? Self.unproved : "theo \(fact.evidence)"
      if !told.contains(one) { told.append(one) }
    }
    return told.isEmpty ? nil : told.joined(separator: "; ")
  }

  /// Stands beside a fact nobody has named a document for.
  package static let unproved = "chưa có văn bản chứng minh"

  /// The subject itself, or the cell or grassroots organisation it lies within.
  private func owner(of entity: String, _ key: SubjectKey) -> SubjectKey? {
    if entity == key.entity { return key }
    if entity == "base" { return SubjectKey("base", .organisation(base.organisation)) }
    guard entity == "cell", case .member(let id) = key.subject,
      let cell = members.first(where: { $0.member == id })?.organisation
    else { return nil }
    return SubjectKey("cell", .organisation(cell))
  }

  /// The questions of the guidance about one subject that nobody has answered and that a blank does not answer; none about
  /// what there is not.
  package func unanswered(_ key: SubjectKey) -> [Rules.Fact] {
    guard let row = row(key), let table = snapshot.tables[key.entity] else { return [] }
    func value(_ fact: Rules.Fact) -> Int? { table.columns[fact.id]?[row] }
    let needless = guidance.pack.needless(key.entity) { value($0) ?? $0.missing }
    return guidance.pack.facts.filter {
      $0.entity == key.entity && $0.missing == nil && value($0) == nil && !needless.contains($0.id)
    }
  }

  /// What lies directly within a subject and has no grade yet, in the order of the sheet.
  package func openParts(_ key: SubjectKey, _ examination: Examination) -> [SubjectKey] {
    let parts: [SubjectKey]
    switch (key.entity, key.subject) {
    case ("base", .organisation):
      parts =
        cells.map { SubjectKey("cell", .organisation($0.organisation)) }
        + members.map { SubjectKey("member", .member($0.member)) }
    case ("cell", .organisation(let cell)):
      parts = members.filter { $0.organisation == cell }.map { SubjectKey("member", .member($0.member)) }
    default: return []
    }
    return parts.filter { part in
      guard let decision = decision(for: part.entity), let row = row(part),
        let n = guidance.pack.decisions.firstIndex(where: { $0.id == decision.id })
      else { return false }
      return [.undecided, .undetermined].contains(examination.standing(n, row))
    }
  }
}
