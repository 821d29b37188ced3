import Basics
import Markup
import Registry
import Reporting

extension Visit {
  func apiMandates(_ arguments: Arguments) async throws -> Answer {
    arguments.page(try await mandatePictures(), at: path) { .object(Self.json($0)) }
  }

  func apiMandate() async throws -> Answer {
    let picture = try await mandatePicture()
    var members = Self.json(picture)
    members["units"] = .array(
      picture.progress.units.map { unit in
        [
          "organisation": .string("\(unit.unit.organisation)"), "name": .string(unit.unit.name),
          "state": .string(unit.state.rawValue),
          "rollOuts": .array(
            unit.rollOuts.map { rollOut in
              [
                "organisation": .string("\(rollOut.organisation)"), "day": Self.json(rollOut.day),
                "result": rollOut.result.map { .string("\($0)") } ?? .null,
                "decision": picture.decisions[rollOut.decision].map { Self.json($0) } ?? .null,
              ]
            }),
        ]
      })
    return .json(.object(members))
  }

  private static func json(_ picture: MandatePicture) -> [String: JSON] {
    let (mandate, progress) = (picture.mandate, picture.progress)
    return [
      "id": .string("\(mandate.mandate)"), "subject": .string(mandate.subject), "duty": .string(mandate.duty),
      "document": picture.document.map { json($0) } ?? .null,
      "otherDate": mandate.otherDate.map { ["day": json($0.day), "source": .string($0.source)] } ?? .null,
      "scope": picture.seesScope ? .string("\(mandate.scope)") : .null,
      "scopeName": .string(picture.scopeName),
      "obliged": .string(mandate.obliged.rawValue),
      "founds": mandate.founds.map { .string($0.rawValue) } ?? .null,
      "inForceOn": json(mandate.inForceOn), "dueOn": json(mandate.dueOn), "asOf": json(progress.asOf.day),
      "progress": [
        "obliged": .int(progress.obliged), "fulfilled": .int(progress.fulfilled),
        "partial": .int(progress.units(.partial).count),
        "missing": .int(progress.units(.missing).count), "overdue": .int(progress.overdue.count),
        "first": json(progress.first),
        "last": json(progress.last),
      ],
    ]
  }

  func apiSurveys(_ arguments: Arguments) async throws -> Answer {
    let (system, actor, asOf) = (system, actor, asOf)
    let now = system.now
    let surveys = try await system.read { session throws in
      let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
      return try session.surveys(concerning: reach, asOf: asOf).map {
        ($0, try session.organisationNear($0.organisation, asOf: AsOf($0.visitedOn))?.name ?? "")
      }
    }
    return arguments.page(surveys, at: path) { .object(Self.json($0.0, $0.1)) }
  }

  private static func json(_ survey: Survey, _ name: String) -> [String: JSON] {
    [
      "id": .string("\(survey.id)"), "title": .string(survey.title), "visitedOn": json(survey.visitedOn),
      "organisation": .string("\(survey.organisation)"), "organisationName": .string(name),
      "team": .string(survey.team),
      "host": .string(survey.host), "publishedOn": json(survey.publishedOn),
    ]
  }

  func apiSurvey() async throws -> Answer {
    let picture = try await surveyPicture()
    let today = today
    var members = Self.json(picture.survey, picture.organisationName)
    members["isWhole"] = .bool(picture.isWhole)
    members["parts"] = .array(
      picture.parts.map { listing in
        let part = listing.part
        return [
          "id": .string("\(part.id)"), "kind": .string(part.kind.rawValue), "topic": .string(part.topic),
          "text": .string(part.text),
          "person": .string(part.person), "post": .string(part.post),
          "organisation": part.organisation.map { .string("\($0)") } ?? .null,
          "organisationName": listing.organisationName.map { .string($0) } ?? .null,
          "because": listing.because.map { .string("\($0.id)") } ?? .null, "dueOn": Self.json(part.dueOn),
          "status": part.kind.isAnswered ? .string(listing.status.rawValue) : .null,
          "isOverdue": .bool(listing.isOverdue(on: today)),
          "answers": .array(
            listing.answers.map {
              [
                "day": Self.json($0.day), "status": .string($0.status.rawValue), "text": .string($0.text),
                "person": .string($0.person),
              ]
            }),
        ]
      })
    members["figures"] = .array(
      picture.figures.map { requested in
        guard let figure = requested.figure else {
          return ["key": .string(requested.part.topic), "value": .null]
        }
        let value: JSON =
          switch figure.value {
          case .count(let count): .int(count)
          case .day(let day): Self.json(day)
          }
        return [
          "key": .string(figure.key), "label": .string(figure.label), "value": value,
          "definition": .string(figure.definition),
          "asOf": Self.json(figure.asOf), "records": .string(figure.records.apiPath),
        ]
      })
    return .json(.object(members))
  }
}
