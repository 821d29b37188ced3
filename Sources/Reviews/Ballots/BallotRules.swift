import Basics
import Meetings
import Registry
import Rules

/// Ballot rules — cách tính phiếu, from `Content/Reviews/ballots.yaml`, with the majorities of the rule packs.
package struct BallotRules: Sendable {
  /// Of all meetings: who makes the base, when a meeting may decide.
  package let voting: VotingRules
  /// Between how many grades a second round is held.
  package let secondRoundGrades: Int
  package let electronicMinimum: Int
  /// With fewer electronic votes cast than this a result would tell who voted how.
  package let electronicLeastCast: Int

  package init(_ content: Content) throws {
    let path = "Reviews/ballots.yaml"
    let file = try content.yaml(path, as: BallotFile.self)
    guard file.secondRound.grades >= 2 else {
      throw ContentRefusal.unreadable(path, "số mức không đọc được")
    }
    voting = try VotingRules(content)
    (secondRoundGrades, electronicMinimum) = (file.secondRound.grades, file.electronic.minimum)
    electronicLeastCast = file.electronic.leastCast
  }

  /// Who is left out of the base on a day.
  package func base(on day: Day) -> VotingRules.Base? { voting.base(on: day) }

  package var quorum: VotingRules.Quorum { voting.quorum }
  /// Where a guidance names none.
  package var usualMajority: Majority { voting.majority }

  /// The majorities a guidance knows, or the Charter's.
  package func majorities(of guidance: Guidance) -> [Majority] {
    guidance.pack.majorities.isEmpty ? [usualMajority] : guidance.pack.majorities
  }

  /// What the marks on one line of a paper make of it.
  package enum LineClass: Hashable, Sendable { case vote(String), invalid, blank }

  /// - Parameter marks: the grades marked on a line.
  package static func classify(_ marks: Set<String>, options: [String]) -> LineClass {
    guard marks.count == 1, let mark = marks.first else { return marks.isEmpty ? .blank : .invalid }
    return options.contains { $0.utf8.elementsEqual(mark.utf8) } ? .vote(mark) : .invalid
  }

  /// Whether a paper counts among the valid ones: at least one line is a vote.
  package static func isValid(_ lines: [LineClass]) -> Bool {
    lines.contains { if case .vote = $0 { true } else { false } }
  }
}

private struct BallotFile: Decodable {
  struct SecondRound: Decodable { var grades: Int }
  struct Electronic: Decodable {
    var minimum: Int
    var leastCast: Int
  }
  var secondRound: SecondRound
  var electronic: Electronic
}
