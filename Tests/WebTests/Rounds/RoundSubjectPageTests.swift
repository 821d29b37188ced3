import Basics
import Foundation
import Formats
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

@Suite struct `Từng đối tượng của đợt trên trang` {
  @Test(arguments: Engine.available)
  func `đảng viên đề nghị xem lại, cấp quyết định trả lời, mở lại bởi hai người, xếp loại lại, in, báo lại`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      try await walk.prepared()
      let me = try await walk.member(world.huong)
      let before = try await me.get("/cua-toi")
      #expect(before.status == 200 && !before.has("Không đồng ý với kết quả"))
      try await walk.decided()
      try await walk.accepted()
      let path = try await walk.memberPath()
      let subject = String(path.split(separator: "/").last ?? "")
      // The member asks; nobody but who answers reads it.
      #expect(try await me.get("/cua-toi").has("Không đồng ý với kết quả"))
      let empty = try await me.post("/cua-toi/don", [("doi-tuong", subject), ("noi-dung", "")])
      #expect(empty.status == 422)
      let asked = try await me.post(
        "/cua-toi/don", [("doi-tuong", subject), ("noi-dung", "Sót nhiệm vụ quý ba đã hoàn thành.")])
      #expect(asked.status == 303)
      let waiting = try await me.get("/cua-toi")
      #expect(waiting.has("Đã gửi ngày 20/11/2026") && waiting.has("trước ngày 21/12/2026"))
      let twice = try await me.post("/cua-toi/don", [("doi-tuong", subject), ("noi-dung", "Lần nữa.")])
      #expect(twice.status == 422)
      let watcher = try await world.inspector()
      let watched = try await watcher.get(path)
      #expect(watched.status == 200 && watched.has("chưa trả lời") && !watched.has("Sót nhiệm vụ"))
      let list = try await walk.client.get("\(walk.base)/don-thu?nam=2026")
      #expect(list.has("Nguyễn Thị Hường") && list.has("Chính đảng viên gửi"))
      #expect(try await walk.client.get("\(walk.base)?nam=2026").has("Đơn thư chưa trả lời: 1"))
      let page = try await walk.client.get(path)
      #expect(page.has("Sót nhiệm vụ quý ba"))
      let complaint = try #require(RoundWalk.values(page.text, "don").first)
      // The result is not touched while the question is open.
      #expect(try await walk.client.get("\(path)/xep-loai-lai").has("Còn đơn thư chưa trả lời"))
      let answered = try await walk.client.post(
        "\(path)/don-thu/tra-loi",
        [
          ("don", complaint), ("viec", "tra-loi"), ("ket-qua", "regrade"),
          ("ket-luan", "Có bỏ sót nhiệm vụ."),
          ("ngay", "20/11/2026"),
        ] + RoundWalk.paper)
      #expect(answered.status == 303)
      #expect(try await me.get("/cua-toi").has("Phải xếp loại lại. Có bỏ sót nhiệm vụ."))
      let locked = try await walk.client.get("\(path)/xep-loai-lai")
      #expect(locked.has("đã khóa") && locked.has("\(walk.cell)?nam=2026#ket-qua"))
      // Two persons open it again.
      _ = try await world.account("pho.phong", "Trần Văn Phó", .office, on: world.world.longMy)
      let second = try await world.signedIn("pho.phong")
      #expect(
        try await walk.client.post(
          "\(walk.cell)/ket-qua", [("nam", "2026"), ("viec", "mo-lai"), ("ly-do", "Bỏ sót.")]
        ).status == 303)
      _ = try await second.get("\(walk.cell)?nam=2026")
      #expect(
        try await second.post(
          "\(walk.cell)/ket-qua", [("nam", "2026"), ("viec", "xac-nhan-mo-lai")] + RoundWalk.paper
        ).status == 303)
      #expect(try await walk.client.get("\(path)/xep-loai-lai").has("Mức mới"))
      let fields =
        [("muc", "HTXS"), ("ngay-xep-loai", "20/11/2026"), ("ly-do", "Bổ sung nhiệm vụ quý ba")]
        + [
          ("loai-van-ban", "Quyết định"), ("so-van-ban", "31-QĐ/ĐU"), ("co-quan", "Đảng ủy xã Long Mỹ"),
          ("ngay-van-ban", "20/11/2026"),
        ]
      // The quota is that of the first time: one alone may not be excellent.
      let over = try await walk.client.post("\(path)/xep-loai-lai", fields)
      #expect(over.status == 422)
      let lower = fields.map { $0.0 == "muc" ? ("muc", "HT") : $0 }
      #expect(try await walk.client.post("\(path)/xep-loai-lai", lower).status == 303)
      let regraded = try await walk.client.get(path)
      #expect(regraded.has("kết quả đầu, đã thay") && regraded.has("31-QĐ/ĐU"))
      let paper = try await walk.client.get("\(path)/van-ban?loai=lai&dang=docx")
      let text = "\(try WordText(paper.bytes).blocks)"
      for words in [
        "Mẫu 03-HD KĐ.ĐG 2025", "31-QĐ/ĐU", "Nguyễn Thị Hường", "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành nhiệm vụ", "Bổ sung nhiệm vụ quý ba",
      ] {
        #expect(text.contains(words), "\(words)")
      }
      #expect(try await walk.client.get("\(path)/van-ban?loai=thong-bao&dang=pdf").status == 200)
      // The new result is the member's to read once it is made known, not before.
      let waitingAgain = try await me.get("/cua-toi")
      #expect(waitingAgain.has("kết quả hiện ở đây khi được thông báo"))
      #expect(!waitingAgain.has("Kết quả: <strong>"))
      let outsider = try await world.outsider()
      for end in ["", "/xep-loai-lai", "/van-ban?loai=lai"] {
        #expect(try await outsider.get(path + end).status == 404)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `ghi nhầm bước thì rút được khi chưa có bước sau; gợi ý cho một người ghi rồi rút được`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      let form = "/dang-vien/\(world.huong)/ban-kiem-diem?nam=2026&mau=form2C"
      let path = try await walk.memberPath()
      _ = try await walk.client.get(path)
      let given = try await walk.client.post(
        "\(path)/goi-y", [("viec", "ghi"), ("noi-dung", "Nêu rõ việc sinh hoạt.")])
      #expect(given.status == 303)
      let prompted = try await walk.client.get(path)
      let prompt = try #require(RoundWalk.values(prompted.text, "goi-y").first)
      #expect(try await walk.client.get(form).has("Nêu rõ việc sinh hoạt."))
      #expect(
        try await walk.client.post("\(path)/goi-y", [("viec", "rut"), ("goi-y", prompt)]).status == 303)
      #expect(try await !walk.client.get(path).has("Nêu rõ việc sinh hoạt."))
      let steps = try await walk.client.get("\(walk.cell)/buoc?nam=2026&buoc=selfReview")
      let subjects = RoundWalk.values(steps.text, "doi-tuong").map { ("doi-tuong", $0) }
      #expect(
        try await walk.client.post(
          "\(walk.cell)/buoc",
          [("nam", "2026"), ("buoc", "selfReview"), ("ngay-lam", "20/11/2026")] + subjects
        ).status == 303)
      #expect(try await walk.client.get(path).has("Rút bước này"))
      let silent = try await walk.client.post("\(path)/rut-buoc", [("buoc", "selfReview"), ("ly-do", "")])
      #expect(silent.status == 422)
      #expect(
        try await walk.client.post("\(path)/rut-buoc", [("buoc", "selfReview"), ("ly-do", "ghi nhầm người")])
          .status == 303)
      #expect(try await !walk.client.get(path).has("Rút bước này"))
    }
  }

  @Test(arguments: Engine.available)
  func
    `hồ sơ của một người và của chi bộ là một tệp nén; ai lấy thì được ghi; người không có quyền không lấy được`(
      engine: Engine
    ) async throws
  {
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      try await walk.prepared()
      try await walk.decided()
      let path = try await walk.memberPath()
      let answer = try await walk.client.get("\(path)/ho-so")
      #expect(answer.status == 200)
      let archive = try ZipArchive(answer.bytes)
      let names = archive.entries.map(\.name)
      #expect(names.first == "00 Mục lục hồ sơ.pdf")
      #expect(names.contains { $0.contains("Mẫu 2C") })
      #expect(names.contains { $0.contains("Kết quả xếp loại") })
      let list = try #require(try archive.bytes(of: "00 Mục lục hồ sơ.docx"))
      let text = "\(try WordText(list).blocks)"
      // The proposal says where it was voted: no ballot of the register carries it.
      #expect(try await walk.client.get(path).has("biên bản số 2"))
      #expect(try await papers(world).contains("biên bản số 2"))
      #expect(text.contains("Mẫu 04-HD KĐ.ĐG 2025") && text.contains("không có trong sổ"))
      for name in names where name.hasSuffix(".pdf") {
        #expect(try archive.bytes(of: name)?.starts(with: Array("%PDF".utf8)) == true)
      }
      let cell = try #require(
        try await world.system.read { session throws in
          try session.reviewSubject(of: world.world.longMyHamlet, as: .cell, RoundPeriod(year: 2026))
        })
      #expect(try await walk.client.get("\(walk.cell)/doi-tuong/\(cell.id)/ho-so").status == 200)
      // The inspector sees the page and takes no dossier; a stranger does not even see that it is there.
      let watcher = try await world.inspector()
      #expect(try await watcher.get(path).status == 200)
      #expect(try await watcher.get("\(path)/ho-so").status == 403)
      #expect(try await world.outsider().get("\(path)/ho-so").status == 404)
      let readings = try await world.system.read { session throws in
        try session.memberReadings(of: world.huong, limit: 100)
      }
      #expect(readings.count { $0.surface == .dossier } == 1)
    }
  }

  /// What the papers of the member's dossier say, before they are printed.
  private func papers(_ world: SiteWorld) async throws -> String {
    let content = Content(folder: SiteWorld.contentFolder)
    let guidances = try Guidances(content)
    let means = DossierMeans(
      rules: try DossierRules(content), forms: try ReviewForms(content, guidances),
      opinions: try OpinionRules(content),
      ballots: try BallotRules(content), layout: .party, mark: nil)
    let procedures = try RoundProcedures(content)
    let (member, now, today) = (world.huong, world.system.now, world.system.today)
    return try await world.system.read { session throws in
      let subject = try #require(try session.reviewSubject(of: member, RoundPeriod(year: 2026)))
      let round = try #require(try session.reviewRound(subject.round))
      let dossier = try session.dossier(
        of: subject, named: "Nguyễn Thị Hường", guidance: try #require(guidances[round.pack]),
        procedures: procedures, means: means, for: .operatorOfMachine, at: now, today: today)
      return "\(dossier.papers)"
    }
  }

  @Test(arguments: Engine.available)
  func `hai năm liền không hoàn thành: giúp đỡ trước; một năm xuất sắc: đề nghị khen, kèm căn cứ`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let scales = try GradeScales(Content(folder: SiteWorld.contentFolder))
      let paper = DecisionEntry(
        DocumentKey(
          type: "Quyết định", number: "9-QĐ/ĐU", issuer: "Đảng ủy xã Long Mỹ",
          date: Day(number: 2025_12_20) ?? .endOfTime))
      world.register.clock.set(Moment(Day(number: 2025_12_22) ?? .endOfTime, hour: 9))
      _ = try await world.system.perform(
        RecordGrading(
          .member(world.huong), year: 2025, grade: "KHT", on: Day(number: 2025_12_20) ?? .endOfTime,
          decision: paper, scales: scales), by: .operatorOfMachine)
      let walk = try await RoundWalk.opened(world)
      try await walk.prepared()
      #expect(try await walk.client.get("\(walk.base)/he-qua?nam=2026").has("Chưa có đề xuất nào"))
      try await walk.decided("KHT")
      let page = try await walk.client.get("\(walk.base)/he-qua?nam=2026")
      #expect(page.has("giáo dục, giúp đỡ trước") && page.has("Nguyễn Thị Hường"))
      #expect(page.has("2025: Không hoàn thành nhiệm vụ; 2026: Không hoàn thành nhiệm vụ"))
      #expect(try await walk.client.get(walk.memberPath()).has("giáo dục, giúp đỡ trước"))
      #expect(try await world.outsider().get("\(walk.base)/he-qua?nam=2026").status == 404)
    }
  }
}
