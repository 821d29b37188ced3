import Basics
import Registry
import Storage

/// Concern — vấn đề nhân dân phản ánh: a matter people raised where they live. The matter, its topic and the hamlet; never who
/// raised it, and not which member brought it.
package struct Concern: Fact, Hashable {
  /// The row; a mended matter gets another under the same ``concern``.
  package var id: Int64
  package var concern: ID<Concern>
  /// The cell that keeps it.
  package var organisation: ID<Organisation>
  package var heardOn: Day
  /// One of ``ConcernRules/topics``.
  package var topic: String
  package var hamlet: String
  /// Empty once its time is over.
  package var matter: String

  package static let table: StaticString = "concern"
  package static let columns: [StaticString] = [
    "id", "concern_id", "organisation_id", "heard_on", "topic", "hamlet", "matter",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), concern.sqlValue, organisation.sqlValue, heardOn.sqlValue, .text(topic), .text(hamlet),
      .text(matter),
    ]
  }

  /// Word for word the same matter, heard the same day at the same place.
  func isSame(as other: Concern) -> Bool {
    heardOn == other.heardOn && topic.utf8.elementsEqual(other.topic.utf8)
      && hamlet.utf8.elementsEqual(other.hamlet.utf8) && matter.utf8.elementsEqual(other.matter.utf8)
  }

  static let list: SQL = "c.id, c.concern_id, c.organisation_id, c.heard_on, c.topic, c.hamlet, c.matter"
  static func read(_ row: Row) throws -> Self {
    Self(
      id: Int64(try row.int(0)), concern: try row.id(1), organisation: try row.id(2),
      heardOn: try row.day(3), topic: try row.text(4), hamlet: try row.text(5), matter: try row.text(6))
  }
}

/// Step — việc đã làm với điều phản ánh.
package struct ConcernStep: Fact, Hashable {
  package enum Kind: String, Sendable, CaseIterable, SQLConvertible {
    case passedOn, answered, told, closed, reopened

    package var title: String {
      switch self {
      case .passedOn: "Chuyển đến nơi giải quyết"
      case .answered: "Có trả lời"
      case .told: "Báo lại cho dân"
      case .closed: "Kết thúc"
      case .reopened: "Mở lại"
      }
    }
  }
  package var id: Int64
  package var concern: ID<Concern>
  package var kind: Kind
  package var takenOn: Day
  /// To whom it was passed on, or who answered: an organisation of the register …
  package var body: ID<Organisation>?
  /// … or a body outside it, by name.
  package var bodyName: String
  package var words: String

  package static let table: StaticString = "concern_step"
  package static let columns: [StaticString] = [
    "id", "concern_id", "kind", "taken_on", "body_id", "body", "words",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), concern.sqlValue, kind.sqlValue, takenOn.sqlValue, body?.sqlValue ?? .null, .text(bodyName),
      .text(words),
    ]
  }

  /// The same thing written down once more. Whoever answers is filled in where nobody is named, and the people are told by nobody
  /// else; only what is passed on names its body itself.
  func isSame(as other: ConcernStep) -> Bool {
    guard kind == other.kind, takenOn == other.takenOn, words.utf8.elementsEqual(other.words.utf8) else {
      return false
    }
    if other.body == nil, other.bodyName.isEmpty { return kind != .passedOn }
    return body == other.body && bodyName.utf8.elementsEqual(other.bodyName.utf8)
  }

  static let list: SQL = "s.id, s.concern_id, s.kind, s.taken_on, s.body_id, s.body, s.words"
  static func read(_ row: Row) throws -> Self {
    Self(
      id: Int64(try row.int(0)), concern: try row.id(1), kind: try row.choice(2), takenOn: try row.day(3),
      body: try row.ifID(4), bodyName: try row.text(5), words: try row.text(6))
  }
}

/// A matter with what became of it.
package struct ConcernStory: Sendable, Hashable {
  package enum Stage: String, Sendable, CaseIterable {
    case noted, passedOn, answered, told, closed

    package var title: String {
      switch self {
      case .noted: "mới ghi"
      case .passedOn: "đã chuyển, chờ trả lời"
      case .answered: "có trả lời, chưa báo lại"
      case .told: "đã báo lại cho dân"
      case .closed: "đã kết thúc"
      }
    }
  }
  package var concern: Concern
  /// In the order in which they were taken.
  package var steps: [ConcernStep]
  package var isErased: Bool

  package var stage: Stage {
    var stage = Stage.noted
    for step in steps {
      switch step.kind {
      case .passedOn: stage = .passedOn
      case .answered: stage = .answered
      case .told: stage = .told
      case .closed: stage = .closed
      case .reopened: stage = .noted
      }
    }
    return stage
  }
  /// Whether every step may stand after those before it.
  var follows: Bool {
    var (isAnswered, isClosed) = (false, false)
    for step in steps {
      switch step.kind {
      case .reopened:
        guard isClosed else { return false }
        isClosed = false
      case .told where !isAnswered: return false
      default:
        guard !isClosed else { return false }
        if step.kind == .answered { isAnswered = true }
        if step.kind == .closed { isClosed = true }
      }
    }
    return true
  }
  package var isOpen: Bool { stage != .closed }
  package var lastDay: Day { steps.last?.takenOn ?? concern.heardOn }

  /// The day from which it is asked after; nil while nobody is waited for.
  package func dueBefore(_ rules: ConcernRules) -> Day? {
    switch stage {
    case .passedOn: lastDay.adding(days: rules.clocks.answer.days)
    case .answered: lastDay.adding(days: rules.clocks.told.days)
    case .noted, .told, .closed: nil
    }
  }
  package func isLate(on day: Day, _ rules: ConcernRules) -> Bool {
    dueBefore(rules).map { $0 < day } ?? false
  }
  /// Whether the words may be erased by rule.
  package func isOver(on day: Day, _ rules: ConcernRules) -> Bool {
    stage == .closed && !isErased && lastDay.adding(days: rules.retention.days) < day
  }
}
