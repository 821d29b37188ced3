import Basics
import Registry
import Storage

/// The subtree of a briefing with its rows: the units below, of the day itself or of a later day.
///
/// Every organisation of the subtree stands in exactly one row, so the rows always add up to the whole.
struct PlaceTree {
  struct Row {
    /// Empty: what stands directly under the whole.
    var places: [ID<Organisation>]
    var name: String
    /// The units of the briefing's day that are counted here, in structure `now`.
    var parts: [String]
  }

  let root: OrganisationState
  let asOf: AsOf
  let states: [ID<Organisation>: OrganisationState]
  /// In the order of their names.
  let ordered: [OrganisationState]
  /// The units of the State in which organisations of the subtree stand.
  let units: [ID<AdministrativeUnit>: (kind: AdministrativeUnit.Kind, name: String)]
  private(set) var placeOf: [ID<Organisation>: [ID<Organisation>]] = [:]
  private(set) var rows: [Row] = []

  init(_ session: any Session, root: OrganisationState, asOf: AsOf, structureDay: Day?) throws {
    (self.root, self.asOf) = (root, asOf)
    ordered = try session.subtree(of: root.organisation, asOf: asOf)
    states = Dictionary(ordered.map { ($0.organisation, $0) }, uniquingKeysWith: { a, _ in a })
    units = try session.communeLevelUnits(below: root.organisation, asOf: asOf)
    let headOf = heads()
    if let structureDay, structureDay > asOf.day {
      try regroup(session, headOf, on: structureDay)
    } else {
      placeOf = headOf.mapValues { $0.map { [$0] } ?? [] }
      let heads = Set(headOf.values.compactMap { $0 })
      rows = ordered.filter { heads.contains($0.organisation) }.map {
        Row(places: [$0.organisation], name: $0.name, parts: [])
      }
    }
    if !root.kind.isCell { placeOf[root.organisation] = nil }
    if placeOf.values.contains([]) { rows.append(Row(places: [], name: directName, parts: [])) }
  }

  /// "Các tổ chức trực thuộc huyện".
  private var directName: String {
    switch root.kind {
    case .province: "Các tổ chức đảng trực thuộc tỉnh"
    case .district: "Các tổ chức đảng trực thuộc huyện, không gắn với xã, thị trấn"
    default: "Trực tiếp thuộc \(root.name)"
    }
  }

  func leadsCommune(_ state: OrganisationState) -> Bool {
    state.kind == .baseCommittee && (state.unit.flatMap { units[$0] } != nil)
  }

  /// For each organisation the direct part of the whole it stands under, if that part is a unit of its own.
  private func heads() -> [ID<Organisation>: ID<Organisation>?] {
    var found: [ID<Organisation>: ID<Organisation>?] = [root.organisation: nil]
    func head(of id: ID<Organisation>, _ depth: Int) -> ID<Organisation>? {
      if let known = found[id] { return known }
      guard depth < 64, let state = states[id], let parent = state.parent else { return nil }
      let head: ID<Organisation>?
      if parent == root.organisation {
        let isUnit =
          root.kind == .baseCommittee || root.kind == .section || state.kind == .district
          || leadsCommune(state)
        head = isUnit ? id : nil
      } else {
        head = self.states[parent] == nil ? nil : headOf(parent, depth)
      }
      found[id] = head
      return head
    }
    func headOf(_ id: ID<Organisation>, _ depth: Int) -> ID<Organisation>? { head(of: id, depth + 1) }
    for state in ordered { _ = head(of: state.organisation, 0) }
    return found
  }

  /// Puts every organisation where it, or what became of it, stands on a later day.
  private mutating func regroup(
    _ session: any Session, _ headOf: [ID<Organisation>: ID<Organisation>?], on day: Day
  ) throws {
    let lineage = try session.lineage(known: asOf.known)
    var heirs: [ID<Organisation>: Set<ID<Organisation>>] = [:]
    for id in headOf.keys { heirs[id] = lineage.heirs(of: id, until: day).union([id]) }
    let later = AsOf(day, known: asOf.known)
    let communes = try session.communes(
      of: Array(heirs.values.reduce(into: Set()) { $0.formUnion($1) }), asOf: later)
    var partsOf: [[ID<Organisation>]: Set<ID<Organisation>>] = [:]
    var names: [ID<Organisation>: String] = [:]
    for (id, head) in headOf {
      guard let head else {
        placeOf[id] = []
        continue
      }
      // The organisation itself where it lives on, else its heirs; where nobody wrote them down, those of its unit.
      let own = Set((heirs[id] ?? []).compactMap { communes[$0] })
      let places = own.isEmpty ? Set((heirs[head] ?? []).compactMap { communes[$0] }) : own
      let list = places.map(\.id).sorted()
      for place in places { names[place.id] = place.name }
      let key = list.isEmpty ? [head] : list
      if list.isEmpty { names[head] = (states[head]?.name ?? "") + " (chưa ghi đơn vị kế thừa)" }
      placeOf[id] = key
      partsOf[key, default: []].insert(head)
    }
    rows = partsOf.map { places, heads in
      Row(
        places: places, name: places.compactMap { names[$0] }.joined(separator: " và "),
        parts: ordered.filter { heads.contains($0.organisation) }.map(\.name))
    }
    .sorted {
      let (a, b) = (VietnameseText.order($0.name), VietnameseText.order($1.name))
      return a == b ? $0.places.lexicographicallyPrecedes($1.places) : a.lexicographicallyPrecedes(b)
    }
  }

  /// The organisations that a condition on places means.
  func organisations(in condition: PlaceCondition) -> [ID<Organisation>] {
    ordered.map(\.organisation).filter { (placeOf[$0] ?? []) == condition.places }
  }
}

extension Session {
  /// Units of commune level in which organisations of the subtree stand on the day.
  func communeLevelUnits(
    below organisation: ID<Organisation>, asOf: AsOf
  ) throws -> [ID<AdministrativeUnit>: (kind: AdministrativeUnit.Kind, name: String)] {
    var units: [ID<AdministrativeUnit>: (kind: AdministrativeUnit.Kind, name: String)] = [:]
    try query(
      """
      SELECT u.unit_id, u.kind, u.name FROM administrative_unit_state u
      WHERE u.kind IN \(list: AdministrativeUnit.Kind.communeLevel) AND \(asOf.holds("u")) AND u.unit_id IN (
        SELECT s.unit_id FROM organisation_closure c JOIN organisation_state s ON s.organisation_id = c.descendant_id
        WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND \(asOf.holds("s")))
      """
    ) { units[try $0.id(0)] = (try $0.choice(1), try $0.text(2)) }
    return units
  }

  /// For each organisation the committee of the commune it stands under (or is) on the day.
  fileprivate func communes(
    of organisations: [ID<Organisation>], asOf: AsOf
  ) throws -> [ID<Organisation>: OrganisationName] {
    var found: [ID<Organisation>: OrganisationName] = [:]
    // In portions: databases bind only so many values at once.
    for start in stride(from: 0, to: organisations.count, by: 500) {
      let portion = Array(organisations[start..<min(start + 500, organisations.count)])
      try query(
        """
        SELECT c.descendant_id, s.organisation_id, s.name FROM organisation_closure c
        JOIN organisation_state s ON s.organisation_id = c.ancestor_id
        JOIN administrative_unit_state u ON u.unit_id = s.unit_id
        WHERE c.descendant_id IN \(list: portion) AND s.kind = 'baseCommittee'
          AND u.kind IN \(list: AdministrativeUnit.Kind.communeLevel)
          AND \(asOf.holds("c")) AND \(asOf.holds("s")) AND \(asOf.holds("u"))
        """
      ) { found[try $0.id(0)] = OrganisationName(id: try $0.id(1), name: try $0.text(2)) }
    }
    return found
  }
}

private struct OrganisationName: Hashable {
  var id: ID<Organisation>
  var name: String
}
