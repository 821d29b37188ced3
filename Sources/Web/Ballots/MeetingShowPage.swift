import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// A meeting: what is to be done next, who was convened and came, what a result is counted of, the ballots.
  func meetingShow(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireMeeting()
    let (system, today, round) = (system, today, place.round)
    let sheet = try await system.read { session throws in
      try session.roundSheet(
        at: round.organisation.organisation, inBase: false, of: round.round, procedure: round.procedure,
        today: today)
    }
    return try await page(
      place.title, breadcrumbs: place.trail, styles: ["/styles/rounds.css"],
      body: MeetingShowPage(
        visit: self, place: place, rules: try ballotRules, sheet: sheet.inOrder(of: place.names),
        trouble: trouble
      ).html)
  }

  func recordAttendance() async throws -> Answer {
    let place = try await requireMeeting()
    return try await attempt {
      var presences: [ID<Member>: ReviewAttendance.Presence] = [:]
      for field in form.values.keys where field.utf8.starts(with: "du-".utf8) {
        // Who was not convened is told so by the act; what is no choice of the list is no choice.
        guard let member: ID<Member> = ID(text: String(field.dropFirst(3))),
          let presence = ReviewAttendance.Presence(rawValue: form[field])
        else { throw BallotRefusal.notConvened }
        presences[member] = presence
      }
      if form["con-lai"] == ReviewAttendance.Presence.present.rawValue {
        // Whoever is elsewhere for a time is not taken to have come.
        for person in place.attendance where presences[person.member] == nil && !person.isAway {
          presences[person.member] = .present
        }
      } else if !place.isAttended,
        place.attendance.contains(where: { presences[$0.member] == nil && !$0.isAway })
      {
        var trouble = FormTrouble()
        trouble.add("", "Còn người chưa chọn có mặt hay vắng. Chọn nốt, hoặc bấm “Còn lại có mặt”.")
        throw FormTroubles(trouble: trouble)
      }
      guard !presences.isEmpty else { throw RequestRefusal.missing("người dự") }
      _ = try await perform(RecordAttendance(presences, at: place.meeting.id))
      return .redirect(place.path, done: .saved)
    } else: {
      try await meetingShow($0)
    }
  }

  func withdrawReviewMeeting() async throws -> Answer {
    let place = try await requireMeeting()
    return try await attempt {
      try await perform(WithdrawMeeting(place.meeting.id, reason: form.paragraphs("ly-do-rut")))
      return .redirect("\(place.round.path)/hoi-nghi?\(place.round.asked)", done: .meetingWithdrawn)
    } else: {
      try await meetingShow($0)
    }
  }

  func openBallot() async throws -> Answer {
    let place = try await requireMeeting()
    return try await attempt {
      let subjects: [ID<ReviewSubject>] = form.all("doi-tuong").compactMap { ID(text: $0) }
      guard let mode = Ballot.Mode(rawValue: form["cach"]) else {
        var trouble = FormTrouble()
        trouble.add("cach", "Chọn cách bỏ phiếu.")
        throw FormTroubles(trouble: trouble)
      }
      let ballot = try await perform(
        OpenBallot(
          at: place.meeting.id, on: subjects, mode: mode,
          majority: form["quy-dinh"].isEmpty ? nil : form["quy-dinh"],
          isSecret: form["kin"].isEmpty ? nil : form["kin"] == "co", follows: form.id("vong-truoc"),
          guidance: place.round.guidance, rules: try ballotRules))
      return .redirect("\(place.path)/phieu/\(ballot)", done: .ballotOpened)
    } else: {
      try await meetingShow($0)
    }
  }
}

struct MeetingShowPage: Piece {
  var visit: Visit
  var place: MeetingPlace
  var rules: BallotRules
  var sheet: RoundSheet
  var trouble: FormTrouble

  private var isLocked: Bool {
    sheet.submission?.state == .sent || sheet.submission?.state == .accepted
  }
  private var writes: Bool { place.writes && !isLocked && place.withdrawal == nil }

  var html: HTML {
    """
    \(PageHeading(place.title, kind: place.round.organisation.name, lede: "\(place.round.title).", actions: actions))
    \(trouble.summary)
    \(place.withdrawal.map { Notice(.warning, "Hội nghị này lập nhầm, đã rút.", reason: $0.reason, action: Link("Các hội nghị của đơn vị", "\(place.round.path)/hoi-nghi?\(place.round.asked)")).html } ?? "")
    \(next)
    \(Section("Số tính kết quả", id: "so-tinh", note: baseNote, body: base))
    \(Section("Người được triệu tập", id: "diem-danh", note: "Vắng vì sao không ghi vào sổ; chỉ ghi có lý do hay không.", body: attendance))
    \(Section("Bỏ phiếu, biểu quyết", id: "phieu", note: writes && isAllVoted ? "Mọi đối tượng đã có trong một cuộc bỏ phiếu. Dòng chưa đủ phiếu thì bỏ vòng hai từ trang của cuộc ấy; bỏ phiếu sai thì hủy cuộc ấy có lý do rồi mở lại." : "", body: ballots))
    \(when: writes && place.isAttended, openingSection)
    \(when: writes && place.votes.allSatisfy { $0.state == .cancelled }, withdrawing)
    """
  }

  /// Written down twice, or on a wrong day: taken back with why, as long as nothing was voted on.
  private var withdrawing: HTML {
    let form = Form(
      action: "\(place.path)/rut", csrf: visit.csrf, label: "Rút hội nghị",
      body: """
        \(TextField("ly-do-rut", label: "Vì sao lập nhầm", value: visit.form["ly-do-rut"], width: .full, error: trouble.on("ly-do-rut"), isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Rút hội nghị này", kind: .destructive))"))
        """)
    return
      "<details class=\"more\"\(when: visit.form.has("ly-do-rut"), " open")><summary>Lập nhầm hội nghị này?</summary>\(form)</details>"
  }

  private var actions: HTML {
    guard place.writes, place.withdrawal == nil else { return "" }
    return """
      \(ButtonLink("Biên bản (Word)", "\(place.path)/bien-ban?dang=docx"))\
      \(ButtonLink("Biên bản (PDF)", "\(place.path)/bien-ban?dang=pdf", kind: .quiet))
      """
  }

  // MARK: What is next

  private var next: HTML {
    guard writes else { return "" }
    func told(_ text: String, _ title: String, _ path: String) -> HTML {
      Notice(.info, "Việc tiếp theo: \(text)", action: Link(title, path)).html
    }
    if !place.isAttended {
      return told("ghi ai có mặt, ai vắng.", "Ghi người dự", "#diem-danh")
    }
    if let vote = place.votes.first(where: { $0.state == .open }) {
      let path = "\(place.path)/phieu/\(vote.ballot.id)"
      if vote.ballot.mode == .electronic, vote.keys < BallotKey.persons {
        return told("hai người của tổ kiểm phiếu nhận phần khóa, rồi mới bỏ phiếu.", "Nhận phần khóa", path)
      }
      return vote.ballot.mode == .electronic
        ? told("chờ mọi người bỏ phiếu rồi kết thúc.", "Xem cuộc bỏ phiếu", path)
        : told("phát phiếu, thu phiếu, hai người nhập số đếm được.", "Nhập kiểm phiếu", path)
    }
    if let vote = place.votes.first(where: { $0.state == .cancelAsked }) {
      return told(
        "người thứ hai trả lời đề nghị hủy kết quả đã kiểm.", "Xem đề nghị",
        "\(place.path)/phieu/\(vote.ballot.id)")
    }
    if let vote = place.votes.first(where: { $0.state == .counted }) {
      return told(
        "công bố kết quả đã kiểm.", "Xem và công bố", "\(place.path)/phieu/\(vote.ballot.id)")
    }
    if let vote = unused {
      return told(
        "ghi mức đề nghị theo kết quả đã công bố.", "Ghi mức đề nghị",
        "\(place.path)/phieu/\(vote.ballot.id)#de-nghi")
    }
    if let stage = reviewed {
      return told(
        "ghi những ai đã được kiểm điểm ở hội nghị này.", "Ghi bước “\(stage.name)”",
        "\(place.round.path)/buoc?\(place.round.asked)&buoc=\(stage.id)")
    }
    if place.votes.isEmpty { return told("mở cuộc bỏ phiếu về mức xếp loại.", "Mở cuộc bỏ phiếu", "#mo") }
    return told("in biên bản; xem bước tiếp theo của đợt.", "Về đợt kiểm điểm", place.round.address)
  }

  /// A published ballot with results that have not become grades yet, and can.
  private var unused: MeetingPlace.Vote? {
    place.votes.first { $0.state == .published && !place.waiting($0, in: sheet).isEmpty }
  }

  /// The step that holding the meeting is, where somebody still waits for it.
  private var reviewed: RoundProcedure.Stage? {
    sheet.stages.first {
      $0.stage.isMeeting && !$0.waiting.isEmpty
    }?.stage
  }

  // MARK: Numbers

  private var baseNote: HTML {
    let doubt = BallotRules.doubt(place.base.certainty, cite: place.base.cite).map { " (\($0))" } ?? ""
    return "\(place.base.cite)\(doubt)."
  }

  private var base: HTML {
    let majorities = place.majorities(rules)
    return """
      <p>\(place.base.baseSentence(isAttended: place.isAttended))</p>
      \(each: majorities, { "<p><strong>\($0.sentence(of: place.base))</strong> <span class=\"hint\">\($0.purpose ?? "")\($0.source.cite.map { " \($0)." } ?? "")</span></p>" })
      \(place.isAttended ? quorum : notAttended)
      """
  }

  private var quorum: HTML {
    let doubt = BallotRules.doubt(rules.quorum.certainty, cite: rules.quorum.cite).map { " (\($0))" } ?? ""
    return Notice(
      place.base.hasQuorum ? .info : .warning, place.base.quorumSentence(rules),
      reason: "\(rules.quorum.cite)\(doubt)."
    ).html
  }

  private var notAttended: HTML {
    "<p class=\"hint\">Ghi người dự rồi mới biết đủ số người họp hay chưa.</p>"
  }

  // MARK: Attendance

  private var attendance: HTML {
    guard !place.names.isEmpty || !place.rights.contains(.viewMembers) else {
      return "<p class=\"nothing\">Không có ai.</p>"
    }
    let people = place.attendance.map { ($0, VietnameseText.nameOrder(place.name($0.member))) }
      .sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
    let table = Table(
      "Người được triệu tập", columns: [.init("Đảng viên"), .init("Dự họp")],
      rows: people.map { person in
        Table.Row(
          [
            "\(place.name(person.member))\(standing(person))",
            writes ? choices(person) : place.isAttended ? "\(person.presence.title)" : "chưa ghi",
          ], tone: person.presence == .present ? .neutral : place.isAttended ? .undecided : .neutral)
      })
    guard writes else { return table.html }
    let hint: HTML =
      place.isAttended
      ? ""
      : "<p class=\"hint\">Chưa ai được chọn sẵn. Đánh dấu người vắng rồi bấm “Còn lại có mặt”, hoặc chọn cho từng người.</p>"
    let rest =
      place.isAttended
      ? "" : Submit("Còn lại có mặt", kind: .secondary, name: "con-lai", value: "present").html
    return Form(
      action: "\(place.path)/diem-danh", csrf: visit.csrf, label: "Ghi người dự",
      body:
        "\(hint)\(table)\(Actions("\(Submit("Ghi người dự", kind: place.isAttended ? .secondary : .primary))\(rest)"))"
    ).html
  }

  private func standing(_ person: ReviewAttendance) -> HTML {
    var notes: [String] = []
    if person.standing == .probationary { notes.append("dự bị, không biểu quyết") }
    if person.isAway { notes.append("đang sinh hoạt tạm thời nơi khác") }
    if person.isExempt { notes.append("được miễn sinh hoạt") }
    return notes.isEmpty ? "" : " <span class=\"hint\">\(notes.joined(separator: "; "))</span>"
  }

  private func choices(_ person: ReviewAttendance) -> HTML {
    let name = "du-\(person.member)"
    let typed = visit.form[name]
    // Nobody is present because a page was sent: as long as nothing was written down nothing is chosen.
    let chosen = ReviewAttendance.Presence(rawValue: typed) ?? (place.isAttended ? person.presence : nil)
    return """
      <fieldset class="inline-choices"><legend class="unseen">\(place.name(person.member))</legend>\
      \(each: ReviewAttendance.Presence.allCases, { presence in
        "<label><input type=\"radio\" name=\"\(name)\" value=\"\(presence.rawValue)\"\(when: presence == chosen, " checked")> \(presence.title)</label> "
      })</fieldset>
      """
  }

  // MARK: Ballots

  private var ballots: HTML {
    Table(
      "Các cuộc bỏ phiếu",
      columns: [.init("Cuộc bỏ phiếu"), .init("Đối tượng", .number), .init("Cần"), .init("Trạng thái")],
      rows: place.votes.enumerated().map { n, vote in
        let second = vote.ballot.follows == nil ? "" : ", vòng hai"
        return Table.Row(
          [
            "<a\(href: "\(place.path)/phieu/\(vote.ballot.id)")>Lần \(n + 1): \(vote.ballot.kindTitle.lowercased())\(second)</a>",
            "\(number: vote.lines.count)",
            vote.ballot.needed > 0
              ? "\(vote.ballot.needed) trên \(vote.ballot.base)" : "theo số phiếu hợp lệ",
            "\(Badge(vote.state.title, vote.state.tone))",
          ])
      },
      empty: EmptyState(
        "Chưa bỏ phiếu lần nào",
        advice: writes
          ? "Ghi người dự xong thì mở cuộc bỏ phiếu ở dưới." : "Kết quả bỏ phiếu hiện ở đây sau khi công bố.")
    ).html
  }

  private var graded: [RoundSheet.Line] {
    sheet.lines.filter { $0.subject.treatment.isGraded && !$0.isGone }
  }

  /// Whose grade has been voted on, or is being.
  private var voted: Set<ID<ReviewSubject>> {
    Set(place.votes.flatMap { $0.state == .cancelled ? [] : $0.lines.map(\.subject) })
  }

  private var isAllVoted: Bool { !graded.isEmpty && graded.allSatisfy { voted.contains($0.subject.id) } }

  /// Nothing is left to open once everybody has been voted on.
  private var openingSection: HTML {
    isAllVoted
      ? ""
      : Section(
        "Mở cuộc bỏ phiếu", id: "mo",
        note: "Mở rồi thì số tính và số phiếu cần không đổi; ghi người dự trước.", body: opening
      ).html
  }

  private var opening: HTML {
    guard !graded.isEmpty else { return "<p class=\"nothing\">Không có ai để xếp loại ở đây.</p>" }
    let asked = voted
    let free = graded.filter { !asked.contains($0.subject.id) }
    let typed = Set(visit.form.all("doi-tuong"))
    let chosen = visit.form.has("cach") ? typed : Set(free.map { "\($0.subject.id)" })
    let isSmall = place.base.present < rules.electronicMinimum
    let electronic =
      isSmall
      ? BallotRefusal.tooFewForElectronic(
        eligible: place.base.present, minimum: rules.electronicMinimum) : nil
    let majorities = place.majorities(rules)
    let openSecrecy = majorities.contains { $0.isSecret == nil }
    return Form(
      action: "\(place.path)/phieu", csrf: visit.csrf, label: "Mở cuộc bỏ phiếu",
      body: """
        \(CheckboxGroup("doi-tuong", label: "Bỏ phiếu về", choices: free.map { Choice("\($0.subject.id)", place.name(of: $0.subject.id)) }, selected: chosen, hint: free.count < graded.count ? "Đối tượng đã có trong một cuộc bỏ phiếu không hiện ở đây; chưa đủ phiếu thì bỏ vòng hai từ trang của cuộc ấy." : nil))
        \(RadioGroup("cach", label: "Cách bỏ phiếu", choices: [
          Choice("paper", "Phiếu giấy", hint: "In phiếu, phát, thu, rồi hai người nhập số đếm được."),
          Choice("electronic", "Phiếu kín điện tử", hint: electronic.map { "\($0.reason) \($0.remedy)" } ?? "Mỗi người bỏ phiếu trên trang “Của tôi” bằng tài khoản của mình; trước khi kết thúc chỉ biết bao nhiêu người đã bỏ.", isDisabled: isSmall),
          Choice("cards", "Giơ thẻ đảng viên", hint: "Đếm thẻ, hai người nhập."),
        ], selected: visit.form["cach"].isEmpty ? "paper" : visit.form["cach"], error: trouble.on("cach"), isRequired: true))
        \(when: openSecrecy, RadioGroup("kin", label: "Phiếu giấy", choices: [Choice("co", "Phiếu kín"), Choice("khong", "Không kín")], selected: visit.form["kin"].isEmpty ? "co" : visit.form["kin"], hint: "Hướng dẫn không quy định; cấp ủy chọn.").html)
        \(when: majorities.count > 1, Select("quy-dinh", label: "Quy định về số phiếu", choices: majorities.map { Choice($0.id, $0.purpose ?? $0.id) }, selected: visit.form["quy-dinh"], placeholder: nil).html)
        \(Actions("\(Submit("Mở cuộc bỏ phiếu", kind: place.isAttended && !place.isOpen ? .primary : .secondary))"))
        """
    ).html
  }
}

extension MeetingPlace {
  /// The grade step a ballot's result becomes for a kind of subject: the proposal, or their own where the guidance knows none.
  func step(for entity: ReviewSubject.Entity) -> ReviewGrade.Step? {
    if round.procedure.stage(.proposed, for: entity) != nil { return .proposed }
    return entity != .member && round.procedure.stage(.own, for: entity) != nil ? .own : nil
  }

  /// Subjects whose result has been published, whose turn for it it is, and who have no grade of that step yet.
  func waiting(_ vote: Vote, in sheet: RoundSheet) -> [(subject: ReviewSubject, grade: String)] {
    guard vote.state == .published, let result = vote.result else { return [] }
    return result.lines.compactMap { line in
      guard let grade = line.carried, let known = sheet.line(line.line.subject),
        let step = step(for: known.subject.entity), known.grades[step] == nil,
        let stage = round.procedure.stage(step == .own ? .own : .proposed, for: known.subject.entity),
        sheet.stages.first(where: { $0.stage.id == stage.id })?.waiting.contains(known.subject.id) == true
      else { return nil }
      return (known.subject, grade)
    }
  }
}

extension Ballot {
  var kindTitle: String {
    switch mode {
    case .paper: isSecret ? "Phiếu giấy, kín" : "Phiếu giấy, không kín"
    case .electronic: "Phiếu kín điện tử"
    case .cards: "Giơ thẻ đảng viên"
    }
  }
}

extension BallotState.State {
  var tone: Tone {
    switch self {
    case .open: .undecided
    case .counted, .cancelAsked: .attention
    case .published: .done
    case .cancelled: .neutral
    }
  }
}
