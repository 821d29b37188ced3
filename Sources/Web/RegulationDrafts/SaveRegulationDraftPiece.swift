import Basics
import Markup
import Registry
import Regulations

extension Visit {
  /// Saves an article: by the button, or by itself while one writes.
  func saveRegulationDraftPiece() async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    let piece = try found(id("muc", RegulationDraftPiece.self))
    let isAutomatic = form["tu-ghi"] == "1"
    do {
      guard let seen = Int64(form["dong"]), seen > 0 else { throw RegulationDraftRefusal.changedSince }
      let row = try await perform(
        SaveRegulationDraftPiece(
          piece, of: place.draft.id, seen: seen, numbering: Int(form["so"]) ?? 0, title: form["ten"],
          text: form.paragraphs("noi-dung"), rules: try draftRules, fitRules: try fitRules))
      return isAutomatic
        ? try await automaticDraftAnswer(piece, row)
        : .redirect("\(place.path)/muc/\(piece)", done: .articleSaved)
    } catch RegulationDraftRefusal.nothingChanged {
      return isAutomatic
        ? try await automaticDraftAnswer(piece, nil)
        : .redirect("\(place.path)/muc/\(piece)", done: .articleSaved)
    } catch let refusal as any Refusal where !(refusal is RightsRefusal) {
      return try await notSaved(refusal, place, piece, isAutomatic)
    }
  }

  private func notSaved(
    _ refusal: any Refusal, _ place: RegulationDraftPlace, _ piece: ID<RegulationDraftPiece>,
    _ isAutomatic: Bool
  ) async throws -> Answer {
    let isOutdated = if case RegulationDraftRefusal.outdated = refusal { true } else { false }
    if isAutomatic {
      return .json(
        ["error": .string("\(refusal.reason) \(refusal.remedy)"), "outdated": .bool(isOutdated)],
        status: isOutdated ? .conflict : .unprocessableContent)
    }
    let latest = try await regulationDraft(asOwner: true)
    guard let now = latest.draft.piece(piece) else { return try await lostDraftPiece(latest, refusal) }
    guard isOutdated else { return try await regulationDraftPiece(FormTrouble(refusal)).asRefused }
    let (system, draft) = (system, latest.draft.id)
    let told = try await system.read { try $0.regulationDraftPiece(row: now.id, of: draft) }
    let rival = DraftRival(piece: now, actor: told?.actor ?? "", at: told?.at ?? system.now)
    return try await regulationDraftPiece(FormTrouble(refusal), rival: rival).with(.conflict)
  }

  /// The article was removed meanwhile; what was typed is shown to be kept.
  private func lostDraftPiece(_ place: RegulationDraftPlace, _ refusal: any Refusal) async throws -> Answer {
    let lines = [form["ten"]] + form.paragraphs("noi-dung").split(separator: "\n").map(String.init)
    return try await page(
      "Điều này không còn", breadcrumbs: regulationDraftTrail(place, Link(place.draft.title, place.path)),
      styles: Self.regulationDraftStyles,
      body: """
        \(PageHeading("Điều này không còn trong dự thảo", kind: place.draft.title, actions: "\(ButtonLink("Về dự thảo", place.path))"))
        \(FormTrouble(refusal).summary)
        \(Section("Chữ đã gõ", body: "\(each: lines, { "<p>\($0)</p>" })"))
        """
    ).with(.conflict)
  }

  /// The row that stands now, and what is told beside it.
  private func automaticDraftAnswer(_ id: ID<RegulationDraftPiece>, _ row: Int64?) async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    let piece = try found(place.draft.piece(id))
    let (beside, _) = try await draftBeside(place, piece)
    return .json([
      "row": .string("\(row ?? piece.id)"), "numbering": .int(place.draft.latest),
      "saved": .string(system.now.vietnamese),
      "beside": .string(String(decoding: beside.bytes, as: UTF8.self)),
    ])
  }

  /// Adds, moves, removes; fills in anew.
  func arrangeRegulationDraft() async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    let draft = place.draft.id
    return try await attempt {
      if form["viec"] == "dien-lai" {
        try await perform(RefreshRegulationDraft(draft, rules: try draftRules))
        return .redirect(place.path, done: .factsRefreshed)
      }
      guard let piece = form.id("muc", RegulationDraftPiece.self) else { throw RegulationDraftRefusal.gone }
      let work: ArrangeRegulationDraft.Work
      switch form["viec"] {
      case "len": work = .move(piece, isUp: true)
      case "xuong": work = .move(piece, isUp: false)
      case "bo": work = .remove(piece)
      case "them":
        work = .add(form["loai"] == "chapter" ? .chapter : .article, title: form["ten"], after: piece)
      default: throw RegulationDraftRefusal.nothingChanged
      }
      let touched = try await perform(ArrangeRegulationDraft(draft, work))
      let now = try await regulationDraft(asOwner: true)
      guard let there = now.draft.piece(touched) else { return .redirect(place.path, done: .articleSaved) }
      if form["viec"] == "them", there.kind == .article { return .redirect(place.path(there)) }
      return .redirect("\(place.path)#\(place.anchor(there))")
    } else: {
      try await regulationDraftShow($0)
    }
  }
}
