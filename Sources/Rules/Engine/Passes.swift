/// Puts decisions, counts and quotas in the order in which they read one another. A level reads what is final below it:
/// reading a decision means reading it after its quotas.
struct Passes {
  let pack: Pack
  let layout: Layout
  let reading: [Compiler.Item: Set<Compiler.Item>]
  let quotaReading: [Int: Set<Compiler.Item>]
  private var levels: [Compiler.Item: Int] = [:]
  private var finals: [Int: Int] = [:]
  private var open: Set<Compiler.Item> = []
  private var cyclic: Compiler.Item?
  private var deep: Compiler.Item?
  /// No guidance has as many steps that each need the one before.
  static let mostSteps = 400
  private var order: [Compiler.Item] = []

  init(
    pack: Pack, layout: Layout, reading: [Compiler.Item: Set<Compiler.Item>],
    quotaReading: [Int: Set<Compiler.Item>]
  ) {
    (self.pack, self.layout, self.reading, self.quotaReading) = (pack, layout, reading, quotaReading)
  }

  /// `nil` when they read one another in a circle.
  func sorted(_ findings: PackFindings) -> [Pass]? {
    var copy = self
    return copy.sort(findings)
  }

  private mutating func sort(_ findings: PackFindings) -> [Pass]? {
    for n in pack.decisions.indices { _ = final(n) }
    for n in pack.aggregates.indices { _ = level(.aggregate(n)) }
    if let cyclic {
      findings.add(
        .cycle, at: place(cyclic), "`\(name(cyclic))` đọc chính kết quả của nó qua các bước khác.",
        "Bỏ một trong các bước đọc vòng.")
      return nil
    }
    if let deep {
      findings.add(
        .tooDeep, at: place(deep), "Hơn \(Self.mostSteps) bước chờ nhau nối tiếp.", "Gộp các bước lại.")
      return nil
    }
    var passes: [Int: [Int: Pass]] = [:]
    func add(_ level: Int, _ entity: String, _ change: (inout Pass) -> Void) {
      guard let entity = layout.entity(entity) else { return }
      change(&passes[level, default: [:]][entity, default: Pass(entity: entity)])
    }
    for item in order {
      switch item {
      case .decision(let n): add(levels[item] ?? 0, pack.decisions[n].entity) { $0.decisions.append(n) }
      case .aggregate(let n): add(levels[item] ?? 0, pack.aggregates[n].entity) { $0.aggregates.append(n) }
      }
    }
    for (n, quota) in pack.quotas.enumerated() {
      guard let decision = pack.decisions.firstIndex(where: { $0.id == quota.decision }) else { continue }
      add(quotaLevel(n, decision), pack.decisions[decision].entity) { $0.quotas.append(n) }
    }
    return passes.keys.sorted().flatMap { level in
      (passes[level] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
    }
  }

  private mutating func level(_ item: Compiler.Item) -> Int {
    if let known = levels[item] { return known }
    guard open.count < Self.mostSteps else {
      deep = deep ?? item
      return 0
    }
    guard open.insert(item).inserted else {
      cyclic = cyclic ?? item
      return 0
    }
    defer { open.remove(item) }
    var level = 0
    for read in reading[item, default: []].sorted(by: { name($0) < name($1) }) {
      switch read {
      case .aggregate: level = max(level, self.level(read) + 1)
      case .decision(let n): level = max(level, final(n) + 1)
      }
    }
    levels[item] = level
    order.append(item)
    return level
  }

  /// When a decision is final: after its last quota.
  private mutating func final(_ decision: Int) -> Int {
    if let known = finals[decision] { return known }
    var level = level(.decision(decision))
    for (n, quota) in pack.quotas.enumerated() where quota.decision == pack.decisions[decision].id {
      level = max(level, quotaLevel(n, decision, after: level))
    }
    if cyclic == nil { finals[decision] = level }
    return level
  }

  private mutating func quotaLevel(_ quota: Int, _ decision: Int, after: Int? = nil) -> Int {
    let earlier = pack.quotas.prefix(quota).filter { $0.decision == pack.decisions[decision].id }.count
    var level = (levels[.decision(decision)] ?? after ?? 0) + 1 + earlier
    for read in quotaReading[quota, default: []] {
      if case .aggregate = read { level = max(level, self.level(read) + 1) }
      if case .decision(let n) = read, n != decision { level = max(level, final(n) + 1) }
    }
    return level
  }

  private func name(_ item: Compiler.Item) -> String {
    switch item {
    case .decision(let n): pack.decisions[n].id
    case .aggregate(let n): pack.aggregates[n].id
    }
  }

  private func place(_ item: Compiler.Item) -> Place {
    switch item {
    case .decision(let n): pack.decisions[n].place
    case .aggregate(let n): pack.aggregates[n].place
    }
  }
}
