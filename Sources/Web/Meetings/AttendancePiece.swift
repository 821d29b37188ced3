import Basics
import Markup
import Meetings
import Registry

extension Visit {
  func takeAttendance() async throws -> Answer {
    let place = try await requireCellMeeting()
    return try await attempt {
      var entries: [ID<Member>: TakeAttendance.Entry] = [:]
      for person in place.people {
        guard let presence = Presence(rawValue: form["du-\(person)"]) else { continue }
        entries[person] = .init(
          presence, reason: form["ly-do-\(person)"], left: form.id("ve-truoc-\(person)"))
      }
      guard !entries.isEmpty else { throw RequestRefusal.missing("người dự") }
      _ = try await perform(TakeAttendance(entries, at: place.meeting.meeting))
      return .redirect("\(place.path)#nguoi-du", done: .saved)
    } else: {
      try await cellMeetingShow($0)
    }
  }
}

/// Who came: present, absent with or without reason; the number decisions are counted of, told at once.
struct AttendancePiece: Piece {
  var page: CellMeetingShowPage

  private var place: CellMeetingPlace { page.place }
  private var paper: MeetingPaper { page.paper }

  var html: HTML {
    """
    \(when: paper.isAttended, numbers)
    \(page.writesNow ? form : list)
    """
  }

  private var numbers: HTML {
    let (base, quorum) = (paper.base, page.rules.voting.quorum)
    return """
      <p>\(base.baseSentence(isAttended: true))</p>
      \(Notice(base.hasQuorum ? .info : .warning, base.quorumSentence(quorum), reason: page.doubted(quorum.cite, quorum.certainty)))
      \(lost)
      """
  }

  /// From which item on too few were left.
  private var lost: HTML {
    guard paper.base.hasQuorum,
      let item = paper.items.first(where: {
        !paper.base(during: $0.item, rules: page.rules.voting).hasQuorum
      })
    else { return "" }
    let base = paper.base(during: item.item, rules: page.rules.voting)
    return Notice(
      .warning,
      "Từ mục “\(item.title)” chỉ còn \(base.present) người, thiếu \(base.quorumNeeded - base.present).",
      reason: "Biểu quyết từ mục ấy ghi kèm điều này, trên trang và trong biên bản."
    ).html
  }

  private func row(_ member: ID<Member>) -> (Attendance?, Summoned?) {
    (
      place.attendance.first { $0.member == member }, place.convened.first { $0.member == member }
    )
  }

  private func notes(_ member: ID<Member>) -> HTML {
    let (kept, called) = row(member)
    var notes: [String] = []
    if (kept?.standing ?? called?.standing) == .probationary { notes.append("dự bị, không biểu quyết") }
    if kept?.isAway ?? called?.isAway ?? false { notes.append("đang sinh hoạt tạm thời nơi khác") }
    if kept?.isExempt ?? called?.isExempt ?? false { notes.append("được miễn sinh hoạt") }
    return notes.isEmpty ? "" : " <span class=\"hint\">\(notes.joined(separator: "; "))</span>"
  }

  /// For whoever only reads: nothing of the reasons.
  private var list: HTML {
    Table(
      "Người được triệu tập", columns: [.init("Đảng viên"), .init("Dự họp")],
      rows: place.people.compactMap { member in
        guard let kept = row(member).0 else { return nil }
        let left = kept.left.flatMap { id in paper.items.first { $0.item == id } }
        let early = left.map { ", về trước mục “\($0.title)”" } ?? ""
        let reason = kept.reason.isEmpty ? "" : ": \(kept.reason)"
        return Table.Row(
          ["\(place.name(member) ?? "")\(notes(member))", "\(kept.presence.title)\(early)\(reason)"],
          tone: kept.presence == .present ? .neutral : .undecided)
      },
      empty: EmptyState("Chưa ghi người dự", advice: "Danh sách hiện ở đây sau khi thư ký ghi.")
    ).html
  }

  private var form: HTML {
    let items = paper.items.enumerated().map { Choice("\($1.item)", "mục \($0 + 1)") }
    let hint: HTML =
      paper.isAttended
      ? "" : "<p class=\"hint\">Mọi người được chọn sẵn là có mặt; sửa những ai vắng rồi ghi.</p>"
    let table = Table(
      "Người được triệu tập",
      columns: [.init("Đảng viên"), .init("Dự họp"), .init("Lý do vắng"), .init("Về trước")],
      rows: place.people.map { member in
        let kept = row(member).0
        return Table.Row([
          "\(place.name(member) ?? "")\(notes(member))", choices(member, kept),
          bare("ly-do-\(member)", "Lý do vắng của \(place.name(member) ?? "")", kept?.reason ?? ""),
          paper.isAttended ? early(member, kept, items) : "",
        ])
      },
      empty: EmptyState(
        "Không có ai để triệu tập", advice: "Ngày họp chưa có đảng viên nào sinh hoạt ở đây."))
    guard !place.people.isEmpty else { return table.html }
    return Form(
      action: "\(place.path)/nguoi-du", csrf: page.visit.csrf, label: "Ghi người dự",
      body: """
        \(hint)\(table)
        <p class="hint">Lý do vắng chỉ người ghi sổ xem được; biên bản chỉ in “có lý do”.</p>
        \(Actions("\(Submit("Ghi người dự", kind: paper.isAttended ? .secondary : .primary))"))
        """
    ).html
  }

  private func choices(_ member: ID<Member>, _ kept: Attendance?) -> HTML {
    let name = "du-\(member)"
    let called = row(member).1
    let begun: Presence = kept?.presence ?? (called?.isAway == true ? .excused : .present)
    let chosen = Presence(rawValue: page.typed(name)) ?? begun
    return """
      <select name="\(name)" aria-label="\(place.name(member) ?? "") dự họp">\
      \(each: Presence.allCases, { presence in
        "<option value=\"\(presence.rawValue)\"\(when: presence == chosen, " selected")>\(presence.title)</option>"
      })</select>
      """
  }

  private func bare(_ name: String, _ label: String, _ value: String) -> HTML {
    """
    <input type="text" class="reason" name="\(name)" id="\(name)" aria-label="\(label)" maxlength="200" \
    value="\(page.typed(name, value))" autocomplete="off">
    """
  }

  private func early(_ member: ID<Member>, _ kept: Attendance?, _ items: [Choice]) -> HTML {
    let name = "ve-truoc-\(member)"
    let chosen = page.typed(name, kept?.left.map { "\($0)" } ?? "")
    return """
      <select name="\(name)" aria-label="\(place.name(member) ?? "") về trước mục nào">\
      <option value="">dự hết</option>\
      \(each: items, { "<option value=\"\($0.value)\"\(when: $0.value.utf8.elementsEqual(chosen.utf8), " selected")>về trước \($0.title)</option>" })\
      </select>
      """
  }
}
