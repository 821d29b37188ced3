import Basics

/// Development rules — quy định về phát triển đảng viên, from `Content/Development/rules.yaml`.
package struct DevelopmentRules: Sendable {
  /// A number with where it stands; what is not confirmed decides nothing by itself.
  package struct Source: Sendable, Hashable {
    package var cite: String
    package var certainty: String
    package var isConfirmed: Bool { certainty == "A" || certainty == "B" }
    /// Said beside what follows from it.
    package var doubt: String? {
      switch certainty {
      case "A": nil
      case "B": "theo nguồn thứ cấp, nên đối chiếu văn bản"
      case "L": "quy ước của sổ, cấp ủy đổi được"
      case "N": "chưa thấy văn bản nào quy định"
      default: "chưa thấy văn bản, cần đối chiếu"
      }
    }
    package var told: String { doubt.map { "\(cite); \($0)" } ?? cite }
  }
  package struct Age: Sendable, Decodable {
    package var from: Int
    package var to: Int
    var cite: String
    var certainty: String
    package var source: Source { Source(cite: cite, certainty: certainty) }
  }
  package struct Months: Sendable, Decodable {
    package var months: Int
    var cite: String
    var certainty: String
    package var source: Source { Source(cite: cite, certainty: certainty) }
  }
  package struct WorkingDays: Sendable, Decodable {
    package enum Start: String, Sendable, Decodable { case received, issued }
    package var workingDays: Int
    /// With every extension.
    package var atMost: Int?
    package var after: Start?
    var cite: String
    var certainty: String
    package var source: Source { Source(cite: cite, certainty: certainty) }
  }
  /// The document in force over a time, and its clocks.
  package struct Regime: Sendable, Decodable {
    package var id: String
    package var document: String
    package var from: Day
    package var until: Day?
    package var certainty: String
    package var age: Age
    package var together: Months
    package var course: Months
    package var dossier: Months
    package var decision: WorkingDays
    package var ceremony: WorkingDays
    package var probation: Months
    package var consideration: WorkingDays
    package var recognition: WorkingDays
  }
  package struct Introducers: Sendable, Decodable {
    package var members: Int
    package var withUnion: Int
    var cite: String
    var certainty: String
    package var source: Source { Source(cite: cite, certainty: certainty) }
  }
  package struct Paper: Sendable, Decodable, Hashable {
    package enum Stage: String, Sendable, Decodable { case admission, probation }
    package enum Need: String, Sendable, Decodable { case always, union }
    package var id: String
    package var stage: Stage
    package var name: String
    package var form: String?
    package var needs: Need
    private var isRenewed: Bool?
    var cite: String
    var certainty: String
    package var growsOld: Bool { isRenewed ?? false }
    package var source: Source { Source(cite: cite, certainty: certainty) }
    package var title: String { form.map { "\(name) (\($0))" } ?? name }
  }
  package struct Marks: Sendable, Decodable {
    /// Whoever has handed this in has applied.
    package var applicant: String
    package var course: String
    /// The course of those on probation.
    package var newMembers: String
  }
  package struct Stop: Sendable, Decodable, Hashable {
    package var id: String
    package var name: String
  }
  package struct Days: Sendable, Decodable { package var days: Int }
  package struct Count: Sendable, Decodable { package var count: Int }

  package let regimes: [Regime]
  /// The majority of `Content/Meetings/voting.yaml` by which admission is proposed.
  package let majority: String
  package let introducers: Introducers
  package let help: Months
  package let papers: [Paper]
  package let marks: Marks
  package let stops: [Stop]
  package let retention: Months
  package let soon: Days
  package let soonCourse: Days
  package let leastShown: Count
  package let calendar: WorkCalendar

  package init(_ content: Content) throws {
    let path = "Development/rules.yaml"
    let file = try content.yaml(path, as: DevelopmentFile.self)
    (regimes, majority, introducers, help) = (file.regimes, file.majority, file.introducers, file.help)
    (papers, marks, stops, retention) = (file.papers, file.marks, file.stops, file.retention)
    (soon, soonCourse, leastShown) = (file.soon, file.soonCourse, file.leastShown)
    calendar = try WorkCalendar(content)
    for mark in [marks.applicant, marks.course, marks.newMembers]
    where !papers.contains(where: { $0.id == mark }) {
      throw ContentRefusal.unreadable(path, "không có giấy tờ “\(mark)”")
    }
    guard Set(papers.map(\.id)).count == papers.count else {
      throw ContentRefusal.unreadable(path, "một giấy tờ đứng hai lần")
    }
  }

  /// What held on a day; the earliest that is known before that.
  package func regime(on day: Day) -> Regime? {
    regimes.first { $0.from <= day && ($0.until.map { day < $0 } ?? true) }
      ?? regimes.min { $0.from < $1.from }
  }

  package func stop(_ id: String) -> Stop? { stops.first { $0.id == id } }

  /// The papers somebody needs for admission or for recognition.
  package func papers(_ stage: Paper.Stage, of person: ProspectRecord) -> [Paper] {
    papers.filter { $0.stage == stage && ($0.needs == .always || person.union.isThere) }
  }

  /// The last of so many working days after a day.
  package func deadline(_ rule: WorkingDays, from day: Day) -> Day {
    calendar.day(rule.workingDays, workingDaysFrom: day)
  }
}

private struct DevelopmentFile: Decodable {
  var regimes: [DevelopmentRules.Regime]
  var majority: String
  var introducers: DevelopmentRules.Introducers
  var help: DevelopmentRules.Months
  var papers: [DevelopmentRules.Paper]
  var marks: DevelopmentRules.Marks
  var stops: [DevelopmentRules.Stop]
  var retention: DevelopmentRules.Months
  var soon: DevelopmentRules.Days
  var soonCourse: DevelopmentRules.Days
  var leastShown: DevelopmentRules.Count
}

extension Day {
  /// The same day so many months later; the last of the month where there is no such day.
  package func adding(months: Int) -> Day {
    let whole = year * 12 + (month - 1) + months
    let (year, month) = (whole / 12, whole % 12 + 1)
    for day in stride(from: self.day, through: 1, by: -1) {
      if let found = Day(year: year, month: month, day: day) { return found }
    }
    return months > 0 ? .endOfTime : .beginningOfTime
  }
}
