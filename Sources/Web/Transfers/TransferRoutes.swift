import Basics
import Markup
import Registry

/// Transfers under way: sent from here, on the way to here.
extension Site {
  var transferRoutes: [Route] {
    [
      .get("/chuyen-sinh-hoat", .somewhere(.viewMembers)) { try await $0.transferIndex() },
      .get("/chuyen-sinh-hoat/:chuyen-sinh-hoat", .inside(.viewMembers)) {
        try await $0.transferShow(FormTrouble())
      },
      .post("/chuyen-sinh-hoat/:chuyen-sinh-hoat/tiep-nhan", .inside(.transferMembers)) {
        try await $0.receiveTransfer()
      },
      .post("/chuyen-sinh-hoat/:chuyen-sinh-hoat/tra-lai", .inside(.transferMembers)) {
        try await $0.returnTransfer()
      },
    ]
  }
}
