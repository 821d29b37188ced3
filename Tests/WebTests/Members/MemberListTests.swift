import Basics
import Formats
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Danh sách đảng viên` {
  private static func rows(_ page: TestClient.Page) -> Int { page.count(of: "<th scope=\"row\">") }

  @Test(arguments: Engine.available)
  func `huong tìm thấy Hường, và chỉ trong phạm vi`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let list = try await officer.get("/to-chuc/\(world.world.longMy)/dang-vien")
      #expect(Self.rows(list) == 3)
      #expect(list.has("3 đảng viên"))
      let found = try await officer.get("/dang-vien?tim=huong")
      #expect(Self.rows(found) == 1)
      #expect(found.has("Nguyễn Thị Hường"))
      #expect(Self.rows(try await officer.get("/dang-vien?tim=lạ+kỳ")) == 0)
      #expect(Self.rows(try await officer.get("/dang-vien?tim=83012346")) == 1)
      // Asking for a foreign top gives nothing.
      let foreign = try await officer.get("/dang-vien?to-chuc=\(world.world.phongNam)")
      #expect(Self.rows(foreign) == 0)
      #expect(!foreign.has(SiteWorld.strangerName))
    }
  }

  @Test(arguments: Engine.available)
  func `xếp theo tên gọi: Bình, Đức, Hường`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let text = try await world.officer().get("/dang-vien").text
      let places = ["Trần Văn Bình", "Lê Minh Đức", "Nguyễn Thị Hường"].compactMap {
        text.range(of: $0)?.lowerBound
      }
      #expect(places.count == 3)
      #expect(places == places.sorted())
    }
  }

  @Test(arguments: Engine.available)
  func `lọc theo giới, tuổi, người địa phương, loại chi bộ, tình trạng`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let expected = [
        ("gioi=female", 1), ("gioi=male", 2), ("tuoi-tu=50", 1), ("tuoi-den=38", 1),
        ("tuoi-tu=30&tuoi-den=45", 1),
        ("dia-phuong=co", 1), ("dia-phuong=khong", 1), ("dia-phuong=khong-ro", 1), ("loai=agencyCell", 2),
        ("loai=residentialCell", 1), ("tinh-trang=official", 3), ("tinh-trang=probationary", 0),
        ("tuoi-tu=90&tuoi-den=20", 0),
      ]
      for (query, count) in expected {
        #expect(Self.rows(try await officer.get("/dang-vien?\(query)")) == count, "\(query)")
      }
      // On an earlier day nobody belonged here yet.
      #expect(Self.rows(try await officer.get("/dang-vien?ngay=2009-12-31")) == 0)
    }
  }

  @Test func `đếm bằng số dòng lật hết các trang`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      for n in 0..<120 {
        _ = try await world.system.perform(
          RegisterMember(
            PersonalRecord(name: "Phạm Văn Số \(n)"), in: world.world.longMyHamlet,
            from: Day(number: 2011_01_01) ?? .endOfTime),
          by: .operatorOfMachine)
      }
      let officer = try await world.officer()
      var seen = 0
      for page in 1...4 {
        let answer = try await officer.get("/to-chuc/\(world.world.longMy)/dang-vien?trang=\(page)")
        #expect(answer.has("123 đảng viên"))
        seen += Self.rows(answer)
      }
      #expect(seen == 123)
      #expect(try await officer.get("/dang-vien?trang=999999999999").status == 200)
      #expect(try await officer.get("/dang-vien?trang=-3&tuoi-tu=99999999999999999999").status == 200)
    }
  }

  @Test(arguments: Engine.available)
  func `xuất đúng những người đang lọc, có dấu mô phỏng, ghi nhật ký`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      _ = try await world.system.perform(
        RegisterMember(
          PersonalRecord(name: "=HYPERLINK(\"http://x\")"), in: world.world.longMyHamlet,
          from: Day(number: 2011_01_01) ?? .endOfTime),
        by: .operatorOfMachine)
      let officer = try await world.officer()
      _ = try await officer.get("/to-chuc/\(world.world.longMy)/dang-vien")
      let before = try await world.head()
      let csv = try await officer.post(
        "/to-chuc/\(world.world.longMy)/dang-vien/xuat", [("dang", "csv"), ("gioi", "male")])
      #expect(csv.status == 200)
      let rows = try CSV.read(csv.bytes)
      #expect(rows.first?.first == "DỮ LIỆU MÔ PHỎNG")
      #expect(rows.count == 4)
      #expect(rows.dropFirst(2).map { $0[1] } == ["Trần Văn Bình", "Lê Minh Đức"])
      #expect(try await world.head() != before)
      let book = try await officer.post("/to-chuc/\(world.world.longMy)/dang-vien/xuat", [("dang", "xlsx")])
      let read = try Workbook.read(book.bytes)
      let texts = read.sheets[0].rows.flatMap(\.fields).compactMap {
        if case .text(let text) = $0.value { text } else { nil }
      }
      #expect(texts.contains("DỮ LIỆU MÔ PHỎNG"))
      #expect(texts.contains("=HYPERLINK(\"http://x\")"))
      #expect(texts.contains("Nguyễn Thị Hường"))
      #expect(!texts.contains(SiteWorld.strangerName))
      let all = try await officer.post("/to-chuc/\(world.world.longMy)/dang-vien/xuat", [("dang", "csv")])
      #expect(all.has("'=HYPERLINK"))
      let log = try await officer.get("/nhat-ky?viec=member.export")
      #expect(log.has("Xuất danh sách đảng viên") && log.has("Phan Thị Văn Phòng"))
    }
  }

  @Test func `xuất hơn 500 người phải có lý do`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let day = Day(number: 2011_01_01) ?? .endOfTime
      let acts = (0..<501).map {
        RegisterMember(PersonalRecord(name: "Ngô Văn \($0)"), in: world.world.longMyHamlet, from: day)
      }
      _ = try await world.system.perform(all: acts, by: .operatorOfMachine)
      let officer = try await world.officer()
      let path = "/to-chuc/\(world.world.longMy)/dang-vien"
      #expect(try await officer.get(path).has("Lý do xuất"))
      let refused = try await officer.post("\(path)/xuat", [("dang", "csv"), ("tim", "ngo")])
      #expect(refused.status == 422)
      #expect(refused.has("501 người") && refused.has("value=\"ngo\""))
      let given = try await officer.post(
        "\(path)/xuat", [("dang", "csv"), ("tim", "ngo"), ("ly-do", "kiểm kê")])
      #expect(given.status == 200)
      #expect(try CSV.read(given.bytes).count == 503)
    }
  }
}
