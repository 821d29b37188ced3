import Basics
import Registry
import Storage

/// Organisation years — các năm còn tổ chức: the years at whose end an organisation was there, so that a guidance can be tried on it.
package struct OrganisationYears: Sendable {
  package var organisation: ID<Organisation>
  package var kind: Organisation.Kind
  /// As it is called today, or was called last.
  package var name: String
  package var first: Int
  /// `nil` for one that goes on.
  package var last: Int?

  /// "có đến hết năm 2024": why it is not there at the end of a year; `nil` where it is.
  package func absence(in year: Int) -> String? {
    if year < first { return "có từ năm \(first)" }
    if let last, year > last { return last < first ? "chưa qua hết năm nào" : "có đến hết năm \(last)" }
    return nil
  }
}

extension Session {
  /// Every organisation ever recorded, or one, with the years at whose end it was there.
  package func organisationYears(of one: ID<Organisation>? = nil) throws -> [OrganisationYears] {
    let own: SQL = one.map { "s.organisation_id = \($0) AND" } ?? ""
    var found: [ID<Organisation>: (years: OrganisationYears, to: Day)] = [:]
    var order: [ID<Organisation>] = []
    try query(
      """
      SELECT s.organisation_id, s.kind, s.name, s.effective_from, s.effective_to FROM organisation_state s
      WHERE \(own) \(AsOf(.endOfTime).believed("s")) ORDER BY s.name_order, s.organisation_id, s.effective_from
      """
    ) { row in
      let (id, from, to): (ID<Organisation>, Day, Day) = (try row.id(0), try row.day(3), try row.day(4))
      guard let kind = Organisation.Kind(rawValue: try row.text(1)) else { return }
      let name = try row.text(2)
      if found[id] == nil { order.append(id) }
      var known =
        found[id] ?? (OrganisationYears(organisation: id, kind: kind, name: name, first: from.year), to)
      known.years.first = min(known.years.first, from.year)
      if to >= known.to { (known.to, known.years.name, known.years.kind) = (to, name, kind) }
      // Exclusive: what ends on 31/12 is not there at the end of that year.
      known.years.last = known.to >= .endOfTime ? nil : known.to.year - 1
      found[id] = known
    }
    return order.compactMap { found[$0]?.years }
  }
}
