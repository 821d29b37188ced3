import Testing

@testable import Markup

@Suite("Biểu mẫu")
struct FormTests {
  @Test func `ô có lỗi nói lỗi cho người nghe trang`() {
    let html = DayField(
      "ngay", label: "Ngày chuyển", value: "31/2/2014", error: "Không có trong lịch", isRequired: true
    )
    .html.string
    #expect(html.contains("<label for=\"f-ngay\">Ngày chuyển"))
    #expect(html.contains("aria-describedby=\"f-ngay-hint f-ngay-error\" aria-invalid=\"true\" required"))
    #expect(html.contains("id=\"f-ngay-error\""))
    #expect(html.contains("inputmode=\"numeric\""))
    #expect(html.contains("type=\"text\""))
  }

  @Test func `ô không lỗi không nhắc đến lỗi`() {
    let html = TextField("so", label: "Số", value: "12\"").html.string
    #expect(!html.contains("aria-"))
    #expect(html.contains("value=\"12&quot;\""))
  }

  @Test func `mật khẩu không được gửi trả lại trang`() {
    #expect(
      !TextField("mk", label: "Mật khẩu", value: "bí mật", kind: .password).html.string.contains("bí mật"))
  }

  @Test func `nhóm lựa chọn: ô đầu mang tên của nhóm để bảng lỗi dẫn tới`() {
    let html = RadioGroup(
      "loai", label: "Loại", choices: [.init("a", "A"), .init("b", "B")], selected: "b", error: "Chọn một"
    ).html.string
    #expect(
      html.contains("<fieldset class=\"field field-group has-error\" aria-describedby=\"f-loai-error\">"))
    #expect(html.contains("id=\"f-loai\" name=\"loai\" value=\"a\""))
    #expect(html.contains("id=\"f-loai-2\" name=\"loai\" value=\"b\" checked"))
    #expect(
      ErrorSummary([.init("loai", "Chọn một")]).html.string.contains("<a href=\"#f-loai\">Chọn một</a>"))
  }

  @Test func `biểu mẫu ghi mang mã chống giả mạo, biểu mẫu hỏi thì không`() {
    let post = Form(action: "/chuyen", csrf: "t\"k", body: "").html.string
    #expect(post.contains("method=\"post\" action=\"/chuyen\""))
    #expect(post.contains("<input type=\"hidden\" name=\"_csrf\" value=\"t&quot;k\">"))
    #expect(!Form(asking: "/tim", body: "").html.string.contains("_csrf"))
  }

  @Test func `mã chống giả mạo không rời máy chủ này`() {
    let html = Form(action: "https://evil.vn/x", csrf: "t", body: "").html.string
    #expect(!html.contains("evil"))
  }

  @Test func `không có lỗi thì không có bảng lỗi`() { #expect(ErrorSummary([]).html.isEmpty) }

  @Test func `lựa chọn đang chọn và chữ trong danh sách`() {
    let html = Select("x", label: "X", choices: [.init("1", "Ấp <1>"), .init("2", "Ấp 2")], selected: "2")
      .html.string
    #expect(
      html.contains("<option value=\"1\">Ấp &lt;1&gt;</option><option value=\"2\" selected>Ấp 2</option>"))
  }
}
