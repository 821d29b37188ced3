import Basics
import Registry
import Rules
import Schema
import Storage

extension Transaction {
  /// The results of the quarters are facts of the year: in how many of them a member had the lowest grade, where the
  /// guidance of the year asks for it. Nobody types it.
  /// - Basis: Quy định 366-QĐ/TW, Điều 15 (quý, năm, nhiệm kỳ); Hướng dẫn 02-HD/BTCTW ngày 22/5/2026
  func keepQuarters(_ work: RoundWork, _ guidance: Guidance, _ yearly: Guidance?, evidence: String) throws {
    let period = work.round.period
    guard period.quarter > 0, let yearly, let worst = guidance.worstGrade,
      let fact = yearly.pack.facts.first(where: { $0.entity == "member" && $0.id == QuarterFact.failed })
    else { return }
    for member in work.subjects.compactMap(\.member) {
      guard try session.grading(of: .member(member), year: period.year) == nil else { continue }
      let count = try session.count(
        """
        SELECT count(*) FROM review_subject u JOIN review_grade g ON g.subject_id = u.id
        WHERE u.member_id = \(member) AND u.year = \(period.year) AND u.quarter > 0 AND g.step = 'decided'
          AND g.grade = \(worst) AND g.withdrawn_by = \(Schema.stillBelieved)
        """)
      let known = try session.reviewFacts(of: .member(member), entity: "member", year: period.year).first {
        $0.fact == fact.id
      }
      let value = String(count)
      guard known?.value != value, known != nil || count > 0 else { continue }
      if let known { try withdraw(known) }
      try insert(
        ReviewFact(
          id: newID(), year: period.year, entity: "member", subject: .member(member), fact: fact.id,
          value: value, evidence: evidence))
    }
  }
}

/// Facts of a year that its quarters give.
enum QuarterFact {
  static let failed = "failedQuarters"
}

extension Guidance {
  /// The lowest grade a member can get.
  var worstGrade: String? {
    guard let decision = pack.decisions.first(where: { $0.entity == "member" }) else { return nil }
    return pack.scale(of: decision)?.grades.last?.id
  }
}
