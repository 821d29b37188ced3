import Basics
import Registry
import Reviews
import Rules
import TestSupport
import Testing

@testable import Web

@Suite struct `Thử hướng dẫn trên trang` {
  private static let names = ["Nguyễn Thị Hường", "Trần Văn Bình", "Lê Minh Đức", SiteWorld.strangerName]
  private static let guidance = "hd-43-btctw-2025-10-31"

  /// December 2026, with the year of three members recorded: two good ones, one that is not enough under the draft.
  private func prepare(_ world: SiteWorld) async throws -> ID<GuidanceDraft> {
    world.register.clock.set(Day(number: 2026_12_20) ?? .endOfTime)
    let guidances = try world.site.guidances(world.site.content)
    let guidance = try #require(guidances[Self.guidance])
    for (member, results, late) in [
      (world.huong, "64", "0"), (world.binh, "42", "0"), (world.duc, "30", "15"),
    ] {
      let facts = [
        ("group", "outside"), ("common", "28"), ("results", results), ("done", "100"), ("late", late),
        ("quality", "1"), ("exceeded", "25"), ("shortcomingsNamed", "0"), ("discipline", "none"),
        ("degraded", "0"), ("prohibitedActs", "0"), ("exampleBroken", "0"),
      ]
      _ = try await world.system.perform(
        RecordReviewFacts(
          facts.map { ReviewAnswer(fact: $0.0, value: $0.1, evidence: "") }, of: .member(member),
          as: "member",
          year: 2026, guidance: guidance), by: .operatorOfMachine)
    }
    let draft = try await world.system.perform(
      StartGuidanceDraft(on: world.world.longMy, from: guidance, title: "Dự thảo thử"), by: .operatorOfMachine
    )
    var text = try #require(try await world.system.read { try $0.guidanceDraft(draft) }).version.text
    text.pack = text.pack.replacing(
      "{ value: 20 %, name: Tỷ lệ nhiệm vụ chậm", with: "{ value: 10 %, name: Tỷ lệ nhiệm vụ chậm")
    _ = try await world.system.perform(SaveGuidanceDraft(draft, seen: 1, text), by: .operatorOfMachine)
    return draft
  }

  private func address(_ draft: ID<GuidanceDraft>, _ place: ID<Organisation>, _ page: String = "") -> String {
    "/huong-dan-xep-loai/du-thao/\(draft)/tac-dong\(page)?nam=2026&don-vi=\(place)"
  }

  @Test(arguments: Engine.available)
  func `tác động của dự thảo hiện ra không kèm tên ai; mở tên cần mục đích và để lại dấu`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let draft = try await prepare(world)
      let client = try await world.officer()
      let place = world.world.longMy
      for page in ["", "/tom-tat", "/tung-diem", "/nguong", "/nguoi"] {
        let answer = try await client.get(address(draft, place, page))
        #expect(answer.status == 200, "\(page)")
        for name in Self.names { #expect(!answer.has(name), "\(page) \(name)") }
        for member in [world.huong, world.binh, world.duc] { #expect(!answer.has("\(member)"), "\(page)") }
      }
      let summary = try await client.get(address(draft, place, "/tom-tat"))
      #expect(summary.has("1 trên 3 đảng viên đổi mức") && !summary.has("<html"))
      let movers = try await client.get(address(draft, place, "/nguoi"))
      let link = try #require(movers.text.firstMatch(of: /href="([^"]*\/ten\?[^"]*)"/)?.1)
      let path = String(link).replacing("&amp;", with: "&")
      let asked = try await client.get(path)
      #expect(asked.status == 200 && !asked.has("Lê Minh Đức"))
      let word = try #require(path.firstMatch(of: /ma=([A-Z0-9-]+)/)?.1)
      let fields = [
        ("nam", "2026"), ("don-vi", "\(place)"), ("voi", Self.guidance), ("loai", "member"),
        ("ma", String(word)),
      ]
      let target = "/huong-dan-xep-loai/du-thao/\(draft)/tac-dong/ten"
      let refused = try await client.post(target, fields + [("muc-dich", " ")])
      #expect(refused.status == 422 && !refused.has("Lê Minh Đức"))
      let before = try await world.system.read { try $0.memberReadingCount(of: world.duc) }
      #expect(before == 0)
      let opened = try await client.post(target, fields + [("muc-dich", "đối chiếu dữ kiện")])
      #expect(opened.status == 200 && opened.has("Lê Minh Đức"))
      let kept = try await world.system.read { try $0.nameOpenings(of: world.duc, limit: 5) }
      #expect(kept.map(\.purpose) == ["đối chiếu dữ kiện"])
      #expect(kept.first?.reader == "Phan Thị Văn Phòng" && kept.first?.year == 2026)
    }
  }

  @Test(arguments: Engine.available)
  func `năm cũ: chỉ chọn được đơn vị có vào cuối năm ấy; đơn vị chưa có thì nói rõ, kèm lối về dự thảo`(
    engine: Engine
  )
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let draft = try await prepare(world)
      let fresh = try await world.system.perform(
        FoundOrganisation(
          kind: .baseCommittee, title: "Đảng bộ xã Tân Mới", code: "GT.TM", parent: world.world.district,
          place: .none, day: Day(number: 2026_07_01) ?? .endOfTime, decision: nil), by: .operatorOfMachine)
      _ = try await world.account("phong.huyen", "Phan Văn Phòng Huyện", .office, on: world.world.district)
      let client = try await world.signedIn("phong.huyen")
      let home = "/huong-dan-xep-loai/du-thao/\(draft)"
      for page in ["", "/nguong", "/nguoi", "/tung-diem"] {
        let refused = try await client.get("\(home)/tac-dong\(page)?nam=2025&don-vi=\(fresh)")
        #expect(refused.status == 409, "\(page)")
        #expect(refused.has("Đảng bộ xã Tân Mới không có vào cuối năm 2025") && refused.has("có từ năm 2026"))
        #expect(refused.has("href=\"\(home)\"") && !refused.has("người ấy"))
        #expect(refused.has("<option value=\"\(world.world.longMy)\"") && refused.has("Đảng bộ xã Long Mỹ"))
        #expect(!refused.has("<option value=\"\(fresh)\""))
      }
      let brief = try await client.get("\(home)/tac-dong/tom-tat?nam=2025&don-vi=\(fresh)")
      #expect(brief.status == 200 && brief.has("có từ năm 2026") && !brief.has("<html"))
      let past = try await client.get("\(home)/tac-dong?nam=2025&don-vi=\(world.world.longMy)")
      #expect(past.status == 200 && !past.has("Tân Mới"))
      // The editor's own form says since when a unit can be tried.
      _ = try await world.account("ban.huyen", "Ban Tổ Chức Huyện", .commission, on: world.world.district)
      let editor = try await world.signedIn("ban.huyen").get("\(home)/sua?cho=parameters%2FlateForHT")
      #expect(editor.has("Đảng bộ xã Tân Mới (từ năm 2026)"))
      // What does not exist at all is not told apart from what may not be seen.
      #expect(try await client.get("\(home)/tac-dong?nam=2025&don-vi=khongco").status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `gõ nhầm rồi gõ số trơn: vẫn là phần trăm như hướng dẫn gốc`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let draft = try await prepare(world)
      _ = try await world.account("ban.huyen", "Ban Tổ Chức Huyện", .commission, on: world.world.district)
      let client = try await world.signedIn("ban.huyen")
      let path = "/huong-dan-xep-loai/du-thao/\(draft)/sua"
      for (seen, value) in [(2, "abc"), (3, "15")] {
        let saved = try await client.post(
          path, [("cho", "parameters/lateForHT"), ("ban", "\(seen)"), ("o:value", value)])
        #expect(saved.status == 303, "\(value)")
      }
      let text = try #require(try await world.system.read { try $0.guidanceDraft(draft) }).version.text
      let value = PackTree(text.pack)?.value["parameters"]?["lateForHT"]?["value"]?.word
      #expect(value == "15 %")
      let minus = try await client.post(
        path, [("cho", "parameters/lateForHT"), ("ban", "4"), ("o:value", "-5")])
      #expect(minus.status == 303)
      #expect(try await client.get("\(path)?cho=parameters%2FlateForHT").has("f-o:value-error"))
    }
  }

  @Test(arguments: Engine.available)
  func `dự thảo còn lỗi: trang tác động nói lỗi và dẫn về dự thảo`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let draft = try await prepare(world)
      var text = try #require(try await world.system.read { try $0.guidanceDraft(draft) }).version.text
      text.pack = text.pack.replacing(
        "{ value: 10 %, name: Tỷ lệ nhiệm vụ chậm", with: "{ value: abc, name: Tỷ lệ nhiệm vụ chậm")
      _ = try await world.system.perform(SaveGuidanceDraft(draft, seen: 2, text), by: .operatorOfMachine)
      let answer = try await world.officer().get(address(draft, world.world.longMy))
      #expect(answer.status == 409 && answer.has("Dự thảo còn lỗi"))
      #expect(answer.has("href=\"/huong-dan-xep-loai/du-thao/\(draft)\"") && answer.has("Về dự thảo"))
    }
  }

  @Test(arguments: Engine.available)
  func `chưa so được thì không nói là không đổi; ai mất mức vì thiếu dữ kiện được liệt kê`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let draft = try await prepare(world)
      let client = try await world.officer()
      let place = world.world.longMy
      // The draft asks something nobody has answered.
      var text = try #require(try await world.system.read { try $0.guidanceDraft(draft) }).version.text
      text.pack = text.pack.replacing(
        "  member:\n    group:",
        with: "  member:\n    newFact: { type: boolean, name: Điều mới hỏi }\n    group:")
      let first = try #require(text.pack.range(of: "      - id: M1\n"))
      text.pack.insert(
        contentsOf: "      - { id: M0, when: [newFact], then: KHT, cite: \"Điều mới\" }\n",
        at: first.lowerBound)
      _ = try await world.system.perform(SaveGuidanceDraft(draft, seen: 2, text), by: .operatorOfMachine)
      let summary = try await client.get(address(draft, place, "/tom-tat"))
      #expect(summary.status == 200 && !summary.has("Không mức nào đổi"))
      #expect(summary.has("Chưa so được") && summary.has("3 mất mức vì thiếu dữ kiện"))
      let movers = try await client.get(address(draft, place, "/nguoi"))
      #expect(movers.has("Chưa so được ai") && movers.has("Có mức trước, nay chưa đủ dữ kiện"))
      #expect(!movers.has("cho cùng kết quả"))
      let page = try await client.get(address(draft, place))
      #expect(page.has("Điều mới hỏi (3)"))
    }
  }

  @Test(arguments: Engine.available)
  func `thử ngưỡng: 10 là 10 %; ghi sai thì ô còn chữ đã gõ và lỗi ở ô ấy`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let draft = try await prepare(world)
      let client = try await world.officer()
      let base = address(draft, world.world.longMy, "/nguong") + "&tham-so=lateForHT"
      let plain = try await client.get("\(base)&tu=10&den=50&buoc=10")
      #expect(
        plain.status == 200 && plain.has("value=\"10 %\"") && plain.has("value=\"50 %\"")
          && !plain.has("1000 %"))
      // Of the committee and the organisation nothing is recorded: that is not the same as no difference.
      let quota = try await client.get(
        address(draft, world.world.longMy, "/nguong") + "&tham-so=topQuota&tu=10&den=20&buoc=5")
      #expect(quota.status == 200 && quota.has("Chưa so được: chưa đủ dữ kiện năm 2026"))
      let wrong = try await client.get("\(base)&tu=50&den=10&buoc=mười")
      #expect(wrong.status == 422 && !wrong.has("1000 %"))
      #expect(wrong.has("f-buoc-error") && wrong.has("value=\"mười\"") && wrong.has("value=\"50\""))
      let turned = try await client.get("\(base)&tu=50&den=10&buoc=5")
      #expect(turned.status == 422 && turned.has("f-den-error"))
      #expect(try await client.get("\(base)&tu=0&den=100&buoc=0.01").has("f-buoc-error"))
    }
  }

  @Test(arguments: Engine.available)
  func
    `người ngoài không thấy gì; người có một chi bộ chỉ thấy chi bộ ấy; người xem số liệu không thấy từng người`(
      engine: Engine
    ) async throws
  {
    try await SiteWorld.with(engine) { world in
      let draft = try await prepare(world)
      let place = world.world.longMy
      for client in [try await world.outsider(), try await world.withoutRights()] {
        for page in ["", "/tom-tat", "/tung-diem", "/nguong", "/nguoi", "/ten"] {
          #expect(try await client.get(address(draft, place, page)).status == 404, "\(page)")
          let published = "/huong-dan-xep-loai/\(Self.guidance)/tac-dong\(page)?nam=2026&don-vi=\(place)"
          #expect(try await client.get(published).status == 404, "\(page)")
        }
      }
      _ = try await world.account("mot.chi.bo", "Mai Một Chi Bộ", .office, on: world.world.longMyHamlet)
      let one = try await world.signedIn("mot.chi.bo")
      let own = "/huong-dan-xep-loai/\(Self.guidance)/tac-dong"
      #expect(try await one.get("\(own)?nam=2026&don-vi=\(place)").status == 404)
      let page = try await one.get("\(own)?nam=2026")
      #expect(page.status == 200 && page.has("1 đảng viên") && page.has("Chi bộ ấp Long Hòa"))
      #expect(!page.has("Đảng bộ xã Long Mỹ") && !page.has("Chi bộ cơ quan xã Long Mỹ"))
      #expect(try await one.get("\(own)/nguong?nam=2026&don-vi=\(world.world.longMyHamlet)").status != 200)
      _ = try await world.account("xem.so", "Đỗ Xem Số", .reader, on: world.world.district)
      let reader = try await world.signedIn("xem.so")
      let figures = try await reader.get("\(own)?nam=2026&don-vi=\(world.world.district)")
      #expect(figures.status == 200)
      #expect(try await reader.get("\(own)/nguoi?nam=2026&don-vi=\(world.world.district)").status == 403)
      #expect(try await reader.get("\(own)/tung-diem?nam=2026&don-vi=\(world.world.district)").status != 200)
      // A commune or a cell is too few for who may not see its members; nor may two ways of counting be set side by side.
      for place in [world.world.longMy, world.world.longMyHamlet] {
        let refused = try await reader.get("\(own)?nam=2026&don-vi=\(place)")
        #expect(refused.status == 403 || refused.status == 409 || refused.status == 422)
        #expect(refused.has("rất ít người") && !refused.has("what-if-summary"))
        #expect(try await reader.get("\(own)/tom-tat?nam=2026&don-vi=\(place)").status != 200)
      }
      let computed = try await reader.get("\(own)/tom-tat?nam=2026&don-vi=\(world.world.district)")
      let kept = try await reader.get(
        "\(own)/tom-tat?nam=2026&don-vi=\(world.world.district)&da-quyet-dinh=giu")
      #expect(computed.text == kept.text)
      // One person's grade is not to be read from the figures.
      #expect(!figures.has("<strong>1</strong>") && !figures.has(">1</td>"))
    }
  }

  @Test(arguments: Engine.available)
  func `thử một chỗ trong tỷ lệ không ghi gì; giá trị sai được nói rõ`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      world.register.clock.set(Day(number: 2026_12_20) ?? .endOfTime)
      let client = try await world.officer()
      let before = try await world.system.read { try $0.historyHead().hash }
      let path =
        "/huong-dan-xep-loai/\(Self.guidance)/tac-dong?nam=2026&don-vi=\(world.world.longMy)&voi=\(Self.guidance)"
      let first = try await client.get(path)
      #expect(first.status == 200 && first.has("Thử một quyết định riêng") && first.has("Tiếp tục"))
      let chosen = try await client.get("\(path)&muc=MQ.rounding")
      #expect(chosen.status == 200 && chosen.has("Khi chưa có quyết định") && chosen.has("Chưa chọn giá trị"))
      let tried = try await client.get("\(path)&muc=MQ.rounding&gia-tri=down")
      #expect(tried.status == 200 && tried.has("làm tròn xuống"), "\(tried.text.prefix(2000))")
      #expect(try await client.get("\(path)&muc=MQ.rounding&gia-tri=xyz").has("không dùng được"))
      #expect(try await client.get("\(path)&muc=khong-co&gia-tri=1").status == 200)
      #expect(try await world.system.read { try $0.historyHead().hash } == before)
    }
  }

  @Test(arguments: Engine.available)
  func `quyết định của cấp có thẩm quyền được ghi, thấy ở nơi bên dưới, và rút được`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      world.register.clock.set(Day(number: 2026_12_20) ?? .endOfTime)
      let client = try await world.officer()
      let path = "/to-chuc/\(world.world.longMy)/quyet-dinh-rieng"
      #expect(try await client.get("\(path)?bo=\(Self.guidance)&muc=MQ.rounding").has("làm tròn lên"))
      func post(_ value: String) async throws -> TestClient.Page {
        try await client.post(
          path,
          [
            ("bo", Self.guidance), ("muc", "MQ.rounding"), ("gia-tri", value), ("hieu-luc-tu", "1/12/2026"),
            ("loai-van-ban", "Quyết định"), ("so-van-ban", "31-QĐ/ĐU"), ("co-quan", "Đảng ủy xã Long Mỹ"),
            ("ngay-van-ban", "1/12/2026"),
          ])
      }
      let refused = try await post("tùy ý")
      #expect(refused.status == 422 && refused.has("không dùng được"))
      #expect(try await post("up").status == 303)
      let below = try await client.get(
        "/to-chuc/\(world.world.longMyHamlet)/quyet-dinh-rieng?bo=\(Self.guidance)")
      #expect(below.has("làm tròn lên") && below.has("31-QĐ/ĐU"))
      let sheet = try await client.get("/to-chuc/\(world.world.longMy)/kiem-diem?nam=2026")
      #expect(sheet.has("31-QĐ/ĐU"))
      let outsider = try await world.outsider()
      #expect(try await outsider.get(path).status == 404)
      let kept = try await world.system.read { try $0.localDecisions(at: world.world.longMy) }
      let id = try #require(kept.first?.decision.id)
      // Another organisation's address does not withdraw it.
      let elsewhere = "/to-chuc/\(world.world.longMyHamlet)/quyet-dinh-rieng/rut"
      #expect(try await client.post(elsewhere, [("quyet-dinh", "\(id)"), ("ly-do", "x")]).status == 404)
      #expect(
        try await client.post("\(path)/rut", [("quyet-dinh", "\(id)"), ("ly-do", "ghi nhầm văn bản")]).status
          == 303)
      #expect(try await world.system.read { try $0.localDecisions(at: world.world.longMy) }.isEmpty)
    }
  }
}
