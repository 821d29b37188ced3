import Basics
import Markup
import Registry
import Regulations
import TextReuse

/// What was found on the regulations below an organisation, one row each, in the order of names: never by how much.
struct RegulationOverview: Sendable {
  struct Row: Sendable {
    var organisation: OrganisationState
    var regulation: WorkingRegulation
    var number: String
    var superior: WorkingRegulation?
    var superiorName: String
    var findings: [FitFinding]
    /// By article, in the order of the text: number, title, verdict against the superior's.
    var articles: [Article]
    var isMostlyAlike: Bool
    /// Passages that somebody has set aside; they are counted here all the same.
    var asides: Int
    var path: String { "/to-chuc/\(regulation.organisation)/quy-che/ban/\(regulation.regulation)" }
    /// Each sentence once, however many bodies it names.
    var absentSentences: [FitFinding] {
      var seen: Set<String> = []
      return absent.filter { seen.insert("\($0.place)|\($0.sentence)").inserted }
    }
    var absent: [FitFinding] {
      findings.filter { $0.matter == .subjects && $0.severity != .notice && !$0.subject.isEmpty }
    }
  }
  struct Article: Sendable {
    /// In the order of the text.
    var number: Int
    /// As the paper has it.
    var printed: String
    var title: String
    /// With what was set aside taken out.
    var verdict: ReuseVerdict
    /// Before that.
    var found: Comparison.Verdict
    var asides: Int
    /// As the superior's paper has it.
    var source: String?
  }

  var state: OrganisationState
  var rows: [Row]
  /// Regulations whose owners are still looking first.
  var waiting: Int
  /// Cells that have a regulation but no paper to read.
  var withoutPaper: Int
  /// More than the page looks at.
  var isCut: Bool
}

/// What was computed of one regulation, kept while nothing it rests on changes.
struct OverviewKept: Sendable {
  var findings: [FitFinding]
  var articles: [RegulationOverview.Article]
  var isMostlyAlike: Bool
  var asides: Int
}

extension Visit {
  private static let most = 400

  /// The regulations of cells below an organisation that are in force on the day looked at.
  func regulationOverview() async throws -> RegulationOverview {
    try await regulationOverview(of: try organisation, asOf: asOf)
  }

  func regulationOverview(of id: ID<Organisation>, asOf: AsOf) async throws -> RegulationOverview {
    let (system, actor) = (system, actor)
    let (rules, fitRules, tools) = (try regulationRules, try fitRules, try reuseTools)
    let now = system.now
    struct Asked: Sendable {
      var state: OrganisationState
      var regulation: WorkingRegulation
      var document: Decision
      var facts: FitFacts
      var superior: WorkingRegulation?
      var superiorName: String
      var asides: [String: PassageAside]
      /// Findings the owner has marked as misread.
      var mistaken: Set<String>
      var sight: FindingSight
      var mandated: [MandatedPassage.Shown]
    }
    let (root, asked, hidden, withoutPaper, isCut) = try await system.read {
      session throws -> (OrganisationState, [Asked], Int, Int, Bool) in
      guard let root = try session.organisationNear(id, asOf: asOf) else { throw RightsRefusal.notFound }
      let standings = try session.regulationStandings(below: id, rules: rules, asOf: asOf).filter {
        $0.kind.isCell && $0.regulation != nil
      }
      var (asked, waiting, withoutPaper): ([Asked], Int, Int) = ([], 0, 0)
      for standing in standings.prefix(Self.most) {
        guard let regulation = standing.regulation,
          let state = try session.organisationNear(standing.organisation, asOf: AsOf(regulation.period.from)),
          let document = try session.decision(regulation.document)
        else { continue }
        guard regulation.file != nil else {
          withoutPaper += 1
          continue
        }
        var sight = try session.findingSight(on: regulation.regulation, rules: rules, at: now)
        if sight.looksUntil != nil, try session.standsFor(standing.organisation, actor, at: now) {
          sight = .everything
        }
        // Nothing answered and not looked at: nothing to see.
        guard sight.looksUntil == nil || !sight.answered.isEmpty,
          let facts = try session.fitFacts(of: regulation, document: document)
        else {
          waiting += 1
          continue
        }
        let superior = try session.superiorRegulation(of: regulation)
        var asides: [String: PassageAside] = [:]
        let notes = try session.regulationNotes(on: regulation.regulation)
        let mistaken = notes.map(\.note).filter { $0.kind == .answer && $0.standing == .mistaken }.map(
          \.about)
        for (note, _, at) in notes
        where note.kind == .aside && note.other == superior?.regulation.regulation {
          asides[note.about] = PassageAside(reason: note.text, day: at.day)
        }
        asked.append(
          Asked(
            state: state, regulation: regulation, document: document, facts: facts,
            superior: superior?.regulation, superiorName: superior?.organisation.name ?? "", asides: asides,
            mistaken: Set(mistaken), sight: sight,
            mandated: try session.mandatedPassages(
              over: standing.organisation, asOf: AsOf(regulation.period.from))))
      }
      return (root, asked, waiting, withoutPaper, standings.count > Self.most)
    }
    var (rows, waiting): ([RegulationOverview.Row], Int) = ([], hidden)
    for one in asked {
      let tools = tools.on(one.regulation.period.from, with: one.mandated)
      let key = Fingerprint.sha256(
        "\(tools.key)|\(one.regulation.id)|\(one.superior?.id ?? 0)|\(one.facts.key)|\(one.asides.keys.sorted())"
      )
      var kept = site.regulationDesk.overview(key)
      if kept == nil, let outline = try await outline(of: one.regulation) {
        let source: Outline? =
          if let superior = one.superior { try await self.outline(of: superior) } else { nil }
        kept = try await site.regulationDesk.work {
          let findings = FitCheck.findings(outline, one.facts, rules: fitRules)
          guard let source else {
            return OverviewKept(findings: findings, articles: [], isMostlyAlike: false, asides: 0)
          }
          let report = try RegulationComparison(
            .init(name: "own", outline: outline), .init(name: "source", outline: source),
            ownAudience: ReuseAudience.of(one.state.kind), sourceAudience: "committee", tools: tools)
          let reading = ReuseReading(report, asides: one.asides)
          return OverviewKept(
            findings: findings,
            articles: reading.articles.map { article in
              let own = outline.articles[article.comparison.place]
              return .init(
                number: own.number, printed: own.printed, title: outline.title(own), verdict: article.verdict,
                found: article.comparison.verdict, asides: article.asides,
                source: article.comparison.source.map { source.articles[$0].printed })
            }, isMostlyAlike: reading.isMostlyAlike, asides: reading.asideCount)
        }
        if let kept { site.regulationDesk.keep(kept, key) }
      }
      guard let kept else { continue }
      // Its owner has answered some, not all: what is not answered is not counted here either.
      guard one.sight.settled(kept.findings).looksUntil == nil else {
        waiting += 1
        continue
      }
      rows.append(
        .init(
          organisation: one.state, regulation: one.regulation, number: one.document.key.number,
          superior: one.superior, superiorName: one.superiorName,
          findings: kept.findings.filter { !one.mistaken.contains($0.key) },
          articles: kept.articles, isMostlyAlike: kept.isMostlyAlike,
          asides: kept.asides))
    }
    return RegulationOverview(
      state: root, rows: rows, waiting: waiting, withoutPaper: withoutPaper, isCut: isCut)
  }
}
