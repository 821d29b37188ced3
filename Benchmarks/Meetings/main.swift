import Basics
import Formats
import Foundation
import Meetings
import Registry
import Schema
import Storage

/// Lets the cells of a made-up commune meet every month for some years, through acts, and times what people ask afterwards.
///
///     meetings FOLDER CELLS MEMBERS YEARS
///
/// Each meeting is prepared from the last, attended, discussed, its minutes closed; one task is given in each and one closed. A
/// folder made before is taken as it is. Prints one JSON line for each part: seconds and CPU seconds; for questions the median
/// of a hundred, in milliseconds.
func processor() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
}

func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

func timed<T>(_ part: String, _ work: () async throws -> T) async throws -> T {
  let (start, cpu) = (ContinuousClock().now, processor())
  let value = try await work()
  let took = (ContinuousClock().now - start) / .seconds(1)
  print("{\"part\":\"\(part)\",\"seconds\":\(rounded(took)),\"cpu\":\(rounded(processor() - cpu))}")
  return value
}

/// The median of a hundred, each anew: inside a transaction of its own.
func asked(_ part: String, _ work: @escaping @Sendable (any Session) throws -> Void) async throws {
  var took: [Double] = []
  for _ in 0..<100 {
    let start = ContinuousClock().now
    try await database.read { session throws in try work(session) }
    took.append((ContinuousClock().now - start) / .milliseconds(1))
  }
  let sorted = took.sorted()
  print(
    "{\"part\":\"\(part)\",\"median ms\":\(rounded(sorted[50])),\"most ms\":\(rounded(sorted[99]))}")
}

let arguments = CommandLine.arguments
guard arguments.count == 5, let cellCount = Int(arguments[2]), let membersEach = Int(arguments[3]),
  let years = Int(arguments[4]), cellCount > 0, membersEach > 0, (1...30).contains(years)
else {
  print("meetings FOLDER CELLS MEMBERS YEARS")
  exit(64)
}
guard let origin = Day(number: 1990_01_01), let joined = Day(number: 2001_05_19),
  let today = Day(number: 2026_11_24)
else { exit(70) }
let content = try Content.locate(
  executable: arguments[0], currentFolder: FileManager.default.currentDirectoryPath)
let rules = try MeetingRules(content)
let isThere = FileManager.default.fileExists(atPath: arguments[1] + "/chibo.sqlite")
let database = try SQLiteDatabase(folder: arguments[1], creating: !isThere)
try await Schema.migrator.migrate(database)
let moment = Moment(today, hour: 9)
let system = System(database, clock: { moment }, random: SeededRandom(seed: 6))
let me = Registry.Actor.operatorOfMachine

func found(
  _ kind: Organisation.Kind, _ title: String, _ code: String, _ parent: ID<Organisation>?
) async throws -> ID<Organisation> {
  try await system.perform(
    FoundOrganisation(
      kind: kind, title: title, code: code, parent: parent, place: .none, day: origin, decision: nil), by: me)
}

struct Cell {
  var organisation: ID<Organisation>
  var members: [ID<Member>]
}

func make() async throws {
  let cells = try await timed("commune founded, members recorded") {
    let base = try await found(.baseCommittee, "Đảng bộ xã Mẫu", "M", nil)
    var cells: [Cell] = []
    for n in 0..<cellCount {
      let cell = try await found(.residentialCell, "Chi bộ ấp \(n + 1) xã Mẫu", "M.\(n + 1)", base)
      let members = try await system.perform(
        all: (0..<membersEach).map { m in
          RegisterMember(
            PersonalRecord(
              name: "Nguyễn Văn \(n) \(m)", bornOn: Day(number: 1975_02_03), admittedOn: joined,
              officialOn: Day(number: 2002_05_19)), in: cell, from: joined)
        }, by: me)
      cells.append(Cell(organisation: cell, members: members))
    }
    return cells
  }
  try await timed("\(cellCount * 12 * years) meetings") {
    for month in 0..<(12 * years) {
      let (year, number) = (2026 - years + (month + 11) / 12, (month + 11) % 12 + 1)
      guard let day = Day(year: year, month: number, day: 5), day <= today else { continue }
      try await hold(cells, on: day)
    }
  }
}

/// One month of all cells, act by act.
func hold(_ cells: [Cell], on day: Day) async throws {
  let meetings = try await system.perform(
    all: cells.map {
      PrepareMeeting(.regular, of: $0.organisation, on: day, at: "19:00", place: "Nhà văn hóa", rules: rules)
    }, by: me)
  let items = try await database.read { session throws in
    try meetings.map { try session.meetingItems(of: $0) }
  }
  _ = try await system.perform(
    all: zip(cells, meetings).map { cell, meeting in
      TakeAttendance(
        Dictionary(
          uniqueKeysWithValues: cell.members.enumerated().map {
            ($1, TakeAttendance.Entry($0 % 9 == 8 ? .excused : .present))
          }), at: meeting)
    }, by: me)
  _ = try await system.perform(
    all: zip(meetings, items).map { meeting, items in
      WriteDiscussion(
        Dictionary(
          uniqueKeysWithValues: items.map {
            (
              $0.item,
              WriteDiscussion.Entry("Đã nghe và thảo luận, thống nhất làm trong tháng.", outcome: .settled)
            )
          }), at: meeting)
    }, by: me)
  let tasks = try await system.perform(
    all: zip(cells, meetings).map { cell, meeting in
      Assign(
        "Vận động bà con dọn đường ấp", to: cell.members.first, of: cell.organisation, on: day,
        due: day.adding(days: 25), at: meeting, rules: rules)
    }, by: me)
  // Nine of ten are done; the rest stays open and comes back on every agenda.
  let done = tasks.enumerated().filter { ($0.offset + day.month) % 10 != 0 }.map(\.element)
  _ = try await system.perform(
    all: done.map {
      CloseAssignment($0, as: .done, on: min(day.adding(days: 20), today), evidence: "biên bản")
    },
    by: me)
  _ = try await system.perform(all: meetings.map { IssueMinutes(of: $0) }, by: me)
}

if !isThere { try await make() }

let (base, cell) = try await database.read { session throws -> (OrganisationState, OrganisationState) in
  guard let base = try session.children(of: nil, asOf: AsOf(today)).first,
    let cell = try session.children(of: base.organisation, asOf: AsOf(today)).last
  else { throw RightsRefusal.notFound }
  return (base, cell)
}
let total = try await database.read { try $0.count("SELECT count(*) FROM meeting") }
print("{\"part\":\"meetings in the register\",\"count\":\(total)}")
try await asked("a cell's year of meetings") {
  _ = try $0.meetingYear(2025, of: cell, rules: rules, today: today)
}
try await asked("a cell's tasks of all years, with their state") {
  _ = try $0.states(of: $0.assignments(of: cell.organisation), on: today, rules: rules)
}
try await asked("days on which the cells meet, a month of the commune") {
  _ = try $0.meetingDays(
    below: base.organisation,
    in: Period(from: Day(number: 2026_10_01) ?? today, to: Day(number: 2026_11_01) ?? today),
    asOf: AsOf(today))
}
let last = try await database.read { session throws in
  try session.meetingBefore(today, of: cell.organisation)?.meeting
}
if let last {
  try await asked("minutes as DOCX") { session throws in
    guard let paper = try session.meetingPaper(last, rules: rules) else { return }
    _ = try MeetingMinutesPrint(paper, rules: rules, journal: (1, "0")).document.docx()
  }
  try await asked("minutes as PDF") { session throws in
    guard let paper = try session.meetingPaper(last, rules: rules) else { return }
    _ = try MeetingMinutesPrint(paper, rules: rules, journal: (1, "0")).document.pdf()
  }
}
await database.close()
