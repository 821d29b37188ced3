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
