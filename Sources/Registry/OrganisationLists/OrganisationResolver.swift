import Basics
import Schema
import Storage

/// Finds for every row of a list its superior, its kind, its first day, and whether the register has it already.
struct OrganisationResolver {
  private(set) var rows: [OrganisationList.Row]
  private(set) var outcomes: [OrganisationPlan.Outcome] = []
  private(set) var order: [Int] = []

  private let top: OrganisationState
  private let from: Day?
  private let today: Day
  /// Everything below the top, today or to come, with its first day.
  private let registered: [OrganisationState]
  private let firstDays: [ID<Organisation>: Day]
  /// Every code ever given, anywhere; nil where its organisation stands outside the subtree.
  private let codes: [String: ID<Organisation>?]
  private var byName: [String: [Int]] = [:]
  private var byCode: [String: Int] = [:]
  private enum Mark { case open, visiting, done }
  private var marks: [Mark]

  init(
    _ rows: [OrganisationList.Row], top: OrganisationState, from: Day?, today: Day, in session: any Session
  ) throws {
    (self.rows, self.top, self.from, self.today) = (rows, top, from, today)
    marks = Array(repeating: .open, count: rows.count)
    outcomes = Array(repeating: .rejected, count: rows.count)
    let states = try session.all(
      """
      SELECT \(OrganisationState.columnList) FROM organisation_state s
      WHERE s.withdrawn_by = \(Schema.stillBelieved) AND s.organisation_id IN
        (SELECT c.descendant_id FROM organisation_closure c
         WHERE c.ancestor_id = \(top.organisation) AND c.withdrawn_by = \(Schema.stillBelieved))
      ORDER BY s.organisation_id, s.effective_from
      """
    ) { try OrganisationState.read($0) }
    firstDays = Dictionary(states.map { ($0.organisation, $0.period.from) }, uniquingKeysWith: min)
    // The last state is how people call it now.
    registered = Array(Dictionary(states.map { ($0.organisation, $0) }, uniquingKeysWith: { $1 }).values)
      .sorted { $0.organisation < $1.organisation }
    let inside = Set(registered.map(\.organisation))
    var codes: [String: ID<Organisation>?] = [:]
    try session.query(
      "SELECT code, organisation_id FROM organisation_state WHERE withdrawn_by = \(Schema.stillBelieved) AND code <> ''"
    ) {
      let id: ID<Organisation> = try $0.id(1)
      codes[try $0.text(0)] = .some(inside.contains(id) ? id : nil)
    }
    self.codes = codes
    for (index, row) in rows.enumerated() {
      byName[VietnameseText.fold(row.name), default: []].append(index)
      if !row.code.isEmpty {
        if let first = byCode[row.code] {
          self.rows[index].add(
            "code.repeated", .error, .code, value: row.code,
            "mã “\(row.code)” đã dùng ở dòng \(rows[first].number).", "Đặt mã khác rồi tải lại.")
        } else {
          byCode[row.code] = index
        }
      }
    }
  }

  mutating func resolve() {
    var committee: [String: Int] = [:]
    for index in rows.indices {
      let above = rows[index].hasSuperiorColumn ? nil : committee[rows[index].sheetName]
      visit(index, implicit: above)
      if kind(of: index).map({ !$0.isCell }) ?? false { committee[rows[index].sheetName] = index }
    }
  }

  private mutating func visit(_ index: Int, implicit: Int?) {
    guard marks[index] == .open else { return }
    marks[index] = .visiting
    outcomes[index] = outcome(index, implicit)
    if case .create = outcomes[index] { order.append(index) }
    marks[index] = .done
  }

  private mutating func outcome(_ index: Int, _ implicit: Int?) -> OrganisationPlan.Outcome {
    let row = rows[index]
    if isTop(row) { return .same(top.organisation) }
    if !row.code.isEmpty, let known = codes[row.code] {
      guard let known, let state = registered.first(where: { $0.organisation == known }) else {
        rows[index].add(
          "code.taken", .error, .code, value: row.code, "mã “\(row.code)” đã được dùng.",
          "Mã không dùng lại; đặt mã khác hoặc để trống để ChiBo tự đặt.")
        return .rejected
      }
      guard RosterName.key(state.name) == RosterName.key(row.name) else {
        rows[index].add(
          "code.taken", .error, .code, value: row.code, "mã “\(row.code)” là của \(state.name).",
          "Sửa mã hoặc tên; đổi tên tổ chức thì dùng “Đổi tên”.")
        return .rejected
      }
      return .same(known)
    }
    guard let superior = superior(of: index, implicit) else { return .rejected }
    let (aboveKind, aboveDay) = facts(of: superior)
    if case .registered(let parent) = superior,
      let same = registered.first(where: {
        $0.parent == parent && VietnameseText.fold($0.name) == VietnameseText.fold(row.name)
      })
    {
      return .same(same.organisation)
    }
    if let twin = byName[VietnameseText.fold(row.name)]?.first(where: {
      $0 < index && outcomes[$0] != .rejected && self.superior($0) == superior
    }) {
      rows[index].add(
        "organisation.repeat", .warning, .name, "lặp lại dòng \(rows[twin].number).",
        "Không cần sửa: dòng lặp chỉ tính một lần.")
      return .rejected
    }
    guard let kind = OrganisationKindWords.kind(row.kind, name: row.name, above: aboveKind) else {
      rows[index].add(
        "kind.unknown", .error, row.kind.isEmpty ? .name : .kind,
        value: row.kind.isEmpty ? row.name : row.kind,
        "không nhận ra loại tổ chức đảng.",
        "Ghi một trong: \(Organisation.Kind.allCases.map(\.title).joined(separator: "; ")).")
      return .rejected
    }
    if let aboveKind,
      aboveKind.isCell || OrganisationKindWords.rank(kind) <= OrganisationKindWords.rank(aboveKind)
    {
      rows[index].add(
        "kind.order", .error, .superior, value: row.superior,
        "\(kind.title) không đặt dưới \(aboveKind.title.lowercased()).",
        "Xem lại cấp trên trực tiếp và loại tổ chức.")
      return .rejected
    }
    checkDecision(index)
    checkUnit(index)
    let day = row.foundedOn ?? row.decisionDate ?? from ?? aboveDay
    if row.foundedOn == nil, row.decisionDate == nil {
      rows[index].add(
        "founded.assumed", .notice, .foundedOn, "không có ngày thành lập; được tính từ \(day.vietnamese).",
        "Ghi ngày thành lập nếu biết.")
    }
    if day < aboveDay {
      rows[index].add(
        "founded.beforeSuperior", .error, .foundedOn, value: day.padded,
        "\(day.vietnamese) trước ngày sổ có cấp trên (\(aboveDay.vietnamese)).",
        "Sửa ngày thành lập của tổ chức này, hoặc của cấp trên trong cùng danh sách.")
    }
    if day > today {
      rows[index].add(
        "day.future", .error, .foundedOn, value: day.padded, "\(day.vietnamese) sau hôm nay.",
        "Sửa ngày thành lập rồi tải lại.")
    }
    return rows[index].hasErrors ? .rejected : .create(kind, under: superior, day: day)
  }

  // MARK: Superiors

  private mutating func superior(of index: Int, _ implicit: Int?) -> OrganisationPlan.Superior? {
    let row = rows[index]
    guard !row.superior.isEmpty else {
      if let implicit, outcomesRank(implicit) < 5,
        OrganisationKindWords.kind(row.kind, name: row.name, above: nil)?.isCell ?? true
      {
        return reached(implicit, from: index)
      }
      return .registered(top.organisation)
    }
    let fold = VietnameseText.fold(row.superior)
    if let other = byCode[row.superior], other != index { return reached(other, from: index) }
    let listed = (byName[fold] ?? []).filter { $0 != index }
    if Set(listed.map { "\(rows[$0].code)|\(VietnameseText.fold(rows[$0].superior))" }).count > 1 {
      rows[index].add(
        "superior.ambiguous", .error, .superior, value: row.superior,
        "danh sách có \(listed.count) dòng tên “\(row.superior)”.", "Ghi mã của cấp trên thay cho tên.")
      return nil
    }
    if let first = listed.first {
      // A list may repeat a row; its repeats mean the same organisation.
      return reached(first, from: index)
    }
    if VietnameseText.fold(top.name) == fold || top.code == row.superior {
      return .registered(top.organisation)
    }
    let found = registered.filter { $0.code == row.superior || VietnameseText.fold($0.name) == fold }
    switch found.count {
    case 1: return found.first.map { .registered($0.organisation) }
    case 0:
      rows[index].add(
        "superior.unknown", .error, .superior, value: row.superior,
        "không có tổ chức “\(row.superior)” trong danh sách cũng như dưới \(top.name).",
        "Sửa tên hoặc ghi mã của cấp trên, hoặc thêm một dòng cho cấp trên ấy.")
    default:
      rows[index].add(
        "superior.ambiguous", .error, .superior, value: row.superior,
        "có \(found.count) tổ chức tên “\(row.superior)”.", "Ghi mã của cấp trên thay cho tên.")
    }
    return nil
  }

  private mutating func reached(_ other: Int, from index: Int) -> OrganisationPlan.Superior? {
    if marks[other] == .visiting {
      rows[index].add(
        "superior.cycle", .error, .superior, value: rows[index].superior,
        "các dòng lấy nhau làm cấp trên thành một vòng.", "Sửa cấp trên của một trong các dòng ấy.")
      return nil
    }
    visit(other, implicit: nil)
    switch outcomes[other] {
    case .same(let id): return .registered(id)
    case .create: return .row(other)
    case .rejected:
      rows[index].add(
        "superior.rejected", .error, .superior, value: rows[index].superior,
        "cấp trên ở dòng \(rows[other].number) có lỗi nên chưa lập được.",
        "Sửa dòng \(rows[other].number) trước.")
      return nil
    }
  }

  private func superior(_ index: Int) -> OrganisationPlan.Superior? {
    if case .create(_, let superior, _) = outcomes[index] { superior } else { nil }
  }

  private func facts(of superior: OrganisationPlan.Superior) -> (kind: Organisation.Kind?, day: Day) {
    switch superior {
    case .registered(let id):
      return (registered.first { $0.organisation == id }?.kind ?? top.kind, firstDays[id] ?? top.period.from)
    case .row(let index):
      if case .create(let kind, _, let day) = outcomes[index] { return (kind, day) }
      return (nil, .beginningOfTime)
    }
  }

  private func isTop(_ row: OrganisationList.Row) -> Bool {
    row.code.isEmpty ? VietnameseText.fold(row.name) == VietnameseText.fold(top.name) : row.code == top.code
  }

  private func kind(of index: Int) -> Organisation.Kind? {
    switch outcomes[index] {
    case .create(let kind, _, _): kind
    case .same(let id): registered.first { $0.organisation == id }?.kind
    case .rejected: OrganisationKindWords.kind(rows[index].kind, name: rows[index].name, above: nil)
    }
  }

  private func outcomesRank(_ index: Int) -> Int { kind(of: index).map(OrganisationKindWords.rank) ?? 5 }

  // MARK: What stands in a row

  private mutating func checkDecision(_ index: Int) {
    let row = rows[index]
    guard row.hasDecision else { return }
    var missing: [String] = []
    if row.decisionNumber.isEmpty { missing.append("số và ký hiệu") }
    if row.decisionIssuer.isEmpty { missing.append("cơ quan ban hành") }
    if row.decisionDate == nil { missing.append("ngày") }
    if !missing.isEmpty {
      rows[index].add(
        "decision.incomplete", .error, .decisionNumber, value: row.decisionNumber,
        "văn bản còn thiếu \(missing.joined(separator: ", ")).",
        "Ghi đủ loại, số, cơ quan ban hành, ngày; hoặc để trống cả bốn nếu không còn văn bản.")
    }
    if let date = row.decisionDate, date > today {
      rows[index].add(
        "day.future", .error, .decisionDate, value: date.padded, "\(date.vietnamese) sau hôm nay.",
        "Sửa ngày văn bản rồi tải lại.")
    }
  }

  private mutating func checkUnit(_ index: Int) {
    let row = rows[index]
    if !row.unitKind.isEmpty, UnitWords.kind(row.unitKind) == nil {
      rows[index].add(
        "unit.unknownKind", .error, .unitKind, value: row.unitKind, "không nhận ra loại đơn vị hành chính.",
        "Ghi Xã, Phường, Thị trấn, Huyện hoặc Tỉnh.")
    } else if !row.unitName.isEmpty, row.unitKind.isEmpty, UnitWords.unit(row.unitName) == nil {
      rows[index].add(
        "unit.unknownKind", .warning, .unitName, value: row.unitName,
        "không biết đây là xã, phường hay thị trấn nên không ghi đơn vị hành chính.",
        "Ghi “Xã …”, “Thị trấn …”, hoặc thêm cột “Loại đơn vị hành chính”.")
    }
  }
}
