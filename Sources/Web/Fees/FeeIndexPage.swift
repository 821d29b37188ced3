import Basics
import Markup
import Meetings
import Registry

struct FeeIndexPage: Piece {
  var visit: Visit
  var picture: FeePicture
  var rules: FeeRules
  var trouble: FormTrouble

  private var month: CalendarMonth { picture.month }
  private var writes: Bool { picture.isTreasurer }
  private func address(_ month: CalendarMonth) -> String {
    "\(picture.path)?thang=\(month.address)"
  }
  private var kept: HTML {
    HiddenField("thang", month.address).html
  }
  private func money(_ amount: Int) -> String { "\(Number.grouped(amount)) đ" }

  var html: HTML {
    let source = picture.version.map { version in
      "Theo \(version.document)" + (version.certainty == "A" ? "." : "; chưa đối chiếu nguyên văn.")
    }
    return """
      \(PageHeading("Đảng phí \(month.vietnamese)", kind: picture.state.name, lede: "\(source ?? "Chưa có quy định về đảng phí cho tháng này.")", actions: actions))
      \(trouble.summary)
      \(SectionLinks("Tháng", [Link("Tháng trước", address(month.previous)), Link("Tháng này", picture.path, isCurrent: month == CalendarMonth(of: visit.today)), Link("Tháng sau", address(month.next))]))
      \(succession)
      \(picture.totals.map { totals($0) } ?? "")
      \(when: picture.isTreasurer, receiving)
      \(when: picture.isTreasurer, standing)
      \(when: picture.state.kind.isCell, handingUp)
      \(when: picture.hides.month || picture.hides.year, "<p class=\"hint\">Dấu * thay cho số của dưới \(rules.leastShown.count) người: nhìn từ trên thì số ấy là tiền của từng người.</p>")
      \(when: !picture.state.kind.isCell, units)
      \(when: picture.state.kind.isCell && !picture.isTreasurer, "<p class=\"hint\">Ai đóng bao nhiêu chỉ người thu đảng phí của chính chi bộ thấy.</p>")
      """
  }

  private var actions: HTML {
    guard picture.isTreasurer else { return "" }
    let print = "\(picture.path)/in?thang=\(month.address)"
    return
      "\(ButtonLink("Danh sách ký (Word)", "\(print)&dang=docx"))\(ButtonLink("Danh sách ký (PDF)", "\(print)&dang=pdf"))"
  }

  /// What the book has taken over, or who carries it on.
  private var succession: HTML {
    func link(_ state: OrganisationState, _ month: CalendarMonth) -> HTML {
      "<a\(href: "/to-chuc/\(state.organisation)/dang-phi?thang=\(month.address)")>\(state.name)</a>"
    }
    if !picture.heirs.isEmpty {
      let names = picture.heirs.map { link($0, self.month) }
      let notice = Notice(
        .info,
        "\(picture.state.name) kết thúc hoạt động ngày \(picture.state.period.to.vietnamese).",
        reason: picture.heirs.count == 1
          ? "Nơi kế thừa giữ sổ đảng phí tiếp; số thu, số nộp ở đây tính vào sổ của nơi ấy."
          : "Chia về nhiều nơi: đảng viên đóng tiếp ở nơi mình sinh hoạt, kể cả tháng còn thiếu; số đã thu chưa nộp do cấp trên ghi nộp ở trang này."
      )
      return "\(notice)<p class=\"hint\">Nơi kế thừa: \(joined(names)).</p>"
    }
    guard !picture.origins.isEmpty else { return "" }
    let names = picture.origins.map { link($0, CalendarMonth(of: $0.period.to.previous)) }
    return "<p class=\"hint\">Gồm cả sổ của nơi đã sáp nhập vào đây: \(joined(names)).</p>"
  }

  private func joined(_ parts: [HTML]) -> HTML {
    "\(each: parts.enumerated(), { "\(when: $0.offset > 0, ", ")\($0.element)" })"
  }

  private func totals(_ totals: FeeTotals) -> HTML {
    let (hidesMonth, hidesYear) = picture.hides
    let owed = totals.owedUp.map { money(max(0, $0 - totals.remitted)) } ?? "chưa rõ"
    return Figures([
      Figure(
        hidesMonth ? Self.untold : "\(totals.paid)/\(totals.payers)", "Đã đóng tháng này",
        definition:
          "Người sinh hoạt ở đây vào cuối tháng, kể cả sinh hoạt tạm thời đến; không kể người đang sinh hoạt tạm thời nơi khác."
      ),
      Figure(
        hidesMonth ? Self.untold : money(totals.collected), "Đã thu tháng này",
        definition: "Cộng các lần thu cho tháng này."),
      Figure(
        hidesYear ? Self.untold : money(totals.yearCollected), "Đã thu từ đầu năm",
        definition: "Cộng các lần thu cho các tháng của năm đến tháng này."),
      Figure(
        hidesYear ? Self.untold : owed, "Còn phải nộp lên",
        definition:
          "Phần nộp lên của số đã thu từ đầu năm, trừ số đã nộp trong năm. Chưa rõ khi chưa có tỷ lệ."),
    ]).html
  }

  static let untold = "*"

  // MARK: A month of a cell

  private var receiving: HTML {
    let form = visit.form
    let table = Table(
      "Thu \(month.vietnamese)",
      columns: [
        .init("Họ và tên"), .init("Diện"), .init("Phải đóng", .number), .init("Đã đóng", .number),
        .init("Thu"),
      ],
      rows: picture.lines.map { line in
        let name = "dv-\(line.payer.member)"
        let typed = form.has(name) ? form[name] : ""
        let error = trouble.on(name)
        let proposed = line.receipt == nil ? line.due.flatMap { $0 > 0 ? Number.grouped($0) : nil } ?? "" : ""
        return Table.Row(
          [
            "\(line.payer.name)\(when: line.payer.isGuest, " <span class=\"hint\">sinh hoạt tạm thời</span>")\(when: line.isInherited, " <span class=\"hint\">tháng ấy ở chi bộ cũ</span>")\(when: !line.unpaid.isEmpty, " \(Badge("thiếu \(line.unpaid.count) tháng", .attention))")",
            "\(className(line.standing))\(when: (line.standing?.reduction ?? 0) > 0, " (giảm \(line.standing?.reduction ?? 0) %)")",
            line.due.map { "\(number: $0)" } ?? "<span class=\"nothing\">chưa ghi diện</span>",
            line.receipt.map { "\(number: $0.amount)" } ?? "",
            "\(proposed.isEmpty ? "" : tick(line.payer))<input class=\"money\" type=\"text\" inputmode=\"numeric\" name=\"\(name)\" value=\"\(typed)\" placeholder=\"\(proposed)\" aria-label=\"Thu của \(line.payer.name)\">\(when: error != nil && line.receipt?.organisation == picture.state.organisation, replacing(line.payer))\(error.map { " <span class=\"error\">\($0)</span>" as HTML })",
          ], tone: line.unpaid.isEmpty ? .neutral : .attention)
      },
      empty: EmptyState(
        "Tháng này không có ai đóng ở đây",
        advice: "Danh sách lấy những người sinh hoạt ở chi bộ vào cuối tháng."))
    return Section(
      "Thu \(month.vietnamese)", id: "thu",
      note: "Ai nộp đủ thì đánh dấu; nộp số khác thì ghi số tiền. Để trống là chưa nộp.",
      body: """
        \(Form(action: "\(picture.path)/thu", csrf: visit.csrf, label: "Thu đảng phí", body: """
          \(kept)\(table)
          \(DayField("ngay-thu", label: "Ngày thu", value: form.has("ngay-thu") ? form["ngay-thu"] : visit.today.vietnamese, error: trouble.on("ngay-thu"), isRequired: true))
          \(Actions("\(Submit("Ghi thu"))"))
          """))
        \(unpaidNotice)
        \(withdrawing)
        """
    ).html
  }

  /// The whole of what is due, without typing it.
  private func tick(_ payer: FeePayer) -> HTML {
    let name = "du-\(payer.member)"
    let checked = visit.form.has(name)
    return """
      <label class="tick"><input type="checkbox" name="\(name)" value="1"\(when: checked, " checked")> đủ mức</label>
      """
  }

  /// Another sum for the same month: asked for, not taken in silence.
  private func replacing(_ payer: FeePayer) -> HTML {
    let name = "thay-\(payer.member)"
    return "<label class=\"tick\"><input type=\"checkbox\" name=\"\(name)\" value=\"1\"> thay số cũ</label>"
  }

  private var unpaidNotice: HTML {
    let rule = rules.unpaid
    guard rule.from <= month.first, picture.lines.contains(where: { $0.unpaid.count >= rule.months }) else {
      return ""
    }
    let doubt = VotingRules.doubt(rule.certainty, cite: rule.cite).map { " (\($0))" } ?? ""
    return Notice(
      .warning, "Có người chưa đóng từ \(rule.months) tháng trong năm.", reason: "\(rule.cite)\(doubt).",
      remedy: "Hỏi lý do trước; sổ không tự kết luận gì."
    ).html
  }

  private func className(_ standing: FeeStanding?) -> String {
    guard let standing else { return "" }
    return picture.version?.feeClass(standing.feeClass)?.name ?? "diện cũ, không có trong quy định tháng này"
  }

  private var withdrawing: HTML {
    let paid = picture.lines.filter { $0.receipt?.organisation == picture.state.organisation }
    guard !paid.isEmpty else { return "" }
    return """
      <details class="more"\(when: visit.form.has("ly-do-thu"), " open")><summary>Rút lần thu ghi nhầm</summary>
      \(Form(action: "\(picture.path)/rut-thu", csrf: visit.csrf, label: "Rút lần thu", body: """
        \(kept)\(Select("nguoi", label: "Của ai", choices: paid.map { Choice("\($0.payer.member)", $0.payer.name) }, selected: visit.form["nguoi"], isRequired: true))
        \(TextField("ly-do-thu", label: "Lý do", value: visit.form["ly-do-thu"], error: trouble.on("ly-do-thu"), isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Rút", kind: .secondary))"))
        """))
      </details>
      """
  }

  private var standing: HTML {
    guard let version = picture.version else { return "" }
    let form = visit.form
    let wages = rules.minimumWages.filter { $0.from <= month.first }
    let unknown = picture.lines.count { $0.due == nil }
    let reductions =
      rules.reductions.from <= month.first
      ? Select(
        "giam", label: "Giảm", choices: rules.reductions.percents.map { Choice("\($0)", "\($0) %") },
        selected: form["giam"], placeholder: "không giảm",
        hint: "Nhiều nhất \(rules.reductions.months) tháng rồi tự hết. Không ghi lý do."
      ).html : ""
    return """
      <details class="more"\(when: form.has("dien") || unknown == picture.lines.count && unknown > 0, " open")><summary>Ghi diện đóng\(when: unknown > 0, " (\(unknown) người chưa ghi)")</summary>
      \(Form(action: "\(picture.path)/dien", csrf: visit.csrf, label: "Ghi diện đóng", body: """
        \(kept)
        \(Select("nguoi-dong", label: "Người đóng", choices: picture.lines.map { Choice("\($0.payer.member)", $0.payer.name) }, selected: form["nguoi-dong"], error: trouble.on("nguoi-dong"), isRequired: true))
        \(Select("dien", label: "Diện", choices: version.classes.map { Choice($0.id, $0.name) }, selected: form["dien"], error: trouble.on("dien"), isRequired: true))
        \(TextField("can-cu", label: "Số tiền làm căn cứ, đồng một tháng", value: form["can-cu"], hint: hint(version), error: trouble.on("can-cu"), maximumLength: 20))
        \(when: !wages.isEmpty && version.classes.contains { $0.of == .minimumWage }, Select("vung", label: "Vùng lương tối thiểu", choices: wages.map { Choice("\($0.region)", "\($0.name): \(money($0.amount))") }, selected: form["vung"], placeholder: "không dùng", hint: rules.minimumWagesCite.cite).html)
        \(reductions)
        \(Actions("\(Submit("Ghi từ \(month.vietnamese)"))"))
        """))
      </details>
      \(when: picture.lines.contains { $0.standing != nil }, withdrawingStanding)
      """
  }

  private var withdrawingStanding: HTML {
    let classed = picture.lines.filter { $0.standing != nil }
    return """
      <details class="more"\(when: visit.form.has("ly-do-dien"), " open")><summary>Rút diện ghi nhầm</summary>
      \(Form(action: "\(picture.path)/rut-dien", csrf: visit.csrf, label: "Rút diện", body: """
        \(kept)\(Select("nguoi-rut", label: "Của ai", choices: classed.map { Choice("\($0.payer.member)", "\($0.payer.name): \(className($0.standing))") }, selected: visit.form["nguoi-rut"], error: trouble.on("nguoi-rut"), isRequired: true))
        \(TextField("ly-do-dien", label: "Lý do", value: visit.form["ly-do-dien"], hint: "Diện trước đó dùng lại; chưa có diện nào thì thành chưa ghi.", error: trouble.on("ly-do-dien"), isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Rút", kind: .secondary))"))
        """))
      </details>
      """
  }

  private func hint(_ version: FeeRules.Version) -> String {
    let names = version.classes.filter { $0.of == .base || $0.of == .sum }.compactMap(\.baseName)
    return "Chỉ cho diện tính theo thu nhập: \(names.joined(separator: "; ")). Diện khác để trống."
  }

  // MARK: What goes up

  private var handingUp: HTML {
    let share: HTML =
      if let share = picture.share {
        if let document = picture.shareDocument {
          "<p>Nộp lên cấp trên \(share.percent) % số thu, theo \(document.key.citation).</p>"
        } else if let up = picture.version?.up {
          "<p>Nộp lên cấp trên \(share.percent) % số thu (\(up.cite)\(when: up.certainty != "A" && up.certainty != "B", "; chưa chắc chắn")).</p>"
        } else {
          ""
        }
      } else {
        "<p class=\"nothing\">Chưa có tỷ lệ nộp lên cho tổ chức này; ghi theo quyết định của cấp ủy.</p>"
      }
    let table = Table(
      "Đã nộp trong năm",
      columns: [.init("Ngày", .day), .init("Số tiền", .number), .init("Chứng từ")],
      rows: picture.remittances.map {
        Table.Row(["\($0.remittedOn.vietnamese)", "\(number: $0.amount)", "\($0.number)"])
      }, empty: EmptyState("Năm nay chưa nộp lần nào", advice: "Nộp xong thì ghi ở dưới."))
    return Section(
      "Nộp lên cấp trên", id: "nop",
      body: """
        \(share)\(table)
        \(when: picture.keeps && picture.heirs.count != 1, remitting)
        """
    ).html
  }

  private var remitting: HTML {
    let form = visit.form
    return """
      <details class="more"\(when: form.has("so-tien-nop"), " open")><summary>Ghi một lần nộp</summary>
      \(Form(action: "\(picture.path)/nop", csrf: visit.csrf, label: "Ghi một lần nộp", body: """
          \(kept)
          \(TextField("so-tien-nop", label: "Số tiền, đồng", value: form["so-tien-nop"], error: trouble.on("so-tien-nop"), isRequired: true, maximumLength: 20))
          \(DayField("ngay-nop", label: "Ngày nộp", value: form.has("ngay-nop") ? form["ngay-nop"] : visit.today.vietnamese, error: trouble.on("ngay-nop"), isRequired: true))
          \(TextField("chung-tu", label: "Số chứng từ", value: form["chung-tu"], maximumLength: 60))
          \(Actions("\(Submit("Ghi"))"))
          """))
      </details>
      \(when: !picture.remittances.isEmpty, withdrawingRemittance)
      \(when: picture.decidesShare, deciding)
      """
  }

  private var deciding: HTML {
    let form = visit.form
    return """
      <details class="more"\(when: form.has("phan-tram"), " open")><summary>Ghi tỷ lệ theo quyết định của cấp ủy</summary>
      \(Form(action: "\(picture.path)/ty-le", csrf: visit.csrf, label: "Ghi tỷ lệ", body: """
        \(kept)
        \(TextField("phan-tram", label: "Phần nộp lên, %", value: form["phan-tram"], error: trouble.on("phan-tram"), isRequired: true, maximumLength: 3))
        \(DecisionFields(visit: visit, trouble: trouble))
        \(Actions("\(Submit("Ghi từ \(month.vietnamese)"))"))
        """))
      </details>
      """
  }

  private var withdrawingRemittance: HTML {
    """
    <details class="more"\(when: visit.form.has("ly-do-nop"), " open")><summary>Rút lần nộp ghi nhầm</summary>
    \(Form(action: "\(picture.path)/rut-nop", csrf: visit.csrf, label: "Rút lần nộp", body: """
      \(kept)\(Select("lan-nop", label: "Lần nộp", choices: picture.remittances.map { Choice("\($0.id)", "\($0.remittedOn.vietnamese): \(money($0.amount))") }, selected: visit.form["lan-nop"], isRequired: true))
      \(TextField("ly-do-nop", label: "Lý do", value: visit.form["ly-do-nop"], error: trouble.on("ly-do-nop"), isRequired: true, maximumLength: 300))
      \(Actions("\(Submit("Rút", kind: .secondary))"))
      """))
    </details>
    """
  }

  // MARK: A committee

  private func untold(_ unit: FeePicture.Unit, _ span: FeePicture.Span, _ told: HTML) -> HTML {
    picture.leavesOut(unit, span) ? "\(Self.untold)" : told
  }

  private var units: HTML {
    let figures = Figures([
      Figure(
        picture.hides.month ? Self.untold : money(picture.sums.month), "Đã thu tháng này",
        definition: "Cộng các chi bộ."),
      Figure(
        picture.hides.year ? Self.untold : money(picture.sums.year), "Đã thu từ đầu năm",
        definition: "Cộng các chi bộ."),
    ])
    guard picture.state.kind.isWithinGrassroots else {
      let table = Table(
        "Các đơn vị",
        columns: [.init("Đơn vị"), .init("Thu tháng này", .number), .init("Thu từ đầu năm", .number)],
        rows: picture.parts.map { part in
          let small = part.sums.isSmall(rules)
          return Table.Row([
            "<a\(href: "/to-chuc/\(part.state.organisation)/dang-phi")>\(part.state.name)</a>",
            small.month ? "\(Self.untold)" : "\(number: part.sums.month)",
            small.year ? "\(Self.untold)" : "\(number: part.sums.year)",
          ])
        }, empty: EmptyState("Chưa có đơn vị nào", advice: "Tổ chức trực thuộc hiện ở đây."))
      return Section(
        "Các đơn vị", id: "don-vi", note: "Chỉ số tổng; từng chi bộ do đảng ủy cơ sở theo dõi.",
        body: "\(figures)\(table)"
      ).html
    }
    return Section(
      "Các chi bộ", id: "chi-bo",
      note:
        "Chỉ số tổng; ai đóng bao nhiêu do chi bộ giữ. Dấu * thay cho số của dưới \(rules.leastShown.count) người và số có thể suy ra số ấy.",
      body: """
        \(figures)
        \(Table(
          "Các chi bộ",
          columns: [
            .init("Chi bộ"), .init("Đã đóng", .number), .init("Thu tháng này", .number), .init("Thu từ đầu năm", .number),
            .init("Đã nộp", .number), .init("Còn phải nộp", .number),
          ],
          rows: picture.units.map { unit in
            Table.Row([
              "<a\(href: "/to-chuc/\(unit.state.organisation)/dang-phi")>\(unit.state.name)</a>",
              untold(unit, .month, "\(unit.totals.paid)/\(unit.totals.payers)"),
              untold(unit, .month, "\(number: unit.totals.collected)"),
              untold(unit, .year, "\(number: unit.totals.yearCollected)"), "\(number: unit.totals.remitted)",
              untold(
                unit, .year,
                unit.totals.owedUp.map { "\(number: max(0, $0 - unit.totals.remitted))" } ?? "chưa rõ"),
            ])
          }, empty: EmptyState("Chưa có chi bộ nào", advice: "Chi bộ trực thuộc hiện ở đây.")))
        """
    ).html
  }
}
