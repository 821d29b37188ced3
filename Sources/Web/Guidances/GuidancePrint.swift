import Basics
import Formats
import Registry
import Reviews
import Rules

/// A guidance or a draft as a printed document: what the provisions say, then by which rules, quotas, deadlines. Drafts are laid
/// out as the Party's documents are (Quy định 399-QĐ/TW, 2026), with number, day and signature open; a guidance in force is
/// told in the register's own words and says so, since it must not pass for the document itself.
struct GuidancePrint {
  /// Who drafts, for the head and the signature; nil for a guidance that is in force.
  struct Drafter {
    var superior: String?
    var issuer: String
    var place: String?
  }

  let title: String
  let value: PackValue
  let words: DraftWords
  let source: SourceSections
  var drafter: Drafter?
  /// "bản 7, ghi lúc …"
  var version: String?
  /// The guidance it would replace, as people call it.
  var replaces: String?
  /// DỮ LIỆU MÔ PHỎNG, where the register is a sample.
  var mark: String?
  /// Provisions whose text was not mended after what stands on them.
  var stale: [StaleArticle] = []

  var document: PrintedDocument {
    let draft = drafter == nil ? nil : "DỰ THẢO"
    let marks = [mark, draft].compactMap { $0 }.joined(separator: " · ")
    return PrintedDocument(
      title: title, mark: marks.isEmpty ? nil : marks,
      blocks: head + warning + basis + provisions + rules + rest + tail + remarks
    )
  }

  // MARK: - head

  private var head: [PrintedDocument.Block] {
    guard let drafter else {
      return [
        .title([title.uppercased()]),
        .note(
          PrintedText(
            "Nội dung được viết lại bằng lời của sổ để chạy và để đọc, không phải nguyên văn của văn bản.",
            italic: true)),
      ]
    }
    let place = drafter.place.map { "\($0), " } ?? ""
    return [
      .letterhead(
        .init(
          superior: drafter.superior.map { [$0.uppercased()] } ?? [], issuer: [drafter.issuer.uppercased()],
          number: "Số ……-HD/……", placeAndDate: "\(place)ngày …… tháng …… năm ……")),
      .title(["HƯỚNG DẪN"], subject: [title]),
      .note(PrintedText("Dự thảo, \(version ?? ""); thay \(replaces ?? "…").", italic: true)),
    ]
  }

  /// A draft whose words say one thing and whose rules another must not look finished.
  private var warning: [PrintedDocument.Block] {
    guard !stale.isEmpty else { return [] }
    let titles = stale.compactMap { source[$0.id]?.title }.map { "“\($0)”" }.joined(separator: "; ")
    return [.note(PrintedText("Lời văn chưa sửa theo quy tắc đã đổi ở: \(titles).", bold: true))]
  }

  private var basis: [PrintedDocument.Block] {
    let documents = (value["basis"]?.items ?? []).map { one -> PrintedText in
      let day = one["issuedOn"]?.word.flatMap { Day(iso: $0)?.vietnamese }
      let parts = [
        one["document"]?.word, day.map { "ngày \($0)" }, one["issuer"]?.word.map { "của \($0)" },
        one["title"]?.word,
      ]
      return PrintedText("Căn cứ " + parts.compactMap { $0 }.joined(separator: ", ") + ";")
    }
    return documents.isEmpty ? [] : [.bullets(documents), .paragraph(.init(PrintedText(validity)))]
  }

  private var validity: String {
    let from = value["validFrom"]?.word.flatMap { Day(iso: $0)?.vietnamese } ?? "…"
    let years = value["rounds"]?["from"]?.word ?? "…"
    let to = value["rounds"]?["to"]?.word.map { " đến năm \($0)" } ?? ""
    return "Có hiệu lực từ ngày \(from); dùng để xếp loại từ năm \(years)\(to)."
  }

  // MARK: - provisions

  private var provisions: [PrintedDocument.Block] {
    guard !source.sections.isEmpty else { return [] }
    return [.heading(1, "I. NỘI DUNG")]
      + source.sections.flatMap { section -> [PrintedDocument.Block] in
        let mark: [PrintedDocument.Block] =
          stale.first { $0.id == section.id }.map {
            [.note(PrintedText("Lời văn chưa sửa theo: \(changed($0)).", bold: true))]
          } ?? []
        return [.heading(2, section.title)] + mark + Self.text(named(ProvisionText.provisions(section.text)))
      }
  }

  /// A provision refers to another by its title, not by its mark in the product.
  private func named(_ text: String) -> String {
    source.sections.sorted { $0.id.utf8.count > $1.id.utf8.count }.reduce(text) { text, section in
      text.replacing("mục \(section.id)", with: "mục “\(section.title)”")
    }
  }

  private func changed(_ one: StaleArticle) -> String {
    let named = one.pieces.prefix(6).map { path in
      let said = words.words(path)
      return said.title.utf8.starts(with: "→ ".utf8)
        ? "tiêu chuẩn “\(String(said.title.unicodeScalars.dropFirst(2)))”" : "“\(said.title)”"
    }
    var seen: Set<String> = []
    let all = named.filter { seen.insert($0).inserted } + one.gone.map { "đã bỏ “\($0)”" }
    return all.joined(separator: "; ")
  }

  /// Paragraphs and lists of the little Markdown that articles are written in.
  private static func text(_ text: String) -> [PrintedDocument.Block] {
    var blocks: [PrintedDocument.Block] = []
    var paragraph: [String] = []
    var items: [String] = []
    func plain(_ text: String) -> PrintedText {
      PrintedText(text.replacing("**", with: "").replacing("`", with: ""))
    }
    func flush() {
      if !paragraph.isEmpty { blocks.append(.paragraph(.init(plain(paragraph.joined(separator: " "))))) }
      if !items.isEmpty { blocks.append(.bullets(items.map(plain))) }
      (paragraph, items) = ([], [])
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.utf8.starts(with: "- ".utf8) {
        if !paragraph.isEmpty { flush() }
        items.append(String(line.unicodeScalars.dropFirst(2)))
      } else if line.utf8.allSatisfy({ $0 == 0x20 }) {
        flush()
      } else if !items.isEmpty, line.utf8.starts(with: "  ".utf8) {
        items[items.count - 1] += " " + String(line.unicodeScalars.drop { $0 == " " })
      } else {
        if !items.isEmpty { flush() }
        paragraph.append(
          line.utf8.starts(with: "### ".utf8) ? String(line.unicodeScalars.dropFirst(4)) : String(line))
      }
    }
    flush()
    return blocks
  }

  // MARK: - rules

  private var rules: [PrintedDocument.Block] {
    let sections = DraftSections.of(value).filter {
      $0.id.utf8.starts(with: "viec-".utf8) && !$0.pieces.isEmpty
    }
    guard !sections.isEmpty else { return [] }
    return [.heading(1, "II. TIÊU CHUẨN CÁC MỨC")]
      + sections.flatMap { section -> [PrintedDocument.Block] in
        [
          .heading(2, section.title),
          .table(
            PrintedTable(
              columns: [
                .init(weight: 9, alignment: .center), .init(weight: 22), .init(weight: 50), .init(weight: 22),
              ],
              header: [["TT", "Kết quả", "Khi", "Căn cứ"]], rows: rows(section))),
        ]
      }
  }

  /// Rules are told by their place in the table, with the mark beneath by which explanations cite them.
  private func rows(_ section: DraftSection) -> [PrintedTable.Row] {
    let said = section.pieces.map { words.words($0) }
    let numbers = Dictionary(
      said.enumerated().compactMap { n, one in one.id.map { ($0, n + 1) } }, uniquingKeysWith: { a, _ in a })
    return said.enumerated().map { n, one in
      let lines = one.lines.map { line -> String in
        guard line.utf8.starts(with: "ngoại lệ của ".utf8),
          let other = numbers[String(line.unicodeScalars.dropFirst(13))]
        else { return line }
        return "ngoại lệ của tiêu chuẩn thứ \(other)"
      }
      return row(n + 1, one, lines)
    }
  }

  private func row(_ number: Int, _ words: PieceWords, _ lines: [String]) -> PrintedTable.Row {
    let outcome =
      words.title.utf8.starts(with: "→ ".utf8)
      ? String(words.title.unicodeScalars.dropFirst(2)) : words.title
    let conditions = lines.count == 1 ? lines[0] : lines.map { "– \($0)" }.joined(separator: "\n")
    return PrintedTable.Row([
      PrintedText(words.id.map { "\(number)\n(\($0))" } ?? "\(number)"), PrintedText(outcome),
      PrintedText(conditions), PrintedText(words.cite ?? ""),
    ])
  }

  private func cite(_ words: PieceWords) -> String {
    var parts = [words.cite].compactMap { $0 }
    if let certainty = words.certainty, certainty != .a { parts.append(certainty.vietnamese) }
    if let zone = words.zone { parts.append("\(zone): chưa có quy định") }
    return parts.joined(separator: "; ")
  }

  // MARK: - the rest

  private var rest: [PrintedDocument.Block] {
    let kept = ["ty-le", "tham-so", "khung-diem", "phieu", "trinh-tu", "mau"]
    let sections = DraftSections.of(value)
    var number = 2
    return kept.flatMap { id -> [PrintedDocument.Block] in
      guard let section = sections.first(where: { $0.id == id }), !section.pieces.isEmpty else { return [] }
      number += 1
      return [
        .heading(1, "\(Self.roman(number)). \(section.title.uppercased())"),
        .table(
          PrintedTable(
            columns: [.init(weight: 34), .init(weight: 44), .init(weight: 22)],
            header: [["Nội dung", "Quy định", "Căn cứ"]],
            rows: section.pieces.map { path in
              let words = words.words(path)
              // A parameter is its name, and what it is; so is a number of votes.
              let parts = Self.parts(words, isNamed: ["tham-so", "phieu"].contains(id))
              return PrintedTable.Row([
                PrintedText(parts.name), PrintedText(parts.said), PrintedText(words.cite ?? ""),
              ])
            })),
      ]
    }
  }

  private static func parts(_ words: PieceWords, isNamed: Bool) -> (name: String, said: String) {
    let lines = words.lines.map { "– \($0)" }
    let parts = words.title.split(separator: ": ", maxSplits: 1).map(String.init)
    guard isNamed, parts.count == 2 else { return (words.title, lines.joined(separator: "\n")) }
    return (parts[0], ([parts[1]] + lines).joined(separator: "\n"))
  }

  /// What those who drafted leave to people or found no text for: apart from the guidance, behind the signature.
  private var remarks: [PrintedDocument.Block] {
    let sections = DraftSections.of(value).filter {
      ["chua-quy-dinh", "nguoi-xet"].contains($0.id) && !$0.pieces.isEmpty
    }
    guard !sections.isEmpty else { return [] }
    return [
      .pageBreak, .heading(1, "GHI CHÚ CỦA NGƯỜI SOẠN"),
      .note(
        PrintedText(
          "Không thuộc nội dung hướng dẫn; ghi để người duyệt biết chỗ còn phải quyết định.", italic: true)),
    ]
      + sections.flatMap { section -> [PrintedDocument.Block] in
        [
          .heading(2, section.title),
          .table(
            PrintedTable(
              columns: [.init(weight: 34), .init(weight: 44), .init(weight: 22)],
              header: [["Điều", "Ghi chú", "Căn cứ"]],
              rows: section.pieces.map { path in
                let words = words.words(path)
                return PrintedTable.Row([
                  PrintedText(words.title),
                  PrintedText(
                    words.lines.filter { !$0.utf8.starts(with: "Trích:".utf8) }.map { "– \($0)" }.joined(
                      separator: "\n")),
                  PrintedText(cite(words)),
                ])
              })),
        ]
      }
  }

  private static func roman(_ number: Int) -> String {
    ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][min(max(number, 0), 12)]
  }

  private var tail: [PrintedDocument.Block] {
    guard let drafter else { return [] }
    return [
      .signatures(
        .init(
          recipients: ["Các cấp ủy, tổ chức đảng trực thuộc", "Lưu Văn phòng"],
          signers: [.init(authority: "T/M \(drafter.issuer.uppercased())", office: "BÍ THƯ", name: "")]))
    ]
  }
}
