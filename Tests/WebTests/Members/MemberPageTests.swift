import Basics
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Trang đảng viên` {
  @Test(arguments: Engine.available)
  func `ghi thêm, đính chính, ghi thay đổi; hai trục thời gian đều thấy`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let path = "/to-chuc/\(world.world.longMy)/dang-vien/moi"
      #expect(try await officer.get(path).has("Chi bộ ấp Long Hòa"))
      let entered = try await officer.post(
        path,
        [
          ("ho-ten", "Đỗ Thị Thoàn"), ("gioi", "female"), ("ngay-sinh", "31/12/1980"),
          ("ngay-vao", "3/2/2006"),
          ("chi-bo", "\(world.world.longMyHamlet)"), ("ngay-hieu-luc", "1/3/2012"),
          ("noi-o", "ấp Long Khánh"),
        ])
      #expect(entered.status == 303)
      let page = (entered.location ?? "").split(separator: "?").first.map(String.init) ?? ""
      let first = try await officer.get(page)
      #expect(first.has("Đỗ Thị Thoàn") && first.has("Dự bị") && first.has("1/3/2012"))

      let correction = try await officer.post(
        "\(page)/dinh-chinh",
        [
          ("ho-ten", "Đỗ Thị Thoàn"), ("gioi", "female"), ("ngay-sinh", "30/12/1980"),
          ("ngay-vao", "3/2/2006"),
          ("ngay-chinh-thuc", "3/2/2007"), ("noi-o", "ấp Long Khánh"), ("ly-do", "nhầm khi nhập"),
        ])
      #expect(correction.status == 303)
      let change = try await officer.post(
        "\(page)/thay-doi",
        [
          ("ho-ten", "Đỗ Thị Thoàn"), ("gioi", "female"), ("ngay-sinh", "30/12/1980"),
          ("ngay-vao", "3/2/2006"),
          ("ngay-chinh-thuc", "3/2/2007"), ("noi-o", "ấp Bình Thành"), ("ngay-hieu-luc", "1/1/2014"),
        ])
      #expect(change.status == 303)
      let now = try await officer.get(page)
      #expect(now.has("Chính thức") && now.has("ấp Bình Thành"))
      #expect(now.has("Ngày sinh: 31/12/1980") && now.has("superseded"))
      #expect(now.has("Nơi ở: ấp Long Khánh") && now.has("31/12/2013"))
      let then = try await officer.get("\(page)?ngay=2013-06-01")
      #expect(then.has("<dd>ấp Long Khánh</dd>"))
    }
  }

  @Test func `biểu mẫu sai giữ điều đã gõ và nói sai ở đâu`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let officer = try await world.officer()
      let path = "/to-chuc/\(world.world.longMy)/dang-vien/moi"
      _ = try await officer.get(path)
      let head = try await world.head()
      let answer = try await officer.post(
        path,
        [
          ("ho-ten", "Đỗ Văn \"Thử\""), ("ngay-sinh", "31/02/1975"),
          ("chi-bo", "\(world.world.longMyHamlet)"), ("ngay-hieu-luc", "1/3/2012"),
        ])
      #expect(answer.status == 422)
      #expect(
        answer.has("31/02/1975") && answer.has("không có trong lịch") && answer.has("Đỗ Văn &quot;Thử&quot;")
          || answer.has("Đỗ Văn &#34;Thử&#34;"))
      #expect(answer.has("value=\"1/3/2012\""))
      // Somebody else's number, and a cell outside the reach.
      let taken = try await officer.post(
        path,
        [
          ("ho-ten", "Đỗ Văn Thử"), ("ngay-sinh", "1/1/1970"), ("ngay-vao", "1/1/1995"),
          ("so-the", "83012345"), ("chi-bo", "\(world.world.longMyHamlet)"),
          ("ngay-hieu-luc", "1/3/2012"),
        ])
      #expect(taken.status == 422 && taken.has("đã là của người khác"))
      let foreign = try await officer.post(
        path,
        [
          ("ho-ten", "Đỗ Văn Thử"), ("ngay-sinh", "1/1/1970"), ("ngay-vao", "1/1/1995"),
          ("chi-bo", "\(world.world.phongNamHamlet)"),
          ("ngay-hieu-luc", "1/3/2012"),
        ])
      #expect(foreign.status == 404)
      let missing = try await officer.post(
        "/dang-vien/\(world.huong)/ra-khoi", [("ly-do-ra", "expelled"), ("ngay-hieu-luc", "1/4/2014")])
      #expect(missing.status == 422 && missing.has("phải có quyết định"))
      #expect(try await world.head() == head)
    }
  }

  @Test(arguments: Engine.available)
  func `ra khỏi danh sách từ một ngày, trước ngày ấy vẫn tính`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      _ = try await officer.get("/dang-vien/\(world.huong)/ra-khoi")
      let ended = try await officer.post(
        "/dang-vien/\(world.huong)/ra-khoi", [("ly-do-ra", "died"), ("ngay-hieu-luc", "1/4/2014")])
      #expect(ended.status == 303)
      #expect(try await officer.get("/dang-vien/\(world.huong)").has("Từ trần"))
      #expect(!(try await officer.get("/dang-vien?tim=huong").has("Nguyễn Thị Hường")))
      #expect(try await officer.get("/dang-vien?tim=huong&ngay=31%2F3%2F2014").has("Nguyễn Thị Hường"))
    }
  }

  @Test(arguments: Engine.available)
  func `chức vụ: ghi rồi thôi giữ`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let path = "/dang-vien/\(world.binh)/chuc-vu"
      _ = try await officer.get(path)
      let given = try await officer.post(
        path,
        [
          ("chuc-vu", "Phó Chủ tịch Ủy ban nhân dân xã"), ("khoi", "administration"),
          ("to-chuc", "\(world.world.longMyAgency)"),
          ("ngay-hieu-luc", "1/6/2011"), ("so-van-ban", "12-QĐ/UBND"), ("co-quan", "UBND huyện"),
          ("ngay-van-ban", "30/5/2011"),
        ])
      #expect(given.status == 303)
      let page = try await officer.get(path)
      #expect(page.has("Phó Chủ tịch Ủy ban nhân dân xã"))
      let mark = "name=\"chuc-vu-cu\" value=\""
      let id =
        page.text.components(separatedBy: mark).dropFirst().first?.split(separator: "\"").first.map(
          String.init) ?? ""
      let foreign = try await officer.post(
        "/dang-vien/\(world.huong)/thoi-chuc-vu", [("chuc-vu-cu", id), ("ngay-thoi-\(id)", "1/1/2014")])
      #expect(foreign.status == 404)
      let ended = try await officer.post(
        "/dang-vien/\(world.binh)/thoi-chuc-vu", [("chuc-vu-cu", id), ("ngay-thoi-\(id)", "1/1/2014")])
      #expect(ended.status == 303)
      #expect(try await officer.get("/dang-vien/\(world.binh)").has("đã thôi"))
    }
  }

  @Test(arguments: Engine.available)
  func `mỗi lần xem hồ sơ được ghi lại, người có quyền xem nhật ký thấy`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      _ = try await world.officer().get("/dang-vien/\(world.huong)")
      let page = try await world.inspector().get("/dang-vien/\(world.huong)")
      #expect(page.has("Ai đã xem hồ sơ này") && page.has("Phan Thị Văn Phòng"))
      _ = try await world.outsider().get("/dang-vien/\(world.huong)")
      let again = try await world.inspector().get("/dang-vien/\(world.huong)")
      #expect(!again.has("Võ Văn Ngoài"))
      #expect(again.has("2 lượt xem"))
    }
  }

  @Test(arguments: Engine.available)
  func `tên chứa mã độc chỉ là chữ, ở mọi trang`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let names = [
        "<script>alert(1)</script>", "\"\u{301} onmouseover=\"x()", "{{7*7}} Hường",
        "</title><img src=x onerror=y>", "'\u{200D}><b>Đ</b>",
      ]
      let officer = try await world.officer()
      for name in names {
        let member = try await world.system.perform(
          RegisterMember(
            PersonalRecord(name: name, residence: name), in: world.world.longMyHamlet,
            from: Day(number: 2012_01_01) ?? .endOfTime),
          by: .operatorOfMachine)
        for path in [
          "/dang-vien", "/dang-vien/\(member)", "/dang-vien/\(member)/dinh-chinh",
          "/dang-vien/\(member)/chuyen", "/nhat-ky",
          "/tim-kiem?q=\(MemberListQuery.escaped(name))",
        ] {
          let page = try await officer.get(path)
          #expect(page.status == 200, "\(path)")
          for bad in [
            "<script>alert", "onmouseover=\"x", "<img src=x", "<b>Đ</b>", "49 Hường", "\"\u{301} on",
          ] {
            #expect(!page.has(bad), "\(path): \(bad)")
          }
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `xóa dữ liệu cá nhân: chỉ quản trị cao nhất, do người lập sổ cấp cho người khác`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let path = "/dang-vien/\(world.huong)/xoa-du-lieu"
      #expect(try await world.officer().get(path).status == 403)
      #expect(try await world.founder().get(path).status == 403)
      #expect(try await world.outsider().get(path).status == 404)
      let guardian = try await world.account("bao.ve", "Người Bảo Vệ", nil, on: world.world.longMy)
      let (officer, founder) = try await world.system.read { session throws in
        (try session.account(named: "van.phong")?.actor, try session.account(named: "sang.lap")?.actor)
      }
      let grant = GrantRight(.superadministrator, on: world.world.longMy, to: guardian)
      await #expect(throws: AccountRefusal.moreThanHeld(.superadministrator)) {
        _ = try await world.system.perform(grant, by: try #require(officer))
      }
      _ = try await world.system.perform(grant, by: try #require(founder))
      await #expect(throws: AccountRefusal.ownRights) {
        let own = try #require(founder?.account)
        _ = try await world.system.perform(
          GrantRight(.superadministrator, on: world.world.longMy, to: own), by: try #require(founder))
      }
      let client = try await world.signedIn("bao.ve")
      #expect(try await client.get("/dang-vien/\(world.huong)").has("Xóa dữ liệu cá nhân"))
      #expect(try await client.get("/dang-vien/\(world.huong)/dinh-chinh").status == 403)
      _ = try await client.get(path)
      let fields = [
        ("so-van-ban", "3-QĐ/ĐU"), ("co-quan", "Đảng ủy xã Long Mỹ"), ("ngay-van-ban", "1/4/2014"),
        ("ly-do", "theo yêu cầu của chủ thể dữ liệu"),
      ]
      let wrong = try await client.post(path, fields + [("xac-nhan", "Nguyễn Thị Huong")])
      #expect(wrong.status == 422 && wrong.has("không đúng với hồ sơ"))
      #expect(try await client.post(path, [("xac-nhan", "Nguyễn Thị Hường")]).status == 422)
      let done = try await client.post(path, fields + [("xac-nhan", "Nguyễn Thị Hường")])
      #expect(done.status == 303)
      let page = try await client.get("/dang-vien/\(world.huong)")
      #expect(
        page.has("đã được xóa theo luật") && page.has("3-QĐ/ĐU") && !page.has("Hường")
          && !page.has("83012345"))
      let reader = try await world.officer()
      for query in ["/dang-vien", "/nhat-ky", "/dang-vien?ngay=1%2F1%2F2012", "/tim-kiem?q=huong"] {
        #expect(!(try await reader.get(query).has("Nguyễn Thị Hường")), "\(query)")
      }
      #expect(try await reader.get("/dang-vien").has("3 đảng viên"))
      #expect(try await reader.get("/nhat-ky").has("<th scope=\"row\">Xóa dữ liệu cá nhân theo luật"))
      let again = try await reader.post(
        "/dang-vien/\(world.huong)/ra-khoi", [("ly-do-ra", "died"), ("ngay-hieu-luc", "1/4/2014")])
      #expect(again.status == 422 && again.has("không ghi thêm được nữa"))
    }
  }
}
