import Basics
import Registry
import Rules
import Storage

/// Round sheet — việc của một đơn vị trong đợt: whom a round concerns at one unit (or in a whole grassroots organisation),
/// which steps each has gone through, by when, and where the results stand. What a page of the round shows.
package struct RoundSheet: Sendable {
  package struct Line: Sendable {
    package var subject: ReviewSubject
    package var done: Set<String>
    package var grades: [ReviewGrade.Step: ReviewGrade]
    /// No longer there: not waited for.
    package var isGone: Bool
    /// The next step that is the unit's, the superior's or the decider's to take; `nil` when all is done.
    package var next: RoundProcedure.Stage?
  }

  package struct StageLine: Sendable {
    package var stage: RoundProcedure.Stage
    package var due: RoundDeadline?
    package var done: Int
    package var whole: Int
    /// Subjects whose turn it is.
    package var waiting: [ID<ReviewSubject>]
  }

  package var round: Round
  package var procedure: RoundProcedure
  package var lines: [Line]
  package var stages: [StageLine]
  package var submission: RoundSubmission?
  package var submissionDue: RoundDeadline?
  package var reopenings: [RoundReopening]

  package func line(_ id: ID<ReviewSubject>) -> Line? { lines.first { $0.subject.id == id } }

  /// Everybody where a reader looks for them: the organisation and its committee first, then people by their given names;
  /// who waits for a step in the same order.
  package func inOrder(of names: [ID<Member>: String]) -> RoundSheet {
    var sheet = self
    let kinds: [ReviewSubject.Entity] = [.base, .cell, .collective, .member]
    let keys = Dictionary(
      lines.map { line in
        let name = line.subject.member.flatMap { names[$0] } ?? ""
        let kind = kinds.firstIndex(of: line.subject.entity) ?? kinds.count
        return (line.subject.id, [UInt8(clamping: kind)] + VietnameseText.nameOrder(name))
      }, uniquingKeysWith: { a, _ in a })
    func isBefore(_ a: ID<ReviewSubject>, _ b: ID<ReviewSubject>) -> Bool {
      let (one, other) = (keys[a] ?? [], keys[b] ?? [])
      return one == other ? a < b : one.lexicographicallyPrecedes(other)
    }
    sheet.lines.sort { isBefore($0.subject.id, $1.subject.id) }
    for n in sheet.stages.indices { sheet.stages[n].waiting.sort(by: isBefore) }
    return sheet
  }
}

extension Session {
  /// - Parameter inBase: everybody of the grassroots organisation, not only who stands at the organisation itself.
  package func roundSheet(
    at organisation: ID<Organisation>, inBase: Bool, of round: Round, procedure: RoundProcedure, today: Day
  ) throws -> RoundSheet {
    let here =
      try inBase
      ? reviewSubjects(inBase: organisation, round.period) : reviewSubjects(at: organisation, round.period)
    let subjects = here.filter { $0.round == round.id }
    let gone = Set(try leftEntries(of: round, within: organisation, today: today).map(\.subject.id))
    var done: [ID<ReviewSubject>: Set<String>] = [:]
    var grades: [ID<ReviewSubject>: [ReviewGrade.Step: ReviewGrade]] = [:]
    for place in Set(subjects.map(\.organisation)) {
      done.merge(try stagesDone(at: place, round.period, procedure)) { a, _ in a }
    }
    for base in Set(subjects.map(\.base)) {
      for grade in try reviewGrades(inBase: base, round.period) {
        grades[grade.subject, default: [:]][grade.step] = grade
      }
    }
    func isTurn(_ stage: RoundProcedure.Stage, _ subject: ReviewSubject) -> Bool {
      procedure.isTurn(stage, of: subject, done: done[subject.id] ?? [])
    }
    let order = procedure.stages
    let lines = subjects.map { subject in
      RoundSheet.Line(
        subject: subject, done: done[subject.id] ?? [], grades: grades[subject.id] ?? [:],
        isGone: gone.contains(subject.id),
        next: subject.treatment.isReviewed
          ? order.first { !$0.isOptional && isTurn($0, subject) } : nil)
    }
    let waited = lines.filter { !$0.isGone && $0.subject.treatment.isReviewed }
    let asOf = AsOf(today)
    let stages = try order.compactMap { stage -> RoundSheet.StageLine? in
      var concerned = waited.filter { procedure.asks(stage, of: $0.subject) }
      guard !concerned.isEmpty else { return nil }
      if let kind = stage.opinion, !inBase {
        // Not of everybody: of whom the register says that they must be asked about, or somebody has asked.
        let asked = Set(try opinionsDue(kind, at: organisation, round.period).keys).union(
          try opinionsToAsk(at: organisation, in: round).filter { $0.kind == kind }.map(\.subject))
        concerned = concerned.filter { asked.contains($0.subject.id) }
      }
      return RoundSheet.StageLine(
        stage: stage, due: try reviewDeadline(of: stage.id, for: organisation, in: round.id, asOf: asOf),
        done: concerned.count { $0.done.contains(stage.id) }, whole: concerned.count,
        waiting: concerned.filter { isTurn(stage, $0.subject) }.map(\.subject.id))
    }
    return RoundSheet(
      round: round, procedure: procedure, lines: lines, stages: stages,
      submission: try reviewSubmission(of: organisation, in: round.id),
      submissionDue: try reviewDeadline(
        of: RoundProcedure.submission, for: organisation, in: round.id, asOf: asOf),
      reopenings: try reviewReopenings(of: organisation, in: round.id))
  }

  /// The rounds an actor may look at, the latest period first: those that touch what their right reaches, also where what they
  /// were opened for has ended since.
  package func reviewRounds(for actor: Registry.Actor, asOf: AsOf, at moment: Moment) throws -> [Round] {
    let tops = try topOrganisations(of: actor, with: .viewReviews, asOf: asOf, at: moment)
    var found: [ID<Round>: Round] = [:]
    for top in tops {
      for round in try reviewRounds(touching: top.organisation, asOf: asOf) { found[round.id] = round }
    }
    let reach = try reach(of: actor, with: .viewReviews, at: moment)
    let ended = try all(
      """
      SELECT \(Round.columnList) FROM \(Round.from) WHERE NOT EXISTS (SELECT 1 FROM organisation_state s
        WHERE s.organisation_id = r.scope_id AND \(asOf.holds("s")))
      """
    ) { try Round.read($0) }
    for round in ended where reach?.contains(round.scope) ?? true { found[round.id] = round }
    return found.values.sorted {
      ($1.period.year, $1.period.quarter, $0.id) < ($0.period.year, $0.period.quarter, $1.id)
    }
  }
}
