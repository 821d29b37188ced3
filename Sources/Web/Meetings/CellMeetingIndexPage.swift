import Basics
import Markup
import Meetings
import Registry

extension Visit {
  /// A year of meetings: what was planned, what was held, where the rhythm was missed; another one prepared in two minutes.
  func cellMeetingIndex(_ trouble: FormTrouble) async throws -> Answer {
    let (system, today, actor, rules) = (system, today, actor, try meetingRules)
    let organisation = try await meetingOrganisation()
    let id = organisation.organisation
    let asked = query.number("nam") ?? form.number("nam")
    let year = asked.flatMap { (1930...2200).contains($0) ? $0 : nil } ?? today.year
    let now = system.now
    let picture = try await system.read { session throws in
      let last = try session.meetingBefore(.endOfTime, of: id, kind: .regular)
      return CellYearPicture(
        organisation: organisation, rights: try session.rights(of: actor, on: id, at: now),
        year: try session.meetingYear(year, of: organisation, rules: rules, today: today),
        years: try session.meetingYears(of: id), last: last,
        resolutions: try session.resolutions(of: id, in: Period(year: year)).count)
    }
    return try await page(
      "Sinh hoạt \(year)",
      breadcrumbs: [Link(organisation.name, "/to-chuc/\(id)")], styles: ["/styles/meetings.css"],
      body: CellMeetingIndexPage(visit: self, picture: picture, rules: rules, trouble: trouble).html)
  }

  func prepareMeeting() async throws -> Answer {
    let organisation = try await meetingOrganisation()
    return try await attempt {
      guard let kind = Meeting.Kind(rawValue: form["loai"]) else {
        var trouble = FormTrouble()
        trouble.add("loai", "Chọn loại sinh hoạt.")
        throw FormTroubles(trouble: trouble)
      }
      let meeting = try await perform(
        PrepareMeeting(
          kind, of: organisation.organisation, on: try day(in: "ngay-hop", "ngày họp"), at: form["gio"],
          place: form["noi"], topic: form["chu-de"], rules: try meetingRules))
      return .redirect(
        "/to-chuc/\(organisation.organisation)/sinh-hoat/\(meeting)", done: .meetingPrepared)
    } else: {
      try await cellMeetingIndex($0)
    }
  }
}

struct CellYearPicture: Sendable {
  var organisation: OrganisationState
  var rights: RightSet
  var year: MeetingYear
  var years: [Int]
  var last: Meeting?
  var resolutions: Int
}

struct CellMeetingIndexPage: Piece {
  var visit: Visit
  var picture: CellYearPicture
  var rules: MeetingRules
  var trouble: FormTrouble

  private var path: String { "/to-chuc/\(picture.organisation.organisation)/sinh-hoat" }
  private var year: Int { picture.year.year }
  private var writes: Bool { picture.rights.contains(.recordMeetings) }

  var html: HTML {
    """
    \(PageHeading("Sinh hoạt năm \(year)", kind: picture.organisation.name, lede: lede, actions: actions))
    \(trouble.summary)
    \(years)
    \(gaps)
    \(Section("Các kỳ", id: "cac-ky", body: list))
    \(when: writes, Section("Chuẩn bị một kỳ", id: "chuan-bi", note: "Khung nội dung lấy từ kỳ trước cùng loại; việc còn mở và vấn đề chuyển kỳ tự có.", body: prepare).html)
    \(Section("In cả năm", id: "so", note: "Một tài liệu có mục lục, để ký và đóng quyển.", body: books))
    """
  }

  private var lede: HTML {
    let held = picture.year.lines.count { $0.isHeld }
    return "Đã họp \(held) kỳ; \(picture.resolutions) nghị quyết."
  }

  private var actions: HTML {
    """
    \(ButtonLink("Kế hoạch năm", "\(path)/ke-hoach?nam=\(year)"))\
    \(ButtonLink("Nghị quyết", "/to-chuc/\(picture.organisation.organisation)/nghi-quyet?nam=\(year)"))\
    \(ButtonLink("Chấm điểm", "/to-chuc/\(picture.organisation.organisation)/cham-diem?nam=\(year)"))\
    \(ButtonLink("Việc giao", "/to-chuc/\(picture.organisation.organisation)/viec-giao"))
    """
  }

  private var years: HTML {
    let shown = Set(picture.years + [year, visit.today.year]).sorted(by: >)
    guard shown.count > 1 else { return "" }
    return SectionLinks(
      "Các năm", shown.prefix(20).map { Link("\($0)", "\(path)?nam=\($0)", isCurrent: $0 == year) }
    ).html
  }

  private var gaps: HTML {
    guard !picture.year.gaps.isEmpty else { return "" }
    let kinds = Dictionary(grouping: picture.year.gaps, by: \.rhythm)
    return "\(each: kinds.keys.sorted(), { gap($0, kinds[$0] ?? []) })"
  }

  private func gap(_ rhythm: String, _ gaps: [MeetingYear.Gap]) -> HTML {
    guard let first = gaps.first else { return "" }
    let doubt = VotingRules.doubt(first.certainty, cite: first.cite).map { " (\($0))" } ?? ""
    return Notice(
      .warning, "\(rhythm): chưa có \(gaps.map(\.span).joined(separator: ", ")).",
      reason: "\(first.cite)\(doubt).",
      remedy: "Nếu đã họp mà chưa ghi thì chuẩn bị kỳ ấy với đúng ngày rồi ghi."
    ).html
  }

  private var list: HTML {
    Table(
      "Các kỳ sinh hoạt năm \(year)",
      columns: [
        .init("Ngày", .day), .init("Kỳ"), .init("Dự", .number), .init("Tình trạng"),
      ],
      rows: picture.year.lines.map(row),
      header: 1,
      empty: EmptyState(
        "Năm \(year) chưa có kỳ nào",
        advice: writes
          ? "Lập kế hoạch năm một lần, rồi chuẩn bị từng kỳ ở dưới." : "Các kỳ hiện ở đây khi chi bộ đã ghi.",
        action: writes ? ButtonLink("Lập kế hoạch năm", "\(path)/ke-hoach?nam=\(year)", kind: .primary) : nil)
    ).html
  }

  private func row(_ line: MeetingYear.Line) -> Table.Row {
    guard let meeting = line.meeting else {
      let planned = line.planned
      let topic = planned?.topic ?? ""
      let isPast = line.day < visit.today
      return Table.Row([
        "\(line.day.vietnamese)",
        "\(planned?.kind.title ?? "")\(when: !topic.isEmpty, ": \(topic)")",
        "",
        isPast ? "\(Badge("kế hoạch, chưa ghi", .undecided))" : "<span class=\"hint\">theo kế hoạch</span>",
      ])
    }
    let state: HTML =
      if meeting.isCancelled {
        "\(Badge("đã hoãn", .neutral)) \(meeting.cancelled)"
      } else if let minutes = line
        .minutes
      {
        minutes.state == .correcting
          ? "\(Badge("đang đính chính", .undecided))"
          : minutes.approvedOn == nil
            ? "đã chốt biên bản" : "\(Badge("biên bản đã thông qua", .done))"
      } else if line.isHeld { "\(Badge("chưa chốt biên bản", .undecided))" } else {
        meeting.heldOn < visit.today
          ? "\(Badge("chưa ghi người dự", .attention))"
          : "<span class=\"hint\">đã chuẩn bị, \(line.items) mục</span>"
      }
    return Table.Row([
      "\(meeting.heldOn.vietnamese)", "<a\(href: "\(path)/\(meeting.meeting)")>\(meeting.title)</a>",
      line.isHeld ? "\(line.present)/\(line.convened)" : "", state,
    ])
  }

  // MARK: Preparing

  private var prepare: HTML {
    let kinds = Meeting.Kind.all(of: picture.organisation.kind)
    let form = visit.form
    func typed(_ field: String, _ otherwise: String) -> String {
      form.has(field) ? form[field] : otherwise
    }
    // The next day of the plan for which nothing is prepared.
    let planned = picture.year.lines.first { $0.meeting == nil && $0.day >= visit.today }?.planned
    return Form(
      action: path, csrf: visit.csrf, label: "Chuẩn bị một kỳ",
      body: """
        \(HiddenField("nam", "\(year)"))
        \(RadioGroup("loai", label: "Loại", choices: kinds.map { Choice($0.rawValue, $0.title) }, selected: typed("loai", (planned?.kind ?? kinds.first)?.rawValue ?? ""), error: trouble.on("loai")))
        \(DayField("ngay-hop", label: "Ngày họp", value: typed("ngay-hop", planned?.plannedOn.vietnamese ?? ""), error: trouble.on("ngay-hop"), isRequired: true))
        \(TextField("gio", label: "Giờ", value: typed("gio", picture.last?.startsAt ?? ""), width: .short, hint: "Ví dụ 19:00", maximumLength: 5))
        \(TextField("noi", label: "Nơi họp", value: typed("noi", picture.last?.place ?? ""), maximumLength: 200))
        \(TextField("chu-de", label: "Chuyên đề (nếu có)", value: typed("chu-de", planned?.topic ?? ""), width: .full, maximumLength: 300))
        \(Actions("\(Submit("Chuẩn bị từ kỳ trước"))"))
        """
    ).html
  }

  private var books: HTML {
    guard !picture.year.lines.isEmpty else { return "<p class=\"nothing\">Chưa có gì để in.</p>" }
    return """
      <p class="button-row">\
      \(ButtonLink("Sổ biên bản (PDF)", "\(path)/so?loai=minutes&nam=\(year)&dang=pdf"))\
      \(ButtonLink("Sổ biên bản (Word)", "\(path)/so?loai=minutes&nam=\(year)&dang=docx", kind: .quiet))\
      \(ButtonLink("Sổ nghị quyết (PDF)", "\(path)/so?loai=resolutions&nam=\(year)&dang=pdf"))\
      \(ButtonLink("Sổ nghị quyết (Word)", "\(path)/so?loai=resolutions&nam=\(year)&dang=docx", kind: .quiet))</p>
      """
  }
}
