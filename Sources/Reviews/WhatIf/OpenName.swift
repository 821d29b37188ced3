import Basics
import Registry
import Storage

/// What a pseudonym stands for.
package struct OpenedName: Sendable, Hashable {
  package var subject: Grading.Subject
  package var name: String
  /// The organisation a member belonged to; empty for an organisation.
  package var place: String
}

extension System {
  /// Opens the name behind a pseudonym, for whoever may already see that grade, and writes down who asked for what purpose.
  package func openName(
    _ pseudonym: String, of entity: String, in snapshot: RegisterSnapshot, purpose: String, guidance: String,
    by actor: Actor
  ) async throws -> OpenedName {
    guard let subject = snapshot.subject(entity, called: pseudonym) else { throw RightsRefusal.notFound }
    let purpose = try FreeText.checked(purpose)
    guard FreeText.tells(purpose) else { throw WhatIfRefusal.needsPurpose }
    let day = snapshot.day
    switch subject {
    case .member(let member):
      return try await noteOpening(
        member: member, organisation: nil, by: actor, guidance: guidance, year: snapshot.year,
        purpose: purpose
      ) { session, now in
        let rights = try session.rights(of: actor, onMember: member, at: now)
        guard !rights.isEmpty else { throw RightsRefusal.notFound }
        guard rights.contains(.recordGradings) else { throw RightsRefusal.lacking(.recordGradings) }
        guard let name = try session.memberName(member, on: day, for: actor, at: now) else {
          throw RightsRefusal.notFound
        }
        let cell = try session.official(member, asOf: AsOf(day))?.organisation
        let place = try cell.flatMap { try session.organisation($0, asOf: AsOf(day))?.name }
        return OpenedName(subject: subject, name: name, place: place ?? "")
      }
    case .organisation(let organisation):
      return try await noteOpening(
        member: nil, organisation: organisation, by: actor, guidance: guidance, year: snapshot.year,
        purpose: purpose
      ) { session, now in
        try session.require(.recordGradings, of: actor, on: organisation, at: now)
        guard let state = try session.organisation(organisation, asOf: AsOf(day)) else {
          throw RightsRefusal.notFound
        }
        let name = entity == "collective" ? CollectiveKind(state.kind)?.title(of: state.name) : nil
        return OpenedName(subject: subject, name: name ?? state.name, place: "")
      }
    }
  }
}
