import Basics
import Markup
import Registry
import Reporting

extension Visit {
  func mandateShow(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await mandatePicture()
    return try await page(
      picture.title, breadcrumbs: [Link("Văn bản giao việc", link("/van-ban-giao-viec"))], travels: true,
      body: MandateShowPage(visit: self, picture: picture, trouble: trouble).html)
  }

  func withdrawRollOut() async throws -> Answer {
    let picture = try await mandatePicture()
    return try await attempt {
      let rollOut: ID<RollOut> = try found(form.id("trien-khai"))
      guard picture.progress.rollOuts.contains(where: { $0.id == rollOut }) else {
        throw RightsRefusal.notFound
      }
      try await perform(WithdrawRollOut(rollOut, reason: form["ly-do"]))
      return .redirect("/van-ban-giao-viec/\(picture.mandate.mandate)", done: .corrected)
    } else: {
      try await mandateShow($0)
    }
  }
}

struct MandateShowPage: Piece {
  var visit: Visit
  var picture: MandatePicture
  var trouble: FormTrouble

  private var mandate: Mandate { picture.mandate }
  private var progress: MandateProgress { picture.progress }
  private var path: String { "/van-ban-giao-viec/\(mandate.mandate)" }

  var html: HTML {
    """
    \(PageHeading(mandate.subject.capitalisedFirst, kind: picture.title, lede: "\(mandate.duty.capitalisedFirst).", actions: "\(ButtonLink("Đường đi của văn bản", "\(path)/duong-di"))"))
    \(trouble.summary)
    \(withdrawal)
    \(Section("Tiến độ ngày \(visit.day.vietnamese)", id: "tien-do", body: figures))
    \(when: !progress.rollOuts.isEmpty || !progress.units.isEmpty, Section("Các quyết định theo ngày", id: "theo-ngay", body: timeline.html).html)
    \(Section("Từng đơn vị", id: "don-vi", body: "\(units)"))
    \(Section("Văn bản", id: "van-ban", body: document))
    """
  }

  private var figures: HTML {
    if visit.day < mandate.inForceOn {
      return Notice(
        .info, "Ngày \(visit.day.vietnamese) văn bản chưa có hiệu lực.",
        remedy: "Xem từ ngày \(mandate.inForceOn.vietnamese).",
        action: Link("Xem ngày \(mandate.inForceOn.vietnamese)", "\(path)?ngay=\(mandate.inForceOn)")
      ).html
    }
    func records(_ state: MandateProgress.State? = nil, on day: Day? = nil) -> String? {
      guard picture.seesScope else { return nil }
      return RecordsQuery(.rollOut, of: mandate.scope, asOf: visit.asOf).with {
        $0.mandate = mandate.mandate
        $0.state = state
        $0.decidedOn = day
      }.pagePath
    }
    // Totals of a part do not stand under the words for the whole.
    let own = picture.isWhole ? "" : ", phần của tôi"
    let missing = progress.units(.missing).count
    let partial = progress.units(.partial).count
    var list = [
      Figure(
        "\(progress.obliged)", "Đơn vị phải thực hiện\(own)",
        definition:
          "\(mandate.obliged.title) tồn tại vào ngày này, \(picture.countedPlace); đơn vị lập hoặc sáp nhập sau tính theo ngày có hiệu lực.",
        records: records()),
      Figure(
        "\(progress.fulfilled)", "Đã triển khai\(own)",
        definition: "Đã có quyết định đến ngày này, của mình hoặc của mọi đơn vị tiền thân sáp nhập vào.",
        records: records(.fulfilled),
        tone: progress.obliged > 0 && progress.fulfilled == progress.obliged ? .done : .neutral),
    ]
    if partial > 0 {
      list.append(
        Figure(
          "\(partial)", "Triển khai một phần\(own)",
          definition: "Sáp nhập từ đơn vị đã và đơn vị chưa triển khai.",
          records: records(.partial), tone: .undecided))
    }
    list.append(
      Figure(
        "\(missing)", "Chưa triển khai\(own)",
        definition: "Phải thực hiện mà chưa có quyết định nào đến ngày này.",
        records: records(.missing),
        tone: missing > 0 ? .attention : .neutral))
    for (label, day) in [("Quyết định đầu tiên", progress.first), ("Quyết định cuối cùng", progress.last)] {
      guard let day else { continue }
      list.append(Figure(day.vietnamese, "\(label)\(own)", records: records(on: day)))
    }
    let due: HTML =
      mandate.dueOn.map { due in
        "<p>Hạn \(due.vietnamese)\(when: !progress.overdue.isEmpty, ": \(Badge("\(progress.overdue.count) đơn vị quá hạn", .attention))").</p>"
      } ?? "<p class=\"hint\">Văn bản không đặt hạn.</p>"
    return
      "\(Progress("Đã triển khai, \(picture.countedPlace)", done: progress.fulfilled, of: progress.obliged))\(Figures(list))\(due)"
  }

  private var timeline: Timeline {
    Timeline(
      id: "roll-out", title: "Các quyết định theo ngày",
      events: progress.rollOuts.map {
        .init(
          ordinal: $0.day.daysSince1970, day: $0.day.vietnamese, name: picture.names[$0.organisation] ?? "")
      }, missing: progress.units(.missing).map(\.unit.name))
  }

  private var units: Table {
    let canWrite = !picture.writable.isEmpty
    return Table(
      "Từng đơn vị",
      columns: [.init("Đơn vị"), .init("Tình hình"), .init("Quyết định"), .init("Ngày", .day)]
        + (canWrite ? [.init("Ghi")] : []),
      rows: progress.units.map { unit in
        let id = unit.unit.organisation
        var cells: [HTML] = [
          "<a\(href: visit.link("/to-chuc/\(id)"))>\(unit.unit.name)</a>", state(unit),
          "<div>\(HTML.joined(unit.rollOuts.map(decision), separator: "<br>"))</div>",
          "<div>\(HTML.joined(unit.rollOuts.map { "\($0.day.vietnamese)" }, separator: "<br>"))</div>",
        ]
        if canWrite { cells.append(picture.writable.contains(id) ? writing(unit) : "") }
        return Table.Row(cells, tone: progress.overdue.contains(unit) ? .attention : .neutral)
      },
      empty: EmptyState(
        "Không có đơn vị nào phải thực hiện vào ngày này", advice: "Chọn ngày khác ở thanh phía trên."))
  }

  private func state(_ unit: MandateProgress.Unit) -> HTML {
    let tone: Tone = unit.state == .fulfilled ? .done : unit.state == .partial ? .undecided : .attention
    let owing = unit.owing.compactMap { picture.names[$0] }.joined(separator: "; ")
    return
      "<div>\(Badge(unit.state.title, tone))\(when: !owing.isEmpty, " <span class=\"hint\">còn phần của \(owing)</span>")</div>"
  }

  private func decision(_ rollOut: RollOut) -> HTML {
    let result: HTML =
      rollOut.result.map {
        ": <a\(href: "/to-chuc/\($0)?ngay=\(rollOut.day)")>\(picture.names[$0] ?? "")</a>"
      } ?? ""
    return
      "\(picture.decisions[rollOut.decision]?.key.citation ?? "")\(result)\(when: !rollOut.note.isEmpty, " <span class=\"hint\">\(rollOut.note)</span>")"
  }

  private func writing(_ unit: MandateProgress.Unit) -> HTML {
    guard let own = unit.rollOuts.first(where: { $0.organisation == unit.unit.organisation }) else {
      return "\(ButtonLink("Ghi quyết định", "\(path)/ghi?don-vi=\(unit.unit.organisation)", kind: .quiet))"
    }
    return "<a\(href: "\(path)?rut=\(own.id)#rut")>Ghi sai</a>"
  }

  /// The fulfilment to be withdrawn, if one is chosen and may be.
  private var withdrawal: HTML {
    let chosen = visit.method == .post ? visit.form["trien-khai"] : visit.query["rut"]
    guard
      let own = progress.rollOuts.first(where: {
        "\($0.id)" == chosen && picture.writable.contains($0.organisation)
      })
    else { return "" }
    let name = picture.names[own.organisation] ?? ""
    return Section(
      "Rút việc triển khai", id: "rut",
      body: """
        \(Form(action: "\(path)/rut", csrf: visit.csrf, body: """
          <p>\(name), ngày \(own.day.vietnamese): \(decision(own)). Rút rồi ghi lại cho đúng.</p>
          \(HiddenField("trien-khai", "\(own.id)"))
          \(TextField("ly-do", label: "Lý do rút", value: visit.form["ly-do"], width: .full, isRequired: true, maximumLength: 300))
          \(Actions("\(Submit("Rút", kind: .destructive, confirm: "Rút việc triển khai của \(name)?"))\(ButtonLink("Thôi", path, kind: .quiet))"))
          """))
        """
    ).html
  }

  private var document: HTML {
    var items: [(term: String, value: HTML)] = []
    if let document = picture.document {
      items += [
        ("Văn bản", "\(document.key.type) \(document.key.number)"),
        ("Cơ quan ban hành", "\(document.key.issuer)"),
        ("Ngày ban hành", "\(document.key.date.vietnamese)"),
      ]
    }
    if let other = mandate.otherDate {
      items.append(
        ("Ngày ban hành khác", "\(other.day.vietnamese), \(other.source). Giữ cả hai, chưa kết luận."))
    }
    items += [
      ("Có hiệu lực từ", "\(mandate.inForceOn.vietnamese)"),
      ("Hạn thực hiện", mandate.dueOn.map { "\($0.vietnamese)" } ?? "không đặt hạn"),
      ("Phạm vi", "\(picture.scopeName)"), ("Ai phải thực hiện", "\(mandate.obliged.title)"),
    ]
    if let founds = mandate.founds { items.append(("Kết quả", "Thành lập \(founds.title.lowercased())")) }
    return DescriptionList(items).html
  }
}

extension String {
  /// With a capital first letter, for headings.
  var capitalisedFirst: String {
    guard let first = unicodeScalars.first else { return self }
    return String(first).uppercased() + String(String.UnicodeScalarView(unicodeScalars.dropFirst()))
  }
}
