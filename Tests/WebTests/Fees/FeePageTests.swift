import Basics
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Đảng phí trên trang` {
  @Test(arguments: Engine.available)
  func `người thu của chi bộ thấy từng người; văn phòng chỉ thấy tổng số; chữ gõ không mất`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let cell = world.world.longMyHamlet
      _ = try await world.account("thu.ap", "Lê Thu Quỹ", .treasurer, on: cell)
      let (treasurer, officer) = try await (world.signedIn("thu.ap"), world.officer())
      let path = "/to-chuc/\(cell)/dang-phi"
      let first = try await treasurer.get(path)
      #expect(first.status == 200 && first.has("Nguyễn Thị Hường") && first.has("chưa ghi diện"))
      #expect(!(try await officer.get(path).has("Nguyễn Thị Hường")))
      // The treasurer's role opens nothing else of the file.
      #expect(try await treasurer.get("/dang-vien/\(world.huong)").status == 403)
      let wrong = try await treasurer.post(
        "\(path)/dien",
        [("thang", "2014-04"), ("nguoi-dong", "\(world.huong)"), ("dien", "salary"), ("can-cu", "sáu triệu")])
      #expect(wrong.status == 422 && wrong.has("sáu triệu"))
      let standing = try await treasurer.post(
        "\(path)/dien",
        [
          ("thang", "2014-04"), ("nguoi-dong", "\(world.huong)"), ("dien", "salary"),
          ("can-cu", "6.500.000 đ"),
        ])
      #expect(standing.status == 303)
      #expect(try await treasurer.get("\(path)?thang=2014-04").has("65.000"))
      let letters = try await treasurer.post(
        "\(path)/thu", [("thang", "2014-04"), ("ngay-thu", "20/4/2014"), ("dv-\(world.huong)", "nhiều")])
      #expect(letters.status == 422 && letters.has("nhiều"))
      // Ticked is the whole of what is due; what was typed goes before it.
      let ticked = try await treasurer.post(
        "\(path)/thu", [("thang", "2014-05"), ("ngay-thu", "20/4/2014"), ("du-\(world.huong)", "1")])
      #expect(ticked.status == 303)
      #expect(try await treasurer.get("\(path)?thang=2014-05").has("1/1"))
      let received = try await treasurer.post(
        "\(path)/thu", [("thang", "2014-04"), ("ngay-thu", "20/4/2014"), ("dv-\(world.huong)", "65.000")])
      #expect(received.status == 303)
      let commune = try await officer.get("/to-chuc/\(world.world.longMy)/dang-phi?thang=2014-04")
      // One payer: the sum would be that person's fee.
      #expect(!commune.has("65.000") && commune.has("*") && !commune.has("Nguyễn Thị Hường"))
      #expect(!(try await officer.get("\(path)?thang=2014-04").has("65.000")))
      let district = try await world.founder().get("/to-chuc/\(world.world.district)/dang-phi?thang=2014-04")
      #expect(!district.has("65.000") && district.has("Đảng bộ xã Long Mỹ") && !district.has("Chi bộ ấp"))
      #expect(
        try await officer.post(
          "\(path)/thu", [("thang", "2014-04"), ("ngay-thu", "20/4/2014"), ("dv-\(world.huong)", "1")]
        ).status == 403)
      // Another sum for the same month is asked about; what was typed stays.
      let other: [(String, String)] = [
        ("thang", "2014-04"), ("ngay-thu", "20/4/2014"), ("dv-\(world.huong)", "60.000"),
      ]
      let asked = try await treasurer.post("\(path)/thu", other)
      #expect(asked.status == 422 && asked.has("Đã ghi 65.000") && asked.has("60.000"))
      #expect(try await treasurer.post("\(path)/thu", other + [("thay-\(world.huong)", "1")]).status == 303)
      #expect(try await treasurer.get("\(path)?thang=abc").has("không phải một tháng"))
      let withdrawn = try await treasurer.post(
        "\(path)/rut-dien",
        [
          ("thang", "2014-04"), ("nguoi-rut", "\(world.huong)"),
          ("ly-do-dien", "ghi nhầm diện của người khác"),
        ])
      #expect(withdrawn.status == 303)
      #expect(try await treasurer.get("\(path)?thang=2014-04").has("chưa ghi diện"))
      #expect(try await treasurer.get("\(path)/in?thang=2014-04&dang=docx").status == 200)
      #expect(try await officer.get("/to-chuc/\(world.world.longMy)/dang-phi/in?dang=docx").status == 200)
      #expect(try await world.outsider().get(path).status == 404)
    }
  }

  @Test(arguments: [("65.000", 65_000), ("1 250 000 đ", 1_250_000), ("0", 0)])
  func `số tiền như người ta viết`(text: String, amount: Int) { #expect(FeeAmount.read(text) == amount) }

  @Test(arguments: ["", "sáu", "6e5", "-5", "9999999999999999"])
  func `không phải số tiền`(text: String) { #expect(FeeAmount.read(text) == nil) }
}
