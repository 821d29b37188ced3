/// Some lines of a file of facts, read on their own. Whole numbers are read as they pass; everything else goes the longer
/// way, which knows blanks, decimals and quotes.
final class PartOfTable {
  private let reader: FactTable
  private let roles: [FactTable.Role]
  private let bytes: UnsafeBufferPointer<UInt8>
  private let range: Range<Int>
  private var cells: [FactCells]
  private var ids: NameCells
  private var owners: NameCells
  private var rows = 0
  private var lineCount = 0
  /// The line of every record, counted from the first of this part; empty: one after the other.
  private var lines: [Int32] = []
  private(set) var findings: [BadValue] = []

  struct BadValue {
    var field: FactTable.Field
    var column: Int
    var line: Int
    var kind = Kind.value
    enum Kind { case value, quote, short, long }
  }

  init(
    _ reader: FactTable, _ headings: [String], _ roles: [FactTable.Role],
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) {
    (self.reader, self.roles, self.bytes, self.range) = (reader, roles, bytes, range)
    let estimate = max(0, range.count / max(headings.count * 3, 8))
    cells = roles.map { role in
      if case .fact(let n) = role { FactCells(reader.layout.facts[n], estimate) } else { FactCells(nil, 0) }
    }
    (ids, owners) = (NameCells(estimate), NameCells(estimate))
  }

  func read() {
    // Local while they grow: what lies in an object is checked at every step.
    var (cells, ids, owners) = (cells, ids, owners)
    (self.cells, self.ids, self.owners) = ([], NameCells(0), NameCells(0))
    defer { (self.cells, self.ids, self.owners) = (cells, ids, owners) }
    var at = range.lowerBound
    let end = range.upperBound
    let last = roles.count - 1
    while at < end {
      if bytes[at] == 0x0A || bytes[at] == 0x0D && (at + 1 == end || bytes[at + 1] == 0x0A) {
        // A blank line is no record; from here on records remember their lines.
        if lines.isEmpty { lines = (0..<Int32(rows)).map { $0 } }
        at += bytes[at] == 0x0D ? 2 : 1
        lineCount += 1
        while at < end, bytes[at] == 0x0A { (at, lineCount) = (at + 1, lineCount + 1) }
        continue
      }
      var begin = at
      for n in roles.indices {
        if n == last {
          begin = at
          if n > 0, bytes[at - 1] != 0x2C { note(.short, n) }
        }
        switch roles[n] {
        case .ignored: if at < end { _ = take(&at, n) }
        case .id: name(&ids, &at, end, n)
        case .owner: name(&owners, &at, end, n)
        case .fact: value(&cells[n], n, &at, end)
        }
      }
      if at > begin, bytes[at - 1] == 0x2C { note(.long, last) }
      FactTable.endLine(bytes, &at)
      if !lines.isEmpty || lineCount != rows { lines.append(Int32(truncatingIfNeeded: lineCount)) }
      rows += 1
      lineCount += 1
    }
  }

  /// A whole number up to the next comma or the end of the line; `nil`: something else, and nothing is read.
  private func whole(_ at: inout Int, _ end: Int, most digits: Int) -> Int? {
    var (place, value) = (at, 0)
    while place < end {
      let digit = Int(bytes[place]) &- 48
      if digit < 0 || digit > 9 { break }
      value = value &* 10 &+ digit
      place += 1
    }
    guard place > at, place - at <= digits, place < end else { return nil }
    let sign = bytes[place]
    guard sign == 0x2C || sign == 0x0A else { return nil }
    at = sign == 0x2C ? place + 1 : place
    return value
  }

  private func note(_ kind: BadValue.Kind, _ column: Int) {
    if findings.count < PackFindings.most {
      findings.append(
        .init(field: .init(from: 0, to: 0, isQuoted: false), column: column, line: lineCount + 2, kind: kind))
    }
  }

  private func take(_ at: inout Int, _ column: Int) -> FactTable.Field {
    let field = FactTable.field(bytes, &at)
    if field.isBroken { note(.quote, column) }
    return field
  }

  private func name(_ names: inout NameCells, _ at: inout Int, _ end: Int, _ column: Int) {
    // A number with a zero in front is a text: it would not be written the same again.
    if names.areNumbers, at + 1 < end, bytes[at] != 0x30 || bytes[at + 1] == 0x2C || bytes[at + 1] == 0x0A,
      let number = whole(&at, end, most: 18)
    {
      return names.append(Int64(number))
    }
    names.append(
      bytes, at < end ? take(&at, column) : FactTable.Field(from: at, to: at, isQuoted: false))
  }

  private func value(_ cell: inout FactCells, _ n: Int, _ at: inout Int, _ end: Int) {
    if cell.isWhole, let number = whole(&at, end, most: 15) {
      if cell.append(number) { return }
      var start = at - (at > 0 && bytes[at - 1] == 0x2C ? 1 : 0)
      let to = start
      while start > range.lowerBound, bytes[start - 1] &- 48 <= 9 { start -= 1 }
      return bad(n, FactTable.Field(from: start, to: to, isQuoted: false))
    }
    let field =
      at < end ? take(&at, n) : FactTable.Field(from: at, to: at, isQuoted: false)
    if !cell.append(bytes, field) { bad(n, field) }
  }

  private func bad(_ column: Int, _ field: FactTable.Field) {
    if findings.count < PackFindings.most {
      findings.append(.init(field: field, column: column, line: lineCount + 2))
    }
  }

  /// What stands behind this part in the file.
  func append(_ part: PartOfTable) {
    if !lines.isEmpty || !part.lines.isEmpty {
      if lines.isEmpty { lines = (0..<Int32(rows)).map { $0 } }
      lines +=
        part.lines.isEmpty
        ? (0..<Int32(part.rows)).map { $0 + Int32(lineCount) } : part.lines.map { $0 + Int32(lineCount) }
    } else if lineCount != rows {
      lines = (0..<Int32(rows)).map { $0 } + (0..<Int32(part.rows)).map { $0 + Int32(lineCount) }
    }
    for var finding in part.findings where findings.count < PackFindings.most {
      finding.line += lineCount
      findings.append(finding)
    }
    for n in cells.indices { cells[n].append(part.cells[n]) }
    ids.append(part.ids)
    owners.append(part.owners)
    rows += part.rows
    lineCount += part.lineCount
  }

  var table: RawTable {
    var columns: [String: Column] = [:]
    var (hasID, hasOwner) = (false, false)
    for (n, role) in roles.enumerated() {
      switch role {
      case .fact(let fact): columns[reader.layout.columnKeys[fact]] = cells[n].column
      case .id: hasID = true
      case .owner: hasOwner = true
      case .ignored: break
      }
    }
    return RawTable(
      ids: hasID ? ids.names : .numbers((0..<Int64(rows)).map { $0 }), owners: hasOwner ? owners.names : nil,
      columns: columns, lines: lines.map { $0 + 2 })
  }
}
