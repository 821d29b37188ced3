import Basics
import Meetings
import Registry
import Schema
import Storage

/// Count — biên bản kiểm phiếu: the papers of a ballot and the votes on its lines, as one person read them off.
package struct BallotCount: Hashable, Sendable {
  package var printed: Int
  /// Printed and not given out.
  package var unused: Int
  package var issued: Int
  package var returned: Int
  /// Given out and not returned.
  package var missing: Int
  package var valid: Int
  package var invalid: Int
  /// By line and grade; what is not named is 0.
  package var votes: [ID<BallotLine>: [String: Int]]

  package init(
    printed: Int, unused: Int, issued: Int, returned: Int, missing: Int, valid: Int, invalid: Int,
    votes: [ID<BallotLine>: [String: Int]]
  ) {
    (self.printed, self.unused, self.issued, self.returned) = (printed, unused, issued, returned)
    (self.missing, self.valid, self.invalid, self.votes) = (missing, valid, invalid, votes)
  }

  /// The papers alone, as any secret ballot counts them.
  var papers: PaperCount {
    PaperCount(
      printed: printed, unused: unused, issued: issued, returned: returned, missing: missing, valid: valid,
      invalid: invalid)
  }

  /// Where the totals do not add up, with the difference. Empty when they do.
  package func findings(for ballot: Ballot, lines: [BallotLine]) -> [Finding] {
    var found = papers.findings(eligible: ballot.eligible, votes: votes.values.flatMap(\.values))
    guard !found.contains(where: { $0.code == "ballot.range" }) else { return found }
    func check(_ code: String, _ isRight: Bool, _ message: String) {
      if !isRight { found.append(PaperCount.finding(code, message)) }
    }
    for line in lines {
      let given = votes[line.id] ?? [:]
      let sum = given.values.reduce(0, +)
      check(
        "ballot.votes", sum <= valid,
        "Dòng \(line.position): \(sum) phiếu cho các mức, nhiều hơn \(valid) phiếu hợp lệ.")
      check(
        "ballot.grade",
        given.keys.allSatisfy { grade in line.grades.contains { $0.utf8.elementsEqual(grade.utf8) } },
        "Dòng \(line.position): có mức không in trên phiếu.")
    }
    let known = Set(lines.map(\.id))
    check("ballot.line", votes.keys.allSatisfy { known.contains($0) }, "Có dòng không thuộc phiếu này.")
    return found
  }

  /// Where two counts of the same ballot differ.
  package func differences(from first: BallotCount, lines: [BallotLine]) -> [Finding] {
    var found = papers.differences(from: first.papers)
    for line in lines {
      for (place, grade) in line.grades.enumerated() {
        let difference = PaperCount.difference(
          "Dòng \(line.position), ô thứ \(place + 1)", first.votes[line.id]?[grade] ?? 0,
          votes[line.id]?[grade] ?? 0)
        if let difference { found.append(difference) }
      }
    }
    return found
  }
}

/// The papers of one count, as the register keeps them.
struct CountRow: Registry.Fact {
  var id: ID<CountRow>
  var ballot: ID<Ballot>
  /// 1 and 2 are the two persons; 0 is the machine's own count of an electronic ballot.
  var entry: Int
  var count: BallotCount
  var enteredBy: String
  static let table: StaticString = "ballot_count"
  static let columns: [StaticString] = [
    "id", "ballot_id", "entry", "printed", "issued", "returned", "valid", "invalid", "entered_by",
  ]
  var row: Int64 { id.number }
  var values: [SQLValue] {
    [
      id.sqlValue, ballot.sqlValue, entry.sqlValue, count.printed.sqlValue, count.issued.sqlValue,
      count.returned.sqlValue, count.valid.sqlValue, count.invalid.sqlValue, .text(enteredBy),
    ]
  }
}

/// The votes for one grade on one line in one count.
struct TallyRow: Registry.Fact {
  var id: ID<TallyRow>
  var ballot: ID<Ballot>
  var line: ID<BallotLine>
  var entry: Int
  var grade: String
  var votes: Int
  static let table: StaticString = "ballot_tally"
  static let columns: [StaticString] = ["id", "ballot_id", "line_id", "entry", "grade", "votes"]
  var row: Int64 { id.number }
  var values: [SQLValue] {
    [id.sqlValue, ballot.sqlValue, line.sqlValue, entry.sqlValue, .text(grade), votes.sqlValue]
  }
}

extension Session {
  func countRows(of ballot: ID<Ballot>) throws -> [CountRow] {
    let tallies = try tallyRows(of: ballot)
    return try all(
      """
      SELECT id, ballot_id, entry, printed, issued, returned, valid, invalid, entered_by FROM ballot_count
      WHERE ballot_id = \(ballot) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY entry
      """
    ) { row in
      let entry = try row.int(2)
      var votes: [ID<BallotLine>: [String: Int]] = [:]
      for tally in tallies where tally.entry == entry {
        votes[tally.line, default: [:]][tally.grade] = tally.votes
      }
      let (printed, issued, returned) = (try row.int(3), try row.int(4), try row.int(5))
      return CountRow(
        id: try row.id(0), ballot: try row.id(1), entry: entry,
        count: BallotCount(
          printed: printed, unused: printed - issued, issued: issued, returned: returned,
          missing: issued - returned,
          valid: try row.int(6), invalid: try row.int(7), votes: votes), enteredBy: try row.text(8))
    }
  }

  func tallyRows(of ballot: ID<Ballot>) throws -> [TallyRow] {
    try all(
      """
      SELECT id, ballot_id, line_id, entry, grade, votes FROM ballot_tally
      WHERE ballot_id = \(ballot) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY id
      """
    ) {
      TallyRow(
        id: try $0.id(0), ballot: try $0.id(1), line: try $0.id(2), entry: try $0.int(3),
        grade: try $0.text(4),
        votes: try $0.int(5))
    }
  }
}

extension Transaction {
  func write(_ count: BallotCount, of ballot: ID<Ballot>, entry: Int, lines: [BallotLine], by person: String)
    throws
  {
    try insert(CountRow(id: newID(), ballot: ballot, entry: entry, count: count, enteredBy: person))
    for line in lines {
      for grade in line.grades {
        try insert(
          TallyRow(
            id: newID(), ballot: ballot, line: line.id, entry: entry, grade: grade,
            votes: count.votes[line.id]?[grade] ?? 0))
      }
    }
  }
}

/// Enters what was read off the papers. The first person's entry waits for a second person's; only when both say the same
/// is the ballot counted. Totals that do not add up, or two entries that differ, are refused with every difference.
package struct CountBallotPapers: Act {
  package static let name = "ballot.count"
  package enum Outcome: Sendable, Hashable { case waitsForSecond, counted }
  package var ballot: ID<Ballot>
  package var count: BallotCount

  package init(_ count: BallotCount, of ballot: ID<Ballot>) { (self.count, self.ballot) = (count, ballot) }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Outcome {
    let ballot = try register.takeBallot(ballot, right: .recordReviews, by: actor)
    guard ballot.mode != .electronic else { throw BallotRefusal.isElectronic }
    let state = try register.session.ballotState(of: ballot.id)
    guard state?.state == .open else { throw BallotRefusal.wrongState(state?.state.title ?? "") }
    let lines = try register.session.ballotLines(of: ballot.id)
    let findings = count.findings(for: ballot, lines: lines)
    guard findings.isEmpty else { throw BallotRefusal.unbalanced(findings) }
    register.note("ballot", ballot.id)
    let first = try register.session.countRows(of: ballot.id).first { $0.entry == 1 }
    if let first, first.enteredBy != actor.person {
      let differences = count.differences(from: first.count, lines: lines)
      guard differences.isEmpty else { throw BallotRefusal.differs(differences) }
      try register.write(count, of: ballot.id, entry: 2, lines: lines, by: actor.person)
      try register.move(
        ballot.id, to: .counted, digest: BallotDigest.of(count, ballot: ballot.id, lines: lines), by: actor)
      return .counted
    }
    if let first {
      try register.withdraw(first)
      for tally in try register.session.tallyRows(of: ballot.id) where tally.entry == 1 {
        try register.withdraw(tally)
      }
    }
    try register.write(count, of: ballot.id, entry: 1, lines: lines, by: actor.person)
    return .waitsForSecond
  }
}

/// What a counted ballot is known by: printed on its sheet.
enum BallotDigest {
  static func of(_ count: BallotCount, ballot: ID<Ballot>, lines: [BallotLine]) -> String {
    var text =
      "\(ballot)\n\(count.printed) \(count.issued) \(count.returned) \(count.valid) \(count.invalid)\n"
    for line in lines {
      text += line.grades.map { "\(line.position) \($0) \(count.votes[line.id]?[$0] ?? 0)\n" }.joined()
    }
    return Fingerprint.sha256(text)
  }

  static func of(sealed contents: [String], ballot: ID<Ballot>) -> String {
    Fingerprint.sha256("\(ballot)\n" + contents.sorted().map { $0 + "\n" }.joined())
  }
}

/// Publishes a counted ballot. Where every vote of a secret ballot says the same, publishing tells how each one voted: who
/// publishes says that they know.
package struct PublishBallot: Act {
  package static let name = "ballot.publish"
  package var ballot: ID<Ballot>
  package var knowsUnanimous: Bool
  package init(_ ballot: ID<Ballot>, knowsUnanimous: Bool = false) {
    (self.ballot, self.knowsUnanimous) = (ballot, knowsUnanimous)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let ballot = try register.takeBallot(ballot, right: .recordReviews, by: actor)
    if ballot.isSecret, !knowsUnanimous, try register.session.isUnanimous(ballot) {
      throw BallotRefusal.unanimous
    }
    try register.move(ballot.id, to: .published, by: actor)
    register.note("ballot", ballot.id)
  }
}

extension Session {
  /// Some line on which everybody who voted voted the same.
  func isUnanimous(_ ballot: Ballot) throws -> Bool {
    guard let count = try countRows(of: ballot.id).last?.count, count.valid > 1 else { return false }
    return count.votes.values.contains { $0.values.contains(count.valid) }
  }
}
