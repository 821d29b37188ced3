import Basics
import Registry
import Rules
import Storage

/// Records one fact for several subjects of a unit at once, with the document that proves it for all of them: nobody of the cell
/// was disciplined, the tasks of all were done in time. Who keeps the unit's reviews may, as long as its results are in its
/// hands; the appraisal looks at the proof and changes what is wrong.
/// - Basis: Hướng dẫn 43-HD/BTCTW, mục 3 (đơn vị tự đánh giá trước, cấp có thẩm quyền thẩm định)
package struct RecordUnitFacts: Act {
  package static let name = "review.recordUnitFacts"
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var entity: ReviewSubject.Entity
  package var fact: String
  /// Blank takes an answer back.
  package var values: [ID<ReviewSubject>: String]
  package var evidence: String
  package var guidance: Guidance
  package var procedures: RoundProcedures

  package init(
    _ fact: String, _ values: [ID<ReviewSubject>: String], as entity: ReviewSubject.Entity,
    at organisation: ID<Organisation>, in round: ID<Round>, evidence: String, guidance: Guidance,
    procedures: RoundProcedures
  ) {
    (self.fact, self.values, self.entity, self.organisation) = (fact, values, entity, organisation)
    (self.round, self.evidence, self.guidance, self.procedures) = (round, evidence, guidance, procedures)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Int {
    let session = register.session
    guard let round = try session.reviewRound(round), round.period.quarter == 0 else {
      throw RightsRefusal.notFound
    }
    let grades = try session.rights(of: actor, on: organisation, at: register.now).contains(.recordGradings)
    if !grades { try register.require(.recordReviews, of: actor, on: organisation) }
    let work = try RoundWork(values.keys.sorted(), guidance, procedures, in: register, by: actor)
    let own = try session.ownMember(of: actor)
    var changed = 0
    for subject in work.subjects {
      guard subject.organisation == organisation, subject.entity == entity else {
        throw RoundRefusal.subjectUnknown
      }
      guard subject.treatment.isGraded else { throw RoundRefusal.notForThem("Dữ kiện") }
      // Nobody proves their own case: somebody else of the unit records it, or the level that decides.
      guard subject.member == nil || subject.member != own else { throw RoundRefusal.ownFacts }
      if grades { try work.requireUnlocked(subject) } else { try work.requireOpen(subject) }
      let known = try session.reviewFacts(
        of: subject.subject, entity: entity.rawValue, year: round.period.year
      )
      .first { $0.fact == fact }
      let value = values[subject.id] ?? ""
      if value == (known?.value ?? "") && (value.isEmpty || evidence == known?.evidence) { continue }
      changed += try RecordReviewFacts(
        [ReviewAnswer(fact: fact, value: value, evidence: evidence)], of: subject.subject,
        as: entity.rawValue, year: round.period.year, guidance: guidance
      ).write(in: register)
    }
    guard changed > 0 else { throw ReviewRefusal.nothingChanged }
    register.note("round", round.id)
    register.note("organisation", organisation)
    register.note("fact", .string(fact))
    register.note("count", .int(changed))
    return changed
  }
}
