import Basics
import Formats
import Meetings
import Registry
import Reviews

/// Development report — thống kê phát triển đảng viên: a unit's parts and its sum for a year, without names. Counts of few persons
/// are not told from above, and as many others as it takes so that none follows from the sums; found for the whole tree at
/// once, so that no page undoes another.
package struct DevelopmentReport: Sendable {
  package struct Line: Sendable {
    package var state: OrganisationState
    /// By column; nil what is not told.
    package var counts: [DevelopmentCounts.Column: Int]
    package subscript(column: DevelopmentCounts.Column) -> Int? { counts[column] }
  }
  package var state: OrganisationState
  package var superior: OrganisationState?
  package var year: Int
  /// The last day of the year, or today.
  package var day: Day
  package var lines: [Line]
  package var total: Line
  package var least: Int
  package var hidesSome: Bool {
    ([total] + lines).contains { line in DevelopmentCounts.Column.allCases.contains { line[$0] == nil } }
  }

  /// - Parameter isOwn: whether the visitor sees the persons of this organisation by name; of its own sum then nothing is hidden.
  package init?(
    of organisation: ID<Organisation>, year: Int, today: Day, isOwn: Bool, rules: DevelopmentRules,
    in session: Asked
  ) throws {
    let period = Period(year: year)
    let day = min(today, period.to.previous)
    let tree = try session.wholeTree(asOf: AsOf(day))
    guard let top = tree.firstIndex(where: { $0.organisation == organisation }) else { return nil }
    let places = Dictionary(
      tree.enumerated().map { ($0.element.organisation, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let parents = tree.map { state in state.parent.flatMap { places[$0] } }
    var counts = [DevelopmentCounts](repeating: DevelopmentCounts(), count: tree.count)
    for (cell, found) in try session.developmentCounts(in: period, on: day, rules: rules) {
      var place = places[cell]
      while let row = place {
        counts[row].add(found)
        place = parents[row]
      }
    }
    let hidden = Self.hidden(counts, parents, least: rules.leastShown.count)
    func line(_ row: Int, isWhole: Bool) -> Line {
      var told: [DevelopmentCounts.Column: Int] = [:]
      for column in DevelopmentCounts.Column.allCases where isWhole || hidden[column]?[row] != true {
        told[column] = counts[row][column]
      }
      return Line(state: tree[row], counts: told)
    }
    (state, self.year, self.day, least) = (tree[top], year, day, rules.leastShown.count)
    superior = parents[top].map { tree[$0] }
    total = line(top, isWhole: isOwn && tree[top].kind.isCell)
    lines = parents.indices.filter { parents[$0] == top }.map { line($0, isWhole: false) }
  }

  /// By column, by row. Beside each count stands how many it is not, so that a row, too, has a sum.
  private static func hidden(_ counts: [DevelopmentCounts], _ parents: [Int?], least: Int)
    -> [DevelopmentCounts.Column: [Bool]]
  {
    let hasParts = Set(parents.compactMap { $0 })
    var found: [DevelopmentCounts.Column: [Bool]] = [:]
    for column in DevelopmentCounts.Column.allCases {
      let largest = counts.map { $0[column] }.max() ?? 0
      guard largest > 0 else { continue }
      var rest = [Int](repeating: 0, count: counts.count)
      for row in counts.indices.reversed() {
        if !hasParts.contains(row) { rest[row] += largest + least }
        if let parent = parents[row] { rest[parent] += rest[row] }
      }
      let table = counts.indices.map { [counts[$0][column], rest[$0]] }
      found[column] = HiddenCounts(parents: parents, counts: table, least: least).isHidden.map { $0[0] }
    }
    return found
  }
}

extension DevelopmentReport {
  package var title: String { "Phát triển đảng viên năm \(year)" }

  /// What stands in the place of a count that is not told.
  package static let untold = "…"

  package func text(_ line: Line, _ column: DevelopmentCounts.Column) -> String {
    line[column].map { "\($0)" } ?? Self.untold
  }

  package func document(_ layout: LayoutProfile, mark: String?) -> PrintedDocument {
    var layout = layout
    layout.isLandscape = true
    let columns = DevelopmentCounts.Column.allCases
    func row(_ line: Line, _ number: String) -> PrintedTable.Row {
      PrintedTable.Row(
        ([number, line.state.name] + columns.map { text(line, $0) }).map { PrintedText($0) })
    }
    var blocks: [PrintedDocument.Block] = [
      .letterhead(
        .init(superior: superior.map { [$0.name.uppercased()] } ?? [], issuer: [state.name.uppercased()])),
      .title(["THỐNG KÊ"], subject: ["phát triển đảng viên năm \(year), đến ngày \(day.vietnamese)"]),
      .table(
        PrintedTable(
          columns: ([0.5, 2.6] + columns.map { _ in 1 }).map { PrintedTable.Column(weight: $0) },
          header: [(["STT", "Đơn vị"] + columns.map(\.title)).map { PrintedTable.Heading($0) }],
          rows: lines.enumerated().map { row($1, "\($0 + 1)") } + [row(total, "")])),
    ]
    if hidesSome {
      blocks.append(
        .note(PrintedText("\(Self.untold): dưới \(least) người, hoặc tính ra được số dưới \(least) người.")))
    }
    return PrintedDocument(title: title, layout: layout, mark: mark, blocks: blocks)
  }
}
