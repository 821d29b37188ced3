import Basics
import Formats
import Foundation
import Registry
import Reviews
import Rules
import TestSupport
import Testing

@Suite struct `Mẫu kiểm điểm` {
  static func forms() throws -> (ReviewForms, Guidances) {
    let content = try Content.locate()
    let guidances = try Guidances(content)
    return (try ReviewForms(content, guidances), guidances)
  }

  private static let head = FormHead(
    year: 2026,
    values: [
      .name: "Trần Thị Hường", .cell: "Chi bộ ấp Long Hòa", .committee: "ban chấp hành Đảng bộ xã Phước Long",
    ],
    superior: "Đảng bộ xã Phước Long", issuer: "Chi bộ ấp Long Hòa", place: "Phước Long")

  @Test func `cùng một số mẫu là của người khác ở hướng dẫn khác`() throws {
    let (forms, _) = try Self.forms()
    let now = "hd-43-btctw-2025-10-31"
    #expect(forms.form(for: "member", group: "leader", of: now)?.id == "form2A")
    #expect(forms.form(for: "member", group: "staff", of: now)?.id == "form2B")
    #expect(forms.form(for: "member", group: "outside", of: now)?.id == "form2C")
    #expect(forms.form(for: "member", group: nil, of: now) == nil)
    #expect(forms.form(for: "collective", group: nil, of: now)?.id == "form01")
    let before = "hd-25-btctw-2023-11-10"
    #expect(forms.form(for: "member", group: "staff", of: before)?.code.hasPrefix("Mẫu 02A") == true)
    #expect(forms.form(for: "member", group: "leader", of: before)?.code.hasPrefix("Mẫu 02B") == true)
  }

  /// Whatever is written into any form comes back from the Word file it was printed as.
  @Test func `điền, in ra Word, đọc lại đúng như đã điền`() throws {
    let (forms, guidances) = try Self.forms()
    var chance = SeededRandom(seed: 11)
    #expect(forms.all.count >= 10)
    for form in forms.all {
      let pack = try #require(guidances[form.guidance]).pack
      for round in 0..<4 {
        let answers = Self.answers(form, pack, isWhole: round == 0, &chance)
        let print = FormPrint(
          form, of: pack, head: Self.head, answers: answers, layout: .party, mark: "DỮ LIỆU MÔ PHỎNG")
        let reading = FormReading(
          try WordText(try print.document.docx()), as: form, of: pack, head: Self.head)
        if answers.isEmpty {
          #expect(reading.findings.map(\.code) == ["form.notThis"])
        } else {
          #expect(reading.answers == answers, "\(form.guidance) \(form.id)")
          #expect(reading.findings.isEmpty, "\(form.guidance) \(form.id) \(reading.findings)")
        }
        if round == 0 { #expect(form.findings(answers, in: pack).isEmpty) }
      }
    }
  }

  private static func answers(
    _ form: ReviewForm, _ pack: Pack, isWhole: Bool, _ chance: inout SeededRandom
  ) -> FormAnswers {
    let lines = [
      "Chấp hành nghiêm nguyên tắc tập trung dân chủ.",
      "1. Hoàn thành 12/12 việc được giao; 3 việc vượt tiến độ.",
      "Chi bộ phân công phụ trách tổ 4 – có việc chậm 2 ngày.",
      "Tổng điểm thi đua của ấp không phải điểm ở đây.",
      "a) \"Nêu gương\" & <việc nhỏ>", "Nhận xét của chi bộ năm trước: cần sâu sát hơn.",
    ]
    var answers = FormAnswers()
    for field in form.fields where isWhole || Bool.random(using: &chance) {
      switch field.kind {
      case .text:
        answers[text: field.id] = (0...Int.random(in: 0...2, using: &chance)).map { _ in
          lines[Int.random(in: 0..<3, using: &chance)]
        }.joined(separator: "\n")
      case .score:
        if let fact = form.scoreFact(field, in: pack), let range = fact.range {
          answers[text: field.id] = fact.text(Int.random(in: range, using: &chance))
        }
      case .level: answers[text: field.id] = field.levels.randomElement(using: &chance) ?? ""
      case .grade: answers[text: field.id] = form.grades(in: pack).randomElement(using: &chance)?.id ?? ""
      case .table:
        answers[rows: field.id] = (0..<Int.random(in: 1...8, using: &chance)).map { n in
          field.columns.indices.map { $0 == 0 ? "Việc thứ \(n + 1)" : lines[$0 % 2] }
        }
      case .sum: break
      }
    }
    return answers
  }

  @Test func `tổng điểm cộng đúng phần lẻ, thiếu một điểm thì không có tổng`() throws {
    let (forms, guidances) = try Self.forms()
    let form = try #require(forms.form("form2B", of: "hd-43-btctw-2025-10-31"))
    let pack = try #require(guidances[form.guidance]).pack
    let sum = try #require(form.field("total"))
    var answers = FormAnswers()
    answers[text: "common"] = "28,5"
    #expect(form.sum(sum, answers, in: pack) == nil)
    answers[text: "results"] = "66"
    #expect(form.sum(sum, answers, in: pack) == "94,5")
    answers[text: "results"] = "71"
    #expect(form.findings(answers, in: pack).contains { $0.code == "form.score" && $0.column == "results" })
  }

  @Test func `tệp của người khác, ô chọn hai mức, điểm viết bằng chữ: nói ra, không đoán`() throws {
    let (forms, guidances) = try Self.forms()
    let form = try #require(forms.form("form2B", of: "hd-43-btctw-2025-10-31"))
    let pack = try #require(guidances[form.guidance]).pack
    var other = Self.head
    other.values[.name] = "Trần Thị Hương"
    var answers = FormAnswers()
    answers[text: "ethics"] = "Tốt."
    let print = FormPrint(form, of: pack, head: other, answers: answers, layout: .party, mark: nil)
    let text = try WordText(try print.document.docx())
    let reading = FormReading(text, as: form, of: pack, head: Self.head)
    #expect(reading.findings.isEmpty, "chỉ khác dấu thì là một người: sổ cũng tìm như vậy")
    other.values[.name] = "Lê Văn Tám"
    let foreign = FormPrint(form, of: pack, head: other, answers: answers, layout: .party, mark: nil)
    #expect(
      FormReading(try WordText(try foreign.document.docx()), as: form, of: pack, head: Self.head).findings
        .contains { $0.code == "form.otherPerson" && $0.severity == .error })
    var changed = text
    changed.blocks = text.blocks.map { block in
      guard case .paragraph(let line) = block else { return block }
      if line.hasPrefix("Tự đề nghị xếp loại mức") {
        return .paragraph(line.replacingOccurrences(of: "☐", with: "☒"))
      }
      return line.hasPrefix("1. Nhóm tiêu chí chung")
        ? .paragraph("1. Nhóm tiêu chí chung: hai mươi tám") : block
    }
    let unsure = FormReading(changed, as: form, of: pack, head: Self.head)
    #expect(unsure.answers[text: "ownGrade"] == "" && unsure.answers[text: "common"] == "")
    #expect(Set(unsure.findings.compactMap(\.column)) == ["ownGrade", "common"])
  }

  @Test func `mẫu trắng in được thành PDF, tệp không phải Word bị từ chối`() throws {
    let (forms, guidances) = try Self.forms()
    for form in forms.all {
      let pack = try #require(guidances[form.guidance]).pack
      let print = FormPrint(form, of: pack, head: Self.head, layout: .party, mark: nil)
      #expect(try print.document.pdf().starts(with: Array("%PDF".utf8)))
    }
    #expect(throws: FormatRefusal.self) { try WordText(Array("không phải".utf8)) }
  }

  @Test func `tệp Word có macro bị từ chối đúng tên gọi của nó`() throws {
    var file = ZipFile()
    file.add(
      "word/document.xml",
      text: "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Chữ</w:t></w:r></w:p></w:body></w:document>")
    #expect(try WordText(try file.bytes()).blocks == [.paragraph("Chữ")])
    file.add("word/vbaProject.bin", [1, 2, 3])
    let bytes = try file.bytes()
    #expect { try WordText(bytes) } throws: {
      ($0 as? FormatRefusal)?.code == "word.macros" && "\($0)".contains("macro")
    }
  }

  @Test func `danh sách dài quá bị từ chối trước khi đọc hết`() throws {
    let line = "Nguyễn Văn An\t01/01/1980\tHoàn thành tốt nhiệm vụ\n"
    let list = "Họ và tên\tNgày sinh\tKết quả xếp loại\n" + String(repeating: line, count: 100_000)
    let before = ContinuousClock.now
    #expect(throws: ServiceGradeRefusal.tooLong(ServiceGradeList.mostRows)) {
      try ServiceGradeList(delimited: Array(list.utf8))
    }
    // A bound that only catches reading all of it, several times over.
    #expect(ContinuousClock.now - before < .seconds(20))
    let fits = try ServiceGradeList(delimited: Array(list.prefix(4_000).utf8))
    #expect(fits.rows.first?.name == "Nguyễn Văn An")
  }

  /// Signs without end before a heading fold to nothing: the search for the heading must not start anew for each of them.
  @Test(.timeLimit(.minutes(15))) func `một triệu dấu chấm trước tên mục không làm treo`() throws {
    let (forms, guidances) = try Self.forms()
    let form = try #require(forms.form("form2B", of: "hd-43-btctw-2025-10-31"))
    let pack = try #require(guidances[form.guidance]).pack
    var text = try WordText(
      try FormPrint(form, of: pack, head: Self.head, layout: .party, mark: nil).document.docx())
    let dots = String(repeating: "…", count: 1_000_000)
    text.blocks = [
      .paragraph("\(dots)Họ và tên: Trần Thị Hường"), .paragraph("\(dots)\(form.fields[0].title)"),
      .paragraph("Viết ở đây."),
    ]
    let reading = FormReading(text, as: form, of: pack, head: Self.head)
    #expect(reading.answers[text: form.fields[0].id].hasSuffix("Viết ở đây."))
  }
}
