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
    let (sheet, names, places, decidesBase, decidesAbove, atBase) = try await system.read {
      session throws in
      let sheet = try session.roundSheet(
        at: id, inBase: true, of: place.round, procedure: place.procedure, today: place.seenOn)
      let here = try session.rights(of: actor, on: id, at: now)
      return (
        sheet,
        here.contains(.viewMembers)
          ? try session.memberNames(
            sheet.lines.compactMap(\.subject.member), on: place.seenOn, for: actor, at: now)
          : [:],
        try Dictionary(
          Set(sheet.lines.map(\.subject.organisation)).map {
            ($0, try session.organisationNear($0, asOf: AsOf(place.seenOn)))
          },
          uniquingKeysWith: { a, _ in a }
        ).compactMapValues { $0 },
        here.contains(.recordGradings),
        try session.rights(of: actor, on: above, at: now).contains(.recordGradings),
        Set(
          try sheet.lines.filter { $0.next?.keeps == .decided }.map(\.subject).filter {
            try session.decider(of: $0, in: place.round, place.procedure, asOf: AsOf(place.seenOn)) == id
          }.map(\.id))
      )
    }
    guard decidesBase || decidesAbove else { throw RightsRefusal.lacking(.recordGradings) }
    // What a quarter's rules leave to people is not computed.
    let computed =
      place.period.quarter == 0
      ? try await reviewSheet(for: .init("base", .organisation(id)), year: place.period.year) : nil
    let order = place.procedure.decidingOrder
    func rank(_ line: RoundSheet.Line) -> (Int, String, [UInt8]) {
      (
        order.firstIndex(of: line.subject.entity) ?? order.count,
        places[line.subject.organisation]?.name ?? "",
        VietnameseText.nameOrder(line.subject.member.flatMap { names[$0] } ?? "")
      )
    }
    // In the order in which they can be decided, those of a unit together.
    let lines = sheet.lines.filter { line in
      guard line.next?.keeps == .decided, !line.isGone else { return false }
      return atBase.contains(line.subject.id) ? decidesBase : decidesAbove
    }.map { (line: $0, rank: rank($0)) }.sorted { one, other in
      if (one.rank.0, one.rank.1) != (other.rank.0, other.rank.1) {
        return (one.rank.0, one.rank.1) < (other.rank.0, other.rank.1)
      }
      return one.rank.2 == other.rank.2
        ? one.line.subject.id < other.line.subject.id
        : one.rank.2.lexicographicallyPrecedes(other.rank.2)
    }.map(\.line)
    let picks = try await decisionPicks(
      Array(lines.prefix(RoundDecisionsPage.most)), of: lines, place, computed)
    let (round, asOf) = (place.round, AsOf(place.seenOn))
    let sent = try await system.read { try $0.sentUnits(to: id, in: round, asOf: asOf) }
    let elsewhere = sheet.lines.count { $0.next?.keeps == .decided && !$0.isGone } - lines.count
    return try await page(
      "Quyết định xếp loại", breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      styles: ["/styles/guidances.css", "/styles/rounds.css"],
      body: RoundDecisionsPage(
        visit: self, place: place, lines: lines, decided: sheet.lines.count { $0.grades[.decided] != nil },
        graded: sheet.lines.count { $0.subject.treatment.isGraded && !$0.isGone }, names: names,
        places: places,
        computed: computed, elsewhere: elsewhere, above: place.superiors.last?.name ?? "", picks: picks,
        sent: sent, trouble: trouble
      ).html)
  }

  func decideRoundGrades() async throws -> Answer {
    let place = try await requireRound()
    return try await attempt {
      var choices: [ID<ReviewSubject>: DecideReviewGrades.Choice] = [:]
      // One reason for all who have none of their own: a collective decision has one, and each row is looked at all the same.
      let common = form.paragraphs("ly-do-chung")
      for (id, grade) in chosenGrades() {
        let own = form.paragraphs("ly-do-\(id)")
        choices[id] = DecideReviewGrades.Choice(grade, reason: own.isEmpty ? common : own)
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
  var places: [ID<Organisation>: OrganisationState]
  var computed: ReviewSheet?
  /// Whose turn it is and whom somebody else decides on.
  var elsewhere: Int
  var above: String
  var picks: DecisionPicks
  /// Units whose results are here and wait.
  var sent: [SentUnit]
  var trouble: FormTrouble

  /// So many on a page: a form of thousands of fields would be no help, nor be taken.
  static let most = 100

  var html: HTML {
    let (quotas, proposed) = (quotas, proposed)
    let uncounted = uncounted(quotas + proposed)
    let hasQuotas = !quotas.isEmpty || !proposed.isEmpty || !lines.isEmpty && computed != nil
    return """
      \(PageHeading("Quyết định xếp loại", kind: place.organisation.name, lede: "\(place.title). Đã quyết định \(decided) trên \(graded) đối tượng."))
      \(trouble.summary)
      \(when: lines.count > 5, SectionLinks("Trên trang này", (hasQuotas ? [Link("Tỷ lệ", "#ty-le")] : []) + [Link("Chờ quyết định", "#cho"), Link("Lý do chung, văn bản, ghi", "#f-ly-do-chung")]).html)
      \(when: hasQuotas, Section("Tỷ lệ", id: "ty-le", note: "Tính lại từ sổ lúc mở trang; cấp quyết định sau thấy phần cấp trước đã dùng.", body: "\(when: !quotas.isEmpty, quotaTable(quotas))\(each: proposed.filter { $0.granted > 0 }, notice)\(nobodyProposed(proposed))\(uncounted)").html)
      \(lines.isEmpty
      ? EmptyState("Không có đối tượng nào chờ quyết định", advice: waitingElsewhere, action: ButtonLink(sent.isEmpty ? "Xem đợt kiểm điểm" : "Đơn vị đã gửi kết quả", sent.isEmpty ? place.address : "\(place.address)#da-gui", kind: .primary)).html
      : Section("Chờ quyết định: \(lines.count)", id: "cho", note: note, body: form).html)
      """
  }

  private var note: HTML {
    let more =
      lines.count > Self.most
      ? "\(Self.most) đối tượng đầu, theo thứ tự phải quyết định; ghi xong thì đến những đối tượng tiếp theo. "
      : ""
    return "\(more)\(elsewhere > 0 ? "\(elsewhere) đối tượng khác chờ \(above) quyết định." : "")"
  }

  /// Why nobody waits here.
  private var waitingElsewhere: String {
    let unappraised = sent.reduce(0) { $0 + $1.unappraised }
    if unappraised > 0, place.procedure.stages.contains(where: { $0.keeps == .appraised }) {
      return "\(unappraised) đối tượng của \(sent.count) đơn vị đã gửi kết quả phải thẩm định trước."
    }
    return elsewhere > 0
      ? "\(elsewhere) đối tượng chờ \(above) quyết định."
      : "Đối tượng xuất hiện ở đây khi các bước trước đã ghi xong."
  }

  /// Of kinds somebody here is of: nothing used yet is told as well, before the first decision.
  private var quotas: [QuotaStanding] {
    let asked = Set(lines.map(\.subject.entity.rawValue))
    return (computed?.quotaStandings() ?? []).filter { quota in
      quota.base > 0 || quota.granted > 0 || asked.contains(entity(of: quota) ?? "")
    }
  }

  private func entity(of quota: QuotaStanding) -> String? {
    let pack = computed?.guidance.pack
    return pack?.quotas.first { $0.id == quota.quota }.flatMap { quota in
      pack?.decisions.first { $0.id == quota.decision }?.entity
    }
  }

  /// How the quotas would stand if everybody who waits were decided as appraised or proposed.
  private var proposed: [QuotaStanding] {
    guard let computed else { return [] }
    let grades = Dictionary(
      lines.compactMap { line in line.given.map { (line.subject.key, $0) } }, uniquingKeysWith: { a, _ in a }
    )
    return grades.isEmpty ? [] : computed.quotaStandings(deciding: grades).filter { $0.base > 0 }
  }

  private func notice(_ quota: QuotaStanding) -> HTML {
    let isOver = quota.granted > quota.allowed
    return Notice(
      isOver ? .warning : .info,
      "Nếu quyết định đúng như đề nghị, \(quota.title.prefix(1).lowercased() + quota.title.dropFirst()): được \(quota.allowed), đề nghị \(quota.granted).",
      reason: quota.reckoning,
      remedy: isOver ? "Chọn \(quota.allowed) trong số \(quota.granted)." : nil
    ).html
  }

  /// Quotas whose capped grade nobody is proposed for: how many could be.
  private func nobodyProposed(_ proposed: [QuotaStanding]) -> HTML {
    let told = proposed.filter { $0.granted == 0 }.map {
      "\($0.title.prefix(1).lowercased() + $0.title.dropFirst()) được \($0.allowed)"
    }
    return told.isEmpty
      ? ""
      : "<p class=\"hint\">Theo đề nghị không ai có mức bị giới hạn: \(told.joined(separator: "; ")).</p>"
  }

  /// Quotas of the guidance of which nothing can be counted yet.
  private func uncounted(_ told: [QuotaStanding]) -> HTML {
    let asked = Set(lines.map(\.subject.entity.rawValue))
    let known = Set(told.map(\.quota))
    let pack = computed?.guidance.pack
    let rest = (pack?.quotas ?? []).filter { quota in
      let entity = pack?.decisions.first { $0.id == quota.decision }?.entity
      return !known.contains(quota.id) && asked.contains(entity ?? "")
    }
    guard !rest.isEmpty else { return "" }
    let names = rest.map { "\($0.name ?? $0.id) (\($0.source.cite ?? ""))" }.joined(separator: "; ")
    return
      "<p class=\"hint\">Chưa tính được, vì chưa ai có mức làm cơ sở: \(names). Vượt thì lúc ghi sẽ bị từ chối.</p>"
  }

  private func quotaTable(_ quotas: [QuotaStanding]) -> HTML {
    Table(
      "Tỷ lệ",
      columns: [
        .init("Giới hạn"), .init("Mức"), .init("Cách tính"), .init("Được", .number),
        .init("Đã dùng", .number), .init("Còn", .number),
      ],
      rows: quotas.map { quota in
        Table.Row(
          [
            "\(quota.title) (\(quota.percent))\(quota.cite.map { "<br><span class=\"hint\">\($0)</span>" as HTML })",
            "\(place.gradeName(quota.grade))",
            "\(quota.reckoning)\(quota.open > 0 ? " Chưa tính \(quota.open) người chưa rõ mức." : "")",
            "\(quota.allowed)",
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
        \(filling)
        <p class="hint">Chọn mức cho những dòng quyết định lần này. Mức khác mức tính được, hoặc chưa tính được, thì cần lý do: ở dòng ấy, hoặc ở ô lý do chung cuối trang.</p>
        <div class="decision-rows">\(each: lines.prefix(Self.most), { line in entry(line, examination) })</div>
        \(TextArea("ly-do-chung", label: "Lý do chung", value: visit.form.paragraphs("ly-do-chung"), rows: 2, hint: "Dùng cho những dòng đã chọn mức mà ô lý do để trống, ví dụ: theo biên bản họp số 12 ngày 10/12.", maximumLength: 1_000))
        \(DayField("ngay-xep-loai", label: "Ngày xếp loại", value: visit.form["ngay-xep-loai"].isEmpty ? visit.today.vietnamese : visit.form["ngay-xep-loai"], error: trouble.on("ngay-xep-loai"), isRequired: true))
        \(DecisionFields(visit: visit, trouble: trouble, legend: "Quyết định xếp loại"))
        \(Actions("\(Submit("Ghi các mức đã chọn"))"))
        """
    ).html
  }

  private var isFilled: Bool { visit.query["san"] == "1" }

  /// The grades of the appraisal or the proposal chosen beforehand, to be looked at row by row.
  private var filling: HTML {
    guard lines.contains(where: { $0.given != nil }) else { return "" }
    let left = picks.reasons.count
    return isFilled
      ? Notice(
        left > 0 ? .warning : .info,
        "Đã chọn sẵn \(picks.grades.count) dòng theo thẩm định, không có thì theo đề nghị. Xem từng dòng, sửa dòng nào khác, rồi ghi.",
        reason: left > 0 ? "\(left) dòng chưa chọn được, vì sao ghi ở từng dòng." : nil,
        action: Link("Bỏ chọn sẵn", "\(place.path)/quyet-dinh?\(place.asked)")
      ).html
      : "<p><a\(href: "\(place.path)/quyet-dinh?\(place.asked)&san=1")>Chọn sẵn mức theo thẩm định, đề nghị</a></p>"
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
    let chosen = visit.form["muc-\(subject.id)"]
    let typed = chosen.isEmpty && isFilled ? picks.grades[subject.id] ?? "" : chosen
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
        "\(subject.entity.title)\(subject.member == nil ? "" : ", \(places[subject.organisation]?.name ?? "")"). \(said.joined(separator: "; ")). \(result ?? (computed == nil ? "Người quyết định theo hướng dẫn của quý." : "Chưa tính được."))",
      body: """
        \(picks.reasons[subject.id].map { "<p class=\"hint\"><strong>\($0)</strong> <a\(href: "/to-chuc/\(subject.organisation)/dot-kiem-diem/doi-tuong/\(subject.id)")>Mở đối tượng</a></p>" as HTML })
        \(when: computed != nil, "<p><a\(href: path)>Dữ kiện và lý do</a></p>")
        <div class="decision-pair">\(Select("muc-\(subject.id)", label: "Quyết định", choices: place.guidance.outcomes(for: subject.entity).map { Choice($0.id, $0.name) }, selected: typed.isEmpty ? nil : typed, placeholder: "— chưa quyết định —"))
        \(TextField("ly-do-\(subject.id)", label: "Lý do", value: reasoned, width: .full, hint: explanation?.standing == .decided ? "Chỉ cần khi quyết định khác mức tính được." : nil, maximumLength: 1_000))</div>
        """
    ).html
  }

  private func name(_ line: RoundSheet.Line) -> String {
    switch line.subject.entity {
    case .member: line.subject.member.flatMap { names[$0] } ?? "đảng viên ngoài phạm vi được xem"
    case .collective: places[line.subject.organisation]?.collectiveTitle ?? ""
    case .cell, .base: places[line.subject.organisation]?.name ?? ""
    }
  }
}
