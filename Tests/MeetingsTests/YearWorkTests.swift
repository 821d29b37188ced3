import Basics
import Meetings
import Registry
import TestSupport
import Testing

@Suite struct `Việc trong năm của chi bộ` {
  private static func words(_ w: CellWorld, of member: ID<Member>?, due: Int = 2026_03_20)
    -> PlanInspection.Words
  {
    PlanInspection.Words(
      .inspection, of: member, target: member == nil ? "tổ đảng 1" : "", content: "thu, nộp đảng phí",
      by: "Chi ủy",
      from: day(2026_03_01), due: day(due))
  }

  @Test(arguments: Engine.available)
  func
    `chương trình kiểm tra: quá hạn thấy được, ngoài năm và người nơi khác không ghi được, kết thúc phải có kết quả`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      let id = try await w.perform(PlanInspection(Self.words(w, of: w.members[0]), of: w.cell, year: 2026))
      await #expect(throws: MeetingRefusal.notInYear(day(2027_01_05), 2026)) {
        _ = try await w.perform(
          PlanInspection(Self.words(w, of: nil, due: 2027_01_05), of: w.cell, year: 2026))
      }
      let stranger = try await CellWorld.member("Lê Văn Lạ", register, w.world.phongNamHamlet)
      await #expect(throws: MeetingRefusal.notHere) {
        _ = try await w.perform(PlanInspection(Self.words(w, of: stranger), of: w.cell, year: 2026))
      }
      await #expect(throws: InspectionRefusal.noDocument) {
        try await w.perform(
          AdoptInspectionProgramme("", of: w.cell, year: 2026, on: day(2026_01_10), at: nil))
      }
      try await w.perform(
        AdoptInspectionProgramme("số 01-CTr/CB", of: w.cell, year: 2026, on: day(2026_01_10), at: nil))
      let (cell, longMy) = (w.cell, w.world.longMy)
      let open = try await w.system.read { session throws in try session.openInspections(of: cell) }
      #expect(open.map { $0.isOverdue(on: day(2026_03_20)) } == [false])
      #expect(open.map { $0.isOverdue(on: day(2026_03_21)) } == [true])
      await #expect(throws: InspectionRefusal.noOutcome) {
        try await w.perform(CloseInspection(id, as: .done, on: day(2026_03_19), outcome: " "))
      }
      try await w.perform(CloseInspection(id, as: .done, on: day(2026_03_19), outcome: "chấp hành tốt"))
      let counts = try await w.system.read { session throws in
        try session.inspectionCounts(below: longMy, year: 2026, on: day(2026_04_20))[cell]
      }
      #expect(counts?.all == 1 && counts?.done == 1 && counts?.overdue == 0)
    }
  }

  @Test(arguments: Engine.available)
  func
    `cam kết: tự viết thì người khác không ghi đè, không tự xác nhận; xác nhận rồi thì đóng; xóa dữ liệu thì mất chữ`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_01_20)) { register in
      let w = try await CellWorld.make(register)
      let (own, other) = (w.members[0], w.members[1])
      let made = try await register.system.perform(
        CreateAccount(userName: "dang.vien", person: "Đảng viên", organisation: w.cell),
        by: .operatorOfMachine)
      try await register.system.perform(LinkMemberAccount(made.account, to: own), by: .operatorOfMachine)
      let member = Registry.Actor(.account(made.account), name: "Đảng viên")
      func hand(_ of: ID<Member>, _ text: String, by actor: Registry.Actor) async throws {
        try await register.system.perform(
          HandInCommitment(text, of: of, year: 2026, on: day(2026_01_15)), by: actor)
      }
      try await hand(own, "Giữ gìn đoàn kết, gần dân", by: member)
      await #expect(throws: RightsRefusal.self) { try await hand(other, "ghi hộ người khác", by: member) }
      await #expect(throws: CommitmentRefusal.ownWords) {
        try await hand(own, "bí thư viết thay", by: w.secretary)
      }
      try await hand(other, "chép từ bản giấy", by: w.secretary)
      await #expect(throws: RightsRefusal.self) {
        try await register.system.perform(
          ConfirmCommitment(of: own, year: 2026, on: day(2026_01_18)), by: member)
      }
      try await w.perform(ConfirmCommitment(of: own, year: 2026, on: day(2026_01_18)))
      await #expect(throws: CommitmentRefusal.confirmed) {
        try await hand(own, "sửa sau khi xác nhận", by: member)
      }
      let (cell, longMy) = (w.cell, w.world.longMy)
      let counts = try await w.system.read { session throws in
        try session.commitmentCounts(below: longMy, year: 2026, on: day(2026_01_20))[cell]
      }
      #expect(counts?.members == 10 && counts?.handed == 2 && counts?.confirmed == 1)
      _ = try await w.perform(PlanInspection(Self.words(w, of: own), of: w.cell, year: 2026))
      let name = try await w.system.read { session throws in
        try session.member(own, asOf: AsOf(day(2026_01_20)))?.person.name ?? ""
      }
      try await register.system.perform(
        EraseMember(
          own, confirmation: name, reason: "theo yêu cầu của chủ thể",
          decision: SmallWorld.decision("1-QĐ/XDL", on: day(2026_01_19))), by: .operatorOfMachine)
      let left = try await w.system.read { session throws in
        (
          try session.commitment(of: own, year: 2026)?.content,
          try session.inspections(of: cell, year: 2026).map(\.content)
        )
      }
      #expect(left.0 == "" && left.1 == [""])
      await #expect(throws: ErasureRefusal.erased) { try await hand(own, "viết lại sau khi xóa", by: member) }
    }
  }

  @Test(arguments: Engine.available)
  func `tự chấm điểm: chỉ sau khi chốt biên bản; mức tốt đòi mục có dấu đủ điểm`(engine: Engine) async throws
  {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      let rules = try ScoreRules(MeetingContent.found())
      let scale = try #require(rules.scales.first)
      var full = Dictionary(uniqueKeysWithValues: scale.criteria.map { ($0.id, $0.most) })
      #expect(scale.band(of: full)?.id == "good")
      let marked = try #require(scale.criteria.first { $0.full ?? false })
      full[marked.id] = marked.most - 1
      #expect(scale.band(of: full)?.id == "fair" && scale.band(of: [:])?.id == "poor")
      let meeting = try await w.prepare(day(2026_03_03))
      try await w.attend(meeting)
      let score = ScoreMeeting(meeting, by: scale.id, points: full, on: day(2026_03_05), rules: rules)
      await #expect(throws: MeetingRefusal.notIssued) { try await w.perform(score) }
      _ = try await w.perform(IssueMinutes(of: meeting))
      try await w.perform(score)
      var over = score
      over.points[marked.id] = marked.most + 1
      await #expect(throws: ScoreRefusal.outside(marked.name, marked.most)) { try await w.perform(over) }
      let (cell, longMy) = (w.cell, w.world.longMy)
      let found = try await w.system.read { session throws in
        (
          try session.meetingScore(of: meeting),
          try session.scoreBands(below: longMy, year: 2026, on: day(2026_04_20))[cell]
        )
      }
      #expect(found.0?.total == scale.most - 1 && found.0?.points == full && found.1 == ["Khá": 1])
    }
  }
}
