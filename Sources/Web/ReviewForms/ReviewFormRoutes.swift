import Basics
import Formats
import Registry
import Reviews
import Rules

/// Review forms: printed blank, filled in on the page with a draft that only its writer sees, read back from Word, sent.
extension Site {
  var reviewFormRoutes: [Route] {
    [
      .get("/to-chuc/:to-chuc/kiem-diem/mau", .organisation(.viewReviews)) { try await $0.reviewFormIndex() },
      .get("/to-chuc/:to-chuc/kiem-diem/mau/:mau", .organisation(.recordReviews)) {
        try await $0.reviewForm(try $0.organisationSubject(), FormTrouble())
      },
      .post("/to-chuc/:to-chuc/kiem-diem/mau/:mau", .organisation(.recordReviews)) {
        try await $0.writeReviewForm(try $0.organisationSubject())
      },
      .get("/to-chuc/:to-chuc/kiem-diem/mau/:mau/tai", .organisation(.viewReviews)) {
        try await $0.downloadReviewForm(try $0.organisationSubject())
      },
      .post(
        "/to-chuc/:to-chuc/kiem-diem/mau/:mau/doc", .organisation(.recordReviews),
        bodyLimit: Route.uploadLimit
      ) {
        try await $0.readReviewForm(try $0.organisationSubject())
      },
      .post("/to-chuc/:to-chuc/kiem-diem/goi-y", .organisation(.manageRounds)) {
        try await $0.giveReviewPrompt()
      },
      .get("/cua-toi", .signedIn) { try await $0.ownPage() },
      .get("/dang-vien/:dang-vien/ban-kiem-diem", .inside(.recordReviews)) {
        try await $0.reviewForm(.member(try $0.member), FormTrouble())
      },
      .post("/dang-vien/:dang-vien/ban-kiem-diem", .inside(.recordReviews)) {
        try await $0.writeReviewForm(.member(try $0.member))
      },
      .get("/dang-vien/:dang-vien/ban-kiem-diem/tai", .inside(.recordReviews)) {
        try await $0.downloadReviewForm(.member(try $0.member))
      },
      .post("/dang-vien/:dang-vien/ban-kiem-diem/doc", .inside(.recordReviews), bodyLimit: Route.uploadLimit)
      {
        try await $0.readReviewForm(.member(try $0.member))
      },
    ]
  }
}

extension Visit {
  /// What a form says, else its address: the address of a form names the year and the form too.
  private func asked(_ name: String) -> String { form[name].isEmpty ? query[name] : form[name] }

  /// The year of the form that is looked at.
  var formYear: Int {
    get throws { try gradedYear(form.has("nam") ? form : query) ?? today.year }
  }

  /// The quarter a form is asked for; 0 for the form of the year.
  var formQuarter: Int { min(4, max(0, (form.has("quy") ? form : query).number("quy") ?? 0)) }

  func organisationSubject() throws -> Grading.Subject { .organisation(try organisation) }

  var reviewForms: ReviewForms { get throws { try site.reviewForms(site.content) } }

  /// Everything a form's page and its print need: who, which form, what stands in it.
  func openForm(of subject: Grading.Subject) async throws -> OpenForm {
    let (year, quarter, forms) = (try formYear, formQuarter, try reviewForms)
    let meetings = try meetingRules
    let period = RoundPeriod(year: year, quarter: quarter)
    let guidance = try guidance(of: year)
    let day = min(period.lastDay, today)
    let asked = parameters.get("mau") ?? self.asked("mau")
    let (system, actor) = (system, actor)
    let now = system.now
    return try await system.read { session throws in
      try session.mayWriteForm(of: subject, by: actor, at: now)
      let entity: String
      let head: FormHead
      var group: String?
      switch subject {
      case .member(let id):
        entity = "member"
        head = try session.formHead(
          of: id, year: year, asOf: AsOf(day), quarter: quarter == 0 ? nil : quarter)
        group = try session.reviewFacts(of: subject, entity: entity, year: year).first { $0.fact == "group" }?
          .value
      case .organisation(let id):
        entity = "collective"
        head = try session.formHead(of: id, year: year, asOf: AsOf(day))
      }
      let choices = forms.forms(of: guidance.name).filter {
        $0.entity == entity && $0.isQuarterly == (quarter > 0)
      }
      // Whose group nobody has said and who has sent a form is shown that form.
      let sent = try session.filledForms(of: subject, year: year).last { $0.quarter == 0 }?.form ?? ""
      let form =
        asked.isEmpty && quarter > 0
        ? choices.first
        : asked.isEmpty
          ? forms.form(for: entity, group: group, of: guidance.name)
            ?? choices.first { $0.id.utf8.elementsEqual(sent.utf8) }
          : choices.first { $0.id.utf8.elementsEqual(asked.utf8) }
      guard asked.isEmpty || form != nil else { throw RightsRefusal.notFound }
      let place: ID<Organisation>? =
        switch subject {
        case .member(let id): try session.official(id, asOf: AsOf(day))?.organisation
        case .organisation(let id): id
        }
      let adopted = try place.map {
        try session.reviewCriteria(
          holdingAt: $0, pack: guidance.pack.id, year: year, asOf: AsOf(day))
      }
      let divided = form?.adopting(adopted ?? [])
      var open = OpenForm(
        subject: subject, year: year, quarter: quarter, guidance: guidance, forms: choices, form: divided,
        head: head,
        isOwn: try session.ownMember(of: actor).map { .member($0) == subject } ?? false)
      guard let form = divided else { return open }
      open.sent = try session.filledForms(of: subject, year: year).first {
        $0.form == form.id && $0.quarter == quarter
      }
      open.sentByMember = try session.filledForms(of: subject, year: year).first {
        $0.quarter == quarter && !$0.isForOther
      }
      open.prompts = try session.reviewPrompts(for: subject, year: year).map(\.content)
      open.draft = try session.formDraft(FormKey(form, of: subject, year: year, quarter: quarter), of: actor)
      open.beginning = try session.formBeginning(
        form, of: subject, year: year, forms: forms, meetings: meetings, today: day)
      if let sent = open.sent, let draft = open.draft {
        open.isSentAfterDraft = try session.sentAt(sent.id).map { $0 > draft.savedAt } ?? false
      }
      if let found = try session.reviewSubject(subject, entity, period) {
        open.closed = try session.reviewSubmission(of: found.organisation, in: found.round)?.state
        open.versions = try session.formVersions(of: subject, form.id, period, subject: found.id)
      }
      open.isGraded =
        quarter == 0
        ? try session.grading(of: subject, year: year) != nil : try session.isDecided(subject, period)
      return open
    }
  }

  /// What the page's fields say, by the form's own names.
  func typed(in form: ReviewForm) -> FormAnswers {
    var answers = FormAnswers()
    for field in form.fields {
      switch field.kind {
      case .sum: break
      case .table:
        answers[rows: field.id] = (0..<ReviewForm.mostRows).map { row in
          field.columns.indices.map { self.form[FormPage.cell(field, row, $0)] }
        }
      case .text: answers[text: field.id] = self.form.paragraphs(FormPage.input(field))
      case .score where !field.criteria.isEmpty:
        answers[rows: ReviewForm.parts(of: field.id)] = field.criteria.enumerated().map { row, criterion in
          [criterion.name, criterion.points, self.form[FormPage.cell(field, row, 2)]]
        }
      case .score, .level, .grade: answers[text: field.id] = self.form[FormPage.input(field)]
      }
    }
    return form.cleaned(answers)
  }
}

/// One form of one subject, as somebody sees it.
struct OpenForm: Sendable {
  var subject: Grading.Subject
  var year: Int
  var quarter = 0
  var guidance: Guidance
  /// All forms the guidance has for such a subject.
  var forms: [ReviewForm]
  /// `nil` while it is not known which of them is the subject's.
  var form: ReviewForm?
  var head: FormHead
  var isOwn: Bool
  var sent: FilledForm?
  var draft: FormDraft?
  /// What the member has sent for the period with their own account, in whichever form.
  var sentByMember: FilledForm?
  /// What the superiors ask the subject to account for, however it is answered.
  var prompts: [String] = []
  /// With what a form begins that nobody has written yet.
  var beginning = FormAnswers()
  var isGraded = false
  /// Where the results of the unit stand in a round.
  var closed: RoundSubmission.State?
  /// What was sent, the earliest first.
  var versions: [FormVersion] = []
  /// The unit's results have left its hands: nothing of the form changes.
  var isClosed: Bool { closed == .sent || closed == .accepted }
  /// The member's own words: nobody else writes over them.
  var isTheirs: Bool {
    guard case .member = subject else { return false }
    return !isOwn && sentByMember != nil
  }
  /// What somebody else had begun to write for the member, who has sent their own: shown beside it, and nothing more.
  var unsent: FormAnswers? { isTheirs ? draft?.answers : nil }
  /// Somebody has sent the form since this draft was saved.
  var isSentAfterDraft = false

  var period: RoundPeriod { RoundPeriod(year: year, quarter: quarter) }

  /// The draft, or what was sent, or the beginning.
  var answers: FormAnswers { (isTheirs ? sent?.answers : draft?.answers ?? sent?.answers) ?? beginning }

  var path: String {
    switch subject {
    case .member(let id): "/dang-vien/\(id)/ban-kiem-diem"
    case .organisation(let id): "/to-chuc/\(id)/kiem-diem/mau/\(form?.id ?? "")"
    }
  }

  /// `?nam=2026&mau=form2B`, for addresses of this very form.
  var asked: String {
    "nam=\(year)" + (quarter == 0 ? "" : "&quy=\(quarter)") + (form.map { "&mau=\($0.id)" } ?? "")
  }

  var name: String { head.values[.name] ?? head.values[.committee] ?? head.issuer }
}
