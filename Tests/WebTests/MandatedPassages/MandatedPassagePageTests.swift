import Basics
import Registry
import Regulations
import TestSupport
import Testing

@testable import Web

@Suite struct `Đoạn bắt buộc trên trang` {
  /// A clause that the committee's and both cells' regulations share, worded by nobody's law.
  private static let clause =
    "Đầu năm giao chỉ tiêu kết nạp, cuối năm đối chiếu từng chỉ tiêu, nơi nào không đạt thì người phụ trách giải trình trước hội nghị và nhận phần trách nhiệm của mình."
  private static func fields(
    _ text: String = clause, from: String = "05/01/2009", to: String = "", for audience: String = "cell"
  ) -> [(String, String)] {
    [
      ("noi-dung", text), ("danh-cho", audience), ("loai-van-ban", "Quy định"), ("so-van-ban", "03-QĐ/ĐU"),
      ("co-quan", "Đảng ủy xã Long Mỹ"), ("ngay-van-ban", "05/01/2009"), ("tu", from), ("den", to),
    ]
  }
  private static let reason = "chép nhầm ngày của văn bản"

  /// Records what Phong Nẫm has of the same words; answers the side by side of its cell with its committee.
  private static func other(_ world: SiteWorld) async throws -> String {
    func record(_ organisation: ID<Organisation>, _ number: String, _ on: Int, _ text: String) async throws
      -> ID<WorkingRegulation>
    {
      let key = DocumentKey(type: "Quy chế", number: number, issuer: "Phong Nẫm", date: day(on))
      return try await world.system.perform(
        RecordRegulation(
          of: organisation, document: DecisionEntry(key), title: "Quy chế làm việc", from: day(on),
          paper: RegulationPaper(name: "quy-che.txt", bytes: Array(text.utf8))), by: .operatorOfMachine)
    }
    typealias Texts = `Đối chiếu quy chế trên trang`
    let above = try await record(world.world.phongNam, "01-QC/ĐU", 2009_01_05, Texts.committee)
    let own = try await record(world.world.phongNamAgency, "01-QC/CB", 2009_06_01, Texts.cell)
    return "/to-chuc/\(world.world.phongNamAgency)/quy-che/ban/\(own)/so-sanh/\(above)"
  }

  private static func page(_ address: String?) -> String {
    String((address ?? "").split(separator: "?").first ?? "")
  }

  @Test(arguments: Engine.available)
  func `văn phòng ghi, sửa, rút: chi bộ bên dưới theo ngay, xã khác không đổi, ngày có giá trị được theo`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let (cell, above) = try await `Đối chiếu quy chế trên trang`.record(world)
      let elsewhere = try await Self.other(world)
      world.register.clock.set(day(2014_06_01))
      let (officer, outsider) = (try await world.officer(), try await world.outsider())
      let sides = "\(cell)/so-sanh/\(above)"
      let path = "/to-chuc/\(world.world.longMy)/quy-che/doan-bat-buoc"
      let source = "theo văn bản bắt buộc: "
      let before = try await outsider.get(elsewhere)
      #expect(!(try await officer.get(sides).has(source)))
      #expect(try await officer.get(path).has("Chưa ghi đoạn nào"))
      #expect(try await officer.get("\(path)/moi").status == 200)

      let made = try await officer.post("\(path)/moi", Self.fields())
      #expect(made.status == 303)
      let one = Self.page(made.location)
      let mandated = try await officer.get(sides)
      #expect(mandated.has(source) && mandated.has("03-QĐ/ĐU"))
      #expect(try await officer.get("\(sides)?dang=json").has("03-QĐ/ĐU"))
      let same = try await outsider.get(elsewhere)
      #expect(!same.has(source) && same.has("tương tự phần lớn") == before.has("tương tự phần lớn"))
      #expect(
        try await officer.get("/to-chuc/\(world.world.longMyAgency)/quy-che/doan-bat-buoc").has("03-QĐ/ĐU"))

      // Valid only after the cell's regulation took effect, so not for it.
      let late = Self.fields(from: "01/01/2010") + [("ly-do-sua", Self.reason)]
      #expect(try await officer.post("\(one)/sua", late).status == 303)
      #expect(!(try await officer.get(sides).has(source)))
      // Its end is not part of it; the day before is.
      let end = Self.fields(to: "01/06/2009") + [("ly-do-sua", Self.reason)]
      #expect(try await officer.post("\(one)/sua", end).status == 303)
      #expect(!(try await officer.get(sides).has(source)))
      let dayLater = Self.fields(to: "02/06/2009") + [("ly-do-sua", Self.reason)]
      #expect(try await officer.post("\(one)/sua", dayLater).status == 303)
      #expect(try await officer.get(sides).has(source))
      // Meant for committees: in a cell's regulation it is the wrong frame.
      let wrong = Self.fields(for: "committee") + [("ly-do-sua", "dành cho cấp ủy, ghi nhầm")]
      #expect(try await officer.post("\(one)/sua", wrong).status == 303)
      #expect(!(try await officer.get(sides).has(source)))

      #expect(try await officer.post("\(one)/rut", [("ly-do-rut", "")]).status == 422)
      #expect(try await officer.post("\(one)/rut", [("ly-do-rut", "văn bản ghi nhầm xã")]).status == 303)
      let history = try await officer.get(one)
      for part in ["đã rút", "rút: văn bản ghi nhầm xã", "sửa: \(Self.reason)", "Phan Thị Văn Phòng"] {
        #expect(history.has(part), "\(part)")
      }
      #expect(!history.has("Sửa đoạn này"))
      #expect(try await officer.post("\(one)/sua", late).status == 422)
      #expect(try await officer.get("/nhat-ky").has("Rút đoạn bắt buộc của quy chế"))
    }
  }

  @Test(arguments: Engine.available)
  func `ngoài phạm vi không thấy gì, kiểm tra chỉ xem, bí thư chi bộ không tự ghi, đoạn chung chỉ đọc`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let path = "/to-chuc/\(world.world.longMy)/quy-che/doan-bat-buoc"
      let one = Self.page(try await officer.post("\(path)/moi", Self.fields()).location)
      #expect(try await officer.get("/to-chuc/\(world.world.longMy)/quy-che").has("doan-bat-buoc"))
      let outsider = try await world.outsider()
      for hidden in [path, "\(path)/moi", one] {
        #expect(try await outsider.get(hidden).status == 404, "\(hidden)")
      }
      #expect(try await outsider.post("\(one)/rut", [("ly-do-rut", "của xã khác ghi")]).status == 404)
      let theirs = "/to-chuc/\(world.world.phongNam)/quy-che/doan-bat-buoc"
      #expect(!(try await outsider.get(theirs).has("03-QĐ/ĐU")))
      // The same passage under another organisation's address does not exist.
      let moved = one.replacing("\(world.world.longMy)", with: "\(world.world.phongNam)")
      #expect(try await world.founder().get(moved).status == 404)
      let inspector = try await world.inspector()
      let shown = try await inspector.get(one)
      #expect(shown.status == 200 && !shown.has("Sửa đoạn này"))
      #expect(try await inspector.post("\(one)/rut", [("ly-do-rut", "không được phép")]).status == 403)
      let agency = "/to-chuc/\(world.world.longMyAgency)/quy-che/doan-bat-buoc"
      try await world.account("bi.thu", "Bí Thư Chi Bộ", .secretary, on: world.world.longMyAgency)
      let secretary = try await world.signedIn("bi.thu")
      #expect(try await secretary.get(agency).has("03-QĐ/ĐU"))
      #expect(try await secretary.get("\(agency)/moi").status == 403)
      #expect(try await secretary.post("\(agency)/moi", Self.fields()).status == 403)
      #expect(try await officer.post("\(agency)/moi", Self.fields()).status == 422)
      let list = try await officer.get("\(path)?tim=chi+tieu+ket+nap")
      #expect(list.has("03-QĐ/ĐU") && !list.has("Điều lệ Đảng, Điều 9"))
      #expect(try await officer.get("\(path)?tim=dieu+9").has("Điều lệ Đảng, Điều 9"))
      #expect(try await officer.get("\(path)?tim=khong+co+chu+nay").has("Không đoạn nào có chữ ấy"))
    }
  }

  @Test func `thiếu, sai chỗ nào thì nói ở ô ấy và không ghi gì`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let officer = try await world.officer()
      let path = "/to-chuc/\(world.world.longMy)/quy-che/doan-bat-buoc/moi"
      let head = try await world.head()
      let empty = try await officer.post(path, [])
      for part in [
        "Chép đoạn bắt buộc", "Chọn đoạn này dành cho", "Ghi số và ký hiệu", "Ghi ngày bắt đầu có giá trị",
      ] {
        #expect(empty.status == 422 && empty.has(part), "\(part)")
      }
      for (form, part) in [
        (Self.fields("Chi bộ họp mỗi tháng một lần"), "nhận nhầm"),
        (Self.fields(from: "04/01/2009"), "sau ngày bắt đầu có giá trị"),
        (Self.fields(to: "05/01/2009"), "không sau ngày bắt đầu"),
        (Self.fields(to: "31/02/2010"), "không có trong lịch"),
        (Self.fields(String(repeating: "câu rất dài ", count: 400)), "dài quá"),
        (Self.fields(Self.clause + " Gọi 0912345678."), "0912345678"),
      ] {
        let refused = try await officer.post(path, form)
        #expect(refused.status == 422 && refused.has(part), "\(part)")
      }
      #expect(try await world.head() == head)
      #expect(try await officer.post(path, Self.fields()).status == 303)
      #expect(try await officer.post(path, Self.fields()).has("đã ghi ở đây"))
    }
  }

  @Test(arguments: Engine.available)
  func `kết luận của cả điều đổi theo, ở trang đối chiếu, tổng quan và bên cạnh dự thảo`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let (cell, _) = try await `Đối chiếu quy chế trên trang`.record(world)
      world.register.clock.set(day(2014_06_01))
      try await world.account("bi.thu", "Bí Thư Chi Bộ", .secretary, on: world.world.longMyAgency)
      let (officer, secretary) = (try await world.officer(), try await world.signedIn("bi.thu"))
      let start = "/to-chuc/\(world.world.longMyAgency)/quy-che/du-thao"
      let made = try await secretary.post(start, [("tu", "ban-dang-dung")])
      #expect(made.status == 303)
      let draft = Self.page(made.location)
      let overview = "/to-chuc/\(world.world.longMy)/quy-che/tong-quan"
      #expect(try await secretary.get(draft).has("tương tự phần lớn với Điều 1"))
      #expect(try await officer.get("\(cell)/doi-chieu").has("tương tự phần lớn</a>"))
      #expect(try await officer.get(overview).has("<span class=\"box v-mostly\"><a"))
      for line in `Đối chiếu quy chế trên trang`.cell.split(separator: "\n").dropFirst().prefix(4) {
        let text = String(line.split(separator: " ").dropFirst().joined(separator: " "))
        let sent = try await officer.post(
          "/to-chuc/\(world.world.longMy)/quy-che/doan-bat-buoc/moi", Self.fields(text))
        #expect(sent.status == 303, "\(text)")
      }
      #expect(!(try await secretary.get(draft).has("tương tự phần lớn với Điều 1")))
      #expect(!(try await officer.get("\(cell)/doi-chieu").has("tương tự phần lớn</a>")))
      #expect(!(try await officer.get(overview).has("<span class=\"box v-mostly\"><a")))
    }
  }
}
