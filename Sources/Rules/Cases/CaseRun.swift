import Basics
import Foundation

/// What came of one case.
public struct CaseResult: Sendable {
  public var name: String
  public var failures: [PackFinding]
  /// The rules and quotas that decided something in it.
  public var reached: Set<String>
  public var passed: Bool { failures.isEmpty }
}

/// Runs the cases beside a pack.
public struct PackCases: Sendable {
  public let cases: [PackCase]
  public let findings: [PackFinding]

  /// The files `cases/*.yaml` of a pack's folder, in the order of their names.
  public static func load(folder: String, pack: Pack) -> PackCases {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder + "/cases")) ?? []).filter {
      $0.hasSuffix(".yaml")
    }.sorted()
    var cases: [PackCase] = []
    var findings: [PackFinding] = []
    for name in names {
      let path = folder + "/cases/" + name
      guard let text = Self.text(path) else {
        findings.append(
          PackFinding(
            code: .unreadable, severity: .error, path: path, line: 0, column: 0,
            message: "Không đọc được tệp trường hợp thử này.",
            remedy: "Phải là một tệp UTF-8 không quá \(PackText.mostBytes / 1_000_000) MB."))
        continue
      }
      let (read, found) = Self.read(text, path: path, pack: pack)
      cases += read
      findings += found
    }
    return PackCases(cases: cases, findings: findings)
  }

  /// The text of a regular file of bounded size.
  private static func text(_ path: String) -> String? {
    guard let bytes = try? FileBytes(path: path), bytes.bytes.count <= PackText.mostBytes else { return nil }
    return withExtendedLifetime(bytes) { String(validating: bytes.bytes, as: UTF8.self) }
  }

  public static func read(_ text: String, path: String, pack: Pack) -> ([PackCase], [PackFinding]) {
    let findings = PackFindings(path: path)
    let cases = CaseReader(pack: pack, path: path, findings: findings).read(text)
    return (cases, findings.sorted)
  }

  public init(cases: [PackCase], findings: [PackFinding]) { (self.cases, self.findings) = (cases, findings) }

  /// Runs every case; programs are made once for each year and set of local decisions.
  public func run(_ pack: Pack, stopAtFirstFailure: Bool = false) -> [CaseResult] {
    var programs: [String: Program] = [:]
    var results: [CaseResult] = []
    for one in cases {
      let key = "\(one.year)/\(one.quarter ?? 0)/\(one.local.sorted { $0.key < $1.key })"
      let program = programs[key] ?? Self.program(pack, one)
      programs[key] = program
      let result =
        program.map { CaseRun(one, $0).result() }
        ?? CaseResult(name: one.name, failures: [Self.noProgram(one, pack)], reached: [])
      results.append(result)
      if stopAtFirstFailure, !result.passed { break }
    }
    return results
  }

  private static func program(_ pack: Pack, _ one: PackCase) -> Program? {
    var pack = pack
    if !one.local.isEmpty {
      let decision = LocalDecision(
        document: "thử", issuedOn: .beginningOfTime, issuer: "thử", values: one.local)
      guard let localised = try? pack.applying(decision) else { return nil }
      pack = localised
    }
    return PackLoader.program(pack, year: one.year, quarter: one.quarter, isTrial: true).program
  }

  private static func noProgram(_ one: PackCase, _ pack: Pack) -> PackFinding {
    PackFinding(
      code: .caseFails, severity: .error, path: one.path, line: one.place.line, column: one.place.column,
      message: "“\(one.name)”: bộ quy tắc không chạy được cho kỳ này hoặc với quyết định riêng này.",
      remedy: "Sửa `period`, `local` hoặc bộ quy tắc.")
  }

  /// A pack without cases: nothing was tried, which is no success.
  public static func untried(_ folder: String) -> PackFinding {
    PackFinding(
      code: .companionFile, severity: .error, path: folder + "/cases", line: 0, column: 0,
      message: "Bộ quy tắc chưa có trường hợp thử nào.",
      remedy: "Ghi các trường hợp vào cases/*.yaml cạnh pack.yaml; cách viết ở docs/rule-packs.md.")
  }

  /// Rules and quotas that no case reaches.
  public static func uncovered(_ pack: Pack, _ results: [CaseResult]) -> [PackFinding] {
    let reached = results.reduce(into: Set<String>()) { $0.formUnion($1.reached) }
    let rules =
      pack.decisions.flatMap(\.rules).map { ($0.id, $0.place) } + pack.quotas.map { ($0.id, $0.place) }
    return rules.filter { !reached.contains($0.0) }.map { id, place in
      PackFinding(
        code: .uncovered, severity: .warning, path: "cases", line: place.line, column: place.column,
        message: "Không trường hợp thử nào đến `\(id)`.", remedy: "Thêm một trường hợp mà `\(id)` quyết định."
      )
    }
  }
}

/// One case over one program.
struct CaseRun {
  let one: PackCase
  let program: Program

  init(_ one: PackCase, _ program: Program) { (self.one, self.program) = (one, program) }

  func result() -> CaseResult {
    let findings = PackFindings(path: one.path)
    let world = CaseWorld(one, program, findings)
    let verdicts = program.run(world.snapshot)
    let examination = Examination(program, world.snapshot, verdicts)
    for (entity, row, record) in world.expecting { check(record, entity, row, examination, findings) }
    var reached: Set<String> = []
    for (number, decision) in program.pack.decisions.enumerated() {
      guard let result = verdicts.decisions[number] else { continue }
      for row in 0..<result.outcomes.count {
        let rule = result.provisionalReason(row) - 1
        if decision.rules.indices.contains(rule), result.provisional[row] != OutcomeDomain.undetermined {
          reached.insert(decision.rules[rule].id)
        }
      }
    }
    for (n, ledgers) in verdicts.ledgers.enumerated()
    where ledgers.contains(where: { $0.kept < $0.ranked.count }) { reached.insert(program.pack.quotas[n].id) }
    return CaseResult(name: one.name, failures: findings.sorted, reached: reached)
  }

  private func check(
    _ record: PackCase.Record, _ entity: String, _ row: Int, _ examination: Examination,
    _ findings: PackFindings
  ) {
    for expectation in record.expectations {
      func fail(_ message: String) {
        findings.add(
          .caseFails, at: expectation.place, "“\(one.name)”: \(message)",
          "Sửa quy tắc, hoặc sửa kết quả mong đợi nếu quy tắc đúng.")
      }
      guard let number = program.decisionIndex(expectation.decision),
        program.pack.decisions[number].entity == entity,
        let result = examination.verdicts.decisions[number], row < result.outcomes.count
      else {
        fail("không có việc xếp loại `\(expectation.decision)` của `\(entity)`.")
        continue
      }
      let grade = result.domain.id(result.outcomes[row])
      if grade != expectation.grade {
        fail("\(expectation.decision) là \(grade), mong đợi \(expectation.grade).")
      }
      let rule = program.ruleID(decision: number, reason: result.reason(row))
      if let wanted = expectation.rule, wanted != rule {
        fail("\(expectation.decision) do `\(rule)` quyết định, mong đợi `\(wanted)`.")
      }
      let standing = examination.standing(number, row).rawValue
      if let wanted = expectation.standing, wanted != standing {
        fail("\(expectation.decision) đứng ở mức \(standing), mong đợi \(wanted).")
      }
      guard expectation.missing != nil || expectation.between != nil,
        let explanation = examination.explain(expectation.decision, row)
      else { continue }
      if let wanted = expectation.missing, Set(wanted) != Set(explanation.missing.map(\.fact)) {
        fail(
          "còn thiếu \(explanation.missing.map(\.fact).joined(separator: ", ")), mong đợi thiếu \(wanted.joined(separator: ", "))."
        )
      }
      if let wanted = expectation.between, wanted != explanation.question?.between.map(\.id) ?? [] {
        fail(
          "phải chọn giữa \(explanation.question?.between.map(\.id).joined(separator: ", ") ?? "không gì"), mong đợi \(wanted.joined(separator: ", "))."
        )
      }
    }
    for expected in record.countExpectations { check(expected, entity, row, examination, findings) }
  }

  private func check(
    _ expected: (decision: String, grades: [String: Int], place: Place), _ entity: String, _ row: Int,
    _ examination: Examination, _ findings: PackFindings
  ) {
    guard let number = program.decisionIndex(expected.decision),
      let result = examination.verdicts.decisions[number],
      let above = program.layout.entity(entity)
    else { return }
    let rows = examination.rows(of: program.decisions[number].entity, in: above, row)
    for (grade, count) in expected.grades.sorted(by: { $0.key < $1.key }) {
      let found = rows.filter { result.domain.id(result.outcomes[$0]) == grade }.count
      if found != count {
        findings.add(
          .caseFails, at: expected.place, "“\(one.name)”: \(found) \(grade), mong đợi \(count).",
          "Sửa quy tắc, hoặc sửa kết quả mong đợi nếu quy tắc đúng.")
      }
    }
  }
}
