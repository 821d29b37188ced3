import Basics
import Registry
import Schema
import Storage

extension Session {
  /// A draft as it is, or as it was at an entry of the journal.
  package func regulationDraft(_ id: ID<RegulationDraft>, known: Int = AsOf.everything) throws
    -> RegulationDraft?
  {
    guard
      let row = try first(
        "SELECT id, organisation_id, frame, base_id FROM regulation_draft WHERE id = \(id)",
        { row in
          RegulationDraftRow(
            id: try row.id(0), organisation: try row.id(1), frame: try row.text(2), base: try row.ifID(3))
        }),
      let step = try regulationDraftStep(of: id)
    else { return nil }
    let pieces = try regulationDraftPieces(of: id, known: known)
    guard !pieces.isEmpty else { return nil }
    let latest = try first(
      """
      SELECT max(CASE WHEN withdrawn_by = \(Schema.stillBelieved) THEN recorded_by ELSE withdrawn_by END)
      FROM regulation_draft_piece WHERE draft_id = \(id)
      """
    ) { try $0.ifInt(0) ?? 0 }
    return RegulationDraft(
      id: id, organisation: row.organisation, frame: row.frame, base: row.base, pieces: pieces, step: step,
      latest: latest ?? 0)
  }

  package func regulationDraftPieces(of draft: ID<RegulationDraft>, known: Int = AsOf.everything) throws
    -> [RegulationDraftPiece]
  {
    try all(
      """
      SELECT \(RegulationDraftPiece.columnList) FROM regulation_draft_piece p WHERE p.draft_id = \(draft)
        AND p.recorded_by <= \(known) AND p.withdrawn_by > \(known) ORDER BY p.position, p.id
      """
    ) { try RegulationDraftPiece.read($0) }
  }

  func regulationDraftStep(of draft: ID<RegulationDraft>) throws -> RegulationDraftStep? {
    try first(
      """
      SELECT \(RegulationDraftStep.columnList) FROM regulation_draft_step s WHERE s.draft_id = \(draft)
        AND s.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { try RegulationDraftStep.read($0) }
  }

  /// The steps it went through, with who wrote each down and when.
  package func regulationDraftSteps(of draft: ID<RegulationDraft>) throws -> [(
    step: RegulationDraftStep, actor: String, at: Moment
  )] {
    try all(
      """
      SELECT \(RegulationDraftStep.columnList), j.actor, j.recorded_at FROM regulation_draft_step s
      JOIN journal_entry j ON j.sequence = s.recorded_by WHERE s.draft_id = \(draft) ORDER BY s.recorded_by, s.id
      """
    ) { (try RegulationDraftStep.read($0), try $0.text(8), try $0.moment(9)) }
  }

  /// Drafts of an organisation, the newest first.
  package func regulationDrafts(of organisation: ID<Organisation>) throws -> [RegulationDraft] {
    try all("SELECT id FROM regulation_draft WHERE organisation_id = \(organisation) ORDER BY id DESC") {
      try $0.id(0, RegulationDraft.self)
    }.compactMap { try regulationDraft($0) }
  }

  /// A row of a piece, also one that was replaced since, with who wrote it.
  package func regulationDraftPiece(row: Int64, of draft: ID<RegulationDraft>) throws -> (
    piece: RegulationDraftPiece, actor: String, at: Moment
  )? {
    try first(
      """
      SELECT \(RegulationDraftPiece.columnList), j.actor, j.recorded_at FROM regulation_draft_piece p
      JOIN journal_entry j ON j.sequence = p.recorded_by WHERE p.id = \(row) AND p.draft_id = \(draft)
      """
    ) {
      (
        try RegulationDraftPiece.read($0), try $0.text(RegulationDraftPiece.columnCount),
        try $0.moment(RegulationDraftPiece.columnCount + 1)
      )
    }
  }

  func nextMark(of draft: ID<RegulationDraft>) throws -> Int {
    (try first("SELECT max(mark) FROM regulation_draft_piece WHERE draft_id = \(draft)") {
      try $0.ifInt(0) ?? 0
    }
      ?? 0) + 1
  }
}
