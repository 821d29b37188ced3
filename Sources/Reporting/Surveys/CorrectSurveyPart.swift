import Basics
import Registry
import Storage

/// Mends a point of a survey that was written down wrongly; it keeps its place, and what it is the cause of.
package struct CorrectSurveyPart: Act {
  package static let name = "survey.correctPart"
  package var part: ID<SurveyPart>
  package var entry: SurveyPartEntry

  package init(_ part: ID<SurveyPart>, _ entry: SurveyPartEntry) { (self.part, self.entry) = (part, entry) }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<SurveyPart> {
    let old = try register.manageable(part, by: actor)
    guard entry.kind == old.kind else { throw SurveyPartRefusal.otherKind }
    let new = try register.add(entry, to: old.survey, replacing: old, by: actor)
    try register.session.requireNoCircle(from: new, in: old.survey, replaced: old.id)
    try register.withdraw(old)
    try register.repoint(from: old.id, to: new, in: old.survey)
    register.note("survey", old.survey)
    return new
  }
}

/// Takes back a point of a survey; nothing may rest on it.
package struct WithdrawSurveyPart: Act {
  package static let name = "survey.withdrawPart"
  package var part: ID<SurveyPart>
  package var reason: String

  package init(_ part: ID<SurveyPart>, reason: String) { (self.part, self.reason) = (part, reason) }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let old = try register.manageable(part, by: actor)
    let reason = try FreeText.checked(reason)
    guard !VietnameseText.clean(reason).isEmpty else { throw SurveyPartRefusal.noReason }
    let resting = try register.session.surveyParts(of: old.survey).filter { $0.because == old.id }
    guard resting.isEmpty else { throw SurveyPartRefusal.isCause(resting.count) }
    try register.withdraw(old)
    register.note("survey", old.survey)
    register.note("reason", .string(reason))
  }
}

extension Transaction {
  /// The point, if the actor manages its survey and nobody has answered it.
  fileprivate func manageable(_ id: ID<SurveyPart>, by actor: Actor) throws -> SurveyPart {
    guard let part = try session.surveyPart(id), let survey = try session.survey(part.survey) else {
      throw RightsRefusal.notFound
    }
    try require(.manageSurveys, of: actor, on: survey.organisation)
    try session.requireUnanswered(id)
    return part
  }

  /// What followed from the old point follows from the new one.
  fileprivate func repoint(from old: ID<SurveyPart>, to new: ID<SurveyPart>, in survey: ID<Survey>) throws {
    for child in try session.surveyParts(of: survey) where child.because == old {
      try session.requireUnanswered(child.id)
      var copy = child
      copy.id = newID()
      copy.because = new
      try withdraw(child)
      try insert(copy)
      try repoint(from: child.id, to: copy.id, in: survey)
    }
  }
}

extension Session {
  fileprivate func requireUnanswered(_ part: ID<SurveyPart>) throws {
    let isAnswered = try exists(
      "SELECT 1 FROM survey_answer WHERE part_id = \(part) AND withdrawn_by = \(Int64.max)")
    if isAnswered { throw SurveyPartRefusal.answered }
  }

  /// A finding is not the cause of its own cause.
  fileprivate func requireNoCircle(
    from new: ID<SurveyPart>, in survey: ID<Survey>, replaced old: ID<SurveyPart>
  ) throws {
    let parts = try surveyParts(of: survey)
    var next = parts.first { $0.id == new }?.because
    for _ in parts {
      guard let id = next else { return }
      guard id != old, id != new else { throw SurveyPartRefusal.circle }
      next = parts.first { $0.id == id }?.because
    }
  }
}

package enum SurveyPartRefusal: Refusal, Equatable {
  case answered, otherKind, noReason, circle
  case isCause(Int)

  package var reason: String {
    switch self {
    case .answered: "Mục này đã có trả lời."
    case .otherKind: "Loại mục không sửa được."
    case .noReason: "Chưa ghi lý do rút."
    case .circle: "Đánh giá này là nguyên nhân của chính nguyên nhân vừa chọn."
    case .isCause(let count): "Mục này là nguyên nhân của \(count) mục khác."
    }
  }
  package var remedy: String {
    switch self {
    case .answered: "Mục đã trả lời giữ nguyên; ghi thêm mục mới nếu cần."
    case .otherKind: "Rút mục này rồi ghi mục mới."
    case .noReason: "Ghi ngắn gọn vì sao rút."
    case .circle: "Chọn một đánh giá khác."
    case .isCause: "Sửa nguyên nhân của các mục ấy trước."
    }
  }
}
