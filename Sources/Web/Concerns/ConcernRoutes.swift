import Basics
import Markup
import Registry
import Reporting

/// What people raise where they live: the matters of a cell, what was passed on, figures for those above; a member's own page to
/// bring one.
extension Site {
  var concernRoutes: [Route] {
    [
      .get("/to-chuc/:to-chuc/phan-anh", .organisation(.viewConcerns)) {
        try await $0.concernIndex(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/phan-anh", .organisation(.recordConcerns)) { try await $0.recordConcern() },
      .get("/to-chuc/:to-chuc/phan-anh/in", .organisation(.viewConcerns)) {
        try await $0.printConcerns()
      },
      .get("/phan-anh/:viec", .signedIn) { try await $0.concernShow(FormTrouble()) },
      .post("/phan-anh/:viec", .inside(.recordConcerns)) { try await $0.takeConcernStep() },
      .post("/phan-anh/:viec/sua", .inside(.recordConcerns)) { try await $0.correctConcern() },
      .post("/phan-anh/:viec/rut-buoc", .inside(.recordConcerns)) { try await $0.withdrawConcernStep() },
      .post("/phan-anh/:viec/rut", .inside(.recordConcerns)) { try await $0.withdrawConcern() },
      .get("/cua-toi/phan-anh", .signedIn) { try await $0.ownConcerns(FormTrouble()) },
      .post("/cua-toi/phan-anh", .signedIn) { try await $0.bringConcern() },
    ]
  }
}

/// What an organisation's page on people's concerns tells.
struct ConcernPicture: Sendable {
  var state: OrganisationState
  var superiors: [OrganisationState]
  /// By a role within the grassroots organisation; from above only what was passed on, and figures.
  var isNear: Bool
  var writes: Bool
  var own: [ConcernStory] = []
  var passedOn: [ConcernStory] = []
  var names: [ID<Organisation>: String] = [:]
  var counts: ConcernCounts
  var year: Int

  var path: String { "/to-chuc/\(state.organisation)/phan-anh" }

  init(
    _ id: ID<Organisation>, year: Int, for actor: Actor, rules: ConcernRules, at now: Moment,
    in session: Asked
  ) throws {
    let asOf = AsOf(now.day)
    guard let state = try session.organisation(id, asOf: asOf) else { throw RightsRefusal.notFound }
    (self.state, self.year) = (state, year)
    let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
    superiors = try session.superiors(of: id, asOf: asOf).filter { reach?.contains($0.organisation) ?? true }
    let near = try session.nearRights(of: actor, on: id, at: now)
    (isNear, writes) = (near.contains(.viewConcerns), near.contains(.recordConcerns))
    if isNear {
      let cells = try [id] + session.subtree(of: id, asOf: asOf).map(\.organisation).filter { $0 != id }
      // What several parts of a divided cell keep stands once.
      let kept = try cells.flatMap { try session.keptConcerns(of: $0, on: now.day) }
      own = Dictionary(kept.map { ($0.concern.concern, $0) }, uniquingKeysWith: { first, _ in first }).values
        .sorted { ($1.concern.heardOn, $1.concern.concern) < ($0.concern.heardOn, $0.concern.concern) }
    }
    passedOn = try session.concernsPassedOn(to: id, on: now.day)
    counts = try ConcernCounts(
      of: id, topics: rules.topics.map(\.id), in: Period(year: year), isNear: isNear, asOf: asOf,
      session: session)
    let named = (own + passedOn).flatMap { [$0.concern.organisation] + $0.steps.compactMap(\.body) }
    for organisation in Set(named) {
      names[organisation] = try session.organisationNear(organisation, asOf: asOf)?.name ?? ""
    }
  }
}

extension Visit {
  var concernRules: ConcernRules { get throws { try site.concernRules(site.content) } }

  func concernPicture() async throws -> ConcernPicture {
    let (system, actor, id, rules, today) = (system, actor, try organisation, try concernRules, today)
    let now = system.now
    let year = query.number("nam").flatMap { (1976...today.year).contains($0) ? $0 : nil } ?? today.year
    return try await system.read { session throws in
      guard let state = try session.organisation(id, asOf: AsOf(now.day)) else {
        throw RightsRefusal.notFound
      }
      return try ConcernPicture(
        state.organisation, year: year, for: actor, rules: rules, at: now, in: session)
    }
  }

  /// The fields of a form as an act; everything wrong at once, each at its field.
  /// - Parameter hamlet: the cell's own, as the register has it.
  func concernFields(in hamlet: String) throws -> (topic: String, hamlet: String, matter: String, day: Day) {
    let rules = try concernRules
    var trouble = FormTrouble()
    func check(_ field: String, _ body: () throws -> Void) throws {
      do { try body() } catch let refusal as any Refusal {
        trouble.add(field, "\(refusal.reason) \(refusal.remedy)")
      }
    }
    try check("noi-dung") { _ = try rules.checkedMatter(form.paragraphs("noi-dung")) }
    try check("ap") { _ = try rules.checkedHamlet(form["ap"], known: hamlet) }
    if !rules.topics.contains(where: { $0.id.utf8.elementsEqual(form["linh-vuc"].utf8) }) {
      trouble.add("linh-vuc", "\(ConcernRefusal.noTopic.reason) \(ConcernRefusal.noTopic.remedy)")
    }
    let heard = form.day("ngay-nghe")
    if heard == nil { trouble.add("ngay-nghe", "Ghi ngày nghe, ví dụ \(today.vietnamese).") }
    if let heard, heard > today { trouble.add("ngay-nghe", "Ngày ấy chưa đến. Sửa ngày.") }
    guard trouble.isEmpty, let heard else { throw FormTroubles(trouble: trouble) }
    try mattersOnly(["noi-dung", "ap"], evenBare: true)
    return (form["linh-vuc"], form["ap"], form.paragraphs("noi-dung"), heard)
  }

  func recordConcern() async throws -> Answer {
    let id = try organisation
    let (system, today) = (system, today)
    let hamlet = try await system.read {
      try $0.organisation(id, asOf: AsOf(today))?.neighbourhood ?? ""
    }
    return try await attempt {
      let fields = try concernFields(in: hamlet)
      let concern = try await perform(
        RecordConcern(
          fields.matter, topic: fields.topic, at: fields.hamlet, heardOn: fields.day, by: id,
          rules: try concernRules))
      return .redirect("/phan-anh/\(concern)", done: .saved)
    } else: {
      try await concernIndex($0)
    }
  }
}
