import Basics
import Storage

/// Roster cells — các chi bộ của đơn vị: finds the cell a row means among those of the unit on the day.
struct RosterCells {
  struct Cell: Sendable {
    var id: ID<Organisation>
    var name: String
    var founded: Day
    /// What people call the organisations above it, up to the unit: "xa long my".
    var above: Set<String>
    /// What people call its direct superior.
    var superior: Set<String>
  }

  enum Found {
    case cell(Cell)
    case unknown(String)
    case ambiguous(String, [String])
    case unnamed
  }

  let unit: OrganisationState
  private(set) var cells: [Cell] = []
  private var byCode: [String: Int] = [:]
  private var byName: [String: [Int]] = [:]
  /// Names of organisations in the unit that hold others, as ``Cell/above`` has them.
  private(set) var committees: Set<String> = []

  init(_ unit: OrganisationState, day: Day, in session: any Session) throws {
    self.unit = unit
    let states = try session.subtree(of: unit.organisation, asOf: AsOf(day))
    let byID = Dictionary(states.map { ($0.organisation, $0) }, uniquingKeysWith: { first, _ in first })
    let founded = try Self.firstDays(below: unit.organisation, session)
    for state in states {
      guard state.kind.isCell else {
        committees.formUnion(Self.placeNames(state.name))
        continue
      }
      var above: Set<String> = []
      var next = state.parent
      while let id = next, let parent = byID[id], above.count < 64 {
        above.formUnion(Self.placeNames(parent.name))
        next = parent.parent
      }
      cells.append(
        Cell(
          id: state.organisation, name: state.name, founded: founded[state.organisation] ?? state.period.from,
          above: above,
          superior: state.parent.flatMap { byID[$0] }.map { Self.placeNames($0.name) } ?? []))
      let index = cells.count - 1
      if !state.code.isEmpty { byCode[state.code.uppercased()] = index }
      for alias in Self.aliases(state, below: above) { byName[alias, default: []].append(index) }
    }
  }

  /// - Parameters:
  ///   - committee: the base organisation the row or sheet names, if it does.
  func find(_ place: RosterRow.Place, committee: String, sheet: SheetPlace) -> Found {
    let committee = committee.isEmpty ? sheet.committee : Self.placeNames(committee)
    switch place {
    case .code(let code, _):
      if let index = byCode[code.uppercased()] { return .cell(cells[index]) }
      return find(name: code, committee)
    case .name(let name, _), .section(let name): return find(name: name, committee)
    case .none:
      if let cell = sheet.cell { return .cell(cell) }
      // A base cell is named where others name their committee.
      for name in committee {
        if case .cell(let cell) = find(name: name, []) { return .cell(cell) }
      }
      if unit.kind.isCell, let cell = cells.first(where: { $0.id == unit.organisation }) {
        return .cell(cell)
      }
      return .unnamed
    }
  }

  func find(name: String, _ committee: Set<String>) -> Found {
    if let index = byCode[name.uppercased()] { return .cell(cells[index]) }
    var indices = byName[Self.key(name)] ?? []
    if !committee.isEmpty { indices = indices.filter { !cells[$0].above.isDisjoint(with: committee) } }
    // "Đảng bộ huyện …" beside a name that communes have too means the cell directly under the district.
    if indices.count > 1, !committee.isEmpty {
      let direct = indices.filter { !cells[$0].superior.isDisjoint(with: committee) }
      if direct.count == 1 { indices = direct }
    }
    switch indices.count {
    case 0: return .unknown(name)
    case 1: return .cell(cells[indices[0]])
    default: return .ambiguous(name, indices.map { cells[$0].name })
    }
  }

  // MARK: Names

  /// "Chi bộ ấp Long Hòa", "CB ấp Long Hoà", "Ấp Long Hòa" are one; so are "ấp 03" and "ấp 3".
  static func key(_ name: String) -> String {
    var words = VietnameseText.fold(name).split(separator: " ").map { word -> String in
      let short = word.drop { $0 == "0" }
      return word.utf8.allSatisfy { (48...57).contains($0) } && !short.isEmpty ? String(short) : String(word)
    }
    if words.starts(with: ["chi", "bo"]) {
      words.removeFirst(2)
    } else if words.first == "cb" {
      words.removeFirst()
    }
    return words.joined(separator: " ")
  }

  /// "Đảng bộ xã Long Mỹ" → "xa long my", "long my".
  static func placeNames(_ name: String) -> Set<String> {
    var fold = VietnameseText.fold(name)
    for start in ["ban chap hanh ", "dang bo ", "dang uy ", "chi bo "] where fold.hasPrefix(start) {
      fold = String(fold.dropFirst(start.count))
    }
    // "Huyện ủy Giồng Trôm" leads "Đảng bộ huyện Giồng Trôm".
    for (committee, kind) in [
      ("tinh uy ", "tinh "), ("thanh uy ", "thanh pho "), ("huyen uy ", "huyen "), ("quan uy ", "quan "),
      ("thi uy ", "thi xa "),
    ] where fold.hasPrefix(committee) {
      fold = kind + fold.dropFirst(committee.count)
    }
    var names: Set<String> = [fold]
    for kind in ["xa ", "phuong ", "thi tran ", "huyen ", "dac khu ", "thi xa ", "thanh pho ", "quan "]
    where fold.hasPrefix(kind) {
      names.insert(String(fold.dropFirst(kind.count)))
    }
    return names
  }

  private static func aliases(_ state: OrganisationState, below above: Set<String>) -> Set<String> {
    let base = key(state.name)
    var aliases: Set<String> = [base]
    for place in above {
      if base.hasSuffix(" " + place) {
        aliases.insert(String(base.dropLast(place.count + 1)))
      } else {
        aliases.insert(base + " " + place)
      }
    }
    let hamlet = key(state.neighbourhood)
    if !hamlet.isEmpty {
      aliases.insert(hamlet)
      // A hamlet may be written down with its kind or without.
      if !hamlet.utf8.allSatisfy({ (48...57).contains($0) }) { aliases.insert("ap " + hamlet) }
    }
    return aliases
  }

  /// The first day of every cell: the state of the day may have begun with a renaming.
  private static func firstDays(below unit: ID<Organisation>, _ session: any Session) throws -> [ID<
    Organisation
  >: Day] {
    var days: [ID<Organisation>: Day] = [:]
    try session.query(
      """
      SELECT s.organisation_id, min(s.effective_from) FROM organisation_state s
      WHERE s.withdrawn_by = \(Int64.max) AND s.organisation_id IN
        (SELECT c.descendant_id FROM organisation_closure c WHERE c.ancestor_id = \(unit) AND c.withdrawn_by = \(Int64.max))
      GROUP BY s.organisation_id
      """
    ) { days[try $0.id(0)] = try $0.day(1) }
    return days
  }
}
