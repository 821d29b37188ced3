import Basics
import Foundation
import Formats
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

@Suite struct `Tiêu chí chi tiết trên trang` {
  @Test(arguments: Engine.available)
  func `cấp ủy ghi bảng tiêu chí bằng văn bản, tổng phải đúng; mẫu hiện từng dòng và cộng chính xác`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      let path = "/to-chuc/\(world.world.longMy)/tieu-chi"
      let page = try await walk.client.get("\(path)?nam=2026")
      #expect(page.status == 200 && page.has("Mẫu 2C") && page.has("(30 điểm)"))
      func adopt(_ last: String) -> [(String, String)] {
        [
          ("nam", "2026"), ("tieu-chi", "form2C/common"), ("ten-1", "Chính trị, đạo đức"), ("diem-1", "12,5"),
          ("ten-2", "Ý thức kỷ luật"), ("diem-2", "10.1"), ("ten-3", "Tự phê bình"), ("diem-3", last),
          ("hieu-luc-tu", "1/1/2026"), ("hieu-luc-den", ""),
        ] + RoundWalk.paper
      }
      let off = try await walk.client.post(path, adopt("7,3"))
      #expect(off.status == 422 && off.has("Tổng các tiêu chí là 29,9 điểm, tiêu chí của mẫu là 30 điểm"))
      #expect(off.has("Tự phê bình"), "những gì đã gõ còn đó")
      #expect(try await walk.client.post(path, adopt("7,4")).status == 303)
      let twice = try await walk.client.post(path, adopt("7,4"))
      #expect(twice.status == 422 && twice.has("đã có quyết định ở đây"))
      // The form of a member of a cell below asks line by line, and adds up exactly.
      let form = "/dang-vien/\(world.huong)/ban-kiem-diem?nam=2026&mau=form2C"
      let asked = try await walk.client.get(form)
      #expect(asked.has("Ý thức kỷ luật") && asked.has("10,1"))
      func fields(_ one: String, _ two: String, _ three: String) -> [(String, String)] {
        [
          ("m-ethics", "Tốt."), ("m-tasks", "Xong."), ("m-shortcomings", "Không."), ("m-direction", "Giữ."),
          ("m-ownGrade", "HTT"), ("m-results", "60,1"), ("b-common-0-2", one), ("b-common-1-2", two),
          ("b-common-2-2", three),
        ]
      }
      let above = try await walk.client.post(form, fields("12,6", "10", "7") + [("viec", "gui")])
      #expect(above.status == 422 && above.has("Chính trị, đạo đức"))
      let lacking = try await walk.client.post(form, fields("12", "10", "") + [("viec", "gui")])
      #expect(lacking.status == 422 && lacking.has("Tự phê bình"))
      #expect(
        try await walk.client.post(form, fields("12,4", "10,1", "7,4") + [("viec", "gui")]).status == 303)
      let sent = try #require(
        try await world.system.read { session throws in
          try session.filledForms(of: .member(world.huong), year: 2026)
        }.first)
      #expect(sent.answers[text: "common"] == "29,9")
      #expect(sent.answers[rows: "common.parts"].map { $0.last ?? "" } == ["12,4", "10,1", "7,4"])
      #expect(try await walk.client.get(form).has("<strong data-sum>90</strong>"))
      // On paper and back.
      let print = "/dang-vien/\(world.huong)/ban-kiem-diem/tai?nam=2026&mau=form2C&dang=docx"
      let word = try await walk.client.get(print)
      let text = "\(try WordText(word.bytes).blocks)"
      #expect(text.contains("Ý thức kỷ luật") && text.contains("29,9"))
      _ = try await walk.client.get(form)
      let read = try await walk.client.upload(
        "/dang-vien/\(world.huong)/ban-kiem-diem/doc?nam=2026&mau=form2C", file: "tep",
        fileName: "ban.docx", bytes: word.bytes)
      #expect(read.status == 200 && read.has("value=\"12,4\"") && read.has("value=\"7,4\""))
      // Taken back, the form asks for the criterion as a whole; what was sent keeps its lines.
      let known = try await walk.client.get("\(path)?nam=2026")
      let table = try #require(RoundWalk.values(known.text, "bang").first)
      #expect(
        try await walk.client.post("\(path)/rut", [("bang", table), ("ly-do", "ghi nhầm")]).status == 303)
      #expect(try await walk.client.get(form).has("name=\"m-common\""))
      #expect(try await world.outsider().get(path).status == 404)
    }
  }

  @Test func `điểm cộng chính xác, không phải số gần đúng`() throws {
    var sum = Points.zero
    for _ in 0..<300 { sum = sum + (try #require(Points("0,1"))) }
    #expect(sum.text == "30" && Points("30") == sum)
    #expect(
      Points("7,25")?.text == "7,25" && Points("7.250")?.text == "7,25" && Points("0,0001")?.text == "0,0001")
    for text in ["", "-1", "1,2,3", "1e3", "12345678", "1,23456", "một", "1, 5"] {
      #expect(Points(text) == nil)
    }
  }
}
