/// PackFinding — điều phát hiện trong bộ quy tắc: what is wrong in a pack or its facts, where, and what to do. Collected,
/// never thrown.
public struct PackFinding: Hashable, Sendable {
  public enum Severity: String, Sendable, Comparable {
    case warning, error
    public static func < (a: Severity, b: Severity) -> Bool { a == .warning && b == .error }
  }

  public var code: Code
  public var severity: Severity
  public var path: String
  /// 1 is the first line; 0 where the whole file is meant.
  public var line: Int
  public var column: Int
  public var message: String
  public var remedy: String

  /// Every kind of finding; `docs/rule-pack-findings.md` explains each.
  public enum Code: String, Sendable, CaseIterable {
    case unreadable, yaml, oversize, tooDeep = "too-deep", anchor, duplicateKey = "duplicate-key"
    case unknownKey = "unknown-key", missingKey = "missing-key", wrongShape = "wrong-shape"
    case badNumber = "bad-number", badDay = "bad-day", badWord = "bad-word", badRange = "bad-range"
    case duplicateID = "duplicate-id", unknownName = "unknown-name", badExpression = "bad-expression"
    case typeClash = "type-clash", unitClash = "unit-clash", overflow
    case bandGap = "band-gap", bandOverlap = "band-overlap"
    case constantCondition = "constant-condition"
    case neverDecides = "never-decides", noFinalRule = "no-final-rule", notDisjoint = "not-disjoint"
    case cycle, rankNotUnique = "rank-not-unique", validity
    case unusedParameter = "unused-parameter", unusedFact = "unused-fact"
    case missingCite = "missing-cite", missingRange = "missing-range", unknownArticle = "unknown-article"
    case companionFile = "companion-file"
    case caseFails = "case-fails", uncovered, dataValue = "data-value", dataShape = "data-shape"
  }
}

/// Where something stands in a pack's file.
public struct Place: Hashable, Sendable {
  public var line: Int
  public var column: Int
  public static let file = Place(line: 0, column: 0)

  public init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

  /// A place so many columns to the right, for what lies inside a line of text.
  func shifted(_ columns: Int) -> Place { Place(line: line, column: column + columns) }
}

/// Collects the findings of one file.
public final class PackFindings {
  public let path: String
  public private(set) var all: [PackFinding] = []
  /// More than this many and the rest is left out: a broken file needs no thousand lines. An error is never left out for
  /// warnings' sake: it decides whether the pack may run.
  static let most = 500
  private var errors = 0

  public init(path: String) { self.path = path }

  public var hasErrors: Bool { errors > 0 }

  /// What was declared and could not be read: an error says so where it stands, and whoever names it need not say it again.
  private(set) var unread: Set<String> = []

  func leaveOut(_ name: String) { unread.insert(name) }

  /// As ``leaveOut(_:)``, by the `id` of what is written.
  func leaveOut(_ node: WrittenNode) {
    guard case .pairs(let pairs) = node.content else { return }
    if let id = pairs.first(where: { $0.key == "id" })?.value.word { unread.insert(id) }
  }

  func add(
    _ code: PackFinding.Code, _ severity: PackFinding.Severity = .error, at place: Place,
    in file: String? = nil, _ message: String, _ remedy: String
  ) {
    guard severity == .error ? errors < Self.most : all.count < Self.most else { return }
    if severity == .error { errors += 1 }
    all.append(
      PackFinding(
        code: code, severity: severity, path: file.map { path + "/" + $0 } ?? path, line: place.line,
        column: place.column, message: message,
        remedy: remedy))
  }

  /// In the order of the file.
  public var sorted: [PackFinding] {
    all.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
    }
    .map(\.element)
  }
}
