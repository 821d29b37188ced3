import Basics
import Registry
import Rules

/// How the steps of a guidance are carried out in a round, from `Content/Reviews/procedures.yaml`, with the steps,
/// deadlines and order that its rule pack itself declares.
package struct RoundProcedure: Sendable {
  /// Who takes a step.
  package enum Actor: String, Sendable, Decodable { case unit, superior, residence, decider, above }
  /// What is written down of a step.
  package enum Kept: String, Sendable, Decodable {
    case step, opinion
    case own = "self"
    case proposed, appraised, decided

    /// The step of a grade that is kept; `nil` for the others.
    package var gradeStep: ReviewGrade.Step? {
      switch self {
      case .step, .opinion: nil
      case .own: .own
      case .proposed: .proposed
      case .appraised: .appraised
      case .decided: .decided
      }
    }
  }

  /// One step of the round.
  package struct Stage: Sendable {
    package var id: String
    package var name: String
    /// The words of the pack: who takes it.
    package var actorWords: String
    package var due: Procedure.Due?
    package var after: [String]
    package var subjects: Set<ReviewSubject.Entity>
    package var actor: Actor
    package var keeps: Kept
    package var isOptional: Bool
    /// Done by handing in the form of the year.
    package var isForm: Bool
    package var cite: String?
    package var certainty: Rules.Certainty
  }

  /// Which organisation decides on a kind of subject.
  package struct Decider: Sendable, Decodable {
    /// `post`: who manages the post a person holds.
    package enum Level: String, Sendable, Decodable { case base, superior, post }
    package var level: Level
    package var cite: String
    package var certainty: String
  }

  /// What is decided before what.
  package struct Order: Sendable, Decodable {
    package var first: ReviewSubject.Entity
    package var then: ReviewSubject.Entity
    /// Only for those who hold a post of the organisation whose title begins so.
    package var heads: [String]?
    package var cite: String
  }

  /// From how many months in the earlier cell its comment is needed.
  package struct FormerCell: Sendable, Decodable {
    package var months: Int
    package var cite: String
  }

  /// Who stands on the list of a round in which only some people are graded: told by the posts on record as long as nobody has
  /// recorded the fact by which the guidance tells them.
  package struct Listed: Sendable, Decodable {
    package var fact: String
    /// What a post on record, and none, say of the fact.
    package var withPost: String
    package var withoutPost: String
    package var cite: String
    package var certainty: String
  }

  /// Of which quarters rounds are opened.
  package struct Quarters: Sendable, Decodable {
    package var open: [Int]
    package var cite: String
    package var certainty: String
  }

  package var guidance: String
  package var stages: [Stage]
  /// Whether units send results up at all; in a round of a quarter whoever manages the posts decides, and nobody sends.
  package var isSentUp: Bool
  /// After which steps a unit may send its results up.
  package var submissionAfter: [String]
  /// The step whose deadline the sending has.
  package var submissionDue: String?
  package var deciders: [ReviewSubject.Entity: Decider]
  package var order: [Order]
  package var formerCell: FormerCell?
  package var listed: Listed?
  package var quarters: Quarters?

  /// The name under which the deadline for sending up stands among the stages' deadlines.
  package static let submission = "submission"
  /// The sending among the steps that have a day; none where nobody sends.
  var sending: [String] { isSentUp ? [Self.submission] : [] }

  package func stage(_ id: String) -> Stage? { stages.first { $0.id == id } }
  /// The step at which a grade of a kind is kept for a kind of subject.
  package func stage(_ kept: Kept, for entity: ReviewSubject.Entity) -> Stage? {
    stages.first { $0.keeps == kept && $0.subjects.contains(entity) }
  }

  /// What must be done for a subject before a step: the steps it follows which are for this kind of subject and are not
  /// optional; through a step that is not, what stands before it.
  package func before(_ stage: Stage, for entity: ReviewSubject.Entity) -> [Stage] {
    var found: [Stage] = []
    var seen: Set<String> = []
    func walk(_ ids: [String]) {
      for id in ids where seen.insert(id).inserted {
        guard let earlier = self.stage(id) else { continue }
        if earlier.subjects.contains(entity), !earlier.isOptional {
          found.append(earlier)
        } else {
          walk(earlier.after)
        }
      }
    }
    walk(stage.after)
    return found
  }
}

extension RoundProcedure {
  /// Whether a step is asked of a subject at all.
  package func asks(_ stage: Stage, of subject: ReviewSubject) -> Bool {
    subject.treatment.isReviewed && stage.subjects.contains(subject.entity)
      && (stage.keeps.gradeStep == nil || subject.treatment.isGraded)
  }

  /// Whether it is the subject's turn for a step: asked, not done, and everything before it done.
  package func isTurn(_ stage: Stage, of subject: ReviewSubject, done: Set<String>) -> Bool {
    asks(stage, of: subject) && !done.contains(stage.id)
      && before(stage, for: subject.entity).allSatisfy { done.contains($0.id) }
  }

  /// What a unit still owes of its subjects before its results can be sent, in the order of the steps: what reminders say
  /// and what sending is refused for.
  package func owed(
    by subjects: [ReviewSubject], done: [ID<ReviewSubject>: Set<String>]
  ) -> [(stage: Stage, subjects: [ReviewSubject])] {
    stages.compactMap { stage in
      guard stage.actor == .unit, !stage.isOptional else { return nil }
      let turn = subjects.filter { isTurn(stage, of: $0, done: done[$0.id] ?? []) }
      return turn.isEmpty ? nil : (stage, turn)
    }
  }

  /// The steps in the order in which they are taken: none before one it follows, otherwise as the guidance lists them. Every
  /// page shows them so.
  static func ordered(_ stages: [Stage]) -> [Stage] {
    let known = Set(stages.map(\.id))
    var ordered: [Stage] = []
    var placed: Set<String> = []
    var rest = stages
    while let next = rest.firstIndex(where: {
      $0.after.allSatisfy { placed.contains($0) || !known.contains($0) }
    }) {
      let stage = rest.remove(at: next)
      placed.insert(stage.id)
      ordered.append(stage)
    }
    return ordered + rest
  }
}

/// The procedures of all guidances.
package struct RoundProcedures: Sendable {
  private let files: [String: ProcedureFile]
  package let calendar: WorkCalendar
  package let dates: RoundDates

  package init(_ content: Content) throws {
    files = try content.yaml("Reviews/procedures.yaml")
    calendar = try WorkCalendar(content)
    dates = try RoundDates(content)
  }

  /// The procedure of a guidance: the pack's steps in the pack's order, then the product's own.
  package func procedure(of guidance: Guidance) throws -> RoundProcedure {
    guard let file = files[guidance.name] else { throw RoundRefusal.noProcedure(guidance.pack.title) }
    var stages: [RoundProcedure.Stage] = []
    for stage in guidance.pack.procedure.stages {
      guard let own = file.stages[stage.id] else { throw RoundRefusal.noProcedure(guidance.pack.title) }
      stages.append(
        RoundProcedure.Stage(
          id: stage.id, name: stage.name, actorWords: stage.actor ?? "", due: stage.due,
          after: stage.after + (own.after ?? []), subjects: Set(own.subjects), actor: own.by,
          keeps: own.records, isOptional: own.optional ?? false, isForm: own.form ?? false,
          cite: stage.source.cite,
          certainty: stage.source.certainty))
    }
    let known = Set(stages.map(\.id))
    for (id, own) in file.stages.sorted(by: { $0.key < $1.key }) where !known.contains(id) {
      guard let name = own.name else { throw RoundRefusal.noProcedure(guidance.pack.title) }
      stages.append(
        RoundProcedure.Stage(
          id: id, name: name, actorWords: "", due: nil, after: own.after ?? [], subjects: Set(own.subjects),
          actor: own.by, keeps: own.records, isOptional: own.optional ?? false, isForm: own.form ?? false,
          cite: own.cite,
          certainty: own.certainty.flatMap(Rules.Certainty.init) ?? .n))
    }
    return RoundProcedure(
      guidance: guidance.name, stages: RoundProcedure.ordered(stages), isSentUp: file.submission != nil,
      submissionAfter: file.submission?.after ?? [], submissionDue: file.submission?.due,
      deciders: Dictionary(
        file.deciders.compactMap { key, value in ReviewSubject.Entity(rawValue: key).map { ($0, value) } },
        uniquingKeysWith: { a, _ in a }),
      order: file.order, formerCell: file.formerCell, listed: file.listed, quarters: file.quarters)
  }
}

private struct ProcedureFile: Decodable, Sendable {
  struct Stage: Decodable, Sendable {
    var name: String?
    var subjects: [ReviewSubject.Entity]
    var by: RoundProcedure.Actor
    var records: RoundProcedure.Kept
    var optional: Bool?
    var form: Bool?
    var after: [String]?
    var cite: String?
    var certainty: String?

    enum CodingKeys: String, CodingKey {
      case name, by, records, optional, form, after, cite, certainty
      case subjects = "for"
    }
  }
  struct Submission: Decodable, Sendable {
    var after: [String]
    var due: String?
  }
  var stages: [String: Stage]
  var submission: Submission?
  var deciders: [String: RoundProcedure.Decider]
  var order: [RoundProcedure.Order]
  var formerCell: RoundProcedure.FormerCell?
  var listed: RoundProcedure.Listed?
  var quarters: RoundProcedure.Quarters?
}
