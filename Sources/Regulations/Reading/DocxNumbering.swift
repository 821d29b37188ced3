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
  }

  /// By the number of the abstract list.
  private var abstracts: [Int: [Int: Level]] = [:]
  private var lists: [Int: Int] = [:]
  private var starts: [Place: Int] = [:]
  /// Where each list stands now, by its abstract list: lists of one pattern count on together unless they start anew.
  private var counters: [Int: [Int: Int]] = [:]
  private var begun: Set<Int> = []

  mutating func read(_ part: [UInt8]) throws(FormatRefusal) {
    let reader = try XMLReader(part, limits: DocxReader.limits)
    var (abstract, list, level): (Int?, Int?, Int?) = (nil, nil, nil)
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
          level = reader["ilvl"].flatMap { Int($0) }
        }
        if let abstract, let level, (0..<9).contains(level) {
          var entry = abstracts[abstract]?[level] ?? Level()
          if reader.isNamed("numFmt") { entry.format = value ?? "decimal" }
          if reader.isNamed("lvlText") { entry.text = value ?? "" }
          if reader.isNamed("start") { entry.start = value.flatMap { Int($0) } ?? 1 }
          if abstracts.count < 20_000 { abstracts[abstract, default: [:]][level] = entry }
        }
        if reader.isNamed("startOverride"), let list, let level, let start = value.flatMap({ Int($0) }) {
          starts[Place(list: list, level: level)] = start
        }
      case .end:
        if reader.isNamed("abstractNum") { (abstract, level) = (nil, nil) }
        if reader.isNamed("num") { (list, level) = (nil, nil) }
        if reader.isNamed("lvl") || reader.isNamed("lvlOverride") { level = nil }
      default: break
      }
    }
  }

  /// Counts on and tells the number as shown. A list that is not described shows nothing.
  mutating func label(at place: Place) -> String {
    guard place.list != 0, (0..<9).contains(place.level), let abstract = lists[place.list],
      let levels = abstracts[abstract], let level = levels[place.level]
    else { return "" }
    var counts = counters[abstract] ?? [:]
    if begun.insert(place.list).inserted {
      for n in 0..<9 {
        if let start = starts[Place(list: place.list, level: n)] { counts[n] = start - 1 }
      }
    }
    counts[place.level] = min(1_000_000, (counts[place.level] ?? level.start - 1) + 1)
    for deeper in place.level + 1..<10 { counts[deeper] = nil }
    counters[abstract] = counts
    if level.format == "bullet" { return "-" }
    if level.format == "none" { return level.text.utf8.contains(0x25) ? "" : level.text }
    var label = ""
    var isPlace = false
    for scalar in level.text.unicodeScalars {
      if isPlace, let digit = Int(String(scalar)), (1...9).contains(digit) {
        let value = counts[digit - 1] ?? levels[digit - 1]?.start ?? 1
        label += Self.number(
          value, digit - 1 == place.level ? level.format : levels[digit - 1]?.format ?? "decimal")
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
