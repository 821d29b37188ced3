import Basics
import Markup
import Registry
import Reviews

/// The effect of a draft on the records of a chosen year and unit, beside its editor. A script fetches the figures when the page
/// stands and after each change that was saved; without it the same form opens the page of the effect.
struct DraftEffect: Piece {
  var path: String
  var years: [Int]
  /// Those of today; the ones that ended before, which earlier years can be tried on.
  var organisations: [Choice]
  var ended: [Choice]
  var hasErrors: Bool

  var html: HTML {
    """
    <section class="draft-effect" data-effect="\(path)/tom-tat"><h4>Tác động của dự thảo</h4>
    \(Form(asking: path, label: "Chọn năm và đơn vị để thử", body: """
      \(Select("nam", label: "Năm", choices: years.map { Choice("\($0)", "\($0)") }, selected: years.first.map { "\($0)" }, placeholder: nil))
      \(Select("don-vi", label: "Đơn vị", groups: groups, selected: organisations.first?.value, placeholder: nil))
      \(Submit("Xem tác động", kind: .secondary))
      """))
    <div data-effect-result role="status" aria-live="polite"></div>
    \(when: hasErrors, "<p class=\"hint\">Dự thảo còn lỗi nên chưa chạy thử được.</p>")</section>

    """
  }

  private var groups: [Select.Group] {
    ended.isEmpty
      ? [Select.Group(nil, organisations)]
      : [Select.Group("Đang có", organisations), Select.Group("Đã kết thúc", ended)]
  }
}

extension Visit {
  func draftEffect(_ reading: GuidanceDraftReading) async throws -> DraftEffect? {
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let years = try guidances.years(until: today.year)
    guard let earliest = years.last else { return nil }
    let kinds: Set<Organisation.Kind> = [.province, .district, .baseCommittee, .baseCell]
    let (organisations, ended) = try await system.read { session throws -> ([Choice], [Choice]) in
      let spans = try session.organisationYears()
      let begun = Dictionary(spans.map { ("\($0.organisation)", $0.first) }, uniquingKeysWith: min)
      var organisations = try OrganisationChoices.of(
        actor, with: .viewBriefings, kinds: kinds, on: today, in: session, at: now)
      for n in organisations.indices {
        guard let first = begun[organisations[n].value], first > earliest else { continue }
        organisations[n].title += " (từ năm \(first))"
      }
      let reach = try session.reach(of: actor, with: .viewBriefings, at: now)
      let ended = spans.compactMap { one -> Choice? in
        guard let last = one.last, last >= max(one.first, earliest), kinds.contains(one.kind),
          reach?.contains(one.organisation) ?? true
        else { return nil }
        return Choice("\(one.organisation)", "\(one.name) (đến năm \(last))")
      }
      return (organisations, ended)
    }
    guard !organisations.isEmpty || !ended.isEmpty else { return nil }
    return DraftEffect(
      path: "\(DraftPath.draft(reading.draft.id))/tac-dong", years: years, organisations: organisations,
      ended: ended, hasErrors: reading.loaded.hasErrors)
  }
}
