import Basics
import Registry
import Reporting
import Reviews
import TestSupport

@testable import Web

func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

/// The small world with what is reported of it: a mandate that founded the agency cells, another past its day, gradings
/// of 2013, a survey of the district; an officer of the district and somebody who may see figures but no persons.
struct ReportingWorld {
  let site: SiteWorld
  let mandate: ID<Mandate>
  let late: ID<Mandate>
  let survey: ID<Survey>
  let rules: BriefingRules

  var world: SmallWorld { site.world }
  var system: System { site.system }
  static let hostile = "Chi bộ a\"\u{301} onfocus=x <script>alert(1)</script>"

  static func with(_ engine: Engine, hostile: Bool = false, _ body: (ReportingWorld) async throws -> Void)
    async throws
  {
    try await SiteWorld.with(engine) { try await body(ReportingWorld($0, hostile: hostile)) }
  }

  private init(_ site: SiteWorld, hostile: Bool) async throws {
    self.site = site
    let (system, world) = (site.system, site.world)
    let rules = try BriefingRules(site.site.content)
    self.rules = rules
    func paper(
      _ number: String, _ on: Int, _ type: String = "Quyết định", issuer: String = "Huyện ủy Giồng Trôm"
    ) -> DecisionEntry {
      DecisionEntry(DocumentKey(type: type, number: number, issuer: issuer, date: day(on)))
    }
    if hostile {
      try await system.perform(
        RenameOrganisation(
          world.longMyAgency, title: Self.hostile, day: day(2009_01_01),
          decision: paper("99-QĐ/HU", 2009_01_01)),
        by: .operatorOfMachine)
    }
    mandate = try await system.perform(
      IssueMandate(
        paper("10-HD/BTCTW", 2007_01_10, "Hướng dẫn", issuer: "Ban Tổ chức Trung ương"),
        subject: "thành lập chi bộ cơ quan xã",
        duty: "mỗi đảng ủy xã quyết định thành lập chi bộ cơ quan", scope: world.district,
        obliged: .communeCommittees,
        founds: .agencyCell, inForceOn: day(2007_10_10),
        otherDate: .init(day(2007_10_10), source: "theo văn bản của tỉnh")),
      by: .operatorOfMachine)
    for (unit, result, number) in [
      (world.longMy, world.longMyAgency, "05-QĐ/ĐU"), (world.phongNam, world.phongNamAgency, "07-QĐ/ĐU"),
    ] {
      _ = try await system.perform(
        RecordRollOut(
          mandate, by: unit, on: SmallWorld.founded, decision: paper(number, 2008_03_25), result: result),
        by: .operatorOfMachine)
    }
    late = try await system.perform(
      IssueMandate(
        paper("12-KH/HU", 2014_01_10, "Kế hoạch"), subject: "rà soát quy chế",
        duty: "mỗi chi bộ cơ quan rà soát quy chế",
        scope: world.district, obliged: .agencyCells, inForceOn: day(2014_01_15), dueOn: day(2014_03_31)),
      by: .operatorOfMachine)
    _ = try await system.perform(
      RecordGradings(
        [
          GradingEntry(.organisation(world.longMyAgency), "TSVM"),
          GradingEntry(.organisation(world.phongNamAgency), "HTT"),
        ], year: 2013,
        on: day(2014_01_20), decision: paper("20-QĐ/HU", 2014_01_20), scales: rules.scales),
      by: .operatorOfMachine)
    survey = try await system.perform(
      RecordSurvey(
        of: world.district, visitedOn: day(2014_04_21), title: "Khảo sát Hướng dẫn 10",
        team: "Đoàn Trung ương", host: "Huyện ủy",
        parts: [
          .init(.figure, topic: "agencyCells"), .init(.figure, topic: "members"),
          .init(.finding, topic: "Chưa rõ", text: "Chức năng chưa rõ"),
          .init(.finding, topic: "Giống nhau", text: "Quy chế giống nhau", because: "Chưa rõ"),
          .init(.advice, text: "Phân công nhiệm vụ cho từng đảng viên", organisation: world.longMy),
          .init(
            .advice, text: "Việc riêng của Phong Nẫm", organisation: world.phongNam, dueOn: day(2014_04_21)),
        ]), by: .operatorOfMachine)
    try await site.account("huyen", "Nguyễn Văn Huyện", .commission, on: world.district)
    try await site.account("xem", "Lê Chỉ Xem", .reader, on: world.district)
  }

  func commission() async throws -> TestClient { try await site.signedIn("huyen") }
  func reader() async throws -> TestClient { try await site.signedIn("xem") }

  func token(of userName: String) async throws -> String {
    let account = try await system.read { try $0.account(named: userName) }
    return try await system.createToken(for: account?.id ?? ID(0))
  }

  func briefing(structure: Briefing.Structure = .then) async throws -> Briefing {
    let (district, rules, today) = (world.district, rules, system.today)
    return try await system.read { session throws in
      try session.briefing(
        of: district, asOf: AsOf(day(2014_04_21)), structure: structure, today: today, rules: rules,
        seen: .whole)
    }
  }
}
