import Basics
import Registry
import Rules

/// Review records — người và tổ chức được xếp loại: everybody and everything a guidance may grade for a year in the grassroots
/// organisations of a subtree, in the order of the tree, with what is recorded about them. Names are not among it.
package struct ReviewRecords: Sendable {
  /// What the address asked for; what is shown lies within it.
  package var root: OrganisationState
  package var year: Int
  /// Who is counted: those who stood there on the last day of the year, or today where the year is not over.
  package var day: Day
  /// The grassroots organisations whole, also where only a part of one is shown: quotas are counted over all of it.
  package var organisations: [OrganisationState]
  /// Places of an organisation and all below it among ``organisations``.
  package var spans: [ID<Organisation>: Range<Int>]
  /// By the kind of subject as guidances name it: base, collective, cell, member.
  package var rows: [String: Rows]
  /// What was decided locally for each grassroots organisation, by its row.
  package var local: [LocalSettings]
  /// How many hold a Party post in each organisation as far as the register knows.
  var postHolders: [ID<Organisation>: Int] = [:]

  package struct Rows: Sendable {
    package var subjects: [Grading.Subject] = []
    /// The row of the grassroots organisation or cell each lies within, ascending.
    package var owners: [Int32] = []
    /// The place of the organisation each belongs to among ``organisations``.
    var places: [Int32] = []
    /// What people answered, by fact.
    var answers: [String: [(row: Int32, value: String)]] = [:]
    /// What the register knows by itself.
    var supplied: [String: [String?]] = [:]
    /// Grades people have decided.
    var given: [(row: Int32, grade: String)] = []
    /// Which kind of leadership collective each is; empty for other subjects.
    var kinds: [String] = []

    package var count: Int { subjects.count }
  }

  package static let entities = ["base", "collective", "cell", "member"]
  static let parents = ["collective": "base", "cell": "base", "member": "cell"]

  package func count(_ entity: String) -> Int { rows[entity]?.count ?? 0 }

  /// Whether a row is only there to hold what is within it. A base cell is graded once, as the cell it is; as a grassroots
  /// organisation it only holds its members and what is asked of the whole.
  /// - Basis: 366-QĐ/TW 30/8/2025, Điều 5; 43-HD/BTCTW 31/10/2025, mục 3: chi bộ cơ sở do chi ủy (chi bộ) tự xếp, ban thường vụ
  ///   cấp trên trực tiếp quyết định, như một chi bộ.
  func isGradedAsCell(_ entity: String, _ row: Int) -> Bool {
    guard entity == "base", let place = rows["base"]?.places[row] else { return false }
    return organisations[Int(place)].kind.isCell
  }

  /// Takes grades as decided which are not.
  mutating func assume(_ gradings: [Grading]) {
    for entity in ["base", "cell", "member"] {
      for grading in gradings {
        guard let row = rows[entity]?.subjects.firstIndex(of: grading.subject), !isGradedAsCell(entity, row)
        else { continue }
        rows[entity]?.given.removeAll { $0.row == Int32(row) }
        rows[entity]?.given.append((Int32(row), grading.grade))
      }
    }
  }

  /// The rows of a kind of subject that belong to an organisation and what is below it.
  package func range(_ entity: String, in organisation: ID<Organisation>) -> Range<Int> {
    guard let span = spans[organisation], let places = rows[entity]?.places else { return 0..<0 }
    // Rows stand by grassroots organisation, so what lies within anything is one run of them.
    guard let first = places.firstIndex(where: { span.contains(Int($0)) }),
      let last = places.lastIndex(where: { span.contains(Int($0)) })
    else { return 0..<0 }
    return first..<last + 1
  }
}

extension ReviewRecords {
  /// A snapshot made of the records for one or two guidances, with the rows its records come from.
  struct Material: Sendable {
    var snapshot: Snapshot
    /// For each row of the snapshot its row among the records, by kind of subject.
    var origins: [String: [Int32]]
  }

  /// How the records of a snapshot are called.
  enum Naming: Sendable {
    /// By the identities of the register: for the sheet of those who may see the names.
    case identities
    /// By numbers that only keep the order of the identities.
    case numbers
  }

  /// Freezes what is recorded for the guidances that will run over it.
  ///
  /// - Parameters:
  ///   - asked: the guidance under which the facts of the year were asked; what it does not ask is missing.
  ///   - bases: the rows of the grassroots organisations taken; all by default.
  func material(
    for packs: [Pack], layout: Layout, asked: Pack?, naming: Naming, keepsDecided: Bool,
    bases: Set<Int32>? = nil
  ) -> Material {
    var tables: [Snapshot.Table] = []
    var origins: [String: [Int32]] = [:]
    var moved: [String: [Int32]] = [:]
    for entity in Self.entities where layout.entity(entity) != nil {
      guard let all = rows[entity] else { continue }
      let parent = Self.parents[entity]
      let owners = parent.flatMap { moved[$0] }
      let collectives = entity == "collective" ? Self.kinds(of: packs) : nil
      var taken: [Int32] = []
      var places: [Int32] = []
      for row in all.subjects.indices {
        // The grassroots organisations are taken first; what belongs to none of them is left out after them.
        let owner: Int32 = parent == nil ? 0 : owners?[Int(all.owners[row])] ?? -1
        guard owner >= 0, parent != nil || bases?.contains(Int32(row)) ?? true else { continue }
        if let collectives, !collectives.contains(all.kinds[row]) { continue }
        taken.append(Int32(row))
        places.append(owner)
      }
      var renamed = [Int32](repeating: -1, count: all.count)
      for (new, old) in taken.enumerated() { renamed[Int(old)] = Int32(new) }
      moved[entity] = renamed
      origins[entity] = taken
      var table = Snapshot.Table(
        entity: entity, ids: ids(all, taken, naming), owners: places,
        columns: columns(entity, all, taken, renamed, layout, asked))
      if keepsDecided { give(&table, all, renamed, packs, entity) }
      if entity == "base" { leaveToCells(&table, taken, packs) }
      tables.append(table)
    }
    return Material(
      snapshot: Snapshot(
        tables,
        parents: Self.parents.filter { child, parent in
          layout.entity(child) != nil && layout.entity(parent) != nil
        }), origins: origins)
  }

  private func ids(_ all: Rows, _ taken: [Int32], _ naming: Naming) -> RecordIDs {
    let ids = taken.map { row -> Int64 in
      switch all.subjects[Int(row)] {
      case .organisation(let id): id.number
      case .member(let id): id.number
      }
    }
    if naming == .identities { return .numbers(ids) }
    var numbers = [Int64](repeating: 0, count: ids.count)
    for (number, row) in ids.indices.sorted(by: { ids[$0] < ids[$1] }).enumerated() {
      numbers[row] = Int64(number + 1)
    }
    return .numbers(numbers)
  }

  private func columns(
    _ entity: String, _ all: Rows, _ taken: [Int32], _ renamed: [Int32], _ layout: Layout, _ asked: Pack?
  ) -> [String: Column] {
    var columns: [String: Column] = [:]
    for (n, fact) in layout.facts.enumerated() where fact.entity == entity {
      var values = [Int?](repeating: nil, count: taken.count)
      if let supplied = all.supplied[fact.id] {
        var read = WordReader(fact)
        for (new, old) in taken.enumerated() { values[new] = supplied[Int(old)].flatMap { read($0) } }
      }
      if asked.map({ $0.asks(fact) }) ?? true, let answers = all.answers[fact.id] {
        var read = WordReader(fact)
        for answer in answers where renamed[Int(answer.row)] >= 0 {
          values[Int(renamed[Int(answer.row)])] = read(answer.value)
        }
      }
      columns[layout.columnKeys[n]] = Column(values)
    }
    return columns
  }

  /// Grades that people have decided stand as decided. A collective's is among them only where a round's list was asked: apart
  /// from a round it has no grading of its own.
  private func give(
    _ table: inout Snapshot.Table, _ all: Rows, _ renamed: [Int32], _ packs: [Pack], _ entity: String
  ) {
    guard !all.given.isEmpty else { return }
    var grades: [String] = []
    for pack in packs {
      for grade in pack.outside + pack.scales.flatMap(\.grades) where !grades.contains(grade.id) {
        grades.append(grade.id)
      }
    }
    var given = [UInt8](repeating: 255, count: table.count)
    for one in all.given where renamed[Int(one.row)] >= 0 {
      given[Int(renamed[Int(one.row)])] = grades.firstIndex(of: one.grade).map { UInt8($0) } ?? 255
    }
    guard given.contains(where: { $0 != 255 }) else { return }
    for pack in packs {
      if let decision = pack.decisions.first(where: { $0.entity == entity }) {
        table.given[decision.id] = given
      }
    }
    table.givenGrades = grades
  }

  /// No rule for grassroots organisations runs over a base cell: its grade is that of the cell.
  private func leaveToCells(_ table: inout Snapshot.Table, _ taken: [Int32], _ packs: [Pack]) {
    let none = "notGraded"
    let cells = taken.indices.filter { isGradedAsCell("base", Int(taken[$0])) }
    let decisions = Set(packs.flatMap(\.decisions).filter { $0.entity == "base" }.map(\.id))
    guard !cells.isEmpty, !decisions.isEmpty else { return }
    if !table.givenGrades.contains(none) { table.givenGrades.append(none) }
    guard let code = table.givenGrades.firstIndex(of: none).flatMap({ UInt8(exactly: $0) }) else { return }
    for decision in decisions {
      var given = table.given[decision] ?? [UInt8](repeating: 255, count: table.count)
      for row in cells { given[row] = code }
      table.given[decision] = given
    }
  }

  /// The kinds of collectives that all of some guidances know. One that does not tell them apart means the committees of
  /// grassroots organisations only.
  static func kinds(of packs: [Pack]) -> Set<String> {
    var kinds = Set(CollectiveKind.allCases.map(\.rawValue))
    for pack in packs {
      let fact = pack.facts.first { $0.entity == "collective" && $0.id == CollectiveKind.fact }
      if case .choice(let words) = fact?.kind {
        kinds.formIntersection(words.map(\.id))
      } else {
        kinds.formIntersection(CollectiveKind.ofGrassroots.map(\.rawValue))
      }
    }
    return kinds
  }
}

/// Reads the values of one fact, each word once.
private struct WordReader {
  private let fact: Rules.Fact
  private var known: [String: Int?] = [:]

  init(_ fact: Rules.Fact) { self.fact = fact }

  mutating func callAsFunction(_ text: String) -> Int? {
    if let value = known[text] { return value }
    let value = fact.raw(text)
    known[text] = value
    return value
  }
}

extension Pack {
  /// Whether a fact is one this guidance asks, as the same kind of answer.
  func asks(_ fact: Rules.Fact) -> Bool {
    facts.first { $0.id == fact.id && $0.entity == fact.entity }?.isAnswered(like: fact) ?? false
  }
}

extension Rules.Fact {
  func isAnswered(like other: Rules.Fact) -> Bool {
    switch (kind, other.kind) {
    case (.boolean, .boolean), (.choice, .choice), (.day, .day): true
    case (.number(_, let a), .number(_, let b)): a == b
    default: false
    }
  }
}
