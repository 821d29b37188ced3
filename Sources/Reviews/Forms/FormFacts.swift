import Basics
import Registry
import Rules
import Storage

/// What a form tells that the guidance asks as facts: the points its writer gave, and the group of members it is for. They are
/// recorded with the form as their proof, so that nobody is asked twice; what people recorded otherwise goes before.
struct FormFacts {
  let form: ReviewForm
  let pack: Pack

  /// In the proof of every such fact, so that a form sent again replaces what an earlier one told and nothing else.
  private static let mark = ", người kiểm điểm tự ghi, gửi ngày "

  static func isFromForm(_ fact: ReviewFact) -> Bool { fact.evidence.contains(mark) }

  private func proof(_ day: Day) -> String { "\(form.code)\(Self.mark)\(day.vietnamese)" }

  /// The facts the answers give, as they are kept.
  func values(_ answers: FormAnswers) -> [String: String] {
    guard !form.isQuarterly, !form.isAnonymous else { return [:] }
    var values: [String: String] = [:]
    for field in form.fields where field.kind == .score {
      guard let fact = form.scoreFact(field, in: pack), let raw = fact.raw(answers[text: field.id]),
        fact.range?.contains(raw) ?? true
      else { continue }
      values[fact.id] = fact.written(raw)
    }
    if form.entity == "member", form.groups.count == 1, let group = form.groups.first,
      let fact = pack.facts.first(where: { $0.entity == "member" && $0.id == Self.group }),
      let raw = fact.raw(group)
    {
      values[fact.id] = fact.written(raw)
    }
    return values
  }

  /// The fact by which guidances tell which form is whose.
  static let group = "group"

  /// Writes them beside what is known; what an earlier form told and this one does not is taken back.
  func keep(_ answers: FormAnswers, of subject: Grading.Subject, year: Int, in register: Transaction) throws {
    let values = values(answers)
    let known = Dictionary(
      try register.session.reviewFacts(of: subject, entity: form.entity, year: year).map { ($0.fact, $0) },
      uniquingKeysWith: { a, _ in a })
    for fact in known.values.filter({ Self.isFromForm($0) && values[$0.fact] == nil }) {
      try register.withdraw(fact)
    }
    for (fact, value) in values.sorted(by: { $0.key < $1.key }) {
      if let old = known[fact] {
        guard Self.isFromForm(old) else { continue }
        try register.withdraw(old)
      }
      try register.insert(
        ReviewFact(
          id: register.newID(), year: year, entity: form.entity, subject: subject, fact: fact, value: value,
          evidence: proof(register.today)))
    }
  }
}
