import Registry
import Rules
import Storage

/// What the rules alone say beside what people have decided, and what one more decision would do to the quotas.
extension ReviewSheet {
  /// The sheet as if nobody had decided anything: a decided grade never stands in the place of the computed one.
  package func withoutDecisions() -> ReviewSheet { taking(snapshot.ungiven) }

  /// The quota a decision would exceed, as it would stand then; `nil` where it fits or no quota caps the grade.
  package func quotaExceeded(by grade: String, for key: SubjectKey) -> QuotaStanding? {
    guard let decision = decision(for: key.entity), let row = row(key),
      guidance.pack.quotas.contains(where: { $0.decision == decision.id && $0.grade == grade })
    else { return nil }
    return taking(snapshot.giving(grade, to: row, of: key.entity, by: decision.id)).quotaStandings().first {
      $0.grade == grade && $0.granted > $0.allowed && $0.subjects.contains(key)
    }
  }

  /// The capped grades of a kind of subject, each with the quota that deciding it now would exceed.
  package func exceedableQuotas(for key: SubjectKey) -> [QuotaStanding] {
    guard let decision = decision(for: key.entity) else { return [] }
    var grades: [String] = []
    for quota in guidance.pack.quotas where quota.decision == decision.id && !grades.contains(quota.grade) {
      grades.append(quota.grade)
    }
    return grades.compactMap { quotaExceeded(by: $0, for: key) }
  }

  /// The quotas that are exceeded with the grade people decided for the subject.
  package func exceededQuotas(of key: SubjectKey) -> [QuotaStanding] {
    quotaStandings().filter { $0.granted > $0.allowed && $0.subjects.contains(key) }
  }

  /// Every quota as it would stand if some grades were decided as well: what is left is told before anything is decided.
  package func quotaStandings(deciding grades: [SubjectKey: String]) -> [QuotaStanding] {
    var given = snapshot
    for (key, grade) in grades {
      guard let decision = decision(for: key.entity), let row = row(key) else { continue }
      given = given.giving(grade, to: row, of: key.entity, by: decision.id)
    }
    return taking(given).quotaStandings()
  }

  private func taking(_ snapshot: Snapshot) -> ReviewSheet {
    var copy = self
    (copy.snapshot, copy.verdicts) = (snapshot, program.run(snapshot))
    return copy
  }
}

extension Session {
  /// Whether a round grades the subject in that year: then its grade is changed through the round.
  package func isGradedInRound(_ subject: Grading.Subject, year: Int) throws -> Bool {
    try submissionState(of: subject, year: year).isInRound
  }
}
