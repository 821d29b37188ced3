import Basics
import Registry
import Rules
import Storage

/// Hands in a form: checked whole, kept as it was written. Sent again before the year is graded, the new one holds and the
/// old one stays readable.
package struct SendForm: Act {
  package static let name = "review.sendForm"
  package var form: ReviewForm
  package var guidance: Guidance
  package var subject: Grading.Subject
  package var year: Int
  package var quarter: Int
  package var answers: FormAnswers
  /// With them the step of a round is done that the form stands for.
  package var procedures: RoundProcedures?
  /// What the writer had before them: a form sent by somebody else in between is not written over unseen.
  package var basis: Basis

  package enum Basis: Sendable, Hashable {
    case any, nothing
    case sent(ID<FilledForm>)
    package init(_ sent: ID<FilledForm>?) { self = sent.map { .sent($0) } ?? .nothing }
  }

  package init(
    _ answers: FormAnswers, in form: ReviewForm, _ guidance: Guidance, of subject: Grading.Subject, year: Int,
    quarter: Int = 0, procedures: RoundProcedures? = nil, basis: Basis = .any
  ) {
    (self.procedures, self.basis) = (procedures, basis)
    (self.form, self.guidance, self.subject) = (form, guidance, subject)
    (self.year, self.quarter, self.answers) = (year, quarter, answers)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<FilledForm> {
    let isForOther = try register.session.mayWriteForm(of: subject, by: actor, at: register.now)
    guard guidance.pack.rounds.covers(year) else { throw ReviewRefusal.noGuidance(year) }
    guard !form.isAnonymous, form.isQuarterly == (quarter > 0), (0...4).contains(quarter) else {
      throw FormRefusal.notSent
    }
    if quarter == 0, try register.session.grading(of: subject, year: year) != nil {
      throw ReviewRefusal.alreadyGraded(year)
    }
    if quarter > 0, try register.session.isDecided(subject, RoundPeriod(year: year, quarter: quarter)) {
      throw FormRefusal.quarterDecided(quarter)
    }
    let clean = form.cleaned(answers)
    for field in form.fields {
      _ = try FreeText.checked(clean[text: field.id])
      for row in clean[rows: field.id] { for cell in row { _ = try FreeText.checked(cell) } }
    }
    let findings = form.findings(clean, in: guidance.pack)
    guard findings.isEmpty else { throw FormRefusal.unfinished(findings) }
    let standing = try register.session.filledForms(of: subject, year: year).filter { $0.quarter == quarter }
    // Words a member has sent are changed by the member: in any form of the period, whichever is theirs.
    if isForOther, let own = standing.first(where: { !$0.isForOther }) {
      throw FormRefusal.sentByMember(on: own.sentOn)
    }
    let old = standing.first { $0.form == form.id }
    // Sent twice by one press: the second changes nothing, and nothing stands against it.
    if basis != .any, basis != Basis(old?.id), old?.answers != clean {
      throw FormRefusal.sentMeanwhile(on: old?.sentOn ?? register.today)
    }
    if let old {
      guard old.answers != clean else { throw ReviewRefusal.nothingChanged }
      try register.withdraw(old)
    }
    let sent = FilledForm(
      id: register.newID(), year: year, quarter: quarter, guidance: guidance.name, form: form.id,
      subject: subject,
      answers: clean, sentOn: register.today, isForOther: isForOther)
    try register.insert(sent)
    if quarter == 0 {
      try register.requireUnlocked(subject, year: year)
      try FormFacts(form: form, pack: guidance.pack).keep(clean, of: subject, year: year, in: register)
    }
    try takeStep(in: register, by: actor, isForOther: isForOther, ownGrade: form.ownGrade(in: clean))
    if let account = actor.account {
      try register.session.run(
        """
        DELETE FROM review_form_draft WHERE account_id = \(account) AND subject_id = \(subject.number) AND year = \(year)
          AND quarter = \(quarter) AND form = \(form.id)
        """)
    }
    register.note("year", .int(year))
    register.note("form", .string("\(guidance.name)/\(form.id)"))
    if isForOther { register.note("forOther", .bool(true)) }
    return sent.id
  }
}

extension SendForm {
  /// In a round the form is a step: it is done with it, and a unit whose results have left its hands takes no forms.
  private func takeStep(
    in register: Transaction, by actor: Registry.Actor, isForOther: Bool, ownGrade: String?
  ) throws {
    let session = register.session
    let period = RoundPeriod(year: year, quarter: quarter)
    let entity = ReviewSubject.Entity(rawValue: form.entity) ?? .member
    let found =
      switch subject {
      case .member(let id): try session.reviewSubject(of: id, period)
      case .organisation(let id): try session.reviewSubject(of: id, as: entity, period)
      }
    guard let procedures, let found, let round = try session.reviewRound(found.round),
      round.pack == guidance.name, round.packHash == guidance.hash
    else { return }
    let work = try RoundWork([found.id], guidance, procedures, in: register, by: actor)
    try work.requireOpen(found)
    try keepOwnGrade(ownGrade, of: found, in: register, isForOther: isForOther)
    let stage = work.procedure.stages.first { $0.isForm && $0.subjects.contains(entity) }
    guard let stage, !(work.done[found.id] ?? []).contains(stage.id) else { return }
    try work.requireTurn(stage, of: found)
    try register.insert(
      ReviewStep(
        id: register.newID(), round: round.id, subject: found.id, member: found.member,
        organisation: found.organisation, stage: stage.id, day: register.today, isForOther: isForOther,
        note: ""))
  }
}

extension SendForm {
  /// What somebody grades themselves is what their form says: sent again with another grade, the step says that too. The one
  /// before stays in the history.
  private func keepOwnGrade(
    _ grade: String?, of subject: ReviewSubject, in register: Transaction, isForOther: Bool
  ) throws {
    guard let grade, let old = try register.session.reviewGrades(of: subject.id)[.own], old.grade != grade
    else { return }
    var new = old
    (new.id, new.grade, new.day) = (register.newID(), grade, register.today)
    (new.isForOther, new.ballot) = (isForOther, nil)
    new.reason = "Theo bản kiểm điểm gửi ngày \(register.today.vietnamese)"
    try register.withdraw(old)
    try register.insert(new)
  }
}

extension ReviewForm {
  /// The grade of the scale somebody gives themselves in the form; `nil` where it has no such field or it is empty.
  package func ownGrade(in answers: FormAnswers) -> String? {
    fields.first { $0.kind == .grade }.map { answers[text: $0.id] }.flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension ReviewForms {
  /// The grades a subject gives themselves in what they have sent for a period; none while nothing was sent.
  package func ownGrades(in sent: [FilledForm], _ period: RoundPeriod, entity: ReviewSubject.Entity)
    -> Set<String>
  {
    Set(
      sent.filter { $0.quarter == period.quarter }.compactMap { filled in
        let form = form(filled.form, of: filled.guidance)
        return form?.entity == entity.rawValue ? form?.ownGrade(in: filled.answers) : nil
      })
  }
}

extension Session {
  /// Whether an actor may write a subject's form, and then whether they write it for somebody else: the member for
  /// themselves; whoever keeps the reviews of the cell for a member without a telephone, and for the collective.
  @discardableResult
  package func mayWriteForm(of subject: Grading.Subject, by actor: Actor, at moment: Moment) throws -> Bool {
    switch subject {
    case .organisation(let id):
      try require(.recordReviews, of: actor, on: id, at: moment)
      return false
    case .member(let id):
      if try ownMember(of: actor) == id { return false }
      let rights = try rights(of: actor, onMember: id, at: moment)
      guard !rights.isEmpty else { throw RightsRefusal.notFound }
      guard rights.contains(.recordReviews) else { throw RightsRefusal.lacking(.recordReviews) }
      return true
    }
  }
}

package enum FormRefusal: Refusal, Equatable {
  case notSent
  case unfinished([Finding])
  case outdated(by: Day)
  case sentMeanwhile(on: Day)
  case quarterDecided(Int)
  case sentByMember(on: Day)

  package var reason: String {
    switch self {
    case .notSent: "Mẫu này chỉ để in."
    case .unfinished(let findings):
      findings.count > 1
        ? "Còn \(findings.count) mục chưa gửi được: \(findings.first?.message ?? "")"
        : findings.first?.message ?? ""
    case .outdated: "Bản nháp này đã được ghi từ một cửa sổ khác."
    case .quarterDecided(let quarter): "Quý \(quarter) đã có kết quả xếp loại."
    case .sentByMember(let day):
      "Đảng viên đã tự gửi bản này bằng tài khoản của mình ngày \(day.vietnamese); không ai viết thay."
    case .sentMeanwhile(let day): "Trong lúc bạn viết, một bản khác đã được gửi ngày \(day.vietnamese)."
    }
  }
  package var remedy: String {
    switch self {
    case .notSent: "In ra, điền bằng tay."
    case .unfinished(let findings):
      findings.count > 1 ? "Xem lời báo ở từng mục." : findings.first?.remedy ?? ""
    case .outdated: "Bấm Lưu nháp: hai bản hiện cạnh nhau, chữ vừa gõ vẫn còn trong các ô."
    case .quarterDecided: "Phiếu của quý ấy không nhận nữa; viết cho quý sau."
    case .sentByMember:
      "Cần sửa thì người ấy tự sửa ở trang Của tôi rồi gửi lại. Ý của chi bộ thì nêu ở hội nghị, ghi vào biên bản."
    case .sentMeanwhile: "Xem hai bản cạnh nhau, sửa trong các ô cho đúng rồi gửi lại."
    }
  }
}
