import Testing

@testable import Markup

@Suite("Trang")
struct PageTests {
  let page = Page(
    title: "Đảng viên <1>", organisation: "Đảng bộ huyện Giồng Trôm",
    navigation: [Link("Tổ chức", "/to-chuc", isCurrent: true)],
    person: .init(name: "Hằng", path: "/toi", signOutPath: "/ra", csrf: "t"), mark: "DỮ LIỆU MÔ PHỎNG",
    day: DayBar(day: "21/4/2014", isToday: false, path: "/dang-vien", query: [("q", "a\"b")]),
    body: "\(PageHeading("Đảng viên"))")

  @Test func `trang không có kịch bản, kiểu hay xử lý nằm trong chữ`() {
    let html = page.html.string
    #expect(html.hasPrefix("<!doctype html>\n<html lang=\"vi\">"))
    #expect(!html.contains("style="))
    #expect(!html.contains("<style"))
    #expect(html.firstMatch(of: /\son[a-z]+=/) == nil)
    #expect(html.firstMatch(of: /<script>/) == nil)
  }

  @Test func `mọi trang có lối tắt, dấu mô phỏng và ngày của số liệu`() {
    let html = page.html.string
    #expect(html.contains("<a class=\"skip\" href=\"#main\">"))
    #expect(html.contains(">DỮ LIỆU MÔ PHỎNG</aside>"))
    #expect(html.contains("Số liệu ngày 21/4/2014"))
    #expect(html.contains("<title>Đảng viên &lt;1&gt; · ChiBo</title>"))
    #expect(html.contains("Về hôm nay"))
    #expect(html.contains("<input type=\"hidden\" name=\"q\" value=\"a&quot;b\">"))
  }

  @Test func `mục đang xem được nói ra`() {
    #expect(page.html.string.contains("<a href=\"/to-chuc\" aria-current=\"page\">Tổ chức</a>"))
  }

  @Test func `phân trang chỉ nêu trang đầu, cuối và lân cận`() {
    let html = Pagination(page: 4, pageSize: 50, count: 4543, noun: "đảng viên", path: "/dang-vien?chi-bo=3")
      .html.string
    #expect(html.contains("151–200 trong 4.543 đảng viên"))
    #expect(html.contains("href=\"/dang-vien?chi-bo=3&amp;trang=91\""))
    #expect(!html.contains("trang=50\""))
    #expect(
      Pagination(page: 1, pageSize: 50, count: 12, noun: "chi bộ", path: "/").html.string.contains(
        "12 chi bộ"))
  }

  @Test func `bảng trống nói việc cần làm`() {
    let html = Table(
      "Chi bộ", columns: [.init("Tên")], rows: [],
      empty: EmptyState("Chưa có chi bộ", advice: "Nhập từ Excel.")
    ).html.string
    #expect(html.contains("Nhập từ Excel."))
    #expect(!html.contains("<table"))
  }

  @Test func `từ chối nêu lý do và cách xử lý`() {
    let html = Notice(.refusal, "Không chuyển được", reason: "Đang chuyển.", remedy: "Chờ tiếp nhận.").html
      .string
    #expect(html.contains("role=\"alert\""))
    #expect(html.contains("<strong>Cách xử lý:</strong> Chờ tiếp nhận."))
  }

  @Test func `con số mở ra bản ghi và cách tính`() {
    let html = Figure("4.543", "đảng viên", definition: "Cuối ngày.", records: "/r").html.string
    #expect(html.contains("<a href=\"/r\">4.543<span class=\"unseen\"> đảng viên</span></a>"))
    #expect(html.contains("<p>Cuối ngày.</p>"))
  }
}
