import Basics
import Registry
import Rules

/// Ballot rules — cách tính phiếu, from `Content/Reviews/ballots.yaml`, with the majorities of the rule packs.
package struct BallotRules: Sendable {
  package enum Deduction: String, Sendable, Decodable { case away, exemptAbsent }
  package enum QuorumEffect: String, Sendable, Decodable { case block, mark }

  package struct Base: Sendable, Decodable {
    package var from: Day
    package var less: Set<Deduction>
    package var cite: String
    package var certainty: String
  }
  package struct Quorum: Sendable {
    package var share: Ratio
    package var effect: QuorumEffect
    package var cite: String
    package var certainty: String
  }

  private let bases: [Base]
  package let quorum: Quorum
  /// Where a guidance names none.
  package let usualMajority: Majority
  /// Between how many grades a second round is held.
  package let secondRoundGrades: Int
  package let electronicMinimum: Int
  /// With fewer electronic votes cast than this a result would tell who voted how.
  package let electronicLeastCast: Int

  package init(_ content: Content) throws {
    let path = "Reviews/ballots.yaml"
    let file = try content.yaml(path, as: BallotFile.self)
    bases = file.votingBase.sorted { $0.from > $1.from }
    guard let quorum = Ratio(file.quorum.atLeast), let share = Ratio(file.majority.moreThan),
      let of = Majority.Base(rawValue: file.majority.of), file.secondRound.grades >= 2
    else { throw ContentRefusal.unreadable(path, "tỷ lệ hoặc số mức không đọc được") }
    self.quorum = Quorum(
      share: quorum, effect: file.quorum.effect, cite: file.quorum.cite, certainty: file.quorum.certainty)
    usualMajority = Majority(
      id: file.majority.id, of: of, moreThan: share, isSecret: file.majority.secret, cite: file.majority.cite,
      certainty: Certainty(rawValue: file.majority.certainty) ?? .n)
    (secondRoundGrades, electronicMinimum) = (file.secondRound.grades, file.electronic.minimum)
    electronicLeastCast = file.electronic.leastCast
  }

  /// Who is left out of the base on a day.
  package func base(on day: Day) -> Base? { bases.first { $0.from <= day } }

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
  struct MajorityEntry: Decodable {
    var id: String
    var of: String
    var moreThan: String
    var secret: Bool
    var cite: String
    var certainty: String
  }
  struct Quorum: Decodable {
    var atLeast: String
    var effect: BallotRules.QuorumEffect
    var cite: String
    var certainty: String
  }
  struct SecondRound: Decodable { var grades: Int }
  struct Electronic: Decodable {
    var minimum: Int
    var leastCast: Int
  }
  var votingBase: [BallotRules.Base]
  var majority: MajorityEntry
  var quorum: Quorum
  var secondRound: SecondRound
  var electronic: Electronic
}
