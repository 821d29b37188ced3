import Basics
import Formats
import Markup
import Meetings
import Registry

extension Visit {
  func moveMinutes() async throws -> Answer {
    let place = try await requireCellMeeting()
    let id = place.meeting.meeting
    return try await attempt {
      switch form["viec-bien-ban"] {
      case "chot": _ = try await perform(IssueMinutes(of: id))
      case "dinh-chinh": try await perform(CorrectMinutes(of: id, reason: form["ly-do-dinh-chinh"]))
      case "thong-qua":
        try await perform(ApproveMinutes(of: try found(form.id("bien-ban-ky")), at: id))
      default: throw RequestRefusal.missing("việc cần làm với biên bản")
      }
      return .redirect("\(place.path)#bien-ban", done: .saved)
    } else: {
      try await cellMeetingShow($0)
    }
  }

  /// The minutes on paper: a closed version as it was closed, or what stands now.
  func printCellMinutes() async throws -> Answer {
    let place = try await requireCellMeeting()
    let id = place.meeting.meeting
    let (system, rules) = (system, try meetingRules)
    let asked =
      query["ban"].isEmpty
      ? place.paper.versions.last.flatMap { $0.state == .issued ? $0.version : nil }
      : query.number("ban") ?? -1
    let told = try await system.read { session throws -> (MeetingPaper, (sequence: Int, hash: String))? in
      guard let paper = try session.meetingPaper(id, rules: rules, version: asked) else { return nil }
      if let entry = paper.version?.entry, let mark = try session.historyMark(upTo: entry) {
        return (paper, mark)
      }
      return (paper, try session.journalHead())
    }
    let (paper, mark) = try found(told)
    let print = MeetingMinutesPrint(
      paper, rules: rules, journal: mark, layout: try self.rules.layout(on: today)?.profile ?? .party,
      mark: opening.mark)
    return try printed(
      print.document, named: "Biên bản \(paper.meeting.heldOn.description), \(paper.organisation.name)")
  }

  func printNotice() async throws -> Answer {
    let place = try await requireCellMeeting()
    let system = system
    let meeting = place.meeting
    let names = try await system.read { session throws in
      try session.printedNames(
        of: try session.summoned(to: meeting).map(\.member), on: meeting.heldOn)
    }
    let ordered = names.values.map { ($0, VietnameseText.nameOrder($0)) }
      .sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
    let print = NoticePrint(
      place.paper, convened: ordered, on: min(today, meeting.heldOn),
      layout: try rules.layout(on: today)?.profile ?? .party, mark: opening.mark)
    return try printed(
      print.document, named: "Giấy mời \(meeting.heldOn.description), \(place.paper.organisation.name)")
  }

  /// The book of minutes or of resolutions of a year.
  func printYearBook() async throws -> Answer {
    let organisation = try await meetingOrganisation()
    guard let kind = YearBook.Kind(rawValue: query["loai"]) else {
      throw ParameterRefusal.invalid("loai", query["loai"], expected: "minutes, resolutions")
    }
    guard let year = query.number("nam"), (1930...2200).contains(year) else {
      throw ParameterRefusal.invalid("nam", query["nam"], expected: "một năm")
    }
    let (system, rules) = (system, try meetingRules)
    let book = try await system.read { session throws in
      try session.yearBook(kind, of: organisation, year: year, rules: rules)
    }
    return try printed(
      book.document(layout: try self.rules.layout(on: today)?.profile ?? .party, mark: opening.mark),
      named: "\(kind == .minutes ? "Sổ biên bản" : "Sổ nghị quyết") \(year), \(organisation.name)")
  }
}

/// Minutes: closed, corrected, approved at a later meeting.
struct MinutesPiece: Piece {
  var page: CellMeetingShowPage
  private var paper: MeetingPaper { page.paper }
  private var path: String { "\(page.place.path)/bien-ban" }

  var html: HTML {
    """
    \(versions)
    \(approvals)
    \(actions)
    """
  }

  private var versions: HTML {
    Table(
      "Các bản", columns: [.init("Bản"), .init("Tình trạng"), .init("Đính chính vì"), .init("In")],
      rows: paper.versions.map { version in
        let state =
          version.state == .correcting
          ? "đang đính chính"
          : "chốt ngày \(version.issuedOn?.vietnamese ?? "")"
            + (version.approvedOn.map { ", thông qua ngày \($0.vietnamese)" } ?? "")
        let print: HTML =
          version.state == .issued
          ? "<a\(href: "\(path)?ban=\(version.version)&dang=docx")>Word</a> · <a\(href: "\(path)?ban=\(version.version)&dang=pdf")>PDF</a>"
          : ""
        return Table.Row(["Bản \(version.version)", "\(state)", "\(version.reason)", print])
      },
      empty: EmptyState(
        "Biên bản chưa chốt",
        advice: "In được ngay từ những gì đã ghi; chốt rồi thì chỉ sửa bằng đính chính, bản cũ vẫn giữ.")
    ).html
  }

  /// Minutes of earlier meetings, to be approved here.
  private var approvals: HTML {
    guard page.writesNow, paper.isAttended else { return "" }
    return "\(each: paper.approvals.filter { !$0.isApproved }, approval)"
  }

  /// What is to be looked at before the paper is signed or approved.
  static func told(_ findings: [Finding]) -> HTML {
    "\(each: findings, { Notice(.warning, $0.message, remedy: $0.remedy).html })"
  }

  private func approval(_ waiting: MeetingPaper.Approval) -> HTML {
    """
    \(Self.told(page.place.waiting[waiting.meeting] ?? []))
    \(Form(action: path, csrf: page.visit.csrf, body: """
      \(HiddenField("viec-bien-ban", "thong-qua"))\(HiddenField("bien-ban-ky", "\(waiting.meeting)"))
      <p>Biên bản \(waiting.title.lowercasedFirst), ngày \(waiting.heldOn.vietnamese), chưa được thông qua. \
      \(Submit("Thông qua ở kỳ này", kind: .secondary))</p>
      """))
    """
  }

  private var actions: HTML {
    guard page.place.rights.contains(.recordMeetings), !page.meeting.isCancelled else { return "" }
    if page.place.isIssued {
      return """
        <details class="more"\(when: page.visit.form.has("ly-do-dinh-chinh"), " open")><summary>Đính chính biên bản</summary>
        \(Form(action: path, csrf: page.visit.csrf, body: """
          \(HiddenField("viec-bien-ban", "dinh-chinh"))
          \(TextField("ly-do-dinh-chinh", label: "Vì sao đính chính", value: page.visit.form["ly-do-dinh-chinh"], width: .full, isRequired: true, maximumLength: 300))
          \(Actions("\(Submit("Mở đính chính", kind: .secondary))"))
          """))
        </details>
        """
    }
    guard paper.isAttended else { return "<p class=\"hint\">Ghi người dự rồi mới chốt được.</p>" }
    let title = paper.versions.isEmpty ? "Chốt biên bản" : "Chốt bản đính chính"
    return """
      \(Self.told(paper.minutesFindings))
      \(Form(action: path, csrf: page.visit.csrf, body: """
        \(HiddenField("viec-bien-ban", "chot"))
        \(Actions("\(Submit(title, confirm: "Chốt rồi chỉ sửa được bằng đính chính kèm lý do. Chốt?"))"))
        """))
      """
  }
}
