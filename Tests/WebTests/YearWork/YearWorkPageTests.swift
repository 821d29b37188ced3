import Basics
import Formats
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Việc trong năm trên trang` {
  @Test(arguments: Engine.available)
  func `chương trình kiểm tra: chữ gõ không mất, cấp trên thấy, người xem không ghi được, in được`(
    engine: Engine
  )
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let path = "/to-chuc/\(world.world.longMyHamlet)/kiem-tra"
      let (officer, inspector) = try await (world.officer(), world.inspector())
      #expect(try await officer.get(path).has("chưa có cuộc nào"))
      let fields = [
        ("nam", "2014"), ("loai-kt", "supervision"), ("dang-vien-kt", "\(world.huong)"),
        ("doi-tuong", "nguyễn thị hường"),
        ("noi-dung-kt", "chấp hành quy chế"), ("tien-hanh", "Chi ủy"), ("den-ngay-kt", "10/4/2014"),
      ]
      let wrong = try await officer.post(path, fields.filter { $0.0 != "den-ngay-kt" })
      #expect(wrong.status == 422 && wrong.has("chấp hành quy chế"))
      #expect(try await officer.post(path, fields).status == 303)
      let shown = try await inspector.get(path)
      #expect(
        shown.has("Nguyễn Thị Hường") && shown.has("quá hạn, chưa xong") && !shown.has("Ghi vào chương trình")
      )
      #expect(!shown.has("Hường; nguyễn"))
      #expect(try await inspector.post(path, fields).status == 403)
      #expect(
        try await officer.get("/to-chuc/\(world.world.longMy)/kiem-tra?nam=2014").has("Chi bộ ấp Long Hòa"))
      for form in ["docx", "pdf"] {
        #expect(try await inspector.get("\(path)/in?nam=2014&dang=\(form)").status == 200)
      }
      let paper = try await inspector.get("\(path)/in?nam=2014&dang=docx")
      let text = String(
        decoding: try ZipArchive(paper.bytes).bytes(of: "word/document.xml") ?? [], as: UTF8.self)
      #expect(text.contains("Long Mỹ, ngày 21 tháng 4 năm 2014"))
      #expect(try await world.outsider().get(path).status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func
    `bản cam kết: nhập hộ, chi bộ xác nhận, ai còn thiếu; đảng viên đọc bản của mình; mỗi lần đọc được ghi lại`(
      engine: Engine
    ) async throws
  {
    try await SiteWorld.with(engine) { world in
      let own = try await world.account("huong.dv", "Nguyễn Thị Hường", nil, on: world.world.longMyHamlet)
      try await world.system.perform(LinkMemberAccount(own, to: world.huong), by: .operatorOfMachine)
      let (officer, member) = try await (world.officer(), world.signedIn("huong.dv"))
      let list = "/to-chuc/\(world.world.longMyHamlet)/cam-ket"
      #expect(try await officer.get(list).has("chưa nộp"))
      #expect(try await member.get("/cua-toi/cam-ket?nam=2014").status == 200)
      let sent = try await member.post(
        "/cua-toi/cam-ket", [("nam", "2014"), ("cam-ket", "Gần dân, nghe dân nói")])
      #expect(sent.status == 303)
      #expect(try await member.get("/cua-toi/cam-ket?nam=2014").has("Gần dân, nghe dân nói"))
      let path = "/dang-vien/\(world.huong)/cam-ket"
      let huong = world.huong
      let before = try await world.system.read { session throws in try session.memberReadingCount(of: huong) }
      #expect(try await officer.get("\(path)?nam=2014").has("Gần dân, nghe dân nói"))
      let after = try await world.system.read { session throws in try session.memberReadingCount(of: huong) }
      #expect(after == before + 1)
      #expect(try await officer.post("\(path)/xac-nhan", [("nam", "2014")]).status == 303)
      let late = try await member.post(
        "/cua-toi/cam-ket", [("nam", "2014"), ("cam-ket", "Viết lại lần nữa")])
      #expect(late.status == 422 && late.has("đã xác nhận"))
      #expect(try await officer.get(list).has("đã xác nhận"))
      #expect(try await officer.get("\(path)/in?nam=2014&dang=pdf").status == 200)
      #expect(try await member.get("/cua-toi/cam-ket/in?nam=2014&dang=docx").status == 200)
      #expect(try await member.get(path).status == 404)
      #expect(try await world.outsider().get(path).status == 404)
    }
  }
}
