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
      for stage in procedure.stages where stage.actor == .unit && !stage.isOptional {
        let owing = subjects.count { subject in
          let mine = done[subject.id] ?? []
          return stage.subjects.contains(subject.entity) && !mine.contains(stage.id)
            && procedure.before(stage, for: subject.entity).allSatisfy { mine.contains($0.id) }
        }
        if owing > 0 { try remind(stage.id, owing) }
      }
      try remind(RoundProcedure.submission, 1)
    }
    return found
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
    return subjects.filter { subject in
      let mine = done[subject.id] ?? []
      return !mine.contains(stage.id)
        && procedure.before(stage, for: subject.entity).allSatisfy { mine.contains($0.id) }
    }
  }

  /// The deadlines of one organisation in a round, as a calendar takes them.
  package func roundCalendar(of organisation: ID<Organisation>, in round: Round, plan: RoundPlan, today: Day)
    throws
    -> [RoundCalendarEntry]
  {
    let name = try organisationNear(organisation, asOf: AsOf(today))?.name ?? ""
    var found: [RoundCalendarEntry] = []
    for stage in plan.procedure.stages.map(\.id) + [RoundProcedure.submission] {
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
