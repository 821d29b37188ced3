import Basics
import Schema
import Storage

/// A document that a search found, and where it is cited.
package struct FoundDecision: Sendable, Hashable {
  package var decision: Decision
  package var organisation: ID<Organisation>
  package var organisationName: String
}

extension Session {
  /// Organisations within reach that bear, bore or will bear a name with all these words, or exactly this code.
  package func searchOrganisations(_ text: String, for actor: Actor, at moment: Moment, limit: Int) throws
    -> [OrganisationState]
  {
    let words = VietnameseText.fold(text).split(separator: " ").prefix(8).map(String.init)
    guard !words.isEmpty else { return [] }
    let reach = try reach(of: actor, with: .viewOrganisations, at: moment)
    var named: SQL = "1 = 1"
    for word in words { named += " AND ' ' || s.name_fold LIKE \("% \(word)%")" }
    let found = try all(
      """
      SELECT \(OrganisationState.columnList) FROM organisation_state s
      WHERE s.withdrawn_by = \(Schema.stillBelieved) AND ((\(named)) OR s.code = \(VietnameseText.clean(text)))
      ORDER BY s.name_order, s.effective_from DESC, s.organisation_id
      """
    ) { try OrganisationState.read($0) }.filter { reach?.contains($0.organisation) ?? true }
    // One line for each name: a move to another superior is no new one.
    var lines: [OrganisationState] = []
    for state in found {
      if let last = lines.last, last.organisation == state.organisation, last.name == state.name,
        state.period.to == last.period.from
      {
        lines[lines.count - 1].period.from = state.period.from
      } else if lines.count < limit {
        lines.append(state)
      } else {
        break
      }
    }
    return lines
  }

  /// Documents whose number holds what is asked for, of those that a fact within reach stands on.
  package func searchDecisions(_ text: String, for actor: Actor, at moment: Moment, limit: Int) throws
    -> [FoundDecision]
  {
    let wanted = VietnameseText.fold(text)
    guard wanted.utf8.contains(where: { (48...57).contains($0) }) else { return [] }
    let reach = try reach(of: actor, with: .viewOrganisations, at: moment)
    let members = try self.reach(of: actor, with: .viewMembers, at: moment)
    var found: [FoundDecision] = []
    var seen: Set<ID<Decision>> = []
    for (facts, seeing) in [(structureFacts, reach), (memberFacts, members)] {
      let decisions = try all(
        """
        SELECT DISTINCT d.id, d.type, d.number, d.issuer, d.issued_on, d.subject, d.note, f.organisation_id
        FROM decision d JOIN (\(facts)) f ON f.decision_id = d.id ORDER BY d.issued_on DESC, d.id, f.organisation_id
        """
      ) { (try Decision.read($0), try $0.id(7, Organisation.self)) }
      for (decision, organisation) in decisions where seeing?.contains(organisation) ?? true {
        guard !seen.contains(decision.id), Self.number(of: decision.key, has: wanted)
        else { continue }
        guard found.count < limit else { return found }
        seen.insert(decision.id)
        let name = try organisationNear(organisation, asOf: AsOf(decision.key.date))?.name ?? ""
        found.append(
          FoundDecision(
            decision: try shown(decision, to: reach), organisation: organisation, organisationName: name))
      }
    }
    return found
  }

  /// "05 qd" is in "05 qd du" and not in "105 qd du"; "huong dan 10" is "10-HD/BTCTW" called by its kind.
  private static func number(of key: DocumentKey, has wanted: String) -> Bool {
    " \(VietnameseText.fold("\(key.type) \(key.number)"))".utf8.firstRange(of: " \(wanted)".utf8) != nil
  }

  private var structureFacts: SQL {
    """
    SELECT decision_id, organisation_id FROM organisation_state WHERE withdrawn_by = \(Schema.stillBelieved)
    UNION SELECT decision_id, organisation_id FROM structure_event WHERE withdrawn_by = \(Schema.stillBelieved)
    UNION SELECT decision_id, organisation_id FROM roll_out WHERE withdrawn_by = \(Schema.stillBelieved)
    UNION SELECT document_id, scope_id FROM mandate WHERE withdrawn_by = \(Schema.stillBelieved)
    UNION SELECT decision_id, organisation_id FROM grading
      WHERE withdrawn_by = \(Schema.stillBelieved) AND organisation_id IS NOT NULL
    """
  }

  private var memberFacts: SQL {
    """
    SELECT decision_id, organisation_id FROM membership WHERE withdrawn_by = \(Schema.stillBelieved)
    UNION SELECT decision_id, organisation_id FROM membership_end WHERE withdrawn_by = \(Schema.stillBelieved)
    UNION SELECT decision_id, organisation_id FROM appointment WHERE withdrawn_by = \(Schema.stillBelieved)
    """
  }
}
