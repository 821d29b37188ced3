/// Finds the same provision in another pack: by its id where it has one, else by its place. So a rule that moved is
/// compared with what it was.
extension PackValue {
  public func twin(of path: PackPath, in other: PackValue) -> PackPath? {
    var (mine, theirs) = (self, other)
    var found = PackPath()
    for step in path.steps {
      guard let part = mine.part(step) else { return nil }
      var there = step
      if case .item(let n) = step {
        guard let place = Self.place(of: part, at: n, in: theirs.items) else { return nil }
        there = .item(place)
      }
      guard let next = theirs.part(there) else { return nil }
      found.steps.append(there)
      (mine, theirs) = (part, next)
    }
    return found
  }

  private static func place(of item: PackValue, at n: Int, in items: [PackValue]) -> Int? {
    if let id = item["id"]?.word {
      return items.firstIndex { $0["id"]?.word?.utf8.elementsEqual(id.utf8) ?? false }
    }
    if let same = items.firstIndex(where: { $0.isSame(as: item) }) { return same }
    return items.indices.contains(n) ? n : nil
  }

  /// Whether what stands at a path differs from its twin; `nil`: it has none, so it is new.
  public func isChanged(_ path: PackPath, from other: PackValue) -> Bool? {
    guard let mine = self[path], let there = twin(of: path, in: other), let theirs = other[there] else {
      return nil
    }
    return !mine.isSame(as: theirs)
  }

  /// Parts of a list or a map of the other pack that have no twin here: what was taken out.
  public func missing(of path: PackPath, from other: PackValue) -> [PackPath] {
    guard let there = twin(of: path, in: other), let theirs = other[there] else { return [] }
    let mine = self[path]
    switch theirs {
    case .list(let items):
      return items.enumerated().filter { n, item in
        Self.place(of: item, at: n, in: mine?.items ?? []) == nil
      }.map { there.item($0.offset) }
    case .map(let entries): return entries.filter { mine?[$0.key] == nil }.map { there.key($0.key) }
    case .word: return []
    }
  }
}
