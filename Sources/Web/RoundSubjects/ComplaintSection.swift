import Basics
import Markup
import Registry
import Reviews

/// Complaints about one subject: what came, who answers by when, what was found.
struct ComplaintSection: Piece {
  var visit: Visit
  var place: SubjectPlace
  var complaints: [ReviewComplaint]
  /// Of the organisation that answers: only there the words are read, of the member and of the answer.
  var reads: Bool
  /// Nobody answers a complaint about themselves.
  var isOwn: Bool
  /// The first result has been replaced already.
  var isRegraded: Bool
  var trouble: FormTrouble

  private var answers: Bool { place.deciderRights.contains(.manageRounds) && !isOwn }
  private var receives: Bool {
    place.rights.contains(.recordReviews) || place.deciderRights.contains(.manageRounds)
  }

  var html: HTML {
    """
    \(complaints.isEmpty ? "<p class=\"nothing\">Chưa có.</p>" : "\(each: complaints, entry)")
    \(when: receives && !isOwn && !complaints.contains { $0.state == .received }, "<details class=\"more\"><summary>Ghi đơn thư bằng giấy</summary>\(reception)</details>")
    """
  }

  private func entry(_ complaint: ReviewComplaint) -> HTML {
    var lines: [(String, HTML)] = [
      ("Nhận ngày", "\(complaint.receivedOn.vietnamese)"),
      ("Cấp trả lời", "\(place.deciderName)"),
    ]
    if let due = complaint.dueBefore {
      lines.append(
        ("Trả lời trước ngày", "\(due.vietnamese)\(complaint.isOverdue(visit.today) ? " · quá hạn" : "")"))
    }
    // The others see that it came, by when it is answered, and what became of the result.
    if let text = complaint.content, reads, !isOwn { lines.append(("Nội dung", "\(text)")) }
    if complaint.state == .verified {
      lines.append(("Kết quả", "\(complaint.outcome?.title ?? "Đã xác minh")"))
      if reads || isOwn { lines.append(("Kết luận", "\(complaint.finding)")) }
      lines.append(("Trả lời ngày", "\(complaint.verifiedOn?.vietnamese ?? "")"))
    }
    let next: HTML =
      complaint.state == .received && answers && (reads || complaint.channel != .own)
      ? answer(complaint)
      : complaint.outcome == .regrade && !isRegraded && place.deciderRights.contains(.recordGradings)
        ? "<p><a\(href: "\(place.path)/xep-loai-lai")>Xếp loại lại</a></p>" : ""
    return """
      <h3>\(complaint.channel?.title ?? "Đơn thư")\(when: complaint.state == .received, " \(Badge("chưa trả lời", .attention))")</h3>
      \(DescriptionList(lines))
      \(next)
      """
  }

  private func answer(_ complaint: ReviewComplaint) -> HTML {
    let isTyped = visit.form["don"] == "\(complaint.id)"
    let form = Form(
      action: "\(place.path)/don-thu/tra-loi", csrf: visit.csrf, label: "Trả lời",
      body: """
        \(HiddenField("don", "\(complaint.id)"))
        \(RadioGroup("ket-qua", label: "Kết quả xem xét", choices: ReviewComplaint.Outcome.allCases.map { Choice($0.rawValue, $0.title) }, selected: isTyped ? visit.form["ket-qua"] : nil, isRequired: true))
        \(TextArea("ket-luan", label: "Kết luận", value: isTyped ? visit.form.paragraphs("ket-luan") : "", rows: 3, hint: "Nêu việc đã xem xét, không nêu người gửi.", isRequired: true, maximumLength: 2_000))
        \(DayField("ngay", label: "Ngày trả lời", value: isTyped ? visit.form["ngay"] : visit.today.vietnamese, error: trouble.on("ngay"), isRequired: true))
        \(DecisionFields(visit: visit, trouble: trouble, legend: "Văn bản trả lời"))
        \(Actions("\(Submit("Ghi kết quả", name: "viec", value: "tra-loi"))"))
        """)
    let withdrawal = Form(
      action: "\(place.path)/don-thu/tra-loi", csrf: visit.csrf, label: "Rút đơn ghi nhầm",
      body: """
        \(HiddenField("don", "\(complaint.id)"))
        \(TextField("ly-do", label: "Vì sao ghi nhầm", value: "", width: .full, isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Rút", kind: .destructive, name: "viec", value: "rut"))"))
        """)
    return """
      <details class="more"\(when: isTyped, " open")><summary>Ghi kết quả xem xét</summary>\(form)</details>
      \(when: complaint.channel != .own, "<details class=\"more\"><summary>Ghi nhầm</summary>\(withdrawal)</details>")
      """
  }

  private var reception: HTML {
    let isTyped = visit.form.has("ngay-nhan")
    return Form(
      action: "\(place.path)/don-thu", csrf: visit.csrf, label: "Ghi đơn thư",
      body: """
        <p class="hint">Chỉ ghi là có đơn, không ghi ai gửi và nội dung; bản giấy lưu theo chế độ hồ sơ. Khi chưa trả lời thì chưa quyết định được.</p>
        \(DayField("ngay-nhan", label: "Nhận ngày", value: isTyped ? visit.form["ngay-nhan"] : visit.today.vietnamese, error: trouble.on("ngay-nhan"), isRequired: true))
        \(DayField("tra-loi-truoc", label: "Trả lời trước ngày", value: visit.form["tra-loi-truoc"], hint: "Bỏ trống thì lấy hạn chung.", error: trouble.on("tra-loi-truoc")))
        \(Actions("\(Submit("Ghi đã nhận"))"))
        """
    ).html
  }
}

extension Visit {
  func receiveComplaint() async throws -> Answer {
    let place = try await roundSubjectPlace()
    guard place.rights.contains(.recordReviews) || place.deciderRights.contains(.manageRounds) else {
      throw RightsRefusal.lacking(.recordReviews)
    }
    return try await attempt {
      let due = form["tra-loi-truoc"].isEmpty ? nil : try day(in: "tra-loi-truoc", "hạn trả lời")
      _ = try await perform(
        ReceiveComplaint(
          about: place.subject.id, on: try day(in: "ngay-nhan", "ngày nhận"), dueBefore: due,
          guidance: place.round.guidance, procedures: try roundProcedures, rules: try roundRules.complaints))
      return .redirect("\(place.path)#don-thu", done: .saved)
    } else: {
      try await roundSubject($0)
    }
  }

  func answerComplaint() async throws -> Answer {
    let place = try await roundSubjectPlace()
    let (system, complaint): (System, ID<ReviewComplaint>) = (system, try found(form.id("don")))
    let known = try found(
      try await system.read {
        try $0.reviewComplaints(about: place.subject.id).first { $0.id == complaint }
      })
    // A member takes back what they wrote themselves on a page of their own.
    try await require(.manageRounds, on: known.answerer ?? place.subject.base)
    return try await attempt {
      if form["viec"] == "rut" {
        try await perform(WithdrawComplaint(complaint, about: place.subject.id, reason: form["ly-do"]))
      } else {
        guard let outcome = ReviewComplaint.Outcome(rawValue: form["ket-qua"]) else {
          throw RequestRefusal.missing("kết quả xem xét")
        }
        guard let paper = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
        try await perform(
          VerifyComplaint(
            complaint, about: place.subject.id, outcome: outcome, finding: form.paragraphs("ket-luan"),
            on: try day(in: "ngay", "ngày trả lời"), decision: paper))
      }
      return .redirect("\(place.path)#don-thu", done: .saved)
    } else: {
      try await roundSubject($0)
    }
  }

  /// What an organisation has to answer in a round, the most urgent first.
  func complaintIndex() async throws -> Answer {
    let place = try await requireRound()
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let id = place.organisation.organisation
    let lines = try await system.read { session throws in
      let complaints = try session.reviewComplaints(answeredBy: id, in: place.round.id)
      let names = try session.memberNames(complaints.compactMap(\.member), on: today, for: actor, at: now)
      return try complaints.map { complaint in
        (
          complaint,
          complaint.member.map { names[$0] ?? "đảng viên ngoài phạm vi được xem" },
          try session.organisationNear(complaint.organisation, asOf: AsOf(today))?.name ?? ""
        )
      }
    }
    return try await page(
      "Đơn thư về kết quả", breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      body: """
        \(PageHeading("Đơn thư, đề nghị xem lại", kind: place.organisation.name, lede: "\(place.title). Những việc \(place.organisation.name) phải trả lời; chưa trả lời thì chưa quyết định được."))
        \(Table(
          "Đơn thư", columns: [.init("Về ai"), .init("Gửi cách nào"), .init("Nhận ngày", .day), .init("Trả lời trước", .day), .init("Kết quả")],
          rows: lines.map { complaint, person, unit in
            let isLate = complaint.isOverdue(today)
            return Table.Row([
              "<a\(href: "/to-chuc/\(complaint.organisation)/dot-kiem-diem/doi-tuong/\(complaint.subject)#don-thu")>\(person ?? unit)</a>\(person == nil ? "" : " <span class=\"hint\">\(unit)</span>" as HTML)",
              "\(complaint.channel?.title ?? "")", "\(complaint.receivedOn.vietnamese)",
              "\(complaint.dueBefore?.vietnamese ?? "")\(isLate ? " · quá hạn" : "")",
              "\(complaint.state == .received ? "chưa trả lời" : complaint.outcome?.title ?? "đã xác minh")",
            ], tone: isLate ? .attention : .neutral)
          }, empty: EmptyState("Chưa có đơn thư nào", advice: "Đảng viên gửi ở trang Của tôi; đơn bằng giấy thì ghi ở trang của từng đối tượng.")))
        """)
  }
}
