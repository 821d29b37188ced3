import Basics
import Foundation
import Meetings
import Registry
import Reporting
import TestSupport
import Testing

@testable import Web

@Suite struct `Đường đi của văn bản` {
  @Test(arguments: Engine.available)
  func `từ văn bản cấp trên đến việc của một người trên một trang; nơi khác không thấy`(engine: Engine)
    async throws
  {
    try await ReportingWorld.with(engine) { world in
      let officer = try await world.site.officer()
      let path = "/van-ban-giao-viec/\(world.late)/duong-di"
      #expect(try await officer.get(path).has("Chưa tổ chức nào đưa văn bản này vào kỳ sinh hoạt"))
      let cell = "/to-chuc/\(world.world.longMyAgency)"
      let prepared = try await officer.post(
        "\(cell)/sinh-hoat", [("loai", "regular"), ("ngay-hop", "21/4/2014"), ("gio", "8:00")])
      let meeting = try #require(prepared.location?.components(separatedBy: "?").first)
      let key = meeting.components(separatedBy: "/").last ?? ""
      #expect(try await officer.get(path).has("value=\"\(key)\""))
      #expect(
        try await officer.post("/van-ban-giao-viec/\(world.late)/dua-vao-ky", [("ky", "")]).status == 422)
      for _ in 0..<2 {
        #expect(
          try await officer.post("/van-ban-giao-viec/\(world.late)/dua-vao-ky", [("ky", key)]).status == 303)
      }
      let page = try await officer.get(meeting)
      #expect(page.count(of: "đường đi của văn bản</a>") == 1)
      let attended = try await officer.post(
        "\(meeting)/nguoi-du", [("du-\(world.site.binh)", "present"), ("du-\(world.site.duc)", "present")])
      #expect(attended.status == 303)
      let given = try await officer.post(
        "\(meeting)/giao-viec",
        [
          ("theo-van-ban", "\(world.late.number)"), ("viec", "Soạn dự thảo theo văn bản"),
          ("nguoi-lam", "\(world.site.binh)"), ("han", "30/4/2014"),
        ])
      #expect(given.status == 303)
      let whole = try await officer.get(path)
      for words in [
        "Chi bộ cơ quan xã Long Mỹ", "Sinh hoạt thường kỳ tháng 4/2014", "Soạn dự thảo theo văn bản",
        "Trần Văn Bình",
      ] {
        #expect(whole.has(words), "\(words)")
      }
      let task = try #require(
        whole.text.components(separatedBy: "\(cell)/viec-giao/").dropFirst().first?.prefix(13))
      #expect(try await officer.get("\(cell)/viec-giao/\(task)").has(path))
      // Phong Nẫm is obliged too, but sees nothing of Long Mỹ's.
      let other = try await world.site.outsider().get(path)
      #expect(other.status == 200 && !other.has("Long Mỹ") && !other.has("Soạn dự thảo"))
    }
  }
}
