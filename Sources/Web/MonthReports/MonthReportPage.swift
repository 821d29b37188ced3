import Basics
import Markup
import Meetings
import Registry
import Reporting

struct MonthReportPage: Piece {
  var visit: Visit
  var picture: MonthReportPicture
  var trouble: FormTrouble

  private var month: CalendarMonth { picture.month }

  var html: HTML {
    """
    \(PageHeading("Báo cáo \(month.vietnamese)", kind: picture.state.name, lede: lede, actions: actions))
    \(trouble.summary)
    \(SectionLinks("Tháng", [Link("Tháng trước", picture.address(month.previous)), Link("Tháng này", picture.path, isCurrent: month == picture.rules.current(on: visit.today)), Link("Tháng sau", picture.address(month.next))]))
    \(picture.state.kind.isCell ? cell : picture.state.kind.isWithinGrassroots ? cells : parts)
    """
  }

  private var lede: HTML {
    let due = picture.rules.dueOn(month).vietnamese
    let isProposed = picture.rules.due.isSettled ? "" : " (hạn đề nghị: \(picture.rules.due.cite))"
    guard picture.state.kind.isCell else { return "Hạn gửi ngày \(due)\(isProposed)." }
    if let sent = picture.report?.sentOn, picture.isSent {
      return "Đã gửi ngày \(sent.vietnamese). Số liệu dưới đây là của lúc gửi."
    }
    return "Hạn gửi ngày \(due)\(isProposed). Số liệu lấy từ sổ lúc này; gửi rồi thì giữ nguyên."
  }

  private var actions: HTML {
    let print = "\(picture.path)/in?thang=\(month.address)"
    return
      "\(ButtonLink("Bản in (Word)", "\(print)&dang=docx"))\(ButtonLink("Bản in (PDF)", "\(print)&dang=pdf"))"
  }

  // MARK: A cell

  private var cell: HTML {
    guard let figures = picture.figures else {
      // What was typed is not lost for a month that was mistaken.
      let typed = visit.form.has("nhan-xet") && picture.writes
      return """
        \(EmptyState("Tháng này chưa bắt đầu", advice: "Chọn một tháng đã qua hoặc tháng này."))
        \(when: typed, writing)
        """
    }
    let returned = picture.report.flatMap { $0.state == .returned ? $0.reason : nil }
    return """
      \(returned.map { Notice(.warning, "Cấp trên trả lại để bổ sung.", reason: $0, remedy: "Bổ sung vào sổ hoặc vào nhận xét, rồi gửi lại.").html } ?? "")
      \(DescriptionList(MonthReportText(picture: picture, figures: figures).lines.map { ($0.title, "\($0.text)") }))
      \(when: !figures.meetings.isEmpty, Section("Các kỳ đã họp", id: "ky", body: meetings(figures).html).html)
      \(when: !figures.resolutions.isEmpty, Section("Nghị quyết", id: "nghi-quyet", body: "<ul>\(each: figures.resolutions, { "<li>\($0)</li>" })</ul>").html)
      \(Section("Nhận xét, kiến nghị", id: "nhan-xet", body: picture.writes ? writing : remarks))
      \(when: picture.isSent && picture.isReceiver, returning)
      """
  }

  private func meetings(_ figures: MonthFigures) -> Table {
    Table(
      "Các kỳ đã họp", columns: [.init("Ngày", .day), .init("Kỳ"), .init("Dự", .number), .init("Biên bản")],
      rows: figures.meetings.map {
        Table.Row([
          "\($0.day)", "\($0.title)", "\($0.present)/\($0.convened)", $0.isClosed ? "đã chốt" : "chưa chốt",
        ])
      }, header: 1)
  }

  private var remarks: HTML {
    let text = picture.report?.remarks ?? ""
    return text.isEmpty
      ? "<p class=\"nothing\">Không có nhận xét.</p>"
      : "\(each: text.split(separator: "\n"), { "<p>\($0)</p>" })"
  }

  private var writing: HTML {
    let form = visit.form
    let value = form.has("nhan-xet") ? form.paragraphs("nhan-xet") : picture.report?.remarks ?? ""
    let opens = picture.rules.opens(month)
    let canSend = visit.today >= opens && picture.superior != nil
    return Form(
      action: picture.path, csrf: visit.csrf, draft: "bao-cao-\(picture.state.organisation)-\(month.number)",
      label: "Nhận xét và gửi",
      body: """
        \(HiddenField("thang", month.address))\(visit.keptNames(["nhan-xet"]))
        \(TextArea("nhan-xet", label: "Ưu điểm, hạn chế, kiến nghị", value: value, rows: 8, hint: "Ghi việc, không nêu tên người dân, không ghi số căn cước, số điện thoại.", error: trouble.on("nhan-xet")))
        \(Actions("\(when: canSend, Submit("Gửi \(picture.superior?.name ?? "cấp trên")", name: "viec-bao-cao", value: "gui", confirm: "Gửi báo cáo \(month.vietnamese)? Gửi rồi chỉ sửa được khi cấp trên trả lại.").html)\(Submit("Ghi tạm", kind: .secondary, name: "viec-bao-cao", value: "ghi"))"))
        \(when: !canSend && picture.superior != nil, "<p class=\"hint\">Gửi được từ ngày \(opens.vietnamese).</p>")
        """
    ).html
  }

  private var returning: HTML {
    """
    <details class="more"\(when: visit.form.has("ly-do-tra"), " open")><summary>Trả lại để bổ sung</summary>
    \(Form(action: "\(picture.path)/tra-lai", csrf: visit.csrf, label: "Trả lại", body: """
      \(HiddenField("thang", month.address))
      \(TextArea("ly-do-tra", label: "Cần bổ sung gì", value: visit.form.paragraphs("ly-do-tra"), rows: 3, error: trouble.on("ly-do-tra"), isRequired: true))
      \(Actions("\(Submit("Trả lại", kind: .secondary))"))
      """))
    </details>
    """
  }

  // MARK: A committee

  private func badge(_ standing: MonthReportLine.Standing) -> Badge {
    let tone: Tone =
      switch standing {
      case .inTime: .done
      case .late, .returned: .undecided
      case .missing: picture.rules.due.isSettled ? .attention : .undecided
      case .awaited: .neutral
      }
    return Badge(standing.title, tone)
  }

  private func figures(_ lines: [MonthReportLine]) -> Figures {
    let standings = lines.map { $0.standing(on: visit.today, rules: picture.rules, month) }
    let sent = standings.count { $0 == .inTime || $0 == .late }
    return Figures([
      Figure(
        "\(sent)/\(lines.count)", "Đã gửi",
        definition: "Chi bộ có trong tháng đã gửi báo cáo, kể cả gửi chậm."),
      Figure("\(standings.count { $0 == .late })", "Gửi chậm", definition: "Gửi sau hạn."),
      Figure("\(standings.count { $0 == .returned })", "Chờ bổ sung", definition: "Đã trả lại chi bộ."),
      Figure(
        "\(standings.count { $0 == .missing })", "Quá hạn, chưa gửi", definition: "Chưa gửi, và đã qua hạn."),
    ])
  }

  private var cells: HTML {
    """
    \(figures(picture.lines))
    \(Section("Các chi bộ", id: "chi-bo", body: Table(
      "Báo cáo của các chi bộ",
      columns: [.init("Chi bộ"), .init("Tình trạng"), .init("Ngày gửi", .day), .init("Đảng viên", .number), .init("Kỳ họp", .number), .init("Nghị quyết", .number), .init("Việc quá hạn", .number)],
      rows: picture.lines.map { line in
        let figures = line.report.flatMap { $0.state == .sent ? MonthFigures(text: $0.figures) : nil }
        let own = "/to-chuc/\(line.cell.organisation)/bao-cao-thang?thang=\(month.address)"
        return Table.Row([
          "<a\(href: own)>\(line.cell.name)</a>",
          "\(badge(line.standing(on: visit.today, rules: picture.rules, month)))",
          "\(line.report?.sentOn?.vietnamese ?? "")", figures.map { "\(number: $0.members)" } ?? "",
          figures.map { "\($0.meetings.count)" } ?? "", figures.map { "\($0.resolutions.count)" } ?? "",
          figures.map { "\($0.overdue)" } ?? "",
        ])
      },
      empty: EmptyState("Chưa có chi bộ nào", advice: "Chi bộ trực thuộc hiện ở đây.")).html).html)
    """
  }

  private var parts: HTML {
    """
    \(figures(picture.parts.flatMap(\.lines)))
    \(Section("Các đơn vị", id: "don-vi", note: "Chỉ số chi bộ đã gửi; nội dung do đảng ủy cơ sở nhận.", body: Table(
      "Báo cáo theo đơn vị",
      columns: [.init("Đơn vị"), .init("Chi bộ", .number), .init("Đã gửi", .number), .init("Gửi chậm", .number), .init("Quá hạn, chưa gửi", .number)],
      rows: picture.parts.map { part in
        let standings = part.lines.map { $0.standing(on: visit.today, rules: picture.rules, month) }
        return Table.Row([
          "<a\(href: "/to-chuc/\(part.state.organisation)/bao-cao-thang?thang=\(month.address)")>\(part.state.name)</a>",
          "\(part.lines.count)", "\(standings.count { $0 == .inTime || $0 == .late })",
          "\(standings.count { $0 == .late })", "\(standings.count { $0 == .missing })",
        ])
      },
      empty: EmptyState("Chưa có đơn vị nào", advice: "Tổ chức trực thuộc hiện ở đây.")).html).html)
    """
  }
}
