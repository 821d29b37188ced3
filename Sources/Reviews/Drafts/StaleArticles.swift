import Rules

/// Stale article — điều khoản chưa sửa lời theo: a provision whose text is still the guidance's although something that stands
/// on it was changed in the draft.
package struct StaleArticle: Sendable, Hashable {
  package var id: String
  /// The rules, quotas and other provisions that were changed, or rest on something that was.
  package var pieces: [PackPath]
  /// What was taken out of the guidance, by its name there.
  package var gone: [String]
}

extension GuidanceDraftReading {
  /// Changes of these leave what a provision says as it was.
  private static let words: Set<String> = [
    "cite", "note", "certainty", "zone", "name", "article", "because", "question", "by", "id",
  ]
  private static let lists = [
    "quotas", "bands", "aggregates", "variables", "majorities", "forms", "defaults", "local",
  ]

  package var staleArticles: [StaleArticle] {
    guard let tree, let baseTree, let base, !tree.text.utf8.elementsEqual(baseTree.text.utf8) else {
      return []
    }
    let (now, then) = (SourceSections(draft.version.text.source), SourceSections(base.text.source))
    let untouched = Set(
      now.sections.filter { section in
        then[section.id].map { $0.text.utf8.elementsEqual(section.text.utf8) } ?? false
      }.map(\.id))
    guard !untouched.isEmpty else { return [] }
    let names = changedNames(tree.value)
    var found: [String: StaleArticle] = [:]
    func note(_ article: String?, _ path: PackPath?, _ gone: String? = nil) {
      guard let article, untouched.contains(article) else { return }
      var one = found[article] ?? StaleArticle(id: article, pieces: [], gone: [])
      if let path { one.pieces.append(path) }
      if let gone { one.gone.append(gone) }
      found[article] = one
    }
    for path in pieces(tree.value) {
      guard let piece = tree.value[path] else { continue }
      if isChangedInMeaning(path) || !names.isEmpty && !Self.names(in: piece).isDisjoint(with: names) {
        note(piece["article"]?.word, path)
      }
    }
    for list in Set(pieces(tree.value).map(\.parent) + Self.lists.map { PackPath([.key($0)]) }) {
      for there in missing(list) {
        let old = baseTree.value[there]
        note(old?["article"]?.word, nil, old?["name"]?.word ?? old?["id"]?.word ?? "")
      }
    }
    return now.sections.compactMap { found[$0.id] }
  }

  /// Everything that can stand on an article.
  private func pieces(_ value: PackValue) -> [PackPath] {
    var paths: [PackPath] = []
    for (d, decision) in (value["decisions"]?.items ?? []).enumerated() {
      let rules = PackPath([.key("decisions"), .item(d), .key("rules")])
      paths += (decision["rules"]?.items ?? []).indices.map { rules.item($0) }
    }
    for key in Self.lists {
      paths += (value[key]?.items ?? []).indices.map { PackPath([.key(key), .item($0)]) }
    }
    paths += (value["parameters"]?.entries ?? []).map { PackPath([.key("parameters"), .key($0.key)]) }
    let stages = PackPath([.key("procedure"), .key("stages")])
    return paths + (value[stages]?.items ?? []).indices.map { stages.item($0) }
  }

  private func isChangedInMeaning(_ path: PackPath) -> Bool {
    guard change(path) != .same else { return false }
    guard let mine = tree?.value[path], let theirs = baseValue(path) else { return true }
    guard case .map = mine, case .map = theirs else { return true }
    func meaning(_ value: PackValue) -> PackValue {
      .map(value.entries.filter { !Self.words.contains($0.key) }.sorted { $0.key < $1.key })
    }
    return meaning(mine) != meaning(theirs)
  }

  /// The names of parameters and derived values that are others now, and of what rests on them.
  private func changedNames(_ value: PackValue) -> Set<String> {
    var names: Set<String> = []
    for entry in value["parameters"]?.entries ?? []
    where isChangedInMeaning(PackPath([.key("parameters"), .key(entry.key)])) { names.insert(entry.key) }
    var derived: [(id: String, reads: Set<String>)] = []
    for key in ["bands", "aggregates", "variables"] {
      for (n, item) in (value[key]?.items ?? []).enumerated() {
        guard let id = item["id"]?.word else { continue }
        if isChangedInMeaning(PackPath([.key(key), .item(n)])) { names.insert(id) }
        derived.append((id, Self.names(in: item)))
      }
    }
    var isDone = false
    while !isDone {
      isDone = true
      for one in derived where !names.contains(one.id) && !one.reads.isDisjoint(with: names) {
        names.insert(one.id)
        isDone = false
      }
    }
    return names
  }

  /// The words of a provision that may be names, its own left out.
  private static func names(in value: PackValue) -> Set<String> {
    switch value {
    case .word(let word):
      Set(
        word.split { !($0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_") }.map(String.init))
    case .list(let items): items.reduce(into: []) { $0.formUnion(names(in: $1)) }
    case .map(let entries):
      entries.filter { !words.contains($0.key) }.reduce(into: []) { $0.formUnion(names(in: $1.value)) }
    }
  }
}
