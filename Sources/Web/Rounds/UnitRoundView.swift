import Basics
import Markup
import Registry
import Reviews
import Rules

/// What one unit has to do in a round: the steps with their days, whom each still waits for, the results on their way up.
struct UnitRoundView: Piece {
  var visit: Visit
  var place: RoundPlace
  var picture: RoundPicture
  var sheet: RoundSheet

  private var writes: Bool { picture.rights.contains(.recordReviews) }
  private var manages: Bool { picture.rights.contains(.manageRounds) }
  private var managesAbove: Bool { picture.rightsAbove.contains(.manageRounds) }
  private var isClosed: Bool { sheet.submission?.state == .sent || sheet.submission?.state == .accepted }

  var html: HTML {
    """
    \(place.procedure.isSentUp ? standing : notSent)
    \(shortcuts)
    \(when: writes && !isClosed, UnitNextPiece(place: place, picture: picture, sheet: sheet).html)
    \(when: !sheet.stages.isEmpty, Section("Việc của đơn vị", id: "viec", body: steps).html)
    \(when: hasSubjects, Section("Từng đối tượng", id: "doi-tuong", body: "\(subjects)\(picture.leftOut.map(leftOut) ?? "")").html)
    \(when: !results.isEmpty, Section("Kết quả gửi lên", id: "ket-qua", body: results).html)
    """
  }

  /// A grassroots organisation of whose own nobody is listed has those of its cells below.
  private var hasSubjects: Bool { !sheet.lines.isEmpty || place.organisation.kind.isCell }

  /// On a narrow screen the page is long: its parts are a touch away.
  private var shortcuts: HTML {
    let links = [
      sheet.stages.isEmpty ? nil : Link("Việc của đơn vị", "#viec"),
      hasSubjects ? Link("Từng đối tượng", "#doi-tuong") : nil,
      results.isEmpty ? nil : Link("Kết quả gửi lên", "#ket-qua"),
      picture.sent.isEmpty ? nil : Link("Chờ cấp này", "#da-gui"),
      picture.progress.isEmpty ? nil : Link("Tiến độ", "#tien-do"), Link("Danh sách đã chốt", "#danh-sach"),
    ].compactMap { $0 }
    return SectionLinks("Trên trang này", links).html
  }

  /// A round of a quarter: nothing is sent, whoever manages the posts decides.
  private var notSent: HTML {
    guard !sheet.lines.isEmpty else { return "" }
    let names = Set(picture.deciders.map(\.deciderName)).sorted().joined(separator: ", ")
    return Notice(
      .info, "Đơn vị không phải gửi kết quả của \(place.period.vietnamese).",
      reason: names.isEmpty ? nil : "\(names) quyết định mức; đơn vị chỉ theo dõi.",
      action: Link("Ai quyết định", "#ai-quyet-dinh")
    ).html
  }

  private func leftOut(_ leaders: LeadersToConfirm) -> HTML {
    let path =
      "/to-chuc/\(place.organisation.organisation)/kiem-diem/du-kien?loai=collective&nam=\(place.round.period.year)"
    let answer: HTML =
      picture.rights.contains(.recordGradings) ? "<a\(href: path)>ghi số người</a>" : "ghi số người"
    return
      "<p class=\"hint\">Tập thể lãnh đạo của đơn vị chưa có trong danh sách: sổ ghi \(leaders.posts) người giữ chức vụ đảng ở đây, chưa ai ghi tập thể có bao nhiêu người. Nếu đủ người để kiểm điểm riêng, \(answer), rồi cấp mở đợt thêm vào danh sách bổ sung.</p>\n"
  }

  private var standing: HTML {
    let due =
      sheet.submissionDue.map {
        " Hạn: trước ngày \($0.dueBefore.vietnamese)\($0.kind == .extended ? " (được gia hạn)" : "")."
      } ?? ""
    switch sheet.submission?.state {
    case .sent:
      return Notice(
        .info, "Kết quả đã gửi lên cấp trên ngày \(sheet.submission?.day.vietnamese ?? ""), đang chờ chuẩn y."
      ).html
    case .returned where sheet.submission?.decision != nil:
      return Notice(
        .warning, "Kết quả đã chuẩn y được mở lại, hai người của cấp trên xác nhận.",
        reason: sheet.submission?.note,
        remedy:
          "Cấp quyết định xem lại mức của đối tượng được nêu. Đơn vị sửa phần của mình nếu có, rồi gửi lại để cấp trên chuẩn y lần nữa."
      ).html
    case .returned:
      return Notice(
        .warning, "Cấp trên trả lại kết quả.", reason: sheet.submission?.note,
        remedy: "Sửa theo nhận xét rồi gửi lại."
      ).html
    case .accepted:
      return Notice(
        .done, "Cấp trên đã chuẩn y ngày \(sheet.submission?.day.vietnamese ?? ""); kết quả đã khóa."
      ).html
    case .exempt: return Notice(.info, "Đơn vị được miễn gửi kết quả.", reason: sheet.submission?.note).html
    case nil: return Notice(.info, "Kết quả chưa gửi lên.\(due)").html
    }
  }

  // MARK: Steps

  private var steps: HTML {
    Table(
      "Các bước",
      columns: [
        .init("Bước"), .init("Ai làm"), .init("Trước ngày", .day), .init("Xong", .number), .init(""),
      ],
      rows: sheet.stages.map { line in
        let stage = line.stage
        let isLate = line.done < line.whole && line.due.map { $0.dueBefore <= visit.today } ?? false
        return Table.Row(
          [
            "\(stage.name)\(when: stage.isOptional, " <span class=\"hint\">(không bắt buộc)</span>")\(stage.cite.map { "<br><span class=\"hint\">\($0)</span>" as HTML })",
            "\(actor(stage))", "\(line.due?.dueBefore.vietnamese ?? "")",
            line.whole == 0 ? "<span class=\"nothing\">chưa hỏi ai</span>" : "\(line.done)/\(line.whole)",
            step(line),
          ], tone: isLate ? .undecided : .neutral)
      }
    ).html
  }

  /// Nobody of a unit is on the list of a round in which only some people are graded.
  private var nobody: EmptyState {
    EmptyState(
      "Không có ai ở đây trong danh sách của đợt",
      advice: place.procedure.listed == nil
        ? "Xem danh sách đã chốt ở dưới."
        : "Chỉ người giữ chức vụ được xếp loại theo quý. Ai giữ chức vụ mà chưa có tên thì ghi chức vụ vào sổ, rồi cấp mở đợt bổ sung danh sách."
    )
  }

  private func actor(_ stage: RoundProcedure.Stage) -> String {
    if !stage.actorWords.isEmpty { return stage.actorWords }
    return switch stage.actor {
    case .unit: "Đơn vị"
    case .superior: "Cấp trên"
    case .residence: "Nơi cư trú"
    case .decider: "Cấp có thẩm quyền"
    case .above: "Cấp trên nữa"
    }
  }

  private func step(_ line: RoundSheet.StageLine) -> HTML {
    let asked = place.asked
    if line.whole == 0 {
      return writes && !isClosed ? "<a\(href: "\(place.path)/y-kien?\(asked)")>Lấy ý kiến</a>" : ""
    }
    guard !line.waiting.isEmpty else { return line.done == line.whole ? "\(Badge("xong", .done))" : "" }
    switch line.stage.keeps {
    case .own, .proposed:
      guard writes, !isClosed else { return "" }
      let grades: HTML = "<a\(href: "\(place.path)/muc?\(asked)&buoc=\(line.stage.id)")>Ghi mức</a>"
      return line.stage.keeps == .proposed ? "\(meeting("Bỏ phiếu"))<br>\(grades)" : grades
    case .appraised:
      return manages ? "<a\(href: "\(place.path)/muc?\(asked)&buoc=\(line.stage.id)")>Thẩm định</a>" : ""
    case .decided: return ""
    case .opinion:
      return writes ? "<a\(href: "\(place.path)/y-kien?\(asked)")>Lấy ý kiến</a>" : ""
    case .step:
      guard line.stage.actor == .unit ? writes && !isClosed : manages else { return "" }
      if line.stage.isMeeting {
        return
          "\(meeting("Hội nghị"))<br><a\(href: "\(place.path)/buoc?\(asked)&buoc=\(line.stage.id)")>Ghi đã làm</a>"
      }
      return "<a\(href: "\(place.path)/buoc?\(asked)&buoc=\(line.stage.id)")>Ghi đã làm</a>"
    }
  }

  private func meeting(_ title: String) -> HTML {
    "<a\(href: "\(place.path)/hoi-nghi?\(place.asked)")>\(title)</a>"
  }

  // MARK: Subjects

  func name(_ line: RoundSheet.Line) -> String {
    switch line.subject.entity {
    case .member: line.subject.member.flatMap { picture.names[$0] } ?? "đảng viên ngoài phạm vi được xem"
    case .collective:
      CollectiveKind(place.organisation.kind)?.title(of: place.organisation.name) ?? place.organisation.name
    case .cell, .base: place.organisation.name
    }
  }

  private var subjects: HTML {
    Table(
      "Từng đối tượng",
      columns: [
        .init("Đối tượng"), .init("Bước tiếp theo"), .init("Tự xếp"), .init("Đề nghị"), .init("Thẩm định"),
        .init("Quyết định"),
      ],
      rows: sheet.lines.map { line in
        let subject = line.subject
        let isSeen = subject.member == nil || picture.names[subject.member ?? ID(0)] != nil
        let title: HTML =
          isSeen
          ? "<a\(href: "\(place.path)/doi-tuong/\(subject.id)")>\(name(line))</a>" : "\(name(line))"
        let next: HTML =
          !subject.treatment.isReviewed
          ? "<span class=\"nothing\">\(place.guidance.pack.gradeName(subject.treatment.id))</span>"
          : line.isGone ? "<span class=\"nothing\">không còn ở đây</span>" : "\(line.next?.name ?? "xong")"
        return Table.Row([
          "\(title)\(when: subject.isLate, " <span class=\"hint\">bổ sung</span>")", next, grade(line, .own),
          grade(line, .proposed),
          grade(line, .appraised), grade(line, .decided),
        ])
      }, empty: nobody
    ).html
  }

  private func grade(_ line: RoundSheet.Line, _ step: ReviewGrade.Step) -> HTML {
    guard let grade = line.grades[step] else { return "" }
    // Nobody sees here what was decided about somebody whose file they do not see.
    guard line.subject.member == nil || line.subject.member.flatMap({ picture.names[$0] }) != nil else {
      return ""
    }
    return "\(place.gradeName(grade.grade))\(when: grade.isForOther, " <span class=\"hint\">nhập hộ</span>")"
  }

  // MARK: Results

  @HTMLList private var results: HTML {
    let state = sheet.submission?.state
    if place.procedure.isSentUp { moves(state) }
  }

  @HTMLList private func moves(_ state: RoundSubmission.State?) -> HTML {
    if writes, state == nil || state == .returned {
      move(
        "gui", "Gửi kết quả lên cấp trên", note: "Mọi bước của đơn vị phải xong.",
        body:
          "\(DayField("ngay", label: "Ngày gửi", value: visit.today.vietnamese, isRequired: true))\(TextArea("ghi-chu", label: "Ghi chú", rows: 2, maximumLength: 1_000))",
        isOpen: true)
    }
    if managesAbove, state == .sent, !picture.unsettled.isEmpty { unsettled }
    if managesAbove, state == .sent {
      move(
        "chuan-y", "Chuẩn y", note: "Khóa kết quả; mỗi đối tượng phải có mức được quyết định.",
        body: "\(DecisionFields(visit: visit, trouble: FormTrouble()))", isOpen: true)
      move(
        "tra-lai", "Trả lại để bổ sung", note: nil,
        body:
          "\(TextArea("ly-do", label: "Cần bổ sung gì", rows: 3, isRequired: true, maximumLength: 1_000))",
        isOpen: false)
    }
    if managesAbove, state == nil {
      move(
        "mien", "Miễn gửi kết quả", note: nil,
        body: "\(TextArea("ly-do", label: "Lý do", rows: 2, isRequired: true, maximumLength: 1_000))",
        isOpen: false)
    }
    if managesAbove, state == .accepted {
      if let asked = sheet.reopenings.first(where: { $0.state == .asked }) {
        move(
          "xac-nhan-mo-lai", "Xác nhận mở lại",
          note: "Đã có đề nghị mở lại: \(asked.reason) Cần một người khác xác nhận.",
          body: "\(DecisionFields(visit: visit, trouble: FormTrouble()))", isOpen: true)
      } else {
        move(
          "mo-lai", "Đề nghị mở lại", note: "Cần hai người; kết quả đầu vẫn giữ.",
          body: "\(TextArea("ly-do", label: "Lý do", rows: 2, isRequired: true, maximumLength: 1_000))",
          isOpen: false)
      }
    }
  }

  /// Who stands in the way of accepting, each a touch away.
  private var unsettled: HTML {
    let rows = picture.unsettled.compactMap { complaint in
      sheet.line(complaint.subject).map { (line: $0, words: complaint.words) }
    }
    return """
      <p><strong>Chưa chuẩn y được vì đơn thư:</strong></p>
      <ul>\(each: rows, { "<li><a\(href: "\(place.path)/doi-tuong/\($0.line.subject.id)#don-thu")>\(name($0.line))</a>: \($0.words)</li>" })</ul>
      """
  }

  private func move(_ key: String, _ title: String, note: String?, body: HTML, isOpen: Bool) -> HTML {
    let form = Form(
      action: "\(place.path)/ket-qua", csrf: visit.csrf, label: title,
      body:
        "\(each: place.hidden, { HiddenField($0.name, $0.value).html })\(HiddenField("viec", key))\(note.map { "<p class=\"hint\">\($0)</p>" as HTML })\(body)\(Actions("\(Submit(title, kind: isOpen ? .primary : .secondary))"))"
    )
    return isOpen ? "\(form)" : "<details class=\"more\"><summary>\(title)</summary>\(form)</details>"
  }
}
