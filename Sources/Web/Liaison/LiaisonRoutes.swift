import Basics
import Markup
import Registry

/// Contact with the place of residence: whom an organisation has introduced, who lives with it, letters, meetings.
extension Site {
  var liaisonRoutes: [Route] {
    [
      .get("/to-chuc/:to-chuc/noi-cu-tru", .organisation(.viewMembers)) { try await $0.liaisonIndex() },
      .post("/to-chuc/:to-chuc/noi-cu-tru/so", .organisation(.exportMembers)) { try await $0.liaisonBook() },
      .get("/to-chuc/:to-chuc/noi-cu-tru/gioi-thieu", .organisation(.recordLiaison)) {
        try await $0.liaisonSendPage(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/noi-cu-tru/gioi-thieu", .organisation(.recordLiaison)) {
        try await $0.sendLiaisonLetters()
      },
      .get("/to-chuc/:to-chuc/noi-cu-tru/giay", .organisation(.recordLiaison)) {
        try await $0.printLiaisonLetters()
      },
      .get("/to-chuc/:to-chuc/noi-cu-tru/gap", .organisation(.recordLiaison)) {
        try await $0.liaisonMeetingPage(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/noi-cu-tru/gap", .organisation(.recordLiaison)) {
        try await $0.recordLiaisonMeeting()
      },
      .get("/dang-vien/:dang-vien/noi-cu-tru", .member(.viewMembers)) {
        try await $0.contactBook(FormTrouble())
      },
      .get("/dang-vien/:dang-vien/noi-cu-tru/in", .member(.viewMembers)) { try await $0.printContactBook() },
      .post("/dang-vien/:dang-vien/noi-cu-tru/dien", .member(.recordLiaison)) {
        try await $0.classifyLiaison()
      },
      .get("/giay-noi-cu-tru/:giay", .inside(.viewMembers)) { try await $0.liaisonLetter(FormTrouble()) },
      .get("/giay-noi-cu-tru/:giay/in", .inside(.viewMembers)) { try await $0.printLiaisonLetter() },
      .post("/giay-noi-cu-tru/:giay", .inside(.recordLiaison)) { try await $0.changeLiaisonLetter() },
    ]
  }
}

extension Visit {
  var liaisonRules: LiaisonRules { get throws { try site.liaisonRules(site.content) } }
}
