import Basics
import Registry
import Rules
import Storage

/// Records how the competent level fixes something a guidance leaves open, for an organisation and all below it.
/// - Basis: 366-QĐ/TW 30/8/2025, Điều 11; 43-HD/BTCTW 31/10/2025, điểm 1.2 and 7.12: committees concretise the frame.
package struct RecordLocalDecision: Act {
  package static let name = "review.decideLocally"
  package var organisation: ID<Organisation>
  package var guidance: Guidance
  package var path: String
  package var value: String
  package var period: Period
  package var decision: DecisionEntry

  package init(
    _ path: String, _ value: String, at organisation: ID<Organisation>, guidance: Guidance,
    from: Day, to: Day = .endOfTime, decision: DecisionEntry
  ) {
    (self.path, self.value, self.organisation, self.guidance) = (path, value, organisation, guidance)
    (self.period, self.decision) = (Period(from: from, to: to), decision)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<RecordedLocalDecision> {
    try register.require(.recordGradings, of: actor, on: organisation)
    guard !period.isEmpty else { throw LocalDecisionEntryRefusal.emptyPeriod }
    let pack = guidance.pack
    // Nobody can fix what a guidance leaves open before there is the guidance.
    guard period.from >= pack.validFrom else {
      throw LocalDecisionEntryRefusal.beforeGuidance(pack.validFrom)
    }
    let paper = try register.decision(decision)
    let others = try register.session.localDecisions(at: organisation).map(\.decision).filter {
      $0.pack == pack.id && $0.path == path && $0.period.overlaps(period)
    }
    if let other = others.first { throw LocalDecisionEntryRefusal.alreadyDecided(other.period) }
    let value = VietnameseText.clean(value)
    let key = decision.key
    let changed = try pack.applying(
      LocalDecision(
        document: key.type + " " + key.number, issuedOn: key.date, issuer: key.issuer, values: [path: value]))
    // A value may be a word of the language and still make no sense here: a scope nobody knows, a share above the whole.
    let made = PackLoader.program(changed, year: guidance.usualYear)
    guard made.program != nil else {
      // A scope is chosen out of a list; how a pack cannot take one that is not there is nothing to tell.
      if path.hasSuffix(".scope") {
        throw LocalDecisionRefusal.notAChoice(pack.local.first { $0.path == path }?.said ?? path, value)
      }
      throw LocalDecisionEntryRefusal.doesNotRun(
        value, made.findings.first { $0.severity == .error }?.message ?? "")
    }
    let recorded = RecordedLocalDecision(
      id: register.newID(), organisation: organisation, pack: pack.id, path: path, value: value,
      period: period, decision: paper)
    try register.insert(recorded)
    register.note("organisation", organisation)
    register.note("guidance", .string(pack.id))
    return recorded.id
  }
}

/// Withdraws a local decision that was recorded wrongly; it stays readable in what was known before.
package struct WithdrawLocalDecision: Act {
  package static let name = "review.withdrawLocalDecision"
  package var id: ID<RecordedLocalDecision>
  package var reason: String

  package init(_ id: ID<RecordedLocalDecision>, reason: String) { (self.id, self.reason) = (id, reason) }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard let recorded = try register.session.localDecision(id) else { throw RightsRefusal.notFound }
    try register.require(.recordGradings, of: actor, on: recorded.organisation)
    let reason = try FreeText.checked(reason)
    guard FreeText.tells(reason) else { throw GradingRefusal.noReason }
    try register.withdraw(recorded)
    register.note("organisation", recorded.organisation)
    register.note("reason", .string(reason))
  }
}

package enum LocalDecisionEntryRefusal: Refusal, Hashable {
  case emptyPeriod
  case beforeGuidance(Day)
  case alreadyDecided(Period)
  case doesNotRun(String, String)

  package var isAboutStart: Bool { if case .beforeGuidance = self { true } else { false } }

  package var reason: String {
    switch self {
    case .emptyPeriod: "Ngày hết hiệu lực không sau ngày có hiệu lực."
    case .beforeGuidance(let day): "Hướng dẫn có hiệu lực từ ngày \(day.vietnamese)."
    case .alreadyDecided(let period): "Việc này đã có quyết định ở đây, \(period.vietnamese)."
    case .doesNotRun(let value, let why): "Với “\(value)” bộ quy tắc không chạy được. \(why)"
    }
  }
  package var remedy: String {
    switch self {
    case .emptyPeriod: "Kiểm tra lại hai ngày, hoặc để trống ngày hết hiệu lực."
    case .beforeGuidance: "Ghi ngày có hiệu lực từ ngày ấy trở đi, như văn bản ghi."
    case .alreadyDecided: "Rút quyết định đã ghi nếu nó sai, hoặc ghi từ ngày nó hết hiệu lực."
    case .doesNotRun: "Chọn một giá trị mà hướng dẫn cho phép."
    }
  }
}

extension Guidance {
  /// A year of its rounds, to try it on.
  var usualYear: Int { max(pack.rounds.from, pack.validFrom.year) }
}
