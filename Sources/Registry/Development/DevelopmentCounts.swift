import Basics
import Schema
import Storage

/// Counts — số liệu phát triển đảng viên of one cell: how many are at each stage at the end of a year, and what the year has
/// seen. No names: for views from above.
package struct DevelopmentCounts: Sendable, Hashable {
  package enum Column: String, Sendable, CaseIterable {
    case listed, applicant, proposed, probation
    case admitted, recognised, stopped

    package var title: String {
      switch self {
      case .listed: "Quần chúng ưu tú"
      case .applicant: "Người xin vào Đảng"
      case .proposed: "Đã đề nghị, chờ lễ"
      case .probation: "Đảng viên dự bị"
      case .admitted: "Kết nạp trong năm"
      case .recognised: "Chính thức trong năm"
      case .stopped: "Thôi xét, hủy trong năm"
      }
    }
    package var definition: String {
      switch self {
      case .listed: "Đang trong danh sách, chưa có đơn xin vào Đảng, vào ngày tính."
      case .applicant: "Đã có đơn, chi bộ chưa biểu quyết đủ số phiếu, vào ngày tính."
      case .proposed: "Chi bộ đã đề nghị hoặc đã có quyết định, chưa làm lễ, vào ngày tính."
      case .probation: "Đảng viên dự bị trong sổ đảng viên vào ngày tính, kể cả người chưa mở theo dõi."
      case .admitted: "Ngày vào Đảng trong năm, tính ở chi bộ sinh hoạt ngày ấy, theo sổ đảng viên."
      case .recognised: "Ngày chính thức trong năm, tính ở chi bộ sinh hoạt ngày ấy, theo sổ đảng viên."
      case .stopped: "Thôi xét hoặc hủy quyết định kết nạp trong năm."
      }
    }
  }
  private var numbers: [Column: Int] = [:]
  package init() {}
  package subscript(column: Column) -> Int {
    get { numbers[column] ?? 0 }
    set { numbers[column] = newValue }
  }
  package mutating func add(_ other: DevelopmentCounts) {
    for column in Column.allCases { self[column] += other[column] }
  }
}

extension Session {
  /// By cell of the day; what was counted at a cell that has become part of another stands there.
  package func developmentCounts(in year: Period, on day: Day, rules: DevelopmentRules) throws -> [ID<
    Organisation
  >: DevelopmentCounts] {
    let heirs = try wholeHeirs(until: day)
    var counts: [ID<Organisation>: DevelopmentCounts] = [:]
    for file in try prospectFiles(where: "s.listed_on <= \(day)", on: day) {
      let cell = heirs.heir(of: file.state.organisation)
      switch file.stage(rules) {
      case .listed: counts[cell, default: DevelopmentCounts()][.listed] += 1
      case .applicant: counts[cell, default: DevelopmentCounts()][.applicant] += 1
      case .proposed, .decided: counts[cell, default: DevelopmentCounts()][.proposed] += 1
      case .probation, .recognised, .stopped, .cancelled, .left: break
      }
      if let ended = file.step(.stopped, .cancelled), year.contains(ended.day) {
        counts[cell, default: DevelopmentCounts()][.stopped] += 1
      }
    }
    for (column, condition) in try memberConditions(in: year, on: day) {
      try query(condition) { row in
        counts[heirs.heir(of: try row.id(0)), default: DevelopmentCounts()][column] += try row.int(1)
      }
    }
    return counts
  }

  /// What the members' own files tell, each counted at the cell of its day.
  private func memberConditions(in year: Period, on day: Day) throws -> [(DevelopmentCounts.Column, SQL)] {
    let asOf = AsOf(day)
    func counted(_ column: StaticString) -> SQL {
      """
      SELECT m.organisation_id, count(*) FROM member_state s
      JOIN membership m ON m.member_id = s.member_id AND m.kind = 'official' AND \(asOf.believed("m"))
        AND m.effective_from <= s.\(name: column) AND m.effective_to > s.\(name: column)
      WHERE \(asOf.holds("s")) AND s.\(name: column) >= \(year.from) AND s.\(name: column) < \(year.to)
        AND s.\(name: column) <= \(day)
      GROUP BY m.organisation_id
      """
    }
    return [
      (
        .probation,
        """
        SELECT m.organisation_id, count(*) FROM membership m
        JOIN member_state s ON s.member_id = m.member_id AND \(asOf.holds("s"))
        WHERE m.kind = 'official' AND \(asOf.holds("m")) AND s.admitted_on <= \(day)
          AND (s.official_on IS NULL OR s.official_on > \(day))
        GROUP BY m.organisation_id
        """
      ),
      (.admitted, counted("admitted_on")), (.recognised, counted("official_on")),
    ]
  }

  /// Which organisation took over all of another until a day.
  func wholeHeirs(until day: Day) throws -> [ID<Organisation>: ID<Organisation>] {
    let pairs = try all(
      """
      SELECT predecessor_id, max(successor_id) FROM organisation_succession
      WHERE withdrawn_by = \(Schema.stillBelieved) AND effective_on <= \(day)
      GROUP BY predecessor_id HAVING count(DISTINCT successor_id) = 1 ORDER BY predecessor_id
      """
    ) { (try $0.id(0, Organisation.self), try $0.id(1, Organisation.self)) }
    return Dictionary(pairs.filter { $0.0 != $0.1 }, uniquingKeysWith: { first, _ in first })
  }

  /// Every organisation of a day, those above before those below.
  package func wholeTree(asOf: AsOf) throws -> [OrganisationState] {
    let states = try all(
      """
      SELECT \(OrganisationState.columnList) FROM organisation_state s WHERE \(asOf.holds("s"))
      ORDER BY s.name_order, s.organisation_id
      """
    ) { try OrganisationState.read($0) }
    let known = Set(states.map(\.organisation))
    let below = Dictionary(grouping: states) { state in state.parent.flatMap { known.contains($0) ? $0 : nil }
    }
    var ordered: [OrganisationState] = below[nil] ?? []
    var next = 0
    while next < ordered.count {
      ordered += below[ordered[next].organisation] ?? []
      next += 1
    }
    return ordered
  }
}

extension [ID<Organisation>: ID<Organisation>] {
  /// What an organisation has become in the end.
  func heir(of organisation: ID<Organisation>) -> ID<Organisation> {
    var place = organisation
    // No chain of mergers is this long; the bound guards against a circle in the data.
    for _ in 0..<64 {
      guard let next = self[place] else { break }
      place = next
    }
    return place
  }
}
