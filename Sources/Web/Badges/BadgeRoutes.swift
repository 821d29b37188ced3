import Basics
import Formats
import Markup
import Registry

/// Party badges: who reaches the years for one by the next batches.
extension Site {
  var badgeRoutes: [Route] {
    [
      .get("/to-chuc/:to-chuc/huy-hieu", .organisation(.viewMembers)) { try await $0.badgeIndex() },
      .post("/to-chuc/:to-chuc/huy-hieu/tai", .organisation(.exportMembers)) { try await $0.badgeDownload() },
    ]
  }
}

struct BadgePicture: Sendable {
  var state: OrganisationState
  var superiors: [OrganisationState]
  var batch: Batch
  var version: BadgeRules.Version?
  var candidates: [BadgeCandidate]
  var unknown: Int
  var canExport: Bool
  var path: String { "/to-chuc/\(state.organisation)/huy-hieu" }
}

extension Visit {
  var badgeRules: BadgeRules { get throws { try site.badgeRules(site.content) } }

  private func badgePicture() async throws -> BadgePicture {
    let (system, actor, id, rules, today) = (system, actor, try organisation, try badgeRules, today)
    let now = system.now
    let asked = query.day("dot").flatMap { rules.batch(on: $0) }
    guard let batch = asked ?? rules.batches(from: today, count: 1).first else {
      throw RightsRefusal.notFound
    }
    return try await system.read { session throws in
      let asOf = AsOf(today)
      guard let state = try session.organisation(id, asOf: asOf) else { throw RightsRefusal.notFound }
      let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
      let version = rules.version(on: batch.day)
      return BadgePicture(
        state: state,
        superiors: try session.superiors(of: id, asOf: asOf).filter {
          reach?.contains($0.organisation) ?? true
        },
        batch: batch, version: version,
        candidates: try session.badgeCandidates(
          in: id, batch: batch, years: version?.years ?? [], asOf: asOf),
        unknown: try session.membersWithoutAdmission(in: id, asOf: asOf),
        canExport: try session.rights(of: actor, on: id, at: now).contains(.exportMembers))
    }
  }

  fileprivate func badgeIndex(_ trouble: FormTrouble = FormTrouble()) async throws -> Answer {
    let picture = try await badgePicture()
    return try await page(
      "Huy hiệu Đảng · \(picture.state.name)",
      breadcrumbs: [Link("Tổ chức", "/to-chuc")]
        + (picture.superiors + [picture.state]).map { Link($0.name, "/to-chuc/\($0.organisation)") },
      body: BadgeIndexPage(visit: self, picture: picture, rules: try badgeRules, trouble: trouble).html)
  }

  fileprivate func badgeDownload() async throws -> Answer {
    let picture = try await badgePicture()
    return try await attempt {
      try await perform(
        ExportList(
          from: picture.state.organisation, rows: picture.candidates.count, day: today, reason: form["ly-do"])
      )
      let name = "Huy hiệu Đảng đợt \(picture.batch.day.vietnamese), \(picture.state.name)"
      let print = BadgePrint(picture: picture, mark: opening.mark)
      if form["dang"] == "xlsx" {
        return .file(
          try print.workbook(), name: "\(name).xlsx",
          type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
      }
      let document = print.document(try self.rules.layout(on: today)?.profile ?? .party)
      if form["dang"] == "pdf" {
        return .file(try document.pdf(), name: "\(name).pdf", type: "application/pdf")
      }
      return try word(document, name: name)
    } else: {
      try await badgeIndex($0.at("ly-do"))
    }
  }
}
