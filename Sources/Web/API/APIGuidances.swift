import Basics
import Registry
import Reviews
import Rules

/// Guidances and their drafts as JSON.
extension Visit {
  func apiGuidances(_ arguments: Arguments) throws -> Answer {
    arguments.page(try guidances.all, at: path) { .object(Self.json($0)) }
  }

  func apiGuidance() throws -> Answer {
    let guidance = try guidance
    var members = Self.json(guidance)
    members["pack"] = PackTree(guidance.text.pack).map { Self.json($0.value) } ?? .object([:])
    members["articles"] = Self.articles(guidance.text.source)
    return .json(.object(members))
  }

  func apiGuidanceDrafts(_ arguments: Arguments) async throws -> Answer {
    let (system, actor) = (system, actor)
    let now = system.now
    let (drafts, names) = try await system.read { session throws in
      let drafts = try session.guidanceDrafts(
        of: try session.reach(of: actor, with: .viewGuidanceDrafts, at: now))
      return (drafts, try session.personNames(ofActors: drafts.map(\.savedBy)))
    }
    return arguments.page(drafts, at: path) { draft in
      [
        "id": .string("\(draft.id)"), "title": .string(draft.title),
        "organisation": .string("\(draft.organisation)"), "base": .string(draft.base),
        "version": .int(draft.latest), "savedAt": .string("\(draft.savedAt)"),
        "savedBy": .string(names[draft.savedBy] ?? draft.savedBy), "isWithdrawn": .bool(draft.isWithdrawn),
      ]
    }
  }

  func apiGuidanceDraft(_ arguments: Arguments) async throws -> Answer {
    let draft = try await guidanceDraft(version: arguments.integer("version"))
    let text = draft.version.text
    let findings = loadedPack(of: draft).findings
    return .json([
      "id": .string("\(draft.id)"), "title": .string(draft.title),
      "organisation": .string("\(draft.organisation)"), "base": .string(draft.base),
      "version": .int(draft.version.number), "savedAt": .string("\(draft.version.savedAt)"),
      "savedBy": .string(try await personName(draft.version.savedBy)),
      "isWithdrawn": .bool(draft.isWithdrawn),
      "pack": PackTree(text.pack).map { Self.json($0.value) } ?? .null,
      "articles": Self.articles(text.source),
      "findings": .array(
        findings.map { finding in
          [
            "code": .string(finding.code.rawValue), "severity": .string(finding.severity.rawValue),
            "line": .int(finding.line), "column": .int(finding.column), "message": .string(finding.message),
            "remedy": .string(finding.remedy),
          ]
        }),
    ])
  }

  private static func json(_ guidance: Guidance) -> [String: JSON] {
    let pack = guidance.pack
    return [
      "id": .string(guidance.name), "title": .string(pack.title), "name": .string(pack.name),
      "status": .string(pack.status.rawValue), "certainty": .string(pack.certainty.rawValue),
      "issuedOn": pack.issuedOn.map { .string("\($0)") } ?? .null, "validFrom": .string("\(pack.validFrom)"),
      "validTo": pack.validTo.map { .string("\($0)") } ?? .null, "hash": .string(guidance.hash),
      "rounds": [
        "from": .int(pack.rounds.from), "to": pack.rounds.to.map { .int($0) } ?? .null,
        "period": .string(pack.rounds.period.rawValue),
      ],
    ]
  }

  /// Words as they are written, so that no number is rounded.
  private static func json(_ value: PackValue) -> JSON {
    switch value {
    case .word(let word): .string(word)
    case .list(let items): .array(items.map { json($0) })
    case .map(let entries):
      .object(Dictionary(entries.map { ($0.key, json($0.value)) }, uniquingKeysWith: { a, _ in a }))
    }
  }

  private static func articles(_ source: String) -> JSON {
    .array(
      SourceSections(source).sections.map {
        ["id": .string($0.id), "title": .string($0.title), "text": .string($0.text)]
      })
  }
}
