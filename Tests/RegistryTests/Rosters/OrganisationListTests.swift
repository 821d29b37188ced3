import Basics
import Formats
import Registry
import Storage
import TestSupport
import Testing

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

@Suite struct `Danh sách tổ chức đảng` {
  private let columns = [
    "TT", "Tên tổ chức đảng", "Loại tổ chức đảng", "Cấp trên trực tiếp", "Mã", "Đơn vị hành chính", "Mã ĐVHC",
    "Ấp, khu phố", "Ngày thành lập",
    "Quyết định thành lập",
  ]

  private func row(
    _ name: String, _ kind: String = "", above: String = "", code: String = "", unit: String = "",
    unitCode: String = "", hamlet: String = "",
    from: String = "1/1/1990", decision: String = ""
  ) -> [SheetContent.Cell] {
    [.integer(1)]
      + [name, kind, above, code, unit, unitCode, hamlet, from, decision].map {
        $0.isEmpty ? .empty : .text($0)
      }
  }

  /// Cells stand above their committees on purpose.
  private var whole: [[SheetContent.Cell]] {
    [
      row(
        "Chi bộ cơ quan xã Tân Phú", above: "Đảng bộ xã Tân Phú", from: "25/3/2008",
        decision: "05-QĐ/ĐU ngày 25/3/2008 của Đảng ủy xã Tân Phú"),
      row("Chi bộ ấp 3", above: "DB.01", hamlet: "3"),
      row("Chi bộ Trường THCS Tân Phú", above: "Đảng bộ xã Tân Phú"),
      row(
        "Đảng bộ xã Tân Phú", above: "Đảng bộ huyện Đông", code: "DB.01", unit: "Xã Tân Phú",
        unitCode: "00011"),
      row("Đảng bộ thị trấn Đông", code: "DB.02"),
      row("Chi bộ khu phố 1", above: "Đảng bộ thị trấn Đông"),
      row("Chi bộ Bệnh viện huyện", above: "Đảng bộ huyện Đông"),
      row("Đảng bộ huyện Đông"),
    ]
  }

  private func district(_ register: TestRegister) async throws -> ID<Organisation> {
    try await register.system.perform(
      FoundOrganisation(
        kind: .district, title: "Đảng bộ huyện Đông", code: "DB", parent: nil,
        place: .new(UnitEntry(kind: .district, name: "Đông", code: "001", parent: nil)),
        day: day(1980_01_01), decision: nil), by: .operatorOfMachine)
  }

  @Test(arguments: Engine.available)
  func `một tệp dựng cả huyện từ sổ chỉ có một tổ chức; lần thứ hai không đổi gì`(engine: Engine) async throws
  {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let top = try await district(register)
      let bytes = try Book.bytes(columns, whole)
      let plan = try await system.checkOrganisations(
        bytes, named: "to-chuc.xlsx", below: top, by: .operatorOfMachine)
      #expect(plan.findings.filter { $0.severity == .error }.map(\.message) == [])
      #expect([plan.rowCount, plan.wouldCreate, plan.unchanged] == [8, 7, 1])
      let result = try await system.perform(ImportOrganisations(plan), by: .operatorOfMachine)
      #expect(result.created == 7)
      try await system.read { session throws in
        let all = try session.subtree(of: top, asOf: AsOf(day(2014_04_21)))
        let kinds = Dictionary(all.map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
        #expect(kinds["Chi bộ cơ quan xã Tân Phú"] == .agencyCell)
        #expect(kinds["Chi bộ ấp 3"] == .residentialCell)
        #expect(kinds["Chi bộ khu phố 1"] == .residentialCell)
        #expect(kinds["Chi bộ Trường THCS Tân Phú"] == .subordinateCell)
        #expect(kinds["Chi bộ Bệnh viện huyện"] == .baseCell)
        #expect(kinds["Đảng bộ thị trấn Đông"] == .baseCommittee)
        #expect(try session.subtree(of: top, kinds: [.agencyCell], asOf: AsOf(day(2008_03_24))).isEmpty)
        let agency = try #require(all.first { $0.kind == .agencyCell })
        let decision = try #require(try agency.decision.flatMap { try session.decision($0) })
        #expect(decision.key.citation == "Quyết định số 05-QĐ/ĐU ngày 25/3/2008 của Đảng ủy xã Tân Phú")
        #expect(try session.units(kind: .commune, asOf: AsOf(day(2014_04_21))).map(\.code) == ["00011"])
        #expect(try session.units(kind: .town, asOf: AsOf(day(2014_04_21))).map(\.name) == ["Đông"])
        #expect(try session.organisations(named: "xa tan phu", asOf: AsOf(day(2014_04_21))).count == 1)
      }
      let again = try await system.checkOrganisations(
        bytes, named: "to-chuc.xlsx", below: top, by: .operatorOfMachine)
      #expect([again.wouldCreate, again.unchanged] == [0, 8])
      await #expect(throws: OrganisationListRefusal.nothingToWrite) {
        try await system.perform(ImportOrganisations(again), by: .operatorOfMachine)
      }
      // A roster of the whole district finds the cells just founded.
      let roster = try Book.bytes(
        ["Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Đảng bộ", "Chi bộ"],
        [[.text("Nguyễn Văn An"), .text("1/1/1970"), .text("1/1/1995"), .text("Xã Tân Phú"), .text("Ấp 03")]])
      #expect(try await system.check(roster, into: top).wouldCreate == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `một dòng lỗi thì không lập tổ chức nào`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let top = try await district(register)
      let bytes = try Book.bytes(
        columns,
        whole + [
          row("Chi bộ ấp 4", above: "Đảng bộ xã Không Có"), row("Hội Nông dân", above: "DB.01"),
          row("Chi bộ ấp 5", above: "DB.01", from: "31/02/1990"),
          row("Chi bộ ấp 6", above: "Chi bộ ấp 7"), row("Chi bộ ấp 7", above: "Chi bộ ấp 6"),
          row("Đảng bộ xã Cũ", from: "1/1/1970"),
        ])
      let plan = try await system.checkOrganisations(
        bytes, named: "to-chuc.xlsx", below: top, by: .operatorOfMachine)
      let codes = plan.findings.filter { $0.severity == .error }.map(\.code)
      #expect(
        codes == [
          "superior.unknown", "kind.unknown", "day.notInCalendar", "superior.rejected", "superior.cycle",
          "founded.beforeSuperior",
        ])
      await #expect(throws: OrganisationListRefusal.hasErrors(6)) {
        try await system.perform(ImportOrganisations(plan), by: .operatorOfMachine)
      }
      #expect(
        try await system.read { session throws in
          try session.subtree(of: top, asOf: AsOf(day(2014_04_21))).count
        } == 1)
      let result = try await system.perform(
        ImportOrganisations(plan, acceptsClean: true), by: .operatorOfMachine)
      #expect([result.created, result.leftOut] == [7, 6])
    }
  }

  @Test(arguments: Engine.available)
  func `mã của nơi khác không để lộ tên, tài khoản không có quyền bị từ chối`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      let bytes = try Book.bytes(["Tên tổ chức đảng", "Mã"], [[.text("Chi bộ ấp Mới"), .text("GT.PN.1")]])
      let plan = try await system.checkOrganisations(
        bytes, named: "a.xlsx", below: world.longMy, by: .operatorOfMachine)
      #expect(plan.findings.filter { $0.severity == .error }.map(\.code) == ["code.taken"])
      #expect(!plan.findings.contains { ($0.message + $0.remedy).contains("Phong") })
      await #expect(throws: RightsRefusal.notFound) {
        _ = try await system.checkOrganisations(
          bytes, named: "a.xlsx", below: world.longMy, by: Actor(.account(ID(9)), name: "Người lạ"))
      }
    }
  }
}
