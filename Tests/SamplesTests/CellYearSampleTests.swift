import Basics
import Meetings
import Registry
import Reporting
import Storage
import Testing

@testable import Samples

/// One agency cell and one residential cell of the sample have a year behind them when the survey comes.
@Suite struct `Một năm của hai chi bộ trong sổ mẫu` {
  private struct Lived {
    var meetings: [Meeting]
    var closed: Int
    var approved: Int
    var lacking: [Finding]
    var resolutions: [Resolution]
    var tasks: [Assignment]
    var reported: Int
    var concerns: [ConcernStory]
    var unpaid: Int
    var months: Int
    var remitted: Int
  }

  private func lived(_ kind: Organisation.Kind, _ session: any Session) throws -> [Lived] {
    let content = try Content.locate()
    let (rules, fees) = (try MeetingRules(content), try FeeRules(content))
    let asOf = AsOf(Day("2014-04-21"))
    let district = try #require(try session.organisations(named: "huyen giong trom", asOf: asOf).first)
    return try session.subtree(of: district.organisation, kinds: [kind], asOf: asOf).compactMap { cell in
      let id = cell.organisation
      let meetings = try session.meetings(of: id, in: Period(year: 2013))
      guard !meetings.isEmpty else { return nil }
      let minutes = try meetings.map { try session.minutes(of: $0.meeting).last }
      let tasks = try session.assignments(of: id)
      let months = (0...15).map {
        CalendarMonth(of: Day("2013-01-01")).adding(months: $0)
      }
      let lines = try months.map { try session.feeLines(of: id, in: $0, rules: fees) }
      return Lived(
        meetings: meetings, closed: minutes.count { $0?.state == .issued },
        approved: minutes.count { $0?.approvedOn != nil },
        lacking: try meetings.flatMap {
          try session.meetingPaper($0.meeting, rules: rules)?.minutesFindings ?? []
        },
        resolutions: try session.resolutions(of: id), tasks: tasks,
        reported: try tasks.count { try !session.progress(of: $0.assignment).isEmpty },
        concerns: try session.concerns(of: id),
        unpaid: lines.joined().count { ($0.due ?? 0) > 0 && $0.receipt == nil },
        months: lines.count { line in line.contains { $0.receipt != nil } },
        remitted: try session.feeRemittances(of: id).count)
    }
  }

  @Test(arguments: [Organisation.Kind.agencyCell, .residentialCell])
  func `mười hai kỳ có biên bản, nghị quyết được biểu quyết, việc có tiến độ, dân được trả lời, phí thu đủ`(
    kind: Organisation.Kind
  ) async throws {
    let database = try await MadeSample.small.made().register.database
    try await database.read { session throws in
      let cells = try lived(kind, session)
      try #require(cells.count == 1)
      let year = cells[0]
      #expect(year.meetings.count == 12 && year.closed == 12 && year.approved == 11)
      #expect(year.lacking.isEmpty)
      #expect(year.resolutions.count == 12)
      #expect(year.tasks.count == 12 && year.reported == 12)
      #expect(Set(year.tasks.map(\.state)) == [.done, .notDone])
      #expect(year.tasks.contains { $0.isLate })
      #expect(!year.concerns.isEmpty)
      #expect(year.concerns.allSatisfy { [.told, .closed].contains($0.stage) })
      #expect(year.months == 16 && year.unpaid == 0 && year.remitted == 5)
    }
  }
}
