import Markup
import Rules

/// What a pack names and a form may choose from.
struct DraftNames {
  let value: PackValue

  func choices(_ names: PieceShape.Names, at place: PackPath, source: SourceSections) -> [Choice] {
    switch names {
    case .articles: source.sections.map { Choice($0.id, "\($0.id) · \($0.title)") }
    case .entities:
      (value["entities"]?.entries ?? []).map { Choice($0.key, $0.value["name"]?.word ?? $0.key) }
    case .scales: (value["scales"]?.entries ?? []).map { Choice($0.key, $0.key) }
    case .decisions:
      (value["decisions"]?.items ?? []).compactMap { one in
        one["id"]?.word.map { Choice($0, one["name"]?.word ?? $0) }
      }
    case .zones:
      (value["defaults"]?.items ?? []).compactMap { one in
        one["id"]?.word.map { Choice($0, "\($0) · \(one["title"]?.word ?? "")") }
      }
    case .grades: grades
    case .outcomes: grades + outside + [Choice("undecided", "Cần quyết định")]
    }
  }

  private var grades: [Choice] {
    let ids =
      (value["scale"]?.words ?? []) + (value["scales"]?.entries ?? []).flatMap { $0.value.words ?? [] }
    var seen: Set<String> = []
    return ids.filter { seen.insert($0).inserted }.map { id in
      Choice(id, value["grades"]?[id]?["name"]?.word.map { "\($0) (\(id))" } ?? id)
    }
  }

  private var outside: [Choice] {
    var found: [Choice] =
      switch value["outside"] {
      case .map(let entries): entries.map { Choice($0.key, $0.value.word ?? $0.key) }
      case let other?: (other.words ?? []).map { Choice($0, $0) }
      case nil: []
      }
    if !found.contains(where: { $0.value == "notGraded" }) {
      found.append(Choice("notGraded", "Không xếp loại"))
    }
    return found
  }

  /// A word of a list as people say it: a grade, a kind of subject, a fact, with the order it ranks by.
  func spoken(_ line: String) -> String {
    let parts = line.split(separator: " ").map(String.init)
    guard let first = parts.first else { return line }
    let order = parts.count == 2 ? ["descending": " giảm dần", "ascending": " tăng dần"][parts[1]] : ""
    guard parts.count == 1 || order != nil else { return line }
    let name =
      value["entities"]?[first]?["name"]?.word
      ?? (first == "id"
        ? "mã"
        : choices(.outcomes, at: PackPath(), source: SourceSections("")).first { $0.value == first }?.title)
      ?? title(of: first)
    return name + (order ?? "")
  }

  /// The name of something a condition speaks of; itself where it has none.
  func title(of word: String) -> String {
    for group in readable {
      if let choice = group.choices.first(where: { $0.value == word }) { return choice.title }
    }
    if let name = value["parameters"]?[word]?["name"]?.word {
      let now = value["parameters"]?[word]?["value"]?.word
      return now.map { "\($0) (\(name))" } ?? name
    }
    for entity in value["facts"]?.entries ?? [] {
      for fact in entity.value.entries {
        if let title = fact.value["values"]?[word]?.word { return title }
      }
    }
    return grades.first { $0.value == word }?.title ?? word
  }

  /// Whose a place is: the kind of subject its decision, quota, band or count is about.
  func entity(of place: PackPath) -> String? {
    var path = place
    while !path.steps.isEmpty {
      if let quota = value[path], path.parent == PackPath([.key("quotas")]), let id = quota["decision"]?.word
      {
        return value["decisions"]?.items.first { $0["id"]?.word == id }?["of"]?.word
      }
      if let of = value[path]?["of"]?.word, value["entities"]?[of] != nil || value["facts"]?[of] != nil {
        return of
      }
      path = path.parent
    }
    return nil
  }

  /// What a condition about one kind of subject can read: what is its own, and of what it lies within by `cell.fact`.
  func readable(for entity: String?) -> [Select.Group] {
    guard let entity else { return readable }
    var groups: [Select.Group] = []
    var owner: String? = entity
    var seen: Set<String> = []
    while let one = owner, seen.insert(one).inserted {
      let prefix = one == entity ? "" : "\(one)."
      let title = value["entities"]?[one]?["name"]?.word ?? one
      groups.append(
        Select.Group(
          one == entity ? title : "\(title) chứa nó",
          (value["facts"]?[one]?.entries ?? []).map {
            Choice(prefix + $0.key, $0.value["name"]?.word ?? $0.key)
          }))
      owner = value["entities"]?[one]?["within"]?.word
    }
    func named(_ key: String, _ title: String) -> Select.Group {
      Select.Group(
        title,
        (value[key]?.items ?? []).filter { $0["of"]?.word == entity }.compactMap { one in
          one["id"]?.word.map { Choice($0, one["name"]?.word ?? $0) }
        })
    }
    groups += [
      named("bands", "Khung điểm"), named("aggregates", "Số tổng hợp"), named("variables", "Giá trị tính ra"),
      named("decisions", "Kết quả xếp loại"),
    ]
    // A word means one thing: the first that bears it.
    var values: Set<String> = []
    return groups.map { group in
      Select.Group(group.title, group.choices.filter { values.insert($0.value).inserted })
    }.filter { !$0.choices.isEmpty }
  }

  /// Everything a condition can read, with its name.
  var readable: [Select.Group] {
    let facts = (value["facts"]?.entries ?? []).map { entity in
      Select.Group(
        value["entities"]?[entity.key]?["name"]?.word ?? entity.key,
        entity.value.entries.map { Choice($0.key, $0.value["name"]?.word ?? $0.key) })
    }
    func named(_ key: String, _ title: String) -> Select.Group {
      Select.Group(
        title,
        (value[key]?.items ?? []).compactMap { one in
          one["id"]?.word.map { Choice($0, one["name"]?.word ?? $0) }
        })
    }
    return
      (facts + [
        named("bands", "Khung điểm"), named("aggregates", "Số tổng hợp"),
        named("variables", "Giá trị tính ra"),
        named("decisions", "Kết quả xếp loại"),
      ]).filter { !$0.choices.isEmpty }
  }

  /// Suggestions for expressions and for what a comparison compares with, once a page.
  var lists: HTML {
    let parameters = (value["parameters"]?.entries ?? []).map { ($0.key, $0.value["name"]?.word ?? "") }
    let words = (value["facts"]?.entries ?? []).flatMap { entity in
      entity.value.entries.flatMap { fact -> [(String, String)] in
        switch fact.value["values"] {
        case .map(let entries): entries.map { ($0.key, $0.value.word ?? "") }
        case let other?: (other.words ?? []).map { ($0, "") }
        case nil: []
        }
      }
    }
    var seen: Set<String> = []
    let values =
      (parameters + grades.map { ($0.value, $0.title) } + words + [("true", "có"), ("false", "không")])
      .filter { seen.insert($0.0).inserted }
    return """
      <datalist id="ten-gia-tri">\(each: values, { "<option value=\"\($0.0)\">\($0.1)</option>" })</datalist>
      """
  }
}
