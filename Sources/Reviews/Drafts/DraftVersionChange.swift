import Basics
import Registry
import Storage

/// What a version says otherwise than the one before it, as whole lines.
package struct DraftVersionChange: Hashable, Sendable {
  package var number: Int
  package var removed: [String]
  package var added: [String]

  init(_ number: Int, from old: GuidanceText, to new: GuidanceText) {
    self.number = number
    (removed, added) = ([], [])
    for (a, b) in [(old.pack, new.pack), (old.source, new.source)] where !a.utf8.elementsEqual(b.utf8) {
      let (mine, theirs) = Self.lines(a, b)
      removed += mine
      added += theirs
    }
  }

  /// The lines that differ, without those the two share at both ends.
  private static func lines(_ old: String, _ new: String) -> (removed: [String], added: [String]) {
    let delta = TextDelta(from: old, to: new)
    func part(_ text: String) -> [String] {
      let bytes = Array(text.utf8)
      var (low, high) = (min(delta.head, bytes.count), max(bytes.count - delta.tail, 0))
      while low > 0, bytes[low - 1] != UInt8(ascii: "\n") { low -= 1 }
      high = max(high, low)
      while high < bytes.count, bytes[high] != UInt8(ascii: "\n") { high += 1 }
      return bytes[low..<high].split(separator: UInt8(ascii: "\n")).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    return (part(old), part(new))
  }
}

extension Session {
  /// What some versions in a row changed, the last first.
  package func guidanceDraftChanges(of id: ID<GuidanceDraft>, from first: Int, to last: Int) throws
    -> [DraftVersionChange]
  {
    let rows = try all(
      """
      SELECT \(GuidanceDraftVersionRow.columnList) FROM guidance_draft_version v
      WHERE v.draft_id = \(id) AND v.number <= \(last) AND v.number >= (
        SELECT COALESCE(MAX(w.number), 1) FROM guidance_draft_version w
        WHERE w.draft_id = \(id) AND w.number < \(max(first, 2)) AND w.is_whole = 1)
      ORDER BY v.number
      """
    ) { try GuidanceDraftVersionRow.read($0) }
    var changes: [DraftVersionChange] = []
    var text = GuidanceText(pack: "", source: "")
    for (n, row) in rows.enumerated() {
      let before = row.isWhole ? GuidanceText(pack: "", source: "") : text
      guard let pack = row.pack.applied(to: before.pack), let source = row.source.applied(to: before.source)
      else {
        throw StorageError(.decoding, "guidance_draft_version \(row.id) does not fit")
      }
      let new = GuidanceText(pack: pack, source: source)
      if n > 0, row.number >= first { changes.append(DraftVersionChange(row.number, from: text, to: new)) }
      text = new
    }
    return changes.reversed()
  }
}
