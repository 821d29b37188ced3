import Basics
import Foundation
import Registry
import Rules

/// Every form in `Content/ReviewForms`, checked against the guidance it belongs to.
package struct ReviewForms: Sendable {
  package let all: [ReviewForm]

  package init(_ content: Content, _ guidances: Guidances) throws {
    var forms: [ReviewForm] = []
    for guidance in guidances.all {
      let folder = "ReviewForms/\(guidance.name)"
      guard FileManager.default.fileExists(atPath: "\(content.folder)/\(folder)") else { continue }
      for (path, file) in try content.yamls(in: folder, as: FormFile.self) {
        let form = file.form(of: guidance.name)
        if let fault = form.fault(in: guidance.pack) { throw ContentRefusal.unreadable(path, fault) }
        forms.append(form)
      }
    }
    all = forms
  }

  package func forms(of guidance: String) -> [ReviewForm] { all.filter { $0.guidance == guidance } }

  package func form(_ id: String, of guidance: String) -> ReviewForm? {
    all.first { $0.guidance == guidance && $0.id == id }
  }

  /// The form of the year for a subject; `nil` where the guidance has none for its kind, or the member's group is not known.
  package func form(for entity: String, group: String?, of guidance: String) -> ReviewForm? {
    all.first { form in
      form.guidance == guidance && form.entity == entity && !form.isQuarterly && !form.isAnonymous
        && (form.groups.isEmpty || group.map(form.groups.contains) ?? false)
    }
  }
}

extension ReviewForm {
  /// What is wrong with a form; `nil` when it can be used.
  fileprivate func fault(in pack: Pack) -> String? {
    let ids = fields.map(\.id)
    guard Set(ids).count == ids.count else { return "hai mục cùng một tên" }
    guard pack.entities.contains(where: { $0.id == entity }) else { return "không có loại `\(entity)`" }
    for field in fields {
      switch field.kind {
      case .score:
        guard scoreFact(field, in: pack) != nil else {
          return "`\(field.id)`: không có dữ kiện `\(field.fact ?? "")`"
        }
      case .sum:
        let scores = fields.filter { $0.kind == .score }.map(\.id)
        guard !field.of.isEmpty, field.of.allSatisfy(scores.contains) else {
          return "`\(field.id)`: tổng của mục không phải điểm"
        }
      case .level: if field.levels.count < 2 { return "`\(field.id)`: thiếu mức" }
      case .table: if field.columns.isEmpty { return "`\(field.id)`: thiếu cột" }
      case .grade:
        if grades(in: pack).isEmpty { return "`\(field.id)`: hướng dẫn không có thang cho `\(entity)`" }
      case .text: break
      }
    }
    return nil
  }

  /// The fact whose bounds a score keeps.
  package func scoreFact(_ field: Field, in pack: Pack) -> Rules.Fact? {
    pack.facts.first { $0.id == field.fact && $0.entity == entity && $0.range != nil }
  }
}

/// A file of `Content/ReviewForms`.
private struct FormFile: Decodable {
  var id: String
  var code: String
  var name: String
  var certainty: ReviewForm.Certainty
  var cite: String
  var `for`: String
  var groups: [String]?
  var quarterly: Bool?
  var anonymous: Bool?
  var letterhead: Bool?
  var title: [String]
  var identity: [ReviewForm.IdentityLine]?
  var parts: [ReviewForm.Part]
  var boxes: [ReviewForm.Box]?
  var signers: [String]

  func form(of guidance: String) -> ReviewForm {
    ReviewForm(
      guidance: guidance, id: id, code: code, name: name, certainty: certainty, cite: cite, entity: `for`,
      groups: groups ?? [], isQuarterly: quarterly ?? false, isAnonymous: anonymous ?? false,
      hasLetterhead: letterhead ?? false, title: title, identity: identity ?? [], parts: parts,
      boxes: boxes ?? [], signers: signers)
  }
}
