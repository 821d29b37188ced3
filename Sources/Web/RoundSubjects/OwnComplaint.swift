import Basics
import Markup
import Registry
import Reviews

extension OwnResult {
  /// A member's own question about their result: where it stands, or the form to ask.
  func html(_ visit: Visit, _ trouble: FormTrouble) -> HTML {
    let own = complaints.filter { $0.channel == .own }
    let told = own.map { complaint -> String in
      guard complaint.state == .verified else {
        let due = complaint.dueBefore.map { " trước ngày \($0.vietnamese)" } ?? ""
        return "Đã gửi ngày \(complaint.receivedOn.vietnamese); \(answererName) trả lời\(due)."
      }
      let day = complaint.verifiedOn?.vietnamese ?? ""
      return "Đã trả lời ngày \(day): \(complaint.outcome?.title ?? ""). \(complaint.finding)"
    }
    let lines: HTML = "\(each: told, { "<p>\($0)</p>" as HTML })"
    if let open = own.first(where: { $0.state == .received }) {
      let withdrawal = Form(
        action: "/cua-toi/don", csrf: visit.csrf, label: "Rút đề nghị",
        body: """
          \(HiddenField("doi-tuong", "\(subject.id)"))\(HiddenField("don", "\(open.id)"))
          <p class="hint">Rút rồi thì \(answererName) không trả lời nữa; muốn hỏi lại thì gửi đề nghị mới.</p>
          \(Actions("\(Submit("Rút đề nghị này", kind: .destructive))"))
          """)
      return
        "<h3>Đề nghị xem lại kết quả</h3>\(lines)<details class=\"more\"><summary>Rút đề nghị</summary>\(withdrawal)</details>"
    }
    let isTyped = visit.form["doi-tuong"] == "\(subject.id)"
    let form = Form(
      action: "/cua-toi/don", csrf: visit.csrf, label: "Đề nghị xem lại kết quả",
      body: """
        \(HiddenField("doi-tuong", "\(subject.id)"))
        \(TextArea("noi-dung", label: "Điều gì chưa đúng", value: isTyped ? visit.form.paragraphs("noi-dung") : "", rows: 4, hint: "Nêu việc và tài liệu chứng minh. Chỉ cấp trả lời (\(answererName)) đọc lời này.", error: isTyped ? trouble.on("noi-dung") : nil, isRequired: true, maximumLength: 3_000))
        \(Actions("\(Submit("Gửi đề nghị", kind: .secondary))"))
        """)
    return """
      \(when: !own.isEmpty, "<h3>Đề nghị xem lại kết quả</h3>\(lines)")
      <details class="more"\(when: isTyped, " open")><summary>Không đồng ý với kết quả?</summary>\(form)</details>
      """
  }
}

extension Visit {
  /// A member asks that their own result be looked at again, or takes that back.
  func sendOwnComplaint() async throws -> Answer {
    let (system, actor) = (system, actor)
    let subjectID: ID<ReviewSubject> = try found(form.id("doi-tuong"))
    let (subject, round) = try await system.read { session throws in
      guard let own = try session.ownMember(of: actor), let subject = try session.reviewSubject(subjectID),
        subject.member == own, let round = try session.reviewRound(subject.round)
      else { throw RightsRefusal.notFound }
      return (subject, round)
    }
    let guidance = try found(try guidances[round.pack])
    return try await attempt {
      if let complaint: ID<ReviewComplaint> = form.id("don") {
        try await perform(WithdrawComplaint(complaint, about: subject.id))
        return .redirect("/cua-toi", done: .complaintWithdrawn)
      } else {
        _ = try await perform(
          ReceiveComplaint(
            about: subject.id, on: today, content: form.paragraphs("noi-dung"), guidance: guidance,
            procedures: try roundProcedures, rules: try roundRules.complaints))
      }
      return .redirect("/cua-toi", done: .complaintSent)
    } else: {
      try await ownPage($0)
    }
  }
}
