import Basics
import Markup
import Registry

/// Lists from Excel: upload, look at what was found, accept, and take back.
extension Site {
  var importRoutes: [Route] {
    ImportKind.allCases.flatMap { kind -> [Route] in
      let base = "/to-chuc/:to-chuc/\(kind.path)"
      return [
        .get(base, .organisation(kind.right)) { try await $0.uploadPage(kind, FormTrouble()) },
        .post(base, .organisation(kind.right), bodyLimit: Route.uploadLimit) { try await $0.upload(kind) },
        .get("\(base)/:tep", .organisation(kind.right)) { try await $0.checkPage(kind) },
        .post("\(base)/:tep/nhan", .organisation(kind.right)) { try await $0.accept(kind) },
        .post("\(base)/:tep/bo", .organisation(kind.right)) { try await $0.discard(kind) },
        .get("\(base)/:tep/loi", .organisation(kind.right)) { try await $0.returnedWorkbook(kind) },
        .get("\(base)/lan/:lan-nhap", .organisation(kind.right)) {
          try await $0.runPage(kind, FormTrouble())
        },
      ]
    } + [
      .post("/to-chuc/:to-chuc/nhap-danh-sach/lan/:lan-nhap/lay-lai", .organisation(.importRosters)) {
        try await $0.undoImport()
      }
    ]
  }
}
