import Registry

/// Drafts of working regulations: begun by an organisation, written article by article, sent for comments, adopted, issued.
/// A draft lies under no organisation's address: whoever is asked about it need not reach that organisation.
extension Site {
  var regulationDraftRoutes: [Route] {
    let one = "/quy-che/du-thao/:du-thao"
    return [
      .get("/to-chuc/:to-chuc/quy-che/du-thao", .organisation(.recordRegulations)) {
        try await $0.newRegulationDraft(FormTrouble())
      },
      .post(
        "/to-chuc/:to-chuc/quy-che/du-thao", .organisation(.recordRegulations), bodyLimit: Route.uploadLimit
      ) { try await $0.startRegulationDraft() },
      .get(one, .signedIn) { try await $0.regulationDraftShow(FormTrouble()) },
      .get("\(one)/tai", .signedIn) { try await $0.regulationDraftPaper() },
      .post("\(one)/gop-y", .signedIn) { try await $0.commentOnRegulationDraft() },
      .get("\(one)/muc/:muc", .inside(.recordRegulations)) {
        try await $0.regulationDraftPiece(FormTrouble())
      },
      .post("\(one)/muc/:muc", .inside(.recordRegulations)) { try await $0.saveRegulationDraftPiece() },
      .post("\(one)/bo-cuc", .inside(.recordRegulations)) { try await $0.arrangeRegulationDraft() },
      .get("\(one)/cac-ban", .inside(.recordRegulations)) {
        try await $0.regulationDraftVersions(FormTrouble())
      },
      .post("\(one)/cac-ban", .inside(.recordRegulations)) { try await $0.restoreRegulationDraftPiece() },
      .get("\(one)/y-kien", .inside(.recordRegulations)) {
        try await $0.regulationDraftAsking(FormTrouble())
      },
      .post("\(one)/y-kien", .inside(.recordRegulations)) { try await $0.askAboutRegulationDraft() },
      .post("\(one)/tra-loi", .inside(.recordRegulations)) { try await $0.answerDraftComment() },
      .get("\(one)/thong-qua", .inside(.recordRegulations)) {
        try await $0.regulationDraftAdoption(FormTrouble())
      },
      .post("\(one)/thong-qua", .inside(.recordRegulations)) { try await $0.adoptRegulationDraft() },
      .get("\(one)/ban-hanh", .inside(.recordRegulations)) {
        try await $0.regulationDraftIssuing(FormTrouble())
      },
      .post("\(one)/ban-hanh", .inside(.recordRegulations)) { try await $0.issueRegulationDraft() },
      .post("\(one)/chuyen", .inside(.recordRegulations)) { try await $0.moveRegulationDraft() },
    ]
  }
}
