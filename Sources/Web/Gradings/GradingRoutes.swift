import Basics
import Markup
import Registry
import Reviews

/// Gradings: the table of years and grades of a subtree, the list behind it, a whole year entered at once.
extension Site {
  var gradingRoutes: [Route] {
    [
      .get("/to-chuc/:to-chuc/xep-loai", .organisation(.viewBriefings)) {
        try await $0.gradingIndex(FormTrouble())
      },
      .get("/to-chuc/:to-chuc/xep-loai/ghi", .organisation(.recordGradings)) {
        try await $0.gradingEditPage(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/xep-loai/ghi", .organisation(.recordGradings)) {
        try await $0.recordGradings()
      },
      .post("/to-chuc/:to-chuc/xep-loai/rut", .organisation(.recordGradings)) {
        try await $0.withdrawGrading()
      },
    ]
  }
}

extension Visit {
  /// Kinds of organisations that are graded, in the order of the tree.
  static let gradedKinds: [Organisation.Kind] = [
    .agencyCell, .residentialCell, .subordinateCell, .baseCell, .section, .baseCommittee, .district,
  ]

  /// The kind of `?loai=`; nil means all kinds.
  func gradedKind(_ data: FormData) throws -> Organisation.Kind? {
    let text = data["loai"]
    guard !text.isEmpty else { return nil }
    guard let kind = Organisation.Kind(rawValue: text) else {
      throw ParameterRefusal.invalid(
        "loai", text, expected: Self.gradedKinds.map(\.rawValue).joined(separator: ", "))
    }
    return kind
  }

  /// The year of `?nam=`.
  func gradedYear(_ data: FormData) throws -> Int? {
    guard !data["nam"].isEmpty else { return nil }
    guard let year = data.number("nam"), (1930...9999).contains(year) else {
      throw ParameterRefusal.invalid("nam", data["nam"], expected: "một năm, ví dụ 2013")
    }
    return year
  }
}
