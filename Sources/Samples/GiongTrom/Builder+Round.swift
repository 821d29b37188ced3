import Basics
import Registry
import Reviews

/// The round of the year of the report, run as rounds are: opened by the district, proposed by every cell, decided by each
/// committee. The guidance of the year leaves every grade to people.
extension GiongTromBuilder {
  /// - Parameter reported: the grades of the agency cells, by commune; all others are invented.
  func runRound(_ reported: [String], year: Int, decided: Day, at moment: Moment) async throws {
    let period = RoundPeriod(year: year)
    guard let district, let guidance = guidances.guidance(of: year) else {
      throw SampleFault(what: "no guidance of \(year)")
    }
    // Chance of its own, so that nothing after it comes out otherwise.
    var own = Dice(seed: UInt64(year))
    let listed = min(Day(year: year, month: 12, day: 15) ?? decided, decided)
    try await perform(
      OpenReviewRound(
        district, scope: district, period: period, populationOn: listed,
        decision: simulated(
          "Kế hoạch", "41-KH/HU", "Huyện ủy \(facts.district.name)", listed,
          "kiểm điểm, đánh giá chất lượng tổ chức đảng và đảng viên năm \(year)"), guidance: guidance,
        procedures: procedures), at: moment)
    try await collectResidenceComments(in: period, at: moment)
    var told: [ID<Organisation>: String] = [:]
    for (index, commune) in world.communes.enumerated() where reported.indices.contains(index) {
      told[try cell(commune.agency)] = reported[index]
    }
    for (index, base) in (communes.map(\.organisation) + directs).enumerated() {
      let issuer =
        world.communes.indices.contains(index)
        ? "Đảng ủy \(world.communes[index].name)" : "Huyện ủy \(facts.district.name)"
      try await grade(
        base, told, period, on: decided.adding(days: -own.below(12)), issuer: issuer, guidance, &own,
        at: moment)
    }
  }

  /// One grassroots organisation: its members and cells, then itself.
  private func grade(
    _ base: ID<Organisation>, _ told: [ID<Organisation>: String], _ period: RoundPeriod, on day: Day,
    issuer: String, _ guidance: Guidance, _ own: inout Dice, at moment: Moment
  ) async throws {
    let end = min(period.lastDay, day)
    let subjects = try await system.read { session throws in
      let subjects = try session.reviewSubjects(inBase: base, period).filter(\.treatment.isGraded)
      guard let round = try subjects.first.flatMap({ try session.reviewRound($0.round) }) else {
        return subjects
      }
      // Whoever has died or left since the list was closed.
      let gone = Set(try session.leftEntries(of: round, within: base, today: end).map(\.subject.id))
      return subjects.filter { !gone.contains($0.id) }
    }
    var grades: [ID<ReviewSubject>: String] = [:]
    for subject in subjects {
      let invented = subject.entity == .member ? Self.memberGrade(&own) : Self.organisationGrade(&own)
      grades[subject.id] =
        told[subject.organisation].flatMap { subject.entity == .cell ? $0 : nil } ?? invented
    }
    let number = 10 + own.below(60)
    let paper = simulated(
      "Quyết định", "\(number)-QĐ/ĐU", issuer, day,
      "xếp loại tổ chức đảng và đảng viên năm \(period.year); mức của từng tổ chức, đảng viên do phần mềm chọn, báo cáo chỉ ghi tổng số chi bộ cơ quan"
    )
    for unit in Set(subjects.map(\.organisation)).sorted() {
      let there = subjects.filter { $0.organisation == unit }.map(\.id)
      try await perform(
        GiveGrades(
          .proposed, grades.filter { there.contains($0.key) }, by: unit, on: day.adding(days: -10),
          reason: "Mô phỏng: báo cáo không có biên bản bỏ phiếu của chi bộ.", guidance: guidance,
          procedures: procedures), at: moment)
    }
    func decide(_ provenance: Grading.Provenance, _ isMeant: (ReviewSubject) -> Bool) async throws {
      let meant = Set(subjects.filter(isMeant).map(\.id))
      guard !meant.isEmpty else { return }
      let choices = grades.filter { meant.contains($0.key) }.mapValues {
        DecideReviewGrades.Choice($0, reason: "Theo đề nghị của chi bộ; hướng dẫn để cấp ủy quyết định.")
      }
      try await perform(
        DecideReviewGrades(
          choices, on: day, decision: paper, guidance: guidance, procedures: procedures, scales: scales,
          provenance: provenance), at: moment)
    }
    try await decide(.invented) { $0.entity == .member }
    try await decide(.reported) { $0.entity == .cell && told[$0.organisation] != nil }
    try await decide(.invented) { $0.entity == .cell && told[$0.organisation] == nil }
    try await decide(.invented) { $0.entity == .base }
  }

  /// About as the figures published for the years around it.
  private static func memberGrade(_ dice: inout Dice) -> String {
    dice.pick([("DTCXS", weight: 15), ("DTCT", weight: 74), ("DTC", weight: 11)]) ?? "DTCT"
  }

  private static func organisationGrade(_ dice: inout Dice) -> String {
    dice.pick([("TSVM", weight: 70), ("HTT", weight: 24), ("HT", weight: 6)]) ?? "HTT"
  }
}
