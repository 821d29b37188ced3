import Basics
import Registry
import Schema
import Storage

extension Session {
  /// A draft in its last version, or in an earlier one; `nil` where there is none.
  package func guidanceDraft(_ id: ID<GuidanceDraft>, version number: Int? = nil) throws -> GuidanceDraft? {
    guard let row = try guidanceDraftRow(id), let latest = try latestVersion(of: id) else { return nil }
    guard let version = try guidanceDraftVersion(of: id, number ?? latest) else { return nil }
    return GuidanceDraft(
      id: id, organisation: row.organisation, base: row.base, isWithdrawn: try withdrawal(of: id) != nil,
      latest: latest, version: version)
  }

  /// Drafts of these organisations (nil means all), the one saved last first.
  package func guidanceDrafts(of organisations: Set<ID<Organisation>>?) throws -> [GuidanceDraftListing] {
    try all(
      """
      SELECT d.id, d.organisation_id, d.base, v.title, v.number, j.recorded_at, j.actor,
        (SELECT COUNT(*) FROM guidance_draft_withdrawal w
         WHERE w.draft_id = d.id AND w.withdrawn_by = \(Schema.stillBelieved))
      FROM guidance_draft d
      JOIN guidance_draft_version v ON v.draft_id = d.id
        AND v.number = (SELECT MAX(n.number) FROM guidance_draft_version n WHERE n.draft_id = d.id)
      JOIN journal_entry j ON j.sequence = v.recorded_by
      ORDER BY j.recorded_at DESC, d.id DESC
      """
    ) {
      GuidanceDraftListing(
        id: try $0.id(0), organisation: try $0.id(1), base: try $0.text(2), title: try $0.text(3),
        latest: try $0.int(4), savedAt: try $0.moment(5), savedBy: try $0.text(6),
        isWithdrawn: try $0.int(7) > 0)
    }.filter { organisations?.contains($0.organisation) ?? true }
  }

  /// Every version of a draft without its text, the last first.
  package func guidanceDraftVersions(of id: ID<GuidanceDraft>, offset: Int = 0, limit: Int = 200) throws
    -> [GuidanceDraftVersion]
  {
    try all(
      """
      SELECT v.number, v.title, v.restores, j.recorded_at, j.actor FROM guidance_draft_version v
      JOIN journal_entry j ON j.sequence = v.recorded_by
      WHERE v.draft_id = \(id) ORDER BY v.number DESC LIMIT \(limit) OFFSET \(offset)
      """
    ) {
      GuidanceDraftVersion(
        number: try $0.int(0), title: try $0.text(1), text: GuidanceText(pack: "", source: ""),
        restores: try $0.ifInt(2), savedAt: try $0.moment(3), savedBy: try $0.text(4))
    }
  }

  /// One version with its text, put together from the last whole one before it.
  package func guidanceDraftVersion(of id: ID<GuidanceDraft>, _ number: Int) throws -> GuidanceDraftVersion? {
    let rows = try all(
      """
      SELECT \(GuidanceDraftVersionRow.columnList), j.recorded_at, j.actor FROM guidance_draft_version v
      JOIN journal_entry j ON j.sequence = v.recorded_by
      WHERE v.draft_id = \(id) AND v.number <= \(number) AND v.number >= (
        SELECT MAX(w.number) FROM guidance_draft_version w
        WHERE w.draft_id = \(id) AND w.number <= \(number) AND w.is_whole = 1)
      ORDER BY v.number
      """
    ) { row in
      (
        try GuidanceDraftVersionRow.read(row), try row.moment(GuidanceDraftVersionRow.columnCount),
        try row.text(GuidanceDraftVersionRow.columnCount + 1)
      )
    }
    guard let (last, savedAt, savedBy) = rows.last, last.number == number else { return nil }
    var text = GuidanceText(pack: "", source: "")
    for (row, _, _) in rows {
      guard let pack = row.pack.applied(to: text.pack), let source = row.source.applied(to: text.source)
      else {
        throw StorageError(.decoding, "guidance_draft_version \(row.id) does not fit")
      }
      text = GuidanceText(pack: pack, source: source)
    }
    guard text.hash == last.hash else {
      throw StorageError(.decoding, "guidance_draft_version \(last.id) is not what was saved")
    }
    return GuidanceDraftVersion(
      number: number, title: last.title, text: text, restores: last.restores, savedAt: savedAt,
      savedBy: savedBy)
  }

  func guidanceDraftRow(_ id: ID<GuidanceDraft>) throws -> GuidanceDraftRow? {
    try first("SELECT id, organisation_id, base FROM guidance_draft WHERE id = \(id)") {
      GuidanceDraftRow(id: try $0.id(0), organisation: try $0.id(1), base: try $0.text(2))
    }
  }

  func withdrawal(of id: ID<GuidanceDraft>) throws -> GuidanceDraftWithdrawal? {
    try first(
      """
      SELECT id, draft_id, reason FROM guidance_draft_withdrawal
      WHERE draft_id = \(id) AND withdrawn_by = \(Schema.stillBelieved)
      """
    ) { GuidanceDraftWithdrawal(id: try $0.id(0), draft: try $0.id(1), reason: try $0.text(2)) }
  }

  func latestVersion(of id: ID<GuidanceDraft>) throws -> Int? {
    try first("SELECT MAX(number) FROM guidance_draft_version WHERE draft_id = \(id)") { try $0.ifInt(0) }
      ?? nil
  }
}

extension Session {
  /// The organisations somebody was given the right to draft for, by name; for the operator those at the top.
  package func draftingPlaces(of actor: Actor, on day: Day, at moment: Moment) throws -> [(
    id: ID<Organisation>, name: String
  )] {
    let granted: [ID<Organisation>]
    if let account = actor.account {
      granted = try grants(of: account, at: moment).filter { $0.role.rights.contains(.draftGuidances) }.map(
        \.organisation)
    } else {
      granted = try children(of: nil, asOf: AsOf(day)).map(\.organisation)
    }
    return try Set(granted).compactMap { id in
      try organisation(id, asOf: AsOf(day)).map { (id, $0.name) }
    }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
  }
}
