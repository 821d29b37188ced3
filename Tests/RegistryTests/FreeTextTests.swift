import Registry
import Testing

@Suite struct `Lời ghi tự do` {
  @Test(arguments: [
    "gọi 0912345678", "CCCD 083075001234", "số 0912 345 678", "cmnd 320-123-456", "+84 912345678",
    "０９１２３４５６７８", "٠٩١٢٣٤٥٦٧٨",
    "thẻ 083.075.001.234 nhé", "0912(345)678", "0912_345_678", "0912–345–678", "0912345000", "079085001000",
  ])
  func `số dẫn đến một người thì không nhận`(text: String) {
    #expect(throws: FreeTextRefusal.self) { try FreeText.checked(text) }
  }

  @Test(arguments: [
    "Quy định số 76-QĐ/TW ngày 15/6/2000", "từ 25/3/2008 đến 8/4/2008",
    "đường dài 1.200 m, kinh phí 120.000.000 đồng",
    "nhiệm kỳ 2010-2015", "4.543 đảng viên, 279 ở chi bộ cơ quan", "ngày 21-04-2014",
    "các năm 2011 2012 2013", "họp 01-04-2014 15 giờ",
  ])
  func `ngày, số văn bản, số tiền thì nhận`(text: String) throws {
    #expect(try FreeText.checked(text) == text)
  }
}
