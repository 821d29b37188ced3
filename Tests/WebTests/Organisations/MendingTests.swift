import Basics
import Registry
import Reporting
import TestSupport
import Testing

@testable import Web

/// What people stumbled over on the pages.
@Suite struct `Những chỗ người dùng vấp` {
  @Test(arguments: Engine.available)
  func `ghi thêm đảng viên: sai thì nói ở ô, trùng thì từ chối, nghi ngờ thì hỏi rồi mới ghi`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let path = "/to-chuc/\(world.world.longMy)/dang-vien/moi"
      _ = try await officer.get(path)
      func post(
        _ name: String, born: String = "1/1/1970", admitted: String = "1/1/1995", card: String = "",
        _ more: (String, String)...
      )
        async throws -> TestClient.Page
      {
        try await officer.post(
          path,
          [
            ("ho-ten", name), ("ngay-sinh", born), ("ngay-vao", admitted), ("so-the", card),
            ("chi-bo", "\(world.world.longMyHamlet)"), ("ngay-hieu-luc", "1/3/2012"),
          ] + more)
      }
      #expect(try await post("Đỗ Văn Thử", admitted: "1/1/1985").has("dưới 18"))
      #expect(try await post("Đỗ Văn Thử", born: "").has("thiếu ngày sinh"))
      #expect(try await post("Đỗ Văn Thử", card: "12AB").has("không đúng dạng"))
      let odd = try await post("Thử 2")
      #expect(odd.status == 422 && odd.has("Đã xem lại, vẫn ghi"))
      #expect(try await post("Đỗ Văn Thử").status == 303)
      let twice = try await post("ĐỖ VĂN THỬ", ("da-xem-lai", "1"))
      #expect(twice.status == 422 && twice.has("đã có trong sổ, ở Chi bộ ấp Long Hòa"))
      let namesake = try await post("Đỗ Văn Thử", admitted: "2/2/1996")
      #expect(namesake.status == 422 && namesake.has("Có phải người này?"))
      #expect(try await post("Đỗ Văn Thử", admitted: "2/2/1996", ("da-xem-lai", "1")).status == 303)
    }
  }

  @Test(arguments: Engine.available)
  func `thành lập không có quyết định được ghi chú; bấm hai lần không lập hai; lập nhầm thì rút`(
    engine: Engine
  )
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let path = "/to-chuc/\(world.world.longMy)/thanh-lap"
      _ = try await officer.get(path)
      let fields = [
        ("loai", "residentialCell"), ("ten-to-chuc", "Chi bộ ấp Long Thới"), ("ngay-hieu-luc", "1/2/2014"),
      ]
      let made = try await officer.post(path, fields)
      #expect(made.status == 303)
      let again = try await officer.post(path, fields)
      #expect(again.status == 422 && again.has("đã có Chi bộ ấp Long Thới"))
      let page = try #require(made.location?.split(separator: "?").first.map(String.init))
      #expect(try await officer.get(page).has("chưa có quyết định"))
      #expect(try await officer.get("/to-chuc/\(world.world.longMyHamlet)/rut").has("nên không rút được"))
      _ = try await officer.get("\(page)/rut")
      #expect(try await officer.post("\(page)/rut", [("ly-do", "")]).status == 422)
      #expect(try await officer.post("\(page)/rut", [("ly-do", "ghi hai lần")]).status == 303)
      #expect(try await officer.get(page).status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `người sinh hoạt tạm thời thấy ở nơi nhận, có đánh dấu, không cộng vào`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let on = Day(number: 2014_04_01) ?? .endOfTime
      let transfer = try await world.system.perform(
        SendTransfer(
          world.stranger, to: world.world.longMyHamlet, kind: .temporary, letter: "3-GGT/ĐU", on: on),
        by: .operatorOfMachine)
      try await world.system.perform(ReceiveTransfer(transfer, on: on), by: .operatorOfMachine)
      let officer = try await world.officer()
      let list = try await officer.get("/to-chuc/\(world.world.longMyHamlet)/dang-vien")
      #expect(list.has("Sinh hoạt tạm thời ở đây: 1") && list.has(SiteWorld.strangerName))
      #expect(list.has("1 đảng viên ngày"))
      #expect(try await officer.get("/to-chuc/\(world.world.longMyHamlet)").has("Sinh hoạt tạm thời"))
      #expect(try await officer.get("/dang-vien/\(world.stranger)").status == 200)
    }
  }

  @Test func `người chỉ xem số liệu không gặp đường dẫn bị cấm`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      try await world.site.account("chi.xem", "Trần Chỉ Xem", .reader, on: world.world.district)
      let reader = try await world.site.signedIn("chi.xem")
      for path in ["/to-chuc/\(world.world.district)/bao-cao", "/khao-sat/\(world.survey)"] {
        let page = try await reader.get(path)
        #expect(page.status == 200 && !page.has("/so-lieu/members"), "\(path)")
      }
    }
  }

  @Test func `đặt mật khẩu bằng mã là việc của chủ tài khoản; mật khẩu ngắn không tính là thử sai`()
    async throws
  {
    try await SiteWorld.with(.sqlite) { world in
      let client = world.anonymous()
      _ = try await client.get("/dat-mat-khau")
      var last: ID<Account>?
      for number in 0..<8 {
        let made = try await world.system.perform(
          CreateAccount(
            userName: "nguoi.\(number)", person: "Người Số \(number)", organisation: world.world.longMy),
          by: .operatorOfMachine)
        let short = [("ma", made.code), ("mat-khau", "ngắn"), ("mat-khau-2", "ngắn")]
        #expect(try await client.post("/dat-mat-khau", short).status == 422)
        if number == 3 {
          #expect(
            try await client.post(
              "/dat-mat-khau",
              [("ma", "sai"), ("mat-khau", SiteWorld.password), ("mat-khau-2", SiteWorld.password)]
            ).has("Mã"))
        }
        let done = try await client.post(
          "/dat-mat-khau",
          [("ma", made.code), ("mat-khau", SiteWorld.password), ("mat-khau-2", SiteWorld.password)])
        #expect(done.status == 303, "lần \(number)")
        last = made.account
      }
      let actor = try await world.system.read { session throws in
        try session.first(
          "SELECT actor FROM journal_entry WHERE act = 'account.password' ORDER BY sequence DESC LIMIT 1"
        ) { try $0.text(0) }
      }
      #expect(actor == last.map { "account:\($0)" })
    }
  }

  @Test func `mục khảo sát: nguyên nhân chọn được, sửa và rút được, số liệu chọn theo tên`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      let client = try await world.commission()
      let path = "/khao-sat/\(world.survey)"
      let page = try await client.get(path)
      #expect(page.has("<option value=\"agencyCells\"") && page.has("Sửa hoặc rút một mục"))
      func parts() async throws -> [SurveyPart] {
        let survey = world.survey
        return try await world.system.read { session throws in try session.surveyParts(of: survey) }
      }
      #expect(
        try await client.post("\(path)/muc", [("loai", "finding"), ("noi-dung", "Việc chậm")]).status == 303)
      let slow = try #require(try await parts().first { $0.text == "Việc chậm" })
      let cause = try #require(try await parts().first { $0.topic == "Chưa rõ" })
      _ = try await client.get("\(path)/muc/\(slow.id)")
      let mended = try await client.post(
        "\(path)/muc/\(slow.id)", [("noi-dung", "Việc còn chậm"), ("vi", "\(cause.id)")])
      #expect(mended.status == 303)
      #expect(try await client.get(path).has("Việc còn chậm"))
      // The cause is mended: what follows from it stays with it; a circle is refused.
      let now = try #require(try await parts().first { $0.text == "Việc còn chậm" })
      #expect(now.because == cause.id)
      let circle = try await client.post(
        "\(path)/muc/\(cause.id)", [("de-muc", "Chưa rõ"), ("noi-dung", "x"), ("vi", "\(now.id)")])
      #expect(circle.status == 422)
      #expect(
        try await client.post("\(path)/muc/\(cause.id)", [("de-muc", "Chưa thật rõ"), ("noi-dung", "x")])
          .status
          == 303)
      let renamed = try #require(try await parts().first { $0.topic == "Chưa thật rõ" })
      #expect(try await parts().first { $0.text == "Việc còn chậm" }?.because == renamed.id)
      #expect(try await client.post("\(path)/muc/\(renamed.id)/rut", [("ly-do", "nhầm")]).status == 422)
      let leaf = try #require(try await parts().first { $0.text == "Việc còn chậm" })
      #expect(try await client.post("\(path)/muc/\(leaf.id)/rut", [("ly-do", "ghi nhầm")]).status == 303)
      #expect(try await parts().allSatisfy { $0.text != "Việc còn chậm" })
    }
  }
}
