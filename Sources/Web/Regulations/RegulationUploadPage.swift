import Basics
import Formats
import Markup
import Registry
import Regulations

extension Visit {
  func regulationUploadPage(_ trouble: FormTrouble) async throws -> Answer {
    let state = try await regulationOwner()
    return try await page(
      "Nộp quy chế · \(state.name)", breadcrumbs: regulationTrail(state), styles: Self.regulationStyles,
      body: """
        \(PageHeading("Nộp quy chế đã ban hành", kind: state.name, lede: "Tệp được đọc trước; chưa ghi gì cho đến khi xem bố cục và bấm ghi."))
        \(trouble.summary)
        \(Form(action: try regulationPath + "/moi", csrf: csrf, takesFiles: true, label: "Nộp quy chế", body: """
          \(FileField("tep", label: "Tệp quy chế", accept: ".docx,.txt,.pdf", hint: "Word (.docx), văn bản (.txt) hoặc PDF có lớp chữ, không quá \(Route.uploadLimit >> 20) MB. Phông cũ (.VnTime, VNI) đọc được.", error: trouble.on("tep"), isRequired: true))
          \(Actions("\(Submit("Đọc thử"))"))
          """))
        """)
  }

  func regulationOwner() async throws -> OrganisationState {
    let (system, id, today) = (system, try organisation, today)
    return try found(try await system.read { try $0.organisationNear(id, asOf: AsOf(today)) })
  }

  func uploadRegulation() async throws -> Answer {
    let unit = try organisation
    return try await attempt {
      guard let file = form.files["tep"] else {
        var trouble = FormTrouble()
        trouble.add("tep", "Chọn tệp quy chế rồi gửi lại.")
        throw FormTroubles(trouble: trouble)
      }
      let paper = RegulationPaper(name: file.name, bytes: file.bytes)
      let outline = try await site.regulationDesk.work {
        Outline.read(RegulationFile.read(paper.bytes, name: paper.name))
      }
      if let broken = outline.findings.first(where: { $0.severity == .error }), outline.articles.isEmpty {
        var trouble = FormTrouble()
        trouble.add("tep", "\(broken.message) \(broken.remedy)")
        throw FormTroubles(trouble: trouble)
      }
      let staged = RegulationDesk.Staged(
        id: Self.hex(system.secret(bytes: 16)), owner: try found(actor.account), organisation: unit,
        stagedAt: system.now, paper: paper, outline: outline)
      site.regulationDesk.put(staged, at: system.now)
      return .redirect("\(try regulationPath)/moi/\(staged.id)")
    } else: {
      try await regulationUploadPage($0)
    }
  }

  private func staged() throws -> RegulationDesk.Staged {
    let staged = try found(
      site.regulationDesk.take(
        parameters.get("ban-nop") ?? "", of: actor.account, at: system.now))
    guard staged.organisation == (try organisation) else { throw RightsRefusal.notFound }
    return staged
  }

  /// What was read of a paper, and the form that records it.
  func regulationCheckPage(_ trouble: FormTrouble) async throws -> Answer {
    let staged = try staged()
    let state = try await regulationOwner()
    let outline = staged.outline
    let head = RegulationHead(outline, types: try regulationRules.types)
    let title = form.has("ten") ? form["ten"] : "Quy chế làm việc của \(state.name)"
    let bases =
      form.has("can-cu")
      ? form.paragraphs("can-cu") : outline.citations.map { outline.text.sound($0) }.joined(separator: "\n")
    let typed = ["hieu-luc", "ngay-van-ban"].compactMap { form[$0].isEmpty ? nil : form.day($0) }.first
    let since = typed ?? head.day ?? today
    let frames = try site.regulationFrames(site.content).choices(for: state.kind, on: since)
    let frameHint =
      frames.isEmpty
      ? "Sổ không có mẫu khung nào cho \(state.kind.title.lowercased()) vào ngày \(since.vietnamese)."
      : "Những mẫu có giá trị ngày \(since.vietnamese)."
    return try await page(
      "Xem trước quy chế · \(state.name)", breadcrumbs: regulationTrail(state), styles: Self.regulationStyles,
      body: """
        \(PageHeading("Xem trước khi ghi", kind: state.name, lede: "\(staged.paper.name): \(outline.articles.count) điều, \(outline.clauses.count) khoản, điểm. Chưa ghi gì vào sổ."))
        \(trouble.summary)
        \(OutlineFindings(outline))
        \(Section("Ghi vào sổ", body: """
          \(Form(action: "\(try regulationPath)/moi/\(staged.id)", csrf: csrf, label: "Ghi quy chế", body: """
            \(TextField("ten", label: "Tên quy chế", value: title, width: .full, error: trouble.on("ten"), isRequired: true, maximumLength: 300))
            \(DecisionFields(visit: self, trouble: trouble, legend: "Văn bản ban hành", issuer: state.name, number: head.number, day: head.day?.vietnamese ?? "", type: head.type.isEmpty ? "Quy chế" : head.type))
            \(DayField("hieu-luc", label: "Có hiệu lực từ", value: form.has("hieu-luc") ? form["hieu-luc"] : head.day?.vietnamese ?? "", hint: "Bỏ trống là ngày ban hành.", error: trouble.on("hieu-luc")))
            \(TextField("nhiem-ky", label: "Nhiệm kỳ", value: form.has("nhiem-ky") ? form["nhiem-ky"] : head.term, hint: "Ví dụ: 2010 – 2015. Bỏ trống nếu quy chế không nêu.", maximumLength: 40))
            \(Select("mau-khung", label: "Theo mẫu khung", choices: frames, selected: form["mau-khung"], placeholder: "Không rõ", hint: frameHint, error: trouble.on("mau-khung")))
            \(TextArea("can-cu", label: "Căn cứ", value: bases, rows: 6, hint: "Mỗi dòng một văn bản, như quy chế nêu."))
            \(Actions("\(Submit("Ghi quy chế"))"))
            """))
          """))
        \(Section("Bố cục đọc được", note: "Nếu bố cục sai, sửa tệp rồi nộp lại.", body: OutlineView(outline: outline, isOpen: false).html))
        """)
  }

  func recordRegulation() async throws -> Answer {
    let staged = try staged()
    let unit = try organisation
    return try await attempt {
      let decision = try found(try decision(isRequired: true))
      var trouble = FormTrouble()
      if form["ten"].isEmpty { trouble.add("ten", "Ghi tên của quy chế.") }
      if !form["hieu-luc"].isEmpty, form.day("hieu-luc") == nil {
        trouble.add(
          "hieu-luc", "“\(form["hieu-luc"].prefix(40))” không có trong lịch; ghi theo ngày/tháng/năm.")
      }
      let since = form.day("hieu-luc") ?? decision.key.date
      let frame = try site.regulationFrames(site.content).frames.first { $0.id == form["mau-khung"] }
      if let frame, !frame.holds(on: since) {
        trouble.add(
          "mau-khung",
          "Mẫu “\(frame.title)” không có giá trị ngày \(since.vietnamese); chọn lại trong danh sách.")
      }
      guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
      let id = try await perform(
        RecordRegulation(
          of: unit, document: decision, title: form["ten"], from: since,
          term: form["nhiem-ky"], frame: frame?.id ?? "", paper: staged.paper,
          bases: form.paragraphs("can-cu").split(separator: "\n").map(String.init)))
      site.regulationDesk.remove(staged.id)
      site.regulationDesk.keep(staged.outline, staged.paper.hash)
      return .redirect("\(try regulationPath)/ban/\(id)", done: .saved)
    } else: {
      try await regulationCheckPage($0)
    }
  }
}

/// What reading made doubtful, one line each.
struct OutlineFindings: Piece {
  var outline: Outline
  init(_ outline: Outline) { self.outline = outline }

  private static let most = 60

  var html: HTML {
    guard !outline.findings.isEmpty else {
      return Notice(.info, "Đọc được trọn bố cục, không có chỗ nào đáng ngờ.").html
    }
    let shown = outline.findings.prefix(Self.most)
    return Section(
      "Chỗ cần xem lại khi đọc tệp",
      body: """
        <ul class="reading-findings">\(each: shown, { "<li>\($0.severity == .notice ? nil : Badge($0.severity == .error ? "không đọc được" : "đáng ngờ", .attention)) \($0.message) <span class=\"remedy\">\($0.remedy)</span></li>" })</ul>
        \(when: outline.findings.count > Self.most, "<p class=\"hint\">Còn \(outline.findings.count - Self.most) chỗ nữa.</p>")
        """
    ).html
  }
}

/// An outline to read: chapters, articles, clauses with their addresses.
struct OutlineView: Piece {
  var outline: Outline
  var isOpen: Bool
  /// Bytes of text on one page; a regulation of three hundred pages has as many.
  private static let most = 900_000
  /// What stands beside an article's title.
  var beside: [Int: HTML] = [:]

  var html: HTML {
    var html = HTML()
    var left = Self.most
    for (place, article) in outline.articles.enumerated() {
      guard left > 0 else {
        html.append(
          "<p class=\"hint\">Còn \(outline.articles.count - place) điều nữa; văn bản quá dài để hiện hết, xem tệp đã nộp.</p>\n"
        )
        break
      }
      for heading in outline.headings where heading.article == place {
        let name = heading.kind == .chapter ? "Chương" : heading.kind == .part ? "Phần" : "Mục"
        html.append(
          "<h3 class=\"regulation-chapter\">\(name) \(heading.number). \(outline.text.sound(heading.title))</h3>\n"
        )
      }
      var clauses: [HTML] = []
      for n in article.clauses { clauses.append(line(outline.clauses[n], article, &left)) }
      html.append(
        """
        <details class="regulation-article" id="d\(article.number)"\(when: isOpen, " open")><summary>\(outline.heading(article))\(when: article.isOutOfOrder, " <span class=\"hint\">(điều thứ \(article.number) trong văn bản)</span>") \(beside[article.number])</summary>
        \(HTML.joined(clauses))</details>

        """)
    }
    if !outline.signature.isEmpty {
      html.append("<p class=\"hint\">Phần ký: \(outline.text.sound(outline.signature.prefix(2_000)))</p>\n")
    }
    return html
  }

  private func line(_ clause: Outline.Clause, _ article: Outline.Article, _ left: inout Int) -> HTML {
    let shown = left > 0 ? outline.shown(clause) : "…"
    left -= shown.utf8.count
    return
      "<p id=\"k\(clause.address.text(in: article.number))\"><b>\(outline.address(clause, in: article))</b> \(shown)</p>"
  }
}
