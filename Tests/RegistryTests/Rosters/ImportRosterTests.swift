import Basics
import Formats
import Registry
import Storage
import TestSupport
import Testing

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

@Suite struct `Nhập danh sách` {
  private func clean() throws -> [UInt8] {
    try Book.bytes(
      usualColumns,
      [
        usual("Nguyễn Văn An", card: "83000001"),
        usual(
          "Trần Thị Bé", born: "08/03/1975", admitted: "19/05/1999", official: "19/05/2000", card: "83000002",
          cell: "GT.LM.CQ"),
        usual(
          "Lê Văn Công", born: "01/01/1980", admitted: "02/02/2010", official: "02/02/2011", card: "83000003",
          cell: "cơ quan"),
      ])
  }

  @Test(arguments: Engine.available)
  func `lấy lại lần nhập không kể điều nơi mới ghi về người đã chuyển đi`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      let (_, officer) = try await `Tài khoản và quyền`.people(register, world)
      let plan = try await system.check(clean(), into: world.longMy)
      let result = try await system.perform(ImportRoster(plan), by: officer)
      let an = try #require(try await system.read { try $0.members(withNumber: "83000001") }.first)
      let transfer = try await system.perform(
        SendTransfer(an, to: world.phongNamHamlet, letter: "1-GGT", on: day(2014_04_01)), by: officer)
      try await system.perform(ReceiveTransfer(transfer, on: day(2014_04_10)), by: .operatorOfMachine)
      try await system.perform(
        CorrectMember(
          an, person: PersonalRecord(name: "Nguyễn Văn Bí Mật"), numbers: [:], reason: "theo hồ sơ gốc"),
        by: .operatorOfMachine)
      let now = register.clock.now
      let kept = try await system.read { session throws in
        try session.keptByUndo(of: #require(try session.importRun(result.run)), for: officer, at: now)
      }
      #expect(kept.map(\.name) == ["Nguyễn Văn An"])
      #expect(kept.map(\.act) == [ReceiveTransfer.name])
      let undone = try await system.perform(UndoImport(result.run), by: officer)
      #expect(undone.kept == kept)
    }
  }

  @Test func `số điện thoại trong ô nơi ở được báo, dòng ấy không nhận`() async throws {
    try await TestRegister.with(.sqlite) { register in
      let world = try await SmallWorld.make(in: register.system)
      let bytes = try Book.bytes(
        usualColumns + ["Nơi ở"],
        [
          usual("Nguyễn Văn An", card: "83000001") + [.text("ấp 2 (0912 345 678)")],
          usual("Trần Thị Bé", card: "83000002") + [.text("số 12/3 ấp 2")],
        ])
      let plan = try await register.system.check(bytes, into: world.longMy)
      #expect([plan.rowCount, plan.clean] == [2, 1])
      #expect(plan.findings.map(\.code).contains("text.number"))
    }
  }

  @Test(arguments: Engine.available)
  func `ghi trọn vẹn, lần thứ hai không đổi gì, từng người có từ đúng ngày`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      let plan = try await system.check(clean(), into: world.longMy)
      #expect(try await system.count(world.longMy) == 0)
      #expect([plan.rowCount, plan.clean, plan.wouldCreate, plan.wouldChange] == [3, 3, 3, 0])
      let result = try await system.perform(ImportRoster(plan), by: .operatorOfMachine)
      #expect([result.created, result.changed, result.leftOut] == [3, 0, 0])
      #expect(try await system.count(world.longMy) == 3)
      // The agency cell was founded on 25-3-2008: nobody belongs to it before.
      #expect(try await system.count(world.longMy, on: 2008_03_24) == 1)
      #expect(try await system.count(world.longMyAgency, on: 2008_03_25) == 1)
      #expect(try await system.count(world.longMyAgency, on: 2010_02_02) == 2)

      let again = try await system.check(clean(), into: world.longMy)
      #expect([again.clean, again.wouldCreate, again.wouldChange, again.findings.count] == [3, 0, 0, 0])
      let head = try await system.read { try $0.count("SELECT sequence FROM journal_head") }
      await #expect(throws: RosterRefusal.nothingToWrite) {
        try await system.perform(ImportRoster(again), by: .operatorOfMachine)
      }
      #expect(try await system.read { try $0.count("SELECT sequence FROM journal_head") } == head)
      #expect(try await system.count(world.longMy) == 3)
      let runs = try await system.read { try $0.importRuns(at: [world.longMy]) }
      #expect(runs.map(\.run.created) == [3])
      #expect(runs.map(\.run.fileHash) == [plan.file.hash])
    }
  }

  @Test(arguments: Engine.available)
  func `một dòng lỗi thì không ghi gì; nhận dòng sạch thì ghi phần còn lại`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      let bytes = try Book.bytes(
        usualColumns, [usual("Nguyễn Văn An", card: "83000001"), usual("Trần Thị Bé", born: "31/02/1975")],
        titles: ["DANH SÁCH"])
      let plan = try await system.check(bytes, into: world.longMy)
      await #expect(throws: RosterRefusal.hasErrors(1)) {
        try await system.perform(ImportRoster(plan), by: .operatorOfMachine)
      }
      #expect(try await system.count(world.longMy) == 0)
      let result = try await system.perform(ImportRoster(plan, acceptsClean: true), by: .operatorOfMachine)
      #expect([result.created, result.leftOut] == [1, 1])
      #expect(try await system.count(world.longMy) == 1)

      let returned = RosterReturn(plan)
      #expect(returned.fileName == "danh-sach – loi.xlsx")
      let sheet = try Workbook.read(returned.workbook().bytes()).sheets[0]
      let texts = sheet.rows.map { $0.fields.map { FieldText($0).text } }
      #expect(texts.first == ["DANH SÁCH"])
      #expect(texts.contains { $0.last == "Lỗi" && $0.first == "Họ và tên" })
      #expect(texts.filter { $0.contains("Nguyễn Văn An") }.isEmpty)
      #expect(texts.last?.first == "Trần Thị Bé" && texts.last?.last?.contains("không có trong lịch") == true)
      // Corrected, the returned file is loaded as it is.
      let reread = try await system.check(returned.workbook().bytes(), into: world.longMy)
      #expect([reread.rowCount, reread.errors] == [1, 1])
    }
  }

  @Test(arguments: Engine.available)
  func `người đã có: chỉ đổi ô khác, ô trống không xóa, đặt dấu khác không phải đổi tên`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      let columns = [
        "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Số thẻ", "Nơi ở hiện nay", "Nghề nghiệp", "Chi bộ",
      ]
      func book(_ name: String, _ place: String, _ work: String) throws -> [UInt8] {
        try Book.bytes(
          columns,
          [
            [
              .text(name), .text("1/1/1970"), .text("1/1/1995"), .text("83000001"), .text(place), .text(work),
              .text("ấp Long Hòa"),
            ]
          ])
      }
      let first = try await system.check(book("Nguyễn Văn Hoà", "ấp 1", ""), into: world.longMy)
      _ = try await system.perform(ImportRoster(first), by: .operatorOfMachine)
      let second = try await system.check(book("NGUYỄN VĂN HÒA", "ấp 2", "Giáo viên"), into: world.longMy)
      guard case .change(let member, let changes, _)? = second.rows.first?.outcome else {
        Issue.record("không thấy thay đổi: \(second.findings)")
        return
      }
      #expect(changes.map(\.column) == [.residence, .occupation])
      #expect(changes.map(\.isCorrection) == [false, true])
      _ = try await system.perform(ImportRoster(second), by: .operatorOfMachine)
      try await system.read { session throws in
        let today = try session.member(member, asOf: AsOf(day(2014_04_21)))?.person
        #expect(
          today?.residence == "ấp 2" && today?.occupation == "Giáo viên" && today?.name == "Nguyễn Văn Hoà")
        let before = try session.member(member, asOf: AsOf(day(2014_04_20)))?.person
        #expect(before?.residence == "ấp 1" && before?.occupation == "Giáo viên")
      }
      let third = try await system.check(book("Nguyễn Văn Hòa", "", ""), into: world.longMy)
      #expect(third.unchanged == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `lặp nguyên văn gộp lại, gần giống để người quyết định, cùng tên khác thẻ là hai người`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let bytes = try Book.bytes(
        usualColumns,
        [
          usual("Nguyễn Văn Hoà", card: "83000001"), usual("Nguyễn Văn Hoà", card: "83000001"),
          usual("Nguyễn  Văn Hòa", card: "83000001"), usual("Hòa Nguyễn Văn"),
          usual("Nguyễn Văn Hoà", card: "83000009"), usual("Đỗ Thị Hường", card: "83000002"),
          usual("Ðỗ Thị Hường".decomposedStringWithCanonicalMapping, card: "83000002"),
          usual("Trần Văn Khác", born: "2/2/1960", card: "83000002"),
        ])
      let plan = try await register.system.check(bytes, into: world.longMy)
      let codes = plan.rows.map {
        $0.row.findings.filter { $0.severity != .notice }.map(\.code).joined(separator: " ")
      }
      #expect(
        codes == [
          "", "row.repeat", "row.suspect", "row.suspect", "member.namesake", "number.shared", "row.suspect",
          "number.shared",
        ])
      #expect([plan.clean, plan.repeats, plan.suspects, plan.rejected] == [2, 1, 3, 2])
      _ = try await register.system.perform(ImportRoster(plan, acceptsClean: true), by: .operatorOfMachine)
      #expect(try await register.system.count(world.longMy) == 2)
    }
  }

  @Test(arguments: Engine.available)
  func `hoàn tác rút lại ai chưa ai sửa, giữ lại và nêu tên ai đã được sửa, rồi nhập lại được`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      let plan = try await system.check(clean(), into: world.longMy)
      let run = try await system.perform(ImportRoster(plan), by: .operatorOfMachine).run
      register.clock.set(day(2014_04_22))
      let edited = try await system.read { try $0.members(withNumber: "83000002") }
      let member = try #require(edited.first)
      var person = try #require(try await system.read { try $0.member(member, asOf: AsOf(day(2014_04_22))) })
        .person
      person.residence = "ấp 5"
      try await system.perform(
        ChangeMember(member, person: person, from: day(2014_04_22)), by: .operatorOfMachine)

      let result = try await system.perform(UndoImport(run), by: .operatorOfMachine)
      #expect(result.withdrawn == 2)
      #expect(result.kept.map(\.name) == ["Trần Thị Bé"])
      #expect(result.kept.map(\.actor) == ["Người vận hành máy"])
      #expect(result.kept.map(\.act) == ["member.change"])
      #expect(try await system.count(world.longMy) == 1)
      #expect(try await system.read { try $0.members(withNumber: "83000001") }.isEmpty)
      await #expect(throws: RosterRefusal.alreadyUndone) {
        try await system.perform(UndoImport(run), by: .operatorOfMachine)
      }

      let again = try await system.check(clean(), into: world.longMy)
      #expect([again.wouldCreate, again.unchanged] == [2, 1])
      _ = try await system.perform(ImportRoster(again), by: .operatorOfMachine)
      #expect(try await system.count(world.longMy) == 3)
    }
  }

  @Test(arguments: Engine.available)
  func `hoàn tác một lần sửa trả lại giá trị cũ`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      _ = try await system.perform(
        ImportRoster(try await system.check(clean(), into: world.longMy)), by: .operatorOfMachine)
      let other = try Book.bytes(usualColumns, [usual("Nguyễn Văn An", born: "20/05/1970", card: "83000001")])
      let plan = try await system.check(other, into: world.longMy)
      #expect(plan.wouldChange == 1)
      let run = try await system.perform(ImportRoster(plan), by: .operatorOfMachine).run
      let result = try await system.perform(UndoImport(run), by: .operatorOfMachine)
      #expect([result.withdrawn, result.restored] == [0, 1])
      let members = try await system.read { try $0.members(withNumber: "83000001") }
      let member = try #require(members.first)
      #expect(
        try await system.read { try $0.member(member, asOf: AsOf(day(2014_04_21))) }?.person.bornOn
          == day(1970_05_19))
      #expect(try await system.count(world.longMy) == 3)
    }
  }

  @Test(arguments: Engine.available)
  func `danh sách của đơn vị khác bị từ chối, dù nhận dòng sạch`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let titled = try Book.bytes(
        usualColumns, [usual("Nguyễn Văn An")], titles: ["ĐẢNG BỘ HUYỆN GIỒNG TRÔM", "ĐẢNG ỦY XÃ PHONG NẪM"])
      let cells = try Book.bytes(
        usualColumns,
        (1...6).map {
          usual(
            "Nguyễn Văn \(["An", "Ba", "Cư", "Du", "Em", "Gia"][$0 - 1])", born: "\($0)/1/1970",
            cell: "Chi bộ ấp Phong Thuận")
        })
      for bytes in [titled, cells] {
        let plan = try await register.system.check(bytes, into: world.longMy)
        #expect(plan.findings.contains { $0.code == "unit.other" && $0.severity == .error })
        #expect(plan.clean == 0 && plan.wouldCreate == 0)
        await #expect(throws: RosterRefusal.self) {
          try await register.system.perform(ImportRoster(plan, acceptsClean: true), by: .operatorOfMachine)
        }
      }
      let own = try Book.bytes(
        usualColumns, [usual("Nguyễn Văn An")],
        titles: ["ĐẢNG BỘ HUYỆN GIỒNG TRÔM", "ĐẢNG ỦY XÃ LONG MỸ NĂM 2014"])
      #expect(try await register.system.codes(own, into: world.longMy) == [])
      #expect(try await register.system.count(world.district) == 0)
    }
  }

  @Test(arguments: Engine.available)
  func `người của nơi khác không bao giờ bị nêu tên`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      for (name, card) in [("Phạm Thị Bí Mật", "83000077"), ("Lê Văn Kín", "")] {
        _ = try await system.perform(
          RegisterMember(
            PersonalRecord(name: name, bornOn: day(1970_05_19), admittedOn: day(1995_02_03)),
            numbers: card.isEmpty ? [:] : [.card: card],
            in: world.phongNamHamlet, from: day(2010_01_01)), by: .operatorOfMachine)
      }
      let bytes = try Book.bytes(
        usualColumns,
        [
          usual("Người Dò Số", card: "83000077"), usual("Lê Văn Kín"),
          usual("Phạm Thị Bí Mật", born: "20/05/1970"),
        ])
      let plan = try await system.check(bytes, into: world.longMy)
      #expect(plan.rows.map(\.outcome) == [.claim, .claim, .create])
      let messages = plan.rows.prefix(1).flatMap(\.row.findings).map {
        $0.message + $0.remedy + ($0.value ?? "")
      }.joined()
      #expect(!messages.contains("Bí Mật") && !messages.contains("Phong") && !messages.contains("1970"))
      #expect(Set(plan.findings.map(\.code)) == ["member.elsewhere"])
    }
  }

  @Test(arguments: Engine.available)
  func `chữ lạ vẫn là chữ: công thức, dấu rời, dấu nháy`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      let names = [
        "=cmd|' /C calc'!A", "O'\u{301}Brien '); DROP TABLE member;--", "Nguyễn \"Văn\u{301}\" <b>An</b>",
        "@SUM(A1) Trần",
      ]
      let bytes = try Book.bytes(usualColumns, names.enumerated().map { usual($1, born: "\($0 + 1)/1/1970") })
      let plan = try await system.check(bytes, into: world.longMy)
      #expect(plan.wouldCreate == 4)
      _ = try await system.perform(ImportRoster(plan), by: .operatorOfMachine)
      let stored = try await system.read { session throws in
        try session.members(in: world.longMy, asOf: AsOf(day(2014_04_21)), seen: .whole, limit: 10).map(
          \.person.name)
      }
      #expect(Set(stored) == Set(names.map { VietnameseText.clean($0) }))
      let again = try await system.check(bytes, into: world.longMy)
      #expect(again.unchanged == 4)
    }
  }

  @Test(arguments: Engine.available)
  func `nơi sinh hoạt trước, chức vụ, ngày về chi bộ`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      let bytes = try Book.bytes(
        [
          "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Chức vụ Đảng", "Chức vụ chính quyền", "Ngày về chi bộ",
          "Nơi sinh hoạt trước", "Chi bộ",
        ],
        [
          [
            .text("Nguyễn Văn An"), .text("1/1/1970"), .text("1/1/2000"), .text("Bí thư"),
            .text("Chủ tịch HĐND"), .text("25/3/2008"),
            .text("Chi bộ ấp Long Hòa"), .text("Chi bộ cơ quan xã Long Mỹ"),
          ],
          [
            .text("Lê Văn Ba"), .text("1/1/1970"), .text("1/1/2000"), .empty, .empty, .text("1/1/2005"),
            .empty, .text("Chi bộ cơ quan xã Long Mỹ"),
          ],
        ])
      let plan = try await system.check(bytes, into: world.longMy)
      #expect(plan.findings.map(\.code) == ["since.beforeCell"])
      _ = try await system.perform(ImportRoster(plan), by: .operatorOfMachine)
      #expect(try await system.count(world.longMyHamlet, on: 2008_03_24) == 1)
      #expect(try await system.count(world.longMyHamlet, on: 2008_03_25) == 0)
      #expect(try await system.count(world.longMyAgency, on: 2008_03_25) == 2)
      let posts = try await system.read { session throws in
        try session.appointments(at: world.longMyAgency, asOf: AsOf(day(2014_04_21)))
      }
      #expect(Set(posts.map(\.sector)) == [.party, .council])
      #expect(try await system.check(bytes, into: world.longMy).unchanged == 2)
    }
  }

  @Test(arguments: Engine.available)
  func `tài khoản không có quyền bị từ chối, cả khi chỉ kiểm tra`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      let plan = try await system.check(clean(), into: world.longMy)
      let stranger = Actor(.account(ID(12345)), name: "Người lạ")
      await #expect(throws: RightsRefusal.notFound) {
        try await system.perform(ImportRoster(plan), by: stranger)
      }
      let bytes = try clean()
      await #expect(throws: RightsRefusal.notFound) {
        _ = try await system.check(bytes, into: world.longMy, by: stranger)
      }
      #expect(try await system.count(world.longMy) == 0)
    }
  }
}
