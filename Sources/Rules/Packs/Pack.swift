import Basics

/// Pack — bộ quy tắc: a guidance as parsed from `pack.yaml`, before its expressions are given types. What every part means
/// is written in `docs/rule-packs.md`.
public struct Pack: Sendable {
  public var id = ""
  public var version = ""
  public var title = ""
  public var status = Status.draft
  /// `id@version` of the pack a draft would replace.
  public var amends: String?
  public var issuedOn: Day?
  public var validFrom = Day.beginningOfTime
  public var validTo: Day?
  public var rounds = Rounds(from: 1, to: nil, period: .year)
  public var certainty = Certainty.a
  public var basis: [Basis] = []
  public var scales: [Scale] = []
  /// Outcomes outside every scale.
  public var outside: [Grade] = []
  public var entities: [EntityDeclaration] = []
  public var parameters: [Parameter] = []
  public var facts: [Fact] = []
  public var variables: [Variable] = []
  public var bands: [Band] = []
  public var aggregates: [Aggregate] = []
  public var decisions: [Decision] = []
  public var quotas: [Quota] = []
  public var majorities: [Majority] = []
  public var procedure = Procedure()
  public var forms: [Form] = []
  public var defaults: [Zone] = []
  public var local: [LocalChoice] = []
  public var untranslatable: [Untranslatable] = []
  /// The provisions beside the rules, from `source.md`; empty where only the file was read.
  public var articles: [Article] = []

  /// `id@version`.
  public var name: String { id + "@" + version }

  public enum Status: String, CaseIterable, Sendable { case draft, inForce, repealed }

  /// The years whose rounds are graded under the pack.
  public struct Rounds: Hashable, Sendable {
    public var from: Int
    public var to: Int?
    public var period: Period
    public enum Period: String, CaseIterable, Sendable { case year, quarter }
    public func covers(_ year: Int) -> Bool { from <= year && year <= to ?? .max }
  }

  public struct Basis: Hashable, Sendable {
    public var document: String
    public var issuedOn: Day?
    public var issuer: String?
    public var title: String?
    public var certainty: Certainty?
    public var cite: String?
  }

  public struct Article: Hashable, Sendable {
    public var id: String
    public var title: String
    /// Markdown, as written.
    public var text: String
  }

  public func decision(_ id: String) -> Decision? { decisions.first { $0.id == id } }
  public func scale(of decision: Decision) -> Scale? {
    scales.first { $0.id == decision.scale } ?? scales.first
  }

  /// What an outcome is called on screen.
  public func gradeName(_ id: String, scale: String? = nil) -> String {
    let scales = scales.sorted { ($0.id == scale ? 0 : 1) < ($1.id == scale ? 0 : 1) }
    for scale in scales { if let grade = scale.grades.first(where: { $0.id == id }) { return grade.name } }
    return outside.first { $0.id == id }?.name ?? id
  }
}

/// How sure we are of a text: A seen, B secondary, C recalled, D derived, L local, N none found.
public enum Certainty: String, CaseIterable, Sendable, Comparable {
  case a = "A", b = "B", c = "C", d = "D", l = "L", n = "N"

  /// A and B decide; the others propose only.
  public var decides: Bool { self == .a || self == .b }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  /// Less sure is greater.
  public static func < (x: Certainty, y: Certainty) -> Bool { x.order < y.order }
}

/// A grade, or an outcome outside the scale.
public struct Grade: Hashable, Sendable {
  public var id: String
  public var name: String
}

/// A scale of grades, best first.
public struct Scale: Hashable, Sendable {
  public var id: String
  public var grades: [Grade]
}

public struct EntityDeclaration: Hashable, Sendable {
  public var id: String
  public var name: String
  /// What it lies within: the entity above.
  public var within: String?
}

/// A constant of the guidance, by date.
public struct Parameter: Sendable {
  public var id: String
  public var name: String?
  public var unit: String?
  /// In the order of their days; the first holds from the beginning.
  public var values: [Value]
  public var source: Source
  public var place: Place

  public struct Value: Sendable {
    public var from: Day
    public var value: Ratio
    public var isPercent: Bool
    /// Written as `2/3`.
    public var isFraction = false
    /// A choice by word where the parameter is none of the numbers.
    public var place: Place
  }

  public func value(on day: Day) -> Value? { values.last { $0.from <= day } }
}

/// Where a rule, parameter or quota stands in law and how sure that is.
public struct Source: Hashable, Sendable {
  public var cite: String?
  public var article: String?
  public var certainty: Certainty
  /// The zone of `defaults` that lets it decide although no text says so.
  public var zone: String?
  public var note: String?
  /// The document of the recorded local decision that fixed it, where one did.
  public var document: String?

  public var decides: Bool { certainty.decides || zone != nil || document != nil }
}

/// Something a pack asks for.
public struct Fact: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case boolean
    case choice([Grade])
    case number(places: Int, isPercent: Bool)
    case day
  }

  public var id: String
  public var entity: String
  public var kind: Kind
  public var unit: String?
  /// Raw values, scaled by the decimals.
  public var range: ClosedRange<Int>?
  /// What a blank says; `nil`: it leaves the question open.
  public var missing: Int?
  public var name: String
  public var question: String?
  public var evidence: String?
  public var source: String?
  /// Another fact of the record that this one is a part of, and so never more than.
  public var atMost: String?
  /// Another fact of the record without which this one says nothing: where that is none, no or 0, so is this one.
  public var onlyWith: String?
  public var place: Place
}

public struct Variable: Sendable {
  public var id: String
  public var entity: String
  public var value: ExpressionText
  public var name: String?
  public var place: Place
}

/// An expression with the text it was read from and where that stands.
public struct ExpressionText: Sendable {
  public var text: String
  public var place: Place
  var expression: Expression

  /// Stands for what could not be read and has been told: whoever reads it has nothing more to say, and what is wrong
  /// beside it is told at once too.
  static func unread(at place: Place) -> ExpressionText {
    ExpressionText(
      text: "", place: place, expression: Expression(kind: .name(unreadName, of: nil), column: 0))
  }

  /// No name a pack can write.
  static let unreadName = "\u{0}"
}

/// A number cut into named pieces.
public struct Band: Sendable {
  public var id: String
  public var entity: String
  public var value: ExpressionText
  public var scale: String?
  public var low: Ratio
  public var high: Ratio
  public var pieces: [Piece]
  public var name: String?
  public var source: Source
  public var place: Place

  public struct Piece: Sendable {
    public var grade: String
    public var low: Ratio
    public var high: Ratio
    public var includesLow: Bool
    public var includesHigh: Bool
    public var place: Place
  }
}
