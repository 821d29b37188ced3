import Basics
import Registry
import Storage

/// Where somebody stands in the round of a year as they see it themselves: whether it lists them, until when it waits for
/// their form, and what is recorded as their own grade, with who recorded it.
package struct OwnStanding: Sendable {
  package var formDue: Day?
  package var grade: ReviewGrade?
}

extension Session {
  /// `nil` where no round of the year lists the member.
  package func ownStanding(
    of member: ID<Member>, year: Int, guidances: Guidances, procedures: RoundProcedures, today: Day
  ) throws -> OwnStanding? {
    guard let subject = try reviewSubject(of: member, RoundPeriod(year: year)),
      let round = try reviewRound(subject.round)
    else { return nil }
    var standing = OwnStanding(grade: try reviewGrades(of: subject.id)[.own])
    if subject.treatment.isReviewed, let guidance = guidances[round.pack] {
      let stage = try procedures.procedure(of: guidance).stages.first {
        $0.isForm && $0.subjects.contains(.member)
      }
      // Where the form has no day of its own, the results of the cell have one.
      for id in [stage?.id, RoundProcedure.submission].compactMap({ $0 }) where standing.formDue == nil {
        standing.formDue = try reviewDeadline(
          of: id, for: subject.organisation, in: round.id, asOf: AsOf(today))?.dueBefore
      }
    }
    return standing
  }
}
