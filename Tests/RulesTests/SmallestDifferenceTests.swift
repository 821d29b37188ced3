import Rules
import Testing

struct SmallestDifferenceTests {
  private func pack(_ name: String) throws -> Pack {
    try #require(PackLoader.load(at: Corpus.path(name)).pack)
  }

  private static let sample = "Tests/Corpus/packs/good/annual-review"

  private func comparison(_ first: String, _ second: String, year: Int? = nil) throws -> Comparison {
    try #require(Comparison.make(try pack(first), try pack(second), year: year).comparison)
  }

  /// The case written as files of facts, with nothing but what it names; the parts it counts and the others of its group are
  /// given as decided. What comes out after every quota, unless it says itself that it is before.
  private func outcomes(_ found: DifferingCase, _ comparison: Comparison) throws -> [String] {
    let layout = comparison.layout
    let entity = try #require(
      layout.entities.first { $0.id == comparison.old.pack.decision(found.decision)?.entity })
    var tables: [Snapshot.Table] = []
    var parents: [String: String] = [:]
    func table(_ entity: String, _ facts: [DifferingCase.Fact], count: Int) -> Snapshot.Table {
      var columns: [String: Column] = [:]
      for fact in facts { columns[fact.column] = Column(repeating: fact.raw, count: count) }
      return Snapshot.Table(
        entity: entity, ids: .numbers((0..<Int64(count)).map { $0 }),
        owners: [Int32](repeating: 0, count: count), columns: columns)
    }
    for one in layout.entities {
      if let parent = one.parent { parents[one.id] = layout.entities[parent].id }
      let others = one.id == entity.id ? found.others?.count ?? 0 : 0
      var made = table(one.id, found.facts.filter { $0.entity == one.id }, count: 1 + others)
      if others > 0, let grade = found.others?.grade {
        made.givenGrades = [grade]
        made.given[found.decision] = [255] + [UInt8](repeating: 0, count: others)
      }
      tables.append(made)
    }
    func isBelow(_ one: String) -> Bool { parents[one].map { $0 == entity.id || isBelow($0) } ?? false }
    tables.removeAll { isBelow($0.entity) }
    for part in Set(found.parts.map(\.entity)) {
      var columns: [String: [Int?]] = [:]
      var given: [String: [UInt8]] = [:]
      let groups = found.parts.filter { $0.entity == part }
      let grades = groups.flatMap(\.grades.values)
      let facts = Set(groups.flatMap(\.facts).map(\.column))
      for group in groups {
        for fact in facts {
          columns[fact, default: []] += Array(
            repeating: group.facts.first { $0.column == fact }?.raw, count: group.count)
        }
        for decision in Set(groups.flatMap(\.grades.keys)) {
          let code = group.grades[decision].flatMap { grades.firstIndex(of: $0) }.map { UInt8($0) } ?? 255
          given[decision, default: []] += Array(repeating: code, count: group.count)
        }
      }
      var rows = table(part, [], count: groups.reduce(0) { $0 + $1.count })
      rows.columns = columns.mapValues { Column($0) }
      (rows.given, rows.givenGrades) = (given, grades)
      tables.append(rows)
    }
    for one in layout.entities where isBelow(one.id) && !tables.contains(where: { $0.entity == one.id }) {
      tables.append(table(one.id, [], count: 0))
    }
    let snapshot = Snapshot(tables, parents: parents)
    return try [comparison.old, comparison.new].map { program in
      let result = try #require(
        program.run(snapshot).decisions.compactMap { $0 }.first { $0.id == found.decision })
      return result.domain.id(found.isBeforeQuota ? result.provisional[0] : result.outcomes[0])
    }
  }

  @Test func `trường hợp nêu ra khác nhau chỉ với những dữ kiện đã nêu`() throws {
    let comparison = try comparison("\(Self.sample).yaml", "\(Self.sample)-draft.yaml")
    let found = try #require(comparison.smallestDifference("memberGrade"))
    #expect(found.before != found.after)
    #expect(Set([found.ruleBefore, found.ruleAfter]).isSubset(of: ["M5", "M6", "M7"]))
    #expect(try outcomes(found, comparison) == [found.before, found.after])
    // Nothing in it can be left out.
    for n in found.facts.indices {
      var less = found
      less.facts.remove(at: n)
      #expect(try outcomes(less, comparison) != [found.before, found.after], "\(found.facts[n])")
    }
  }

  @Test func `việc xếp loại dựa trên số đếm cũng có trường hợp nhỏ nhất`() throws {
    let comparison = try comparison("\(Self.sample).yaml", "\(Self.sample)-draft.yaml")
    let found = try #require(comparison.smallestDifference("cellGrade"))
    #expect(found.before != found.after && !found.parts.isEmpty)
    #expect(try outcomes(found, comparison) == [found.before, found.after], "\(found)")
    #expect(found.parts.reduce(0) { $0 + $1.count } <= 12, "\(found.text)")
  }

  @Test(arguments: ["hd-25-btctw-2023-11-10", "hd-21-btctw-2019-10-18"])
  func `hướng dẫn 43 so với các hướng dẫn trước`(_ other: String) throws {
    let comparison = try comparison(
      "Content/RulePacks/hd-43-btctw-2025-10-31", "Content/RulePacks/\(other)", year: 2025)
    for decision in comparison.old.pack.decisions {
      guard let found = comparison.smallestDifference(decision.id) else { continue }
      #expect(found.before != found.after && ![found.before, found.after].contains("undetermined"))
      #expect(try outcomes(found, comparison) == [found.before, found.after], "\(found)")
      #expect(!found.text.isEmpty)
    }
  }

  @Test func `nơi có tỷ lệ thì trường hợp nêu ra đúng cả sau khi cắt`() throws {
    let comparison = try comparison(
      "Content/RulePacks/hd-43-btctw-2025-10-31", "Content/RulePacks/hd-43-btctw-2025-10-31", year: 2026)
    let now = comparison.old.pack
    func against(_ parameter: String, _ value: String) throws -> Comparison {
      var draft = now
      let n = try #require(draft.parameters.firstIndex { $0.id == parameter })
      draft.parameters[n].values[0].value = try #require(Ratio(value))
      return try #require(Comparison.make(now, draft, year: 2026).comparison)
    }
    // Alone in its group nobody is within a fifth of the good: it takes five others.
    for (parameter, value) in [("exceededForTop", "40 %"), ("topQuota", "50 %")] {
      let comparison = try against(parameter, value)
      let found = try #require(comparison.smallestDifference("memberGrade"), "\(parameter)")
      #expect(!found.isBeforeQuota && found.before != found.after, "\(found)")
      #expect(found.others?.grade == "HTT" && (found.others?.count ?? 0) > 0, "\(found)")
      #expect(try outcomes(found, comparison) == [found.before, found.after], "\(found)")
      #expect(found.text.contains("khác cùng nhóm đã xếp"), "\(found.text)")
    }
    // A quota that lets nobody in leaves nothing to differ, and that is said.
    var none = now
    for n in none.quotas.indices where none.quotas[n].decision == "memberGrade" {
      none.quotas[n].percents = none.quotas[n].percents.suffix(1)
    }
    let n = try #require(none.parameters.firstIndex { $0.id == "topQuota" })
    none.parameters[n].values[0].value = Ratio(0)
    var draft = none
    let m = try #require(draft.parameters.firstIndex { $0.id == "exceededForTop" })
    draft.parameters[m].values[0].value = try #require(Ratio("40 %"))
    let closed = try #require(Comparison.make(none, draft, year: 2026).comparison)
    if let found = closed.smallestDifference("memberGrade") {
      #expect(found.isBeforeQuota && found.others == nil, "\(found)")
    }
  }

  @Test func `chỉ việc xếp loại có quy tắc hay tỷ lệ bị sửa mới được tìm trường hợp khác`() throws {
    let name = "Content/RulePacks/hd-43-btctw-2025-10-31"
    let now = try comparison(name, name, year: 2026).old.pack
    func unlike(_ change: (inout Pack) throws -> Void) throws -> Set<String> {
      var draft = now
      try change(&draft)
      let comparison = try #require(Comparison.make(now, draft, year: 2026).comparison)
      return Set(now.decisions.map(\.id).filter { !comparison.isAlike($0) })
    }
    func set(_ parameter: String, _ value: String) -> (inout Pack) throws -> Void {
      { draft in
        let n = try #require(draft.parameters.firstIndex { $0.id == parameter })
        draft.parameters[n].values[0].value = try #require(Ratio(value))
      }
    }
    let aboveMembers = Set(now.decisions.filter { $0.entity != "member" }.map(\.id))
    #expect(!aboveMembers.isEmpty)
    #expect(try unlike { _ in }.isEmpty)
    #expect(try unlike { $0.decisions[0].name += " (mới)" }.isEmpty)
    #expect(try unlike { $0.decisions[0].rules[0].conditions.reverse() }.isEmpty)
    #expect(try unlike(set("exceededForTop", "40 %")).contains("memberGrade"))
    #expect(try unlike(set("topQuota", "50 %")).contains("memberGrade"))
    #expect(try unlike { $0.quotas.removeAll { $0.decision == "memberGrade" } } == ["memberGrade"])
    for (n, decision) in now.decisions.enumerated() {
      #expect(try unlike { $0.decisions[n].rules.removeFirst() }.contains(decision.id))
    }
  }

  @Test func `một bộ quy tắc so với chính nó thì không có trường hợp nào khác`() throws {
    let comparison = try comparison("\(Self.sample).yaml", "\(Self.sample).yaml")
    #expect(comparison.smallestDifference("memberGrade") == nil)
    #expect(comparison.smallestDifference("cellGrade") == nil)
    #expect(comparison.meaning.changes.isEmpty)
  }
}
