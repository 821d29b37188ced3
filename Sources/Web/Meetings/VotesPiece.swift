import Basics
import Markup
import Meetings
import Registry

extension Visit {
  func takeVote() async throws -> Answer {
    let place = try await requireCellMeeting()
    return try await attempt {
      var trouble = FormTrouble()
      func count(_ field: String) -> Int {
        if form[field].isEmpty { return 0 }
        guard let number = form.number(field) else {
          trouble.add(field, "Ghi một số.")
          return 0
        }
        return number
      }
      let counts = (count("tan-thanh"), count("khong-tan-thanh"), count("khong-y-kien"))
      if form["van-de"].isEmpty { trouble.add("van-de", "Ghi đúng câu đã hỏi hội nghị.") }
      let item: ID<MeetingItem>? = form.id("muc-bieu-quyet")
      if item == nil { trouble.add("muc-bieu-quyet", "Chọn mục.") }
      guard trouble.isEmpty, let item else { throw FormTroubles(trouble: trouble) }
      _ = try await perform(
        TakeVote(
          form["van-de"], on: item, at: place.meeting.meeting, inFavour: counts.0, against: counts.1,
          silent: counts.2, majority: form["quy-dinh"].isEmpty ? nil : form["quy-dinh"],
          rules: try meetingRules.voting))
      return .redirect("\(place.path)#bieu-quyet", done: .saved)
    } else: {
      try await cellMeetingShow($0)
    }
  }

  func withdrawVote() async throws -> Answer {
    let place = try await requireCellMeeting()
    let vote: ID<MeetingVote> = try found(form.id("bieu-quyet"))
    return try await attempt {
      try await perform(WithdrawVote(vote, at: place.meeting.meeting))
      return .redirect("\(place.path)#bieu-quyet", done: .saved)
    } else: {
      try await cellMeetingShow($0)
    }
  }
}

/// Questions put to the meeting, by show of cards.
struct VotesPiece: Piece {
  var page: CellMeetingShowPage
  private var paper: MeetingPaper { page.paper }

  var html: HTML {
    """
    \(table)
    \(when: page.writesNow, form)
    """
  }

  private var table: HTML {
    Table(
      "Biểu quyết",
      columns: [
        .init("Vấn đề"), .init("Tán thành", .number), .init("Không tán thành", .number),
        .init("Không ý kiến", .number), .init("Cần"), .init("Kết quả"),
      ],
      rows: paper.votes.map { vote in
        let number = paper.items.firstIndex { $0.item == vote.item }.map { "mục \($0 + 1)" } ?? ""
        return Table.Row(
          [
            "\(vote.question) <span class=\"hint\">\(number)\(when: paper.ballot(of: vote) != nil, ", bỏ phiếu kín")</span>\(withdraw(vote))",
            "\(vote.inFavour)", "\(vote.against)", paper.ballot(of: vote) == nil ? "\(vote.silent)" : "",
            "\(vote.needed) trên \(vote.base)",
            "\(Badge(vote.isCarried ? "thông qua" : "không thông qua", vote.isCarried ? .done : .attention))\(quorum(vote))",
          ], tone: vote.hasQuorum ? .neutral : .undecided)
      },
      empty: EmptyState(
        "Chưa biểu quyết lần nào",
        advice: page.writesNow ? "Ghi từng vấn đề sau khi đếm thẻ." : "Kết quả hiện ở đây khi đã ghi.")
    ).html
  }

  private func quorum(_ vote: MeetingVote) -> HTML {
    vote.hasQuorum
      ? ""
      : " <span class=\"hint\">lúc ấy có mặt \(vote.present), thiếu \(vote.quorum - vote.present) so với quy định</span>"
  }

  private func withdraw(_ vote: MeetingVote) -> HTML {
    guard page.writesNow, paper.ballot(of: vote) == nil else { return "" }
    return """
      \(Form(action: "\(page.place.path)/rut-bieu-quyet", csrf: page.visit.csrf, body: "\(HiddenField("bieu-quyet", "\(vote.vote)"))\(Submit("Rút, ghi lại", kind: .quiet, confirm: "Rút kết quả này để ghi lại?"))"))
      """
  }

  private var form: HTML {
    let majorities = page.rules.voting.majorities
    let choices = majorities.map { majority in
      let purpose = majority.purpose.map { ": \($0)" } ?? ""
      return Choice(majority.id, "\(majority.shareWords) \(majority.baseWords)\(purpose)")
    }
    return """
      <details class="more"\(when: paper.votes.isEmpty || page.visit.form.has("van-de"), " open")><summary>Ghi một biểu quyết</summary>
      \(Form(action: "\(page.place.path)/bieu-quyet", csrf: page.visit.csrf, label: "Ghi biểu quyết", body: """
        \(each: majorities.prefix(1), { "<p>\($0.sentence(of: paper.base)) Người có quyền biểu quyết đang có mặt: \(paper.base.present).</p>" })
        \(Select("muc-bieu-quyet", label: "Ở mục", choices: paper.items.enumerated().map { Choice("\($1.item)", "\($0 + 1). \($1.title)") }, selected: page.typed("muc-bieu-quyet"), error: page.trouble.on("muc-bieu-quyet"), isRequired: true))
        \(TextField("van-de", label: "Vấn đề biểu quyết", value: page.typed("van-de"), width: .full, error: page.trouble.on("van-de"), isRequired: true, maximumLength: 500))
        <div class="count-fields">\(TextField("tan-thanh", label: "Tán thành", value: page.typed("tan-thanh"), kind: .number, width: .short, error: page.trouble.on("tan-thanh"), maximumLength: 5))\
        \(TextField("khong-tan-thanh", label: "Không tán thành", value: page.typed("khong-tan-thanh"), kind: .number, width: .short, error: page.trouble.on("khong-tan-thanh"), maximumLength: 5))\
        \(TextField("khong-y-kien", label: "Không có ý kiến", value: page.typed("khong-y-kien"), kind: .number, width: .short, error: page.trouble.on("khong-y-kien"), maximumLength: 5))</div>
        \(Select("quy-dinh", label: "Cần bao nhiêu", choices: choices, selected: page.typed("quy-dinh", majorities.first?.id ?? ""), placeholder: nil))
        \(Actions("\(Submit("Ghi biểu quyết", kind: .secondary))"))
        """))
      </details>
      """
  }
}
