/// Mapping — cách ghép tên: which file, heading and number stand for which entity, fact and grade where a data set has names
/// of its own. Everything may be left out; then the usual names are tried (see ``FactFiles``).
///
///     entities: { member: { file: members.csv, id: member_id, within: cell_id } }
///     facts:    { member: { tasks: tasks_pct } }
///     grades:   { notGraded: 0, A: 1, B: 2 }
///     trace:    { memberGrade: [M1.1, M2.1, [M5.5, M5.6]] }
///
/// `M5.6` is the sixth condition of rule M5; a list in the list is one bit for several conditions that hold together.
public struct Mapping: Sendable {
  public struct Entity: Sendable {
    public var file: String?
    public var id: String?
    public var within: String?
  }

  public var entities: [String: Entity] = [:]
  /// By entity, then fact: the heading.
  public var facts: [String: [String: String]] = [:]
  public var grades: [String: Int] = [:]
  /// By decision: bits, each a list of `rule.condition`.
  public var trace: [String: [[String]]] = [:]

  public init() {}

  public static func read(_ text: String, path: String) -> (mapping: Mapping, findings: [PackFinding]) {
    let findings = PackFindings(path: path)
    var mapping = Mapping()
    guard let node = PackText.read(text, findings),
      var fields = PackFields(node, "Bảng ghép tên", findings)
    else {
      return (mapping, findings.sorted)
    }
    for entry in fields.fields("entities")?.entries() ?? [] {
      guard var one = PackFields(entry.value, "`\(entry.name)`", findings) else { continue }
      let file = one.text("file")
      mapping.entities[entry.name] = Entity(file: file, id: one.text("id"), within: one.text("within"))
      if let file, file.isEmpty || file.utf8.contains(UInt8(ascii: "/")) || file.hasPrefix("..") {
        findings.add(
          .badWord, at: entry.value.place,
          "`file: \(file.prefix(60))` không phải tên một tệp trong thư mục dữ kiện.",
          "Ghi tên tệp, không có đường dẫn.")
      }
      one.finish()
    }
    for entity in fields.fields("facts")?.entries() ?? [] {
      for entry in PackFields(entity.value, "`\(entity.name)`", findings)?.entries() ?? [] {
        mapping.facts[entity.name, default: [:]][entry.name] = entry.value.word
      }
    }
    for entry in fields.fields("grades")?.entries() ?? [] {
      guard let number = entry.value.word.flatMap({ Int($0) }), (0...255).contains(number) else {
        findings.add(
          .badNumber, at: entry.value.place, "Số của mức `\(entry.name)` phải từ 0 đến 255.",
          "Viết một số nguyên.")
        continue
      }
      if let other = mapping.grades.first(where: { $0.value == number })?.key {
        findings.add(
          .duplicateID, at: entry.value.place, "`\(entry.name)` và `\(other)` cùng mang số \(number).",
          "Mỗi mức một số.")
      }
      mapping.grades[entry.name] = number
    }
    for entry in fields.fields("trace")?.entries() ?? [] {
      guard case .list(let bits) = entry.value.content, bits.count <= 64 else {
        findings.add(
          .wrongShape, at: entry.value.place,
          "`trace` của `\(entry.name)` phải là danh sách, nhiều nhất 64 mục.",
          "Viết như [M1.1, [M5.5, M5.6]].")
        continue
      }
      mapping.trace[entry.name] = bits.map { bit in
        if let word = bit.word { return [word] }
        if case .list(let several) = bit.content, several.allSatisfy({ $0.word != nil }) {
          return several.compactMap(\.word)
        }
        findings.add(
          .wrongShape, at: bit.place,
          "Một mục của `trace` phải là một điều kiện, hoặc một danh sách điều kiện.",
          "Viết như M5.6 hoặc [M5.5, M5.6].")
        return []
      }
    }
    fields.finish()
    return (mapping, findings.sorted)
  }
}

extension Mapping {
  /// What it names and none of these packs has: it would be passed over without a word.
  public func check(_ packs: [Pack], path: String) -> [PackFinding] {
    let findings = PackFindings(path: path)
    func unknown(_ what: String) {
      findings.add(
        .unknownName, at: .file, "Bảng ghép tên nhắc \(what), bộ quy tắc không có.",
        "Sửa tên cho đúng mã trong bộ quy tắc, hoặc bỏ dòng ấy.")
    }
    let known = Set(packs.flatMap { $0.entities.map(\.id) })
    for entity in entities.keys.sorted() where !known.contains(entity) { unknown("loại `\(entity)`") }
    for (entity, names) in facts.sorted(by: { $0.key < $1.key }) {
      for fact in names.keys.sorted()
      where !packs.contains(where: { $0.facts.contains { $0.id == fact && $0.entity == entity } }) {
        unknown("dữ kiện `\(entity).\(fact)`")
      }
    }
    let outcomes = Set(packs.flatMap { $0.outside.map(\.id) + $0.scales.flatMap { $0.grades.map(\.id) } })
    for grade in grades.keys.sorted()
    where !outcomes.contains(grade) && !["undecided", "undetermined"].contains(grade) {
      unknown("mức `\(grade)`")
    }
    for (decision, bits) in trace.sorted(by: { $0.key < $1.key }) {
      let declared = packs.compactMap { $0.decision(decision) }
      if declared.isEmpty { unknown("việc xếp loại `\(decision)`") }
      for bit in bits.joined()
      where !declared.isEmpty && !declared.contains(where: { $0.has(condition: bit) }) {
        unknown("điều kiện `\(bit)` của `\(decision)`")
      }
    }
    return findings.sorted
  }
}

extension Decision {
  /// Whether `M5.6` is a condition of it: the sixth of rule M5.
  fileprivate func has(condition name: String) -> Bool {
    guard let dot = name.lastIndex(of: "."), let place = Int(name[name.index(after: dot)...]),
      let rule = rules.first(where: { $0.id.utf8.elementsEqual(name[..<dot].utf8) })
    else { return false }
    return (1...max(rule.conditions.count + rule.alternatives.count, 1)).contains(place)
      && !rule.isUnconditional
  }
}
