/// The small world of a case as a snapshot. What stands between two named levels is filled with one record each, and what
/// stands above the outermost too, so that every quota has its scope.
struct CaseWorld {
  let snapshot: Snapshot
  /// The records that expect something, by entity and row.
  let expecting: [(entity: String, row: Int, record: PackCase.Record)]

  private struct Row {
    var owner: Int32
    var record: PackCase.Record?
  }

  init(_ one: PackCase, _ program: Program, _ findings: PackFindings) {
    let layout = program.layout
    var parents: [String: String] = [:]
    for entity in layout.entities { parents[entity.id] = entity.parent.map { layout.entities[$0].id } }
    var rows: [String: [Row]] = [:]
    func chain(from entity: String, to above: String) -> [String]? {
      var chain: [String] = []
      var at = entity
      while let parent = parents[at] {
        if parent == above { return chain.reversed() }
        chain.append(parent)
        at = parent
      }
      return nil
    }
    var (total, isCut) = (0, false)
    func add(_ record: PackCase.Record, _ entity: String, owner: Int) {
      for _ in 0..<record.times {
        guard total < CaseReader.mostRecords else {
          if !isCut {
            findings.add(
              .oversize, at: one.place, "“\(one.name)”: quá \(CaseReader.mostRecords) bản ghi.",
              "Bớt `times`; trường hợp thử không cần nhiều thế.")
          }
          isCut = true
          return
        }
        total += 1
        let row = rows[entity, default: []].count
        rows[entity, default: []].append(Row(owner: Int32(owner), record: record))
        for part in record.parts {
          var here = row
          guard let between = chain(from: part.entity, to: entity) else {
            findings.add(
              .wrongShape, at: one.place, "“\(one.name)”: `\(part.entity)` không nằm trong `\(entity)`.",
              "Đặt đúng chỗ.")
            continue
          }
          for level in between {
            let next = rows[level, default: []].count
            rows[level, default: []].append(Row(owner: Int32(here), record: nil))
            here = next
          }
          for inner in part.records { add(inner, part.entity, owner: here) }
        }
      }
    }
    var above = one.entity
    while let parent = parents[above] {
      rows[parent] = [Row(owner: 0, record: nil)]
      above = parent
    }
    add(one.record, one.entity, owner: 0)
    // A case that names no parts has none; what stands beside the chain has none either.
    for entity in layout.entities where rows[entity.id] == nil { rows[entity.id] = [] }
    let tables = rows.map { entity, rows in Self.table(entity, rows, layout, one, program, findings) }
    snapshot = Snapshot(tables, parents: parents)
    // The snapshot may have put rows in another order; ids remember the first one.
    var expecting: [(String, Int, PackCase.Record)] = []
    for (entity, list) in rows.sorted(by: { $0.key < $1.key }) {
      guard case .numbers(let ids)? = snapshot.tables[entity]?.ids else { continue }
      for (row, id) in ids.enumerated() {
        if let record = list[Int(id)].record,
          !record.expectations.isEmpty || !record.countExpectations.isEmpty
        {
          expecting.append((entity, row, record))
        }
      }
    }
    self.expecting = expecting.map { (entity: $0.0, row: $0.1, record: $0.2) }
  }

  private static func table(
    _ entity: String, _ rows: [Row], _ layout: Layout, _ one: PackCase, _ program: Program,
    _ findings: PackFindings
  ) -> Snapshot.Table {
    var columns: [String: [Int?]] = [:]
    var given: [String: [UInt8]] = [:]
    let grades = (program.pack.outside + program.pack.scales.flatMap(\.grades)).map(\.id)
    // A record that stands many times is looked up once.
    var known: [ObjectIdentifier: Read] = [:]
    for (row, item) in rows.enumerated() {
      guard let record = item.record else { continue }
      let read =
        known[ObjectIdentifier(record)] ?? Self.read(record, entity, layout, grades, one, program, findings)
      known[ObjectIdentifier(record)] = read
      for (fact, raw) in read.facts {
        columns[fact, default: Array(repeating: nil, count: rows.count)][row] = raw
      }
      for (decision, grade) in read.given {
        given[decision, default: Array(repeating: 255, count: rows.count)][row] = grade
      }
    }
    var table = Snapshot.Table(
      entity: entity, ids: .numbers((0..<Int64(rows.count)).map { $0 }), owners: rows.map(\.owner),
      columns: columns.mapValues { Column($0) })
    table.given = given
    table.givenGrades = grades
    return table
  }

  /// The facts and given decisions of a record.
  private struct Read {
    var facts: [(String, Int)] = []
    var given: [(String, UInt8)] = []
  }

  private static func read(
    _ record: PackCase.Record, _ entity: String, _ layout: Layout, _ grades: [String], _ one: PackCase,
    _ program: Program, _ findings: PackFindings
  ) -> Read {
    var read = Read()
    for value in record.values {
      if let fact = layout.facts.first(where: { $0.id == value.id && $0.entity == entity }) {
        guard let raw = fact.raw(value.text), fact.bounds.contains(raw) else {
          findings.add(
            .dataValue, at: value.place,
            "“\(one.name)”: `\(value.text)` không phải giá trị của `\(value.id)`.", "Sửa trường hợp thử.")
          continue
        }
        read.facts.append((fact.id, raw))
      } else if program.pack.decisions.contains(where: { $0.id == value.id && $0.entity == entity }),
        let grade = grades.firstIndex(of: value.text), grade < 255
      {
        read.given.append((value.id, UInt8(grade)))
      } else {
        findings.add(
          .unknownName, at: value.place, "“\(one.name)”: không biết `\(value.id)` của `\(entity)`.",
          "Ghi mã một dữ kiện hoặc một việc xếp loại.")
      }
    }
    return read
  }
}
