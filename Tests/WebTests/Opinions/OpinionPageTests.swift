import Basics
import Foundation
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

@Suite struct `Ý kiến nhận xét trên trang` {
  private static let secret = "Chấp hành nghiêm túc, riêng việc họp tổ dân phố còn thưa."

  private static func texts(_ law: String = secret) -> [(String, String)] {
    [
      ("muc-law", law), ("muc-liaison", "Giữ liên hệ đều."), ("muc-part", "Có dự sinh hoạt."),
      ("muc-conduct", "Giản dị."), ("nguoi-ky", "Lê Văn Tư, Bí thư chi bộ ấp"),
    ]
  }

  /// Nguyễn Thị Hường of Long Hòa is on temporary activity in another commune, and has an account of her own.
  private static func opened(_ world: SiteWorld) async throws -> (BallotWorld, own: TestClient) {
    let day = Day(number: 2026_10_01) ?? .endOfTime
    world.register.clock.set(day.next)
    let letter = try await world.system.perform(
      SendTransfer(world.huong, to: world.world.phongNamHamlet, kind: .temporary, letter: "7-GGT", on: day),
      by: .operatorOfMachine)
    _ = try await world.system.perform(ReceiveTransfer(letter, on: day.next), by: .operatorOfMachine)
    let w = try await BallotWorld.open(world, more: 2)
    let account = try await world.account("huong", "Nguyễn Thị Hường", nil, on: world.world.longMyHamlet)
    try await world.system.perform(LinkMemberAccount(account, to: world.huong), by: .operatorOfMachine)
    _ = try await world.account("bi.thu.ap", "Bí thư Ấp", .secretary, on: world.world.longMyHamlet)
    return (w, try await world.signedIn("huong"))
  }

  /// The address of the first opinion on a list.
  private static func first(_ page: TestClient.Page) throws -> String {
    let path = page.text.components(separatedBy: "href=\"/y-kien/").dropFirst().first?
      .components(separatedBy: "\"").first
    return "/y-kien/\(try #require(path))"
  }

  @Test(arguments: Engine.available)
  func `P-R12: hỏi nơi cư trú, nơi ấy soạn và gửi, người được nhận xét đọc và trả lời, chi bộ đưa vào hồ sơ`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let (w, own) = try await Self.opened(world)
      #expect(try await w.clerk.get("\(w.cell)?nam=2026").has("ý kiến nhận xét cần hỏi theo sổ"))
      let unit = try await world.signedIn("bi.thu.ap")
      let offered = try await unit.get("\(w.cell)/y-kien?nam=2026")
      #expect(offered.has("Chi bộ cơ quan xã Long Mỹ") && offered.has("Cư trú: ấp Long Hòa"))
      let chosen = offered.choices(named: "doi-tuong").filter { $0.label.contains("Hường") }
      #expect(chosen.count == 1)
      let done = try await unit.post(
        "\(w.cell)/y-kien",
        [
          ("nam", "2026"), ("viec", "them"), ("loai", "residence"),
          ("noi-hoi", "\(world.world.longMyAgency)"),
        ]
          + [("truoc-ngay", "1/12/2026")] + chosen.map { ("doi-tuong", $0.value) })
      try #require(done.status == 303, "\(done.text.prefix(2000))")
      let path = try Self.first(try await unit.get("\(w.cell)/y-kien?nam=2026"))
      for kind in ["docx", "pdf"] {
        #expect(try await unit.get("\(w.cell)/y-kien/thu?nam=2026&dang=\(kind)").status == 200)
      }
      // The one asked: the secretary of another cell, who sees nothing else of this one.
      _ = try await world.account("bi.thu.cq", "Bí thư Cơ Quan", .secretary, on: world.world.longMyAgency)
      let residence = try await world.signedIn("bi.thu.cq")
      #expect(try await residence.get("\(w.cell)/y-kien?nam=2026").status == 404)
      let asked = try await residence.get("/to-chuc/\(world.world.longMyAgency)/y-kien-duoc-hoi")
      #expect(asked.has("Nguyễn Thị Hường") && asked.has("chưa viết"))
      #expect(try await residence.get("/").has("theo đề nghị"))
      let empty = try await residence.post(path, [("viec", "gui")] + Self.texts(""))
      #expect(empty.status == 422 && empty.has("chưa có nội dung") && empty.has("Giữ liên hệ đều."))
      #expect(try await residence.post(path, [("viec", "nhap")] + Self.texts()).status == 303)
      #expect(try await residence.get(path).has(Self.secret))
      // A draft is nobody's but its author's: not by page, link, print, history, search, nor through the API.
      let founder = try await world.founder()
      let member = "/dang-vien/\(world.huong)"
      for client in [own, unit, try await world.inspector()] {
        for address in [
          path, "\(path)/in?dang=docx", "/cua-toi", "/nhat-ky", "\(w.cell)/y-kien?nam=2026",
          "\(w.cell)?nam=2026",
          "\(w.cell)/y-kien/thu?nam=2026", "/tim-kiem?q=dân+phố", member, "\(member)/lich-su",
          "/api/v1/members",
          "/api/v1/members/\(world.huong)", "/to-chuc/\(world.world.longMyAgency)/y-kien-duoc-hoi",
        ] {
          let page = try await client.get(address)
          #expect(!page.has("còn thưa") && !page.has("Lê Văn Tư"), "\(address)")
          #expect(!page.has("có bản nháp"), "\(address)")
        }
      }
      #expect(try await own.get(path).status == 404)
      #expect(try await unit.get("\(path)/in?dang=docx").status == 404)
      #expect(try await founder.get("/nhat-ky").has("Soạn ý kiến nhận xét"))
      #expect(try await !founder.get("/nhat-ky").has("còn thưa"))
      #expect(try await own.get("/cua-toi").has("chưa có ý kiến"))
      let request = path.components(separatedBy: "/").last ?? ""
      #expect(try await own.post("/cua-toi/y-kien/\(request)", [("tra-loi-\(request)", "x")]).status == 422)
      // Shared: read, answered, entered; before it was read it does not enter.
      #expect(try await residence.post(path, [("viec", "gui")] + Self.texts()).status == 303)
      #expect(try await residence.post(path, [("viec", "gui")] + Self.texts("Khác.")).status == 422)
      let early = try await unit.post(path, [("viec", "vao-ho-so")])
      #expect(early.status == 422 && early.has("chưa đọc"))
      #expect(try await unit.get("\(path)/in?dang=pdf").status == 200)
      let mine = try await own.get("/cua-toi")
      #expect(mine.has(Self.secret) && mine.has("Trả lời"))
      #expect(
        try await own.post(
          "/cua-toi/y-kien/\(request)", [("tra-loi-\(request)", "Tôi họp đủ bốn kỳ.")]
        ).status == 303)
      let answered = try await unit.get(path)
      #expect(answered.has("Tôi họp đủ bốn kỳ.") && answered.has("Đưa vào hồ sơ"))
      #expect(try await unit.post(path, [("viec", "vao-ho-so")]).status == 303)
      #expect(try await own.get("/cua-toi").has("đã vào hồ sơ"))
      #expect(try await unit.get("\(w.cell)/y-kien?nam=2026").has("1/1"))
    }
  }

  @Test(arguments: Engine.available)
  func `giấy về thì chi bộ ghi theo mục đã định; quá hạn thấy ngay; người được nhận xét đọc bản in`(
    engine: Engine
  )
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let (w, _) = try await Self.opened(world)
      let page = try await w.clerk.get("\(w.cell)/y-kien?nam=2026")
      #expect(page.has("Cần hỏi theo sổ") && page.has("Chi bộ ấp Phong Thuận"))
      let chosen = page.choices(named: "hoi").map { ("hoi", $0.value) }
      #expect(chosen.count == 1)
      let asked = [("nam", "2026"), ("viec", "theo-so"), ("truoc-ngay", "1/12/2026")]
      #expect(try await w.clerk.post("\(w.cell)/y-kien", asked + chosen).status == 303)
      let path = try Self.first(try await w.clerk.get("\(w.cell)/y-kien?nam=2026"))
      func texts(_ work: String = Self.secret) -> [(String, String)] {
        [("viec", "giay"), ("muc-work", work), ("nguoi-ky", "Lê Văn Tư, Bí thư chi bộ ấp")]
      }
      if let day = Day(number: 2026_12_01) { world.register.clock.set(Moment(day, hour: 9)) }
      // Eleven days later everybody has signed in anew.
      let (clerk, own) = (try await world.officer(), try await world.signedIn("huong"))
      let late = try await clerk.get("\(w.cell)/y-kien?nam=2026")
      #expect(late.has("1/12/2026 · quá hạn"))
      let form = try await clerk.get(path)
      #expect(form.has("Ghi từ bản giấy") && !form.has("Lưu nháp"))
      let family = try await clerk.post(path, texts("Chồng hay vắng họp."))
      #expect(family.status == 422 && family.has("không nói về người khác"))
      // Nobody enters the paper about themselves, and an inspector enters nothing.
      _ = try await world.system.perform(
        GrantRight(.secretary, on: world.world.longMyHamlet, to: try await account(world, "huong")),
        by: .operatorOfMachine)
      _ = try await own.get("/cua-toi")
      #expect(try await own.post(path, texts("Rất tốt.")).status == 404)
      #expect(try await world.inspector().post(path, texts()).status == 403)
      #expect(try await clerk.post(path, texts()).status == 303)
      #expect(try await own.get("/cua-toi").has(Self.secret))
      // Who has an account answers by themselves; the page offers nobody else to.
      #expect(try await !clerk.get(path).has("Đã đọc bản in"))
      let forged = try await clerk.post(path, [("viec", "da-doc"), ("tra-loi", "Đồng ý.")])
      #expect(forged.status == 422 && forged.has("không ai ghi thay"))
      let request = try #require(path.split(separator: "/").last)
      #expect(
        try await own.post("/cua-toi/y-kien/\(request)", [("tra-loi-\(request)", "Đồng ý.")]).status == 303)
      #expect(try await clerk.post(path, [("viec", "vao-ho-so")]).status == 303)
      #expect(try await clerk.get(path).has("Đã vào hồ sơ"))
    }
  }

  @Test(arguments: Engine.available)
  func `hỏi đoàn thể về cả chi bộ một lần; thôi hỏi phải có lý do; nơi khác không thấy`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let (w, _) = try await Self.opened(world)
      let page = try await w.clerk.get("\(w.cell)/y-kien?nam=2026")
      let everybody = page.choices(named: "doi-tuong").map { ("doi-tuong", $0.value) }
      #expect(everybody.count >= 3)
      let fields = [("nam", "2026"), ("viec", "them"), ("loai", "head"), ("hoi-ai", "UBND xã Long Mỹ")]
      let nobody = try await w.clerk.post("\(w.cell)/y-kien", fields)
      #expect(nobody.status == 422 && nobody.has("Chọn ít nhất một người"))
      #expect(try await w.clerk.post("\(w.cell)/y-kien", fields + everybody).status == 303)
      let asked = try await w.clerk.get("\(w.cell)/y-kien?nam=2026")
      #expect(asked.has("0/\(everybody.count)"))
      let again = try await w.clerk.post("\(w.cell)/y-kien", fields + everybody)
      #expect(again.status == 422 && again.has("Đã hỏi"))
      let path = try #require(
        asked.text.components(separatedBy: "href=\"/y-kien/").dropFirst().first?.components(separatedBy: "\"")
          .first)
      #expect(try await w.clerk.post("/y-kien/\(path)", [("viec", "thoi")]).status == 422)
      #expect(
        try await w.clerk.post("/y-kien/\(path)", [("viec", "thoi"), ("ly-do", "Được miễn.")]).status == 303)
      #expect(try await w.clerk.get("\(w.cell)/y-kien?nam=2026").has("0/\(everybody.count - 1)"))
      #expect(try await world.outsider().get("/y-kien/\(path)").status == 404)
      #expect(try await world.withoutRights().get("/y-kien/\(path)").status == 404)
    }
  }

  private func account(_ world: SiteWorld, _ name: String) async throws -> ID<Account> {
    try #require(
      try await world.system.read { session throws in
        try session.first("SELECT id FROM account WHERE user_name = \(name)") { try $0.id(0) }
      })
  }
}
