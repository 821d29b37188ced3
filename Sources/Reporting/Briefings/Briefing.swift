import Basics
import Registry

/// Briefing — báo cáo tổng hợp: the state of an organisation and all below it on a day, every figure with its records.
///
/// The value holds everything that is shown, so that an issued briefing can be shown again as it was, from its frozen
/// text alone.
package struct Briefing: Sendable, Hashable, Codable {
  package enum Structure: String, Sendable, Codable, CaseIterable {
    /// By the units of the briefing's day.
    case then
    /// The same figures, regrouped by the units of today.
    case now

    package var title: String { self == .then ? "Cơ cấu khi đó" : "Cơ cấu hiện nay" }
  }

  package var organisation: ID<Organisation>
  /// "Đảng bộ huyện Giồng Trôm".
  package var organisationName: String
  package var organisationCode: String
  /// Direct superior on the day; nil at the top of the register.
  package var superiorName: String?
  package var kind: Organisation.Kind
  /// Of the unit it leads: "Giồng Trôm".
  package var placeName: String?
  package var title: String
  package var asOf: Day
  /// The last entry of the journal that counts; nil where everything known today does.
  package var known: Int?
  package var structure: Structure
  /// The day of the units in structure `now`.
  package var structureDay: Day?
  /// The day is still to come: figures follow from what is already decided for it.
  package var isScheduled: Bool
  /// DỮ LIỆU MÔ PHỎNG, on every output.
  package var mark: String?
  package var sections: [Section]
  package var summary: Summary

  /// The names in JSON.
  private enum CodingKeys: String, CodingKey {
    case organisation, organisationName, organisationCode, superiorName, kind, placeName, title, asOf, known,
      structure, structureDay
    case isScheduled = "scheduled"
    case mark, sections
    case summary = "figures"
  }

  package struct Section: Sendable, Hashable, Codable {
    package var id: String
    package var title: String
    package var blocks: [Block]
  }

  /// One of the parts is there.
  package struct Block: Sendable, Hashable, Codable {
    package var paragraph: String?
    package var bullets: [String]?
    package var figures: [BriefingFigure]?
    package var table: Table?
    package var chart: Chart?
    package var timeline: Timeline?

    static func paragraph(_ text: String) -> Block { Block(paragraph: text) }
    static func bullets(_ texts: [String]) -> Block { Block(bullets: texts) }
    static func figures(_ figures: [BriefingFigure]) -> Block { Block(figures: figures) }
    static func table(_ table: Table) -> Block { Block(table: table) }
    static func chart(_ chart: Chart) -> Block { Block(chart: chart) }
    static func timeline(_ timeline: Timeline) -> Block { Block(timeline: timeline) }
  }

  package struct Table: Sendable, Hashable, Codable {
    package enum ColumnKind: String, Sendable, Codable { case text, number, day }
    package struct Column: Sendable, Hashable, Codable {
      package var title: String
      package var kind: ColumnKind
      init(_ title: String, _ kind: ColumnKind = .text) { (self.title, self.kind) = (title, kind) }
    }
    package struct Cell: Sendable, Hashable, Codable {
      package var text: String?
      package var figure: BriefingFigure?
      package var day: Day?
      /// A count that leads to no records, because it is not for its reader to see them.
      package var number: Int?
      static func text(_ text: String) -> Cell { Cell(text: text) }
      static func figure(_ figure: BriefingFigure) -> Cell { Cell(figure: figure) }
      static func day(_ day: Day?) -> Cell { Cell(text: day == nil ? "" : nil, day: day) }
      /// - Parameter number: `nil` for a count that is not told.
      static func number(_ number: Int?) -> Cell {
        number.map { Cell(number: $0) } ?? Cell(text: BriefingFigure.untold)
      }

      package var shown: String {
        figure?.text ?? day?.vietnamese ?? number.map(BriefingFigure.grouped) ?? text ?? ""
      }
    }
    package struct Row: Sendable, Hashable, Codable {
      package var cells: [Cell]
      package var isTotal: Bool
      init(_ cells: [Cell], isTotal: Bool = false) { (self.cells, self.isTotal) = (cells, isTotal) }
    }
    package var id: String
    package var title: String
    package var columns: [Column]
    package var rows: [Row]
  }

  /// Parts of columns: grades by year.
  package struct Chart: Sendable, Hashable, Codable {
    package var id: String
    package var title: String
    package var axis: String
    package var categories: [String]
    package var series: [Series]
    package struct Series: Sendable, Hashable, Codable {
      package var name: String
      package var values: [Int]
    }
  }

  package struct Timeline: Sendable, Hashable, Codable {
    package struct Event: Sendable, Hashable, Codable {
      package var day: Day
      package var name: String
    }
    package var id: String
    package var title: String
    package var events: [Event]
    package var missing: [String]
  }

  /// The object `figures` of the JSON contract.
  package struct Summary: Sendable, Hashable, Codable {
    package struct RollOut: Sendable, Hashable {
      package var units: BriefingFigure?
      package var first: BriefingFigure?
      package var last: BriefingFigure?
    }
    package var units: BriefingFigure
    package var communes: BriefingFigure
    package var towns: BriefingFigure
    package var members: BriefingFigure
    package var agencyCells: BriefingFigure
    package var agencyCellMembers: BriefingFigure
    package var rollOut: RollOut
    /// Year → grade → figure.
    package var grades: [String: [String: BriefingFigure]]
  }

  /// Every figure, each once, in the order shown.
  package var figures: [BriefingFigure] {
    var seen: Set<String> = []
    var list: [BriefingFigure] = []
    func add(_ figure: BriefingFigure) { if seen.insert(figure.key).inserted { list.append(figure) } }
    for block in sections.flatMap(\.blocks) {
      block.figures?.forEach(add)
      for row in block.table?.rows ?? [] { row.cells.compactMap(\.figure).forEach(add) }
    }
    [
      summary.units, summary.communes, summary.towns, summary.members, summary.agencyCells,
      summary.agencyCellMembers,
    ]
    .forEach(add)
    [summary.rollOut.units, summary.rollOut.first, summary.rollOut.last].compactMap { $0 }.forEach(add)
    for year in summary.grades.keys.sorted() {
      for code in (summary.grades[year] ?? [:]).keys.sorted() { summary.grades[year]?[code].map(add) }
    }
    return list
  }

  /// "số liệu ngày 21/4/2014, cơ cấu khi đó".
  package var basis: String {
    let base = "Số liệu ngày \(asOf.vietnamese)"
    return structureDay.map { "\(base), quy về đơn vị ngày \($0.vietnamese)" } ?? "\(base), đơn vị khi đó"
  }

  /// How the figures were counted: those that stand for themselves and the groups of the composition. Figures counted in
  /// one way are named together.
  package var definitions: [(label: String, definition: String)] {
    var list: [(label: String, definition: String)] = []
    func add(_ figure: BriefingFigure) {
      if let at = list.firstIndex(where: { $0.definition == figure.definition }) {
        if list[at].label != figure.label { list[at].label += ", \(figure.label)" }
      } else {
        list.append((figure.label, figure.definition))
      }
    }
    for block in sections.flatMap(\.blocks) {
      block.figures?.forEach(add)
      if block.table?.id == "composition" {
        for row in block.table?.rows ?? [] where !row.isTotal { row.cells.compactMap(\.figure).forEach(add) }
      }
    }
    // The total of the last year says it for all years and grades.
    if let year = summary.grades.keys.max(), let total = figure("grades.\(year)") { add(total) }
    return list
  }

  package func figure(_ key: String) -> BriefingFigure? { figures.first { $0.key == key } }
  package func section(_ id: String) -> Section? { sections.first { $0.id == id } }
}
