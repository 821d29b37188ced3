import Basics
import Registry
import Storage

/// Planned meeting — kỳ trong kế hoạch năm: when an organisation means to meet, and about what.
package struct PlannedMeeting: Registry.Fact, Hashable {
  package var id: ID<PlannedMeeting>
  package var organisation: ID<Organisation>
  package var year: Int
  package var kind: Meeting.Kind
  package var plannedOn: Day
  package var topic: String

  package static let table: StaticString = "meeting_plan"
  package static let columns: [StaticString] = [
    "id", "organisation_id", "year", "kind", "planned_on", "topic",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, organisation.sqlValue, .int(Int64(year)), kind.sqlValue, plannedOn.sqlValue, .text(topic),
    ]
  }
  static func read(_ row: Row) throws -> Self {
    Self(
      id: try row.id(0), organisation: try row.id(1), year: try row.int(2), kind: try row.choice(3),
      plannedOn: try row.day(4), topic: try row.text(5))
  }
}

extension Session {
  package func plannedMeetings(of organisation: ID<Organisation>, year: Int) throws -> [PlannedMeeting] {
    try all(
      """
      SELECT p.id, p.organisation_id, p.year, p.kind, p.planned_on, p.topic FROM meeting_plan p
      WHERE p.organisation_id = \(organisation) AND p.year = \(year) AND \(Self.believed("p", AsOf.everything))
      ORDER BY p.planned_on, p.id
      """
    ) { try PlannedMeeting.read($0) }
  }
}

/// Writes the plan of a year, in place of the one that stood.
package struct PlanMeetings: Act {
  package static let name = "meeting.plan"
  package struct Entry: Sendable, Hashable {
    package var kind: Meeting.Kind
    package var day: Day
    package var topic: String
    package init(_ kind: Meeting.Kind, on day: Day, topic: String = "") {
      (self.kind, self.day, self.topic) = (kind, day, topic)
    }
  }
  package var organisation: ID<Organisation>
  package var year: Int
  package var entries: [Entry]

  package init(_ entries: [Entry], of organisation: ID<Organisation>, year: Int) {
    (self.entries, self.organisation, self.year) = (entries, organisation, year)
  }

  /// A regular meeting on the same day of every month; the last one where a month is shorter.
  package static func monthly(on number: Int, year: Int, kind: Meeting.Kind = .regular) -> [Entry] {
    guard (1...31).contains(number) else { return [] }
    return (1...12).compactMap { month in
      (0...3).lazy.compactMap { Day(year: year, month: month, day: number - $0) }.first.map {
        Entry(kind, on: $0)
      }
    }
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    try register.require(.recordMeetings, of: actor, on: organisation)
    guard let state = try session.organisationNear(organisation, asOf: register.asOf) else {
      throw RightsRefusal.notFound
    }
    let period = Period(year: year)
    let kinds = Set(Meeting.Kind.all(of: state.kind))
    for entry in entries {
      guard period.contains(entry.day) else { throw MeetingRefusal.notInYear(entry.day, year) }
      guard kinds.contains(entry.kind) else { throw MeetingRefusal.noSuchKind }
    }
    let wanted = try entries.map { Entry($0.kind, on: $0.day, topic: try FreeText.line($0.topic)) }
    var kept: Set<Entry> = []
    for old in try session.plannedMeetings(of: organisation, year: year) {
      let entry = Entry(old.kind, on: old.plannedOn, topic: old.topic)
      if wanted.contains(entry), kept.insert(entry).inserted { continue }
      try register.withdraw(old)
    }
    for entry in wanted where kept.insert(entry).inserted {
      try register.insert(
        PlannedMeeting(
          id: register.newID(), organisation: organisation, year: year, kind: entry.kind,
          plannedOn: entry.day, topic: entry.topic))
    }
    register.note("organisation", organisation)
    register.note("year", .int(year))
  }
}
