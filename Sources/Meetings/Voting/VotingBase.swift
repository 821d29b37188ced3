import Basics
import Rules

/// Voting base — tổng số tính kết quả biểu quyết: who counts in the denominator, and how that number came about. Never
/// those present only, unless the rule says so.
package struct VotingBase: Sendable, Hashable {
  /// Official members convened.
  package var convened: Int
  package var away: Int
  package var exemptAbsent: Int
  /// Who is left out by the rule of the day.
  package var deducted: Int
  package var base: Int
  /// Official members who are there and have a vote.
  package var present: Int
  package var excused: Int
  package var absent: Int
  package var probationaryPresent: Int
  package var quorumNeeded: Int
  package var cite: String
  package var certainty: String

  package var hasQuorum: Bool { present >= quorumNeeded }

  package init(_ attendance: [some Convened], on day: Day, _ rules: VotingRules) {
    let official = attendance.filter { $0.standing == .official }
    let rule = rules.base(on: day)
    convened = official.count
    present = official.count { $0.presence == .present && Self.votes($0, rule) }
    excused = official.count { $0.presence == .excused }
    absent = official.count { $0.presence == .absent }
    probationaryPresent = attendance.count { $0.standing == .probationary && $0.presence == .present }
    let awayOnes = official.filter { $0.isAway }
    let exemptOnes = official.filter { $0.isExempt && !$0.isAway && $0.presence != .present }
    (away, exemptAbsent) = (awayOnes.count, exemptOnes.count)
    deducted =
      (rule?.less.contains(.away) == true ? away : 0)
      + (rule?.less.contains(.exemptAbsent) == true ? exemptAbsent : 0)
    base = convened - deducted
    (cite, certainty) = (rule?.cite ?? "", rule?.certainty ?? "N")
    let share = rules.quorum.share
    let (product, isOver) = base.multipliedReportingOverflow(by: share.numerator)
    quorumNeeded = (isOver ? nil : Rules.Rounding.up(product, over: share.denominator)) ?? base
  }

  /// Whether somebody who is there has a vote here: official, and not counted at the place of their temporary activity.
  package static func votes(_ person: some Convened, _ rule: VotingRules.Base?) -> Bool {
    person.standing == .official && !(person.isAway && rule?.less.contains(.away) == true)
  }

  /// The number a majority is counted of. Of the valid ballots it is known only when they are counted.
  package func denominator(_ majority: Majority, valid: Int?) -> Int? {
    switch majority.of {
    case .entitled: convened
    case .convened: base
    case .present: present
    case .valid: valid
    }
  }
}
