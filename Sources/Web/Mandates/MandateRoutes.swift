import Basics
import Markup
import Registry
import Reporting

/// Mandates: documents from above that oblige units, and how far each of them is.
extension Site {
  var mandateRoutes: [Route] {
    [
      .get("/van-ban-giao-viec", .somewhere(.viewOrganisations)) { try await $0.mandateIndex() },
      .get("/van-ban-giao-viec/moi", .somewhere(.manageMandates)) {
        try await $0.mandateEditPage(FormTrouble())
      },
      .post("/van-ban-giao-viec/moi", .somewhere(.manageMandates)) { try await $0.issueMandate() },
      .get("/van-ban-giao-viec/:van-ban", .inside(.viewOrganisations)) {
        try await $0.mandateShow(FormTrouble())
      },
      .get("/van-ban-giao-viec/:van-ban/ghi", .inside(.recordRollOut)) {
        try await $0.rollOutPage(FormTrouble())
      },
      .post("/van-ban-giao-viec/:van-ban/ghi", .inside(.recordRollOut)) { try await $0.recordRollOut() },
      .get("/van-ban-giao-viec/:van-ban/duong-di", .inside(.viewOrganisations)) {
        try await $0.mandatePath(FormTrouble())
      },
      .post("/van-ban-giao-viec/:van-ban/dua-vao-ky", .inside(.recordMeetings)) {
        try await $0.takeUpMandate()
      },
      .post("/van-ban-giao-viec/:van-ban/rut", .inside(.recordRollOut)) { try await $0.withdrawRollOut() },
    ]
  }
}

/// One mandate, as far as a person's reach goes: whoever the scope belongs to sees all units, others their own.
struct MandatePicture: Sendable {
  var mandate: Mandate
  var document: Decision?
  var scopeName: String
  var seesScope: Bool
  var progress: MandateProgress
  /// Whether the totals are those of the whole scope; else they count the units of the person's reach only.
  var isWhole: Bool
  var decisions: [ID<Decision>: Decision]
  /// Units in which the person may record fulfilments.
  var writable: Set<ID<Organisation>>
  var canManage: Bool
  var names: [ID<Organisation>: String]

  /// - Throws: `notFound` where the mandate concerns nothing in the person's reach.
  init(_ mandate: Mandate, asOf: AsOf, for actor: Actor, at now: Moment, in session: Asked) throws {
    self.mandate = mandate
    let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
    seesScope = reach?.contains(mandate.scope) ?? true
    let whole = try session.progress(of: mandate, asOf: asOf)
    progress = reach.map { whole.limited(to: $0) } ?? whole
    isWhole = seesScope && progress.units.count == whole.units.count
    if !seesScope, progress.units.isEmpty {
      // Those it obliges today know of it on every day; nobody else does.
      let today = try session.progress(of: mandate, asOf: AsOf(max(now.day, mandate.inForceOn)))
      guard today.units.contains(where: { reach?.contains($0.unit.organisation) ?? true }) else {
        throw RightsRefusal.notFound
      }
    }
    document = try session.decision(mandate.document)
    scopeName = try session.organisationNear(mandate.scope, asOf: asOf)?.name ?? ""
    decisions = try session.decisions(progress.rollOuts.map(\.decision))
    let writing = try session.reach(of: actor, with: .recordRollOut, at: now)
    writable = Set(progress.units.map(\.unit.organisation).filter { writing?.contains($0) ?? true })
    canManage = try session.reach(of: actor, with: .manageMandates, at: now)?.contains(mandate.scope) ?? true
    var names = Dictionary(
      progress.units.map { ($0.unit.organisation, $0.unit.name) }, uniquingKeysWith: { a, _ in a })
    for rollOut in progress.rollOuts {
      for id in [rollOut.organisation, rollOut.result].compactMap({ $0 }) where names[id] == nil {
        names[id] = try session.organisationNear(id, asOf: AsOf(rollOut.day))?.name ?? ""
      }
    }
    for id in progress.units.flatMap(\.owing) where names[id] == nil {
      names[id] = try session.organisationNear(id, asOf: asOf)?.name ?? ""
    }
    self.names = names
  }

  /// "Hướng dẫn 10-HD/BTCTW".
  var title: String { document.map { "\($0.key.type) \($0.key.number)" } ?? mandate.subject }
  /// What the totals count.
  var countedPlace: String { isWhole ? scopeName : "phần của tôi trong \(scopeName)" }
}

extension Visit {
  /// The mandate of the address, if it concerns the person's reach.
  func mandatePicture() async throws -> MandatePicture {
    let (system, actor, asOf) = (system, actor, asOf)
    let (now, id): (Moment, ID<Mandate>) = (system.now, try found(id("van-ban")))
    return try await system.read { session throws in
      guard let mandate = try session.mandate(id, known: asOf.known) else { throw RightsRefusal.notFound }
      return try MandatePicture(mandate, asOf: asOf, for: actor, at: now, in: session)
    }
  }

  /// Every mandate in force on the day that concerns the person's reach.
  func mandatePictures() async throws -> [MandatePicture] {
    let (system, actor, asOf) = (system, actor, asOf)
    let now = system.now
    return try await system.read { session throws in
      try session.mandates(asOf: asOf).compactMap { mandate in
        do {
          return try MandatePicture(mandate, asOf: asOf, for: actor, at: now, in: session)
        } catch RightsRefusal.notFound {
          return nil
        }
      }
    }
  }
}
