import Basics
import Foundation
import Rules

// rules-bench FACTS PACK DRAFT EXPECTED [RUNS]
//
// Runs the packs of SPEC.md over the facts and prints one line of JSON a measure: median wall and CPU time. The results are
// compared with the expected checksums first.

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data((message + "\n").utf8))
  exit(1)
}

let arguments = CommandLine.arguments
guard arguments.count >= 5 else { fail("rules-bench FACTS PACK DRAFT EXPECTED [RUNS]") }
let (facts, expected) = (arguments[1], arguments[4])
let runs = arguments.count > 5 ? Int(arguments[5]) ?? 5 : 5

func cpuTime() -> Double {
  var usage = rusage()
  getrusage(0, &usage)
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
  return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func measure(_ mode: String, _ records: Int, _ body: () -> Void) {
  body()
  var (walls, cpus): ([Double], [Double]) = ([], [])
  for _ in 0..<runs {
    let (wall, cpu) = (Date(), cpuTime())
    body()
    walls.append(Date().timeIntervalSince(wall))
    cpus.append(cpuTime() - cpu)
  }
  print(
    "{\"engine\": \"chibo\", \"mode\": \"\(mode)\", \"records\": \(records), \"median_s\": \(median(walls)), \"cpu_s\": \(median(cpus))}"
  )
}

func load(_ path: String) -> Pack {
  let loaded = PackLoader.load(at: path)
  guard let pack = loaded.pack, !loaded.hasErrors else { fail("\(path): \(loaded.findings)") }
  return pack
}

let (inForce, draft) = (load(arguments[2]), load(arguments[3]))
guard let comparison = Comparison.make(inForce, draft).comparison else {
  fail("the packs do not run side by side")
}
let program = comparison.old
let (read, findings) = FactFiles.read(folder: facts, layout: comparison.layout)
guard let snapshot = read, findings.isEmpty else { fail("\(facts): \(findings.prefix(3))") }
let members = snapshot.count("member")

let verdicts = program.run(snapshot)
if let data = FileManager.default.contents(atPath: expected),
  let json = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
  json["members"] as? Int == members, let wanted = json["in_force"] as? [String: Any]
{
  for (key, value) in Checksums(program, snapshot, verdicts).figures {
    if case .string(let sum) = value, wanted[key] as? String != sum {
      fail("\(key): \(sum), expected \(wanted[key] ?? "nothing")")
    }
  }
  FileHandle.standardError.write(Data("all checksums equal\n".utf8))
}

measure("whole pipeline, trace on", members) { _ = program.run(snapshot) }
measure("whole pipeline, trace on, 2 threads", members) { _ = program.run(snapshot, threads: 2) }
measure("what-if: both packs and the transition tables", members) { _ = comparison.effect(snapshot) }
measure("read members.csv and cells.csv", members) {
  _ = FactFiles.read(folder: facts, layout: comparison.layout)
}
let examination = Examination(program, snapshot, verdicts)
let asked = 10_000
measure("one decision with its full explanation, x \(asked)", asked) {
  for n in 0..<asked { _ = examination.explain("memberGrade", n * 97 % max(members, 1)) }
}
measure("one record from facts to grade", 1_000) {
  let one = Snapshot(
    [
      Snapshot.Table(entity: "committee", ids: .numbers([0]), owners: [0], columns: [:]),
      Snapshot.Table(entity: "cell", ids: .numbers([0]), owners: [0], columns: ["disciplined": Column([0])]),
      Snapshot.Table(
        entity: "member", ids: .numbers([0]), owners: [0],
        columns: [
          "tasks": Column([92]), "discipline": Column([0]), "attendance": Column([11]),
          "votesFor": Column([20]), "votesTotal": Column([24]),
          "probation": Column([0]), "exempt": Column([0]),
        ]),
    ], parents: ["member": "cell", "cell": "committee"])
  for _ in 0..<1_000 { _ = program.run(one) }
}
let packText = (try? String(contentsOfFile: arguments[2], encoding: .utf8)) ?? ""
let large = largePack(rules: 500)
measure("load and check a pack of 500 rules", 500) { _ = PackLoader.load(text: large, path: "large") }
measure("load and check the benchmark's pack", 13) { _ = PackLoader.load(text: packText, path: "pack") }

/// A pack of many rules over a hundred facts, each rule with three conditions and a citation.
func largePack(rules: Int) -> String {
  var text = """
    id: large
    version: "1"
    status: inForce
    validFrom: 2025-01-01
    scale: [A, B, C, D]
    facts:
      member:

    """
  for n in 0..<100 { text += "    fact\(n): { type: integer, range: [0, 1000] }\n" }
  text += "decisions:\n"
  for decision in 0..<10 {
    text += "  - id: grade\(decision)\n    of: member\n    rules:\n"
    for n in 0..<rules / 10 - 1 {
      let (a, b, c) = (
        (n * 7 + decision) % 100, (n * 13 + decision * 3 + 1) % 100, (n * 29 + decision * 5 + 2) % 100
      )
      text +=
        "      - { id: R\(decision).\(n), when: [fact\(a) >= \(n * 17 % 900 + 50), fact\(b) < \(n * 31 % 900 + 40), fact\(c) != \(n % 50)], then: \(["A", "B", "C"][n % 3]), cite: \"art. \(n)\" }\n"
    }
    text += "      - { id: R\(decision).last, then: D, cite: \"art. 99\" }\n"
  }
  return text
}
