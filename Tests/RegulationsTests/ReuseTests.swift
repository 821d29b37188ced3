import Basics
import Foundation
import Registry
import Testing
import TextReuse

@testable import Regulations

@Suite struct `Tìm phần tương tự trong quy chế` {
  private func side(_ text: String, _ name: String) -> RegulationComparison.Side {
    .init(name: name, outline: Outline.read(RegulationFile.read(Array(text.utf8), name: "a.txt")))
  }

  private func report(_ own: String, _ source: String) throws -> RegulationComparison {
    try RegulationComparison(
      side(own, "chi bộ"), side(source, "đảng ủy"), ownAudience: "cell", sourceAudience: "committee",
      tools: ReuseTools(TestContent.content))
  }

  static let committee = """
    Điều 1. Nhiệm vụ của Ban Thường vụ
    1. Chuẩn bị nội dung, chương trình và triệu tập hội nghị Ban Chấp hành Đảng bộ, gửi tài liệu trước ba ngày.
    2. Lãnh đạo Hội đồng nhân dân, Ủy ban nhân dân xã, Hội Nông dân và Đoàn Thanh niên thực hiện nghị quyết của Đảng ủy.
    3. Quyết định việc chi tiêu trong dự toán và kiểm tra việc giữ gìn tài liệu, con dấu của Đảng ủy xã Bình Hòa.
    Điều 2. Chế độ hội nghị
    1. Ban Chấp hành họp ba tháng một lần, khi cần thì họp bất thường theo đề nghị của Bí thư Đảng ủy.
    2. Ghi biên bản từng ý kiến, đọc lại trước khi kết thúc và lưu giữ trong suốt nhiệm kỳ.
    Điều 3. Kinh tế
    1. Bàn giải pháp chuyển đổi cây trồng, nạo vét kênh mương nội đồng trước mùa mưa và vay vốn ngân hàng chính sách.
    """

  static let cell = """
    Điều 1. Nhiệm vụ của Chi ủy
    1. Chuẩn bị nội dung, chương trình và triệu tập hội nghị Chi bộ, gửi tài liệu trước ba ngày.
    2. Lãnh đạo Hội đồng nhân dân, Ủy ban nhân dân xã, Hội Nông dân và Đoàn Thanh niên thực hiện nghị quyết của Chi bộ.
    3. Quyết định việc chi tiêu trong dự toán và kiểm tra việc giữ gìn tài liệu, con dấu của Chi bộ ấp 5.
    Điều 2. Phân công đảng viên
    1. Mỗi đảng viên nhận giúp một gia đình gặp rủi ro cho đến khi họ đứng vững, kể lại trong buổi sinh hoạt cuối tuần.
    2. Ai đi làm ăn xa quá nửa tháng thì báo người phụ trách tổ và cử bạn thay mình.
    Điều 3. Nguyên tắc
    1. Đảng viên có ý kiến thuộc về thiểu số được quyền bảo lưu và báo cáo lên cấp ủy cấp trên cho đến Đại hội đại biểu toàn quốc, song phải chấp hành nghiêm chỉnh nghị quyết, không được truyền bá ý kiến trái với nghị quyết của Đảng
    2. Chi bộ không có tổ chức Công đoàn nên không đặt ra việc lãnh đạo tổ chức này.
    """

  @Test func `điều chỉ đổi tên được nhận ra, tên thay được nêu riêng`() throws {
    let report = try report(Self.cell, Self.committee)
    let articles = report.comparison.articles
    #expect(articles.map(\.verdict) == [.mostly, .own, .own])
    #expect(articles[0].source == 0 && articles[0].clauses.allSatisfy { $0.label == .alike })
    #expect(articles[2].clauses.first?.label == .mandated)
    let differences = report.differences(articles[0].clauses[0].place, articles[0].clauses[0].partner ?? 0)
    let shown = report.shown(report.own, articles[0].clauses[0].place, differences.own)
    #expect(
      shown.map { "\($0.kind.rawValue)|\($0.text)" } == [
        "same|Chuẩn bị nội dung, chương trình và triệu tập hội nghị ", "renamed|Chi bộ",
        "same|, gửi tài liệu trước ba ngày.",
      ])
  }

  @Test func `bản sinh đôi ở bảng mã cũ cho cùng nhận xét`() throws {
    let sound = try report(Self.cell, Self.committee).comparison
    for twin in [
      LegacyTwin.tcvn3(Self.cell), LegacyTwin.vni(Self.cell), Self.cell.decomposedStringWithCanonicalMapping,
    ] {
      let other = try report(twin, Self.committee).comparison
      #expect(other.articles.map(\.verdict) == sound.articles.map(\.verdict))
      #expect(other.articles.map(\.source) == sound.articles.map(\.source))
      #expect(
        other.articles.flatMap(\.clauses).map(\.partner) == sound.articles.flatMap(\.clauses).map(\.partner))
      #expect(other.alikeWords == sound.alikeWords && other.countableWords == sound.countableWords)
    }
  }

  @Test func `so với chính mình là tương tự hết`() throws {
    let report = try report(Self.committee, Self.committee)
    #expect(report.comparison.articles.allSatisfy { $0.verdict == .mostly })
    #expect(report.comparison.alikeWords == report.comparison.countableWords)
  }

  @Test func `đoàn thể được nêu, trừ câu nói là không có và danh từ chung`() throws {
    let subjects = try NamedSubjects.load(TestContent.content)
    let found = subjects.find(side(Self.cell, "a").outline)
    #expect(found.map(\.article) == [1])
    #expect(found.first?.subjects.map(\.name) == ["Hội Nông dân", "Đoàn Thanh niên"])
    #expect(
      subjects.find(in: "Ở đơn vị chưa thành lập Hội Phụ nữ, đảng viên sinh hoạt nơi cư trú", .unicode) == [])
    #expect(
      subjects.find(in: "bồi dưỡng đoàn viên công đoàn, thanh niên của đơn vị", .unicode) == ["Công đoàn"])
    #expect(subjects.find(in: LegacyTwin.tcvn3("lãnh đạo Mặt trận Tổ quốc"), .tcvn3) == ["Mặt trận Tổ quốc"])
  }

  @Test func `báo cáo ở bốn dạng nói cùng một điều`() throws {
    let report = try report(Self.cell, Self.committee)
    let text = ComparisonText.lines(report.reading)
    #expect(text.contains { $0.contains("Điều 1. Nhiệm vụ của Chi ủy — tương tự phần lớn") })
    #expect(text.contains("Điều 2. Phân công đảng viên — viết riêng"))
    let json = ComparisonJSON.value(report.reading)
    guard case .array(let articles)? = json["articles"], case .object(let first)? = articles.first else {
      Issue.record("JSON không có articles")
      return
    }
    #expect(first["verdict"] == "mostly" && json["words"]?["alike"] == .int(report.comparison.alikeWords))
    let page = ComparisonPage(report.reading, mark: "DỮ LIỆU MÔ PHỎNG").html.string
    #expect(page.contains("DỮ LIỆU MÔ PHỎNG") && page.contains("tương tự phần lớn"))
    #expect(!page.contains("http://") && !page.contains("https://"))
    #expect(try ComparisonSheet(report.reading).document.docx().count > 2000)
  }

  @Test func `bản in hai cột có cả điều chỉ một bên có`() throws {
    let own =
      "Điều 1. Trực cơ quan\n1. Đảng viên trực ngày lễ theo lịch của chi ủy.\n"
      + Self.cell.replacing("Điều 1.", with: "Điều 9.")
    let source = Self.committee + "\nĐiều 90. Kinh phí\n1. Kinh phí do ngân sách xã bảo đảm hằng năm."
    let words = try DocxFile.words(ComparisonSheet(try report(own, source).reading).document.docx())
    #expect(words.contains("Đảng viên trực ngày lễ theo lịch của chi ủy."))
    #expect(words.contains("Kinh phí do ngân sách xã bảo đảm hằng năm."))
    #expect(words.contains("Chỉ có ở"))
  }

  @Test
  func `gác lại không làm điều thành viết riêng; mọi dạng báo cáo nói như nhau; con số cấp trên không đổi`()
    throws
  {
    let report = try report(Self.committee, Self.committee)
    let all = report.reading
    #expect(all.isMostlyAlike && all.articles.allSatisfy { $0.verdict == .mostly })
    let first = all.passages.filter { $0.utf8.starts(with: "1.".utf8) }
    #expect(first == ["1.1", "1.2", "1.3"])
    let aside = PassageAside(
      reason: "câu dùng chung của cả xã", person: "Nguyễn Văn Tâm", day: day(2026_11_20))
    let reading = ReuseReading(report, asides: Dictionary(uniqueKeysWithValues: first.map { ($0, aside) }))
    #expect(reading.articles.map(\.verdict) == [.aside, .mostly, .mostly])
    #expect(reading.asideCount == 3 && reading.isMostlyAlike)
    #expect(
      reading.countable == all.countable - reading.asideWords
        && reading.alike == all.alike - reading.asideWords)
    let one = ReuseReading(report, asides: ["1.1": aside])
    #expect(one.articles[0].verdict == .mostly && one.articles[0].asides == 1)
    let told = [
      ComparisonText.lines(reading).joined(separator: "\n"), ComparisonPage(reading).html.string,
      try DocxFile.words(ComparisonSheet(reading).document.docx()),
    ]
    for text in told {
      #expect(text.contains("câu dùng chung của cả xã (Nguyễn Văn Tâm, 20/11/2026)"))
      #expect(text.contains("1 đã gác lại, không tính"))
      #expect(text.contains("\(reading.alike) trên \(reading.countable) chữ"))
    }
    let json = ComparisonJSON.value(reading)
    #expect(
      json["words"]?["alike"] == .int(reading.alike) && json["words"]?["setAside"] == .int(reading.asideWords)
    )
    #expect(json.text().contains("\"verdict\":\"aside\"") && json.text().contains("Nguyễn Văn Tâm"))
  }

  @Test func `lời bắt buộc và câu ngắn đứng ở cả hai bên thì đứng đối nhau, không nói là chỉ có một bên`()
    throws
  {
    let mandated =
      "Đảng viên có ý kiến thuộc về thiểu số được quyền bảo lưu và báo cáo lên cấp ủy cấp trên cho đến Đại hội đại biểu toàn quốc, song phải chấp hành nghiêm chỉnh nghị quyết, không được truyền bá ý kiến trái với nghị quyết của Đảng"
    let own = """
      Điều 1. Nguyên tắc
      1. \(mandated)
      2. Mỗi đảng viên nhận giúp một gia đình gặp rủi ro cho đến khi họ đứng vững, kể lại trong buổi sinh hoạt.
      Điều 2. Thi hành
      1. Có hiệu lực từ ngày ký.
      """
    let source = """
      Điều 1. Kinh tế
      1. Bàn giải pháp chuyển đổi cây trồng, nạo vét kênh mương nội đồng trước mùa mưa và vay vốn ngân hàng.
      2. Có hiệu lực từ ngày ký.
      Điều 2. Nguyên tắc chung
      1. Ghi biên bản từng ý kiến, đọc lại trước khi kết thúc và lưu giữ trong suốt nhiệm kỳ của cấp ủy.
      2. \(mandated)
      """
    let report = try report(own, source)
    let clauses = report.comparison.articles.flatMap(\.clauses)
    #expect(clauses.allSatisfy { $0.partner == nil } && clauses.first?.label == .mandated)
    let found = report.counterparts
    #expect(found.twins.count == 2)
    #expect(found.twins[clauses[0].place].map { report.sourceAddress($0, found) } == "2.2")
    #expect(found.twins[clauses[2].place].map { report.sourceAddress($0, found) } == "1.2")
    // Nothing counts more for it, and only what stands on one side is told so.
    #expect(report.comparison.alikeWords == 0)
    let only = found.sourceOnly.flatMap(\.clauses).map { report.sourceAddress($0, found) }
    #expect(only == ["1.1", "2.1"])
    #expect(
      ComparisonText.lines(report.reading).contains {
        $0.contains("1.1 ↔ 2.2: theo văn bản bắt buộc")
      })
    let page = ComparisonPage(report.reading).html.string
    let twin = try #require(found.twins[clauses[0].place])
    #expect(page.contains("<p class=\"mandated\" id=\"sc\(twin)\">"))
  }

  @Test func `số điều như in trên giấy, cho người đọc; số đếm cho máy`() throws {
    let skipping = Self.cell.replacing("Điều 2.", with: "Điều 4.").replacing("Điều 3.", with: "Điều 5.")
    let report = try report(skipping, Self.committee)
    let lines = ComparisonText.lines(report.reading)
    #expect(lines.contains("Điều 4. Phân công đảng viên — viết riêng"))
    #expect(!lines.contains { $0.hasPrefix("Điều 2.") })
    #expect(report.own.outline.lines(document: "a").contains { $0.contains("\"n\":2") })
    #expect(OutlineText.lines(report.own.outline).contains { $0.hasPrefix("  [4.1] ") })
  }

  @Test func `tên tệp và nội dung có mã HTML được viết như chữ`() throws {
    let nasty = "Điều 1. <script>alert(1)</script>\n1. \"><img src=x> bàn việc chung của chi bộ trong tháng."
    let report = try RegulationComparison(
      side(nasty, "<b>a</b>"), side(nasty, "b"), ownAudience: "cell", sourceAudience: "committee",
      tools: ReuseTools(TestContent.content))
    let page = ComparisonPage(report.reading).html.string
    #expect(!page.contains("<script>alert") && !page.contains("<img") && !page.contains("<b>a</b>"))
  }

  @Test func `thư viện có địa chỉ và thời hạn`() throws {
    let files = try MandatedPassages.files(TestContent.content)
    #expect(files.count >= 3)
    for file in files {
      #expect(["any", "cell", "committee"].contains(file.value.audience), "\(file.path)")
      #expect(["A", "B", "C"].contains(file.value.certainty), "\(file.path)")
    }
    let frame = files.first { $0.value.from == "2024-12-30" }?.value
    #expect(frame?.standing(on: Day(year: 2014, month: 4, day: 21)) == .notYet)
    #expect(frame?.standing(on: Day(year: 2026, month: 1, day: 1)) == .valid)
  }
}
