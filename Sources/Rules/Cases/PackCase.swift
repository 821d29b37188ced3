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
    let period = fields.text("period").map { $0.split(separator: "/").map(String.init) } ?? []
    let year = period.last.flatMap { Int($0) } ?? PackLoader.usualYear(pack)
    let quarter = period.count == 2 ? period.first.flatMap { Int($0.drop { $0 == "Q" }) } : nil
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
        times = min(max(pair.value.word.flatMap { Int($0) } ?? 1, 0), Self.mostRecords)
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

  private func expectations(_ node: WrittenNode?) -> (
    [PackCase.Expectation], [(decision: String, grades: [String: Int], place: Place)]
  ) {
    guard let node, let list = PackFields(node, "`expect`", findings) else { return ([], []) }
    var expectations: [PackCase.Expectation] = []
    var counts: [(decision: String, grades: [String: Int], place: Place)] = []
    for entry in list.entries() {
      if entry.name == "counts" {
        for decision in PackFields(entry.value, "`counts`", findings)?.entries() ?? [] {
          let grades =
            PackFields(decision.value, "`counts`", findings)?.entries().compactMap { one in
              one.value.word.flatMap { Int($0) }.map { (one.name, $0) }
            } ?? []
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
