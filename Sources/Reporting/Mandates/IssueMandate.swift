import Basics
import Registry
import Storage

/// Writes down a document from above that obliges units to do something.
package struct IssueMandate: Act {
  package static let name = "mandate.issue"
  package var document: DecisionEntry
  package var subject: String
  package var duty: String
  package var scope: ID<Organisation>
  package var obliged: Mandate.Obliged
  package var founds: Organisation.Kind?
  package var inForceOn: Day
  package var dueOn: Day?
  package var otherDate: Mandate.OtherDate?

  package init(
    _ document: DecisionEntry, subject: String, duty: String, scope: ID<Organisation>,
    obliged: Mandate.Obliged,
    founds: Organisation.Kind? = nil, inForceOn: Day, dueOn: Day? = nil, otherDate: Mandate.OtherDate? = nil
  ) {
    (self.document, self.subject, self.duty, self.scope) = (document, subject, duty, scope)
    (self.obliged, self.founds, self.inForceOn) = (obliged, founds, inForceOn)
    (self.dueOn, self.otherDate) = (dueOn, otherDate)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Mandate> {
    try register.require(.manageMandates, of: actor, on: scope)
    let (subject, duty) = (try FreeText.checked(subject), try FreeText.checked(duty))
    guard !subject.isEmpty, !duty.isEmpty else { throw MandateRefusal.noDuty }
    if let dueOn, dueOn < inForceOn { throw MandateRefusal.dueBeforeForce(dueOn, inForceOn) }
    if let otherDate, VietnameseText.clean(otherDate.source).isEmpty { throw MandateRefusal.noSource }
    guard try register.session.organisation(scope, asOf: AsOf(inForceOn)) != nil else {
      throw MandateRefusal.notThere(
        try register.session.organisationNear(scope, asOf: register.asOf)?.name ?? "", inForceOn)
    }
    let document = try register.decision(document)
    guard
      try !register.session.mandates(asOf: AsOf(.endOfTime)).contains(where: {
        $0.document == document && $0.duty == duty
      })
    else { throw MandateRefusal.known }
    let mandate: ID<Mandate> = register.newID()
    try register.insert(
      Mandate(
        id: register.newID(Mandate.self).number, mandate: mandate, document: document, subject: subject,
        duty: duty,
        scope: scope, obliged: obliged, founds: founds, inForceOn: inForceOn, dueOn: dueOn,
        otherDate: otherDate.map { Mandate.OtherDate($0.day, source: VietnameseText.clean($0.source)) }))
    register.note("mandate", mandate)
    return mandate
  }
}

/// Records that a unit fulfilled a mandate: by which decision, when, and what it founded.
package struct RecordRollOut: Act {
  package static let name = "mandate.recordRollOut"
  package var mandate: ID<Mandate>
  package var organisation: ID<Organisation>
  package var day: Day
  package var decision: DecisionEntry
  package var result: ID<Organisation>?
  package var note: String

  package init(
    _ mandate: ID<Mandate>, by organisation: ID<Organisation>, on day: Day, decision: DecisionEntry,
    result: ID<Organisation>? = nil, note: String = ""
  ) {
    (self.mandate, self.organisation, self.day, self.decision) = (mandate, organisation, day, decision)
    (self.result, self.note) = (result, note)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<RollOut> {
    try register.require(.recordRollOut, of: actor, on: organisation)
    let session = register.session
    guard let mandate = try session.mandate(mandate) else { throw RightsRefusal.notFound }
    guard day <= register.today else { throw MandateRefusal.future(day) }
    guard day >= mandate.inForceOn else { throw MandateRefusal.beforeForce(day, mandate.inForceOn) }
    let name = try session.organisationNear(organisation, asOf: AsOf(day))?.name ?? ""
    guard
      try session.progress(of: mandate, asOf: AsOf(day)).units.contains(where: {
        $0.unit.organisation == organisation
      })
    else { throw MandateRefusal.notObliged(name, day) }
    if try session.rollOuts(of: mandate.mandate, asOf: AsOf(.endOfTime)).contains(where: {
      $0.organisation == organisation
    }) {
      throw MandateRefusal.alreadyFulfilled(name)
    }
    if let result {
      guard let founded = try session.organisationStates(result).first else { throw RightsRefusal.notFound }
      if let kind = mandate.founds, founded.kind != kind {
        throw MandateRefusal.wrongResult(founded.name, kind)
      }
      guard
        try session.superiors(of: result, asOf: AsOf(founded.period.from)).contains(where: {
          $0.organisation == organisation
        })
      else { throw MandateRefusal.foreignResult(founded.name, name) }
    }
    let rollOut = RollOut(
      id: register.newID(), mandate: mandate.mandate, organisation: organisation, result: result,
      decision: try register.decision(decision), day: day, note: try FreeText.checked(note))
    try register.insert(rollOut)
    register.note("mandate", mandate.mandate)
    register.note("organisation", organisation)
    return rollOut.id
  }
}

/// Withdraws a fulfilment that was recorded wrongly.
package struct WithdrawRollOut: Act {
  package static let name = "mandate.withdrawRollOut"
  package var rollOut: ID<RollOut>
  package var reason: String

  package init(_ rollOut: ID<RollOut>, reason: String) { (self.rollOut, self.reason) = (rollOut, reason) }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard let rollOut = try register.session.rollOut(rollOut) else { throw RightsRefusal.notFound }
    try register.require(.recordRollOut, of: actor, on: rollOut.organisation)
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw MandateRefusal.noReason }
    try register.withdraw(rollOut)
    register.note("organisation", rollOut.organisation)
    register.note("reason", .string(reason))
  }
}

package enum MandateRefusal: Refusal, Equatable {
  case noDuty, noSource, noReason, known
  case dueBeforeForce(Day, Day)
  case notThere(String, Day)
  case future(Day)
  case beforeForce(Day, Day)
  case notObliged(String, Day)
  case alreadyFulfilled(String)
  case wrongResult(String, Organisation.Kind)
  case foreignResult(String, String)

  package var reason: String {
    switch self {
    case .noDuty: "Chưa ghi văn bản về việc gì và đơn vị phải làm gì."
    case .noSource: "Chưa ghi ngày ban hành khác ấy lấy từ đâu."
    case .noReason: "Chưa ghi lý do."
    case .known: "Văn bản này với nhiệm vụ này đã có trong sổ."
    case .dueBeforeForce(let due, let force):
      "Hạn \(due.vietnamese) trước ngày có hiệu lực \(force.vietnamese)."
    case .notThere(let name, let day): "\(name) không tồn tại vào ngày \(day.vietnamese)."
    case .future(let day): "Ngày \(day.vietnamese) sau hôm nay."
    case .beforeForce(let day, let force):
      "Ngày \(day.vietnamese) trước khi văn bản có hiệu lực (\(force.vietnamese))."
    case .notObliged(let name, let day):
      "\(name) không thuộc diện phải thực hiện văn bản này vào ngày \(day.vietnamese)."
    case .alreadyFulfilled(let name): "\(name) đã được ghi là đã triển khai."
    case .wrongResult(let name, let kind): "\(name) không phải là \(kind.title.lowercased())."
    case .foreignResult(let result, let unit): "\(result) không trực thuộc \(unit)."
    }
  }
  package var remedy: String {
    switch self {
    case .noDuty: "Ghi trích yếu và nhiệm vụ như trong văn bản."
    case .noSource: "Ghi nguồn, ví dụ “theo báo in ngày 24/4/2014”."
    case .noReason: "Ghi ngắn gọn vì sao."
    case .known: "Mở văn bản ấy để ghi tiếp việc triển khai."
    case .dueBeforeForce: "Sửa một trong hai ngày; để trống hạn nếu văn bản không ghi."
    case .notThere, .notObliged: "Chọn đơn vị tồn tại vào ngày ấy, trong phạm vi và đúng loại văn bản giao."
    case .future, .beforeForce: "Ghi ngày của quyết định triển khai."
    case .alreadyFulfilled: "Nếu lần ghi trước sai, rút nó kèm lý do rồi ghi lại."
    case .wrongResult, .foreignResult: "Chọn tổ chức do chính quyết định ấy thành lập."
    }
  }
}
