import Basics
import Formats

/// The columns of a header by what they hold.
struct ColumnMap {
  let header: TableHeader<RosterColumn>
  private let places: [RosterColumn: Int]

  init(_ header: TableHeader<RosterColumn>) {
    self.header = header
    places = header.places
  }

  func place(of column: RosterColumn) -> Int? { places[column] }
  /// What else stands in the same column.
  func companions(of column: RosterColumn) -> [RosterColumn] {
    places[column].flatMap { header.columns[$0] } ?? []
  }
}

/// One row while it is read: fields by what they hold, and where its findings go.
struct RowReading {
  let record: RosterSheet.Record
  let map: ColumnMap
  let sheet: RosterSheet
  let marksOnly: Set<RosterColumn>
  var row: RosterRow
  private var fields: [Int: Workbook.Field] = [:]
  private var texts: [Int: FieldText] = [:]

  init(_ record: RosterSheet.Record, _ map: ColumnMap, _ sheet: RosterSheet, _ marksOnly: Set<RosterColumn>) {
    (self.record, self.map, self.sheet, self.marksOnly) = (record, map, sheet, marksOnly)
    row = RosterRow(sheet: sheet.index, sheetName: sheet.name, number: record.number)
    for field in record.fields { fields[field.column] = field }
    // The cell's name is often written once, in a merge over all of its rows.
    for column in [RosterColumn.cell, .cellCode, .committee] {
      guard let place = map.place(of: column), fields[place] == nil else { continue }
      fields[place] = sheet.grid.shown(record.number, place)
    }
    for (place, field) in fields { texts[place] = FieldText(field) }
    for (place, columns) in map.header.columns.sorted(by: { $0.key < $1.key })
    where !columns.allSatisfy(RosterColumn.ignored.contains) {
      row.raw.append(fields[place].map { Self.bytes($0) } ?? "")
    }
    row.raw.append(record.section ?? "")
  }

  func has(_ column: RosterColumn) -> Bool {
    if map.place(of: column) != nil { return true }
    switch column {
    case .name: return map.place(of: .familyName) != nil
    case .bornOn: return map.place(of: .birthDay) != nil
    default: return false
    }
  }

  func field(_ column: RosterColumn) -> Workbook.Field? {
    guard let place = map.place(of: column) else { return nil }
    if map.companions(of: column).count > 1 {
      return Workbook.Field(column: place, value: .text(text(column)))
    }
    return fields[place]
  }

  /// The text of a column; of a compound one the part that belongs to it.
  func text(_ column: RosterColumn) -> String {
    guard let place = map.place(of: column), let whole = texts[place] else { return "" }
    let companions = map.companions(of: column)
    guard companions.count > 1, let at = companions.firstIndex(of: column) else { return whole.text }
    let parts = compound(place, count: companions.count)
    return at < parts.count ? parts[at] : ""
  }

  func date(_ column: RosterColumn) -> RosterDate {
    guard map.companions(of: column).count > 1 else { return wholeDate(column) }
    return RosterDate(text: text(column))
  }

  func wholeDate(_ column: RosterColumn) -> RosterDate {
    RosterDate(map.place(of: column).flatMap { fields[$0] })
  }

  func isFormulaError(_ column: RosterColumn) -> Bool {
    if case .error? = map.place(of: column).flatMap({ fields[$0] })?.value { true } else { false }
  }

  func heading(_ column: RosterColumn) -> String {
    guard let place = map.place(of: column) else { return column.title }
    return map.header.headings[place] ?? Workbook.letters(of: place)
  }

  /// Whether a required column says nothing, and no other finding has told so.
  func isMissing(_ column: RosterColumn) -> Bool {
    let heading = heading(column)
    if row.findings.contains(where: { $0.column == heading && $0.severity == .error }) { return false }
    return switch column {
    case .name: row.person.name.isEmpty
    case .bornOn:
      row.person.bornOn == nil
        && !row.findings.contains { $0.code.hasPrefix("day.") && $0.severity == .error && isBirth($0.column) }
    case .admittedOn: row.person.admittedOn == nil
    default: text(column).isEmpty
    }
  }

  /// Whether the person comes from the place: yes, no, or nobody wrote it down.
  func isLocal() -> Bool? {
    for (column, yes) in [(RosterColumn.isLocal, true), (.isNotLocal, false)]
    where map.place(of: column) != nil {
      let text = VietnameseText.fold(text(column))
      switch text {
      case "x", "1", "co", "dung", "phai", "yes": return yes
      case "khong", "0", "khong phai", "no", "ngoai", "noi khac": return !yes
      case "" where marksOnly.contains(column): return !yes
      case "nguoi dia phuong", "dia phuong", "tai cho": return true
      case "nguoi noi khac", "khong phai nguoi dia phuong", "ngoai dia phuong": return false
      default: continue
      }
    }
    return nil
  }

  // MARK: Findings

  mutating func add(_ remark: RosterRemark, at column: RosterColumn) {
    let value = map.place(of: column).flatMap { texts[$0]?.text }
    row.findings.append(
      remark.finding(sheet: row.sheetName, row: row.number, column: heading(column), value: value))
  }

  /// One notice for a row, however many of its fields were converted.
  mutating func noticeConversion() {
    for (place, text) in texts.sorted(by: { $0.key < $1.key }) where map.header.columns[place] != nil {
      guard let encoding = text.converted else { continue }
      let heading = map.header.headings[place] ?? Workbook.letters(of: place)
      row.findings.append(
        RosterRemark.converted(text.text, encoding).finding(
          sheet: row.sheetName, row: row.number, column: heading, value: text.text))
      return
    }
  }

  /// Merges over data: a value under one is in the file, yet nobody sees it.
  mutating func checkMerges() {
    for (place, columns) in map.header.columns.sorted(by: { $0.key < $1.key })
    where !columns.allSatisfy({
      RosterColumn.ignored.contains($0) || [.cell, .cellCode, .committee].contains($0)
    }) {
      guard let (merge, isCovered) = sheet.grid.merge(row.number, place), isCovered else { continue }
      let heading = map.header.headings[place] ?? Workbook.letters(of: place)
      let area =
        "\(Workbook.letters(of: merge.columns.lowerBound))\(merge.rows.lowerBound):\(Workbook.letters(of: merge.columns.upperBound))\(merge.rows.upperBound)"
      let hidden = record.fields.first { $0.column == place }
      let remark: RosterRemark = hidden == nil ? .underMerge(area) : .hiddenByMerge(area)
      row.findings.append(
        remark.finding(
          sheet: row.sheetName, row: row.number, column: heading, value: hidden.map { FieldText($0).text }))
    }
  }

  // MARK: Compound fields

  /// Parts by line where the field has lines, else at the first signs that part words; the last part takes the rest:
  /// "Lê Văn Công, Chủ tịch UBND; Phó Bí thư" is a name and its posts.
  private func compound(_ place: Int, count: Int) -> [String] {
    guard let field = fields[place] else { return [] }
    var parts: [String] = []
    var rest = texts[place]?.text ?? ""
    if case .text(let raw) = field.value, field.runs.isEmpty, texts[place]?.converted == nil,
      raw.contains(where: \.isNewline)
    {
      let lines = raw.split(whereSeparator: \.isNewline).map { VietnameseText.clean($0) }.filter {
        !$0.isEmpty
      }
      parts = Array(lines.prefix(count - 1))
      rest = lines.dropFirst(count - 1).joined(separator: ", ")
    } else {
      while parts.count < count - 1, let sign = Self.firstSign(in: rest) {
        parts.append(VietnameseText.clean(rest[..<sign.lowerBound]))
        rest = VietnameseText.clean(rest[sign.upperBound...])
      }
    }
    return parts + [rest]
  }

  private static func firstSign(in text: String) -> Range<String.Index>? {
    let signs = [",", ";", " - ", " – ", " / "].compactMap { text.firstRange(of: $0) }
    return signs.min { $0.lowerBound < $1.lowerBound } ?? text.firstRange(of: "/")
  }

  private func isBirth(_ heading: String?) -> Bool {
    [RosterColumn.bornOn, .male, .female, .birthDay, .birthMonth, .birthYear].contains {
      has($0) && self.heading($0) == heading
    }
  }

  private static func bytes(_ field: Workbook.Field) -> String {
    switch field.value {
    case .text(let text): text
    case .number(let number): number
    case .date(let day, _): day.description
    case .bool(let value): value ? "TRUE" : "FALSE"
    case .error(let error): error
    }
  }
}
