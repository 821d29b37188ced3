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

  /// What the register can be asked for on the day of a visit, by name; parts of a whole after its name.
  package func figureNames(of survey: Survey, rules: BriefingRules, today: Day) throws -> [(
    key: String, label: String
  )] {
    let figures: [BriefingFigure]
    do {
      figures = try briefing(
        of: survey.organisation, asOf: AsOf(survey.visitedOn), today: today, rules: rules, seen: .whole
      ).figures
    } catch is BriefingRefusal { return [] }
    var seen: Set<String> = []
    return figures.filter { seen.insert($0.key).inserted }.map { figure in
      let whole = figure.key.split(separator: ".").first.map(String.init) ?? ""
      guard whole != figure.key, let name = figures.first(where: { $0.key == whole })?.label else {
        return (figure.key, figure.label)
      }
      return (figure.key, "\(name): \(figure.label)")
    }
  }
}
