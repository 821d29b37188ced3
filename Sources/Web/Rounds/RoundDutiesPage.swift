import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// Who does what in a round — ai làm việc gì: the steps by who takes them, with their days, as one sheet to print and hang up.
  func roundDuties() async throws -> Answer {
    let place = try await requireRound()
    let (system, today) = (system, today)
    let id = place.organisation.organisation
    let (dues, sending) = try await system.read { session throws in
      var dues: [String: RoundDeadline] = [:]
      for stage in place.procedure.stages.map(\.id) + [RoundProcedure.submission] {
        dues[stage] = try session.reviewDeadline(
          of: stage, for: id, in: place.round.id, asOf: AsOf(place.seenOn))
      }
      return (dues, dues[RoundProcedure.submission])
    }
    let isFiled = query["dang"] == "docx" || query["dang"] == "pdf"
    let sheet = RoundDuties(place: place, dues: dues, sending: sending)
    if isFiled {
      let print = sheet.printed(layout: try rules.layout(on: today)?.profile ?? .party, mark: opening.mark)
      let name = "Ai làm việc gì - \(place.organisation.name) - \(place.period.vietnamese)"
      return query["dang"] == "pdf"
        ? .file(try print.pdf(), name: "\(name).pdf", type: "application/pdf")
        : .file(
          try print.docx(), name: "\(name).docx",
          type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    }
    let files = "\(place.path)/phan-viec?\(place.asked)"
    return try await page(
      "Ai làm việc gì", breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      styles: ["/styles/rounds.css"],
      body: """
        \(PageHeading("Ai làm việc gì", kind: place.organisation.name, lede: "\(place.title), theo \(place.guidance.pack.title). Mọi hạn là “trước ngày”.", actions: "\(ButtonLink("Tải Word", "\(files)&dang=docx"))\(ButtonLink("Tải PDF", "\(files)&dang=pdf", kind: .quiet))"))
        \(sheet.html)
        """)
  }
}

/// The steps of a round by who takes them.
struct RoundDuties {
  var place: RoundPlace
  var dues: [String: RoundDeadline]
  var sending: RoundDeadline?

  struct Part {
    var title: String
    var rows: [Row]
  }
  struct Row {
    var work: String
    var due: String
    var cite: String
    /// Where it is done on this site; `nil` where it is no page's.
    var page: (title: String, path: String)?
  }

  /// Members first, then their unit, those who are asked, those who decide.
  var parts: [Part] {
    let stages = place.procedure.stages.filter { !$0.subjects.isEmpty }
    let own = stages.filter { $0.actor == .unit && $0.subjects == [.member] && $0.isForm }
    let unit = stages.filter { stage in
      stage.actor == .unit && !own.contains { $0.id.utf8.elementsEqual(stage.id.utf8) }
    }
    var parts = [
      Part(title: "Đảng viên", rows: own.map { row($0, ("Của tôi", "/cua-toi")) }),
      Part(title: "Bí thư, cấp ủy của đơn vị", rows: unit.map { row($0, nil) } + sendingRows),
      Part(
        title: "Cấp ủy nơi cư trú, nơi được hỏi ý kiến",
        rows: stages.filter { $0.actor == .residence }.map { row($0, nil) }),
      Part(
        title: "Cấp trên trực tiếp",
        rows: stages.filter { $0.actor == .superior }.map { row($0, nil) }),
      Part(
        title: "Cấp có thẩm quyền quyết định",
        rows: stages.filter { $0.actor == .decider }.map { row($0, nil) }),
    ]
    let above = place.procedure.stages.filter { $0.actor == .above || $0.subjects.isEmpty }
    parts.append(Part(title: "Cấp trên nữa", rows: above.map { row($0, nil) }))
    return parts.filter { !$0.rows.isEmpty }
  }

  private var sendingRows: [Row] {
    guard place.procedure.isSentUp else { return [] }
    return [
      Row(
        work: "Gửi kết quả lên cấp trên", due: sending?.dueBefore.vietnamese ?? "", cite: "",
        page: ("Đợt kiểm điểm", place.address))
    ]
  }

  private func row(_ stage: RoundProcedure.Stage, _ link: (String, String)?) -> Row {
    let optional = stage.isOptional ? " (không bắt buộc)" : ""
    return Row(
      work: stage.name + optional, due: dues[stage.id]?.dueBefore.vietnamese ?? "", cite: stage.cite ?? "",
      page: link)
  }

  var html: HTML {
    HTML.joined(
      parts.map { part in
        Section(
          part.title,
          body: Table(
            part.title, columns: [.init("Việc"), .init("Trước ngày", .day), .init("Căn cứ")],
            rows: part.rows.map { row in
              Table.Row([
                row.page.map {
                  "\(row.work) <span class=\"hint\">(<a\(href: $0.path)>\($0.title)</a>)</span>" as HTML
                }
                  ?? "\(row.work)", "\(row.due)", "\(row.cite)",
              ])
            }
          ).html
        ).html
      })
  }
}
