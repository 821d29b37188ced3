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
    of survey: Survey, today: Day, rules: BriefingRules, known: Int = AsOf.everything
  ) throws -> [RequestedFigure] {
    let parts = try surveyParts(of: survey.id, known: known).filter { $0.kind == .figure }
    guard !parts.isEmpty else { return [] }
    let briefing = try briefing(
      of: survey.organisation, asOf: AsOf(survey.visitedOn, known: known), today: today, rules: rules)
    let figures = Dictionary(briefing.figures.map { ($0.key, $0) }, uniquingKeysWith: { a, _ in a })
    return parts.map { RequestedFigure(part: $0, figure: figures[$0.topic]) }
  }
}
