import Basics
import Meetings
import Registry
import TestSupport
import Testing

/// Open tasks of a cell that was merged or divided: its successor carries them on, nothing is copied.
@Suite struct `Việc giao khi sáp nhập, chia tách` {
  private static func account(
    _ name: String, on organisation: ID<Organisation>, in register: TestRegister
  ) async throws -> Registry.Actor {
    let made = try await register.system.perform(
      CreateAccount(userName: name, person: name, organisation: organisation), by: .operatorOfMachine)
    _ = try await register.system.perform(
      GrantRight(.secretary, on: organisation, to: made.account), by: .operatorOfMachine)
    return Registry.Actor(.account(made.account), name: name)
  }

  @Test(arguments: Engine.available)
  func `sáp nhập: bí thư nơi nhận thấy việc còn mở, giao lại, ghi kết quả; kỳ sau có trong chương trình`(
    engine: Engine
  ) async throws {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      let held = try await w.prepare(day(2026_03_03))
      try await w.attend(held)
      func give(_ task: String) async throws -> ID<Assignment> {
        try await w.perform(
          Assign(task, to: w.members[0], of: w.cell, on: day(2026_03_03), due: day(2026_04_25), at: held))
      }
      let (open, closed) = (try await give("Làm đường"), try await give("Đã làm xong"))
      try await w.perform(
        CloseAssignment(closed, as: .done, on: day(2026_03_20), evidence: "Báo cáo số 1-BC/CB"))
      let agency = w.world.longMyAgency
      let heir = try await Self.account("bi.thu.moi", on: agency, in: register)
      let stranger = try await Self.account("noi.khac", on: w.world.phongNamHamlet, in: register)
      _ = try await w.system.perform(
        MergeOrganisations(
          [w.cell], result: .into(agency), day: day(2026_04_01),
          decision: SmallWorld.decision("3-QĐ/ĐU", on: day(2026_03_25))), by: .operatorOfMachine)

      let rules = w.rules
      let cell = w.cell
      try await w.system.read { session throws in
        let before = try session.carriedAssignments(of: agency, asOf: AsOf(day(2026_03_31)))
        #expect(before.isEmpty)
        let carried = try session.carriedAssignments(of: agency, asOf: AsOf(day(2026_04_20)))
        // What was closed before stays with the cell that closed it.
        #expect(carried.map(\.assignment) == [open])
        // Not copied: it is the cell's still.
        #expect(carried.map(\.organisation) == [cell])
        // Whoever has it has come along.
        let states = try session.states(of: carried, on: day(2026_04_20), rules: rules)
        #expect(states.map(\.flags) == [[.dueSoon]])
      }
      let next = try await w.system.perform(
        PrepareMeeting(.regular, of: agency, on: day(2026_04_28), rules: rules), by: heir)
      let shown = try await w.system.read { session throws -> [ID<Assignment>] in
        let meeting = try #require(try session.meeting(next))
        return try session.followUps(of: meeting, rules: rules).map(\.assignment.assignment)
      }
      #expect(shown == [open])

      await #expect(throws: RightsRefusal.notFound) {
        try await w.system.perform(
          CloseAssignment(open, as: .done, on: day(2026_04_20), evidence: "x"), by: stranger)
      }
      _ = try await w.system.perform(
        ReviseAssignment(
          open, task: "Làm đường", to: w.members[1], due: day(2026_05_10), product: "", follower: nil),
        by: heir)
      try await w.system.perform(
        CloseAssignment(open, as: .done, on: day(2026_04_20), evidence: "Biên bản số 2-BB/CB"), by: heir)
      // Closed by the heir, it stays in the heir's list.
      try await w.system.read { session throws in
        let after = try session.carriedAssignments(of: agency, asOf: AsOf(day(2026_04_20)))
        #expect(after.map(\.state) == [.done])
      }
    }
  }

  @Test(arguments: Engine.available)
  func `sáp nhập: văn bản đến còn phải xử lý theo về nơi nhận, giao việc và ghi kết quả ở đó`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      let books = try DocumentRules(MeetingContent.found())
      func receive(_ number: String, due: Int?) async throws -> ID<BookedDocument> {
        try await w.perform(
          BookDocument(
            DocumentWords(
              type: "Công văn", number: number, datedOn: day(2026_03_01), party: "Đảng ủy xã",
              subject: "báo cáo số \(number)", dueOn: due.map(day)), into: .incoming, of: w.cell,
            on: day(2026_03_03), rules: books))
      }
      let (open, assigned) = (
        try await receive("1-CV/ĐU", due: 2026_04_25), try await receive("2-CV/ĐU", due: 2026_04_26)
      )
      let done = try await receive("3-CV/ĐU", due: 2026_03_20)
      _ = try await receive("4-CV/ĐU", due: nil)
      try await w.perform(CloseDocument(done, on: day(2026_03_10), outcome: "đã phổ biến"))
      let agency = w.world.longMyAgency
      let heir = try await Self.account("bi.thu.moi", on: agency, in: register)
      let stranger = try await Self.account("noi.khac", on: w.world.phongNamHamlet, in: register)
      func carried() async throws -> [ID<BookedDocument>] {
        try await w.system.read { session throws in
          try session.carriedDocuments(of: agency, asOf: AsOf(day(2026_04_20))).map(\.document.document)
        }
      }
      #expect(try await carried().isEmpty)
      _ = try await w.system.perform(
        MergeOrganisations(
          [w.cell], result: .into(agency), day: day(2026_04_01),
          decision: SmallWorld.decision("3-QĐ/ĐU", on: day(2026_03_25))), by: .operatorOfMachine)
      #expect(try await carried() == [open, assigned])

      await #expect(throws: RightsRefusal.notFound) {
        try await w.system.perform(CloseDocument(open, on: day(2026_04_20), outcome: "x"), by: stranger)
      }
      // Whoever has come along may be named; the task is the heir's.
      let task = try await w.system.perform(
        AssignDocument(
          assigned, as: "Báo cáo", to: w.members[0], due: day(2026_04_26), rules: w.rules), by: heir)
      let place = try await w.system.read { session throws in try session.assignment(task)?.organisation }
      #expect(place == agency)
      #expect(try await carried() == [open, assigned])
      try await w.system.perform(
        CloseAssignment(task, as: .done, on: day(2026_04_20), evidence: "Báo cáo số 1"), by: heir)
      try await w.system.perform(
        CloseDocument(open, on: day(2026_04_20), outcome: "đã báo cáo số 2"), by: heir)
      #expect(try await carried().isEmpty)
      let shown = try await w.system.read { session throws in
        try session.inheritedDocuments(of: agency, asOf: AsOf(day(2026_04_20))).map(\.document.document)
      }
      #expect(shown == [open, assigned])
    }
  }

  @Test(arguments: Engine.available)
  func `chia tách: việc theo người đang giữ, việc chưa có ai thì các nơi đều thấy cho đến khi giao`(
    engine: Engine
  ) async throws {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      let (first, second) = (w.world.longMyAgency, w.world.phongNamAgency)
      let own = try await w.perform(
        Assign("Việc của người theo nơi một", to: w.members[0], of: w.cell, on: day(2026_03_03)))
      let nobodys = try await w.perform(Assign("Việc chưa giao", to: nil, of: w.cell, on: day(2026_03_03)))
      for (place, member) in (w.members + [w.probationary]).enumerated() {
        let to = place == 0 ? first : second
        let transfer = try await w.system.perform(
          SendTransfer(member, to: to, letter: "\(place + 1)-GT/ĐU", on: day(2026_03_20)),
          by: .operatorOfMachine)
        _ = try await w.system.perform(
          ReceiveTransfer(transfer, on: day(2026_03_25)), by: .operatorOfMachine)
      }
      _ = try await w.system.perform(
        EndOrganisation(
          w.cell, successors: [first, second], day: day(2026_04_01),
          decision: SmallWorld.decision("4-QĐ/ĐU", on: day(2026_03_25))), by: .operatorOfMachine)
      let one = try await Self.account("bi.thu.mot", on: first, in: register)
      let two = try await Self.account("bi.thu.hai", on: second, in: register)
      func seen(_ place: ID<Organisation>) async throws -> Set<ID<Assignment>> {
        try await w.system.read { session throws in
          Set(try session.carriedAssignments(of: place, asOf: AsOf(day(2026_04_20))).map(\.assignment))
        }
      }
      #expect(try await seen(first) == [own, nobodys])
      #expect(try await seen(second) == [nobodys])
      await #expect(throws: RightsRefusal.notFound) {
        try await w.system.perform(
          CloseAssignment(own, as: .done, on: day(2026_04_20), evidence: "x"), by: two)
      }
      _ = try await w.system.perform(
        ReviseAssignment(
          nobodys, task: "Việc chưa giao", to: w.members[1], due: nil, product: "", follower: nil),
        by: two)
      #expect(try await seen(first) == [own])
      #expect(try await seen(second) == [nobodys])
      try await w.system.perform(
        CloseAssignment(own, as: .done, on: day(2026_04_20), evidence: "Báo cáo"), by: one)
    }
  }
}
