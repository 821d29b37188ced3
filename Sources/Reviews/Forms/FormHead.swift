import Basics
import Registry
import Storage

/// What the register writes at the head of a form: never asked, never typed.
package struct FormHead: Sendable, Hashable {
  package var year: Int
  /// "quý II năm 2026" for a quarterly form.
  package var quarter: Int?
  package var values: [ReviewForm.IdentityLine.Source: String]
  /// Lines of the letterhead: the superior's organisation, and the one whose paper it is.
  package var superior: String?
  package var issuer: String
  package var place: String?

  package init(
    year: Int, quarter: Int? = nil, values: [ReviewForm.IdentityLine.Source: String] = [:],
    superior: String? = nil, issuer: String, place: String? = nil
  ) {
    (self.year, self.quarter, self.values) = (year, quarter, values)
    (self.superior, self.issuer, self.place) = (superior, issuer, place)
  }

  package var period: String { quarter.map { "Quý \($0) năm \(year)" } ?? "Năm \(year)" }

  /// A line of the form with its places filled: `{year}`, `{period}`, `{committee}`.
  package func filled(_ line: String) -> String {
    var text = ""
    var rest = Substring(line)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      switch rest[rest.index(after: open)..<close] {
      case "year": text += "\(year)"
      case "period": text += period
      case "committee": text += values[.committee] ?? "…"
      default: text += rest[open...close]
      }
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }
}

extension Session {
  /// The head of a form about a member, as the register stood on a day.
  package func formHead(of member: ID<Member>, year: Int, asOf: AsOf, quarter: Int? = nil) throws -> FormHead
  {
    guard let state = try self.member(member, asOf: asOf), let place = try official(member, asOf: asOf),
      let cell = try organisation(place.organisation, asOf: asOf)
    else { throw ReviewRefusal.notInSheet }
    let above = try superiors(of: cell.organisation, asOf: asOf).last
    let posts = try appointments(of: member).filter { $0.period.contains(asOf.day) }.map(\.title)
    let person = state.person
    var values: [ReviewForm.IdentityLine.Source: String] = [
      .name: person.name, .cell: cell.name, .committee: above?.name ?? cell.name, .organisation: cell.name,
      .posts: posts.isEmpty ? person.occupation : posts.joined(separator: "; "),
      .occupation: person.occupation,
      .residence: person.residence,
    ]
    values[.bornOn] = person.bornOn?.vietnamese
    values[.admittedOn] = person.admittedOn?.vietnamese
    values[.officialOn] = person.officialOn?.vietnamese
    return FormHead(
      year: year, quarter: quarter, values: values, superior: above?.name, issuer: cell.name,
      place: try paperPlace(of: cell, asOf: asOf))
  }

  /// The head of a form about an organisation or the collective that leads it.
  package func formHead(of organisation: ID<Organisation>, year: Int, asOf: AsOf) throws -> FormHead {
    guard let state = try self.organisation(organisation, asOf: asOf) else { throw RightsRefusal.notFound }
    let above = try superiors(of: organisation, asOf: asOf).last
    let committee = state.kind.isCell ? "chi ủy \(state.name)" : "ban chấp hành \(state.name)"
    return FormHead(
      year: year, values: [.organisation: state.name, .committee: committee, .cell: state.name],
      superior: above?.name, issuer: state.name, place: try paperPlace(of: state, asOf: asOf))
  }
}
