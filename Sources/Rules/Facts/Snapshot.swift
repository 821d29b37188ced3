import Crypto
import Dispatch

/// Snapshot — ảnh chụp dữ kiện: the frozen facts of every entity, records in the order of the tree, so that what lies within
/// anything is one range.
public struct Snapshot: Sendable {
  public struct Table: Sendable {
    public var entity: String
    public var ids: RecordIDs
    /// The row of what each record lies within, ascending; empty at the top.
    public var owners: [Int32]
    /// Columns by fact id.
    public var columns: [String: Column]
    /// Decisions people have taken already, by decision id, as grade ids' codes in `givenGrades`; 255 where none.
    public var given: [String: [UInt8]] = [:]
    public var givenGrades: [String] = []

    public var count: Int { ids.count }

    public init(entity: String, ids: RecordIDs, owners: [Int32], columns: [String: Column]) {
      (self.entity, self.ids, self.owners, self.columns) = (entity, ids, owners, columns)
    }
  }

  public private(set) var tables: [String: Table] = [:]
  /// What lies within what.
  public let parents: [String: String]
  /// For every entity and the one it lies within: the first row of each owner, and the count at the end.
  private(set) var starts: [String: [Int32]] = [:]

  /// Orders the tables so that every record's parts are one range. Owners are rows of the parent as given here.
  public init(_ given: [Table], parents: [String: String], threads: Int = 1) {
    self.parents = parents
    var tables = Dictionary(given.map { ($0.entity, $0) }, uniquingKeysWith: { first, _ in first })
    for entity in Self.topDown(Array(tables.keys), parents) {
      guard let parent = parents[entity], let above = tables[parent], let table = tables[entity] else {
        continue
      }
      let (sorted, starts, order) = Self.byOwner(table, owners: above.count, threads)
      tables[entity] = sorted
      self.starts[entity] = starts
      // Records that pointed at rows of this table follow it to its new order.
      if let order {
        var moved = [Int32](repeating: 0, count: order.count)
        for (new, old) in order.enumerated() { moved[Int(old)] = Int32(new) }
        for (child, up) in parents where up == entity {
          let owners = tables[child]?.owners ?? []
          tables[child]?.owners = owners.map { moved[Int($0)] }
        }
      }
    }
    self.tables = tables
  }

  static func topDown(_ entities: [String], _ parents: [String: String]) -> [String] {
    func depth(_ entity: String) -> Int {
      var (at, depth) = (parents[entity], 0)
      while let here = at, depth <= parents.count { (at, depth) = (parents[here], depth + 1) }
      return depth
    }
    return entities.sorted { (depth($0), $0) < (depth($1), $1) }
  }

  /// A counting sort by owner that keeps the order within each.
  private static func byOwner(_ table: Table, owners count: Int, _ threads: Int) -> (Table, [Int32], [Int32]?)
  {
    var starts = [Int32](repeating: 0, count: count + 1)
    for owner in table.owners { starts[Int(owner) + 1] += 1 }
    for n in 0..<count { starts[n + 1] += starts[n] }
    var isSorted = true
    for n in table.owners.indices.dropFirst() where table.owners[n] < table.owners[n - 1] {
      isSorted = false
      break
    }
    if isSorted { return (table, starts, nil) }
    var next = starts
    var order = [Int32](repeating: 0, count: table.owners.count)
    for (row, owner) in table.owners.enumerated() {
      order[Int(next[Int(owner)])] = Int32(row)
      next[Int(owner)] += 1
    }
    var sorted = table
    let facts = table.columns.keys.sorted()
    let columns = facts.compactMap { table.columns[$0] }
    let moved = SharedResults<Column>(columns.count)
    let ids = SharedResults<RecordIDs>(1)
    let everything = columns.count + 1
    nonisolated(unsafe) let (given, newOrder) = (table, order)
    @Sendable func move(_ n: Int) {
      if n == 0 {
        ids[0] = given.ids.reordered(newOrder)
      } else {
        moved[n - 1] = columns[n - 1].reordered(newOrder)
      }
    }
    if threads > 1, order.count > 100_000 {
      DispatchQueue.concurrentPerform(iterations: everything) { move($0) }
    } else {
      for n in 0..<everything { move(n) }
    }
    sorted.ids = ids[0] ?? table.ids
    for (n, fact) in facts.enumerated() { sorted.columns[fact] = moved[n] }
    // In the new order the owners follow from where each begins.
    var owners = [Int32](repeating: 0, count: order.count)
    for owner in 0..<count {
      for row in starts[owner]..<starts[owner + 1] { owners[Int(row)] = Int32(owner) }
    }
    sorted.owners = owners
    sorted.given = table.given.mapValues { given in order.map { given[Int($0)] } }
    return (sorted, starts, order)
  }

  public func count(_ entity: String) -> Int { tables[entity]?.count ?? 0 }

  /// The same records as if people had decided nothing yet.
  public var ungiven: Snapshot {
    var copy = self
    for entity in tables.keys { copy.tables[entity]?.given = [:] }
    return copy
  }

  /// The same with one more grade given by people.
  public func giving(_ grade: String, to row: Int, of entity: String, by decision: String) -> Snapshot {
    guard var table = tables[entity], row >= 0, row < table.count else { return self }
    if !table.givenGrades.contains(grade) { table.givenGrades.append(grade) }
    guard let code = table.givenGrades.firstIndex(of: grade).flatMap({ UInt8(exactly: $0) }), code < 255
    else { return self }
    var given = table.given[decision] ?? [UInt8](repeating: 255, count: table.count)
    given[row] = code
    table.given[decision] = given
    var copy = self
    copy.tables[entity] = table
    return copy
  }

  /// The rows of `part` that lie within each row of `entity`: one more entry than rows.
  func starts(of part: String, in entity: String) -> [Int32]? {
    guard part != entity, var at = parents[part], var starts = starts[part] else { return nil }
    while at != entity {
      guard let above = parents[at], let outer = self.starts[at] else { return nil }
      starts = outer.map { starts[Int($0)] }
      at = above
    }
    return starts
  }

  /// A hash of everything decided on: the same facts give the same hash on every machine.
  public var hash: String {
    var hasher = SHA256()
    for entity in tables.keys.sorted() {
      guard let table = tables[entity] else { continue }
      hasher.update(data: Array("\(entity)\n\(table.count)\n\(parents[entity] ?? "")\n".utf8))
      table.ids.update(&hasher)
      table.owners.withUnsafeBytes { hasher.update(bufferPointer: $0) }
      for fact in table.columns.keys.sorted() {
        hasher.update(data: Array("\(fact)\n".utf8))
        table.columns[fact]?.update(&hasher)
      }
      for decision in table.given.keys.sorted() {
        hasher.update(data: Array("given \(decision) \(table.givenGrades.joined(separator: ","))\n".utf8))
        table.given[decision]?.withUnsafeBytes { hasher.update(bufferPointer: $0) }
      }
    }
    return hasher.finalize().map { Self.hex($0) }.joined()
  }

  private static func hex(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16)
    return byte < 16 ? "0" + text : text
  }
}

/// Places for results of several threads, each written by one of them.
final class SharedResults<Value>: @unchecked Sendable {
  private let places: UnsafeMutablePointer<Value?>
  private let count: Int

  init(_ count: Int) {
    self.count = count
    places = .allocate(capacity: max(count, 1))
    places.initialize(repeating: nil, count: max(count, 1))
  }

  deinit {
    places.deinitialize(count: max(count, 1))
    places.deallocate()
  }

  subscript(_ n: Int) -> Value? {
    get { places[n] }
    set { places[n] = newValue }
  }
}

/// The names of records: numbers where all of them are, else text.
public enum RecordIDs: Sendable {
  case numbers([Int64])
  case texts([String])

  public var count: Int {
    switch self {
    case .numbers(let ids): ids.count
    case .texts(let ids): ids.count
    }
  }

  public func text(_ row: Int) -> String {
    switch self {
    case .numbers(let ids): String(ids[row])
    case .texts(let ids): ids[row]
    }
  }

  public func row(_ id: String) -> Int? {
    switch self {
    case .numbers(let ids): Int64(id).flatMap { ids.firstIndex(of: $0) }
    case .texts(let ids): ids.firstIndex { $0.utf8.elementsEqual(id.utf8) }
    }
  }

  func isBefore(_ a: Int, _ b: Int) -> Bool {
    switch self {
    case .numbers(let ids): ids[a] < ids[b]
    case .texts(let ids): ids[a].utf8.lexicographicallyPrecedes(ids[b].utf8)
    }
  }

  func reordered(_ order: [Int32]) -> RecordIDs {
    switch self {
    case .numbers(let ids): .numbers(order.map { ids[Int($0)] })
    case .texts(let ids): .texts(order.map { ids[Int($0)] })
    }
  }

  func update(_ hasher: inout SHA256) {
    switch self {
    case .numbers(let ids): ids.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    case .texts(let ids): for id in ids { hasher.update(data: Array((id + "\n").utf8)) }
    }
  }
}

extension Column {
  func update(_ hasher: inout SHA256) {
    // Widths follow the values, so equal values are equal bytes.
    switch storage {
    case .one(let values): values.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    case .two(let values): values.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    case .four(let values): values.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    case .eight(let values): values.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    }
    known?.withUnsafeBytes { hasher.update(bufferPointer: $0) }
  }
}
