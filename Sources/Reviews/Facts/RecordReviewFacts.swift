import Basics
import Registry
import Rules
import Storage

/// Records what a guidance asks about one subject for a year; a value that was different is withdrawn and stays readable in
/// what was known before. Blank takes an answer back.
package struct RecordReviewFacts: Act {
  package static let name = "review.recordFacts"
  package var subject: Grading.Subject
  package var entity: String
  package var year: Int
  package var answers: [ReviewAnswer]
  package var guidance: Guidance

  package init(
    _ answers: [ReviewAnswer], of subject: Grading.Subject, as entity: String, year: Int, guidance: Guidance
  ) {
    (self.answers, self.subject, self.entity, self.year, self.guidance) = (
      answers, subject, entity, year, guidance
    )
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> Int {
    try register.requireGrading(subject, by: actor)
    let changed = try write(in: register)
    guard changed > 0 else { throw ReviewRefusal.nothingChanged }
    register.note("year", .int(year))
    register.note("guidance", .string(guidance.name))
    return changed
  }

  /// The rows, once whoever calls has asked for the right; how many were changed.
  func write(in register: Transaction) throws -> Int {
    guard try isAskable(in: register) else { throw ReviewRefusal.notInSheet }
    guard guidance.pack.rounds.covers(year) else { throw ReviewRefusal.noGuidance(year) }
    guard year <= register.today.year else { throw ReviewRefusal.notBegun(year) }
    try register.requireUnlocked(subject, year: year)
    if try register.session.grading(of: subject, year: year) != nil {
      throw ReviewRefusal.alreadyGraded(year)
    }
    let known = Dictionary(
      try register.session.reviewFacts(of: subject, entity: entity, year: year).map { ($0.fact, $0) },
      uniquingKeysWith: { a, _ in a })
    var changed = 0
    var wrong: [WrongAnswer] = []
    let all = try answers.compactMap { answer -> (answer: ReviewAnswer, checked: ReviewAnswer?)? in
      do { return (answer, try check(answer)) } catch ReviewRefusal.notValues(let found) {
        wrong += found
        return nil
      }
    }
    if wrong.isEmpty { wrong = contradictions(all, known) }
    guard wrong.isEmpty else { throw ReviewRefusal.notValues(wrong) }
    for (answer, checked) in all {
      if let old = known[answer.fact] {
        if let checked, old.value == checked.value, old.evidence == checked.evidence { continue }
        try register.withdraw(old)
      } else if checked == nil {
        continue
      }
      changed += 1
      guard let checked else { continue }
      try register.insert(
        ReviewFact(
          id: register.newID(), year: year, entity: entity, subject: subject, fact: answer.fact,
          value: checked.value,
          evidence: checked.evidence))
    }
    return changed
  }

  /// A member is asked as a member, a cell as a cell, a grassroots organisation as itself, each organisation as the committee that
  /// leads it where the guidance grades committees of its kind.
  private func isAskable(in register: Transaction) throws -> Bool {
    switch subject {
    case .member: return entity == "member"
    case .organisation(let id):
      guard let kind = try register.session.organisationNear(id, asOf: register.asOf)?.kind else {
        return false
      }
      switch entity {
      case "cell": return kind.isCell
      case "base": return kind == .baseCell ? isOfTheWhole() : kind.isGrassroots
      case "collective":
        return CollectiveKind(kind).map {
          ReviewRecords.kinds(of: [guidance.pack]).contains($0.rawValue)
        } ?? false
      default: return false
      }
    }
  }

  /// A base cell is asked as a cell; as a grassroots organisation only what the rules of its members and of itself read there.
  private func isOfTheWhole() -> Bool {
    let read = guidance.program(year)?.factsReadFromBelow("base") ?? []
    return answers.allSatisfy { read.contains($0.fact) }
  }

  /// Two facts that cannot both be true – a part above its whole, something that hangs on what is none – told at the one that is
  /// being written.
  private func contradictions(
    _ all: [(answer: ReviewAnswer, checked: ReviewAnswer?)], _ known: [String: ReviewFact]
  ) -> [WrongAnswer] {
    let written = Dictionary(all.map { ($0.answer.fact, $0.checked) }, uniquingKeysWith: { _, last in last })
    func value(_ fact: Rules.Fact) -> Int? {
      (written[fact.id].map { $0?.value } ?? known[fact.id]?.value).flatMap { fact.raw($0) }
    }
    func wrong(
      _ one: Rules.Fact, _ other: Rules.Fact, _ message: (Int, Int) -> String?
    ) -> WrongAnswer? {
      guard one.entity == entity, written[one.id] != nil || written[other.id] != nil, let a = value(one),
        let b = value(other)
      else { return nil }
      return message(a, b).map {
        WrongAnswer(fact: written[one.id] == nil ? other.id : one.id, isProof: false, message: $0)
      }
    }
    let shares = guidance.pack.shares.compactMap { part, whole in
      wrong(part, whole) { a, b in
        part.kind == whole.kind && a > b
          ? "\(part.name) (\(part.text(a))) nhiều hơn \(whole.name) (\(whole.text(b))): xem lại hai số." : nil
      }
    }
    return shares
      + guidance.pack.companions.compactMap { fact, needed in
        wrong(fact, needed) { a, b in
          fact.says(a) && !needed.says(b) ? "\(fact.contradiction(a, needed, b)): xem lại hai chỗ." : nil
        }
      }
  }

  /// A day lies in the lifetime of somebody who is graded, and not after the year.
  private func isLikely(_ raw: Int, _ fact: Rules.Fact) -> Bool {
    guard case .day = fact.kind else { return true }
    guard let day = Day(daysSince1970: raw), let last = Day(year: year, month: 12, day: 31) else {
      return false
    }
    return day.year >= year - 120 && day <= last
  }

  /// The answer in the one form it is kept in; `nil` when it is blank.
  private func check(_ answer: ReviewAnswer) throws -> ReviewAnswer? {
    guard let fact = guidance.pack.facts.first(where: { $0.id == answer.fact && $0.entity == entity }) else {
      throw ReviewRefusal.noSuchFact(answer.fact)
    }
    guard !answer.value.isEmpty else { return nil }
    guard let raw = fact.raw(answer.value), fact.range?.contains(raw) ?? true, isLikely(raw, fact) else {
      let wanted: String? = if case .number = fact.kind { fact.expected } else { nil }
      throw ReviewRefusal.notValues([
        WrongAnswer(
          fact: fact.id, isProof: false,
          message: "\(fact.name): “\(answer.value)” không dùng được" + (wanted.map { "; ghi \($0)" } ?? "")
            + ".")
      ])
    }
    do {
      let evidence = try FreeText.checked(answer.evidence)
      return ReviewAnswer(fact: answer.fact, value: fact.written(raw), evidence: evidence)
    } catch {
      throw ReviewRefusal.notValues([
        WrongAnswer(fact: fact.id, isProof: true, message: "\(fact.name): \(error.reason) \(error.remedy)")
      ])
    }
  }
}

/// One answer as typed.
package struct ReviewAnswer: Sendable, Hashable {
  package var fact: String
  package var value: String
  package var evidence: String

  package init(fact: String, value: String, evidence: String) {
    (self.fact, self.value, self.evidence) = (fact, value, evidence)
  }
}

/// What is wrong with one answer, or with the document named for it.
package struct WrongAnswer: Sendable, Hashable {
  package var fact: String
  package var isProof: Bool
  package var message: String
}

package enum ReviewRefusal: Refusal, Hashable {
  case noGuidance(Int)
  case notBegun(Int)
  case alreadyGraded(Int)
  case noSuchFact(String)
  case notValues([WrongAnswer])
  case nothingChanged
  case notComputed
  case needsReason
  case reasonTellsNothing
  case notInSheet
  case collectiveNeedsRound
  case tooMany(Int)

  package var reason: String {
    switch self {
    case .noGuidance(let year): "Chưa có hướng dẫn nào dùng cho năm \(year)."
    case .notBegun(let year): "Năm \(year) chưa đến, nên chưa có dữ kiện để ghi."
    case .alreadyGraded(let year): "Năm \(year) đã có kết quả xếp loại được quyết định."
    case .noSuchFact(let fact): "Hướng dẫn không hỏi `\(fact)`."
    case .notValues(let wrong): wrong.map(\.message).joined(separator: " ")
    case .nothingChanged: "Không có gì khác với những gì đã ghi."
    case .notComputed: "Chưa tính được mức nào cho người hoặc tổ chức này."
    case .needsReason: "Mức quyết định khác mức tính được, hoặc quy tắc để người quyết định, nên cần lý do."
    case .reasonTellsNothing: "Lý do quá ngắn, người đọc sau không hiểu được vì sao."
    case .notInSheet: "Ngày 31/12 của năm ấy không có trong danh sách của tổ chức cơ sở này."
    case .collectiveNeedsRound: "Mức của một tập thể lãnh đạo chỉ được quyết định trong một đợt kiểm điểm."
    case .tooMany(let members): "Phạm vi có \(members) đảng viên, nhiều hơn mức tính được ngay trên trang."
    }
  }

  package var remedy: String {
    switch self {
    case .noGuidance: "Chọn năm khác."
    case .notBegun: "Chọn năm đã qua hoặc năm nay."
    case .alreadyGraded:
      "Nếu kết quả ấy sai, rút nó kèm lý do ở trang xếp loại của người hoặc tổ chức ấy, rồi sửa dữ kiện."
    case .noSuchFact: "Mở lại trang và ghi theo các câu hỏi trên đó."
    case .notValues: "Ghi lại theo gợi ý dưới ô."
    case .nothingChanged: "Sửa một ô rồi ghi, hoặc quay lại."
    case .notComputed: "Ghi đủ dữ kiện trước."
    case .needsReason: "Ghi lý do của cấp quyết định."
    case .reasonTellsNothing: "Ghi thêm vài chữ: việc gì, theo kết luận hay biên bản nào."
    case .notInSheet: "Xem lại năm, hoặc nơi sinh hoạt của người ấy."
    case .collectiveNeedsRound: "Mở đợt kiểm điểm của năm ấy, hoặc chờ cấp trên mở."
    case .tooMany: "Chọn một tổ chức nhỏ hơn, hoặc so sánh bằng lệnh chibo packs compare."
    }
  }
}

extension Rules.Fact {
  /// A raw value in the form it is kept in the register: words by code, days as 2025-12-31, numbers with a comma.
  package func written(_ raw: Int) -> String {
    switch kind {
    case .boolean: raw == 0 ? "0" : "1"
    case .choice(let values): values.indices.contains(raw) ? values[raw].id : ""
    case .day: Day(daysSince1970: raw)?.description ?? ""
    case .number(_, let isPercent): isPercent ? String(text(raw).dropLast(2)) : text(raw)
    }
  }
}
