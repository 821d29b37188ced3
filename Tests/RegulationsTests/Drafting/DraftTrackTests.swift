import Basics
import Formats
import Registry
import Storage
import TestSupport
import Testing

@testable import Regulations

@Suite struct `Dự thảo quy chế đi đến ban hành` {
  /// An account with a role on an organisation.
  private func account(_ name: String, _ role: Role, on organisation: ID<Organisation>, _ system: System)
    async throws
    -> Actor
  {
    let made = try await system.perform(
      CreateAccount(userName: name, person: name, organisation: organisation), by: .operatorOfMachine)
    _ = try await system.perform(GrantRight(role, on: organisation, to: made.account), by: .operatorOfMachine)
    return Actor(.account(made.account), name: name)
  }

  private func adopt(
    _ world: DraftingWorld, _ id: ID<RegulationDraft>, _ votes: Int, of base: Int,
    on adopted: Day = DraftingWorld.today
  )
    async throws
  {
    let seen = try await world.draft(id).latest
    try await world.register.system.perform(
      AdoptRegulationDraft(id, seen: seen, on: adopted, votes: votes, of: base, rules: world.rules),
      by: .operatorOfMachine)
  }

  private func issue(_ world: DraftingWorld, _ id: ID<RegulationDraft>, on day: Day) async throws -> ID<
    WorkingRegulation
  > {
    try await world.register.system.perform(
      IssueRegulationDraft(
        id,
        as: DecisionEntry(
          DocumentKey(type: "Quy chế", number: "01-QC/CB", issuer: "Chi bộ cơ quan xã Long Mỹ", date: day)),
        from: day, signer: "", layout: .party, mark: nil), by: .operatorOfMachine)
  }

  @Test(arguments: Engine.available)
  func `lấy ý kiến, trả lời, thông qua, ban hành: thành một bản trong sổ, tệp đọc lại đúng từng điều`(
    engine: Engine
  )
    async throws
  {
    try await DraftingWorld.with(engine) { world in
      let system = world.register.system
      let id = try await world.start()
      await #expect(throws: RegulationDraftRefusal.notAdopted) {
        _ = try await issue(world, id, on: DraftingWorld.today)
      }
      do {
        try await adopt(world, id, 5, of: 6)
        Issue.record("dự thảo chưa xong mà thông qua được")
      } catch RegulationDraftRefusal.unfinished(let empty, let unfilled) {
        #expect(empty.contains("Điều 3") && unfilled == ["nhiệm kỳ", "chức vụ"])
      }
      let above = try await account("dang.uy", .office, on: world.world.longMy, system)
      let neighbour = try await account("ap.long.hoa", .secretary, on: world.world.longMyHamlet, system)
      let stranger = try await account("phong.nam", .office, on: world.world.phongNam, system)
      func sight(_ actor: Actor) async throws -> DraftSight {
        let draft = try await world.draft(id)
        return try await system.read { try $0.draftSight(draft, of: actor, at: system.now) }
      }
      for one in [above, neighbour, stranger] { #expect(try await sight(one).mayRead == false) }
      try await system.perform(
        AskAboutRegulationDraft(
          id, organisations: [world.world.longMyHamlet], accounts: [], before: day(2026_12_01)),
        by: .operatorOfMachine)
      // Asked again with another day, the day is another one; a day that is over is none.
      for (day, refusal) in [
        (day(2026_12_01), RegulationDraftRefusal.asked("Chi bộ ấp Long Hòa")),
        (day(1900_01_01), .pastDeadline(day(1900_01_01))),
        (DraftingWorld.today, .pastDeadline(DraftingWorld.today)),
      ] {
        await #expect(throws: refusal) {
          try await system.perform(
            AskAboutRegulationDraft(id, organisations: [world.world.longMyHamlet], accounts: [], before: day),
            by: .operatorOfMachine)
        }
      }
      try await system.perform(
        AskAboutRegulationDraft(
          id, organisations: [world.world.longMyHamlet], accounts: [], before: day(2026_12_10)),
        by: .operatorOfMachine)
      #expect(try await system.read { try $0.draftRequests(of: id) }.map(\.before) == [day(2026_12_10)])
      let asked = try await sight(neighbour)
      #expect(asked.mayRead && !asked.isOwner)
      #expect(try await sight(above).mayRead == false)
      #expect(
        try await system.read { try $0.draftsAskedOf(neighbour, at: system.now) }.map(\.draft.id) == [id])
      let draft = try await world.draft(id)
      let two = try world.article(2, of: draft)
      await #expect(throws: RegulationDraftRefusal.noComment) {
        try await system.perform(CommentOnRegulationDraft(id, on: two.piece, text: " "), by: neighbour)
      }
      try await system.perform(
        CommentOnRegulationDraft(id, on: two.piece, text: "Nên ngắn hơn."), by: neighbour)
      await #expect(throws: RightsRefusal.notFound) {
        try await system.perform(CommentOnRegulationDraft(id, on: two.piece, text: "x"), by: above)
      }
      await #expect(throws: RightsRefusal.notFound) {
        try await world.save(two, of: draft, "1. Người được hỏi không sửa.", by: neighbour)
      }
      _ = try await world.finish(id)
      await #expect(throws: RegulationDraftRefusal.openComments(1)) { try await adopt(world, id, 5, of: 6) }
      let comment = try #require(try await system.read { try $0.draftComments(of: id) }.first)
      #expect(comment.organisation == world.world.longMyHamlet && comment.piece == two.piece)
      await #expect(throws: RegulationDraftRefusal.noReason) {
        try await system.perform(
          AnswerDraftComment(comment.comment, of: id, standing: .kept, reply: ""), by: .operatorOfMachine)
      }
      try await system.perform(
        AnswerDraftComment(comment.comment, of: id, standing: .taken, reply: ""), by: .operatorOfMachine)
      await #expect(
        throws: RegulationDraftRefusal.notCarried(votes: 3, base: 6, words: world.rules.adoption.words)
      ) {
        try await adopt(world, id, 3, of: 6)
      }
      await #expect(throws: RegulationDraftRefusal.future(day(2026_11_21))) {
        try await adopt(world, id, 4, of: 6, on: day(2026_11_21))
      }
      await #expect(throws: RegulationDraftRefusal.beforeDraft(DraftingWorld.today)) {
        try await adopt(world, id, 4, of: 6, on: day(2026_11_19))
      }
      try await adopt(world, id, 4, of: 6)
      await #expect(throws: RegulationDraftRefusal.closed(.adopted)) {
        let now = try await world.draft(id)
        try await world.save(try world.article(2, of: now), of: now, "1. Sửa sau khi thông qua.")
      }
      await #expect(throws: RegulationDraftRefusal.beforeAdoption(DraftingWorld.today)) {
        _ = try await issue(world, id, on: day(2026_11_19))
      }
      let adopted = try await world.draft(id)
      let regulation = try await issue(world, id, on: DraftingWorld.today)
      let (held, paper, bases, step) = try await system.read { session throws in
        let held = try #require(try session.regulation(regulation))
        return (
          held, try #require(try held.file.flatMap { try session.regulationPaper($0) }),
          try session.bases(of: [regulation]), try session.regulationDraft(id)?.step
        )
      }
      #expect(held.title == "Quy chế làm việc của Chi bộ cơ quan xã Long Mỹ" && held.frame == adopted.frame)
      #expect(held.term == "2025 – 2030" && bases.contains { $0.number == "208-QĐ/TW" })
      #expect(step?.state == .issued && step?.regulation == regulation)
      let outline = Outline.read(RegulationFile.read(paper.bytes, name: paper.name))
      let articles = adopted.pieces.filter { $0.kind == .article }
      #expect(outline.articles.count == articles.count)
      #expect(
        outline.articles.map { outline.title($0) } == articles.map { DraftText.read($0.title, numbers: [:]) })
      #expect(outline.findings.filter { $0.severity == .error }.isEmpty)
      let steps = try await system.read { try $0.regulationDraftSteps(of: id) }
      #expect(steps.map(\.step.state) == [.writing, .commenting, .adopted, .issued])
    }
  }

  @Test(arguments: Engine.available)
  func `trả lại, thôi soạn, mở lại: có lý do, mỗi bước là một việc trong nhật ký`(engine: Engine) async throws
  {
    try await DraftingWorld.with(engine) { world in
      let system = world.register.system
      let id = try await world.start()
      _ = try await world.finish(id)
      try await adopt(world, id, 4, of: 6)
      await #expect(throws: RegulationDraftRefusal.noReason) {
        try await system.perform(MoveRegulationDraft(id, .giveBack), by: .operatorOfMachine)
      }
      try await system.perform(
        MoveRegulationDraft(id, .giveBack, reason: "Đảng ủy đề nghị sửa Điều 3"), by: .operatorOfMachine)
      #expect(try await world.draft(id).step.state == .returned)
      let now = try await world.draft(id)
      try await world.save(try world.article(3, of: now), of: now, "1. Viết lại.")
      try await system.perform(
        MoveRegulationDraft(id, .putAside, reason: "Sắp sáp nhập"), by: .operatorOfMachine)
      await #expect(throws: RegulationDraftRefusal.closed(.withdrawn)) {
        _ = try await world.arrange(id, .remove(try world.article(2, of: now).piece))
      }
      try await system.perform(MoveRegulationDraft(id, .takeUp), by: .operatorOfMachine)
      #expect(try await world.draft(id).step.state == .writing)
      let acts = try await system.read {
        try $0.all(
          "SELECT act FROM journal_entry WHERE act IN ('regulationDraft.adopt', 'regulationDraft.move')"
        ) { try $0.text(0) }
      }
      #expect(acts.count == 4)
    }
  }

  @Test func `chữ trong dự thảo không chứa số điện thoại, số định danh của ai`() async throws {
    try await DraftingWorld.with(.sqlite) { world in
      let id = try await world.start()
      let draft = try await world.draft(id)
      await #expect(throws: FreeTextRefusal.number("0912345678")) {
        try await world.save(try world.article(3, of: draft), of: draft, "1. Gọi bí thư 0912 345 678.")
      }
    }
  }

  @Test(arguments: Engine.available)
  func
    `thông qua không trước ngày có chi bộ, số được tính khác sổ thì nêu vì sao; ban hành đúng tên mình; rút bản ghi nhầm thì mở lại`(
      engine: Engine
    ) async throws
  {
    try await DraftingWorld.with(engine) { world in
      let system = world.register.system
      for name in ["Trần Văn Bình", "Lê Minh Đức", "Nguyễn Thị Hường"] {
        _ = try await system.perform(
          RegisterMember(
            PersonalRecord(
              name: name, bornOn: day(1970_01_01), admittedOn: day(2000_01_01), officialOn: day(2001_01_01)),
            in: world.world.longMyAgency, from: day(2010_01_01)), by: .operatorOfMachine)
      }
      let id = try await world.start()
      _ = try await world.finish(id)
      await #expect(throws: (any Error).self) { try await adopt(world, id, 3, of: 3, on: day(1930_01_01)) }
      await #expect(throws: RegulationDraftRefusal.otherBase(given: 2, known: 3)) {
        try await adopt(world, id, 2, of: 2)
      }
      let seen = try await world.draft(id).latest
      try await system.perform(
        AdoptRegulationDraft(
          id, seen: seen, on: DraftingWorld.today, votes: 2, of: 2, explanation: "trừ một đồng chí tạm thời",
          rules: world.rules), by: .operatorOfMachine)
      let issuing = IssueRegulationDraft(
        id,
        as: DecisionEntry(
          DocumentKey(
            type: "Quy chế", number: "99-NQ/TW", issuer: "Ban Bí thư Trung ương Đảng",
            date: DraftingWorld.today)),
        from: DraftingWorld.today, signer: "", layout: .party, mark: nil)
      await #expect(
        throws: RegulationDraftRefusal.otherIssuer(
          "Ban Bí thư Trung ương Đảng", own: "Chi bộ cơ quan xã Long Mỹ")
      ) { try await system.perform(issuing, by: .operatorOfMachine) }
      let regulation = try await issue(world, id, on: DraftingWorld.today)
      try await system.perform(
        WithdrawRegulation(regulation, reason: "ghi nhầm số"), by: .operatorOfMachine)
      #expect(try await world.draft(id).step.state == .returned)
      let again = try await world.draft(id).latest
      try await system.perform(
        AdoptRegulationDraft(
          id, seen: again, on: DraftingWorld.today, votes: 3, of: 3, rules: world.rules),
        by: .operatorOfMachine)
    }
  }

  @Test func `cơ quan ban hành là chính tổ chức, dù gọi là đảng ủy`() {
    #expect(RegulationIssuer.isOwn("Đảng ủy xã Long Mỹ", of: "Đảng bộ xã Long Mỹ"))
    #expect(RegulationIssuer.isOwn("Ban Chấp hành Đảng bộ xã Long Mỹ", of: "Đảng bộ xã Long Mỹ"))
    #expect(RegulationIssuer.isOwn("chi bo ap 1 xa Son Phu", of: "Chi bộ ấp 1 xã Sơn Phú"))
    #expect(!RegulationIssuer.isOwn("Đảng ủy xã Phú", of: "Chi bộ ấp 1 xã Sơn Phú"))
    #expect(!RegulationIssuer.isOwn("", of: "Đảng bộ xã Long Mỹ"))
  }
}
