import Basics
import Registry
import Rules
import Storage

/// Guidance draft — dự thảo hướng dẫn: a whole rule pack that somebody writes and nobody has signed. It was begun as a copy of
/// a guidance, and keeps every version it was saved in.
package struct GuidanceDraft: Hashable, Sendable {
  package var id: ID<GuidanceDraft>
  /// Whose commission drafts it.
  package var organisation: ID<Organisation>
  /// The guidance it was begun from, by the name of its folder; what it would replace stands in its own text, under `amends`.
  package var base: String
  package var isWithdrawn: Bool
  /// The number of its last version.
  package var latest: Int
  package var version: GuidanceDraftVersion

  package var title: String { version.title }
  /// Only the last version is worked on.
  package var isOpen: Bool { !isWithdrawn && version.number == latest }
  package var path: String { "du-thao-\(id)" }
}

/// One saved state of a draft.
package struct GuidanceDraftVersion: Hashable, Sendable {
  package var number: Int
  package var title: String
  package var text: GuidanceText
  /// The version this one takes up again.
  package var restores: Int?
  package var savedAt: Moment
  /// Who saved it, as the journal writes it.
  package var savedBy: String

  package init(
    number: Int, title: String, text: GuidanceText, restores: Int? = nil, savedAt: Moment, savedBy: String
  ) {
    (self.number, self.title, self.text, self.restores) = (number, title, text, restores)
    (self.savedAt, self.savedBy) = (savedAt, savedBy)
  }
}

/// The two files of a guidance: what is executed, and the provisions beside it.
package struct GuidanceText: Hashable, Sendable {
  package var pack: String
  package var source: String

  package init(pack: String, source: String) { (self.pack, self.source) = (pack, source) }

  /// Equal byte for byte, also where two ways of writing one letter differ.
  package func isSame(as other: GuidanceText) -> Bool {
    pack.utf8.elementsEqual(other.pack.utf8) && source.utf8.elementsEqual(other.source.utf8)
  }

  var hash: String { PackLoader.hash(pack + "\u{0}" + source) }

  /// The pack as read and checked, with what is wrong in it.
  package func loaded(name: String = "pack.yaml", year: Int? = nil) -> LoadedPack {
    PackLoader.load(text: pack, source: source, path: name, year: year)
  }
}

/// A draft's pack as read and checked; with errors it cannot be run, and the findings tell why.
package func loadedPack(of draft: GuidanceDraft, year: Int? = nil) -> LoadedPack {
  draft.version.text.loaded(name: "dự thảo, bản \(draft.version.number)", year: year)
}

/// A line of the list of drafts.
package struct GuidanceDraftListing: Hashable, Sendable {
  package var id: ID<GuidanceDraft>
  package var organisation: ID<Organisation>
  package var base: String
  package var title: String
  package var latest: Int
  package var savedAt: Moment
  package var savedBy: String
  package var isWithdrawn: Bool
}
