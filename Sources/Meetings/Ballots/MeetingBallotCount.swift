import Basics
import Registry

/// What one person read off the papers of a secret ballot: the papers, and the votes of every option in its order.
package struct MeetingBallotCount: Sendable, Hashable {
  package var papers: PaperCount
  package var votes: [Int]
  package init(papers: PaperCount, votes: [Int]) { (self.papers, self.votes) = (papers, votes) }

  /// Where the totals do not add up, with the difference.
  ///
  /// On a question or a choice every valid paper marks one option, so the options are the valid papers. In an election a valid
  /// paper agrees with as many as there are seats at most.
  package func findings(for ballot: MeetingBallot, options: Int) -> [Finding] {
    var found = papers.findings(eligible: ballot.present, votes: votes)
    guard !found.contains(where: { $0.code == "ballot.range" }) else { return found }
    guard votes.count == options else {
      return found + [PaperCount.finding("ballot.line", "Số dòng khác với phiếu.")]
    }
    let sum = votes.reduce(0, +)
    switch ballot.kind {
    case .question, .choice:
      if sum != papers.valid {
        found.append(
          PaperCount.finding(
            "ballot.votes",
            "Cộng các phương án được \(sum), phiếu hợp lệ \(papers.valid): lệch \((sum - papers.valid).magnitude)."
          ))
      }
    case .election:
      for (place, count) in votes.enumerated() where count > papers.valid {
        found.append(
          PaperCount.finding(
            "ballot.votes", "Dòng \(place + 1): \(count) phiếu, nhiều hơn \(papers.valid) phiếu hợp lệ."))
      }
      let most = papers.valid * max(1, min(ballot.seats, 1000))
      if sum > most {
        found.append(
          PaperCount.finding(
            "ballot.votes",
            "Cộng các người được \(sum), nhiều hơn \(papers.valid) phiếu hợp lệ × \(ballot.seats) người cần bầu = \(most)."
          ))
      }
    }
    return found
  }

  func differences(from first: Self) -> [Finding] {
    papers.differences(from: first.papers)
      + votes.indices.compactMap { place in
        let other = first.votes.indices.contains(place) ? first.votes[place] : -1
        return PaperCount.difference("Dòng \(place + 1)", other, votes[place])
      }
  }
}

/// Result — kết quả của một cuộc bỏ phiếu kín: which options had the votes needed.
package struct MeetingBallotResult: Sendable, Hashable {
  package var count: MeetingBallotCount
  /// Places on the paper, those with the most votes first.
  package var chosen: [Int]
  /// More had the votes than there are seats, and the last of them have as many as the next: the meeting decides.
  package var tied: [Int]

  init(_ count: MeetingBallotCount, of ballot: MeetingBallot) {
    self.count = count
    let votes = count.votes
    let enough = votes.indices.filter { ballot.base > 0 && votes[$0] >= ballot.needed }
      .sorted { (votes[$1], $0) < (votes[$0], $1) }
    let seats = ballot.kind == .election ? max(0, ballot.seats) : 1
    guard enough.count > seats, seats > 0 else {
      (chosen, tied) = (Array(enough.prefix(seats)), [])
      return
    }
    let last = votes[enough[seats - 1]]
    let isTied = votes[enough[seats]] == last
    chosen = Array(enough.prefix(seats)).filter { !isTied || votes[$0] > last }
    tied = isTied ? enough.filter { votes[$0] == last } : []
  }

  /// Every valid paper says the same: whoever knows the result knows every vote.
  package var isUnanimous: Bool {
    count.papers.valid > 1 && count.votes.contains(count.papers.valid)
  }
}
