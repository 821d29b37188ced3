import Basics
import Registry
import Schema
import Storage

/// Mandated passage — đoạn bắt buộc: wording that a committee lays down by a document for the regulations of the organisations
/// below it, from a day to a day. One row of it is believed; what was corrected or withdrawn stays as it was known.
package struct MandatedPassage: DatedFact, Hashable {
  /// For whose regulations it is meant, as the library names them.
  package enum Audience: String, Sendable, CaseIterable, SQLConvertible {
    case any, cell, committee
    package var title: String {
      switch self {
      case .any: "Mọi tổ chức bên dưới"
      case .cell: "Chi bộ"
      case .committee: "Đảng ủy, cấp ủy"
      }
    }
  }
  package enum State: String, Sendable, SQLConvertible { case holds, withdrawn }

  package static let fewestWords = 8
  package static let longestText = 3_000

  package var id: Int64
  /// The same over every correction.
  package var passage: ID<MandatedPassage>
  /// Who lays it down; it counts below.
  package var organisation: ID<Organisation>
  package var text: String
  package var audience: Audience
  package var state: State
  /// Why it was corrected or withdrawn; empty as first recorded.
  package var reason: String
  package var period: Period
  package var decision: ID<Decision>

  package static let table: StaticString = "mandated_passage"
  package static let columns: [StaticString] = [
    "id", "passage_id", "organisation_id", "text", "audience", "state", "reason", "effective_from",
    "effective_to", "decision_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), passage.sqlValue, organisation.sqlValue, .text(text), audience.sqlValue, state.sqlValue,
      .text(reason), period.from.sqlValue, period.to.sqlValue, decision.sqlValue,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }

  /// A passage with the document it stands in.
  package struct Shown: Sendable, Hashable {
    package var passage: MandatedPassage
    package var document: DocumentKey
    package var source: String { document.citation }
  }

  /// What was known of a passage from one entry of the journal on.
  package struct Version: Sendable {
    package var shown: Shown
    package var actor: String
    package var at: Moment
  }
}

/// Questions about mandated passages.
extension Session {
  /// What was recorded at an organisation itself, withdrawn ones too, the latest first.
  package func mandatedPassages(of organisation: ID<Organisation>, known: Int = AsOf.everything) throws
    -> [MandatedPassage.Shown]
  {
    try mandated(
      """
      p.organisation_id = \(organisation) AND p.recorded_by <= \(known) AND p.withdrawn_by > \(known)
      ORDER BY p.effective_from DESC, p.id
      """)
  }

  /// What those above an organisation on a day have laid down for it, valid that day. Nobody lays down anything for itself: what
  /// is one's own does not stop being compared by one's own word.
  package func mandatedPassages(over organisation: ID<Organisation>, asOf: AsOf) throws
    -> [MandatedPassage.Shown]
  {
    let above = try superiors(of: organisation, asOf: asOf).map(\.organisation)
    guard !above.isEmpty else { return [] }
    return try mandated(
      "p.organisation_id IN \(list: above) AND p.state = 'holds' AND \(asOf.holds("p")) ORDER BY p.passage_id"
    )
  }

  package func mandatedPassage(_ id: ID<MandatedPassage>) throws -> MandatedPassage.Shown? {
    try mandated("p.passage_id = \(id) AND p.withdrawn_by = \(Schema.stillBelieved)").first
  }

  /// Everything that was ever known of a passage, the latest first.
  package func history(of passage: ID<MandatedPassage>) throws -> [MandatedPassage.Version] {
    try all(
      """
      SELECT \(Self.mandatedColumns), j.actor, j.recorded_at FROM mandated_passage p
      JOIN decision d ON d.id = p.decision_id JOIN journal_entry j ON j.sequence = p.recorded_by
      WHERE p.passage_id = \(passage) ORDER BY p.recorded_by DESC
      """
    ) {
      .init(shown: try Self.shownPassage($0), actor: try $0.text(14), at: try $0.moment(15))
    }
  }

  private static var mandatedColumns: SQL {
    """
    p.id, p.passage_id, p.organisation_id, p.text, p.audience, p.state, p.reason, p.effective_from, p.effective_to,
    p.decision_id, d.type, d.number, d.issuer, d.issued_on
    """
  }

  private func mandated(_ condition: SQL) throws -> [MandatedPassage.Shown] {
    try all(
      """
      SELECT \(Self.mandatedColumns) FROM mandated_passage p JOIN decision d ON d.id = p.decision_id
      WHERE \(condition)
      """
    ) { try Self.shownPassage($0) }
  }

  private static func shownPassage(_ row: Row) throws -> MandatedPassage.Shown {
    .init(
      passage: MandatedPassage(
        id: Int64(try row.int(0)), passage: try row.id(1), organisation: try row.id(2), text: try row.text(3),
        audience: try row.choice(4), state: try row.choice(5), reason: try row.text(6),
        period: Period(from: try row.day(7), to: try row.day(8)), decision: try row.id(9)),
      document: DocumentKey(
        type: try row.text(10), number: try row.text(11), issuer: try row.text(12), date: try row.day(13)))
  }
}
