import Basics
import Markup
import Registry
import Regulations
import TextReuse

/// A regulation with what was found on it, as far as the visitor may see that.
struct RegulationReading: Sendable {
  var place: RegulationPlace
  var outline: Outline
  var findings: [FitFinding]
  var notes: [(note: RegulationNote, actor: String, at: Moment)]
  /// From when on superiors see the findings though nobody has answered; nil where they are seen.
  var hiddenUntil: Day?
  var superior: RegulationPlaceOfSuperior?
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

  func regulationReading(_ place: RegulationPlace) async throws -> RegulationReading? {
    guard let outline = try await outline(of: place.regulation) else { return nil }
    let (system, rules, fitRules) = (system, try regulationRules, try fitRules)
    let (now, id) = (system.now, place.regulation.regulation)
    return try await system.read { session throws in
      let facts = try session.fitFacts(of: place.regulation, document: place.document)
      var hiddenUntil: Day?
      if !place.isOwner, try !session.isFindingOpen(on: id, rules: rules, at: now) {
        hiddenUntil = (try session.recordedAt(id)?.day ?? now.day).adding(days: rules.replyDays)
      }
      return RegulationReading(
        place: place, outline: outline,
        findings: hiddenUntil == nil
          ? facts.map { FitCheck.findings(outline, $0, rules: fitRules) } ?? [] : [],
        notes: try session.regulationNotes(on: id), hiddenUntil: hiddenUntil,
        superior: try session.superiorRegulation(of: place.regulation).map {
          .init(regulation: $0.regulation, organisation: $0.organisation, number: $0.number)
        })
    }
  }
}

/// What was found on a regulation: place, sentence, what the register says, what to do; the owner's answer below.
struct FitFindingsView: Piece {
  var visit: Visit
  var reading: RegulationReading
  var trouble: FormTrouble

  var html: HTML {
    if let day = reading.hiddenUntil {
      return Notice(
        .info, "Nơi ban hành đang xem các điểm cần xem trước.",
        reason: "Cấp trên xem được từ ngày \(day.vietnamese), hoặc sớm hơn khi nơi ban hành đã trả lời."
      ).html
    }
    if reading.findings.isEmpty {
      return EmptyState(
        "Không thấy điểm nào cần xem",
        advice: "Đã đối chiếu với sổ ngày quy chế có hiệu lực và các quy tắc trong danh mục."
      ).html
    }
    return """
      <ol class="fit-findings">\(each: reading.findings, item)</ol>
      """
  }

  private func item(_ finding: FitFinding) -> HTML {
    let answer = reading.notes.last { $0.note.kind == .answer && $0.note.about == finding.key }
    let canAnswer = reading.place.isOwner && reading.place.rights.contains(.recordRegulations)
    let sentence: HTML =
      finding.sentence.isEmpty
      ? "" : "<blockquote>\(finding.before)<mark>\(finding.marked)</mark>\(finding.after)</blockquote>"
    let said = answer.map { answer -> HTML in
      "<p>\(Badge(answer.note.standing?.title ?? "đã trả lời", .done)) \(answer.note.text) <span class=\"says\">(\(answer.at.day.vietnamese))</span></p>"
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
      \(TextField("loi-\(Self.anchor(finding))", label: "Giải thích", value: isThis ? visit.form["loi-\(Self.anchor(finding))"] : "", width: .full, error: isThis ? trouble.on("") : nil, maximumLength: 600))
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
