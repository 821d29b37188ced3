import Basics
import Registry

/// How far away a day typed for a round may lie, from `Content/Reviews/dates.yaml`: a slip of the pen is refused, a late day is
/// not.
package struct RoundDates: Sendable {
  private let daysAfterPeriod: Int
  private let complaintDays: Int
  private let yearsAhead: Int

  package init(_ content: Content) throws {
    struct File: Decodable {
      struct Deadline: Decodable { var daysAfterPeriod: Int }
      struct Complaint: Decodable { var days: Int }
      struct Criteria: Decodable { var yearsAhead: Int }
      var deadline: Deadline
      var complaint: Complaint
      var criteria: Criteria
    }
    let path = "Reviews/dates.yaml"
    let file = try content.yaml(path, as: File.self)
    (daysAfterPeriod, complaintDays) = (file.deadline.daysAfterPeriod, file.complaint.days)
    yearsAhead = file.criteria.yearsAhead
    let sensible = (1...3_660).contains(daysAfterPeriod) && (1...3_660).contains(complaintDays)
    guard sensible, (0...20).contains(yearsAhead) else {
      throw ContentRefusal.unreadable(path, "số ngày, số năm")
    }
  }

  /// Of a step, an extension, an opinion.
  func requireDeadline(_ day: Day, of period: RoundPeriod) throws(RoundRefusal) {
    let last = period.lastDay.adding(days: daysAfterPeriod)
    guard period.firstDay < day, day <= last else {
      throw .dayOutOfReach(day, from: period.firstDay.next, through: last)
    }
  }

  /// Of an answer to a complaint.
  func requireAnswer(_ day: Day, to received: Day) throws(RoundRefusal) {
    let last = received.adding(days: complaintDays)
    guard received < day, day <= last else {
      throw .dayOutOfReach(day, from: received.next, through: last)
    }
  }

  /// From when sub-criteria hold under a guidance.
  func requireBeginning(_ day: Day, of guidance: Guidance, today: Day) throws(RoundRefusal) {
    guard guidance.pack.rounds.covers(day.year), day.year <= today.year + yearsAhead else {
      throw .notItsYear(day, guidance: guidance.pack.title)
    }
  }
}
