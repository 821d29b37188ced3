import Basics
import Meetings
import Registry
import Reporting
import TestSupport
import Testing

@testable import Web

@Suite struct `Báo cáo tháng` {
  @Test(arguments: Engine.available)
  func `gửi rồi thì số liệu đứng yên; trả lại kèm lý do; cấp trên thấy ai gửi, ai chưa; chi bộ không tự trả`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let cell = world.world.longMyHamlet
      _ = try await world.account("bi.thu.ap", "Bí Thư Ấp", .secretary, on: cell)
      _ = try await world.account("ban.to.chuc", "Ban Tổ Chức", .commission, on: world.world.district)
      let (secretary, officer) = try await (world.signedIn("bi.thu.ap"), world.officer())
      let path = "/to-chuc/\(cell)/bao-cao-thang"
      let first = try await secretary.get(path)
      #expect(first.status == 200 && first.has("Báo cáo tháng 4/2014") && first.has("Đầu tháng 1, thêm 0"))
      // One payer: the sum would be what one person pays.
      #expect(first.has("tổng số không nêu") && first.has("Nhân dân phản ánh"))
      let above = try await world.signedIn("ban.to.chuc")
      let seen = try await above.get(path)
      #expect(seen.status == 200 && !seen.has("Nhân dân phản ánh") && !seen.has("Phát triển đảng viên</dt>"))
      let number = try await secretary.post(
        path, [("thang", "2014-04"), ("nhan-xet", "Gọi 0912 345 678"), ("viec-bao-cao", "gui")])
      #expect(number.status == 422 && number.has("Gọi 0912 345 678"))
      let early = try await secretary.post(
        path, [("thang", "2014-05"), ("nhan-xet", "Chưa đến tháng"), ("viec-bao-cao", "gui")])
      #expect(early.status == 422 && early.has("Chưa đến tháng"))
      let draft = try await secretary.post(
        path, [("thang", "2014-04"), ("nhan-xet", "Đường liên ấp đang sửa"), ("viec-bao-cao", "ghi")])
      #expect(draft.status == 303)
      #expect(try await secretary.get("/").has("Gửi báo cáo tháng 4/2014"))
      let sent = try await secretary.post(
        path, [("thang", "2014-04"), ("nhan-xet", "Đường liên ấp đang sửa"), ("viec-bao-cao", "gui")])
      #expect(sent.status == 303)
      let again = try await secretary.post(
        path, [("thang", "2014-04"), ("nhan-xet", "Sửa lại"), ("viec-bao-cao", "gui")])
      #expect(again.status == 422)
      _ = try await world.system.perform(
        RegisterMember(
          PersonalRecord(name: "Phạm Thị Đến Sau"), numbers: [:], in: cell, from: world.system.today),
        by: .operatorOfMachine)
      #expect(try await secretary.get(path).has("nay 1."))
      let commune = "/to-chuc/\(world.world.longMy)/bao-cao-thang"
      let list = try await officer.get(commune)
      #expect(list.has("1/2") && list.has("Chi bộ cơ quan xã Long Mỹ") && list.has("chưa đến hạn"))
      #expect(!list.has("Đường liên ấp đang sửa"))
      #expect(
        try await secretary.post(
          "\(path)/tra-lai", [("thang", "2014-04"), ("ly-do-tra", "tự trả lại cho mình")]
        )
        .status == 403)
      let short = try await officer.post("\(path)/tra-lai", [("thang", "2014-04"), ("ly-do-tra", "thiếu")])
      #expect(short.status == 422 && short.has("thiếu"))
      let returned = try await officer.post(
        "\(path)/tra-lai", [("thang", "2014-04"), ("ly-do-tra", "Bổ sung số người mới đến")])
      #expect(returned.status == 303)
      let back = try await secretary.get(path)
      #expect(
        back.has("Bổ sung số người mới đến") && back.has("nay 2.") && back.has("Đường liên ấp đang sửa"))
      #expect(
        try await secretary.post(
          path, [("thang", "2014-04"), ("nhan-xet", "Đã bổ sung"), ("viec-bao-cao", "gui")]
        ).status == 303)
      #expect(try await above.get("/to-chuc/\(world.world.district)/bao-cao-thang").has("Đảng bộ xã Long Mỹ"))
      for form in ["docx", "pdf"] {
        #expect(try await secretary.get("\(path)/in?thang=2014-04&dang=\(form)").status == 200)
        #expect(try await officer.get("\(commune)/in?thang=2014-04&dang=\(form)").status == 200)
      }
      // A month later: the agency cell has not sent, and is told so.
      world.register.clock.set(Day(year: 2014, month: 5, day: 6) ?? .endOfTime)
      let fresh = try await world.officer()
      #expect(try await fresh.get(commune).has("quá hạn, chưa gửi"))
      #expect(try await fresh.get("/").has("1 chi bộ chưa gửi báo cáo tháng 4/2014"))
      #expect(try await world.outsider().get(path).status == 404)
    }
  }
}
