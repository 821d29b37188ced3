import Basics
import Markup
import Registry
import Reviews

/// What results may lead to, with the grades they rest on and the text they rest on.
struct ConsequenceList: Piece {
  var consequences: [Consequence]
  var guidance: Guidance

  init(_ consequences: [Consequence], _ guidance: Guidance) {
    (self.consequences, self.guidance) = (consequences, guidance)
  }

  var html: HTML {
    "<ul>\(each: consequences, { "<li>\(Self.words($0, guidance))</li>" })</ul>"
  }

  static func words(_ consequence: Consequence, _ guidance: Guidance) -> HTML {
    let grades = consequence.grades.map { "\($0.year): \(guidance.pack.gradeName($0.grade))" }
    return
      "\(consequence.rule.effect) <span class=\"hint\">\(consequence.rule.by). Dựa trên \(grades.joined(separator: "; ")). \(consequence.rule.cite)\(consequence.rule.certainty == "A" ? "" : ", chưa đối chiếu bản gốc").</span>"
  }
}
