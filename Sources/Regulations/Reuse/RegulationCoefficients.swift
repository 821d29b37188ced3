import Registry
import TextReuse

/// What stands in `Content/Regulations/coefficients.yaml`, learnt by `Benchmarks/reuse/train.py`.
package struct RegulationCoefficients: Decodable, Sendable {
  var clause: [Double]
  var clauseInArticle: [Double]
  var article: [Double]
  var anywhere: [Double]

  package static func load(_ content: Content) throws -> Coefficients {
    let path = "Regulations/coefficients.yaml"
    let file = try content.yaml(path, as: RegulationCoefficients.self)
    let learnt = Coefficients(
      clause: file.clause, clauseInArticle: file.clauseInArticle, article: file.article,
      anywhere: file.anywhere)
    guard learnt.isComplete else { throw ContentRefusal.unreadable(path, "thiếu hệ số") }
    return learnt
  }
}
