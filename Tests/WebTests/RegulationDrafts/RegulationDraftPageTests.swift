import Basics
import Foundation
import Registry
import Regulations
import TestSupport
import Testing

@testable import Web

@Suite struct `Soạn quy chế trên trang` {
  private static func hidden(_ name: String, in page: TestClient.Page) -> String {
    let text = page.text
    guard let start = text.range(of: "name=\"\(name)\" value=\"") else { return "" }
    return String(text[start.upperBound...].prefix { $0 != "\"" })
  }

  private static func links(to part: String, in page: TestClient.Page) -> [String] {
    var found: [String] = []
    for piece in page.text.split(separator: "href=\"").dropFirst() {
      let link = String(piece.prefix { $0 != "\"" })
      if link.contains(part), !found.contains(link) { found.append(link) }
    }
    return found
  }

  private static func with(_ engine: Engine, _ body: (SiteWorld, TestClient, String) async throws -> Void)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      world.register.clock.set(Day(number: 2026_11_20) ?? .endOfTime)
      try await world.account("bi.thu", "Bí Thư Chi Bộ", .secretary, on: world.world.longMyAgency)
      let client = try await world.signedIn("bi.thu")
      let start = "/to-chuc/\(world.world.longMyAgency)/quy-che/du-thao"
      #expect(try await client.get(start).has("Khung đề xuất cho chi bộ cơ quan"))
      let made = try await client.post(start, [("tu", "khung:khung-chi-bo-co-quan-2025")])
      #expect(made.status == 303)
      try await body(world, client, String((made.location ?? "").split(separator: "?").first ?? ""))
    }
  }

  @Test(arguments: Engine.available)
  func `viết một điều, tự ghi, thấy điểm cần xem bên cạnh; ghi đè thì hiện hai bản; lấy lại bản cũ`(
    engine: Engine
  ) async throws {
    try await Self.with(engine) { world, client, path in
      let page = try await client.get(path)
      #expect(page.status == 200 && page.has("Chưa có nội dung") && page.has("Chi bộ cơ quan xã Long Mỹ"))
      let pieces = Self.links(to: "/muc/", in: page)
      // The heading, a chapter, three articles after a second chapter: the sixth is Điều 3.
      let piece = pieces[5]
      let form = try await client.get(piece)
      #expect(form.has("Điều 3") && form.has("Không ghi việc của đảng ủy xã"))
      let fields = [
        ("dong", Self.hidden("dong", in: form)), ("so", Self.hidden("so", in: form)),
        ("ten", "Việc chi bộ bàn"),
      ]
      let saved = try await client.post(
        piece,
        fields + [
          ("tu-ghi", "1"),
          ("noi-dung", "1. Chi bộ lãnh đạo Hội Nông dân thi đua.\n2. Như Điều 5 của Quy chế này."),
        ])
      #expect(
        saved.status == 200 && saved.has("Sổ chưa ghi đối tượng lãnh đạo") == false && saved.has("\"beside\"")
      )
      let stale = try await client.post(piece, fields + [("noi-dung", "1. Câu khác.")])
      #expect(stale.status == 409 && stale.has("Có hai bản khác nhau") && stale.has("1. Câu khác."))
      let silent = try await client.post(piece, fields + [("tu-ghi", "1"), ("noi-dung", "1. Câu khác.")])
      #expect(silent.status == 409 && silent.has("\"outdated\":true"))
      let again = fields.map { $0.0 == "dong" ? ("dong", Self.hidden("dong", in: stale)) : $0 }
      #expect(try await client.post(piece, again + [("noi-dung", "1. Câu khác.")]).status == 303)
      let versions = try await client.get("\(path)/cac-ban")
      #expect(versions.has("Câu khác") && versions.has("Bí Thư Chi Bộ"))
      #expect(try await client.get("\(path)/cac-ban?tung-lan=1").has("Hội Nông dân"))
      let restored = try await client.post("\(path)/cac-ban", [("dong", Self.hidden("dong", in: versions))])
      #expect(restored.status == 303)
      #expect(
        try await client.post(piece, fields.filter { $0.0 != "ten" } + [("ten", ""), ("noi-dung", "x")])
          .status == 422)
      let id = piece.split(separator: "/").last.map(String.init) ?? ""
      #expect(try await client.post("\(path)/bo-cuc", [("viec", "len"), ("muc", id)]).status == 303)
      let added = try await client.post(
        "\(path)/bo-cuc", [("viec", "them"), ("muc", id), ("loai", "article"), ("ten", "Trực một cửa")])
      #expect(added.status == 303)
      #expect(try await client.get(path).has("Trực một cửa"))
      #expect(try await client.get("\(path)/tai?dang=docx").bytes.starts(with: [0x50, 0x4B]))
      #expect(try await client.get("\(path)/tai?dang=pdf").bytes.starts(with: Array("%PDF".utf8)))
    }
  }

  @Test(arguments: Engine.available)
  func `ngoài tổ chức không ai thấy dự thảo, trừ nơi được hỏi; nơi được hỏi góp ý mà không sửa được`(
    engine: Engine
  ) async throws {
    try await Self.with(engine) { world, client, path in
      let officer = try await world.officer()
      let inspector = try await world.inspector()
      let founder = try await world.founder()
      let outsider = try await world.outsider()
      let nobody = try await world.withoutRights()
      let page = try await client.get(path)
      let piece = Self.links(to: "/muc/", in: page)[2]
      let all = [
        path, piece, "\(path)/cac-ban", "\(path)/y-kien", "\(path)/thong-qua", "\(path)/ban-hanh",
        "\(path)/tai",
      ]
      for other in [officer, inspector, founder, outsider, nobody] {
        for address in all { #expect(try await other.get(address).status == 404, "\(address)") }
      }
      #expect(try await officer.get("/to-chuc/\(world.world.longMyAgency)/quy-che").has("du-thao/") == false)
      #expect(try await officer.get("/nhat-ky").has("Việc chi bộ bàn") == false)
      // One id, one box: a click on the words of a peer must not tick the superior.
      let asking = try await client.get("\(path)/y-kien").text.split(separator: " id=\"").dropFirst()
        .map { String($0.prefix { $0 != "\"" }) }
      #expect(asking.contains("f-to-chuc") && asking.contains { $0.contains("cung-cap") })
      #expect(Set(asking).count == asking.count)
      let asked = try await client.post(
        "\(path)/y-kien", [("to-chuc", "\(world.world.longMy)"), ("han", "1/12/2026")])
      #expect(asked.status == 303)
      #expect(
        try await officer.get("/").has(
          "Góp ý dự thảo: Quy chế làm việc của Chi bộ cơ quan xã Long Mỹ, trước ngày 1/12/2026"))
      #expect(!(try await inspector.get("/").has("Góp ý dự thảo")))
      let issuing = try await client.get("\(path)/ban-hanh")
      #expect(issuing.has("sau khi hội nghị thông qua") && !issuing.has("đã thông qua ngày"))
      let seen = try await officer.get(path)
      #expect(seen.status == 200 && seen.has("hỏi ý kiến về dự thảo này") && !seen.has("Chưa có nội dung"))
      #expect(try await officer.get("/to-chuc/\(world.world.longMy)/quy-che").has("Dự thảo được hỏi ý kiến"))
      for address in all.dropFirst().dropLast() {
        #expect(try await officer.get(address).status == 404, "\(address)")
      }
      for address in [
        piece, "\(path)/bo-cuc", "\(path)/thong-qua", "\(path)/ban-hanh", "\(path)/chuyen", "\(path)/y-kien",
        "\(path)/tra-loi", "\(path)/cac-ban",
      ] {
        #expect(
          try await officer.post(address, [("viec", "thoi-soan"), ("ly-do", "x")]).status == 404, "\(address)"
        )
      }
      #expect(try await inspector.get(path).status == 404)
      #expect(try await outsider.get(path).status == 404)
      #expect(
        try await officer.post("\(path)/gop-y", [("muc", ""), ("y-kien", "Nên ghi ngày họp.")]).status == 303)
      #expect(try await inspector.post("\(path)/gop-y", [("muc", ""), ("y-kien", "x")]).status == 404)
      #expect(!(try await officer.get("/").has("Góp ý dự thảo")))
      let ids = seen.text.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
      #expect(Set(ids).count == ids.count)
      let mine = try await client.get(path)
      #expect(mine.has("Nên ghi ngày họp.") && mine.has("Trả lời"))
      let comment = Self.hidden("gop-y", in: mine)
      #expect(
        try await client.post("\(path)/tra-loi", [("gop-y", comment), ("muc-do", "kept"), ("loi", "")]).status
          == 422)
      #expect(
        try await client.post(
          "\(path)/tra-loi", [("gop-y", comment), ("muc-do", "taken"), ("loi", "Đã ghi.")]
        ).status == 303)
      let early = try await client.post(
        "\(path)/thong-qua", [("so", "1"), ("ngay", "20/11/2026"), ("tan-thanh", "2"), ("duoc-tinh", "2")])
      #expect(early.status == 422)
      let request = Self.hidden("thoi", in: try await client.get("\(path)/y-kien"))
      #expect(try await client.post("\(path)/y-kien", [("thoi", request)]).status == 303)
      #expect(try await officer.get(path).status == 404)
      #expect(try await client.post("\(path)/chuyen", [("viec", "thoi-soan"), ("ly-do", "")]).status == 422)
      #expect(
        try await client.post("\(path)/chuyen", [("viec", "thoi-soan"), ("ly-do", "Sắp sáp nhập")]).status
          == 303)
      #expect(try await client.get(path).has("Sắp sáp nhập"))
    }
  }
}
