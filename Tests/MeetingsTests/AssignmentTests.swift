import Basics
import Foundation
import Meetings
import Registry
import TestSupport
import Testing

@Suite struct `Việc giao` {
  private func followUps(_ w: CellWorld, _ meeting: ID<Meeting>) async throws -> [String: [AssignmentState
    .Flag]]
  {
    Dictionary(
      uniqueKeysWithValues: try await w.paper(meeting).followUps.map { ($0.assignment.task, $0.flags) })
  }

  @Test(arguments: Engine.available)
  func
    `P-R13: việc không người nhận, quá hạn, xong không minh chứng, từ nghị quyết đã rút đều thấy ở kỳ sau; tính theo quy định`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      let first = try await w.prepare(day(2026_03_03))
      try await w.attend(first)
      let resolution = try await w.perform(
        AdoptResolution("về A", text: "Làm A.", of: w.cell, at: first, on: day(2026_03_03), rules: w.rules))
      func give(_ task: String, _ member: ID<Member>?, due: Int?, from: ID<Resolution>? = nil) async throws
        -> ID<Assignment>
      {
        try await w.perform(
          Assign(
            task, to: member, of: w.cell, on: day(2026_03_03), due: due.map(day), from: from, at: first))
      }
      let owner = w.members[0]
      _ = try await give("không người nhận", nil, due: 2026_04_30)
      _ = try await give("quá hạn", owner, due: 2026_03_20)
      let bare = try await give("xong không minh chứng", owner, due: 2026_03_25)
      _ = try await give("từ nghị quyết rút", owner, due: 2026_03_28, from: resolution)
      let late = try await give("xong chậm", owner, due: 2026_03_10)
      let good = try await give("xong đúng hạn", owner, due: 2026_03_15)
      let missed = try await give("không làm được", owner, due: 2026_03_15)
      try await w.perform(CloseAssignment(bare, as: .done, on: day(2026_03_24)))
      try await w.perform(
        CloseAssignment(late, as: .done, on: day(2026_03_15), evidence: "Báo cáo số 3-BC/CB ngày 15/3/2026"))
      try await w.perform(
        CloseAssignment(good, as: .done, on: day(2026_03_15), evidence: "Báo cáo số 4-BC/CB ngày 15/3/2026"))
      await #expect(throws: MeetingRefusal.noReason) {
        try await w.perform(CloseAssignment(missed, as: .notDone, on: day(2026_03_16)))
      }
      try await w.perform(
        CloseAssignment(missed, as: .notDone, on: day(2026_03_16), reason: "không có kinh phí"))
      try await w.perform(WithdrawResolution(resolution, reason: "trái quy chế", on: day(2026_03_20)))

      let next = try await w.prepare(day(2026_04_03))
      let flags = try await followUps(w, next)
      #expect(flags["không người nhận"] == [.withoutOwner])
      #expect(flags["quá hạn"] == [.overdue(days: 14)])
      #expect(flags["xong không minh chứng"] == [.withoutEvidence])
      #expect(flags["từ nghị quyết rút"] == [.overdue(days: 6), .fromWithdrawn(.withdrawn)])
      #expect(flags["xong đúng hạn"] == [])
      let text = try await w.minutes(next)
      for words in [
        "chưa giao cho ai", "quá hạn 14 ngày", "chưa có minh chứng", "nghị quyết đã rút", "xong chậm 5 ngày",
      ] {
        #expect(text.contains(words), "\(words)")
      }

      let (rules, today) = (w.rules, day(2026_04_20))
      let record = try await w.system.read { session throws in
        try session.assignmentsOf(owner, in: Period(year: 2026), today: today, rules: rules)
      }
      #expect(record.given.count == 5)
      #expect(Set(record.onTime) == [bare, good] && record.late == [late] && record.notDone == [missed])
      #expect(record.overdue.count == 1 && record.withoutEvidence == [bare] && record.left.count == 1)
      #expect(
        record.sentence
          == "Được giao 5 việc: 2 xong đúng hạn, 1 xong chậm, 1 không hoàn thành, 1 quá hạn chưa xong. Chưa có minh chứng: 1 việc."
      )
      let other = try await w.system.read { session throws in
        try session.assignmentsOf(owner, in: Period(year: 2025), today: today, rules: rules)
      }
      #expect(other.given.isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `chính đảng viên báo tiến độ việc của mình, không báo được việc của người khác, xong rồi thì thôi`(
    engine: Engine
  ) async throws {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      let made = try await w.system.perform(
        CreateAccount(userName: "dang.vien", person: "Đảng viên", organisation: w.cell),
        by: .operatorOfMachine)
      try await w.system.perform(LinkMemberAccount(made.account, to: w.members[0]), by: .operatorOfMachine)
      let own = Registry.Actor(.account(made.account), name: "Đảng viên")
      let mine = try await w.perform(
        Assign("Việc của tôi", to: w.members[0], of: w.cell, on: day(2026_03_03)))
      let other = try await w.perform(Assign("Việc khác", to: w.members[1], of: w.cell, on: day(2026_03_03)))
      try await w.system.perform(
        ReportProgress("Đã họp dân", evidence: "Biên bản họp dân 5/3/2026", of: mine, on: day(2026_03_05)),
        by: own)
      // A second click, a page sent again: told once.
      try await w.system.perform(
        ReportProgress("Đã họp dân", evidence: "Biên bản họp dân 5/3/2026", of: mine, on: day(2026_03_05)),
        by: own)
      await #expect(throws: RightsRefusal.notFound) {
        try await w.system.perform(ReportProgress("Chen vào", of: other, on: day(2026_03_05)), by: own)
      }
      await #expect(throws: RightsRefusal.notFound) {
        try await w.system.perform(CloseAssignment(mine, as: .done, on: day(2026_03_06)), by: own)
      }
      let told = try await w.system.read { session throws in try session.progress(of: mine) }
      #expect(told.map(\.isOwn) == [true] && told.first?.note == "Đã họp dân")
      try await w.perform(CloseAssignment(mine, as: .done, on: day(2026_03_06), evidence: "x"))
      await #expect(throws: MeetingRefusal.closed) {
        try await w.system.perform(ReportProgress("Nữa", of: mine, on: day(2026_03_07)), by: own)
      }
      try await w.perform(CloseAssignment(mine, as: .open, on: day(2026_03_08), reason: "ghi nhầm"))
      try await w.system.perform(ReportProgress("Nữa", of: mine, on: day(2026_03_08)), by: own)
    }
  }

  @Test(arguments: Engine.available)
  func
    `người được giao chuyển đi thì thấy ở việc giao; số căn cước không ghi được; số điểm danh thành dữ kiện`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      let meeting = try await w.prepare(day(2026_03_03))
      try await w.attend(meeting, absent: [w.members[1]: .init(.excused, reason: "đi viện")])
      await #expect(throws: (any Error).self) {
        _ = try await w.perform(
          Assign("Gọi ông ấy số 0912345678", to: w.members[0], of: w.cell, on: day(2026_03_03)))
      }
      await #expect(throws: MeetingRefusal.notHere) {
        let stranger = try await CellWorld.member("Người Nơi Khác", register, w.world.phongNamHamlet)
        _ = try await w.perform(Assign("Việc", to: stranger, of: w.cell, on: day(2026_03_03)))
      }
      _ = try await w.perform(Assign("Việc để lại", to: w.members[0], of: w.cell, on: day(2026_03_03)))
      try await w.system.perform(
        EndMembership(
          w.members[0], kind: .movedAway, day: day(2026_03_10), destination: "nơi khác", decision: nil),
        by: .operatorOfMachine)
      let next = try await w.prepare(day(2026_04_03))
      #expect(try await followUps(w, next)["Việc để lại"]?.contains(.ownerGone) == true)
      let (a, b) = (w.members[0], w.members[1])
      let records = try await w.system.read { session throws in
        [
          try session.meetingsOf(a, in: Period(year: 2026)),
          try session.meetingsOf(b, in: Period(year: 2026)),
        ]
      }
      #expect(records.map(\.attended) == [1, 0] && records.map(\.excused) == [0, 1])
    }
  }

  @Test(arguments: Engine.available)
  func `số nghị quyết nối tiếp, không trùng; sổ năm có mục lục, bản đã chốt và chỉ tên bản chưa chốt`(
    engine: Engine
  )
    async throws
  {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      for month in [1, 2, 3] {
        let meeting = try await w.prepare(day(2026_00_03 + month * 100))
        try await w.attend(meeting)
        _ = try await w.perform(
          AdoptResolution(
            "tháng \(month)", text: "Nội dung nghị quyết \(month).", of: w.cell, at: meeting,
            on: day(2026_00_03 + month * 100), rules: w.rules))
        if month < 3 { _ = try await w.perform(IssueMinutes(of: meeting)) }
      }
      await #expect(throws: MeetingRefusal.numberTaken("02-NQ/CB")) {
        _ = try await w.perform(
          AdoptResolution(
            "trùng", text: "Trùng.", number: "02-NQ/CB", of: w.cell, on: day(2026_04_01), rules: w.rules))
      }
      let (rules, cell) = (w.rules, w.cell)
      let (minutes, resolutions) = try await w.system.read { session throws in
        let state = try #require(try session.organisation(cell, asOf: AsOf(day(2026_04_20))))
        return (
          try session.yearBook(.minutes, of: state, year: 2026, rules: rules).document().plainText(
            width: 4_000),
          try session.yearBook(.resolutions, of: state, year: 2026, rules: rules).document().plainText(
            width: 4_000)
        )
      }
      #expect(minutes.contains("MỤC LỤC") && minutes.components(separatedBy: "BIÊN BẢN\n").count >= 3)
      #expect(minutes.contains("Sinh hoạt thường kỳ tháng 3/2026 (chưa chốt biên bản)"))
      for n in 1...3 {
        #expect(
          resolutions.contains("Nghị quyết số 0\(n)-NQ/CB")
            && resolutions.contains("Nội dung nghị quyết \(n)."))
      }
    }
  }
}
