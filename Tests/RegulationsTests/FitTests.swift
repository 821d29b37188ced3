import Basics
import Foundation
@testable import Registry
import TestSupport
import Testing

@testable import Regulations

/// A regulation against what the register says of its organisation: right and wrong examples.
@Suite struct `Quy chế có hợp với tổ chức` {
  static let rules = Result { try FitRules(TestContent.content) }

  static func facts(
    _ kind: Organisation.Kind = .agencyCell, on day: Int = 2010_06_01, leads: [String] = [],
    number: String = "",
    type: String = "", term: String = "", bases: [String] = [],
    neighbours: [String] = ["xã Phong Nẫm", "xã Long Mỹ Đông"]
  ) -> FitFacts {
    let organisation: ID<Organisation> = ID(1)
    let state = OrganisationState(
      id: 1, organisation: organisation, kind: kind, name: "Chi bộ cơ quan xã Long Mỹ", code: "", parent: nil,
      unit: nil, neighbourhood: "", period: Period(), isFinal: false, decision: nil)
    func scope(_ kind: LeadershipScope.Kind, _ subject: String) -> LeadershipScope {
      LeadershipScope(
        id: 1, organisation: organisation, kind: kind, subject: subject, massOrganisation: nil,
        subjectOrganisation: nil, period: Period(), decision: nil)
    }
    return FitFacts(
      organisation: state, day: Day(number: day) ?? .endOfTime,
      leadership: [scope(.members, "Đảng viên trong chi bộ"), scope(.staff, "Cán bộ, công chức cơ quan")]
        + leads.map { scope(.massOrganisation, $0) }, neighbours: neighbours, documentType: type,
      documentNumber: number, term: term,
      bases: bases.enumerated().map { n, citation in
        let cited = CitedDocument(citation)
        return RegulationBasis(
          id: Int64(n), regulation: ID(1), position: n, citation: citation, number: cited?.number ?? "",
          issuedOn: cited?.day)
      })
  }

  static let relation = """
    Điều 2. Quan hệ
    1. Chi ủy phối hợp với thủ trưởng cơ quan; theo dõi đảng viên giữ mối liên hệ với nơi cư trú.
    """

  static func find(_ clauses: String, _ facts: FitFacts = facts(), _ matter: FitFinding.Matter? = nil) throws
    -> [FitFinding]
  {
    let text = "Điều 1. Chức năng\n1. \(clauses)\n" + relation
    let outline = Outline.read(RegulationFile.read(Array(text.utf8), name: "a.txt"))
    return try FitCheck.findings(outline, facts, rules: rules.get()).filter {
      matter == nil || $0.matter == matter
    }
  }

  @Test(arguments: [
    (
      "Chi bộ lãnh đạo Mặt trận Tổ quốc, Hội Nông dân hoạt động đúng điều lệ.",
      ["Mặt trận Tổ quốc", "Hội Nông dân"]
    ),
    ("CHI BỘ LÃNH ĐẠO HỘI CỰU CHIẾN BINH THỰC HIỆN NHIỆM VỤ.", ["Hội Cựu chiến binh"]),
    ("Lãnh đạo các đoàn thể chính trị - xã hội xây dựng tổ chức vững mạnh.", ["các đoàn thể"]),
    ("Lãnh đạo cán bộ, đảng viên và các đoàn thể thực hiện nghị quyết.", ["các đoàn thể"]),
    ("Chi bộ chỉ đạo Hội LHPN tổ chức đại hội.", ["Hội Liên hiệp Phụ nữ"]),
  ])
  func `nêu lãnh đạo tổ chức mà sổ không ghi`(text: String, subjects: [String]) throws {
    let found = try Self.find(text, Self.facts(), .subjects)
    #expect(found.map(\.subject) == subjects)
    #expect(found.allSatisfy { $0.severity == .warning && $0.says.contains("Cán bộ, công chức cơ quan") })
    #expect(found.first?.place == "Điều 1, khoản 1")
  }

  @Test(arguments: [
    "Chi bộ không lãnh đạo Mặt trận Tổ quốc và các đoàn thể của xã.",
    "Chi bộ không có chức năng lãnh đạo Hội Nông dân.",
    "Chi ủy phối hợp với Mặt trận Tổ quốc và các đoàn thể.",
    "Các đoàn thể chịu sự lãnh đạo của Đảng ủy; Hội Nông dân phối hợp với chi bộ.",
    "Đảng ủy lãnh đạo Mặt trận Tổ quốc, Hội Nông dân; chi bộ lãnh đạo đảng viên.",
    "Lãnh đạo cán bộ Mặt trận Tổ quốc, Hội Nông dân làm việc tại trụ sở hoàn thành nhiệm vụ.",
    "Lãnh đạo đoàn viên Công đoàn, hội viên Hội Phụ nữ gương mẫu.",
    "Không ghi như mẫu cũ “lãnh đạo Mặt trận Tổ quốc, Hội Nông dân và Hội Cựu chiến binh”.",
    "Lãnh đạo đảng viên hoàn thành nhiệm vụ; tạo điều kiện cho công đoàn hoạt động.",
  ])
  func `câu phủ định, câu nói nơi khác, câu trích và câu nói về người thì không bị nêu`(text: String) throws {
    #expect(try Self.find(text, Self.facts(), .subjects).map(\.subject) == [])
  }

  @Test func `sổ ghi có thì không nêu; đoàn thể chi bộ cơ quan có thể có thì chỉ hỏi`() throws {
    let text = "Chi bộ lãnh đạo Công đoàn và Đoàn Thanh niên cơ quan."
    let asked = try Self.find(text, Self.facts(), .subjects)
    #expect(asked.map(\.severity) == [.notice, .notice])
    let known = try Self.find(text, Self.facts(leads: ["Công đoàn cơ sở cơ quan xã Long Mỹ"]), .subjects)
    #expect(known.map(\.subject) == ["Đoàn Thanh niên"])
    var unknown = Self.facts()
    unknown.leadership = []
    #expect(try Self.find(text, unknown, .subjects).map(\.key) == ["subjects.unknown"])
  }

  @Test func `lời dẫn có dấu hai chấm kéo xuống các điểm`() throws {
    let found = try Self.find(
      "Chi bộ lãnh đạo các tổ chức sau:\na) Hội Nông dân xã;\nb) Cán bộ Hội Phụ nữ làm việc ở trụ sở.",
      Self.facts(),
      .subjects)
    #expect(found.map(\.place) == ["Điều 1, khoản 1, điểm a"])
    #expect(try Self.find("Chi bộ không lãnh đạo:\na) Hội Nông dân xã.", Self.facts(), .subjects).isEmpty)
  }

  @Test func `dạng dựng sẵn hay tách rời, viết hoa, TCVN3 cho cùng kết quả`() throws {
    let text =
      "Điều 1. Chức năng\n1. Chi bộ lãnh đạo Hội Nông dân. Chi bộ quyết định kết nạp đảng viên.\n"
      + Self.relation
    let keys = try [
      text, text.decomposedStringWithCanonicalMapping,
    ].map { text in
      let outline = Outline.read(RegulationFile.read(Array(text.utf8), name: "a.txt"))
      return try FitCheck.findings(outline, Self.facts(), rules: Self.rules.get()).map(\.key)
    }
    #expect(keys[0] == ["subjects.hoi nong dan|1.1", "powers.admission|1.1"])
    #expect(keys[0] == keys[1])
    let twin = LegacyTwin.tcvn3(text)
    let outline = Outline.read(RegulationFile.read(Array(twin.utf8), name: "a.txt"))
    let legacy = try FitCheck.findings(outline, Self.facts(), rules: Self.rules.get())
    #expect(legacy.map(\.key) == keys[0])
    #expect(legacy.first?.marked == "Hội Nông dân")
  }

  @Test(arguments: [
    ("Chi bộ quyết định kết nạp đảng viên mới.", FitFinding.Matter.powers, 1),
    ("Chi bộ xét, đề nghị Đảng ủy quyết định kết nạp đảng viên.", .powers, 0),
    ("Lãnh đạo Ủy ban nhân dân xã điều hành ngân sách.", .powers, 1),
    ("Tham gia ý kiến về bổ nhiệm và miễn nhiệm.", .powers, 0),
    ("Ban Thường vụ họp mỗi tuần.", .bodies, 1), ("Báo cáo Ban Thường vụ Đảng ủy xã.", .bodies, 0),
    ("Chi bộ họp thường lệ ba tháng một lần.", .rhythm, 1), ("Chi bộ họp mỗi tháng một lần.", .rhythm, 0),
    ("Sinh hoạt chuyên đề mỗi quý một lần.", .rhythm, 0),
    ("Đảng viên sinh hoạt tại xã Phong Nẫm.", .place, 1), ("Đảng viên ở ấp Long Hòa.", .place, 0),
    ("Thực hiện Điều 44 Quy chế này.", .reference, 1), ("Thực hiện Điều 2 của Quy chế này.", .reference, 0),
    ("Theo Điều 44 Điều lệ Đảng.", .reference, 0), ("Quyền nêu tại Điều 1 Quy chế này.", .reference, 1),
    ("Báo cáo Huyện ủy.", .district, 0),
    ("Chi bộ quyết định khen thưởng đảng viên, khai trừ đảng viên và bổ nhiệm Chủ tịch xã.", .powers, 2),
    ("Chi bộ quyết định kết nạp đảng viên, khai trừ đảng viên.", .powers, 2),
    ("Chi bộ quyết định khen thưởng, đề nghị cấp trên khai trừ, bổ nhiệm.", .powers, 0),
    ("Thực hiện quyết định của Huyện ủy về bổ nhiệm, miễn nhiệm.", .powers, 0),
    ("Các quyết định khen thưởng, khai trừ được công bố tại chi bộ.", .powers, 0),
    ("Chi bộ lãnh đạo nhân dân trong ấp 5 thi đua.", .powers, 1),
    ("Theo khoản 9 Điều 2 Quy chế này.", .reference, 1), ("Theo khoản 1 Điều 2 Quy chế này.", .reference, 0),
    ("Như khoản 1 Điều này.", .reference, 0), ("Như khoản 7 Điều này.", .reference, 1),
    ("Theo khoản 9 Điều 2 Điều lệ Đảng.", .reference, 0),
    ("Chi bộ nhiệm kỳ 2000 - 2005 đã làm.", .term, 1), ("Chi bộ nhiệm kỳ 2010 - 2015 làm việc.", .term, 0),
    ("Quy chế này thay thế quy chế nhiệm kỳ 2000 - 2005.", .term, 0),
  ])
  func `thẩm quyền, tổ chức, nhịp họp, địa danh, dẫn chiếu`(
    text: String, matter: FitFinding.Matter, count: Int
  ) throws {
    #expect(try Self.find(text, Self.facts(), matter).count == count)
  }

  @Test(arguments: [
    ("Phê chuẩn kết quả bầu cử của các chi bộ trực thuộc.", 1), ("Công nhận kết quả bầu cử chi ủy.", 1),
    ("Chi bộ phê duyệt quy hoạch cán bộ.", 1), ("Chuẩn y bí thư, phó bí thư chi bộ trực thuộc.", 1),
    ("Chi bộ chỉ định chi ủy viên khi khuyết.", 1), ("Thi hành kỷ luật đảng viên đến khai trừ.", 1),
    ("Khai trừ đảng viên vi phạm nghiêm trọng.", 1), ("Chi bộ có quyền kết nạp đảng viên.", 1),
    ("Quyết định xóa tên đảng viên bỏ sinh hoạt.", 1), ("Thành lập và giải thể các chi bộ trực thuộc.", 1),
    ("Chi bộ quyết định các việc sau:\na) Kết nạp đảng viên;\nb) Công tác tháng.", 1),
    ("Chi bộ có nhiệm vụ, quyền hạn:\na) Bổ nhiệm tổ trưởng;\nb) Công tác tháng.", 1),
    ("Ký quyết định kết nạp đảng viên.", 1),
    ("Đề nghị Đảng ủy phê chuẩn kết quả bầu cử.", 0), ("Sau khi được chuẩn y, chi ủy phân công.", 0),
    ("Phê duyệt kế hoạch, chương trình công tác của chi ủy.", 0),
    ("Chi bộ xem xét, đề nghị xóa tên đảng viên.", 0),
    ("Thi hành kỷ luật khiển trách, cảnh cáo đảng viên.", 0),
    ("Khai trừ đảng viên thì đề nghị cấp ủy quyết định.", 0), ("Đảng viên có quyền biểu quyết.", 0),
    ("Công tác kết nạp đảng viên làm theo kế hoạch.", 0), ("Cấp ủy có quyền kết nạp đảng viên.", 0),
    ("Các hình thức kỷ luật gồm:\na) Khiển trách;\nb) Khai trừ.", 0),
    ("Chi bộ đề nghị cấp trên:\na) Kết nạp đảng viên;\nb) Khai trừ đảng viên.", 0),
  ])
  func `việc của cấp trên viết bằng động từ nào cũng nhận ra; đề nghị, hồ sơ, hình thức thì không`(
    text: String, count: Int
  ) throws {
    for kind in [Organisation.Kind.agencyCell, .subordinateCell, .baseCell] {
      #expect(try Self.find(text, Self.facts(kind), .powers).count == count, "\(kind)")
    }
  }

  @Test(arguments: [
    ("Hằng quý họp Ban Thường vụ để quyết định kết nạp đảng viên.", 1),
    ("Chi bộ họp ba tháng một lần và báo cáo Đảng ủy.", 1), ("Chi bộ cơ quan họp mỗi quý một lần.", 1),
    ("Theo chỉ đạo của Đảng ủy, chi bộ sinh hoạt định kỳ hàng quý.", 1),
    ("Mỗi năm hai lần, chi ủy triệu tập hội nghị chi bộ.", 1), ("Sinh hoạt thường lệ 6 tháng 1 lần.", 1),
    ("Chi bộ họp hằng tuần.", 1),
    ("Đảng ủy họp ba tháng một lần.", 0), ("Dự họp Đảng ủy ba tháng một lần.", 0),
    ("Cơ quan họp mỗi quý một lần.", 0), ("Chi bộ họp mỗi tháng một lần, mỗi quý đánh giá đảng viên.", 0),
    ("Hằng quý báo cáo kết quả sinh hoạt chi bộ.", 0), ("Chi bộ họp hằng tháng, hằng quý có sơ kết.", 0),
    ("Hằng tuần lãnh đạo cơ quan họp giao ban.", 0),
  ])
  func `nhịp họp không phải mỗi tháng được nêu dù câu nhắc tên nơi khác; họp của nơi khác thì không`(
    text: String, count: Int
  ) throws {
    #expect(try Self.find(text, Self.facts(), .rhythm).count == count)
  }

  @Test(arguments: [
    ("Theo điểm d khoản 1 Điều 2.", "điểm d khoản 1 Điều 2"),
    ("Theo điểm d, khoản 3, Điều này.", "điểm d khoản 3 Điều 1"),
    ("Như điểm d khoản này.", "điểm d khoản 3 Điều 1"),
    ("Theo các điểm a, b và đ khoản 3 Điều 1 Quy chế này.", "điểm đ khoản 3 Điều 1"),
    ("Như nêu tại điểm đ.", "điểm đ Điều 1"), ("Như khoản 2, 9 Điều 1 Quy chế này.", "khoản 9 Điều 1"),
    ("Như khoản 2a Điều này.", "khoản 2a Điều 1"), ("Theo Điều 2a Quy chế này.", "Điều 2a"),
    ("Theo điểm a khoản 3 Điều 1 Quy chế này.", nil), ("Như khoản 1a Điều này.", nil),
    ("Theo điểm d khoản 2 Điều 30 Điều lệ Đảng.", nil), ("Chấm điểm a, b theo Hướng dẫn của cấp trên.", nil),
    ("Điểm b khoản 3 và điểm a, khoản 3 Điều này.", nil), ("Theo Điều 1a Quy chế này.", nil),
    ("Điểm A trên sơ đồ.", nil),
  ])
  func `dẫn chiếu tới điểm, khoản, điều có chữ`(text: String, missing: String?) throws {
    let whole = """
      Điều 1. Chức năng
      1. Họp.
      1a. Ghi.
      2. Gửi.
      3. Gồm:
      a) một;
      b) \(text)
      Điều 1a. Thêm
      1. Hết.
      \(Self.relation)
      """
    let outline = Outline.read(RegulationFile.read(Array(whole.utf8), name: "a.txt"))
    let found = try FitCheck.findings(outline, Self.facts(), rules: Self.rules.get()).filter {
      $0.matter == .reference && $0.severity == .warning
    }
    #expect(found.map(\.title) == (missing.map { ["Dẫn chiếu tới \($0) không có"] } ?? []))
    #expect(found.allSatisfy { $0.place == "Điều 1, khoản 3, điểm b" })
  }

  @Test(arguments: [
    ("Chi bộ họp ở ấp 5 xã Thạnh Phú Đông.", ["xã Thạnh Phú Đông"]),
    ("Đảng viên ở ấp 5 xã Thạnh Phú Đông giữ liên hệ.", []),
    ("Phối hợp với huyện Ba Tri.", ["huyện Ba Tri"]), ("Chi bộ của xã Long Mỹ, huyện Giồng Trôm.", []),
    ("Xã Đoàn Thanh niên và Huyện Hội Nông dân.", []),
    ("CHI BỘ XÃ THẠNH PHÚ ĐÔNG LÀM VIỆC.", []), ("Đảng viên nguyên ở xã Thạnh Phú Đông.", []),
    ("Báo cáo Tỉnh ủy, tỉnh Bến Tre.", []), ("Ghi “xã Thạnh Phú Đông” là sai.", []),
  ])
  func `địa danh của nơi khác, dù sổ có ghi nơi ấy hay không`(text: String, places: [String]) throws {
    var facts = Self.facts()
    facts.ownPlaces = [
      .init(level: 1, name: "Long Mỹ", full: "xã Long Mỹ"),
      .init(level: 2, name: "Giồng Trôm", full: "huyện Giồng Trôm"),
    ]
    let found = try Self.find(text, facts, .place)
    #expect(found.map(\.subject) == places)
    #expect(found.allSatisfy { $0.says.contains("xã Long Mỹ, huyện Giồng Trôm") })
    // Since July 2025 there are no districts: the register knows the province above, and none between.
    facts.ownPlaces = [
      .init(level: 1, name: "Long Mỹ", full: "xã Long Mỹ"),
      .init(level: 3, name: "Vĩnh Long", full: "tỉnh Vĩnh Long"),
    ]
    #expect(try Self.find("Phối hợp với huyện Ba Tri.", facts, .place).count == 1)
  }

  @Test func `phó bí thư được nêu mà sổ không có ai giữ: để hỏi; có người giữ hay là của cấp khác thì thôi`()
    throws
  {
    let text = "Phó Bí thư thay bí thư khi vắng."
    var facts = Self.facts()
    #expect(try Self.find(text, facts, .posts).isEmpty)
    facts.posts = ["Bí thư chi bộ cơ quan"]
    #expect(try Self.find(text, facts, .posts).map(\.severity) == [.notice])
    #expect(try Self.find("Báo cáo Phó Bí thư Đảng ủy.", facts, .posts).isEmpty)
    facts.posts.append("Phó Bí thư chi bộ")
    #expect(try Self.find(text, facts, .posts).isEmpty)
  }

  @Test func `số trùng với bản khác, ngày không có trong lịch`() throws {
    var facts = Self.facts(number: "01-QC/CB", bases: ["Căn cứ Quy định 76-QĐ/TW ngày 31/2/2005"])
    facts.sameNumber = [day(2008_06_01)]
    let keys = try Self.find("Chi bộ họp.", facts).map(\.key)
    #expect(keys == ["number.same", "basis.day.31 2 2005"])
    #expect(CitedDocument.impossibleDay(in: "ngày 29/2/2004, số 12/2011/NQ-HĐND") == nil)
  }

  @Test func `cấp huyện chỉ bị nêu từ ngày không còn`() throws {
    #expect(try Self.find("Báo cáo Huyện ủy.", Self.facts(on: 2025_08_01), .district).count == 1)
  }

  @Test func `thiếu quan hệ với thủ trưởng cơ quan và nơi cư trú thì nêu`() throws {
    let outline = Outline.read(
      RegulationFile.read(Array("Điều 1. A\n1. Chi bộ họp mỗi tháng.".utf8), name: "a.txt"))
    let found = try FitCheck.findings(outline, Self.facts(), rules: Self.rules.get())
    #expect(found.map(\.key) == ["relation.head", "relation.residence"])
    #expect(try FitCheck.findings(outline, Self.facts(.residentialCell), rules: Self.rules.get()).isEmpty)
  }

  @Test func `ký hiệu, nhiệm kỳ, căn cứ, thể loại theo ngày ban hành`() throws {
    func keys(_ facts: FitFacts) throws -> [String] { try Self.find("Chi bộ họp.", facts).map(\.key) }
    #expect(try keys(Self.facts(number: "01-QC/ĐU", term: "2000 – 2005")) == ["symbol", "term"])
    #expect(try keys(Self.facts(number: "01-QC/CBCQ", term: "2010 – 2015")) == [])
    #expect(try keys(Self.facts(.baseCommittee, number: "01-QC/ĐU")) == [])
    let basis = ["Căn cứ Quy định 76-QĐ/TW ngày 15/6/2000"]
    #expect(try keys(Self.facts(on: 2019_12_31, type: "Quy chế", bases: basis)) == ["type"])
    #expect(try keys(Self.facts(on: 2020_02_01, bases: basis)) == ["basis.\(CitedDocument.fold("76-QĐ/TW"))"])
    #expect(try keys(Self.facts(on: 2026_02_01, type: "Quy chế")) == [])
    #expect(try keys(Self.facts(on: 2026_02_01, type: "Chỉ thị")) == ["type"])
  }

  @Test func `thể loại theo tiêu đề của chính văn bản, không chỉ theo ô đã gõ`() throws {
    func keys(_ heading: String, _ facts: FitFacts) throws -> [String] {
      let text =
        "CHI BỘ CƠ QUAN\n\(heading)\nCăn cứ Điều lệ Đảng;\nĐiều 1. Họp\n1. Chi bộ họp mỗi tháng.\n"
        + Self.relation
      let outline = Outline.read(RegulationFile.read(Array(text.utf8), name: "a.txt"))
      return try FitCheck.findings(outline, facts, rules: Self.rules.get()).map(\.key)
    }
    #expect(try keys("CHỈ THỊ", Self.facts(on: 2026_02_01, type: "Quy chế")) == ["type.heading", "type"])
    #expect(try keys("QUY CHẾ LÀM VIỆC", Self.facts(on: 2026_02_01, type: "Quy chế")) == [])
    #expect(try keys("QUY ĐỊNH", Self.facts(on: 2026_02_01)) == ["type"])
    #expect(try keys("Quy định việc họp", Self.facts(on: 2026_02_01)) == [])
  }

  @Test func `văn bản lạ không làm hỏng: trống, một khoản rất dài, toàn dấu`() throws {
    for text in [
      "", "Điều 1. A\n1. " + String(repeating: "lãnh đạo Hội Nông dân, ", count: 40_000),
      "Điều 1. \u{301}\u{301}\n1. “«\"“",
    ] {
      let outline = Outline.read(RegulationFile.read(Array(text.utf8), name: "a.txt"))
      _ = try FitCheck.findings(outline, Self.facts(), rules: Self.rules.get())
    }
  }
}
