import Basics
import Meetings
import Registry
import TestSupport
import Testing

@Suite struct `Nhắc việc` {
  @Test(arguments: Engine.available)
  func
    `P-R10: chỉ nhắc người còn nợ việc, xong thì thôi, người đã chuyển đi thì không; phiếu không ghi việc gì`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      let (days, rules) = (w.rules.remind, w.rules)
      let today = day(2026_04_20)
      func give(_ task: String, _ member: ID<Member>?, due: Day?) async throws -> ID<Assignment> {
        try await w.perform(Assign(task, to: member, of: w.cell, on: day(2026_03_01), due: due))
      }
      let done = try await give("Việc đã xong", w.members[0], due: day(2026_04_10))
      try await w.perform(CloseAssignment(done, as: .done, on: day(2026_04_09), evidence: "Báo cáo"))
      let half = try await give("Việc làm dở", w.members[1], due: day(2026_04_10))
      try await w.perform(ReportProgress("Được một nửa", of: half, on: day(2026_04_09)))
      _ = try await give("Việc sắp đến hạn", w.members[1], due: today.adding(days: days.beforeDays))
      _ = try await give("Việc còn lâu", w.members[2], due: today.adding(days: days.beforeDays + 1))
      _ = try await give("Việc chưa có hạn", w.members[3], due: nil)
      _ = try await give("Việc chưa giao", nil, due: day(2026_04_10))
      _ = try await give("Việc hôm nay đến hạn", w.members[4], due: today)
      _ = try await give("Việc người đã đi", w.members[5], due: day(2026_04_10))
      let transfer = try await w.system.perform(
        SendTransfer(w.members[5], to: w.world.phongNamHamlet, letter: "1-GT/ĐU", on: day(2026_04_11)),
        by: .operatorOfMachine)
      _ = try await w.system.perform(ReceiveTransfer(transfer, on: day(2026_04_12)), by: .operatorOfMachine)
      let account = try await w.system.perform(
        CreateAccount(userName: "nguoi.bon", person: "Người bốn", organisation: w.cell),
        by: .operatorOfMachine)
      try await w.system.perform(
        LinkMemberAccount(account.account, to: w.members[4]), by: .operatorOfMachine)

      func reminded() async throws -> [ID<Member>: AssignmentReminder] {
        let found = try await w.system.read {
          try $0.assignmentReminders(of: w.cell, on: today, rules: rules)
        }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.member, $0) })
      }
      var found = try await reminded()
      #expect(Set(found.keys) == [w.members[1], w.members[4]])
      let one = try #require(found[w.members[1]])
      #expect(one.overdue == [day(2026_04_10)] && one.soon == [today.adding(days: days.beforeDays)])
      // Who has no account of their own gets paper.
      #expect(one.isOnPaper && found[w.members[4]]?.isOnPaper == false)
      let paper = ReminderPrint([(name: "Nguyễn Văn A", reminder: one)], of: "Chi bộ ấp Long Hòa", on: today)
        .document.plainText(width: 4_000)
      #expect(paper.contains("1 việc quá hạn, 1 việc sắp đến hạn"))
      #expect(!paper.contains("làm dở") && !paper.contains("Việc sắp"))
      let own = try await w.system.read {
        try $0.assignmentReminder(of: w.members[1], on: today, rules: rules)?.sentence
      }
      #expect(own == "1 việc quá hạn, 1 việc sắp đến hạn")
      // Done: reminded no more.
      try await w.perform(CloseAssignment(half, as: .done, on: today, evidence: "Báo cáo"))
      found = try await reminded()
      #expect(found[w.members[1]]?.overdue == [])
      let none = try await w.system.read {
        try $0.assignmentReminder(of: w.members[0], on: today, rules: rules)
      }
      #expect(none == nil)
    }
  }
}
