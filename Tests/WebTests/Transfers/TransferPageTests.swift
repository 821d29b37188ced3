import Basics
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Chuyển sinh hoạt trên trang` {
  @Test(arguments: Engine.available)
  func `giới thiệu bằng mã, nơi nhận tiếp nhận, nơi cũ chỉ còn xem phần cũ`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let outsider = try await world.outsider()
      let form = try await officer.get("/dang-vien/\(world.huong)/chuyen")
      // Cells elsewhere are not listed.
      #expect(form.has("Chi bộ cơ quan xã Long Mỹ") && !form.has("Phong"))
      let unknown = try await officer.post(
        "/dang-vien/\(world.huong)/chuyen",
        [("ma-noi-nhan", "GT.PN"), ("giay", "12-GGT/ĐU"), ("ngay-gioi-thieu", "1/4/2014")])
      #expect(unknown.status == 422 && unknown.has("12-GGT/ĐU") && !unknown.has("Phong Nẫm"))
      let foreign = try await officer.post(
        "/dang-vien/\(world.huong)/chuyen",
        [
          ("noi-nhan", "\(world.world.phongNamHamlet)"), ("giay", "12-GGT/ĐU"),
          ("ngay-gioi-thieu", "1/4/2014"),
        ])
      #expect(foreign.status == 404)
      let sent = try await officer.post(
        "/dang-vien/\(world.huong)/chuyen",
        [("ma-noi-nhan", "GT.PN.1"), ("giay", "12-GGT/ĐU"), ("ngay-gioi-thieu", "1/4/2014")])
      #expect(sent.status == 303)
      let path = (sent.location ?? "").split(separator: "?").first.map(String.init) ?? ""

      // Under way: the member still counts here; the receiving side sees the letter and not the file.
      #expect(try await officer.get("/dang-vien?tim=huong").has("Nguyễn Thị Hường"))
      let arriving = try await outsider.get("/chuyen-sinh-hoat")
      #expect(arriving.has("Nguyễn Thị Hường") && arriving.has("20 ngày") && !arriving.has("quá hạn"))
      #expect(!arriving.has("/dang-vien/\(world.huong)\""))
      #expect(try await outsider.get("/dang-vien/\(world.huong)").status == 404)
      #expect(try await officer.post("\(path)/tiep-nhan", [("ngay-tiep-nhan", "10/4/2014")]).status == 403)
      _ = try await outsider.get(path)
      let early = try await outsider.post("\(path)/tiep-nhan", [("ngay-tiep-nhan", "31/3/2014")])
      #expect(early.status == 422 && early.has("trước ngày giới thiệu"))
      let received = try await outsider.post("\(path)/tiep-nhan", [("ngay-tiep-nhan", "10/4/2014")])
      #expect(received.status == 303)

      // Received: the new place changes, the old one reads what it had.
      #expect(try await outsider.get("/dang-vien/\(world.huong)").has("Giấy giới thiệu 12-GGT/ĐU"))
      let changed = try await outsider.post(
        "/dang-vien/\(world.huong)/dinh-chinh",
        [
          ("ho-ten", "Nguyễn Thị Hường"), ("noi-o", "ấp Phong Mới"), ("ngay-sinh", "2/3/1975"),
          ("ngay-vao", "19/5/1999"), ("ngay-chinh-thuc", "19/5/2000"), ("ly-do", "theo hồ sơ"),
        ])
      #expect(changed.status == 303)
      let old = try await officer.get("/dang-vien/\(world.huong)")
      #expect(old.status == 200 && old.has("đã chuyển đi") && old.has("ấp Long Hòa"))
      #expect(!old.has("ấp Phong Mới") && !old.has("dinh-chinh"))
      #expect(try await officer.get("/dang-vien/\(world.huong)/dinh-chinh").status == 403)
      #expect(!(try await officer.get("/dang-vien?tim=huong").has("Nguyễn Thị Hường")))
    }
  }

  @Test func `người ngoài cả hai bên không thấy giấy giới thiệu; nơi gửi rút lại được`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let transfer = try await world.system.perform(
        SendTransfer(
          world.binh, to: world.world.longMyHamlet, letter: "9-GGT/ĐU",
          on: Day(number: 2014_04_01) ?? .endOfTime),
        by: .operatorOfMachine)
      let outsider = try await world.outsider()
      #expect(try await outsider.get("/chuyen-sinh-hoat/\(transfer)").status == 404)
      #expect(
        try await outsider.post("/chuyen-sinh-hoat/\(transfer)/tiep-nhan", [("ngay-tiep-nhan", "10/4/2014")])
          .status == 404)
      #expect(!(try await outsider.get("/chuyen-sinh-hoat").has("Bình")))
      #expect(
        try await world.inspector().post(
          "/chuyen-sinh-hoat/\(transfer)/tra-lai", [("ngay-tra", "10/4/2014"), ("ly-do", "x")]
        ).status == 403)
      let officer = try await world.officer()
      #expect(
        try await officer.post("/chuyen-sinh-hoat/\(transfer)/tra-lai", [("ngay-tra", "10/4/2014")]).status
          == 422)
      #expect(
        try await officer.post(
          "/chuyen-sinh-hoat/\(transfer)/tra-lai", [("ngay-tra", "10/4/2014"), ("ly-do", "sai tên chi bộ")]
        ).status == 303)
      #expect(try await officer.get("/chuyen-sinh-hoat/\(transfer)").has("sai tên chi bộ"))
    }
  }

  @Test func `quá hạn khi quá ba mươi ngày làm việc, theo quy định của ngày gửi`() throws {
    let rules = try TransferRules(Content(folder: SiteWorld.contentFolder))
    let sent = Day(number: 2025_09_01) ?? .endOfTime  // a Monday
    #expect(TransferRules.workingDays(after: sent, through: sent.adding(days: 4)) == 4)
    #expect(TransferRules.workingDays(after: sent, through: sent.adding(days: 7)) == 5)
    #expect(!rules.isLate(sentOn: sent, today: sent.adding(days: 42)))
    #expect(rules.isLate(sentOn: sent, today: sent.adding(days: 43)))
    #expect(
      !rules.isLate(
        sentOn: Day(number: 2014_01_02) ?? .endOfTime, today: Day(number: 2014_12_31) ?? .endOfTime))
  }
}
