import Basics
import Meetings
import Registry
import TestSupport
import Testing

@Suite struct `Sổ văn bản đến, đi` {
  private static func rules() throws -> DocumentRules { try DocumentRules(MeetingContent.found()) }

  private static func send(
    _ subject: String, _ type: String = "BC", on number: Int = 2026_03_03, in w: CellWorld
  )
    throws -> BookDocument
  {
    BookDocument(
      DocumentWords(type: type, datedOn: day(number), party: "Đảng ủy xã Long Mỹ", subject: subject),
      into: .outgoing, of: w.cell, on: day(number), rules: try rules())
  }

  private static func receive(_ number: String, due: Int? = nil, handler: ID<Member>? = nil, _ w: CellWorld)
    throws -> BookDocument
  {
    BookDocument(
      DocumentWords(
        type: "Công văn", number: number, datedOn: day(2026_03_01), party: "Đảng ủy xã Long Mỹ",
        subject: "về việc chuẩn bị đại hội", handler: handler, dueOn: due.map(day)), into: .incoming,
      of: w.cell, on: day(2026_03_03), rules: try rules())
  }

  private static func lines(_ book: BookedDocument.Book, _ w: CellWorld) async throws -> [BookLine] {
    let cell = w.cell
    return try await w.system.read { session throws in
      try session.bookedDocuments(of: cell, book, year: 2026)
    }
  }

  @Test(arguments: Engine.available)
  func `nhiều người lấy số cùng lúc: không trùng, không hụt; mỗi loại một dãy; hủy thì giữ số`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for n in 1...24 {
          group.addTask {
            _ = try await w.perform(try Self.send("báo cáo \(n)", n % 2 == 0 ? "BC" : "CV", in: w))
          }
        }
        try await group.waitForAll()
      }
      let all = try await Self.lines(.outgoing, w).map(\.document)
      for type in ["BC", "CV"] {
        #expect(all.filter { $0.series == type }.map(\.position) == Array(1...12))
      }
      #expect(Set(all.map(\.number)).count == 24 && all.contains { $0.number == "05-BC/CB" })
      let last = try #require(all.last { $0.series == "BC" })
      try await w.perform(CancelDocument(last.document, reason: "ghi nhầm loại văn bản"))
      await #expect(throws: DocumentRefusal.cancelled) {
        try await w.perform(CancelDocument(last.document, reason: "hủy lần nữa cho chắc"))
      }
      let next = try await w.perform(try Self.send("báo cáo sau khi hủy", in: w))
      let after = try await Self.lines(.outgoing, w).map(\.document)
      #expect(after.first { $0.document == next }?.position == 13)
      #expect(after.first { $0.document == last.document }?.cancelled == "ghi nhầm loại văn bản")
      #expect(after.filter { $0.series == "BC" }.map(\.position) == Array(1...13))
    }
  }

  @Test(arguments: Engine.available)
  func `số sau không mang ngày sớm hơn; số đầu chỉ ghi được một lần`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      var first = try Self.send("báo cáo quý", on: 2026_03_05, in: w)
      first.first = 15
      _ = try await w.perform(first)
      await #expect(throws: DocumentRefusal.beforeLast(day(2026_03_05))) {
        _ = try await w.perform(try Self.send("báo cáo chen", on: 2026_03_04, in: w))
      }
      await #expect(throws: DocumentRefusal.notFirst) { _ = try await w.perform(first) }
      _ = try await w.perform(try Self.send("báo cáo tháng", on: 2026_03_05, in: w))
      #expect(try await Self.lines(.outgoing, w).map(\.document.number) == ["15-BC/CB", "16-BC/CB"])
      await #expect(throws: DocumentRefusal.future(day(2026_05_01))) {
        _ = try await w.perform(try Self.send("báo cáo mai sau", on: 2026_05_01, in: w))
      }
    }
  }

  @Test(arguments: Engine.available)
  func `văn bản đến: không vào sổ hai lần; quá hạn thấy được; thành việc giao thì kết quả theo việc`(
    engine: Engine
  ) async throws {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      let id = try await w.perform(
        try Self.receive("12-CV/ĐU", due: 2026_03_20, handler: w.members[0], w))
      await #expect(throws: DocumentRefusal.twice(1)) {
        _ = try await w.perform(try Self.receive("12-cv/đu", w))
      }
      _ = try await w.perform(try Self.receive("13-CV/ĐU", w))
      let lines = try await Self.lines(.incoming, w)
      let today = day(2026_04_20)
      #expect(lines.map { $0.standing(on: today, soon: 3) } == [.overdue(days: 31), .filed])
      #expect(lines[0].standing(on: day(2026_03_18), soon: 3) == .dueSoon)
      let task = try await w.perform(
        AssignDocument(
          id, as: "chuẩn bị đại hội", to: w.members[1], due: day(2026_04_30), rules: w.rules))
      await #expect(throws: DocumentRefusal.assignedDone) {
        try await w.perform(CloseDocument(id, on: today, outcome: "đã xong"))
      }
      let cell = w.cell
      let before = try await w.system.read { session throws in try session.openDocuments(of: cell) }
      #expect(before.map(\.document.document) == [id])
      try await w.perform(CloseAssignment(task, as: .done, on: today, evidence: "Báo cáo 01-BC/CB"))
      let line = try await Self.lines(.incoming, w)[0]
      #expect(line.standing(on: today, soon: 3) == .done(today))
      let open = try await w.system.read { session throws in try session.openDocuments(of: cell) }
      #expect(open.isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `chỉ người ghi sổ của tổ chức vào sổ; người xử lý phải ở đây; số điện thoại không ghi được`(
    engine: Engine
  ) async throws {
    try await TestRegister.with(engine, on: day(2026_04_20)) { register in
      let w = try await CellWorld.make(register)
      var elsewhere = try Self.send("báo cáo", in: w)
      elsewhere.organisation = w.world.phongNamHamlet
      await #expect(throws: RightsRefusal.notFound) { _ = try await w.perform(elsewhere) }
      let stranger = try await CellWorld.member("Lê Văn Lạ", register, w.world.phongNamHamlet)
      await #expect(throws: DocumentRefusal.notHere) {
        _ = try await w.perform(try Self.receive("12-CV/ĐU", handler: stranger, w))
      }
      await #expect(throws: FreeTextRefusal.self) {
        _ = try await w.perform(try Self.send("gọi 0912 345 678", in: w))
      }
      #expect(try await Self.lines(.outgoing, w).isEmpty)
    }
  }
}
