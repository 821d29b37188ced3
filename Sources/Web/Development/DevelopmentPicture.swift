import Basics
import Markup
import Registry

/// What an organisation's page on developing the Party tells.
struct DevelopmentPicture: Sendable {
  var state: OrganisationState
  var superiors: [OrganisationState]
  var place: String?
  var rights: RightSet
  /// Of a cell, a base organisation or a section.
  var files: [ProspectFile] = []
  /// Probationary members whom no file follows.
  var probationers: [Probationer] = []
  /// Above the grassroots: what lies directly below.
  var units: [OrganisationState] = []

  var path: String { "/to-chuc/\(state.organisation)/phat-trien" }
  var trail: [Link] {
    [Link("Tổ chức", "/to-chuc")]
      + (superiors + [state]).map { Link($0.name, "/to-chuc/\($0.organisation)") }
  }
  var isGrassroots: Bool {
    state.kind.isCell || state.kind == .baseCommittee || state.kind == .section
  }

  init(_ id: ID<Organisation>, for actor: Actor, at now: Moment, in session: Asked) throws {
    let asOf = AsOf(now.day)
    guard let state = try session.organisationNear(id, asOf: asOf) else { throw RightsRefusal.notFound }
    self.state = state
    let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
    place = try session.paperPlace(of: state, asOf: asOf)
    superiors = try session.superiors(of: id, asOf: asOf).filter { reach?.contains($0.organisation) ?? true }
    rights = try session.rights(of: actor, on: id, at: now)
    if isGrassroots {
      files = try session.prospectFiles(in: id, on: now.day)
      probationers = try session.probationersWithoutFile(in: id, asOf: asOf)
    } else {
      units = try session.children(of: id, asOf: asOf)
    }
  }
}

extension Visit {
  func developmentPicture() async throws -> DevelopmentPicture {
    let (system, actor, id) = (system, actor, try organisation)
    let now = system.now
    return try await system.read { try DevelopmentPicture(id, for: actor, at: now, in: $0) }
  }

  func developmentIndex(_ trouble: FormTrouble = FormTrouble()) async throws -> Answer {
    let picture = try await developmentPicture()
    return try await page(
      "Phát triển đảng viên · \(picture.state.name)", breadcrumbs: picture.trail,
      styles: ["/styles/members.css"],
      body: DevelopmentIndexPage(
        visit: self, picture: picture, rules: try developmentRules, trouble: trouble
      ).html)
  }
}

/// One prospect's file with what may be done.
struct ProspectPicture: Sendable {
  var file: ProspectFile
  var rights: RightSet
  var cell: OrganisationState
  var superiors: [OrganisationState]
  var readings: [ProspectReading]
  /// What the visitor may do with the member's own file, once there is one.
  var onMember: RightSet

  var path: String { "/phat-trien/\(file.prospect)" }
  var trail: [Link] {
    [Link("Tổ chức", "/to-chuc")]
      + (superiors + [cell]).map { Link($0.name, "/to-chuc/\($0.organisation)") }
      + [Link("Phát triển đảng viên", "/to-chuc/\(cell.organisation)/phat-trien")]
  }

  init(
    _ id: ID<Prospect>, right: Right, for actor: Actor, at now: Moment, in session: Asked
  ) throws {
    guard let file = try session.prospectFile(id, on: now.day) else { throw RightsRefusal.notFound }
    let asOf = AsOf(now.day)
    try session.require(right, of: actor, on: file.place, at: now)
    guard let cell = try session.organisationNear(file.place, asOf: asOf) else {
      throw RightsRefusal.notFound
    }
    (self.file, self.cell) = (file, cell)
    rights = try session.rights(of: actor, on: cell.organisation, at: now)
    let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
    superiors = try session.superiors(of: cell.organisation, asOf: asOf).filter {
      reach?.contains($0.organisation) ?? true
    }
    readings = try rights.contains(.viewHistory) ? session.prospectReadings(of: id, limit: 50) : []
    onMember = try file.admitted.map { try session.rights(of: actor, onMember: $0.member, at: now) } ?? []
  }
}

extension Visit {
  /// The file as seen by whoever asks; looking is written down.
  func prospectPicture(
    _ right: Right = .viewDevelopment, on surface: ProspectReading.Surface = .page
  ) async throws -> ProspectPicture {
    let (system, actor, id) = (system, actor, try found(id("nguoi", Prospect.self)))
    let now = system.now
    let picture = try await system.read {
      try ProspectPicture(id, right: right, for: actor, at: now, in: $0)
    }
    try await system.noteReading(of: id, by: actor, on: surface)
    return picture
  }
}
