import Basics
import Registry
import Rules
import Schema
import Storage

/// Facts of a unit — dữ kiện của một đơn vị: what the guidance asks about everybody a round grades at one unit, what is
/// answered, and for whom the rules still wait.
package struct UnitFacts: Sendable {
  package struct Line: Sendable {
    package var subject: ReviewSubject
    package var known: [String: ReviewFact]
    /// The questions at which the rules stop, as far as they are this subject's own; empty where they can tell.
    package var waiting: [Rules.Fact]
    /// Nobody has answered these, and a blank does not answer them.
    package var unanswered: [Rules.Fact]
    /// Nobody need answer these: what they hang on says that there is nothing.
    package var needless: Set<String>
    /// People have decided already: nothing more is asked.
    package var isDecided: Bool
  }
  package var lines: [Line]
  package var guidance: Guidance

  /// For whom facts are owed.
  package var owing: [Line] { lines.filter { !$0.isDecided && !$0.waiting.isEmpty } }

  /// The questions about a kind of subject, in the order of the guidance.
  package func asked(_ entity: ReviewSubject.Entity) -> [Rules.Fact] {
    guidance.pack.facts.filter { $0.entity == entity.rawValue }
  }

  /// Which facts are waited for, for how many, the commonest first.
  package var missing: [(fact: Rules.Fact, count: Int)] {
    var counts: [String: (fact: Rules.Fact, count: Int)] = [:]
    for line in owing {
      for fact in line.waiting { counts["\(fact.entity).\(fact.id)", default: (fact, 0)].count += 1 }
    }
    return counts.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map(\.value)
  }
}

extension Session {
  /// Asked of one unit only: nobody else's facts are read, so whoever keeps its reviews may ask.
  package func unitFacts(at organisation: ID<Organisation>, of round: Round, guidance: Guidance) throws
    -> UnitFacts
  {
    let subjects = try reviewSubjects(at: organisation, round.period).filter {
      $0.round == round.id && $0.treatment.isGraded
    }
    guard round.period.quarter == 0, let program = guidance.program(round.period.year), !subjects.isEmpty
    else { return UnitFacts(lines: [], guidance: guidance) }
    var known: [ID<ReviewSubject>: [String: ReviewFact]] = [:]
    let year = round.period.year
    // Two questions, each by its own index: the facts of a province are many millions.
    try query(
      """
      SELECT \(ReviewFact.columnList), u.id FROM review_subject u CROSS JOIN review_fact f
      WHERE u.organisation_id = \(organisation) AND u.year = \(year) AND u.quarter = 0 AND u.member_id IS NOT NULL
        AND f.member_id = u.member_id AND f.year = \(year) AND f.entity = u.entity AND \(ReviewFact.believed)
      UNION ALL
      SELECT \(ReviewFact.columnList), u.id FROM review_subject u CROSS JOIN review_fact f
      WHERE u.organisation_id = \(organisation) AND u.year = \(year) AND u.quarter = 0 AND u.member_id IS NULL
        AND f.organisation_id = \(organisation) AND f.year = \(year) AND f.entity = u.entity AND \(ReviewFact.believed)
      """
    ) { row in
      let fact = try ReviewFact.read(row)
      known[try row.id(8), default: [:]][fact.fact] = fact
    }
    let decided = Set(
      try all(
        """
        SELECT g.subject_id FROM review_subject u JOIN review_grade g ON g.subject_id = u.id
          AND g.step = 'decided' AND g.withdrawn_by = \(Schema.stillBelieved)
        WHERE u.organisation_id = \(organisation) AND u.year = \(round.period.year) AND u.quarter = 0
        """
      ) { try $0.id(0, ReviewSubject.self) })
    let sheet = try UnitFactsSheet(
      subjects, known, program, guidance, at: organisation, round: round, in: self)
    return UnitFacts(
      lines: subjects.map { subject in
        let questions = sheet.questions(about: subject)
        return UnitFacts.Line(
          subject: subject, known: known[subject.id] ?? [:], waiting: questions.waiting,
          unanswered: questions.unanswered, needless: questions.needless,
          isDecided: decided.contains(subject.id))
      }, guidance: guidance)
  }
}

/// The rules run over the subjects of one unit, to learn where they stop for want of an answer.
private struct UnitFactsSheet {
  private let snapshot: Snapshot
  private let examination: Examination
  private let guidance: Guidance

  init(
    _ subjects: [ReviewSubject], _ known: [ID<ReviewSubject>: [String: ReviewFact]], _ program: Program,
    _ guidance: Guidance, at organisation: ID<Organisation>, round: Round, in session: any Session
  ) throws {
    let asOf = AsOf(round.populationOn)
    let state = try session.organisationNear(organisation, asOf: asOf)
    var admitted: [ID<Member>: Day] = [:]
    try session.query(
      """
      SELECT u.member_id, s.admitted_on FROM review_subject u
      JOIN member_state s ON s.member_id = u.member_id AND \(asOf.holds("s"))
      WHERE u.organisation_id = \(organisation) AND u.round_id = \(round.id)
      """
    ) { if let day = try $0.ifDay(1) { admitted[try $0.id(0)] = day } }
    let founded =
      try session.first(
        "SELECT min(effective_from) FROM organisation_state s WHERE organisation_id = \(organisation) AND \(AsOf(.endOfTime).believed("s"))"
      ) { try $0.ifDay(0) } ?? nil
    func supplied(_ fact: Rules.Fact, _ subject: ReviewSubject) -> String? {
      if let member = subject.member {
        return RegisterFact.value(
          fact.id, of: PersonalRecord(name: "", admittedOn: admitted[member]))
      }
      guard let state else { return nil }
      if subject.entity == .collective, fact.id == "kind" {
        return RegisterFact.kind(of: state.kind, as: "collective")
      }
      return RegisterFact.value(
        fact.id, of: state, foundedOn: founded.flatMap { $0 > .beginningOfTime ? $0 : nil })
    }
    let parents = ["collective": "base", "cell": "base", "member": "cell"]
    var tables: [Snapshot.Table] = []
    for entity in ["base", "collective", "cell", "member"] where program.layout.entity(entity) != nil {
      let mine = subjects.filter { $0.entity.rawValue == entity }
      // Who lies within something needs it to be there, be it graded or not.
      let ids = mine.isEmpty && entity != "member" ? [organisation.number] : mine.map { Self.number($0) }
      var columns: [String: Column] = [:]
      for fact in program.layout.facts where fact.entity == entity {
        let values =
          mine.isEmpty
          ? ids.map { _ in Int?.none }
          : mine.map { subject in
            (known[subject.id]?[fact.id]?.value ?? supplied(fact, subject)).flatMap { fact.raw($0) }
          }
        if values.contains(where: { $0 != nil }) { columns[fact.id] = Column(values) }
      }
      tables.append(
        Snapshot.Table(
          entity: entity, ids: .numbers(ids), owners: parents[entity] == nil ? [] : ids.map { _ in 0 },
          columns: columns))
    }
    let there = Set(tables.map(\.entity))
    let snapshot = Snapshot(
      tables, parents: parents.filter { there.contains($0.key) && there.contains($0.value) })
    (self.snapshot, self.guidance) = (snapshot, guidance)
    examination = Examination(program, snapshot, program.run(snapshot))
  }

  private static func number(_ subject: ReviewSubject) -> Int64 {
    subject.member?.number ?? subject.organisation.number
  }

  /// What is asked about one subject.
  struct Questions {
    var waiting: [Rules.Fact] = []
    var unanswered: [Rules.Fact] = []
    var needless: Set<String> = []
  }

  func questions(about subject: ReviewSubject) -> Questions {
    let entity = subject.entity.rawValue
    guard let table = snapshot.tables[entity], let row = table.ids.row(String(Self.number(subject))),
      let decision = guidance.pack.decisions.first(where: { $0.entity == entity })
    else { return Questions() }
    func value(_ fact: Rules.Fact) -> Int? { table.columns[fact.id]?[row] }
    let blank = guidance.pack.facts.filter { $0.entity == entity && $0.missing == nil && value($0) == nil }
    let told = examination.explain(decision.id, row)
    let names = told?.standing == .undetermined ? Set(told?.missing.map(\.fact) ?? []) : []
    // Where the rules wait for it all the same, it is asked.
    let needless = guidance.pack.needless(entity) { value($0) ?? $0.missing }.subtracting(names)
      .filter { id in blank.contains { $0.id == id } }
    let unanswered = blank.filter { !needless.contains($0.id) }
    return Questions(
      waiting: unanswered.filter { names.contains($0.id) }, unanswered: unanswered, needless: needless)
  }
}
