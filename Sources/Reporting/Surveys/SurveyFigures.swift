import Basics
import Registry
import Storage

/// A figure that a survey asked for, answered from the register.
package struct RequestedFigure: Sendable {
  package var part: SurveyPart
  /// Nil where the register knows no figure of that key.
  package var figure: BriefingFigure?
}

extension Session {
  /// The figures a survey requested, as of the day of the visit.
  package func requestedFigures(
    of survey: Survey, rules: BriefingRules, known: Int = AsOf.everything, for actor: Actor, at moment: Moment
  ) throws -> [RequestedFigure] {
    let parts = try surveyParts(of: survey.id, known: known).filter { $0.kind == .figure }
    guard !parts.isEmpty else { return [] }
    let asOf = AsOf(survey.visitedOn, known: known)
    let briefing = try briefing(
      of: survey.organisation, asOf: asOf, today: moment.day, rules: rules,
      seen: listSight(of: actor, asOf: asOf, at: moment))
    let figures = Dictionary(briefing.figures.map { ($0.key, $0) }, uniquingKeysWith: { a, _ in a })
    return parts.map { RequestedFigure(part: $0, figure: figures[$0.topic]) }
  }
}
