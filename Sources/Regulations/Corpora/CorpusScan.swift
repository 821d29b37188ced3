import Basics
import Foundation
import Registry
import TextReuse

/// A whole corpus: read, compared, written down.
package struct CorpusScan {
  package let corpus: Corpus
  package let masks: Masks
  package let subjects: NamedSubjects
  package let coefficients: Coefficients

  package init(folder: String, content: Content) throws {
    corpus = try Corpus(folder: folder)
    masks = try RegulationMasks.load(content)
    subjects = try NamedSubjects.load(content)
    coefficients = try RegulationCoefficients.load(content)
  }

  package var sources: [String: String] {
    var sources: [String: String] = [:]
    for entry in corpus.entries { sources[entry.id] = entry.superior }
    return sources
  }

  package func read(_ mode: Corpus.Mode) throws -> ReadCorpus {
    try corpus.read(mode, masks: masks, subjects: subjects)
  }

  package func segment(_ read: ReadCorpus) throws -> Segment {
    let builder = SegmentBuilder(library: corpus.library(masks))
    for document in read.documents { builder.add(document) }
    return try builder.build()
  }

  /// Organisations named as subjects though the unit does not have them.
  package func absent(_ read: ReadCorpus) -> [String] {
    var lines: [String] = []
    for (n, entry) in corpus.entries.enumerated() where entry.superior != nil {
      let has = Set(entry.has_orgs ?? [])
      for article in read.named[n] {
        for name in subjects.names
        where !has.contains(name) && article.subjects.contains(where: { $0.name == name }) {
          let line = JSON.object(["doc": .string(entry.id), "n": .int(article.article), "org": .string(name)])
          lines.append(line.text())
        }
      }
    }
    return lines
  }
}

/// The answer files, as `TASK.md` of the bench asks.
package enum AnswerLine {
  package static func vertical(_ row: AgainstSource.Row) -> String {
    "{\"doc\":\(quote(row.document)),\"n\":\(row.article),\"flag\":\(row.match.isFlagged),"
      + "\"score\":\(decimal(row.match.probability)),\"share\":\(decimal(row.match.share)),"
      + "\"src\":{\"doc\":\(quote(row.sourceDocument)),\"n\":\(row.sourceArticle)},"
      + "\"clauses\":[\(pairs(row.clauses, row.article, row.sourceArticle))]}"
  }

  package static func horizontal(_ row: AgainstAll.Row) -> String {
    guard let best = row.partners.first else { return "" }
    let partners = row.partners.prefix(10).map { partner in
      "{\"doc\":\(quote(partner.document)),\"n\":\(partner.article),\"score\":\(decimal(partner.match.probability)),"
        + "\"clauses\":[\(pairs(partner.clauses, row.article, partner.article))]}"
    }
    return "{\"doc\":\(quote(row.document)),\"n\":\(row.article),\"flag\":\(best.match.isFlagged),"
      + "\"score\":\(decimal(best.match.probability)),\"partners\":[\(partners.joined(separator: ","))]}"
  }

  private static func pairs(
    _ clauses: [(own: ReuseDocument.Address, source: ReuseDocument.Address)], _ own: Int, _ source: Int
  ) -> String {
    clauses.map { "[\"\($0.own.text(in: own))\",\"\($0.source.text(in: source))\"]" }.joined(separator: ",")
  }

  private static func quote(_ text: String) -> String { JSON.string(text).text() }

  /// Six places; more would only be noise.
  static func decimal(_ value: Double) -> String {
    let millionths = Int((max(0, min(1, value)) * 1_000_000).rounded())
    if millionths >= 1_000_000 { return "1.0" }
    let digits = String(millionths)
    return "0." + String(repeating: "0", count: 6 - digits.utf8.count) + digits
  }
}
