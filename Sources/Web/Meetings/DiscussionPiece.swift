import Basics
import Markup
import Meetings
import Registry

extension Visit {
  func writeDiscussion() async throws -> Answer {
    let place = try await requireCellMeeting()
    let items = place.paper.items
    return try await attempt {
      try mattersOnly(DiscussionPiece.fields(items))
      var entries: [ID<MeetingItem>: WriteDiscussion.Entry] = [:]
      for item in items where form.has("thao-luan-\(item.item)") {
        entries[item.item] = .init(
          form.paragraphs("thao-luan-\(item.item)"), conclusion: form.paragraphs("ket-luan-\(item.item)"),
          outcome: MeetingItem.Outcome(rawValue: form["xong-\(item.item)"]) ?? .open,
          seen: form.id("ban-\(item.item)"))
      }
      guard !entries.isEmpty else { throw RequestRefusal.missing("thảo luận") }
      _ = try await perform(WriteDiscussion(entries, at: place.meeting.meeting))
      return .redirect("\(place.path)#thao-luan", done: .saved)
    } else: {
      try await cellMeetingShow($0)
    }
  }
}

/// What was said and concluded, item by item.
struct DiscussionPiece: Piece {
  var page: CellMeetingShowPage

  static func fields(_ items: [MeetingItem]) -> [String] {
    items.flatMap { ["thao-luan-\($0.item)", "ket-luan-\($0.item)"] }
  }

  var html: HTML { page.writesNow ? form : told }

  private var told: HTML {
    let written = page.paper.items.enumerated().filter {
      !$1.discussion.isEmpty || !$1.conclusion.isEmpty || $1.outcome == .carried
    }
    guard !written.isEmpty else { return "<p class=\"nothing\">Chưa ghi gì.</p>" }
    return "\(each: written, { self.item($0.offset, $0.element) })"
  }

  private func item(_ n: Int, _ item: MeetingItem) -> HTML {
    """
    <h3>\(n + 1). \(item.title)</h3>
    \(lines(item.discussion))
    \(when: !item.conclusion.isEmpty, "<p><strong>Kết luận.</strong></p>\(lines(item.conclusion))")
    \(when: item.outcome == .carried, "<p>\(Badge("chuyển kỳ sau", .undecided))</p>")
    """
  }

  private func lines(_ text: String) -> HTML {
    "\(each: text.unicodeScalars.split { $0 == "\n" }, { "<p>\(String(String.UnicodeScalarView($0)))</p>" })"
  }

  private var form: HTML {
    let items = page.paper.items
    return Form(
      action: "\(page.place.path)/thao-luan", csrf: page.visit.csrf, label: "Ghi thảo luận",
      body: """
        <p class="hint">Ghi việc, không ghi số căn cước, số điện thoại; không nêu tên người dân.</p>
        \(each: items.enumerated(), { fields($0.offset, $0.element) })
        \(page.visit.keptNames(Self.fields(items)))
        \(Actions("\(Submit("Ghi thảo luận, kết luận"))"))
        """
    ).html
  }

  private func fields(_ n: Int, _ item: MeetingItem) -> HTML {
    let (said, concluded, outcome) = ("thao-luan-\(item.item)", "ket-luan-\(item.item)", "xong-\(item.item)")
    let form = page.visit.form
    let error = page.trouble.on(said) ?? page.trouble.on(concluded)
    let isWritten = !item.discussion.isEmpty || !item.conclusion.isEmpty
    let isOpen =
      error != nil || form.has(said)
      || !isWritten && n == page.paper.items.firstIndex { $0.discussion.isEmpty && $0.conclusion.isEmpty }
    return """
      <details class="more agenda-item"\(when: isOpen, " open")><summary>\(n + 1). \(item.title)\(when: isWritten, " \(Badge("đã ghi", .done))")</summary>
      \(HiddenField("ban-\(item.item)", "\(item.id)"))
      \(TextArea(said, label: "Ý kiến", value: form.has(said) ? form.paragraphs(said) : item.discussion, rows: 4, error: page.trouble.on(said), maximumLength: 15_000))
      \(TextArea(concluded, label: "Kết luận", value: form.has(concluded) ? form.paragraphs(concluded) : item.conclusion, rows: 2, error: page.trouble.on(concluded), maximumLength: 5_000))
      \(Select(outcome, label: "Còn phải bàn tiếp?", choices: MeetingItem.Outcome.allCases.map { Choice($0.rawValue, $0.title) }, selected: page.typed(outcome, item.outcome.rawValue), placeholder: nil, hint: "“Chuyển kỳ sau” thì mục này tự có ở kỳ sau."))
      </details>
      """
  }
}
