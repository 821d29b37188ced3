import Basics
import Markup
import Registry
import Regulations

/// One regulation as a page sees it.
struct RegulationPlace: Sendable {
  var regulation: WorkingRegulation
  var organisation: OrganisationState
  var document: Decision
  var rights: RightSet
  /// Whether the visitor stands for the organisation itself, not above it.
  var isOwner: Bool

  var path: String { "/to-chuc/\(regulation.organisation)/quy-che/ban/\(regulation.regulation)" }
}

extension Visit {
  var regulationRules: RegulationRules { get throws { try site.regulationRules(site.content) } }

  var regulationPath: String { get throws { "/to-chuc/\(try organisation)/quy-che" } }

  /// The regulation the address names, if it is the organisation's.
  func regulationPlace() async throws -> RegulationPlace {
    let (system, actor, known) = (system, actor, known)
    let (organisation, id) = (try organisation, try found(id("quy-che", WorkingRegulation.self)))
    let now = system.now
    return try await system.read { session throws in
      guard let regulation = try session.regulation(id, known: known),
        regulation.organisation == organisation,
        let state = try session.organisationNear(organisation, asOf: AsOf(regulation.period.from)),
        let document = try session.decision(regulation.document)
      else { throw RightsRefusal.notFound }
      let reach = try session.reach(of: actor, with: .viewRegulations, at: now)
      return RegulationPlace(
        regulation: regulation, organisation: state, document: try session.shown(document, to: reach),
        rights: try session.rights(of: actor, on: organisation, at: now),
        isOwner: try session.standsFor(organisation, actor, at: now))
    }
  }

  /// Reads the paper of a regulation, or remembers it.
  func outline(of regulation: WorkingRegulation) async throws -> Outline? {
    guard let file = regulation.file else { return nil }
    let (system, desk) = (system, site.regulationDesk)
    if let kept = desk.outline(regulation.fileHash) { return kept }
    guard let paper = try await system.read({ try $0.regulationPaper(file) }) else { return nil }
    let outline = try await desk.work { Outline.read(RegulationFile.read(paper.bytes, name: paper.name)) }
    desk.keep(outline, regulation.fileHash)
    return outline
  }

  func regulationTrail(_ state: OrganisationState) -> [Link] {
    let path = "/to-chuc/\(state.organisation)"
    return [
      Link("Tổ chức", link("/to-chuc")), Link(state.name, link(path)),
      Link("Quy chế làm việc", link("\(path)/quy-che")),
    ]
  }

  static let regulationStyles = ["/styles/regulations.css"]
}
