/// A record that is tried: its facts in the order of the search, blank where `nil`, and the parts within it.
struct DifferenceTrial {
  var own: [Int?]
  /// In the order of the kinds of parts.
  var parts: [[PartKinds.Group]]
  /// So many more within the same, with the same facts and this grade given.
  var others: Others?

  struct Others {
    var count: Int
    var grade: String
  }

  init(own: [Int], parts: [[PartKinds.Group]]) {
    (self.own, self.parts) = (own, parts)
  }
}

/// Trying records: each lies alone within what is above it, and its parts within it.
extension DifferenceSearch {
  struct Outcome: Equatable {
    var before: String
    var after: String
  }

  /// Those that both packs decide, and differently: when the quotas are counted, and in what the rules say.
  func differing(_ trials: [DifferenceTrial]) -> (final: [DifferenceTrial], provisional: [DifferenceTrial]) {
    guard !trials.isEmpty, let (before, after) = run(trials) else { return ([], []) }
    func those(_ isFinal: Bool) -> [DifferenceTrial] {
      trials.indices.filter {
        Self.outcome(before, after, $0, isFinal: isFinal).map { $0.before != $0.after } ?? false
      }.map { trials[$0] }
    }
    return (those(true), those(false))
  }

  /// `nil` where one of the packs cannot decide.
  func outcome(_ trial: DifferenceTrial, isFinal: Bool = true) -> Outcome? {
    run([trial]).flatMap { Self.outcome($0.0, $0.1, 0, isFinal: isFinal) }
  }

  private static func outcome(
    _ before: Verdicts.Decision, _ after: Verdicts.Decision, _ row: Int, isFinal: Bool
  ) -> Outcome? {
    let (x, y) =
      isFinal
      ? (before.outcomes[row], after.outcomes[row]) : (before.provisional[row], after.provisional[row])
    if x == OutcomeDomain.undetermined || y == OutcomeDomain.undetermined { return nil }
    return Outcome(before: before.domain.id(x), after: after.domain.id(y))
  }

  private func run(_ trials: [DifferenceTrial]) -> (Verdicts.Decision, Verdicts.Decision)? {
    let snapshot = snapshot(trials)
    guard let before = comparison.old.run(snapshot).decisions[a],
      let after = comparison.new.run(snapshot).decisions[b]
    else { return nil }
    return (before, after)
  }

  private func snapshot(_ trials: [DifferenceTrial]) -> Snapshot {
    var tables: [Int: Snapshot.Table] = [:]
    func chain(_ entity: Int) -> [Int] {
      var (chain, at) = ([entity], entity)
      while let above = layout.entities[at].parent, chain.count <= layout.entities.count {
        chain.append(above)
        at = above
      }
      return chain
    }
    let each = (0..<Int32(trials.count)).map { $0 }
    for level in chain(entity) { tables[level] = table(level, owners: each) }
    for (n, fact) in facts.enumerated() {
      tables[layout.factEntities[fact]]?.columns[layout.columnKeys[fact]] = Column(trials.map { $0.own[n] })
    }
    for (n, kind) in kinds.enumerated() {
      var owners: [Int32] = []
      var groups: [PartKinds.Group] = []
      for (row, trial) in trials.enumerated() {
        for group in trial.parts[n] {
          owners += [Int32](repeating: Int32(row), count: group.count)
          groups += [PartKinds.Group](repeating: group, count: group.count)
        }
      }
      // Between the parts and the record stands one of every level.
      for level in chain(kind.entity).dropFirst() where layout.isAbove(entity, level) && tables[level] == nil
      {
        tables[level] = table(level, owners: each)
      }
      tables[kind.entity] = parts(kind, owners, groups)
    }
    addOthers(of: trials, &tables)
    var parents: [String: String] = [:]
    for level in tables.keys {
      if let above = layout.entities[level].parent, tables[above] != nil {
        parents[layout.entities[level].id] = layout.entities[above].id
      }
    }
    return Snapshot(Array(tables.values), parents: parents)
  }

  /// Behind the record itself, so that it keeps its row; only a single record is tried beside others.
  private func addOthers(of trials: [DifferenceTrial], _ tables: inout [Int: Snapshot.Table]) {
    guard trials.count == 1, let others = trials.first?.others, let alone = tables[entity] else { return }
    let count = 1 + others.count
    var table = table(entity, owners: [Int32](repeating: 0, count: count))
    table.columns = alone.columns.mapValues { column in
      Column([Int?](repeating: column[0], count: count))
    }
    table.givenGrades = [others.grade]
    for decision in [comparison.old.pack.decisions[a].id, comparison.new.pack.decisions[b].id] {
      table.given[decision] = [255] + [UInt8](repeating: 0, count: others.count)
    }
    tables[entity] = table
  }

  private func table(_ entity: Int, owners: [Int32]) -> Snapshot.Table {
    Snapshot.Table(
      entity: layout.entities[entity].id, ids: .numbers((0..<Int64(owners.count)).map { $0 }), owners: owners,
      columns: [:])
  }

  private func parts(_ kind: PartKinds, _ owners: [Int32], _ groups: [PartKinds.Group]) -> Snapshot.Table {
    var table = table(kind.entity, owners: owners)
    for fact in Set(kind.kinds.flatMap(\.facts.keys)) {
      table.columns[layout.columnKeys[fact]] = Column(groups.map { $0.facts[fact] })
    }
    var grades: [String] = []
    for id in kind.kinds.flatMap(\.grades.values) where !grades.contains(id) { grades.append(id) }
    for decision in Set(kind.kinds.flatMap(\.grades.keys)) {
      table.given[decision] = groups.map { group in
        group.grades[decision].flatMap { grades.firstIndex(of: $0) }.flatMap { UInt8(exactly: $0) } ?? 255
      }
    }
    table.givenGrades = grades
    return table
  }

  // MARK: - telling

  func told(_ trial: DifferenceTrial) -> DifferingCase? {
    guard let (before, after) = run([trial]) else { return nil }
    let own = zip(facts, trial.own).compactMap { n, raw in raw.map { fact(n, $0) } }
    let groups = zip(kinds, trial.parts).flatMap { kind, groups in groups.map { part(kind.entity, $0) } }
    let isFinal = Self.outcome(before, after, 0, isFinal: true).map { $0.before != $0.after } ?? false
    func told(_ result: Verdicts.Decision) -> String {
      result.domain.id(isFinal ? result.outcomes[0] : result.provisional[0])
    }
    func reason(_ result: Verdicts.Decision) -> Int {
      isFinal ? result.reason(0) : result.provisionalReason(0)
    }
    return DifferingCase(
      decision: before.id, facts: own, parts: groups, before: told(before), after: told(after),
      ruleBefore: comparison.old.ruleID(decision: a, reason: reason(before)),
      ruleAfter: comparison.new.ruleID(decision: b, reason: reason(after)), others: trial.others.map(others),
      isBeforeQuota: !isFinal)
  }

  private func others(_ others: DifferenceTrial.Others) -> DifferingCase.Others {
    let pack = comparison.new.pack
    let grade = pack.gradeName(others.grade, scale: pack.decisions[b].scale)
    return .init(
      count: others.count, grade: others.grade,
      text: "\(others.count) \(layout.entities[entity].name) khác cùng nhóm đã xếp \(grade)")
  }

  private func fact(_ n: Int, _ raw: Int) -> DifferingCase.Fact {
    let fact = layout.facts[n]
    let owner = layout.factEntities[n]
    let name = owner == entity ? fact.name : "\(fact.name) (\(layout.entities[owner].name))"
    return .init(
      entity: fact.entity, id: fact.id, name: name, value: fact.text(raw), raw: raw,
      column: layout.columnKeys[n])
  }

  private func part(_ entity: Int, _ group: PartKinds.Group) -> DifferingCase.Part {
    let facts = group.facts.sorted { $0.key < $1.key }.map { n, raw in
      DifferingCase.Fact(
        entity: layout.facts[n].entity, id: layout.facts[n].id, name: layout.facts[n].name,
        value: layout.facts[n].text(raw), raw: raw, column: layout.columnKeys[n])
    }
    let grades = group.grades.sorted { $0.key < $1.key }.map { decision, grade in
      let pack = comparison.new.pack
      return pack.gradeName(grade, scale: pack.decision(decision)?.scale)
    }
    let said = grades + facts.map { "\($0.name): \($0.value)" }
    let name = layout.entities[entity].name
    return .init(
      entity: layout.entities[entity].id, name: name, count: group.count, grades: group.grades, facts: facts,
      text: "\(group.count) \(name)" + (said.isEmpty ? "" : " (\(said.joined(separator: ", ")))"))
  }
}
