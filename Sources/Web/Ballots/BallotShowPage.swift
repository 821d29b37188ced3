import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// The ballot of the address, if it is one of the meeting of the address.
  func requireBallot() async throws -> (place: MeetingPlace, vote: MeetingPlace.Vote) {
    let place = try await requireMeeting()
    let id: ID<Ballot> = try found(id("phieu"))
    return (place, try found(place.votes.first { $0.ballot.id == id }))
  }

  /// A ballot: papers, counting by two, turnout, result.
  func ballotShow(_ trouble: FormTrouble) async throws -> Answer {
    let (place, vote) = try await requireBallot()
    let (system, actor, today, round) = (system, actor, today, place.round)
    let (standing, key, asked, changed, sheet) = try await system.read { session throws in
      (
        try session.countStanding(of: vote.ballot.id, for: actor),
        try session.keyStanding(of: vote.ballot.id, for: actor),
        try session.askedCancelling(of: vote.ballot.id, by: actor),
        try session.accountsChanged(during: vote.ballot),
        try session.roundSheet(
          at: round.organisation.organisation, inBase: false, of: round.round, procedure: round.procedure,
          today: today)
      )
    }
    return try await page(
      "Bỏ phiếu ngày \(place.meeting.heldOn.vietnamese)",
      breadcrumbs: place.trail + [Link(place.title, place.path)],
      styles: ["/styles/rounds.css"],
      body: BallotShowPage(
        visit: self, place: place, vote: vote, rules: try ballotRules, standing: standing, key: key,
        cancelling: asked, changedAccounts: changed, sheet: sheet, trouble: trouble
      ).html)
  }

  /// What is done with a ballot: counted, closed, published, cancelled; its result taken over as grades.
  func moveBallot() async throws -> Answer {
    let (place, vote) = try await requireBallot()
    let (ballot, rules) = (vote.ballot, try ballotRules)
    let path = "\(place.path)/phieu/\(ballot.id)"
    return try await attempt {
      switch form["viec"] {
      case "kiem":
        let outcome = try await perform(CountBallotPapers(try typedCount(vote, place), of: ballot.id))
        return .redirect(path, done: outcome == .counted ? .counted : .firstCount)
      case "khoa":
        return try await partPage(place, vote, part: try await perform(TakeBallotKey(of: ballot.id)))
      case "dong":
        try await perform(
          CloseBallot(ballot.id, parts: [form["phan-mot"], form["phan-hai"]], rules: rules))
        await system.database.foldLog()
        return .redirect(path, done: .counted)
      case "cong-bo":
        try await perform(PublishBallot(ballot.id, knowsUnanimous: !form["da-biet"].isEmpty))
        return .redirect(path, done: .published)
      case "huy":
        let outcome = try await perform(CancelBallot(ballot.id, reason: form.paragraphs("ly-do")))
        await system.database.foldLog()
        return .redirect(path, done: outcome == .cancelled ? .ballotCancelled : .cancelAsked)
      case "dong-y-huy", "giu":
        let cancels = form["viec"] == "dong-y-huy"
        try await perform(AnswerBallotCancelling(ballot.id, cancels: cancels))
        return .redirect(path, done: cancels ? .ballotCancelled : .saved)
      case "de-nghi":
        try await takeOver(place, vote)
        return .redirect(path, done: .saved)
      default: throw RequestRefusal.missing("việc")
      }
    } else: {
      try await ballotShow($0)
    }
  }

  /// What is typed into the counting form; every field must hold a number.
  private func typedCount(_ vote: MeetingPlace.Vote, _ place: MeetingPlace) throws -> BallotCount {
    var trouble = FormTrouble()
    func number(_ field: String, _ name: String, orZero: Bool = false) -> Int {
      if orZero, form[field].isEmpty { return 0 }
      if let number = form.number(field) { return number }
      trouble.add(field, "\(name): ghi một số, ví dụ 12.")
      return 0
    }
    var votes: [ID<BallotLine>: [String: Int]] = [:]
    for line in vote.lines {
      for grade in line.grades {
        votes[line.id, default: [:]][grade] = number(
          CountForm.field(line, grade), "Dòng \(line.position), \(place.round.gradeName(grade))", orZero: true
        )
      }
    }
    let count: BallotCount
    if vote.ballot.mode == .cards {
      let voters = number("thu", "Số người biểu quyết")
      count = BallotCount(
        printed: voters, unused: 0, issued: voters, returned: voters, missing: 0, valid: voters, invalid: 0,
        votes: votes)
    } else {
      count = BallotCount(
        printed: number("in", "Số phiếu in"), unused: number("con", "Số phiếu còn lại"),
        issued: number("phat", "Số phiếu phát"), returned: number("thu", "Số phiếu thu"),
        missing: number("thieu", "Số phiếu không thu được"), valid: number("hop-le", "Số phiếu hợp lệ"),
        invalid: number("khong-hop-le", "Số phiếu không hợp lệ"), votes: votes)
    }
    guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
    do {
      let findings = count.findings(for: vote.ballot, lines: vote.lines)
      for finding in findings { trouble.add("", finding.message) }
    }
    guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
    return count
  }

  /// The published result becomes what is proposed, for all whose turn it is.
  private func takeOver(_ place: MeetingPlace, _ vote: MeetingPlace.Vote) async throws {
    let (system, today, round) = (system, today, place.round)
    let sheet = try await system.read { session throws in
      try session.roundSheet(
        at: round.organisation.organisation, inBase: false, of: round.round, procedure: round.procedure,
        today: today)
    }
    let waiting = place.waiting(vote, in: sheet)
    guard !waiting.isEmpty else { throw RequestRefusal.missing("kết quả đến lượt ghi") }
    for step in [ReviewGrade.Step.own, .proposed] {
      let grades = waiting.filter { place.step(for: $0.subject.entity) == step }
      guard !grades.isEmpty else { continue }
      _ = try await perform(
        GiveGrades(
          step, Dictionary(grades.map { ($0.subject.id, $0.grade) }, uniquingKeysWith: { a, _ in a }),
          by: round.organisation.organisation, on: place.meeting.heldOn, ballot: vote.ballot.id,
          guidance: round.guidance, procedures: try roundProcedures, rules: try ballotRules))
    }
  }
}

struct BallotShowPage: Piece {
  var visit: Visit
  var place: MeetingPlace
  var vote: MeetingPlace.Vote
  var rules: BallotRules
  var standing: CountStanding
  var key: KeyStanding
  var cancelling: BallotCancelling?
  var changedAccounts: [ID<Member>]
  var sheet: RoundSheet
  var trouble: FormTrouble

  var ballot: Ballot { vote.ballot }
  var path: String { "\(place.path)/phieu/\(ballot.id)" }
  var writes: Bool { place.writes }

  var html: HTML {
    """
    \(PageHeading(ballot.kindTitle, kind: "Bỏ phiếu \(vote.state.title)", lede: lede))
    \(trouble.summary)
    \(when: !place.base.hasQuorum, Notice(.warning, "Hội nghị không đủ số người dự.", reason: place.base.quorumSentence(rules)).html)
    \(accounts)
    \(body)
    \(when: writes && (vote.state == .open || vote.state == .counted), cancel)
    """
  }

  private var lede: HTML {
    let majority = place.majority(of: ballot, rules)
    let needed =
      ballot.needed > 0
      ? "Cần \(majority?.shareWords ?? "") \(majority?.baseWords ?? "") (\(ballot.base)): từ \(ballot.needed) phiếu trở lên."
      : "Số phiếu cần tính theo số phiếu hợp lệ."
    return
      "\(place.round.title), hội nghị ngày \(place.meeting.heldOn.vietnamese). \(needed) \(ballot.eligible) người được bỏ phiếu.\(majority?.source.cite.map { " <span class=\"hint\">\($0).</span>" as HTML })"
  }

  @HTMLList private var body: HTML {
    switch vote.state {
    case .open:
      if ballot.mode == .electronic {
        keys
        turnout
      } else {
        papers
      }
      if ballot.mode == .electronic || !writes { Section("Đối tượng", id: "dong", body: lines).html }
    case .counted:
      if writes {
        if let result = vote.result { counted(result) }
      } else {
        Notice(.info, "Đã kiểm phiếu, chưa công bố.").html
      }
    case .cancelAsked:
      answering
    case .published:
      if let result = vote.result { published(result) }
    case .cancelled:
      Notice(.info, "Cuộc bỏ phiếu này đã hủy; phiếu của nó không được tính.").html
      Section("Đối tượng", id: "dong", body: lines).html
    }
  }

  private var lines: HTML {
    Table(
      "Đối tượng", columns: [.init("Dòng", .number), .init("Đối tượng"), .init("Chọn một trong")],
      rows: vote.lines.map { line in
        Table.Row([
          "\(line.position)", "\(place.name(of: line.subject))",
          "\(line.grades.map(place.round.gradeName).joined(separator: " · "))",
        ])
      }, header: 1
    ).html
  }

  // MARK: Open

  private var turnout: HTML {
    guard vote.keys == BallotKey.persons else { return "" }
    let close = Form(
      action: path, csrf: visit.csrf, label: "Kết thúc bỏ phiếu",
      body:
        "\(HiddenField("viec", "dong"))\(parts)\(Actions("\(Submit("Kết thúc bỏ phiếu", confirm: "Kết thúc rồi thì không ai bỏ thêm được. Kết thúc?"))\(ButtonLink("Xem lại số đã bỏ", path))"))"
    )
    return Section(
      "Đang bỏ phiếu", id: "dang-bo",
      note:
        "Trước khi kết thúc chỉ biết bao nhiêu người đã bỏ; mỗi lá phiếu khóa bằng hai phần khóa mà sổ không giữ.",
      body: """
        \(Progress("Đã bỏ phiếu", done: vote.voted, of: ballot.eligible))
        <p>Mỗi người mở trang <strong>Của tôi</strong> bằng tài khoản của mình và bỏ một phiếu. Ai không có tài khoản hoặc không dùng được
        máy thì không ai bỏ thay: khi ấy hủy cuộc này và bỏ phiếu giấy.</p>
        \(when: writes, close.html)
        """
    ).html
  }

  @HTMLList private var papers: HTML {
    if writes, ballot.mode == .paper {
      Section("In phiếu", id: "in", note: printNote, body: printing).html
    }
    Section("Kiểm phiếu", id: "kiem", note: countNote, body: counting).html
  }

  private var printNote: HTML {
    ballot.isSecret ? "Phiếu kín: không đánh số, không ký tên." : ""
  }

  private var printing: HTML {
    Form(
      asking: "\(path)/in", label: "In phiếu",
      body: """
        \(TextField("so-phieu", label: "Số phiếu", value: "\(ballot.eligible)", kind: .number, width: .short, maximumLength: 3))
        \(visit.perSheet(vote.lines.count))
        \(Actions("\(Submit("Tải Word", kind: .secondary, name: "dang", value: "docx"))\(Submit("Tải PDF", kind: .secondary, name: "dang", value: "pdf"))"))
        """
    ).html
  }

  private var countNote: HTML {
    "Hai người nhập riêng từ biên bản kiểm phiếu; người thứ hai không thấy số của người thứ nhất. Giống nhau thì mới có kết quả."
  }

  private var counting: HTML {
    guard writes else { return "<p class=\"nothing\">Chưa có kết quả.</p>" }
    let told: Notice?
    var begun: BallotCount?
    switch standing {
    case .nobody: told = nil
    case .own(let count):
      told = Notice(
        .info, "Bạn đã nhập lần thứ nhất; chờ người thứ hai.",
        remedy:
          "Người khác đăng nhập bằng tài khoản của mình và nhập từ biên bản. Nhập sai thì sửa rồi ghi lại ở đây."
      )
      begun = count
    case .other:
      told = Notice(
        .info, "Người thứ nhất đã nhập; bạn nhập lần thứ hai.",
        reason: "Số của người thứ nhất không hiện ở đây; chỉ khi hai lần khác nhau mới nêu chỗ khác.")
    }
    return
      "\(told)\(CountForm(visit: visit, place: place, vote: vote, begun: begun, path: path, trouble: trouble))"
  }

  // MARK: Results

  func table(_ result: BallotResult) -> HTML {
    let count = result.count
    let said: String
    switch ballot.mode {
    case .paper:
      said =
        "In \(count.printed), còn \(count.unused); phát \(count.issued), thu \(count.returned), không thu được \(count.missing); hợp lệ \(count.valid), không hợp lệ \(count.invalid)."
    case .electronic:
      said =
        "\(ballot.eligible) người được bỏ phiếu, \(count.returned) người đã bỏ; hợp lệ \(count.valid), để trắng \(count.invalid)."
    case .cards: said = "\(count.returned) người biểu quyết."
    }
    return """
      <p>\(said)</p>
      \(resultTable(result))
      <p class="hint">Mã kiểm tra của kết quả: <code>\(String(result.digest.prefix(32)))</code>, in trong biên bản.</p>
      """
  }

  /// A column for each grade that stood on some line, the best first.
  private func resultTable(_ result: BallotResult) -> HTML {
    let scale = place.round.guidance.pack.scales.flatMap(\.grades).map(\.id)
    let onPaper = Set(result.lines.flatMap { $0.votes.map(\.grade) })
    var grades: [String] = []
    for grade in scale + onPaper.sorted() where onPaper.contains(grade) && !grades.contains(grade) {
      grades.append(grade)
    }
    let columns: [Table.Column] =
      [.init("Đối tượng")] + grades.map { .init(place.round.gradeName($0), .number) }
      + [.init("Không chọn", .number), .init("Kết quả")]
    return Table(
      "Kết quả", columns: columns,
      rows: result.lines.map { line in
        let votes = grades.map { grade -> HTML in
          line.votes.first { $0.grade == grade }.map { "<strong>\($0.votes)</strong>" } ?? "–"
        }
        let told = line.sentence(needed: result.needed, gradeName: place.round.gradeName)
        return Table.Row(
          ["\(place.name(of: line.line.subject))"] + votes + ["\(line.without)", "\(told)"],
          tone: line.carried == nil ? .undecided : .done)
      }
    ).html
  }

  private func counted(_ result: BallotResult) -> HTML {
    let publish = Form(
      action: path, csrf: visit.csrf, label: "Công bố",
      body: """
        \(HiddenField("viec", "cong-bo"))
        \(when: result.isUnanimous && ballot.isSecret, """
          \(Notice(.warning, "Có dòng mà mọi phiếu giống nhau.", reason: BallotRefusal.unanimous.reason))
          \(Checkbox("da-biet", label: "Đã biết điều này, vẫn công bố"))
          """)
        \(Actions("\(Submit("Công bố kết quả"))"))
        """)
    return
      "\(Section("Kết quả, chưa công bố", id: "ket-qua", body: "\(table(result))\(publish)"))"
  }

  @HTMLList private func published(_ result: BallotResult) -> HTML {
    Section("Kết quả", id: "ket-qua", body: table(result)).html
    if writes {
      let waiting = place.waiting(vote, in: sheet)
      if !waiting.isEmpty {
        Section(
          "Ghi mức đề nghị", id: "de-nghi",
          note: "Mức nào đủ phiếu thì ghi thành mức đề nghị, kèm cuộc bỏ phiếu này làm căn cứ.",
          body: """
            <ul>\(each: waiting, { "<li>\(place.name(of: $0.subject.id)): <strong>\(place.round.gradeName($0.grade))</strong></li>" })</ul>
            \(Form(action: path, csrf: visit.csrf, label: "Ghi mức đề nghị", body: "\(HiddenField("viec", "de-nghi"))\(Actions("\(Submit("Ghi \(waiting.count) mức đề nghị"))"))"))
            """
        ).html
      }
      if !notYet.isEmpty {
        Notice(
          .info, "Chưa đến lượt ghi mức đề nghị: \(notYet.joined(separator: ", ")).",
          remedy: "Các bước trước (bản kiểm điểm, kiểm điểm ở hội nghị, tự xếp) phải ghi xong.",
          action: Link("Xem đợt kiểm điểm", place.round.address)
        ).html
      }
      second(result)
    }
  }

  /// Whose result is there and cannot be taken over yet.
  private var notYet: [String] {
    let ready = Set(place.waiting(vote, in: sheet).map(\.subject.id))
    return (vote.result?.lines ?? []).compactMap { line in
      guard line.carried != nil, !ready.contains(line.line.subject),
        let known = sheet.line(line.line.subject), let step = place.step(for: known.subject.entity),
        known.grades[step] == nil
      else { return nil }
      return place.name(of: line.line.subject)
    }
  }

  private func second(_ result: BallotResult) -> HTML {
    let isFollowed = place.votes.contains { $0.ballot.follows == ballot.id && $0.state != .cancelled }
    let open = result.lines.filter { $0.carried == nil && $0.secondRound.count > 1 }
    guard !open.isEmpty, !isFollowed else { return "" }
    let form = Form(
      action: "\(place.path)/phieu", csrf: visit.csrf, label: "Mở vòng hai",
      body: """
        \(HiddenField("vong-truoc", "\(ballot.id)"))\(HiddenField("cach", ballot.mode.rawValue))\(HiddenField("quy-dinh", ballot.majority))
        \(HiddenField("kin", ballot.isSecret ? "co" : "khong"))
        \(each: open, { HiddenField("doi-tuong", "\($0.line.subject)").html })
        \(Actions("\(Submit("Mở vòng hai", kind: .secondary))"))
        """)
    return Section(
      "Vòng hai", id: "vong-hai",
      note:
        "Giữa các mức nhiều phiếu nhất; chưa thấy văn bản nào quy định vòng hai, đây là cách làm đề nghị.",
      body: """
        <ul>\(each: open, { "<li>\(place.name(of: $0.line.subject)): \($0.secondRound.map(place.round.gradeName).joined(separator: " hoặc "))</li>" })</ul>
        \(form)
        """
    ).html
  }
}
