import Testing

@testable import Formats

@Suite struct CSVTests {
  @Test func `ghi và đọc lại`() throws {
    let rows = [
      ["Họ tên", "Ghi chú"], ["Nguyễn \"An\"", "dòng 1\r\ndòng 2"], ["a,b", " cách "], ["", "x"],
    ]
    #expect(try CSV.read(CSV.write(rows)) == rows)
    #expect(CSV.write([["a", "b"]], byteOrderMark: false) == Array("a,b\r\n".utf8))
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+84 1", "'+84 1"), ("@x", "'@x"), ("-12.5", "-12.5"), ("-1+2", "'-1+2"),
    ("\t=1", "'\t=1"),
    ("＝1+1", "'＝1+1"), ("＋84 1", "'＋84 1"), ("－cmd", "'－cmd"), ("＠SUM(1)", "'＠SUM(1)"), ("﹦1", "'﹦1"),
    ("\u{3000}＝1", "'\u{3000}＝1"), ("\u{200B}=1", "'\u{200B}=1"), ("−1+2", "'−1+2"),
    ("-", "'-"), ("  =1", "\"'  =1\""), ("+84", "+84"), ("a=1", "a=1"),
  ])
  func `chữ giống công thức bị vô hiệu, số âm vẫn là số`(text: String, written: String) {
    let line = CSV.write([[text]], byteOrderMark: false)
    #expect(
      String(decoding: line, as: UTF8.self).unicodeScalars.filter { $0 != "\r" && $0 != "\n" }.elementsEqual(
        written.replacing("\"", with: "").unicodeScalars))
  }

  @Test func `dấu chấm phẩy, UTF-16, dòng trống, ngoặc không đóng`() throws {
    #expect(try CSV.read(Array("a;b\n\n1;\"2;3\"\n".utf8)) == [["a", "b"], ["1", "2;3"]])
    #expect(
      try CSV.read([0xFF, 0xFE, 0xD0, 0x1E, 0x09, 0, 0x61, 0]) == [
        ["ố".unicodeScalars.count == 1 ? "\u{1ED0}" : "", "a"]
      ])
    #expect(csvCode(Array("a,\"b".utf8)) == "csv.openQuote")
    #expect(csvCode([0x61, 0xE1, 0x2C]) == "csv.notUnicode")
    #expect(try CSV.read([]) == [])
  }

  private func csvCode(_ bytes: [UInt8]) -> String { code { _ = try CSV.read(bytes) } }
}
