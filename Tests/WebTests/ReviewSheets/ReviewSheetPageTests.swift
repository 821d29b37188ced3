import Basics
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Xếp loại theo hướng dẫn trên trang` {
  @Test(arguments: Engine.available)
  func `ghi dữ kiện trên trang thì thấy mức tính lại; giá trị sai hiện lại kèm lý do`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let client = try await world.officer()
      let path = "/dang-vien/\(world.huong)/kiem-diem"
      let page = try await client.get("\(path)?nam=2014")
      #expect(page.status == 200 && page.has("Nguyễn Thị Hường"))
      let refused = try await client.post(path, [("nam", "2014"), ("loai", "member")])
      #expect(refused.status == 422)
    }
  }

  @Test(arguments: Engine.available)
  func
    `ai chỉ được một chi bộ thì không thấy tên người của chi bộ bên cạnh, cũng không thấy tỷ lệ của cấp trên`(
      engine: Engine
    ) async throws
  {
    try await SiteWorld.with(engine) { world in
      _ = try await world.account("mot.chi.bo", "Mai Một Chi Bộ", .office, on: world.world.longMyHamlet)
      let client = try await world.signedIn("mot.chi.bo")
      let page = try await client.get("/to-chuc/\(world.world.longMyHamlet)/kiem-diem?nam=2014")
      #expect(page.status == 200 && page.has("Nguyễn Thị Hường"))
      #expect(!page.has("Trần Văn Bình") && !page.has("Lê Minh Đức") && !page.has("Đảng bộ xã Long Mỹ"))
      let own = try await client.get("/dang-vien/\(world.huong)/kiem-diem?nam=2014")
      #expect(own.status == 200 && !own.has("Đảng bộ xã Long Mỹ") && !own.has("Trần Văn Bình"))
      #expect(try await client.get("/dang-vien/\(world.binh)/kiem-diem?nam=2014").status == 404)
      #expect(try await client.get("/to-chuc/\(world.world.longMy)/kiem-diem?nam=2014").status == 404)
    }
  }
}
