import Basics
import Registry
import Rules

extension ReviewForm {
  /// What keeps a form from being sent, by field, with what to do. A draft may be saved with all of it.
  package func findings(_ answers: FormAnswers, in pack: Pack) -> [Finding] {
    fields.flatMap { findings($0, answers, pack) }
  }

  private func findings(_ field: Field, _ answers: FormAnswers, _ pack: Pack) -> [Finding] {
    let text = answers[text: field.id]
    func finding(_ code: String, _ message: String, _ remedy: String) -> [Finding] {
      [
        Finding(
          code, .error, column: field.id, value: text.isEmpty ? nil : text, message: message, remedy: remedy)
      ]
    }
    if field.kind == .table || field.kind == .sum { return [] }
    if !field.criteria.isEmpty {
      let given = answers[rows: Self.parts(of: field.id)]
      for (n, criterion) in field.criteria.enumerated() where !given.isEmpty || !text.isEmpty {
        let value = given.indices.contains(n) ? given[n].last ?? "" : ""
        guard let points = Points(value), let most = Points(criterion.points), points <= most else {
          return finding(
            "form.part",
            "\(field.title), “\(criterion.name)”: \(value.isEmpty ? "chưa chấm" : "“\(value)” không phải điểm từ 0 đến \(criterion.points)").",
            "Chấm đủ từng tiêu chí; tổng tự cộng.")
        }
      }
    }
    guard !text.isEmpty else {
      return field.isRequired
        ? finding("form.missing", "Chưa ghi: \(field.title).", "Ghi mục này rồi gửi.") : []
    }
    guard text.unicodeScalars.count <= Self.longestText else {
      return finding(
        "form.long", "\(field.title): dài quá \(Self.longestText) chữ.",
        "Rút gọn, hoặc để phần dài ở một văn bản kèm theo.")
    }
    switch field.kind {
    case .score:
      guard let fact = scoreFact(field, in: pack), let range = fact.range else { return [] }
      guard let raw = fact.raw(text), range.contains(raw) else {
        return finding(
          "form.score",
          "\(field.title): “\(text)” không phải điểm từ \(fact.text(range.lowerBound)) đến \(fact.text(range.upperBound)).",
          "Ghi lại bằng số, ví dụ \(fact.text(range.upperBound)).")
      }
    case .level:
      if !field.levels.contains(text) {
        return finding("form.level", "\(field.title): chưa chọn đúng một mức.", "Chọn một mức.")
      }
    case .grade:
      if !grades(in: pack).contains(where: { $0.id == text }) {
        return finding("form.grade", "\(field.title): chưa chọn đúng một mức.", "Chọn một mức.")
      }
    case .text, .table, .sum: break
    }
    return []
  }

  /// What does not keep a form from being sent and is worth a second look: the grade one gives oneself is above the one the
  /// points stand for.
  package func doubt(_ answers: FormAnswers, in pack: Pack) -> Finding? {
    let scores = fields.filter { $0.kind == .score }
    guard let grade = fields.first(where: { $0.kind == .grade }).map({ answers[text: $0.id] }),
      !grade.isEmpty,
      let sum = fields.first(where: { $0.kind == .sum }), Set(sum.of) == Set(scores.map(\.id)),
      let points = self.sum(sum, answers, in: pack), let total = Points(points),
      let band = pack.bands.first(where: { $0.entity == entity })
    else { return nil }
    let scale = grades(in: pack).map(\.id)
    guard let told = band.grade(of: total.text), let own = scale.firstIndex(of: grade),
      let due = scale.firstIndex(of: told), own < due
    else { return nil }
    return Finding(
      "form.gradeAbovePoints", .warning, value: grade,
      message:
        "Tự chấm \(points) điểm, theo điểm là “\(pack.gradeName(told))”, mà tự đề nghị “\(pack.gradeName(grade))”.",
      remedy: "Vẫn gửi được; xem lại điểm hoặc mức, hoặc nêu lý do trong bản kiểm điểm.")
  }

  /// The grades one may propose for the form's subject, best first.
  package func grades(in pack: Pack) -> [Rules.Grade] {
    let scale = pack.decisions.first { $0.entity == entity && $0.scale != nil }?.scale
    return pack.scales.first { $0.id == scale }?.grades ?? []
  }
}

extension Rules.Band {
  /// The grade of a number written as people write it.
  fileprivate func grade(of text: String) -> String? {
    guard let value = Ratio(text.replacing(",", with: ".")) else { return nil }
    return pieces.first { piece in
      (piece.includesLow ? piece.low <= value : piece.low < value)
        && (piece.includesHigh ? value <= piece.high : value < piece.high)
    }?.grade
  }
}
