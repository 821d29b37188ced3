import Basics
import Markup
import Registry

/// Members: lists, one member's page, and the acts on a member.
extension Site {
  var memberRoutes: [Route] {
    [
      .get("/dang-vien", .somewhere(.viewMembers)) { try await $0.membersInReach() },
      .post("/dang-vien/xuat", .somewhere(.exportMembers)) { try await $0.exportReach() },
      .get("/to-chuc/:to-chuc/dang-vien", .organisation(.viewMembers)) {
        try await $0.membersOfOrganisation(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/dang-vien/xuat", .organisation(.exportMembers)) {
        try await $0.exportOrganisation()
      },
      .get("/to-chuc/:to-chuc/dang-vien/moi", .organisation(.editMembers)) {
        try await $0.newMemberPage(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/dang-vien/moi", .organisation(.editMembers)) { try await $0.registerMember() },
      .get("/dang-vien/:dang-vien", .member(.viewMembers)) { try await $0.memberShow() },
      .get("/dang-vien/:dang-vien/dinh-chinh", .member(.editMembers)) {
        try await $0.correctMemberPage(FormTrouble())
      },
      .post("/dang-vien/:dang-vien/dinh-chinh", .member(.editMembers)) { try await $0.correctMember() },
      .get("/dang-vien/:dang-vien/thay-doi", .member(.editMembers)) {
        try await $0.changeMemberPage(FormTrouble())
      },
      .post("/dang-vien/:dang-vien/thay-doi", .member(.editMembers)) { try await $0.changeMember() },
      .get("/dang-vien/:dang-vien/chuyen", .member(.transferMembers)) {
        try await $0.sendTransferPage(FormTrouble())
      },
      .post("/dang-vien/:dang-vien/chuyen", .member(.transferMembers)) { try await $0.sendTransfer() },
      .get("/dang-vien/:dang-vien/ra-khoi", .member(.editMembers)) {
        try await $0.endMembershipPage(FormTrouble())
      },
      .post("/dang-vien/:dang-vien/ra-khoi", .member(.editMembers)) { try await $0.endMembership() },
      .get("/dang-vien/:dang-vien/xoa-du-lieu", .member(.erasePersons)) {
        try await $0.eraseMemberPage(FormTrouble())
      },
      .post("/dang-vien/:dang-vien/xoa-du-lieu", .member(.erasePersons)) { try await $0.eraseMember() },
      .get("/dang-vien/:dang-vien/tai-khoan", .member(.manageAccounts)) {
        try await $0.memberAccount(FormTrouble())
      },
      .post("/dang-vien/:dang-vien/tai-khoan", .member(.manageAccounts)) {
        try await $0.linkMemberAccount()
      },
      .get("/dang-vien/:dang-vien/chuc-vu", .member(.appoint)) { try await $0.appointPage(FormTrouble()) },
      .post("/dang-vien/:dang-vien/chuc-vu", .member(.appoint)) { try await $0.appoint() },
      .post("/dang-vien/:dang-vien/thoi-chuc-vu", .member(.appoint)) { try await $0.endAppointment() },
    ]
  }
}
