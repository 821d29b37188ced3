import Basics
import Registry
import Storage

/// Consequence — hệ quả đề xuất: what the results of a subject may lead to, with the grades it rests on and its basis. The
/// program proposes; people decide, and nothing follows by itself.
package struct Consequence: Sendable, Hashable {
  package var rule: ConsequenceRules.Rule
  package var subject: ReviewSubject
  /// The years it rests on, the earliest first.
  package var grades: [YearGrade]

  package struct YearGrade: Sendable, Hashable {
    package var year: Int
    package var grade: String
  }
}

/// The consequences of `Content/Reviews/consequences.yaml`.
package struct ConsequenceRules: Sendable {
  package struct Rule: Sendable, Hashable, Decodable {
    package enum Which: String, Sendable, Decodable { case best, worst }
    package var id: String
    package var entity: ReviewSubject.Entity
    package var grade: Which
    package var years: Int
    package var from: Int
    package var holdsPost: Bool?
    package var effect: String
    package var by: String
    package var cite: String
    package var certainty: String

    enum CodingKeys: String, CodingKey {
      case id, grade, years, from, holdsPost, effect, by, cite, certainty
      case entity = "for"
    }
  }

  package let rules: [Rule]

  package init(_ content: Content) throws {
    struct File: Decodable { var consequences: [Rule] }
    rules = try content.yaml("Reviews/consequences.yaml", as: File.self).consequences
  }
}

extension Session {
  /// What the results of a round's year may lead to in one grassroots organisation.
  package func consequences(
    inBase base: ID<Organisation>, _ period: RoundPeriod, rules: ConsequenceRules, scales: GradeScales,
    today: Day
  ) throws -> [Consequence] {
    guard period.quarter == 0 else { return [] }
    return try consequences(
      inBase: base, period, of: try reviewSubjects(inBase: base, period), rules: rules, scales: scales,
      today: today)
  }

  /// The same of one subject.
  package func consequences(
    of subject: ReviewSubject, _ period: RoundPeriod, rules: ConsequenceRules, scales: GradeScales,
    today: Day
  ) throws -> [Consequence] {
    guard period.quarter == 0 else { return [] }
    return try consequences(
      inBase: subject.base, period, of: [subject], rules: rules, scales: scales, today: today)
  }

  private func consequences(
    inBase base: ID<Organisation>, _ period: RoundPeriod, of subjects: [ReviewSubject],
    rules: ConsequenceRules, scales: GradeScales, today: Day
  ) throws -> [Consequence] {
    let applied = rules.rules.filter { $0.from <= period.year && $0.years > 0 }
    guard let longest = applied.map(\.years).max() else { return [] }
    var history: [Grading.Subject: [Int: Grading]] = [:]
    let since = period.year - longest + 1
    let one: SQL = subjects.count == 1 ? subjects.first.map { "AND u.id = \($0.id)" } ?? "" : ""
    try query(
      """
      SELECT \(Grading.columnList) FROM review_subject u
      JOIN grading g ON g.member_id = u.member_id AND \(AsOf(today).believed("g"))
      WHERE u.base_id = \(base) AND u.year = \(period.year) AND u.quarter = 0 AND g.year >= \(since)
        AND g.year <= \(period.year) \(one)
      UNION ALL
      SELECT \(Grading.columnList) FROM review_subject u
      JOIN grading g ON g.organisation_id = u.organisation_id AND \(AsOf(today).believed("g"))
      WHERE u.base_id = \(base) AND u.year = \(period.year) AND u.quarter = 0 AND u.is_unit = 1
        AND g.year >= \(since) AND g.year <= \(period.year) \(one)
      """
    ) {
      let grading = try Grading.read($0)
      history[grading.subject, default: [:]][grading.year] = grading
    }
    var found: [Consequence] = []
    for subject in subjects where subject.entity != .collective {
      for rule in applied where rule.entity == subject.entity {
        let years = (period.year - rule.years + 1)...period.year
        let graded = years.compactMap { history[subject.subject]?[$0] }
        guard graded.count == rule.years,
          graded.allSatisfy({ grading in
            let scale = scales[grading.scale]
            return grading.grade == (rule.grade == .best ? scale?.grades.first : scale?.grades.last)?.code
          })
        else { continue }
        if rule.holdsPost == true {
          guard let member = subject.member, try holdsPost(member, on: min(today, period.lastDay)) else {
            continue
          }
        }
        found.append(
          Consequence(
            rule: rule, subject: subject, grades: graded.map { .init(year: $0.year, grade: $0.grade) }))
      }
    }
    return found
  }

  private func holdsPost(_ member: ID<Member>, on day: Day) throws -> Bool {
    try exists("SELECT 1 FROM appointment a WHERE a.member_id = \(member) AND \(AsOf(day).holds("a"))")
  }
}
