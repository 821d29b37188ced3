import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// What the guidance asks about everybody of one unit: what is missing, for whom; one fact recorded for all at once.
  func unitFactsPage(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireRound()
    let id = place.organisation.organisation
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let rights = try await rights(on: id)
    guard rights.contains(.recordReviews) || rights.contains(.recordGradings) else {
      throw RightsRefusal.lacking(.recordReviews)
    }
    guard place.period.quarter == 0, place.isUnit else { throw RightsRefusal.notFound }
    let (facts, names, state) = try await system.read { session throws in
      let facts = try session.unitFacts(at: id, of: place.round, guidance: place.guidance)
      return (
        facts,
        rights.contains(.viewMembers)
          ? try session.memberNames(
            facts.lines.compactMap(\.subject.member), on: place.seenOn, for: actor, at: now) : [:],
        try session.reviewSubmission(of: id, in: place.round.id)?.state
      )
    }
    let data = method == .post ? form : query
    let entity = ReviewSubject.Entity(rawValue: data["loai"]) ?? .member
    let chosen = facts.asked(entity).first { $0.id.utf8.elementsEqual(data["du-kien"].utf8) }
    return try await page(
      "Dữ kiện xếp loại", breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      styles: ["/styles/rounds.css"],
      body: UnitFactsPage(
        visit: self, place: place, facts: facts, names: names, rights: rights, state: state, entity: entity,
        chosen: chosen, trouble: trouble
      ).html)
  }

  func recordUnitFacts() async throws -> Answer {
    let place = try await requireRound()
    let id = place.organisation.organisation
    let system = system
    return try await attempt {
      guard let entity = ReviewSubject.Entity(rawValue: form["loai"]),
        let fact = place.guidance.pack.facts.first(where: {
          $0.entity == entity.rawValue && $0.id.utf8.elementsEqual(form["du-kien"].utf8)
        })
      else { throw RightsRefusal.notFound }
      let facts = try await system.read {
        try $0.unitFacts(at: id, of: place.round, guidance: place.guidance)
      }
      var values: [ID<ReviewSubject>: String] = [:]
      for line in facts.lines where line.subject.entity == entity && !line.isDecided {
        let known = line.known[fact.id]?.value
        let name = "gt-\(line.subject.id)"
        guard form.has(name) else { continue }
        let typed = factValue(fact, name)
        let value = typed.isEmpty && known == nil ? factValue(fact, "chung") : typed
        if let known, let raw = fact.raw(value), raw == fact.raw(known) { continue }
        guard value != known ?? "" else { continue }
        values[line.subject.id] = value
      }
      guard !values.isEmpty else { throw ReviewRefusal.nothingChanged }
      do {
        try await perform(
          RecordUnitFacts(
            fact.id, values, as: entity, at: id, in: place.round.id, evidence: form["van-ban"],
            guidance: place.guidance, procedures: try roundProcedures))
      } catch ReviewRefusal.notValues(let wrong) {
        var trouble = FormTrouble()
        for one in wrong { trouble.add(one.isProof ? "van-ban" : "", one.message) }
        throw FormTroubles(trouble: trouble)
      }
      return .redirect("\(place.path)/du-kien?\(place.asked)&loai=\(entity.rawValue)", done: .saved)
    } else: {
      try await unitFactsPage($0)
    }
  }

  /// A day is typed as people write it and kept as 2025-12-31.
  private func factValue(_ fact: Rules.Fact, _ name: String) -> String {
    if case .day = fact.kind { return form.day(name)?.description ?? form[name] }
    return form[name]
  }
}

struct UnitFactsPage: Piece {
  var visit: Visit
  var place: RoundPlace
  var facts: UnitFacts
  var names: [ID<Member>: String]
  var rights: RightSet
  var state: RoundSubmission.State?
  var entity: ReviewSubject.Entity
  var chosen: Rules.Fact?
  var trouble: FormTrouble

  private var path: String { "\(place.path)/du-kien?\(place.asked)" }
  private var isOpen: Bool {
    state != .accepted && (state != .sent || rights.contains(.recordGradings))
  }

  var html: HTML {
    """
    \(PageHeading("Dữ kiện xếp loại", kind: place.organisation.name, lede: "\(place.title). Điểm và nhóm lấy từ bản kiểm điểm đã gửi; những gì còn thiếu ghi ở đây, một dữ kiện cho nhiều người một lần, kèm văn bản chứng minh."))
    \(trouble.summary)
    \(when: !isOpen, Notice(.info, "Kết quả của đơn vị \(state?.title ?? ""); dữ kiện không sửa ở đây nữa.").html)
    \(kinds)
    \(chosen.map { Section($0.name, id: "ghi", note: "\($0.question)", body: form($0)).html } ?? "")
    \(Section("Còn thiếu", id: "con-thieu", body: missing))
    \(Section(entity.title, id: "tung-nguoi", body: subjects))
    """
  }

  private var kinds: HTML {
    let kinds = ReviewSubject.Entity.allCases.filter { kind in
      facts.lines.contains { $0.subject.entity == kind }
    }
    guard kinds.count > 1 else { return "" }
    return SectionLinks(
      "Loại", kinds.map { Link($0.title, "\(path)&loai=\($0.rawValue)", isCurrent: $0 == entity) }
    ).html
  }

  private var lines: [UnitFacts.Line] {
    facts.lines.filter { $0.subject.entity == entity }.map {
      ($0, VietnameseText.nameOrder(name($0.subject)))
    }
    .sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
  }

  private func name(_ subject: ReviewSubject) -> String {
    switch subject.entity {
    case .member: subject.member.flatMap { names[$0] } ?? "đảng viên ngoài phạm vi được xem"
    case .collective: place.organisation.collectiveTitle
    case .cell, .base: place.organisation.name
    }
  }

  // MARK: What is missing

  /// Every fact of the kind: for how many it is answered, for how many the rules wait for it now.
  private var missing: HTML {
    let asked = facts.asked(entity).filter { $0.missing == nil }
    let open = lines.filter { !$0.isDecided }
    guard lines.isEmpty || !open.isEmpty else {
      return "<p class=\"nothing\">Không còn thiếu gì: mọi đối tượng loại này đã có quyết định.</p>"
    }
    return Table(
      "Còn thiếu",
      columns: [.init("Dữ kiện"), .init("Đã ghi", .number), .init("Đang cần", .number), .init("")],
      rows: asked.map { fact in
        // Of those it is asked about at all: no day of an offence where there was none.
        let concerned = open.filter { !$0.needless.contains(fact.id) }
        let known = concerned.count { line in !line.unanswered.contains { $0.id == fact.id } }
        let waiting = open.count { line in line.waiting.contains { $0.id == fact.id } }
        return Table.Row(
          [
            "\(fact.name)",
            concerned.isEmpty && !open.isEmpty ? "không phải ghi" : "\(known)/\(concerned.count)",
            waiting == 0 ? "" : "\(waiting)",
            isOpen && known < concerned.count
              ? "<a\(href: "\(path)&loai=\(entity.rawValue)&du-kien=\(fact.id)#ghi")>Ghi cho mọi người</a>"
              : "",
          ], tone: waiting > 0 ? .undecided : .neutral)
      },
      empty: EmptyState("Hướng dẫn không hỏi dữ kiện nào", advice: "Mức do người quyết định.")
    ).html
  }

  private var subjects: HTML {
    Table(
      "Từng đối tượng", columns: [.init("Đối tượng"), .init("Đang cần"), .init("Chưa ghi", .number)],
      rows: lines.map { line in
        let title: HTML
        if let member = line.subject.member, rights.contains(.recordGradings) {
          title =
            "<a\(href: "/dang-vien/\(member)/kiem-diem?nam=\(place.period.year)")>\(name(line.subject))</a>"
        } else {
          title = "\(name(line.subject))"
        }
        let needs: HTML =
          line.isDecided
          ? "<span class=\"nothing\">đã quyết định</span>"
          : line.waiting.isEmpty
            ? "\(Badge("đủ để tính", .done))" : "\(line.waiting.map(\.name).joined(separator: "; "))"
        return Table.Row([title, needs, "\(line.isDecided ? "" : "\(line.unanswered.count)")"])
      },
      empty: EmptyState("Không có ai", advice: "Chọn loại khác, hoặc xem danh sách của đợt.")
    ).html
  }

  // MARK: One fact for many

  private func form(_ fact: Rules.Fact) -> HTML {
    guard isOpen else { return "" }
    let open = lines.filter { !$0.isDecided }
    return Form(
      action: "\(place.path)/du-kien", csrf: visit.csrf, label: fact.name,
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })\(HiddenField("loai", entity.rawValue))\(HiddenField("du-kien", fact.id))
        \(input(fact, "chung", label: "Cho mọi người còn trống", value: visit.form["chung"], hint: "Ai khác thì ghi ở dòng của người ấy."))
        \(TextField("van-ban", label: "Chứng minh bằng", value: visit.form["van-ban"], width: .full, hint: fact.evidence, error: trouble.on("van-ban"), maximumLength: 300))
        <div class="fact-people">\(each: open, { line in
          let field = "gt-\(line.subject.id)"
          return input(fact, field, label: name(line.subject), value: visit.form.has(field) ? visit.form[field] : shown(fact, line.known[fact.id]?.value), hint: line.known[fact.id].map { $0.evidence.isEmpty ? "chưa có văn bản chứng minh" : $0.evidence })
        })</div>
        \(Actions("\(Submit("Ghi"))"))
        """
    ).html
  }

  private func shown(_ fact: Rules.Fact, _ value: String?) -> String {
    guard let value else { return "" }
    if case .day = fact.kind { return Day(iso: value)?.vietnamese ?? value }
    return value
  }

  private func input(_ fact: Rules.Fact, _ field: String, label: String, value: String, hint: String?) -> HTML
  {
    switch fact.kind {
    case .boolean:
      return Select(
        field, label: label, choices: [Choice("1", "Có"), Choice("0", "Không")], selected: value,
        placeholder: "— chưa ghi —", hint: hint
      ).html
    case .choice(let values):
      return Select(
        field, label: label, choices: values.map { Choice($0.id, $0.name) }, selected: value,
        placeholder: "— chưa ghi —", hint: hint
      ).html
    case .day: return DayField(field, label: label, value: value, hint: hint).html
    case .number(_, let isPercent):
      let range = fact.range.map { "từ \(fact.text($0.lowerBound)) đến \(fact.text($0.upperBound))" }
      return TextField(
        field, label: label + (isPercent ? " (%)" : ""), value: value, width: .short,
        hint: [hint, range].compactMap { $0 }.joined(separator: "; "), maximumLength: 20
      ).html
    }
  }
}
