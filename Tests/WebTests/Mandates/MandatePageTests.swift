import Basics
import Registry
import Reporting
import TestSupport
import Testing

@testable import Web

@Suite struct `Văn bản giao việc trên trang` {
  @Test(arguments: Engine.available)
  func `tiến độ, ai còn thiếu, hai ngày ban hành; ghi quyết định của từng đơn vị rồi rút`(engine: Engine)
    async throws
  {
    try await ReportingWorld.with(engine) { world in
      let client = try await world.commission()
      let first = try await client.get("/van-ban-giao-viec/\(world.mandate)")
      for part in [
        "10-HD/BTCTW", "10/1/2007", "10/10/2007, theo văn bản của tỉnh", "<strong>2</strong> trên 2",
        "05-QĐ/ĐU", "25/3/2008",
      ] {
        #expect(first.has(part), "\(part)")
      }
      #expect(
        try await client.get("/van-ban-giao-viec/\(world.mandate)?ngay=2007-01-01").has("chưa có hiệu lực"))
      #expect(!(try await client.get("/van-ban-giao-viec?ngay=2007-01-01").has("10-HD/BTCTW")))

      let path = "/van-ban-giao-viec/\(world.late)"
      #expect(try await client.get(path).has("2 đơn vị quá hạn"))
      #expect(try await client.get("/").has("chưa triển khai, hạn 31/3/2014"))
      let cell = world.world.longMyAgency
      #expect(try await client.get("\(path)/ghi?don-vi=\(cell)").status == 200)
      let decision = [
        ("so-van-ban", "02-QĐ/CB"), ("co-quan", "Chi bộ cơ quan"), ("ngay-van-ban", "20/2/2014"),
      ]
      #expect(try await client.post("\(path)/ghi", [("don-vi", "\(cell)")]).status == 422)
      #expect(try await client.post("\(path)/ghi", [("don-vi", "\(cell)")] + decision).status == 303)
      #expect(try await client.post("\(path)/ghi", [("don-vi", "\(cell)")] + decision).status == 422)
      #expect(try await client.get(path).has("<strong>1</strong> trên 2"))
      let late = world.late
      let rollOut = try #require(
        try await world.system.read { session throws in
          try session.rollOuts(of: late, asOf: AsOf(day(2014_04_21))).first
        })
      #expect(try await client.get("\(path)?rut=\(rollOut.id)").has("Lý do rút"))
      #expect(
        try await client.post("\(path)/rut", [("trien-khai", "\(rollOut.id)"), ("ly-do", "ghi nhầm")]).status
          == 303)
      #expect(try await client.get(path).has("<strong>0</strong> trên 2"))
    }
  }

  @Test func `xã chỉ thấy phần của mình và ghi phần của mình`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      let officer = try await world.site.officer()
      let page = try await officer.get("/van-ban-giao-viec/\(world.late)")
      #expect(page.has("Chi bộ cơ quan xã Long Mỹ") && !page.has("Phong Nẫm"))
      #expect(page.has("<strong>0</strong> trên 1"))
      #expect(try await officer.get("/van-ban-giao-viec/moi").status == 403)
      #expect(
        try await officer.get("/van-ban-giao-viec/\(world.late)/ghi?don-vi=\(world.world.phongNamAgency)")
          .status == 404)
      let decision = [
        ("so-van-ban", "02-QĐ/CB"), ("co-quan", "Chi bộ cơ quan"), ("ngay-van-ban", "20/2/2014"),
      ]
      #expect(
        try await officer.post(
          "/van-ban-giao-viec/\(world.late)/ghi", [("don-vi", "\(world.world.longMyAgency)")] + decision
        ).status == 303)
    }
  }

  @Test func `trang chủ nêu cả văn bản sắp đến hạn, theo thứ tự ngày; việc còn xa thì chưa`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      func issue(_ number: String, _ subject: String, due: Int) async throws {
        _ = try await world.system.perform(
          IssueMandate(
            DecisionEntry(
              DocumentKey(
                type: "Kế hoạch", number: number, issuer: "Huyện ủy Giồng Trôm", date: day(2014_02_10))),
            subject: subject, duty: "mỗi chi bộ cơ quan báo cáo", scope: world.world.district,
            obliged: .agencyCells, inForceOn: day(2014_02_15), dueOn: day(due)), by: .operatorOfMachine)
      }
      try await issue("13-KH/HU", "báo cáo quý một", due: 2014_04_25)
      try await issue("14-KH/HU", "góp ý dự thảo", due: 2014_04_21)
      try await issue("15-KH/HU", "sơ kết sáu tháng", due: 2014_06_30)
      try await issue("16-KH/HU", "đăng ký thi đua", due: 2014_03_10)
      let home = try await world.commission().get("/")
      #expect(home.has("sắp đến hạn") && !home.has("Sơ kết sáu tháng"))
      let places = ["Đăng ký thi đua", "Rà soát quy chế", "Góp ý dự thảo", "Báo cáo quý một"].map {
        home.text.firstRange(of: $0)?.lowerBound
      }
      #expect(places.allSatisfy { $0 != nil })
      #expect(
        zip(places, places.dropFirst()).allSatisfy {
          ($0 ?? home.text.endIndex) < ($1 ?? home.text.startIndex)
        })
      #expect(home.has("chưa triển khai, hạn 21/4/2014"))
    }
  }

  @Test func `số của một phần không đứng dưới tên của toàn bộ`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      let path = "/van-ban-giao-viec/\(world.late)"
      let part = try await world.site.officer().get(path)
      #expect(part.has("Đơn vị phải thực hiện, phần của tôi") && part.has("Chưa triển khai, phần của tôi"))
      #expect(try await world.site.officer().get("/van-ban-giao-viec").has("phần của tôi trong "))
      #expect(try await world.site.officer().get("\(path)/duong-di").has("Phần của tôi trong "))
      let whole = try await world.commission()
      for page in [path, "/van-ban-giao-viec", "\(path)/duong-di"] {
        #expect(!(try await whole.get(page).has("hần của tôi")))
      }
    }
  }

  @Test func `cấp trên ghi văn bản mới`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      let client = try await world.commission()
      _ = try await client.get("/van-ban-giao-viec/moi")
      let fields = [
        ("loai-van-ban", "Hướng dẫn"), ("so-van-ban", "3-HD/HU"), ("co-quan", "Huyện ủy Giồng Trôm"),
        ("ngay-van-ban", "1/4/2014"),
        ("ve-viec", "sinh hoạt chi bộ"), ("nhiem-vu", "mỗi chi bộ xây dựng lịch sinh hoạt"),
        ("pham-vi", "\(world.world.district)"),
        ("doi-tuong", "cells"), ("hieu-luc", "1/4/2014"),
      ]
      #expect(try await client.post("/van-ban-giao-viec/moi", fields + [("han", "1/3/2014")]).status == 422)
      let done = try await client.post("/van-ban-giao-viec/moi", fields)
      #expect(done.status == 303)
      #expect(try await client.get("/van-ban-giao-viec").has("3-HD/HU"))
      #expect(try await client.post("/van-ban-giao-viec/moi", fields).status == 422)
      let outside = fields.map { $0.0 == "pham-vi" ? ("pham-vi", "\(world.world.province)") : $0 }
      #expect(try await client.post("/van-ban-giao-viec/moi", outside).status == 404)
    }
  }
}
