import Basics
import Markup
import Registry

/// Organisations: the tree of a day, one organisation's page, and the acts that change the structure.
extension Site {
  var organisationRoutes: [Route] {
    [
      .get("/to-chuc", .somewhere(.viewOrganisations)) { try await $0.organisationIndex() },
      .get("/to-chuc/lap-dau-tien", .signedIn) { try await $0.foundTopPage(FormTrouble()) },
      .post("/to-chuc/lap-dau-tien", .signedIn) { try await $0.foundTop() },
      .get("/to-chuc/:to-chuc", .organisation(.viewOrganisations)) { try await $0.organisationShow() },
      .get("/to-chuc/:to-chuc/thanh-lap", .organisation(.changeStructure)) {
        try await $0.foundPage(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/thanh-lap", .organisation(.changeStructure)) { try await $0.found() },
      .get("/to-chuc/:to-chuc/doi-ten", .organisation(.changeStructure)) {
        try await $0.renamePage(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/doi-ten", .organisation(.changeStructure)) { try await $0.rename() },
      .get("/to-chuc/:to-chuc/chuyen", .organisation(.changeStructure)) {
        try await $0.movePage(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/chuyen", .organisation(.changeStructure)) { try await $0.move() },
      .get("/to-chuc/:to-chuc/sap-nhap", .organisation(.changeStructure)) {
        try await $0.mergePage(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/sap-nhap", .organisation(.changeStructure)) { try await $0.merge() },
      .get("/to-chuc/:to-chuc/ket-thuc", .organisation(.changeStructure)) {
        try await $0.endPage(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/ket-thuc", .organisation(.changeStructure)) { try await $0.end() },
      .get("/to-chuc/:to-chuc/rut", .organisation(.changeStructure)) {
        try await $0.withdrawPage(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/rut", .organisation(.changeStructure)) { try await $0.withdraw() },
      .get("/to-chuc/:to-chuc/dinh-chinh", .organisation(.changeStructure)) {
        try await $0.correctPage(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/dinh-chinh", .organisation(.changeStructure)) { try await $0.correct() },
      .post("/to-chuc/:to-chuc/lanh-dao", .organisation(.changeStructure)) { try await $0.noteLeadership() },
      .post("/to-chuc/:to-chuc/thoi-lanh-dao", .organisation(.changeStructure)) {
        try await $0.endLeadership()
      },
    ]
  }
}
