import Basics
import Foundation
import Meetings
import Registry
import Reviews
import Storage

/// Month figures — số liệu báo cáo tháng: what the register holds of a cell's month. Numbers and titles, no person.
package struct MonthFigures: Sendable, Hashable, Codable {
  package struct Held: Sendable, Hashable, Codable {
    package var day: String
    package var title: String
    package var convened: Int
    package var present: Int
    package var isClosed: Bool
  }
  package var meetings: [Held] = []
  /// Number and title.
  package var resolutions: [String] = []
  package var given = 0
  package var doneInTime = 0
  package var doneLate = 0
  package var notDone = 0
  /// At the end of the month, or today.
  package var open = 0
  package var overdue = 0
  package var membersBefore = 0
  package var members = 0
  package var joined = 0
  package var left = 0
  package var feePayers = 0
  package var feesPaid = 0
  /// Nil where so few pay that the sum would tell what one of them earns.
  package var feesCollected: Int?
  package var documentsIn = 0
  package var documentsOut = 0
  package var documentsLate = 0
  /// Told within the grassroots organisation only.
  package var concernsHeard = 0
  package var concernsWaiting = 0
  package var prospects = 0
  package var admitted = 0
  package var recognised = 0

  package init() {}

  package init?(text: String) {
    guard let read = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else { return nil }
    self = read
  }

  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  package init(
    of state: OrganisationState, in month: CalendarMonth, today: Day, fees: FeeRules,
    development: DevelopmentRules,
    session: any Session
  ) throws {
    let id = state.organisation
    let period = Period(from: month.first, to: month.next.first)
    let end = min(today, month.last)
    for meeting in try session.meetings(of: id, in: period) where !meeting.isCancelled {
      let attendance = try session.attendance(of: meeting.meeting)
      guard !attendance.isEmpty else { continue }
      meetings.append(
        Held(
          day: meeting.heldOn.vietnamese, title: meeting.title, convened: attendance.count,
          present: attendance.count { $0.presence == .present },
          isClosed: try session.minutes(of: meeting.meeting).last?.state == .issued))
    }
    resolutions = try session.resolutions(of: id, in: period).map { "\($0.number): \($0.title)" }
    countTasks(try session.assignments(of: id), in: period, end: end)
    try countMembers(of: id, before: month.first.previous, end: end, session)
    let totals = try session.feeTotals(of: state, in: month, rules: fees)
    (feePayers, feesPaid) = (totals.payers, totals.paid)
    feesCollected =
      min(totals.payers, totals.paid == 0 ? totals.payers : totals.paid) < SmallGroups.least
      ? nil : totals.collected
    for book in BookedDocument.Book.allCases {
      let lines = try session.bookedDocuments(of: id, book, year: month.year)
      let count = lines.count { period.contains($0.document.bookedOn) && !$0.document.isCancelled }
      if book == .incoming { documentsIn = count } else { documentsOut = count }
    }
    documentsLate = try session.carriedDocuments(of: id, asOf: AsOf(end)).count {
      $0.document.bookedOn <= end && $0.standing(on: end, soon: 0).isOverdue
    }
    let concerns = try session.concerns(of: id)
    concernsHeard = concerns.count { period.contains($0.concern.heardOn) }
    concernsWaiting = concerns.count { $0.isOpen && $0.concern.heardOn <= end }
    let counts = try session.developmentCounts(in: period, on: end, rules: development)[id]
    if let counts {
      prospects = counts[.listed] + counts[.applicant] + counts[.proposed]
      (admitted, recognised) = (counts[.admitted], counts[.recognised])
    }
  }

  private mutating func countTasks(_ all: [Assignment], in period: Period, end: Day) {
    for task in all where task.state != .dropped {
      if period.contains(task.assignedOn) { given += 1 }
      if let closed = task.closedOn, period.contains(closed) {
        if task.state == .notDone {
          notDone += 1
        } else if task.isLate {
          doneLate += 1
        } else {
          doneInTime += 1
        }
      }
      let isOpen = task.assignedOn <= end && (task.closedOn.map { $0 > end } ?? true)
      if isOpen { open += 1 }
      if isOpen, let due = task.dueOn, due < end { overdue += 1 }
    }
  }

  private mutating func countMembers(
    of id: ID<Organisation>, before: Day, end: Day, _ session: any Session
  ) throws {
    let (first, last) = (try session.officials(of: id, on: before), try session.officials(of: id, on: end))
    (membersBefore, members) = (first.count, last.count)
    (joined, left) = (last.subtracting(first).count, first.subtracting(last).count)
  }
}

extension Session {
  fileprivate func officials(of id: ID<Organisation>, on day: Day) throws -> Set<ID<Member>> {
    let asOf = AsOf(day)
    return Set(
      try all(
        """
        SELECT m.member_id FROM membership m
        WHERE m.organisation_id = \(id) AND m.kind = 'official' AND \(asOf.holds("m"))
        """
      ) { try $0.id(0) })
  }
}
