import Basics
import Registry

/// Grade — mức xếp loại: one step of a scale.
package struct Grade: Hashable, Sendable, Codable {
  package var code: String
  package var title: String
}

/// Grade scale — thang xếp loại: the grades one guidance knows for one kind of subject in some years, best first.
///
/// A scale is data: it stands in `Content/Scales`, with the documents it comes from and how sure we are of it.
package struct GradeScale: Hashable, Sendable {
  /// Kind of subject: organisations, their leadership collectives, members.
  package enum Subjects: String, Sendable, Codable, CaseIterable { case organisations, members, collectives }
  /// A: the article was seen; B: from secondary sources; C: not confirmed.
  package enum Certainty: String, Sendable, Codable { case A, B, C }

  package var id: String
  package var documents: [DocumentKey]
  package var subjects: Subjects
  package var firstYear: Int
  /// Nil while the guidance is in use.
  package var lastYear: Int?
  package var certainty: Certainty
  package var grades: [Grade]

  package func covers(_ year: Int) -> Bool { firstYear <= year && year <= lastYear ?? .max }
  package func grade(_ code: String) -> Grade? { grades.first { $0.code == code } }
}

/// All scales, loaded once from the content folder.
package struct GradeScales: Sendable {
  package let all: [GradeScale]

  package init(_ all: [GradeScale]) { self.all = all }

  package init(_ content: Content) throws {
    var scales: [GradeScale] = []
    for (path, file) in try content.yamls(in: "Scales", as: ScaleFile.self) {
      for entry in file.scales {
        let scale = GradeScale(
          id: entry.id, documents: file.documents.map(\.key), subjects: entry.subjects, firstYear: entry.from,
          lastYear: entry.to, certainty: entry.certainty, grades: entry.grades)
        guard !scale.grades.isEmpty, Set(scale.grades.map(\.code)).count == scale.grades.count else {
          throw ContentRefusal.unreadable(path, "thang \(scale.id) thiếu mức hoặc có mã trùng")
        }
        let rival = scales.first {
          $0.id == scale.id
            || $0.subjects == scale.subjects && $0.firstYear <= scale.lastYear ?? .max
              && scale.firstYear <= $0.lastYear ?? .max
        }
        if let rival { throw ContentRefusal.unreadable(path, "thang \(scale.id) chồng lên \(rival.id)") }
        scales.append(scale)
      }
    }
    all = scales.sorted { ($0.firstYear, $0.id) < ($1.firstYear, $1.id) }
  }

  /// The scale under which a year is graded.
  package func scale(of year: Int, _ subjects: GradeScale.Subjects) -> GradeScale? {
    all.first { $0.subjects == subjects && $0.covers(year) }
  }

  package subscript(id: String) -> GradeScale? { all.first { $0.id == id } }
}

/// A file of `Content/Scales`: the documents, and the scales they set.
private struct ScaleFile: Decodable {
  struct Document: Decodable {
    var type: String
    var number: String
    var issuer: String
    var date: String
    var key: DocumentKey {
      DocumentKey(type: type, number: number, issuer: issuer, date: Day(iso: date) ?? .beginningOfTime)
    }
  }
  struct Entry: Decodable {
    var id: String
    var subjects: GradeScale.Subjects
    var from: Int
    var to: Int?
    var certainty: GradeScale.Certainty
    var grades: [Grade]
  }
  var documents: [Document]
  var scales: [Entry]
}
