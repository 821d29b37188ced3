import Basics
import Registry
import Storage
import TestSupport
import Testing

@testable import Reviews

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }
private let office = Registry.Actor.operatorOfMachine

/// Comments of the place of residence outside of a review.
@Suite struct `Nhận xét của nơi cư trú ngoài đợt kiểm điểm` {
  private struct Place {
    let register: TestRegister
    let world: SmallWorld
    let liaison: LiaisonRules
    let opinions: OpinionRules
    let binh: ID<Member>
    let workplace: Registry.Actor
    let residence: Registry.Actor
    let stranger: Registry.Actor

    init(_ register: TestRegister) async throws {
      self.register = register
      world = try await SmallWorld.make(in: register.system)
      let content = Content(folder: "Content")
      (liaison, opinions) = (try LiaisonRules(content), try OpinionRules(content))
      binh = try await register.system.perform(
        RegisterMember(
          PersonalRecord(name: "Trần Văn Bình", bornOn: day(1980_01_01)), in: world.longMyAgency,
          from: day(2010_01_01)), by: office)
      func account(_ name: String, _ place: ID<Organisation>) async throws -> Registry.Actor {
        let made = try await register.system.perform(
          CreateAccount(userName: name, person: name, organisation: place), by: office)
        _ = try await register.system.perform(GrantRight(.secretary, on: place, to: made.account), by: office)
        return Registry.Actor(.account(made.account), name: name)
      }
      workplace = try await account("co.quan", world.longMyAgency)
      residence = try await account("bi.thu.ap", world.longMyHamlet)
      stranger = try await account("xa.khac", world.phongNamHamlet)
    }

    func ask(
      _ occasion: String = "appointment", outside: String = "", on asked: Int = 2026_03_02
    ) async throws -> ID<ResidenceComment> {
      try await register.system.perform(
        AskResidenceComment(
          about: binh, occasion: occasion, asked: outside.isEmpty ? world.longMyHamlet : nil,
          askedName: outside, on: day(asked), rules: liaison), by: workplace)
    }

    func say(
      _ comment: ID<ResidenceComment>, _ text: String = "Gương mẫu, tham gia đầy đủ.",
      by actor: Registry.Actor
    ) async throws {
      let content = Dictionary(
        uniqueKeysWithValues: opinions.headings(of: .residence).map { ($0.id, text) })
      try await register.system.perform(
        SayResidenceComment(
          comment, content: content, author: "Bí thư chi bộ ấp", on: day(2026_03_05), rules: opinions),
        by: actor)
    }

    func comment(_ id: ID<ResidenceComment>) async throws -> ResidenceComment {
      try #require(try await register.system.read { try $0.residenceComment(id) })
    }
  }

  @Test(arguments: Engine.available)
  func `hỏi khi cần, nơi cư trú trả lời, người ấy đọc và đáp lại; hạn theo quy định`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine, on: day(2026_03_10)) { register in
      let place = try await Place(register)
      await #expect(throws: ResidenceCommentRefusal.noOccasion) { _ = try await place.ask("khác") }
      let id = try await place.ask()
      let asked = try await place.comment(id)
      #expect(asked.dueOn == day(2026_03_02).adding(days: place.liaison.comments.answer.days))
      #expect(!asked.isLate(on: asked.dueOn) && asked.isLate(on: asked.dueOn.next))
      await #expect(throws: OpinionRefusal.alreadyAsked) { _ = try await place.ask() }
      let (hamlet, agency) = (place.world.longMyHamlet, place.world.longMyAgency)
      let waiting = try await register.system.read { session throws in
        (
          try session.residenceCommentsWaiting(at: hamlet, on: day(2026_03_10)).map(\.comment),
          try session.residenceCommentsAsked(by: agency, asOf: AsOf(day(2026_03_10))).map(\.comment)
        )
      }
      #expect(waiting.0 == [id] && waiting.1 == [id])
      await #expect(throws: RightsRefusal.notFound) { try await place.say(id, by: place.stranger) }
      // Whoever asks does not answer for the residence.
      await #expect(throws: RightsRefusal.notFound) { try await place.say(id, by: place.workplace) }
      await #expect(throws: OpinionRefusal.aboutOthers("vợ")) {
        try await place.say(id, "Có vợ buôn bán ở chợ.", by: place.residence)
      }
      try await place.say(id, by: place.residence)
      await #expect(throws: OpinionRefusal.wrongState(ResidenceComment.State.said.title)) {
        try await place.say(id, "Đổi ý.", by: place.residence)
      }
      await #expect(throws: OpinionRefusal.onlyTheRated) {
        try await register.system.perform(ReadResidenceComment(id, reply: ""), by: place.workplace)
      }
      try await register.system.perform(
        ReadResidenceComment(id, reply: "Đồng ý.", isOnPaper: true), by: place.workplace)
      let read = try await place.comment(id)
      #expect(read.state == .read && read.reply == "Đồng ý." && read.author == "Bí thư chi bộ ấp")
    }
  }

  @Test(arguments: Engine.available)
  func
    `nơi ngoài sổ thì bên hỏi ghi theo phiếu gửi lại; không ai ghi về chính mình; xóa dữ liệu thì lời ghi mất`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_03_10)) { register in
      let place = try await Place(register)
      guard let account = place.workplace.account else { return }
      let outside = try await place.ask(outside: "Chi bộ khu phố 3, phường An Hội")
      try await register.system.perform(LinkMemberAccount(account, to: place.binh), by: office)
      await #expect(throws: OpinionRefusal.aboutOneself) { try await place.say(outside, by: place.workplace) }
      try await register.system.perform(UnlinkMemberAccount(place.binh), by: office)
      try await place.say(outside, by: place.workplace)
      let second = try await place.ask("planning")
      try await register.system.perform(
        CancelResidenceComment(second, reason: "thôi quy hoạch"), by: place.workplace)
      #expect(try await place.comment(second).state == .cancelled)
      let today = day(2026_03_10)
      let hamlet = place.world.longMyHamlet
      #expect(
        try await register.system.read { try $0.residenceCommentsWaiting(at: hamlet, on: today).isEmpty })
      try await register.system.perform(
        EraseMember(
          place.binh, confirmation: "Trần Văn Bình", reason: "theo yêu cầu",
          decision: SmallWorld.decision("9-QĐ/ĐU")), by: office)
      let erased = try await place.comment(outside)
      #expect(erased.content.isEmpty && erased.author.isEmpty && erased.askedName.isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `chi bộ được hỏi sáp nhập thì nơi nhận trả lời`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2026_03_10)) { register in
      let place = try await Place(register)
      let id = try await place.ask()
      let heir = try await register.system.perform(
        FoundOrganisation(
          kind: .residentialCell, title: "Chi bộ ấp Long Thạnh", code: "GT.LM.9", parent: place.world.longMy,
          day: day(2026_01_01), decision: SmallWorld.decision("1-QĐ/ĐU", on: day(2025_12_20))), by: office)
      _ = try await register.system.perform(
        MergeOrganisations(
          [place.world.longMyHamlet], result: .into(heir), day: day(2026_03_04),
          decision: SmallWorld.decision("3-QĐ/ĐU", on: day(2026_03_01))), by: office)
      let made = try await register.system.perform(
        CreateAccount(userName: "ap.moi", person: "Ấp mới", organisation: heir), by: office)
      _ = try await register.system.perform(GrantRight(.secretary, on: heir, to: made.account), by: office)
      let waiting = try await register.system.read {
        try $0.residenceCommentsWaiting(at: heir, on: day(2026_03_10)).map(\.comment)
      }
      #expect(waiting == [id])
      try await place.say(id, by: Registry.Actor(.account(made.account), name: "Ấp mới"))
      #expect(try await place.comment(id).state == .said)
    }
  }
}
