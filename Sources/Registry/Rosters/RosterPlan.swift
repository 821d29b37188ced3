import Basics
import Storage

/// Roster plan — kết quả kiểm tra danh sách: everything an import would write, and everything that keeps a row out.
/// Making it writes nothing.
package struct RosterPlan: Sendable {
  package let file: RosterFile
  package let unit: ID<Organisation>
  package let unitName: String
  package let options: RosterOptions
  package let rows: [PlannedRow]
  /// Findings of sheets and columns first, then those of the rows in their order.
  package let findings: [Finding]
  /// Why nothing of this file may be written here, whatever its rows say: it is another unit's.
  package let blocked: Finding?
  let rules: RosterRules

  /// - Throws: `RightsRefusal` where the actor may not import here, ``RosterRefusal/notThere``.
  package init(
    _ file: RosterFile, into unit: ID<Organisation>, _ options: RosterOptions, rules: RosterRules,
    by actor: Actor,
    in session: any Session, at now: Moment
  ) throws {
    try session.require(.importRosters, of: actor, on: unit, at: now)
    guard let state = try session.organisation(unit, asOf: AsOf(options.day)) else {
      let name = try session.organisationNear(unit, asOf: AsOf(options.day))?.name ?? "Đơn vị"
      throw RosterRefusal.notThere(name, options.day)
    }
    (self.file, self.unit, unitName, self.options, self.rules) = (file, unit, state.name, options, rules)
    let cells = try RosterCells(state, day: options.day, in: session)
    let typed = file.rows(rules, day: options.day)
    let match = try RosterMatch(
      typed, sheets: file.sheets, cells: cells, options: options, in: session, today: now.day)
    let planned = match.planned()
    var general = file.findings + file.missingColumns(rules)

    let titles = try UnitCheck(state, day: options.day, in: session)
    var blocked: Finding?
    for sheet in file.sheets where sheet.isRoster && blocked == nil {
      switch titles.told(by: sheet) {
      case .other(let title): blocked = .otherUnit(sheet.name, title, state.name)
      case .doubtful(let title): general.append(.doubtfulUnit(sheet.name, title, state.name))
      case nil: break
      }
    }
    let placed = planned.filter { $0.row.place != .none }
    let unknown = placed.filter { $0.row.findings.contains { $0.code == "cell.unknown" } }
    if blocked == nil, rules.otherUnit.isReached(by: unknown.count, of: placed.count) {
      blocked = .otherUnit(unknown.count, placed.count, state.name)
    }
    if let blocked { general.append(blocked) }
    general += Self.manyChanges(planned, rules).map { .manyChanges($0.column, $0.changed, $0.of) }
    self.blocked = blocked
    rows = planned
    findings = general + planned.flatMap(\.row.findings)
  }

  // MARK: Counts

  /// Rows of data, in all sheets.
  package var rowCount: Int { rows.count }
  /// Rows an import takes as they are.
  package var clean: Int { blocked == nil ? rows.count(where: \.isClean) : 0 }
  package var wouldCreate: Int { blocked == nil ? rows.count { $0.outcome == .create } : 0 }
  package var wouldChange: Int {
    blocked == nil ? rows.count { if case .change = $0.outcome { true } else { false } } : 0
  }
  package var unchanged: Int { rows.count { if case .same = $0.outcome { true } else { false } } }
  package var repeats: Int { rows.count { if case .repeats = $0.outcome { true } else { false } } }
  package var suspects: Int { rows.count { if case .suspect = $0.outcome { true } else { false } } }
  package var claims: Int { rows.count { $0.outcome == .claim } }
  package var rejected: Int { rows.count { $0.outcome == .rejected } }
  package var leftOut: Int { rows.count - clean }
  package var errors: Int { findings.count { $0.severity == .error } }
  package var hasErrors: Bool { findings.contains { $0.severity == .error } }
  package var hasSomethingToWrite: Bool { wouldCreate + wouldChange > 0 }

  /// Columns in which an unusual share of values would change: a swapped column looks like this.
  package var manyChanges: [(column: RosterColumn, changed: Int, of: Int)] { Self.manyChanges(rows, rules) }

  private static func manyChanges(_ rows: [PlannedRow], _ rules: RosterRules) -> [(
    column: RosterColumn, changed: Int, of: Int
  )] {
    let registered = rows.count { $0.outcome.member != nil }
    var counts: [RosterColumn: Int] = [:]
    for row in rows {
      guard case .change(_, let changes, _) = row.outcome else { continue }
      for change in changes where !change.old.isEmpty { counts[change.column, default: 0] += 1 }
    }
    return RosterColumn.allCases.compactMap { column in
      guard let changed = counts[column], rules.manyChanges.isReached(by: changed, of: registered) else {
        return nil
      }
      return (column, changed, registered)
    }
  }

  // MARK: The answer of the command line

  package var json: JSON {
    .object([
      "rows": .int(rowCount), "clean": .int(clean), "wouldCreate": .int(wouldCreate),
      "wouldChange": .int(wouldChange),
      "findings": .array(findings.map(\.json)),
    ])
  }
}

extension Finding {
  /// All eight members, absent values as null.
  package var json: JSON {
    .object([
      "code": .string(code), "severity": .string(severity.rawValue),
      "sheet": sheet.map { .string($0) } ?? .null,
      "row": row.map { .int($0) } ?? .null, "column": column.map { .string($0) } ?? .null,
      "value": value.map { .string($0) } ?? .null, "message": .string(message), "remedy": .string(remedy),
    ])
  }

  static func otherUnit(_ sheet: String, _ title: String, _ unit: String) -> Finding {
    Finding(
      "unit.other", .error, sheet: sheet, value: title,
      message: "Tiêu đề trang “\(sheet)” ghi “\(title)”, không phải danh sách của \(unit).",
      remedy: "Chọn đúng đơn vị của danh sách rồi tải lại; nếu tiêu đề ghi nhầm thì sửa trong tệp.")
  }
  static func doubtfulUnit(_ sheet: String, _ title: String, _ unit: String) -> Finding {
    Finding(
      "unit.doubtful", .warning, sheet: sheet, value: title,
      message: "Tiêu đề trang “\(sheet)” ghi “\(title)”; sổ không rõ đó có phải \(unit) không.",
      remedy: "Xem lại đơn vị đã chọn; nếu đúng thì cứ nhập.")
  }
  static func otherUnit(_ unknown: Int, _ all: Int, _ unit: String) -> Finding {
    Finding(
      "unit.other", .error, value: "\(unknown)/\(all)",
      message:
        "\(unknown) trên \(all) dòng ghi chi bộ không có ở \(unit): có lẽ đây là danh sách của đơn vị khác.",
      remedy:
        "Chọn đúng đơn vị của danh sách rồi tải lại; nếu các chi bộ ấy chưa có trong sổ thì thành lập trước.")
  }
  static func manyChanges(_ column: RosterColumn, _ changed: Int, _ all: Int) -> Finding {
    Finding(
      "change.many", .warning, column: column.title, value: "\(changed)/\(all)",
      message:
        "Cột “\(column.title)” đổi \(changed)/\(all) giá trị đã có trong sổ: có thể cột này bị đặt nhầm đề mục.",
      remedy: "Xem lại đề mục của cột trước khi ghi.")
  }
}
