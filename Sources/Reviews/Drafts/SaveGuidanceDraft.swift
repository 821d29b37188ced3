import Basics
import Foundation
import Registry
import Rules
import Storage

/// Saves a draft as a new version. It may hold errors: they are told beside the fields, and keep it from being run only.
package struct SaveGuidanceDraft: Act {
  package static let name = "guidanceDraft.save"
  package var draft: ID<GuidanceDraft>
  /// The version that was before the eyes of whoever changed it.
  package var seen: Int
  package var text: GuidanceText

  package init(_ draft: ID<GuidanceDraft>, seen: Int, _ text: GuidanceText) {
    (self.draft, self.seen, self.text) = (draft, seen, text)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> Int {
    let old = try register.openDraft(draft, seen: seen, by: actor)
    let text = GuidanceText(pack: GuidanceText.clean(text.pack), source: GuidanceText.clean(text.source))
    guard text.pack.utf8.count <= GuidanceText.mostPackBytes,
      text.source.utf8.count <= GuidanceText.mostSourceBytes
    else { throw GuidanceDraftRefusal.tooLong }
    guard !text.isSame(as: old.version.text) else { throw GuidanceDraftRefusal.nothingChanged }
    try GuidanceText.checkAdded(old.version.text.pack, text.pack)
    try GuidanceText.checkAdded(old.version.text.source, text.source)
    let number = old.latest + 1
    try register.add(version: number, of: draft, text, after: old.version, restores: nil)
    register.note("draft", draft)
    register.note("version", .int(number))
    return number
  }
}

/// Takes up an earlier version again, as a new one: nothing that was saved is lost.
package struct RestoreGuidanceDraftVersion: Act {
  package static let name = "guidanceDraft.restore"
  package var draft: ID<GuidanceDraft>
  package var seen: Int
  package var number: Int

  package init(_ draft: ID<GuidanceDraft>, seen: Int, version number: Int) {
    (self.draft, self.seen, self.number) = (draft, seen, number)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> Int {
    let old = try register.openDraft(draft, seen: seen, by: actor)
    guard let earlier = try register.session.guidanceDraftVersion(of: draft, number) else {
      throw GuidanceDraftRefusal.noVersion(number)
    }
    guard !earlier.text.isSame(as: old.version.text) else { throw GuidanceDraftRefusal.nothingChanged }
    let new = old.latest + 1
    try register.add(version: new, of: draft, earlier.text, after: old.version, restores: number)
    register.note("draft", draft)
    register.note("version", .int(new))
    register.note("restores", .int(number))
    return new
  }
}

extension GuidanceText {
  package static let mostPackBytes = 1_000_000
  package static let mostSourceBytes = 400_000
  package static let longestTitle = 300

  /// One kind of line end, no signs that are not seen; letters in one form. A text that is clean stays byte for byte.
  package static func clean(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
      defer { isAfterReturn = scalar.value == 0x0D }
      switch scalar.value {
      case 0x0A: if !isAfterReturn { out.append(scalar) }
      case 0x0D, 0x85, 0x2028, 0x2029: out.append("\n")
      case 0x09: out += "  ".unicodeScalars
      case 0..<0x20, 0x7F...0x9F, 0xFEFF, 0x200B, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: continue
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  /// Free text names no person by a number; what stood there before was checked when it came.
  static func checkAdded(_ old: String, _ new: String) throws(FreeTextRefusal) {
    let known = Set(old.split(separator: "\n"))
    for line in new.split(separator: "\n") where !known.contains(line) { _ = try FreeText.line(String(line)) }
  }
}

extension Transaction {
  /// The draft, if the actor may write it, it is not withdrawn, and nobody has saved it since it was seen.
  func openDraft(_ id: ID<GuidanceDraft>, seen: Int, by actor: Actor) throws -> GuidanceDraft {
    guard let draft = try session.guidanceDraft(id) else { throw RightsRefusal.notFound }
    try require(.draftGuidances, of: actor, on: draft.organisation)
    guard !draft.isWithdrawn else { throw GuidanceDraftRefusal.withdrawn }
    guard draft.latest == seen else {
      throw GuidanceDraftRefusal.outdated(
        seen: seen, latest: draft.latest,
        by: try session.personName(ofActor: draft.version.savedBy), at: draft.version.savedAt)
    }
    guard draft.latest < Self.mostVersions else { throw GuidanceDraftRefusal.tooManyVersions }
    return draft
  }

  static var mostVersions: Int { 20_000 }
  /// How many versions in a row tell only what changed.
  private static var longestChain: Int { 50 }

  func add(
    version number: Int, of draft: ID<GuidanceDraft>, _ text: GuidanceText, after old: GuidanceDraftVersion?,
    restores: Int?
  ) throws {
    let isWhole = old == nil || number % Self.longestChain == 1
    let before = isWhole ? GuidanceText(pack: "", source: "") : old?.text ?? text
    let title = PackTree(text.pack)?.value["title"]?.word.map { VietnameseText.clean($0) } ?? ""
    try add(
      GuidanceDraftVersionRow(
        id: newID(), draft: draft, number: number,
        title: title.isEmpty
          ? old?.title ?? "Dự thảo" : String(String.UnicodeScalarView(title.unicodeScalars.prefix(300))),
        isWhole: isWhole, pack: TextDelta(from: before.pack, to: text.pack),
        source: TextDelta(from: before.source, to: text.source), hash: text.hash, restores: restores))
  }
}
