import Basics
import Registry
import Schema
import Storage

/// Reminder — lời nhắc: that one organisation still owes a step for so many subjects. It names no person and says nothing
/// of anybody; who is meant, the organisation sees on its own page. Done is not reminded of.
package struct RoundReminder: Sendable, Hashable {
  package var organisation: ID<Organisation>
  package var organisationName: String
  package var round: ID<Round>
  package var stage: String
  package var stageName: String
  package var owing: Int
  package var dueBefore: Day?
  package var isOverdue: Bool
}

/// Entry of a calendar — một hạn trong lịch: a step that is to be done before a day, for an organisation.
package struct RoundCalendarEntry: Sendable, Hashable {
  /// The same for the same deadline, so that a calendar knows it again.
  package var uid: String
  /// The last day on which it is in time.
  package var lastDay: Day
  package var title: String
  package var organisationName: String
}

extension Session {
  /// Who of a subtree still owes what: one line an organisation and step. Only steps whose turn has come are asked for, and
  /// only of those who are still there.
  /// - Parameter limit: of organisations looked at, in the order of their names.
  package func roundReminders(
    within organisation: ID<Organisation>, _ period: RoundPeriod, guidances: Guidances,
    procedures: RoundProcedures, today: Day, limit: Int = 500
  ) throws -> [RoundReminder] {
    let units = try unitProgress(within: organisation, period, onlyOwing: true, today: today, limit: limit)
    var found: [RoundReminder] = []
    for unit in units {
      guard let round = try reviewRound(unit.round), let guidance = guidances[round.pack] else { continue }
      let procedure = try procedures.procedure(of: guidance)
      let plan = RoundPlan(procedure, period, procedures.calendar)
      let gone = Set(try leftEntries(of: round, within: unit.organisation, today: today).map(\.subject.id))
      let subjects = try reviewSubjects(at: unit.organisation, period).filter {
        $0.round == round.id && $0.treatment.isReviewed && !gone.contains($0.id)
      }
      guard !subjects.isEmpty else { continue }
      let done = try stagesDone(at: unit.organisation, period, procedure)
      func remind(_ stage: String, _ owing: Int) throws {
        let deadline = try reviewDeadline(of: stage, for: unit.organisation, in: round.id, asOf: AsOf(today))
        let due = deadline?.dueBefore
        found.append(
          RoundReminder(
            organisation: unit.organisation, organisationName: unit.name, round: round.id, stage: stage,
            stageName: plan.name(stage), owing: owing, dueBefore: due,
            isOverdue: due.map { $0 <= today } ?? false))
      }
      for owed in procedure.owed(by: subjects, done: done) { try remind(owed.stage.id, owed.subjects.count) }
      if procedure.isSentUp { try remind(RoundProcedure.submission, 1) }
    }
    return found + (try complaintReminders(within: organisation, period, today: today))
  }

  /// Complaints that wait for an answer, by the organisation that owes it: how many, and until when the first.
  private func complaintReminders(within organisation: ID<Organisation>, _ period: RoundPeriod, today: Day)
    throws -> [RoundReminder]
  {
    let asOf = AsOf(today)
    let open = try all(
      """
      SELECT k.round_id, c.descendant_id, count(*), min(k.due_before) FROM organisation_closure c
      JOIN review_complaint k ON k.answerer_id = c.descendant_id AND k.state = 'received'
        AND k.withdrawn_by = \(Schema.stillBelieved)
      JOIN review_round r ON r.id = k.round_id AND r.year = \(period.year) AND r.quarter = \(period.quarter)
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) GROUP BY k.round_id, c.descendant_id
      ORDER BY c.descendant_id, k.round_id
      """
    ) {
      (
        round: try $0.id(0, Round.self), place: try $0.id(1, Organisation.self), count: try $0.int(2),
        due: try $0.ifDay(3)
      )
    }
    return try open.map { one in
      RoundReminder(
        organisation: one.place, organisationName: try organisationNear(one.place, asOf: asOf)?.name ?? "",
        round: one.round, stage: "complaint", stageName: "Trả lời đơn thư, đề nghị xem lại", owing: one.count,
        dueBefore: one.due, isOverdue: one.due.map { $0 <= today } ?? false)
    }
  }

  /// The members of one organisation who have not gone through a step whose turn has come. For whoever may see them.
  package func membersOwing(
    _ stage: String, at organisation: ID<Organisation>, in round: Round, procedure: RoundProcedure, today: Day
  ) throws -> [ReviewSubject] {
    guard let stage = procedure.stage(stage) else { return [] }
    let gone = Set(try leftEntries(of: round, within: organisation, today: today).map(\.subject.id))
    let subjects = try reviewSubjects(at: organisation, round.period).filter {
      $0.round == round.id && $0.treatment.isReviewed && !gone.contains($0.id)
        && stage.subjects.contains($0.entity)
    }
    let done = try stagesDone(at: organisation, round.period, procedure)
    return subjects.filter { procedure.isTurn(stage, of: $0, done: done[$0.id] ?? []) }
  }

  /// The deadlines of one organisation in a round, as a calendar takes them.
  package func roundCalendar(of organisation: ID<Organisation>, in round: Round, plan: RoundPlan, today: Day)
    throws
    -> [RoundCalendarEntry]
  {
    let name = try organisationNear(organisation, asOf: AsOf(today))?.name ?? ""
    var found: [RoundCalendarEntry] = []
    let isUnit = try !reviewSubjects(at: organisation, round.period).isEmpty
    for stage in try concernedStages(of: organisation, isUnit: isUnit, in: round, plan.procedure) {
      guard let due = try reviewDeadline(of: stage, for: organisation, in: round.id, asOf: AsOf(today)) else {
        continue
      }
      found.append(
        RoundCalendarEntry(
          uid: "\(round.id)-\(stage)-\(organisation)@chibo", lastDay: due.dueBefore.previous,
          title: "Đợt kiểm điểm \(round.period.vietnamese): \(plan.name(stage))", organisationName: name))
    }
    return found.sorted { ($0.lastDay, $0.uid) < ($1.lastDay, $1.uid) }
  }
}

extension Session {
  /// The steps that are some subject's of a unit, and sending up; from above a unit, all that are anybody's. A cell without a
  /// committee of its own has nothing to draft for one.
  package func concernedStages(
    of organisation: ID<Organisation>, isUnit: Bool, in round: Round, _ procedure: RoundProcedure
  ) throws -> [String] {
    let here = try isUnit ? Set(reviewSubjects(at: organisation, round.period).map(\.entity)) : nil
    // A grassroots organisation sets days for the cells below it as well.
    let isBase = here?.contains(.base) ?? false
    return procedure.stages.filter { stage in
      !stage.subjects.isEmpty && (here.map { isBase || !$0.isDisjoint(with: stage.subjects) } ?? true)
    }.map(\.id) + procedure.sending
  }
}
