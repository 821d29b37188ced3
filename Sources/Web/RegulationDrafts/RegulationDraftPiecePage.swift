import Basics
import Markup
import Registry
import Regulations

/// What somebody else wrote while a form was open.
struct DraftRival: Sendable {
  var piece: RegulationDraftPiece
  var actor: String
  var at: Moment
}

extension Visit {
  /// One article as a form, with what is told about it beside.
  func regulationDraftPiece(_ trouble: FormTrouble, rival: DraftRival? = nil) async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    let piece = try found(id("muc", RegulationDraftPiece.self).flatMap { place.draft.piece($0) })
    let (beside, reading) = try await draftBeside(place, piece)
    var person = ""
    if let rival { person = try await personName(rival.actor) }
    let facts = try await draftFactsNow(place)
    let body = RegulationDraftPiecePage(
      visit: self, place: place, piece: piece, beside: beside, rival: rival, rivalName: person, facts: facts,
      prompt: try site.regulationFrames(site.content)[place.draft.frame]?.article(piece.origin)?.prompt,
      findings: reading.count, trouble: trouble
    ).html
    var shell = try await shell(
      place.draft.name(of: piece),
      breadcrumbs: regulationDraftTrail(place, Link(place.draft.title, place.path)),
      styles: Self.regulationDraftStyles, body: body)
    shell.scripts = ["/scripts/regulation-draft.js"]
    return .page(shell)
  }

  private func draftFactsNow(_ place: RegulationDraftPlace) async throws -> DraftFacts {
    let (system, day, rules) = (system, today, try draftRules)
    return try await system.read { try $0.draftFacts(of: place.draft.organisation, on: day, rules: rules) }
  }

  /// What stands beside a piece, computed from what is saved.
  func draftBeside(_ place: RegulationDraftPlace, _ piece: RegulationDraftPiece) async throws -> (
    HTML, DraftReading
  ) {
    let reading = try await draftReading(place)
    let others = try await draftLikeOthers(place, reading)
    let (system, day) = (system, today)
    let superior = try await system.read {
      try $0.superiorRegulation(of: place.draft.organisation, on: day)?.organisation.name ?? ""
    }
    let beside = RegulationDraftBeside(
      piece: piece, frame: try site.regulationFrames(site.content)[place.draft.frame]?.article(piece.origin),
      reading: reading, other: others[piece.piece], superior: superior)
    return (beside.html, reading)
  }
}

struct RegulationDraftPiecePage: Piece {
  var visit: Visit
  var place: RegulationDraftPlace
  var piece: RegulationDraftPiece
  var beside: HTML
  var rival: DraftRival?
  var rivalName: String
  var facts: DraftFacts
  var prompt: String?
  var findings: Int
  var trouble: FormTrouble

  private var draft: RegulationDraft { place.draft }
  private var title: String {
    visit.form.has("ten") ? visit.form["ten"] : DraftText.typed(piece.title, numbers: draft.numbers)
  }
  private var text: String {
    visit.form.has("noi-dung")
      ? visit.form.paragraphs("noi-dung") : DraftText.typed(piece.text, numbers: draft.numbers)
  }
  private var back: String { "\(place.path)#\(place.anchor(piece))" }

  var html: HTML {
    """
    \(PageHeading(draft.name(of: piece), kind: draft.title, actions: "\(neighbour(-1))\(neighbour(1))\(ButtonLink("Về dự thảo", back))"))
    \(trouble.summary)
    \(rivalry)
    \(when: !place.mayWrite, Notice(.info, "Dự thảo \(draft.step.state.title): chỉ xem, không ghi được.").html)
    <div class="draft-sheet"><div>\(form)</div>
    <div class="draft-beside" id="ben-canh" data-draft-beside>\(beside)</div></div>
    """
  }

  private func neighbour(_ step: Int) -> HTML {
    guard let here = draft.pieces.firstIndex(where: { $0.piece == piece.piece }),
      draft.pieces.indices.contains(here + step)
    else { return "" }
    let other = draft.pieces[here + step]
    return ButtonLink("\(step < 0 ? "←" : "→") \(draft.name(of: other))", place.path(other), kind: .quiet)
      .html
  }

  private var form: HTML {
    let label = piece.kind == .head ? "Tên quy chế" : piece.kind == .chapter ? "Tên chương" : "Tên điều"
    let rows = piece.kind == .head ? 6 : max(12, min(30, text.utf8.count / 70 + 6))
    let hint =
      piece.kind == .head
      ? "Mỗi dòng một căn cứ."
      : "Mỗi khoản một dòng, bắt đầu bằng 1. 2. 3.; điểm bắt đầu bằng a) b). “Điều 5” của quy chế này tự đổi số khi các điều chuyển chỗ. Chữ trong ‹ › điền từ sổ; gõ đè lên thì thành chữ của mình. Dấu { } ghi thành ( )."
    return Form(
      action: place.path(piece), csrf: visit.csrf, label: draft.name(of: piece),
      body: """
        \(HiddenField("dong", "\(rival?.piece.id ?? piece.id)"))\(HiddenField("so", "\(draft.latest)"))
        <div data-draft-piece="\(place.path(piece))">
        \(TextField("ten", label: label, value: title, width: .full, error: trouble.on("ten"), isRequired: true, maximumLength: RegulationDraftPiece.longestTitle))
        \(when: piece.kind != .chapter, TextArea("noi-dung", label: piece.kind == .head ? "Căn cứ" : "Nội dung", value: text, rows: rows, hint: hint, error: trouble.on("noi-dung"), maximumLength: RegulationDraftPiece.longestText).html)
        </div>
        \(when: place.mayWrite, Actions("\(Submit("Ghi"))\(ButtonLink("Về dự thảo", back, kind: .quiet))<span class=\"draft-status\" role=\"status\" data-draft-status></span>").html)
        \(when: piece.kind != .chapter, places)
        """
    ).html
  }

  /// What can be filled in, with what the register says today.
  private var places: HTML {
    """
    <details class="more"><summary>Chỗ điền từ sổ</summary><dl class="draft-places">
    \(each: DraftFacts.Name.allCases, { "<dt>‹\($0.rawValue)›</dt><dd>\(facts[$0.rawValue] ?? "chưa có trong sổ")</dd>" })</dl></details>
    """
  }

  /// Both texts, where somebody wrote meanwhile.
  private var rivalry: HTML {
    guard let rival else { return "" }
    let numbers = draft.numbers
    let theirs =
      DraftText.typed(rival.piece.title, numbers: numbers) + "\n"
      + DraftText.typed(rival.piece.text, numbers: numbers)
    let mine = title + "\n" + text
    return Section(
      "Có hai bản khác nhau", id: "hai-ban",
      note: "Không bản nào mất. Sửa trong ô cho đúng rồi bấm Ghi; bản trong ô sẽ được giữ.",
      body: """
        <div class="draft-rivals"><div><h3>\(rivalName), \(rival.at.vietnamese)</h3>\(WordDeltaView(old: mine, new: theirs, shows: .new))</div>
        <div><h3>Trong ô dưới đây</h3>\(WordDeltaView(old: theirs, new: mine, shows: .new))</div></div>
        """
    ).html
  }
}

/// Two texts as one: what went out struck through, what came in marked; or only the new one with what came in.
struct WordDeltaView: Piece {
  enum Side: Sendable { case both, new }
  var old: String
  var new: String
  var shows: Side = .both

  var html: HTML {
    let pieces = WordDelta.of(old, new)
    return """
      <div class="draft-delta">\(each: pieces, { piece -> HTML in
        switch piece {
        case .same(let text): "\(text)"
        case .removed(let text): shows == .both ? "<del>\(text)</del>" : ""
        case .added(let text): "<ins>\(text)</ins>"
        }
      })</div>
      """
  }
}
