import Registry
import Testing

@Suite struct `Lời ghi tự do` {
  @Test(arguments: [
    "gọi 0912345678", "CCCD 083075001234", "số 0912 345 678", "cmnd 320-123-456", "+84 912345678",
    "０９１２３４５６７８", "٠٩١٢٣٤٥٦٧٨",
    "09123456780987654321", "0912345678 0987654321", "0912345678-083075001234", "84912345678849876543210",
    "320123456320123457", "gọi 091234567899", "083075001234083075001235",
    "ấp 2 (0912 345 678)", "tổ 12 - 083075001234", "số 0912 345 678 - 2 lần",
    "thẻ 083.075.001.234 nhé", "0912(345)678", "0912_345_678", "0912–345–678", "0912345000", "079085001000",
    "thẻ đảng 71872203", "số thẻ: 71872203.", "thẻ đảng viên số 71.872.203",
    "thư về nguyen.van.a@gmail.com nhé",
  ])
  func `số dẫn đến một người thì không nhận`(text: String) {
    #expect(throws: FreeTextRefusal.self) { try FreeText.checked(text) }
  }

  @Test(arguments: [
    "Quy định số 76-QĐ/TW ngày 15/6/2000", "từ 25/3/2008 đến 8/4/2008",
    "đường dài 1.200 m, kinh phí 120.000.000 đồng",
    "nhiệm kỳ 2010-2015", "4.543 đảng viên, 279 ở chi bộ cơ quan", "ngày 21-04-2014",
    "các năm 2011 2012 2013", "họp 01-04-2014 15 giờ", "các xã có 120 340 560 780 120 340 đảng viên",
    "2011 2012 2013 2014 2015", "số 12 ngày 03-05-2014 15 giờ", "ấp 2 - 03-05-2014", "1.200.000.000.000 đồng",
    "phát thẻ đảng đợt 19/5/2014 cho 120 340 người", "đổi thẻ theo 05-HD/BTCTW năm 2014", "số phiếu @ 20",
    "in thẻ hết 1.200.000 đồng",
  ])
  func `ngày, số văn bản, số tiền thì nhận`(text: String) throws {
    #expect(try FreeText.checked(text) == text)
  }

  @Test(arguments: [
    ("có ông Nguyễn Văn Tư phản ánh", "ông Nguyễn Văn Tư"), ("Bà Lê Thị Bé, ấp 2, chưa nhận", "Bà Lê Thị Bé"),
    ("nghe anh Hùng nói", "anh Hùng"), ("theo chị Đào.", "chị Đào"), ("(ông Sáu)", "ông Sáu"),
    ("nhà cụ  Ánh\tTuyết", "cụ Ánh Tuyết"),
  ])
  func `lời nêu tên người thì được hỏi lại`(text: String, name: String) {
    #expect(FreeText.naming(text) == name)
  }

  @Test(arguments: [
    "bà con ấp Long Hòa", "anh hùng lực lượng vũ trang", "tỉnh Bà Rịa – Vũng Tàu", "các ông, bà. Ngày 2 họp",
    "Đảng ủy xã Long Mỹ", "chị em phụ nữ", "Ông Bà", "", "ông", "em. Nguyễn",
  ])
  func `việc, nơi chốn, số đông thì không`(text: String) { #expect(FreeText.naming(text) == nil) }
}
