/// The entities and facts of one pack, or of several that are run side by side over the same records.
public struct Layout: Sendable {
  public struct Entity: Sendable {
    public var id: String
    public var name: String
    /// The entity it lies within.
    public var parent: Int?
  }

  public private(set) var entities: [Entity] = []
  public private(set) var facts: [Fact] = []
  /// The entity of every fact.
  public private(set) var factEntities: [Int] = []
  /// Under which name a snapshot keeps the values of every fact.
  public private(set) var columnKeys: [String] = []
  private var entityIndex: [String: Int] = [:]
  private var factIndex: [String: Int] = [:]
  private let packs: [Pack]

  /// Facts that two packs write with other decimals are kept with the finer ones, choices with those of both.
  public init(_ packs: [Pack]) {
    self.packs = packs
    for pack in packs {
      for entity in pack.entities where entityIndex[entity.id] == nil {
        entityIndex[entity.id] = entities.count
        entities.append(Entity(id: entity.id, name: entity.name, parent: nil))
      }
    }
    for pack in packs {
      for entity in pack.entities {
        guard let child = entityIndex[entity.id], let parent = entity.within.flatMap({ entityIndex[$0] })
        else { continue }
        if !isAbove(child, parent), child != parent { entities[child].parent = parent }
      }
      for fact in pack.facts { add(fact) }
    }
  }

  private mutating func add(_ fact: Fact) {
    guard let entity = entityIndex[fact.entity] else { return }
    let key = Self.key(fact)
    guard let known = factIndex[key] else {
      factIndex[key] = facts.count
      // What has the same name and another kind in the other pack is another fact, with a column of its own.
      let isTaken = facts.contains { $0.id == fact.id && $0.entity == fact.entity }
      columnKeys.append(isTaken ? "\(fact.id) (\(Self.kind(fact)))" : fact.id)
      facts.append(fact)
      factEntities.append(entity)
      return
    }
    switch (facts[known].kind, fact.kind) {
    case (.number(let a, let percent), .number(let b, let other)) where percent == other:
      // What either pack takes is a value; where one sets no range, there is none.
      let finer = max(a, b)
      let (mine, theirs) = (facts[known].range, fact.range)
      facts[known].kind = .number(places: finer, isPercent: percent)
      facts[known].range = Fact.scaled(mine, finer - a).flatMap { x in
        Fact.scaled(theirs, finer - b).map {
          min(x.lowerBound, $0.lowerBound)...max(x.upperBound, $0.upperBound)
        }
      }
    case (.choice(let a), .choice(let b)):
      facts[known].kind = .choice(a + b.filter { x in !a.contains { $0.id == x.id } })
    default: break
    }
  }

  /// Facts of which one is a part of the other: the pack says so, or some rule asks for the share.
  public var shares: [(part: Int, whole: Int)] {
    var found: [(part: Int, whole: Int)] = []
    for pack in packs {
      for (part, whole) in pack.shares {
        guard let a = fact(part), let b = fact(whole), !found.contains(where: { $0 == (a, b) }) else {
          continue
        }
        found.append((a, b))
      }
    }
    return found
  }

  /// Facts of which the first says nothing where the second is none, as the packs say.
  public var companions: [(fact: Int, needed: Int)] {
    var found: [(fact: Int, needed: Int)] = []
    for (one, other) in packs.flatMap(\.companions) {
      guard let a = fact(one), let b = fact(other), !found.contains(where: { $0 == (a, b) }) else { continue }
      found.append((a, b))
    }
    return found
  }

  public func entity(_ id: String) -> Int? { entityIndex[id] }
  /// The place of a fact as a pack declares it.
  func fact(_ fact: Fact) -> Int? { factIndex[Self.key(fact)] }

  private static func key(_ fact: Fact) -> String { "\(fact.entity).\(fact.id) \(kind(fact))" }

  private static func kind(_ fact: Fact) -> String {
    switch fact.kind {
    case .boolean: "boolean"
    case .choice: "enum"
    case .day: "date"
    case .number(_, let isPercent): isPercent ? "percent" : "number"
    }
  }

  /// Whether `above` lies over `entity`, at any distance.
  func isAbove(_ above: Int, _ entity: Int) -> Bool {
    var at = entities[entity].parent
    var steps = 0
    while let here = at, steps <= entities.count {
      if here == above { return true }
      at = entities[here].parent
      steps += 1
    }
    return false
  }

  /// The entities from the highest down, parents before children.
  public var topDown: [Int] {
    entities.indices.sorted { (depth($0), $0) < (depth($1), $1) }
  }

  func depth(_ entity: Int) -> Int {
    var (at, depth) = (entities[entity].parent, 0)
    while let here = at, depth <= entities.count { (at, depth) = (entities[here].parent, depth + 1) }
    return depth
  }
}
