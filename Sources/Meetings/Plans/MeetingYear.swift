import Basics
import Registry
import Storage

/// Meeting year — năm sinh hoạt: what was planned, what was held, and where the rhythm of the rules was missed.
package struct MeetingYear: Sendable {
  package struct Line: Sendable {
    package var meeting: Meeting?
    package var planned: PlannedMeeting?
    package var convened = 0
    package var present = 0
    package var items = 0
    package var minutes: MinutesVersion?
    package var day: Day { meeting?.heldOn ?? planned?.plannedOn ?? .endOfTime }
    package var isHeld: Bool { convened > 0 }
  }
  /// A month or quarter that is over without what the rules ask for.
  package struct Gap: Sendable, Hashable {
    package var rhythm: String
    package var span: String
    package var cite: String
    package var certainty: String
  }
  package var year: Int
  package var lines: [Line]
  package var gaps: [Gap]
}

extension Session {
  package func meetingYear(
    _ year: Int, of organisation: OrganisationState, rules: MeetingRules, today: Day
  ) throws -> MeetingYear {
    let held = try meetings(of: organisation.organisation, in: Period(year: year))
    var plan = try plannedMeetings(of: organisation.organisation, year: year)
    var lines = try held.map { meeting in
      // The planned one it stands for: of its kind in its month, the nearest.
      let own = plan.filter {
        $0.kind == meeting.kind && $0.plannedOn.month == meeting.heldOn.month && !meeting.isCancelled
      }.min { distance($0.plannedOn, meeting.heldOn) < distance($1.plannedOn, meeting.heldOn) }
      if let own { plan.removeAll { $0.id == own.id } }
      let attendance = try attendance(of: meeting.meeting)
      return MeetingYear.Line(
        meeting: meeting, planned: own, convened: attendance.count,
        present: attendance.count { $0.presence == .present },
        items: try meetingItems(of: meeting.meeting).count, minutes: try minutes(of: meeting.meeting).last)
    }
    lines += plan.map { MeetingYear.Line(meeting: nil, planned: $0) }
    lines.sort { ($0.day, $0.meeting?.meeting.number ?? .max) < ($1.day, $1.meeting?.meeting.number ?? .max) }
    return MeetingYear(
      year: year, lines: lines,
      gaps: organisation.kind.isCell ? gaps(year, lines, organisation, rules, today) : [])
  }

  private func distance(_ a: Day, _ b: Day) -> Int { abs(a.daysSince1970 - b.daysSince1970) }

  private func gaps(
    _ year: Int, _ lines: [MeetingYear.Line], _ organisation: OrganisationState, _ rules: MeetingRules,
    _ today: Day
  ) -> [MeetingYear.Gap] {
    // A register that was begun in the middle of a year does not accuse anybody of the months before.
    guard let begun = lines.first(where: { $0.isHeld })?.day else { return [] }
    return rules.rhythm.flatMap { rhythm -> [MeetingYear.Gap] in
      let months = rhythm.every == .month ? 1 : 3
      return stride(from: 1, through: 12, by: months).compactMap { month in
        guard let first = Day(year: year, month: month, day: 1),
          let next = month + months > 12
            ? Day(year: year + 1, month: 1, day: 1) : Day(year: year, month: month + months, day: 1),
          next <= today, first >= rhythm.from, next > begun, organisation.period.from < next
        else { return nil }
        let span = Period(from: first, to: next)
        let isKept = lines.contains {
          $0.meeting?.kind == rhythm.kind && $0.meeting?.isCancelled == false && $0.isHeld
            && span.contains($0.day)
        }
        guard !isKept else { return nil }
        return MeetingYear.Gap(
          rhythm: rhythm.kind.title, span: months == 1 ? "tháng \(month)" : "quý \((month + 2) / 3)",
          cite: rhythm.cite, certainty: rhythm.certainty)
      }
    }
  }
}
