import Basics
import Registry
import Schema
import Storage

/// An advice or a petition that waits: unanswered, or past its day and not done.
package struct OpenAdvice: Sendable {
  package var part: SurveyPart
  package var survey: Survey
  package var status: SurveyAnswer.Status?

  /// Who has to answer: whoever it names, else whom the team visited.
  package var owner: ID<Organisation> { part.organisation ?? survey.organisation }
  package func isOverdue(on day: Day) -> Bool { part.dueOn.map { $0 < day } ?? false }
}

extension Session {
  /// What nobody has answered, and what is answered but not done by its day; the earliest visit first.
  package func openAdvice(on day: Day) throws -> [OpenAdvice] {
    let open: [(SurveyPart, String?)] = try all(
      """
      SELECT \(SurveyPart.columnList), (
        SELECT a.status FROM survey_answer a WHERE a.part_id = p.id AND a.withdrawn_by = \(Schema.stillBelieved)
        ORDER BY a.answered_on DESC, a.id DESC LIMIT 1)
      FROM survey_part p WHERE p.kind IN ('advice', 'petition') AND p.withdrawn_by = \(Schema.stillBelieved)
      ORDER BY p.survey_id, p.kind, p.position, p.id
      """
    ) { (try SurveyPart.read($0), try $0.ifText(11)) }
    var surveys: [ID<Survey>: Survey] = [:]
    for id in Set(open.map(\.0.survey)) { surveys[id] = try survey(id) }
    return open.compactMap { part, text in
      guard let survey = surveys[part.survey] else { return nil }
      let advice = OpenAdvice(part: part, survey: survey, status: text.flatMap(SurveyAnswer.Status.init))
      let isWaiting = advice.status == nil || (advice.status != .done && advice.isOverdue(on: day))
      return isWaiting ? advice : nil
    }
  }

  /// Surveys that name one of these organisations as an owner or a guest: those organisations see their own points.
  package func surveys(addressing organisations: Set<ID<Organisation>>, asOf: AsOf) throws -> [Survey] {
    let addressed: [(ID<Survey>, ID<Organisation>)] = try all(
      """
      SELECT p.survey_id, p.organisation_id FROM survey_part p
      WHERE p.organisation_id IS NOT NULL AND \(asOf.believed("p")) ORDER BY p.survey_id, p.id
      """
    ) { (try $0.id(0), try $0.id(1)) }
    let ids = Set(addressed.filter { organisations.contains($0.1) }.map(\.0))
    return try ids.compactMap { try survey($0) }.filter { $0.visitedOn <= asOf.day }
      .sorted { ($1.visitedOn, $1.id) < ($0.visitedOn, $0.id) }
  }
}

extension SurveyPartListing {
  package init(part: SurveyPart, organisationName: String?, answers: [SurveyAnswer]) {
    self.init(part: part, because: nil, organisationName: organisationName, answers: answers)
  }
}

extension Session {
  /// Surveys of any of these organisations (nil means all), and those addressed to one of them; the latest first.
  package func surveys(concerning organisations: Set<ID<Organisation>>?, asOf: AsOf) throws -> [Survey] {
    let own = try all(
      "SELECT \(Survey.columnList) FROM survey v WHERE v.visited_on <= \(asOf.day) AND v.recorded_by <= \(asOf.known)"
    ) { try Survey.read($0) }.filter { organisations?.contains($0.organisation) ?? true }
    let others = try organisations.map { try surveys(addressing: $0, asOf: asOf) } ?? []
    return Set(own + others).sorted { ($1.visitedOn, $1.id) < ($0.visitedOn, $0.id) }
  }
}
