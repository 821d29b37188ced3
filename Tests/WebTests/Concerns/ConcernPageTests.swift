import Basics
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Điều nhân dân phản ánh trên trang` {
  private static let matter: [(String, String)] = [
    ("noi-dung", "Cống đầu ấp nghẹt rác cả tháng"), ("linh-vuc", "road"), ("ap", "ấp Long Hòa"),
    ("ngay-nghe", "10/4/2014"),
  ]

  @Test(arguments: Engine.available)
  func `văn phòng xã ghi hộ, chuyển, trả lời; người ngoài không thấy; lỗi nói ở từng ô`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let (officer, outsider, founder) = try await (world.officer(), world.outsider(), world.founder())
      let path = "/to-chuc/\(world.world.longMyHamlet)/phan-anh"
      let wrong = try await officer.post(
        path,
        [
          ("noi-dung", "Ông Tám tố cáo cán bộ"), ("linh-vuc", "lạ"), ("ap", "số nhà 5"),
          ("ngay-nghe", "1/1/2030"),
        ])
      #expect(wrong.status == 422)
      for text in ["Luật Tố cáo", "Chọn một lĩnh vực", "không ghi nhà ai", "Ngày ấy chưa đến"] {
        #expect(wrong.has(text), "\(text)")
      }
      // A name is asked about once, and what was typed stands there still.
      var named = Self.matter
      named[0].1 = "Bà Lê Thị Sáu nói đường ngập"
      let asked = try await officer.post(path, named)
      #expect(asked.status == 422 && asked.has("nêu tên một người") && asked.has("nói đường ngập"))
      let made = try await officer.post(path, Self.matter)
      #expect(made.status == 303)
      let one = (made.location ?? "").split(separator: "?").first.map(String.init) ?? ""
      #expect(one.hasPrefix("/phan-anh/"))
      #expect(try await officer.get(path).has("nghẹt rác"))
      #expect(try await officer.get("/to-chuc/\(world.world.longMy)/phan-anh").has("nghẹt rác"))
      #expect(try await officer.get("\(path)/in?dang=docx").status == 200)
      for stranger in [outsider, founder] {
        #expect(try await stranger.get(one).status == 404)
        #expect(try await stranger.post(one, [("buoc", "closed"), ("ngay", "12/4/2014")]).status == 404)
        #expect(try await stranger.post("\(one)/rut", [("ly-do-rut", "ghi nhầm việc khác")]).status == 404)
      }
      let passed = try await officer.post(
        one, [("buoc", "passedOn"), ("ngay", "12/4/2014"), ("noi", "\(world.world.longMy)")])
      #expect(passed.status == 303)
      #expect(try await officer.get("/").has("Trả lời 1 điều nhân dân phản ánh"))
      let answered = try await officer.post(
        one, [("buoc", "answered"), ("ngay", "13/4/2014"), ("loi", "Tháng năm đắp lề đường")])
      #expect(answered.status == 303)
      let page = try await officer.get(one)
      #expect(page.has("có trả lời, chưa báo lại") && page.has("Tháng năm đắp lề đường"))
      #expect(try await officer.post("\(one)/rut-buoc", [("ly-do-buoc", "x")]).status == 422)
      #expect(try await officer.post("\(one)/rut", [("ly-do-rut", "ghi nhầm việc khác")]).status == 303)
      #expect(try await officer.get(one).status == 404)
      #expect(!(try await officer.get(path).has("nghẹt rác")))
    }
  }
}
