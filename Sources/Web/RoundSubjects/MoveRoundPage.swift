import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// An open round is moved to another version of its guidance only after what would differ has been shown.
  func moveRoundPage(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireRound()
    let round = place.round
    let (system, today) = (system, today)
    let asOf = AsOf(today)
    let superior = try await system.read { try $0.organisationNear(round.superior, asOf: asOf) }
    let data = method == .post ? form : query
    let choices = try guidances.all.filter { other in
      let isOfPeriod = (other.pack.rounds.period == .quarter) == (round.period.quarter != 0)
      return isOfPeriod && other.pack.status != .draft && other.pack.rounds.covers(round.period.year)
        && (other.name != round.pack || other.hash != round.packHash)
    }
    let chosen = choices.first { $0.name.utf8.elementsEqual(data["sang"].utf8) }
    let body: HTML
    if place.organisation.organisation != round.superior {
      body =
        EmptyState(
          "Đợt này do \(superior?.name ?? "cấp trên") mở", advice: "Cấp mở đợt mới chuyển được hướng dẫn.",
          action: ButtonLink("Về đợt kiểm điểm", place.address)
        ).html
    } else if choices.isEmpty {
      body =
        EmptyState(
          "Không có hướng dẫn nào khác cho \(round.period.vietnamese)",
          advice: "Đợt giữ bản đang dùng; có hướng dẫn mới thì chọn ở đây.",
          action: ButtonLink("Về đợt kiểm điểm", place.address)
        ).html
    } else {
      body = """
        \(Section("Chuyển sang", body: choiceForm(place, choices, chosen)))
        \(try await chosen.asyncMap { try await difference(place, $0, trouble) } ?? "")
        """
    }
    let isOther = place.guidance.hash != round.packHash
    return try await page(
      "Chuyển hướng dẫn", breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      styles: ["/styles/guidances.css"],
      body: """
        \(PageHeading("Chuyển đợt sang bản hướng dẫn khác", kind: place.organisation.name, lede: "\(place.title), đang theo \(place.guidance.pack.title). Đợt đang mở giữ bản của nó cho đến khi được chuyển bằng văn bản; kết quả đã quyết định giữ nguyên."))
        \(trouble.summary)
        \(when: isOther, Notice(.warning, "Bản đang cài khác bản lúc mở đợt nên chưa ghi tiếp được.", remedy: "Cài lại bản cũ, hoặc chuyển đợt sang bản đang cài.").html)
        \(body)
        """)
  }

  private func choiceForm(_ place: RoundPlace, _ choices: [Guidance], _ chosen: Guidance?) -> HTML {
    Form(
      asking: "\(place.path)/chuyen", label: "Chọn hướng dẫn",
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })
        \(Select("sang", label: "Hướng dẫn", choices: choices.map { Choice($0.name, $0.pack.title) }, selected: chosen?.name, isRequired: true))
        \(Actions("\(Submit("Xem khác biệt", kind: chosen == nil ? .primary : .secondary))"))
        """
    ).html
  }

  /// What the two decide differently in words, and on the records of this round.
  private func difference(_ place: RoundPlace, _ other: Guidance, _ trouble: FormTrouble) async throws -> HTML
  {
    let round = place.round
    var words: HTML = ""
    if other.name == round.pack {
      words =
        Notice(
          .info, "Cùng một hướng dẫn, bản đã sửa.",
          reason: "Bản lúc mở đợt không còn cài ở đây nên không so được từng điểm."
        ).html
    } else {
      let (made, _) = Comparison.make(place.guidance.pack, other.pack)
      let changes = try found(made).meaning.changes
      words =
        Table(
          "Các điểm khác",
          columns: [.init("Điểm"), .init("Đang dùng"), .init("Sẽ dùng"), .init("Căn cứ")],
          rows: changes.map { change in
            Table.Row([
              "\(change.title)", "\(change.before.isEmpty ? "không có" : change.before)",
              "\(change.after.isEmpty ? "bỏ" : change.after)", "\(change.cite ?? "")",
            ])
          },
          empty: EmptyState("Không có điểm nào khác", advice: "Hai bản quyết định như nhau.")
        ).html
    }
    let moving = Form(
      action: "\(place.path)/chuyen", csrf: csrf, label: "Chuyển đợt",
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })\(HiddenField("sang", other.name))
        \(TextArea("ly-do", label: "Lý do", value: form.paragraphs("ly-do"), rows: 2, isRequired: true, maximumLength: 1_000))
        \(DecisionFields(visit: self, trouble: trouble, legend: "Văn bản cho chuyển"))
        \(Actions("\(Submit("Chuyển đợt sang bản này"))"))
        """)
    return """
      \(Section("Khác ở đâu", id: "khac", body: words))
      \(try await effect(place, other))
      \(Section("Chuyển", id: "chuyen", body: moving.html))
      """
  }

  /// How many would come out differently on what is recorded so far; nothing is written.
  private func effect(_ place: RoundPlace, _ other: Guidance) async throws -> HTML {
    guard place.period.quarter == 0, other.name != place.round.pack else { return "" }
    let told: HTML
    do {
      let snapshot = try await site.snapshots.snapshot(
        of: place.round.scope, year: place.period.year, for: actor, in: system)
      let tried = try snapshot.whatIf(
        place.guidance, other, asked: place.guidance.pack, keepsDecided: true)
      told =
        Table(
          "Trên dữ kiện của đợt",
          columns: [
            .init("Kết luận"), .init("Đối tượng", .number), .init("So được", .number),
            .init("Khác mức", .number),
          ],
          rows: tried.decisions.map { decision in
            Table.Row(
              [
                "\(decision.name)", "\(number: decision.total)", "\(number: decision.comparable)",
                "\(number: decision.moved)",
              ], tone: decision.moved > 0 ? .undecided : .neutral)
          },
          empty: EmptyState("Chưa có gì để so", advice: "Chưa ghi dữ kiện nào.")
        ).html
    } catch let refusal as ReviewRefusal {
      told = Notice(.info, refusal.reason, remedy: refusal.remedy).html
    } catch let refusal as WhatIfRefusal {
      told = Notice(.info, refusal.reason, remedy: refusal.remedy).html
    }
    let path = "/huong-dan-xep-loai/\(other.name)/tac-dong?voi=\(place.round.pack)"
    return Section(
      "Trên dữ kiện của đợt", id: "tac-dong",
      note: "Tính thử từ những gì đã ghi, không ghi gì vào sổ; kết quả đã quyết định giữ nguyên.",
      body: "\(told)<p><a\(href: path)>Xem kỹ hơn</a></p>"
    ).html
  }

  func moveRound() async throws -> Answer {
    let place = try await requireRound()
    return try await attempt {
      let other = try found(try guidances[form["sang"]])
      guard let paper = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
      try await perform(
        MoveRound(place.round.id, to: other, reason: form.paragraphs("ly-do"), decision: paper))
      return .redirect(place.address, done: .saved)
    } else: {
      try await moveRoundPage($0)
    }
  }
}

extension Optional {
  fileprivate func asyncMap<T>(_ transform: (Wrapped) async throws -> T) async rethrows -> T? {
    guard let self else { return nil }
    return try await transform(self)
  }
}
