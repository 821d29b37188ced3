import Basics
import Foundation
import Registry

/// Meeting rules — quy định về sinh hoạt, from `Content/Meetings`: how often, in what order, told of when; how resolutions are
/// numbered; what an assignment counts as; who makes the voting base.
package struct MeetingRules: Sendable {
  package struct Rhythm: Sendable, Decodable {
    package enum Every: String, Sendable, Decodable { case month, quarter }
    package var kind: Meeting.Kind
    package var every: Every
    package var from: Day
    package var cite: String
    package var certainty: String
  }
  package struct Notice: Sendable, Decodable {
    package var days: Int
    package var cite: String
    package var certainty: String
  }
  package struct Frame: Sendable, Decodable {
    package struct Item: Sendable, Decodable {
      package var kind: MeetingItem.Kind
      package var title: String
    }
    package var kind: Meeting.Kind
    package var cite: String
    package var certainty: String
    package var items: [Item]
  }
  package struct Numbering: Sendable, Decodable {
    package var form: String
    package var digits: Int
    package var cell: String
    package var committee: String
  }
  package struct Reach: Sendable, Decodable {
    package var meetingDays: Int
    package var dueDays: Int
  }
  package struct Remind: Sendable, Decodable {
    package var beforeDays: Int
    package var afterDays: Int
    package var certainty: String
  }
  package struct Counting: Sendable, Decodable {
    package enum Withdrawn: String, Sendable, Decodable { case leave, count }
    package enum WithoutEvidence: String, Sendable, Decodable { case mark, leave }
    package var soon: Int
    package var remind: Remind
    package var withdrawn: Withdrawn
    package var withoutEvidence: WithoutEvidence
    package var certainty: String
    package var note: String
  }

  package let voting: VotingRules
  package let rhythm: [Rhythm]
  package let notice: Notice
  package let frames: [Frame]
  package let numbering: Numbering
  /// How many days ahead a meeting, and a due day, may lie.
  package let reach: Reach
  package let counting: Counting

  package init(_ content: Content) throws {
    let file = try content.yaml("Meetings/meetings.yaml", as: MeetingFile.self)
    voting = try VotingRules(content)
    (rhythm, notice, frames) = (file.rhythm, file.notice, file.frames)
    (numbering, counting, reach) = (file.numbering, file.assignments, file.reach)
    guard (0...60).contains(notice.days), (1...6).contains(numbering.digits),
      (0...366).contains(counting.soon), (0...366).contains(remind.beforeDays),
      (0...3660).contains(remind.afterDays)
    else { throw ContentRefusal.unreadable("Meetings/meetings.yaml", "số ngày hoặc số chữ số không hợp lý") }
  }

  /// When somebody is reminded of a task.
  package var remind: Remind { counting.remind }

  package func frame(of kind: Meeting.Kind) -> Frame? { frames.first { $0.kind == kind } }

  /// "05-NQ/CB".
  package func number(_ n: Int, of kind: Organisation.Kind) -> String {
    let digits = String(n)
    let zeros = String(repeating: "0", count: max(0, numbering.digits - digits.utf8.count))
    return numbering.form.replacingOccurrences(of: "{n}", with: zeros + digits)
      .replacingOccurrences(of: "{body}", with: kind.isCell ? numbering.cell : numbering.committee)
  }
}

private struct MeetingFile: Decodable {
  var rhythm: [MeetingRules.Rhythm]
  var notice: MeetingRules.Notice
  var frames: [MeetingRules.Frame]
  var numbering: MeetingRules.Numbering
  var reach: MeetingRules.Reach
  var assignments: MeetingRules.Counting
}
