import Basics

/// The shapes of the API's answers.
enum OpenAPISchemas {
  static let id: JSON = ["type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{13}$"]

  static let all: [String: JSON] = [
    "Error": object(["error": object(["reason": text, "remedy": text])]),
    "OpenAPI": ["type": "object"],
    "Figure": object([
      "value": ["oneOf": [["type": "integer"], ["type": "string", "format": "date"], ["type": "null"]]],
      "definition": text, "asOf": day,
      "records": maybe([
        "type": "string", "description": "Đường dẫn đến những bản ghi đã đếm; count ở đó bằng value.",
      ]),
    ]),
    "Decision": object(["type": text, "number": text, "issuer": text, "date": day, "subject": text]),
    "Me": object([
      "id": id, "userName": text, "person": text,
      "roles": list(object(["role": text, "title": text, "organisation": id, "organisationName": text])),
      "rights": list(text),
    ]),
    "OrganisationSummary": object(summary),
    "OrganisationList": listing("OrganisationSummary"),
    "Organisation": object(
      summary.merging(
        [
          "asOf": day, "exists": flag, "superiors": list(ref("OrganisationSummary")),
          "children": list(ref("OrganisationSummary")),
          "predecessors": list(lineage), "successors": list(lineage), "members": ref("Figure"),
        ], uniquingKeysWith: { a, _ in a })),
    "MemberSummary": object([
      "id": id, "name": text, "sex": text, "bornOn": maybe(day), "admittedOn": maybe(day),
      "officialOn": maybe(day), "organisation": id,
      "organisationName": text, "since": maybe(day),
    ]),
    "MemberList": listing("MemberSummary"),
    "Member": object([
      "id": id, "asOf": day, "name": text, "sex": text, "bornOn": maybe(day), "admittedOn": maybe(day),
      "officialOn": maybe(day),
      "status": text, "isLocal": maybe(flag), "residence": text, "homePlace": text, "occupation": text,
      "education": text, "theory": text,
      "memberships": list(
        object([
          "organisation": id, "organisationName": maybe(text), "kind": text, "from": maybe(day),
          "to": maybe(day),
        ])),
      "appointments": list(
        object([
          "organisation": id, "organisationName": maybe(text), "title": text, "sector": text,
          "from": maybe(day),
        ])),
    ]),
    "GuidanceSummary": object(guidance),
    "GuidanceList": listing("GuidanceSummary"),
    "Guidance": object(
      guidance.merging(["pack": pack, "articles": articles], uniquingKeysWith: { a, _ in a })),
    "GuidanceDraftSummary": object(draft),
    "GuidanceDraftList": listing("GuidanceDraftSummary"),
    "GuidanceDraft": object(
      draft.merging(
        [
          "pack": maybe(pack), "articles": articles,
          "findings": list(
            object([
              "code": text, "severity": text, "line": count, "column": count, "message": text, "remedy": text,
            ])),
        ], uniquingKeysWith: { a, _ in a })),
    "Briefing": [
      "type": "object", "required": ["figures", "asOf", "organisation", "structure"],
      "properties": [
        "figures": [
          "type": "object", "description": "Số liệu chính; mỗi số là một Figure.",
          "required": [
            "units", "communes", "towns", "members", "agencyCells", "agencyCellMembers", "rollOut", "grades",
          ],
        ],
        "asOf": day, "organisation": id, "structure": ["type": "string", "enum": ["then", "now"]],
        "sections": ["type": "array"],
      ],
    ],
    "Records": object([
      "count": ["type": "integer"],
      "items": list(["type": "object", "required": ["id"], "properties": ["id": id]]),
      "next": maybe(text),
    ]),
    "Grading": object([
      "id": id, "organisation": maybe(id), "organisationName": text, "year": ["type": "integer"],
      "scale": text, "grade": text,
      "gradeTitle": text, "gradedOn": day,
      "provenance": ["type": "string", "enum": ["reported", "recorded", "invented"]],
      "decision": maybe(ref("Decision")),
    ]),
    "GradingList": listing("Grading"),
    "MandateSummary": object(mandate),
    "MandateList": listing("MandateSummary"),
    "Mandate": object(
      mandate.merging(
        [
          "units": list(
            object([
              "organisation": id, "name": text,
              "state": ["type": "string", "enum": ["fulfilled", "partial", "missing"]],
              "rollOuts": list(
                object([
                  "organisation": id, "day": day, "result": maybe(id), "decision": maybe(ref("Decision")),
                ])),
            ]))
        ], uniquingKeysWith: { a, _ in a })),
    "SurveySummary": object(survey),
    "SurveyList": listing("SurveySummary"),
    "Survey": object(
      survey.merging(
        ["isWhole": flag, "parts": list(["type": "object"]), "figures": list(["type": "object"])],
        uniquingKeysWith: { a, _ in a })),
    "HistoryHead": object([
      "sequence": ["type": "integer"], "hash": text,
      "recordedAt": maybe(["type": "string", "format": "date-time"]),
    ]),
  ]

  private static let text: JSON = ["type": "string"]
  private static let flag: JSON = ["type": "boolean"]
  private static let day: JSON = ["type": "string", "format": "date"]
  private static let lineage = object(["id": id, "name": text, "on": day])
  private static let summary: [String: JSON] = [
    "id": id, "name": text, "code": text, "kind": text, "kindTitle": text, "parent": maybe(id),
    "neighbourhood": text,
    "from": maybe(day), "to": maybe(day),
  ]
  private static let mandate: [String: JSON] = [
    "id": id, "subject": text, "duty": text, "document": maybe(ref("Decision")),
    "otherDate": maybe(object(["day": day, "source": text])), "scope": maybe(id), "scopeName": text,
    "obliged": text,
    "founds": maybe(text), "inForceOn": day, "dueOn": maybe(day), "asOf": day,
    "progress": object([
      "obliged": count, "fulfilled": count, "partial": count, "missing": count, "overdue": count,
      "first": maybe(day), "last": maybe(day),
    ]),
  ]
  private static let survey: [String: JSON] = [
    "id": id, "title": text, "visitedOn": day, "organisation": id, "organisationName": text, "team": text,
    "host": text,
    "publishedOn": maybe(day),
  ]
  private static let guidance: [String: JSON] = [
    "id": text, "title": text, "name": text, "status": text, "certainty": text, "issuedOn": maybe(day),
    "validFrom": day, "validTo": maybe(day), "hash": text,
    "rounds": object(["from": ["type": "integer"], "to": maybe(["type": "integer"]), "period": text]),
  ]
  private static let draft: [String: JSON] = [
    "id": id, "title": text, "organisation": id, "base": text, "version": count, "savedAt": text,
    "savedBy": text, "isWithdrawn": flag,
  ]
  private static let pack: JSON = [
    "type": "object",
    "description":
      "Bộ quy tắc như viết trong tệp, theo docs/rule-packs.md; số giữ nguyên cách viết nên mọi giá trị là chữ.",
  ]
  private static let articles = list(object(["id": text, "title": text, "text": text]))
  private static let count: JSON = ["type": "integer", "minimum": 0]

  private static func ref(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }
  private static func list(_ items: JSON) -> JSON { ["type": "array", "items": items] }
  private static func maybe(_ schema: JSON) -> JSON { ["oneOf": [schema, ["type": "null"]]] }

  /// All properties are always there.
  private static func object(_ properties: [String: JSON]) -> JSON {
    [
      "type": "object", "required": .array(properties.keys.sorted().map { .string($0) }),
      "properties": .object(properties),
    ]
  }

  private static func listing(_ name: String) -> JSON {
    object(["count": count, "items": list(ref(name)), "next": maybe(text)])
  }
}
