import Basics
import Meetings
import Rules
import Storage

extension VotingBase {
  package init(_ attendance: [ReviewAttendance], on day: Day, _ rules: BallotRules) {
    self.init(attendance, on: day, rules.voting)
  }

  package func quorumSentence(_ rules: BallotRules) -> String { quorumSentence(rules.quorum) }
}

extension Session {
  package func votingBase(of meeting: ReviewMeeting, _ rules: BallotRules) throws -> VotingBase {
    VotingBase(try reviewAttendance(of: meeting.id), on: meeting.heldOn, rules)
  }
}

extension BallotRules {
  /// Said where a rule was not read in the document itself.
  package static func doubt(_ certainty: String, cite: String = "") -> String? {
    VotingRules.doubt(certainty, cite: cite)
  }
}

extension BallotResult.Line {
  /// What came of a line, with the reason.
  package func sentence(needed: Int, gradeName: (String) -> String) -> String {
    if let carried {
      let votes = votes.first { $0.grade == carried }?.votes ?? 0
      return "\(gradeName(carried)): \(votes) phiếu, cần \(needed)."
    }
    if secondRound.count > 1 {
      return
        "Không mức nào đủ \(needed) phiếu; bỏ phiếu lại giữa: \(secondRound.map(gradeName).joined(separator: "; "))."
    }
    return "Không mức nào đủ \(needed) phiếu."
  }
}
