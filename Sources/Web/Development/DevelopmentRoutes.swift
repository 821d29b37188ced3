import Basics
import Markup
import Registry

/// Developing the Party: who is considered, how far each has come, what is missing, until recognition.
extension Site {
  var developmentRoutes: [Route] {
    [
      .get("/to-chuc/:to-chuc/phat-trien", .organisation(.viewDevelopment)) {
        try await $0.developmentIndex()
      },
      .post("/to-chuc/:to-chuc/phat-trien/danh-sach", .organisation(.exportMembers)) {
        try await $0.developmentDownload()
      },
      .post("/to-chuc/:to-chuc/phat-trien/cu-di-hoc", .organisation(.exportMembers)) {
        try await $0.downloadCourseList()
      },
      .get("/to-chuc/:to-chuc/phat-trien/moi", .organisation(.recordDevelopment)) {
        try await $0.newProspectPage(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/phat-trien/moi", .organisation(.recordDevelopment)) {
        try await $0.listProspect()
      },
      .post("/to-chuc/:to-chuc/phat-trien/theo-doi", .organisation(.recordDevelopment)) {
        try await $0.followProbation()
      },
      .get("/to-chuc/:to-chuc/phat-trien/thong-ke", .organisation(.viewBriefings)) {
        try await $0.developmentReportPage()
      }.heavy,
      .get("/to-chuc/:to-chuc/phat-trien/thong-ke/in", .organisation(.viewBriefings)) {
        try await $0.printDevelopmentReport()
      }.heavy,
      .get("/phat-trien/:nguoi", .inside(.viewDevelopment)) { try await $0.prospectShow() },
      .get("/phat-trien/:nguoi/in", .inside(.viewDevelopment)) { try await $0.printProspect() },
      .get("/phat-trien/:nguoi/ghi/:viec", .inside(.recordDevelopment)) {
        try await $0.prospectForm(FormTrouble())
      },
      .post("/phat-trien/:nguoi/ghi/:viec", .inside(.recordDevelopment)) { try await $0.recordProspect() },
    ]
  }
}

extension Visit {
  var developmentRules: DevelopmentRules { get throws { try site.developmentRules(site.content) } }
}
