import Basics
import Markup
import Registry
import Regulations

/// Working regulations: an organisation's versions, uploading one, where a subtree stands.
extension Site {
  var regulationRoutes: [Route] {
    let path = "/to-chuc/:to-chuc/quy-che"
    let one = "\(path)/ban/:quy-che"
    return [
      .get("/quy-che", .somewhere(.viewRegulations)) { try await $0.regulationStart() },
      .get(path, .organisation(.viewRegulations)) { try await $0.regulationIndex() },
      .get("\(path)/pham-vi", .organisation(.viewRegulations)) { try await $0.regulationStandings() },
      .get("\(path)/moi", .organisation(.recordRegulations)) {
        try await $0.regulationUploadPage(FormTrouble())
      },
      .post("\(path)/moi", .organisation(.recordRegulations), bodyLimit: Route.uploadLimit) {
        try await $0.uploadRegulation()
      },
      .get("\(path)/moi/:ban-nop", .organisation(.recordRegulations)) {
        try await $0.regulationCheckPage(FormTrouble())
      },
      .post("\(path)/moi/:ban-nop", .organisation(.recordRegulations)) { try await $0.recordRegulation() },
      .get(one, .organisation(.viewRegulations)) { try await $0.regulationShow(FormTrouble()) },
      .get("\(one)/tep", .organisation(.viewRegulations)) { try await $0.regulationPaper() },
      .post("\(one)/het-hieu-luc", .organisation(.recordRegulations)) { try await $0.endRegulation() },
      .post("\(one)/rut", .organisation(.recordRegulations)) { try await $0.withdrawRegulation() },
      .post("\(one)/tra-loi", .organisation(.recordRegulations)) { try await $0.answerFinding() },
      .post("\(one)/xem-xong", .organisation(.recordRegulations)) { try await $0.finishLooking() },
      .get("\(one)/doi-chieu", .organisation(.viewRegulations)) { try await $0.regulationReuse() },
      .get("\(one)/so-sanh/:ban-kia", .organisation(.viewRegulations)) {
        try await $0.regulationSideBySide(FormTrouble())
      },
      .post("\(one)/so-sanh/:ban-kia", .organisation(.recordRegulations)) {
        try await $0.setPassageAside()
      },
      .get("\(path)/tong-quan", .organisation(.compareRegulations)) {
        try await $0.regulationOverviewPage()
      }.heavy,
      .get("\(path)/cung-goc", .organisation(.compareRegulations)) { try await $0.regulationFamilies() }
        .heavy,
    ]
  }
}

extension Visit {
  /// Where a person's regulations begin: at their topmost organisation, or a choice of them.
  func regulationStart() async throws -> Answer {
    let (system, actor, asOf) = (system, actor, asOf)
    let now = system.now
    let tops = try await system.read {
      try $0.topOrganisations(of: actor, with: .viewRegulations, asOf: asOf, at: now)
    }
    if let only = tops.first, tops.count == 1 {
      return .redirect(link("/to-chuc/\(only.organisation)/quy-che"))
    }
    return try await page(
      "Quy chế làm việc",
      body: """
        \(PageHeading("Quy chế làm việc"))
        \(try await regulationDraftSections(nil))
        <ul>\(each: tops, { "<li><a\(href: link("/to-chuc/\($0.organisation)/quy-che"))>\($0.name)</a></li>" })</ul>
        """)
  }
}
