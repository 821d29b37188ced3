import Basics
import Markup
import Registry
import Regulations

/// A draft as somebody sees it.
struct RegulationDraftPlace: Sendable {
  var draft: RegulationDraft
  var organisation: OrganisationState
  var sight: DraftSight
  /// May change it: stands for the organisation, and it is still being written.
  var mayWrite: Bool
  var path: String { draft.path }

  func path(_ piece: RegulationDraftPiece) -> String { "\(path)/muc/\(piece.piece)" }
  func anchor(_ piece: RegulationDraftPiece) -> String { "muc-\(piece.mark)" }
}

extension Visit {
  var draftRules: DraftRules { get throws { try site.draftRules(site.content) } }

  /// The draft of the address: to those who neither stand for its organisation nor were asked there is none.
  func regulationDraft(asOwner: Bool = false, known: Int = AsOf.everything) async throws
    -> RegulationDraftPlace
  {
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let id: ID<RegulationDraft> = try found(id("du-thao"))
    return try await system.read { session throws in
      guard let draft = try session.regulationDraft(id, known: known),
        let state = try session.organisationNear(draft.organisation, asOf: AsOf(today))
      else { throw RightsRefusal.notFound }
      let sight = try session.draftSight(draft, of: actor, at: now)
      guard asOwner ? sight.isOwner : sight.mayRead else { throw RightsRefusal.notFound }
      return RegulationDraftPlace(
        draft: draft, organisation: state, sight: sight, mayWrite: sight.isOwner && draft.step.state.isOpen)
    }
  }

  /// What is told beside the draft, for its owner: what does not fit, what is like the superior's, what the register says now.
  func draftReading(_ place: RegulationDraftPlace) async throws -> DraftReading {
    let (system, today, rules, fitRules) = (system, today, try draftRules, try fitRules)
    let draft = place.draft
    let (fit, facts, above) = try await system.read { session throws in
      (
        try session.fitFacts(of: draft.organisation, on: today),
        try session.draftFacts(of: draft.organisation, on: today, rules: rules),
        try session.superiorRegulation(of: draft.organisation, on: today)
      )
    }
    var source: Outline?
    if let above { source = try await outline(of: above.regulation) }
    let tools = try await reuseTools(for: draft.organisation, on: today)
    let (held, state) = (source, place.organisation)
    let fitted = fit ?? FitFacts(organisation: state, day: today)
    return try await site.regulationDesk.work {
      var reading = DraftReading(draft, fit: fitted, facts: facts, rules: fitRules)
      if let held, let above {
        try reading.compare(
          with: held, named: above.organisation.name, audience: ReuseAudience.of(state.kind),
          sourceAudience: ReuseAudience.of(above.organisation.kind), tools: tools)
      }
      return reading
    }
  }

  /// Articles of others within the visitor's reach that articles of the draft are like.
  func draftLikeOthers(_ place: RegulationDraftPlace, _ reading: DraftReading) async throws
    -> [ID<RegulationDraftPiece>: (partner: ReusePartner, article: String)]
  {
    let day = today
    let (system, organisation) = (system, place.draft.organisation)
    let above = try await system.read {
      try $0.superiorRegulation(of: organisation, on: day)?.regulation.regulation
    }
    let found = try await likeOthers(
      reading.text.outline, named: place.draft.id.description, of: place.organisation, on: day,
      above: above)
    var byPiece: [ID<RegulationDraftPiece>: (partner: ReusePartner, article: String)] = [:]
    for (article, one) in found.rows {
      if let piece = reading.text.piece(ofArticle: article) { byPiece[piece] = one }
    }
    return byPiece
  }

  func regulationDraftTrail(_ place: RegulationDraftPlace, _ more: Link...) -> [Link] {
    let own =
      place.sight.isOwner ? regulationTrail(place.organisation) : [Link("Quy chế làm việc", "/quy-che")]
    return own + more
  }

  static let regulationDraftStyles = regulationStyles + ["/styles/drafts.css"]
}

/// The text of a draft to read: what is filled from the register is marked.
struct DraftWordsView: Piece {
  var stored: String
  var numbers: [Int: Int]

  var html: HTML {
    let lines = Self.lines(stored)
    return "\(each: lines, { "<p>\(Self.inline($0, numbers))</p>\n" })"
  }

  /// A filled value never has a line break in it.
  private static func lines(_ stored: String) -> [String] {
    stored.split(separator: "\n").map(String.init)
  }

  static func inline(_ stored: String, _ numbers: [Int: Int]) -> HTML {
    HTML.joined(
      DraftText.parts(stored).map { part -> HTML in
        switch part {
        case .text(let text): return "\(text)"
        case .fact(let name, let value):
          return value.isEmpty
            ? "<span class=\"draft-gap\" title=\"\(name)\">chưa có trong sổ</span>"
            : "<span class=\"draft-filled\" title=\"Điền từ sổ: \(name)\">\(value)</span>"
        case .article(let mark):
          return numbers[mark].map { "<a href=\"#muc-\(mark)\">\($0)</a>" }
            ?? "<span class=\"draft-gap\">điều đã bỏ</span>"
        }
      })
  }
}
