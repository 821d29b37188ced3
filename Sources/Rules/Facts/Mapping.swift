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
      mapping.entities[entry.name] = Entity(
        file: one.text("file"), id: one.text("id"), within: one.text("within"))
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
      mapping.grades[entry.name] = number
    }
    for entry in fields.fields("trace")?.entries() ?? [] {
      guard case .list(let bits) = entry.value.content else { continue }
      mapping.trace[entry.name] = bits.map { bit in
        if let word = bit.word { return [word] }
        if case .list(let several) = bit.content { return several.compactMap(\.word) }
        return []
      }
    }
    fields.finish()
    return (mapping, findings.sorted)
  }
}
