import Basics
import Registry
import Rules

/// Review form — mẫu kiểm điểm: what one form of a guidance asks, in the order of the paper. Called by guidance and code:
/// the same code means other people in another year.
package struct ReviewForm: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, Decodable {
    case text, score, sum, level, grade, table
  }

  package struct Field: Sendable, Hashable, Decodable {
    package var id: String
    package var kind: Kind
    package var title: String
    /// A heading that begins with this field.
    package var section: String?
    package var hint: String?
    package var isRequired: Bool
    /// Lines left free on paper.
    package var lines: Int
    /// The fact of the guidance whose bounds a score keeps.
    package var fact: String?
    package var of: [String]
    package var levels: [String]
    package var columns: [String]
    /// What this field hands on to next year's form.
    package var carries: String?
    /// What it begins with: last year's field of that name, or the prompts from above.
    package var from: String?
    /// Of a score, into what it was divided here (see ``ReviewCriteria``).
    package var criteria: [Criterion] = []
  }

  package struct Part: Sendable, Hashable, Decodable {
    package var title: String
    package var fields: [Field]
  }

  /// What the register itself writes at the head of the form.
  package struct IdentityLine: Sendable, Hashable, Decodable {
    package enum Source: String, Sendable, Hashable, Decodable {
      case name, bornOn, posts, occupation, cell, committee, admittedOn, officialOn, residence, organisation
    }
    package var id: Source
    package var label: String
  }

  package struct Box: Sendable, Hashable, Decodable {
    package var id: String
    package var title: String
    package var lines: Int
  }

  package var guidance: String
  package var id: String
  package var code: String
  package var name: String
  package var certainty: Certainty
  package var cite: String
  /// The kind of subject as the guidance names it.
  package var entity: String
  /// Groups of members it is for; none means all.
  package var groups: [String]
  package var isQuarterly: Bool
  /// Filled in without a name; only printed.
  package var isAnonymous: Bool
  package var hasLetterhead: Bool
  package var title: [String]
  package var identity: [IdentityLine]
  package var parts: [Part]
  package var boxes: [Box]
  package var signers: [String]

  package var fields: [Field] { parts.flatMap(\.fields) }
  package func field(_ id: String) -> Field? { fields.first { $0.id == id } }

  /// How sure we are of the form's list of contents.
  package enum Certainty: String, Sendable, Hashable, Decodable { case A, B, C }
}

extension ReviewForm.Field {
  private enum Key: String, CodingKey, CaseIterable {
    case id, kind, title, section, hint, required, lines, fact, of, levels, columns, carries, from
  }

  package init(from decoder: any Decoder) throws {
    let file = try decoder.container(keyedBy: Key.self)
    try decoder.requireOnly(Key.allCases.map(\.rawValue))
    id = try file.decode(String.self, forKey: .id)
    kind = try file.decode(ReviewForm.Kind.self, forKey: .kind)
    title = try file.decode(String.self, forKey: .title)
    section = try file.decodeIfPresent(String.self, forKey: .section)
    hint = try file.decodeIfPresent(String.self, forKey: .hint)
    isRequired = try file.decodeIfPresent(Bool.self, forKey: .required) ?? false
    lines = min(40, max(1, try file.decodeIfPresent(Int.self, forKey: .lines) ?? 1))
    fact = try file.decodeIfPresent(String.self, forKey: .fact)
    of = try file.decodeIfPresent([String].self, forKey: .of) ?? []
    levels = try file.decodeIfPresent([String].self, forKey: .levels) ?? []
    columns = try file.decodeIfPresent([String].self, forKey: .columns) ?? []
    carries = try file.decodeIfPresent(String.self, forKey: .carries)
    from = try file.decodeIfPresent(String.self, forKey: .from)
  }
}

extension ReviewForm.IdentityLine {
  private enum Key: String, CodingKey, CaseIterable { case id, label }
  package init(from decoder: any Decoder) throws {
    let file = try decoder.container(keyedBy: Key.self)
    try decoder.requireOnly(Key.allCases.map(\.rawValue))
    id = try file.decode(Source.self, forKey: .id)
    label = try file.decode(String.self, forKey: .label)
  }
}

/// A key as it was written.
private struct WrittenKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension Decoder {
  /// A key nobody asks for is a mistake of writing (a text with a comma that was not put in quotes), and not passed over.
  fileprivate func requireOnly(_ known: [String]) throws {
    for key in try container(keyedBy: WrittenKey.self).allKeys where !known.contains(key.stringValue) {
      throw DecodingError.dataCorrupted(
        .init(codingPath: codingPath, debugDescription: "không biết khóa “\(key.stringValue)”"))
    }
  }
}
