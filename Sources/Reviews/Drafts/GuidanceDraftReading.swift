import Basics
import Registry
import Rules

/// A draft as it is read and worked on: its text with the place of every provision, what is wrong in it and where, what it
/// changes in the guidance it was begun from.
package struct GuidanceDraftReading: Sendable {
  package let draft: GuidanceDraft
  package let loaded: LoadedPack
  /// `nil`: the text is no YAML any more, and is mended as a whole.
  package let tree: PackTree?
  /// The guidance it was begun from; `nil` where the product does not bring it any more.
  package let base: Guidance?
  package let baseTree: PackTree?
  /// Findings with the provision they tell of; the root where they tell of the whole.
  package let findings: [(finding: PackFinding, path: PackPath)]
  /// Which of them lie in a place, for every place that holds any.
  private let places: [PackPath: [Int]]

  /// The program it makes, for reading it in words; `nil` while there are errors.
  package let program: Program?

  package init(_ draft: GuidanceDraft, guidances: Guidances) {
    self.draft = draft
    loaded = loadedPack(of: draft)
    let tree = PackTree(draft.version.text.pack)
    self.tree = tree
    base = guidances[draft.base]
    baseTree = base.flatMap { PackTree($0.text.pack) }
    program = loaded.hasErrors ? nil : loaded.pack.flatMap { PackLoader.program($0).program }
    let found = loaded.findings.map { finding in
      (
        finding: finding,
        path: tree?.path(at: Place(line: finding.line, column: finding.column)) ?? PackPath()
      )
    }
    var places: [PackPath: [Int]] = [:]
    for (n, one) in found.enumerated() {
      for count in 0...one.path.steps.count {
        places[PackPath(Array(one.path.steps.prefix(count))), default: []].append(n)
      }
    }
    (findings, self.places) = (found, places)
  }

  package var errors: Int { loaded.findings.count { $0.severity == .error } }
  package var warnings: Int { loaded.findings.count - errors }

  /// Findings of a place and of all within it.
  package func findings(in path: PackPath) -> [PackFinding] {
    places[path, default: []].map { findings[$0].finding }
  }

  /// The place in the guidance it was begun from.
  package func basePath(_ path: PackPath) -> PackPath? {
    guard let tree, let baseTree else { return nil }
    return tree.value.twin(of: path, in: baseTree.value)
  }

  package func baseValue(_ path: PackPath) -> PackValue? {
    basePath(path).flatMap { baseTree?.value[$0] }
  }

  package enum Change: Sendable { case same, changed, new }

  package func change(_ path: PackPath) -> Change {
    guard let tree, let baseTree else { return .same }
    switch tree.value.isChanged(path, from: baseTree.value) {
    case nil: return .new
    case true?: return .changed
    case false?: return .same
    }
  }

  /// The provisions of a list that the guidance has and the draft has not.
  package func missing(_ list: PackPath) -> [PackPath] {
    guard let tree, let baseTree else { return [] }
    return tree.value.missing(of: list, from: baseTree.value)
  }

  /// What is decided differently; `nil` where one of the two cannot be run.
  package var meaning: Meaning? {
    guard !loaded.hasErrors, let pack = loaded.pack, let base else { return nil }
    // Both read on the days of one year, else every rule that reads the period would differ.
    let year = max(pack.rounds.from, pack.validFrom.year)
    return Comparison.make(base.pack, pack, year: year).comparison?.meaning
  }

  /// Puts a provision back to what it is in the guidance the draft was begun from, as that writes it.
  package func restored(_ path: PackPath) throws(PackEditTrouble) -> PackTree? {
    guard let tree, let baseTree, let there = basePath(path), let old = baseTree.value[there] else {
      throw .nowhere(path)
    }
    if let piece = baseTree.piece(there), let written = try? tree.applying(.write(path, piece)),
      written.value[path] == old
    {
      return written
    }
    return try tree.applying(.put(path, old))
  }

  /// Puts back a provision that was taken out, where it stood.
  package func takenBack(_ there: PackPath, into list: PackPath) throws(PackEditTrouble) -> PackTree? {
    guard let tree, let baseTree, let old = baseTree.value[there] else { throw .nowhere(there) }
    switch there.last {
    case .item(let n):
      guard case .list(let items) = tree.value[list] else {
        return try tree.applying(.put(list, .list([old])))
      }
      // Behind the nearest one before it that is still here.
      let before = (0..<n).reversed().lazy.compactMap { earlier in
        baseTree.value[there.parent.item(earlier)]?["id"]?.word.flatMap { id in
          items.firstIndex { $0["id"]?.word == id }
        }
      }.first
      return try tree.applying(.insert(list, at: before.map { $0 + 1 } ?? 0, old))
    case .key(let key):
      let keys = baseTree.value[there.parent]?.entries.map(\.key) ?? []
      return try tree.applying(.put(list.key(key), old, behind: Array(keys.prefix { $0 != key })))
    case nil: throw .nowhere(there)
    }
  }
}
