import Basics

/// PackCase — trường hợp thử: facts of a person or an organisation, and what the guidance makes of them. Written beside the
/// pack so that an official can read it.
public struct PackCase: Sendable {
  public var name: String
  public var path: String
  public var place: Place
  public var year: Int
  public var quarter: Int?
  /// The outermost entity and its record.
  public var entity: String
  public var record: Record
  /// Local decisions that hold in this case.
  public var local: [String: String]

  public final class Record: Sendable {
    public let times: Int
    /// Facts and given decisions by id, as written.
    public let values: [(id: String, text: String, place: Place)]
    public let parts: [(entity: String, records: [Record])]
    public let expectations: [Expectation]
    let countExpectations: [(decision: String, grades: [String: Int], place: Place)]

    init(
      times: Int, values: [(id: String, text: String, place: Place)],
      parts: [(entity: String, records: [Record])], expectations: [Expectation],
      counts: [(decision: String, grades: [String: Int], place: Place)]
    ) {
      (self.times, self.values, self.parts, self.expectations, countExpectations) = (
        times, values, parts, expectations, counts
      )
    }
  }

  public struct Expectation: Sendable {
    public var decision: String
    public var grade: String
    public var rule: String?
    public var standing: String?
    public var missing: [String]?
    public var between: [String]?
    public var place: Place
  }
}

/// Reads a file of cases: a list of cases, or one.
struct CaseReader {
  let pack: Pack
  let path: String
  let findings: PackFindings
  static let mostRecords = 20_000

  func read(_ text: String) -> [PackCase] {
    guard let node = PackText.read(text, findings) else { return [] }
    if case .list(let items) = node.content { return items.compactMap { one($0) } }
    return [one(node)].compactMap { $0 }
  }

  private func one(_ node: WrittenNode) -> PackCase? {
    guard var fields = PackFields(node, "Trường hợp", findings) else { return nil }
    defer { fields.finish() }
    let name = fields.text("name", isRequired: true) ?? ""
    _ = fields.text("note")
    _ = fields.text("source")
    var local: [String: String] = [:]
    if let list = fields.fields("local") {
      for entry in list.entries() { local[entry.name] = text(entry.value) }
    }
    let written = fields.text("period")
    let period = written.map { GradedPeriod.read($0) } ?? (PackLoader.usualYear(pack), nil)
    let expectNode = fields.node("expect")
    guard let entity = pack.entities.map(\.id).first(where: { fields.has($0) }),
      let node = fields.node(entity)
    else {
      findings.add(
        .missingKey, at: fields.place, "Trường hợp `\(name)` không nói về ai.",
        "Thêm `\(pack.entities.first?.id ?? "member"):` với các dữ kiện.")
      return nil
    }
    guard let record = record(node, entity, expecting: expectNode) else { return nil }
    guard let (year, quarter) = period else {
      findings.add(
        .badWord, at: fields.keyPlace("period"), "`period: \((written ?? "").prefix(40))` không phải một kỳ.",
        "Viết như 2026 hoặc Q1/2026.")
      return nil
    }
    return PackCase(
      name: name, path: path, place: fields.place, year: year, quarter: quarter, entity: entity,
      record: record, local: local)
  }

  private func text(_ node: WrittenNode) -> String {
    if case .list(let items) = node.content { return items.compactMap(\.word).joined(separator: ",") }
    return node.word ?? ""
  }

  private func record(_ node: WrittenNode, _ entity: String, expecting outer: WrittenNode? = nil) -> PackCase
    .Record?
  {
    if node.word == "" {
      return PackCase.Record(
        times: 1, values: [], parts: [], expectations: expectations(outer).0, counts: expectations(outer).1)
    }
    guard case .pairs(let mapping) = node.content else {
      findings.add(
        .wrongShape, at: node.place, "Bản ghi `\(entity)` phải gồm các dữ kiện.",
        "Viết như { score: 90, done: 100 }.")
      return nil
    }
    var times = 1
    var values: [(id: String, text: String, place: Place)] = []
    var parts: [(entity: String, records: [PackCase.Record])] = []
    var expected: [PackCase.Expectation] = []
    var counts: [(decision: String, grades: [String: Int], place: Place)] = []
    let entities = Set(pack.entities.map(\.id))
    for pair in mapping {
      let key = pair.key
      if key == "times" {
        guard let count = pair.value.word.flatMap({ Int($0) }), (1...Self.mostRecords).contains(count) else {
          findings.add(
            .badNumber, at: pair.value.place,
            "`times: \((pair.value.word ?? "…").prefix(40))` phải là số nguyên từ 1 đến \(Self.mostRecords).",
            "Ghi số bản ghi giống nhau.")
          continue
        }
        times = count
      } else if key == "expect" {
        let (list, more) = expectations(pair.value)
        expected += list
        counts += more
      } else if entities.contains(key) {
        let items: [WrittenNode]
        if case .list(let sequence) = pair.value.content { items = sequence } else { items = [pair.value] }
        parts.append((key, items.compactMap { record($0, key) }))
      } else if let word = pair.value.word {
        values.append((key, word, pair.place))
      } else {
        findings.add(.wrongShape, at: pair.value.place, "`\(key)` phải là một giá trị.", "Viết một giá trị.")
      }
    }
    let (list, more) = expectations(outer)
    return PackCase.Record(
      times: times, values: values, parts: parts, expectations: expected + list, counts: counts + more)
  }

  /// The outcomes a decision may come to; `nil`: there is no such decision.
  private func outcomes(_ decision: String) -> Set<String>? {
    pack.decision(decision).map { found in
      Set(
        (pack.scale(of: found)?.grades ?? []).map(\.id) + pack.outside.map(\.id) + [
          "undecided", "undetermined",
        ])
    }
  }

  private func count(
    _ one: (name: String, place: Place, value: WrittenNode), among known: Set<String>?
  ) -> (String, Int)? {
    if let known, !known.contains(one.name) {
      findings.add(
        .unknownName, at: one.place, "`counts` nhắc mức `\(one.name)` không có.", "Ghi một mức của thang.")
      return nil
    }
    guard let count = one.value.word.flatMap({ Int($0) }), count >= 0 else {
      findings.add(
        .badNumber, at: one.value.place, "Số của `\(one.name)` trong `counts` không phải số nguyên.",
        "Ghi số bản ghi.")
      return nil
    }
    return (one.name, count)
  }

  private func expectations(_ node: WrittenNode?) -> (
    [PackCase.Expectation], [(decision: String, grades: [String: Int], place: Place)]
  ) {
    guard let node, let list = PackFields(node, "`expect`", findings) else { return ([], []) }
    var expectations: [PackCase.Expectation] = []
    var counts: [(decision: String, grades: [String: Int], place: Place)] = []
    if list.entries().isEmpty {
      findings.add(.missingKey, at: node.place, "`expect` không mong đợi gì.", "Ghi việc xếp loại và mức.")
    }
    for entry in list.entries() {
      if entry.name == "counts" {
        for decision in PackFields(entry.value, "`counts`", findings)?.entries() ?? [] {
          let known = outcomes(decision.name)
          if known == nil {
            findings.add(
              .unknownName, at: decision.place,
              "`counts` nhắc `\(decision.name)`, bộ quy tắc không xếp loại việc ấy.",
              "Ghi mã một việc xếp loại.")
          }
          let grades = (PackFields(decision.value, "`counts`", findings)?.entries() ?? []).compactMap {
            self.count($0, among: known)
          }
          counts.append((decision.name, Dictionary(grades, uniquingKeysWith: { a, _ in a }), decision.place))
        }
        continue
      }
      if let word = entry.value.word {
        expectations.append(.init(decision: entry.name, grade: word, place: entry.place))
        continue
      }
      guard var one = PackFields(entry.value, "Kết quả mong đợi của `\(entry.name)`", findings) else {
        continue
      }
      expectations.append(
        .init(
          decision: entry.name, grade: one.text("grade", isRequired: true) ?? "", rule: one.text("rule"),
          standing: one.text("standing"),
          missing: one.words("missing")?.map(\.word), between: one.words("between")?.map(\.word),
          place: entry.place))
      one.finish()
    }
    return (expectations, counts)
  }
}
