import Testing

@testable import Markup

@Suite("Liên kết")
struct LinkTests {
  @Test(arguments: [
    "/", "/dang-vien/1?ngay=2014-04-21#a", "#f-ngay", "?trang=2", "https://dcs.vn/x", "HTTP://a",
    "mailto:a@b.vn",
  ])
  func `liên kết hợp lệ được giữ`(_ link: String) {
    #expect(Link.isSafe(link))
    let html: HTML = "<a\(href: link)>x</a>"
    #expect(html.string == "<a href=\"\(link)\">x</a>")
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "\u{1}javascript:x",
    " javascript:x", "data:text/html,x",
    "vbscript:x", "//evil.vn", "/\\evil.vn", "/\t/evil.vn", "\\\\evil.vn", "http:evil", "https://",
    "file:///etc", "dang-vien", "",
  ])
  func `liên kết nguy hiểm bị bỏ, chữ vẫn còn`(_ link: String) {
    #expect(!Link.isSafe(link))
    let html: HTML = "<a\(href: link)>Bình Hòa</a>"
    #expect(html.string == "<a>Bình Hòa</a>")
  }

  @Test func `dấu nháy trong liên kết được thoát`() {
    let html: HTML = "<a\(href: "/a?b=\"\u{0301}onx=1&c='")>x</a>"
    #expect(html.bytes == Array("<a href=\"/a?b=&quot;\u{0301}onx=1&amp;c=&#39;\">x</a>".utf8))
  }
}
