import Basics
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Nơi cư trú trên trang` {
  private static func hamletSecretary(_ world: SiteWorld) async throws -> TestClient {
    _ = try await world.account("ap.phong", "Lê Ấp Phong", .secretary, on: world.world.phongNamHamlet)
    return try await world.signedIn("ap.phong")
  }

  @Test(arguments: Engine.available)
  func `cơ quan giới thiệu, đảng ủy nơi cư trú tiếp nhận, chi bộ ấp chỉ thấy tờ giấy`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let (officer, outsider) = try await (world.officer(), world.outsider())
      let path = "/to-chuc/\(world.world.longMy)/noi-cu-tru"
      let index = try await officer.get(path)
      #expect(index.status == 200 && index.has("Trần Văn Bình") && index.has("chưa giới thiệu"))
      // Members of hamlet cells are not introduced anywhere.
      #expect(!index.has("Nguyễn Thị Hường"))
      let empty = try await officer.post("\(path)/gioi-thieu", [("ngay", "1/4/2014"), ("so", "")])
      #expect(empty.status == 422 && empty.has("Đánh dấu ít nhất một người") && empty.has("Ghi số giấy"))
      let sent = try await officer.post(
        "\(path)/gioi-thieu",
        [
          ("dang-vien", "\(world.binh)"), ("ma-noi-cu-tru", "GT.PN"), ("so", "12-GGT/ĐU"),
          ("ngay", "1/4/2014"),
        ])
      #expect(sent.status == 303)
      let letter = (sent.location ?? "").split(separator: "?").first.map(String.init) ?? ""
      #expect(try await officer.get("\(letter)/in?dang=docx").status == 200)

      // The other side: the letter and what stands on it, nothing of the file.
      let arriving = try await outsider.get("/to-chuc/\(world.world.phongNam)/noi-cu-tru")
      #expect(arriving.has("Trần Văn Bình") && arriving.has("Chi bộ cơ quan xã Long Mỹ"))
      #expect(try await outsider.get("/dang-vien/\(world.binh)").status == 404)
      #expect(try await outsider.get("/dang-vien/\(world.binh)/noi-cu-tru").status == 404)
      let foreign = try await outsider.post(
        letter, [("viec", "tiep-nhan"), ("chi-bo", "\(world.world.longMyHamlet)"), ("ngay", "5/4/2014")])
      #expect(foreign.status == 404)
      let none = try await outsider.post(letter, [("viec", "tiep-nhan"), ("ngay", "5/4/2014")])
      #expect(none.status == 422 && none.has("Chọn chi bộ"))
      let received = try await outsider.post(
        letter, [("viec", "tiep-nhan"), ("chi-bo", "\(world.world.phongNamHamlet)"), ("ngay", "5/4/2014")])
      #expect(received.status == 303)

      let hamlet = try await Self.hamletSecretary(world)
      let there = try await hamlet.get("/to-chuc/\(world.world.phongNamHamlet)/noi-cu-tru")
      #expect(there.status == 200 && there.has("Trần Văn Bình") && there.has("5/4/2014"))
      #expect(try await hamlet.get(letter).status == 200)
      #expect(try await hamlet.get("/dang-vien?tim=binh").has("Trần Văn Bình") == false)
      let met = try await hamlet.post(
        "/to-chuc/\(world.world.phongNamHamlet)/noi-cu-tru/gap",
        [("ngay-gap", "10/4/2014"), ("dv-\(world.binh)", "present")])
      #expect(met.status == 303)
      let book = try await officer.get("/dang-vien/\(world.binh)/noi-cu-tru")
      #expect(book.has("10/4/2014") && book.has("có mặt") && book.has("12-GGT/ĐU"))
      let before = try await world.head()
      #expect(try await world.inspector().post("\(path)/so", [("dang", "xlsx")]).status == 403)
      #expect(try await officer.post("\(path)/so", [("dang", "xlsx")]).status == 200)
      // That a list with names left is in the journal.
      #expect(try await world.head() != before)
      #expect(
        try await officer.post(
          "/to-chuc/\(world.world.longMy)/huy-hieu/tai?dot=2029-09-02", [("dang", "docx")]
        ).status == 200)
    }
  }

  @Test(arguments: Engine.available)
  func `diện của một người nơi cư trú không thấy; người không có phận sự không thấy gì`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let classed = try await officer.post(
        "/dang-vien/\(world.duc)/noi-cu-tru/dien", [("dien", "notIntroduced"), ("tu-ngay", "1/3/2014")])
      #expect(classed.status == 303)
      let page = try await officer.get("/to-chuc/\(world.world.longMyAgency)/noi-cu-tru/gioi-thieu")
      #expect(page.has("Trần Văn Bình") && !page.has("Lê Minh Đức"))
      let refused = try await officer.post(
        "/to-chuc/\(world.world.longMyAgency)/noi-cu-tru/gioi-thieu",
        [
          ("dang-vien", "\(world.duc)"), ("ten-noi-cu-tru", "Đảng ủy phường An Hội"), ("so", "1-GGT"),
          ("ngay", "1/4/2014"),
        ])
      #expect(refused.status == 422 && refused.has("miễn giới thiệu"))
      let inspector = try await world.inspector()
      #expect(try await inspector.get("/to-chuc/\(world.world.longMy)/noi-cu-tru").status == 200)
      #expect(
        try await inspector.post(
          "/dang-vien/\(world.duc)/noi-cu-tru/dien", [("dien", "full"), ("tu-ngay", "2/3/2014")]
        ).status == 403)
      let sent = try await officer.post(
        "/to-chuc/\(world.world.longMyAgency)/noi-cu-tru/gioi-thieu",
        [
          ("dang-vien", "\(world.binh)"), ("ten-noi-cu-tru", "Đảng ủy phường An Hội"), ("so", "1-GGT"),
          ("ngay", "1/4/2014"),
        ])
      let letter = (sent.location ?? "").split(separator: "?").first.map(String.init) ?? ""
      #expect(try await world.outsider().get(letter).status == 404)
      #expect(try await world.withoutRights().get(letter).status != 200)
    }
  }
}
