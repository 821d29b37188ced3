import Basics
import Registry
import Storage

/// Working regulation — quy chế làm việc: one version of an organisation's, from the day it takes effect to the day
/// another replaces it or it ends.
package struct WorkingRegulation: DatedFact, Hashable {
  package var id: Int64
  /// The same over every correction of this version.
  package var regulation: ID<WorkingRegulation>
  package var organisation: ID<Organisation>
  /// The document by which it was issued.
  package var document: ID<Decision>
  package var title: String
  /// The term of office it speaks of: "2010 – 2015"; empty where it names none.
  package var term: String
  /// The model frame it follows, by its name in `Content/Regulations/Frames`; empty where that is not known.
  package var frame: String
  package var file: ID<RegulationPaper>?
  package var fileHash: String
  package var period: Period
  /// The document by which it ended.
  package var decision: ID<Decision>?

  package static let table: StaticString = "regulation"
  package static let columns: [StaticString] = [
    "id", "regulation_id", "organisation_id", "document_id", "title", "term", "frame", "file_id", "file_hash",
    "effective_from", "effective_to", "decision_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), regulation.sqlValue, organisation.sqlValue, document.sqlValue, .text(title), .text(term),
      .text(frame), file?.sqlValue ?? .null, .text(fileHash), period.from.sqlValue, period.to.sqlValue,
      decision?.sqlValue ?? .null,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }

  static let columnList: SQL = """
    r.id, r.regulation_id, r.organisation_id, r.document_id, r.title, r.term, r.frame, r.file_id, r.file_hash,
    r.effective_from, r.effective_to, r.decision_id
    """

  static func read(_ row: Row, at c: Int = 0) throws -> Self {
    Self(
      id: Int64(try row.int(c)), regulation: try row.id(c + 1), organisation: try row.id(c + 2),
      document: try row.id(c + 3), title: try row.text(c + 4), term: try row.text(c + 5),
      frame: try row.text(c + 6), file: try row.ifID(c + 7), fileHash: try row.text(c + 8),
      period: Period(from: try row.day(c + 9), to: try row.day(c + 10)), decision: try row.ifID(c + 11))
  }
}

/// Regulation paper — tệp quy chế: what was handed in, kept as it came.
package struct RegulationPaper: Sendable {
  package var name: String
  package var hash: String
  package var bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    (self.name, self.bytes) = (name, bytes)
    hash = Fingerprint.sha256(bytes)
  }

  package init(name: String, hash: String, bytes: [UInt8]) {
    (self.name, self.hash, self.bytes) = (name, hash, bytes)
  }
}

/// Basis — căn cứ: a document that a regulation cites in its preamble.
package struct RegulationBasis: Fact, Hashable {
  package var id: Int64
  package var regulation: ID<WorkingRegulation>
  package var position: Int
  /// As written: "Căn cứ Quy định số 45-QĐ/TW ngày 01/11/2011 …".
  package var citation: String
  /// "45-QĐ/TW"; empty where the citation names none.
  package var number: String
  package var issuedOn: Day?

  package static let table: StaticString = "regulation_basis"
  package static let columns: [StaticString] = [
    "id", "regulation_id", "position", "citation", "number", "number_fold", "issued_on",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), regulation.sqlValue, .int(Int64(position)), .text(citation), .text(number),
      .text(CitedDocument.fold(number)), issuedOn?.sqlValue ?? .null,
    ]
  }
}

/// Note — ý kiến: what the owning organisation answers to a finding, that it has looked at all of them, or why a reader
/// set a passage aside.
package struct RegulationNote: Fact, Hashable {
  package enum Kind: String, Sendable, SQLConvertible { case answer, aside, looked }
  /// Signs of an answer or a reason.
  package static let longestText = 2_000
  /// What the owner says to a finding.
  package enum Standing: String, Sendable, CaseIterable, SQLConvertible {
    case mend, keep, mistaken
    package var title: String {
      switch self {
      case .mend: "Sẽ sửa"
      case .keep: "Giữ nguyên"
      case .mistaken: "Máy đọc nhầm"
      }
    }
  }
  package var id: Int64
  package var regulation: ID<WorkingRegulation>
  /// The regulation it was compared with, where the note is about a likeness.
  package var other: ID<WorkingRegulation>?
  package var kind: Kind
  /// The key of the finding, or the address of the passage.
  package var about: String
  package var standing: Standing?
  package var text: String

  package static let table: StaticString = "regulation_note"
  package static let columns: [StaticString] = [
    "id", "regulation_id", "other_id", "kind", "about", "standing", "text",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), regulation.sqlValue, other?.sqlValue ?? .null, kind.sqlValue, .text(about),
      .text(standing?.rawValue ?? ""), .text(text),
    ]
  }
}
