import Basics
import Storage

/// Opening of a name — mở tên: somebody has looked behind a pseudonym, and why.
package struct NameOpening: Sendable, Hashable {
  package var reader: String
  package var openedAt: Moment
  package var guidance: String
  package var year: Int
  package var purpose: String
}

extension Session {
  /// Writes an opening down; for a member it counts as a reading of the file too.
  func noteOpening(
    row: Int64, member: ID<Member>?, organisation: ID<Organisation>?, by actor: Actor, at now: Moment,
    guidance: String, year: Int, purpose: String
  ) throws {
    _ = try run(
      """
      INSERT INTO name_opening (id, member_id, organisation_id, account_id, reader, opened_at, guidance, year, purpose)
      VALUES (\(row), \(member), \(organisation), \(actor.account), \(actor.name), \(now), \(guidance), \(year), \(purpose))
      """)
    guard let member else { return }
    _ = try run(
      """
      INSERT INTO member_reading (id, member_id, account_id, reader, read_at, surface)
      VALUES (\(row), \(member), \(actor.account), \(actor.name), \(now), \(MemberReading.Surface.whatIf))
      """)
  }

  /// Who has opened the name of a member or an organisation, the latest first.
  package func nameOpenings(of organisation: ID<Organisation>, limit: Int) throws -> [NameOpening] {
    try openings(where: "o.organisation_id = \(organisation)", limit)
  }

  package func nameOpenings(of member: ID<Member>, limit: Int) throws -> [NameOpening] {
    try openings(where: "o.member_id = \(member)", limit)
  }

  private func openings(where condition: SQL, _ limit: Int) throws -> [NameOpening] {
    try all(
      """
      SELECT o.reader, o.opened_at, o.guidance, o.year, o.purpose FROM name_opening o WHERE \(condition)
      ORDER BY o.opened_at DESC, o.id DESC LIMIT \(limit)
      """
    ) {
      NameOpening(
        reader: try $0.text(0), openedAt: try $0.moment(1), guidance: try $0.text(2), year: try $0.int(3),
        purpose: try $0.text(4))
    }
  }
}

extension System {
  /// Answers what a pseudonym stands for, after the right was asked and the purpose written down.
  ///
  /// - Parameter read: asks for the right in the same transaction, and answers what is shown.
  package func noteOpening<Shown: Sendable>(
    member: ID<Member>?, organisation: ID<Organisation>?, by actor: Actor, guidance: String, year: Int,
    purpose: String, _ read: @escaping @Sendable (any Session, Moment) throws -> Shown
  ) async throws -> Shown {
    let row = chance.id(at: now)
    return try await note { session, now in
      let shown = try read(session, now)
      try session.noteOpening(
        row: row, member: member, organisation: organisation, by: actor, at: now, guidance: guidance,
        year: year,
        purpose: purpose)
      return shown
    }
  }
}
