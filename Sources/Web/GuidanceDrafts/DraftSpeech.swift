import Markup
import Rules

/// Findings and changed lines in the words of the forms: keys by their labels, names by what they stand for, signs as they are said.
/// Whoever writes packs as text reads the same findings with the words of the file.
struct DraftSpeech {
  private let titles: [String: String]

  init(_ value: PackValue?) {
    var titles: [String: String] = ["undecided": "Cần quyết định", "true": "có", "false": "không"]
    guard let value else { self.titles = titles; return }
    let names = DraftNames(value: value)
    let outcomes = names.choices(.outcomes, at: PackPath(), source: SourceSections(""))
    for choice in names.readable.flatMap(\.choices) + outcomes where titles[choice.value] == nil {
      titles[choice.value] = choice.title
    }
    for parameter in value["parameters"]?.entries ?? [] where titles[parameter.key] == nil {
      titles[parameter.key] = names.title(of: parameter.key)
    }
    for entity in value["facts"]?.entries ?? [] {
      for fact in entity.value.entries {
        for word in fact.value["values"]?.entries ?? [] where titles[word.key] == nil {
          titles[word.key] = word.value.word ?? word.key
        }
      }
    }
    self.titles = titles
  }

  /// A sentence of a finding: what stands between backquotes is said.
  func said(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 2 else { return text }
    return parts.enumerated().map { n, part in n % 2 == 1 ? quoted(part) : part }.joined()
  }

  private func quoted(_ code: String) -> String {
    if let label = Self.places[code] ?? WrittenLine.labels[code] { return "“\(label)”" }
    let parts = code.split(separator: ":", maxSplits: 1).map(String.init)
    if parts.count == 2, let label = WrittenLine.labels[parts[0]] {
      return "“\(label): \(condition(parts[1].trimmed))”"
    }
    return "“\(condition(code))”"
  }

  /// A condition as the forms say it; what is no condition stays as it is.
  func condition(_ text: String) -> String {
    if let simple = SimpleCondition(text) { return simple.sentence(title(simple.left), title(simple.right)) }
    return titles[text] ?? expression(text)
  }

  private func title(_ word: String) -> String { titles[word] ?? word }

  /// The names and signs of an expression said one by one; in texts of people nothing is touched.
  private func expression(_ text: String) -> String {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count > 1, words.contains(where: { Self.signs[$0] != nil }) else { return text }
    return words.map { Self.signs[$0] ?? titles[$0] ?? $0 }.joined(separator: " ")
  }

  /// A line of a pack that was changed, as ``WrittenLine`` says its keys, with its conditions and outcome said too.
  func line(_ line: String) -> String {
    let spoken = WrittenLine.spoken(line)
    let bare = line.trimmed.utf8.starts(with: "- ".utf8) ? String(line.trimmed.dropFirst(2)) : line.trimmed
    if SimpleCondition(bare) != nil || titles[bare] != nil { return condition(bare) }
    let keys = ["Khi: ", "Một trong: ", "Kết quả: ", "Nếu: ", "Giữa các mức: "]
    return keys.reduce(spoken) { said, key in replaced(said, after: key) }
  }

  /// What follows a label, up to the next key, said.
  private func replaced(_ text: String, after label: String) -> String {
    guard let start = text.range(of: label) else { return text }
    let rest = text[start.upperBound...]
    let isList = rest.utf8.first == 0x5B
    let end = rest.firstIndex { isList ? $0 == "]" : $0 == "," || $0 == "}" } ?? rest.endIndex
    let inner = rest[..<end].drop { $0 == "[" }
    let said = inner.split(separator: ",").map { condition(String($0).trimmed) }.joined(separator: "; ")
    let after = isList && end < rest.endIndex ? rest[rest.index(after: end)...] : rest[end...]
    return text[..<start.upperBound] + said + after
  }

  private static let signs: [String: String] = [
    "==": "là", "!=": "không phải là", ">=": "ít nhất", "<=": "nhiều nhất", ">": "trên", "<": "dưới",
    "and": "và", "or": "hoặc", "not": "không", "in": "thuộc",
  ]

  /// Parts of a pack by what the editor calls them.
  private static let places: [String: String] = [
    "defaults": "Chỗ chưa có quy định", "source.md": "Nội dung điều khoản", "local": "Được quyết định riêng",
    "cases": "Tỷ lệ theo điều kiện", "parameters": "Tham số", "facts": "Dữ kiện",
    "entities": "Loại đối tượng",
    "scales": "Thang", "scale": "Thang", "outside": "Ngoài thang", "grade": "Mức bị khống chế",
    "choices": "Chọn trong", "atLeast": "Ít nhất", "except": "Là ngoại lệ của quy tắc",
    "values": "Các giá trị",
    "decision": "Của việc xếp loại", "type": "Kiểu", "id ascending": "mã tăng dần",
    "ties: undecided": "Bằng nhau ở vạch: để người quyết định", "rules": "Quy tắc",
    "decisions": "Việc xếp loại",
    "quotas": "Tỷ lệ khống chế", "bands": "Khung điểm", "aggregates": "Số tổng hợp",
    "missing": "Khi để trống",
    "hitPolicy": "Chọn quy tắc", "unique": "đúng một quy tắc được đúng", "first": "quy tắc đầu tiên đúng",
  ]
}

extension String {
  fileprivate var trimmed: String {
    var scalars = Substring.UnicodeScalarView(unicodeScalars)
    while scalars.first == " " { scalars.removeFirst() }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}
