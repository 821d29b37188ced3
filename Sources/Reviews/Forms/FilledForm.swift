import Basics
import Meetings
import Registry
import Schema
import Storage

/// Filled form — bản kiểm điểm đã gửi: what somebody has written into a form for a year and handed in.
package struct FilledForm: Registry.Fact, Hashable {
  package var id: ID<FilledForm>
  package var year: Int
  /// 0 for a form of the year.
  package var quarter: Int
  package var guidance: String
  package var form: String
  package var subject: Grading.Subject
  package var answers: FormAnswers
  package var sentOn: Day
  /// Written by somebody else than the member (nhập hộ).
  package var isForOther: Bool

  package static let table: StaticString = "review_form"
  package static let columns: [StaticString] = [
    "id", "year", "quarter", "pack", "form", "organisation_id", "member_id", "content", "sent_on",
    "is_for_other",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    let (organisation, member) = subject.parts
    return [
      id.sqlValue, year.sqlValue, quarter.sqlValue, .text(guidance), .text(form),
      organisation?.sqlValue ?? .null,
      member?.sqlValue ?? .null, .text(answers.json.text()), sentOn.sqlValue, isForOther.sqlValue,
    ]
  }

  /// The columns of ``read(_:)``; the table is called `f`.
  static let selected: SQL =
    "f.id, f.year, f.quarter, f.pack, f.form, f.organisation_id, f.member_id, f.content, f.sent_on, f.is_for_other"
  static func read(_ row: Row) throws -> FilledForm {
    FilledForm(
      id: try row.id(0), year: try row.int(1), quarter: try row.int(2), guidance: try row.text(3),
      form: try row.text(4),
      subject: try .read(row, organisation: 5, member: 6),
      // Erased forms hold nothing.
      answers: JSON(text: try row.text(7)).flatMap(FormAnswers.init(json:)) ?? FormAnswers(),
      sentOn: try row.day(8),
      isForOther: try row.bool(9))
  }
}

extension Grading.Subject {
  /// The two columns that name a subject: one of them is always empty.
  package var parts: (organisation: ID<Organisation>?, member: ID<Member>?) {
    switch self {
    case .organisation(let id): (id, nil)
    case .member(let id): (nil, id)
    }
  }

  static func read(_ row: Row, organisation: Int, member: Int) throws -> Grading.Subject {
    if let id: ID<Organisation> = try row.ifID(organisation) { return .organisation(id) }
    return .member(try row.id(member))
  }

  /// The condition that a row of a table, called `f`, is about this subject.
  var condition: SQL {
    switch self {
    case .organisation(let id): "f.organisation_id = \(id)"
    case .member(let id): "f.member_id = \(id)"
    }
  }

  var number: Int64 {
    switch self {
    case .organisation(let id): id.number
    case .member(let id): id.number
    }
  }
}

extension Session {
  private static var columns: SQL { FilledForm.selected }

  /// What a subject has handed in for a year.
  package func filledForms(of subject: Grading.Subject, year: Int) throws -> [FilledForm] {
    try all(
      """
      SELECT \(Self.columns) FROM review_form f WHERE \(subject.condition) AND f.year = \(year)
        AND f.withdrawn_by = \(Schema.stillBelieved) ORDER BY f.quarter, f.form
      """
    ) { try FilledForm.read($0) }
  }

  /// The moment a form was handed in.
  package func sentAt(_ form: ID<FilledForm>) throws -> Moment? {
    try first(
      """
      SELECT e.recorded_at FROM review_form f JOIN journal_entry e ON e.sequence = f.recorded_by WHERE f.id = \(form)
      """
    ) { try $0.moment(0) }
  }

  /// Which members of one cell have handed in their form of the year. It is read whole: for a cell, not for a province.
  package func filledForms(at cell: ID<Organisation>, year: Int, asOf: AsOf) throws -> [ID<Member>:
    FilledForm]
  {
    var found: [ID<Member>: FilledForm] = [:]
    try query(
      """
      SELECT \(Self.columns) FROM membership m JOIN review_form f ON f.member_id = m.member_id
      WHERE m.organisation_id = \(cell) AND m.kind = 'official' AND \(asOf.holds("m")) AND f.year = \(year)
        AND f.quarter = 0 AND f.withdrawn_by = \(Schema.stillBelieved)
      """
    ) {
      let form = try FilledForm.read($0)
      if case .member(let member) = form.subject { found[member] = form }
    }
    return found
  }

  /// When the members of a subtree have handed in their form of the year, without what they wrote.
  package func formsSent(below organisation: ID<Organisation>, year: Int, asOf: AsOf) throws
    -> [ID<Member>: (day: Day, isForOther: Bool)]
  {
    var found: [ID<Member>: (day: Day, isForOther: Bool)] = [:]
    try query(
      """
      SELECT f.member_id, f.sent_on, f.is_for_other FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
      JOIN review_form f ON f.member_id = m.member_id
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND f.year = \(year) AND f.quarter = 0
        AND f.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { found[try $0.id(0)] = (try $0.day(1), try $0.bool(2)) }
    return found
  }

  /// With what a form begins: last year's shortcomings, the prompts from above, the year's pledge: none of them is typed
  /// again.
  package func formBeginning(
    _ form: ReviewForm, of subject: Grading.Subject, year: Int, forms: ReviewForms,
    meetings: MeetingRules? = nil, today: Day = .endOfTime
  ) throws -> FormAnswers {
    var answers = FormAnswers()
    let last = try filledForms(of: subject, year: year - 1).filter { $0.quarter == 0 }
    let prompts = try reviewPrompts(for: subject, year: year).map(\.content)
    for field in form.fields {
      switch field.from {
      case "prompts": answers[text: field.id] = prompts.joined(separator: "\n")
      case "record":
        answers[text: field.id] =
          try meetings.map {
            try yearRecord(of: subject, year: year, rules: $0, today: today)
          } ?? ""
      case "commitment": answers[text: field.id] = try pledge(of: subject, year: year)
      case let name?:
        let carried = last.flatMap { old -> [String] in
          let fields = forms.form(old.form, of: old.guidance)?.fields.filter { $0.carries == name } ?? []
          return fields.map { old.answers[text: $0.id] }
        }
        answers[text: field.id] = carried.filter { !$0.isEmpty }.joined(separator: "\n")
      case nil: break
      }
    }
    return answers
  }

  /// What a member pledged for the year, to be gone through point by point. Nothing where nothing was handed in.
  private func pledge(of subject: Grading.Subject, year: Int) throws -> String {
    guard case .member(let member) = subject, let pledge = try commitment(of: member, year: year) else {
      return ""
    }
    return "Đã cam kết ngày \(pledge.handedOn.vietnamese):\n\(pledge.content)\nKết quả thực hiện:"
  }

  /// What the register knows of a member's year in the cell: tasks given, meetings attended. Nothing where nothing was recorded.
  package func yearRecord(of subject: Grading.Subject, year: Int, rules: MeetingRules, today: Day) throws
    -> String
  {
    guard case .member(let member) = subject else { return "" }
    let period = Period(year: year)
    let tasks = try assignmentsOf(member, in: period, today: today, rules: rules)
    let meetings = try meetingsOf(member, in: period)
    var lines: [String] = []
    if !tasks.given.isEmpty { lines.append("Theo sổ của chi bộ: \(tasks.sentence)") }
    if meetings.convened > 0 { lines.append("Sinh hoạt chi bộ: \(meetings.sentence)") }
    return lines.joined(separator: "\n")
  }
}
