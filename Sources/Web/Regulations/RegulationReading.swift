import Basics
import Markup
import Registry
import Regulations
import TextReuse

/// A regulation with what was found on it, as far as the visitor may see that.
struct RegulationReading: Sendable {
  var place: RegulationPlace
  var outline: Outline
  /// Those the visitor may see.
  var findings: [FitFinding]
  var notes: [(note: RegulationNote, actor: String, at: Moment)]
  /// Names of who wrote the notes.
  var people: [String: String]
  /// The owner looks first until this day; nil for the owner, and where everything is to be seen.
  var hiddenUntil: Day?
  /// For the owner: until when the superiors see only what is answered; nil where they see everything.
  var looksUntil: Day?
  var superior: RegulationPlaceOfSuperior?

  /// Passages set aside between this regulation and another.
  func asides(with other: ID<WorkingRegulation>) -> [String: PassageAside] {
    var asides: [String: PassageAside] = [:]
    for (note, actor, at) in notes where note.kind == .aside && note.other == other {
      asides[note.about] = PassageAside(reason: note.text, person: people[actor] ?? "", day: at.day)
    }
    return asides
  }
}

/// The regulation of the organisation above, as it was in force when the lower one took effect.
struct RegulationPlaceOfSuperior: Sendable {
  var regulation: WorkingRegulation
  var organisation: OrganisationState
  var number: String
}

extension Visit {
  var fitRules: FitRules { get throws { try site.fitRules(site.content) } }
  var reuseTools: ReuseTools { get throws { try site.reuseTools(site.content) } }

  /// With the mandated passages that hold for a regulation of an organisation that takes effect on a day.
  func reuseTools(for organisation: ID<Organisation>, on day: Day) async throws -> ReuseTools {
    let recorded = try await system.read {
      try $0.mandatedPassages(over: organisation, asOf: AsOf(day))
    }
    return try reuseTools.on(day, with: recorded)
  }

  func regulationReading(_ place: RegulationPlace) async throws -> RegulationReading? {
    guard let outline = try await outline(of: place.regulation) else { return nil }
    let (system, rules, fitRules) = (system, try regulationRules, try fitRules)
    let (now, id) = (system.now, place.regulation.regulation)
    let (facts, notes, people, sight, superior) = try await system.read { session throws in
      let notes = try session.regulationNotes(on: id)
      return (
        try session.fitFacts(of: place.regulation, document: place.document), notes,
        try session.personNames(ofActors: notes.map(\.actor)),
        try session.findingSight(on: id, rules: rules, at: now),
        try session.superiorRegulation(of: place.regulation)
      )
    }
    var all: [FitFinding] = []
    if let facts {
      all = try await site.regulationDesk.findings(
        outline, facts, hash: place.regulation.fileHash, rules: fitRules)
    }
    let open = sight.settled(all)
    return RegulationReading(
      place: place, outline: outline, findings: place.isOwner ? all : all.filter { open.shows($0) },
      notes: notes, people: people, hiddenUntil: place.isOwner ? nil : open.looksUntil,
      looksUntil: open.looksUntil,
      superior: superior.map {
        .init(regulation: $0.regulation, organisation: $0.organisation, number: $0.number)
      })
  }
}

/// What was found on a regulation: place, sentence, what the register says, what to do; the owner's answer below.
struct FitFindingsView: Piece {
  var visit: Visit
  var reading: RegulationReading
  var trouble: FormTrouble

  var html: HTML {
    let notice = reading.hiddenUntil.map { day in
      Notice(
        .info, "Nơi ban hành đang xem các điểm cần xem trước.",
        reason:
          "Cấp trên xem được điểm nào nơi ban hành đã trả lời; tất cả thì từ ngày \(day.vietnamese), hoặc sớm hơn khi nơi ban hành xem xong."
      ).html
    }
    if let notice, reading.findings.isEmpty { return notice }
    if reading.findings.isEmpty, reading.looksUntil == nil {
      return EmptyState(
        "Không thấy điểm nào cần xem",
        advice: "Đã đối chiếu với sổ ngày quy chế có hiệu lực và các quy tắc trong danh mục."
      ).html
    }
    return """
      \(notice ?? looking)
      \(when: reading.findings.isEmpty, "<p>Không thấy điểm nào cần xem.</p>")
      <ol class="fit-findings">\(each: reading.findings, item)</ol>
      """
  }

  /// For the owner, who looks first: until when, and how to be done sooner.
  private var looking: HTML {
    guard reading.place.isOwner, let day = reading.looksUntil else { return "" }
    let button: HTML =
      reading.place.rights.contains(.recordRegulations)
      ? Form(
        action: "\(reading.place.path)/xem-xong", csrf: visit.csrf,
        body: Submit("Đã xem xong", kind: .secondary).html
      ).html : ""
    return """
      \(Notice(.info, "Chỉ tổ chức này thấy những điểm dưới đây, đến ngày \(day.vietnamese).", reason: "Cấp trên thấy ngay điểm nào đã trả lời; thấy tất cả, cùng kết quả đối chiếu nội dung, khi mọi điểm đã trả lời hoặc khi bấm “Đã xem xong”."))
      \(button)
      """
  }

  private func item(_ finding: FitFinding) -> HTML {
    let answer = reading.notes.last { $0.note.kind == .answer && $0.note.about == finding.key }
    let canAnswer = reading.place.isOwner && reading.place.rights.contains(.recordRegulations)
    let sentence: HTML =
      finding.sentence.isEmpty
      ? "" : "<blockquote>\(finding.before)<mark>\(finding.marked)</mark>\(finding.after)</blockquote>"
    let said = answer.map { answer -> HTML in
      "<p>\(Badge(answer.note.standing?.title ?? "đã trả lời", .done)) \(answer.note.text) <span class=\"says\">(\([reading.people[answer.actor] ?? "", answer.at.day.vietnamese].filter { !$0.isEmpty }.joined(separator: ", ")))</span></p>"
    }
    return """
      <li id="\(Self.anchor(finding))"><h3>\(finding.title)</h3>
      <p class="says">\(finding.matter.title) · \(finding.place)\(when: finding.severity == .notice, " · để hỏi, chưa chắc là sai")</p>
      \(sentence)
      <p>\(finding.says)</p>
      <p class="remedy"><strong>Cách xử lý:</strong> \(finding.remedy)</p>
      <p class="says">Nguồn: \(finding.source) (độ chắc chắn \(finding.certainty)).</p>
      \(said)\(when: canAnswer, form(finding, isAnswered: answer != nil))</li>
      """
  }

  private func form(_ finding: FitFinding, isAnswered: Bool) -> HTML {
    let isThis = visit.form["diem"] == finding.key
    let body: HTML = """
      \(HiddenField("diem", finding.key))
      \(Select("y-kien-\(Self.anchor(finding))", label: "Ý kiến", choices: RegulationNote.Standing.allCases.map { Choice($0.rawValue, $0.title) }))
      \(TextField("loi-\(Self.anchor(finding))", label: "Giải thích", value: isThis ? visit.form["loi-\(Self.anchor(finding))"] : "", width: .full, error: isThis ? trouble.on("") : nil, maximumLength: RegulationNote.longestText))
      \(Actions("\(Submit("Trả lời", kind: .secondary))"))
      """
    return """
      <details class="more"\(when: isThis, " open")><summary>\(isAnswered ? "Trả lời lại" : "Trả lời")</summary>
      \(Form(action: "\(reading.place.path)/tra-loi", csrf: visit.csrf, body: body))</details>
      """
  }

  /// Letters, digits and hyphens only, the same for the same finding.
  static func anchor(_ finding: FitFinding) -> String {
    "diem-" + Fingerprint.sha256(finding.key).prefix(10)
  }
}

extension Visit {
  func answerFinding() async throws -> Answer {
    let place = try await regulationPlace()
    return try await attempt {
      guard place.isOwner else { throw RegulationRefusal.notOwner }
      guard let reading = try await regulationReading(place),
        let finding = reading.findings.first(where: { $0.key == form["diem"] })
      else { throw RegulationRefusal.unknownFinding }
      let anchor = FitFindingsView.anchor(finding)
      guard let standing = RegulationNote.Standing(rawValue: form["y-kien-\(anchor)"]) else {
        throw RegulationRefusal.unknownFinding
      }
      try await perform(
        AnswerFinding(
          place.regulation.regulation, finding: finding.key, standing: standing,
          text: form.paragraphs("loi-\(anchor)")))
      return .redirect("\(place.path)#\(anchor)", done: .answered)
    } else: {
      try await regulationShow($0)
    }
  }
}

extension Visit {
  /// The owner has looked at everything: the superiors may see it.
  func finishLooking() async throws -> Answer {
    let place = try await regulationPlace()
    return try await attempt {
      try await perform(FinishLooking(place.regulation.regulation))
      return .redirect("\(place.path)#can-xem", done: .saved)
    } else: {
      try await regulationShow($0)
    }
  }
}
