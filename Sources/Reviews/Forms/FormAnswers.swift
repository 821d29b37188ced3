import Basics
import Registry
import Rules

/// What somebody has written into a form, by field. A score is kept as people write it ("28,5"), a level or a grade by its
/// name or code, a table row by row.
package struct FormAnswers: Sendable, Hashable {
  package enum Answer: Sendable, Hashable {
    case text(String)
    case rows([[String]])
  }

  package var answers: [String: Answer]

  package init(_ answers: [String: Answer] = [:]) { self.answers = answers }

  /// Blank where nothing was written.
  package subscript(text id: String) -> String {
    get { if case .text(let text) = answers[id] { text } else { "" } }
    set { answers[id] = newValue.isEmpty ? nil : .text(newValue) }
  }

  package subscript(rows id: String) -> [[String]] {
    get { if case .rows(let rows) = answers[id] { rows } else { [] } }
    set { answers[id] = newValue.isEmpty ? nil : .rows(newValue) }
  }

  package var isEmpty: Bool { answers.isEmpty }

  // MARK: Keeping

  package var json: JSON {
    .object(
      answers.mapValues {
        switch $0 {
        case .text(let text): .string(text)
        case .rows(let rows): .array(rows.map { .array($0.map { .string($0) }) })
        }
      })
  }

  /// `nil` where the text is no form's.
  package init?(json: JSON) {
    guard case .object(let members) = json else { return nil }
    answers = [:]
    for (id, value) in members {
      switch value {
      case .string(let text): answers[id] = .text(text)
      case .array(let rows):
        answers[id] = .rows(
          rows.map { row in
            guard case .array(let cells) = row else { return [] }
            return cells.map { if case .string(let text) = $0 { text } else { "" } }
          })
      default: return nil
      }
    }
  }
}

extension ReviewForm {
  /// The most that one text of a form may hold, in letters: some ten pages.
  package static let longestText = 20_000
  package static let mostRows = 60

  /// What was typed, in the form it is kept in: blank ends and rows cut, only what the form asks.
  package func cleaned(_ typed: FormAnswers) -> FormAnswers {
    var clean = FormAnswers()
    for field in fields {
      switch field.kind {
      case .sum: break
      case .table:
        clean[rows: field.id] = typed[rows: field.id].prefix(Self.mostRows).map { row in
          (0..<field.columns.count).map { row.indices.contains($0) ? VietnameseText.clean(row[$0]) : "" }
        }.filter { !$0.allSatisfy(\.isEmpty) }
      case .text: clean[text: field.id] = VietnameseText.cleanParagraphs(typed[text: field.id])
      case .score where !field.criteria.isEmpty: divide(field, typed, into: &clean)
      case .score, .level, .grade: clean[text: field.id] = VietnameseText.clean(typed[text: field.id])
      }
    }
    return clean
  }

  /// A score that is the sum of its sub-criteria; as long as none of them is given, what stands for the whole is kept.
  private func divide(_ field: Field, _ typed: FormAnswers, into clean: inout FormAnswers) {
    let given = typed[rows: Self.parts(of: field.id)]
    let rows = field.criteria.enumerated().map { n, criterion in
      [
        criterion.name, criterion.points,
        given.indices.contains(n) && given[n].count > 2 ? VietnameseText.clean(given[n][2]) : "",
      ]
    }
    guard rows.contains(where: { !$0[2].isEmpty }) else {
      clean[text: field.id] = VietnameseText.clean(typed[text: field.id])
      return
    }
    clean[rows: Self.parts(of: field.id)] = rows
    let points = rows.map { Points($0[2]) }
    clean[text: field.id] =
      points.contains(nil) ? "" : points.compactMap { $0 }.reduce(.zero, +).text
  }

  /// The sum of scores as it is shown; `nil` while one of them is missing or no number.
  package func sum(_ field: Field, _ answers: FormAnswers, in pack: Pack) -> String? {
    let scores = field.of.map { id -> (fact: Rules.Fact, raw: Int)? in
      guard let score = self.field(id), let fact = scoreFact(score, in: pack) else { return nil }
      return fact.raw(answers[text: id]).map { (fact, $0) }
    }
    let known = scores.compactMap { $0 }
    guard known.count == scores.count, let first = known.first else { return nil }
    // Scores of one form have the same decimals; were they not the same, the sum would be no number of either.
    guard known.allSatisfy({ $0.fact.kind == first.fact.kind }) else { return nil }
    var sum = 0
    for score in known {
      let (next, overflow) = sum.addingReportingOverflow(score.raw)
      guard !overflow else { return nil }
      sum = next
    }
    return first.fact.text(sum)
  }
}
