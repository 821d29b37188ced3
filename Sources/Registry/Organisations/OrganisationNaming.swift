import Basics
import Schema
import Storage

/// An organisation found under a code or name it bore on some day, with everything one needs to choose another day.
package struct FormerName: Sendable {
  package var organisation: ID<Organisation>
  /// As it was called last.
  package var name: String
  package var code: String
  package var period: Period
  /// With their periods, in words: "Đảng bộ xã Long Mỹ (từ 1/2/2020)".
  package var predecessors: [String]
  package var successors: [String]
}

extension Session {
  /// Organisations of any day that a code or a full name (with or without marks) can mean.
  package func organisationsEver(named text: String) throws -> [FormerName] {
    let code = VietnameseText.clean(text)
    let fold = VietnameseText.fold(text)
    guard !fold.isEmpty else { return [] }
    let found = try all(
      """
      SELECT DISTINCT s.organisation_id, s.code, s.name_fold, u.code, u.kind, u.name_fold
      FROM organisation_state s
      LEFT JOIN administrative_unit_state u ON u.unit_id = s.unit_id AND u.withdrawn_by = \(Schema.stillBelieved)
        AND s.kind IN ('province', 'district', 'baseCommittee')
      WHERE s.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { row -> (id: ID<Organisation>, isMeant: Bool) in
      let unitKind =
        try row.ifText(4).flatMap(AdministrativeUnit.Kind.init).map { VietnameseText.fold($0.title) } ?? ""
      let unitName = try row.ifText(5) ?? ""
      let codes = [try row.text(1), try row.ifText(3) ?? ""]
      let names = [try row.text(2), unitName, unitName.isEmpty ? "" : "\(unitKind) \(unitName)"]
      return (try row.id(0), codes.contains(code) || names.contains(fold))
    }
    return try Set(found.filter(\.isMeant).map(\.id)).sorted().compactMap { try formerName($0) }
  }

  private func formerName(_ id: ID<Organisation>) throws -> FormerName? {
    let states = try organisationStates(id)
    guard let first = states.first, let last = states.last else { return nil }
    func named(_ ids: [ID<Organisation>]) throws -> [String] {
      try ids.compactMap { id in
        let states = try organisationStates(id)
        guard let first = states.first, let last = states.last else { return nil }
        return "\(last.name) (\(Period(from: first.period.from, to: last.period.to).vietnamese))"
      }
    }
    return FormerName(
      organisation: id, name: last.name, code: last.code,
      period: Period(from: first.period.from, to: last.period.to),
      predecessors: try named(predecessors(of: id).map(\.id)),
      successors: try named(successors(of: id).map(\.id)))
  }
}
