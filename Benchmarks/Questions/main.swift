import Basics
import Foundation
import Registry
import Storage

/// Times the questions a screen asks, through the same functions as the screens, on a register in a folder.
///
///     questions FOLDER yyyy-mm-dd "commune" "district"
///
/// Prints one JSON line a question: what it answered, the median and the 95th percentile of the time on the clock,
/// and the processor time of one asking. Each question is asked anew inside one open transaction (without the memory
/// of answers), then as a page asks it: in a transaction of its own, with that memory.
struct Measure: Encodable {
  var question: String
  var answer: Int
  var times: Int
  var medianMs: Double
  var p95Ms: Double
  var cpuMs: Double
}

func processor() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
}

func summary(_ question: String, _ answer: Int, _ times: [Double], cpu: Double) -> Measure {
  func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
  let sorted = times.sorted()
  return Measure(
    question: question, answer: answer, times: times.count, medianMs: rounded(sorted[sorted.count / 2]),
    p95Ms: rounded(sorted[sorted.count * 95 / 100]), cpuMs: rounded(cpu / Double(times.count)))
}

func say(_ measure: Measure) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  print(String(decoding: try encoder.encode(measure), as: UTF8.self))
}

@Sendable func milliseconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15
}

/// How often, so that a run stays around a second.
func rounds(_ firstMs: Double) -> Int { min(2_000, max(50, Int(800 / max(firstMs, 0.05)))) }

func measure(
  _ question: String, of system: System, _ ask: @escaping @Sendable (any Session) throws -> Int
) async throws {
  let clock = ContinuousClock()
  let (inside, answer) = try await system.database.write { session in
    for _ in 0..<10 { _ = try ask(session) }
    let start = clock.now
    let answer = try ask(session)
    var times: [Double] = []
    let count = rounds(milliseconds(clock.now - start))
    let cpu = processor()
    for _ in 0..<count {
      let start = clock.now
      _ = try ask(session)
      times.append(milliseconds(clock.now - start))
    }
    return (summary(question, answer, times, cpu: processor() - cpu), answer)
  }
  try say(inside)
  var times: [Double] = []
  let cpu = processor()
  for _ in 0..<inside.times {
    let start = clock.now
    _ = try await system.read(ask)
    times.append(milliseconds(clock.now - start))
  }
  try say(summary("\(question), as a page asks", answer, times, cpu: processor() - cpu))
}

let arguments = CommandLine.arguments
guard arguments.count == 5, let day = Day(iso: arguments[2]) else {
  print("questions FOLDER yyyy-mm-dd COMMUNE DISTRICT")
  exit(64)
}
let system = System(try SQLiteDatabase(folder: arguments[1], creating: false))
let asOf = AsOf(day)

func organisation(named name: String) async throws -> ID<Organisation> {
  let found = try await system.read { try $0.organisations(named: name, asOf: asOf) }
  guard let only = found.first, found.count == 1 else {
    print("\(name): \(found.map(\.name))")
    exit(2)
  }
  return only.organisation
}

let commune = try await organisation(named: arguments[3])
let district = try await organisation(named: arguments[4])
var search = MemberFilter()
search.text = "huong"
let filter = search

try await measure("as-of count, commune", of: system) { try $0.memberCount(in: commune, asOf: asOf) }
try await measure("as-of count, district", of: system) { try $0.memberCount(in: district, asOf: asOf) }
try await measure("search huong in the district, first page", of: system) {
  try $0.members(in: [district], filter, asOf: asOf, seen: .whole, limit: 50).count
}
try await measure("search huong in the district, number found", of: system) {
  try $0.memberCount(in: [district], filter, asOf: asOf, seen: .whole)
}
try await measure("search huong in the district, page and number", of: system) {
  try $0.members(in: [district], filter, asOf: asOf, seen: .whole, limit: 50).count
    + $0.memberCount(in: [district], filter, asOf: asOf, seen: .whole)
}
try await measure("member list of the district, first page", of: system) {
  try $0.members(in: [district], MemberFilter(), asOf: asOf, seen: .whole, limit: 50).count
}
