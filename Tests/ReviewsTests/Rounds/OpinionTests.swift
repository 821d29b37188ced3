import Basics
import Foundation
import Registry
import Reviews
import TestSupport
import Testing

@Suite struct `Ý kiến nhận xét trong đợt kiểm điểm` {
  private func rules() throws -> OpinionRules {
    try OpinionRules(
      Content.locate(
        executable: "", currentFolder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path))
  }

  private let comment = [
    "law": "Chấp hành tốt.", "liaison": "Dự họp chi bộ nơi cư trú đủ hai kỳ.",
    "part": "Tham gia ngày chủ nhật xanh.",
    "conduct": "Giản dị.",
  ]

  @Test(arguments: Engine.available)
  func `P-R12: bản nháp người được nhận xét không thấy; đọc và trả lời rồi mới vào hồ sơ`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let rules = try rules()
      let member = try await w.member("Lê Thị Hường", in: w.world.longMyAgency, from: 2009_01_01)
      // The register knows that she keeps in touch with a cell of another commune.
      let letter = try await w.system.perform(
        SendTransfer(member, to: w.world.phongNamHamlet, kind: .temporary, letter: "3", on: date(2026_10_01)),
        by: .operatorOfMachine)
      _ = try await w.system.perform(ReceiveTransfer(letter, on: date(2026_10_02)), by: .operatorOfMachine)
      let round = try await w.open().round
      let subject = try await w.subject(member)
      let cell = try await w.account("chi-bo", .secretary, at: w.world.longMyAgency)
      let residence = try await w.account("noi-cu-tru", .secretary, at: w.world.phongNamHamlet)
      let made = try await w.system.perform(
        CreateAccount(userName: "huong", person: "Lê Thị Hường", organisation: w.world.longMyAgency),
        by: .operatorOfMachine)
      try await w.system.perform(LinkMemberAccount(made.account, to: member), by: .operatorOfMachine)
      let own = Registry.Actor(.account(made.account), name: "Lê Thị Hường")
      let ask = AskOpinions(
        [OpinionToAsk(.residence, about: subject.id, asked: w.world.phongNamHamlet)],
        before: date(2026_12_05),
        dates: w.procedures.dates)
      // Elsewhere nobody learns whether there is such a subject; and only whom the list offers is asked on its own page.
      await #expect(throws: RoundRefusal.subjectUnknown) {
        _ = try await w.system.perform(ask, by: residence)
      }
      func asking(_ place: ID<Organisation>?, before day: Int) async throws {
        _ = try await w.system.perform(
          AskOpinions(
            [OpinionToAsk(.residence, about: subject.id, asked: place)], before: date(day),
            dates: w.procedures.dates), by: cell)
      }
      for place in [w.world.district, w.world.phongNam, ID<Organisation>(12_345)] {
        await #expect(throws: OpinionRefusal.notOffered) { try await asking(place, before: 2026_12_05) }
      }
      await #expect(throws: OpinionRefusal.dueOver(w.system.today)) {
        try await asking(w.world.longMyHamlet, before: Int(w.system.today.number))
      }
      for day in [2062_12_05, 2025_12_05] {
        await #expect(throws: RoundRefusal.self) { try await asking(w.world.longMyHamlet, before: day) }
      }
      let request = try #require(try await w.system.perform(ask, by: cell).first)
      await #expect(throws: OpinionRefusal.alreadyAsked) { _ = try await w.system.perform(ask, by: cell) }
      func seen(_ actor: Registry.Actor) async throws -> ReviewOpinion? {
        let now = w.system.now
        return try await w.system.read { session throws in
          try session.opinions(about: subject.id, for: actor, at: now).first
        }
      }
      func draft(_ content: [String: String], by actor: Registry.Actor) async throws {
        try await w.system.perform(
          DraftOpinion(request, content: content, author: "Bí thư chi bộ ấp", rules: rules), by: actor)
      }
      // The headings are fixed, and what is said is about nobody else.
      await #expect(throws: OpinionRefusal.otherHeading) {
        try await draft(comment.merging(["family": "…"]) { a, _ in a }, by: residence)
      }
      // A draft is kept unfinished; nothing unfinished is shared.
      try await draft(["law": "Tốt"], by: residence)
      await #expect(throws: OpinionRefusal.self) {
        try await w.system.perform(ShareOpinion(request, rules: rules), by: residence)
      }
      await #expect(throws: OpinionRefusal.aboutOthers("chồng")) {
        try await draft(comment.merging(["conduct": "Chồng hay say rượu."]) { _, b in b }, by: residence)
      }
      await #expect(throws: RightsRefusal.self) { try await draft(comment, by: cell) }
      try await draft(comment, by: residence)
      #expect(try await seen(residence)?.content == comment)
      for actor in [own, cell] {
        let other = try #require(try await seen(actor))
        #expect(other.content.isEmpty && other.author.isEmpty && other.state == .asked)
      }
      await #expect(throws: OpinionRefusal.self) {
        try await w.system.perform(ReadOpinion(request, reply: ""), by: own)
      }
      let enter = EnterOpinion(request, rules: rules)
      await #expect(throws: OpinionRefusal.self) { try await w.system.perform(enter, by: cell) }
      try await w.system.perform(ShareOpinion(request, rules: rules), by: residence)
      #expect(try await seen(own)?.content == comment)
      await #expect(throws: OpinionRefusal.self) { try await draft(comment, by: residence) }
      await #expect(throws: OpinionRefusal.notRead) { try await w.system.perform(enter, by: cell) }
      await #expect(throws: OpinionRefusal.onlyTheRated) {
        try await w.system.perform(ReadOpinion(request, reply: "đồng ý"), by: cell)
      }
      try await w.system.perform(ReadOpinion(request, reply: "Tôi dự đủ bốn kỳ, không phải hai."), by: own)
      try await w.system.perform(enter, by: cell)
      let entered = try #require(try await seen(own))
      #expect(
        entered.state == .entered && entered.reply == "Tôi dự đủ bốn kỳ, không phải hai."
          && entered.content == comment)
      let stranger = try await w.account("nguoi-la", .office, at: w.world.phongNam)
      #expect(try await seen(stranger)?.state == .entered, "xã của nơi cư trú thấy ý kiến của chi bộ mình")
      let away = try await w.account("chi-bo-khac", .secretary, at: w.world.longMyHamlet)
      #expect(try await seen(away) == nil)
      try await w.system.read { session throws in
        let standing = try session.opinionStanding(
          at: w.world.longMyAgency, in: round, today: date(2026_12_10))
        #expect(
          standing.asked == 1 && standing.received == 1 && standing.overdue == 0 && standing.entered == 1)
        // The step counts what is in the dossier, of those somebody was asked about.
        let sheet = try session.roundSheet(
          at: w.world.longMyAgency, inBase: false, of: try #require(try session.reviewRound(round)),
          procedure: try w.procedures.procedure(of: w.guidance), today: date(2026_12_10))
        let step = try #require(sheet.stages.first { $0.stage.id == "residence" })
        #expect(step.done == 1 && step.whole == 1 && step.waiting.isEmpty && step.stage.isOptional)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `quá hạn thì thấy; không đọc được thì hết thời hạn và có lý do mới vào hồ sơ; hỏi ai thì sổ biết`(
    engine: Engine
  )
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let rules = try rules()
      let member = try await w.member("Trần Văn An", in: w.world.longMyHamlet)
      let letter = try await w.system.perform(
        SendTransfer(member, to: w.world.phongNamHamlet, kind: .temporary, letter: "3", on: date(2026_10_01)),
        by: .operatorOfMachine)
      _ = try await w.system.perform(ReceiveTransfer(letter, on: date(2026_10_02)), by: .operatorOfMachine)
      let round = try await w.open().round
      let toAsk = try await w.system.read { session throws in
        try session.opinionsToAsk(at: w.world.longMyHamlet, in: try #require(try session.reviewRound(round)))
      }
      #expect(toAsk.map(\.kind) == [.temporaryCell] && toAsk.map(\.asked) == [w.world.phongNamHamlet])
      let request = try #require(
        try await w.system.perform(
          AskOpinions(toAsk, before: date(2026_12_01), dates: w.procedures.dates), by: .operatorOfMachine
        ).first
      )
      w.register.clock.set(date(2026_12_01))
      let now = w.system.now
      try await w.system.read { session throws in
        #expect(
          try session.opinionStanding(at: w.world.longMyHamlet, in: round, today: date(2026_12_01)).overdue
            == 1)
        let asked = try session.opinionsAsked(of: w.world.phongNamHamlet, for: .operatorOfMachine, at: now)
        #expect(asked.map(\.opinion.request) == [request])
        #expect(
          try session.opinionsToAsk(
            at: w.world.longMyHamlet, in: try #require(try session.reviewRound(round))
          ).isEmpty)
      }
      try await w.system.perform(
        DraftOpinion(request, content: ["work": "Tốt."], author: "Bí thư", rules: rules),
        by: .operatorOfMachine)
      try await w.system.perform(ShareOpinion(request, rules: rules), by: .operatorOfMachine)
      let enter = EnterOpinion(request, reason: "đi viện", rules: rules)
      w.register.clock.set(date(2026_12_05))
      await #expect(throws: OpinionRefusal.notRead) {
        try await w.system.perform(enter, by: .operatorOfMachine)
      }
      w.register.clock.set(date(2026_12_06))
      await #expect(throws: OpinionRefusal.notRead) {
        try await w.system.perform(EnterOpinion(request, rules: rules), by: .operatorOfMachine)
      }
      try await w.system.perform(enter, by: .operatorOfMachine)
      try await w.system.perform(
        EraseMember(
          member, confirmation: "Trần Văn An", reason: "theo yêu cầu", decision: w.paper("1-QĐ/XDL")),
        by: .operatorOfMachine)
      let later = w.system.now
      let subject = try await w.subject(member)
      try await w.system.read { session throws in
        let kept = try #require(
          try session.opinions(about: subject.id, for: .operatorOfMachine, at: later).first)
        #expect(kept.content.isEmpty && kept.author.isEmpty && kept.state == .entered)
      }
    }
  }
}
