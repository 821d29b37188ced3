import Basics
import Meetings
import Registry
import Reviews
import TestSupport
import Testing

@Suite struct `Điều sổ biết mở sẵn bản kiểm điểm` {
  @Test(arguments: Engine.available)
  func `việc được giao và kỳ đã dự có sẵn ở mục nhiệm vụ; chưa ghi gì thì để trống; tập thể không có`(
    engine: Engine
  )
    async throws
  {
    let today = try #require(Day(year: 2026, month: 11, day: 20))
    let held = try #require(Day(year: 2026, month: 3, day: 3))
    try await TestRegister.with(engine, on: today) { register in
      let world = try await SmallWorld.make(in: register.system)
      let cell = world.longMyHamlet
      func member(_ name: String) async throws -> ID<Member> {
        try await register.system.perform(
          RegisterMember(
            PersonalRecord(
              name: name, sex: .female, bornOn: Day(number: 1980_01_01), admittedOn: Day(number: 2005_05_19),
              officialOn: Day(number: 2006_05_19), residence: "ấp Long Hòa", isLocal: true),
            in: cell, from: try #require(Day(number: 2010_01_05))), by: .operatorOfMachine)
      }
      let (huong, lan) = (try await member("Lê Thị Hường"), try await member("Trần Thị Lan"))
      let content = try Content.locate()
      let rules = try MeetingRules(content)
      let (forms, _) = try `Mẫu kiểm điểm`.forms()
      let form = try #require(forms.form("form2B", of: "hd-43-btctw-2025-10-31"))
      func tasks(_ subject: Grading.Subject) async throws -> String {
        try await register.system.read { session throws in
          try session.formBeginning(
            form, of: subject, year: 2026, forms: forms, meetings: rules, today: today)[text: "tasks"]
        }
      }
      #expect(try await tasks(.member(huong)).isEmpty)
      let meeting = try await register.system.perform(
        PrepareMeeting(.regular, of: cell, on: held, rules: rules), by: .operatorOfMachine)
      _ = try await register.system.perform(
        TakeAttendance([huong: .init(.present), lan: .init(.excused)], at: meeting), by: .operatorOfMachine)
      let task = try await register.system.perform(
        Assign(
          "Họp dân", to: huong, of: cell, on: held, due: try #require(Day(number: 2026_03_31)), at: meeting),
        by: .operatorOfMachine)
      try await register.system.perform(
        CloseAssignment(
          task, as: .done, on: try #require(Day(number: 2026_03_20)), evidence: "Biên bản họp dân 20/3/2026"),
        by: .operatorOfMachine)
      #expect(
        try await tasks(.member(huong))
          == "Theo sổ của chi bộ: Được giao 1 việc: 1 xong đúng hạn.\nSinh hoạt chi bộ: Được triệu tập 1 kỳ: dự 1."
      )
      #expect(
        try await tasks(.member(lan))
          == "Sinh hoạt chi bộ: Được triệu tập 1 kỳ: dự 0, vắng có lý do 1.")
      #expect(try await tasks(.organisation(cell)).isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `bản cam kết của năm mở sẵn mục cam kết; năm khác, người khác không`(engine: Engine) async throws {
    let today = try #require(Day(year: 2026, month: 11, day: 20))
    try await TestRegister.with(engine, on: today) { register in
      let world = try await SmallWorld.make(in: register.system)
      func member(_ name: String) async throws -> ID<Member> {
        try await register.system.perform(
          RegisterMember(
            PersonalRecord(
              name: name, sex: .female, bornOn: Day(number: 1980_01_01), admittedOn: Day(number: 2005_05_19),
              officialOn: Day(number: 2006_05_19), residence: "ấp Long Hòa", isLocal: true),
            in: world.longMyHamlet, from: try #require(Day(number: 2010_01_05))), by: .operatorOfMachine)
      }
      let (huong, lan) = (try await member("Lê Thị Hường"), try await member("Trần Thị Lan"))
      try await register.system.perform(
        HandInCommitment(
          "Giúp hai hộ thoát nghèo", of: huong, year: 2026, on: try #require(Day(number: 2026_01_15))),
        by: .operatorOfMachine)
      let (forms, _) = try `Mẫu kiểm điểm`.forms()
      func pledge(_ member: ID<Member>, _ code: String, _ year: Int) async throws -> String {
        let form = try #require(forms.form(code, of: "hd-43-btctw-2025-10-31"))
        return try await register.system.read { session throws in
          try session.formBeginning(form, of: .member(member), year: year, forms: forms)[text: "pledge"]
        }
      }
      for code in ["form2A", "form2B", "form2C"] {
        #expect(
          try await pledge(huong, code, 2026)
            == "Đã cam kết ngày 15/1/2026:\nGiúp hai hộ thoát nghèo\nKết quả thực hiện:")
      }
      #expect(try await pledge(huong, "form2B", 2025).isEmpty)
      #expect(try await pledge(lan, "form2B", 2026).isEmpty)
    }
  }
}
