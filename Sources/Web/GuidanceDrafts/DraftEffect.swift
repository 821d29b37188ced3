import Markup
import Registry
import Reviews

/// The effect of a draft on the records of a chosen year and unit, beside its editor. A script fetches the figures when the page
/// stands and after each change that was saved; without it the same form opens the page of the effect.
struct DraftEffect: Piece {
  var path: String
  var years: [Int]
  var organisations: [Choice]
  var hasErrors: Bool

  var html: HTML {
    """
    <section class="draft-effect" data-effect="\(path)/tom-tat"><h4>Tác động của dự thảo</h4>
    \(Form(asking: path, label: "Chọn năm và đơn vị để thử", body: """
      \(Select("nam", label: "Năm", choices: years.map { Choice("\($0)", "\($0)") }, selected: years.first.map { "\($0)" }, placeholder: nil))
      \(Select("don-vi", label: "Đơn vị", choices: organisations, selected: organisations.first?.value, placeholder: nil))
      \(Submit("Xem tác động", kind: .secondary))
      """))
    <div data-effect-result role="status" aria-live="polite"></div>
    \(when: hasErrors, "<p class=\"hint\">Dự thảo còn lỗi nên chưa chạy thử được.</p>")</section>

    """
  }
}

extension Visit {
  func draftEffect(_ reading: GuidanceDraftReading) async throws -> DraftEffect? {
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let organisations = try await system.read { session in
      try OrganisationChoices.of(
        actor, with: .viewBriefings, kinds: [.province, .district, .baseCommittee, .baseCell], on: today,
        in: session, at: now)
    }
    let years = try guidances.years(until: today.year)
    guard !organisations.isEmpty, !years.isEmpty else { return nil }
    return DraftEffect(
      path: "\(DraftPath.draft(reading.draft.id))/tac-dong", years: years, organisations: organisations,
      hasErrors: reading.loaded.hasErrors)
  }
}
