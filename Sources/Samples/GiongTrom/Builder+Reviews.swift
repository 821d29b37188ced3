import Basics
import Registry
import Reporting
import Reviews

/// Gradings of the agency cells, and the visit.
extension GiongTromBuilder {
  /// Years the report does not print: invented, and marked so.
  func recordInventedGrades(_ grades: GiongTromFacts.InventedGrades, at moment: Moment) async throws {
    var list = Array(repeating: "TSVM", count: grades.TSVM) + Array(repeating: "HTT", count: grades.HTT)
    list += Array(repeating: "HT", count: grades.HT)
    try await record(
      dice.shuffled(list), year: grades.year, decided: grades.decided, provenance: .invented, at: moment)
  }

  /// 2013: the totals as printed. Which cell stands at HTT is drawn, for the report does not say it.
  func recordReportedGrades(at moment: Moment) async throws {
    let grades = facts.reportedGrades
    var list = Array(repeating: "TSVM", count: world.communes.count)
    let candidates = world.communes.indices.filter { !grades.notHTT.contains(world.communes[$0].facts.name) }
    for place in dice.shuffled(candidates).prefix(grades.HTT) { list[place] = "HTT" }
    try await runRound(list, year: grades.year, decided: grades.decided, at: moment)
  }

  private func record(
    _ grades: [String], year: Int, decided: Day, provenance: Grading.Provenance, at moment: Moment
  ) async throws {
    try await perform(
      all: try world.communes.enumerated().compactMap { index, commune -> RecordGradings? in
        guard grades.indices.contains(index) else { return nil }
        let day = decided.adding(days: -dice.below(12))
        return RecordGradings(
          [GradingEntry(.organisation(try cell(commune.agency)), grades[index])], year: year, on: day,
          decision: simulated(
            "Quyết định", "\(10 + dice.below(60))-QĐ/ĐU", "Đảng ủy \(commune.name)", day,
            "xếp loại Chi bộ cơ quan năm \(year)"),
          provenance: provenance, scales: scales)
      }, at: moment)
  }

  /// What the published report tells, word by word as the reference keeps it.
  func recordVisit(at moment: Moment) async throws {
    guard let district else { throw SampleFault(what: "no district") }
    var parts = visit.topics.map { SurveyPartEntry(.topic, text: $0) }
    parts += visit.attendees.map { SurveyPartEntry(.attendee, person: $0.name, post: $0.post) }
    parts += try visit.represented.map {
      SurveyPartEntry(.unit, text: $0.text, organisation: communes[try commune(named: $0.unit)].organisation)
    }
    parts += visit.figures.map { SurveyPartEntry(.figure, topic: $0.key, text: $0.text) }
    parts += visit.reported.map {
      SurveyPartEntry(.reported, text: $0, person: "Huyện ủy \(facts.district.name)")
    }
    parts += visit.findings.map {
      SurveyPartEntry(.finding, topic: $0.topic, text: $0.text, because: $0.because)
    }
    parts += visit.advice.map { SurveyPartEntry(.advice, text: $0.text, person: $0.to) }
    _ = try await perform(
      RecordSurvey(
        of: district, visitedOn: facts.visit, title: visit.title, team: visit.team, host: visit.host,
        publishedOn: visit.published, parts: parts), at: moment)
  }
}
