import Basics
import Foundation
import Markup
import Meetings
import Registry

/// Which lines of the book a list shows.
private enum DocumentFilter: String, CaseIterable {
  case all = ""
  case open = "dang-xu-ly"
  case late = "qua-han"

  var title: String {
    switch self {
    case .all: "Tất cả"
    case .open: "Đang xử lý"
    case .late: "Quá hạn"
    }
  }
  func takes(_ standing: DocumentStanding) -> Bool {
    switch self {
    case .all: true
    case .open: standing.isOpen
    case .late: standing.isOverdue
    }
  }
}

extension Visit {
  private static let pageSize = 50

  func documentIndex(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await bookPicture()
    let rules = try documentRules
    let filter = DocumentFilter(rawValue: query["loc"]) ?? .all
    let words = VietnameseText.fold(query["tim"])
    let all = picture.lines.map { ($0, $0.standing(on: today, soon: rules.soon)) }
    let taken = all.filter { line, standing in
      filter.takes(standing)
        && (words.isEmpty || picture.text(of: line).utf8.firstRange(of: words.utf8) != nil)
    }
    let shown = page(of: Array(taken.reversed()))
    let found = query["tim"].addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let base = picture.address
    let late = all.count { $0.1.isOverdue }
    return try await page(
      "\(picture.book.title) \(picture.year)",
      breadcrumbs: [Link(picture.organisation.name, "/to-chuc/\(picture.organisation.organisation)")],
      styles: ["/styles/rounds.css", "/styles/meetings.css"],
      body: """
        \(PageHeading("\(picture.book.title) năm \(picture.year)", kind: picture.organisation.name, lede: lede(picture, late), actions: documentActions(picture)))
        \(trouble.summary)
        \(SectionLinks("Sổ", BookedDocument.Book.allCases.map { Link($0.title, "\(picture.path)?so=\($0.address)&nam=\(picture.year)", isCurrent: $0 == picture.book) }))
        \(documentYears(picture))
        \(when: !picture.lines.isEmpty, SectionLinks("Lọc", DocumentFilter.allCases.map { Link($0.title, "\(base)&loc=\($0.rawValue)", isCurrent: $0 == filter) }).html)
        \(when: !picture.lines.isEmpty, documentSearch(picture, filter.rawValue))
        \(Section(words.isEmpty && filter == .all ? "Trong sổ: \(taken.count)" : "Tìm thấy: \(taken.count)", id: "so", body: """
          \(table(picture, shown.lines))
          \(Pagination(page: shown.number, pageSize: Self.pageSize, count: taken.count, noun: "văn bản", path: "\(base)&loc=\(filter.rawValue)&tim=\(found)"))
          """))
        \(when: !picture.inherited.isEmpty, inherited(picture, rules).html)
        \(when: picture.writes, booking(picture, rules, trouble))
        """)
  }

  private func page(of lines: [(BookLine, DocumentStanding)]) -> (
    number: Int, lines: [(BookLine, DocumentStanding)]
  ) {
    let pages = max(1, (lines.count + Self.pageSize - 1) / Self.pageSize)
    let number = max(1, min(query.number("trang") ?? 1, pages))
    return (number, Array(lines.dropFirst((number - 1) * Self.pageSize).prefix(Self.pageSize)))
  }

  private func lede(_ picture: BookPicture, _ late: Int) -> HTML {
    let cancelled = picture.lines.count { $0.document.isCancelled }
    return
      "\(picture.lines.count) số\(when: cancelled > 0, ", \(cancelled) số đã hủy")\(when: late > 0, "; \(late) văn bản quá hạn xử lý")."
  }

  private func documentActions(_ picture: BookPicture) -> HTML {
    let print = "\(picture.path)/in?so=\(picture.book.address)&nam=\(picture.year)"
    return """
      \(ButtonLink("In sổ (PDF)", "\(print)&dang=pdf"))\(ButtonLink("In sổ (Word)", "\(print)&dang=docx"))\
      \(ButtonLink("Bảng tính (Excel)", "\(print)&dang=xlsx"))
      """
  }

  private func documentYears(_ picture: BookPicture) -> HTML {
    let shown = Set(picture.years + [picture.year, today.year]).sorted(by: >)
    guard shown.count > 1 else { return "" }
    let links = shown.prefix(20).map {
      Link("\($0)", "\(picture.path)?so=\(picture.book.address)&nam=\($0)", isCurrent: $0 == picture.year)
    }
    return SectionLinks("Các năm", links).html
  }

  private func documentSearch(_ picture: BookPicture, _ filter: String) -> HTML {
    """
    <div class="filters">\(Form(asking: picture.path, label: "Tìm trong sổ", body: """
      \(HiddenField("so", picture.book.address))\(HiddenField("nam", "\(picture.year)"))\(HiddenField("loc", filter))
      \(TextField("tim", label: "Có chữ", value: query["tim"], kind: .search, hint: "Số, nơi gửi, nơi nhận, trích yếu; không cần dấu.", maximumLength: 80))
      \(Submit("Tìm", kind: .secondary))
      """))</div>
    """
  }

  private func inherited(_ picture: BookPicture, _ rules: DocumentRules) -> Section {
    Section(
      "Nhận tiếp của tổ chức đã kết thúc: \(picture.inherited.count)", id: "nhan-tiep",
      note: "Còn phải xử lý khi tổ chức ấy sáp nhập hoặc chia tách. Số và dòng vẫn ở sổ cũ.",
      body: table(picture, picture.inherited.map { ($0, $0.standing(on: today, soon: rules.soon)) }).html)
  }

  private func table(_ picture: BookPicture, _ lines: [(BookLine, DocumentStanding)]) -> Table {
    let isIncoming = picture.book == .incoming
    return Table(
      picture.book.title,
      columns: [
        .init(isIncoming ? "Số đến" : "Số"), .init("Ngày", .day), .init(isIncoming ? "Văn bản" : "Loại"),
        .init("Về việc"), .init(isIncoming ? "Nơi gửi" : "Nơi nhận"),
        .init(isIncoming ? "Ai xử lý" : "Ai soạn"), .init("Hạn", .day), .init("Tình trạng"),
      ],
      rows: lines.map { line, standing in
        let document = line.document
        let own = "\(picture.path)/\(document.document)"
        return Table.Row(
          [
            "<a\(href: own)>\(isIncoming ? "\(document.position)" : document.number)</a>",
            "\(document.bookedOn.vietnamese)", isIncoming ? "\(document.citation)" : "\(document.type)",
            "\(document.subject)\(from(document, picture))", "\(document.party)",
            "\(picture.name(line.task?.member ?? document.handler) ?? "")",
            "\(line.dueOn?.vietnamese ?? "")", "\(DocumentBadge(standing: standing))",
          ], tone: standing.isOverdue ? .attention : .neutral)
      },
      empty: EmptyState(
        picture.lines.isEmpty ? "Sổ năm \(picture.year) chưa có văn bản nào" : "Không có văn bản nào như vậy",
        advice: picture.lines.isEmpty
          ? (picture.writes
            ? "Ghi văn bản đầu tiên ở dưới; sổ tự cho số." : "Văn bản hiện ở đây khi đã vào sổ.")
          : "Bỏ bớt chữ tìm, hoặc chọn cách lọc khác."))
  }

  private func from(_ document: BookedDocument, _ picture: BookPicture) -> HTML {
    picture.origins[document.organisation].map { " <span class=\"hint\">sổ của \($0)</span>" } ?? ""
  }

  private func booking(_ picture: BookPicture, _ rules: DocumentRules, _ trouble: FormTrouble) -> HTML {
    let isIncoming = picture.book == .incoming
    let day = form.has("ngay-so") ? form["ngay-so"] : today.vietnamese
    let isOpen = form.has("ngay-so") || picture.lines.isEmpty
    return Section(
      isIncoming ? "Vào sổ văn bản đến" : "Lấy số văn bản đi", id: "vao-so",
      note: "\(rules.secret.text) (\(rules.secret.cite))",
      body: """
        <details class="more"\(when: isOpen, " open")><summary>\(isIncoming ? "Ghi một văn bản đến" : "Lấy số cho một văn bản đi")</summary>
        \(Form(action: picture.path, csrf: csrf, draft: "van-ban-\(picture.book.address)-\(picture.organisation.organisation)", label: isIncoming ? "Vào sổ văn bản đến" : "Lấy số văn bản đi", body: """
          \(HiddenField("so", picture.book.address))\(HiddenField("nam", "\(picture.year)"))
          \(DayField("ngay-so", label: isIncoming ? "Ngày đến" : "Ngày gửi", value: day, error: trouble.on("ngay-so"), isRequired: true))
          \(DocumentFields(visit: self, picture: picture, rules: rules, trouble: trouble))
          \(TextField("so-dau", label: "Số đầu của dãy", value: form["so-dau"], width: .short, hint: "Chỉ cho văn bản đầu tiên của năm, khi sổ giấy hoặc nhiệm kỳ đã có số trước đó.", error: trouble.on("so-dau"), maximumLength: 5))
          \(Actions("\(Submit(isIncoming ? "Vào sổ" : "Lấy số"))"))
          """))
        </details>
        """
    ).html
  }
}

extension BookPicture {
  /// What is searched of a line, without marks.
  fileprivate func text(of line: BookLine) -> String {
    let document = line.document
    return VietnameseText.fold(
      [
        document.number, document.type, document.party, document.subject, document.outcome,
        name(line.task?.member ?? document.handler) ?? "",
      ].joined(separator: " "))
  }
}
