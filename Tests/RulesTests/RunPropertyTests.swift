import Rules
import Testing

/// What a run decides hangs on the facts alone: not on how many records go together, nor on their order.
struct RunPropertyTests {
  static let packs = ["annual-review.yaml", "every-construct.yaml", "school.yaml", "one-entity.yaml"].map {
    "Tests/Corpus/packs/good/\($0)"
  }

  private func world(_ path: String, people: Int, seed: UInt64) throws -> (Program, Snapshot) {
    let loaded = PackLoader.load(at: Corpus.path(path))
    let program = try #require(loaded.pack.flatMap { PackLoader.program($0).program })
    var random = SeededRandom(seed)
    return (
      program,
      DrawnWorld(program, try PlainPack(loaded.text, year: program.period.year), people: people, &random)
        .snapshot
    )
  }

  /// Everything a run says, by record's id.
  private func said(_ program: Program, _ verdicts: Verdicts, _ snapshot: Snapshot) -> [String: String] {
    var said: [String: String] = [:]
    for (n, decision) in program.pack.decisions.enumerated() {
      guard let result = verdicts.decisions[n], let ids = snapshot.tables[decision.entity]?.ids else {
        continue
      }
      for row in 0..<ids.count {
        let trace = result.trace.map { String($0[row]) }.joined(separator: ",")
        said["\(decision.id) \(ids.text(row))"] =
          "\(result.provisional[row]) \(result.provisionalReason(row)) \(result.outcomes[row]) \(result.reason(row)) \(trace)"
      }
    }
    for (n, count) in program.pack.aggregates.enumerated() {
      guard let result = verdicts.counts[n], let ids = snapshot.tables[count.entity]?.ids else { continue }
      for row in 0..<ids.count {
        said["\(count.id) \(ids.text(row))"] =
          "\(result.values[row]) \(result.bases[row]) \(result.known?[row] ?? 255)"
      }
    }
    return said
  }

  @Test(arguments: packs) func `cỡ khối và số luồng không đổi kết quả`(_ path: String) throws {
    for (people, chunks) in [(150, [1, 7, 150, 256]), (2_300, [256, 2_048, 2_300])] {
      let (program, world) = try world(path, people: people, seed: UInt64(people))
      let expected = said(program, program.run(world), world)
      for (n, chunk) in chunks.enumerated() {
        for threads in people == 150 ? [1, 2, 5] : [[1, 2, 5][n]] {
          #expect(
            said(program, program.run(world, chunk: chunk, threads: threads), world) == expected,
            "khối \(chunk), \(threads) luồng")
        }
      }
    }
  }

  @Test(arguments: packs) func `thứ tự dòng không đổi kết quả`(_ path: String) throws {
    for seed in 5...8 as ClosedRange<UInt64> {
      let (program, world) = try world(path, people: 200, seed: seed)
      var random = SeededRandom(seed)
      let shuffled = Self.shuffled(world, &random)
      #expect(said(program, program.run(shuffled), shuffled) == said(program, program.run(world), world))
    }
  }

  /// The same records in another order of rows.
  static func shuffled(_ snapshot: Snapshot, _ random: inout SeededRandom) -> Snapshot {
    var orders: [String: [Int]] = [:]
    for entity in snapshot.tables.keys.sorted() {
      orders[entity] = Array(0..<snapshot.count(entity)).shuffled(using: &random)
    }
    let tables = snapshot.tables.values.map { table in
      let order = orders[table.entity] ?? []
      var places: [Int32: Int32] = [:]
      for (new, old) in (snapshot.parents[table.entity].flatMap { orders[$0] } ?? []).enumerated() {
        places[Int32(old)] = Int32(new)
      }
      var copy = Snapshot.Table(
        entity: table.entity, ids: .texts(order.map { table.ids.text($0) }),
        owners: order.map { places[table.owners[$0]] ?? 0 },
        columns: table.columns.mapValues { column in Column(order.map { column[$0] }) })
      if case .numbers(let ids) = table.ids { copy.ids = .numbers(order.map { ids[$0] }) }
      copy.given = table.given.mapValues { given in order.map { given[$0] } }
      copy.givenGrades = table.givenGrades
      return copy
    }
    return Snapshot(Array(tables), parents: snapshot.parents)
  }

  /// One person alone with the organisations above is graded as among all.
  @Test(arguments: packs) func `một người cũng như cả danh sách`(_ path: String) throws {
    let (program, world) = try world(path, people: 120, seed: 9)
    let lowest = try #require(program.pack.decisions.first).entity
    let members = try #require(world.tables[lowest])
    let all = try #require(program.run(world).decisions[0])
    for row in 0..<members.count {
      var owner = Int(members.owners[row])
      var tables = [Self.one(members, row)]
      var entity = lowest
      while let above = world.parents[entity], let table = world.tables[above] {
        tables.append(Self.one(table, owner))
        (owner, entity) = (Int(table.owners[owner]), above)
      }
      let alone = try #require(program.run(Snapshot(tables, parents: world.parents)).decisions[0])
      #expect(
        alone.provisional[0] == all.provisional[row]
          && alone.provisionalReason(0) == all.provisionalReason(row))
      #expect(alone.trace.map { $0[0] } == all.trace.map { $0[row] })
    }
  }

  private static func one(_ table: Snapshot.Table, _ row: Int) -> Snapshot.Table {
    var copy = Snapshot.Table(
      entity: table.entity, ids: .texts([table.ids.text(row)]), owners: [0],
      columns: table.columns.mapValues { column in Column([column[row]]) })
    copy.given = table.given.mapValues { [$0[row]] }
    copy.givenGrades = table.givenGrades
    return copy
  }
}
