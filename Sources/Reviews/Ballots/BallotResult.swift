import Basics
import Registry
import Rules
import Storage

/// What came out of a counted ballot, line by line.
package struct BallotResult: Sendable, Hashable {
  package struct Line: Sendable, Hashable {
    package var line: BallotLine
    /// By grade, best first.
    package var votes: [(grade: String, votes: Int)]
    /// Valid papers without a vote on this line.
    package var without: Int
    /// The grade with the needed votes; `nil` where none has them.
    package var carried: String?
    /// Between which grades a second round is held by the rule; empty where the line is decided or no vote was cast.
    package var secondRound: [String]

    package static func == (a: Self, b: Self) -> Bool {
      a.line == b.line && a.carried == b.carried && a.secondRound == b.secondRound && a.without == b.without
        && a.votes.elementsEqual(b.votes) { $0.grade == $1.grade && $0.votes == $1.votes }
    }
    package func hash(into hasher: inout Hasher) { hasher.combine(line) }
  }
  package var ballot: Ballot
  package var count: BallotCount
  package var needed: Int
  /// Of how many the majority is counted.
  package var base: Int
  package var lines: [Line]
  package var digest: String
  package var isUnanimous: Bool
}

extension Session {
  /// The result of a ballot that has been counted; before that there is none, for nobody.
  package func ballotResult(of ballot: Ballot, guidance: Guidance, rules: BallotRules) throws -> BallotResult?
  {
    guard let state = try ballotState(of: ballot.id), state.state.hasResult,
      let count = try countRows(of: ballot.id).last?.count,
      let majority = (rules.majorities(of: guidance) + [rules.usualMajority]).first(where: {
        $0.id == ballot.majority
      })
    else { return nil }
    let base = majority.of == .valid ? count.valid : ballot.base
    guard let needed = majority.needed(of: base) else { return nil }
    let lines = try ballotLines(of: ballot.id).map { line -> BallotResult.Line in
      let votes = line.grades.map { (grade: $0, votes: count.votes[line.id]?[$0] ?? 0) }
      let most = votes.filter { $0.votes >= needed }
      // Two grades can both have enough only where less than half is enough; then none is carried.
      let carried = most.count == 1 ? most.first?.grade : nil
      return BallotResult.Line(
        line: line, votes: votes, without: max(count.valid - votes.map(\.votes).reduce(0, +), 0),
        carried: carried,
        secondRound: carried == nil ? Self.second(votes, rules.secondRoundGrades) : [])
    }
    return BallotResult(
      ballot: ballot, count: count, needed: needed, base: base, lines: lines, digest: state.digest,
      isUnanimous: try isUnanimous(ballot))
  }

  /// The grades with the most votes; equals at the last place come along. In the order of the scale.
  private static func second(_ votes: [(grade: String, votes: Int)], _ places: Int) -> [String] {
    let ranked = votes.filter { $0.votes > 0 }.sorted { $0.votes > $1.votes }
    guard let last = ranked.prefix(places).last else { return [] }
    return votes.filter { $0.votes >= last.votes && $0.votes > 0 }.map(\.grade)
  }
}
