import Basics
import Registry
import Storage

/// Writes down by what a year's programme was adopted.
package struct AdoptInspectionProgramme: Act {
  package static let name = "inspection.adopt"
  package var organisation: ID<Organisation>
  package var year: Int
  package var document: String
  package var day: Day
  package var meeting: ID<Meeting>?
  package init(
    _ document: String, of organisation: ID<Organisation>, year: Int, on day: Day, at meeting: ID<Meeting>?
  ) {
    (self.document, self.organisation, self.year) = (document, organisation, year)
    (self.day, self.meeting) = (day, meeting)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    try register.require(.recordMeetings, of: actor, on: organisation)
    guard day <= register.today else { throw MeetingRefusal.inFuture(day) }
    let document = try FreeText.line(document)
    guard !document.isEmpty || meeting != nil else { throw InspectionRefusal.noDocument }
    if let meeting, try register.session.meeting(meeting)?.organisation != organisation {
      throw RightsRefusal.notFound
    }
    let old = try register.session.inspectionProgramme(of: organisation, year: year)
    if let old { try register.withdraw(old) }
    try register.insert(
      InspectionProgramme(
        id: register.newID(InspectionProgramme.self).number, organisation: organisation, year: year,
        document: document, adoptedOn: day, meeting: meeting))
    register.note("organisation", organisation)
    register.note("year", .int(year))
  }
}

/// Puts an entry into the programme, or changes one that is not finished.
package struct PlanInspection: Act {
  package static let name = "inspection.plan"
  package struct Words: Sendable, Hashable {
    package var kind: Inspection.Kind
    package var member: ID<Member>?
    package var target: String
    package var content: String
    package var conductor: String
    package var startsOn: Day?
    package var dueOn: Day
    package init(
      _ kind: Inspection.Kind, of member: ID<Member>?, target: String, content: String, by conductor: String,
      from startsOn: Day?, due dueOn: Day
    ) {
      (self.kind, self.member, self.target, self.content) = (kind, member, target, content)
      (self.conductor, self.startsOn, self.dueOn) = (conductor, startsOn, dueOn)
    }
  }
  package var organisation: ID<Organisation>
  package var year: Int
  package var inspection: ID<Inspection>?
  package var words: Words
  package init(
    _ words: Words, of organisation: ID<Organisation>, year: Int, changing inspection: ID<Inspection>? = nil
  ) {
    (self.words, self.organisation, self.year, self.inspection) = (words, organisation, year, inspection)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> ID<Inspection> {
    try register.require(.recordMeetings, of: actor, on: organisation)
    var old: Inspection?
    if let inspection {
      old = try register.session.inspection(inspection)
      guard let old, old.organisation == organisation else { throw RightsRefusal.notFound }
      guard old.state == .planned else { throw InspectionRefusal.closed }
    }
    let (target, conductor) = (try FreeText.line(words.target), try FreeText.line(words.conductor))
    let content = try FreeText.checked(words.content)
    guard words.member != nil || !target.isEmpty else { throw InspectionRefusal.noTarget }
    guard !content.isEmpty else { throw InspectionRefusal.noContent }
    guard !conductor.isEmpty else { throw InspectionRefusal.noConductor }
    let period = Period(year: old?.year ?? year)
    guard period.contains(words.dueOn) else { throw MeetingRefusal.notInYear(words.dueOn, old?.year ?? year) }
    if let start = words.startsOn, start > words.dueOn { throw InspectionRefusal.startsLater }
    if let member = words.member, member != old?.member {
      let below = try register.session.belongsBelow(member, organisation, on: register.today)
      guard below else { throw MeetingRefusal.notHere }
    }
    if let old { try register.withdraw(old) }
    let id = old?.inspection ?? register.newID()
    try register.insert(
      Inspection(
        id: register.newID(), inspection: id, organisation: organisation, year: old?.year ?? year,
        kind: words.kind, member: words.member, target: target, content: content, conductor: conductor,
        startsOn: words.startsOn, dueOn: words.dueOn, state: .planned, doneOn: nil, outcome: ""))
    register.note("organisation", organisation)
    register.note("inspection", id)
    return id
  }
}

/// Writes down what an inspection found, that it will not be held, or opens it again.
package struct CloseInspection: Act {
  package static let name = "inspection.close"
  package var inspection: ID<Inspection>
  package var state: Inspection.State
  package var day: Day
  package var outcome: String
  package init(_ inspection: ID<Inspection>, as state: Inspection.State, on day: Day, outcome: String) {
    (self.inspection, self.state, self.day, self.outcome) = (inspection, state, day, outcome)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    guard let old = try register.session.inspection(inspection) else { throw RightsRefusal.notFound }
    try register.require(.recordMeetings, of: actor, on: old.organisation)
    guard (old.state == .planned) != (state == .planned) else { throw InspectionRefusal.closed }
    guard day <= register.today else { throw MeetingRefusal.inFuture(day) }
    let outcome = try FreeText.checked(outcome)
    guard !outcome.isEmpty else { throw InspectionRefusal.noOutcome }
    var new = old
    (new.id, new.state, new.outcome) = (register.newID(), state, outcome)
    new.doneOn = state == .done ? day : nil
    try register.withdraw(old)
    try register.insert(new)
    register.note("organisation", old.organisation)
    register.note("inspection", inspection)
  }
}

package enum InspectionRefusal: Refusal, Equatable {
  case noDocument, noTarget, noContent, noConductor, startsLater, closed, noOutcome

  package var reason: String {
    switch self {
    case .noDocument: "Chưa ghi văn bản, cũng chưa chọn kỳ họp đã thông qua."
    case .noTarget: "Chưa chọn đảng viên, cũng chưa ghi đối tượng."
    case .noContent: "Chưa ghi nội dung kiểm tra, giám sát."
    case .noConductor: "Chưa ghi ai tiến hành."
    case .startsLater: "Ngày bắt đầu muộn hơn hạn xong."
    case .closed: "Cuộc này đã kết thúc, hoặc chưa kết thúc."
    case .noOutcome: "Chưa ghi kết quả hoặc lý do."
    }
  }
  package var remedy: String {
    switch self {
    case .noDocument: "Ghi số, ngày của chương trình, hoặc chọn kỳ họp."
    case .noTarget: "Chọn một đảng viên, hoặc ghi tổ chức, nhóm được kiểm tra."
    case .noContent: "Ghi kiểm tra, giám sát việc gì."
    case .noConductor: "Ghi chi ủy, tổ kiểm tra hoặc chi bộ."
    case .startsLater: "Sửa ngày."
    case .closed: "Mở lại kèm lý do nếu ghi nhầm."
    case .noOutcome: "Ghi ngắn gọn kết luận, hoặc vì sao."
    }
  }
}

extension Session {
  /// Whether somebody officially belongs to an organisation, or to one below it, on a day.
  func belongsBelow(_ member: ID<Member>, _ organisation: ID<Organisation>, on day: Day) throws -> Bool {
    let asOf = AsOf(day)
    return try exists(
      """
      SELECT 1 FROM membership m JOIN organisation_closure c ON c.descendant_id = m.organisation_id
      WHERE m.member_id = \(member) AND m.kind = 'official' AND c.ancestor_id = \(organisation)
        AND \(asOf.holds("m")) AND \(asOf.holds("c"))
      """)
  }
}
