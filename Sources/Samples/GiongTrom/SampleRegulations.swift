import Basics
import Registry

/// What `Content/Samples/regulations.yaml` says about the sample's working regulations.
struct SampleRegulations: Decodable, Sendable {
  struct Article: Decodable, Sendable {
    var title: String
    var text: [String]
  }
  struct Cells: Decodable, Sendable {
    var exemplary: Int
    var mixed: Int
    var careful: Int
  }
  struct Committee: Decodable, Sendable {
    var from: Day
    var to: Day
    var term: String
  }
  struct Agencies: Decodable, Sendable {
    struct Second: Decodable, Sendable {
      var from: Day
      var to: Day
      var percent: Int
    }
    var from: Day
    var to: Day
    var second: Second
  }

  var committee: [Article]
  var renames: [[String]]
  var careful: [String]
  var cell: [Article]
  var cellOther: [Article]
  var cells: Cells
  var neverCopies: [String]
  var committees: [Committee]
  var agencies: Agencies

  init(_ content: Content) throws { self = try content.yaml("Samples/regulations.yaml") }
}

/// A regulation of the sample before it is written down: whose, when, its articles.
struct RegulationPlan: Sendable {
  enum Wording: Sendable, Hashable { case committee, copy, careful, mixed, exemplary }

  var commune: Int
  var isAgency: Bool
  var wording: Wording
  var day: Day
  var number: String
  var term: String
  var articles: [SampleRegulations.Article]
}

/// Draws the regulations of a world: every committee's for each term, every agency cell's after its founding, and for some
/// a second one.
struct RegulationPlanner {
  private let facts: SampleRegulations
  private let world: World
  private var dice: Dice

  init(_ facts: SampleRegulations, _ world: World, seed: UInt64) {
    (self.facts, self.world) = (facts, world)
    dice = Dice(seed: seed)
  }

  mutating func plans() -> [RegulationPlan] {
    var plans: [RegulationPlan] = []
    let wordings = self.wordings()
    var exemplary = 0
    for (place, commune) in world.communes.enumerated() {
      var committees: [RegulationPlan] = []
      for term in facts.committees {
        let day = dice.day(term.from, term.to).workday
        committees.append(
          RegulationPlan(
            commune: place, isAgency: false, wording: .committee, day: day, number: "01-QC/ĐU",
            term: term.term,
            articles: facts.committee.map { resolved($0, commune.name) }))
      }
      plans += committees
      let wording = wordings.indices.contains(place) ? wordings[place] : .copy
      let first = max(dice.day(facts.agencies.from, facts.agencies.to), commune.foundedOn.adding(days: 30))
        .workday
      var days = [first]
      if wording == .exemplary || dice.chance(facts.agencies.second.percent) {
        days.append(dice.day(facts.agencies.second.from, facts.agencies.second.to).workday)
      }
      let own = (exemplary % 2 == 0 ? facts.cell : facts.cellOther).map { resolved($0, commune.name) }
      if wording == .exemplary { exemplary += 1 }
      for (n, day) in days.enumerated() {
        guard let above = committees.last(where: { $0.day <= day }) else { continue }
        // Here and there a number or a term was left as it stood in the committee's paper.
        let keepsSymbol = wording == .copy && dice.chance(12)
        let keepsTerm = wording == .copy && n > 0 && dice.chance(20)
        let term = keepsTerm ? facts.committees.first?.term ?? above.term : above.term
        plans.append(
          RegulationPlan(
            commune: place, isAgency: true, wording: wording, day: day,
            number: keepsSymbol ? "0\(n + 2)-QC/ĐU" : "0\(n + 1)-QC/CB", term: term,
            articles: articles(wording, above.articles, own, commune.name)))
      }
    }
    return plans
  }

  /// Who copies and who does not, by commune.
  private mutating func wordings() -> [RegulationPlan.Wording] {
    var others = world.communes.indices.filter { !facts.neverCopies.contains(world.communes[$0].facts.name) }
    let named = world.communes.indices.filter { facts.neverCopies.contains(world.communes[$0].facts.name) }
    others = dice.shuffled(others)
    var wordings = Array(repeating: RegulationPlan.Wording.copy, count: world.communes.count)
    for place in others.prefix(facts.cells.exemplary) { wordings[place] = .exemplary }
    for place in others.dropFirst(facts.cells.exemplary).prefix(facts.cells.careful) {
      wordings[place] = .careful
    }
    for place in named + others.suffix(max(0, facts.cells.mixed - named.count)) { wordings[place] = .mixed }
    return wordings
  }

  private mutating func articles(
    _ wording: RegulationPlan.Wording, _ above: [SampleRegulations.Article],
    _ own: [SampleRegulations.Article],
    _ name: String
  ) -> [SampleRegulations.Article] {
    switch wording {
    case .committee: return above
    case .exemplary: return own
    case .copy: return above.map { renamed($0, name) }
    case .careful:
      return above.filter { !facts.careful.contains($0.title) }.map { renamed($0, name) } + own.suffix(3)
    case .mixed:
      let kept = above.filter { !facts.careful.contains($0.title) }
      return Array(own.prefix(4)) + kept.dropFirst(5).prefix(4).map { renamed($0, name) }
    }
  }

  private func renamed(_ article: SampleRegulations.Article, _ name: String) -> SampleRegulations.Article {
    func rename(_ text: String) -> String {
      facts.renames.reduce(text) { text, pair in
        guard let old = pair.first, let new = pair.last, pair.count == 2 else { return text }
        return text.replacing(old.replacing("{nơi}", with: name), with: new)
      }
    }
    return .init(title: rename(article.title), text: article.text.map(rename))
  }

  /// One of each choice in brackets, and the name of the place.
  private mutating func resolved(_ article: SampleRegulations.Article, _ name: String)
    -> SampleRegulations.Article
  {
    var texts: [String] = []
    for text in article.text {
      var out = String.UnicodeScalarView()
      var choice: String.UnicodeScalarView?
      for scalar in text.unicodeScalars {
        if scalar == "[" {
          choice = String.UnicodeScalarView()
        } else if scalar == "]", let chosen = choice {
          let options = chosen.split(separator: "|", omittingEmptySubsequences: false)
          if let pick = dice.pick(options) { out.append(contentsOf: pick) }
          choice = nil
        } else if choice != nil {
          choice?.append(scalar)
        } else {
          out.append(scalar)
        }
      }
      texts.append(String(out).replacing("{nơi}", with: name))
    }
    return .init(title: article.title, text: texts)
  }
}
