import Basics
import Formats
import Registry

/// The headings of the written rosters, and their rows.
extension RosterBooks {
  func sectionHeadings() -> ([String], [SheetContent.Column]) {
    (
      [
        "STT", "Họ và tên", "Ngày sinh", "", "Quê quán", "Nơi ở hiện nay", "Người địa phương", "Nghề nghiệp",
        "Ngày vào Đảng", "",
        "Số thẻ đảng viên", "Số lý lịch", "Trình độ", "", "Ghi chú",
      ],
      [
        .init("", width: 6, alignment: .center), .init("", width: 26), .init("Nam", width: 12),
        .init("Nữ", width: 12),
        .init("", width: 30), .init("", width: 34), .init("", width: 10, alignment: .center),
        .init("", width: 14),
        .init("Dự bị", width: 12), .init("Chính thức", width: 12), .init("", width: 12), .init("", width: 10),
        .init("Học vấn", width: 12), .init("LLCT", width: 11), .init("", width: 12),
      ]
    )
  }

  func columnHeadings(_ layout: Layout) -> ([String], [SheetContent.Column]) {
    var upper = [
      "TT", "Họ và tên", "Giới tính", "Ngày, tháng, năm sinh", "Dân tộc", "Quê quán", "Nơi ở hiện nay",
      "Người địa phương",
      "Ngày vào Đảng", "Ngày chính thức", "Số thẻ đảng viên", "Số lý lịch", "Trình độ", "", "Nghề nghiệp",
      "Chi bộ",
    ]
    var widths: [Double] = [5, 26, 8, 12, 9, 30, 34, 10, 12, 12, 12, 10, 16, 11, 14, 34]
    var lower = Array(repeating: "", count: upper.count)
    (lower[12], lower[13]) = ("Chuyên môn", "LLCT")
    if layout == .district {
      upper += ["Đảng bộ", "Ngày về chi bộ", "Chức vụ"]
      widths += [26, 12, 28]
      lower += ["", "", ""]
    }
    return (upper, zip(lower, widths).map { .init($0, width: $1) })
  }

  /// A heading runs over the columns that have none of their own beside it, or down where nothing stands below.
  func merges(_ upper: [String], _ columns: [SheetContent.Column], _ top: Int) -> [Workbook.Merge] {
    upper.indices.compactMap { place in
      guard !upper[place].isEmpty, columns.indices.contains(place) else { return nil }
      if columns[place].title.isEmpty { return Workbook.Merge(rows: top...(top + 1), columns: place...place) }
      var last = place
      while last + 1 < upper.count, upper[last + 1].isEmpty { last += 1 }
      return Workbook.Merge(rows: top...top, columns: place...last)
    }
  }

  // MARK: Rows

  mutating func cells(_ line: Line, _ number: Int, _ layout: Layout, upTo day: Day) -> [SheetContent.Cell] {
    let person = line.person
    let record = person.record
    let isOfficial = record.officialOn.map { $0 <= day } ?? false
    let name = dice.below(80) == 0 ? legacy.text(record.name) ?? record.name : record.name
    let born = cell(record.bornOn)
    let admitted = cell(record.admittedOn)
    let official = isOfficial ? cell(record.officialOn) : layout == .sections ? .text("Dự bị") : .empty
    let card: SheetContent.Cell = isOfficial ? .text(person.card) : .empty
    let isLocal: SheetContent.Cell = record.isLocal.map { .text($0 ? "x" : "không") } ?? .empty
    let words: (SheetContent.Cell, SheetContent.Cell, SheetContent.Cell) = (
      text(record.homePlace), text(record.residence), text(record.occupation)
    )
    if layout == .sections {
      return [
        .integer(number), .text(name), record.sex == .male ? born : .empty,
        record.sex == .female ? born : .empty, words.0, words.1,
        isLocal, words.2, admitted, official, card, .text(person.number), text(record.education),
        text(record.theory), .empty,
      ]
    }
    var cells: [SheetContent.Cell] = [
      .integer(number), .text(name), .text(record.sex == .female ? "Nữ" : "Nam"), born,
      text(record.ethnicity), words.0, words.1, isLocal,
      admitted, official, card, .text(person.number), text(record.education), text(record.theory), words.2,
      .text(world.cells[line.cell].title),
    ]
    if layout == .district {
      let cell = world.cells[line.cell]
      let committee =
        cell.commune.map { communeCommittee($0, on: day) } ?? cell.direct.map(committeeName) ?? ""
      let arrival = line.isNew && person.arrival != record.admittedOn ? self.cell(person.arrival) : .empty
      cells += [cell.kind == .baseCell ? .empty : .text(committee), arrival, text(line.post)]
    }
    return cells
  }

  private func text(_ text: String) -> SheetContent.Cell { text.isEmpty ? .empty : .text(text) }

  /// Two days of three as Excel keeps them, the others as people type them.
  private mutating func cell(_ day: Day?) -> SheetContent.Cell {
    guard let day else { return .empty }
    switch dice.below(9) {
    case 0: return .text(day.padded)
    case 1: return .text(day.vietnamese)
    case 2: return .text("\(day.day)-\(day.month)-\(day.year)")
    default: return .day(day)
    }
  }
}
