/// The order in which the candidates of a quota stand.
final class Ranking {
  /// One key over all records. It holds no reference: comparing two records counts none.
  private struct Key {
    var values: UnsafeMutablePointer<Int64>
    /// What the values are a share of.
    var wholes: UnsafeMutablePointer<Int64>?
    var known: UnsafeMutablePointer<UInt8>?
    var isDescending: Bool
    var kind = Kind.number
    enum Kind { case number, id, idText }
  }

  private let keys: [Key]
  private let ids: RecordIDs?

  init(_ wanted: [CompiledQuota.Key], _ entity: Int, _ run: Run, _ ids: RecordIDs?) {
    self.ids = ids
    var keys: [Key] = []
    for key in wanted {
      switch key {
      case .id(let isDescending):
        var numbers: [Int64] = []
        if case .numbers(let known)? = ids { numbers = known }
        let isText = if case .texts? = ids { true } else { false }
        keys.append(
          Key(
            values: Self.copy(numbers), wholes: nil, known: nil, isDescending: isDescending,
            kind: isText ? .idText : .id))
      case .term(let term, let isDescending):
        let (values, known) = run.numbers(term, entity)
        keys.append(
          Key(
            values: Self.copy(values), wholes: nil, known: known.map { Self.copy($0) },
            isDescending: isDescending))
      case .share(let part, let whole, let isDescending):
        let (parts, known) = run.numbers(part, entity)
        let (wholes, alsoKnown) = run.numbers(whole, entity)
        let both =
          known.flatMap { a in alsoKnown.map { b in zip(a, b).map { $0 & $1 } } } ?? known ?? alsoKnown
        keys.append(
          Key(
            values: Self.copy(parts), wholes: Self.copy(wholes), known: both.map { Self.copy($0) },
            isDescending: isDescending))
      }
    }
    self.keys = keys
  }

  private static func copy<Value>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
    let copy = UnsafeMutablePointer<Value>.allocate(capacity: max(values.count, 1))
    values.withUnsafeBufferPointer {
      if let base = $0.baseAddress { copy.update(from: base, count: $0.count) }
    }
    return copy
  }

  deinit {
    for key in keys {
      key.values.deallocate()
      key.wholes?.deallocate()
      key.known?.deallocate()
    }
  }

  /// Less than 0: `a` comes before `b`.
  func order(_ a: Int, _ b: Int, withID: Bool) -> Int {
    for key in keys {
      var order = 0
      switch key.kind {
      case .number:
        if let wholes = key.wholes {
          let x = Int128(key.values[a]) * Int128(wholes[b])
          let y = Int128(key.values[b]) * Int128(wholes[a])
          order = x < y ? -1 : x > y ? 1 : 0
        } else {
          order = key.values[a] < key.values[b] ? -1 : key.values[a] > key.values[b] ? 1 : 0
        }
      case .id:
        if withID { order = key.values[a] < key.values[b] ? -1 : key.values[a] > key.values[b] ? 1 : 0 }
      case .idText:
        if withID, let ids { order = ids.isBefore(a, b) ? -1 : ids.isBefore(b, a) ? 1 : 0 }
      }
      if order != 0 { return key.isDescending ? -order : order }
    }
    return 0
  }

  func isKnown(_ row: Int) -> Bool {
    for key in keys where key.kind == .number {
      if let known = key.known, known[row] == 0 { return false }
      if let wholes = key.wholes, wholes[row] <= 0 { return false }
    }
    return true
  }
}
