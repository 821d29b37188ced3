import Basics

/// Reads one mapping of a pack key by key. Every key must be asked for: `finish` reports those nobody asked for, so a
/// misspelt key is never silently ignored.
struct PackFields {
  let place: Place
  let what: String
  private let pairs: [WrittenNode.Pair]
  /// One bit a key.
  private var asked: UInt64 = 0
  private var askedBeyond: Set<Int> = []
  let findings: PackFindings

  init?(_ node: WrittenNode, _ what: String, _ findings: PackFindings) {
    guard case .pairs(let pairs) = node.content else {
      findings.add(
        .wrongShape, at: node.place, "\(what) phải gồm các cặp khóa và giá trị.",
        "Viết theo docs/rule-packs.md.")
      return nil
    }
    (place, self.what, self.findings, self.pairs) = (node.place, what, findings, pairs)
  }

  /// All pairs, for a mapping whose keys are names.
  func entries() -> [(name: String, place: Place, value: WrittenNode)] {
    pairs.map { ($0.key, $0.place, $0.value) }
  }

  private func index(_ key: String) -> Int? {
    for n in pairs.indices where pairs[n].key == key { return n }
    return nil
  }

  func has(_ key: String) -> Bool { index(key) != nil }

  mutating func node(_ key: String) -> WrittenNode? {
    guard let n = index(key) else { return nil }
    if n < 64 { asked |= 1 << UInt64(n) } else { askedBeyond.insert(n) }
    return pairs[n].value
  }

  private func isAsked(_ n: Int) -> Bool { n < 64 ? asked & (1 << UInt64(n)) != 0 : askedBeyond.contains(n) }

  func keyPlace(_ key: String) -> Place { index(key).map { pairs[$0].place } ?? place }

  mutating func text(_ key: String, isRequired: Bool = false) -> String? {
    guard let node = node(key) else {
      if isRequired { missing(key) }
      return nil
    }
    guard let word = node.word else {
      findings.add(
        .wrongShape, at: node.place, "`\(key)` phải là một giá trị, không phải danh sách.",
        "Viết một giá trị.")
      return nil
    }
    return word
  }

  mutating func day(_ key: String, isRequired: Bool = false) -> Day? {
    guard let word = text(key, isRequired: isRequired) else { return nil }
    if let day = Day(iso: word) { return day }
    findings.add(
      .badDay, at: node(key)?.place ?? place, "`\(key): \(word)` không phải một ngày.", "Viết như 2025-10-31."
    )
    return nil
  }

  mutating func whole(_ key: String) -> Int? {
    guard let word = text(key) else { return nil }
    if let value = Int(word) { return value }
    findings.add(
      .badNumber, at: node(key)?.place ?? place, "`\(key): \(word)` không phải số nguyên.",
      "Viết một số nguyên.")
    return nil
  }

  /// A whole number within bounds: what lies outside would silently be taken for something else.
  mutating func whole(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let value = whole(key) else { return nil }
    if range.contains(value) { return value }
    findings.add(
      .badRange, at: node(key)?.place ?? place,
      "`\(key): \(value)` ngoài khoảng từ \(range.lowerBound) đến \(range.upperBound).",
      "Ghi một số trong khoảng ấy.")
    return nil
  }

  mutating func ratio(_ key: String) -> Ratio? {
    guard let word = text(key) else { return nil }
    if let value = Ratio(word) { return value }
    findings.add(
      .badNumber, at: node(key)?.place ?? place, "`\(key)`: " + Ratio.trouble(word), Ratio.remedy)
    return nil
  }

  mutating func truth(_ key: String) -> Bool? {
    guard let word = text(key) else { return nil }
    if word == "true" || word == "false" { return word == "true" }
    findings.add(
      .badWord, at: node(key)?.place ?? place, "`\(key): \(word)` phải là true hoặc false.",
      "Viết true hoặc false.")
    return nil
  }

  /// One of a closed list of words.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type, isRequired: Bool = false
  ) -> Choice?
  where Choice.RawValue == String {
    guard let word = text(key, isRequired: isRequired) else { return nil }
    if let choice = Choice(rawValue: word) { return choice }
    let allowed = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    findings.add(
      .badWord, at: node(key)?.place ?? place, "`\(key): \(word)` không có trong: \(allowed).",
      "Chọn một từ trong danh sách.")
    return nil
  }

  /// A list of words, or one word standing for a list of one.
  mutating func words(_ key: String) -> [(word: String, place: Place)]? {
    guard let node = node(key) else { return nil }
    if let word = node.word { return [(word, node.place)] }
    guard case .list(let items) = node.content else {
      findings.add(.wrongShape, at: node.place, "`\(key)` phải là danh sách.", "Viết như [A, B].")
      return nil
    }
    return items.compactMap { item in
      if let word = item.word { return (word, item.place) }
      findings.add(
        .wrongShape, at: item.place, "Trong `\(key)` có chỗ không phải một từ.",
        "Viết từng từ, cách nhau bằng dấu phẩy.")
      return nil
    }
  }

  mutating func list(_ key: String) -> [WrittenNode] {
    guard let node = node(key) else { return [] }
    guard case .list(let items) = node.content else {
      findings.add(
        .wrongShape, at: node.place, "`\(key)` phải là danh sách.",
        "Mỗi mục một dòng, bắt đầu bằng dấu gạch ngang.")
      return []
    }
    return items
  }

  mutating func fields(_ key: String) -> PackFields? {
    guard let node = node(key) else { return nil }
    return PackFields(node, "`\(key)`", findings)
  }

  func missing(_ key: String) {
    findings.add(.missingKey, at: place, "\(what) thiếu `\(key)`.", "Thêm dòng `\(key): …`.")
  }

  func finish() {
    for (n, pair) in pairs.enumerated() where !isAsked(n) {
      findings.add(
        .unknownKey, at: pair.place, "\(what) có khóa không ai biết: `\(pair.key)`.",
        "Sửa chính tả hoặc bỏ dòng này; các khóa có trong docs/rule-packs.md.")
    }
  }
}
