import Basics
import Registry
import Reviews

extension Visit {
  /// The dossier of one subject as one archive; that it was taken is written down.
  func dossier() async throws -> Answer {
    let place = try await roundSubjectPlace()
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let means = DossierMeans(
      rules: try roundRules.dossier, forms: try reviewForms, opinions: try roundRules.opinions,
      ballots: try roundRules.ballots, layout: try rules.layout(on: today)?.profile ?? .party,
      mark: opening.mark)
    let procedures = try roundProcedures
    let dossier = try await system.read {
      try $0.dossier(
        of: place.subject, named: place.name, guidance: place.round.guidance, procedures: procedures,
        means: means, for: actor, at: now, today: today)
    }
    if let member = place.subject.member {
      try await system.noteReading(of: member, by: actor, on: .dossier)
    }
    return .file(
      try dossier.archive(layout: means.layout, mark: means.mark),
      name: "Hồ sơ \(place.round.period.vietnamese) - \(place.name).zip", type: "application/zip")
  }
}
