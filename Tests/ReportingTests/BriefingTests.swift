import Basics
import Foundation
import Registry
import Reporting
import Reviews
import TestSupport
import Testing

private func countsOf(_ summary: Briefing.Summary, _ year: String) -> [String: Int] {
  var counts: [String: Int] = [:]
  for (code, figure) in summary.grades[year] ?? [:] { counts[code] = figure.count }
  return counts
}

@Suite struct `Báo cáo tổng hợp` {
  @Test(arguments: Engine.available)
  func `mỗi số liệu mở ra đúng số bản ghi đã đếm`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      var briefings = [
        try await world.briefing(), try await world.briefing(on: 2008_03_24),
        try await world.briefing(of: world.longMy.base),
      ]
      briefings += [
        try await world.briefing(of: world.longMy.agency), try await world.briefing(of: world.province),
      ]
      try await world.mergePhongMy()
      briefings += [
        try await world.briefing(structure: .now, today: 2020_02_02),
        try await world.briefing(on: 2020_02_02),
        try await world.briefing(of: world.phongMy.base, structure: .now, today: 2020_02_02),
      ]
      for briefing in briefings {
        #expect(briefing.figures.count > 15)
        #expect(Set(briefing.figures.map(\.key)).count == briefing.figures.count)
        try await world.system.read { session throws in
          for figure in briefing.figures {
            // As a reader of the address would ask.
            let query = try #require(RecordsQuery(path: figure.records.apiPath))
            #expect(query == figure.records)
            #expect(RecordsQuery(path: figure.records.pagePath) == query)
            guard case .count(let count) = figure.value else { continue }
            #expect(
              try session.records(query, seen: .whole).count == count,
              "\(figure.key) \(figure.records.apiPath)")
            #expect(
              try session.records(query, seen: .whole, limit: 1000).items.count == count, "\(figure.key)")
          }
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `số liệu ngày 21-4-2014 đúng như đã ghi`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      let summary = try await world.briefing().summary
      #expect(summary.units.count == 4)
      #expect(summary.communes.count == 3)
      #expect(summary.towns.count == 1)
      #expect(summary.agencyCells.count == 4)
      #expect(summary.agencyCellMembers.count == 6 + 7 + 8 + 9)
      #expect(summary.members.count == 30 + 12 + 4)
      #expect(summary.rollOut.units?.count == 4)
      #expect(summary.rollOut.first?.value == .day(day(2008_03_25)))
      #expect(summary.rollOut.last?.value == .day(day(2008_04_08)))
      #expect(countsOf(summary, "2013") == ["TSVM": 3, "HTT": 1, "HT": 0, "YK": 0])
      #expect(summary.grades.keys.sorted() == ["2012", "2013"])
    }
  }

  @Test(arguments: Engine.available)
  func `ngày 24-3-2008 chưa có chi bộ cơ quan nào, chưa đơn vị nào triển khai`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      let briefing = try await world.briefing(on: 2008_03_24)
      #expect(briefing.summary.agencyCells.count == 0)
      #expect(briefing.summary.agencyCellMembers.count == 0)
      #expect(briefing.summary.rollOut.units?.count == 0)
      #expect(briefing.summary.rollOut.first?.value == .day(nil))
      #expect(briefing.figure("rollOut.missing")?.count == 4)
      #expect(briefing.summary.grades.isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `kết quả xếp loại chỉ tính từ ngày quyết định, sáp nhập về sau không đổi số năm cũ`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      #expect(try await world.briefing(on: 2014_01_19).summary.grades.keys.sorted() == ["2012"])
      try await world.mergePhongMy()
      let later = try await world.briefing(on: 2020_02_02).summary
      #expect(countsOf(later, "2013") == ["TSVM": 3, "HTT": 1, "HT": 0, "YK": 0])
      #expect(later.agencyCells.count == 3)
      #expect(later.units.count == 3)
      #expect(later.rollOut.units?.count == 3)
    }
  }

  @Test(arguments: Engine.available)
  func `cơ cấu hiện nay giữ nguyên tổng, đơn vị sáp nhập gộp một dòng, tổ chức trực thuộc huyện đứng riêng`(
    engine: Engine
  ) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      let before = try await world.briefing().frozen()
      try await world.mergePhongMy()
      let then = try await world.briefing()
      #expect(try then.frozen() == before)
      let now = try await world.briefing(structure: .now, today: 2020_02_02)
      #expect(now.summary.members.count == then.summary.members.count)
      #expect(now.summary.agencyCells.count == then.summary.agencyCells.count)
      for briefing in [then, now] {
        let table = try #require(briefing.section("organisation")?.blocks.compactMap(\.table).first)
        let figures = table.rows.filter { !$0.isTotal }.map { $0.cells.compactMap(\.figure).map(\.count) }
        let total = try #require(table.rows.last { $0.isTotal }).cells.compactMap(\.figure).map(\.count)
        let sums = figures.reduce([0, 0, 0, 0]) { sums, row in zip(sums, row).map { $0 + $1 } }
        #expect(sums == total)
        #expect(total[0] == 46)
      }
      let rows = try #require(now.section("organisation")?.blocks.compactMap(\.table).first).rows.map {
        $0.cells.map(\.shown)
      }
      #expect(
        rows.contains {
          $0[0] == "Đảng bộ xã Phong Nẫm" && $0[1] == "Đảng bộ xã Phong Mỹ; Đảng bộ xã Phong Nẫm"
            && $0[2] == "21"
        })
      #expect(rows.contains { $0[0].hasPrefix("Các tổ chức đảng trực thuộc huyện") && $0[2] == "4" })
      #expect(rows.count == 5)
    }
  }

  @Test(arguments: Engine.available)
  func `đơn vị không tồn tại vào ngày ấy bị từ chối, nêu tiền thân và kế thừa`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      try await world.mergePhongMy()
      await #expect {
        _ = try await world.briefing(of: world.phongMy.base, on: 2020_02_01)
      } throws: { error in
        guard case BriefingRefusal.notThere(_, let on, let before, let after) = error else { return false }
        return on == day(2020_02_01) && before.isEmpty && after.count == 1
          && after[0].contains("Đảng bộ xã Phong Nẫm")
      }
      await #expect(throws: BriefingRefusal.self) {
        _ = try await world.briefing(of: world.longMy.agency, on: 2008_03_24)
      }
      await #expect(throws: RightsRefusal.notFound) { _ = try await world.briefing(of: ID(42)) }
    }
  }

  @Test(arguments: Engine.available)
  func `ngày chưa đến được đánh dấu, không phát hành được`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      #expect(try await world.briefing(on: 2020_02_02).isScheduled)
      #expect(try await !world.briefing().isScheduled)
      await #expect(throws: BriefingRefusal.notYet(day(2020_02_02))) {
        try await world.system.perform(
          IssueBriefing(of: world.district, asOf: day(2020_02_02), number: "1-BC/HU", rules: world.rules),
          by: .operatorOfMachine)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `báo cáo đã phát hành không đổi theo sửa chữa về sau và được nêu là khác`(engine: Engine) async throws
  {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      let system = world.system
      let issue = try await system.perform(
        IssueBriefing(of: world.district, asOf: day(2014_04_21), number: "35-BC/HU", rules: world.rules),
        by: .operatorOfMachine)
      let (rules, district) = (world.rules, world.district)
      func issued() async throws -> [IssuedBriefing] {
        try await system.read { session throws in
          try session.issuedBriefings(
            within: district, differingToday: true, rules: rules, for: .operatorOfMachine,
            at: Moment(day(2014_04_21)))
        }
      }
      #expect(try await issued().isEmpty)
      // One was never a member there.
      try await system.perform(
        EndMembership(world.agencyMembers[0], kind: .enteredByMistake, day: day(2014_04_21), decision: nil),
        by: .operatorOfMachine)
      let differing = try #require(try await issued().first)
      #expect(differing.issue.content == issue.content)
      #expect(Fingerprint.sha256(differing.issue.content) == issue.hash)
      #expect(differing.issue.briefing?.summary.members.count == 46)
      let members = try #require(differing.differences.first { $0.key == "members" })
      #expect(members.old?.count == 46 && members.new?.count == 45)
      #expect(differing.differences.contains { $0.key == "agencyCellMembers" })
      // Its figures still open the records of their time.
      let figure = try #require(issue.briefing?.summary.members)
      #expect(
        try await system.read { session throws in try session.records(figure.records, seen: .whole).count }
          == 46)
      await #expect(throws: BriefingRefusal.numberTaken("35-BC/HU")) {
        try await system.perform(
          IssueBriefing(of: world.district, asOf: day(2014_04_20), number: "35-BC/HU", rules: world.rules),
          by: .operatorOfMachine)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `báo cáo được góp ý, hỏi và trả lời`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await DistrictWorld.make(in: register)
      let issue = try await world.system.perform(
        IssueBriefing(of: world.district, asOf: day(2014_04_21), number: "35-BC/HU", rules: world.rules),
        by: .operatorOfMachine)
      let question = try await world.system.perform(
        RemarkOnBriefing(on: issue.id, .question, text: "Vì sao có một chi bộ hoàn thành tốt?"),
        by: .operatorOfMachine)
      _ = try await world.system.perform(
        RemarkOnBriefing(on: issue.id, .answer, text: "Vì thiếu sinh hoạt một tháng.", answering: question),
        by: .operatorOfMachine)
      let remarks = try await world.system.read { session throws in try session.remarks(on: issue.id) }
      #expect(remarks.map(\.kind) == [.question, .answer])
      #expect(remarks.last?.answers == question)
      await #expect(throws: RightsRefusal.notFound) {
        try await world.system.perform(
          RemarkOnBriefing(on: issue.id, .answer, text: "x"), by: .operatorOfMachine)
      }
    }
  }

  @Test func `JSON có đủ các khóa đã hẹn và đọc lại được`() async throws {
    try await TestRegister.with(.sqlite) { register in
      let world = try await DistrictWorld.make(in: register)
      let briefing = try await world.briefing()
      let text = try briefing.json()
      let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      let figures = try #require(object["figures"] as? [String: Any])
      #expect(
        Set(figures.keys) == [
          "units", "communes", "towns", "members", "agencyCells", "agencyCellMembers", "rollOut", "grades",
        ])
      let members = try #require(figures["members"] as? [String: Any])
      #expect(members["value"] as? Int == 46)
      #expect(members["asOf"] as? String == "2014-04-21")
      #expect(
        (members["records"] as? String)?.hasPrefix("/api/v1/records/members?asOf=2014-04-21&organisation=")
          == true)
      #expect((members["definition"] as? String)?.contains("trực thuộc huyện") == true)
      let rollOut = try #require(figures["rollOut"] as? [String: Any])
      #expect((rollOut["first"] as? [String: Any])?["value"] as? String == "2008-03-25")
      #expect(object["issued"] == nil && object["mark"] as? String == "DỮ LIỆU MÔ PHỎNG")
      #expect(try Briefing(frozen: briefing.frozen()) == briefing)
      let issue = try await world.system.perform(
        IssueBriefing(of: world.district, asOf: day(2014_04_21), number: "35-BC/HU", rules: world.rules),
        by: .operatorOfMachine)
      let issued = try #require(issue.briefing).json(issue: issue)
      let again = try #require(try JSONSerialization.jsonObject(with: Data(issued.utf8)) as? [String: Any])
      #expect(again["hash"] as? String == issue.hash)
      #expect((again["issued"] as? [String: Any])?["number"] as? String == "35-BC/HU")
    }
  }
}
