import Basics
import Schema
import Storage

/// Somebody is no longer considered. Shown are name, day of birth and that they were considered; what they do goes at once, which
/// papers there were stays for the counts of past years, and where they are kept goes with the name.
package struct StopProspect: Act {
  package static let name = "prospect.stop"
  package var prospect: ID<Prospect>
  /// One of the rules' reasons: words of one's own would tell more than is needed.
  package var reason: String
  package var day: Day
  package var rules: DevelopmentRules

  package init(_ prospect: ID<Prospect>, reason: String, on day: Day, rules: DevelopmentRules) {
    (self.prospect, self.reason, self.day, self.rules) = (prospect, reason, day, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let file = try register.openFile(prospect, by: actor)
    guard file.admitted == nil else { throw DevelopmentRefusal.isMember }
    guard file.step(.stopped, .cancelled) == nil else { throw DevelopmentRefusal.ended }
    guard rules.stop(reason) != nil else { throw DevelopmentRefusal.noReason }
    try register.checkDay(day, after: file)
    try register.insert(
      ProspectStep(id: register.newRow(), prospect: prospect, kind: .stopped, day: day, reason: reason))
    try register.reduce(file)
    register.note("prospect", prospect)
    register.note("reason", .string(reason))
  }
}

/// The committee that decided has taken its decision back: whoever was admitted by it leaves the list of members.
/// - Basis: Quy định 29-QĐ/TW ngày 25/7/2016, điểm 4.4
package struct CancelAdmission: Act {
  package static let name = "prospect.cancel"
  package var prospect: ID<Prospect>
  package var decision: DecisionEntry
  package var day: Day

  package init(_ prospect: ID<Prospect>, decision: DecisionEntry, on day: Day) {
    (self.prospect, self.decision, self.day) = (prospect, decision, day)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let file = try register.openFile(prospect, by: actor)
    guard file.step(.stopped, .cancelled) == nil else { throw DevelopmentRefusal.ended }
    guard let decided = file.step(.decided, .admitted) else { throw DevelopmentRefusal.notDecided }
    guard day <= register.today else { throw DevelopmentRefusal.future }
    guard day >= decided.day else { throw DevelopmentRefusal.beforeStep(decided.kind.title, decided.day) }
    if let admitted = file.admitted, admitted.leftOn == nil {
      try EndMembership(admitted.member, kind: .struckOff, day: day, decision: decision)
        .perform(in: register, by: actor)
    }
    let document = try register.decision(decision)
    try register.insert(
      ProspectStep(
        id: register.newRow(), prospect: prospect, kind: .cancelled, day: day, decision: document))
    if file.admitted == nil { try register.reduce(file) }
    register.note("prospect", prospect)
  }
}

/// Takes back the last thing written down about a prospect, while they are no member: it was written down wrongly.
package struct UndoProspectStep: Act {
  package static let name = "prospect.undo"
  package var prospect: ID<Prospect>
  package var step: Int64
  package init(_ step: Int64, of prospect: ID<Prospect>) { (self.step, self.prospect) = (step, prospect) }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let file = try register.openFile(prospect, by: actor)
    guard let step = file.steps.first(where: { $0.id == step }) else { throw RightsRefusal.notFound }
    let isLast = file.steps.max { $0.id < $1.id }?.id == step.id
    guard isLast, step.kind.isVote || step.kind == .decided || step.kind == .stopped else {
      throw DevelopmentRefusal.notTheLast
    }
    try register.withdraw(step)
    register.note("prospect", prospect)
  }
}

/// Blanks what is known of somebody who is no longer considered, once it may be kept no more, or because they ask for it.
///
/// They stay as a number, so that counts of the past stay what they were.
package struct EraseProspect: Act {
  package static let name = "prospect.erase"
  package var prospect: ID<Prospect>
  package var isAsked: Bool
  package var rules: DevelopmentRules

  /// - Parameter isAsked: whether the person has asked for it.
  package init(_ prospect: ID<Prospect>, isAsked: Bool = false, rules: DevelopmentRules) {
    (self.prospect, self.isAsked, self.rules) = (prospect, isAsked, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let file = try register.openFile(prospect, by: actor)
    guard file.admitted == nil else { throw DevelopmentRefusal.isMember }
    guard let until = file.keptUntil(rules) else { throw DevelopmentRefusal.stillConsidered }
    guard isAsked || until <= register.today else { throw DevelopmentRefusal.keptUntil(until) }
    try register.erase(prospect)
    register.note("prospect", prospect)
    register.note("asked", .bool(isAsked))
  }
}

/// That what was known of a prospect was erased.
struct ProspectErasure: Record {
  var prospect: ID<Prospect>
  static let table: StaticString = "prospect_erasure"
  static let columns: [StaticString] = ["prospect_id"]
  var row: Int64 { prospect.number }
  var values: [SQLValue] { [prospect.sqlValue] }
}

extension Transaction {
  fileprivate func checkDay(_ day: Day, after file: ProspectFile) throws {
    guard day <= today else { throw DevelopmentRefusal.future }
    if let last = file.steps.last, day < last.day {
      throw DevelopmentRefusal.beforeStep(last.kind.title, last.day)
    }
    guard day >= file.state.listedOn else {
      throw DevelopmentRefusal.beforeStep("đưa vào danh sách", file.state.listedOn)
    }
  }

  /// What nobody needs any more of somebody who is not considered.
  fileprivate func reduce(_ file: ProspectFile) throws {
    try change(file.ties.map(\.tie), in: Period(from: today)) { _ in nil }
    guard !file.person.occupation.isEmpty || file.person.union.isThere else { return }
    var state = file.state
    (state.person.occupation, state.person.union) = ("", .none)
    state.id = newRow()
    try withdraw(file.state)
    try insert(state)
  }

  /// Rows first, then the journal's records of them, as with a member's data.
  fileprivate func erase(_ prospect: ID<Prospect>) throws {
    try add(ProspectErasure(prospect: prospect))
    if session.dialect == .sqlite { try session.query("PRAGMA secure_delete = ON") { _ in } }
    try session.run(
      """
      UPDATE prospect_state SET name = \(EraseMember.placeholder), name_fold = '', name_order = \([UInt8]()),
        sex = \(Member.Sex.unknown), born_on = NULL, occupation = '', union_kind = \(Prospect.Union.none)
      WHERE prospect_id = \(prospect)
      """)
    try session.run("UPDATE prospect_paper SET kept_at = '' WHERE prospect_id = \(prospect)")
    try session.run("UPDATE prospect_step SET number = '' WHERE prospect_id = \(prospect)")
    for table in ["prospect_state", "prospect_paper", "prospect_step"] as [StaticString] {
      let rows = try session.all("SELECT id FROM \(name: table) WHERE prospect_id = \(prospect)") {
        Int64(try $0.int(0))
      }
      guard !rows.isEmpty else { continue }
      try session.run(
        """
        UPDATE journal_record SET payload = NULL, salt = NULL
        WHERE entity = \("\(table)") AND entity_id IN \(list: rows)
        """)
    }
  }

  /// What was kept of a member before they were one goes with the member's data.
  func eraseProspects(of member: ID<Member>) throws {
    let prospects: [ID<Prospect>] = try session.all(
      """
      SELECT DISTINCT t.prospect_id FROM prospect_step t WHERE t.member_id = \(member)
        AND NOT EXISTS (SELECT 1 FROM prospect_erasure e WHERE e.prospect_id = t.prospect_id)
      ORDER BY t.prospect_id
      """
    ) { try $0.id(0) }
    for prospect in prospects { try erase(prospect) }
  }
}
