import Basics
import Registry
import Reporting
import TestSupport
import Testing

@Suite struct `Cuộc khảo sát` {
  private func record(_ world: DistrictWorld) async throws -> ID<Survey> {
    try await world.system.perform(
      RecordSurvey(
        of: world.district, visitedOn: day(2014_04_21), title: "Khảo sát việc thực hiện Hướng dẫn 10",
        team: "Đoàn khảo sát của Ban Tổ chức Trung ương", host: "Ban Thường vụ Huyện ủy Giồng Trôm",
        publishedOn: day(2014_04_24),
        parts: [
          .init(.topic, text: "thực hiện Hướng dẫn số 10"),
          .init(.attendee, person: "Lãnh đạo các ban Đảng Huyện ủy"),
          .init(.unit, organisation: world.longMy.base),
          .init(.figure, topic: "agencyCells", text: "số chi bộ cơ quan"),
          .init(.figure, topic: "grades.2013.TSVM", text: "số chi bộ trong sạch vững mạnh"),
          .init(.figure, topic: "không có", text: "số không có trong sổ"),
          .init(.finding, topic: "cause", text: "chức năng, nhiệm vụ chưa rõ"),
          .init(
            .finding, topic: "working_regulations", text: "quy chế giống quy chế của đảng ủy",
            because: "cause"),
          .init(.advice, text: "xây dựng quy chế hoạt động", person: "các Đảng ủy, các Chi ủy"),
          .init(.petition, text: "sớm có hướng dẫn mới", person: "Huyện ủy", dueOn: day(2014_04_22)),
        ]), by: .operatorOfMachine)
  }

  @Test(arguments: Engine.available)
  func `ghi đủ thành phần, nội dung, nguyên nhân, ý kiến và kiến nghị`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      let survey = try await record(world)
      let parts = try await world.system.read { session throws in
        try session.surveyListing(of: survey, asOf: AsOf(day(2014_04_21)))
      }
      #expect(parts.count == 10)
      #expect(parts.first { $0.part.topic == "working_regulations" }?.because?.topic == "cause")
      #expect(parts.first { $0.part.kind == .unit }?.organisationName == "Đảng bộ xã Long Mỹ")
      let briefing = try await world.briefing()
      let bullets = try #require(briefing.section("survey")).blocks.compactMap(\.bullets).flatMap { $0 }
      #expect(
        bullets.contains(
          "các Đảng ủy, các Chi ủy: xây dựng quy chế hoạt động (không đặt hạn; chưa thực hiện)."))
      #expect(bullets.contains("quy chế giống quy chế của đảng ủy (do: chức năng, nhiệm vụ chưa rõ)."))
      #expect(try await world.briefing(on: 2014_04_20).section("survey") == nil)
    }
  }

  @Test(arguments: Engine.available)
  func `số liệu được yêu cầu lấy từ sổ vào ngày làm việc`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      let (id, rules) = (try await record(world), world.rules)
      let figures = try await world.system.read { session throws in
        try session.requestedFigures(
          of: #require(try session.survey(id)), rules: rules, for: .operatorOfMachine,
          at: Moment(day(2014_04_24)))
      }
      #expect(figures.map { $0.figure?.count } == [4, 3, nil])
      #expect(figures.first?.figure?.asOf == day(2014_04_21))
    }
  }

  @Test(arguments: Engine.available)
  func `trả lời ý kiến theo ngày, kiến nghị quá hạn được nêu`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2014_12_01)) { register in
      let world = try await DistrictWorld.make(in: register)
      let survey = try await record(world)
      func listing(on number: Int) async throws -> [SurveyPartListing] {
        try await world.system.read { session throws in
          try session.surveyListing(of: survey, asOf: AsOf(day(number)))
        }
      }
      let advice = try #require(try await listing(on: 2014_04_21).first { $0.part.kind == .advice })
      #expect(advice.status == .open)
      #expect(
        try await listing(on: 2014_04_23).filter { $0.isOverdue(on: day(2014_04_23)) }.map(\.part.kind) == [
          .petition
        ])
      _ = try await world.system.perform(
        AnswerSurveyPart(
          advice.part.id, status: .doing, text: "đang sửa quy chế", by: "Văn phòng Huyện ủy",
          on: day(2014_06_01)), by: .operatorOfMachine)
      _ = try await world.system.perform(
        AnswerSurveyPart(
          advice.part.id, status: .done, text: "đã ban hành", by: "Văn phòng Huyện ủy", on: day(2014_11_01)),
        by: .operatorOfMachine)
      #expect(try await listing(on: 2014_05_31).first { $0.part.kind == .advice }?.status == .open)
      #expect(try await listing(on: 2014_06_01).first { $0.part.kind == .advice }?.status == .doing)
      #expect(try await listing(on: 2014_12_01).first { $0.part.kind == .advice }?.status == .done)
      let finding = try #require(try await listing(on: 2014_04_21).first { $0.part.kind == .finding })
      await #expect(throws: SurveyRefusal.needsNoAnswer) {
        try await world.system.perform(
          AnswerSurveyPart(finding.part.id, status: .done, text: "x", by: "y", on: day(2014_11_01)),
          by: .operatorOfMachine)
      }
      await #expect(throws: SurveyRefusal.noCause("chưa có")) {
        try await world.system.perform(
          AddSurveyPart(to: survey, .init(.finding, topic: "a", text: "b", because: "chưa có")),
          by: .operatorOfMachine)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `sổ mẫu không bao giờ mở cho dữ liệu thật, sổ thử chỉ mở khi có văn bản cho phép`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let permission = DecisionEntry(
        DocumentKey(type: "Công văn", number: "12-CV/TU", issuer: "Tỉnh ủy", date: day(2014_04_01)))
      #expect(
        try await system.read { session throws in try session.registerMode().mark } == "DỮ LIỆU MÔ PHỎNG")
      await #expect(throws: RegisterModeRefusal.noMachine) {
        try await system.perform(OpenRealData(permission: permission, machine: " "), by: .operatorOfMachine)
      }
      try await system.perform(
        OpenRealData(permission: permission, machine: "may-xa-long-my"), by: .operatorOfMachine)
      #expect(try await system.read { session throws in try session.registerMode() } == .real)
      #expect(try await system.read { session throws in try session.registerMode().mark } == nil)
    }
    try await TestRegister.with(engine) { register in
      let system = register.system
      let permission = DecisionEntry(
        DocumentKey(type: "Công văn", number: "12-CV/TU", issuer: "Tỉnh ủy", date: day(2014_04_01)))
      try await system.perform(MarkAsSample(), by: .sample)
      await #expect(throws: RegisterModeRefusal.isSample) {
        try await system.perform(OpenRealData(permission: permission, machine: "máy"), by: .operatorOfMachine)
      }
    }
  }
}
