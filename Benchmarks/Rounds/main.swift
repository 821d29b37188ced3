import Basics
import Foundation
import Registry
import Reporting
import Reviews
import Rules
import Schema
import Storage

/// Runs a review round over a made-up province and times its parts.
///
///     rounds FOLDER COMMUNES CELLS MEMBERS [computed | people NUMBER]
///
/// (a folder made before is taken as it is, with its round) so many communes, cells in each, members in each cell. With `computed` nobody's grade is taken through the steps: the
/// grades of all are computed from what is recorded and consolidated. Without it every commune goes the whole way: opened, reviewed,
/// graded at each step, sent, decided, made known, accepted. With `people` the round stays open as it is on the machine's own day, and so many people are
/// signed in for `Benchmarks/load.py`. Prints one JSON line for each part.
func processor() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
}

@discardableResult
func timed<T>(_ part: String, _ work: () async throws -> T) async throws -> T {
  let clock = ContinuousClock()
  let (start, cpu) = (clock.now, processor())
  let value = try await work()
  let took = clock.now - start
  let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
  print(
    "{\"part\":\"\(part)\",\"seconds\":\((seconds * 1000).rounded() / 1000),\"cpu\":\(((processor() - cpu) * 1000).rounded() / 1000)}"
  )

  return value
}

let arguments = CommandLine.arguments
guard arguments.count >= 5, let communes = Int(arguments[2]), let cellsEach = Int(arguments[3]),
  let membersEach = Int(arguments[4]), communes > 0, cellsEach > 0, membersEach > 0
else {
  print("rounds FOLDER COMMUNES CELLS MEMBERS [computed | people NUMBER]")
  exit(64)
}
let isComputedOnly = arguments.count > 5 && arguments[5] == "computed"
let people = arguments.count > 6 && arguments[5] == "people" ? Int(arguments[6]) : nil
let year = 2026
guard let origin = Day(number: 1990_01_01),
  let today = people == nil ? Day(number: 2026_12_21) : Moment.now.day,
  let listed = Day(number: 2026_11_20), let joined = Day(number: 2001_05_19)
else { exit(70) }
let content = try Content.locate(
  executable: arguments[0], currentFolder: FileManager.default.currentDirectoryPath)
let guidances = try Guidances(content)
let (procedures, scales) = (try RoundProcedures(content), try GradeScales(content))
guard let guidance = guidances.guidance(of: year) else { exit(70) }
let isThere = FileManager.default.fileExists(atPath: arguments[1] + "/chibo.sqlite")
let database = try SQLiteDatabase(folder: arguments[1], creating: !isThere)
try await Schema.migrator.migrate(database)
let moment = people == nil ? Moment(today, hour: 9) : Moment.now
let system = System(database, clock: { moment }, random: SeededRandom(seed: 43))
let me = Registry.Actor.operatorOfMachine
func paper(_ number: String) -> DecisionEntry {
  DecisionEntry(DocumentKey(type: "Kế hoạch", number: number, issuer: "Tỉnh ủy", date: listed))
}

func found(
  _ kind: Organisation.Kind, _ title: String, _ code: String, _ parent: ID<Organisation>?
) async throws -> ID<Organisation> {
  try await system.perform(
    FoundOrganisation(
      kind: kind, title: title, code: code, parent: parent, place: .none, day: origin,
      decision: nil), by: me)
}

// MARK: The province

func make() async throws {
  var cells: [ID<Organisation>] = []
  let province = try await timed("province founded") {
    let province = try await found(.province, "Đảng bộ tỉnh Mẫu", "M", nil)
    for c in 0..<communes {
      let base = try await found(.baseCommittee, "Đảng bộ xã Mẫu \(c + 1)", "M.\(c + 1)", province)
      for n in 0..<cellsEach {
        cells.append(
          try await found(
            .residentialCell, "Chi bộ ấp \(n + 1) xã Mẫu \(c + 1)", "M.\(c + 1).\(n + 1)", base))
      }
    }
    return province
  }
  try await timed("members recorded") {
    for (number, cell) in cells.enumerated() {
      _ = try await system.perform(
        all: (0..<membersEach).map { n in
          RegisterMember(
            PersonalRecord(
              name: "Nguyễn Văn \(number) \(n)", bornOn: Day(number: 1975_02_03), admittedOn: joined,
              officialOn: Day(number: 2002_05_19)), in: cell, from: joined)
        }, by: me)
    }
  }
  // What people answered, written as rows: recording it is not what is measured here.
  let years: [[(String, String)]] = [("64", "30"), ("55", "10"), ("45", "0"), ("68", "45")].map {
    [
      ("group", "outside"), ("common", "28"), ("results", $0.0), ("done", "100"), ("late", "0"),
      ("quality", "1"),
      ("exceeded", $0.1), ("shortcomingsNamed", "1"), ("remedied", "100"), ("discipline", "none"),
      ("degraded", "0"), ("prohibitedActs", "0"), ("exampleBroken", "0"),
    ]
  }
  try await timed("facts of the year written") {
    try await database.write { session in
      let members: [Int] = try session.all("SELECT id FROM member ORDER BY id") { try $0.int(0) }
      var id = 1
      for start in stride(from: 0, to: members.count, by: 40) {
        var sql: SQL =
          "INSERT INTO review_fact (id, year, entity, organisation_id, member_id, fact, value, evidence, recorded_by, withdrawn_by) VALUES "
        var isFirst = true
        for (n, member) in members[start..<min(start + 40, members.count)].enumerated() {
          for (fact, value) in years[(start + n) % years.count] {
            sql += isFirst ? "" : ", "
            sql +=
              "(\(id), \(year), 'member', NULL, \(member), \(fact), \(value), 'Biên bản', 1, \(Schema.stillBelieved))"
            (isFirst, id) = (false, id + 1)
          }
        }
        try session.run(sql)
      }
    }
  }

  _ = try await timed("round opened") {
    try await system.perform(
      OpenReviewRound(
        province, scope: province, period: RoundPeriod(year: year), populationOn: listed,
        decision: paper("1-KH/TU"),
        guidance: guidance, procedures: procedures), by: me)
  }
}

// MARK: The round

let period = RoundPeriod(year: year)
if !isThere { try await make() }
guard
  let province = try await system.read({ try $0.children(of: nil, asOf: AsOf(today)).first?.organisation }),
  let round = try await system.read({ session throws in
    try session.reviewRounds(touching: province, asOf: AsOf(today)).first?.id
  })
else { exit(70) }
let bases = try await system.read { try $0.children(of: province, asOf: AsOf(today)).map(\.organisation) }
if let people, let base = bases.first {
  try await timed("people signed in") {
    try await signIn(people, below: base, in: system, database, to: arguments[1] + "/people.json")
  }
  exit(0)
}
if isComputedOnly {
  try await timed("grades of everybody computed, commune by commune") {
    var (subjects, decided) = (0, 0)
    for base in bases {
      let verdicts = try await system.read { session throws in
        try session.reviewSheet(of: base, year: year, guidance: guidance, today: today, seen: .whole).verdicts
      }
      for decision in verdicts.decisions.compactMap({ $0 }) {
        subjects += decision.outcomes.count
        decided += (0..<decision.outcomes.count).count {
          decision.outcomes[$0] != OutcomeDomain.undetermined
        }
      }
    }
    print("{\"subjects\":\(subjects),\"computed\":\(decided)}")
  }
} else {
  try await timed("the whole way, all communes") {
    for base in bases { try await wholeWay(base) }
  }
}
try await timed("consolidated: report of the province") {
  let report = try await system.read { session throws in
    try session.reviewReport(
      of: province, year: year, scales: scales, guidances: guidances, today: today,
      sight: .init(seesPersons: true))
  }
  print("{\"sections\":\(report.sections.count),\"json\":\(try report.json().utf8.count)}")
}
try await timed("progress page of the province") {
  _ = try await system.read { try $0.roundProgress(of: province, period, today: today) }
}

/// One commune from the first step to acceptance.
func wholeWay(_ base: ID<Organisation>) async throws {
  let all = try await system.read { session throws in try session.reviewSubjects(inBase: base, period) }
  let places = Dictionary(grouping: all, by: \.organisation)
  func step(_ stage: String, _ subjects: [ReviewSubject]) async throws {
    guard !subjects.isEmpty else { return }
    _ = try await system.perform(
      RecordSteps(stage, of: subjects.map(\.id), on: today, guidance: guidance, procedures: procedures),
      by: me)
  }
  func give(_ step: ReviewGrade.Step, _ subjects: [ReviewSubject], by: ID<Organisation>) async throws {
    _ = try await system.perform(
      GiveGrades(
        step, Dictionary(subjects.map { ($0.id, grade($0)) }, uniquingKeysWith: { a, _ in a }), by: by,
        on: today,
        guidance: guidance, procedures: procedures), by: me)
  }
  for (place, subjects) in places.sorted(by: { $0.key < $1.key }) {
    let (members, collectives) = (
      subjects.filter { $0.entity == .member }, subjects.filter { $0.entity == .collective }
    )
    try await step("selfReview", members)
    try await step("draft", collectives)
    try await step("review", members + collectives)
    try await give(.own, subjects, by: place)
    try await give(.proposed, subjects, by: place)
  }
  for unit in places.keys.sorted() where unit != base {
    try await system.perform(
      SubmitResults(of: unit, in: round, on: today, guidance: guidance, procedures: procedures), by: me
    )
  }
  for (_, subjects) in places.sorted(by: { $0.key < $1.key }) {
    try await give(.appraised, subjects, by: base)
  }
  for entity in [ReviewSubject.Entity.collective, .member, .cell, .base] {
    let subjects = all.filter { $0.entity == entity }
    guard !subjects.isEmpty else { continue }
    _ = try await system.perform(
      DecideReviewGrades(
        Dictionary(
          subjects.map { ($0.id, .init(grade($0), reason: "tập thể thống nhất")) },
          uniquingKeysWith: { a, _ in a }),
        on: today, decision: paper("\(entity.rawValue)-\(base.number)"), guidance: guidance,
        procedures: procedures, scales: scales), by: me)
  }
  for (_, subjects) in places.sorted(by: { $0.key < $1.key }) { try await step("notice", subjects) }
  for unit in places.keys.sorted() where unit != base {
    try await system.perform(
      AcceptResults(of: unit, in: round, decision: paper("2-CY/TU")), by: me)
  }
}

/// A grade that fits into every quota: the second best for all.
func grade(_ subject: ReviewSubject) -> String { "HTT" }
