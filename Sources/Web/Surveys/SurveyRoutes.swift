import Basics
import Markup
import Registry
import Reporting

/// Surveys: visits from above, what they asked, found and advised, and what was done about it.
extension Site {
  var surveyRoutes: [Route] {
    [
      .get("/khao-sat", .somewhere(.viewOrganisations)) { try await $0.surveyIndex() },
      .get("/khao-sat/moi", .somewhere(.manageSurveys)) { try await $0.surveyEditPage(FormTrouble()) },
      .post("/khao-sat/moi", .somewhere(.manageSurveys)) { try await $0.recordSurvey() },
      .get("/khao-sat/:khao-sat", .inside(.viewOrganisations)) { try await $0.surveyShow(FormTrouble()) },
      .post("/khao-sat/:khao-sat/muc", .inside(.manageSurveys)) { try await $0.addSurveyPart() },
      .get("/khao-sat/:khao-sat/muc/:muc", .inside(.manageSurveys)) {
        try await $0.surveyPartPage(FormTrouble())
      },
      .post("/khao-sat/:khao-sat/muc/:muc", .inside(.manageSurveys)) { try await $0.correctSurveyPart() },
      .post("/khao-sat/:khao-sat/muc/:muc/rut", .inside(.manageSurveys)) {
        try await $0.withdrawSurveyPart()
      },
      .post("/khao-sat/:khao-sat/tra-loi", .inside(.answerSurveys)) { try await $0.answerSurveyPart() },
    ]
  }
}

/// One survey, as far as a person's reach goes: whoever is over the visited organisation sees all of it, an organisation
/// that has to answer sees what is addressed to it.
struct SurveyPicture: Sendable {
  var survey: Survey
  var organisationName: String
  var isWhole: Bool
  var parts: [SurveyPartListing]
  var figures: [RequestedFigure]
  var rights: RightSet
  var canManage: Bool
  var answerable: Set<ID<SurveyPart>>
  var units: [OrganisationState]
  /// Figures the register can answer with, by name; for those who write the survey down.
  var figureChoices: [(key: String, label: String)] = []

  /// - Throws: `notFound` where nothing of it concerns the person's reach.
  init(
    _ survey: Survey, asOf: AsOf, rules: BriefingRules, for actor: Actor, at now: Moment, in session: Asked
  ) throws {
    self.survey = survey
    let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
    isWhole = reach?.contains(survey.organisation) ?? true
    let all = try session.surveyListing(of: survey.id, asOf: asOf)
    parts = isWhole ? all : all.filter { $0.part.organisation.map { reach?.contains($0) ?? true } ?? false }
    guard isWhole || !parts.isEmpty else { throw RightsRefusal.notFound }
    if !isWhole {
      parts = parts.map {
        SurveyPartListing(part: $0.part, organisationName: $0.organisationName, answers: $0.answers)
      }
    }
    organisationName =
      try session.organisationNear(survey.organisation, asOf: AsOf(survey.visitedOn))?.name ?? ""
    rights = try session.rights(of: actor, on: survey.organisation, at: now)
    let seesFigures = rights.contains(.viewBriefings)
    do {
      figures =
        isWhole && seesFigures
        ? try session.requestedFigures(of: survey, rules: rules, for: actor, at: now) : []
    } catch is BriefingRefusal { figures = [] }
    let managing = try session.reach(of: actor, with: .manageSurveys, at: now)
    canManage = managing?.contains(survey.organisation) ?? true
    let answering = try session.reach(of: actor, with: .answerSurveys, at: now)
    answerable = Set(
      parts.filter {
        $0.part.kind.isAnswered && (answering?.contains($0.part.organisation ?? survey.organisation) ?? true)
      }.map(\.part.id))
    if canManage, seesFigures {
      figureChoices = try session.figureNames(of: survey, rules: rules, today: now.day)
    }
    units = canManage ? try session.subtree(of: survey.organisation, asOf: AsOf(survey.visitedOn)) : []
  }

  func of(_ kind: SurveyPart.Kind) -> [SurveyPartListing] { parts.filter { $0.part.kind == kind } }
}

extension Visit {
  func surveyPicture() async throws -> SurveyPicture {
    let (system, actor, rules, today) = (system, actor, try rules, today)
    let (now, id): (Moment, ID<Survey>) = (system.now, try found(id("khao-sat")))
    return try await system.read { session throws in
      guard let survey = try session.survey(id) else { throw RightsRefusal.notFound }
      return try SurveyPicture(survey, asOf: AsOf(today), rules: rules, for: actor, at: now, in: session)
    }
  }
}
