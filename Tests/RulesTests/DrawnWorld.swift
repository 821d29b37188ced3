import Rules

/// A world of records drawn for a pack: for the engine as a snapshot, for the plain implementation as records.
struct DrawnWorld {
  let program: Program
  let plain: PlainPack
  private(set) var records: [String: [PlainRecord]] = [:]
  private var mood: Mood

  /// How the facts of one world lie: some worlds know everything, in some nearly everybody ties.
  private struct Mood {
    var missing: Int
    /// Of each decision: how many percent people have given, and the grade they mostly give.
    var given: [String: (percent: Int, grade: String)] = [:]
    /// Of each fact: the value most records share, and how many percent of them.
    var usual: [String: (raw: Int, percent: Int)] = [:]
    /// How many percent follow somebody who reached a rule, and which rules are the fashion.
    var following: Int
    var fashion: [String: [String]] = [:]
  }

  init(
    _ program: Program, _ plain: PlainPack, people: Int, following examples: Examples? = nil,
    isCalm: Bool = false, _ random: inout SeededRandom
  ) {
    (self.program, self.plain) = (program, plain)
    mood = Mood(
      missing: [0, 0, 1, 10, 40][random.whole(0...4)],
      following: examples == nil ? 0 : [0, 60, 95, 100][random.whole(0...3)])
    // In a calm world everything is known, and all follow examples or are alike.
    let isUniform = isCalm && random.happens(50)
    if isCalm { (mood.missing, mood.following) = (0, examples == nil || isUniform ? 0 : 100) }
    for decision in program.pack.decisions {
      let grades = (program.pack.scale(of: decision)?.grades ?? []) + program.pack.outside
      let percent = (isCalm ? [0, 0, 100] : [0, 0, 0, 8, 100]).randomElement(using: &random) ?? 0
      mood.given[decision.id] = (percent, grades.randomElement(using: &random)?.id ?? "")
    }
    for fact in program.pack.facts {
      mood.usual[fact.entity + "." + fact.id] = (
        raw(fact, &random), isUniform ? 100 : [0, 0, 60, 90, 97, 100][random.whole(0...5)]
      )
    }
    for (entity, rules) in (examples?.found ?? [:]).sorted(by: { $0.key < $1.key }) {
      let names = rules.keys.sorted()
      mood.fashion[entity] = (0..<random.whole(1...2)).compactMap { _ in names.randomElement(using: &random) }
    }
    for entity in program.layout.topDown.map({ program.layout.entities[$0] }) {
      draw(entity, people, examples, &random)
    }
  }

  private mutating func draw(
    _ entity: Layout.Entity, _ people: Int, _ examples: Examples?, _ random: inout SeededRandom
  ) {
    let parent = entity.parent.map { program.layout.entities[$0].id }
    let isLowest = !program.layout.entities.contains {
      $0.parent.map { program.layout.entities[$0].id } == entity.id
    }
    let above = parent.flatMap { records[$0] } ?? []
    let count = isLowest ? people : max(1, random.whole(0...people / 8))
    // Names in no order, so that the unique key is not the order of the rows.
    let names = Array(1...max(count, 1)).shuffled(using: &random).prefix(count)
    records[entity.id] = names.map { name in
      let record = PlainRecord(
        entity: entity.id, id: name,
        owner: parent == nil ? nil : above[random.whole(0...max(above.count - 1, 0))])
      let example =
        random.happens(mood.following)
        ? mood.fashion[entity.id]?.randomElement(using: &random).flatMap {
          examples?.found[entity.id]?[$0]?.randomElement(using: &random)
        } : nil
      for fact in program.pack.facts where fact.entity == entity.id {
        let usual = mood.usual[fact.entity + "." + fact.id] ?? (0, 0)
        if let example {
          set(fact, random.happens(1) ? raw(fact, &random) : example[fact.id], of: record)
        } else if !random.happens(mood.missing) {
          set(fact, random.happens(usual.percent) ? usual.raw : raw(fact, &random), of: record)
        }
      }
      give(record, &random)
      return record
    }
  }

  /// What people have decided already, for a few.
  private func give(_ record: PlainRecord, _ random: inout SeededRandom) {
    for decision in program.pack.decisions where decision.entity == record.entity {
      guard let (percent, usual) = mood.given[decision.id], random.happens(percent) else { continue }
      record.given[decision.id] =
        random.happens(85)
        ? usual
        : ((program.pack.scale(of: decision)?.grades ?? []) + program.pack.outside).randomElement(
          using: &random)?.id
    }
  }

  // MARK: - facts

  /// Draws one fact of a record anew; now and then it becomes missing.
  func redraw(_ fact: Fact, of record: PlainRecord, _ random: inout SeededRandom) {
    set(fact, random.happens(3) ? nil : raw(fact, &random), of: record)
  }

  func set(_ fact: Fact, _ raw: Int?, of record: PlainRecord) {
    record.raws[fact.id] = raw
    let declared = plain.facts.first { $0.id == fact.id && $0.entity == fact.entity }
    record.facts[fact.id] = raw.flatMap { raw in declared.map { Self.value($0, raw) } }
  }

  private static func value(_ fact: PlainPack.Fact, _ raw: Int) -> PlainValue {
    let places = (0..<fact.places).reduce(Int128(1)) { power, _ in power * 10 }
    switch fact.type {
    case "boolean": return .truth(raw == 1)
    case "enum": return .word(fact.values.indices.contains(raw) ? fact.values[raw] : "")
    case "date": return .day(raw)
    case "percent": return .number(PlainFraction(Int128(raw), places * 100))
    default: return .number(PlainFraction(Int128(raw), places))
    }
  }

  /// Anything the fact may be, more often near a number the pack compares with.
  private func raw(_ fact: Fact, _ random: inout SeededRandom) -> Int {
    switch fact.kind {
    case .boolean: return random.whole(0...1)
    case .choice(let values): return random.whole(0...values.count - 1)
    case .day: return (plain.start + plain.end) / 2 + random.whole(-700...700)
    case .number(let places, let isPercent):
      let range = fact.range ?? 0...60
      let scale = (0..<places).reduce(isPercent ? 100 : 1) { power, _ in power * 10 }
      if random.happens(60), let near = plain.numbers.randomElement(using: &random),
        near.top.magnitude < 1_000_000
      {
        let raw = Int(near.top) * scale / Int(near.bottom) + random.whole(-1...1)
        if range.contains(raw) { return raw }
      }
      return random.happens(15)
        ? (random.happens(50) ? range.lowerBound : range.upperBound) : random.whole(range)
    }
  }

  // MARK: - for the engine

  var snapshot: Snapshot {
    var parents: [String: String] = [:]
    let tables = program.layout.entities.map { entity in
      let mine = records[entity.id] ?? []
      let parent = entity.parent.map { program.layout.entities[$0].id }
      parents[entity.id] = parent
      let places = Dictionary(
        uniqueKeysWithValues: (parent.flatMap { records[$0] } ?? []).enumerated().map {
          (ObjectIdentifier($0.element), Int32($0.offset))
        })
      var table = Snapshot.Table(
        entity: entity.id, ids: .numbers(mine.map { Int64($0.id) }),
        owners: mine.map { $0.owner.flatMap { places[ObjectIdentifier($0)] } ?? 0 }, columns: [:])
      for fact in program.pack.facts where fact.entity == entity.id {
        table.columns[fact.id] = Column(mine.map { $0.raws[fact.id] })
      }
      table.givenGrades = Array(
        Set(program.pack.scales.flatMap { $0.grades.map(\.id) } + program.pack.outside.map(\.id))
      ).sorted()
      for decision in program.pack.decisions where decision.entity == entity.id {
        table.given[decision.id] = mine.map { record in
          UInt8(record.given[decision.id].flatMap { table.givenGrades.firstIndex(of: $0) } ?? 255)
        }
      }
      return table
    }
    return Snapshot(tables, parents: parents)
  }
}
