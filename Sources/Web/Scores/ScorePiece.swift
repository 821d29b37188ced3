import Basics
import Markup
import Meetings
import Registry

/// How a cell scored its own meeting: the result, and the form while none was written or one is to be mended.
struct ScorePiece: Piece {
  var page: CellMeetingShowPage
  var rules: ScoreRules

  private var visit: Visit { page.visit }
  private var score: MeetingScore? { page.place.score }
  private var scales: [ScoreRules.Scale] { rules.scales(of: page.meeting) }
  private var path: String { "\(page.place.path)/cham-diem" }

  var html: HTML {
    """
    \(score.map(told) ?? "<p class=\"nothing\">Chưa chấm điểm kỳ này.</p>")
    \(when: page.place.rights.contains(.recordMeetings), writing)
    """
  }

  private func told(_ score: MeetingScore) -> HTML {
    let scale = rules.scale(score.scale)
    let note: HTML = score.note.isEmpty ? "" : "<p>\(score.note)</p>"
    let lines = scale?.criteria ?? []
    return """
      <p><strong>\(score.band)</strong>: \(score.total)/\(scale?.most ?? score.total) điểm, chấm ngày \(score.scoredOn.vietnamese).</p>
      \(note)
      \(when: !lines.isEmpty, points(score, lines).html)
      """
  }

  private func points(_ score: MeetingScore, _ lines: [ScoreRules.Criterion]) -> Table {
    Table(
      "Điểm từng mục", columns: [.init("Mục"), .init("Điểm", .number), .init("Tối đa", .number)],
      rows: lines.map { Table.Row(["\($0.name)", "\(score.points[$0.id] ?? 0)", "\($0.most)"]) })
  }

  private var writing: HTML { "\(each: scales, form)" }

  private func form(_ scale: ScoreRules.Scale) -> HTML {
    let doubt = VotingRules.doubt(scale.certainty, cite: scale.cite).map { " (\($0))" } ?? ""
    let isTyped = visit.form.has("thang") && visit.form["thang"] == scale.id
    let bands = scale.bands.map { band in
      "\(band.name) từ \(band.from)\(band.needsFull ?? false ? " (mục có dấu * đủ điểm)" : "")"
    }.joined(separator: "; ")
    let isOpen = isTyped || score == nil && scales.count == 1
    return """
      <details class="more"\(when: isOpen, " open")><summary>\(score == nil ? "Chấm điểm" : "Chấm lại"): \(scale.name)</summary>
      <p class="hint">\(scale.cite)\(doubt). Mức: \(bands). \(scale.bandsCite).</p>
      \(Form(action: path, csrf: visit.csrf, label: "Chấm điểm", body: """
        \(HiddenField("thang", scale.id))
        \(each: scale.criteria, { field($0, isTyped) })
        \(TextField("ghi-chu-diem", label: "Ghi chú", value: isTyped ? visit.form["ghi-chu-diem"] : score?.note ?? "", width: .full, maximumLength: 300))
        \(Actions("\(Submit("Ghi điểm"))"))
        """))
      </details>
      """
  }

  private func field(_ criterion: ScoreRules.Criterion, _ isTyped: Bool) -> HTML {
    let name = "diem-\(criterion.id)"
    let kept = score?.points[criterion.id].map(String.init) ?? ""
    let star = criterion.full ?? false ? " *" : ""
    return TextField(
      name, label: "\(criterion.name)\(star) (tối đa \(criterion.most))",
      value: isTyped ? visit.form[name] : kept, kind: .number, width: .short, error: page.trouble.on(name),
      isRequired: true, maximumLength: 4
    ).html
  }
}
