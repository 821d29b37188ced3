import Basics
import Formats
import Registry

/// The workbooks of the sample: rosters as offices write them, with title rows, merged headings, sections, totals,
/// signatures, days partly as Excel days and partly as text, and a few rows in TCVN3.
struct RosterBooks {
  let facts: GiongTromFacts
  let world: World
  var dice: Dice
  let legacy = TCVN3Writing()

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
      "ĐẢNG BỘ HUYỆN \(facts.district.name.uppercased())", "ĐẢNG BỘ \(commune.name.uppercased())",
      "DANH SÁCH ĐẢNG VIÊN",
      "(Tính đến ngày \(facts.firstRosters.vietnamese))", "DỮ LIỆU MÔ PHỎNG",
    ]
    return book(
      "Danh sách đảng viên \(commune.name)",
      [
        sheet(
          commune.facts.kind == .town ? "Chi bộ khu phố" : "Chi bộ ấp", titles, .sections,
          lines(commune.hamlets, members), upTo: facts.firstRosters),
        sheet(
          "Trường học, Trạm y tế", titles, .columns, lines(commune.others, members), upTo: facts.firstRosters),
      ])
  }

  mutating func directs(_ members: [Int: [World.Person]]) -> WorkbookFile {
    let titles = [
      "ĐẢNG BỘ HUYỆN \(facts.district.name.uppercased())", "CÁC TỔ CHỨC CƠ SỞ ĐẢNG TRỰC THUỘC",
      "DANH SÁCH ĐẢNG VIÊN",
      "(Tính đến ngày \(facts.firstRosters.vietnamese))", "DỮ LIỆU MÔ PHỎNG",
    ]
    let withCells = world.directs.filter { $0.facts.cells != nil }
    let alone = world.directs.filter { $0.facts.cells == nil }.flatMap(\.cells)
    return book(
      "Danh sách đảng viên các tổ chức trực thuộc huyện",
      [
        sheet(
          "Đảng bộ cơ sở", titles, .sections, lines(withCells.flatMap(\.cells), members),
          upTo: facts.firstRosters),
        sheet("Chi bộ cơ sở", titles, .columns, lines(alone, members), upTo: facts.firstRosters),
      ])
  }

  mutating func period(_ period: GiongTromFacts.RosterPeriod, _ lines: [Line]) -> WorkbookFile {
    let titles = [
      "ĐẢNG BỘ HUYỆN \(facts.district.name.uppercased())",
      "DANH SÁCH ĐẢNG VIÊN MỚI KẾT NẠP, CHUYỂN ĐẾN, ĐƯỢC CÔNG NHẬN CHÍNH THỨC",
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

  private mutating func sheet(
    _ name: String, _ titles: [String], _ layout: Layout, _ lines: [Line], upTo day: Day
  ) -> SheetContent {
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

  func committeeName(_ direct: Int) -> String { "Đảng bộ \(world.directs[direct].facts.title)" }

  /// Of a merged commune's cells, the committee they stand under since.
  func communeCommittee(_ index: Int, on day: Day) -> String {
    let commune = world.communes[index]
    guard day >= facts.merger2020.day, let name = commune.facts.mergesInto else {
      return "Đảng bộ \(commune.name)"
    }
    return "Đảng bộ \(commune.facts.kind.title.lowercased()) \(name)"
  }
}
