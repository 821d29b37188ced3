import Foundation
import Markup
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Sách hướng dẫn` {
  @Test func `dựng tiêu đề, đoạn, danh sách, bảng, mã, liên kết`() {
    let text = """
      # Trang thử
      Một đoạn
      hai dòng với **đậm** và `mã <b>`.

      - một
        nối tiếp
      - hai
      1. thứ nhất

      | Cột | Kia |
      |---|---|
      | a | `b` |

      ```
      <script>
      ```
      ## Xem [bắt đầu](bat-dau.md) và [mẫu](mau.xlsx)
      """
    let html = ManualText(text).html.string
    #expect(html.contains("<h1>Trang thử</h1>"))
    #expect(html.contains("<p>Một đoạn hai dòng với <strong>đậm</strong> và <code>mã &lt;b&gt;</code>.</p>"))
    #expect(html.contains("<li>một nối tiếp</li>"))
    #expect(html.contains("<ol>\n<li>thứ nhất</li>"))
    #expect(html.contains("<th scope=\"col\">Kia</th>"))
    #expect(html.contains("&lt;script&gt;"))
    #expect(html.contains("<a href=\"/huong-dan/bat-dau\">bắt đầu</a>"))
    #expect(html.contains("<a href=\"/huong-dan/mau.xlsx\">mẫu</a>"))
  }

  @Test(arguments: [
    "[x](javascript:alert(1))", "[x](//evil.example)", "[<img src=x>](/a)", "`<b>`\u{301}", "**a\u{301}**<i>",
    "[a](\u{301}/x\")",
    "| <script> |\n|---|\n| \"\u{301}> |", "```\n</code><script>\n", "[[[[", "****", "``", "|", "#", "1.",
    "- ", "[](", "**[a](b**)",
  ])
  func `chữ lạ chỉ là chữ`(text: String) {
    let html = ManualText(text).html.string
    for bad in ["<script", "<img", "<i>", "javascript:alert(1)\"", "href=\"//", "<b>"] {
      #expect(!Data(html.utf8).contains(bad), "\(html)")
    }
  }

  @Test func `các trang của sách mở được, tệp mẫu tải được, không gì khác`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let officer = try await world.officer()
      let index = try await officer.get("/huong-dan")
      #expect(index.has("/huong-dan/bat-dau"))
      for link in index.text.components(separatedBy: "href=\"/huong-dan/").dropFirst() {
        let name = link.split(separator: "\"").first.map(String.init) ?? ""
        let page = try await officer.get("/huong-dan/\(name)")
        #expect(page.status == 200, "\(name)")
        #expect(page.count(of: "<h1>") == 1, "\(name)")
      }
      #expect(
        try await officer.get("/huong-dan/mau-danh-sach-dang-vien.xlsx").headers[.contentDisposition] != nil)
      for bad in ["..%2Frules.yaml", "..", ".", "khong-co", "bat-dau.md", "%2Fetc%2Fpasswd", "khong-co.xlsx"]
      {
        #expect(try await officer.get("/huong-dan/\(bad)").status == 404, "\(bad)")
      }
    }
  }
}

extension Data {
  fileprivate func contains(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
