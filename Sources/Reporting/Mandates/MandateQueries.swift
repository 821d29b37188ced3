import Basics
import Registry
import Schema
import Storage

extension Session {
  /// The mandates in force on the day, the earliest first.
  package func mandates(asOf: AsOf) throws -> [Mandate] {
    try all(
      """
      SELECT \(Mandate.columnList) FROM mandate m WHERE m.in_force_on <= \(asOf.day) AND \(asOf.believed("m"))
      ORDER BY m.in_force_on, m.mandate_id
      """
    ) { try Mandate.read($0) }
  }

  package func mandate(_ id: ID<Mandate>, known: Int = AsOf.everything) throws -> Mandate? {
    let asOf = AsOf(.endOfTime, known: known)
    return try first(
      "SELECT \(Mandate.columnList) FROM mandate m WHERE m.mandate_id = \(id) AND \(asOf.believed("m"))"
    ) {
      try Mandate.read($0)
    }
  }

  /// The fulfilments decided by the day, the earliest first.
  package func rollOuts(of mandate: ID<Mandate>, asOf: AsOf) throws -> [RollOut] {
    try all(
      """
      SELECT \(RollOut.columnList) FROM roll_out r WHERE r.mandate_id = \(mandate) AND r.fulfilled_on <= \(asOf.day)
        AND \(asOf.believed("r")) ORDER BY r.fulfilled_on, r.id
      """
    ) { try RollOut.read($0) }
  }

  package func rollOut(_ id: ID<RollOut>) throws -> RollOut? {
    try first(
      "SELECT \(RollOut.columnList) FROM roll_out r WHERE r.id = \(id) AND r.withdrawn_by = \(Schema.stillBelieved)"
    ) { try RollOut.read($0) }
  }

  /// Who owed a mandate on the day and how far each of them was.
  package func progress(of mandate: Mandate, asOf: AsOf) throws -> MandateProgress {
    try progress(of: mandate, lineage: try lineage(known: asOf.known), asOf: asOf)
  }

  func progress(of mandate: Mandate, lineage: Lineage, asOf: AsOf) throws -> MandateProgress {
    guard asOf.day >= mandate.inForceOn else {
      return MandateProgress(mandate: mandate, asOf: asOf, units: [])
    }
    let rollOuts = try rollOuts(of: mandate.mandate, asOf: asOf)
    let history = FulfilmentHistory(
      mandate: mandate,
      rollOuts: Dictionary(rollOuts.map { ($0.organisation, $0) }, uniquingKeysWith: { a, _ in a }),
      lineage: lineage, everObliged: lineage.predecessors.isEmpty ? [] : try everObliged(mandate, asOf: asOf))
    let units = try obligedUnits(mandate, lineage: lineage, asOf: asOf).map {
      history.progress(of: $0, on: asOf.day)
    }
    return MandateProgress(mandate: mandate, asOf: asOf, units: units)
  }

  /// Organisations of the obliged kind that stand in the scope on the day. Where the scope itself has ended (a district,
  /// in 2025), those that are or come from organisations which stood in it on its last day.
  private func obligedUnits(_ mandate: Mandate, lineage: Lineage, asOf: AsOf) throws -> [OrganisationState] {
    if try organisation(mandate.scope, asOf: asOf) != nil {
      return try units(mandate, within: mandate.scope, asOf: asOf)
    }
    guard let end = try organisationStates(mandate.scope, known: asOf.known).last?.period.to, end <= asOf.day
    else { return [] }
    let last = AsOf(end.previous, known: asOf.known)
    let once = Set(try units(mandate, within: mandate.scope, asOf: last).map(\.organisation))
    return try units(mandate, within: nil, asOf: asOf).filter { unit in
      lineage.originsAndSelf(of: unit.organisation, until: asOf.day).contains { once.contains($0) }
    }
  }

  private func units(_ mandate: Mandate, within: ID<Organisation>?, asOf: AsOf) throws -> [OrganisationState]
  {
    let ids: [ID<Organisation>] = try all(
      "SELECT DISTINCT s.organisation_id \(obligedFrom(mandate, within: within)) AND \(asOf.holds("s")) AND \(asOf.holds("u"))"
    ) { try $0.id(0) }
    guard !ids.isEmpty else { return [] }
    let wanted = Set(ids)
    if let within {
      return try subtree(of: within, kinds: mandate.obliged.kinds, asOf: asOf).filter {
        wanted.contains($0.organisation)
      }
    }
    return try ids.compactMap { try organisation($0, asOf: asOf) }
      .sorted { VietnameseText.order($0.name).lexicographicallyPrecedes(VietnameseText.order($1.name)) }
  }

  /// Every organisation that was of the obliged kind at any time: predecessors that count in a merger.
  private func everObliged(_ mandate: Mandate, asOf: AsOf) throws -> Set<ID<Organisation>> {
    Set(
      try all(
        "SELECT DISTINCT s.organisation_id \(obligedFrom(mandate, within: nil)) AND \(asOf.believed("s")) AND \(asOf.believed("u"))"
      ) {
        try $0.id(0)
      })
  }

  private func obligedFrom(_ mandate: Mandate, within: ID<Organisation>?) -> SQL {
    let obliged = mandate.obliged
    // An organisation without a place joins itself, so that one condition serves both.
    let unit: SQL =
      obliged.needsCommune
      ? "JOIN administrative_unit_state u ON u.unit_id = s.unit_id AND u.kind IN \(list: AdministrativeUnit.Kind.communeLevel)"
      : "JOIN organisation_state u ON u.id = s.id"
    return "FROM organisation_state s \(unit) WHERE s.kind IN \(list: obliged.kinds)"
  }
}
