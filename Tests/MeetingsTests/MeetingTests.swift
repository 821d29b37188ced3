import Basics
import Foundation
import Meetings
import Registry
import TestSupport
import Testing

@Suite struct `Buổi sinh hoạt` {
  @Test
  func `biên bản thiếu chủ trì, thư ký, nội dung; nghị quyết chưa biểu quyết: nhắc trước khi ký, không cấm`()
    async throws
  {
    try await TestRegister.with(.sqlite, on: day(2026_03_20)) { register in
      let w = try await CellWorld.make(register)
      let meeting = try await w.prepare(day(2026_03_03))
      try await w.attend(meeting)
      _ = try await w.perform(
        AdoptResolution(
          "về nhiệm vụ", text: "Làm đường.", of: w.cell, at: meeting, on: day(2026_03_03), rules: w.rules))
      let bare = try await w.paper(meeting)
      #expect(
        bare.minutesFindings.map(\.code) == [
          "minutes.noChair", "minutes.noClerk", "minutes.noContent", "resolution.noVote",
        ])
      #expect(bare.minutesFindings.allSatisfy { $0.severity == .warning && !$0.remedy.isEmpty })
      let items = try await w.items(meeting)
      // Voted down is no vote for it.
      _ = try await w.perform(
        TakeVote("Việc A", on: items[1].item, at: meeting, inFavour: 1, against: 8, rules: w.rules.voting))
      #expect(try await w.paper(meeting).resolutionFindings.count == 1)
      _ = try await w.perform(
        TakeVote("Nghị quyết", on: items[1].item, at: meeting, inFavour: 9, rules: w.rules.voting))
      _ = try await w.perform(
        WriteDiscussion([items[1].item: .init("Bàn việc đường", conclusion: "")], at: meeting))
      #expect(
        try await w.paper(meeting).minutesFindings.map(\.code) == ["minutes.noChair", "minutes.noClerk"])
      #expect(try await w.perform(IssueMinutes(of: meeting)) == 1)
      let rules = w.rules
      let later = try await w.system.read { session throws in
        try session.findings(ofMinutes: [meeting], rules: rules)
      }
      #expect(later[meeting]?.count == 2)
    }
  }

  @Test(arguments: Engine.available)
  func
    `P-E05: biên bản 12 mục, 5 lần biểu quyết, 3 người vắng in ra đủ mọi mục, mọi phiếu, mọi tên, mọi việc`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_03_20)) { register in
      let w = try await CellWorld.make(register)
      let meeting = try await w.prepare(day(2026_03_03))
      let titles = (1...12).map { "Nội dung riêng số \($0)" }
      try await w.perform(
        WriteAgenda(
          titles.enumerated().map { n, title in
            WriteAgenda.Entry(
              kind: .discussion, title: title, presenter: w.members[n % 6], papers: "Tờ trình \(n + 1)")
          }, of: meeting))
      try await w.attend(
        meeting,
        absent: [
          w.members[6]: .init(.excused, reason: "đau lưng phải nằm viện"),
          w.members[7]: .init(.excused, reason: "bận"),
          w.members[8]: .init(.absent),
        ])
      let items = try await w.items(meeting)
      _ = try await w.perform(
        WriteDiscussion(
          Dictionary(
            uniqueKeysWithValues: items.enumerated().map {
              ($1.item, .init("Ý kiến thứ \($0 + 1)\nÝ tiếp theo", conclusion: "Kết luận thứ \($0 + 1)"))
            }), at: meeting))
      for n in 0..<5 {
        _ = try await w.perform(
          TakeVote(
            "Câu hỏi biểu quyết \(n + 1)", on: items[n * 2].item, at: meeting, inFavour: 6 - n, against: n,
            rules: w.rules.voting))
      }
      let resolution = try await w.perform(
        AdoptResolution(
          "về nhiệm vụ tháng 3", text: "Vận động nhân dân làm đường.", of: w.cell, at: meeting,
          on: day(2026_03_03), rules: w.rules))
      for n in 0..<3 {
        _ = try await w.perform(
          Assign(
            "Nhiệm vụ được giao \(n + 1)", to: w.members[n], of: w.cell, on: day(2026_03_03),
            due: day(2026_03_31), product: "báo cáo \(n + 1)", follower: w.members[5], from: resolution,
            at: meeting))
      }
      // Nothing was opened, nothing was closed before: the paper is put together from the records.
      let text = try await w.minutes(meeting)
      for n in 1...12 {
        #expect(text.contains("\(n). Nội dung riêng số \(n)"), "mục \(n)")
        #expect(text.contains("Ý kiến thứ \(n)") && text.contains("Kết luận thứ \(n)"))
        #expect(text.contains("Tờ trình \(n)"))
      }
      for n in 0..<5 {
        #expect(text.contains("Câu hỏi biểu quyết \(n + 1)"))
        #expect(text.contains("Tán thành \(6 - n), không tán thành \(n), không có ý kiến 0; cần 5 trên 9"))
      }
      for n in 1...3 {
        #expect(text.contains("Nhiệm vụ được giao \(n)") && text.contains("báo cáo \(n)"))
      }
      let paper = try await w.paper(meeting)
      for absent in [w.members[6], w.members[7], w.members[8]] {
        #expect(text.contains(try #require(paper.name(absent))))
      }
      #expect(text.contains("2 có lý do") && text.contains("1 không có lý do"))
      #expect(!text.contains("đau lưng") && !text.contains("bận"))
      #expect(text.contains("01-NQ/CB") && text.contains("Vận động nhân dân làm đường."))
      #expect(text.contains("số 7, mã abcdef0123456789"))
      // Carried and not carried, counted of the base and not of those present.
      #expect(paper.votes.map(\.isCarried) == [true, true, false, false, false])
    }
  }

  @Test(arguments: Engine.available)
  func
    `P-V17: thiếu người thấy ngay; thiếu giữa chừng thì kết quả ghi kèm; không khớp số người có mặt thì không ghi`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_03_20)) { register in
      let w = try await CellWorld.make(register)
      let meeting = try await w.prepare(day(2026_03_03))
      let items = try await w.items(meeting)
      await #expect(throws: MeetingRefusal.notAttended) {
        try await w.perform(
          TakeVote("Trước khi điểm danh", on: items[0].item, at: meeting, inFavour: 1, rules: w.rules.voting))
      }
      // Two leave before the fourth item: 7 of 9 are there, then 5, and 6 are needed.
      let late = items[3].item
      try await w.attend(
        meeting,
        absent: [
          w.members[0]: .init(.excused), w.members[1]: .init(.absent),
          w.members[2]: .init(.present, left: late), w.members[3]: .init(.present, left: late),
        ])
      let paper = try await w.paper(meeting)
      #expect(paper.base.present == 7 && paper.base.hasQuorum)
      #expect(!paper.base(during: late, rules: w.rules.voting).hasQuorum)
      let before = try await w.perform(
        TakeVote("Việc A", on: items[1].item, at: meeting, inFavour: 6, against: 1, rules: w.rules.voting))
      #expect(before.hasQuorum && before.isCarried)
      await #expect(throws: MeetingRefusal.unbalanced(told: 7, present: 5)) {
        try await w.perform(
          TakeVote("Việc B", on: late, at: meeting, inFavour: 6, against: 1, rules: w.rules.voting))
      }
      let after = try await w.perform(
        TakeVote("Việc B", on: late, at: meeting, inFavour: 5, rules: w.rules.voting))
      #expect(!after.hasQuorum && after.isCarried)
      let text = try await w.minutes(meeting)
      #expect(text.contains("không đủ số người dự theo quy định"))
      #expect(text.contains("Về trước khi kết thúc"))
      let words = "Lúc biểu quyết có mặt 5, thiếu 1 so với quy định."
      #expect(text.contains(words) && !before.sentence.contains("thiếu"))
    }
  }

  @Test(arguments: Engine.available)
  func
    `chuẩn bị từ kỳ trước: khung giữ nguyên, việc còn mở và vấn đề chưa trả lời tự có, mục đã xong không lặp lại`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      let first = try await w.prepare(day(2026_03_03))
      var agenda = try await w.items(first).map {
        WriteAgenda.Entry($0.item, kind: $0.kind, title: $0.title, presenter: w.members[0])
      }
      agenda.append(WriteAgenda.Entry(kind: .question, title: "Đèn đường ấp chưa sáng"))
      agenda.append(WriteAgenda.Entry(kind: .question, title: "Nước sạch đã có"))
      try await w.perform(WriteAgenda(agenda, of: first))
      try await w.attend(first)
      let items = try await w.items(first)
      let open = try #require(items.first { $0.title == "Đèn đường ấp chưa sáng" })
      let settled = try #require(items.first { $0.title == "Nước sạch đã có" })
      _ = try await w.perform(
        WriteDiscussion(
          [
            open.item: .init("Chờ điện lực", outcome: .carried),
            settled.item: .init("Xong", outcome: .settled),
          ],
          at: first))
      _ = try await w.perform(
        Assign(
          "Gặp điện lực", to: w.members[1], of: w.cell, on: day(2026_03_03), due: day(2026_03_20), at: first))
      _ = try await w.perform(IssueMinutes(of: first))

      let next = try await w.prepare(day(2026_04_03))
      let titles = try await w.items(next).map(\.title)
      #expect(titles.contains("Đèn đường ấp chưa sáng") && !titles.contains("Nước sạch đã có"))
      #expect(titles.first == items.first?.title && titles.last == items[7].title)
      #expect(try await w.items(next).allSatisfy { $0.discussion.isEmpty && $0.papers.isEmpty })
      #expect(try await w.items(next).first?.presenter == w.members[0])
      let paper = try await w.paper(next)
      #expect(paper.followUps.map(\.assignment.task) == ["Gặp điện lực"])
      #expect(paper.followUps.first?.flags == [.overdue(days: 14)])
      #expect(paper.approvals.map(\.meeting) == [first] && paper.approvals.allSatisfy { !$0.isApproved })
    }
  }

  @Test(arguments: Engine.available)
  func
    `biên bản đã chốt không đổi nữa; đính chính thành bản mới, bản cũ đọc lại y nguyên; thông qua ở kỳ sau`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      let meeting = try await w.prepare(day(2026_03_03))
      try await w.attend(meeting)
      let items = try await w.items(meeting)
      _ = try await w.perform(WriteDiscussion([items[1].item: .init("Lời ghi ban đầu")], at: meeting))
      #expect(try await w.perform(IssueMinutes(of: meeting)) == 1)
      let first = try await w.minutes(meeting, version: 1)
      await #expect(throws: MeetingRefusal.issued) {
        _ = try await w.perform(WriteDiscussion([items[1].item: .init("Sửa lén")], at: meeting))
      }
      await #expect(throws: MeetingRefusal.issued) { try await w.attend(meeting) }
      await #expect(throws: MeetingRefusal.noReason) {
        try await w.perform(CorrectMinutes(of: meeting, reason: " "))
      }
      try await w.perform(CorrectMinutes(of: meeting, reason: "ghi sót một ý"))
      _ = try await w.perform(WriteDiscussion([items[1].item: .init("Lời ghi đã sửa")], at: meeting))
      #expect(try await w.perform(IssueMinutes(of: meeting)) == 2)
      #expect(try await w.minutes(meeting, version: 1) == first)
      let second = try await w.minutes(meeting, version: 2)
      #expect(second.contains("Lời ghi đã sửa") && second.contains("Bản đính chính lần 1: ghi sót một ý"))

      let next = try await w.prepare(day(2026_04_03))
      await #expect(throws: MeetingRefusal.notLater) {
        try await w.perform(ApproveMinutes(of: meeting, at: next))
      }
      try await w.attend(next)
      try await w.perform(ApproveMinutes(of: meeting, at: next))
      let versions = try await w.system.read { session throws in try session.minutes(of: meeting) }
      #expect(versions.map(\.approvedAt) == [nil, next])
      #expect(try await w.minutes(next).contains("Thông qua biên bản sinh hoạt thường kỳ tháng 3/2026"))
    }
  }

  @Test(arguments: Engine.available)
  func
    `chi bộ họp cấp ủy thì chỉ triệu tập cấp ủy; ngày chưa đến thì chưa điểm danh; người ngoài không ghi được`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_03_20)) { register in
      let w = try await CellWorld.make(register)
      for (member, title) in [(w.members[0], "Bí thư"), (w.members[1], "Phó bí thư")] {
        _ = try await w.system.perform(
          Appoint(
            member, at: w.cell, title: title, sector: .party, from: day(2025_01_01),
            decision: SmallWorld.decision("9-QĐ/ĐU")),
          by: .operatorOfMachine)
      }
      let committee = try await w.prepare(day(2026_03_01), .committee)
      _ = try await w.perform(
        TakeAttendance([w.members[0]: .init(.present), w.members[1]: .init(.present)], at: committee))
      #expect(try await w.paper(committee).attendance.count == 2)
      await #expect(throws: MeetingRefusal.notConvened) {
        _ = try await w.perform(TakeAttendance([w.members[4]: .init(.present)], at: committee))
      }
      let future = try await w.prepare(day(2026_04_03))
      await #expect(throws: MeetingRefusal.inFuture(day(2026_04_03))) { try await w.attend(future) }
      let stranger = try await w.system.perform(
        CreateAccount(userName: "nguoi.ngoai", person: "Người ngoài", organisation: w.world.phongNam),
        by: .operatorOfMachine)
      _ = try await w.system.perform(
        GrantRight(.office, on: w.world.phongNam, to: stranger.account), by: .operatorOfMachine)
      await #expect(throws: RightsRefusal.notFound) {
        _ = try await w.system.perform(
          PrepareMeeting(.regular, of: w.cell, on: day(2026_04_03), rules: w.rules),
          by: Registry.Actor(.account(stranger.account), name: "Người ngoài"))
      }
    }
  }

  @Test(arguments: Engine.available)
  func
    `hai người cùng ghi: không ai làm mất chữ của ai, mục người khác thêm không bị bỏ; ngày gõ nhầm năm không nhận`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_03_20)) { register in
      let w = try await CellWorld.make(register)
      let meeting = try await w.prepare(day(2026_03_03))
      try await w.attend(meeting)
      let seen = try await w.items(meeting)
      func write(_ n: Int, _ text: String, others: String = "") async throws {
        var entries: [ID<MeetingItem>: WriteDiscussion.Entry] = [:]
        for (k, item) in seen.enumerated() {
          entries[item.item] = .init(k == n ? text : others, seen: item.id)
        }
        _ = try await w.perform(WriteDiscussion(entries, at: meeting))
      }
      try await write(1, "Người thứ nhất")
      // The second one's form still shows the first item empty; what they did not touch stays.
      try await write(2, "Người thứ hai")
      #expect(
        try await w.items(meeting).map(\.discussion)[0..<4] == ["", "Người thứ nhất", "Người thứ hai", ""])
      await #expect(throws: MeetingRefusal.writtenMeanwhile(seen[1].title, "Người thứ nhất")) {
        try await write(1, "Đè lên")
      }
      #expect(try await w.items(meeting)[1].discussion == "Người thứ nhất")

      let next = try await w.prepare(day(2026_04_03))
      let shown = try await w.items(next)
      var entries = shown.map { WriteAgenda.Entry($0.item, kind: $0.kind, title: $0.title) }
      try await w.perform(
        WriteAgenda(
          entries + [.init(kind: .question, title: "Người khác thêm")], of: next, seen: Set(shown.map(\.item))
        ))
      entries.removeLast()
      try await w.perform(WriteAgenda(entries, of: next, seen: Set(shown.map(\.item))))
      let titles = try await w.items(next).map(\.title)
      #expect(titles.last == "Người khác thêm" && titles.count == shown.count)

      await #expect(throws: MeetingRefusal.tooFar(day(2062_04_03))) {
        _ = try await w.prepare(day(2062_04_03))
      }
      await #expect(throws: MeetingRefusal.tooFar(day(2062_04_03))) {
        _ = try await w.perform(
          Assign("Việc", to: nil, of: w.cell, on: day(2026_03_03), due: day(2062_04_03), rules: w.rules))
      }
    }
  }

  @Test(arguments: Engine.available)
  func `kế hoạch năm: ngày cố định mỗi tháng, thiếu tháng nào thấy tháng ấy`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2026_07_02)) { register in
      let w = try await CellWorld.make(register)
      var plan = PlanMeetings.monthly(on: 31, year: 2026)
      #expect(plan.map(\.day)[0...2] == [day(2026_01_31), day(2026_02_28), day(2026_03_31)])
      plan.append(.init(.thematic, on: day(2026_05_15), topic: "Học tập và làm theo Bác"))
      try await w.perform(PlanMeetings(plan, of: w.cell, year: 2026))
      try await w.perform(PlanMeetings(plan, of: w.cell, year: 2026))
      for month in [1, 2, 4] {
        let meeting = try await w.prepare(day(2026_00_03 + month * 100))
        try await w.attend(meeting)
      }
      let (rules, cell) = (w.rules, w.cell)
      let year = try await w.system.read { session throws in
        let state = try #require(try session.organisation(cell, asOf: AsOf(day(2026_07_02))))
        return try session.meetingYear(2026, of: state, rules: rules, today: day(2026_07_02))
      }
      #expect(year.lines.count == 13)
      #expect(year.lines.filter { $0.meeting != nil }.allSatisfy { $0.planned != nil })
      #expect(
        year.gaps.map { "\($0.rhythm) \($0.span)" } == [
          "Sinh hoạt thường kỳ tháng 3", "Sinh hoạt thường kỳ tháng 5", "Sinh hoạt thường kỳ tháng 6",
          "Sinh hoạt chuyên đề quý 1", "Sinh hoạt chuyên đề quý 2",
        ])
      await #expect(throws: MeetingRefusal.notInYear(day(2027_01_01), 2026)) {
        try await w.perform(PlanMeetings([.init(.regular, on: day(2027_01_01))], of: w.cell, year: 2026))
      }
    }
  }

  @Test(arguments: Engine.available)
  func `kỳ chuyên đề nào cũng có mục trình bày chuyên đề, ở đúng chỗ và một lần`(engine: Engine) async throws
  {
    try await TestRegister.with(engine, on: day(2026_11_20)) { register in
      let w = try await CellWorld.make(register)
      var agendas: [[MeetingItem.Kind]] = []
      for (month, topic) in [(2, "Học tập và làm theo Bác"), (5, "Chuyển đổi số"), (8, "Giữ rừng")] {
        let meeting = try await w.prepare(day(2026_00_15 + month * 100), .thematic, topic: topic)
        try await w.attend(meeting)
        agendas.append(try await w.items(meeting).map(\.kind))
      }
      #expect(agendas[0].contains(.thematic))
      #expect(agendas[1] == agendas[0] && agendas[2] == agendas[0])
    }
  }
}
