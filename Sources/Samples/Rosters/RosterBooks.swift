import Basics
import Formats
import Registry

/// The workbooks of the sample: rosters as offices write them, with title rows, merged headings, sections, totals,
/// signatures, days partly as Excel days and partly as text, and a few rows in TCVN3.
struct RosterBooks {
  let facts: GiongTromFacts
  let world: World
  var dice: Dice
  private let legacy = TCVN3Writing()

  init(_ facts: GiongTromFacts, _ world: World, seed: UInt64) {
    (self.facts, self.world) = (facts, world)
    dice = Dice(seed: seed)
  }

  /// How the rows of one sheet are written.
  enum Layout {
    /// Sections name the cells; two columns for the birthdays of men and women; merged headings over them.
    case sections
    /// A column names the cell.
    case columns
    /// As `columns`, with the committee, the day of arrival and the post: for the whole district.
    case district
  }

  struct Line {
    var person: World.Person
    var cell: Int
    /// Whether the person is new, or only became official.
    var isNew = true
    var post = ""
  }

  // MARK: Workbooks

  mutating func commune(_ commune: World.Commune, _ members: [Int: [World.Person]]) -> WorkbookFile {
    let titles = [
      "ĐẢNG BỘ HUYỆN \(facts.district.name.uppercased())", "ĐẢNG BỘ \(commune.name.uppercased())", "DANH SÁCH ĐẢNG VIÊN",
      "(Tính đến ngày \(facts.firstRosters.vietnamese))", "DỮ LIỆU MÔ PHỎNG",
    ]
    return book(
      "Danh sách đảng viên \(commune.name)",
      [
        sheet(commune.facts.kind == .town ? "Chi bộ khu phố" : "Chi bộ ấp", titles, .sections, lines(commune.hamlets, members), upTo: facts.firstRosters),
        sheet("Trường học, Trạm y tế", titles, .columns, lines(commune.others, members), upTo: facts.firstRosters),
      ])
  }

  mutating func directs(_ members: [Int: [World.Person]]) -> WorkbookFile {
    let titles = [
      "ĐẢNG BỘ HUYỆN \(facts.district.name.uppercased())", "CÁC TỔ CHỨC CƠ SỞ ĐẢNG TRỰC THUỘC", "DANH SÁCH ĐẢNG VIÊN",
      "(Tính đến ngày \(facts.firstRosters.vietnamese))", "DỮ LIỆU MÔ PHỎNG",
    ]
    let withCells = world.directs.filter { $0.facts.cells != nil }
    let alone = world.directs.filter { $0.facts.cells == nil }.flatMap(\.cells)
    return book(
      "Danh sách đảng viên các tổ chức trực thuộc huyện",
      [
        sheet("Đảng bộ cơ sở", titles, .sections, lines(withCells.flatMap(\.cells), members), upTo: facts.firstRosters),
        sheet("Chi bộ cơ sở", titles, .columns, lines(alone, members), upTo: facts.firstRosters),
      ])
  }

  mutating func period(_ period: GiongTromFacts.RosterPeriod, _ lines: [Line]) -> WorkbookFile {
    let titles = [
      "ĐẢNG BỘ HUYỆN \(facts.district.name.uppercased())", "DANH SÁCH ĐẢNG VIÊN MỚI KẾT NẠP, CHUYỂN ĐẾN, ĐƯỢC CÔNG NHẬN CHÍNH THỨC",
      "(\(period.title.prefix(1).uppercased() + period.title.dropFirst()))", "DỮ LIỆU MÔ PHỎNG",
    ]
    return book(
      "Danh sách bổ sung \(period.title)",
      [
        sheet("Kết nạp, chuyển đến", titles, .district, lines.filter(\.isNew), upTo: period.until),
        sheet("Công nhận chính thức", titles, .district, lines.filter { !$0.isNew }, upTo: period.until),
      ].filter { !$0.rows.isEmpty })
  }

  private func book(_ title: String, _ sheets: [SheetContent]) -> WorkbookFile {
    WorkbookFile(title: "\(title) (dữ liệu mô phỏng)", author: "ChiBo, dữ liệu mô phỏng", sheets: sheets)
  }

  private func lines(_ cells: [Int], _ members: [Int: [World.Person]]) -> [Line] {
    cells.flatMap { cell in
      (members[cell] ?? []).map { Line(person: $0, cell: cell) }
    }
  }

  // MARK: Sheets

  private mutating func sheet(_ name: String, _ titles: [String], _ layout: Layout, _ lines: [Line], upTo day: Day) -> SheetContent {
    let top = titles.count + 2
    var content = SheetContent(
      name, titles: titles, pageHeader: "DỮ LIỆU MÔ PHỎNG", isLandscape: true)
    let upper: [String]
    switch layout {
    case .sections: (upper, content.columns) = sectionHeadings()
    case .columns, .district: (upper, content.columns) = columnHeadings(layout)
    }
    content.upperHeaders = [upper]
    content.merges = merges(upper, content.columns, top)
    var section = -1
    var committee = -1
    for (number, line) in lines.enumerated() {
      if layout == .sections, line.cell != section {
        let cell = world.cells[line.cell]
        if let direct = cell.direct, direct != committee {
          content.rows.append(.init([.text(committeeName(direct).uppercased())], kind: .section))
          committee = direct
        }
        section = line.cell
        content.rows.append(.init([.empty, .text(sectionTitle(cell))], kind: .section))
      }
      content.rows.append(.init(cells(line, number + 1, layout, upTo: day)))
    }
    if !lines.isEmpty {
      content.rows.append(.init([.empty, .text("Cộng: \(lines.count) đảng viên")], kind: .total))
      content.rows.append(.init([]))
      content.rows.append(.init([.empty, .text("NGƯỜI LẬP DANH SÁCH")]))
    }
    return content
  }

  private func sectionTitle(_ cell: World.Cell) -> String {
    // In its own commune's list a cell goes by its hamlet.
    guard cell.sort == .hamlet else { return cell.title.uppercased() }
    return "CHI BỘ \(cell.neighbourhood.uppercased())"
  }

  private func committeeName(_ direct: Int) -> String { "Đảng bộ \(world.directs[direct].facts.title)" }

  /// Of a merged commune's cells, the committee they stand under since.
  private func communeCommittee(_ index: Int, on day: Day) -> String {
    let commune = world.communes[index]
    guard day >= facts.merger2020.day, let name = commune.facts.mergesInto else { return "Đảng bộ \(commune.name)" }
    return "Đảng bộ \(commune.facts.kind.title.lowercased()) \(name)"
  }

  private func sectionHeadings() -> ([String], [SheetContent.Column]) {
    (
      [
        "STT", "Họ và tên", "Ngày sinh", "", "Quê quán", "Nơi ở hiện nay", "Người địa phương", "Nghề nghiệp", "Ngày vào Đảng", "",
        "Số thẻ đảng viên", "Số lý lịch", "Trình độ", "", "Ghi chú",
      ],
      [
        .init("", width: 6, alignment: .center), .init("", width: 26), .init("Nam", width: 12), .init("Nữ", width: 12),
        .init("", width: 30), .init("", width: 34), .init("", width: 10, alignment: .center), .init("", width: 14),
        .init("Dự bị", width: 12), .init("Chính thức", width: 12), .init("", width: 12), .init("", width: 10),
        .init("Học vấn", width: 12), .init("LLCT", width: 11), .init("", width: 12),
      ]
    )
  }

  private func columnHeadings(_ layout: Layout) -> ([String], [SheetContent.Column]) {
    var upper = [
      "TT", "Họ và tên", "Giới tính", "Ngày, tháng, năm sinh", "Dân tộc", "Quê quán", "Nơi ở hiện nay", "Người địa phương",
      "Ngày vào Đảng", "Ngày chính thức", "Số thẻ đảng viên", "Số lý lịch", "Trình độ", "", "Nghề nghiệp", "Chi bộ",
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
  private func merges(_ upper: [String], _ columns: [SheetContent.Column], _ top: Int) -> [Workbook.Merge] {
    upper.indices.compactMap { place in
      guard !upper[place].isEmpty, columns.indices.contains(place) else { return nil }
      if columns[place].title.isEmpty { return Workbook.Merge(rows: top...(top + 1), columns: place...place) }
      var last = place
      while last + 1 < upper.count, upper[last + 1].isEmpty { last += 1 }
      return Workbook.Merge(rows: top...top, columns: place...last)
    }
  }

  // MARK: Rows

  private mutating func cells(_ line: Line, _ number: Int, _ layout: Layout, upTo day: Day) -> [SheetContent.Cell] {
    let person = line.person
    let record = person.record
    let isOfficial = record.officialOn.map { $0 <= day } ?? false
    let name = dice.below(80) == 0 ? legacy.text(record.name) ?? record.name : record.name
    let born = cell(record.bornOn)
    let admitted = cell(record.admittedOn)
    let official = isOfficial ? cell(record.officialOn) : layout == .sections ? .text("Dự bị") : .empty
    let card: SheetContent.Cell = isOfficial ? .text(person.card) : .empty
    let isLocal: SheetContent.Cell = record.isLocal.map { .text($0 ? "x" : "không") } ?? .empty
    let words: (SheetContent.Cell, SheetContent.Cell, SheetContent.Cell) = (text(record.homePlace), text(record.residence), text(record.occupation))
    if layout == .sections {
      return [
        .integer(number), .text(name), record.sex == .male ? born : .empty, record.sex == .female ? born : .empty, words.0, words.1,
        isLocal, words.2, admitted, official, card, .text(person.number), text(record.education), text(record.theory), .empty,
      ]
    }
    var cells: [SheetContent.Cell] = [
      .integer(number), .text(name), .text(record.sex == .female ? "Nữ" : "Nam"), born, text(record.ethnicity), words.0, words.1, isLocal,
      admitted, official, card, .text(person.number), text(record.education), text(record.theory), words.2,
      .text(world.cells[line.cell].title),
    ]
    if layout == .district {
      let cell = world.cells[line.cell]
      let committee = cell.commune.map { communeCommittee($0, on: day) } ?? cell.direct.map(committeeName) ?? ""
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
