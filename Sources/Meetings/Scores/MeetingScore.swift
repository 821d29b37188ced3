import Basics
import Foundation
import Registry
import Storage

/// Score rules — thang điểm tự chấm buổi sinh hoạt, from `Content/Meetings/scores.yaml`.
package struct ScoreRules: Sendable, Decodable {
  package struct Criterion: Sendable, Decodable {
    package var id: String
    package var name: String
    package var most: Int
    /// Whether the best band asks for all its points.
    package var full: Bool?
  }
  package struct Band: Sendable, Decodable {
    package var id: String
    package var name: String
    package var from: Int
    package var needsFull: Bool?
  }
  package struct Scale: Sendable, Decodable {
    package var id: String
    package var name: String
    package var from: Day
    package var until: Day?
    package var kinds: [Meeting.Kind]
    package var cite: String
    package var certainty: String
    package var criteria: [Criterion]
    package var bands: [Band]
    package var bandsCite: String

    /// The first band whose points are reached and whose marked criteria are full.
    package func band(of points: [String: Int]) -> Band? {
      let total = criteria.reduce(0) { $0 + (points[$1.id] ?? 0) }
      let isFull = criteria.filter { $0.full ?? false }.allSatisfy { points[$0.id] == $0.most }
      return bands.first { total >= $0.from && (!($0.needsFull ?? false) || isFull) }
    }
    package var most: Int { criteria.reduce(0) { $0 + $1.most } }
  }
  package var scales: [Scale]

  package init(_ content: Content) throws {
    let path = "Meetings/scores.yaml"
    self = try content.yaml(path)
    for scale in scales {
      guard scale.bands.last?.from == 0, scale.bands.map(\.from) == scale.bands.map(\.from).sorted(by: >),
        scale.criteria.allSatisfy({ (1...1000).contains($0.most) })
      else {
        throw ContentRefusal.unreadable(
          path, "thang \(scale.id): mức cuối phải từ 0, mức trước cao hơn mức sau")
      }
    }
  }

  package func scale(_ id: String) -> Scale? { scales.first { $0.id == id } }

  /// The scales by which a meeting can be scored.
  package func scales(of meeting: Meeting) -> [Scale] {
    scales.filter { scale in
      let holds = scale.from <= meeting.heldOn && (scale.until.map { meeting.heldOn < $0 } ?? true)
      return holds && scale.kinds.contains(meeting.kind)
    }
  }
}

/// Meeting score — điểm tự chấm of a meeting: points by criterion, their sum and the band, by the scale as it was then.
package struct MeetingScore: Registry.Fact, Hashable {
  package var id: Int64
  package var meeting: ID<Meeting>
  package var scale: String
  package var points: [String: Int]
  package var total: Int
  /// The name of the band.
  package var band: String
  package var scoredOn: Day
  package var note: String

  package static let table: StaticString = "meeting_score"
  package static let columns: [StaticString] = [
    "id", "meeting_id", "scale", "points", "total", "band", "scored_on", "note",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), meeting.sqlValue, .text(scale), .text(JSON.object(points.mapValues { .int($0) }).text()),
      .int(Int64(total)), .text(band), scoredOn.sqlValue, .text(note),
    ]
  }
  static func read(_ row: Row) throws -> Self {
    let points = try? JSONDecoder().decode([String: Int].self, from: Data(try row.text(3).utf8))
    return Self(
      id: Int64(try row.int(0)), meeting: try row.id(1), scale: try row.text(2), points: points ?? [:],
      total: try row.int(4), band: try row.text(5), scoredOn: try row.day(6), note: try row.text(7))
  }
}

extension Session {
  package func meetingScore(of meeting: ID<Meeting>) throws -> MeetingScore? {
    try first(
      """
      SELECT q.id, q.meeting_id, q.scale, q.points, q.total, q.band, q.scored_on, q.note FROM meeting_score q
      WHERE q.meeting_id = \(meeting) AND \(Self.believed("q", AsOf.everything))
      """
    ) { try MeetingScore.read($0) }
  }

  /// By organisation below one, itself included: how many meetings of a year stand in each band.
  package func scoreBands(below organisation: ID<Organisation>, year: Int, on day: Day) throws -> [ID<
    Organisation
  >: [String: Int]] {
    let (asOf, period) = (AsOf(day), Period(year: year))
    var bands: [ID<Organisation>: [String: Int]] = [:]
    try query(
      """
      SELECT t.organisation_id, q.band, count(*) FROM organisation_closure c
      JOIN meeting t ON t.organisation_id = c.descendant_id AND \(Self.believed("t", AsOf.everything))
      JOIN meeting_score q ON q.meeting_id = t.meeting_id AND \(Self.believed("q", AsOf.everything))
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND t.cancelled = ''
        AND t.held_on >= \(period.from) AND t.held_on < \(period.to)
      GROUP BY t.organisation_id, q.band
      """
    ) { bands[try $0.id(0), default: [:]][try $0.text(1)] = try $0.int(2) }
    return bands
  }
}

/// Writes down how a cell scored its own meeting, once the minutes are closed.
package struct ScoreMeeting: Act {
  package static let name = "meeting.score"
  package var meeting: ID<Meeting>
  package var scale: String
  package var points: [String: Int]
  package var day: Day
  package var note: String
  package var rules: ScoreRules
  package init(
    _ meeting: ID<Meeting>, by scale: String, points: [String: Int], on day: Day, note: String = "",
    rules: ScoreRules
  ) {
    (self.meeting, self.scale, self.points) = (meeting, scale, points)
    (self.day, self.note, self.rules) = (day, note, rules)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    guard let held = try register.session.meeting(meeting) else { throw RightsRefusal.notFound }
    try register.require(.recordMeetings, of: actor, on: held.organisation)
    guard !held.isCancelled else { throw MeetingRefusal.cancelled }
    guard try register.session.minutes(of: meeting).last?.state == .issued else {
      throw MeetingRefusal.notIssued
    }
    guard let scale = rules.scales(of: held).first(where: { $0.id == scale }) else {
      throw ScoreRefusal.noScale
    }
    guard day <= register.today, day >= held.heldOn else { throw MeetingRefusal.inFuture(day) }
    for criterion in scale.criteria {
      guard let given = points[criterion.id] else { throw ScoreRefusal.missing(criterion.name) }
      guard (0...criterion.most).contains(given) else {
        throw ScoreRefusal.outside(criterion.name, criterion.most)
      }
    }
    let known = points.filter { point in scale.criteria.contains { $0.id == point.key } }
    guard let band = scale.band(of: known) else { throw ScoreRefusal.noScale }
    if let old = try register.session.meetingScore(of: meeting) { try register.withdraw(old) }
    try register.insert(
      MeetingScore(
        id: register.newID(MeetingScore.self).number, meeting: meeting, scale: scale.id, points: known,
        total: known.values.reduce(0, +), band: band.name, scoredOn: day, note: try FreeText.line(note)))
    register.note("organisation", held.organisation)
    register.note("meeting", meeting)
  }
}

package enum ScoreRefusal: Refusal, Equatable {
  case noScale
  case missing(String)
  case outside(String, Int)

  package var reason: String {
    switch self {
    case .noScale: "Không có thang điểm này cho kỳ ấy."
    case .missing(let name): "Mục “\(name)” chưa có điểm."
    case .outside(let name, let most): "Mục “\(name)” cho từ 0 đến \(most) điểm."
    }
  }
  package var remedy: String {
    switch self {
    case .noScale: "Chọn một thang trong danh sách."
    case .missing: "Ghi điểm, kể cả 0."
    case .outside: "Sửa điểm."
    }
  }
}
