import Basics
import Registry
import Storage

/// A point with its cause, its owner's name and what has been answered by a day.
package struct SurveyPartListing: Sendable {
  package var part: SurveyPart
  /// The finding it follows from.
  package var because: SurveyPart?
  package var organisationName: String?
  /// The earliest first.
  package var answers: [SurveyAnswer]

  package var status: SurveyAnswer.Status { answers.last?.status ?? .open }
  package func isOverdue(on day: Day) -> Bool {
    part.kind.isAnswered && status != .done && part.dueOn.map { $0 < day } ?? false
  }
}

extension Session {
  /// Surveys of an organisation and all below it up to the day, the latest first.
  package func surveys(within organisation: ID<Organisation>, asOf: AsOf) throws -> [Survey] {
    try all(
      """
      SELECT \(Survey.columnList) FROM survey v JOIN organisation_closure c ON c.descendant_id = v.organisation_id
      WHERE c.ancestor_id = \(organisation) AND c.effective_from <= v.visited_on AND c.effective_to > v.visited_on
        AND \(asOf.believed("c")) AND v.visited_on <= \(asOf.day) AND v.recorded_by <= \(asOf.known)
      ORDER BY v.visited_on DESC, v.id DESC
      """
    ) { try Survey.read($0) }
  }

  /// The latest survey of the organisation itself.
  package func latestSurvey(of organisation: ID<Organisation>, asOf: AsOf) throws -> Survey? {
    try first(
      """
      SELECT \(Survey.columnList) FROM survey v WHERE v.organisation_id = \(organisation)
        AND v.visited_on <= \(asOf.day) AND v.recorded_by <= \(asOf.known) ORDER BY v.visited_on DESC, v.id DESC LIMIT 1
      """
    ) { try Survey.read($0) }
  }

  package func survey(_ id: ID<Survey>) throws -> Survey? {
    try first("SELECT \(Survey.columnList) FROM survey v WHERE v.id = \(id)") { try Survey.read($0) }
  }

  package func surveyPart(_ id: ID<SurveyPart>) throws -> SurveyPart? {
    let asOf = AsOf(.endOfTime)
    return try first(
      "SELECT \(SurveyPart.columnList) FROM survey_part p WHERE p.id = \(id) AND \(asOf.believed("p"))"
    ) {
      try SurveyPart.read($0)
    }
  }

  package func surveyParts(of survey: ID<Survey>, known: Int = AsOf.everything) throws -> [SurveyPart] {
    let asOf = AsOf(.endOfTime, known: known)
    return try all(
      """
      SELECT \(SurveyPart.columnList) FROM survey_part p WHERE p.survey_id = \(survey) AND \(asOf.believed("p"))
      ORDER BY p.kind, p.position, p.id
      """
    ) { try SurveyPart.read($0) }
  }

  /// Every point of a survey with the answers given by the day.
  package func surveyListing(of survey: ID<Survey>, asOf: AsOf) throws -> [SurveyPartListing] {
    let parts = try surveyParts(of: survey, known: asOf.known)
    var answers: [ID<SurveyPart>: [SurveyAnswer]] = [:]
    try query(
      """
      SELECT a.id, a.part_id, a.answered_on, a.status, a.text, a.by_person
      FROM survey_answer a JOIN survey_part p ON p.id = a.part_id
      WHERE p.survey_id = \(survey) AND a.answered_on <= \(asOf.day) AND \(asOf.believed("a")) ORDER BY a.answered_on, a.id
      """
    ) {
      let answer = try SurveyAnswer.read($0)
      answers[answer.part, default: []].append(answer)
    }
    return try parts.map { part in
      SurveyPartListing(
        part: part, because: part.because.flatMap { cause in parts.first { $0.id == cause } },
        organisationName: try part.organisation.flatMap { try organisationNear($0, asOf: asOf)?.name },
        answers: answers[part.id] ?? [])
    }
  }
}
