import Basics
import Registry
import Rules
import Storage

/// Begins a draft as a copy of a guidance: another identity, no number and no day of issue, `amends` says what it would
/// replace.
package struct StartGuidanceDraft: Act {
  package static let name = "guidanceDraft.start"
  package var organisation: ID<Organisation>
  package var base: Guidance
  package var title: String
  /// The first year it is to be used for; `nil`: as the guidance it is copied from.
  package var firstYear: Int?

  package init(
    on organisation: ID<Organisation>, from base: Guidance, title: String, firstYear: Int? = nil
  ) {
    (self.organisation, self.base, self.title, self.firstYear) = (organisation, base, title, firstYear)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<GuidanceDraft> {
    try register.require(.draftGuidances, of: actor, on: organisation)
    guard try register.session.organisation(organisation, asOf: register.asOf) != nil else {
      throw RightsRefusal.notFound
    }
    let title = try FreeText.line(title)
    guard !title.isEmpty else { throw GuidanceDraftRefusal.noTitle }
    guard title.unicodeScalars.count <= GuidanceText.longestTitle else {
      throw GuidanceDraftRefusal.longTitle
    }
    // A form sent twice makes one draft.
    let twin = try register.session.guidanceDrafts(of: [organisation]).contains {
      !$0.isWithdrawn && $0.base == base.name && $0.title.utf8.elementsEqual(title.utf8)
    }
    guard !twin else { throw GuidanceDraftRefusal.sameTitle }
    if let firstYear, !(1_945...9_000).contains(firstYear) { throw GuidanceDraftRefusal.noYear(firstYear) }
    let row = GuidanceDraftRow(id: register.newID(), organisation: organisation, base: base.name)
    try register.add(row)
    let text = GuidanceText(pack: try copy(on: register.today, title), source: base.text.source)
    try register.add(version: 1, of: row.id, text, after: nil, restores: nil)
    register.note("draft", row.id)
    register.note("base", .string(base.name))
    return row.id
  }

  /// The copy with what every draft says otherwise; all else keeps its bytes.
  private func copy(on day: Day, _ title: String) throws -> String {
    let value = PackTree(base.text.pack)?.value
    var edits: [PackEdit] = [
      .put(Self.key("id"), .word("\(base.pack.id)-du-thao-\(day)")), .put(Self.key("version"), .word("1")),
      .put(Self.key("title"), .word(title), behind: ["id", "version"]),
      .put(Self.key("status"), .word("draft"), behind: ["id", "version", "title"]),
      .put(Self.key("amends"), .word(base.pack.name), behind: ["id", "version", "title", "status"]),
    ]
    edits += ["issuedOn", "validTo"].filter { value?[$0] != nil }.map { .remove(Self.key($0)) }
    if value?["rounds"]?["to"] != nil { edits.append(.remove(Self.key("rounds").key("to"))) }
    if let firstYear, let first = Day(year: firstYear, month: 1, day: 1) {
      edits.append(.put(Self.key("validFrom"), .word("\(first)")))
      edits.append(
        value?["rounds"] == nil
          ? .put(Self.key("rounds"), .map([.init("from", .word("\(firstYear)"))]), behind: ["validFrom"])
          : .put(Self.key("rounds").key("from"), .word("\(firstYear)")))
    }
    do {
      return try PackTree.edit(base.text.pack, edits)
    } catch {
      throw GuidanceDraftRefusal.notCopied(base.name)
    }
  }

  private static func key(_ key: String) -> PackPath { PackPath([.key(key)]) }
}
