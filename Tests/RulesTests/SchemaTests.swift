import Basics
import Foundation
import Rules
import Testing

/// `docs/rule-pack.schema.json` names the keys the reader knows, no more and no fewer.
struct SchemaTests {
  private static let source = ["cite", "article", "certainty", "zone", "note"]

  /// Every kind of mapping of the written form with its keys; `pack` is the file itself.
  static let keys: [String: [String]] = [
    "pack": [
      "id", "version", "title", "status", "amends", "issuedOn", "validFrom", "validTo", "rounds", "certainty",
      "basis", "scale", "scales", "grades", "outside",
      "entities", "parameters", "facts", "variables", "bands", "aggregates", "decisions", "quotas",
      "majorities", "procedure", "forms", "defaults", "local",
      "untranslatable",
    ],
    "rounds": ["from", "to", "period"],
    "basis": ["document", "issuedOn", "issuer", "title", "certainty", "cite"],
    "grade": ["name", "cite", "certainty"],
    "entity": ["name", "within"],
    "parameter": ["value", "values", "unit", "name"] + source,
    "dated": ["from", "value", "cite"],
    "fact": [
      "type", "places", "values", "unit", "range", "missing", "name", "question", "evidence", "source",
      "atMost", "onlyWith",
    ],
    "missing": ["default"],
    "variable": ["id", "of", "value", "name"],
    "band": ["id", "of", "value", "scale", "range", "name", "to"] + source,
    "aggregate": [
      "id", "of", "count", "share", "mean", "sum", "any", "all", "where", "base", "value", "decision",
      "points", "scale", "rounding", "name",
    ] + source,
    "decision": ["id", "of", "scale", "hitPolicy", "name", "rules"],
    "rule": ["id", "when", "any", "then", "between", "by", "question", "because", "except"] + source,
    "condition": ["if", "name", "cite", "certainty"],
    "quota": [
      "id", "decision", "grade", "percent", "cases", "of", "counted", "scope", "rounding", "minimum",
      "rankBy", "ties",
      "demoteTo", "because", "name",
    ] + source,
    "percent": ["when", "value"],
    "majority": ["id", "of", "moreThan", "atLeast", "tie", "secret", "for"] + source,
    "procedure": ["calendar", "stages"],
    "stage": ["id", "name", "actor", "due", "after"] + source,
    "due": ["before", "after", "year", "days", "of"],
    "form": ["id", "code", "name", "for", "fields"] + source,
    "zone": ["id", "title", "default", "reason", "cite"],
    "local": ["id", "choices", "atLeast", "atMost", "zone", "reason", "name"],
    "untranslatable": ["construct", "reason", "excerpt", "cite", "acceptedBy"],
  ]

  /// Where each kind stands in a file: `@` is replaced by the mapping.
  private static let places: [String: String] = [
    "pack": "@", "rounds": "{ rounds: @ }", "basis": "{ basis: [@] }", "grade": "{ grades: { A: @ } }",
    "entity": "{ entities: { member: @ } }",
    "parameter": "{ parameters: { p: @ } }", "dated": "{ parameters: { p: { values: [@] } } }",
    "fact": "{ facts: { member: { f: @ } } }",
    "missing": "{ facts: { member: { f: { type: boolean, missing: @ } } } }",
    "variable": "{ variables: [@] }", "band": "{ bands: [@] }", "aggregate": "{ aggregates: [@] }",
    "decision": "{ decisions: [@] }", "rule": "{ decisions: [{ rules: [@] }] }",
    "condition": "{ decisions: [{ rules: [{ when: [@] }] }] }", "quota": "{ quotas: [@] }",
    "percent": "{ quotas: [{ cases: [@] }] }", "majority": "{ majorities: [@] }",
    "procedure": "{ procedure: @ }", "stage": "{ procedure: { stages: [@] } }",
    "due": "{ procedure: { stages: [{ due: @ }] } }", "form": "{ forms: [@] }", "zone": "{ defaults: [@] }",
    "local": "{ local: [@] }", "untranslatable": "{ untranslatable: [@] }",
  ]

  @Test(arguments: Array(keys.keys).sorted()) func `bộ đọc biết đúng các khóa của từng chỗ`(_ kind: String)
    throws
  {
    let (known, place) = (try #require(Self.keys[kind]), try #require(Self.places[kind]))
    let mapping = "{ " + (known + ["khôngCó"]).map { "\($0): x" }.joined(separator: ", ") + " }"
    let findings = PackLoader.load(text: place.replacing("@", with: mapping), path: "pack.yaml").findings
    let unknown = findings.filter { $0.code == .unknownKey }
    #expect(
      unknown.count == 1 && unknown.allSatisfy { $0.message.contains("khôngCó") }, "\(unknown.map(\.message))"
    )
  }

  @Test func `lược đồ có đúng các khóa ấy`() throws {
    let schema = try #require(JSON(text: try Corpus.text("docs/rule-pack.schema.json")))
    for (kind, known) in Self.keys {
      let part = kind == "pack" ? schema : try #require(schema["$defs"]?[kind], "thiếu \(kind)")
      guard case .object(let properties)? = part["properties"] else {
        Issue.record("\(kind) không có properties")
        continue
      }
      #expect(Set(properties.keys) == Set(known), "\(kind)")
      #expect(part["additionalProperties"] == .bool(false))
    }
  }

  /// The table above against the words with which the reader asks for keys.
  @Test func `bảng khóa không sót khóa nào của bộ đọc`() throws {
    var asked: Set<String> = []
    for file in Corpus.names("Sources/Rules/Packs", ending: ".swift")
    where file.hasPrefix("PackReader") || file == "FactReader.swift" {
      let text = try Corpus.text("Sources/Rules/Packs/\(file)")
      for match in text.matches(
        of:
          /(text|word|day|whole|ratio|truth|choice|words|list|fields|node|expression|conditions)\("([A-Za-z]+)"/
      ) { asked.insert(String(match.output.2)) }
    }
    asked.formUnion(["count", "share", "mean", "sum", "any", "all"])
    #expect(asked == Set(Self.keys.values.joined()))
  }
}
