import Basics
import Formats

/// Roster sheet — trang danh sách: the rows that speak of a member, told from titles, headers, sections, totals and
/// signatures; each with the section it stands under.
package struct RosterSheet: Sendable {
  /// One row of data, not yet read.
  package struct Record: Sendable {
    package var number: Int
    package var fields: [Workbook.Field]
    package var header: Int
    /// The section above that names an organisation: "Chi bộ ấp 3".
    package var section: String?
    package var committee: String?
  }

  package enum Kind: String, Sendable { case header, numbering, section, total, footer }

  package var index: Int
  package var name: String
  package var grid: SheetGrid
  package var titles: [String] = []
  package var headers: [TableHeader<RosterColumn>] = []
  package var records: [Record] = []
  /// Rows that are no data, and why: shown before anything is written.
  package var skipped: [(row: Int, kind: Kind)] = []
  package var findings: [Finding] = []

  package init(_ sheet: Workbook.Sheet, index: Int) {
    (self.index, name, grid) = (index, sheet.name, SheetGrid(sheet))
    let finder = HeaderFinder<RosterColumn>(grid)
    guard var header = finder.header(startingAt: 0, lookingAhead: 100) else { return }
    guard !sheet.isHidden else {
      findings.append(.hiddenSheet(sheet.name))
      return
    }
    titles = sheet.rows.prefix { $0.number < header.rows.lowerBound }.compactMap { row in
      let words = row.fields.map { FieldText($0).text }.filter { !$0.isEmpty }
      return words.isEmpty ? nil : words.joined(separator: " | ")
    }
    take(&header)
    read(finder)
    if records.isEmpty { findings.append(.noRows(sheet.name)) }
  }

  package var isRoster: Bool { !headers.isEmpty }

  // MARK: Rows

  private mutating func read(_ finder: HeaderFinder<RosterColumn>) {
    var section: String?
    var committee: String?
    var index = 0
    let rows = grid.sheet.rows
    while index < rows.count {
      let row = rows[index]
      guard let current = headers.last else { return }
      defer { index += 1 }
      if row.number <= current.rows.upperBound {
        if current.rows.contains(row.number) { skipped.append((row.number, .header)) }
        continue
      }
      if let place = current.place(of: .name) ?? current.place(of: .familyName), let field = row[place],
        finder.isHeading(field), var next = finder.header(startingAt: index, lookingAhead: 1)
      {
        take(&next)
        skipped.append((row.number, .header))
        continue
      }
      switch RosterRowKind(row, current, grid, ended: skipped.last?.kind == .footer) {
      case .data:
        records.append(
          Record(
            number: row.number, fields: row.fields, header: headers.count - 1, section: section,
            committee: committee))
      case .section(let text):
        skipped.append((row.number, .section))
        switch SectionText(text) {
        case .cell(let cell): section = cell
        case .committee(let name): (committee, section) = (name, nil)
        case .other: break
        }
      case .numbering: skipped.append((row.number, .numbering))
      case .total: skipped.append((row.number, .total))
      case .footer: skipped.append((row.number, .footer))
      }
    }
  }

  private mutating func take(_ header: inout TableHeader<RosterColumn>) {
    Self.splitBirthDate(&header)
    for place in header.unknown {
      findings.append(
        .unknownColumn(name, header.rows.lowerBound, header.headings[place] ?? Workbook.letters(of: place)))
    }
    for place in header.repeated {
      findings.append(
        .repeatedColumn(name, header.rows.lowerBound, header.headings[place] ?? Workbook.letters(of: place)))
    }
    headers.append(header)
  }

  /// "Ngày sinh", "Tháng sinh", "Năm sinh" in three columns are the parts of one date.
  private static func splitBirthDate(_ header: inout TableHeader<RosterColumn>) {
    guard header.known.contains(.birthMonth), !header.known.contains(.birthYear),
      let day = header.place(of: .bornOn),
      let year = header.repeated.first(where: { HeadingText.key(header.headings[$0] ?? "") == "nam sinh" })
    else { return }
    header.columns[day] = [.birthDay]
    header.columns[year] = [.birthYear]
    header.repeated.removeAll { $0 == year }
  }
}

/// What a section row names.
enum SectionText {
  case cell(String), committee(String), other

  init(_ text: String) {
    // "II. CHI BỘ ẤP 3: 25 đảng viên" → "CHI BỘ ẤP 3"
    var name = text.unicodeScalars.prefix { $0 != ":" }.map(String.init).joined()
    if let end = name.firstRange(of: "(")?.lowerBound { name = String(name[..<end]) }
    var words = VietnameseText.clean(name).split(separator: " ").map(String.init)
    while let first = words.first, RosterRowKind.isOrdinal(first) || first == "-" || first == "*" {
      words.removeFirst()
    }
    name = words.joined(separator: " ")
    let fold = VietnameseText.fold(name)
    func begins(_ starts: [String]) -> Bool { starts.contains { fold == $0 || fold.hasPrefix($0 + " ") } }
    if begins(["dang bo", "dang uy", "xa", "thi tran", "phuong"]) {
      self = .committee(name)
    } else if begins([
      "chi bo", "cb", "ap", "khu pho", "khom", "thon", "co quan", "truong", "to dan pho", "cong an",
      "quan su", "tram y te",
    ]) {
      self = .cell(name)
    } else {
      self = .other
    }
  }
}

extension Finding {
  static func hiddenSheet(_ sheet: String) -> Finding {
    Finding(
      "sheet.hidden", .warning, sheet: sheet,
      message: "Trang “\(sheet)” đang ẩn mà có bảng danh sách; ChiBo không đọc trang ẩn.",
      remedy: "Nếu cần nhập, hiện trang ấy lên (Excel: chuột phải vào tên trang › Hiện) rồi tải lại.")
  }
  static func noRows(_ sheet: String) -> Finding {
    Finding(
      "sheet.empty", .notice, sheet: sheet,
      message: "Trang “\(sheet)” có đề mục nhưng không có dòng đảng viên nào.",
      remedy: "Không cần làm gì nếu trang này để trống.")
  }
  static func unknownColumn(_ sheet: String, _ row: Int, _ heading: String) -> Finding {
    Finding(
      "column.unknown", .notice, sheet: sheet, row: row, column: heading,
      message: "Cột “\(heading)” không có trong các đề mục ChiBo biết nên không được đọc.",
      remedy: "Nếu cột này cần thiết, đổi đề mục theo bảng trong sách hướng dẫn, mục Nhập danh sách.")
  }
  static func repeatedColumn(_ sheet: String, _ row: Int, _ heading: String) -> Finding {
    Finding(
      "column.repeated", .warning, sheet: sheet, row: row, column: heading,
      message: "Cột “\(heading)” lặp lại một đề mục đã có ở bên trái; chỉ cột bên trái được đọc.",
      remedy: "Đổi đề mục hoặc bỏ một trong hai cột nếu cột được đọc không đúng.")
  }
}
