import Basics
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Phát triển đảng viên trên trang` {
  private static func list(_ world: SiteWorld, _ client: TestClient, name: String = "Lê Thị Hồng Đào")
    async throws
    -> String
  {
    let sent = try await client.post(
      "/to-chuc/\(world.world.longMyAgency)/phat-trien/moi",
      [
        ("ho-ten", name), ("ngay-sinh", "2/5/1988"), ("gioi", "female"), ("nghe", "văn thư"),
        ("doan-the", "youth"), ("chi-bo", "\(world.world.longMyAgency)"), ("ngay-vao-danh-sach", "1/3/2012"),
      ])
    #expect(sent.status == 303, "\(sent.text.prefix(400))")
    return (sent.location ?? "").split(separator: "?").first.map(String.init) ?? ""
  }

  @Test(arguments: Engine.available)
  func `từ danh sách đến lễ kết nạp: ghi ở trang nào sai thì chữ đã gõ còn nguyên`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let index = "/to-chuc/\(world.world.longMy)/phat-trien"
      #expect(try await officer.get(index).has("Chưa theo dõi ai"))
      let wrong = try await officer.post(
        "\(index)/moi", [("ho-ten", "Lê Thị Hồng Đào"), ("ngay-sinh", "31/2/1988"), ("nghe", "văn thư xã")])
      #expect(
        wrong.status == 422 && wrong.has("31/2/1988") && wrong.has("văn thư xã") && wrong.has("Chọn chi bộ"))
      let path = try await Self.list(world, officer)
      let page = try await officer.get(path)
      #expect(
        page.status == 200 && page.has("Quần chúng ưu tú") && page.has("Chưa có đảng viên được phân công"))
      #expect(try await officer.get(index).has("Lê Thị Hồng Đào"))

      let tied = try await officer.post(
        "\(path)/ghi/phan-cong", [("vai", "helper"), ("dang-vien", "\(world.binh)"), ("tu-ngay", "1/4/2012")])
      #expect(tied.status == 303)
      #expect(try await officer.get(path).has("Trần Văn Bình"))
      let strange = try await officer.post(
        "\(path)/ghi/phan-cong", [("vai", "helper"), ("so", "83099999"), ("tu-ngay", "1/4/2012")])
      #expect(strange.status == 422 && strange.has("83099999") && !strange.has(SiteWorld.strangerName))

      let papers = try await officer.post(
        "\(path)/ghi/giay-to",
        [
          ("co-certificate", "1"), ("ngay-certificate", "15/6/2012"), ("noi-certificate", "tủ số 2"),
          ("co-application", "1"), ("ngay-application", "5/11/2012"), ("noi-application", ""),
        ])
      #expect(papers.status == 303)
      let told = try await officer.get(path)
      #expect(told.has("tủ số 2") && told.has("Người xin vào Đảng"))

      let vote = try await officer.post(
        "\(path)/ghi/bieu-quyet",
        [
          ("viec-gi", "cellVote"), ("so-nghi-quyet", ""), ("tan-thanh", "2"), ("ngay-bq", "10/1/2013"),
        ])
      #expect(vote.status == 422 && vote.has("Ghi số nghị quyết") && vote.has("10/1/2013"))
      let carried = try await officer.post(
        "\(path)/ghi/bieu-quyet",
        [
          ("viec-gi", "cellVote"), ("so-nghi-quyet", "05-NQ/CB"), ("tan-thanh", "2"),
          ("ngay-bq", "10/1/2013"),
        ])
      #expect(carried.status == 303)
      #expect(try await officer.get(path).has("cần 2 trên 2: đủ"))
      let decided = try await officer.post(
        "\(path)/ghi/quyet-dinh",
        [
          ("loai-van-ban", "Quyết định"), ("so-van-ban", "31-QĐ/HU"), ("co-quan", "Ban Thường vụ Huyện ủy"),
          ("ngay-van-ban", "20/2/2013"), ("ngay-nhan", "1/3/2013"),
        ])
      #expect(decided.status == 303)
      let admitted = try await officer.post("\(path)/ghi/le-ket-nap", [("ngay-le", "20/3/2013")])
      #expect(admitted.status == 303, "\(admitted.text.prefix(300))")
      let after = try await officer.get(path)
      #expect(after.has("Đảng viên dự bị") && after.has("Hồ sơ đảng viên"))
      #expect(try await officer.get("/to-chuc/\(world.world.longMyAgency)/dang-vien").has("Lê Thị Hồng Đào"))
      #expect(try await officer.get("\(path)/in?dang=docx").status == 200)
      #expect(try await officer.get("\(path)/in?dang=pdf").status == 200)
      let before = try await world.head()
      for kind in ["docx", "pdf", "xlsx"] {
        #expect(try await officer.post("\(index)/danh-sach", [("dang", kind)]).status == 200)
      }
      // That a list with names left is in the journal.
      #expect(try await world.head() != before)
      // Probation ended in March: the cell has to consider.
      #expect(try await officer.get("/").has("Chi bộ xét công nhận chính thức"))
    }
  }

  @Test(arguments: Engine.available)
  func `người ngoài không thấy tên; kiểm tra xem được mà không ghi; lượt xem được ghi lại`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let path = try await Self.list(world, officer)
      let outsider = try await world.outsider()
      #expect(try await outsider.get(path).status == 404)
      #expect(try await outsider.get("\(path)/in").status == 404)
      #expect(try await outsider.post("\(path)/ghi/thoi-xet", [("ly-do", "moved")]).status == 404)
      #expect(try await outsider.get("/tim-kiem?q=hong+dao").has("Lê Thị Hồng Đào") == false)
      #expect(try await officer.get("/tim-kiem?q=hong+dao").has("Lê Thị Hồng Đào"))
      let inspector = try await world.inspector()
      #expect(try await inspector.get(path).status == 200)
      #expect(try await inspector.get("\(path)/ghi/giay-to").status == 403)
      #expect(try await officer.get(path).has("Đặng Kiểm Tra"))
      _ = try await world.account("chi.xem", "Người Chỉ Xem", .reader, on: world.world.longMy)
      let reader = try await world.signedIn("chi.xem")
      #expect(try await reader.get("/to-chuc/\(world.world.longMy)/phat-trien").status == 403)
      let report = try await reader.get("/to-chuc/\(world.world.longMy)/phat-trien/thong-ke")
      #expect(report.status == 200 && !report.has("Lê Thị Hồng Đào"))
    }
  }

  @Test(arguments: Engine.available)
  func `thôi xét rồi xóa; thống kê từ trên không nêu số ít người`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let path = try await Self.list(world, officer)
      let report = "/to-chuc/\(world.world.longMy)/phat-trien/thong-ke"
      let few = try await officer.get(report)
      #expect(few.has("dưới 5 người"))
      #expect(try await officer.get("\(report)/in?dang=docx").status == 200)
      #expect(try await officer.get("\(report)?nam=1800").status == 200)
      let none = try await officer.post("\(path)/ghi/thoi-xet", [("ngay-thoi", "1/4/2014")])
      #expect(none.status == 422 && none.has("Chọn một lý do") && none.has("1/4/2014"))
      let stopped = try await officer.post(
        "\(path)/ghi/thoi-xet", [("ly-do", "asked"), ("ngay-thoi", "1/4/2014")])
      #expect(stopped.status == 303)
      let kept = try await officer.post("\(path)/ghi/xoa-du-lieu", [])
      #expect(kept.status == 422 && kept.has("31/3/2015"))
      #expect(try await officer.post("\(path)/ghi/xoa-du-lieu", [("tu-yeu-cau", "1")]).status == 303)
      let gone = try await officer.get(path)
      #expect(gone.has("đã được xóa") && !gone.has("Hồng Đào"))
      #expect(try await officer.get("/tim-kiem?q=hong+dao").has("Hồng Đào") == false)
    }
  }

  @Test(arguments: Engine.available)
  func `đảng viên thấy người mình giúp đỡ ở trang của mình`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let path = try await Self.list(world, officer)
      _ = try await officer.post(
        "\(path)/ghi/phan-cong", [("vai", "helper"), ("dang-vien", "\(world.binh)"), ("tu-ngay", "1/4/2012")])
      let account = try await world.account("tran.binh", "Trần Văn Bình", nil, on: world.world.longMyAgency)
      try await world.system.perform(LinkMemberAccount(account, to: world.binh), by: .operatorOfMachine)
      let binh = try await world.signedIn("tran.binh")
      let own = try await binh.get("/cua-toi")
      #expect(own.has("Người tôi giúp đỡ") && own.has("Lê Thị Hồng Đào"))
      #expect(try await binh.get(path).status == 404)
    }
  }
}
