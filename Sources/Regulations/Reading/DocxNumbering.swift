import Formats

/// Automatic numbering: what Word shows before a paragraph that belongs to a list.
struct DocxNumbering {
  struct Place: Hashable {
    var list: Int
    var level: Int
  }

  private struct Level {
    var format = "decimal"
    var text = ""
    var start = 1
    /// Begins anew behind a level up to this one, counted from 1; behind any higher level if not told, never if 0.
    var restart: Int?
    /// Whatever the levels above use, numbers are shown as digits (w:isLgl).
    var isLegal = false

    mutating func take(_ reader: XMLReader, _ value: String?) {
      if reader.isNamed("numFmt") { format = value ?? "decimal" }
      if reader.isNamed("lvlText") { text = value ?? "" }
      if reader.isNamed("start") { start = DocxNumbering.start(value) ?? 1 }
      if reader.isNamed("lvlRestart") { restart = value.flatMap { Int($0) } }
      if reader.isNamed("isLgl") { isLegal = value != "0" && value != "false" }
    }

    /// Behind a paragraph of a higher level, both counted from 0.
    func restarts(behind level: Int, at own: Int) -> Bool { level < min(restart ?? own, own) }
  }

  /// By the number of the abstract list.
  private var abstracts: [Int: [Int: Level]] = [:]
  private var lists: [Int: Int] = [:]
  private var starts: [Place: Int] = [:]
  /// Levels that one list describes anew (w:lvlOverride with w:lvl).
  private var overrides: [Place: Level] = [:]
  /// Where each list stands now, by its abstract list: lists of one pattern count on together unless they start anew.
  private var counters: [Int: [Int: Int]] = [:]
  private var begun: Set<Int> = []

  mutating func read(_ part: [UInt8]) throws(FormatRefusal) {
    let reader = try XMLReader(part, limits: DocxReader.limits)
    var (abstract, list, level): (Int?, Int?, Int?) = (nil, nil, nil)
    /// In a level that a list describes anew.
    var isInside = false
    while try reader.next() != .done {
      switch reader.node {
      case .start:
        let value = reader["val"]
        if reader.isNamed("abstractNum") { abstract = reader["abstractNumId"].flatMap { Int($0) } }
        if reader.isNamed("num") { list = reader["numId"].flatMap { Int($0) } }
        if reader.isNamed("abstractNumId"), let list, let number = value.flatMap({ Int($0) }),
          lists.count < 20_000
        {
          lists[list] = number
        }
        if reader.isNamed("lvl") || reader.isNamed("lvlOverride") {
          level = reader["ilvl"].flatMap { Int($0) } ?? level
        }
        if reader.isNamed("lvl") { isInside = list != nil }
        if let abstract, let level, (0..<9).contains(level), abstracts.count < 20_000 {
          abstracts[abstract, default: [:]][level, default: Level()].take(reader, value)
        }
        if let list, isInside, let level, (0..<9).contains(level), overrides.count < 20_000 {
          let base = lists[list].flatMap { abstracts[$0]?[level] } ?? Level()
          overrides[Place(list: list, level: level), default: base].take(reader, value)
        }
        if reader.isNamed("startOverride"), let list, let level, let start = Self.start(value) {
          starts[Place(list: list, level: level)] = start
        }
      case .end:
        if reader.isNamed("abstractNum") { (abstract, level) = (nil, nil) }
        if reader.isNamed("num") { (list, level) = (nil, nil) }
        if reader.isNamed("lvl") { isInside = false }
        if reader.isNamed("lvlOverride") || (reader.isNamed("lvl") && list == nil) { level = nil }
      default: break
      }
    }
  }

  /// A number nobody counts from is none.
  private static func start(_ value: String?) -> Int? {
    value.flatMap { Int($0) }.flatMap { (0...100_000).contains($0) ? $0 : nil }
  }

  private func level(_ place: Place) -> Level? {
    overrides[place] ?? lists[place.list].flatMap { abstracts[$0]?[place.level] }
  }

  /// Counts on and tells the number as shown. A list that is not described shows nothing.
  mutating func label(at place: Place) -> String {
    guard place.list != 0, (0..<9).contains(place.level), let abstract = lists[place.list],
      let own = self.level(place)
    else { return "" }
    func level(_ n: Int) -> Level? { self.level(Place(list: place.list, level: n)) }
    var counts = counters[abstract] ?? [:]
    if begun.insert(place.list).inserted {
      for n in 0..<9 {
        if let start = starts[Place(list: place.list, level: n)] { counts[n] = start - 1 }
      }
    }
    counts[place.level] = min(1_000_000, (counts[place.level] ?? (starts[place] ?? own.start) - 1) + 1)
    for deeper in place.level + 1..<10 where level(deeper)?.restarts(behind: place.level, at: deeper) ?? true
    {
      counts[deeper] = nil
    }
    counters[abstract] = counts
    if own.format == "bullet" { return own.text == "+" ? "+" : "-" }
    if own.format == "none" { return own.text.utf8.contains(0x25) ? "" : own.text }
    var label = ""
    var isPlace = false
    for scalar in own.text.unicodeScalars {
      if isPlace, let digit = Int(String(scalar)), (1...9).contains(digit) {
        let shown = level(digit - 1)
        let format = shown?.format ?? "decimal"
        label += Self.number(
          counts[digit - 1] ?? shown?.start ?? 1, own.isLegal && format != "decimalZero" ? "decimal" : format)
        isPlace = false
      } else if scalar == "%" {
        isPlace = true
      } else {
        label.unicodeScalars.append(scalar)
      }
    }
    return label
  }

  private static func number(_ value: Int, _ format: String) -> String {
    switch format {
    case "lowerLetter": letter(value)
    case "upperLetter": letter(value).uppercased()
    case "lowerRoman": roman(value).lowercased()
    case "upperRoman": roman(value)
    case "decimalZero": value < 10 ? "0\(value)" : "\(value)"
    default: "\(value)"
    }
  }

  private static func letter(_ value: Int) -> String {
    guard value >= 1, value <= 780 else { return "\(value)" }
    let letter = Unicode.Scalar(UInt8(0x61 + (value - 1) % 26))
    return String(repeating: String(letter), count: (value - 1) / 26 + 1)
  }

  private static func roman(_ value: Int) -> String {
    guard value >= 1, value < 4000 else { return "\(value)" }
    let steps = [
      (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
      (10, "X"),
      (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ]
    var (rest, text) = (value, "")
    for (weight, sign) in steps {
      while rest >= weight {
        text += sign
        rest -= weight
      }
    }
    return text
  }
}
