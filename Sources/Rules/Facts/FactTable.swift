import Basics
import Foundation

/// Reads one CSV of facts in one walk over its bytes: whole numbers are read as they pass, words are looked up, what does
/// not fit is a finding with its line and counts as missing.
struct FactTable {
  let layout: Layout
  let entity: Int
  let mapping: Mapping
  let file: String
  let findings: PackFindings
  static let mostBytes = 4_000_000_000

  private enum Role {
    case id, owner, ignored
    case fact(Int)
  }

  func read(_ data: Data) -> RawTable? {
    data.withUnsafeBytes { raw in
      guard let base = raw.bindMemory(to: UInt8.self).baseAddress, raw.count < Self.mostBytes else {
        return RawTable(ids: .numbers([]), owners: nil, columns: [:], lines: [])
      }
      return read(UnsafeBufferPointer(start: base, count: raw.count))
    }
  }

  private func read(_ bytes: UnsafeBufferPointer<UInt8>) -> RawTable? {
    var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let headings = Self.record(bytes, &at)
    let roles = roles(headings)
    let estimate = max(0, (bytes.count - at) / max(headings.count * 3, 8))
    var cells = roles.map { role in
      if case .fact(let n) = role {
        FactCells(fact: layout.facts[n], estimate: estimate)
      } else {
        FactCells(fact: nil, estimate: 0)
      }
    }
    var ids = NameCells(estimate: estimate)
    var owners = NameCells(estimate: estimate)
    var hasID = false
    var hasOwner = false
    for role in roles {
      if case .id = role { hasID = true }
      if case .owner = role { hasOwner = true }
    }
    var lines: [Int32] = []
    var (line, row) = (2, 0)
    while at < bytes.count {
      if bytes[at] == 0x0A || bytes[at] == 0x0D && (at + 1 == bytes.count || bytes[at + 1] == 0x0A) {
        // A blank line is no record; from here on records remember their lines.
        if lines.isEmpty { lines = (0..<Int32(row)).map { $0 + 2 } }
        at += bytes[at] == 0x0D ? 2 : 1
        line += 1
        continue
      }
      for (n, role) in roles.enumerated() {
        let field =
          at < bytes.count
          ? Self.field(bytes, &at, isLast: n == roles.count - 1) : Field(from: at, to: at, isQuoted: false)
        switch role {
        case .ignored: break
        case .id: ids.append(bytes, field)
        case .owner: owners.append(bytes, field)
        case .fact: if !cells[n].append(bytes, field) { bad(bytes, field, roles[n], line, headings[n]) }
        }
      }
      Self.endLine(bytes, &at)
      if !lines.isEmpty || line != row + 2 { lines.append(Int32(truncatingIfNeeded: line)) }
      row += 1
      line += 1
    }
    var columns: [String: Column] = [:]
    for (n, role) in roles.enumerated() {
      if case .fact(let fact) = role { columns[layout.columnKeys[fact]] = cells[n].column }
    }
    return RawTable(
      ids: hasID ? ids.names : .numbers((0..<Int64(row)).map { $0 }), owners: hasOwner ? owners.names : nil,
      columns: columns, lines: lines)
  }

  private func bad(
    _ bytes: UnsafeBufferPointer<UInt8>, _ field: Field, _ role: Role, _ line: Int, _ heading: String
  ) {
    guard case .fact(let n) = role else { return }
    let fact = layout.facts[n]
    let range = fact.range.map { " (từ \(fact.text($0.lowerBound)) đến \(fact.text($0.upperBound)))" } ?? ""
    findings.add(
      .dataValue, at: Place(line: line, column: field.from),
      "\(file), dòng \(line), cột \(heading): `\(field.text(bytes).prefix(40))` không phải giá trị của \(fact.name)\(range).",
      "Sửa trong tệp; dòng này đang được coi là thiếu dữ kiện ấy.")
  }

  // MARK: - headings

  private func roles(_ headings: [String]) -> [Role] {
    let id = layout.entities[entity].id
    let parent = layout.entities[entity].parent.map { layout.entities[$0].id }
    let named = mapping.entities[id]
    var roles = headings.map { heading -> Role in
      if let wanted = named?.id {
        if heading == wanted { return .id }
      } else if Self.fold(heading) == "id" || Self.fold(heading) == Self.fold(id + "id") {
        return .id
      }
      if let wanted = named?.within {
        if heading == wanted { return .owner }
      } else if let parent,
        Self.fold(heading) == Self.fold(parent) || Self.fold(heading) == Self.fold(parent + "id")
      {
        return .owner
      }
      return .ignored
    }
    for fact in layout.facts.indices where layout.factEntities[fact] == entity {
      if let n = headings.firstIndex(where: { matches($0, layout.facts[fact]) }), case .ignored = roles[n] {
        roles[n] = .fact(fact)
      }
    }
    return roles
  }

  private func matches(_ heading: String, _ fact: Fact) -> Bool {
    if let wanted = mapping.facts[fact.entity]?[fact.id] { return heading == wanted }
    let folded = Self.fold(heading)
    let name = Self.fold(fact.id)
    var endings = [""]
    if case .number(_, true) = fact.kind { endings += ["pct", "percent"] }
    if let unit = fact.unit { endings += [Self.fold(unit), Self.fold(unit) + "s"] }
    return endings.contains { folded == name + $0 || folded == Self.fold(fact.entity) + name + $0 }
  }

  private static func fold(_ text: String) -> String {
    String(text.lowercased().filter { $0 != "_" && $0 != " " && $0 != "-" })
  }

  // MARK: - fields

  struct Field {
    var from: Int
    var to: Int
    var isQuoted: Bool

    func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
      let plain = String(decoding: bytes[from..<to], as: UTF8.self)
      return isQuoted ? plain.replacing("\"\"", with: "\"") : plain
    }
  }

  private static func field(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, isLast: Bool) -> Field {
    if at < bytes.count, bytes[at] == 0x22 {
      let from = at + 1
      at = from
      while at < bytes.count {
        if bytes[at] == 0x22 {
          if at + 1 < bytes.count, bytes[at + 1] == 0x22 { at += 1 } else { break }
        }
        at += 1
      }
      let field = Field(from: from, to: min(at, bytes.count), isQuoted: true)
      at = min(at + 1, bytes.count)
      if at < bytes.count, bytes[at] == 0x2C { at += 1 }
      return field
    }
    let from = at
    while at < bytes.count, bytes[at] != 0x2C, bytes[at] != 0x0A { at += 1 }
    var to = at
    if at < bytes.count, bytes[at] == 0x2C { at += 1 }
    if to > from, bytes[to - 1] == 0x0D { to -= 1 }
    return Field(from: from, to: to, isQuoted: false)
  }

  private static func record(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> [String] {
    var fields: [String] = []
    while at < bytes.count, fields.count < 1_000 {
      let before = at
      fields.append(field(bytes, &at, isLast: false).text(bytes).trimmingCharacters(in: .whitespaces))
      if at >= bytes.count || bytes[at] == 0x0A || at == before || bytes[at - 1] != 0x2C { break }
    }
    endLine(bytes, &at)
    return fields
  }

  private static func endLine(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) {
    while at < bytes.count, bytes[at] != 0x0A { at += 1 }
    if at < bytes.count { at += 1 }
  }
}

/// The values of one fact as they are read.
struct FactCells {
  let fact: Fact?
  private let places: Int
  private let isWhole: Bool
  private let words: [[UInt8]]
  private let range: ClosedRange<Int>
  private var narrow: [Int32] = []
  private var wide: [Int64] = []
  private var known: [UInt8] = []
  private var isWide = false
  private var hasGaps = false

  init(fact: Fact?, estimate: Int) {
    self.fact = fact
    range = fact?.bounds ?? 0...0
    switch fact?.kind {
    case .number(let places, _):
      (self.places, isWhole, words) = (places, true, [])
    case .boolean: (places, isWhole, words) = (0, true, [])
    case .choice(let values): (places, isWhole, words) = (0, false, values.map { Array($0.id.utf8) })
    case .day, nil: (places, isWhole, words) = (0, false, [])
    }
    if fact != nil { narrow.reserveCapacity(estimate) }
  }

  /// - Returns: whether the field is a value of the fact, or blank.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, _ field: FactTable.Field) -> Bool {
    guard let fact else { return true }
    if field.from == field.to {
      gap()
      return true
    }
    var value: Int?
    if isWhole, places == 0 { value = whole(bytes, field) }
    if !words.isEmpty { value = word(bytes, field) }
    if value == nil, words.isEmpty {
      value = fact.raw(field.text(bytes).trimmingCharacters(in: .whitespaces))
    }
    guard let value, range.contains(value) else {
      if field.text(bytes).allSatisfy({ $0 == " " }) {
        gap()
        return true
      }
      gap()
      return false
    }
    add(value)
    return true
  }

  private func whole(_ bytes: UnsafeBufferPointer<UInt8>, _ field: FactTable.Field) -> Int? {
    guard field.to - field.from <= 15 else { return nil }
    var value = 0
    for n in field.from..<field.to {
      let digit = Int(bytes[n]) - 48
      guard digit >= 0, digit <= 9 else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  private func word(_ bytes: UnsafeBufferPointer<UInt8>, _ field: FactTable.Field) -> Int? {
    let length = field.to - field.from
    for (code, word) in words.enumerated() where word.count == length {
      var isSame = true
      for n in 0..<length where word[n] != bytes[field.from + n] {
        isSame = false
        break
      }
      if isSame { return code }
    }
    return nil
  }

  private mutating func gap() {
    if !hasGaps {
      hasGaps = true
      known = [UInt8](repeating: 255, count: isWide ? wide.count : narrow.count)
    }
    known.append(0)
    if isWide { wide.append(0) } else { narrow.append(0) }
  }

  private mutating func add(_ value: Int) {
    if hasGaps { known.append(255) }
    if !isWide, let small = Int32(exactly: value) {
      narrow.append(small)
      return
    }
    if !isWide {
      isWide = true
      wide = narrow.map(Int64.init)
      narrow = []
    }
    wide.append(Int64(value))
  }

  var column: Column {
    isWide
      ? Column(whole: wide, known: hasGaps ? known : nil)
      : Column(whole: narrow, known: hasGaps ? known : nil)
  }
}

/// Names of records as they are read: numbers until one is none.
struct NameCells {
  private var numbers: [Int64] = []
  private var texts: [String]?

  init(estimate: Int) { numbers.reserveCapacity(estimate) }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, _ field: FactTable.Field) {
    if texts == nil, field.to > field.from, field.to - field.from <= 18,
      bytes[field.from] != 0x30 || field.to - field.from == 1
    {
      var value: Int64 = 0
      var isNumber = true
      for n in field.from..<field.to {
        let digit = Int64(bytes[n]) - 48
        if digit < 0 || digit > 9 {
          isNumber = false
          break
        }
        value = value * 10 + digit
      }
      if isNumber {
        numbers.append(value)
        return
      }
    }
    if texts == nil { texts = numbers.map(String.init) }
    texts?.append(field.text(bytes))
  }

  var names: RecordIDs { texts.map { .texts($0) } ?? .numbers(numbers) }
}
