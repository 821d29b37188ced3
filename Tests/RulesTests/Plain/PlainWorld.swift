/// A value of a fact, a count or an expression; `nil` stands for unknown everywhere.
enum PlainValue: Equatable {
  case truth(Bool)
  case number(PlainFraction)
  case word(String)
  case day(Int)
}

/// One person or organisation.
final class PlainRecord {
  let entity: String
  let id: Int
  let owner: PlainRecord?
  var facts: [String: PlainValue] = [:]
  /// The same as the engine keeps them: scaled by the decimals.
  var raws: [String: Int] = [:]
  /// What people have decided already.
  var given: [String: String] = [:]
  var parts: [PlainRecord] = []
  /// What has been found out about it.
  var counted: [String: PlainValue?] = [:]
  var provisional: [String: PlainOutcome] = [:]
  var final: [String: PlainOutcome] = [:]

  init(entity: String, id: Int, owner: PlainRecord?) {
    (self.entity, self.id, self.owner) = (entity, id, owner)
    owner?.parts.append(self)
  }

  func above(_ entity: String) -> PlainRecord? {
    var at = owner
    while let here = at, here.entity != entity { at = here.owner }
    return at
  }

  /// All it contains of an entity, at any depth.
  func within(_ entity: String) -> [PlainRecord] {
    parts.flatMap { $0.entity == entity ? [$0] : $0.within(entity) }
  }
}

/// A grade, `undecided` or `undetermined`, and the rule or quota that said so (`given`: people).
struct PlainOutcome: Equatable, CustomStringConvertible {
  var grade: String
  var rule: String

  var isOpen: Bool { grade == "undecided" || grade == "undetermined" }
  var description: String { "\(grade) (\(rule))" }
}
