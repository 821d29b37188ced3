import Basics
import Markup
import Meetings
import Registry

extension Visit {
  private func prospectWork() throws -> ProspectWork {
    try found(parameters.get("viec").flatMap { ProspectWork(rawValue: $0) })
  }

  /// The form for one work on a file.
  func prospectForm(_ trouble: FormTrouble, asks: Bool = false) async throws -> Answer {
    let work = try prospectWork()
    guard work != .undo else { throw RightsRefusal.notFound }
    let picture = try await prospectPicture(.recordDevelopment)
    let fields = try await prospectFields(work, picture, trouble)
    let kind: ButtonKind = [.stop, .cancel, .erase].contains(work) ? .destructive : .primary
    return try await page(
      "\(work.title) · \(picture.file.person.name)",
      breadcrumbs: picture.trail + [Link(picture.file.person.name, picture.path)],
      styles: ["/styles/development.css"],
      body: """
        \(PageHeading(work.title, kind: picture.file.person.name, lede: try lede(work, picture)))
        \(trouble.summary)
        \(Form(action: "\(picture.path)/ghi/\(work.rawValue)", csrf: csrf, body: """
          \(fields)
          \(confirmationTick(asks))
          \(Actions("\(Submit(work == .erase ? "Xóa dữ liệu" : "Ghi", kind: kind))"))
          """))
        """)
  }

  private func lede(_ work: ProspectWork, _ picture: ProspectPicture) throws -> HTML {
    let (file, rules) = (picture.file, try developmentRules)
    switch work {
    case .papers:
      return "Chỉ ghi có hay chưa, ngày ghi trên giấy, để ở đâu. Nội dung giấy tờ không ghi vào sổ."
    case .admit:
      return
        "Từ ngày lễ kết nạp, người này là đảng viên dự bị của \(file.cellName). Hồ sơ đảng viên lập từ những gì đã ghi ở đây; phần còn lại của lý lịch ghi ở trang đảng viên."
    case .recognise:
      let day = file.officialOn(rules)
      return
        "Ngày chính thức là \(day?.vietnamese), khi hết thời kỳ dự bị, dù chi bộ xét hay cấp trên quyết định chậm."
    case .stop:
      return
        "Sổ chỉ còn giữ tên, ngày sinh và việc đã từng xem xét, thêm \(rules.retention.months) tháng (\(rules.retention.source.told)); giấy tờ, người giúp đỡ không hiện nữa."
    case .cancel:
      return
        "Khi cấp đã quyết định hủy quyết định của mình. Nếu đã là đảng viên, người này được xóa tên trong danh sách đảng viên từ ngày ghi dưới đây."
    case .erase:
      let until = file.keptUntil(rules)
      return
        "Tên, ngày sinh và mọi điều đã ghi về người này được xóa hẳn; số đếm các năm trước giữ nguyên. Theo quy ước, giữ đến hết ngày \(until?.previous.vietnamese)."
    default: return ""
    }
  }

  private func prospectFields(
    _ work: ProspectWork, _ picture: ProspectPicture, _ trouble: FormTrouble
  ) async throws -> HTML {
    let (file, rules) = (picture.file, try developmentRules)
    switch work {
    case .correct:
      let base = picture.superiors.last { $0.kind == .baseCommittee } ?? picture.cell
      return ProspectFields(
        form: form, person: file.person, cells: try await prospectCells(base),
        cell: "\(file.place)", listedOn: file.state.listedOn, rules: rules, trouble: trouble
      ).html
    case .papers: return ProspectPaperFields(visit: self, file: file, rules: rules, trouble: trouble).html
    case .tie: return try await tieFields(picture, trouble)
    case .untie: return untieFields(file, trouble)
    case .vote: return try await voteFields(picture, trouble)
    case .decide:
      return """
        \(DecisionFields(visit: self, trouble: trouble, legend: "Quyết định kết nạp"))
        \(dayField("ngay-nhan", "Chi bộ nhận quyết định ngày", trouble))
        """
    case .admit: return dayField("ngay-le", "Ngày lễ kết nạp", trouble)
    case .recognise:
      return DecisionFields(
        visit: self, trouble: trouble, legend: "Quyết định công nhận đảng viên chính thức"
      )
      .html
    case .stop:
      let choices = rules.stops.map { Choice($0.id, $0.name) }
      return """
        \(RadioGroup("ly-do", label: "Lý do", choices: choices, selected: form["ly-do"], error: trouble.on("ly-do"), isRequired: true))
        \(dayField("ngay-thoi", "Thôi xét từ ngày", trouble))
        """
    case .cancel:
      return """
        \(DecisionFields(visit: self, trouble: trouble, legend: "Quyết định hủy"))
        \(dayField("ngay-huy", "Hủy từ ngày", trouble))
        """
    case .erase:
      return Checkbox(
        "tu-yeu-cau", label: "Chính người này yêu cầu xóa (cần khi chưa hết thời gian giữ)",
        isOn: form["tu-yeu-cau"] == "1"
      ).html
    case .undo: return ""
    }
  }

  private func dayField(_ name: String, _ label: String, _ trouble: FormTrouble) -> HTML {
    DayField(
      name, label: label, value: form.has(name) ? form[name] : today.vietnamese, error: trouble.on(name),
      isRequired: true
    ).html
  }

  // MARK: People

  private func tieFields(_ picture: ProspectPicture, _ trouble: FormTrouble) async throws -> HTML {
    let (system, actor, cell, today) = (system, actor, picture.file.place, today)
    let now = system.now
    let own = picture.file.admitted?.member
    let members = try await system.read { session throws in
      let asOf = AsOf(today)
      let sight = try session.listSight(of: actor, asOf: asOf, at: now)
      return try session.members(in: cell, asOf: asOf, seen: sight, limit: 500)
        .filter { $0.person.status(on: today) == .official && $0.member != own }
        .map { Choice("\($0.member)", $0.person.name) }
    }
    let roles = ProspectTie.Role.allCases.map { Choice($0.rawValue, $0.title) }
    let role = form["vai"].isEmpty ? ProspectTie.Role.helper.rawValue : form["vai"]
    return """
      \(RadioGroup("vai", label: "Việc", choices: roles, selected: role, error: trouble.on("vai"), isRequired: true))
      \(Select("dang-vien", label: "Đảng viên chính thức của chi bộ", choices: members, selected: form["dang-vien"], error: trouble.on("dang-vien")))
      \(TextField("so", label: "hoặc số thẻ, số lý lịch của đảng viên chi bộ khác", value: form["so"], error: trouble.on("so"), maximumLength: 40))
      \(dayField("tu-ngay", "Từ ngày", trouble))
      """
  }

  private func untieFields(_ file: ProspectFile, _ trouble: FormTrouble) -> HTML {
    let open = file.ties.filter(\.tie.period.isOpen)
    let asked = method == .post ? form["ai"] : query["ai"]
    let choices = open.map { Choice("\($0.tie.id)", "\($0.name), \($0.tie.role.title.lowercased())") }
    return """
      \(RadioGroup("ai", label: "Ai", choices: choices, selected: asked, error: trouble.on("ai"), isRequired: true))
      \(dayField("tu-ngay", "Thôi từ ngày", trouble))
      """
  }

  // MARK: Votes

  private func voteFields(_ picture: ProspectPicture, _ trouble: FormTrouble) async throws -> HTML {
    let (file, rules) = (picture.file, try developmentRules)
    let stage = file.stage(rules)
    let (system, cell, today, voting) = (system, file.place, today, try meetingRules.voting)
    let kinds = ProspectWork.votes(at: stage)
    let seesMeetings = picture.rights.contains(.viewMeetings)
    let (base, taken) = try await system.read { session throws in
      (
        try kinds.first.flatMap { try session.admissionBase($0, at: cell, on: today, rules: voting) },
        try seesMeetings ? session.admissionVotes(of: cell, rules: rules) : []
      )
    }
    let majority = voting.majorities.first { $0.id == rules.majority } ?? voting.majority
    let told = base.map { "\($0.baseSentence(isAttended: false)) \(majority.sentence(of: $0))" } ?? ""
    let doubt = VotingRules.doubt(majority.source.certainty.rawValue, cite: majority.source.cite ?? "")
    let basis = [majority.source.cite, doubt].compactMap { $0 }.joined(separator: "; ")
    let votes = taken.map {
      Choice(
        "\($0.meeting.meeting)/\($0.vote.vote)",
        "\($0.meeting.heldOn.vietnamese): \($0.vote.question) (\($0.vote.inFavour)/\($0.vote.base))")
    }
    let chosen = form["viec-gi"].isEmpty ? kinds.first?.rawValue : form["viec-gi"]
    let fromMeeting = Select(
      "tu-ky-hop", label: "Lấy từ biểu quyết đã ghi ở kỳ sinh hoạt của chi bộ", choices: votes,
      selected: form["tu-ky-hop"], placeholder: "— không lấy, ghi số phiếu bên dưới —",
      hint: "Lấy cả ngày và số phiếu.", error: trouble.on("tu-ky-hop"))
    return """
      \(RadioGroup("viec-gi", label: "Ai biểu quyết, về việc gì", choices: kinds.map { Choice($0.rawValue, $0.title) }, selected: chosen, error: trouble.on("viec-gi"), isRequired: true))
      \(TextField("so-nghi-quyet", label: "Nghị quyết số", value: form["so-nghi-quyet"], hint: "Ví dụ: 05-NQ/CB", error: trouble.on("so-nghi-quyet"), isRequired: true, maximumLength: 60))
      \(when: !votes.isEmpty, fromMeeting.html)
      \(Fieldset("Số phiếu", note: "Chi bộ, theo sổ hôm nay: \(told) Theo \(basis).", body: """
        \(dayField("ngay-bq", "Ngày biểu quyết", trouble))
        \(number("tan-thanh", "Tán thành", trouble))
        \(number("khong-tan-thanh", "Không tán thành", trouble))
        \(number("mien-vang", "Người được miễn sinh hoạt mà vắng", trouble, hint: "Chỉ chi bộ; những người này không tính vào tổng số."))
        \(number("tong-so", "Tổng số được tính", trouble, hint: "Để trống thì lấy theo sổ của ngày ấy: đảng viên chính thức của chi bộ, hoặc cấp ủy viên có chức vụ ghi trong sổ."))
        """))
      """
  }

  private func number(_ name: String, _ label: String, _ trouble: FormTrouble, hint: String? = nil)
    -> TextField
  {
    TextField(
      name, label: label, value: form[name], kind: .number, width: .short, hint: hint,
      error: trouble.on(name), maximumLength: 6)
  }
}

/// All papers of the dossier at once: which are there, their days, where they are kept.
struct ProspectPaperFields: Piece {
  var visit: Visit
  var file: ProspectFile
  var rules: DevelopmentRules
  var trouble: FormTrouble

  static func papers(of file: ProspectFile, _ rules: DevelopmentRules) -> [DevelopmentRules.Paper] {
    rules.papers(file.stage(rules).isMember ? .probation : .admission, of: file.person)
  }

  var html: HTML { "\(each: Self.papers(of: file, rules), fields)" }

  private func fields(_ paper: DevelopmentRules.Paper) -> HTML {
    let here = file.paper(paper.id)
    let isPost = visit.method == .post
    let form = visit.form
    let isThere = isPost ? form["co-\(paper.id)"] == "1" : here != nil
    let day = isPost ? form["ngay-\(paper.id)"] : here?.issuedOn?.vietnamese ?? ""
    let place = isPost ? form["noi-\(paper.id)"] : here?.keptAt ?? ""
    return Fieldset(
      paper.title,
      body: """
        <div class="paper-row">
        \(Checkbox("co-\(paper.id)", label: "Đã có", isOn: isThere))
        \(DayField("ngay-\(paper.id)", label: "Ngày", value: day, hint: nil, error: trouble.on("ngay-\(paper.id)")))
        \(TextField("noi-\(paper.id)", label: "Để ở đâu", value: place, error: trouble.on("noi-\(paper.id)"), maximumLength: 80))
        </div>
        """
    ).html
  }
}
