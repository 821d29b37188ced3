import Basics
import Registry
import Schema
import Storage

/// Round — đợt kiểm điểm: one period, one guidance, one subtree, opened by a superior with a plan.
package struct Round: Record, Hashable {
  package var id: ID<Round>
  /// Who opened it.
  package var superior: ID<Organisation>
  /// The top of the subtree it is for.
  package var scope: ID<Organisation>
  package var period: RoundPeriod
  /// The guidance by its folder, and the hash of the pack: an open round keeps its version until it is moved.
  package var pack: String
  package var packHash: String
  /// The day as of which it was written down whom the round concerns.
  package var populationOn: Day
  /// The document that orders the round, as it was last corrected.
  package var decision: ID<RegisterDecision>
  package var subjects: Int
  package var populationHash: String

  package static let table: StaticString = "review_round"
  package static let columns: [StaticString] = [
    "id", "organisation_id", "scope_id", "year", "quarter", "population_on", "decision_id", "subjects",
    "population_hash",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, superior.sqlValue, scope.sqlValue, period.year.sqlValue, period.quarter.sqlValue,
      populationOn.sqlValue, decision.sqlValue, subjects.sqlValue, .text(populationHash),
    ]
  }

  static let columnList: SQL = """
    r.id, r.organisation_id, r.scope_id, r.year, r.quarter, g.pack, g.pack_hash, r.population_on,
    COALESCE(k.decision_id, r.decision_id), r.subjects, r.population_hash
    """
  /// A round that was taken back has no guidance.
  static let from: SQL = """
    review_round r JOIN review_guidance g ON g.round_id = r.id AND g.withdrawn_by = \(Schema.stillBelieved)
    LEFT JOIN review_round_document k ON k.round_id = r.id AND k.withdrawn_by = \(Schema.stillBelieved)
    """
  /// The condition that a round `r` was not taken back.
  static let stands: SQL = """
    EXISTS (SELECT 1 FROM review_guidance g WHERE g.round_id = r.id AND g.withdrawn_by = \(Schema.stillBelieved))
    """

  static func read(_ row: Row) throws -> Round {
    Round(
      id: try row.id(0), superior: try row.id(1), scope: try row.id(2),
      period: RoundPeriod(year: try row.int(3), quarter: try row.int(4)), pack: try row.text(5),
      packHash: try row.text(6), populationOn: try row.day(7), decision: try row.id(8),
      subjects: try row.int(9), populationHash: try row.text(10))
  }
}

/// Under which version of which guidance a round runs, and why it was moved to it.
struct RoundGuidance: Registry.Fact {
  var id: ID<RoundGuidance>
  var round: ID<Round>
  var pack: String
  var packHash: String
  var reason: String
  var decision: ID<RegisterDecision>?
  static let table: StaticString = "review_guidance"
  static let columns: [StaticString] = ["id", "round_id", "pack", "pack_hash", "reason", "decision_id"]
  var row: Int64 { id.number }
  var values: [SQLValue] {
    [
      id.sqlValue, round.sqlValue, .text(pack), .text(packHash), .text(reason), decision?.sqlValue ?? .null,
    ]
  }
}

extension RoundGuidance {
  /// The one an open round runs under.
  static func believed(of round: ID<Round>, in session: any Session) throws -> RoundGuidance? {
    try session.first(
      """
      SELECT id, round_id, pack, pack_hash, reason, decision_id FROM review_guidance
      WHERE round_id = \(round) AND withdrawn_by = \(Schema.stillBelieved)
      """
    ) {
      RoundGuidance(
        id: try $0.id(0), round: try $0.id(1), pack: try $0.text(2), packHash: try $0.text(3),
        reason: try $0.text(4), decision: try $0.ifID(5))
    }
  }
}

/// The period a round grades: a year, or one of its quarters.
package struct RoundPeriod: Hashable, Sendable {
  package var year: Int
  /// 0 for the whole year.
  package var quarter: Int
  package init(year: Int, quarter: Int = 0) { (self.year, self.quarter) = (year, quarter) }

  package var firstDay: Day {
    Day(year: year, month: max(quarter - 1, 0) * 3 + 1, day: 1) ?? .beginningOfTime
  }
  /// The last day of the period.
  package var lastDay: Day {
    guard (1...3).contains(quarter) else { return Day(year: year, month: 12, day: 31) ?? .endOfTime }
    return Day(year: year, month: quarter * 3 + 1, day: 1)?.previous ?? .endOfTime
  }
  package var vietnamese: String { quarter == 0 ? "năm \(year)" : "quý \(quarter) năm \(year)" }
}

/// Whom a round concerns — đối tượng: one member, collective, cell or grassroots organisation, frozen when it was opened.
package struct ReviewSubject: Hashable, Sendable {
  package enum Entity: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case member, collective, cell, base

    package var title: String {
      switch self {
      case .member: "Đảng viên"
      case .collective: "Tập thể lãnh đạo"
      case .cell: "Chi bộ"
      case .base: "Đảng bộ cơ sở"
      }
    }
  }

  /// How the guidance treats a subject: graded, or an outcome outside its scale by the id the pack gives it.
  package struct Treatment: Hashable, Sendable, SQLConvertible {
    package var id: String
    package init(_ id: String) { self.id = id }
    package static let graded = Treatment("graded")
    /// The rules leave it to people whether the subject is graded.
    package static let open = Treatment("open")
    package static let notReviewed = Treatment("notReviewed")

    /// Words of the packs: `notReviewed`; every other outcome outside the scales is reviewed and not graded.
    package var isReviewed: Bool { self != .notReviewed }
    package var isGraded: Bool { self == .graded || self == .open }
    package var sqlValue: SQLValue { .text(id) }
  }

  package var id: ID<ReviewSubject>
  package var round: ID<Round>
  package var entity: Entity
  /// Where it stands: a member's official cell, else the organisation itself.
  package var organisation: ID<Organisation>
  /// The grassroots organisation it belongs to.
  package var base: ID<Organisation>
  package var member: ID<Member>?
  package var treatment: Treatment
  /// The rule of the pack by which it is not graded; empty where it is.
  package var rule: String
  /// The cell a member came from in the period, where the guidance asks for its comment.
  package var cameFrom: ID<Organisation>?
  /// How many of a cell's members are to be graded.
  package var members: Int
  /// Added after the round was opened, listed apart.
  package var isLate: Bool

  /// What is graded in the register's own terms; a collective has no grading of its own there.
  package var subject: Grading.Subject { member.map { .member($0) } ?? .organisation(organisation) }
  /// As a review sheet names it.
  package var key: ReviewSheet.SubjectKey { ReviewSheet.SubjectKey(entity.rawValue, subject) }
  /// Sends results up: a cell or a grassroots organisation.
  package var isUnit: Bool { entity == .cell || entity == .base }

  static let columnList: SQL = """
    u.id, u.round_id, u.entity, u.organisation_id, u.base_id, u.member_id, u.treatment, u.rule, u.came_from_id,
    u.members, u.is_late
    """
  static func read(_ row: Row) throws -> ReviewSubject {
    ReviewSubject(
      id: try row.id(0), round: try row.id(1), entity: try row.choice(2), organisation: try row.id(3),
      base: try row.id(4), member: try row.ifID(5), treatment: Treatment(try row.text(6)),
      rule: try row.text(7), cameFrom: try row.ifID(8), members: try row.int(9), isLate: try row.bool(10))
  }
}
