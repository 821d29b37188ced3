import Basics
import Registry
import Storage

/// Records the grade one organisation or member got for a year, as its decision says.
package struct RecordGrading: Act {
  package static let name = "grading.record"
  package var subject: Grading.Subject
  package var year: Int
  package var grade: String
  package var day: Day
  package var decision: DecisionEntry
  package var provenance: Grading.Provenance
  package var scales: GradeScales

  /// - Parameter day: when it was decided; the grading counts from this day on.
  package init(
    _ subject: Grading.Subject, year: Int, grade: String, on day: Day, decision: DecisionEntry,
    provenance: Grading.Provenance = .recorded, scales: GradeScales
  ) {
    (self.subject, self.year, self.grade, self.day) = (subject, year, grade, day)
    (self.decision, self.provenance, self.scales) = (decision, provenance, scales)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Grading> {
    try register.requireOutsideRounds(subject, year: year)
    let decision = try register.decision(decision)
    return try register.record(
      GradingEntry(subject, grade), year: year, day: day, decision: decision, provenance: provenance,
      scales: scales, by: actor)
  }
}

/// What one line of a list of gradings says.
package struct GradingEntry: Sendable, Hashable {
  package var subject: Grading.Subject
  package var grade: String
  package init(_ subject: Grading.Subject, _ grade: String) { (self.subject, self.grade) = (subject, grade) }
}

/// Records a whole list of gradings of a year, which one decision contains: all of them or none.
package struct RecordGradings: Act {
  package static let name = "grading.recordAll"
  package var entries: [GradingEntry]
  package var year: Int
  package var day: Day
  package var decision: DecisionEntry
  package var provenance: Grading.Provenance
  package var scales: GradeScales

  package init(
    _ entries: [GradingEntry], year: Int, on day: Day, decision: DecisionEntry,
    provenance: Grading.Provenance = .recorded, scales: GradeScales
  ) {
    (self.entries, self.year, self.day) = (entries, year, day)
    (self.decision, self.provenance, self.scales) = (decision, provenance, scales)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> [ID<Grading>] {
    guard !entries.isEmpty else { throw GradingRefusal.emptyList }
    let decision = try register.decision(decision)
    return try entries.map {
      try register.requireOutsideRounds($0.subject, year: year)
      return try register.record(
        $0, year: year, day: day, decision: decision, provenance: provenance, scales: scales, by: actor)
    }
  }
}

/// Withdraws a grading that was recorded wrongly; it stays readable in what was known before.
package struct WithdrawGrading: Act {
  package static let name = "grading.withdraw"
  package var grading: ID<Grading>
  package var reason: String

  package init(_ grading: ID<Grading>, reason: String) { (self.grading, self.reason) = (grading, reason) }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard let grading = try register.session.grading(grading) else { throw RightsRefusal.notFound }
    try register.requireGrading(grading.subject, by: actor)
    try register.requireOutsideRounds(grading.subject, year: grading.year)
    let reason = try FreeText.checked(reason)
    guard FreeText.tells(reason) else { throw GradingRefusal.noReason }
    try register.withdraw(grading)
    register.note("grading", grading.id)
    register.note("reason", .string(reason))
  }
}

extension Transaction {
  func requireGrading(_ subject: Grading.Subject, by actor: Actor) throws {
    switch subject {
    case .organisation(let organisation): try require(.recordGradings, of: actor, on: organisation)
    case .member(let member):
      let rights = try session.rights(of: actor, onMember: member, at: now)
      guard !rights.isEmpty else { throw RightsRefusal.notFound }
      guard rights.contains(.recordGradings) else { throw RightsRefusal.lacking(.recordGradings) }
    }
  }

  /// The rows of one grading; who may, and in which order, whoever calls has asked.
  func record(
    _ entry: GradingEntry, year: Int, day: Day, decision: ID<Decision>, provenance: Grading.Provenance,
    scales: GradeScales, by actor: Actor
  ) throws -> ID<Grading> {
    try requireGrading(entry.subject, by: actor)
    guard let scale = scales.scale(of: year, entry.subject.subjects) else {
      throw GradingRefusal.noScale(year)
    }
    guard scale.grade(entry.grade) != nil else {
      throw GradingRefusal.notInScale(entry.grade, year: year, grades: scale.grades.map(\.code))
    }
    guard day <= today else { throw GradingRefusal.future(day) }
    guard day.year >= year else { throw GradingRefusal.beforeYear(day, year) }
    let name = try nameThere(entry.subject, on: Grading.placeDay(year: year, gradedOn: day))
    if try session.grading(of: entry.subject, year: year) != nil {
      throw GradingRefusal.alreadyGraded(name, year)
    }
    let grading = Grading(
      id: newID(), year: year, subject: entry.subject, scale: scale.id, grade: entry.grade, gradedOn: day,
      provenance: provenance, decision: decision)
    try insert(grading)
    return grading.id
  }

  /// The subject's name, if it existed on the day; a member's is never put into a message.
  private func nameThere(_ subject: Grading.Subject, on day: Day) throws -> String {
    switch subject {
    case .organisation(let id):
      if let state = try session.organisation(id, asOf: AsOf(day)) { return state.name }
      let near = try session.organisationNear(id, asOf: AsOf(day))?.name ?? ""
      throw GradingRefusal.notThere(near, day)
    case .member(let id):
      guard try session.official(id, asOf: AsOf(day)) != nil else {
        throw GradingRefusal.notThere("Đảng viên này", day)
      }
      return "Đảng viên này"
    }
  }
}

package enum GradingRefusal: Refusal, Equatable {
  case noScale(Int)
  case notInScale(String, year: Int, grades: [String])
  case future(Day)
  case beforeYear(Day, Int)
  case paperBeforeYear(Day, Int)
  case notThere(String, Day)
  case alreadyGraded(String, Int)
  case emptyList
  case noReason

  package var reason: String {
    switch self {
    case .noScale(let year): "Không có thang xếp loại cho năm \(year)."
    case .notInScale(let code, let year, _): "Mức “\(code)” không có trong thang xếp loại năm \(year)."
    case .future(let day): "Ngày xếp loại \(day.vietnamese) sau hôm nay."
    case .beforeYear(let day, let year): "Ngày xếp loại \(day.vietnamese) trước năm \(year)."
    case .paperBeforeYear(let day, let year):
      "Văn bản ghi ngày \(day.vietnamese), trước năm \(year): chưa thể quyết định mức của năm ấy."
    case .notThere(let name, let day): "\(name) không có trong sổ vào ngày \(day.vietnamese)."
    case .alreadyGraded(let name, let year): "\(name) đã có kết quả xếp loại năm \(year)."
    case .emptyList: "Danh sách xếp loại trống."
    case .noReason: "Chưa ghi rõ lý do rút."
    }
  }
  package var remedy: String {
    switch self {
    case .noScale: "Kiểm tra lại năm; thang xếp loại đặt ở Content/Scales theo từng hướng dẫn."
    case .notInScale(_, _, let grades):
      "Chọn một trong các mức của năm ấy: \(grades.joined(separator: ", "))."
    case .future, .beforeYear: "Ghi đúng ngày quyết định công nhận kết quả."
    case .paperBeforeYear: "Kiểm tra lại ngày ban hành của văn bản."
    case .notThere: "Kiểm tra lại năm, hoặc chọn tổ chức tiền thân."
    case .alreadyGraded: "Nếu kết quả cũ sai, rút nó kèm lý do rồi ghi lại."
    case .emptyList: "Chọn ít nhất một tổ chức hoặc đảng viên."
    case .noReason: "Ghi vài chữ để người đọc sau hiểu: việc gì sai, theo văn bản nào."
    }
  }
}
