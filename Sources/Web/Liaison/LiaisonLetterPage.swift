import Basics
import Formats
import Markup
import Registry
import Reporting
import Reviews

/// A letter of introduction with what either side may do.
struct LiaisonLetterPicture: Sendable {
  var letter: LiaisonLetter
  var person: PersonalRecord
  var cellName: String
  /// The committee that issues it.
  var issuer: String
  var superior: String?
  var place: String?
  /// From the side where the member belongs, and from the side where they live.
  var here: RightSet
  var there: RightSet
  /// Cells that may take the member in.
  var cells: [Choice]

  init(_ letter: LiaisonLetter, for actor: Actor, rules: LiaisonRules, at now: Moment, in session: Asked)
    throws
  {
    self.letter = letter
    here = try session.rights(of: actor, onMember: letter.member, at: now)
    there = try session.residenceRights(of: actor, on: letter, at: now)
    let asOf = AsOf(letter.issuedOn)
    guard let state = try session.member(letter.member, asOf: asOf) else { throw RightsRefusal.notFound }
    person = state.person
    let cell = try session.organisationNear(letter.from, asOf: asOf)
    cellName = cell?.name ?? ""
    let above = try session.superiors(of: letter.from, asOf: asOf)
    // The letter is the grassroots committee's; a cell without one above it writes its own.
    let committee = above.last { $0.kind.isGrassroots } ?? cell
    issuer = CommitteeName.of(committee?.name ?? "")
    superior = try committee.flatMap { try session.superiors(of: $0.organisation, asOf: asOf).last?.name }
    place = try session.formHead(
      of: committee?.organisation ?? letter.from, year: letter.issuedOn.year, asOf: asOf
    ).place
    cells = []
    if case .waiting = letter.state, letter.to != nil, there.contains(.recordLiaison) {
      cells = try OrganisationChoices.of(
        actor, with: .recordLiaison, kinds: rules.residences, in: session, at: now)
    }
  }

  var sheet: LiaisonLetterPrint.Sheet {
    .init(
      letter: letter, person: person, cellName: cellName, superior: superior, issuer: issuer, place: place)
  }
}

extension Visit {
  private func liaisonLetterPicture(_ right: Right) async throws -> LiaisonLetterPicture {
    let (system, actor, rules, id) = (
      system, actor, try liaisonRules, try found(id("giay", LiaisonLetter.self))
    )
    let now = system.now
    let picture = try await system.read { session throws in
      guard let letter = try session.liaisonLetter(id) else { throw RightsRefusal.notFound }
      let rights = try session.liaisonRights(of: actor, on: letter, at: now)
      guard !rights.isEmpty else { throw RightsRefusal.notFound }
      guard rights.contains(right) else { throw RightsRefusal.lacking(right) }
      return try LiaisonLetterPicture(letter, for: actor, rules: rules, at: now, in: session)
    }
    try await system.noteReading(of: picture.letter.member, by: actor, on: .form)
    return picture
  }

  func liaisonLetter(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await liaisonLetterPicture(.viewMembers)
    let letter = picture.letter
    let trail =
      picture.here.contains(.viewMembers)
      ? [
        Link("Đảng viên", "/dang-vien"), Link(picture.person.name, "/dang-vien/\(letter.member)"),
        Link("Nơi cư trú", "/dang-vien/\(letter.member)/noi-cu-tru"),
      ] : []
    return try await page(
      "Giấy giới thiệu \(letter.number)", breadcrumbs: trail,
      body: LiaisonLetterPage(visit: self, picture: picture, rules: try liaisonRules, trouble: trouble).html)
  }

  func changeLiaisonLetter() async throws -> Answer {
    let picture = try await liaisonLetterPicture(.recordLiaison)
    let (letter, rules) = (picture.letter, try liaisonRules)
    return try await attempt {
      let day = try day(in: "ngay", "ngày")
      switch form["viec"] {
      case "tiep-nhan":
        guard let cell: ID<Organisation> = form.id("chi-bo") else {
          throw FormTroubles(trouble: FormTrouble("chi-bo", "Chọn chi bộ nơi người này ở."))
        }
        try await perform(ReceiveLiaisonLetter(letter.id, in: cell, on: day, rules: rules))
      case "bien-nhan":
        try await perform(RecordLiaisonReceipt(letter.id, cellName: form["chi-bo-ngoai-so"], on: day))
      case "tra-lai": try await perform(ReturnLiaisonLetter(letter.id, on: day, reason: form["ly-do"]))
      case "thoi": try await perform(EndLiaison(letter.id, on: day, reason: form["ly-do"]))
      default: throw RequestRefusal.missing("việc")
      }
      let done: Done =
        switch form["viec"] {
        case "tra-lai": .transferReturned
        case "thoi": .liaisonEnded
        default: .transferReceived
        }
      return .redirect("/giay-noi-cu-tru/\(letter.id)", done: done)
    } else: {
      try await liaisonLetter($0)
    }
  }

  func printLiaisonLetter() async throws -> Answer {
    let picture = try await liaisonLetterPicture(.viewMembers)
    return try printed(
      try liaisonPrint(on: picture.letter.issuedOn).document([picture.sheet]),
      name: "Giấy giới thiệu nơi cư trú \(picture.letter.number), \(picture.person.name)")
  }

  func liaisonPrint(on day: Day) throws -> LiaisonLetterPrint {
    LiaisonLetterPrint(
      rules: try liaisonRules, layout: try rules.layout(on: day)?.profile ?? .party, mark: opening.mark)
  }

  /// All letters of an organisation that wait, one a page.
  func printLiaisonLetters() async throws -> Answer {
    let (system, actor, rules, id) = (system, actor, try liaisonRules, try organisation)
    let now = system.now
    let pictures = try await system.read { session throws -> [LiaisonLetterPicture] in
      try session.liaisonSent(by: id, rules: rules, asOf: AsOf(now.day)).compactMap { line in
        guard case .waiting = line.progress, let letter = line.letter else { return nil }
        return try LiaisonLetterPicture(letter, for: actor, rules: rules, at: now, in: session)
      }
    }
    for picture in pictures { try await system.noteReading(of: picture.letter.member, by: actor, on: .form) }
    return try printed(
      try liaisonPrint(on: today).document(pictures.map(\.sheet)), name: "Giấy giới thiệu nơi cư trú")
  }
}

struct LiaisonLetterPage: Piece {
  var visit: Visit
  var picture: LiaisonLetterPicture
  var rules: LiaisonRules
  var trouble: FormTrouble

  private var letter: LiaisonLetter { picture.letter }
  private var path: String { "/giay-noi-cu-tru/\(letter.id)" }
  private var isHere: Bool { picture.here.contains(.recordLiaison) }
  private var isThere: Bool { picture.there.contains(.recordLiaison) }

  var html: HTML {
    """
    \(PageHeading(picture.person.name, kind: "Giấy giới thiệu về nơi cư trú số \(letter.number)", actions: "\(ButtonLink("Word", "\(path)/in?dang=docx"))\(ButtonLink("PDF", "\(path)/in?dang=pdf", kind: .quiet))"))
    \(trouble.summary)
    \(Section("Giấy giới thiệu", note: "Nơi cư trú chỉ thấy những gì ghi trên giấy.", body: "\(DescriptionList(items))"))
    \(forms)
    """
  }

  private var items: [(term: String, value: HTML)] {
    let person = picture.person
    var items: [(term: String, value: HTML)] = [
      ("Giới tính", person.sex == .unknown ? "" : "\(person.sex.title)"),
      ("Ngày sinh", "\(person.bornOn?.vietnamese)"),
      ("Ngày vào Đảng", "\(person.admittedOn?.vietnamese)"),
      ("Ngày chính thức", "\(person.officialOn?.vietnamese)"),
      ("Đang sinh hoạt tại", "\(picture.cellName)"), ("Nơi ở", "\(person.residence)"),
      ("Gửi đến", "\(letter.toName)"), ("Ngày giới thiệu", "\(letter.issuedOn.vietnamese)"),
    ]
    if let line = rules.rule(of: letter.standing).line { items.append(("Diện", "\(line)")) }
    let outcome: HTML =
      switch letter.state {
      case .waiting:
        "\(letter.state.title); thường đưa giấy trước ngày \(rules.presentBy(letter).next.vietnamese)"
      case .received(let day, _, let cell): "tiếp nhận ngày \(day.vietnamese), \(cell)"
      case .returned(let day, let reason): "trả lại ngày \(day.vietnamese): \(reason)"
      case .ended(let day, let reason): "thôi từ ngày \(day.vietnamese): \(reason)"
      }
    return items + [("Tình trạng", outcome)]
  }

  @HTMLList private var forms: HTML {
    switch letter.state {
    case .waiting:
      if isThere, letter.to != nil {
        Section(
          "Tiếp nhận", note: "Người này vẫn tính ở nơi sinh hoạt; ở đây chỉ là nơi giữ mối liên hệ.",
          body: form(
            "tiep-nhan",
            "\(Select("chi-bo", label: "Về chi bộ", choices: picture.cells, selected: visit.form["chi-bo"].isEmpty ? only : visit.form["chi-bo"], error: trouble.on("chi-bo"), isRequired: true))",
            "Ngày tiếp nhận", "Tiếp nhận"))
      }
      if isHere, letter.to == nil {
        Section(
          "Giấy gửi trả", note: "Nơi cư trú ở ngoài sổ; ghi theo nửa dưới của giấy họ gửi lại.",
          body: form(
            "bien-nhan",
            "\(TextField("chi-bo-ngoai-so", label: "Đã giới thiệu về chi bộ", value: visit.form["chi-bo-ngoai-so"], width: .full, hint: "Để trống nếu giấy không ghi.", error: trouble.on("chi-bo-ngoai-so"), maximumLength: 200))",
            "Ngày tiếp nhận", "Ghi"))
      }
      if isHere || isThere {
        Section(
          isThere ? "Trả lại" : "Rút lại",
          body: form("tra-lai", reason, "Ngày", isThere ? "Trả lại" : "Rút lại", .secondary))
      }
    case .received:
      if isHere || isThere {
        Section(
          "Thôi giữ mối liên hệ ở đây",
          note: "Khi đổi nơi ở, chuyển công tác, nghỉ hưu về sinh hoạt tại đây.",
          body: form("thoi", reason, "Từ ngày", "Ghi thôi", .secondary))
      }
    case .returned, .ended:
      if isHere {
        Notice(
          .info, "Giấy này không còn hiệu lực.",
          remedy: "Nếu người này còn công tác ở đây thì giới thiệu lại.",
          action: Link("Sổ theo dõi", "/dang-vien/\(letter.member)/noi-cu-tru"))
      }
    }
  }

  private var only: String? { picture.cells.count == 1 ? picture.cells[0].value : nil }

  private var reason: HTML {
    "\(TextField("ly-do", label: "Lý do", value: visit.form["ly-do"], width: .full, hint: "Ngắn gọn: đổi nơi ở, sai địa chỉ, chuyển công tác.", error: trouble.on("ly-do"), isRequired: true, maximumLength: 300))"
  }

  private func form(
    _ work: String, _ fields: HTML, _ label: String, _ button: String, _ kind: ButtonKind = .primary
  ) -> HTML {
    let typed = visit.form["viec"] == work ? visit.form["ngay"] : ""
    return Form(
      action: path, csrf: visit.csrf, label: button,
      body: """
        \(HiddenField("viec", work))\(fields)
        \(DayField("ngay", label: label, value: typed.isEmpty ? visit.today.vietnamese : typed, error: visit.form["viec"] == work ? trouble.on("ngay") : nil, isRequired: true))
        \(Actions("\(Submit(button, kind: kind))"))
        """
    ).html
  }
}
