import Basics
import Markup
import Meetings
import Registry

extension Visit {
  /// Opens a secret ballot on paper at a meeting.
  func openMeetingBallot() async throws -> Answer {
    let place = try await requireCellMeeting()
    return try await attempt {
      var trouble = FormTrouble()
      let kind = MeetingBallot.Kind(rawValue: form["loai-phieu"])
      if kind == nil { trouble.add("loai-phieu", "Chọn loại phiếu.") }
      if form["van-de-kin"].isEmpty { trouble.add("van-de-kin", "Ghi đúng câu in trên phiếu.") }
      let item: ID<MeetingItem>? = form.id("muc-kin")
      if item == nil { trouble.add("muc-kin", "Chọn mục.") }
      guard trouble.isEmpty, let kind, let item else { throw FormTroubles(trouble: trouble) }
      let choices = form.paragraphs("phuong-an").split(separator: "\n").map(String.init)
      let ballot = try await perform(
        OpenMeetingBallot(
          kind, form["van-de-kin"], on: item, at: place.meeting.meeting, choices: choices,
          candidates: place.people.filter { form.has("ung-cu-\($0)") }, seats: form.number("so-bau") ?? 1,
          tellers: place.people.filter { form.has("kiem-\($0)") },
          majority: form["quy-dinh-kin"].isEmpty ? nil : form["quy-dinh-kin"],
          rules: try meetingRules.voting))
      return .redirect("/phieu-kin/\(ballot)", done: .ballotOpened)
    } else: {
      try await cellMeetingShow($0)
    }
  }
}

/// Secret ballots of a meeting: how far each is, and the form that opens one.
struct BallotsPiece: Piece {
  var page: CellMeetingShowPage
  private var paper: MeetingPaper { page.paper }

  var html: HTML {
    """
    \(table)
    \(when: page.writesNow, form)
    """
  }

  private var table: HTML {
    guard !paper.ballots.isEmpty else {
      return
        "<p class=\"hint\">Chưa có cuộc nào. Kết nạp, kỷ luật, bầu cử hoặc việc hội nghị muốn bỏ phiếu kín thì mở ở đây: in phiếu, phát, thu; hai người kiểm phiếu ghi riêng, khớp nhau mới thành kết quả.</p>"
    }
    return Table(
      "Bỏ phiếu kín", columns: [.init("Vấn đề"), .init("Loại"), .init("Tình hình"), .init("Kết quả")],
      rows: paper.ballots.map { story in
        let ballot = story.ballot
        let state =
          ballot.state == .open
          ? "\(ballot.state.title), \(story.entries)/2 người đã ghi số" : ballot.state.title
        let result = story.result == nil ? "" : paper.resultSentence(of: story)
        return Table.Row(
          [
            "<a\(href: "/phieu-kin/\(ballot.ballot)")>\(ballot.question)</a>", "\(ballot.kind.title)",
            "\(state)",
            "\(result)",
          ], tone: ballot.state == .cancelAsked ? .attention : .neutral)
      }
    ).html
  }

  private var form: HTML {
    let rules = page.rules.voting
    let official = page.place.people.filter { member in
      page.place.attendance.contains { $0.member == member && $0.standing == .official }
    }
    let there = official.filter { member in
      page.place.attendance.contains { $0.member == member && $0.presence == .present }
    }
    let kinds = MeetingBallot.Kind.allCases.map { Choice($0.rawValue, $0.title) }
    let majorities = rules.majorities.map { majority in
      Choice(
        majority.id,
        "\(majority.shareWords) \(majority.baseWords)" + (majority.purpose.map { ": \($0)" } ?? ""))
    }
    return """
      <details class="more"\(when: page.visit.form.has("van-de-kin"), " open")><summary>Mở một cuộc bỏ phiếu kín</summary>
      \(Form(action: "\(page.place.path)/phieu-kin", csrf: page.visit.csrf, label: "Mở bỏ phiếu kín", body: """
        \(Select("muc-kin", label: "Ở mục", choices: paper.items.enumerated().map { Choice("\($1.item)", "\($0 + 1). \($1.title)") }, selected: page.typed("muc-kin"), error: page.trouble.on("muc-kin"), isRequired: true))
        \(RadioGroup("loai-phieu", label: "Loại phiếu", choices: kinds, selected: page.typed("loai-phieu", "question"), error: page.trouble.on("loai-phieu")))
        \(TextField("van-de-kin", label: "Vấn đề, chức vụ in trên phiếu", value: page.typed("van-de-kin"), width: .full, error: page.trouble.on("van-de-kin"), isRequired: true, maximumLength: 500))
        \(TextArea("phuong-an", label: "Các phương án, mỗi dòng một phương án", value: page.visit.form.paragraphs("phuong-an"), rows: 3, hint: "Chỉ cho loại chọn một trong nhiều phương án, ví dụ các hình thức kỷ luật.", maximumLength: 2000))
        \(people("ung-cu", "Người trong danh sách bầu", "Chỉ cho loại bầu người.", official))
        \(TextField("so-bau", label: "Số người cần bầu", value: page.typed("so-bau", "1"), kind: .number, width: .short, maximumLength: 2))
        \(people("kiem", "Tổ kiểm phiếu, ít nhất \(rules.secret.tellers.atLeast) người", page.doubted(rules.secret.tellers.cite, rules.secret.tellers.certainty), there))
        \(Select("quy-dinh-kin", label: "Cần bao nhiêu", choices: majorities, selected: page.typed("quy-dinh-kin", majorities.first?.value ?? ""), placeholder: nil, hint: "Bầu cử: \(page.doubted(rules.secret.elections.cite, rules.secret.elections.certainty))"))
        \(Actions("\(Submit("Mở bỏ phiếu kín", kind: .secondary))"))
        """))
      </details>
      """
  }

  private func people(_ field: String, _ legend: String, _ note: String, _ members: [ID<Member>]) -> HTML {
    Fieldset(
      legend, note: note,
      body: """
        <div class="ticks">\(each: members, { member in
          let name = "\(field)-\(member)"
          return "<label class=\"tick\"><input type=\"checkbox\" name=\"\(name)\" value=\"1\"\(when: page.visit.form.has(name), " checked")> \(page.place.name(member) ?? "")</label> "
        })</div>
        """
    ).html
  }
}
