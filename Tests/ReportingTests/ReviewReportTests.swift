import Basics
import Registry
import Reviews
import Storage
import TestSupport
import Testing

@testable import Reporting

@Suite("Báo cáo kết quả đánh giá, xếp loại")
struct ReviewReportTests {
  private static let day = Day(number: 2026_01_15) ?? .endOfTime

  /// So many members of each grade of 2025 in each cell.
  private static func grade(
    _ cells: [(ID<Organisation>, [String: Int])], in system: System, scales: GradeScales
  ) async throws {
    var number = 0
    for (cell, grades) in cells {
      for (grade, count) in grades.sorted(by: { $0.key < $1.key }) {
        for _ in 0..<count {
          number += 1
          let member = try await system.perform(
            RegisterMember(
              PersonalRecord(
                name: "Nguyễn Văn Bình \(number)", bornOn: Day(number: 1970_01_01),
                admittedOn: Day(number: 2000_05_19)),
              numbers: [.card: String(1000 + number)], in: cell, from: Day(number: 2010_01_01) ?? day),
            by: .operatorOfMachine)
          _ = try await system.perform(
            RecordGrading(
              .member(member), year: 2025, grade: grade, on: day,
              decision: SmallWorld.decision("\(number)-QĐ/ĐU", on: day), scales: scales),
            by: .operatorOfMachine)
        }
      }
    }
  }

  private static func reported(
    _ engine: Engine, phongNam: [String: Int] = ["HTXS": 6, "HTT": 8],
    _ body: (TestRegister, SmallWorld, (ID<Organisation>, Bool) async throws -> ReviewReport) async throws ->
      Void
  ) async throws {
    let content = Content(folder: "Content")
    let (scales, guidances) = (try GradeScales(content), try Guidances(content))
    try await TestRegister.with(engine, on: day) { register in
      let world = try await SmallWorld.make(in: register.system)
      try await grade(
        [
          (world.longMyHamlet, ["HTXS": 2, "HTT": 9, "KHT": 1]), (world.longMyAgency, ["HTXS": 4, "HTT": 7]),
          (world.phongNamHamlet, phongNam),
        ], in: register.system, scales: scales)
      let day = Self.day
      try await body(register, world) { organisation, seesPersons in
        try await register.system.read { session throws in
          try session.reviewReport(
            of: organisation, year: 2025, scales: scales, guidances: guidances, today: day,
            sight: .init(seesPersons: seesPersons))
        }
      }
    }
  }

  private static func lines(_ report: ReviewReport) -> [String: [String]] {
    let table = report.sections.first { $0.id == "member" }?.blocks.compactMap(\.table).first
    return Dictionary(
      (table?.rows ?? []).map { ($0.cells.first?.shown ?? "", $0.cells.dropFirst().map(\.shown)) },
      uniquingKeysWith: { a, _ in a })
  }

  @Test("cấp ủy cơ sở thấy từng chi bộ; tổng bằng các phần", arguments: Engine.available)
  func ownLeadership(engine: Engine) async throws {
    try await Self.reported(engine) { _, world, report in
      let own = try await report(world.longMy, true)
      let lines = Self.lines(own)
      #expect(lines["Chi bộ ấp Long Hòa"] == ["12", "2", "9", "0", "1"])
      #expect(lines["Chi bộ cơ quan xã Long Mỹ"] == ["11", "4", "7", "0", "0"])
      #expect(lines["Cộng"] == ["23", "6", "16", "0", "1"])
      #expect(!own.isFromAbove)
    }
  }

  @Test(
    "P-D03: nhìn từ trên không thấy số nhỏ, ở trang, văn bản, bảng tính, dữ liệu như nhau",
    arguments: Engine.available)
  func fromAbove(engine: Engine) async throws {
    try await Self.reported(engine) { _, world, report in
      let district = try await report(world.district, true)
      let lines = Self.lines(district)
      #expect(lines["Đảng bộ xã Long Mỹ"]?.last == "*" && lines["Cộng"]?.last == "*")
      #expect(lines["Chi bộ ấp Long Hòa"] == nil)
      // One hidden count alone would follow from the row's sum.
      #expect((lines["Đảng bộ xã Long Mỹ"] ?? []).count { $0 == "*" } >= 2)
      #expect((lines["Cộng"] ?? []).count { $0 == "*" } >= 2)
      let html = String(decoding: district.html.bytes, as: UTF8.self)
      let json = try district.json()
      #expect(!district.sections.contains { $0.blocks.contains { $0.chart != nil } })
      #expect(html.utf8.count { $0 == UInt8(ascii: "*") } >= 4 && json.contains("\"text\" : \"*\""))
      #expect(!json.contains("\"number\" : 1\n") && !html.contains(">1<"))
      let rules = try BriefingRules(Content(folder: "Content"))
      #expect(try district.printed(rules: rules).pdf().starts(with: Array("%PDF".utf8)))
      #expect(try district.workbook().bytes().starts(with: Array("PK".utf8)))
      // The same commune opened by somebody who does not see its members.
      let opened = try await report(world.longMy, false)
      #expect(opened.isFromAbove && Self.lines(opened)["Chi bộ ấp Long Hòa"] == nil)
      let text = opened.sections.first { $0.id == "member" }?.blocks.compactMap(\.paragraph).first ?? ""
      #expect(text.hasPrefix("23 đảng viên") && !text.contains("không hoàn thành"))
    }
  }

  @Test("P-D04: tỷ lệ của nhóm dưới năm người không nêu ở đâu", arguments: Engine.available)
  func fewPersons(engine: Engine) async throws {
    try await Self.reported(engine, phongNam: ["HTXS": 1, "HTT": 2]) { _, world, report in
      let alone = try await report(world.phongNam, false)
      let text = alone.sections.first { $0.id == "member" }?.blocks.compactMap(\.paragraph).first ?? ""
      #expect(text == "3 đảng viên.", "\(text)")
      #expect(
        try !alone.json().contains("%") && !String(decoding: alone.html.bytes, as: UTF8.self).contains("%"))
      let district = Self.lines(try await report(world.district, true))
      #expect(district["Đảng bộ xã Phong Nẫm"]?.dropFirst().contains("1") == false)
      #expect(district["Đảng bộ xã Phong Nẫm"]?.dropFirst().contains("2") == false)
      let own = try await report(world.phongNam, true)
      #expect(own.sections.first { $0.id == "member" }?.blocks.first?.paragraph?.contains("33,3%") == true)
    }
  }

  @Test("năm chưa có gì thì nói là chưa có", arguments: Engine.available)
  func empty(engine: Engine) async throws {
    let content = Content(folder: "Content")
    let (scales, guidances, day) = (try GradeScales(content), try Guidances(content), Self.day)
    try await TestRegister.with(engine, on: day) { register in
      let world = try await SmallWorld.make(in: register.system)
      let report = try await register.system.read { session throws in
        try session.reviewReport(
          of: world.district, year: 2024, scales: scales, guidances: guidances, today: day,
          sight: .init(seesPersons: true))
      }
      #expect(report.sections.map(\.id) == ["none"])
    }
  }
}
