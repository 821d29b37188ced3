import Basics
import Markup
import Registry
import Reviews

extension Visit {
  /// The meetings of an organisation in a round; a new one; papers to print beforehand.
  func meetingIndex(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireRound()
    let id = place.organisation.organisation
    let (system, today) = (system, today)
    let rights = try await rights(on: id)
    let (lines, sheet) = try await system.read { session throws in
      (
        try session.reviewMeetings(of: id, in: place.round.id).map { try MeetingLine($0, in: session) },
        try session.roundSheet(
          at: id, inBase: false, of: place.round, procedure: place.procedure, today: today)
      )
    }
    let isLocked = sheet.submission?.state == .sent || sheet.submission?.state == .accepted
    let writes = rights.contains(.recordReviews) && !isLocked && !sheet.lines.isEmpty
    // Asked only where it can be meant: the day typed has a meeting already.
    let typed = form.day("ngay-hop")
    let hasMeeting = typed.map { day in lines.contains { $0.meeting.heldOn == day } } ?? false
    let hold = Form(
      action: "\(place.path)/hoi-nghi", csrf: csrf, label: "Lập hội nghị",
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })
        \(DayField("ngay-hop", label: "Ngày họp", value: form["ngay-hop"].isEmpty ? today.vietnamese : form["ngay-hop"], error: trouble.on("ngay-hop"), isRequired: true))
        \(when: hasMeeting, Checkbox("them-lan", label: "Đây là hội nghị khác trong cùng ngày", isOn: !form["them-lan"].isEmpty, hint: "Chỉ đánh dấu khi trong ngày họp thêm một lần nữa.").html)
        \(Actions("\(Submit("Lập hội nghị"))"))
        """)
    return try await page(
      "Hội nghị kiểm điểm", breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      styles: ["/styles/rounds.css"],
      body: """
        \(PageHeading("Hội nghị kiểm điểm", kind: place.organisation.name, lede: "\(place.title)."))
        \(trouble.summary)
        \(Table(
          "Hội nghị", columns: [.init("Ngày họp"), .init("Triệu tập", .number), .init("Có mặt", .number), .init("Bỏ phiếu")],
          rows: lines.map { line in
            Table.Row([
              "<a\(href: "\(place.path)/hoi-nghi/\(line.meeting.id)")>\(line.meeting.heldOn.vietnamese)</a>",
              "\(number: line.convened)", line.isAttended ? "\(number: line.present)" : "chưa ghi", "\(line.ballots)",
            ])
          },
          empty: EmptyState("Chưa có hội nghị nào", advice: writes ? "Lập hội nghị vào ngày họp: sổ tự ra danh sách triệu tập; rồi ghi người dự, mở bỏ phiếu." : "Đơn vị lập hội nghị khi họp kiểm điểm.")))
        \(when: writes, Section("Lập hội nghị", id: "lap", note: "Danh sách triệu tập lấy từ sổ của ngày họp và không đổi nữa: đảng viên của chi bộ, hoặc người giữ chức vụ đảng của cấp ủy; người bị đình chỉ sinh hoạt không được triệu tập.", body: hold.html).html)
        \(when: writes, Section("In phiếu trước", id: "in-phieu", note: "Để sẵn cho hội nghị; in lại được ở trang của từng cuộc bỏ phiếu.", body: blankForm(place, sheet)).html)
        """)
  }

  /// Papers before any ballot is opened: of whom, how many, how many on a sheet.
  private func blankForm(_ place: RoundPlace, _ sheet: RoundSheet) -> HTML {
    let kinds = ReviewSubject.Entity.allCases.filter { kind in
      sheet.lines.contains { $0.subject.entity == kind && $0.subject.treatment.isGraded && !$0.isGone }
    }
    guard !kinds.isEmpty else { return "<p class=\"nothing\">Không có ai để xếp loại ở đây.</p>" }
    let majority = (try? ballotRules).flatMap { $0.majorities(of: place.guidance).first }
    return Form(
      asking: "\(place.path)/phieu-trang", label: "In phiếu trước",
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })
        \(CheckboxGroup("loai", label: "Phiếu gồm", choices: kinds.map { Choice($0.rawValue, $0.title) }, selected: kinds.contains(.member) ? ["member"] : Set(kinds.map(\.rawValue))))
        \(TextField("so-phieu", label: "Số phiếu", value: "\(sheet.lines.count { $0.subject.entity == .member })", kind: .number, width: .short, maximumLength: 3))
        \(perSheet(nil))
        \(Checkbox("kin", label: "Phiếu kín", isOn: majority?.isSecret ?? true))
        \(Actions("\(Submit("Tải Word", kind: .secondary, name: "dang", value: "docx"))\(Submit("Tải PDF", kind: .secondary, name: "dang", value: "pdf"))"))
        """
    ).html
  }

  /// How many papers on a sheet; only as many as fit where the number of lines is known.
  func perSheet(_ lines: Int?) -> Select {
    let fitting = lines.map(BallotPaper.sheets) ?? BallotPaper.sheets(for: 1)
    return Select(
      "mot-to", label: "Mỗi tờ A4",
      choices: fitting.map { Choice("\($0)", $0 == 1 ? "một phiếu" : "\($0) phiếu, cắt rời") },
      placeholder: nil,
      hint: lines == nil ? "Phiếu dài thì in ít phiếu trên một tờ hơn." : nil)
  }

  func holdMeeting() async throws -> Answer {
    let place = try await requireRound()
    return try await attempt {
      let meeting = try await perform(
        HoldMeeting(
          of: place.organisation.organisation, in: place.round.id, on: try day(in: "ngay-hop", "ngày họp"),
          isAnother: !form["them-lan"].isEmpty))
      return .redirect("\(place.path)/hoi-nghi/\(meeting)", done: .meetingHeld)
    } else: {
      try await meetingIndex($0)
    }
  }
}

/// A meeting in a list.
struct MeetingLine: Sendable {
  var meeting: ReviewMeeting
  var convened: Int
  var present: Int
  /// Somebody has written down who came.
  var isAttended: Bool
  var states: [BallotState.State]
  /// A published ballot carried nothing for somebody, and no second one has been opened.
  var isSecondDue = false

  var ballots: String {
    guard !states.isEmpty else { return "chưa bỏ phiếu" }
    return BallotState.State.allCases.compactMap { state in
      let count = states.count { $0 == state }
      return count == 0 ? nil : "\(count) \(state.title)"
    }.joined(separator: ", ")
  }
}

extension MeetingLine {
  init(_ meeting: ReviewMeeting, in session: Asked) throws {
    let attendance = try session.reviewAttendance(of: meeting.id)
    self.meeting = meeting
    (convened, present) = (attendance.count, attendance.count { $0.presence == .present })
    isAttended = attendance.contains { $0.presence != .absent }
    states = try session.ballots(of: meeting.id).compactMap { try session.ballotState(of: $0.id)?.state }
  }
}
