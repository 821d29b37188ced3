import Basics
import Foundation
import Markup
import Registry
import Reviews
import Rules

/// Addresses of drafts.
enum DraftPath {
  static let index = "/huong-dan-xep-loai/du-thao"
  static func draft(_ id: ID<GuidanceDraft>) -> String { "\(index)/\(id)" }

  static func edit(_ id: ID<GuidanceDraft>, _ path: PackPath) -> String {
    "\(draft(id))/sua?cho=\(escaped(path.description))"
  }

  static func article(_ id: ID<GuidanceDraft>, _ mark: String) -> String {
    "\(draft(id))/dieu?ma=\(escaped(mark))"
  }

  /// Where a provision stands on the draft's page.
  static func anchor(_ path: PackPath) -> String {
    "cho-" + String(String.UnicodeScalarView(path.description.unicodeScalars.map { isPlain($0) ? $0 : "-" }))
  }

  /// Where a provision is read: the part of the draft's page it stands in.
  static func place(_ id: ID<GuidanceDraft>, _ path: PackPath, in value: PackValue?) -> String {
    guard let value, !path.steps.isEmpty,
      let section = DraftSections.of(value).first(where: { $0.pieces.contains(path) || $0.list == path }),
      let n = section.pieces.firstIndex(of: path) ?? (section.list == path ? 0 : nil)
    else { return draft(id) }
    let page = n / DraftPart.pageSize + 1
    return "\(draft(id))?phan=\(section.id)\(page > 1 ? "&trang=\(page)" : "")#\(anchor(path))"
  }

  static func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value | 32) >= 97 && (scalar.value | 32) <= 122 || (48...57).contains(scalar.value)
  }
}

extension Visit {
  /// The draft of the address, in the version asked for; whoever may not look at drafts of its organisation is told that
  /// there is none.
  func guidanceDraft(_ right: Right = .viewGuidanceDrafts, version: Int? = nil) async throws -> GuidanceDraft
  {
    let id: ID<GuidanceDraft> = try found(id("du-thao"))
    let draft = try found(
      try await system.read { session throws in try session.guidanceDraft(id, version: version) })
    try await require(right, on: draft.organisation)
    return draft
  }

  func reading(_ draft: GuidanceDraft) throws -> GuidanceDraftReading {
    GuidanceDraftReading(draft, guidances: try guidances)
  }

  /// May the visitor change it, and is what they look at the version that can be changed?
  func mayEdit(_ draft: GuidanceDraft) async throws -> Bool {
    guard draft.isOpen else { return false }
    return try await rights(on: draft.organisation).contains(.draftGuidances)
  }

  func personName(_ actor: String) async throws -> String {
    try await system.read { session throws in try session.personName(ofActor: actor) }
  }

  func draftCrumbs(_ draft: GuidanceDraft) -> [Link] {
    [
      Link("Hướng dẫn xếp loại", "/huong-dan-xep-loai"), Link(draft.title, DraftPath.draft(draft.id)),
    ]
  }

  /// Whether an address of this site answers: what is not there yet is not linked to.
  func answers(_ path: String) -> Bool { !site.verbs(at: path).isEmpty }

  static let draftStyles = ["/styles/guidances.css", "/styles/drafts.css"]
}
