import Testing

@testable import Basics

@Suite struct LegacyVietnameseTests {
  @Test func `TCVN3 sang Unicode`() {
    #expect(
      LegacyVietnamese.decode("§¶ng bé x· T©n Thµnh, huyÖn Giång Tr«m", as: .tcvn3)
        == "Đảng bộ xã Tân Thành, huyện Giồng Trôm")
    #expect(LegacyVietnamese.decode("NguyÔn §øc ¢n – ¡n c¬m", as: .tcvn3) == "Nguyễn Đức Ân – Ăn cơm")
    #expect(LegacyVietnamese.decode("céng s¶n viÖt nam", as: .tcvn3Capitals) == "CỘNG SẢN VIỆT NAM")
  }

  @Test func `VNI sang Unicode`() {
    #expect(
      LegacyVietnamese.decode("Ñaûng boä xaõ Taân Thaønh, huyeän Gioàng Troâm", as: .vni)
        == "Đảng bộ xã Tân Thành, huyện Giồng Trôm")
    #expect(LegacyVietnamese.decode("ÑAÛNG COÄNG SAÛN VIEÄT NAM", as: .vni) == "ĐẢNG CỘNG SẢN VIỆT NAM")
    #expect(
      LegacyVietnamese.decode("Nguyeãn Thò Hoàng Öùng, kyõ sö, lyù luaän, hoøa", as: .vni)
        == "Nguyễn Thị Hồng Ứng, kỹ sư, lý luận, hòa")
  }

  @Test func `tên phông quyết định`() {
    #expect(LegacyVietnamese.detect("Chi bé", fontName: ".VnTime") == .tcvn3)
    #expect(LegacyVietnamese.detect("Chi bé", fontName: ".VnTimeH") == .tcvn3Capitals)
    #expect(LegacyVietnamese.detect("Chi boä", fontName: "VNI-Times") == .vni)
  }

  @Test(arguments: [
    ("§¶ng bé x· T©n Thµnh", LegacyVietnamese.Encoding.tcvn3), ("NguyÔn V¨n §øc", .tcvn3),
    ("Ñaûng boä xaõ Taân Thaønh", .vni), ("Nguyeãn Vaên Ñöùc", .vni),
  ])
  func `không có phông, nhìn chữ mà biết`(text: String, expected: LegacyVietnamese.Encoding) {
    #expect(LegacyVietnamese.detect(text, fontName: nil) == expected)
    #expect(LegacyVietnamese.detect(text, fontName: "Times New Roman") == expected)
  }

  @Test(arguments: [
    "", "Chi bo", "Toàn", "Hoàng Hoà", "loài", "Hà", "và có không", "Nguyễn Văn Đức", "Đảng bộ xã", "khoé",
    "hoá toán",
    "Thành", "«Hoàng»", "· Không có", "§ 5", "10 µm", "25 m²", "m×n", "N° 5", "© 2014", "½", "Word®", "3 × 4",
    "Où êtes-vous ? Là où le cœur reste à l'été, Noël, août, créée, naïf, haï, « ça »", "où", "haï", "aún",
    "Größe, Straße, für, schön, Müller, säen, Öl", "São Paulo, ação, país, saúde, niño", "café", "Ångström",
    "Zürich à la carte", "thuê luân phiên", "quý", "òa khóc",
  ])
  func `chữ Unicode, ASCII, Pháp, Đức không bao giờ bị nhận nhầm`(text: String) {
    #expect(LegacyVietnamese.detect(text, fontName: nil) == nil)
  }

  @Test func `mọi chữ cái đi và về`() {
    // Each letter in TCVN3 order has one code point of its own.
    let letters = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
    let codes = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u{AD}õö÷øùúûüýþ"
    #expect(LegacyVietnamese.decode(codes, as: .tcvn3) == letters)
  }
}
