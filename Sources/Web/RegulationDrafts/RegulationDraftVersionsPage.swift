import Basics
import Markup
import Registry
import Regulations

extension Visit {
  private static let versionsShown = 50

  /// What was changed in a draft, the last first, with the words that differ.
  func regulationDraftVersions(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    let (system, draft) = (system, place.draft)
    let page = max(1, query.number("trang") ?? 1)
    let isEvery = query["tung-lan"] == "1"
    let (changes, names) = try await system.read { session throws in
      let changes = try session.regulationDraftChanges(of: draft.id, joined: !isEvery)
      return (changes, try session.personNames(ofActors: changes.map(\.actor)))
    }
    let shown = changes.dropFirst(min(changes.count, (page - 1) * Self.versionsShown)).prefix(
      Self.versionsShown)
    let rows = shown.map { change -> Table.Row in
      let piece = change.after ?? change.before
      let now = piece.flatMap { draft.piece($0.piece) }
      let title = piece.map { DraftText.typed($0.title, numbers: draft.numbers) } ?? ""
      let name = now.map { "\(draft.name(of: $0)). \(title)" } ?? title
      let isGone = change.after == nil
      let earlier = change.before.flatMap { old in now.map { $0.saysTheSame(as: old) } ?? false ? nil : old }
      return Table.Row([
        "\(name)",
        "\(when: change.before == nil, "thêm mới: ")\(when: isGone, "đã bỏ: ")\(delta(change, draft))",
        "\(names[change.actor] ?? "")", "\(change.at.vietnamese)",
        earlier.map { place.mayWrite ? restore(place, $0, isGone: isGone) : "" } ?? "",
      ])
    }
    return try await self.page(
      "Các bản đã ghi · \(draft.title)",
      breadcrumbs: regulationDraftTrail(place, Link(draft.title, place.path)),
      styles: Self.regulationDraftStyles,
      body: """
        \(PageHeading("Các bản đã ghi", kind: draft.title, lede: "Mỗi lần ghi đều còn. Lấy lại một chỗ cũ thì nó thành chữ mới nhất; không bản nào mất.", actions: "\(ButtonLink("Về dự thảo", place.path))"))
        \(trouble.summary)
        \(SectionLinks("Cách xem", [Link("Gộp các lần ghi liền nhau", "\(place.path)/cac-ban", isCurrent: !isEvery), Link("Từng lần ghi", "\(place.path)/cac-ban?tung-lan=1", isCurrent: isEvery)]))
        \(Table(
          "Các bản đã ghi", columns: [.init("Mục"), .init("Đã đổi"), .init("Người ghi"), .init("Lúc"), .init("")],
          rows: Array(rows),
          empty: EmptyState("Chưa sửa gì từ khi lập", advice: "Sửa một điều; mỗi lần ghi hiện ở đây.")))
        \(Pagination(page: page, pageSize: Self.versionsShown, count: changes.count, noun: "lần ghi", path: "\(place.path)/cac-ban\(isEvery ? "?tung-lan=1" : "")"))
        """)
  }

  private func delta(_ change: RegulationDraftChange, _ draft: RegulationDraft) -> HTML {
    func words(_ piece: RegulationDraftPiece?) -> String {
      piece.map {
        DraftText.typed($0.title, numbers: draft.numbers) + "\n"
          + DraftText.typed($0.text, numbers: draft.numbers)
      }
        ?? ""
    }
    return ShortDelta(pieces: WordDelta.of(words(change.before), words(change.after))).html
  }

  private func restore(_ place: RegulationDraftPlace, _ earlier: RegulationDraftPiece, isGone: Bool) -> HTML {
    Form(
      action: "\(place.path)/cac-ban", csrf: csrf,
      body:
        "\(HiddenField("dong", "\(earlier.id)"))\(Submit(isGone ? "Lấy lại mục này" : "Lấy lại chữ trước đó", kind: .quiet))"
    ).html
  }

  func restoreRegulationDraftPiece() async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    return try await attempt {
      guard let row = Int64(form["dong"]) else { throw RegulationDraftRefusal.gone }
      let piece = try await perform(RestoreRegulationDraftPiece(row, of: place.draft.id))
      return .redirect("\(place.path)/muc/\(piece)", done: .draftRestored)
    } else: {
      try await regulationDraftVersions($0)
    }
  }
}

/// Only what differs, with a few words around it.
struct ShortDelta: Piece {
  var pieces: [WordDelta.Piece]
  private static let around = 60
  private static let most = 600

  var html: HTML {
    var left = Self.most
    func cut(_ text: String) -> String {
      let scalars = text.unicodeScalars
      guard scalars.count > left else {
        left -= scalars.count
        return text
      }
      let kept = String(String.UnicodeScalarView(scalars.prefix(left)))
      left = 0
      return kept + "…"
    }
    var html = HTML()
    for (n, piece) in pieces.enumerated() where left > 0 {
      switch piece {
      case .same(let text): html.append("\(edges(text, isFirst: n == 0, isLast: n == pieces.count - 1))")
      case .removed(let text): html.append("<del>\(cut(text))</del>")
      case .added(let text): html.append("<ins>\(cut(text))</ins>")
      }
    }
    return "<div class=\"draft-delta\">\(html)</div>"
  }

  private func edges(_ text: String, isFirst: Bool, isLast: Bool) -> String {
    let scalars = Array(text.unicodeScalars)
    func string(_ part: ArraySlice<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(part)) }
    if isFirst { return scalars.count > Self.around ? "…" + string(scalars.suffix(Self.around)) : text }
    if isLast { return scalars.count > Self.around ? string(scalars.prefix(Self.around)) + "…" : text }
    guard scalars.count > 2 * Self.around else { return text }
    return string(scalars.prefix(Self.around)) + " … " + string(scalars.suffix(Self.around))
  }
}
