import Basics
import Registry
import Rules
import Storage

/// Adopts a table of sub-criteria for one criterion of a form: their points together are those of the criterion.
package struct AdoptCriteria: Act {
  package static let name = "review.adoptCriteria"
  package var criteria: [Criterion]
  package var form: ReviewForm
  package var field: String
  package var organisation: ID<Organisation>
  package var guidance: Guidance
  package var period: Period
  package var decision: DecisionEntry
  package var dates: RoundDates

  package init(
    _ criteria: [Criterion], for field: String, of form: ReviewForm, at organisation: ID<Organisation>,
    guidance: Guidance, from: Day, to: Day = .endOfTime, decision: DecisionEntry, dates: RoundDates
  ) {
    self.dates = dates
    (self.criteria, self.form, self.field) = (criteria, form, field)
    (self.organisation, self.guidance, self.decision) = (organisation, guidance, decision)
    period = Period(from: from, to: to)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<ReviewCriteria> {
    try register.require(.recordGradings, of: actor, on: organisation)
    guard !period.isEmpty else { throw LocalDecisionEntryRefusal.emptyPeriod }
    try dates.requireBeginning(period.from, of: guidance, today: register.today)
    guard form.guidance == guidance.name, let field = form.field(field), field.kind == .score,
      let fact = form.scoreFact(field, in: guidance.pack), let range = fact.range,
      let whole = Points(fact.text(range.upperBound))
    else { throw CriteriaRefusal.notACriterion }
    guard !criteria.isEmpty, criteria.count <= CriteriaRefusal.most else { throw CriteriaRefusal.noLines }
    var sum = Points.zero
    var clean: [Criterion] = []
    for criterion in criteria {
      let name = try FreeText.line(criterion.name)
      guard !name.isEmpty else { throw CriteriaRefusal.noName(criterion.points) }
      guard let points = Points(criterion.points), points > .zero else {
        throw CriteriaRefusal.notPoints(name, criterion.points)
      }
      guard !clean.contains(where: { $0.name == name }) else { throw CriteriaRefusal.twice(name) }
      sum = sum + points
      clean.append(Criterion(name, points.text))
    }
    guard sum == whole else { throw CriteriaRefusal.otherSum(sum.text, whole.text) }
    let rivals = try register.session.reviewCriteria(at: organisation).filter {
      $0.pack == guidance.pack.id && $0.form == form.id && $0.field == field.id && $0.period.overlaps(period)
    }
    if let rival = rivals.first { throw LocalDecisionEntryRefusal.alreadyDecided(rival.period) }
    let adopted = ReviewCriteria(
      id: register.newID(), organisation: organisation, pack: guidance.pack.id, form: form.id,
      field: field.id, criteria: clean, period: period, decision: try register.decision(decision))
    try register.insert(adopted)
    register.note("organisation", organisation)
    register.note("guidance", .string(guidance.pack.id))
    return adopted.id
  }
}

/// Takes back a table that was recorded wrongly; forms that were sent keep what they were sent with.
package struct WithdrawCriteria: Act {
  package static let name = "review.withdrawCriteria"
  package var id: ID<ReviewCriteria>
  package var organisation: ID<Organisation>
  package var reason: String

  package init(_ id: ID<ReviewCriteria>, at organisation: ID<Organisation>, reason: String) {
    (self.id, self.organisation, self.reason) = (id, organisation, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.recordGradings, of: actor, on: organisation)
    guard let adopted = try register.session.reviewCriteria(at: organisation).first(where: { $0.id == id })
    else { throw RightsRefusal.notFound }
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw GradingRefusal.noReason }
    try register.withdraw(adopted)
    register.note("organisation", organisation)
    register.note("reason", .string(reason))
  }
}

package enum CriteriaRefusal: Refusal, Equatable {
  case notACriterion, noLines
  case noName(String)
  case notPoints(String, String)
  case twice(String)
  case otherSum(String, String)

  static let most = 40

  package var reason: String {
    switch self {
    case .notACriterion: "Mẫu này không có tiêu chí chấm điểm ấy."
    case .noLines: "Bảng chưa có dòng nào, hoặc dài quá \(Self.most) dòng."
    case .noName(let points): "Dòng \(points) điểm chưa ghi tên tiêu chí."
    case .notPoints(let name, let points): "“\(name)”: “\(points)” không phải số điểm."
    case .twice(let name): "“\(name)” đứng hai lần."
    case .otherSum(let sum, let whole): "Tổng các tiêu chí là \(sum) điểm, tiêu chí của mẫu là \(whole) điểm."
    }
  }
  package var remedy: String {
    switch self {
    case .notACriterion: "Chọn tiêu chí trong danh sách."
    case .noLines: "Ghi từng tiêu chí với số điểm."
    case .noName: "Ghi tên, hoặc bỏ dòng ấy."
    case .notPoints: "Ghi bằng số, ví dụ 7,5; không ghi 0."
    case .twice: "Gộp lại, hoặc đặt tên khác."
    case .otherSum: "Sửa điểm cho tổng bằng đúng điểm của mẫu."
    }
  }
}
