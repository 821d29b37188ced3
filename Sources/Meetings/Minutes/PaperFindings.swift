import Basics
import Registry
import Storage

/// What a meeting's paper lacks before anybody signs or approves it: told, never forbidden, since a paper of the past may be
/// copied as it is.
extension MeetingPaper {
  /// Of the minutes as a whole.
  package var minutesFindings: [Finding] {
    var findings: [Finding] = []
    if meeting.chair == nil {
      findings.append(Self.lacking("minutes.noChair", "Biên bản chưa ghi người chủ trì.", Self.people))
    }
    if meeting.clerk == nil {
      findings.append(Self.lacking("minutes.noClerk", "Biên bản chưa ghi thư ký.", Self.people))
    }
    if items.allSatisfy({ $0.discussion.isEmpty && $0.conclusion.isEmpty }) {
      findings.append(
        Self.lacking(
          "minutes.noContent", "Biên bản chưa ghi thảo luận, kết luận của mục nào.",
          "Ghi ý kiến, kết luận ở “Thảo luận, kết luận”."))
    }
    return findings + resolutionFindings
  }

  /// Resolutions nothing was voted for.
  package var resolutionFindings: [Finding] {
    guard !votes.contains(where: \.isCarried), ballots.isEmpty else { return [] }
    return resolutions.filter { $0.state == .valid }.map {
      Self.lacking(
        "resolution.noVote", "Nghị quyết số \($0.number): kỳ này chưa ghi biểu quyết nào được thông qua.",
        "Ghi kết quả biểu quyết ở “Biểu quyết” trước khi ký.")
    }
  }

  private static let people = "Chọn ở “Sửa nội dung, giờ, người chủ trì”."

  private static func lacking(_ code: String, _ message: String, _ remedy: String) -> Finding {
    Finding(code, .warning, message: message, remedy: remedy)
  }
}

extension Session {
  /// What closed minutes of several meetings lack, before they are approved.
  package func findings(ofMinutes meetings: [ID<Meeting>], rules: MeetingRules) throws -> [ID<Meeting>:
    [Finding]]
  {
    try meetings.reduce(into: [:]) { found, meeting in
      let version = try minutes(of: meeting).last { $0.state == .issued }?.version
      found[meeting] = try meetingPaper(meeting, rules: rules, version: version)?.minutesFindings
    }
  }
}
