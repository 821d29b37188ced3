import Basics
import TextReuse

/// Outline — bố cục: the parts of a regulation in their order, each with its place in the text.
package struct Outline: Sendable {
  package struct Heading: Sendable, Hashable {
    package enum Kind: String, Sendable { case part, chapter, section }
    package var kind: Kind
    /// As written: "II", "2".
    package var number: String
    package var title: Range<Int>
    /// The first article under it, counted from 0.
    package var article: Int
  }

  /// Article — điều.
  package struct Article: Sendable, Hashable {
    /// From 1 in the order of the document, whatever is written.
    package var number: Int
    /// As written; nil for headings that stand for articles without a number.
    package var written: Int?
    /// Behind the number: "a" in "Điều 2a".
    package var letter = ""
    package var title: Range<Int>
    package var clauses: Range<Int>
    package var line: Int
  }

  /// Clause, point — khoản, điểm: the smallest stretch with an address of its own.
  package struct Clause: Sendable, Hashable {
    package var address: ReuseDocument.Address
    /// Without its number.
    package var range: Range<Int>
  }

  package var text: RegulationText
  package var headings: [Heading] = []
  package var articles: [Article] = []
  package var clauses: [Clause] = []
  /// "Căn cứ …", one each.
  package var citations: [Range<Int>] = []
  package var preamble = 0..<0
  package var signature = 0..<0
  /// Of the file and of the outline.
  package var findings: [Finding] = []

  package init(_ text: RegulationText) {
    self.text = text
    findings = text.findings
  }
}
