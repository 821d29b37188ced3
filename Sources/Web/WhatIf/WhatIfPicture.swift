import Basics
import Markup
import Registry
import Reviews
import Rules

/// What a what-if page needs: the two guidances, the records they ran over, and what the visitor may see of them.
struct WhatIfPicture: Sendable {
  var path: String
  /// The page of the guidance or draft that is tried.
  var home: String
  var whatIf: WhatIf
  /// The guidance that is tried is named first in every address.
  var tried: Guidance
  var other: Guidance
  var year: Int
  var years: [Int]
  var organisation: OrganisationState
  var others: [Guidance]
  var organisations: [Choice]
  var rights: RightSet
  /// An earlier version of a draft.
  var version: Int?
  /// A decision of the competent level that is only tried.
  var trial: WhatIfTrial?

  var snapshot: RegisterSnapshot { whatIf.snapshot }

  /// Single persons are told, as pseudonyms, to those who may see their grades.
  var seesPersons: Bool { rights.contains(.recordGradings) }
  /// Small counts too are told to who sees each of them anyway, and to a cell's or a commune's own leadership.
  var isWhole: Bool { seesPersons || snapshot.isGrassroots && rights.contains(.viewMembers) }
  /// Unit by unit small counts tell about persons to whoever looks from above.
  var isWholeByUnit: Bool { isWhole && snapshot.isGrassroots }

  /// Whether provisions and thresholds are tried one by one: that counts small groups, and over whole organisations.
  var isTakenApart: Bool { isWhole && !snapshot.isPart }

  func requireWhole() throws(RightsRefusalInPart) {
    guard isWhole else { throw .smallGroups }
    guard !snapshot.isPart else { throw .partOfGrassroots }
  }

  func address(_ page: String = "", _ more: [(String, String)] = []) -> String {
    var query = [
      ("nam", "\(year)"), ("don-vi", "\(organisation.organisation)"), ("voi", other.name),
    ]
    if let version { query.append(("ban", "\(version)")) }
    if whatIf.keepsDecided { query.append((Visit.keepsDecided, "giu")) }
    if let trial { query += trial.address }
    return path + page + "?" + (query + more).map { "\($0.0)=\($0.1)" }.joined(separator: "&")
  }

  /// The fields that keep a form to this question.
  var fields: HTML {
    """
    \(HiddenField("nam", "\(year)"))\(HiddenField("don-vi", "\(organisation.organisation)"))\(HiddenField("voi", other.name))\
    \(when: version != nil, HiddenField("ban", version.map { "\($0)" } ?? "").html)\
    \(when: whatIf.keepsDecided, HiddenField(Visit.keepsDecided, "giu").html)\
    \(trial.map { "\(HiddenField("muc", $0.path))\(HiddenField("gia-tri", $0.value))" as HTML })
    """
  }

  func counted(_ count: Int) -> String {
    !isWhole && count > 0 && count < SmallGroups.least ? "dưới \(SmallGroups.least)" : Number.grouped(count)
  }

  func table(_ counts: [[Int]]) -> SmallGroups { isWhole ? SmallGroups(whole: counts) : SmallGroups(counts) }

  /// "đảng viên", "chi bộ": what a decision is about.
  func subject(_ effect: WhatIf.DecisionEffect) -> String {
    let name = tried.pack.entities.first { $0.id == effect.entity }?.name ?? effect.entity
    return name.lowercased()
  }
}

/// All that the figures of a what-if follow from.
struct WhatIfQuestion: Hashable, Sendable {
  var snapshot: SnapshotShelf.Key
  /// The texts of the guidances, by their hashes: a draft changes under its name.
  var other: String
  var tried: String
  var asked: String?
  var keepsDecided: Bool
  var trial: [String]
}

extension Visit {
  static let keepsDecided = "da-quyet-dinh"
  private var data: FormData { method == .post ? form : query }

  /// The guidance or draft that is tried, and the address of its page. Whoever may not see a draft does not find it.
  func tried() async throws -> (guidance: Guidance, home: String) {
    guard parameters.get("du-thao") != nil else {
      let guidance = try guidance
      return (guidance, "/huong-dan-xep-loai/\(guidance.name)")
    }
    let (id, number): (ID<GuidanceDraft>, Int?) = (try found(id("du-thao")), data.number("ban"))
    let system = system
    let draft = try found(try await system.read { try $0.guidanceDraft(id, version: number) })
    try await require(.viewGuidanceDrafts, on: draft.organisation)
    let loaded = loadedPack(of: draft)
    guard let pack = loaded.pack, !loaded.hasErrors else {
      throw WhatIfRefusal.unfinished(loaded.findings.first { $0.severity == .error }?.message ?? "")
    }
    return (
      Guidance(name: draft.path, pack: pack, hash: loaded.hash, text: draft.version.text),
      "/huong-dan-xep-loai/du-thao/\(id)"
    )
  }

  /// Asks for the right on the organisation first, then runs both guidances over its records of the year.
  func whatIfPicture(_ right: Right) async throws -> WhatIfPicture {
    let (tried, home) = try await tried()
    let year = try reviewYear(of: data)
    let organisation = try await whatIfOrganisation(right, year: year)
    try await require(right, on: organisation)
    let all = try guidances
    try await requireThere(organisation, year: year, years: all.years(until: today.year))
    let others = all.all.filter { $0.name != tried.name && $0.pack.rounds.period == tried.pack.rounds.period }
    let trial = WhatIfTrial(data, of: tried)
    let other =
      trial != nil && data["voi"].isEmpty ? tried : try other(than: tried, year: year, among: others)
    let rights = try await rights(on: organisation)
    // Computed beside decided, the difference of the two would tell who was decided how.
    let keepsDecided = data[Self.keepsDecided] == "giu" && rights.contains(.recordGradings)
    let whatIf = try await whatIf(
      other, tried, of: organisation, year: year, asked: all.guidance(of: year), keepsDecided: keepsDecided,
      trial: trial)
    let picture = WhatIfPicture(
      path: home + "/tac-dong", home: home, whatIf: whatIf, tried: tried, other: other, year: year,
      years: try all.years(until: today.year),
      organisation: whatIf.snapshot.root, others: other.name == tried.name ? [tried] + others : others,
      organisations: try await whatIfOrganisations(whatIf.snapshot), rights: rights,
      version: parameters.get("du-thao") == nil ? nil : data.number("ban"), trial: trial)
    // In a grassroots organisation or a cell every count is of few persons, and all of one grade tells of each.
    guard picture.isWhole || !picture.snapshot.isGrassroots else { throw RightsRefusalInPart.onlyFromAbove }
    return picture
  }

  /// Worked out once for all who ask the same of the same register, and for the pages that follow.
  private func whatIf(
    _ other: Guidance, _ tried: Guidance, of organisation: ID<Organisation>, year: Int, asked: Guidance?,
    keepsDecided: Bool, trial: WhatIfTrial?
  ) async throws -> WhatIf {
    let (system, actor, shelf, today) = (system, actor, site.snapshots, today)
    let key = try await shelf.key(of: organisation, year: year, for: actor, in: system)
    let question = WhatIfQuestion(
      snapshot: key, other: "\(other.name) \(other.hash)", tried: "\(tried.name) \(tried.hash)",
      asked: asked?.hash, keepsDecided: keepsDecided, trial: trial.map { [$0.path, $0.value] } ?? [])
    return try await site.whatIfs(question) {
      try await shelf.snapshot(of: organisation, year: year, for: actor, in: system).whatIf(
        other, tried, asked: asked?.pack, keepsDecided: keepsDecided, trial: trial?.ruling(on: today))
    }
  }

  private func reviewYear(of data: FormData) throws -> Int {
    let year = try gradedYear(data) ?? today.year
    guard year <= today.year else { throw ReviewRefusal.noGuidance(year) }
    return year
  }

  /// The one named, or what the draft amends, or the guidance of the year, or the one before.
  private func other(than tried: Guidance, year: Int, among others: [Guidance]) throws -> Guidance {
    if !data["voi"].isEmpty {
      guard let named = try guidances[data["voi"]] else { throw RightsRefusal.notFound }
      return named
    }
    if let amended = tried.pack.amends, let found = others.first(where: { $0.pack.name == amended }) {
      return found
    }
    if let current = try guidances.guidance(of: year), current.name != tried.name { return current }
    return others.first { $0.pack.validFrom < tried.pack.validFrom } ?? others.first ?? tried
  }

  /// The organisation asked for, or the topmost of the visitor's on the year's day.
  private func whatIfOrganisation(_ right: Right, year: Int) async throws -> ID<Organisation> {
    if !data["don-vi"].isEmpty {
      guard let id: ID<Organisation> = data.id("don-vi") else { throw RightsRefusal.notFound }
      return id
    }
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    return try await system.read { session in
      let asOf = AsOf(ReviewRecords.day(of: year, today: today))
      let tops = try session.topOrganisations(of: actor, with: right, asOf: asOf, at: now)
      guard let top = tops.first else { throw RightsRefusal.notFound }
      return top.organisation
    }
  }

  /// Whether the organisation was there on the day that counts for the year.
  private func requireThere(_ organisation: ID<Organisation>, year: Int, years: [Int]) async throws {
    let day = ReviewRecords.day(of: year, today: today)
    let spans = try await system.read { session throws -> [OrganisationYears]? in
      try session.organisation(organisation, asOf: AsOf(day)) == nil
        ? try session.organisationYears(of: organisation) : nil
    }
    guard let spans else { return }
    guard let span = spans.first else { throw RightsRefusal.notFound }
    throw NotThereThatYear(
      name: span.name, span: span.absence(in: year) ?? "không còn vào ngày \(day.vietnamese)", year: year,
      years: years, choices: try await whatIfOrganisations(on: day))
  }

  private func whatIfOrganisations(_ snapshot: RegisterSnapshot) async throws -> [Choice] {
    let chosen = Choice("\(snapshot.root.organisation)", snapshot.root.name)
    let found = try await whatIfOrganisations(on: snapshot.day)
    return found.contains { $0.value == chosen.value } ? found : [chosen] + found
  }

  /// Those that were there on a day and had members. Cells are many, and are found through what they belong to.
  private func whatIfOrganisations(on day: Day) async throws -> [Choice] {
    let (system, actor) = (system, actor)
    let now = system.now
    return try await system.read { session in
      try OrganisationChoices.of(
        actor, with: .viewBriefings, kinds: [.province, .district, .baseCommittee, .baseCell, .section],
        on: day, havingMembers: true, in: session, at: now)
    }
  }
}
