import Basics
import Formats
import Markup
import Registry
import Reviews

/// Contact book — sổ theo dõi giữ mối liên hệ nơi cư trú của một đảng viên: class, letters, registration, meetings.
struct ContactBook: Sendable {
  var member: MemberPicture
  var standing: LiaisonClass
  /// The latest first.
  var letters: [LiaisonLetter]
  var presences: [(day: Day, place: String, kind: LiaisonPresence.Kind)]
  var isWorkplace: Bool
  /// What the residence was asked to say outside of a review, the latest first.
  var comments: [ResidenceComment] = []
  /// Whom it may be asked of, the registered cell first; nil for whoever only reads.
  var commentCells: [Choice]?
  /// The cell that has taken the member in, if one of the register has.
  var registered: ID<Organisation>?

  var path: String { "/dang-vien/\(member.member)/noi-cu-tru" }
}

extension Visit {
  private func readContactBook() async throws -> ContactBook {
    let picture = try await memberPicture(on: .page, asOf: today)
    let (system, rules, today, actor) = (system, try liaisonRules, today, actor)
    let now = system.now
    return try await system.read { session throws in
      let letters = Array(try session.liaisonLetters(of: picture.member).reversed())
      let registered = letters.lazy.compactMap { letter -> ID<Organisation>? in
        if case .received(_, let cell, _) = letter.state { cell } else { nil }
      }.first
      var cells: [Choice]?
      if picture.rights.contains(.recordLiaison), !picture.isFormer {
        var choices = try OrganisationChoices.of(
          actor, with: .viewOrganisations, kinds: rules.residences, in: session, at: now)
        if let registered, let state = try session.organisation(registered, asOf: AsOf(today)) {
          choices = [Choice("\(registered)", state.name)] + choices.filter { $0.value != "\(registered)" }
        }
        cells = choices
      }
      let kind = try picture.home.flatMap { try session.organisation($0.organisation, asOf: AsOf(today)) }?
        .kind
      return ContactBook(
        member: picture, standing: try session.liaisonClass(of: picture.member, on: today),
        letters: letters,
        presences: try session.liaisonPresences(of: picture.member).map { line in
          (
            line.day, try session.organisationNear(line.organisation, asOf: AsOf(line.day))?.name ?? "",
            line.kind
          )
        }, isWorkplace: kind.map { rules.workplaces.contains($0) } ?? false,
        comments: try session.residenceComments(of: picture.member), commentCells: cells,
        registered: registered)
    }
  }

  func contactBook(_ trouble: FormTrouble) async throws -> Answer {
    let book = try await readContactBook()
    return try await page(
      "Nơi cư trú · \(book.member.name)", breadcrumbs: memberTrail(book.member, isForm: true),
      body: ContactBookPage(visit: self, book: book, rules: try liaisonRules, trouble: trouble).html)
  }

  func classifyLiaison() async throws -> Answer {
    let id = try member
    return try await attempt {
      guard let standing = LiaisonClass(rawValue: form["dien"]) else {
        throw FormTroubles(trouble: FormTrouble("dien", "Chọn một diện."))
      }
      try await perform(ClassifyLiaison(id, as: standing, from: try day(in: "tu-ngay", "ngày")))
      return .redirect("/dang-vien/\(id)/noi-cu-tru", done: .saved)
    } else: {
      try await contactBook($0)
    }
  }

  func printContactBook() async throws -> Answer {
    let book = try await readContactBook()
    let rules = try liaisonRules
    let document = ContactBookPrint(
      book: book, rules: rules, layout: try self.rules.layout(on: today)?.profile ?? .party, day: today,
      mark: opening.mark
    ).document
    return try printed(document, name: "Sổ theo dõi nơi cư trú, \(book.member.name)")
  }
}

struct ContactBookPage: Piece {
  var visit: Visit
  var book: ContactBook
  var rules: LiaisonRules
  var trouble: FormTrouble

  private var writes: Bool { book.member.rights.contains(.recordLiaison) && !book.member.isFormer }
  private var open: LiaisonLetter? { book.letters.first { $0.state.isOpen } }

  var html: HTML {
    """
    \(PageHeading("Sổ theo dõi nơi cư trú", kind: book.member.name, lede: lede, actions: actions))
    \(trouble.summary)
    \(Section("Giấy giới thiệu", body: letters.html))
    \(Section("Buổi gặp ở nơi cư trú", note: "Do chi bộ nơi cư trú ghi; không ghi lý do vắng.", body: presences.html))
    \(when: book.isWorkplace || !book.comments.isEmpty, Section("Nhận xét ngoài đợt kiểm điểm", id: "nhan-xet", note: "Mẫu 3-213: xin khi cần, nơi cư trú trả lời, người được nhận xét đọc và trả lời lại.", body: ResidenceCommentsPiece(visit: visit, member: book.member.member, comments: book.comments, rules: rules, cells: book.commentCells, registered: book.registered, trouble: trouble).html).html)
    \(when: book.isWorkplace, Section("Diện", id: "dien", note: "Chỉ ghi diện, không ghi lý do; nơi cư trú không thấy mục này.", body: standing).html)
    """
  }

  private var lede: HTML {
    guard book.isWorkplace else {
      return
        "Người này sinh hoạt ngay tại nơi cư trú hoặc không còn sinh hoạt ở đây, nên không giới thiệu về nơi cư trú."
    }
    if book.standing == .notIntroduced { return "Thuộc diện miễn giới thiệu về nơi cư trú." }
    switch open?.state {
    case .received(let day, _, let cell): return "Giữ mối liên hệ với \(cell) từ ngày \(day.vietnamese)."
    case .waiting: return "Đã có giấy giới thiệu, chờ \(open?.toName ?? "nơi cư trú") tiếp nhận."
    default: return "Chưa được giới thiệu về nơi cư trú."
    }
  }

  private var actions: HTML {
    let owes = book.isWorkplace && book.standing != .notIntroduced && open == nil
    var links: [ButtonLink] = []
    if writes, owes, let home = book.member.home {
      links.append(
        ButtonLink(
          "Giới thiệu về nơi cư trú",
          "/to-chuc/\(home.organisation)/noi-cu-tru/gioi-thieu?dang-vien=\(book.member.member)",
          kind: .primary))
    }
    links.append(ButtonLink("In sổ (Word)", "\(book.path)/in?dang=docx"))
    return "\(links)"
  }

  private var letters: Table {
    Table(
      "Giấy giới thiệu", columns: [.init("Số"), .init("Ngày", .day), .init("Gửi đến"), .init("Kết quả")],
      rows: book.letters.map { letter in
        Table.Row([
          "<a\(href: "/giay-noi-cu-tru/\(letter.id)")>\(letter.number)</a>", "\(letter.issuedOn.vietnamese)",
          "\(letter.toName)", "\(letter.state.told)",
        ])
      },
      empty: EmptyState(
        "Chưa có giấy giới thiệu nào", advice: "Giới thiệu để nơi cư trú biết, gặp và nhận xét hằng năm."))
  }

  private var presences: Table {
    Table(
      "Buổi gặp", columns: [.init("Ngày", .day), .init("Ở đâu"), .init("Có mặt")],
      rows: book.presences.map { Table.Row(["\($0.day.vietnamese)", "\($0.place)", "\($0.kind.title)"]) },
      empty: EmptyState("Chưa có buổi gặp nào", advice: "Chi bộ nơi cư trú ghi sau mỗi buổi gặp."))
  }

  private var standing: HTML {
    let rule = rules.rule(of: book.standing)
    let source =
      rule.cite.isEmpty ? "" : " (\(rule.cite)\(rule.certainty == "A" ? "" : "; chưa đối chiếu nguyên văn"))"
    let choices = LiaisonClass.allCases.map {
      Choice($0.rawValue, rules.rule(of: $0).name, hint: rules.rule(of: $0).cite)
    }
    return """
      <p>\(rule.name)\(source).</p>
      \(when: writes, "<details class=\"more\"\(when: !trouble.isEmpty, " open")><summary>Đổi diện</summary>\(Form(action: "\(book.path)/dien", csrf: visit.csrf, body: "\(RadioGroup("dien", label: "Diện", choices: choices, selected: visit.form["dien"].isEmpty ? book.standing.rawValue : visit.form["dien"], error: trouble.on("dien"), isRequired: true))\(DayField("tu-ngay", label: "Từ ngày", value: visit.form["tu-ngay"].isEmpty ? visit.today.vietnamese : visit.form["tu-ngay"], error: trouble.on("tu-ngay"), isRequired: true))\(Actions("\(Submit("Ghi diện", kind: .secondary))"))"))</details>")
      """
  }
}

extension LiaisonLetter.State {
  /// With its day.
  var told: String {
    switch self {
    case .waiting: title
    case .received(let day, _, let cell): "tiếp nhận ngày \(day.vietnamese), \(cell)"
    case .returned(let day, let reason): "trả lại ngày \(day.vietnamese): \(reason)"
    case .ended(let day, let reason): "thôi từ ngày \(day.vietnamese): \(reason)"
    }
  }
}

/// The contact book on paper: kept at the cell where the member works.
struct ContactBookPrint {
  var book: ContactBook
  var rules: LiaisonRules
  var layout: LayoutProfile
  var day: Day
  var mark: String?

  var document: PrintedDocument {
    let person = book.member.person
    let home = book.member.home.flatMap { book.member.organisations[$0.organisation]?.name } ?? ""
    var blocks: [PrintedDocument.Block] = [
      .title(["SỔ THEO DÕI"], subject: ["giữ mối liên hệ với nơi cư trú"]),
      line("Họ và tên", person.name), line("Ngày sinh", person.bornOn?.vietnamese ?? ""),
      line("Sinh hoạt tại", home), line("Nơi cư trú", person.residence),
      .heading(2, "Giấy giới thiệu"),
      table(
        ["Số", "Ngày", "Gửi đến", "Kết quả"],
        book.letters.reversed().map { [$0.number, $0.issuedOn.vietnamese, $0.toName, $0.state.told] }),
      .heading(2, "Buổi gặp ở nơi cư trú"),
      table(
        ["Ngày", "Ở đâu", "Có mặt"],
        book.presences.reversed().map { [$0.day.vietnamese, $0.place, $0.kind.title] }),
    ]
    blocks.append(.note(PrintedText("In ngày \(day.vietnamese). \(rules.regime(on: day)?.document ?? "")")))
    return PrintedDocument(
      title: "Sổ theo dõi nơi cư trú, \(person.name)", layout: layout, mark: mark, blocks: blocks)
  }

  private func table(_ headings: [String], _ rows: [[String]]) -> PrintedDocument.Block {
    guard !rows.isEmpty else { return .paragraph(.init(PrintedText("Chưa có."), hasFirstLineIndent: false)) }
    return .table(
      PrintedTable(
        columns: headings.map { _ in PrintedTable.Column() },
        header: [headings.map { PrintedTable.Heading($0) }],
        rows: rows.map { PrintedTable.Row($0.map { PrintedText($0) }) }))
  }

  private func line(_ name: String, _ value: String) -> PrintedDocument.Block {
    .paragraph(
      .init(
        PrintedText([.init("\(name): "), .init(value.isEmpty ? "chưa ghi" : value, bold: true)]),
        alignment: .left,
        hasFirstLineIndent: false))
  }
}
