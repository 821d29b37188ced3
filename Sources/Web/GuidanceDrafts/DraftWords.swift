import Basics
import Markup
import Rules

/// A provision in words: as the reading page says it where the pack can be run, else as it is written.
struct PieceWords: Sendable {
  var id: String?
  var title: String
  var lines: [String]
  var cite: String?
  var certainty: Certainty?
  var zone: String?
  var note: String?
  var article: String?
  /// Said by the program itself, a condition a line; else put together from what is written.
  var isRun = false
}

struct DraftWords: Sendable {
  let value: PackValue
  let document: PackDocument?
  /// The places of rules among the items of their sections.
  private let rules: [String: Int]

  init(value: PackValue, document: PackDocument?) {
    (self.value, self.document) = (value, document)
    var rules: [String: Int] = [:]
    for (n, section) in (document?.sections ?? []).enumerated() where section.isCited {
      for (place, item) in section.items.enumerated() where rules["\(n)/\(item.id)"] == nil {
        rules["\(n)/\(item.id)"] = place
      }
    }
    self.rules = rules
  }

  func words(_ path: PackPath) -> PieceWords {
    let piece = value[path]
    let article = piece?["article"]?.word
    if let item = item(path) {
      let isRule = path.steps.count == 4 || path.steps.first == .key("quotas")
      return PieceWords(
        id: isRule || path.steps.first == .key("defaults") ? item.id : nil,
        title: item.title.isEmpty ? item.id : item.title, lines: item.lines, cite: item.cite,
        certainty: item.certainty, zone: item.zone, note: item.note, article: article, isRun: true)
    }
    return raw(path, piece, article)
  }

  private func raw(_ path: PackPath, _ piece: PackValue?, _ article: String?) -> PieceWords {
    let shape = PieceShape.of(path)
    let named = ["name", "title", "construct", "document", "id"].compactMap { piece?[$0]?.word }.first
    let key: String? = if case .key(let key) = path.last { key } else { nil }
    let skipped: Set<String> = ["id", "name", "article", "cite", "certainty", "zone", "note", "document"]
    var lines: [String] = []
    if path.steps.count == 4, let piece {
      lines = ruleLines(piece)
    } else if let fields = shape?.fields, piece?.entries.isEmpty == false {
      for field in fields where !skipped.contains(field.path) {
        guard let path = PackPath(field.path), let part = piece?[path] else { continue }
        let text = told(part, field)
        if !text.isEmpty, text != named { lines.append("\(field.label): \(text)") }
      }
    } else if let piece {
      lines =
        piece.entries.isEmpty ? [Self.text(piece)] : piece.entries.map { "\($0.key): \(Self.text($0.value))" }
    }
    let isRule = path.steps.count == 4
    return PieceWords(
      id: isRule ? piece?["id"]?.word : nil,
      title: Self.titles[path.description]
        ?? (isRule ? "→ \(piece?["then"]?.word.map { outcome($0) } ?? "?")" : named ?? key ?? "?"),
      lines: lines, cite: piece?["cite"]?.word,
      certainty: piece?["certainty"]?.word.flatMap { Certainty(rawValue: $0) },
      zone: piece?["zone"]?.word, note: piece?["note"]?.word, article: article)
  }

  private func ruleLines(_ rule: PackValue) -> [String] {
    func all(_ key: String) -> [String] {
      guard let part = rule[key] else { return [] }
      return (part.items.isEmpty ? [part] : part.items).compactMap { one in
        (one["if"] ?? one).word.map { text in one["name"]?.word ?? condition(text) }
      }
    }
    let some = all("any")
    var lines = all("when") + (some.isEmpty ? [] : ["một trong: " + some.joined(separator: "; ")])
    if lines.isEmpty { lines = ["mọi trường hợp còn lại"] }
    if let between = rule["between"]?.words {
      lines.append("giữa: " + between.map { outcome($0) }.joined(separator: "; "))
    }
    if let by = rule["by"]?.word { lines.append("Người quyết định: \(by)") }
    if let question = rule["question"]?.word { lines.append(question) }
    return lines
  }

  /// What stands in a field, as people say it: words of a list by their titles, days as people write them.
  func told(_ part: PackValue, _ field: PieceShape.Field?) -> String {
    switch (field?.kind, part) {
    case (.day, .word(let word)): Day(iso: word)?.vietnamese ?? word
    case (.choice(let words), .word(let word)): words.first { $0.word == word }?.title ?? word
    case (.name(let names), .word(let word)):
      DraftNames(value: value).choices(names, at: PackPath(), source: SourceSections("")).first {
        $0.value == word
      }?.title ?? word
    case (.conditions, _):
      (part.items.isEmpty ? [part] : part.items).map { condition(($0["if"] ?? $0).word ?? Self.text($0)) }
        .joined(separator: "; ")
    case (.number, .word), (.text, .word): number(part)
    case (.words, .list(let items)): items.map { outcome(Self.text($0)) }.joined(separator: "; ")
    case (.rows, .list(let items)):
      items.map { item in
        item["when"]?.word.map { "khi \(condition($0)): \(item["value"].map(number) ?? "")" }
          ?? (item["value"].map(number) ?? Self.text(item))
      }.joined(separator: "; ")
    default: Self.text(part)
    }
  }

  /// A number, or the parameter that holds it, by its value and name.
  private func number(_ part: PackValue) -> String {
    guard let word = part.word, value["parameters"]?[word] != nil else { return Self.text(part) }
    return DraftNames(value: value).title(of: word)
  }

  /// One comparison in words; anything longer as it is written.
  private func condition(_ text: String) -> String {
    let names = DraftNames(value: value)
    guard let simple = SimpleCondition(text) else { return names.title(of: text) }
    return simple.sentence(names.title(of: simple.left), names.title(of: simple.right))
  }

  private func outcome(_ word: String) -> String {
    DraftNames(value: value).choices(.outcomes, at: PackPath(), source: SourceSections("")).first {
      $0.value == word
    }?.title ?? word
  }

  static let titles = [
    "": "Nhận dạng", "scale": "Thang", "scales": "Các thang", "outside": "Ngoài thang",
    "entities": "Các loại đối tượng",
  ]

  static func text(_ value: PackValue) -> String {
    switch value {
    case .word(let word): word
    case .list(let items): items.map { text($0) }.joined(separator: "; ")
    case .map(let entries):
      if let name = value["name"]?.word {
        name
      } else {
        entries.map { "\($0.key) \(text($0.value))" }.joined(separator: ", ")
      }
    }
  }

  /// The item of the reading page for a place: sections stand there in a known order.
  private func item(_ path: PackPath) -> PackDocument.Item? {
    guard let document, case .key(let first) = path.steps.first else { return nil }
    let decisions = value["decisions"]?.items.count ?? 0
    let after = 4 + decisions
    func at(_ section: Int, _ n: Int?) -> PackDocument.Item? {
      guard let n, document.sections.indices.contains(section),
        document.sections[section].items.indices.contains(n)
      else { return nil }
      return document.sections[section].items[n]
    }
    let number: Int? = if case .item(let n) = path.steps.dropFirst().first { n } else { nil }
    switch (first, path.steps.count) {
    case ("parameters", 2):
      guard case .key(let key) = path.last else { return nil }
      return at(1, value["parameters"]?.entries.firstIndex { $0.key == key })
    case ("bands", 2): return at(2, number)
    case ("aggregates", 2): return at(3, number)
    case ("decisions", 4):
      guard let number, document.sections.indices.contains(4 + number) else { return nil }
      return at(4 + number, value[path]?["id"]?.word.flatMap { rules["\(4 + number)/\($0)"] })
    case ("quotas", 2): return at(after, number)
    case ("majorities", 2): return at(after + 1, number)
    case ("procedure", 3):
      guard case .item(let n) = path.last else { return nil }
      return at(after + 2, n)
    case ("forms", 2): return at(after + 3, number)
    case ("defaults", 2): return at(after + 4, number)
    case ("facts", 3):
      guard case .key(let entity) = path.parent.last, case .key(let fact) = path.last else { return nil }
      let ids = (value["facts"]?.entries ?? []).flatMap { one in one.value.entries.map { (one.key, $0.key) } }
      return at(after + 7, ids.firstIndex { $0 == (entity, fact) })
    default: return nil
    }
  }
}
