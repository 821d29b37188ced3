import Basics
import Markup
import Meetings
import Registry

/// One secret ballot of a meeting, for whoever reads the meeting and for those who count.
struct MeetingBallotPlace: Sendable {
  var story: MeetingBallotStory
  var paper: MeetingPaper
  var rights: RightSet
  var counts: Bool
  var isTeller: Bool
  /// What whoever looks has entered themselves.
  var own: MeetingBallotCount?

  var ballot: MeetingBallot { story.ballot }
  var path: String { "/phieu-kin/\(ballot.ballot)" }
  var meetingPath: String { "/to-chuc/\(paper.meeting.organisation)/sinh-hoat/\(paper.meeting.meeting)" }
  var isClosed: Bool { paper.versions.last?.state == .issued }
  var writes: Bool { rights.contains(.recordMeetings) && !isClosed }
}

extension Visit {
  private func requireMeetingBallot() async throws -> MeetingBallotPlace {
    let id: ID<MeetingBallot> = try found(id("phieu"))
    let (system, actor, rules) = (system, actor, try meetingRules)
    let now = system.now
    return try found(
      try await system.read { session throws -> MeetingBallotPlace? in
        guard let story = try session.meetingBallot(id),
          let paper = try session.meetingPaper(story.ballot.meeting, rules: rules)
        else { return nil }
        let organisation = paper.meeting.organisation
        let rights = try session.rights(of: actor, on: organisation, at: now)
        let counts = try session.mayCount(story, of: organisation, actor, at: now)
        guard counts || rights.contains(.viewMeetings) else { return nil }
        return MeetingBallotPlace(
          story: story, paper: paper, rights: rights, counts: counts,
          isTeller: try session.ownMember(of: actor).map { story.tellers.contains($0) } ?? false,
          own: try session.ownCount(of: id, by: actor))
      })
  }

  func meetingBallotShow(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireMeetingBallot()
    let trail =
      place.rights.contains(.viewMeetings)
      ? [
        Link(place.paper.organisation.name, "/to-chuc/\(place.paper.meeting.organisation)"),
        Link(place.paper.meeting.title, place.meetingPath),
      ] : [Link("Của tôi", "/cua-toi")]
    return try await page(
      "Bỏ phiếu kín", breadcrumbs: trail, styles: ["/styles/rounds.css", "/styles/meetings.css"],
      body: MeetingBallotPage(visit: self, place: place, rules: try meetingRules.voting, trouble: trouble)
        .html)
  }

  func countMeetingBallot() async throws -> Answer {
    let place = try await requireMeetingBallot()
    return try await attempt {
      var trouble = FormTrouble()
      func number(_ field: String) -> Int {
        if let number = form.number(field) { return number }
        trouble.add(field, form[field].isEmpty ? "Ghi một số; không có thì ghi 0." : "Ghi một số.")
        return 0
      }
      let papers = PaperCount(
        printed: number("in"), unused: number("con"), issued: number("phat"), returned: number("thu"),
        missing: number("thieu"), valid: number("hop-le"), invalid: number("khong-hop-le"))
      let votes = place.story.options.indices.map { number("d\($0)") }
      guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
      let outcome = try await perform(
        CountMeetingBallot(
          MeetingBallotCount(papers: papers, votes: votes), of: place.ballot.ballot))
      return .redirect(place.path, done: outcome == .counted ? .counted : .firstCount)
    } else: {
      try await meetingBallotShow($0)
    }
  }

  func cancelMeetingBallot() async throws -> Answer {
    let place = try await requireMeetingBallot()
    return try await attempt {
      if form["viec"].utf8.elementsEqual("giu".utf8) {
        try await perform(KeepMeetingBallot(place.ballot.ballot))
        return .redirect(place.path, done: .saved)
      }
      let state = try await perform(CancelMeetingBallot(place.ballot.ballot, reason: form["ly-do-huy"]))
      return .redirect(place.path, done: state == .cancelAsked ? .cancelAsked : .ballotCancelled)
    } else: {
      try await meetingBallotShow($0)
    }
  }

  func printMeetingBallot() async throws -> Answer {
    let place = try await requireMeetingBallot()
    try await require(.recordMeetings, on: place.paper.meeting.organisation)
    return try printed(
      MeetingBallotPaper(
        place.story, of: place.paper,
        layout: try self.rules.layout(on: today)?.profile ?? .party, mark: opening.mark
      ).document, named: "Phiếu kín, \(place.paper.organisation.name)")
  }
}

struct MeetingBallotPage: Piece {
  var visit: Visit
  var place: MeetingBallotPlace
  var rules: VotingRules
  var trouble: FormTrouble

  private var ballot: MeetingBallot { place.ballot }
  private var story: MeetingBallotStory { place.story }

  var html: HTML {
    """
    \(PageHeading(ballot.question, kind: "Bỏ phiếu kín, \(place.paper.meeting.title.lowercasedFirst)", lede: "\(ballot.kind.title) · \(ballot.state.title)", actions: actions))
    \(trouble.summary)
    \(notices)
    \(facts)
    \(when: story.result != nil, Section("Kết quả", id: "ket-qua", body: result).html)
    \(when: isCounting && !place.isTeller, Notice(.info, "Người đang nhập không thuộc tổ kiểm phiếu. Biên bản ghi rõ lần nhập này lấy số từ giấy.", remedy: "Chỉ nhập số trong biên bản kiểm phiếu tổ kiểm phiếu đã ký.").html)
    \(when: isCounting, counting)
    \(when: place.writes && ballot.state != .cancelled, cancelling)
    """
  }

  private var isCounting: Bool { ballot.state == .open && place.counts && !place.isClosed }

  private var actions: HTML {
    guard place.writes, ballot.state == .open else { return "" }
    return
      "\(ButtonLink("In phiếu (Word)", "\(place.path)/in?dang=docx"))\(ButtonLink("In phiếu (PDF)", "\(place.path)/in?dang=pdf", kind: .quiet))"
  }

  private var notices: HTML {
    var found: [Notice] = []
    if ballot.state == .open {
      found.append(
        story.entries == 0
          ? Notice(
            .info, "Việc tiếp theo: phát phiếu, thu, kiểm; hai người kiểm phiếu đăng nhập và ghi riêng.")
          : Notice(
            .info, "Một người đã ghi số kiểm phiếu; chờ người thứ hai ghi. Chưa khớp thì chưa có kết quả."))
    }
    if story.result?.isUnanimous ?? false {
      found.append(
        Notice(.warning, "Mọi phiếu hợp lệ giống nhau, nên biết kết quả là biết từng lá phiếu."))
    }
    if ballot.state == .cancelAsked {
      found.append(
        Notice(
          .warning, "Có đề nghị hủy kết quả: \(ballot.reason).",
          remedy: "Người thứ hai xác nhận, hoặc giữ kết quả."))
    }
    if ballot.state == .cancelled { found.append(Notice(.info, "Đã hủy: \(ballot.reason).")) }
    return "\(each: found, { $0.html })"
  }

  private var facts: HTML {
    let majority = rules.majorities.first { $0.id.utf8.elementsEqual(ballot.majority.utf8) }
    let words = majority.map { ", \($0.shareWords) \($0.baseWords)" } ?? ""
    let tellers = story.tellers.compactMap { place.paper.name($0) }.joined(separator: ", ")
    var items: [(term: String, value: HTML)] = [
      ("Có mặt, được bỏ phiếu", "\(ballot.present)"),
      ("Số phiếu cần", "\(ballot.needed) trên \(ballot.base)\(words)"), ("Tổ kiểm phiếu", "\(tellers)"),
    ]
    if ballot.kind == .election { items.append(("Số người cần bầu", "\(ballot.seats)")) }
    if !ballot.hasQuorum {
      items.append(
        ("Số người dự", "thiếu \(ballot.quorum - ballot.present) so với quy định; kết quả ghi kèm"))
    }
    return DescriptionList(items).html
  }

  private var result: HTML {
    guard let result = story.result else { return "" }
    return """
      <p>\(result.count.papers.sentence) \(story.entrySentence)</p>
      \(Table(
        "Kết quả", columns: [.init(ballot.kind == .election ? "Người" : "Phương án"), .init("Số phiếu", .number), .init("")],
        rows: result.count.votes.enumerated().map { n, votes in
          Table.Row([
            "\(place.paper.option(n, of: story))", "\(number: votes)",
            result.chosen.contains(n) ? "\(Badge(ballot.kind == .election ? "trúng cử" : "đủ số phiếu", .done))" : "",
          ])
        }))
      <p>\(place.paper.resultSentence(of: story)) Kết quả tự vào biên bản kỳ sinh hoạt.</p>
      """
  }

  private var counting: HTML {
    Section(
      "Ghi số kiểm phiếu", id: "kiem",
      note: "Ghi đúng số mình đếm. Người kia không thấy số này, mình cũng không thấy số của người kia.",
      body: Form(
        action: place.path, csrf: visit.csrf, label: "Kiểm phiếu",
        body: """
          \(Fieldset("Phiếu", note: "In = phát + còn lại. Phát = thu + không thu được. Thu = hợp lệ + không hợp lệ.", body: """
            <div class="count-fields">
            \(number("in", "In", place.own?.papers.printed))\(number("con", "Còn lại", place.own?.papers.unused))\(number("phat", "Phát", place.own?.papers.issued))
            \(number("thu", "Thu", place.own?.papers.returned))\(number("thieu", "Không thu được", place.own?.papers.missing))
            \(number("hop-le", "Hợp lệ", place.own?.papers.valid))\(number("khong-hop-le", "Không hợp lệ", place.own?.papers.invalid))
            </div>
            """))
          \(Fieldset(ballot.kind == .election ? "Số phiếu đồng ý từng người" : "Số phiếu từng phương án", note: ballot.kind == .election ? "Mỗi người không quá số phiếu hợp lệ." : "Cộng lại bằng số phiếu hợp lệ.", body: """
            <div class="count-fields">\(each: story.options, { number("d\($0.position)", place.paper.option($0.position, of: story), votes($0.position)) })</div>
            """))
          \(Actions("\(Submit("Ghi số kiểm phiếu"))"))
          """
      ).html
    ).html
  }

  private func votes(_ place: Int) -> Int? {
    self.place.own.flatMap { $0.votes.indices.contains(place) ? $0.votes[place] : nil }
  }

  private func number(_ name: String, _ label: String, _ value: Int?) -> HTML {
    let typed = visit.form.has(name) ? visit.form[name] : value.map { "\($0)" } ?? ""
    return TextField(
      name, label: label, value: typed, kind: .number, width: .short, error: trouble.on(name),
      isRequired: true, maximumLength: 6
    ).html
  }

  private var cancelling: HTML {
    if ballot.state == .cancelAsked {
      return """
        \(Form(action: "\(place.path)/huy", csrf: visit.csrf, body: "\(HiddenField("viec", "huy"))\(Actions("\(Submit("Xác nhận hủy kết quả", kind: .destructive))"))"))
        \(Form(action: "\(place.path)/huy", csrf: visit.csrf, body: "\(HiddenField("viec", "giu"))\(Actions("\(Submit("Giữ kết quả", kind: .secondary))"))"))
        """
    }
    let title = ballot.state == .open ? "Hủy cuộc bỏ phiếu này" : "Đề nghị hủy kết quả"
    return """
      <details class="more"\(when: visit.form.has("ly-do-huy"), " open")><summary>\(title)</summary>
      \(Form(action: "\(place.path)/huy", csrf: visit.csrf, label: title, body: """
        \(TextField("ly-do-huy", label: "Lý do", value: visit.form["ly-do-huy"], width: .full, error: trouble.on("ly-do-huy"), isRequired: true, maximumLength: 300))
        \(Actions("\(Submit(title, kind: .destructive))"))
        """))
      </details>
      """
  }
}
