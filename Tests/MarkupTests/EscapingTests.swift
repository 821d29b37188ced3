import Testing

@testable import Markup

@Suite("Thoát ký tự")
struct EscapingTests {
  @Test func `năm ký tự nguy hiểm được thoát, chữ Việt giữ nguyên`() {
    let name = #"<b>"Ẩn" & 'Đức'</b>"#
    let html: HTML = "<p>\(name)</p>"
    #expect(html.string == "<p>&lt;b&gt;&quot;Ẩn&quot; &amp; &#39;Đức&#39;&lt;/b&gt;</p>")
  }

  /// Swift sees a quote and a combining mark as one `Character`; a browser sees the end of the attribute.
  @Test(arguments: ["\u{0301}", "\u{200D}", "\u{FE0F}"])
  func `dấu nháy mang dấu tổ hợp vẫn được thoát`(_ mark: String) {
    for dangerous in ["\"", "'", "<", ">", "&"] {
      let html: HTML = "<input value=\"\("a\(dangerous)\(mark) onfocus=x")\">"
      let inside = html.bytes.dropFirst("<input value=\"".utf8.count).dropLast(2)
      for byte in "\"'<>".utf8 { #expect(!inside.contains(byte)) }
      #expect(html.string.unicodeScalars.contains(mark.unicodeScalars.first!))
    }
    let text = "a\"\(mark)"
    let link: HTML = "<a\(attribute: "title", text)>"
    #expect(link.bytes == Array("<a title=\"a&quot;\(mark)\">".utf8))
  }

  @Test func `chuỗi con, chuỗi vắng và số`() {
    let whole = "xã <Bình> Hòa"
    let part = whole.dropFirst(3).prefix(6)
    let nothing: String? = nil
    let some: String? = "&"
    let html: HTML = "\(part)|\(nothing)|\(some)|\(4543)|\(number: 4543)|\(number: -1_234_567)"
    #expect(html.string == "&lt;Bình&gt;||&amp;|4543|4.543|−1.234.567")
  }

  @Test func `mã lồng nhau không bị thoát lần nữa`() {
    let items = ["a<", "b"]
    let html: HTML = "<ul>\(each: items, { "<li>\($0)</li>" })</ul>\(when: items.isEmpty, "<p>trống</p>")"
    #expect(html.string == "<ul><li>a&lt;</li><li>b</li></ul>")
    #expect(HTML.joined(items.map { HTML(text: $0) }, separator: "<br>").string == "a&lt;<br>b")
  }

  @Test func `nhánh không dùng thì không dựng`() {
    func fail() -> HTML {
      Issue.record("đã dựng")
      return ""
    }
    let html: HTML = "\(when: false, fail(), else: "không")"
    #expect(html.string == "không")
  }

  @Test func `đảo dữ liệu không chứa thẻ đóng`() {
    let html = JSONIsland(id: "d", json: "{\"a\":\"</script><!--\u{2028}&\"}").html.string
    #expect(
      html
        == #"<script type="application/json" id="d">{"a":"\u003C/script\u003E\u003C!--\u2028\u0026"}</script>"#
    )
  }

  @Test func `tỷ lệ viết như trong văn bản`() {
    #expect(Number.percent(123, of: 279) == "44,1%")
    #expect(Number.percent(1, of: 2) == "50%")
    #expect(Number.percent(1, of: 0) == nil)
    #expect([0.04, 12.25, -3.96, 7].map(Number.coordinate) == ["0", "12.3", "-4", "7"])
  }
}
