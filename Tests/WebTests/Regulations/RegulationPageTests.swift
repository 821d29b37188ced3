import Basics
import Registry
import Regulations
import TestSupport
import Testing

@testable import Web

@Suite struct `Quy chế trên trang` {
  static let text = """
    ĐẢNG BỘ XÃ LONG MỸ
    CHI BỘ CƠ QUAN
    Số 01-QC/CB
    Long Mỹ, ngày 10 tháng 6 năm 2008
    QUY CHẾ LÀM VIỆC
    nhiệm kỳ 2005 - 2010
    - Căn cứ Điều lệ Đảng;
    - Căn cứ Quy định số 76-QĐ/TW ngày 15/6/2000 của Bộ Chính trị;
    Chương I
    NHỮNG QUY ĐỊNH CHUNG
    Điều 1. Phạm vi
    1. Quy chế này quy định việc của chi bộ.
    2. Đảng viên trong chi bộ thực hiện.
    Điều 2. Sinh hoạt
    1. Chi bộ họp mỗi tháng một lần.
    T/M CHI BỘ
    """

  @Test(arguments: Engine.available)
  func `nộp tệp, xem bố cục, ghi, tải lại đúng tệp, ghi hết hiệu lực, rút`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let client = try await world.officer()
      let path = "/to-chuc/\(world.world.longMyAgency)/quy-che"
      #expect(try await client.get(path).has("Chưa ghi bản quy chế nào"))
      #expect(try await client.get("\(path)/moi").status == 200)
      let sent = try await client.upload(
        "\(path)/moi", file: "tep", fileName: "quy-che.txt", bytes: Array(Self.text.utf8))
      #expect(sent.status == 303)
      let preview = try #require(sent.location)
      let shown = try await client.get(preview)
      for part in [
        "2 điều", "01-QC/CB", "10/6/2008", "2005 – 2010", "76-QĐ/TW", "Chi bộ họp mỗi tháng một lần.",
      ] {
        #expect(shown.has(part), "\(part)")
      }
      let head = try await world.head()
      #expect(try await client.post(preview, [("ten", "Quy chế")]).status == 422)
      #expect(try await world.head() == head)
      let recorded = try await client.post(
        preview,
        [
          ("ten", "Quy chế làm việc"), ("loai-van-ban", "Quy chế"), ("so-van-ban", "01-QC/CB"),
          ("co-quan", "Chi bộ cơ quan xã Long Mỹ"), ("ngay-van-ban", "10/6/2008"),
          ("can-cu", "Căn cứ Quy định số 76-QĐ/TW ngày 15/6/2000 của Bộ Chính trị"),
        ])
      #expect(recorded.status == 303)
      let one = String((recorded.location ?? "").split(separator: "?").first ?? "")
      let page = try await client.get(one)
      #expect(page.has("từ 10/6/2008") && page.has("còn hiệu lực theo danh mục") && page.has("Sinh hoạt"))
      let later = try await client.get("\(one)?ngay=2021-01-01")
      #expect(later.has("hết hiệu lực") && later.has("213-QĐ/TW"))
      #expect(try await client.get("\(one)/tep").bytes == Array(Self.text.utf8))
      #expect(try await client.get("/to-chuc/\(world.world.longMy)/quy-che").has("có quy chế, trong 2"))
      let list = try await client.get("/to-chuc/\(world.world.longMy)/quy-che/pham-vi?viec=none")
      #expect(list.has("Chi bộ ấp Long Hòa") && !list.has(">Chi bộ cơ quan xã Long Mỹ</a></th>"))
      let outsider = try await world.outsider()
      for hidden in [path, one, "\(one)/tep", preview] {
        #expect(try await outsider.get(hidden).status == 404, "\(hidden)")
      }
      // The same version under another organisation's address does not exist.
      let moved = one.replacing("\(world.world.longMyAgency)", with: "\(world.world.longMyHamlet)")
      #expect(try await client.get(moved).status == 404)
      let inspector = try await world.inspector()
      #expect(try await inspector.get(one).status == 200)
      #expect(try await inspector.post("\(one)/rut", [("ly-do", "x")]).status == 403)
      #expect(try await client.post("\(one)/rut", [("ly-do", "ghi nhầm")]).status == 303)
      #expect(try await client.get(one).status == 404)
      #expect(try await client.get("/nhat-ky").has("Rút quy chế làm việc ghi nhầm"))
    }
  }

  @Test func `tệp không đọc được thì nói rõ, không giữ gì`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let client = try await world.officer()
      let path = "/to-chuc/\(world.world.longMyAgency)/quy-che/moi"
      _ = try await client.get(path)
      let old = try await client.upload(
        path, file: "tep", fileName: "cu.doc", bytes: [0xD0, 0xCF, 0x11, 0xE0, 0, 0])
      #expect(old.status == 422 && old.has(".docx"))
      let empty = try await client.upload(path, file: "tep", fileName: "trong.txt", bytes: Array("   ".utf8))
      #expect(empty.status == 422)
    }
  }
}

/// A committee and its cell with regulations, the cell's taken over from the committee's.
@Suite struct `Đối chiếu quy chế trên trang` {
  static let committee = """
    Điều 1. Chức năng của Ban Chấp hành
    1. Ban Chấp hành Đảng bộ lãnh đạo phát triển kinh tế, văn hóa, chăm lo đời sống nhân dân, giữ vững quốc phòng trên địa bàn xã Long Mỹ.
    2. Ban Thường vụ lãnh đạo Mặt trận Tổ quốc, Hội Nông dân xây dựng tổ chức vững mạnh và vận động hội viên thi đua sản xuất giỏi.
    3. Ban Chấp hành Đảng bộ xây dựng chương trình toàn khóa, mỗi quý nghe từng đồng chí phụ trách báo cáo việc đã làm, việc còn chậm và nêu rõ nguyên nhân, cách khắc phục.
    4. Đầu năm giao chỉ tiêu kết nạp, cuối năm đối chiếu từng chỉ tiêu, nơi nào không đạt thì người phụ trách giải trình trước hội nghị và nhận phần trách nhiệm của mình.
    Điều 2. Chế độ hội nghị
    1. Ban Chấp hành Đảng bộ họp thường lệ ba tháng một lần, tài liệu gửi trước năm ngày làm việc cho từng người dự họp nghiên cứu.
    """
  static let cell = """
    Điều 1. Chức năng của chi bộ
    1. Chi bộ lãnh đạo phát triển kinh tế, văn hóa, chăm lo đời sống nhân dân, giữ vững quốc phòng trên địa bàn xã Long Mỹ.
    2. Chi ủy lãnh đạo Mặt trận Tổ quốc, Hội Nông dân xây dựng tổ chức vững mạnh và vận động hội viên thi đua sản xuất giỏi.
    3. Chi bộ xây dựng chương trình toàn khóa, mỗi quý nghe từng đồng chí phụ trách báo cáo việc đã làm, việc còn chậm và nêu rõ nguyên nhân, cách khắc phục.
    4. Đầu năm giao chỉ tiêu kết nạp, cuối năm đối chiếu từng chỉ tiêu, nơi nào không đạt thì người phụ trách giải trình trước hội nghị và nhận phần trách nhiệm của mình.
    Điều 2. Việc riêng của cơ quan
    1. Chiều mùng ba hằng tháng bí thư trao đổi với thủ trưởng cơ quan về hồ sơ trễ hẹn ở bộ phận một cửa, đảng viên báo việc giữ liên hệ nơi cư trú.
    """

  /// Records both; answers the addresses of the cell's and the committee's.
  static func record(_ world: SiteWorld) async throws -> (cell: String, committee: ID<WorkingRegulation>) {
    let (longMy, agency) = (world.world.longMy, world.world.longMyAgency)
    func record(
      _ organisation: ID<Organisation>, _ number: String, _ issuer: String, _ on: Int, _ text: String
    )
      async throws -> ID<WorkingRegulation>
    {
      let key = DocumentKey(type: "Quy chế", number: number, issuer: issuer, date: day(on))
      return try await world.system.perform(
        RecordRegulation(
          of: organisation, document: DecisionEntry(key), title: "Quy chế làm việc", from: day(on),
          paper: RegulationPaper(name: "quy-che.txt", bytes: Array(text.utf8))), by: .operatorOfMachine)
    }
    _ = try await world.system.perform(
      NoteLeadership(agency, leads: .members, subject: "Đảng viên trong chi bộ", from: SmallWorld.founded),
      by: .operatorOfMachine)
    let above = try await record(longMy, "01-QC/ĐU", "Đảng ủy xã Long Mỹ", 2009_01_05, committee)
    let own = try await record(agency, "01-QC/CB", "Chi bộ cơ quan xã Long Mỹ", 2009_06_01, cell)
    return ("/to-chuc/\(agency)/quy-che/ban/\(own)", above)
  }

  @Test(arguments: Engine.available)
  func `nơi ban hành xem và trả lời trước; trả lời điểm nào cấp trên thấy điểm ấy, xem xong thì thấy hết`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let (path, above) = try await Self.record(world)
      try await world.account("bi.thu", "Bí Thư Chi Bộ", .secretary, on: world.world.longMyAgency)
      let secretary = try await world.signedIn("bi.thu")
      let officer = try await world.officer()
      let hidden = try await officer.get(path)
      #expect(hidden.has("Nơi ban hành đang xem") && !hidden.has("Nêu lãnh đạo Hội Nông dân"))
      #expect(try await officer.get("\(path)/doi-chieu").has("Nơi ban hành đang xem"))
      #expect(try await officer.get("\(path)/so-sanh/\(above)").status == 404)
      let before = try await officer.get("/to-chuc/\(world.world.longMy)/quy-che/tong-quan")
      #expect(before.has("1 quy chế nơi ban hành đang xem trước") && !before.has("Hội Nông dân"))

      let page = try await secretary.get(path)
      for part in [
        "Nêu lãnh đạo Hội Nông dân mà tổ chức này không có", "<mark>Hội Nông dân</mark>",
        "Đảng viên trong chi bộ",
      ] {
        #expect(page.has(part), "\(part)")
      }
      let start = try #require(page.text.range(of: "Nêu lãnh đạo Hội Nông dân"))
      let here = page.text[start.upperBound...]
      func value(_ mark: String) throws -> Substring {
        try #require(here.range(of: mark).map { here[$0.upperBound...].prefix { $0 != "\"" } })
      }
      let (anchor, key) = (try value("name=\"y-kien-"), try value("name=\"diem\" value=\""))
      let noReason = [("diem", String(key)), ("y-kien-\(anchor)", "keep"), ("loi-\(anchor)", "")]
      #expect(try await secretary.post("\(path)/tra-loi", noReason).status == 422)
      let answer = [
        ("diem", String(key)), ("y-kien-\(anchor)", "mend"), ("loi-\(anchor)", "sẽ bỏ ở bản sau"),
      ]
      // The office above may write regulations down, but the answer is the cell's.
      #expect(try await officer.post("\(path)/tra-loi", answer).status == 422)
      #expect(try await secretary.post("\(path)/tra-loi", answer).status == 303)
      #expect(try await secretary.get(path).has("sẽ bỏ ở bản sau"))
      let partly = try await officer.get(path)
      #expect(partly.has("Nêu lãnh đạo Hội Nông dân") && partly.has("Nơi ban hành đang xem"))
      #expect(!partly.has("Nêu lãnh đạo Mặt trận"))
      #expect(try await officer.get("\(path)/doi-chieu").has("Nơi ban hành đang xem"))
      #expect(try await officer.get("\(path)/so-sanh/\(above)").status == 404)
      let overview = "/to-chuc/\(world.world.longMy)/quy-che/tong-quan"
      #expect(try await officer.get(overview).has("1 quy chế nơi ban hành đang xem trước"))
      #expect(!(try await officer.get(overview + "?dang=csv").has("Chi bộ cơ quan xã Long Mỹ")))
      #expect(try await secretary.post("\(path)/tra-loi", [("diem", "khong-co")]).status == 422)
      let long = answer.map { $0.0 == "loi-\(anchor)" ? ($0.0, String(repeating: "dài ", count: 600)) : $0 }
      #expect(try await secretary.post("\(path)/tra-loi", long).status == 422)
      // Whoever stands above does not look on the cell's behalf.
      #expect(try await officer.post("\(path)/xem-xong", []).status == 422)
      #expect(try await secretary.post("\(path)/xem-xong", []).status == 303)
      #expect(try await officer.get(path).has("Nêu lãnh đạo Mặt trận"))
      #expect(try await officer.get("\(path)/doi-chieu").has("tương tự phần lớn"))
      #expect(try await officer.get(overview).has("v-mostly"))
    }
  }

  @Test func `từng điều, hai bên, gác lại có lý do, xuất ra tệp; ngoài phạm vi không có gì`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let (path, above) = try await Self.record(world)
      try await world.account("bi.thu", "Bí Thư Chi Bộ", .secretary, on: world.world.longMyAgency)
      let secretary = try await world.signedIn("bi.thu")
      let list = try await secretary.get("\(path)/doi-chieu")
      #expect(list.has("tương tự phần lớn</a> với Điều 1") && list.has("viết riêng"))
      #expect(list.has("Đối tượng lãnh đạo không có trong sổ") && !list.has("sao chép"))
      let pair = "\(path)/so-sanh/\(above)"
      let sides = try await secretary.get(pair)
      #expect(sides.has("<span class=\"renamed\">") && sides.has("Ban Thường vụ") && sides.has("Chi ủy"))
      let reason = ("ly-do", "câu dùng chung của cả xã")
      for (passage, why) in [
        ("1.1", ""), ("1.1", "."), ("99.9", "câu dùng chung của cả xã"), ("2.1", reason.1),
      ] {
        let refused = try await secretary.post(pair, [("doan", passage), ("ly-do", why)])
        #expect(refused.status == 422, "\(passage) \(why)")
      }
      #expect(try await secretary.post(pair, [("doan", "1.1"), reason]).status == 303)
      let today = world.register.clock.now.day.vietnamese
      #expect(
        try await secretary.get(pair).has(
          "Đã gác lại, không tính: câu dùng chung của cả xã (Bí Thư Chi Bộ, \(today))"))
      #expect(try await secretary.get("\(path)/doi-chieu").has("1 đoạn đã gác lại, không tính"))
      for passage in ["1.2", "1.3", "1.4"] {
        #expect(try await secretary.post(pair, [("doan", passage), reason]).status == 303)
      }
      // Set aside is not written by oneself.
      let after = try await secretary.get("\(path)/doi-chieu")
      #expect(after.has("đã gác lại, không tính</a> (trước đó: tương tự phần lớn với Điều 1)"))
      let told = try await secretary.get(pair)
      #expect(told.has("1 đã gác lại, không tính; 1 viết riêng"))
      let summary = "không tính 4 đoạn"
      #expect(told.has(summary))
      for kind in ["html", "csv"] {
        let file = try await secretary.get("\(pair)?dang=\(kind)")
        #expect(
          file.has(summary) && file.has("đã gác lại, không tính") && file.has("Bí Thư Chi Bộ"), "\(kind)")
      }
      #expect(try await secretary.get("\(pair)?dang=json").has("\"aside\""))
      #expect(try await secretary.post("\(path)/xem-xong", []).status == 303)
      let officer = try await world.officer()
      let overview = try await officer.get("/to-chuc/\(world.world.longMy)/quy-che/tong-quan")
      #expect(overview.has("v-aside") && overview.has("1 quy chế có đoạn đã gác lại"))
      #expect(overview.has("trước đó: tương tự phần lớn với Điều 1"))
      // The figure of what is written by oneself does not grow by it.
      let fitting = try await officer.get("/to-chuc/\(world.world.longMy)/quy-che/tong-quan?loc=phu-hop")
      #expect(fitting.has("Không có quy chế nào ở đây"))
      // Whoever stands above says why they bring it back.
      let back = [("doan", "1.2"), ("lay-lai", "1")]
      for why in ["", "."] {
        #expect(try await officer.post(pair, back + [("ly-do", why)]).status == 422, "\(why)")
      }
      #expect(try await officer.post(pair, back + [("ly-do", "khoản này do cấp ủy xã soạn")]).status == 303)
      #expect(try await secretary.post(pair, [("doan", "1.2"), reason]).status == 303)
      #expect(try await secretary.post(pair, [("doan", "1.1"), ("lay-lai", "1")]).status == 303)
      #expect(try await secretary.get("\(path)/doi-chieu").has("3 đoạn đã gác lại, không tính"))
      for (kind, start) in [("docx", "PK"), ("pdf", "%PDF"), ("json", "{"), ("html", "<!doctype html>")] {
        let file = try await secretary.get("\(pair)?dang=\(kind)")
        #expect(file.status == 200 && file.bytes.starts(with: start.utf8), "\(kind)")
      }
      let outsider = try await world.outsider()
      for hidden in [path, "\(path)/doi-chieu", pair, "\(pair)?dang=json"] {
        #expect(try await outsider.get(hidden).status == 404, "\(hidden)")
      }
    }
  }

  @Test func `cả phạm vi: con số mở ra danh sách, không xếp hạng, hết hạn trả lời thì thấy`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      _ = try await Self.record(world)
      let path = "/to-chuc/\(world.world.longMy)/quy-che"
      world.register.clock.set(day(2014_06_01))
      let officer = try await world.officer()
      let page = try await officer.get("\(path)/tong-quan")
      #expect(page.has("Nêu lãnh đạo đoàn thể mà chi bộ không có, trong 1"))
      #expect(page.has("v-mostly") && page.has("v-own"))
      let list = try await officer.get("\(path)/tong-quan?loc=doi-tuong")
      #expect(list.has("Hội Nông dân, Mặt trận Tổ quốc"))
      #expect(try await officer.get("\(path)/tong-quan?loc=phu-hop").has("Không có quy chế nào ở đây"))
      #expect(try await officer.get("\(path)/tong-quan?dang=csv").has("tương tự phần lớn"))
      #expect(try await officer.get("\(path)/cung-goc").status == 200)
      #expect(try await world.outsider().get("\(path)/cung-goc").status == 404)
      #expect(try await world.outsider().get("\(path)/tong-quan").status == 404)
      try await world.account("bi.thu", "Bí Thư Chi Bộ", .secretary, on: world.world.longMyAgency)
      let secretary = try await world.signedIn("bi.thu")
      #expect(try await secretary.get("/to-chuc/\(world.world.longMyAgency)/quy-che/tong-quan").status == 403)
    }
  }

  @Test(arguments: Engine.available)
  func
    `điều cùng gốc: chỉ trong phạm vi, chỉ khi nơi ban hành đã trả lời hoặc hết thời gian, chi bộ không xem được`(
      engine: Engine
    ) async throws
  {
    try await SiteWorld.with(engine) { world in
      for (organisation, number, on) in [
        (world.world.longMyAgency, "01-QC/CB", 2014_04_01),
        (world.world.phongNamAgency, "02-QC/CB", 2014_04_02),
      ] {
        let key = DocumentKey(type: "Quy chế", number: number, issuer: "Chi bộ", date: day(on))
        _ = try await world.system.perform(
          RecordRegulation(
            of: organisation, document: DecisionEntry(key), title: "Quy chế làm việc", from: day(on),
            paper: RegulationPaper(name: "quy-che.txt", bytes: Array(Self.cell.utf8))), by: .operatorOfMachine
        )
      }
      let founder = try await world.founder()
      let all = "/to-chuc/\(world.world.district)/quy-che/cung-goc"
      let early = try await founder.get(all)
      #expect(early.status == 200 && !early.has("Chi bộ cơ quan xã Phong Nẫm"))
      world.register.clock.set(day(2014_06_30))
      // A session does not last so long.
      let officer = try await world.officer()
      let (wide, own) = (
        try await world.founder().get(all),
        try await officer.get("/to-chuc/\(world.world.longMy)/quy-che/cung-goc")
      )
      #expect(wide.has("Chi bộ cơ quan xã Phong Nẫm") && wide.has("Chi bộ cơ quan xã Long Mỹ"))
      #expect(own.status == 200 && !own.has("Phong Nẫm"))
      #expect(try await officer.get(all).status == 404)
      try await world.account("bi.thu", "Bí Thư Chi Bộ", .secretary, on: world.world.longMyAgency)
      let secretary = try await world.signedIn("bi.thu")
      #expect(try await secretary.get("/to-chuc/\(world.world.longMyAgency)/quy-che/cung-goc").status == 403)
    }
  }

  @Test func `khoản chỉ có ở bên kia hiện ở trang hai bên cạnh nhau và trong tệp CSV`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let (path, above) = try await Self.record(world)
      try await world.account("bi.thu", "Bí Thư Chi Bộ", .secretary, on: world.world.longMyAgency)
      let secretary = try await world.signedIn("bi.thu")
      let page = try await secretary.get("\(path)/so-sanh/\(above)")
      #expect(page.has("chỉ có ở bên này") && page.has("tài liệu gửi trước năm ngày làm việc"))
      #expect(!page.has("không hiện ở đây"))
      let file = try await secretary.get("\(path)/so-sanh/\(above)?dang=csv")
      #expect(file.has("chỉ có ở bên kia") && file.has("tài liệu gửi trước năm ngày làm việc"))
    }
  }

  @Test func `quy chế của cấp trên đã có trong sổ thì ở phần căn cứ nói là của ai, còn hay hết hiệu lực`()
    async throws
  {
    try await SiteWorld.with(.sqlite) { world in
      func record(_ organisation: ID<Organisation>, _ number: String, _ on: Int, _ bases: [String] = [])
        async throws -> ID<WorkingRegulation>
      {
        let key = DocumentKey(type: "Quy chế", number: number, issuer: "Long Mỹ", date: day(on))
        return try await world.system.perform(
          RecordRegulation(
            of: organisation, document: DecisionEntry(key), title: "Quy chế làm việc", from: day(on),
            bases: bases), by: .operatorOfMachine)
      }
      _ = try await record(world.world.longMy, "01-QC/ĐU", 2009_01_05)
      let own = try await record(
        world.world.longMyAgency, "01-QC/CB", 2009_06_01,
        ["Căn cứ Quy chế số 01-QC/ĐU ngày 05/01/2009", "Căn cứ Quy chế số 01-QC/ĐU ngày 06/01/2005"])
      let path = "/to-chuc/\(world.world.longMyAgency)/quy-che/ban/\(own)"
      let officer = try await world.officer()
      let page = try await officer.get(path)
      #expect(page.has("còn hiệu lực: quy chế của Đảng bộ xã Long Mỹ"))
      // Another paper with the same number is not it.
      #expect(page.has("không có trong danh mục"))
      _ = try await record(world.world.longMy, "02-QC/ĐU", 2012_01_05)
      #expect(try await officer.get(path).has("từ ngày 5/1/2012: quy chế của Đảng bộ xã Long Mỹ"))
    }
  }

  @Test func `cấp trên chưa có quy chế thì hàng vẫn đứng, nói rõ là chưa có gì để so`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let key = DocumentKey(type: "Quy chế", number: "01-QC/CB", issuer: "Chi bộ", date: day(2009_06_01))
      _ = try await world.system.perform(
        RecordRegulation(
          of: world.world.longMyAgency, document: DecisionEntry(key), title: "Quy chế làm việc",
          from: day(2009_06_01), paper: RegulationPaper(name: "quy-che.txt", bytes: Array(Self.cell.utf8))),
        by: .operatorOfMachine)
      world.register.clock.set(day(2014_06_01))
      let page = try await world.officer().get("/to-chuc/\(world.world.longMy)/quy-che/tong-quan")
      #expect(page.has("cấp trên chưa có quy chế để so") && page.has("Chi bộ cơ quan xã Long Mỹ"))
    }
  }
}
