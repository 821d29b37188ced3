import Basics
import Foundation
import Registry
import Rules
import TestSupport
import Testing

@testable import Reviews
@testable import Web

@Suite struct `Dự thảo hướng dẫn trên trang` {
  private static let base = "hd-27-btctw-2014-09-25"

  /// The commission of a commune begins a draft.
  private func draft(_ world: SiteWorld, on organisation: ID<Organisation>? = nil) async throws -> (
    client: TestClient, path: String, id: ID<GuidanceDraft>
  ) {
    let place = organisation ?? world.world.longMy
    _ = try await world.account("ban.to.chuc", "Lê Thị Tổ Chức", .commission, on: place)
    let client = try await world.signedIn("ban.to.chuc")
    let form = try await client.get("/huong-dan-xep-loai/du-thao/moi?tu=\(Self.base)")
    #expect(form.status == 200 && form.has("selected>Hướng dẫn 27"))
    let made = try await client.post(
      "/huong-dan-xep-loai/du-thao",
      [("goc", Self.base), ("ten", "Dự thảo \"thử\" <b>"), ("nam", "2015"), ("to-chuc", "\(place)")])
    let path = try #require(made.location?.split(separator: "?").first.map(String.init))
    let id: ID<GuidanceDraft> = try #require(path.split(separator: "/").last.flatMap { ID(text: String($0)) })
    return (client, path, id)
  }

  private func text(_ world: SiteWorld, _ id: ID<GuidanceDraft>, _ version: Int? = nil) async throws
    -> GuidanceDraft
  {
    try #require(
      try await world.system.read { session throws in try session.guidanceDraft(id, version: version) })
  }

  /// The place of a rule of the pack.
  private func rule(_ draft: GuidanceDraft, _ n: Int = 0) throws -> (path: PackPath, value: PackValue) {
    let path = PackPath([.key("decisions"), .item(0), .key("rules"), .item(n)])
    return (path, try #require(PackTree(draft.version.text.pack)?.value[path]))
  }

  @Test(arguments: Engine.available)
  func `lập dự thảo, sửa một tham số, thấy giá trị cũ và điều đã thay đổi, hoàn tác`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let (client, path, id) = try await draft(world)
      let page = try await client.get(path)
      #expect(page.status == 200 && page.has("Dự thảo &quot;thử&quot; &lt;b&gt;") && !page.has("<b>"))
      #expect(page.has("Chưa khác gì hướng dẫn gốc"))
      #expect(try await client.get("/huong-dan-xep-loai").has(path))
      let tree = try #require(PackTree(try await text(world, id).version.text.pack))
      let rule = try rule(try await text(world, id))
      let place = rule.path.description
      let edit = try await client.get("\(path)/sua?cho=\(DraftPath.escaped(place))")
      #expect(edit.status == 200 && edit.has("Ghi"))
      let saved = try await client.post(
        "\(path)/sua", [("cho", place), ("ban", "1"), ("o:cite", "Điều 9, khoản \"mới\" # x")])
      #expect(saved.status == 303, "\(saved.text)")
      let now = try await text(world, id)
      #expect(now.latest == 2)
      let value = try #require(PackTree(now.version.text.pack)?.value)
      #expect(value[rule.path.key("cite")]?.word == "Điều 9, khoản \"mới\" # x")
      let changed = try await client.get(path)
      #expect(changed.has("đã sửa") && changed.has("khoản &quot;mới&quot; # x"))
      let again = try await client.get("\(path)/sua?cho=\(DraftPath.escaped(place))")
      #expect(again.has("Trong hướng dẫn gốc"))
      let versions = try await client.get("\(path)/cac-ban")
      #expect(versions.has("Hoàn tác lần ghi cuối") && versions.has("<ins>"))
      #expect(try await client.post("\(path)/cac-ban", [("ban", "2"), ("lay-lai", "1")]).status == 303)
      let back = try await text(world, id)
      #expect(back.latest == 3 && back.version.text.pack.utf8.elementsEqual(tree.text.utf8))
      let old = try await client.get("\(path)?ban=2")
      #expect(old.has("Đang xem bản 2") && !old.has(">Sửa</a>"))
      #expect(try await client.get("\(path)?ban=9").status == 404)
      let journal = try await world.founder().get("/nhat-ky")
      #expect(journal.has("Ghi dự thảo hướng dẫn"))
    }
  }

  @Test(arguments: Engine.available)
  func `ai ngoài phạm vi thấy như không có; văn phòng và kiểm tra chỉ đọc`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let (_, path, id) = try await draft(world)
      let reads = ["", "/toan-van", "/cac-ban", "/ban-in", "/du-thao.docx"]
      let writes = ["/sua", "/dieu", "/toan-van", "/cac-ban", "/thoi-soan", "/mo-lai"]
      for user in ["nguoi.ngoai", "khong.quyen"] {
        let client = try await world.signedIn(user)
        for part in reads + ["/sua?cho=", "/dieu?ma=D1"] {
          #expect(try await client.get(path + part).status == 404, "\(user) \(part)")
        }
        for part in writes { #expect(try await client.post(path + part).status == 404, "\(user) \(part)") }
        #expect(try await client.get("/api/v1/guidance-drafts/\(id)").status == 404)
        #expect(try await !client.get("/huong-dan-xep-loai").has("\(id)"))
      }
      for user in ["van.phong", "kiem.tra"] {
        let client = try await world.signedIn(user)
        for part in reads { #expect(try await client.get(path + part).status == 200, "\(user) \(part)") }
        #expect(try await !client.get(path).has(">Sửa</a>"))
        for part in writes { #expect(try await client.post(path + part).status == 403, "\(user) \(part)") }
        #expect(try await client.get("\(path)/sua?cho=").status == 403)
        #expect(try await client.get("/huong-dan-xep-loai/du-thao/moi").status == 403)
        #expect(try await client.get("/api/v1/guidance-drafts/\(id)").status == 200)
        #expect(try await client.get("/huong-dan-xep-loai").has("\(id)"))
      }
      #expect(try await world.founder().get(path).status == 200)
      // A commission may not begin a draft for somebody else's organisation.
      let own = try await world.signedIn("ban.to.chuc")
      _ = try await own.get("/huong-dan-xep-loai/du-thao/moi")
      let foreign = try await own.post(
        "/huong-dan-xep-loai/du-thao",
        [("goc", Self.base), ("ten", "X"), ("nam", "2015"), ("to-chuc", "\(world.world.phongNam)")])
      #expect(foreign.status == 404)
      #expect(try await text(world, id).latest == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `hai người cùng sửa: người sau thấy chữ mình gõ và giá trị mới, ghi lần nữa thì được`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let (client, path, id) = try await draft(world)
      let other = try await world.founder()
      let place = try rule(try await text(world, id)).path
      _ = try await other.get("\(path)/sua?cho=\(DraftPath.escaped(place.description))")
      let form = [("cho", place.description), ("ban", "1")]
      #expect(
        try await client.post("\(path)/sua", form + [("o:because", "Của người thứ nhất")]).status == 303)
      let late = try await other.post("\(path)/sua", form + [("o:because", "Của người thứ hai")])
      #expect(late.status == 409)
      #expect(late.has("Của người thứ hai") && late.has("Bản mới nhất đang ghi: Của người thứ nhất"))
      #expect(late.has("Lê Thị Tổ Chức đã ghi bản 2") && late.has("name=\"ban\" value=\"2\""))
      #expect(try await text(world, id).latest == 2)
      let again = try await other.post(
        "\(path)/sua", [("cho", place.description), ("ban", "2"), ("o:because", "Của người thứ hai")])
      #expect(again.status == 303)
      // The rule was taken out meanwhile: what was typed is still shown.
      #expect(
        try await client.post("\(path)/sua", [("cho", place.description), ("ban", "3"), ("viec", "bo")])
          .status
          == 303)
      let lost = try await other.post(
        "\(path)/sua", [("cho", place.description), ("ban", "3"), ("o:because", "Chữ phải giữ")])
      #expect(lost.status == 409 && lost.has("Chữ phải giữ"))
      let whole = try await other.post(
        "\(path)/toan-van", [("ban", "1"), ("quy-tac", "id: của tôi"), ("dieu-khoan", "## A · B")])
      #expect(whole.status == 409 && whole.has("id: của tôi"))
      let article = try await other.post(
        "\(path)/dieu", [("ban", "1"), ("ma", "MOI"), ("tieu-de", "Điều mới"), ("noi-dung", "- chữ điều")])
      #expect(article.status == 409 && article.has("- chữ điều"))
    }
  }

  @Test(arguments: Engine.available)
  func `chữ ác ý vào mọi ô: giữ nguyên là chữ, không phá tệp, không phá trang`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let (client, path, id) = try await draft(world)
      let place = try rule(try await text(world, id)).path
      var version = 1
      let hostile = [
        "\"><script>alert(1)</script>", "'; then: A", "x\ny: z", "]}", "# chú", "- a", "\u{301}đầu",
        "&a *a !x",
        "{{", "\\\"", "a: b: c", String(repeating: "dài ", count: 700),
      ]
      for word in hostile {
        let answer = try await client.post(
          "\(path)/sua", [("cho", place.description), ("ban", "\(version)"), ("o:because", word)])
        #expect(answer.status == 303, "\(word.prefix(20)): \(answer.status)")
        version += 1
        let now = try await text(world, id)
        let value = try #require(PackTree(now.version.text.pack)?.value[place.key("because")]?.word)
        #expect(value == GuidanceText.clean(word).trimmingCharacters(in: .whitespacesAndNewlines), "\(word)")
        #expect(PackTree(now.version.text.pack)?.value["decisions"]?.items.count ?? 0 > 0)
        let page = try await client.get("\(path)/sua?cho=\(DraftPath.escaped(place.description))")
        #expect(page.status == 200 && !page.has("<script>alert"))
      }
      for cho in [
        "~", "decisions/99", "decisions/0/rules/0/then/x", String(repeating: "a/", count: 900), "//", "%00",
      ] {
        let status = try await client.get("\(path)/sua?cho=\(DraftPath.escaped(cho))").status
        #expect([404, 200].contains(status), "\(cho.prefix(30)) \(status)")
        let post = try await client.post(
          "\(path)/sua", [("cho", cho), ("ban", "\(version)"), ("o:x", "y"), ("viec", "len:rules/99")])
        #expect([404, 422].contains(post.status), "\(cho.prefix(30)) \(post.status)")
      }
      for viec in [
        "bo:rules/99", "len:rules/0", "xuong:rules/999", "tach:id/x", "la", "them", "lay-lai-muc", ":::",
      ] {
        let post = try await client.post(
          "\(path)/sua", [("cho", "decisions/0"), ("ban", "\(version)"), ("viec", viec)])
        #expect(post.status < 500 && post.status != 303, "\(viec) \(post.status)")
      }
      #expect(try await text(world, id).latest == version)
    }
  }

  @Test(arguments: Engine.available)
  func `thêm, đổi chỗ, bỏ, lấy lại quy tắc; thêm tham số; thêm điều khoản`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let (client, path, id) = try await draft(world)
      func ids() async throws -> [String] {
        (PackTree(try await text(world, id).version.text.pack)?.value["decisions"]?.items.first?["rules"]?
          .items ?? [])
          .compactMap { $0["id"]?.word }
      }
      func post(_ cho: String, _ more: [(String, String)]) async throws -> TestClient.Page {
        let latest = try await text(world, id).latest
        return try await client.post("\(path)/sua", [("cho", cho), ("ban", "\(latest)")] + more)
      }
      let first = try await ids()
      let added = try await post("decisions/0/rules", [("viec", "them")])
      #expect(added.status == 303 && added.location?.contains("rules%2F") == true)
      let longer = try await ids()
      #expect(longer.count == first.count + 1 && longer.last == first.last)
      #expect(try await post("decisions/0", [("viec", "xuong:rules/0")]).status == 303)
      #expect(try await ids().prefix(2) == [longer[1], longer[0]])
      let place = try #require(try await ids().firstIndex(of: first[0]))
      #expect(try await post("decisions/0/rules/\(place)", [("viec", "bo")]).status == 303)
      let page = try await client.get(path)
      #expect(page.has("Đã bỏ khỏi hướng dẫn gốc"))
      #expect(
        try await post("decisions/0/rules", [("viec", "lay-lai-muc"), ("muc", "decisions/0/rules/0")]).status
          == 303)
      #expect(Set(try await ids()) == Set(longer))
      #expect(try await post("parameters", [("viec", "them"), ("ma", "soMoi")]).status == 303)
      #expect(
        PackTree(try await text(world, id).version.text.pack)?.value["parameters"]?["soMoi"] != nil)
      for wrong in ["", "có dấu", "a b", "1a", "soMoi", "a: b"] {
        #expect(try await post("parameters", [("viec", "them"), ("ma", wrong)]).status == 422, "\(wrong)")
      }
      let latest = try await text(world, id).latest
      let article = try await client.post(
        "\(path)/dieu",
        [("ban", "\(latest)"), ("ma", "MOI.1"), ("tieu-de", "Điều mới"), ("noi-dung", "- một\n- hai")])
      #expect(article.status == 303)
      let sections = SourceSections(try await text(world, id).version.text.source)
      #expect(sections["MOI.1"]?.text == "- một\n- hai")
      #expect(
        try await client.post(
          "\(path)/dieu", [("ban", "\(latest + 1)"), ("ma", "MOI.1"), ("viec", "bo")]
        ).status == 303)
    }
  }

  @Test(arguments: Engine.available)
  func `tự ghi trả lời bằng JSON: bản mới, điều phát hiện, hoặc lý do`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let (client, path, id) = try await draft(world)
      let place = try rule(try await text(world, id)).path.description
      let head = [("cho", place), ("tu-ghi", "1")]
      let saved = try await client.post("\(path)/sua", head + [("ban", "1"), ("o:then", "KHONGCO")])
      #expect(
        saved.status == 200 && saved.has("\"version\":2") && saved.has("KHONGCO") && saved.has("\"error\""))
      let same = try await client.post("\(path)/sua", head + [("ban", "2"), ("o:then", "KHONGCO")])
      #expect(same.status == 200 && same.has("\"version\":2"))
      let late = try await client.post("\(path)/sua", head + [("ban", "1"), ("o:then", "A")])
      #expect(late.status == 409 && late.has("\"outdated\":true"))
      let page = try await client.get(path)
      #expect(page.has("1 lỗi cần sửa") && page.has("Lỗi"))
      let field = try await client.get("\(path)/sua?cho=\(DraftPath.escaped(place))")
      #expect(field.has("aria-invalid") && field.has("KHONGCO"))
    }
  }

  @Test(arguments: Engine.available)
  func `toàn văn hỏng vẫn ghi được, chỉ ra dòng, và lấy lại được bản trước`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let (client, path, id) = try await draft(world)
      let source = try await text(world, id).version.text.source
      let broken = try await client.post(
        "\(path)/toan-van", [("ban", "1"), ("quy-tac", "id: [\r\n  a"), ("dieu-khoan", source)])
      #expect(broken.status == 303)
      let page = try await client.get(path)
      #expect(page.status == 200 && page.has("Chưa đọc được"))
      #expect(try await client.get("\(path)/toan-van").has("Dòng"))
      #expect(try await client.get("\(path)/sua?cho=").location == "\(path)/toan-van")
      #expect(try await client.get("\(path)/ban-in").status == 409)
      #expect(try await client.get("/api/v1/guidance-drafts/\(id)").has("\"pack\":null"))
      #expect(try await client.post("\(path)/cac-ban", [("ban", "2"), ("lay-lai", "1")]).status == 303)
      #expect(try await client.get(path).has("Chưa khác gì hướng dẫn gốc"))
      let person = try await client.post(
        "\(path)/toan-van",
        [("ban", "3"), ("quy-tac", "# 0912345678\n"), ("dieu-khoan", source)])
      #expect(person.status == 422 && person.has("0912345678"))
    }
  }

  @Test(arguments: Engine.available)
  func `thôi soạn, mở lại; bản in, Word, API`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let (client, path, id) = try await draft(world)
      #expect(try await client.post("\(path)/thoi-soan", [("ly-do", "")]).status == 422)
      #expect(try await client.post("\(path)/thoi-soan", [("ly-do", "đã ký bản khác")]).status == 303)
      let page = try await client.get(path)
      #expect(page.has("đã thôi soạn") && page.has("đã ký bản khác") && !page.has(">Sửa</a>"))
      #expect(
        try await client.post("\(path)/sua", [("cho", ""), ("ban", "1"), ("o:title", "Y")]).status == 422)
      #expect(try await client.post("\(path)/mo-lai").status == 303)
      let print = try await client.get("\(path)/ban-in")
      #expect(
        print.has("HƯỚNG DẪN") && print.has("ĐẢNG CỘNG SẢN VIỆT NAM") && print.has("ĐẢNG ỦY XÃ LONG MỸ"))
      let word = try await client.get("\(path)/du-thao.docx")
      #expect(word.bytes.starts(with: [0x50, 0x4B]) && word.bytes.count > 5_000)
      let tree = try #require(PackTree(try await text(world, id).version.text.pack)?.value)
      let rule = try #require(tree["decisions"]?.items.first?["rules"]?.items.first?["id"]?.word)
      #expect(print.has("(\(rule))"), "the mark explanations cite stands in the row")
      let guidance = try await client.get("/huong-dan-xep-loai/\(Self.base)/huong-dan.docx")
      #expect(guidance.bytes.starts(with: [0x50, 0x4B]))
      #expect(try await client.get("/huong-dan-xep-loai/\(Self.base)/ban-in").has("không phải nguyên văn"))
      #expect(try await client.get("/huong-dan-xep-loai/khong-co/ban-in").status == 404)
      let json = try await client.get("/api/v1/guidances/\(Self.base)")
      #expect(json.status == 200 && json.has("\"amends\"") == false && json.has("\"articles\""))
      let draft = try await client.get("/api/v1/guidance-drafts/\(id)?version=1")
      #expect(draft.status == 200 && draft.has("\"amends\":\"\(Self.base)@1\""))
      #expect(try await client.get("/api/v1/guidance-drafts/\(id)?version=7").status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `ô không có trong biểu mẫu thì không ghi, dù gửi tên gì`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let (client, path, id) = try await draft(world)
      let place = try rule(try await text(world, id)).path.description
      for (at, name, value) in [
        ("", "o:status", "inForce"), ("", "o:id", "hd-43"), ("", "o:decisions", "[]"), ("", "o:", "x"),
        ("", "t:", "id: x"), ("", "o:decisions/0/rules/0/then", "HT"), (place, "o:khac", "1"),
      ] {
        let answer = try await client.post("\(path)/sua", [("cho", at), ("ban", "1"), (name, value)])
        #expect(answer.status == 404, "\(name)")
      }
      #expect(try await text(world, id).latest == 1)
      let again = [("goc", Self.base), ("ten", "Dự thảo \"thử\" <b>"), ("to-chuc", "\(world.world.longMy)")]
      #expect(try await client.post("/huong-dan-xep-loai/du-thao", again).status == 422)
      let long = [("goc", Self.base), ("ten", String(repeating: "dài ", count: 100)), again[2]]
      #expect(try await client.post("/huong-dan-xep-loai/du-thao", long).status == 422)
    }
  }

  @Test(arguments: Engine.available)
  func `tham số đổi mà lời văn chưa sửa thì trang, bản in nói rõ; sửa lời xong thì thôi`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      _ = try await world.account("ban.to.chuc", "Lê Thị Tổ Chức", .commission, on: world.world.longMy)
      let client = try await world.signedIn("ban.to.chuc")
      _ = try await client.get("/huong-dan-xep-loai/du-thao/moi?tu=hd-43-btctw-2025-10-31")
      let made = try await client.post(
        "/huong-dan-xep-loai/du-thao",
        [
          ("goc", "hd-43-btctw-2025-10-31"), ("ten", "Sửa tỷ lệ"), ("nam", "2027"),
          ("to-chuc", "\(world.world.longMy)"),
        ])
      let path = try #require(made.location?.split(separator: "?").first.map(String.init))
      let mark = "Lời văn chưa sửa theo"
      let before = try await client.get("\(path)/ban-in")
      #expect(before.has("DỰ THẢO") && !before.has(mark))
      for note in ["(A, S12", "S51", "Chúng tôi", "Chưa biết", "D11.1", "Trích:", "ngày      tháng"] {
        #expect(!before.has(note), "\(note)")
      }
      #expect(before.has("Hoàn thành xuất sắc nhiệm vụ"))
      #expect(
        try await client.post(
          "\(path)/sua", [("cho", "parameters/topQuota"), ("ban", "1"), ("o:value", "15 %")]
        )
        .status == 303)
      let page = try await client.get(path)
      #expect(page.has(mark) && page.has("Tỷ lệ xuất sắc") && page.has("<mark>"))
      #expect(try await client.get("\(path)/ban-in").has("\(mark): “"))
      #expect(try await client.get("\(path)/dieu?ma=D11.6").has(mark))
      let saved = try await client.post(
        "\(path)/dieu",
        [
          ("ban", "2"), ("ma", "D11.6"), ("tieu-de", "Tỷ lệ xuất sắc"),
          ("noi-dung", "Không quá 15 % số hoàn thành tốt."),
        ])
      #expect(saved.status == 303)
      #expect(try await !client.get(path).has(mark))
      #expect(try await !client.get("\(path)/ban-in").has(mark))
      // Part by part, and the effect beside the editor with a way to it without scripts.
      let part = try await client.get("\(path)?phan=viec-1")
      #expect(part.status == 200 && part.count(of: "<article class=\"provision-rule") <= DraftPart.pageSize)
      #expect(part.bytes.count < 200_000)
      let edit = try await client.get("\(path)/sua?cho=parameters%2FtopQuota")
      #expect(edit.has("data-effect=\"\(path)/tac-dong/tom-tat\"") && edit.has("action=\"\(path)/tac-dong\""))
    }
  }

  @Test(arguments: Engine.available)
  func `tham số gõ như người Việt gõ; số sai được báo ngay tại ô, một lần, gọi bằng tên`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      _ = try await world.account("ban.to.chuc", "Lê Thị Tổ Chức", .commission, on: world.world.longMy)
      let client = try await world.signedIn("ban.to.chuc")
      let made = try await client.post(
        "/huong-dan-xep-loai/du-thao",
        [
          ("goc", "hd-43-btctw-2025-10-31"), ("ten", "Sửa tham số"), ("nam", "2027"),
          ("to-chuc", "\(world.world.longMy)"),
        ])
      let path = try #require(made.location?.split(separator: "?").first.map(String.init))
      let id: ID<GuidanceDraft> = try #require(
        path.split(separator: "/").last.flatMap { ID(text: String($0)) })
      var version = 1
      func put(_ parameter: String, _ value: String) async throws -> (word: String?, form: TestClient.Page) {
        let saved = try await client.post(
          "\(path)/sua", [("cho", "parameters/\(parameter)"), ("ban", "\(version)"), ("o:value", value)])
        #expect(saved.status == 303, "\(parameter) \(value) \(saved.status)")
        version += 1
        let value = PackTree(try await text(world, id).version.text.pack)?.value
        return (
          value?["parameters"]?[parameter]?["value"]?.word,
          try await client.get("\(path)/sua?cho=parameters%2F\(parameter)")
        )
      }
      let half = try await put("topQuota", "15,5 %")
      #expect(half.word == "15.5 %" && half.form.has("value=\"15,5 %\"") && !half.form.has("-error"))
      #expect(try await put("topQuota", "30").word == "30 %")
      #expect(try await put("smallCollective", "4").word == "4")
      let above = try await put("exceededForTop", "3000 %")
      #expect(above.form.has("o:value-error"), "at its field")
      #expect(above.form.has("“Nhiệm vụ vượt mức” (từ 0 % đến 100 %)"))
      let front = try await client.get(path)
      // In the list and beside the parameter that was changed; nothing about the rules that read it.
      #expect(front.count(of: ">Lỗi<") == 2 && !front.has("không bao giờ quyết định"))
      #expect(!front.has("exceeded &gt;= exceededForTop"))
      _ = try await put("exceededForTop", "30 %")
      let below = try await put("topQuota", "-5 %")
      #expect(below.form.has("o:value-error") && below.form.has("tỷ lệ khống chế phải từ 0 đến 100 %"))
      #expect(try await client.get(path).count(of: ">Lỗi<") == 2)
      let none = try await put("topQuota", "")
      #expect(none.word == nil && none.form.has("o:value-error") && none.form.has("chưa có giá trị"))
      #expect(none.form.count(of: "chưa có giá trị") == 1, "told at the field alone")
      #expect(try await put("topQuota", "20 %").form.has("value=\"20 %\""))
      #expect(try await client.get(path).count(of: ">Lỗi<") == 0)
    }
  }

  @Test func `dự thảo quá nhiều quy tắc: nêu thành lỗi, trang vẫn nhanh`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let (client, path, id) = try await draft(world)
      let old = try await text(world, id).version.text
      let rules = (0..<1_200).map { "      - { id: X\($0), when: [points < goodFrom], then: HT }\n" }.joined()
      let at = try #require(old.pack.range(of: "    rules:\n"))
      let pack = old.pack.replacingCharacters(in: at, with: "    rules:\n" + rules)
      #expect(
        try await client.post(
          "\(path)/toan-van", [("ban", "1"), ("quy-tac", pack), ("dieu-khoan", old.source)]
        ).status == 303)
      let clock = ContinuousClock()
      let start = clock.now
      let page = try await client.get(path)
      #expect(page.status == 200 && page.has("nhiều hơn 1000"))
      #expect(page.count(of: "<article class=\"provision-rule") <= DraftPart.pageSize)
      #expect(try await client.get("\(path)?phan=viec-1&trang=25").status == 200)
      #expect(try await client.get("\(path)/ban-in").status != 200)
      // Minutes before; generous, for a machine that does other things besides.
      #expect(start.duration(to: clock.now) < .seconds(60))
    }
  }

  @Test func `lời của hướng dẫn tách khỏi ghi chú của người viết, với mọi bộ đi kèm`() throws {
    let guidances = try Guidances(Content(folder: SiteWorld.contentFolder))
    var kept = 0
    for guidance in guidances.all {
      for section in SourceSections(guidance.text.source).sections {
        let told = ProvisionText.provisions(section.text)
        kept += told.isEmpty ? 0 : 1
        #expect(!told.contains("Chưa biết") && !told.contains("Chúng tôi"), "\(guidance.name) \(section.id)")
        #expect(told.firstMatch(of: /\bS\d+\b/) == nil, "\(guidance.name) \(section.id): \(told)")
      }
    }
    #expect(kept > 30)
    #expect(
      ProvisionText.provisions(
        "- Từ 90 điểm. (A, S12)\n- Chưa biết: hai\n  dòng (U1).\n\nKhông (nếu có) quá 3.\nTrích: x")
        == "- Từ 90 điểm.\n\nKhông (nếu có) quá 3.")
  }

  @Test(arguments: Engine.available)
  func `chữ quá dài bị từ chối ở ô của nó`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let (client, path, id) = try await draft(world)
      let tree = try #require(PackTree(try await text(world, id).version.text.pack)?.value)
      let entry = try #require(tree["parameters"]?.entries.first { $0.value["value"]?.word != nil })
      let place = "parameters/\(entry.key)"
      func send(_ seen: Int, _ field: String, _ value: String) async throws -> TestClient.Page {
        try await client.post("\(path)/sua", [("cho", place), ("ban", "\(seen)"), (field, value)])
      }
      let long = try await send(1, "o:cite", String(repeating: "ă", count: 5_000))
      #expect(long.status == 422 && long.has("o:cite-error") && long.has("nhiều nhất 600 chữ"))
      #expect(try await text(world, id).latest == 1)
    }
  }

  @Test func `điều phát hiện nói bằng tên ô và tên dữ kiện, không bằng chữ của tệp`() throws {
    let value = try #require(
      PackTree(
        """
        parameters: { top: { value: 20 %, name: Tỷ lệ cao nhất } }
        facts: { member: { late: { name: Việc chậm, type: percent } } }
        """)?.value)
    let speech = DraftSpeech(value)
    #expect(speech.said("Không có `U99` trong `defaults`.") == "Không có “U99” trong “Chỗ chưa có quy định”.")
    #expect(speech.said("`source.md` không có mục `zzz`.") == "“Nội dung điều khoản” không có mục “zzz”.")
    #expect(speech.said("`late <= top`: sai") == "“Việc chậm không quá 20 % (Tỷ lệ cao nhất)”: sai")
    #expect(speech.line("then: undecided") == "Kết quả: Cần quyết định")
    #expect(speech.line("  - late <= top") == "Việc chậm không quá 20 % (Tỷ lệ cao nhất)")
    #expect(speech.line("cite: late and top") == "Căn cứ: late and top")
  }

  /// What a browser would send back of a page that nobody touched.
  private static func untouched(_ html: String) throws -> [String: String] {
    func all(_ pattern: String) throws -> [[String]] {
      let expression = try NSRegularExpression(pattern: pattern, options: [.dotMatchesLineSeparators])
      return expression.matches(in: html, range: NSRange(html.startIndex..., in: html)).map { match in
        (1..<match.numberOfRanges).map { n in
          Range(match.range(at: n), in: html).map { String(html[$0]) } ?? ""
        }
      }
    }
    func plain(_ text: String) -> String {
      var text = text
      for (code, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        text = text.replacingOccurrences(of: code, with: sign)
      }
      return text
    }
    var fields: [String: String] = [:]
    for one in try all(#"<input type="text"[^>]*? name="([^"]*)"[^>]*? value="([^"]*)""#) {
      fields[plain(one[0])] = plain(one[1])
    }
    for one in try all(#"<select[^>]*? name="([^"]*)"[^>]*>(.*?)</select>"#) {
      let chosen = one[1].components(separatedBy: "<option value=\"").first { $0.contains("\" selected") }
      fields[plain(one[0])] = plain(chosen?.components(separatedBy: "\"").first ?? "")
    }
    for one in try all(#"<textarea[^>]*? name="([^"]*)"[^>]*>\n?(.*?)</textarea>"#) {
      fields[plain(one[0])] = plain(one[1])
    }
    return fields
  }

  @Test(arguments: [
    "hd-02-btctw-2026-05-22", "hd-16-btctw-2018-09-24", "hd-21-btctw-2019-10-18", "hd-25-btctw-2023-11-10",
    "hd-27-btctw-2014-09-25", "hd-43-btctw-2025-10-31",
  ])
  func `mọi mục đều có biểu mẫu, và biểu mẫu không ai sửa thì không đổi gì`(name: String) throws {
    let guidances = try Guidances(Content(folder: SiteWorld.contentFolder))
    let guidance = try #require(guidances[name])
    let draft = GuidanceDraft(
      id: ID(1), organisation: ID(1), base: name, isWithdrawn: false, latest: 1,
      version: GuidanceDraftVersion(
        number: 1, title: "Thử", text: guidance.text, savedAt: Moment(.beginningOfTime), savedBy: "operator"))
    let reading = GuidanceDraftReading(draft, guidances: guidances)
    let tree = try #require(reading.tree)
    let pieces = DraftSections.of(tree.value).flatMap(\.pieces)
    // Every key of every provision has a field of its own; text is for what nobody foresaw.
    for place in pieces where !place.steps.isEmpty {
      guard let shape = PieceShape.of(place), case .map(let entries) = tree.value[place] else { continue }
      let unasked = Set(entries.map(\.key)).subtracting(shape.fields.map(\.key))
      #expect(unasked.isEmpty, "\(place): \(unasked.sorted())")
    }
    #expect(pieces.count > 10)
    // Each kind of provision, and of long lists a part.
    let chosen = pieces.enumerated().filter {
      pieces.count < 80 || $0.offset % 4 == 0 || $0.element.steps.count < 2
    }
    for (_, place) in chosen + [(0, PackPath([.key("parameters")]))] where tree.value[place] != nil {
      let page = GuidanceDraftPiecePage(
        reading: reading, tree: tree, place: place, trouble: FormTrouble(), typed: [:], isOutdated: false,
        mayEdit: true, csrf: "x")
      let typed = try Self.untouched(page.html.string).mapValues { GuidanceText.clean($0) }
      #expect(typed.count > 0, "\(place)")
      // What the form shows is what it takes, and a choice is chosen once.
      for name in typed.keys where name.contains(":") {
        #expect(Visit.isOffered(name, at: place, in: tree.value), "\(place) \(name)")
      }
      for select in page.html.string.components(separatedBy: "<select").dropFirst() {
        let choices = select.components(separatedBy: "</select>").first ?? ""
        #expect(choices.components(separatedBy: " selected>").count <= 2, "\(place)")
      }
      let written = try PieceEntry(place, typed, day: { DayText.read($0)?.description }).applied(to: tree)
      #expect(written.text.utf8.elementsEqual(tree.text.utf8), "\(place)")
    }
  }
}
