import Basics
import Foundation
import Registry
import TestSupport
import Testing

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

/// What titles, the column of committees, and posts say.
@Suite struct `Tiêu đề, cột đảng bộ và chức vụ` {
  private func plan(
    _ titles: [String], into unit: ID<Organisation>,
    _ rows: [(cell: String, committee: String, post: String)],
    _ register: TestRegister
  ) async throws -> RosterPlan {
    let bytes = try Book.bytes(
      ["Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Số thẻ", "Đảng bộ", "Chi bộ", "Chức vụ"],
      rows.enumerated().map { number, row in
        [
          .text("Nguyễn Văn \(["An", "Ba", "Cư", "Du", "Em", "Gia", "Hai", "In"][number % 8])"),
          .text("\(number + 1)/1/1970"), .text("1/1/1995"),
          .text("8300000\(number)"), .text(row.committee), .text(row.cell), .text(row.post),
        ]
      }, titles: titles)
    return try await register.system.check(bytes, into: unit)
  }

  @Test(arguments: Engine.available)
  func `tiêu đề của chính đơn vị không bao giờ bị từ chối`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      for title in [
        "Các chi bộ trực thuộc Huyện ủy Giồng Trôm",
        "DANH SÁCH ĐẢNG VIÊN CÁC CHI BỘ TRỰC THUỘC HUYỆN ỦY GIỒNG TRÔM",
        "Đảng bộ huyện Giồng Trôm - các chi bộ trực thuộc", "Danh sách đảng viên các cơ quan huyện",
        "Chi bộ Phòng Giáo dục huyện và Chi bộ Bệnh viện huyện", "Danh sách đảng viên Đảng bộ xã Long Mỹ",
      ] {
        let plan = try await plan(
          [title], into: world.district, [("Chi bộ ấp Long Hòa", "Đảng bộ xã Long Mỹ", "")], register)
        #expect(!plan.findings.contains { $0.code.hasPrefix("unit.") }, "\(title)")
        #expect(plan.wouldCreate == 1, "\(title)")
      }
      let twoLines = try await plan(
        ["ĐẢNG BỘ XÃ LONG MỸ\nVĂN PHÒNG ĐẢNG ỦY"], into: world.longMy, [("Chi bộ ấp Long Hòa", "", "")],
        register)
      #expect(!twoLines.findings.contains { $0.code.hasPrefix("unit.") })
      let unknown = try await plan(
        ["ĐẢNG BỘ XÃ TÂN HÀO"], into: world.longMy, [("Chi bộ ấp Long Hòa", "", "")], register)
      #expect(unknown.findings.contains { $0.code == "unit.doubtful" && $0.severity == .warning })
      #expect(unknown.wouldCreate == 1)
      let other = try await plan(
        ["Danh sách đảng viên Đảng ủy xã Phong Nẫm"], into: world.longMy, [("Chi bộ ấp Long Hòa", "", "")],
        register)
      #expect(other.findings.contains { $0.code == "unit.other" } && other.wouldCreate == 0)
    }
  }

  @Test(arguments: Engine.available)
  func `xã Long Mỹ Đông không phải xã Long Mỹ`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      _ = try await register.system.perform(
        FoundOrganisation(
          kind: .baseCommittee, title: "Đảng bộ xã Long Mỹ Đông", parent: world.district,
          day: day(2000_01_01),
          decision: nil), by: .operatorOfMachine)
      let plan = try await plan(
        ["ĐẢNG BỘ XÃ LONG MỸ ĐÔNG"], into: world.longMy, [("Chi bộ ấp Long Hòa", "", "")], register)
      #expect(plan.findings.contains { $0.code == "unit.other" })
    }
  }

  @Test(arguments: Engine.available)
  func `cột Đảng bộ ghi đảng bộ huyện là chi bộ trực thuộc huyện`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      var direct: ID<Organisation>?
      for (kind, parent) in [(Organisation.Kind.baseCell, world.district), (.agencyCell, world.longMy)] {
        let cell = try await register.system.perform(
          FoundOrganisation(
            kind: kind, title: "Chi bộ Công an", parent: parent, day: day(2000_01_01), decision: nil),
          by: .operatorOfMachine)
        direct = direct ?? cell
      }
      for committee in ["Đảng bộ huyện Giồng Trôm", "Huyện ủy Giồng Trôm"] {
        let plan = try await plan([], into: world.district, [("Chi bộ Công an", committee, "")], register)
        #expect(plan.rows.first?.cell == direct, "\(committee): \(plan.findings.map(\.message))")
      }
    }
  }

  @Test(arguments: Engine.available)
  func `chức vụ vào đúng khối, chức vụ lạ được báo`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let told: [(String, [Sector])] = [
        ("Chủ tịch Hội LHPN", [.massOrganisation]), ("CT Hội LHPN", [.massOrganisation]),
        ("CT HCCB", [.massOrganisation]), ("UVTV", [.party]), ("Trưởng khối Dân vận", [.party]),
        ("Trưởng khối vận", [.party]), ("Trưởng CA xã", [.administration]),
        ("Xã đội trưởng", [.administration]),
        ("Cán bộ LĐTBXH", [.administration]), ("VP - TK", [.administration]),
        ("Ủy viên Ban Kiểm tra", [.party]), ("Phó BT Đảng ủy - CT HĐND", [.party, .council]),
        ("Chủ tịch UBND", [.administration]), ("Bí thư Đoàn TNCS", [.massOrganisation]),
        ("CT HĐND", [.council]),
        ("Văn phòng - Thống kê", [.administration]), ("CT UBMTTQ", [.front]), ("Bí thư chi bộ", [.party]),
      ]
      for (title, sectors) in told {
        let plan = try await plan([], into: world.longMy, [("Chi bộ ấp Long Hòa", "", title)], register)
        #expect(plan.rows.first?.row.posts.map(\.sector) == sectors, "\(title)")
        #expect(!plan.findings.contains { $0.code == "post.unknown" }, "\(title)")
      }
      let strange = try await plan(
        [], into: world.longMy, [("Chi bộ ấp Long Hòa", "", "Thủ từ đình")], register)
      let finding = try #require(strange.findings.first { $0.code == "post.unknown" })
      #expect(finding.severity == .notice && finding.row == 2 && finding.message.contains("Thủ từ đình"))
      #expect(strange.wouldCreate == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `hai chức vụ từ cùng một ngày: tính theo Đảng trước`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let plan = try await plan(
        [], into: world.longMy, [("Chi bộ ấp Long Hòa", "", "CT HĐND, Phó BT Đảng ủy")], register)
      _ = try await register.system.perform(ImportRoster(plan), by: .operatorOfMachine)
      try await register.system.read { session throws in
        for (sector, count) in [(Sector.party, 1), (.council, 0)] {
          var filter = MemberFilter()
          filter.sector = sector.rawValue
          #expect(
            try session.memberCount(in: [world.longMy], filter, asOf: AsOf(day(2014_04_21)), seen: .whole)
              == count)
        }
      }
    }
  }
}
