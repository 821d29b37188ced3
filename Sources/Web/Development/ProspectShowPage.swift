import Basics
import Markup
import Registry

extension Visit {
  func prospectShow() async throws -> Answer {
    let picture = try await prospectPicture()
    return try await page(
      "\(picture.file.person.name) · Phát triển đảng viên", breadcrumbs: picture.trail,
      body: ProspectShowPage(visit: self, picture: picture, rules: try developmentRules).html)
  }
}

/// One person on the way: how far, what is missing, by when; never what a paper says.
struct ProspectShowPage: Piece {
  var visit: Visit
  var picture: ProspectPicture
  var rules: DevelopmentRules

  private var file: ProspectFile { picture.file }
  private var stage: ProspectStage { file.stage(rules) }
  private var isConsidered: Bool { file.step(.stopped, .cancelled) == nil && !file.isErased }
  private var writes: Bool { picture.rights.contains(.recordDevelopment) && !file.isErased }

  var html: HTML {
    if file.isErased { return erased }
    return """
      \(PageHeading(file.person.name, kind: "Phát triển đảng viên", lede: lede, actions: actions))
      \(notices)
      \(when: stage.isOpen, Section("Hạn", id: "han", body: clocks).html)
      \(Section("Đến đâu", id: "den-dau", body: "\(steps)\(works)"))
      \(when: isConsidered, Section(stage.isMember ? "Giấy tờ xét công nhận" : "Giấy tờ", id: "giay-to", note: "Chỉ ghi có hay chưa, ngày, để ở đâu.", body: "\(papers)\(paperLink)").html)
      \(when: isConsidered, Section("Giúp đỡ và giới thiệu", id: "giup-do", body: "\(ties)\(tieLink)").html)
      \(when: isConsidered && stage.isMember && hasOldPapers, Section("Giấy tờ của hồ sơ kết nạp", id: "giay-to-ket-nap", body: paperTable(.admission)).html)
      \(when: picture.rights.contains(.viewHistory), Section("Ai đã xem", id: "luot-xem", body: readings).html)
      """
  }

  private var erased: HTML {
    """
    \(PageHeading("Đã xóa dữ liệu", kind: "Phát triển đảng viên"))
    \(Notice(.info, "Dữ liệu của người này đã được xóa.", remedy: "Số đếm của các năm trước giữ nguyên; không cần làm gì thêm."))
    """
  }

  private var lede: HTML {
    let person = file.person
    let age = person.bornOn.map { "sinh \($0.vietnamese) (\($0.age(on: visit.today)) tuổi)" }
    let parts = [person.sex == .unknown ? nil : person.sex.title.lowercased(), age, person.occupation]
      .compactMap { $0 }.filter { !$0.isEmpty }
    let told: HTML = parts.isEmpty ? "" : " \(parts.joined(separator: ", "))"
    return "\(Badge(stage.title, stage.isOpen ? .undecided : .neutral))\(told)"
  }

  private var actions: HTML {
    var links: [ButtonLink] = []
    if let admitted = file.admitted, picture.onMember.contains(.viewMembers) {
      links.append(ButtonLink("Hồ sơ đảng viên", "/dang-vien/\(admitted.member)"))
    }
    if isConsidered {
      links.append(ButtonLink("In danh mục (Word)", "\(picture.path)/in?dang=docx"))
      links.append(ButtonLink("PDF", "\(picture.path)/in?dang=pdf", kind: .quiet))
    }
    return "\(links)"
  }

  @HTMLList private var notices: HTML {
    for remark in file.remarks(rules) {
      Notice(.warning, remark.text, reason: remark.source?.told)
    }
    if let until = file.keptUntil(rules) {
      let isOver = until <= visit.today
      Notice(
        isOver ? .warning : .info,
        isOver
          ? "Đã hết thời gian giữ tên: nên xóa dữ liệu."
          : "Không còn được xem xét. Sổ giữ tên đến hết ngày \(until.previous.vietnamese), rồi xóa.",
        reason: rules.retention.source.told,
        action: writes ? Link("Xóa dữ liệu", "\(picture.path)/ghi/\(ProspectWork.erase.rawValue)") : nil)
    }
  }

  // MARK: Clocks and steps

  private var clocks: HTML {
    Table(
      "Hạn", columns: [.init("Việc"), .init("Chậm nhất", .day), .init("Theo")],
      rows: file.clocks(rules).map { clock in
        let isLate = clock.isOver(on: visit.today) && clock.source.isConfirmed
        let doubt: HTML = isLate ? " \(Badge("quá hạn", .attention))" : ""
        return Table.Row(
          ["\(clock.title)\(doubt)", "\(clock.due.vietnamese)", "\(clock.source.told)"],
          tone: isLate ? .attention : .neutral)
      }, empty: EmptyState("Chưa có hạn nào chạy", advice: nextAdvice)
    ).html
  }

  private var nextAdvice: String {
    switch stage {
    case .listed:
      "Phân công người giúp đỡ, cử đi học lớp nhận thức về Đảng; có đơn xin vào Đảng thì ghi vào mục Giấy tờ."
    case .applicant: "Đủ giấy tờ thì chi bộ xét, biểu quyết đề nghị kết nạp."
    default: "Ghi ngày ở các bước và giấy tờ thì hạn tự tính."
    }
  }

  private var steps: HTML {
    let first = Table.Row(["Đưa vào danh sách", "\(file.state.listedOn.vietnamese)", "\(file.cellName)", ""])
    let last = file.steps.max { $0.id < $1.id }
    return Table(
      "Các bước đã qua", columns: [.init("Bước"), .init("Ngày", .day), .init("Văn bản, kết quả"), .init("")],
      rows: [first]
        + file.steps.map { step in
          let canUndo =
            writes && step.id == last?.id
            && (step.kind.isVote || step.kind == .decided || step.kind == .stopped)
          return Table.Row(
            ["\(step.kind.title)", "\(step.day.vietnamese)", told(step), canUndo ? undo(step) : ""],
            tone: step.vote.map { !$0.isCarried } ?? false ? .attention : .neutral)
        }
    ).html
  }

  private func told(_ step: ProspectStep) -> HTML {
    let document = step.decision.flatMap { file.documents[$0]?.citation }
    let reason = step.kind == .stopped ? rules.stop(step.reason)?.name : nil
    let parts = [
      step.number.isEmpty ? nil : "Nghị quyết \(step.number)", step.vote?.sentence, document, reason,
    ]
    return "\(parts.compactMap { $0 }.joined(separator: "; "))"
  }

  private func undo(_ step: ProspectStep) -> HTML {
    Form(
      action: "\(picture.path)/ghi/\(ProspectWork.undo.rawValue)", csrf: visit.csrf,
      label: "Rút \(step.kind.title)",
      body: "\(HiddenField("buoc", "\(step.id)"))\(Submit("Rút bước này", kind: .quiet))"
    ).html
  }

  /// What may be written down next, the likely one first.
  private var works: HTML {
    guard writes else { return "" }
    let works = ProspectWork.next(of: file, stage, on: visit.today, rules)
    guard !works.isEmpty else { return "" }
    let links = works.enumerated().map { n, work in
      ButtonLink(
        work.title, "\(picture.path)/ghi/\(work.rawValue)",
        kind: n == 0 && stage.isOpen ? .primary : .quiet)
    }
    return Actions("\(links)").html
  }

  // MARK: Papers and people

  private var papers: HTML { paperTable(stage.isMember ? .probation : .admission) }
  private var hasOldPapers: Bool {
    let ids = Set(rules.papers(.admission, of: file.person).map(\.id))
    return file.papers.contains { ids.contains($0.paper) }
  }

  private func paperTable(_ stage: DevelopmentRules.Paper.Stage) -> HTML {
    Table(
      "Giấy tờ", columns: [.init("Giấy tờ"), .init("Có chưa"), .init("Ngày", .day), .init("Để ở đâu")],
      rows: rules.papers(stage, of: file.person).map { paper in
        let here = file.paper(paper.id)
        return Table.Row(
          [
            "\(paper.title)", here == nil ? "\(Badge("thiếu", .undecided))" : "có",
            "\(here?.issuedOn?.vietnamese)", "\(here?.keptAt)",
          ])
      }
    ).html
  }

  private var paperLink: HTML {
    guard writes, stage.isOpen else { return "" }
    return Actions("\(ButtonLink("Ghi giấy tờ", "\(picture.path)/ghi/\(ProspectWork.papers.rawValue)"))").html
  }

  private var ties: HTML {
    Table(
      "Giúp đỡ và giới thiệu",
      columns: [.init("Đảng viên"), .init("Việc"), .init("Thời gian", .day), .init("")],
      rows: file.ties.map { tie in
        let name: HTML =
          picture.rights.contains(.viewMembers) && tie.place != nil
          ? "<a\(href: "/dang-vien/\(tie.tie.member)")>\(tie.name)</a>" : "\(tie.name)"
        let open = writes && tie.tie.period.isOpen
        return Table.Row([
          name, "\(tie.tie.role.title)", "\(tie.tie.period.vietnamese)",
          open
            ? "<a\(href: "\(picture.path)/ghi/\(ProspectWork.untie.rawValue)?ai=\(tie.tie.id)")>Thôi</a>"
            : "",
        ])
      },
      empty: EmptyState(
        "Chưa phân công ai",
        advice: "Chi bộ phân công đảng viên chính thức giúp đỡ, từ khi vào danh sách đến hết dự bị.")
    ).html
  }

  private var tieLink: HTML {
    guard writes, stage.isOpen else { return "" }
    return Actions(
      "\(ButtonLink("Phân công, ghi người giới thiệu", "\(picture.path)/ghi/\(ProspectWork.tie.rawValue)"))"
    ).html
  }

  private var readings: HTML {
    Table(
      "Lượt xem", columns: [.init("Người xem"), .init("Lúc", .day), .init("Ở đâu")],
      rows: picture.readings.map {
        Table.Row(["\($0.reader)", "\($0.readAt.vietnamese)", "\($0.surface?.title)"])
      },
      empty: EmptyState("Chưa có lượt xem nào trước lượt này", advice: "Mỗi lần mở trang đều được ghi lại.")
    ).html
  }
}
