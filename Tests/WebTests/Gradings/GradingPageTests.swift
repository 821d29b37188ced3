import Basics
import Registry
import Reporting
import Reviews
import TestSupport
import Testing

@testable import Web

@Suite struct `Xếp loại trên trang` {
  @Test(arguments: Engine.available)
  func `ghi cả năm trên một trang theo một quyết định, rút kèm lý do rồi ghi lại`(engine: Engine) async throws
  {
    try await ReportingWorld.with(engine) { world in
      let client = try await world.commission()
      let path = "/to-chuc/\(world.world.district)/xep-loai"
      let empty = try await client.get("\(path)/ghi?nam=2012&loai=agencyCell")
      #expect(empty.has("2 tổ chức chưa ghi") && empty.has("Trong sạch vững mạnh"))
      let (a, b) = ("muc-\(world.world.longMyAgency)", "muc-\(world.world.phongNamAgency)")
      let fields = [
        ("nam", "2012"), ("loai", "agencyCell"), (a, "TSVM"), (b, "YK"), ("ngay-xep-loai", "20/1/2013"),
      ]
      let refused = try await client.post("\(path)/ghi", fields)
      #expect(refused.status == 422)
      #expect(refused.has("value=\"YK\" selected"))
      let decision = [
        ("so-van-ban", "12-QĐ/HU"), ("co-quan", "Huyện ủy Giồng Trôm"), ("ngay-van-ban", "20/1/2013"),
      ]
      #expect(try await client.post("\(path)/ghi", fields + decision).status == 303)
      // The scale of another time is not taken.
      #expect(
        try await client.post(
          "\(path)/ghi",
          [("nam", "2011"), ("loai", "agencyCell"), (a, "HTXS"), ("ngay-xep-loai", "20/1/2013")] + decision
        ).status == 422)
      let page = try await client.get(path)
      #expect(page.has("2012") && page.has("Yếu kém") && page.has("12-QĐ/HU"))
      #expect(try await client.get("\(path)?ngay=2013-01-19").has("Chưa có kết quả xếp loại nào"))

      let wrong = try #require(try await grading(world, 2012))
      #expect(try await client.get("\(path)?rut=\(wrong.id)").has("Rút kết quả"))
      #expect(
        try await client.post("\(path)/rut", [("ket-qua", "\(wrong.id)"), ("ly-do", "")]).status == 422)
      #expect(
        try await client.post("\(path)/rut", [("ket-qua", "\(wrong.id)"), ("ly-do", "ghi nhầm mức")]).status
          == 303)
      #expect(try await grading(world, 2012) == nil)
      #expect(
        try await client.post(
          "\(path)/ghi",
          [("nam", "2012"), ("loai", "agencyCell"), (b, "HTT"), ("ngay-xep-loai", "20/1/2013")] + decision
        ).status == 303)
      #expect(try await grading(world, 2012)?.grade == "HTT")
    }
  }

  @Test func `tham số sai thì nói rõ; chỉ người có quyền mới ghi`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      let reader = try await world.reader()
      let path = "/to-chuc/\(world.world.district)/xep-loai"
      #expect(try await reader.get(path).status == 200)
      #expect(!(try await reader.get(path).has("Ghi kết quả một năm")))
      #expect(try await reader.get("\(path)/ghi").status == 403)
      let bad = try await reader.get("\(path)?loai=khong-co")
      #expect(bad.status == 400 && bad.has("loai"))
      #expect(try await reader.get("\(path)?nam=nam").status == 400)
    }
  }

  private func grading(_ world: ReportingWorld, _ year: Int) async throws -> Grading? {
    let cell = world.world.phongNamAgency
    return try await world.system.read { session throws in
      try session.grading(of: .organisation(cell), year: year)
    }
  }
}
