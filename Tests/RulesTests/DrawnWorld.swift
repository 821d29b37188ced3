import Rules

/// A world of records drawn for a pack: for the engine as a snapshot, for the plain implementation as records.
struct DrawnWorld {
  var snapshot: Snapshot
  var records: [String: [PlainRecord]]

  /// How the facts of one world lie: some worlds know everything, in some nearly everybody ties.
  private struct Mood {
    var missing: Int
    var given: Int
    /// Of each fact: the value most records share, and how many percent of them.
    var usual: [String: (raw: Int, percent: Int)] = [:]
  }

  static func draw(_ program: Program, _ plain: PlainPack, people: Int, _ random: inout SeededRandom) -> DrawnWorld {
    var mood = Mood(missing: [0, 0, 1, 10, 40][random.whole(0...4)], given: [0, 0, 0, 8][random.whole(0...3)])
    let pack = program.pack
    for fact in pack.facts {
      let percent = [0, 0, 60, 90, 97, 100][random.whole(0...5)]
      mood.usual[fact.entity + "." + fact.id] = (raw(fact, plain, &random), percent)
    }
    var tables: [Snapshot.Table] = []
    var records: [String: [PlainRecord]] = [:]
    var parents: [String: String] = [:]
    for entity in program.layout.topDown.map({ program.layout.entities[$0] }) {
      let parent = entity.parent.map { program.layout.entities[$0].id }
      parents[entity.id] = parent
      let isLowest = !program.layout.entities.contains { $0.parent.map { program.layout.entities[$0].id } == entity.id }
      let above = parent.flatMap { records[$0] } ?? []
      let count = isLowest ? people : max(1, random.whole(0...people / 8))
      let owners = parent == nil ? [Int](repeating: 0, count: count) : (0..<count).map { _ in random.whole(0...max(above.count - 1, 0)) }
      // Names in no order, so that the unique key is not the order of the rows.
      let names = Array(1...max(count, 1)).shuffled(using: &random).prefix(count)
      let mine = zip(names, owners).map { PlainRecord(entity: entity.id, id: $0, owner: parent == nil ? nil : above[$1]) }
      records[entity.id] = mine
      var table = Snapshot.Table(entity: entity.id, ids: .numbers(names.map(Int64.init)), owners: owners.map(Int32.init), columns: [:])
      for fact in pack.facts where fact.entity == entity.id { table.columns[fact.id] = column(fact, plain, mine, mood, &random) }
      give(pack, mine, &table, mood, &random)
      tables.append(table)
    }
    return DrawnWorld(snapshot: Snapshot(tables, parents: parents), records: records)
  }

  private static func column(_ fact: Fact, _ plain: PlainPack, _ records: [PlainRecord], _ mood: Mood, _ random: inout SeededRandom) -> Column {
    let usual = mood.usual[fact.entity + "." + fact.id] ?? (0, 0)
    let declared = plain.facts.first { $0.id == fact.id && $0.entity == fact.entity }
    return Column(
      records.map { record in
        if random.happens(mood.missing) { return nil }
        let raw = random.happens(usual.percent) ? usual.raw : raw(fact, plain, &random)
        record.facts[fact.id] = declared.map { value($0, raw) }
        return raw
      })
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
  private static func raw(_ fact: Fact, _ plain: PlainPack, _ random: inout SeededRandom) -> Int {
    switch fact.kind {
    case .boolean: return random.whole(0...1)
    case .choice(let values): return random.whole(0...values.count - 1)
    case .day: return (plain.start + plain.end) / 2 + random.whole(-700...700)
    case .number(let places, let isPercent):
      let range = fact.range ?? 0...60
      let scale = (0..<places).reduce(isPercent ? 100 : 1) { power, _ in power * 10 }
      if random.happens(60), let near = plain.numbers.randomElement(using: &random), near.top.magnitude < 1_000_000 {
        let raw = Int(near.top) * scale / Int(near.bottom) + random.whole(-1...1)
        if range.contains(raw) { return raw }
      }
      return random.happens(15) ? (random.happens(50) ? range.lowerBound : range.upperBound) : random.whole(range)
    }
  }

  /// What people have decided already, for a few.
  private static func give(_ pack: Pack, _ records: [PlainRecord], _ table: inout Snapshot.Table, _ mood: Mood, _ random: inout SeededRandom) {
    guard mood.given > 0 else { return }
    let grades = Array(Set(pack.scales.flatMap { $0.grades.map(\.id) } + pack.outside.map(\.id))).sorted()
    table.givenGrades = grades
    for decision in pack.decisions where decision.entity == table.entity {
      let own = Set((pack.scale(of: decision)?.grades ?? []).map(\.id) + pack.outside.map(\.id))
      table.given[decision.id] = records.map { record in
        guard random.happens(mood.given), let code = grades.indices.randomElement(using: &random), own.contains(grades[code]) else { return 255 }
        record.given[decision.id] = grades[code]
        return UInt8(code)
      }
    }
  }
}
