import Basics
import Foundation
import Testing
import TextReuse

@testable import Regulations

@Suite struct `Bố cục quy chế` {
  private func outline(_ text: String) -> Outline {
    Outline.read(RegulationFile.read(Array(text.utf8), name: "a.txt"))
  }
  private func golden(_ text: String) -> [String] { OutlineText.lines(outline(text)) }

  static let regulation = """
    ĐẢNG BỘ XÃ LONG MỸ
    CHI BỘ CƠ QUAN
    Số 02-QC/CB
    QUY CHẾ LÀM VIỆC
    Căn cứ Điều lệ Đảng Cộng sản Việt Nam;
    - Căn cứ Quy chế làm việc số 01-QC/ĐU của Đảng ủy xã;
    Chi bộ ban hành Quy chế làm việc như sau:

    Chương I
    QUY ĐỊNH CHUNG

    Điều 1. Phạm vi
    Quy chế này quy định lề lối làm việc:
    1. Áp dụng cho đảng viên của chi bộ.
    2. Gồm các việc:
    a) Sinh hoạt thường kỳ;
    b) Phân công công tác.
    Điều 2.
    Chi ủy
    - Chuẩn bị nội dung;
    - Điều hành công việc
    giữa hai kỳ họp.
    Chương II. ĐIỀU KHOẢN THI HÀNH
    Điều 3: Hiệu lực
    Quy chế có hiệu lực từ ngày ký.
    Mọi đảng viên chịu trách nhiệm thi hành.
    T/M CHI BỘ
    BÍ THƯ
    (đã ký)
    """

  @Test func `một quy chế được đọc trọn: căn cứ, chương, điều, khoản, điểm, ký`() {
    #expect(
      golden(Self.regulation) == [
        "  Căn cứ Điều lệ Đảng Cộng sản Việt Nam;", "  Căn cứ Quy chế làm việc số 01-QC/ĐU của Đảng ủy xã;",
        "Chương I. QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "  [1.0] Quy chế này quy định lề lối làm việc:",
        "  [1.1] Áp dụng cho đảng viên của chi bộ.", "  [1.2] Gồm các việc:",
        "  [1.2.a] Sinh hoạt thường kỳ;",
        "  [1.2.b] Phân công công tác.", "Điều 2. Chi ủy", "  [2.1] Chuẩn bị nội dung;",
        "  [2.2] Điều hành công việc giữa hai kỳ họp.", "Chương II. ĐIỀU KHOẢN THI HÀNH", "Điều 3. Hiệu lực",
        "  [3.1] Quy chế có hiệu lực từ ngày ký.", "  [3.2] Mọi đảng viên chịu trách nhiệm thi hành.",
        "— T/M CHI BỘ BÍ THƯ (đã ký)",
      ])
    #expect(outline(Self.regulation).findings.isEmpty)
  }

  @Test(arguments: [
    "Điều 1. Họp\n1. Một;\na) A;\nb) B.\n2. Hai.", "ĐIỀU 1: Họp\n1- Một;\na. A;\nb. B.\n2- Hai.",
    "Điều 1.\nHọp\n1) Một;\n- A;\n- B.\n2) Hai.",
    "điều 1 - Họp\nKhoản 1. Một;\nĐiểm a) A;\nĐiểm b) B.\nKhoản 2. Hai.",
    "Điều 1. Họp\n1.1. Một;\n+ x;\n1.2. Hai.", "Điều 1. Họp\n1/ Một;\na/ A;\nb/ B.\n2/ Hai.",
    "Điều 1.\u{A0}Họp\r\n1.\u{A0}Một;\r\n a) A;\r\n b) B.\r\n\r\n2. Hai.\r\n",
  ])
  func `mọi thói quen đánh số cho cùng các khoản`(_ text: String) {
    let outline = outline(text)
    let clauses = outline.clauses.map { outline.text(of: $0) }
    #expect(outline.articles.map { outline.title($0).lowercased() } == ["họp"])
    #expect(clauses.first?.hasPrefix("Một;") == true && clauses.last == "Hai.")
    #expect(outline.clauses.last?.address == .init(2))
  }

  @Test(arguments: [
    ("Chương thứ nhất\nCHUNG", "Chương thứ nhất. CHUNG"), ("CHƯƠNG MỘT\nCHUNG", "Chương một. CHUNG"),
    ("CHƯƠNG THỨ NHẤT:\nCHUNG", "Chương thứ nhất. CHUNG"),
    ("Chương mười hai. CHUNG", "Chương mười hai. CHUNG"),
    ("Phần thứ hai\nCHUNG", "Phần thứ hai. CHUNG"), ("PHẦN BA: CHUNG", "Phần ba. CHUNG"),
    ("Mục hai CHUNG", "Mục hai. CHUNG"), ("Mục thứ 2\nCHUNG", "Mục thứ 2. CHUNG"),
    ("Chương II/ CHUNG", "Chương II. CHUNG"), ("I/\nCHUNG", "Chương I. CHUNG"),
    ("I. Chung", "Chương I. Chung"),
  ])
  func `tên chương, phần, mục bằng chữ, số La Mã có gạch, chữ hoa; không dính vào khoản`(
    _ heading: String, _ shown: String
  ) {
    let first = "\(heading)\nĐiều 1. A\n1. Họp.\n2. Ghi."
    let lines = golden(first)
    #expect(lines.prefix(2) == [shown, "Điều 1. A"] && lines.count == 4)
    guard !heading.hasPrefix("I") else { return }
    let later = golden("Điều 1. A\n1. Họp.\n\n\(heading)\n\nĐiều 2. B\n1. Ghi.")
    #expect(later == ["Điều 1. A", "  [1.1] Họp.", shown, "Điều 2. B", "  [2.1] Ghi."])
    #expect(outline(first).findings.isEmpty)
  }

  @Test func `số La Mã nối nhau đứng trước điều là chương; trong một điều, câu mở đầu như chương thì không`()
  {
    let roman = golden("I/\nCHUNG\nĐiều 1. A\n1. Họp.\nII/\nRIÊNG\nĐiều 2. B\n1. Ghi.")
    #expect(
      roman == [
        "Chương I. CHUNG", "Điều 1. A", "  [1.1] Họp.", "Chương II. RIÊNG", "Điều 2. B", "  [2.1] Ghi.",
      ])
    let listed = outline("Điều 1. A\nI. Một việc.\nII. Hai việc.\nĐiều 2. B\n1. Ghi.")
    #expect(listed.headings.isEmpty)
    let sentence = outline(
      "Điều 1. A\n1. Tán thành ít nhất hai\nphần ba số đảng viên.\nPhần ba số đảng viên.\n2. x.")
    #expect(sentence.headings.isEmpty && sentence.clauses.count == 2)
  }

  @Test func `dòng có vẻ là chương mà không đọc được thì báo`() {
    func codes(_ line: String) -> [String] {
      outline("Điều 1. A\n1. Họp.\n\(line)\nĐiều 2. B\n1. Ghi.").findings.map(\.code)
    }
    #expect(codes("Chương đầu tiên\nNHIỆM VỤ") == ["outline.heading"])
    #expect(codes("NHIỆM VỤ CỦA CHI ỦY") == ["outline.heading"])
    #expect(codes("Họp xong thì ghi.").isEmpty)
  }

  @Test(arguments: ["-", "+", "•", "*", "–"])
  func `gạch đầu dòng cùng dấu là các điểm ngang nhau; dấu khác ở dưới điểm`(_ sign: String) {
    let points = outline("Điều 1. A\n1. Gồm:\n \(sign) một;\n \(sign) hai;\n \(sign) ba.\n2. Ghi.")
    #expect(points.clauses.map { $0.address.text(in: 1) } == ["1.1", "1.1.a", "1.1.b", "1.1.c", "1.2"])
    let other = sign == "+" ? "-" : "+"
    let nested = outline("Điều 1. A\n1. Gồm:\n\(sign) một:\n\(other) x;\n\(other) y;\n\(sign) hai.\n2. Ghi.")
    #expect(nested.clauses.map { $0.address.text(in: 1) } == ["1.1", "1.1.a", "1.1.b", "1.2"])
  }

  @Test func `chữ đ trong thứ tự điểm`() {
    let outline = outline("Điều 1. A\n1. Gồm:\na) một;\nb) hai;\nc) ba;\nd) bốn;\nđ) năm;\ne) sáu.")
    #expect(
      outline.clauses.map { $0.address.text(in: 1) } == [
        "1.1", "1.1.a", "1.1.b", "1.1.c", "1.1.d", "1.1.đ", "1.1.e",
      ])
  }

  @Test(arguments: [
    ("a b c d e g h i k l m", "a b c d e g h i k l m"), ("a b c d đ e g h", "a b c d đ e g h"),
    ("a b c d e f g h i j k", "a b c d e f g h i j k"), ("a b c d đ e f g", "a b c d đ e f g"),
    ("a b c đ e g", "a b c đ e g"), ("a b d", "a b d"),
  ])
  func `thứ tự điểm có đ hay không, có f hay không; không điểm nào bị nuốt`(_ typed: String, _ read: String) {
    for form in ["%)", "Điểm %)", "%."] where form != "%." || !typed.hasPrefix("a b d") {
      let lines = typed.split(separator: " ").map { form.replacing("%", with: $0) + " một việc;" }
      let outline = outline("Điều 1. A\n1. Gồm:\n\(lines.joined(separator: "\n"))\n2. Ghi.")
      let points = outline.clauses.compactMap { Unicode.Scalar(UInt32($0.address.point)) }.filter {
        $0.value > 0
      }
      #expect(points.map { String($0) } == read.split(separator: " ").map { String($0) }, "\(form)")
      #expect(outline.findings.map(\.code) == (typed == "a b d" ? ["outline.gap"] : []))
    }
  }

  @Test func `dòng bắt đầu bằng đ/c là câu, không phải điểm đ`() {
    let read = outline("Điều 1. A\n1. Gồm:\na) một;\nb) hai;\nc) ba;\nd) giao\nđ/c Hai ghi.\n2. Ghi.")
    #expect(
      read.clauses.map { $0.address.text(in: 1) } == ["1.1", "1.1.a", "1.1.b", "1.1.c", "1.1.d", "1.2"])
  }

  @Test(arguments: ["Điều %. Tên", "Điều %: Tên", "Điều %\nTên", "ĐIỀU %. Tên", "Điều % Tên"])
  func `Điều 1a, 2a, 2b là điều riêng, đúng chỗ, khoản 1a là khoản riêng`(_ form: String) {
    func head(_ number: String) -> String { form.replacing("%", with: number) }
    let typed = ["1", "1a", "2", "2a", "2b", "3"].map { head($0) + "\n1. Họp.\n1a. Ghi.\n2. Gửi." }
    let read = outline(typed.joined(separator: "\n"))
    #expect(read.articles.map(\.printed) == ["1", "1a", "2", "2a", "2b", "3"])
    #expect(read.articles.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(read.articles.allSatisfy { read.title($0) == "Tên" && $0.clauses.count == 3 })
    #expect(read.findings.isEmpty)
    let lines = golden(typed.joined(separator: "\n"))
    #expect(lines.contains("Điều 2a. Tên") && lines.contains("  [2a.1a] Ghi."))
  }

  @Test func `Điều 2a trong câu dẫn chiếu, sai thứ tự: không thành điều, hoặc có lời báo`() {
    let cited = outline(
      "Điều 1. A\n1. Như nêu ở\nĐiều 1a của Quy chế cũ và ở\nĐiều 5a. Hết.\nĐiều 2. B\n1. Ghi.")
    #expect(cited.articles.map(\.printed) == ["1", "2"])
    let gap = outline("Điều 1. A\n1. Họp.\nĐiều 2a. B\n1. Ghi.\nĐiều 3. C\n1. Gửi.")
    #expect(gap.articles.map(\.printed) == ["1", "2a", "3"])
    #expect(gap.findings.map(\.message).contains { $0.contains("sau Điều 1 là Điều 2a") })
  }

  @Test(arguments: [
    ("Chế độ họp. Chi bộ họp mỗi tháng một lần.", "Chế độ họp.", "Chi bộ họp mỗi tháng một lần."),
    ("CHẾ ĐỘ HỌP. Chi bộ họp.", "CHẾ ĐỘ HỌP.", "Chi bộ họp."),
    (
      "Quan hệ với đ/c Bí thư, TP. Bến Tre. Chi bộ gửi.", "Quan hệ với đ/c Bí thư, TP. Bến Tre.",
      "Chi bộ gửi."
    ),
    ("Chế độ họp: Chi bộ họp mỗi tháng.", "Chế độ họp:", "Chi bộ họp mỗi tháng."),
    ("Chi bộ họp vào ngày mùng 3 mỗi tháng.", "", "Chi bộ họp vào ngày mùng 3 mỗi tháng."),
  ])
  func `tên điều và lời của điều trong một đoạn được tách`(_ typed: String, _ title: String, _ text: String) {
    let whole = "Điều 3. \(typed)\nĐiều 4. Tên\n1. Gửi."
    for form in [whole, whole.decomposedStringWithCanonicalMapping, LegacyTwin.vni(whole)] {
      let read = outline(form)
      #expect(read.articles.first.map { read.title($0) } == title)
      #expect(read.clauses.first.map { read.text(of: $0) } == text)
      #expect(read.clauses.first?.address == .init(1))
    }
  }

  @Test(arguments: [
    "Phạm vi điều chỉnh", "Trách nhiệm của Bí thư: nội dung, cách làm", "Quan hệ với TP. Hồ Chí Minh",
    "Họp theo khoản 2. Điều 4", "Nguyên tắc: Tập trung dân chủ", "Hiệu lực thi hành.",
  ])
  func `tên điều có dấu chấm, dấu hai chấm ở giữa thì để nguyên`(_ title: String) {
    let read = outline("Điều 1. \(title)\n1. Họp.\n2. Ghi.")
    #expect(read.articles.map { read.title($0) } == [title] && read.clauses.count == 2)
  }

  @Test func `khoản đầu nằm ngay sau tên điều; lời xuống dòng được nối`() {
    #expect(
      golden("Điều 1. Chế độ họp. 1. Chi bộ họp.\n2. Ghi.")
        == ["Điều 1. Chế độ họp.", "  [1.1] Chi bộ họp.", "  [1.2] Ghi."])
    #expect(
      golden("Điều 1. Chế độ họp. Chi bộ họp mỗi\ntháng một lần.\nVắng thì báo.")
        == ["Điều 1. Chế độ họp.", "  [1.1] Chi bộ họp mỗi tháng một lần.", "  [1.2] Vắng thì báo."])
  }

  @Test func `câu viện dẫn xuống dòng không thành điều mới`() {
    let outline = outline(
      "Điều 1. Căn cứ\n1. Thực hiện theo\nĐiều 9 Điều lệ Đảng và quy định của\nĐiều 3 Quy chế này.\n2. Họp ngày\n15 hằng tháng.\nĐiều 2. Khác\n1. Hết."
    )
    #expect(outline.articles.count == 2)
    #expect(outline.clauses.count == 3)
  }

  @Test func `nơi nghi ngờ có lời báo`() {
    func codes(_ text: String) -> Set<String> { Set(outline(text).findings.map(\.code)) }
    #expect(codes("Điều 1. A\n1. x\n3. y\nĐiều 4. B\n1. z").contains("outline.gap"))
    #expect(codes("Điều 1. A\n1. x\n9. y").contains("outline.stray"))
    #expect(codes("Điều 1. A\nĐiều 2. B\n1. x").contains("outline.emptyArticle"))
    #expect(codes("Điều 1. A\n1. x\nĐiều 1. B\n1. x").contains("outline.restart"))
    #expect(codes("Thư mời họp mặt\nKính gửi anh chị").contains("outline.noArticles"))
    let headings = outline("I. Chung\n1. Một.\nII. Riêng\n1. Hai.")
    #expect(headings.articles.count == 2 && headings.findings.map(\.code) == ["outline.noArticles"])
  }

  @Test func `mục lục ở đầu tệp không thành điều`() {
    let outline = outline(
      "MỤC LỤC\nĐiều 1. Phạm vi\nĐiều 2. Chi ủy\nQUY CHẾ\nĐiều 1. Phạm vi\n1. x\nĐiều 2. Chi ủy\n1. y")
    #expect(outline.articles.count == 2 && outline.clauses.count == 2)
  }

  @Test func `phần ký gõ hai cột trong một dòng không thành khoản của điều cuối`() {
    let read = outline(
      "Điều 1. Hiệu lực\n1. Có hiệu lực từ ngày ký.\nNơi nhận: T/M CHI BỘ\n- Đảng ủy xã; BÍ THƯ\n- Lưu. Nguyễn Văn A"
    )
    #expect(read.clauses.count == 1)
    #expect(
      read.text.sound(read.signature) == "Nơi nhận: T/M CHI BỘ - Đảng ủy xã; BÍ THƯ - Lưu. Nguyễn Văn A")
    // A clause that speaks of the place of reception is one.
    #expect(outline("Điều 1. Văn thư\n1. Gửi văn bản.\nNơi nhận văn bản ghi đủ tên.").clauses.count == 1)
    #expect(outline("Điều 1. Văn thư\nNơi nhận văn bản ghi đủ tên.").clauses.count == 1)
  }

  @Test func `căn cứ gãy dòng như trong PDF được nối lại; căn cứ sau và lời ban hành thì không`() {
    let read = outline(
      """
      - Căn cứ Quy định số 76-QĐ/TW ngày 15/6/2000 của Bộ Chính trị về đảng viên đang
      công tác giữ mối liên hệ với nơi cư trú;
      - Căn cứ Quy định số 24-QĐ/TW của
      Ban Chấp hành Trung ương về thi
      hành Điều lệ Đảng
      - Căn cứ Điều lệ Đảng
      Chi bộ ban hành quy chế làm việc như sau:
      Điều 1. Phạm vi
      1. Quy chế này quy định việc của chi bộ.
      """)
    #expect(
      read.citations.map { read.text.sound($0) } == [
        "Căn cứ Quy định số 76-QĐ/TW ngày 15/6/2000 của Bộ Chính trị về đảng viên đang công tác giữ mối liên hệ với nơi cư trú;",
        "Căn cứ Quy định số 24-QĐ/TW của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
        "Căn cứ Điều lệ Đảng",
      ])
  }

  @Test func `số điều in trên giấy hiện cho người đọc, số đếm giữ trong dữ liệu`() {
    let read = outline("Điều 1. A\n1. x\nĐiều 3. B\n1. y")
    #expect(read.articles.map(\.printed) == ["1", "3"] && read.articles.map(\.number) == [1, 2])
    #expect(golden("Điều 1. A\n1. x\nĐiều 3. B\n1. y").contains("Điều 3. B"))
    #expect(read.lines(document: "a").last?.contains("\"c\":\"2.1\"") == true)
    #expect(read.printed(2) == "3" && read.printed(9) == "9")
  }

  @Test func `mỗi khoản giữ chỗ của nó trong bản gốc, ở mọi bảng mã`() throws {
    let forms = [
      Self.regulation, Self.regulation.decomposedStringWithCanonicalMapping,
      LegacyTwin.tcvn3(Self.regulation),
      LegacyTwin.vni(Self.regulation),
    ]
    let lines = forms.map { outline($0).lines(document: "a").compactMap { JSON(text: $0) } }
    for (form, rows) in zip(forms, lines) {
      #expect(rows.count == 9)
      let letters = Array(form.unicodeScalars)
      for row in rows {
        guard case .int(let start)? = row["start"], case .int(let end)? = row["end"],
          case .string(let text)? = row["text"]
        else {
          Issue.record("thiếu chỗ")
          continue
        }
        let piece = String(String.UnicodeScalarView(letters[start..<end]))
        let writing = WritingGuess.decide([form])[0]
        #expect(SoundText.of(piece, writing: writing) == text)
      }
    }
    // Legacy writing loses only the case of toned capitals.
    for rows in lines.dropFirst() {
      #expect(rows.map { fold($0["text"]) } == lines[0].map { fold($0["text"]) })
      #expect(rows.map { $0["c"] } == lines[0].map { $0["c"] })
    }
  }

  private func fold(_ value: JSON?) -> String {
    if case .string(let text)? = value { text.lowercased() } else { "" }
  }

  @Test func `dòng như phần ký ở giữa không cắt mất điều đứng sau; phần ký thật vẫn là phần ký`() {
    let outline = Outline.read(
      RegulationFile.read(
        Array(
          """
          Điều 1. Trang phục
          1. Đảng viên mặc đồng phục ngày thứ hai.
          T/M CHI BỘ
          Điều 2. Hội nghị
          1. Chi bộ họp mỗi tháng một lần.
          Điều 3. Thi hành
          1. Quy chế có hiệu lực từ ngày ký.
          T/M CHI BỘ
          BÍ THƯ
          """.utf8), name: "a.txt"))
    #expect(outline.articles.compactMap(\.written) == [1, 2, 3])
    #expect(outline.articles.map(\.clauses.count) == [1, 1, 1])
    #expect(outline.text.sound(outline.clauses[0].range).contains("T/M CHI BỘ"))
    #expect(outline.text.sound(outline.signature).contains("BÍ THƯ"))
    #expect(outline.findings.filter { $0.code == "outline.signature" }.count == 1)
  }

  @Test func `số điều viết hai lần là hai điều, có nói; câu xuống dòng dẫn chính điều ấy thì không`() {
    func read(_ text: String) -> Outline {
      Outline.read(RegulationFile.read(Array(text.utf8), name: "a.txt"))
    }
    let twice = read(
      """
      Điều 1. Nguyên tắc
      1. Tập trung dân chủ.
      Điều 2. Nhiệm vụ
      1. Lãnh đạo.
      Điều 2. Quyền hạn
      1. Chi bộ có quyền góp ý.
      Điều 3. Thi hành
      1. Có hiệu lực từ ngày ký.
      """)
    #expect(twice.articles.compactMap(\.written) == [1, 2, 2, 3])
    let gaps = twice.findings.filter { $0.code == "outline.gap" }
    #expect(gaps.contains { $0.message.contains("sau Điều 2 là Điều 2") })
    let wrapped = read(
      """
      Điều 1. Nguyên tắc
      1. Tập trung dân chủ.
      Điều 2. Nhiệm vụ
      1. Thực hiện nhiệm vụ nêu ở khoản 2
      Điều 2. Chi bộ báo cáo cấp ủy.
      Điều 3. Thi hành
      1. Có hiệu lực từ ngày ký.
      """)
    #expect(wrapped.articles.compactMap(\.written) == [1, 2, 3])
  }
}
