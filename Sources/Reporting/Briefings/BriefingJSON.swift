import Basics
import Foundation
import Registry

/// The briefing as JSON: `figures` is the contract of the command line and the API, `sections` is everything shown.
/// What is written can be read back, so a frozen text is a whole briefing.
extension Briefing {
  /// - Parameter issue: adds `issued` and `hash`, where the briefing was issued.
  package func json(issue: BriefingIssue? = nil, indented: Bool = true) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting =
      indented
      ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(Issued(briefing: self, issue: issue)), as: UTF8.self)
  }

  /// The text that is frozen and hashed: sorted keys, no blanks.
  package func frozen() throws -> String { try json(indented: false) }

  package init(frozen text: String) throws {
    self = try JSONDecoder().decode(Briefing.self, from: Data(text.utf8))
  }

  private struct Issued: Encodable {
    var briefing: Briefing
    var issue: BriefingIssue?

    private enum CodingKeys: String, CodingKey { case issued, hash }
    private struct Facts: Encodable {
      var id: ID<BriefingIssue>
      var number: String
      var at: Moment
      var by: String
    }

    func encode(to encoder: any Encoder) throws {
      try briefing.encode(to: encoder)
      guard let issue else { return }
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(
        Facts(id: issue.id, number: issue.number, at: issue.issuedAt, by: issue.issuedBy), forKey: .issued)
      try container.encode(issue.hash, forKey: .hash)
    }
  }
}

/// Where no mandate founds agency cells: no unit, no days.
extension Briefing.Summary.RollOut: Codable {
  private enum CodingKeys: String, CodingKey { case units, first, last }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    units = try? container.decode(BriefingFigure.self, forKey: .units)
    first = try? container.decode(BriefingFigure.self, forKey: .first)
    last = try? container.decode(BriefingFigure.self, forKey: .last)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    if let units {
      try container.encode(units, forKey: .units)
    } else {
      try container.encode(0, forKey: .units)
    }
    if let first {
      try container.encode(first, forKey: .first)
    } else {
      try container.encodeNil(forKey: .first)
    }
    if let last { try container.encode(last, forKey: .last) } else { try container.encodeNil(forKey: .last) }
  }
}
