import Basics
import Testing

@testable import Formats

@Suite struct MultipartTests {
  private let type = "multipart/form-data; boundary=----WebKitFormBoundaryabc"

  private func body(_ parts: [String]) -> [UInt8] {
    Array(
      (parts.map { "------WebKitFormBoundaryabc\r\n\($0)\r\n" }.joined() + "------WebKitFormBoundaryabc--\r\n")
        .utf8)
  }

  @Test func `trường và tệp, tên tiếng Việt`() throws {
    let form = try Multipart.read(
      body([
        "Content-Disposition: form-data; name=\"ghi chú\"\r\n\r\nxin chào\r\n--không phải ranh giới",
        "Content-Disposition: form-data; name=\"tệp\"; filename=\"C:\\\\thư mục\\\\danh sách.xlsx\"\r\nContent-Type: application/x\r\n\r\nPK\u{3}\u{4}",
        "content-disposition: form-data; name=f2; filename=\"x\"; filename*=utf-8''%C4%91%E1%BA%A3ng.docx\r\n\r\n",
        "Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n",
      ]), contentType: type)
    #expect(form.text("ghi chú") == "xin chào\r\n--không phải ranh giới")
    #expect(form.file("tệp")?.fileName?.text == "danh sách.xlsx")
    #expect(form.file("tệp")?.fileName?.fileExtension == "xlsx")
    #expect(form.file("tệp")?.bytes == Array("PK\u{3}\u{4}".utf8))
    #expect(form.file("f2")?.fileName?.text == "đảng.docx")
    #expect(form.file("none") == nil)
    #expect(form.parts.count == 3)
  }

  @Test(arguments: [
    ("../../etc/passwd", "passwd"), ("a\u{202E}xslx.exe", "axslx.exe"), ("..", "tep"),
    ("a\r\nSet-Cookie: x", "aSet-Cookie_ x"),
    ("<b>\"'.xlsx", "_b__'.xlsx"), (".htaccess", "htaccess"), ("", "tep"),
  ])
  func `tên tệp không bao giờ là đường dẫn`(sent: String, shown: String) {
    #expect(FileName(sent).text == shown)
  }

  @Test func `tên dài được cắt, giữ đuôi`() {
    let name = FileName(String(repeating: "ế", count: 300) + ".xlsx").text
    #expect(name.utf8.count <= 200)
    #expect(name.hasSuffix(".xlsx"))
  }

  @Test func `cắt cụt, sai kiểu, quá nhiều mục`() {
    let whole = body(["Content-Disposition: form-data; name=\"a\"\r\n\r\n1"])
    for length in 0..<whole.count - 4 {
      let result = code { _ = try Multipart.read(Array(whole.prefix(length)), contentType: type) }
      #expect(result == "form.broken")
    }
    let wrong = code { _ = try Multipart.read(whole, contentType: "text/plain") }
    #expect(wrong == "form.broken")
    let many = body(Array(repeating: "Content-Disposition: form-data; name=\"a\"\r\n\r\n1", count: 20))
    let tooMany = code { _ = try Multipart.read(many, contentType: type, limits: .init(parts: 10)) }
    #expect(tooMany == "form.tooLarge")
  }

  @Test func `đổi ngẫu nhiên không sập`() {
    let whole = body([
      "Content-Disposition: form-data; name=\"a\"; filename*=UTF-8''%20\"\r\n\r\n1", "x: y\r\n\r\n",
    ])
    var random = SeededRandom(seed: 1)
    for _ in 0..<3000 {
      var bytes = whole
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = code { _ = try Multipart.read(bytes, contentType: type) }
    }
  }

  @Test func `tiêu đề tải về`() {
    let header = ContentDisposition(fileName: "Danh sách Đảng viên \"2014\"\r\nX: y.xlsx").header
    #expect(
      header
        == "attachment; filename=\"Danh sach Dang vien _2014_X_ y.xlsx\"; filename*=UTF-8''Danh%20s%C3%A1ch%20%C4%90%E1%BA%A3ng%20vi%C3%AAn%20_2014_X_%20y.xlsx"
    )
  }
}
