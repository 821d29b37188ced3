import Basics
import Formats

/// What a row below the header is.
enum RosterRowKind {
  case data, numbering, total, footer
  case section(String)

  /// - Parameter ended: signatures stand above already; only what clearly tells of a person is data then.
  init(_ row: Workbook.Row, _ header: TableHeader<RosterColumn>, _ grid: SheetGrid, ended: Bool) {
    let fields = row.fields.filter {
      header.columns[$0.column] != nil || header.unknown.contains($0.column) || $0.column == 0
    }
    let texts = (fields.isEmpty ? row.fields : fields).map { (field: $0, text: FieldText($0).text) }.filter {
      !$0.text.isEmpty
    }
    guard let first = texts.first else {
      self = .footer
      return
    }
    if texts.count >= 3, Self.isNumbering(texts.map(\.text)) {
      self = .numbering
      return
    }
    let ordinal = header.place(of: .ordinal).flatMap { row[$0] }.map { FieldText($0).text } ?? ""
    let words = texts.filter { $0.field.column != header.place(of: .ordinal) || !Self.isOrdinal($0.text) }
    let fold = VietnameseText.fold((words.first ?? first).text)
    if ["tong", "tong cong", "cong", "tong so", "cong chung", "cong don vi"].contains(fold)
      || ["tong cong ", "tong so ", "cong ", "tong "].contains(where: fold.hasPrefix)
        && !Self.hasName(words.map(\.text))
    {
      self = .total
      return
    }
    let isSpread = grid.merge(row.number, first.field.column).map { $0.merge.columns.count > 2 } ?? false
    if words.count == 1, let only = words.first {
      switch SectionText(only.text) {
      case .cell, .committee:
        self = .section(only.text)
        return
      case .other:
        if isSpread || fold.contains("dang vien") || fold.hasPrefix("chi uy") {
          self = .section(only.text)
          return
        }
      }
    }
    // What the row tells of a person: fields under a heading that is read.
    let told = texts.filter { pair in
      !(header.columns[pair.field.column] ?? []).allSatisfy { RosterColumn.ignored.contains($0) }
    }
    let hasFigures = told.contains { pair in
      if case .text(let text) = pair.field.value { return text.utf8.contains { (48...57).contains($0) } }
      return true
    }
    if ordinal.isEmpty && (Self.isSignature(fold) || (ended && told.count < 3)) {
      self = .footer
    } else if told.isEmpty
      || (told.count == 1 && ordinal.isEmpty && !hasFigures && header.known.count > 2
        && !Self.isName(told, header))
    {
      self = .footer
    } else {
      self = .data
    }
  }

  /// "1", "12.", "(3)", "IV", "a)", "B".
  static func isOrdinal(_ text: String) -> Bool {
    let letters = text.utf8.filter { !".)(:-".utf8.contains($0) }
    guard !letters.isEmpty, letters.count <= 5 else { return false }
    if letters.allSatisfy({ (48...57).contains($0) }) { return true }
    if letters.allSatisfy({ "IVXLivxl".utf8.contains($0) }) { return true }
    return letters.count == 1 && letters.allSatisfy { (65...90).contains($0 & 0xDF) }
  }

  /// The row of column numbers below a header: 1 2 3 …, (1) (2) (3) …, A B 1 2 ….
  private static func isNumbering(_ texts: [String]) -> Bool {
    guard texts.allSatisfy(isOrdinal) else { return false }
    let numbers = texts.compactMap { text in
      Int(String(decoding: text.utf8.filter { (48...57).contains($0) }, as: UTF8.self))
    }
    guard numbers.count >= 2 else { return false }
    return zip(numbers, numbers.dropFirst()).allSatisfy { $0 + 1 == $1 }
  }

  /// A name that begins with such a word ("Tống", "Công") does not make a total.
  private static func hasName(_ texts: [String]) -> Bool {
    guard let first = texts.first, !first.utf8.contains(where: { (48...57).contains($0) }),
      !VietnameseText.fold(first).contains("dang vien")
    else { return false }
    return texts.count > 1
      && !texts.dropFirst().allSatisfy {
        $0.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 || $0 == 44 }
      }
      && (texts.first?.split(separator: " ").count ?? 0) >= 2
  }

  private static func isName(
    _ told: [(field: Workbook.Field, text: String)], _ header: TableHeader<RosterColumn>
  ) -> Bool {
    told.contains { header.columns[$0.field.column]?.contains(.name) ?? false }
  }

  private static func isSignature(_ fold: String) -> Bool {
    let starts = [
      "nguoi lap", "t m", "tm ", "bi thu", "pho bi thu", "xac nhan", "noi nhan", "ky ten", "thu truong",
      "nguoi kiem tra", "ghi chu", "k t ",
      "danh sach nay", "danh sach co", "an dinh",
    ]
    if starts.contains(where: {
      fold == $0 || fold.hasPrefix($0 + " ") || ($0.hasSuffix(" ") && fold.hasPrefix($0))
    }) {
      return true
    }
    return fold.contains("ngay") && fold.contains("thang") && fold.contains("nam ")
  }
}
