import Basics
import TestSupport
import Testing

@testable import Regulations

private typealias Fit = `Quy chế có hợp với tổ chức`

/// What regulations copied from a committee's say, in many wordings, and what only sounds like it.
@Suite struct `Câu không hợp với chi bộ và câu chỉ giống như thế` {
  private func count(_ text: String, _ matter: FitFinding.Matter, _ facts: FitFacts = Fit.facts()) throws
    -> Int
  {
    let found = try Fit.find(text, facts, matter)
    for finding in found {
      #expect(!finding.says.isEmpty && !finding.remedy.isEmpty && !finding.source.isEmpty)
      #expect(!finding.certainty.isEmpty && !finding.marked.isEmpty && finding.article != nil)
    }
    return found.count
  }

  @Test(arguments: [
    ("Chi bộ họp 3 tháng/lần.", 1), ("Sinh hoạt chi bộ: 03 tháng/lần.", 1), ("Chi bộ họp 1 lần/quý.", 1),
    ("Chi bộ sinh hoạt 01 lần/3 tháng.", 1), ("Chi bộ sinh hoạt thường lệ 6 tháng/1 lần.", 1),
    ("Chi bộ họp mỗi năm 4 kỳ.", 1), ("Hội nghị chi bộ họp 02 lần/năm.", 1), ("Chi ủy họp hai tháng/lần.", 1),
    ("Chi bộ họp 1 tháng/lần.", 0), ("Chi bộ họp 1 lần/tháng.", 0), ("Chi bộ họp mỗi tháng 1 lần.", 0),
    ("Đảng viên vắng họp 3 tháng thì chi bộ xem xét.", 0), ("Chi ủy báo cáo 3 tháng/lần.", 0),
    ("Mỗi quý đảng viên về dự một buổi sinh hoạt ở ấp ấy.", 0),
    ("Hằng quý đảng viên dự họp với chi bộ ấp.", 0),
    ("Đảng viên mỗi quý tham gia sinh hoạt cùng tổ nhân dân tự quản.", 0),
    ("Đảng viên dự sinh hoạt nơi cư trú 3 tháng/lần.", 0), ("Hằng quý đảng viên về họp tổ dân phố.", 0),
    ("Đảng viên dự họp chi bộ 3 tháng/lần.", 1),
    (
      "Đảng viên không phải người địa phương thì đăng ký một ấp để giữ liên hệ, mỗi quý về dự một buổi sinh hoạt ở ấp ấy.",
      0
    ),
  ])
  func `nhịp họp viết cách nào cũng nhận ra; dự họp ở nơi cư trú thì không`(_ text: String, _ count: Int)
    throws
  {
    #expect(try self.count(text, .rhythm) == count)
  }

  @Test func `nhịp họp ghi dưới tên điều`() throws {
    let text =
      "Điều 1. Chế độ sinh hoạt\n1. Chi bộ: 3 tháng/lần.\n2. Báo cáo Đảng ủy: 3 tháng/lần.\n" + Fit.relation
    let outline = Outline.read(RegulationFile.read(Array(text.utf8), name: "a.txt"))
    let found = try FitCheck.findings(outline, Fit.facts(), rules: Fit.rules.get())
    #expect(found.map(\.key) == ["rhythm.quarterly|1.1"])
  }

  @Test(arguments: [
    ("Ủy ban Kiểm tra của chi bộ giúp chi ủy kiểm tra đảng viên.", 1),
    ("Chi bộ bầu Ủy ban Kiểm tra gồm ba đồng chí.", 1),
    ("Nhiệm vụ của Ủy ban Kiểm tra chi bộ.", 1), ("UBKT chi bộ họp mỗi tháng.", 1),
    ("Ban Thường vụ của chi bộ họp hằng tuần.", 1),
    ("Báo cáo Ủy ban Kiểm tra Đảng ủy xã.", 0), ("Khi Ủy ban Kiểm tra Đảng ủy yêu cầu thì gửi hồ sơ.", 0),
    ("Chi bộ không có Ủy ban Kiểm tra.", 0), ("Chịu sự kiểm tra của Ủy ban Kiểm tra cấp trên.", 0),
    ("Phối hợp với Ủy ban Kiểm tra Đảng ủy.", 0),
  ])
  func `ủy ban kiểm tra, ban thường vụ của chi bộ`(_ text: String, _ count: Int) throws {
    #expect(try self.count(text, .bodies) >= count)
    if count == 0 { #expect(try self.count(text, .bodies) == 0) }
  }

  @Test(arguments: [
    ("Chỉ đạo hoạt động của Hội Nông dân xã.", ["Hội Nông dân"]),
    ("Chi bộ chỉ đạo hoạt động của Hội Người cao tuổi.", ["Hội Người cao tuổi"]),
    ("Chăm lo xây dựng MTTQ và các đoàn thể vững mạnh.", ["Mặt trận Tổ quốc", "các đoàn thể"]),
    ("Thường xuyên củng cố Hội Phụ nữ, Hội Chữ thập đỏ.", ["Hội Liên hiệp Phụ nữ", "Hội Chữ thập đỏ"]),
    ("Hội Nông dân xã chịu sự lãnh đạo trực tiếp của chi bộ.", ["Hội Nông dân"]),
    ("Chi bộ lãnh đạo đảng viên đang công tác tại Hội Nông dân xã gương mẫu.", []),
    ("Chi bộ phân công đảng viên làm việc ở Hội Nông dân theo dõi phong trào.", []),
    ("Lãnh đạo đồng chí đảng viên hiện đang làm việc tại Hội Nông dân hoàn thành nhiệm vụ.", []),
    ("Lãnh đạo thực hiện quy chế dân chủ, phối hợp với Mặt trận Tổ quốc.", []),
    ("Hội Nông dân xã chịu sự lãnh đạo của Đảng ủy.", []), ("Chăm lo xây dựng đội ngũ đảng viên.", []),
  ])
  func `lãnh đạo hội, đoàn bằng lời nào cũng nhận ra; đảng viên làm việc ở hội thì không`(
    _ text: String, _ subjects: [String]
  ) throws {
    #expect(try Fit.find(text, Fit.facts(), .subjects).map(\.subject) == subjects)
  }

  @Test(arguments: [
    ("Lãnh đạo phát triển kinh tế, văn hóa, xã hội trên địa bàn xã.", 1),
    ("Chỉ đạo thực hiện nhiệm vụ phát triển kinh tế - xã hội, quốc phòng, an ninh của địa phương.", 1),
    ("Quyết định chủ trương chuyển dịch cơ cấu cây trồng trên địa bàn.", 1),
    ("Chi bộ lãnh đạo:\na) Xây dựng nông thôn mới;\nb) Công tác tháng.", 1),
    ("Lãnh đạo cán bộ, đảng viên tham mưu phát triển kinh tế - xã hội.", 0),
    ("Quán triệt nghị quyết của Đảng ủy về phát triển kinh tế - xã hội.", 0),
    ("Lãnh đạo giữ gìn an ninh trật tự cơ quan.", 0),
    ("Đảng ủy lãnh đạo phát triển kinh tế - xã hội; chi bộ lãnh đạo đảng viên.", 0),
    ("Chi bộ quyết định những vấn đề sau:\n- Kết nạp đảng viên mới;\n- Chương trình công tác.", 1),
    ("Bổ nhiệm trưởng các ban, ngành thuộc UBND xã.", 1),
    ("Chi bộ quyết định nhân sự trưởng các bộ phận chuyên môn của Ủy ban nhân dân xã.", 1),
    ("Chi bộ bố trí phó trưởng phòng thuộc UBND xã.", 1),
    ("Chi bộ giới thiệu nhân sự để bổ nhiệm trưởng các ban, ngành thuộc UBND xã.", 0),
    ("Chi bộ góp ý với thủ trưởng cơ quan về bổ nhiệm trưởng phòng thuộc UBND xã.", 0),
  ])
  func `nhiệm vụ của địa bàn, bổ nhiệm người đứng đầu, kết nạp trong danh mục việc chi bộ quyết định`(
    _ text: String, _ count: Int
  ) throws {
    #expect(try Set(Fit.find(text, Fit.facts(), .powers).map(\.place)).count == count)
    _ = try self.count(text, .powers)
  }

  @Test(arguments: [
    "Điều 1. Những việc chi bộ quyết định\n1. Kết nạp đảng viên mới.\n2. Chương trình công tác.\n",
    "Điều 1. Thẩm quyền\nChi bộ thảo luận và quyết định những vấn đề sau:\n- Kết nạp đảng viên mới;\n- Chương trình công tác.\n",
    "Điều 1. Thẩm quyền\nChi bộ quyết định:\n1. Kết nạp đảng viên mới;\n2. Chương trình công tác.\n",
  ])
  func `việc kết nạp là một mục của điều, dưới tên điều hay lời dẫn`(_ text: String) throws {
    let outline = Outline.read(RegulationFile.read(Array((text + Fit.relation).utf8), name: "a.txt"))
    let found = try FitCheck.findings(outline, Fit.facts(), rules: Fit.rules.get())
    #expect(found.map(\.key) == ["powers.admission|1.1"])
  }

  @Test(arguments: [
    ("Thực hiện Quy định 76-QĐ/TW ngày 15/6/2000 về giữ mối liên hệ.", 2019_06_01, 0),
    ("Thực hiện Quy định 76-QĐ/TW ngày 15/6/2000 về giữ mối liên hệ.", 2020_06_01, 1),
    ("Giữ mối liên hệ nơi cư trú theo Quy định số 76-QĐ/TW.", 2025_06_01, 1),
    ("Giữ mối liên hệ nơi cư trú theo Quy định số 76 của Bộ Chính trị.", 2025_06_01, 1),
    ("Quy định 213-QĐ/TW thay thế Quy định 76-QĐ/TW.", 2025_06_01, 0),
    ("Theo Quy định 213-QĐ/TW.", 2025_06_01, 0),
  ])
  func `văn bản hết hiệu lực nêu trong điều, theo ngày ban hành`(_ text: String, _ day: Int, _ count: Int)
    throws
  {
    #expect(try self.count(text, .basis, Fit.facts(on: day)) == count)
  }

  @Test(arguments: [
    ("Nghị quyết của chi bộ ghi ký hiệu NQ/ĐU.", 1), ("Văn bản do bí thư ký, số …-QC/ĐU.", 1),
    ("Thực hiện Nghị quyết số 05-NQ/ĐU ngày 12 tháng 3 năm 2010 của Đảng ủy xã.", 0),
    ("Nghị quyết số 05-NQ/ĐU của Đảng ủy được phổ biến ở chi bộ.", 0),
    ("Nghị quyết của chi bộ ghi NQ/CB.", 0),
  ])
  func `ký hiệu của đảng ủy trong lời quy chế của chi bộ`(_ text: String, _ count: Int) throws {
    #expect(try self.count(text, .symbol) == count)
  }

  @Test(arguments: [
    ("Chi bộ họp tại xã Tân Hào.", "xã Tân Hào", 1),
    ("Chi bộ cơ quan thị trấn Long Mỹ.", "thị trấn Long Mỹ", 1),
    ("Xã Long Mỹ trước đây thuộc huyện Giồng Trôm.", "", 0), ("Xã Tân Hào cũ nay thuộc xã Long Mỹ.", "", 0),
    ("Phối hợp với chi bộ cơ quan xã Phong Nẫm tổ chức giao lưu.", "", 0),
    ("Đảng viên cư trú tại xã Phong Nẫm giữ liên hệ với nơi ấy.", "", 0),
    ("Đảng viên đang ở xã Tân Phú xin nhận xét của nơi ấy.", "", 0),
    ("Chi bộ họp tại xã Phong Nẫm.", "xã Phong Nẫm", 1),
  ])
  func `địa danh đã thôi, địa danh của nơi khác; nơi ở, nơi phối hợp, tên cũ kể lại thì không`(
    _ text: String, _ name: String, _ count: Int
  ) throws {
    var facts = Fit.facts(on: 2026_03_01)
    facts.ownPlaces = [
      .init(level: 1, name: "Long Mỹ", full: "xã Long Mỹ"),
      .init(level: 3, name: "Vĩnh Long", full: "tỉnh Vĩnh Long"),
    ]
    facts.goneUnits = [
      .init(name: "xã Tân Hào", until: day(2025_07_01)),
      .init(name: "thị trấn Long Mỹ", until: day(2025_07_01)),
    ]
    let found = try Fit.find(text, facts, .place)
    #expect(found.map(\.subject) == (count == 0 ? [] : [name]))
    if name == "xã Tân Hào" { #expect(found.first?.title.contains("không còn từ ngày 1/7/2025") == true) }
    _ = try self.count(text, .place, facts)
  }
}
