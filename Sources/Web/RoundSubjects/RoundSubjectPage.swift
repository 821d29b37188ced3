import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// One subject of a round: steps, results from the first, prompts, complaints.
  func roundSubject(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await roundSubjectPlace()
    let subject = place.subject
    if let member = subject.member { try await system.noteReading(of: member, by: actor, on: .form) }
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let (rules, scales) = (try roundRules.consequences, try self.rules.scales)
    let period = place.round.period
    let picture = try await system.read { session throws -> SubjectPicture in
      let grades = try session.reviewGradeHistory(of: subject.id)
      let prompts =
        subject.entity == .collective || subject.member != nil || subject.entity == .base
        ? try session.reviewPrompts(for: subject.subject, year: period.year) : []
      let above = try session.superiors(of: subject.organisation, asOf: AsOf(today)).map(\.organisation)
      let prompting = try (above.reversed() + (subject.member == nil ? [] : [subject.organisation])).first {
        try session.rights(of: actor, on: $0, at: now).contains(.manageRounds)
      }
      return SubjectPicture(
        steps: try session.reviewSteps(of: subject.id), grades: grades,
        decisions: try session.decisions(grades.compactMap(\.grade.decision)),
        prompts: prompts,
        withdrawable: Set(
          try prompts.filter {
            try session.rights(of: actor, on: $0.by, at: now).contains(.manageRounds)
          }.map(\.id)),
        prompting: prompting,
        complaints: try session.reviewComplaints(about: subject.id),
        readsComplaints: try session.readsComplaints(
          of: place.decider, actor, asOf: AsOf(today), at: now),
        consequences: try session.consequences(
          of: subject, period, rules: rules, scales: scales, today: today),
        own: try session.ownMember(of: actor),
        toConfirm: try session.leadersToConfirm(subject, year: period.year, day: today),
        opinions: try session.opinions(about: subject.id, for: actor, at: now).filter {
          $0.state != .cancelled
        })
    }
    return try await page(
      "\(place.name): \(period.vietnamese)", breadcrumbs: place.trail, styles: ["/styles/rounds.css"],
      body: RoundSubjectPage(visit: self, place: place, picture: picture, trouble: trouble).html)
  }
}

struct SubjectPicture: Sendable {
  var steps: [ReviewStep]
  var grades: [(grade: ReviewGrade, isBelieved: Bool)]
  var decisions: [ID<RegisterDecision>: RegisterDecision]
  var prompts: [ReviewPrompt]
  var withdrawable: Set<ID<ReviewPrompt>>
  var prompting: ID<Organisation>?
  var complaints: [ReviewComplaint]
  var readsComplaints: Bool
  var consequences: [Consequence]
  var own: ID<Member>?
  /// A committee that stands on the list by the posts on record alone.
  var toConfirm: LeadersToConfirm?
  /// What was asked of others about the subject.
  var opinions: [ReviewOpinion] = []
}

struct RoundSubjectPage: Piece {
  var visit: Visit
  var place: SubjectPlace
  var picture: SubjectPicture
  var trouble: FormTrouble

  private var subject: ReviewSubject { place.subject }
  private var year: Int { place.round.period.year }
  private var current: [ReviewGrade.Step: ReviewGrade] {
    Dictionary(
      picture.grades.filter(\.isBelieved).map { ($0.grade.step, $0.grade) }, uniquingKeysWith: { a, _ in a })
  }

  var html: HTML {
    """
    \(PageHeading(place.name, kind: subject.entity.title, lede: lede, actions: actions))
    \(trouble.summary)
    \(picture.toConfirm.map(confirm) ?? "")
    \(Section("Các bước", id: "buoc", body: steps))
    \(Section("Kết quả", id: "ket-qua", body: results))
    \(when: !picture.consequences.isEmpty, Section("Có thể dẫn đến", id: "he-qua", note: "Đề xuất kèm căn cứ; cấp có thẩm quyền quyết định, không điều gì tự động.", body: ConsequenceList(picture.consequences, place.round.guidance).html).html)
    \(when: hasPrompts, Section("Gợi ý kiểm điểm", id: "goi-y", body: prompts).html)
    \(Section("Đơn thư, đề nghị xem lại", id: "don-thu", body: ComplaintSection(visit: visit, place: place, complaints: picture.complaints, reads: picture.readsComplaints, isOwn: picture.own != nil && picture.own == subject.member, isRegraded: picture.grades.contains { $0.grade.step == .decided && !$0.isBelieved }, trouble: trouble).html))
    """
  }

  private func confirm(_ leaders: LeadersToConfirm) -> HTML {
    let path =
      "/to-chuc/\(subject.organisation)/kiem-diem/du-kien?loai=\(subject.entity.rawValue)&nam=\(year)"
    return Notice(
      .warning, "Cần xác nhận số người của tập thể.",
      reason:
        "Sổ đang ghi \(leaders.posts) người giữ chức vụ đảng ở đây, nên tập thể có trong danh sách của đợt; chưa ai ghi tập thể có bao nhiêu người.",
      action: place.rights.contains(.recordGradings) ? Link("Ghi số người", path) : nil
    ).html
  }

  private var lede: HTML {
    let treatment: String =
      subject.treatment.isGraded
      ? "" : " \(place.round.guidance.pack.gradeName(subject.treatment.id))."
    return
      "<a\(href: place.round.address)>\(place.round.title)</a>. Cấp quyết định: \(place.deciderName).\(treatment)"
  }

  private var actions: HTML {
    var links: [ButtonLink] = []
    if place.rights.contains(.recordReviews) || place.deciderRights.contains(.manageRounds) {
      links.append(ButtonLink("Hồ sơ (.zip)", "\(place.path)/ho-so"))
    }
    if let member = subject.member {
      if place.rights.contains(.recordReviews) {
        let quarter = place.round.period.quarter
        links.append(
          ButtonLink(
            quarter == 0 ? "Bản kiểm điểm" : "Phiếu tự đánh giá",
            "/dang-vien/\(member)/ban-kiem-diem?\(place.round.asked)"))
      }
      if place.rights.contains(.recordGradings), place.round.period.quarter == 0 {
        links.append(
          ButtonLink("Dữ kiện và lý do", "/dang-vien/\(member)/kiem-diem?nam=\(year)", kind: .quiet))
      }
    } else if place.rights.contains(.recordGradings) {
      links.append(
        ButtonLink(
          "Dữ kiện và lý do",
          "/to-chuc/\(subject.organisation)/kiem-diem/du-kien?loai=\(subject.entity.rawValue)&nam=\(year)",
          kind: .quiet))
    }
    return "\(links)"
  }

  // MARK: Steps

  private var steps: HTML {
    let done = Set(picture.steps.map(\.stage)).union(
      place.round.procedure.stages.filter { stage in
        stage.keeps.gradeStep.map { current[$0] != nil && stage.subjects.contains(subject.entity) } ?? false
      }.map(\.id)
    ).union(
      place.round.procedure.stages.filter { stage in
        picture.opinions.contains { $0.kind == stage.opinion && $0.state == .entered }
      }.map(\.id))
    let mine = place.round.procedure.stages.filter { $0.subjects.contains(subject.entity) }
    return Table(
      "Các bước", columns: [.init("Bước"), .init("Ngày", .day), .init("Ghi chú"), .init("")],
      rows: mine.map { stage in
        let step = picture.steps.first { $0.stage.utf8.elementsEqual(stage.id.utf8) }
        let grade = stage.keeps.gradeStep.flatMap { current[$0] }
        let isForOther = step?.isForOther ?? grade?.isForOther ?? false
        let opinion = stage.opinion.flatMap { kind in picture.opinions.last { $0.kind == kind } }
        // Why a decision was taken stands with the results below.
        let reason = grade.flatMap { $0.step == .decided ? nil : $0.reason }
        let said = [
          grade.map { place.round.gradeName($0.grade) }, reason, step?.note, isForOther ? "nhập hộ" : nil,
          opinion.map { "\($0.askedName): \($0.state.title)" },
        ]
        return Table.Row([
          "\(stage.name)\(when: stage.isOptional, " <span class=\"hint\">(không bắt buộc)</span>")",
          "\(step?.day.vietnamese ?? grade?.day.vietnamese ?? entered(opinion))",
          "\(said.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "; "))",
          mayWithdraw(stage, done) ? withdrawal(stage) : "",
        ])
      }
    ).html
  }

  private func entered(_ opinion: ReviewOpinion?) -> String {
    opinion.flatMap { $0.state == .entered ? $0.day.vietnamese : nil } ?? ""
  }

  /// The last one recorded, while the unit still has its results in hand.
  private func mayWithdraw(_ stage: RoundProcedure.Stage, _ done: Set<String>) -> Bool {
    guard place.rights.contains(.recordReviews), place.isOpen, done.contains(stage.id),
      stage.keeps != .decided, stage.keeps != .opinion
    else { return false }
    return !place.round.procedure.stages.contains { later in
      done.contains(later.id)
        && place.round.procedure.before(later, for: subject.entity).contains { $0.id == stage.id }
    }
  }

  private func withdrawal(_ stage: RoundProcedure.Stage) -> HTML {
    let form = Form(
      action: "\(place.path)/rut-buoc", csrf: visit.csrf, label: "Rút bước \(stage.name)",
      body: """
        \(HiddenField("buoc", stage.id))
        \(TextField("ly-do", label: "Vì sao ghi nhầm", value: visit.form["buoc"] == stage.id ? visit.form["ly-do"] : "", width: .full, isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Rút bước này", kind: .destructive))"))
        """)
    return "<details class=\"more\"><summary>Rút</summary>\(form)</details>"
  }

  // MARK: Results

  private var results: HTML {
    let decided = picture.grades.filter { $0.grade.step == .decided }
    guard decided.contains(where: \.isBelieved) else {
      return "<p class=\"nothing\">Chưa có quyết định.</p>"
    }
    let mayRegrade = place.deciderRights.contains(.recordGradings)
    let isRegraded = decided.contains { !$0.isBelieved }
    return """
      \(Table(
        "Kết quả", columns: [.init("Mức"), .init("Ngày", .day), .init("Văn bản"), .init("Lý do")],
        rows: decided.map { entry in
          let paper = entry.grade.decision.flatMap { picture.decisions[$0] }?.key.citation ?? ""
          return Table.Row([
            "\(place.round.gradeName(entry.grade.grade))\(entry.isBelieved ? "" : " <span class=\"hint\">kết quả đầu, đã thay</span>" as HTML)",
            "\(entry.grade.day.vietnamese)", "\(paper)", "\(entry.grade.reason)",
          ])
        }))
      \(Actions("""
        \(when: mayRegrade, ButtonLink("Xếp loại lại", "\(place.path)/xep-loai-lai").html)\
        \(when: isRegraded, "\(ButtonLink("Quyết định xếp loại lại (Word)", "\(place.path)/van-ban?loai=lai&dang=docx"))\(ButtonLink("PDF", "\(place.path)/van-ban?loai=lai&dang=pdf", kind: .quiet))")\
        \(ButtonLink("Thông báo kết quả (Word)", "\(place.path)/van-ban?loai=thong-bao&dang=docx"))\(ButtonLink("PDF", "\(place.path)/van-ban?loai=thong-bao&dang=pdf", kind: .quiet))
        """))
      """
  }

  // MARK: Prompts

  private var hasPrompts: Bool {
    subject.entity != .cell && (!picture.prompts.isEmpty || picture.prompting != nil)
  }

  private var prompts: HTML {
    let list: HTML =
      picture.prompts.isEmpty
      ? "<p class=\"nothing\">Chưa có gợi ý nào.</p>"
      : "<ul>\(each: picture.prompts, { prompt in "<li>\(prompt.content)\(when: picture.withdrawable.contains(prompt.id), promptWithdrawal(prompt))</li>" })</ul>"
    guard picture.prompting != nil else { return list }
    let form = Form(
      action: "\(place.path)/goi-y", csrf: visit.csrf, label: "Ghi gợi ý",
      body: """
        \(TextArea("noi-dung", label: "Vấn đề cần kiểm điểm", value: visit.form.paragraphs("noi-dung"), rows: 4, hint: "Bản kiểm điểm sẽ mở sẵn với lời này.", error: trouble.on("noi-dung"), isRequired: true, maximumLength: 2_000))
        \(Actions("\(Submit("Ghi gợi ý", name: "viec", value: "ghi"))"))
        """)
    return "\(list)<details class=\"more\"><summary>Ghi gợi ý cho \(place.name)</summary>\(form)</details>"
  }

  private func promptWithdrawal(_ prompt: ReviewPrompt) -> HTML {
    Form(
      action: "\(place.path)/goi-y", csrf: visit.csrf, label: "Rút gợi ý",
      body: """
        \(HiddenField("goi-y", "\(prompt.id)"))\(Submit("Rút gợi ý này", kind: .quiet, name: "viec", value: "rut"))
        """
    ).html
  }
}

extension Visit {
  func withdrawRoundStep() async throws -> Answer {
    let place = try await roundSubjectPlace()
    return try await attempt {
      try await perform(
        WithdrawStep(
          form["buoc"], of: place.subject.id, reason: form["ly-do"], guidance: place.round.guidance,
          procedures: try roundProcedures))
      return .redirect("\(place.path)#buoc", done: .saved)
    } else: {
      try await roundSubject($0)
    }
  }

  /// Gives a prompt from the nearest organisation above in which the visitor holds the right, or takes one back.
  func promptRoundSubject() async throws -> Answer {
    let place = try await roundSubjectPlace()
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let (subject, year) = (place.subject, place.round.period.year)
    return try await attempt {
      if form["viec"] == "rut" {
        try await perform(
          WithdrawReviewPrompt(try found(form.id("goi-y")), to: subject.subject, year: year))
        return .redirect("\(place.path)#goi-y", done: .saved)
      }
      let by = try await system.read { session throws in
        let above = try session.superiors(of: subject.organisation, asOf: AsOf(today)).map(\.organisation)
        return try (above.reversed() + (subject.member == nil ? [] : [subject.organisation])).first {
          try session.rights(of: actor, on: $0, at: now).contains(.manageRounds)
        }
      }
      guard let by else { throw RoundPageRefusal.promptFromAbove }
      _ = try await perform(
        GiveReviewPrompt(form.paragraphs("noi-dung"), to: subject.subject, year: year, by: by))
      return .redirect("\(place.path)#goi-y", done: .saved)
    } else: {
      try await roundSubject($0)
    }
  }
}
