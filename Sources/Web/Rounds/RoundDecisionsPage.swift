import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// The level that decides: everybody of a grassroots organisation whose turn it is, what was proposed and what is computed,
  /// the quota as it stands, one document for all that are chosen.
  func roundDecisions(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireRound()
    guard place.isBase else { throw RightsRefusal.notFound }
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let id = place.organisation.organisation
    let above = place.superiors.last.map(\.organisation) ?? place.round.superior
    let (sheet, names, places, decidesBase, decidesAbove) = try await system.read { session throws in
      let sheet = try session.roundSheet(
        at: id, inBase: true, of: place.round, procedure: place.procedure, today: today)
      let here = try session.rights(of: actor, on: id, at: now)
      return (
        sheet,
        here.contains(.viewMembers)
          ? try session.memberNames(sheet.lines.compactMap(\.subject.member), on: today, for: actor, at: now)
          : [:],
        try Dictionary(
          Set(sheet.lines.map(\.subject.organisation)).map {
            ($0, try session.organisationNear($0, asOf: AsOf(today))?.name ?? "")
          },
          uniquingKeysWith: { a, _ in a }),
        here.contains(.recordGradings),
        try session.rights(of: actor, on: above, at: now).contains(.recordGradings)
      )
    }
    guard decidesBase || decidesAbove else { throw RightsRefusal.lacking(.recordGradings) }
    // What a quarter's rules leave to people is not computed.
    let computed =
      place.period.quarter == 0
      ? try await reviewSheet(for: .init("base", .organisation(id)), year: place.period.year) : nil
    let lines = sheet.lines.filter { line in
      guard line.next?.keeps == .decided else { return false }
      return place.procedure.isDecidedAtBase(line.subject) ? decidesBase : decidesAbove
    }
    return try await page(
      "Quyết định xếp loại", breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      styles: ["/styles/guidances.css"],
      body: RoundDecisionsPage(
        visit: self, place: place, lines: lines, decided: sheet.lines.count { $0.grades[.decided] != nil },
        graded: sheet.lines.count { $0.subject.treatment.isGraded && !$0.isGone }, names: names,
        places: places,
        computed: computed, trouble: trouble
      ).html)
  }

  func decideRoundGrades() async throws -> Answer {
    let place = try await requireRound()
    return try await attempt {
      var choices: [ID<ReviewSubject>: DecideReviewGrades.Choice] = [:]
      for (id, grade) in chosenGrades() {
        choices[id] = DecideReviewGrades.Choice(grade, reason: form.paragraphs("ly-do-\(id)"))
      }
      guard !choices.isEmpty else { throw RequestRefusal.missing("mức") }
      guard let paper = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
      _ = try await perform(
        DecideReviewGrades(
          choices, on: try day(in: "ngay-xep-loai", "ngày xếp loại"), decision: paper,
          guidance: place.guidance,
          procedures: try roundProcedures, scales: try rules.scales,
          yearly: place.period.quarter == 0 ? nil : try guidances.guidance(of: place.period.year)))
      return .redirect("\(place.path)/quyet-dinh?\(place.asked)", done: .saved)
    } else: {
      try await roundDecisions($0)
    }
  }
}

struct RoundDecisionsPage: Piece {
  var visit: Visit
  var place: RoundPlace
  var lines: [RoundSheet.Line]
  var decided: Int
  var graded: Int
  var names: [ID<Member>: String]
  var places: [ID<Organisation>: String]
  var computed: ReviewSheet?
  var trouble: FormTrouble

  /// So many on a page: a form of thousands of fields would be no help, nor be taken.
  private static let most = 100

  var html: HTML {
    """
    \(PageHeading("Quyết định xếp loại", kind: place.organisation.name, lede: "\(place.title). Đã quyết định \(decided) trên \(graded) đối tượng."))
    \(trouble.summary)
    \(when: !quotas.isEmpty, Section("Tỷ lệ", id: "ty-le", note: "Tính lại từ sổ lúc mở trang; cấp quyết định sau thấy phần cấp trước đã dùng.", body: quotaTable).html)
    \(lines.isEmpty
      ? EmptyState("Không có đối tượng nào chờ quyết định", advice: "Đối tượng xuất hiện ở đây khi các bước trước đã ghi xong.", action: ButtonLink("Xem đợt kiểm điểm", place.address)).html
      : Section("Chờ quyết định: \(lines.count)", id: "cho", note: note, body: form).html)
    """
  }

  private var note: HTML {
    lines.count > Self.most
      ? "\(Self.most) đối tượng đầu; ghi xong thì đến những đối tượng tiếp theo." : ""
  }

  private var quotas: [QuotaStanding] {
    (computed?.quotaStandings() ?? []).filter { $0.base > 0 || $0.granted > 0 }
  }

  private var quotaTable: HTML {
    Table(
      "Tỷ lệ",
      columns: [
        .init("Giới hạn"), .init("Mức"), .init("Tính trên", .number), .init("Được", .number),
        .init("Đã dùng", .number), .init("Còn", .number),
      ],
      rows: quotas.map { quota in
        Table.Row(
          [
            "\(quota.name) (\(quota.percent))\(quota.cite.map { "<br><span class=\"hint\">\($0)</span>" as HTML })",
            "\(place.gradeName(quota.grade))",
            "\(quota.base)\(quota.open > 0 ? " (\(quota.open) chưa rõ)" : "")", "\(quota.allowed)",
            "\(quota.granted)", "\(quota.left)",
          ], tone: quota.granted > quota.allowed ? .attention : .neutral)
      }
    ).html
  }

  private var form: HTML {
    let examination = computed?.examination()
    return Form(
      action: "\(place.path)/quyet-dinh", csrf: visit.csrf,
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })
        \(each: lines.prefix(Self.most), { line in entry(line, examination) })
        \(DayField("ngay-xep-loai", label: "Ngày xếp loại", value: visit.form["ngay-xep-loai"].isEmpty ? visit.today.vietnamese : visit.form["ngay-xep-loai"], error: trouble.on("ngay-xep-loai"), isRequired: true))
        \(DecisionFields(visit: visit, trouble: trouble, legend: "Quyết định xếp loại"))
        \(Actions("\(Submit("Ghi các mức đã chọn"))"))
        """
    ).html
  }

  private func entry(_ line: RoundSheet.Line, _ examination: Examination?) -> HTML {
    let subject = line.subject
    let explanation = examination.flatMap { computed?.explain(subject.key, $0) }
    let said = [ReviewGrade.Step.own, .proposed, .appraised].compactMap { step in
      line.grades[step].map { "\(step.title): \(place.gradeName($0.grade))" }
    }
    let result = explanation.map { told in
      told.isOpen
        ? "\(told.standing.vietnamese)." : "Tính được: \(told.outcomeName) (\(told.standing.vietnamese))."
    }
    let typed = visit.form["muc-\(subject.id)"]
    let reasoned = visit.form.paragraphs("ly-do-\(subject.id)")
    let path: String
    switch subject.subject {
    case .member(let id): path = "/dang-vien/\(id)/kiem-diem?nam=\(place.period.year)"
    case .organisation(let id):
      path = "/to-chuc/\(id)/kiem-diem/du-kien?loai=\(subject.entity.rawValue)&nam=\(place.period.year)"
    }
    return Fieldset(
      name(line),
      note:
        "\(subject.entity.title)\(subject.member == nil ? "" : ", \(places[subject.organisation] ?? "")"). \(said.joined(separator: "; ")). \(result ?? (computed == nil ? "Người quyết định theo hướng dẫn của quý." : "Chưa tính được."))",
      body: """
        \(when: computed != nil, "<p><a\(href: path)>Dữ kiện và lý do</a></p>")
        \(Select("muc-\(subject.id)", label: "Quyết định", choices: place.guidance.outcomes(for: subject.entity).map { Choice($0.id, $0.name) }, selected: typed.isEmpty ? nil : typed, placeholder: "— chưa quyết định —"))
        \(TextField("ly-do-\(subject.id)", label: "Lý do", value: reasoned, width: .full, hint: explanation?.standing == .decided ? "Cần khi quyết định khác mức tính được." : "Cần ghi: quy tắc để người quyết định.", maximumLength: 1_000))
        """
    ).html
  }

  private func name(_ line: RoundSheet.Line) -> String {
    switch line.subject.entity {
    case .member: line.subject.member.flatMap { names[$0] } ?? "đảng viên ngoài phạm vi được xem"
    case .collective: "Cấp ủy, chi ủy của \(places[line.subject.organisation] ?? "")"
    case .cell, .base: places[line.subject.organisation] ?? ""
    }
  }
}
