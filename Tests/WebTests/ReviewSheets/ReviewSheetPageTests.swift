import Basics
import Registry
import Reviews
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
  func `mọi giá trị sai hiện cùng lúc, mỗi lỗi ở ô của nó; dữ kiện chưa có văn bản thì được đánh dấu`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let client = try await world.officer()
      let path = "/to-chuc/\(world.world.longMyHamlet)/kiem-diem"
      _ = try await client.get("\(path)/du-kien?loai=cell&nam=2014")
      let wrong = try await client.post(
        "\(path)/du-kien",
        [
          ("nam", "2014"), ("loai", "cell"), ("du-kien-points", "ba mươi"),
          ("du-kien-manyTasksUndone", "chưa rõ"),
        ])
      #expect(wrong.status == 422)
      #expect(wrong.has("du-kien-points-error"))
      #expect(wrong.has("du-kien-manyTasksUndone-error"))
      let saved = try await client.post(
        "\(path)/du-kien",
        [
          ("nam", "2014"), ("loai", "cell"), ("du-kien-points", "95"), ("du-kien-manyTasksUndone", "0"),
          ("van-ban-manyTasksUndone", "Báo cáo năm của chi bộ"),
        ])
      #expect(saved.status == 303)
      let page = try await client.get("\(path)/du-kien?loai=cell&nam=2014")
      #expect(page.has("Chưa có văn bản chứng minh"))
      #expect(page.has("theo Báo cáo năm của chi bộ") && page.has("chưa có văn bản chứng minh"))
      let decision = [
        ("nam", "2014"), ("loai", "cell"), ("muc", "YK"), ("ngay-xep-loai", "20/12/2014"),
        ("loai-van-ban", "Quyết định"), ("so-van-ban", "9-QĐ/ĐU"), ("co-quan", "Đảng ủy xã Long Mỹ"),
        ("ngay-van-ban", "20/12/2014"),
      ]
      let empty = try await client.post(
        "\(path)/quyet-dinh", [("nam", "2014"), ("loai", "cell"), ("muc", "")])
      #expect(empty.status == 422)
      for field in ["muc", "ngay-xep-loai", "so-van-ban", "co-quan", "ngay-van-ban"] {
        #expect(empty.has("f-\(field)-error"), "\(field)")
      }
      let old = try await client.post(
        "\(path)/quyet-dinh",
        decision.filter { $0.0 != "ngay-van-ban" } + [
          ("ngay-van-ban", "1/1/1950"), ("ly-do", "Đảng ủy thống nhất sau khi thảo luận"),
        ])
      #expect(old.status == 422 && old.has("f-ngay-van-ban-error") && old.has("trước năm 2014"))
      let noReason = try await client.post("\(path)/quyet-dinh", decision)
      #expect(noReason.status == 422 && noReason.has("ly-do-error"))
    }
  }

  @Test(arguments: Engine.available)
  func `danh sách lọc được theo tên không dấu và tình trạng, xếp theo chi bộ; điều còn thiếu dẫn đến chỗ ghi`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let client = try await world.officer()
      let path = "/to-chuc/\(world.world.longMy)/kiem-diem?nam=2014"
      let all = try await client.get(path)
      #expect(
        all.has("Nguyễn Thị Hường") && all.has("Trần Văn Bình") && all.has("<h3>Chi bộ ấp Long Hòa</h3>"))
      let one = try await client.get("\(path)&tim=huong")
      #expect(one.has("Nguyễn Thị Hường") && !one.has("Trần Văn Bình") && one.has("Bỏ lọc"))
      let none = try await client.get("\(path)&tinh-trang=decided")
      #expect(none.status == 200 && !none.has("Nguyễn Thị Hường"))
      let page = try await client.get(
        "/to-chuc/\(world.world.longMyHamlet)/kiem-diem/du-kien?loai=cell&nam=2014")
      #expect(page.has("href=\"#f-du-kien-"))
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

  @Test(arguments: Engine.available)
  func `phần nhiều hơn toàn phần là lỗi ở ô của phần, hay của toàn phần khi chỉ ghi toàn phần`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      world.register.clock.set(Day(number: 2024_12_20) ?? .endOfTime)
      let client = try await world.officer()
      let path = "/to-chuc/\(world.world.longMyHamlet)/kiem-diem/du-kien"
      _ = try await client.get("\(path)?loai=cell&nam=2024")
      func send(_ facts: [(String, String)]) async throws -> TestClient.Page {
        try await client.post(
          path, [("nam", "2024"), ("loai", "cell")] + facts.map { ("du-kien-\($0.0)", $0.1) })
      }
      let wrong = try await send([("units", "5"), ("disciplinedUnits", "6")])
      #expect(wrong.status == 422)
      #expect(wrong.has("du-kien-disciplinedUnits-error") && !wrong.has("du-kien-units-error"))
      #expect(wrong.has("(6) nhiều hơn Số đơn vị trực thuộc (5)"))
      #expect(wrong.has("value=\"6\""), "what was typed stays")
      #expect(try await send([("units", "6"), ("disciplinedUnits", "6")]).status == 303)
      // One of the two alone is held against what stands already; a blank takes the other back and leaves nothing to hold against.
      let less = try await send([("units", "4")])
      #expect(less.status == 422 && less.has("du-kien-units-error"))
      #expect(try await send([("units", "4"), ("disciplinedUnits", "")]).status == 303)
    }
  }

  @Test(arguments: Engine.available)
  func `quyết định quá tỷ lệ được báo trước và thấy trong sổ tỷ lệ; ghi sai thì rút ngay ở đó`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      world.register.clock.set(Day(number: 2026_12_20) ?? .endOfTime)
      let guidances = try world.site.guidances(world.site.content)
      let guidance = try #require(guidances.guidance(of: 2026))
      func record(_ facts: [(String, String)], _ subject: Grading.Subject, _ entity: String) async throws {
        _ = try await world.system.perform(
          RecordReviewFacts(
            facts.map { ReviewAnswer(fact: $0.0, value: $0.1, evidence: "") }, of: subject, as: entity,
            year: 2026, guidance: guidance), by: .operatorOfMachine)
      }
      try await record([("outstanding", "0")], .organisation(world.world.longMy), "base")
      for (member, exceeded) in [(world.huong, "30"), (world.binh, "30"), (world.duc, "0")] {
        try await record(
          [
            ("group", "outside"), ("common", "28"), ("results", "64"), ("done", "100"), ("late", "0"),
            ("quality", "1"), ("exceeded", exceeded), ("shortcomingsNamed", "1"), ("remedied", "100"),
            ("discipline", "none"), ("degraded", "0"), ("prohibitedActs", "0"), ("exampleBroken", "0"),
          ], .member(member), "member")
      }
      let client = try await world.officer()
      let path = "/dang-vien/\(world.huong)/kiem-diem"
      #expect(try await client.get("/dang-vien/\(world.huong)").has("href=\"\(path)\""))
      let before = try await client.get("\(path)?nam=2026")
      #expect(before.has("sẽ vượt tỷ lệ") && before.has("được 0; do người quyết định sẽ là 1"))
      func decide(_ reason: String) async throws -> TestClient.Page {
        try await client.post(
          "\(path)/quyet-dinh",
          [
            ("nam", "2026"), ("loai", "member"), ("muc", "HTXS"), ("ly-do", reason),
            ("ngay-xep-loai", "18/12/2026"), ("loai-van-ban", "Quyết định"), ("so-van-ban", "9-QĐ/ĐU"),
            ("co-quan", "Đảng ủy xã Long Mỹ"), ("ngay-van-ban", "18/12/2026"),
          ])
      }
      let short = try await decide("x")
      #expect(short.status == 422 && short.has("ly-do-error"))
      #expect(try await decide("theo biên bản họp, có thành tích nổi trội").status == 303)

      let sheet = "/to-chuc/\(world.world.longMy)/kiem-diem?nam=2026"
      let ledger = try await client.get(sheet)
      #expect(ledger.has("Do người quyết định: 1, vượt mức được 0"))
      #expect(ledger.has("do người quyết định; tính được: Hoàn thành tốt nhiệm vụ"))
      // Computed good, decided excellent: each in its own column.
      let row = try #require(
        ledger.text.components(separatedBy: "<tr").first { $0.contains("\(path)?nam=2026") })
      #expect(row.contains("Hoàn thành tốt nhiệm vụ") && row.contains("Hoàn thành xuất sắc nhiệm vụ"))
      let decided = try await client.get("\(path)?nam=2026")
      #expect(decided.has("Ghi sai? Rút kết quả này") && decided.has("9-QĐ/ĐU"))
      // What went beyond the quota is told where it stands.
      #expect(decided.has("Vượt tỷ lệ") && decided.has("được 0, đã quyết định 1"))
      // What it rested on is there to read, and nothing to write into.
      #expect(
        decided.has("Dữ kiện đã ghi") && decided.has("Nhiệm vụ vượt mức") && !decided.has("name=\"du-kien-"))
      let huong = world.huong
      func grading() async throws -> Grading? {
        try await world.system.read { session throws in try session.grading(of: .member(huong), year: 2026) }
      }
      let known = try #require(try await grading())
      func withdraw(_ id: String, _ reason: String) async throws -> Int {
        try await client.post(
          "\(path)/rut", [("nam", "2026"), ("loai", "member"), ("ket-qua", id), ("ly-do", reason)]
        ).status
      }
      #expect(try await withdraw("\(known.id)", "") == 422)
      #expect(try await withdraw("\(known.id)", "x") == 422)
      #expect(try await withdraw("000000000000a", "ghi nhầm mức") == 404)
      #expect(try await grading() != nil)
      #expect(try await withdraw("\(known.id)", "ghi nhầm mức") == 303)
      #expect(try await grading() == nil)
      #expect(try await client.get("\(path)?nam=2026").has("kiem-diem/quyet-dinh"))
      #expect(!(try await client.get(sheet).has("vượt mức được")))
    }
  }

  @Test(arguments: Engine.available)
  func `chi bộ cơ sở có một bảng: ghi dữ kiện, quyết định, rồi xem lại`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      world.register.clock.set(Day(number: 2026_12_20) ?? .endOfTime)
      _ = try await world.account("huyen.uy", "Lê Văn Huyện Ủy", .office, on: world.world.district)
      let client = try await world.signedIn("huyen.uy")
      let cell = try await world.system.perform(
        FoundOrganisation(
          kind: .baseCell, title: "Chi bộ Bảo hiểm xã hội", code: "GT.BH", parent: world.world.district,
          place: .none, day: Day(number: 1995_01_01) ?? .endOfTime, decision: nil), by: .operatorOfMachine)
      let path = "/to-chuc/\(cell)/kiem-diem"
      let index = try await client.get("\(path)?nam=2026")
      #expect(index.status == 200 && index.has("Chi bộ cơ sở") && !index.has("Đảng bộ cơ sở"))
      #expect(index.count(of: "loai=cell") == 1 && index.count(of: "loai=base") == 0)
      // The old address of a second sheet leads to the one there is.
      for entity in ["cell", "base"] {
        let page = try await client.get("\(path)/du-kien?loai=\(entity)&nam=2026")
        #expect(page.has("Chung cho chi bộ và đảng viên") && page.has("du-kien-outstanding"), "\(entity)")
        #expect(page.has("du-kien-disciplined"), "\(entity)")
      }
      func send(_ entity: String, _ answers: [(String, String)]) async throws -> TestClient.Page {
        try await client.post(
          "\(path)/du-kien",
          [("nam", "2026"), ("loai", entity)] + answers.map { ("du-kien-\($0.0)", $0.1) })
      }
      #expect(try await send("base", [("common", "20")]).status >= 400)
      #expect(try await send("base", [("outstanding", "1")]).status == 303)
      let wrong = try await send("cell", [("common", "99"), ("results", "64")])
      #expect(wrong.status == 422 && wrong.has("du-kien-common-error") && wrong.has("value=\"99\""))
      let good: [(String, String)] = [
        ("common", "28"), ("results", "64"), ("done", "100"), ("late", "0"), ("quality", "1"),
        ("exceeded", "30"), ("shortcomingsNamed", "0"), ("disciplined", "0"), ("disciplinedLeaders", "0"),
        ("wrongdoing", "0"), ("dutyDiscipline", "none"), ("memberDegraded", "0"),
      ]
      #expect(try await send("cell", good).status == 303)
      let asked = try await client.get("\(path)/du-kien?loai=cell&nam=2026")
      #expect(asked.has("Cần quyết định") && asked.has("nhóm tổ chức tương đồng do cấp trên tính"))
      let decided = try await client.post(
        "\(path)/quyet-dinh",
        [
          ("nam", "2026"), ("loai", "cell"), ("muc", "HTXS"),
          ("ly-do", "trong tỷ lệ của nhóm do huyện ủy tính"),
          ("ngay-xep-loai", "18/12/2026"), ("loai-van-ban", "Quyết định"), ("so-van-ban", "9-QĐ/HU"),
          ("co-quan", "Huyện ủy Giồng Trôm"), ("ngay-van-ban", "18/12/2026"),
        ])
      #expect(decided.status == 303)
      let kept = try await client.get("\(path)/du-kien?loai=cell&nam=2026")
      #expect(kept.has("Đã quyết định") && kept.has("Có thành tích nổi trội") && !kept.has("name=\"du-kien-"))
      #expect(try await client.get("\(path)?nam=2026").has("Hoàn thành xuất sắc nhiệm vụ"))
    }
  }

  @Test(arguments: Engine.available)
  func `mức của tập thể lãnh đạo không ghi nhầm thành mức của chi bộ`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      world.register.clock.set(Day(number: 2026_12_20) ?? .endOfTime)
      let client = try await world.officer()
      let path = "/to-chuc/\(world.world.longMy)/kiem-diem"
      let page = try await client.get("\(path)/du-kien?loai=collective&nam=2026")
      #expect(page.status == 200 && !page.has("kiem-diem/quyet-dinh"))
      let refused = try await client.post(
        "\(path)/quyet-dinh",
        [
          ("nam", "2026"), ("loai", "collective"), ("muc", "KHT"), ("ly-do", "vi phạm quy chế"),
          ("ngay-xep-loai", "18/12/2026"), ("loai-van-ban", "Quyết định"), ("so-van-ban", "9-QĐ/HU"),
          ("co-quan", "Huyện ủy Giồng Trôm"), ("ngay-van-ban", "18/12/2026"),
        ])
      #expect(refused.status >= 400 && refused.has("đợt kiểm điểm"), "\(refused.status)")
      let base = world.world.longMy
      #expect(try await world.system.read { try $0.grading(of: .organisation(base), year: 2026) } == nil)
    }
  }
}
