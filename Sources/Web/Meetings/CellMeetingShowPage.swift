import Basics
import Markup
import Meetings
import Registry

extension Visit {
  /// A meeting: what is next, agenda, what was assigned before, who came, discussion, votes, resolutions, tasks, minutes.
  func cellMeetingShow(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireCellMeeting()
    return try await page(
      place.meeting.title, breadcrumbs: place.trail, styles: ["/styles/rounds.css", "/styles/meetings.css"],
      body: CellMeetingShowPage(visit: self, place: place, rules: try meetingRules, trouble: trouble).html)
  }
}

struct CellMeetingShowPage: Piece {
  var visit: Visit
  var place: CellMeetingPlace
  var rules: MeetingRules
  var trouble: FormTrouble

  var paper: MeetingPaper { place.paper }
  var meeting: Meeting { place.meeting }
  /// It is the day, or past it.
  var isDue: Bool { meeting.heldOn <= visit.today }
  var writesNow: Bool { place.writes && isDue }

  var html: HTML {
    """
    \(PageHeading(meeting.title, kind: paper.organisation.name, lede: lede, actions: actions))
    \(trouble.summary)
    \(next)
    \(Section("Nội dung", id: "noi-dung", body: agenda))
    \(when: !paper.followUps.isEmpty, Section("Việc đã giao", id: "viec", note: "Việc còn mở và việc kết thúc từ kỳ trước, tự lấy từ sổ.", body: followUps).html)
    \(when: isDue || paper.isAttended, Section("Người dự và số tính", id: "nguoi-du", body: AttendancePiece(page: self).html).html)
    \(when: paper.isAttended, held)
    \(when: isDue || !paper.versions.isEmpty, Section("Biên bản", id: "bien-ban", body: MinutesPiece(page: self).html).html)
    \(when: isScored, scoring)
    \(when: place.writes && !paper.isAttended, cancel)
    """
  }

  /// Only what a scale is for, and only once the minutes are closed.
  private var isScored: Bool {
    place.isIssued && !((try? visit.scoreRules.scales(of: meeting))?.isEmpty ?? true)
  }
  private var scoring: HTML {
    guard let scores = try? visit.scoreRules else { return "" }
    return Section("Tự chấm điểm", id: "cham-diem", body: ScorePiece(page: self, rules: scores).html).html
  }

  private var held: HTML {
    """
    \(Section("Thảo luận, kết luận", id: "thao-luan", body: DiscussionPiece(page: self).html))
    \(Section("Biểu quyết", id: "bieu-quyet", body: VotesPiece(page: self).html))
    \(Section("Bỏ phiếu kín", id: "phieu-kin", body: BallotsPiece(page: self).html))
    \(Section("Nghị quyết và phân công", id: "nghi-quyet", body: ResolvedPiece(page: self).html))
    """
  }

  private var lede: HTML {
    var parts: [String] = [meeting.heldOn.vietnamese]
    if !meeting.startsAt.isEmpty { parts.append(meeting.startsAt) }
    if !meeting.place.isEmpty { parts.append(meeting.place) }
    if let chair = place.name(meeting.chair) { parts.append("chủ trì \(chair)") }
    if let clerk = place.name(meeting.clerk) { parts.append("thư ký \(clerk)") }
    return "\(parts.joined(separator: " · "))"
  }

  private var actions: HTML {
    guard !meeting.isCancelled else { return "" }
    let notice: HTML = """
      \(ButtonLink("Giấy mời (Word)", "\(place.path)/giay-moi?dang=docx"))\
      \(ButtonLink("Giấy mời (PDF)", "\(place.path)/giay-moi?dang=pdf", kind: .quiet))
      """
    let minutes: HTML = """
      \(ButtonLink("Biên bản (Word)", "\(place.path)/bien-ban?dang=docx"))\
      \(ButtonLink("Biên bản (PDF)", "\(place.path)/bien-ban?dang=pdf", kind: .quiet))
      """
    return paper.isAttended ? minutes : notice
  }

  // MARK: What is next

  private var next: HTML {
    if meeting.isCancelled {
      return Notice(.info, "Kỳ này đã hoãn: \(meeting.cancelled).").html
    }
    guard place.rights.contains(.recordMeetings) else { return "" }
    func told(_ text: String, _ title: String, _ path: String) -> HTML {
      Notice(.info, "Việc tiếp theo: \(text)", action: Link(title, path)).html
    }
    if !isDue {
      let send = meeting.heldOn.adding(days: -rules.notice.days)
      return told(
        "xem lại nội dung, in giấy mời và gửi trước ngày \(send.vietnamese).",
        "Sửa nội dung, giờ, người chủ trì",
        "\(place.path)/noi-dung")
    }
    if !paper.isAttended { return told("ghi ai có mặt, ai vắng.", "Ghi người dự", "#nguoi-du") }
    if let last = paper.versions.last, last.state == .issued {
      if last.approvedOn == nil, let next = place.next {
        return told(
          "thông qua biên bản ở kỳ sau.", "Mở kỳ sau", "\(place.yearPath)/\(next)#bien-ban")
      }
      return ""
    }
    if paper.items.allSatisfy({ $0.discussion.isEmpty && $0.conclusion.isEmpty }) {
      return told("ghi thảo luận, kết luận từng mục.", "Ghi thảo luận", "#thao-luan")
    }
    return told("ghi biểu quyết, nghị quyết, phân công rồi chốt biên bản.", "Chốt biên bản", "#bien-ban")
  }

  // MARK: Agenda

  private var agenda: HTML {
    let edit: HTML =
      place.writes
      ? "<p>\(ButtonLink("Sửa nội dung, giờ, người chủ trì", "\(place.path)/noi-dung"))</p>" : ""
    return """
      \(Table(
        "Nội dung",
        columns: [.init("TT", .number), .init("Mục"), .init("Người trình bày"), .init("Tài liệu")],
        rows: paper.items.enumerated().map { n, item in
          Table.Row([
            "\(n + 1)", "\(item.title)\(mandate(item))", "\(place.name(item.presenter) ?? "")", "\(item.papers)",
          ])
        },
        header: 1,
        empty: EmptyState("Chưa có nội dung", advice: "Ghi các mục sẽ bàn; việc đã giao tự có.")))
      \(edit)
      """
  }

  private func mandate(_ item: MeetingItem) -> HTML {
    guard let mandate = item.mandate else { return "" }
    return " <a\(href: "/van-ban-giao-viec/\(ID<Meeting>(mandate))/duong-di")>đường đi của văn bản</a>"
  }

  private var followUps: HTML {
    AssignmentTable(
      states: paper.followUps, name: { place.name($0) }, base: "/to-chuc/\(meeting.organisation)/viec-giao",
      caption: "Việc đã giao"
    ).html
  }

  private var cancel: HTML {
    """
    <details class="more"\(when: trouble.isEmpty == false && visit.form.has("ly-do-hoan"), " open")><summary>Hoãn kỳ này</summary>
    \(Form(action: "\(place.path)/hoan", csrf: visit.csrf, body: """
      \(TextField("ly-do-hoan", label: "Vì sao hoãn", value: visit.form["ly-do-hoan"], width: .full, isRequired: true, maximumLength: 300))
      \(Actions("\(Submit("Hoãn kỳ này", kind: .destructive))"))
      """))
    </details>
    """
  }

  func typed(_ field: String, _ otherwise: String = "") -> String {
    visit.form.has(field) ? visit.form[field] : otherwise
  }
  func doubted(_ cite: String, _ certainty: String) -> String {
    VotingRules.doubt(certainty, cite: cite).map { "\(cite) (\($0))." } ?? "\(cite)."
  }
}
